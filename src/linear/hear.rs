//! A line as commands.

use super::answers::{self, gesture};
use super::exercise::first_gesture;
use super::lines::sentence;
use super::lists;
use super::talk::{Added, Talk};
use super::words::{self, WORDS, Word};
use super::working;
use crate::exercise::{Input, MAX_WRITTEN, View};
use crate::session::{Command, Page, Scene, To};
use crate::source::nearest;
use crate::text;

/// The longest line that is heard, in bytes.
pub const MAX_HEARD: usize = MAX_WRITTEN;
/// How much of a line is said back, in characters.
const MAX_QUOTED: usize = 40;

/// What a line means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// The session is to do this; [`after`](super::after) says what came of it.
    Do(Vec<Command>),
    /// This is to be said.
    Say(String),
    /// The learner leaves.
    Quit,
    /// A line of a text was taken; more may follow.
    More,
}

/// Hears a line in the light of what was last seen.
pub fn hear(scene: &Scene<'_>, talk: &mut Talk, line: &str) -> Heard {
    talk.look_at(scene);
    if line.len() > MAX_HEARD {
        return Heard::Say(talk.sentences("This line is too long and was left out."));
    }
    let line = text::clean_line(line);
    if talk.is_writing() {
        return write_on(talk, line.trim_end());
    }
    let line = line.trim();
    if line.is_empty() {
        return enter(scene, talk);
    }
    if line == "." {
        return Heard::Say(talk.sentences("No text is open."));
    }
    if let Page::Exercise(desk) = &scene.page
        && let Some(heard) = gesture(desk, talk, line)
    {
        return heard;
    }
    let short = working::short_field(scene).is_some();
    if let Some(number) = answers::number(line).filter(|_| !short)
        && let Some(heard) = lists::entry(scene, talk, number)
    {
        return heard;
    }
    let (first, rest) = split_word(line);
    match words::find(first) {
        Some(word) if rest.is_empty() || !word.with.is_empty() => (word.does)(scene, talk, rest),
        Some(word) if !short => takes_nothing(talk, word),
        _ if short => working::text(scene, talk, line),
        _ => unknown(scene, talk, line, first),
    }
}

/// The first word and what follows it.
pub(super) fn split_word(line: &str) -> (&str, &str) {
    let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    (first, rest.trim())
}

/// What an empty line does: the one thing that a page is for, or nothing.
fn enter(scene: &Scene<'_>, talk: &Talk) -> Heard {
    match &scene.page {
        Page::Reading(_) => Heard::Do(vec![Command::Go(To::Next)]),
        Page::Contents(_) => Heard::Do(vec![Command::Go(To::Continue)]),
        Page::Tour => Heard::Do(vec![Command::Go(To::Back)]),
        Page::Exercise(desk) => Heard::Say(talk.sentences(super::exercise::what_next(desk))),
        Page::Gate(_)
        | Page::Progress(_)
        | Page::Certificate(_)
        | Page::Search(_)
        | Page::Glossary(_)
        | Page::Sources(_)
        | Page::Notes(_)
        | Page::Class(_)
        | Page::People(_)
        | Page::Circles(_)
        | Page::Person(_)
        | Page::Profile(_)
        | Page::Review(_) => Heard::Say(talk.sentences("Say help to hear what you can say here.")),
    }
}

fn write_on(talk: &mut Talk, line: &str) -> Heard {
    if line == "." {
        let text = talk.close().unwrap_or_default();
        return Heard::Do(vec![Command::Work(Input::Write(text))]);
    }
    let line = if line.starts_with("..") { &line[1..] } else { line };
    match talk.add(line) {
        Added::Kept => Heard::More,
        Added::HandOver(text) => Heard::Do(vec![Command::Work(Input::Write(text))]),
        Added::TooLong => Heard::Say(talk.sentences("The text is too long. This line was left out.")),
    }
}

fn takes_nothing(talk: &Talk, word: &Word) -> Heard {
    Heard::Say(talk.sentences(format!("If you mean {0}, say {0} alone.", word.name)))
}

fn unknown(scene: &Scene<'_>, talk: &Talk, line: &str, first: &str) -> Heard {
    let names = WORDS.iter().flat_map(Word::spellings).filter(|name| name.len() > 1);
    let near = nearest(&first.to_lowercase(), names);
    let mut said = match near {
        Some(near) => format!("There is no command {}. Did you mean {near}?", quoted(first)),
        None => format!("I do not understand: {}", sentence(&quoted(line))),
    };
    if let Page::Exercise(desk) = &scene.page
        && desk.can.work
        && near.is_none()
        && !matches!(&desk.view, View::Field(field) if !field.long)
    {
        said.push(' ');
        said.push_str(&first_gesture(&desk.view));
    }
    said.push_str(" Say help to hear what you can say here.");
    Heard::Say(talk.sentences(said))
}

/// The head of what was said, to be said back.
pub(super) fn quoted(words: &str) -> String {
    let head: String = words.chars().take(MAX_QUOTED).collect();
    if head.len() < words.len() { format!("{}...", head.trim_end()) } else { head }
}
