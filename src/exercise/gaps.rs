//! Gaps: words to put back into a text.

use super::alike::classes;
use super::placing::{Board, Place, Thing, read_spare, slots};
use super::{Body, Credit, FieldHelp, Kind, Layout, Piece, Slot};
use crate::source::{Complaint, Fields};

/// The kind as authors know it.
pub(super) const KIND: Kind = Kind {
    name: "gaps",
    help: "Put words back into the gaps of a text.",
    seconds: 150,
    fields: &[
        FieldHelp {
            name: "text",
            help: "Needed. Plain text, no Markdown; an empty line starts a paragraph. `__1__` is the place of the first gap, and so on: two underscores, number, two underscores; in a translation the numbers may come in another order.",
        },
        FieldHelp {
            name: "gaps",
            help: "Needed. 1 to 12 tables, for gap 1, 2 and so on: `text`, the right word or words; `because`, said when another word lies there. Equal words may stand for each other.",
        },
        FieldHelp {
            name: "spare",
            help: "Up to 8 words that belong nowhere, tables: `text`, `because` (said when it is placed).",
        },
        FieldHelp { name: "credit", help: "each (each right word counts) or all. each if left out." },
    ],
    example: r#"[[step]]
id = "who-reviews"
title = "Who reviews whom?"
kind = "gaps"
prompt = "Put the words into the text."
hints = ["The reviewers are States, drawn by lot."]
explain = "Two reviewers are drawn by lot, one from the region of the State and one from another."
sources = ["U01"]
text = """
Each State is reviewed by __1__ other States.

One of them comes from the same __2__ as the State under review."""
gaps = [
  { text = "two", because = "One from its own region, one from another." },
  { text = "region", because = "The lots are drawn by regional group." },
]
spare = [
  { text = "five", because = "So many would be costly; the number is smaller." },
]
"#,
    read,
};

fn read(fields: &mut Fields<'_, '_>) -> Option<Box<dyn Body>> {
    let credit = fields.pick_or("credit", Credit::SETS, Credit::Each);
    let text = fields.picture("text");
    let gaps = fields.each("gaps", 1..=12, |fields| {
        let (text, because) = (fields.line("text"), fields.prose("because"));
        let thing = Thing { text: text?, picture: None, home: None, fixed: false, because: None };
        Some((thing, because))
    });
    let (mut places, mut items) = (Vec::new(), Vec::new());
    for ((thing, because), slot) in gaps.into_iter().zip(slots()) {
        places.push(Place { label: format!("Gap {}", slot.0 + 1), because });
        items.push(Thing { home: Some(slot), ..thing });
    }
    let spare = read_spare(fields, &items);
    items.extend(spare);
    let text = text?;
    let layout = Layout::Text(TextReader::read(fields, &text, places.len()));
    // A gap is written with underscores, which are a mark of Markdown, too.
    fields.no_marks("text", &text.replace('_', "x"));
    let classes = classes(&items.iter().map(|thing| thing.text.as_str()).collect::<Vec<_>>());
    let place = fields.span_of("gaps");
    Board { layout, slots: places, items, classes, credit, noun: ("word", "words") }.checked(fields, place)
}

/// Reads the text; every gap must stand in it once.
struct TextReader<'f, 'a, 'n> {
    fields: &'f mut Fields<'a, 'n>,
    gaps: usize,
    seen: Vec<bool>,
}

impl TextReader<'_, '_, '_> {
    fn read(fields: &mut Fields<'_, '_>, text: &str, gaps: usize) -> Vec<Vec<Piece>> {
        let mut reader = TextReader { fields, gaps, seen: vec![false; gaps] };
        let mut paragraphs = vec![Vec::new()];
        let mut offset = 0;
        for line in text.split_inclusive('\n') {
            let words = line.trim_end();
            match paragraphs.last_mut() {
                Some(last) if !words.is_empty() => {
                    if !last.is_empty() {
                        push_words(last, " ");
                    }
                    reader.line(words, offset, last);
                }
                Some(last) if last.is_empty() => {}
                Some(_) | None => paragraphs.push(Vec::new()),
            }
            offset += line.len();
        }
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        let missing: Vec<usize> = (0..gaps).filter(|gap| !reader.seen[*gap]).collect();
        for gap in missing {
            let message = format!("Gap {} does not stand in the text.", gap + 1);
            let help = format!("Write `__{}__` where it belongs.", gap + 1);
            let place = reader.fields.span_of("text");
            reader.fields.complain(Complaint::new(place, message).help(help));
        }
        paragraphs
    }

    fn line(&mut self, line: &str, offset: usize, pieces: &mut Vec<Piece>) {
        let mut rest = line;
        while let Some(at) = rest.find("__") {
            let (before, from) = rest.split_at(at);
            push_words(pieces, before);
            let start = offset + line.len() - from.len();
            let inner = from.trim_start_matches('_');
            let digits = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let (number, behind) = inner.split_at(digits);
            // Four underscores behind a number: the next gap follows at once.
            let closing = behind.len() - behind.trim_start_matches('_').len();
            if from.len() - inner.len() != 2 || digits == 0 || !matches!(closing, 2 | 4) {
                self.complain(start, "A gap is written wrong here.", "Write it as `__1__`.");
                rest = from.find(char::is_whitespace).map_or("", |end| &from[end..]);
                continue;
            }
            pieces.extend(self.gap(number, start).map(Piece::Gap));
            rest = &behind[2..];
        }
        push_words(pieces, rest);
    }

    fn gap(&mut self, number: &str, start: usize) -> Option<Slot> {
        let index = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let Some((index, seen)) = index.and_then(|index| Some((index, self.seen.get_mut(index)?))) else {
            let help = format!("`gaps` has {} entries.", self.gaps);
            self.complain(start, &format!("There is no gap {number}."), &help);
            return None;
        };
        if std::mem::replace(seen, true) {
            self.complain(
                start,
                &format!("Gap {number} stands here twice."),
                "Give each gap its own number.",
            );
            return None;
        }
        u16::try_from(index).ok().map(Slot)
    }

    fn complain(&mut self, start: usize, message: &str, help: &str) {
        let place = self.fields.span_within("text", start..start + 2);
        self.fields.complain(Complaint::new(place, message).help(help));
    }
}

