//! A desk in lines: rows with numbers, items with letters, states in words.

use super::journey;
use super::lines::{Lines, count, with_states};
use crate::exercise::{Field, Item, Layout, Piece, Row, Slot, SlotRow, View};
use crate::text;

/// The letters of the item at a position: a to z, then aa, ab and so on.
pub(super) fn letters(at: usize) -> String {
    let last = char::from(b'a' + (at % 26) as u8);
    match (at / 26).checked_sub(1) {
        Some(before) => format!("{}{last}", letters(before)),
        None => last.to_string(),
    }
}

/// Says the desk as it lies.
pub(super) fn desk(view: &View, lines: &mut Lines) {
    match view {
        View::Choices { rows, .. } => {
            for (row, number) in rows.iter().zip(1..) {
                let chosen = row.chosen.then_some("chosen");
                lines.say(format!(
                    "{number}. {}",
                    with_states(&row.text, chosen.into_iter().chain(mark(row.mark)))
                ));
            }
        }
        View::Sequence { rows } => {
            for (row, number) in rows.iter().zip(1..) {
                lines.say(format!("{number}. {}", with_states(&row.text, mark(row.mark))));
            }
        }
        View::Slots { layout, slots, items } => {
            places(layout, slots, items, lines);
            lines.say("Items:");
            for (at, item) in items.iter().enumerate() {
                lines.say(self::item(slots, item, at));
            }
        }
        View::Field(field) => self::field(field, lines),
        View::Journey(journey) => journey::journey(journey, lines),
    }
}

/// Says what was judged of the desk.
pub(super) fn marked(view: &View, lines: &mut Lines) {
    match view {
        View::Sequence { .. } | View::Field(_) | View::Journey(_) => desk(view, lines),
        View::Choices { rows, .. } => {
            for (row, number) in rows.iter().zip(1..).filter(|(row, _)| row.mark.is_some()) {
                lines.say(format!("{number}. {}", with_states(&row.text, mark(row.mark))));
            }
        }
        View::Slots { slots, items, .. } => {
            for (at, row) in items.iter().enumerate().filter(|(_, row)| row.mark.is_some()) {
                lines.say(item(slots, row, at));
            }
        }
    }
}

/// Says the desk as it would be right.
pub(super) fn solution(view: &View, lines: &mut Lines) {
    match view {
        View::Choices { rows, .. } => {
            for (row, number) in rows.iter().zip(1..).filter(|(row, _)| row.chosen) {
                lines.say(format!("{number}. {}", row.text));
            }
        }
        View::Sequence { rows } => {
            for (row, number) in rows.iter().zip(1..) {
                lines.say(format!("{number}. {}", row.text));
            }
        }
        View::Slots { layout, slots, items } => places(layout, slots, items, lines),
        View::Field(field) => lines.say(with_unit(&field.text, field)),
        View::Journey(journey) => journey::way(journey, lines),
    }
}

/// An item with its letter, where it lies, and whether that is right.
pub(super) fn item(slots: &[SlotRow], row: &Row, at: usize) -> String {
    let place = row.slot.and_then(|slot| number_of(slots, slot));
    let place = place.map_or_else(|| "not placed yet".to_owned(), |number| format!("in {number}"));
    let fixed = row.fixed.then_some("fixed");
    let states = [place.as_str()].into_iter().chain(fixed).chain(mark(row.mark));
    format!("{}. {}", letters(at), with_states(&row.text, states))
}

/// The number of a place, as it is said.
pub(super) fn number_of(slots: &[SlotRow], slot: Slot) -> Option<usize> {
    slots.iter().position(|row| row.slot == slot).map(|at| at + 1)
}

/// The letters of an item, as they are said.
pub(super) fn letters_of(items: &[Row], item: Item) -> String {
    letters(items.iter().position(|row| row.item == item).unwrap_or_default())
}

/// A place with what lies there.
pub(super) fn place(slots: &[SlotRow], items: &[Row], at: usize) -> String {
    let Some(slot) = slots.get(at) else { return String::new() };
    let there = items
        .iter()
        .enumerate()
        .filter(|(_, row)| row.slot == Some(slot.slot))
        .map(|(at, row)| format!("{}, {}", letters(at), with_states(&row.text, mark(row.mark))))
        .reduce(|all, one| format!("{}; {one}", all.trim_end_matches('.')));
    let there = there.unwrap_or_else(|| "empty".to_owned());
    let (label, sign) = text::lead(&slot.label);
    format!("{}. {label}{sign}{there}", at + 1)
}

fn mark(mark: Option<bool>) -> Option<&'static str> {
    mark.map(|right| if right { "right" } else { "wrong" })
}

fn places(layout: &Layout, slots: &[SlotRow], items: &[Row], lines: &mut Lines) {
    match layout {
        Layout::Pairs | Layout::Groups => {
            lines.say(if *layout == Layout::Pairs { "Places:" } else { "Groups:" });
        }
        Layout::Text(paragraphs) => {
            for pieces in paragraphs {
                lines.say(pieces.iter().map(|piece| gap(piece, slots, items)).collect::<String>());
            }
            return;
        }
        Layout::Grid { columns, .. } => {
            let rows = slots.len().div_ceil((*columns).max(1));
            lines.say(format!(
                "A picture of {} with {}{}. Places:",
                count(rows, "row", "rows"),
                count(*columns, "tile", "tiles"),
                if rows > 1 { " each" } else { "" }
            ));
        }
    }
    for at in 0..slots.len() {
        lines.say(place(slots, items, at));
    }
}

