//! What essays and discussions bring beside a text field.

use crate::source::Prose;

/// How a learner judges an essay after writing it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Essay {
    /// What to look for; each is rated 0 to 3.
    pub rubric: Vec<Criterion>,
    /// An answer that would do well, shown after handing in.
    pub model: Prose,
}

/// One line of a rubric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// Its name, a few words.
    pub name: String,
    /// What full marks look like.
    pub full: String,
}

impl Criterion {
    /// What the ratings 0 to 3 mean.
    pub const RATINGS: [&'static str; 4] = ["absent", "weak", "sound", "strong"];
}

/// A discussion as the author sets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// Posts that open it.
    pub openings: Vec<Opening>,
    /// Learners must post before they see what others wrote.
    pub post_first: bool,
    /// Posts, replies included, that complete it.
    pub posts: usize,
    /// Replies to others that complete it.
    pub replies: usize,
}

/// A post that was there from the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Stable within the thread.
    pub id: String,
    /// Who speaks: a role, not a person.
    pub by: String,
    /// What is said.
    pub text: Prose,
}
