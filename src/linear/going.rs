//! Words that lead somewhere, and words that can be said anywhere.

use super::answers::{no_such, nth, number};
use super::contents;
use super::hear::{Heard, quoted};
use super::lines::Lines;
use super::lists;
use super::say::say;
use super::talk::{MIN_WIDTH, Talk};
use super::thread;
use super::working::thread;
use crate::course::{Lesson, Role};
use crate::session::{Command, Page, Place, Scene, To};
use crate::source::nearest;

/// The most terms that are offered for a part of one.
const MAX_MEANT: usize = 5;

fn to(to: To) -> Heard {
    Heard::Do(vec![Command::Go(to)])
}

pub(super) fn next(scene: &Scene<'_>, talk: &mut Talk, _: &str) -> Heard {
    match scene.page {
        Page::Tour => to(To::Back),
        _ if scene.page.is_aside() => {
            Heard::Say(talk.sentences("This page stands beside the course. Say back to go back."))
        }
        _ => to(To::Next),
    }
}

pub(super) fn back(scene: &Scene<'_>, _: &mut Talk, _: &str) -> Heard {
    to(if scene.page.is_aside() { To::Back } else { To::Previous })
}

pub(super) fn contents(_: &Scene<'_>, _: &mut Talk, _: &str) -> Heard {
    to(To::Contents)
}

pub(super) fn resume(_: &Scene<'_>, _: &mut Talk, _: &str) -> Heard {
    to(To::Continue)
}

pub(super) fn notes(_: &Scene<'_>, _: &mut Talk, _: &str) -> Heard {
    to(To::Notes)
}

pub(super) fn has_unread(scene: &Scene<'_>, _: &Talk) -> bool {
    scene.unread > 0
}

/// Says the new posts here, or goes to the next discussion that has some.
pub(super) fn unread(scene: &Scene<'_>, talk: &mut Talk, _: &str) -> Heard {
    let mut lines = Lines::default();
    let mut any = false;
    if let Some(here) = thread(scene) {
        for at in 0..here.posts.len() {
            if here.posts[at].new && talk.tells(&here.posts[at].id) {
                thread::post(&here.posts, at, &mut lines);
                any = true;
            }
        }
    }
    if any { Heard::Say(lines.finish(talk.width())) } else { to(To::Unread) }
}

pub(super) fn class(_: &Scene<'_>, _: &mut Talk, _: &str) -> Heard {
    to(To::Class)
}

pub(super) fn progress(_: &Scene<'_>, _: &mut Talk, _: &str) -> Heard {
    to(To::Progress)
}

pub(super) fn certificate(_: &Scene<'_>, _: &mut Talk, _: &str) -> Heard {
    to(To::Certificate)
}

pub(super) fn tour(_: &Scene<'_>, _: &mut Talk, _: &str) -> Heard {
    to(To::Tour)
}

pub(super) fn glossary(_: &Scene<'_>, _: &mut Talk, _: &str) -> Heard {
    to(To::Glossary(None))
}

pub(super) fn sources(_: &Scene<'_>, _: &mut Talk, _: &str) -> Heard {
    to(To::Sources(None))
}

pub(super) fn start(_: &Scene<'_>, _: &mut Talk, _: &str) -> Heard {
    Heard::Do(vec![Command::Start])
}

pub(super) fn bookmark(_: &Scene<'_>, _: &mut Talk, _: &str) -> Heard {
    Heard::Do(vec![Command::Bookmark])
}

pub(super) fn quit(_: &Scene<'_>, _: &mut Talk, _: &str) -> Heard {
    Heard::Quit
}

pub(super) fn again(scene: &Scene<'_>, talk: &mut Talk, _: &str) -> Heard {
    Heard::Say(say(scene, talk))
}

pub(super) fn lesson(_: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    let lessons = talk.course().lessons.len();
    Heard::Say(talk.sentences(match number(rest) {
        Some(number) => match lists::lesson(talk.course(), number) {
            Some(lesson) => return to(lesson),
            None => no_such("lesson", number, lessons),
        },
        None => "Say lesson and its number, such as lesson 1.".to_owned(),
    }))
}

pub(super) fn go(scene: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    let (lesson, step) = rest.split_once(['.', ' ']).unwrap_or(("", rest));
    let heard = match (number(lesson), number(step)) {
        (Some(lesson), Some(step)) => match nth(&talk.course().lessons, lesson) {
            Some(found) => step_of(found, step),
            None => Err(no_such("lesson", lesson, talk.course().lessons.len())),
        },
        (None, Some(step)) if lesson.is_empty() => step_here(scene, step),
        (Some(_) | None, Some(_) | None) => {
            Err("Say go and the number of a step, such as go 2, or go 3.2 for lesson 3, step 2.".to_owned())
        }
    };
    match heard {
        Ok(commands) if commands.is_empty() => again(scene, talk, ""),
        Ok(commands) => Heard::Do(commands),
        Err(words) => Heard::Say(talk.sentences(words)),
    }
}

