//! What every kind of exercise can do.

use std::fmt;

use super::{Answer, Essay, Grade, Input, Refusal, Remark, Seed, Sheet, Thread, View};
use crate::source::Fields;

/// A kind of exercise: how authors name and write it.
#[derive(Clone, Copy)]
pub struct Kind {
    /// The word authors write in `kind`.
    pub name: &'static str,
    /// What it is for, in a sentence.
    pub help: &'static str,
    /// How long it takes somebody who reads in a second language, beside the reading of its words.
    pub seconds: u16,
    /// Its own fields, beside those that all kinds share.
    pub fields: &'static [FieldHelp],
    /// A step of this kind as authors write it: shown to them, and run by the tests.
    pub example: &'static str,
    /// Reads its own fields; complaints go to the fields' notes.
    pub read: fn(&mut Fields<'_, '_>) -> Option<Box<dyn Body>>,
}

impl fmt::Debug for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Kind({})", self.name)
    }
}

/// A field of a kind, for the authors' reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldHelp {
    /// Its name.
    pub name: &'static str,
    /// What to write, in a sentence; starts with `Needed.` if it may not be left out.
    pub help: &'static str,
}

/// What an answer still lacks before it may be handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Nothing is chosen, or nothing written.
    Empty,
    /// So many places are still empty.
    Unplaced(usize),
    /// So many items have no group yet.
    Unsorted(usize),
    /// The text has too few words.
    Words {
        /// How many it has.
        has: usize,
        /// How many it needs.
        needs: usize,
    },
    /// The text has too many words.
    TooManyWords {
        /// How many it has.
        has: usize,
        /// How many it may have.
        most: usize,
    },
    /// A number is wanted, and this is none.
    NoNumber,
    /// The case goes on: another choice is to be made.
    Undecided,
}

impl fmt::Display for Lack {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Lack::Empty => write!(out, "There is no answer yet."),
            Lack::Unplaced(1) => write!(out, "One place is still empty."),
            Lack::Unplaced(count) => write!(out, "{count} places are still empty."),
            Lack::Unsorted(1) => write!(out, "One item has no group yet."),
            Lack::Unsorted(count) => write!(out, "{count} items have no group yet."),
            Lack::Words { has, needs } => write!(out, "{has} words so far, at least {needs} are needed."),
            Lack::TooManyWords { has, most } => write!(out, "{has} words, {most} at the most."),
            Lack::NoNumber => write!(out, "Please write a number."),
            Lack::Undecided => write!(out, "The case goes on. Choose what to do."),
        }
    }
}

/// The part of an exercise that depends on its kind: checked, never changed, without memory.
pub trait Body: fmt::Debug + Send + Sync {
    /// A fresh desk, fairly shuffled; never the solution where that can be helped.
    fn blank(&self, seed: Seed) -> Answer;

    /// True if the answer could have come from this exercise; asked of every answer read from disk.
    fn fits(&self, answer: &Answer) -> bool;

    /// The answer after an input, or why it may not be done.
    ///
    /// Putting an item where it already lies is no mistake: the answer comes back as it was.
    ///
    /// # Errors
    /// [`Refusal`] if the input means nothing here or may not be done.
    fn accept(&self, answer: &Answer, input: &Input) -> Result<Answer, Refusal>;

    /// What is missing before the answer may be handed in.
    fn lack(&self, answer: &Answer) -> Option<Lack>;

    /// The machine's grade; `None` for a kind that only people can judge.
    fn grade(&self, answer: &Answer) -> Option<Grade>;

    /// An answer with full marks; `None` for a kind that only people can judge.
    fn solution(&self) -> Option<Answer>;

    /// What the author says about the items of this answer, wrong ones first.
    fn remarks(&self, answer: &Answer) -> Vec<Remark<'_>>;

    /// How the desk looks now.
    fn view(&self, sheet: &Sheet<'_>) -> View;

    /// How the answer is counted, in sentences, to be said before the attempt.
    fn rules(&self) -> Vec<String>;

    /// True if each try begins with a fresh desk, and nothing done in it can be taken back.
    fn starts_over(&self) -> bool {
        false
    }

    /// The rubric and model answer, if learners judge their own text.
    fn essay(&self) -> Option<&Essay> {
        None
    }

    /// The discussion, if answers are posted for all to read.
    fn thread(&self) -> Option<&Thread> {
        None
    }
}