fn push_words(pieces: &mut Vec<Piece>, words: &str) {
    match pieces.last_mut() {
        _ if words.is_empty() => {}
        Some(Piece::Words(last)) => last.push_str(words),
        Some(Piece::Gap(_)) | None => pieces.push(Piece::Words(words.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::testing::{body, marked, never_solved_from_the_start, placed, read, said};
    use crate::exercise::{Seed, Sheet, View};

    const GAPS: &str = "gaps = [{ text = 'two', because = 'Two.' }, { text = 'one', because = 'One.' }]\n";

    fn shown(text: &str) -> String {
        let gaps = body(&KIND, &format!("text = \"\"\"\n{text}\"\"\"\n{GAPS}"));
        let answer = gaps.blank(Seed(1));
        let sheet = Sheet { answer: &answer, seed: Seed(1), grade: None };
        let View::Slots { layout: Layout::Text(paragraphs), .. } = gaps.view(&sheet) else { panic!() };
        let piece = |piece: &Piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Gap(slot) => format!("<{}>", slot.0),
        };
        let lines: Vec<String> = paragraphs.iter().map(|pieces| pieces.iter().map(piece).collect()).collect();
        lines.join("|")
    }

    #[test]
    fn a_text_falls_into_paragraphs_and_pieces() {
        assert_eq!(shown("A __1__, b\nc __2__.\n\n\nD {x} [y] _z_."), "A <0>, b c <1>.|D {x} [y] _z_.");
        assert_eq!(shown("__2____1__"), "<1><0>");
        assert_eq!(shown("é__1__\n__2__é\n"), "é<0> <1>é");
    }

    #[test]
    fn each_right_word_counts() {
        let gaps = body(&KIND, &format!("text = '__1__ __2__'\n{GAPS}"));
        never_solved_from_the_start(gaps.as_ref());
        assert_eq!(marked(gaps.as_ref(), &placed(&[(0, 0), (1, 1)])), (100, "++".into()));
        assert_eq!(marked(gaps.as_ref(), &placed(&[(0, 1), (1, 0)])), (0, "--".into()));
        assert_eq!(said(gaps.as_ref(), &placed(&[(0, 1)])), ["Gap 2: two / One."]);
    }

    #[test]
    fn mistakes_in_the_text_are_pointed_at() {
        let text = "text = \"\"\"\nA __1__ and __1__.\nB __3__, __x__, ___2___ __0__ __99999999999999999999__.\n\"\"\"\n";
        let (_, said) = read(&KIND, &format!("{text}{GAPS}"));
        assert_eq!(
            said,
            [
                "2:13: Gap 1 stands here twice. Give each gap its own number.",
                "3:3: There is no gap 3. `gaps` has 2 entries.",
                "3:10: A gap is written wrong here. Write it as `__1__`.",
                "3:17: A gap is written wrong here. Write it as `__1__`.",
                "3:25: There is no gap 0. `gaps` has 2 entries.",
                "3:31: There is no gap 99999999999999999999. `gaps` has 2 entries.",
                "1:8: Gap 2 does not stand in the text. Write `__2__` where it belongs.",
            ]
        );
    }

    #[test]
    fn marks_in_the_text_are_pointed_at() {
        let said = |text: &str| read(&KIND, &format!("text = '{text}'\n{GAPS}")).1;
        let help = "Take the marks away: a learner would see them as they stand.";
        assert_eq!(
            said("A [[focal point]] has __1__ or __2__."),
            [format!("1:11: `text` is plain text, without marks such as [[focal point]]. {help}")]
        );
        assert_eq!(
            said("__1__ or *__2__*."),
            [format!("1:18: `text` is plain text, without marks such as *__2__*. {help}")]
        );
        assert_eq!(said("__1____2__, a * b * c"), Vec::<String>::new());
    }

    #[test]
    fn one_gap_without_a_spare_is_no_exercise() {
        let (_, said) = read(&KIND, "text = 'A __1__'\ngaps = [{ text = 'b', because = 'c' }]\n");
        assert_eq!(said, ["2:8: There is nothing to decide: at least two words must differ. Add another."]);
    }
}