fn step_here(scene: &Scene<'_>, number: usize) -> Result<Vec<Command>, String> {
    let Some(crumb) = &scene.crumb else {
        return Err("You are not in a lesson. Say go 3.2 for lesson 3, step 2.".to_owned());
    };
    if crumb.lesson.role == Role::Learn {
        return step_of(crumb.lesson, number);
    }
    if crumb.number == 0 {
        return Err("Say start first.".to_owned());
    }
    if number == 0 || number > crumb.of {
        return Err(no_such("question", number, crumb.of));
    }
    // Which questions were drawn is not known here, but how far it is to each.
    let way = if number < crumb.number { To::Previous } else { To::Next };
    Ok(vec![Command::Go(way); number.abs_diff(crumb.number)])
}

fn step_of(lesson: &Lesson, number: usize) -> Result<Vec<Command>, String> {
    if lesson.role != Role::Learn {
        return Ok(vec![Command::Go(To::Lesson(lesson.id.clone()))]);
    }
    match nth(&lesson.steps, number) {
        Some(step) => Ok(vec![Command::Go(To::Step(Place::Step(step.id.clone())))]),
        None => Err(no_such("step", number, lesson.steps.len())),
    }
}

pub(super) fn steps(scene: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    let Page::Contents(contents) = &scene.page else {
        return Heard::Say(talk.sentences("Say contents first, then steps and the number of a lesson."));
    };
    let lessons = &talk.course().lessons;
    let Some(number) = number(rest) else {
        return Heard::Say(talk.sentences("Say steps and the number of a lesson, such as steps 1."));
    };
    let id = nth(lessons, number).map(|lesson| &lesson.id);
    let mut rows = contents.modules.iter().flat_map(|module| &module.lessons);
    let Some(row) = rows.find(|row| Some(row.id) == id) else {
        return Heard::Say(talk.sentences(no_such("lesson", number, lessons.len())));
    };
    let mut lines = Lines::default();
    contents::steps(row, number, &mut lines);
    Heard::Say(lines.finish(talk.width()))
}

pub(super) fn note(scene: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    if !rest.is_empty() {
        return Heard::Do(vec![Command::Note(rest.to_owned())]);
    }
    let mut lines = Lines::default();
    match scene.note {
        Some(note) => lines.say(format!("Your note: {note}")),
        None => lines.say("There is no note here. Say note and what you want to note."),
    }
    if let Some(half) = scene.jotted.note {
        lines.say(format!("A half-written note: {half}"));
    }
    Heard::Say(lines.finish(talk.width()))
}

pub(super) fn report(scene: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    if rest.is_empty() {
        let mut lines = Lines::default();
        lines.say("Say report and what is wrong here, in one line.");
        if let Some(half) = scene.jotted.report {
            lines.say(format!("A half-written report: {half}"));
        }
        return Heard::Say(lines.finish(talk.width()));
    }
    Heard::Do(vec![Command::Report(rest.to_owned())])
}

pub(super) fn search(_: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    if rest.is_empty() {
        return Heard::Say(talk.sentences("Say search and the words to look for."));
    }
    to(To::Search(rest.to_owned()))
}

pub(super) fn term(_: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    if rest.is_empty() {
        return to(To::Glossary(None));
    }
    let course = talk.course();
    if course.term(rest).is_some() {
        return to(To::Glossary(Some(rest.to_owned())));
    }
    let wanted = rest.to_lowercase();
    let spellings = || course.spellings.keys().map(String::as_str);
    let within: Vec<&str> = spellings().filter(|term| term.contains(&wanted)).take(MAX_MEANT).collect();
    let help = match (within.is_empty(), nearest(&wanted, spellings())) {
        (false, _) => format!("Did you mean {}?", within.join(", or ")),
        (true, Some(near)) => format!("Did you mean {near}?"),
        (true, None) => "Say glossary to hear all terms.".to_owned(),
    };
    Heard::Say(talk.sentences(format!("The glossary has no term {}. {help}", quoted(rest))))
}

pub(super) fn source(_: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    let code = rest.trim_matches(['[', ']']).split([' ', ',']).next().unwrap_or("");
    if code.is_empty() {
        return to(To::Sources(None));
    }
    let codes = || talk.course().sources.keys();
    if let Some(code) = codes().find(|known| known.eq_ignore_ascii_case(code)) {
        return to(To::Sources(Some(code.clone())));
    }
    let help = match nearest(&code.to_uppercase(), codes().map(String::as_str)) {
        Some(near) => format!("Did you mean {near}?"),
        None => "Say sources to hear all of them.".to_owned(),
    };
    Heard::Say(talk.sentences(format!("There is no source {}. {help}", quoted(code))))
}

pub(super) fn width(_: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    let said = match number(rest) {
        Some(0) => {
            talk.set_width(None);
            "Lines are no longer broken.".to_owned()
        }
        Some(cells) => {
            talk.set_width(Some(cells));
            format!("Lines are broken at {} cells.", talk.width().unwrap_or(MIN_WIDTH))
        }
        None => "Say width and a number of cells, such as width 40, or width 0 for whole lines.".to_owned(),
    };
    Heard::Say(talk.sentences(said))
}