fn gap(piece: &Piece, slots: &[SlotRow], items: &[Row]) -> String {
    match piece {
        Piece::Words(words) => words.clone(),
        Piece::Gap(slot) => {
            let number = number_of(slots, *slot).unwrap_or_default();
            match items.iter().find(|row| row.slot == Some(*slot)) {
                Some(row) => format!("(gap {number}: {})", row.text),
                None => format!("(gap {number}, empty)"),
            }
        }
    }
}

fn field(field: &Field, lines: &mut Lines) {
    if !field.long {
        if field.text.is_empty() {
            lines.say(match &field.unit {
                Some(unit) => format!("Your answer in {unit}: none yet."),
                None => "Your answer: none yet.".to_owned(),
            });
        } else {
            lines.say(format!(
                "Your answer: {}",
                with_states(&with_unit(&field.text, field), mark(field.mark))
            ));
        }
        return;
    }
    lines.say(size(field));
    if !field.text.is_empty() {
        for (line, number) in field.text.split('\n').zip(1..) {
            lines.say(format!("Line {number}: {}", if line.trim().is_empty() { "empty" } else { line }));
        }
    }
}

/// How long a text is, and how long it is to be.
pub(super) fn size(field: &Field) -> String {
    let has = text::own_words(&field.text);
    let wanted = field
        .words
        .map_or_else(String::new, |range| format!("; {} to {} are wanted", range.least, range.most));
    if has == 0 {
        return format!("Your text is empty{wanted}.").replace("are wanted", "words are wanted");
    }
    format!("Your text has {}{wanted}.", count(has, "word", "words"))
}

/// An answer with the unit behind a bare number.
pub(super) fn with_unit(words: &str, field: &Field) -> String {
    let bare = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | ',' | '-' | '\'');
    match &field.unit {
        Some(unit) if words.chars().all(bare) => format!("{words} {unit}"),
        Some(_) | None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_have_letters_that_never_end() {
        let some: Vec<String> = [0, 1, 25, 26, 27, 51, 52, 701, 702].map(letters).into();
        assert_eq!(some, ["a", "b", "z", "aa", "ab", "az", "ba", "zz", "aaa"]);
    }

    fn said(view: &View) -> String {
        let mut lines = Lines::default();
        desk(view, &mut lines);
        lines.finish(None)
    }

    fn slots(labels: &[&str]) -> Vec<SlotRow> {
        let slot =
            |(label, at): (&&str, u16)| SlotRow { slot: Slot(at), label: (*label).into(), room: Some(1) };
        labels.iter().zip(0..).map(slot).collect()
    }

    #[test]
    fn rows_have_numbers_and_states_in_words() {
        let rows = vec![
            Row { chosen: true, mark: Some(false), ..Row::new(Item(1), "Two.") },
            Row::new(Item(0), "The focal point"),
        ];
        assert_eq!(
            said(&View::Choices { many: true, rows: rows.clone() }),
            "1. Two, chosen, wrong\n2. The focal point\n"
        );
        assert_eq!(said(&View::Sequence { rows }), "1. Two, wrong\n2. The focal point\n");
    }

    #[test]
    fn places_and_items_are_both_said() {
        let items = vec![
            Row { slot: Some(Slot(1)), fixed: true, ..Row::new(Item(1), "assists") },
            Row::new(Item(0), "answers"),
        ];
        let view = View::Slots { layout: Layout::Pairs, slots: slots(&["State", "Secretariat"]), items };
        assert_eq!(
            said(&view),
            "Places:\n1. State: empty\n2. Secretariat: a, assists\nItems:\na. assists, in 2, fixed\nb. answers, not placed yet\n"
        );
    }

    #[test]
    fn one_sign_stands_between_a_place_and_what_lies_there() {
        let lies = |item: u16, words: &str| Row { slot: Some(Slot(0)), ..Row::new(Item(item), words) };
        let items = vec![lies(0, "It came late."), lies(1, "Who pays?"), lies(2, "It was lost.")];
        let place = place(&slots(&["What went wrong?"]), &items, 0);
        assert_eq!(place, "1. What went wrong? a, It came late; b, Who pays?; c, It was lost.");
    }

    #[test]
    fn a_text_with_gaps_is_read_with_what_lies_in_them() {
        let items = vec![Row { slot: Some(Slot(0)), mark: Some(true), ..Row::new(Item(0), "two") }];
        let pieces = vec![
            Piece::Words("By ".into()),
            Piece::Gap(Slot(0)),
            Piece::Words(" States of a ".into()),
            Piece::Gap(Slot(1)),
            Piece::Words(".".into()),
        ];
        let view =
            View::Slots { layout: Layout::Text(vec![pieces]), slots: slots(&["Gap 1", "Gap 2"]), items };
        assert_eq!(said(&view), "By (gap 1: two) States of a (gap 2, empty).\nItems:\na. two, in 1, right\n");
    }

    #[test]
    fn texts_are_said_with_their_length_and_lines() {
        let words = Some(crate::exercise::WordRange { least: 3, most: 9 });
        let long = Field { text: "One two.\n\nThree.".into(), long: true, words, unit: None, mark: None };
        assert_eq!(
            said(&View::Field(long.clone())),
            "Your text has 3 words; 3 to 9 are wanted.\nLine 1: One two.\nLine 2: empty\nLine 3: Three.\n"
        );
        let empty = Field { text: String::new(), ..long };
        assert_eq!(said(&View::Field(empty.clone())), "Your text is empty; 3 to 9 words are wanted.\n");
        let short = Field { long: false, words: None, unit: Some("months".into()), ..empty };
        assert_eq!(said(&View::Field(short.clone())), "Your answer in months: none yet.\n");
        let short = Field { text: "12".into(), mark: Some(true), ..short };
        assert_eq!(said(&View::Field(short)), "Your answer: 12 months, right\n");
    }
}
