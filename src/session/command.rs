//! What a session is asked to do.

use super::{PeerEssay, Place, PostId, Slip};
use crate::course::{LessonId, StepId};
use crate::exercise::Input;

/// A wish of the learner, in the terms of the course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// A sitting begins.
    Come,
    /// Go somewhere.
    Go(To),
    /// Change the answer on the desk.
    Work(Input),
    /// Take back the last change of the desk.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Hand in the answer: have it graded, or post it; or the review of an essay.
    Check,
    /// Open a handed-in answer for another try.
    Retry,
    /// Show the next hint.
    Hint,
    /// Show the solution, which ends the exercise.
    Solution,
    /// Rate one's own essay, or the one that is reviewed, by a line of the rubric.
    Rate {
        /// The line, from 0.
        criterion: usize,
        /// 0 to 3.
        rating: u8,
    },
    /// Answer a post, or the whole thread.
    Reply(Option<PostId>),
    /// Answer a post, with its words in the reply.
    Quote(PostId),
    /// Write an own post anew; asked again, leave it as it was.
    Edit(PostId),
    /// Delete an own post for all; its place stays.
    Delete(PostId),
    /// Start an attempt at the quiz whose front page is shown.
    Start,
    /// Keep a note on this step; an empty one is taken away.
    Note(String),
    /// A note or report is half written: this far. An empty text throws it away.
    Jot(Slip, String),
    /// Set a bookmark on this step, or take it away.
    Bookmark,
    /// Report a problem with this step to the authors.
    Report(String),
    /// Answer the poll of the class with an option, from 0.
    Vote(usize),
    /// Posts of a discussion were read elsewhere than on its page.
    Follow(StepId, Vec<PostId>),
    /// The comment on the essay that is reviewed is written this far.
    Comment(String),
    /// A pause in typing: keep what lies on the desk.
    Pause,
    /// The learner leaves.
    Leave,
}

/// Where a learner can go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum To {
    /// To where the learner stopped, or to the first step that is not done.
    Continue,
    /// The contents of the course.
    Contents,
    /// The next step, also into the next lesson.
    Next,
    /// The step before.
    Previous,
    /// A lesson: its first step that is not done, or the front page of a quiz.
    Lesson(LessonId),
    /// A step.
    Step(Place),
    /// The learner's progress.
    Progress,
    /// What the learner can show to others.
    Certificate,
    /// What the course says about these words.
    Search(String),
    /// The glossary, open at a term as texts name it.
    Glossary(Option<String>),
    /// The sources, open at a code.
    Sources(Option<String>),
    /// The next discussion with posts that the learner has not read.
    Unread,
    /// Notes and bookmarks.
    Notes,
    /// What trainers said, and their poll.
    Class,
    /// An essay of somebody else, to review it.
    Review(PeerEssay),
    /// The tour for newcomers.
    Tour,
    /// Back from a page that was looked at beside the course.
    Back,
}
