//! Advice to authors: what a machine can say about the quality of a course that is without mistakes.
//!
//! A mistake stops a course from being taken; advice never does. Each rule is
//! right nearly always, and names the reason for its numbers.

mod minutes;
mod options;
mod raw;
mod reading;
mod tasks;
mod terms;

#[cfg(test)]
mod tests;

use super::lesson::ReadLesson;
use super::reference::Known;
use super::{Lesson, Step};
use crate::source::{Complaint, Complaints, FileId, Node, Span, Table, Value};

/// A lesson with its file as it was written.
pub(super) struct Study<'a> {
    lesson: &'a Lesson,
    table: &'a Table,
    top: Span,
    steps: Vec<Studied<'a>>,
}

/// A step with its table as it was written.
struct Studied<'a> {
    step: &'a Step,
    table: &'a Table,
    span: Span,
}

impl<'a> Study<'a> {
    fn of(read: &'a ReadLesson, nodes: &'a [(FileId, Node)]) -> Option<Self> {
        let (file, node) = nodes.iter().find(|(file, _)| *file == read.file)?;
        let Value::Table(table) = &node.value else { return None };
        let raw = raw::tables(table, "step");
        let steps = read.lesson.steps.iter().zip(&read.ids).filter_map(|(step, span)| {
            let table = raw.iter().find(|table| raw::words(table, "id") == Some(step.id.as_str()))?;
            Some(Studied { step, table, span: *span })
        });
        let steps = steps.collect();
        Some(Self { lesson: &read.lesson, table, top: Span::top(*file), steps })
    }

    fn span_of(&self, name: &str) -> Span {
        self.table.get(name).map_or(self.top, |node| node.span)
    }

    /// True if its questions are drawn, so that nobody meets them in their order or with help.
    fn is_bank(&self) -> bool {
        self.lesson.role.draw().is_some()
    }
}

/// Everything that could be better in these lessons.
pub(super) fn advise(
    lessons: &[ReadLesson],
    nodes: &[(FileId, Node)],
    known: &Known,
    advice: &mut Complaints,
) {
    let studies: Vec<Study<'_>> = lessons.iter().filter_map(|read| Study::of(read, nodes)).collect();
    for study in &studies {
        let mut say = |complaint: Complaint| advice.push(complaint);
        let bank = study.lesson.role.draw().and_then(|draw| {
            studies.iter().find(|other| other.lesson.id == draw.bank && other.lesson.id != study.lesson.id)
        });
        minutes::advise(study, bank.unwrap_or(study), &mut say);
        options::advise(study, &mut say);
        tasks::advise(study, &mut say);
        reading::advise(study, &mut say);
        terms::advise(study, known, &mut say);
    }
}
