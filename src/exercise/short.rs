//! Short answer: a word or two, or a number.

use super::number::read_number;
use super::{
    Answer, Body, Field, FieldHelp, Grade, Input, Item, Kind, Lack, Mark, Refusal, Remark, Seed, Share,
    Sheet, View,
};
use crate::source::{Complaint, Fields, MAX_LINE, Prose, Span};
use crate::text;

/// The kind as authors know it.
pub(super) const KIND: Kind = Kind {
    name: "short",
    help: "Write a word or two, or a number.",
    seconds: 75,
    fields: &[
        FieldHelp {
            name: "accept",
            help: "For words, needed: 1 to 20 right answers. Capitals, spaces and a final full stop do not matter.",
        },
        FieldHelp {
            name: "exact",
            help: "With accept: true if capitals, spaces and full stops do matter. false if left out.",
        },
        FieldHelp {
            name: "number",
            help: "For numbers, needed: the right one. Learners may write 1000, 1 000, 1,000 or 1.000; 0.5 or 0,5. Where a mark before three digits can be read both ways, both readings count.",
        },
        FieldHelp { name: "tolerance", help: "With number: how far away is still right. 0 if left out." },
        FieldHelp {
            name: "unit",
            help: "With number: what stands behind it, such as `months` or `%`. Learners may write it too.",
        },
        FieldHelp {
            name: "wrong",
            help: "Up to 10 known wrong answers, tables: `text` (or `number`), `because`.",
        },
        FieldHelp { name: "otherwise", help: "Needed. What is said to any other wrong answer, in Markdown." },
    ],
    example: r#"[[step]]
id = "months-to-answer"
title = "How much time?"
kind = "short"
prompt = "How many months does a State have to complete the questionnaire?"
hints = ["It is half a year."]
explain = "The questionnaire is due within six months of the start of the review."
sources = ["U01"]
number = 6
unit = "months"
wrong = [
  { number = 0.5, because = "Two weeks is the time to name a focal point." },
  { number = 1, because = "Four weeks is the time to name the experts." },
]
otherwise = "Count from the start of the review to the day when the answers are due."
"#,
    read,
};

/// The largest number an author may ask for, so that its digits are exact.
const MAX_NUMBER: f64 = 1e15;

#[derive(Debug)]
struct Short {
    wanted: Wanted,
    wrong: Vec<(Wanted, Prose)>,
    otherwise: Prose,
    unit: Option<String>,
}

/// What is right, or one thing that is known to be wrong.
#[derive(Debug)]
enum Wanted {
    Words { accept: Vec<String>, exact: bool },
    Number { number: f64, tolerance: f64 },
}

impl Wanted {
    fn is(&self, written: &str, unit: Option<&str>) -> bool {
        match self {
            Wanted::Words { accept, exact } => {
                let written = plain(written, *exact);
                accept.iter().any(|words| plain(words, *exact) == written)
            }
            Wanted::Number { number, tolerance } => {
                read_number(written, unit).is_some_and(|reading| reading.is(*number, *tolerance))
            }
        }
    }

    /// A way to write it.
    fn spelled(&self) -> String {
        match self {
            Wanted::Words { accept, .. } => accept.first().cloned().unwrap_or_default(),
            Wanted::Number { number, .. } => number.to_string(),
        }
    }
}

