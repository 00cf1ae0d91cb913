//! Lessons and steps, checked once, then only read; shared by all learners.
//!
//! A course knows nothing of progress, and nothing here opens a file: the
//! texts come in through a [`Bundle`].

mod advice;
mod bundle;
mod draws;
mod extras;
mod id;
mod lesson;
mod model;
mod plan;
mod read;
mod reference;

pub use bundle::Bundle;
pub(crate) use id::ids;
pub use id::{CourseId, LearnerId, LessonId, ModuleId, StepId, TermId};
pub use lesson::LESSON_FIELDS;
pub use model::{
    Cited, Complete, Content, Course, Draw, FORMAT, Lesson, Minutes, Module, Role, Step, StepAt, Term,
};
pub use read::{Loaded, read, study};
