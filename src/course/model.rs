//! What a course is made of.

use std::collections::BTreeMap;

use super::{CourseId, LessonId, ModuleId, StepId, TermId};
use crate::exercise::Task;
use crate::source::Prose;

/// The newest format of course files that this program reads.
pub const FORMAT: i64 = 1;

/// A course, complete and checked.
#[derive(Debug)]
pub struct Course {
    /// Its name on the command line and in the store.
    pub id: CourseId,
    /// Its title.
    pub title: String,
    /// What it is, in a line.
    pub summary: String,
    /// What learners should know before they rely on it.
    pub notice: Option<Prose>,
    /// The language of the texts in memory.
    pub language: String,
    /// All languages that it can be had in, the original first.
    pub languages: Vec<String>,
    /// Percent of all points that complete the course.
    pub pass: u8,
    /// Its modules in order.
    pub modules: Vec<Module>,
    /// Its lessons in order, all modules in one row.
    pub lessons: Vec<Lesson>,
    /// Where each step stands.
    pub steps: BTreeMap<StepId, StepAt>,
    /// What the texts cite, by code.
    pub sources: BTreeMap<String, Cited>,
    /// The glossary.
    pub terms: BTreeMap<TermId, Term>,
    /// Every spelling of a term, in lower case.
    pub spellings: BTreeMap<String, TermId>,
}

/// A row of lessons with a condition for completing it.
#[derive(Debug)]
pub struct Module {
    /// Its name.
    pub id: ModuleId,
    /// Its title.
    pub title: String,
    /// What it is for, in a line.
    pub summary: String,
    /// Its lessons, as positions in the course's row.
    pub lessons: std::ops::Range<usize>,
    /// What completes it.
    pub complete: Complete,
}

/// What completes a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Complete {
    /// Every reading step was read.
    pub read: bool,
    /// Every exercise was handed in.
    pub tasks: bool,
    /// So many percent of its points were earned.
    pub score: Option<u8>,
}

/// A sitting's worth of steps.
#[derive(Debug)]
pub struct Lesson {
    /// Its name.
    pub id: LessonId,
    /// Its title.
    pub title: String,
    /// The module it belongs to, as a position.
    pub module: usize,
    /// Minutes of effort.
    pub minutes: u16,
    /// True if it goes deeper and may be left out: nothing depends on it.
    pub extra: bool,
    /// What a learner can do afterwards.
    pub objectives: Vec<String>,
    /// What it is for in the course.
    pub role: Role,
    /// Its steps; for a lesson that draws, the bank it draws from.
    pub steps: Vec<Step>,
}

/// What a lesson is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// To learn: steps are taken in order.
    Learn,
    /// To check a module: questions are drawn anew for each attempt.
    Quiz(Draw),
    /// To see where one starts: one attempt, no feedback.
    PreTest(Draw),
    /// To see how far one came: compared with the pre-test.
    PostTest(Draw),
}

/// How questions are drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// How many.
    pub count: usize,
    /// From which lesson's steps.
    pub bank: LessonId,
}

/// One thing to read or do.
#[derive(Debug)]
pub struct Step {
    /// Its name.
    pub id: StepId,
    /// Its title.
    pub title: String,
    /// What is in it.
    pub content: Content,
}

/// What a step holds.
#[derive(Debug)]
pub enum Content {
    /// A text to read.
    Reading(Prose),
    /// Something to do.
    Exercise(Box<Task>),
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepAt {
    /// The position of its lesson in the course.
    pub lesson: usize,
    /// Its position in the lesson.
    pub step: usize,
}

/// Something that texts cite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// What it is.
    pub title: String,
    /// Where it can be found.
    pub at: Option<String>,
}

/// A term of the glossary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The term as it is written.
    pub name: String,
    /// What it means.
    pub text: Prose,
    /// Codes of its sources.
    pub sources: Vec<String>,
}

impl Lesson {
    /// True if its points count for its module and the course: those of tests and of extra lessons do not.
    pub fn counts(&self) -> bool {
        match self.role {
            Role::Learn | Role::Quiz(_) => !self.extra,
            Role::PreTest(_) | Role::PostTest(_) => false,
        }
    }
}

/// Minutes of effort as lessons declare them, those of extra lessons apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Minutes {
    /// What everybody needs.
    pub core: u32,
    /// What can be left out.
    pub extra: u32,
}

impl Minutes {
    /// The sum over lessons.
    pub fn of(lessons: &[Lesson]) -> Self {
        let sum = |extra: bool| {
            let some = lessons.iter().filter(|lesson| lesson.extra == extra);
            some.map(|lesson| u32::from(lesson.minutes)).sum()
        };
        Self { core: sum(false), extra: sum(true) }
    }
}

impl Role {
    /// The draw of a lesson that draws its questions.
    pub fn draw(&self) -> Option<&Draw> {
        match self {
            Role::Learn => None,
            Role::Quiz(draw) | Role::PreTest(draw) | Role::PostTest(draw) => Some(draw),
        }
    }
}

impl Course {
    /// The step of a name.
    pub fn step(&self, id: &StepId) -> Option<&Step> {
        let at = self.steps.get(id)?;
        self.lessons.get(at.lesson)?.steps.get(at.step)
    }

    /// The exercise of a step, if it is one.
    pub fn task(&self, id: &StepId) -> Option<&Task> {
        match &self.step(id)?.content {
            Content::Exercise(task) => Some(task),
            Content::Reading(_) => None,
        }
    }

    /// The position of a lesson.
    pub fn lesson_at(&self, id: &LessonId) -> Option<usize> {
        self.lessons.iter().position(|lesson| lesson.id == *id)
    }

    /// The term that a text means by these words.
    pub fn term(&self, words: &str) -> Option<(&TermId, &Term)> {
        let id = self.spellings.get(&words.to_lowercase())?;
        self.terms.get_key_value(id)
    }
}

impl Step {
    /// The text a learner reads first: the whole of a reading step, the question of an exercise.
    pub fn prose(&self) -> &Prose {
        match &self.content {
            Content::Reading(text) => text,
            Content::Exercise(task) => &task.prompt,
        }
    }
}
