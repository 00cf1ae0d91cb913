//! Entries of lists, opened by their number.

use super::answers::{no_such, nth};
use super::class;
use super::hear::Heard;
use super::people;
use super::talk::Talk;
use crate::course::{Course, Step};
use crate::session::{Command, Page, Place, Scene, To};

/// Opens the entry of a number; `None` on pages without a list.
pub(super) fn entry(scene: &Scene<'_>, talk: &Talk, number: usize) -> Option<Heard> {
    let (what, last, to) = match &scene.page {
        Page::Contents(_) => ("lesson", talk.course().lessons.len(), lesson(talk.course(), number)),
        Page::Search(search) => {
            ("entry", search.hits.len(), nth(&search.hits, number).map(|hit| hit.to.clone()))
        }
        Page::Glossary(glossary) => match &glossary.open {
            Some(open) => ("entry", open.steps.len(), step(&open.steps, number)),
            None => {
                let term = nth(&glossary.terms, number);
                ("entry", glossary.terms.len(), term.map(|(id, _)| To::Glossary(Some(id.to_string()))))
            }
        },
        Page::Sources(sources) => match &sources.open {
            Some(open) => ("entry", open.steps.len(), step(&open.steps, number)),
            None => {
                let source = nth(&sources.sources, number);
                (
                    "entry",
                    sources.sources.len(),
                    source.map(|(code, _)| To::Sources(Some((*code).to_owned()))),
                )
            }
        },
        Page::Class(page) => return class::entry(page, talk, number),
        Page::People(_) | Page::Circles(_) | Page::Person(_) | Page::Profile(_) => {
            return people::entry(scene, talk, number);
        }
        Page::Notes(notes) => {
            let row = nth(&notes.rows, number);
            ("entry", notes.rows.len(), row.map(|row| row.to.clone()))
        }
        Page::Gate(gate) => {
            let round = gate.rounds.iter().find(|round| usize::try_from(round.number) == Ok(number));
            ("attempt", gate.rounds.len(), round.and_then(|round| round.first.clone()).map(To::Step))
        }
        Page::Tour
        | Page::Reading(_)
        | Page::Exercise(_)
        | Page::Progress(_)
        | Page::Certificate(_)
        | Page::Review(_) => return None,
    };
    Some(match to {
        Some(to) => Heard::Do(vec![Command::Go(to)]),
        None => Heard::Say(talk.sentences(no_such(what, number, last))),
    })
}

/// True if the page has entries to open.
pub(super) fn has_entries(scene: &Scene<'_>) -> bool {
    match &scene.page {
        Page::Contents(contents) => !contents.modules.is_empty(),
        Page::Search(search) => !search.hits.is_empty(),
        Page::Glossary(glossary) => match &glossary.open {
            Some(open) => !open.steps.is_empty(),
            None => !glossary.terms.is_empty(),
        },
        Page::Sources(sources) => match &sources.open {
            Some(open) => !open.steps.is_empty(),
            None => !sources.sources.is_empty(),
        },
        Page::Notes(notes) => !notes.rows.is_empty(),
        Page::Class(page) => class::has_entries(page),
        Page::People(_) | Page::Circles(_) | Page::Person(_) | Page::Profile(_) => people::has_entries(scene),
        Page::Gate(gate) => !gate.rounds.is_empty(),
        Page::Tour
        | Page::Reading(_)
        | Page::Exercise(_)
        | Page::Progress(_)
        | Page::Certificate(_)
        | Page::Review(_) => false,
    }
}

/// The way to a lesson by its number in the course.
pub(super) fn lesson(course: &Course, number: usize) -> Option<To> {
    nth(&course.lessons, number).map(|lesson| To::Lesson(lesson.id.clone()))
}

fn step(steps: &[&Step], number: usize) -> Option<To> {
    nth(steps, number).map(|step| To::Step(Place::Step(step.id.clone())))
}
