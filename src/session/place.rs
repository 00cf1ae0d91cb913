//! Where a learner meets a step.

use std::fmt;

use crate::course::{LessonId, StepId};

/// A step as it is met: by itself, or drawn for one attempt at a quiz.
///
/// Work belongs to a place, so that each attempt starts with an empty desk,
/// while a step that moves to another lesson takes its work along.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A step of a lesson.
    Step(StepId),
    /// A question drawn from a bank.
    Drawn {
        /// The quiz.
        lesson: LessonId,
        /// The attempt, counted from 1.
        round: u32,
        /// The question.
        step: StepId,
    },
}

impl Place {
    /// The step that is met.
    pub fn step(&self) -> &StepId {
        match self {
            Place::Step(step) | Place::Drawn { step, .. } => step,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Step(step) => write!(out, "{step}"),
            Place::Drawn { lesson, round, step } => write!(out, "{lesson}/{round}/{step}"),
        }
    }
}
