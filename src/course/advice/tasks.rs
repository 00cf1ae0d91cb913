//! Whether exercises help and teach: hints, and what is said about a wrong answer.

use super::{Study, raw};
use crate::course::Content;
use crate::source::{Complaint, Table};

/// Lists of things that can be placed or chosen wrong.
const THINGS: &[&str] = &["options", "items", "pairs", "gaps", "spare", "choices"];
/// Lists whose entries hold such lists.
const AROUND: &[&str] = &["groups", "scene"];

/// Says where a learner is left alone.
pub(super) fn advise(study: &Study<'_>, say: &mut dyn FnMut(Complaint)) {
    for studied in &study.steps {
        let Content::Exercise(task) = &studied.step.content else { continue };
        // In quizzes and tests no hint can be asked for.
        if task.hints.is_empty() && !study.is_bank() {
            let complaint = Complaint::new(studied.span, "This exercise has no hint.");
            say(complaint.help("Add `hints`: where to look, or how to think, without the answer."));
        }
        if task.body.solution().is_some() {
            let mut silent = Silent::default();
            silent.look(studied.table);
            silent.tell(studied.span, say);
        }
    }
    if study.lesson.objectives.is_empty() && !study.is_bank() {
        let complaint = Complaint::new(study.span_of("title"), "This lesson has no objectives.");
        say(complaint.help("Add `objectives`: what a learner can do afterwards, as the exercises test it."));
    }
}

/// What has no explanation, or none with a source.
#[derive(Default)]
struct Silent {
    without: usize,
    unsourced: usize,
    of: usize,
}

impl Silent {
    fn look(&mut self, table: &Table) {
        for name in AROUND {
            raw::tables(table, name).into_iter().for_each(|inner| self.look(inner));
        }
        for thing in THINGS.iter().flat_map(|name| raw::tables(table, name)) {
            let right = raw::is_set(thing, "right");
            match raw::words(thing, "because") {
                None if right => {}
                None => self.without += 1,
                Some(words) => {
                    self.unsourced += usize::from(!right && !words.contains("[@"));
                }
            }
            self.of += usize::from(!right);
        }
    }

    fn tell(&self, span: crate::source::Span, say: &mut dyn FnMut(Complaint)) {
        let Self { without, unsourced, of } = self;
        if *without > 0 {
            let message = format!("{without} of {of} wrong answers have no explanation of their own.");
            say(Complaint::new(span, message).help("Add `because`: what is true instead, and its source."));
        }
        if *unsourced > 0 {
            let message = format!("{unsourced} of {of} explanations do not say where it is written.");
            say(Complaint::new(span, message).help("Cite a source in `because`, such as [@T1 art. 2]."));
        }
    }
}
