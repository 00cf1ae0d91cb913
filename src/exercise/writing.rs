//! Long texts that people judge: what essays and discussions share.

use super::{
    Answer, Body, Essay, Field, Grade, Input, Lack, MAX_WRITTEN, Refusal, Remark, Seed, Sheet, Thread, View,
    WordRange,
};
use crate::source::{Complaint, Fields};
use crate::text;

/// The most words that an author may ask for.
const MAX_WORDS: i64 = 5_000;

/// A text to write, which no machine grades.
#[derive(Debug)]
pub(super) struct Writing {
    /// How many words are wanted.
    pub(super) words: WordRange,
    /// How learners judge it, if it is an essay.
    pub(super) essay: Option<Essay>,
    /// What it is posted to, if it is a discussion.
    pub(super) thread: Option<Thread>,
    /// What is said before the attempt.
    pub(super) rules: Vec<String>,
}

/// Reads `words`, a list of the least and the most.
pub(super) fn read_words(fields: &mut Fields<'_, '_>) -> Option<WordRange> {
    let words = fields.wholes("words", 1..=MAX_WORDS, 2..=2);
    let [(least, _), (most, place)] = words.as_slice() else { return None };
    if least > most {
        let message = format!("At least {least} and at the most {most} words: no text can have that.");
        fields.complain(Complaint::new(*place, message).help("Write the smaller number first."));
        return None;
    }
    Some(WordRange { least: usize::try_from(*least).ok()?, most: usize::try_from(*most).ok()? })
}

impl Body for Writing {
    fn blank(&self, _: Seed) -> Answer {
        Answer::Written(String::new())
    }

    fn fits(&self, answer: &Answer) -> bool {
        match answer {
            Answer::Written(written) => written.len() <= MAX_WRITTEN && text::clean_text(written) == *written,
            Answer::Chosen(_) | Answer::Ordered(_) | Answer::Placed(_) => false,
        }
    }

    fn accept(&self, answer: &Answer, input: &Input) -> Result<Answer, Refusal> {
        let (Answer::Written(_), Input::Write(written)) = (answer, input) else {
            return Err(Refusal::Unknown);
        };
        let written = text::clean_text(written);
        if written.len() > MAX_WRITTEN { Err(Refusal::TooLong) } else { Ok(Answer::Written(written)) }
    }

    fn lack(&self, answer: &Answer) -> Option<Lack> {
        let Answer::Written(written) = answer else { return None };
        let WordRange { least: needs, most } = self.words;
        match text::own_words(written) {
            0 => Some(Lack::Empty),
            has if has < needs => Some(Lack::Words { has, needs }),
            has if has > most => Some(Lack::TooManyWords { has, most }),
            _ => None,
        }
    }

    fn grade(&self, _: &Answer) -> Option<Grade> {
        None
    }

    fn solution(&self) -> Option<Answer> {
        None
    }

    fn remarks(&self, _: &Answer) -> Vec<Remark<'_>> {
        Vec::new()
    }

    fn view(&self, sheet: &Sheet<'_>) -> View {
        let text = match sheet.answer {
            Answer::Written(written) => written.clone(),
            Answer::Chosen(_) | Answer::Ordered(_) | Answer::Placed(_) => String::new(),
        };
        View::Field(Field { text, long: true, words: Some(self.words), unit: None, mark: None })
    }

    fn rules(&self) -> Vec<String> {
        let WordRange { least, most } = self.words;
        let mut rules = vec![format!("Write {least} to {most} words.")];
        rules.extend(self.rules.iter().cloned());
        rules
    }

    fn essay(&self) -> Option<&Essay> {
        self.essay.as_ref()
    }

    fn thread(&self) -> Option<&Thread> {
        self.thread.as_ref()
    }
}
