//! A scene as lines.

use super::class;
use super::contents;
use super::exercise;
use super::lines::{Lines, sentence, with_states};
use super::pages;
use super::people;
use super::prose;
use super::review;
use super::talk::Talk;
use crate::course::{Course, Role};
use crate::session::{Crumb, Page, Scene, Skip};

/// The whole page as plain text: lines that end with a newline, no control character beside it.
pub fn say(scene: &Scene<'_>, talk: &Talk) -> String {
    let mut lines = Lines::default();
    page(scene, talk, &mut lines);
    lines.finish(talk.width())
}

fn page(scene: &Scene<'_>, talk: &Talk, lines: &mut Lines) {
    if let Some(crumb) = &scene.crumb {
        head(crumb, scene.bookmarked, talk.course(), lines);
    }
    match &scene.page {
        Page::Tour => pages::tour(scene.course, lines),
        Page::Contents(page) => contents::contents(scene, page, talk.course(), lines),
        Page::Reading(text) => {
            prose::prose(text, lines);
            prose::leads(text, lines);
        }
        Page::Exercise(desk) => exercise::exercise(desk, lines),
        Page::Gate(gate) => pages::gate(gate, lines),
        Page::Progress(report) => pages::progress(scene.learner, report, lines),
        Page::Certificate(certificate) => pages::certificate(certificate, lines),
        Page::Search(search) => pages::search(search, lines),
        Page::Glossary(glossary) => pages::glossary(glossary, lines),
        Page::Sources(sources) => pages::sources(sources, lines),
        Page::Notes(notes) => pages::notes(notes, lines),
        Page::Class(page) => class::class(page, lines),
        Page::People(page) => people::people(page, lines),
        Page::Circles(page) => people::circles(page, lines),
        Page::Person(page) => people::person(page, lines),
        Page::Profile(page) => people::profile(page, lines),
        Page::Review(page) => review::page(page, lines),
    }
    if let (Some(note), Some(_)) = (scene.note, &scene.crumb) {
        lines.say(format!("Your note: {note}"));
    }
    if matches!(scene.page, Page::Reading(_)) {
        lines.say("Press Enter to go on.");
    }
}

fn head(crumb: &Crumb<'_>, bookmarked: bool, course: &Course, lines: &mut Lines) {
    let lesson = &crumb.lesson.title;
    let (number, of) = (crumb.number, crumb.of);
    let head = match (number, &crumb.lesson.role) {
        (0, _) => lesson.clone(),
        (_, Role::Learn) => format!("{lesson}, step {number} of {of}: {}", crumb.title),
        (_, Role::Quiz(_) | Role::PreTest(_) | Role::PostTest(_)) => {
            format!("{lesson}, question {number} of {of}: {}", crumb.title)
        }
    };
    lines.say(with_states(&head, bookmarked.then_some("with a bookmark")));
    if let Some(skip) = crumb.skip {
        lines.say(way_past(skip, course));
    }
    if crumb.number == 1 && !crumb.lesson.objectives.is_empty() && crumb.lesson.role == Role::Learn {
        lines.say("After this lesson you can:");
        for objective in &crumb.lesson.objectives {
            lines.say(format!("- {objective}"));
        }
    }
    lines.gap();
}

/// That a lesson may be left out, and what to say for it.
fn way_past(skip: Skip<'_>, course: &Course) -> String {
    match skip {
        Skip::Lesson(next) => {
            let number = course.lesson_at(&next.id).map_or(0, |at| at + 1);
            let title = sentence(&next.title);
            format!("This lesson is extra. You can skip it: say lesson {number} to go on with {title}")
        }
        Skip::Contents => {
            "This lesson is extra. You can skip it: nothing that is needed follows. Say contents to leave it."
                .to_owned()
        }
    }
}
