//! Essay: a long text that learners judge themselves, with a rubric and a model answer.

use super::alike::repeats;
use super::writing::{Writing, read_words};
use super::{Body, Criterion, Essay, FieldHelp, Kind};
use crate::source::{Complaint, Fields};

/// The kind as authors know it.
pub(super) const KIND: Kind = Kind {
    name: "essay",
    help: "Write a long text, then judge it with a rubric beside a model answer.",
    seconds: 1020,
    fields: &[
        FieldHelp { name: "words", help: "Needed. The least and the most words, such as [250, 400]." },
        FieldHelp {
            name: "rubric",
            help: "Needed. 2 to 8 tables: `name`, a few words; `full`, what full marks look like. Learners rate each 0 to 3.",
        },
        FieldHelp {
            name: "model",
            help: "Needed. An answer that would do well, in Markdown, shown after handing in.",
        },
    ],
    example: r#"[[step]]
id = "no-ranking"
title = "No ranking"
kind = "essay"
prompt = "The Mechanism makes no ranking of States. Is that a strength or a weakness?"
words = [250, 400]
rubric = [
  { name = "The principle", full = "Says what the principle is and where it is written." },
  { name = "Both sides", full = "Gives a good reason for each view." },
  { name = "Conclusion", full = "Decides, and says why." },
]
model = """
Reviews between equals rest on trust. A ranking would be read as blame ...

On the other hand, a State that is not compared with others feels little pressure ..."""
"#,
    read,
};

fn read(fields: &mut Fields<'_, '_>) -> Option<Box<dyn Body>> {
    let words = read_words(fields);
    let rubric = fields.each("rubric", 2..=8, |fields| {
        let (name, full) = (fields.line("name"), fields.line("full"));
        Some((Criterion { name: name?, full: full? }, fields.span()))
    });
    let model = fields.prose("model");
    let names: Vec<&str> = rubric.iter().map(|(criterion, _)| criterion.name.as_str()).collect();
    for index in repeats(&names) {
        let message = format!("The criterion `{}` stands here twice.", names[index]);
        fields.complain(Complaint::new(rubric[index].1, message));
    }
    if rubric.is_empty() {
        return None;
    }
    let rules = vec![
        "No machine grades it.".to_owned(),
        "After handing in you see a model answer and rate your own text.".to_owned(),
    ];
    let rubric = rubric.into_iter().map(|(criterion, _)| criterion).collect();
    let essay = Some(Essay { rubric, model: model? });
    Some(Box::new(Writing { words: words?, essay, thread: None, rules }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::testing::{body, read};
    use crate::exercise::{Answer, Input, Lack, MAX_WRITTEN, Refusal};

    const ESSAY: &str = "words = [3, 5]
rubric = [{ name = 'A', full = 'a' }, { name = 'B', full = 'b' }]
model = 'So.'
";

    #[test]
    fn words_are_counted_before_handing_in() {
        let essay = body(&KIND, ESSAY);
        let lack = |text: &str| essay.lack(&Answer::Written(text.to_owned()));
        assert_eq!(lack(" - "), Some(Lack::Empty));
        assert_eq!(lack("one two"), Some(Lack::Words { has: 2, needs: 3 }));
        assert_eq!(lack("one two\n\nthree - four five"), None);
        assert_eq!(lack("1 2 3 4 5 6"), Some(Lack::TooManyWords { has: 6, most: 5 }));
    }

    #[test]
    fn people_judge_it() {
        let essay = body(&KIND, ESSAY);
        let answer = Answer::Written("one two three".to_owned());
        assert!(essay.grade(&answer).is_none() && essay.solution().is_none());
        let names: Vec<_> = essay.essay().unwrap().rubric.iter().map(|line| line.name.as_str()).collect();
        assert_eq!(names, ["A", "B"]);
        assert_eq!(
            essay.rules(),
            [
                "Write 3 to 5 words.",
                "No machine grades it.",
                "After handing in you see a model answer and rate your own text.",
            ]
        );
    }

    #[test]
    fn a_text_has_a_limit_and_no_control_characters() {
        let essay = body(&KIND, ESSAY);
        let write = |text: String| essay.accept(&Answer::Written(String::new()), &Input::Write(text));
        assert_eq!(write("x".repeat(MAX_WRITTEN + 1)), Err(Refusal::TooLong));
        let clean = write("a\u{1b}[2J\nb".to_owned()).unwrap();
        assert!(essay.fits(&clean));
        assert!(matches!(&clean, Answer::Written(text) if text.contains('\n') && !text.contains('\u{1b}')));
        assert!(!essay.fits(&Answer::Written("\u{1b}".to_owned())));
        assert!(!essay.fits(&Answer::Written("x".repeat(MAX_WRITTEN + 1))));
    }

    #[test]
    fn mistakes_are_said_with_their_place() {
        let (_, said) = read(
            &KIND,
            "words = [5, 3]\nrubric = [{ name = 'A', full = 'a' }, { name = 'A', full = 'b' }]\n",
        );
        assert_eq!(
            said,
            [
                "1:13: At least 5 and at the most 3 words: no text can have that. Write the smaller number first.",
                "1:1: The field `model` is missing. -",
                "2:39: The criterion `A` stands here twice. -",
            ]
        );
        let (_, said) = read(&KIND, &ESSAY.replace("[3, 5]", "[3]"));
        assert_eq!(said, ["1:9: `words` has 1 entries. It can have 2 to 2."]);
    }
}
