//! The pages of a console, and what can be picked on them.

use crate::class::{CohortId, EssayKey, JoinCode};
use crate::course::{LearnerId, StepId};
use crate::session::PostId;

/// A post: in which discussion, and which.
pub(super) type PostKey = (StepId, PostId);

/// What is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Page {
    Wall,
    Learner(LearnerId),
    Exercises,
    Charts,
    Essays,
    Essay(EssayKey),
    /// Reviews between learners, by step.
    Reviews,
    Review(StepId),
    Poll,
    Modules,
    Posts,
    Post(PostKey),
    Classes,
    Class(CohortId),
    /// A code in large letters, and the page before it.
    Code(JoinCode, Box<Page>),
    /// What was said, and the page before it.
    Said(String, Box<Page>),
    Help,
}

/// Something that can be marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pick {
    Learner(LearnerId),
    Step(StepId),
    Essay(EssayKey),
    Post(PostKey),
    /// The review of an essay step.
    Review(StepId),
    /// A module, by its position.
    Module(usize),
    /// A line of a rubric.
    Line(usize),
    Class(CohortId),
    Code(JoinCode),
    /// Somebody on the page of a class.
    Person(LearnerId),
}

impl Page {
    /// What it is called.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Page::Wall => "Wall",
            Page::Learner(_) => "Learner",
            Page::Exercises => "Exercises",
            Page::Charts => "Charts",
            Page::Essays => "Essays",
            Page::Essay(_) => "Essay",
            Page::Reviews => "Reviews",
            Page::Review(_) => "Review",
            Page::Poll => "Poll",
            Page::Modules => "Modules",
            Page::Posts => "Posts",
            Page::Post(_) => "Post",
            Page::Classes => "Classes",
            Page::Class(_) => "Class",
            Page::Code(..) => "Join code",
            Page::Said(..) => "Said",
            Page::Help => "Help",
        }
    }

    /// Where Esc leads.
    pub(super) fn back(&self) -> Page {
        match self {
            Page::Essay(_) => Page::Essays,
            Page::Post(_) => Page::Posts,
            Page::Review(_) => Page::Reviews,
            Page::Class(_) => Page::Classes,
            Page::Code(_, back) | Page::Said(_, back) => (**back).clone(),
            Page::Wall
            | Page::Learner(_)
            | Page::Exercises
            | Page::Charts
            | Page::Essays
            | Page::Reviews
            | Page::Poll
            | Page::Modules
            | Page::Posts
            | Page::Classes
            | Page::Help => Page::Wall,
        }
    }

    /// True if a page is about classes themselves.
    pub(super) fn is_about_classes(&self) -> bool {
        matches!(self, Page::Classes | Page::Class(_) | Page::Code(..) | Page::Said(..))
    }

    /// True if a page can be shown to the class: it says of nobody how they do.
    pub(super) fn is_for_all(&self) -> bool {
        match self {
            Page::Wall
            | Page::Exercises
            | Page::Charts
            | Page::Reviews
            | Page::Poll
            | Page::Modules
            | Page::Classes
            | Page::Code(..)
            | Page::Help => true,
            Page::Learner(_)
            | Page::Essays
            | Page::Essay(_)
            | Page::Review(_)
            | Page::Posts
            | Page::Post(_)
            | Page::Class(_)
            | Page::Said(..) => false,
        }
    }
}
