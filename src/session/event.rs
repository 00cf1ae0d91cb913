//! What did happen, for ever.

use std::fmt;

use super::company::Part;
use super::{PeerEssay, Place, ReviewSheet, Time};
use crate::course::{LearnerId, LessonId, StepId};
use crate::exercise::{Answer, Edition, Share};

/// Something that happened, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When it happened.
    pub at: Time,
    /// What happened.
    pub what: Happened,
}

/// A post of a discussion: who wrote it, and which of theirs it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PostId {
    /// Who wrote it; an opening post has the author's name for it.
    pub by: LearnerId,
    /// Which post of theirs in this discussion, from 1; 0 for an opening post.
    pub number: u32,
}

impl fmt::Display for PostId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.by, self.number)
    }
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happened {
    /// A sitting began.
    Came,
    /// The learner left.
    Left,
    /// The tour was seen.
    Toured,
    /// A step, or the front page of a quiz, came on the screen.
    Visited(Visit),
    /// A reading step was read to its end and left.
    Read(StepId),
    /// Half-done work was laid down.
    Drafted {
        /// Where.
        place: Place,
        /// The edition it belongs to.
        edition: Edition,
        /// The work.
        answer: Answer,
        /// The post that it answers, in a discussion.
        reply_to: Option<PostId>,
        /// The own post that it is to replace, in a discussion.
        edits: Option<PostId>,
    },
    /// An answer was handed in.
    Answered {
        /// Where.
        place: Place,
        /// The edition it belongs to.
        edition: Edition,
        /// The answer.
        answer: Answer,
        /// What it earned, penalty taken away; `None` where only people can judge.
        share: Option<Share>,
    },
    /// A handed-in answer was opened for another try.
    Reopened(Place),
    /// A hint was shown.
    Hinted(Place),
    /// The solution was shown on demand.
    Revealed(Place),
    /// The learner rated a line of the rubric of their own essay.
    Rated {
        /// Where.
        place: Place,
        /// The line, from 0.
        criterion: u8,
        /// 0 to 3.
        rating: u8,
    },
    /// A post was written.
    Posted {
        /// The discussion.
        step: StepId,
        /// The post.
        post: PostId,
        /// The post that it answers.
        reply_to: Option<PostId>,
        /// What it says.
        text: String,
    },
    /// An own post was written anew.
    Edited {
        /// The discussion.
        step: StepId,
        /// The post.
        post: PostId,
        /// What it says now.
        text: String,
    },
    /// An own post was deleted; its place stays.
    Deleted {
        /// The discussion.
        step: StepId,
        /// The post.
        post: PostId,
    },
    /// Posts of others were read.
    Followed {
        /// The discussion.
        step: StepId,
        /// The last post of each author that was read; those before it were, too.
        read: Vec<PostId>,
    },
    /// Questions were drawn for an attempt.
    Drawn {
        /// The quiz.
        lesson: LessonId,
        /// The attempt, from 1.
        round: u32,
        /// The questions.
        steps: Vec<StepId>,
    },
    /// A note was kept; an empty one was taken away.
    Noted {
        /// The step.
        step: StepId,
        /// What it says.
        text: String,
    },
    /// A note or report was half written; an empty one was thrown away.
    Jotted {
        /// The step.
        step: StepId,
        /// What it is to be.
        slip: Slip,
        /// What it says so far.
        text: String,
    },
    /// A bookmark was set or taken away.
    Bookmarked {
        /// The step.
        step: StepId,
        /// Set, or taken away.
        on: bool,
    },
    /// The learner has seen what trainers said until then.
    Heard(Time),
    /// The learner answered a poll of the class.
    Voted {
        /// Its name in the class.
        poll: String,
        /// Which option, from 0.
        option: u8,
    },
    /// A note was written to somebody in the class.
    Wrote {
        /// To whom.
        to: LearnerId,
        /// What it says.
        text: String,
    },
    /// The learner said something about themselves.
    Introduced {
        /// What about.
        part: Part,
        /// What it says; it may be empty.
        text: String,
        /// Whether others in the class see it.
        shown: bool,
    },
    /// The learner joined a group of a cohort, or left it.
    Grouped {
        /// The short name of the cohort.
        cohort: String,
        /// The short name of the group; none of a learner in no group.
        circle: Option<String>,
    },
    /// The review of an essay of somebody else was laid down half done.
    ReviewDrafted {
        /// Which essay.
        essay: PeerEssay,
        /// The review so far.
        sheet: ReviewSheet,
    },
    /// An essay of somebody else was reviewed; the last review counts.
    Reviewed {
        /// Which essay.
        essay: PeerEssay,
        /// 0 to 3 for each line of the rubric.
        ratings: Vec<u8>,
        /// What else is said; it may be empty.
        comment: String,
    },
    /// A problem was reported.
    Reported {
        /// The step.
        step: StepId,
        /// The edition, if it is an exercise.
        edition: Option<Edition>,
        /// The answer on the desk, if it is an exercise.
        answer: Option<Answer>,
        /// What the learner says.
        text: String,
    },
}

impl Happened {
    /// True for what the book of the class takes over.
    pub(super) fn is_for_class(&self) -> bool {
        match self {
            Happened::Voted { .. }
            | Happened::Reviewed { .. }
            | Happened::Wrote { .. }
            | Happened::Introduced { .. }
            | Happened::Grouped { .. } => true,
            Happened::Came
            | Happened::Left
            | Happened::Toured
            | Happened::Visited(_)
            | Happened::Read(_)
            | Happened::Drafted { .. }
            | Happened::Answered { .. }
            | Happened::Reopened(_)
            | Happened::Hinted(_)
            | Happened::Revealed(_)
            | Happened::Rated { .. }
            | Happened::Posted { .. }
            | Happened::Edited { .. }
            | Happened::Deleted { .. }
            | Happened::Followed { .. }
            | Happened::Drawn { .. }
            | Happened::Noted { .. }
            | Happened::Jotted { .. }
            | Happened::Bookmarked { .. }
            | Happened::Heard(_)
            | Happened::ReviewDrafted { .. }
            | Happened::Reported { .. } => false,
        }
    }

    /// True for what can complete a course.
    pub(super) fn may_complete(&self) -> bool {
        match self {
            Happened::Read(_)
            | Happened::Answered { .. }
            | Happened::Revealed(_)
            | Happened::Posted { .. } => true,
            Happened::Came
            | Happened::Left
            | Happened::Toured
            | Happened::Visited(_)
            | Happened::Drafted { .. }
            | Happened::Reopened(_)
            | Happened::Hinted(_)
            | Happened::Rated { .. }
            | Happened::Edited { .. }
            | Happened::Deleted { .. }
            | Happened::Followed { .. }
            | Happened::Drawn { .. }
            | Happened::Noted { .. }
            | Happened::Jotted { .. }
            | Happened::Bookmarked { .. }
            | Happened::Heard(_)
            | Happened::Voted { .. }
            | Happened::Wrote { .. }
            | Happened::Introduced { .. }
            | Happened::Grouped { .. }
            | Happened::ReviewDrafted { .. }
            | Happened::Reviewed { .. }
            | Happened::Reported { .. } => false,
        }
    }
}

/// What half-written words beside the exercise are to be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slip {
    /// A note.
    Note,
    /// A report to the authors.
    Report,
    /// A note to somebody in the class.
    Letter(LearnerId),
}

/// What came on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Visit {
    /// A step.
    Step(Place),
    /// The front page of a quiz or test.
    Gate(LessonId),
}
