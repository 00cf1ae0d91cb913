//! What the trainers of a learner's class say and decide, as far as it concerns this learner.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::company::{Company, Myself};
use super::{EssayMark, PeerReview, Progress, Time};
use crate::course::{LearnerId, ModuleId, StepId};

/// What trainers say and decide; nothing for one who learns alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guidance {
    /// What was said, oldest first.
    pub words: Vec<Word>,
    /// Modules that are closed now.
    pub closed: BTreeSet<ModuleId>,
    /// Where everybody is brought.
    pub led: Option<StepId>,
    /// The question that was put to all last.
    pub poll: Option<Poll>,
    /// Who learns together with this learner, by cohort.
    pub company: Vec<Arc<Company>>,
    /// What the class knows of this learner, if they are in it.
    pub myself: Option<Myself>,
    /// What trainers said of this learner's essays.
    pub marks: Vec<EssayMark>,
    /// Reviews of essays between learners.
    pub reviews: Vec<PeerReview>,
}

/// Something that was said to this learner, or to all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// When.
    pub at: Time,
    /// By whom, as others may call them.
    pub by: String,
    /// Who it was, if they can be answered: who wrote a note.
    pub from: Option<LearnerId>,
    /// What it is: "announcement", "hint", "note", "mark", "review".
    pub sort: &'static str,
    /// The step that it is about.
    pub about: Option<StepId>,
    /// What was said, in plain words.
    pub text: String,
}

/// A question to all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// Its name in the class.
    pub id: String,
    /// The question.
    pub question: String,
    /// What can be answered.
    pub options: Vec<String>,
    /// How many chose each option so far.
    pub counts: Vec<usize>,
    /// True while answers are taken.
    pub open: bool,
}

impl Guidance {
    /// What was said since the learner last looked.
    pub(super) fn unheard<'g>(&'g self, progress: &Progress) -> impl Iterator<Item = &'g Word> {
        let heard = progress.heard;
        self.words.iter().filter(move |word| heard.is_none_or(|heard| word.at > heard))
    }

    /// The poll that this learner could still answer.
    pub(super) fn unanswered(&self, progress: &Progress) -> Option<&Poll> {
        self.poll.as_ref().filter(|poll| poll.open && !progress.votes.contains_key(&poll.id))
    }
}
