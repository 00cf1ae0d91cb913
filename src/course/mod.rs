//! Lessons and steps, checked once, then only read; shared by all learners.
//!
//! A course knows nothing of progress, and nothing here opens a file: the
//! texts come in through a [`Bundle`].

mod id;
mod model;

pub use id::{CourseId, LearnerId, LessonId, ModuleId, StepId, TermId};
pub use model::{Cited, Complete, Content, Course, Draw, FORMAT, Lesson, Module, Role, Step, StepAt, Term};