/// Words without what does not matter: capitals, spaces, quotation marks, what ends a sentence.
fn plain(words: &str, exact: bool) -> String {
    if exact {
        return words.trim().to_owned();
    }
    let edge =
        |c: char| c.is_whitespace() || matches!(c, '.' | '!' | '?' | ',' | ';' | ':' | '…' | '"' | '“' | '”');
    let words = words.trim_matches(edge).replace('’', "'").to_lowercase();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read(fields: &mut Fields<'_, '_>) -> Option<Box<dyn Body>> {
    let accept = fields.lines("accept", 0..=20);
    let exact = fields.flag_or("exact", false);
    let number = read_amount(fields, "number");
    let tolerance = read_amount(fields, "tolerance");
    let unit = fields.line_opt("unit");
    let numeric = fields.has("number");
    let wrong = fields.each("wrong", 0..=10, |fields| read_wrong(fields, numeric, exact));
    let otherwise = fields.prose("otherwise");
    check_form(fields);
    if let Some(tolerance) = tolerance.filter(|tolerance| *tolerance < 0.0) {
        let place = fields.span_of("tolerance");
        fields.complain(
            Complaint::new(place, format!("`tolerance` cannot be {tolerance}.")).help("0 or more."),
        );
    }
    let accept: Vec<String> =
        accept.into_iter().filter_map(|line| check_words(fields, line, exact)).collect();
    let wanted = match number {
        Some(number) => Wanted::Number { number, tolerance: tolerance.unwrap_or(0.0).max(0.0) },
        None if accept.is_empty() => return None,
        None => Wanted::Words { accept, exact },
    };
    for (known, span, _) in &wrong {
        let spelled = known.spelled();
        if wanted.is(&spelled, None) {
            let message = format!("The wrong answer `{spelled}` is also a right one.");
            fields.complain(Complaint::new(*span, message));
        }
    }
    let wrong = wrong.into_iter().map(|(known, _, because)| (known, because)).collect();
    Some(Box::new(Short { wanted, wrong, otherwise: otherwise?, unit }))
}

fn read_amount(fields: &mut Fields<'_, '_>, name: &'static str) -> Option<f64> {
    let number = fields.number(name)?;
    if number.abs() <= MAX_NUMBER {
        return Some(number);
    }
    let complaint = Complaint::new(fields.span_of(name), format!("`{name}` is too large."))
        .help(format!("{MAX_NUMBER} at the most."));
    fields.complain(complaint);
    None
}

fn read_wrong(fields: &mut Fields<'_, '_>, numeric: bool, exact: bool) -> Option<(Wanted, Span, Prose)> {
    let words = fields.line_opt("text");
    let number = read_amount(fields, "number");
    let because = fields.prose("because");
    let (needed, other) = if numeric { ("number", "text") } else { ("text", "number") };
    if fields.has(other) || !fields.has(needed) {
        let message = format!("A wrong answer needs `{needed}` here, as the right one is given so.");
        fields.complain(Complaint::new(fields.span(), message));
    }
    let known = match (words, number) {
        (_, Some(number)) if numeric => Wanted::Number { number, tolerance: 0.0 },
        (Some(words), _) if !numeric => Wanted::Words { accept: vec![words], exact },
        (_, _) => return None,
    };
    Some((known, fields.span(), because?))
}

/// Complains about a mixture of words and numbers, or neither.
fn check_form(fields: &mut Fields<'_, '_>) {
    let (words, number) = (fields.has("accept"), fields.has("number"));
    if !words && !number {
        let complaint = Complaint::new(fields.span(), "The right answer is missing.")
            .help("Give `accept` for words, or `number`.");
        fields.complain(complaint);
    }
    let misfits: &[(&str, &str)] = match (words, number) {
        (true, true) => &[("accept", "number")],
        (true, false) => &[("tolerance", "accept"), ("unit", "accept")],
        (false, true) => &[("exact", "number")],
        (false, false) => &[],
    };
    for (name, other) in misfits.iter().filter(|(name, _)| fields.has(name)).collect::<Vec<_>>() {
        let message = format!("`{name}` and `{other}` do not go together.");
        fields.complain(Complaint::new(fields.span_of(name), message));
    }
}

fn check_words(fields: &mut Fields<'_, '_>, (words, span): (String, Span), exact: bool) -> Option<String> {
    if !plain(&words, exact).is_empty() {
        return Some(words);
    }
    fields.complain(Complaint::new(span, "Nothing is left of this answer without its punctuation."));
    None
}

impl Short {
    fn is_right(&self, written: &str) -> bool {
        self.wanted.is(written, self.unit.as_deref())
    }
}

impl Body for Short {
    fn blank(&self, _: Seed) -> Answer {
        Answer::Written(String::new())
    }

    fn fits(&self, answer: &Answer) -> bool {
        match answer {
            Answer::Written(written) => {
                written.chars().count() <= MAX_LINE && text::clean_line(written) == *written
            }
            Answer::Chosen(_) | Answer::Ordered(_) | Answer::Placed(_) => false,
        }
    }

    fn accept(&self, answer: &Answer, input: &Input) -> Result<Answer, Refusal> {
        let (Answer::Written(_), Input::Write(written)) = (answer, input) else {
            return Err(Refusal::Unknown);
        };
        if written.chars().count() > MAX_LINE {
            return Err(Refusal::TooLong);
        }
        Ok(Answer::Written(text::clean_line(written)))
    }

    fn lack(&self, answer: &Answer) -> Option<Lack> {
        let Answer::Written(written) = answer else { return None };
        match self.wanted {
            _ if written.trim().is_empty() => Some(Lack::Empty),
            Wanted::Number { .. } if read_number(written, self.unit.as_deref()).is_none() => {
                Some(Lack::NoNumber)
            }
            Wanted::Number { .. } => None,
            Wanted::Words { exact, .. } => plain(written, exact).is_empty().then_some(Lack::Empty),
        }
    }

    fn grade(&self, answer: &Answer) -> Option<Grade> {
        let Answer::Written(written) = answer else { return None };
        let right = self.is_right(written);
        let share = if right { Share::FULL } else { Share::NONE };
        Some(Grade { share, marks: vec![Mark { item: Item(0), right }] })
    }

    fn solution(&self) -> Option<Answer> {
        Some(Answer::Written(self.wanted.spelled()))
    }

    fn remarks(&self, answer: &Answer) -> Vec<Remark<'_>> {
        let Answer::Written(written) = answer else { return Vec::new() };
        if self.is_right(written) {
            return Vec::new();
        }
        let known = self.wrong.iter().find(|(known, _)| known.is(written, self.unit.as_deref()));
        let text = known.map_or(&self.otherwise, |(_, because)| because);
        vec![Remark { about: text::clean_line(written), right: false, text }]
    }

    fn view(&self, sheet: &Sheet<'_>) -> View {
        let text = match sheet.answer {
            Answer::Written(written) => written.clone(),
            Answer::Chosen(_) | Answer::Ordered(_) | Answer::Placed(_) => String::new(),
        };
        let mark = sheet.grade.and_then(|grade| grade.mark(Item(0)));
        View::Field(Field { text, long: false, words: None, unit: self.unit.clone(), mark })
    }

    fn rules(&self) -> Vec<String> {
        let mut rules = vec![match self.wanted {
            Wanted::Words { exact: true, .. } => {
                "Write it exactly: capitals and full stops matter.".to_owned()
            }
            Wanted::Words { exact: false, .. } => "Capitals and a final full stop do not matter.".to_owned(),
            Wanted::Number { .. } => "Write a number, in digits.".to_owned(),
        }];
        if let Some(unit) = &self.unit {
            rules.push(format!("It is counted in {unit}; you need not write that."));
        }
        match self.wanted {
            Wanted::Number { tolerance, .. } if tolerance > 0.0 => {
                rules.push(format!("Up to {tolerance} more or less is right too."));
            }
            Wanted::Number { .. } | Wanted::Words { .. } => {}
        }
        rules
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::testing::{body, read, said};

    const WORDS: &str = "accept = ['RevMod', 'the review module']
otherwise = 'Look again.'
wrong = [{ text = 'sherlock', because = 'Near: it is a part of SHERLOC.' }]
";
    const NUMBER: &str = "number = 62
tolerance = 2
unit = '%'
otherwise = 'Count again.'
wrong = [{ number = 38, because = 'That is the rest.' }]
";

    fn written(text: &str) -> Answer {
        Answer::Written(text.to_owned())
    }

    fn right(body: &dyn Body, text: &str) -> bool {
        body.grade(&written(text)).unwrap().is_full()
    }

    #[test]
    fn capitals_spaces_and_final_stops_do_not_matter_unless_exact() {
        let words = body(&KIND, WORDS);
        for text in ["revmod", " RevMod. ", "“RevMod”!", "The  Review\u{a0}Module"] {
            assert!(right(words.as_ref(), text), "{text}");
        }
        for text in ["rev mod", "review module", "RevMod 2"] {
            assert!(!right(words.as_ref(), text), "{text}");
        }
        let exact = body(&KIND, &format!("exact = true\n{WORDS}"));
        assert!(right(exact.as_ref(), " RevMod "));
        assert!(!right(exact.as_ref(), "revmod") && !right(exact.as_ref(), "RevMod."));
    }

    #[test]
    fn numbers_count_within_their_tolerance() {
        let number = body(&KIND, NUMBER);
        for text in ["62", "60", "64,0", "62 %", "61.5 percent"] {
            assert!(right(number.as_ref(), text), "{text}");
        }
        for text in ["64.1", "59", "620", "sixty-two"] {
            assert!(!right(number.as_ref(), text), "{text}");
        }
        let thousand = body(&KIND, "number = 1000\notherwise = 'No.'\n");
        assert!(["1,000", "1.000", "1 000", "1000"].iter().all(|text| right(thousand.as_ref(), text)));
    }

    #[test]
    fn each_wrong_answer_has_its_own_feedback() {
        let words = body(&KIND, WORDS);
        let text = |answer: &str| said(words.as_ref(), &written(answer));
        assert_eq!(text("Sherlock."), ["Sherlock. / Near: it is a part of SHERLOC."]);
        assert_eq!(text("email"), ["email / Look again."]);
        assert!(text("revmod").is_empty());
        let number = body(&KIND, NUMBER);
        assert_eq!(said(number.as_ref(), &written("38 %")), ["38 % / That is the rest."]);
        assert_eq!(said(number.as_ref(), &written("39")), ["39 / Count again."]);
    }

    #[test]
    fn what_is_no_answer_is_not_handed_in() {
        let (words, number) = (body(&KIND, WORDS), body(&KIND, NUMBER));
        assert_eq!(words.lack(&written(" . ")), Some(Lack::Empty));
        assert_eq!(words.lack(&written("x")), None);
        assert_eq!(number.lack(&written("  ")), Some(Lack::Empty));
        assert_eq!(number.lack(&written("many")), Some(Lack::NoNumber));
        assert_eq!(number.lack(&written("1 %")), None);
    }

    #[test]
    fn what_is_written_is_one_clean_line() {
        let words = body(&KIND, WORDS);
        let write = |text: &str| words.accept(&written("a"), &Input::Write(text.to_owned()));
        assert_eq!(write("b\u{1b}[2J\nc").map(|answer| words.fits(&answer)), Ok(true));
        assert_eq!(write(&"x".repeat(401)), Err(Refusal::TooLong));
        assert!(!words.fits(&written("b\u{1b}[2J")) && !words.fits(&written(&"x".repeat(401))));
    }

    #[test]
    fn the_rules_are_said_before_the_attempt() {
        assert_eq!(
            body(&KIND, NUMBER).rules(),
            [
                "Write a number, in digits.",
                "It is counted in %; you need not write that.",
                "Up to 2 more or less is right too.",
            ]
        );
    }

    #[test]
    fn mistakes_are_said_with_their_place() {
        let said = |text: &str| read(&KIND, text).1;
        assert_eq!(
            said("otherwise = 'o'\n"),
            ["1:1: The right answer is missing. Give `accept` for words, or `number`."]
        );
        assert_eq!(
            said("accept = ['a']\nnumber = 1\notherwise = 'o'\n"),
            ["1:10: `accept` and `number` do not go together. -"]
        );
        assert_eq!(
            said("accept = ['a', '!']\nunit = 'x'\ntolerance = 1\n"),
            [
                "1:1: The field `otherwise` is missing. -",
                "3:13: `tolerance` and `accept` do not go together. -",
                "2:8: `unit` and `accept` do not go together. -",
                "1:16: Nothing is left of this answer without its punctuation. -",
            ]
        );
        assert_eq!(
            said("number = 1e300\ntolerance = -1\nexact = true\notherwise = 'o'\n"),
            [
                "1:10: `number` is too large. 1000000000000000 at the most.",
                "3:9: `exact` and `number` do not go together. -",
                "2:13: `tolerance` cannot be -1. 0 or more.",
            ]
        );
        let wrong = "[{ number = 61, because = 'b' }, { text = 'x', because = 'b' }, { because = 'b' }]";
        assert_eq!(
            said(&format!("number = 62\ntolerance = 2\notherwise = 'o'\nwrong = {wrong}\n")),
            [
                "4:42: A wrong answer needs `number` here, as the right one is given so. -",
                "4:73: A wrong answer needs `number` here, as the right one is given so. -",
                "4:10: The wrong answer `61` is also a right one. -",
            ]
        );
    }
}
