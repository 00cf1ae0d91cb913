//! What others wrote: the discussions of those who learn together, handed to a session from outside.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{PostId, Time};
use crate::course::StepId;

/// The discussions of a course as those who learn together share them; empty for who learns alone.
///
/// A copy costs little: what has not changed is shared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    topics: Arc<BTreeMap<StepId, Arc<Topic>>>,
    private: Arc<Vec<Private>>,
    moderates: bool,
}

/// One discussion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topic {
    /// The posts of learners, oldest first.
    pub posts: Vec<Arc<Written>>,
    /// What trainers did to posts, opening ones among them.
    pub standings: BTreeMap<PostId, Standing>,
}

/// A post of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its name.
    pub id: PostId,
    /// Who wrote it, as shown.
    pub by: String,
    /// When.
    pub at: Time,
    /// The post that it answers.
    pub reply_to: Option<PostId>,
    /// What it says; nothing once it was deleted.
    pub text: String,
    /// When its author changed it last.
    pub edited: Option<Time>,
    /// True if its author deleted it.
    pub deleted: bool,
}

/// What trainers did to a post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Only its author and trainers see it.
    pub hidden: bool,
    /// It stands first.
    pub pinned: bool,
    /// Neither it nor what stands under it can be answered.
    pub locked: bool,
}

/// Words of a trainer about a post, for its author only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Private {
    /// The discussion.
    pub step: StepId,
    /// The post that they are about.
    pub about: PostId,
    /// Who wrote them, as shown.
    pub by: String,
    /// When.
    pub at: Time,
    /// What they say.
    pub text: String,
}

impl Board {
    /// The same board with a discussion replaced; an empty one is taken away.
    #[must_use]
    pub fn with_topic(mut self, step: StepId, topic: Topic) -> Self {
        let topics = Arc::make_mut(&mut self.topics);
        if topic == Topic::default() {
            topics.remove(&step);
        } else {
            topics.insert(step, Arc::new(topic));
        }
        self
    }

    /// The same board for one person, with what trainers wrote to them only.
    #[must_use]
    pub fn with_private(self, private: Vec<Private>) -> Self {
        Self { private: Arc::new(private), ..self }
    }

    /// The same board for somebody who sees what trainers have hidden.
    #[must_use]
    pub fn for_trainer(self) -> Self {
        Self { moderates: true, ..self }
    }

    /// A discussion, if somebody wrote in it.
    pub fn topic(&self, step: &StepId) -> Option<&Topic> {
        self.topics.get(step).map(Arc::as_ref)
    }

    /// All discussions in which somebody wrote.
    pub fn topics(&self) -> impl Iterator<Item = (&StepId, &Topic)> {
        self.topics.iter().map(|(step, topic)| (step, topic.as_ref()))
    }

    /// What trainers wrote about a post, for its author only.
    pub(super) fn private(&self, step: &StepId, post: &PostId) -> Vec<&Private> {
        self.private.iter().filter(|private| private.step == *step && private.about == *post).collect()
    }

    /// True for somebody who sees what trainers have hidden.
    pub(super) fn moderates(&self) -> bool {
        self.moderates
    }
}

impl Topic {
    /// What trainers did to a post.
    pub fn standing(&self, post: &PostId) -> Standing {
        self.standings.get(post).copied().unwrap_or_default()
    }
}
