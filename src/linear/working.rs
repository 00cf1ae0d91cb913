//! Words for the work on an exercise.

use super::answers::{no_such, nth, number};
use super::desk;
use super::exercise::rating_word;
use super::hear::{Heard, split_word};
use super::lines::Lines;
use super::review;
use super::talk::{Talk, append};
use crate::exercise::{Criterion, Field, Input, View};
use crate::session::{Can, Command, Desk, Page, PostId, PostRow, Scene, ThreadDesk};

fn act(command: Command) -> Heard {
    Heard::Do(vec![command])
}

fn desk_of<'s, 'a>(scene: &'s Scene<'a>) -> Option<&'s Desk<'a>> {
    match &scene.page {
        Page::Exercise(desk) => Some(desk),
        _ => None,
    }
}

/// What can be done with the exercise here; nothing if there is none.
pub(super) fn can(scene: &Scene<'_>) -> Can {
    match review::open(scene) {
        Some(_) => Can { check: true, rate: true, ..Can::default() },
        None => desk_of(scene).map(|desk| desk.can).unwrap_or_default(),
    }
}

/// The text to write here, if there is one.
pub(super) fn field<'s>(scene: &'s Scene<'_>) -> Option<&'s Field> {
    match &desk_of(scene)?.view {
        View::Field(field) => Some(field),
        View::Choices { .. } | View::Sequence { .. } | View::Slots { .. } | View::Journey(_) => None,
    }
}

/// The short answer to write here, if it may be written now.
pub(super) fn short_field<'s>(scene: &'s Scene<'_>) -> Option<&'s Field> {
    field(scene).filter(|field| !field.long && can(scene).work)
}

fn nothing_to_write(talk: &Talk) -> Heard {
    Heard::Say(talk.sentences("There is no text to write here. Say help to hear what you can say."))
}

fn write_this(talk: &mut Talk, was: &str, text: String) -> Heard {
    talk.remember(was);
    act(Command::Work(Input::Write(text)))
}

pub(super) fn text(scene: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    let Some(field) = field(scene) else { return nothing_to_write(talk) };
    let mut text = if field.long { field.text.clone() } else { String::new() };
    append(&mut text, rest);
    write_this(talk, &field.text, text)
}

pub(super) fn write(scene: &Scene<'_>, talk: &mut Talk, _: &str) -> Heard {
    let Some(field) = field(scene) else { return nothing_to_write(talk) };
    if !can(scene).work {
        // The session knows why not.
        return act(Command::Work(Input::Write(field.text.clone())));
    }
    if !field.long {
        return Heard::Say(talk.sentences("Say your answer in one line."));
    }
    talk.open(&field.text);
    let where_to = if field.text.is_empty() { "" } else { " It goes on behind the last line." };
    Heard::Say(
        talk.sentences(format!("Write your text, line by line. A line with only a dot ends it.{where_to}")),
    )
}

pub(super) fn line(scene: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    let Some(field) = field(scene) else { return nothing_to_write(talk) };
    let (which, words) = split_word(rest);
    let mut lines: Vec<&str> = field.text.split('\n').collect();
    let Some(wanted) = number(which) else {
        return Heard::Say(talk.sentences("Say line, the number of the line, and its new words."));
    };
    let Some(line) = wanted.checked_sub(1).and_then(|at| lines.get_mut(at)) else {
        return Heard::Say(talk.sentences(no_such("line", wanted, lines.len())));
    };
    if words.is_empty() {
        return Heard::Say(talk.sentences(format!("Line {wanted}: {line}")));
    }
    *line = words;
    write_this(talk, &field.text, lines.join("\n"))
}

pub(super) fn insert(scene: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    let Some(field) = field(scene) else { return nothing_to_write(talk) };
    let (which, words) = split_word(rest);
    let mut lines: Vec<&str> = field.text.split('\n').collect();
    let Some(wanted) = number(which).filter(|_| !words.is_empty()) else {
        return Heard::Say(
            talk.sentences("Say insert, the number of a line, and the words to put before it."),
        );
    };
    if nth(&lines, wanted).is_none() {
        return Heard::Say(talk.sentences(no_such("line", wanted, lines.len())));
    }
    lines.insert(wanted - 1, words);
    write_this(talk, &field.text, lines.join("\n"))
}

pub(super) fn erase(scene: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    if rest.eq_ignore_ascii_case("note") {
        if scene.note.is_none() {
            return Heard::Say(talk.sentences("There is no note here."));
        }
        return act(Command::Note(String::new()));
    }
    let Some(field) = field(scene) else { return nothing_to_write(talk) };
    if rest.eq_ignore_ascii_case("all") {
        return write_this(talk, &field.text, String::new());
    }
    let mut lines: Vec<&str> = field.text.split('\n').collect();
    let Some(wanted) = number(rest) else {
        return Heard::Say(talk.sentences("Say erase and the number of a line, or erase all."));
    };
    if nth(&lines, wanted).is_none() {
        return Heard::Say(talk.sentences(no_such("line", wanted, lines.len())));
    }
    lines.remove(wanted - 1);
    write_this(talk, &field.text, lines.join("\n"))
}

pub(super) fn check(_: &Scene<'_>, _: &mut Talk, _: &str) -> Heard {
    act(Command::Check)
}

pub(super) fn retry(_: &Scene<'_>, _: &mut Talk, _: &str) -> Heard {
    act(Command::Retry)
}

pub(super) fn hint(_: &Scene<'_>, _: &mut Talk, _: &str) -> Heard {
    act(Command::Hint)
}

pub(super) fn solution(_: &Scene<'_>, _: &mut Talk, _: &str) -> Heard {
    act(Command::Solution)
}

pub(super) fn can_undo(scene: &Scene<'_>, talk: &Talk) -> bool {
    desk_of(scene).is_some_and(|desk| desk.can.undo || talk.can_step_text(desk, true))
}

pub(super) fn can_redo(scene: &Scene<'_>, talk: &Talk) -> bool {
    desk_of(scene).is_some_and(|desk| desk.can.redo || talk.can_step_text(desk, false))
}

pub(super) fn undo(scene: &Scene<'_>, talk: &mut Talk, _: &str) -> Heard {
    let text = field(scene).filter(|_| can(scene).work).and_then(|field| talk.step_text(&field.text, true));
    act(text.unwrap_or(Command::Undo))
}

pub(super) fn redo(scene: &Scene<'_>, talk: &mut Talk, _: &str) -> Heard {
    let text = field(scene).filter(|_| can(scene).work).and_then(|field| talk.step_text(&field.text, false));
    act(text.unwrap_or(Command::Redo))
}

pub(super) fn rate(scene: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    let own = desk_of(scene).and_then(|desk| desk.essay.as_ref()).map(|own| own.essay.rubric.len());
    let Some(lines) = review::open(scene).map(|open| open.rubric.len()).or(own) else {
        return Heard::Say(talk.sentences("There is nothing to rate here."));
    };
    let (which, how) = split_word(rest);
    let named = Criterion::RATINGS.iter().position(|word| word.eq_ignore_ascii_case(how));
    let (Some(line), Some(rating)) = (number(which), number(how).or(named)) else {
        return Heard::Say(talk.sentences("Say rate, the number of a line, and a rating from 0 to 3."));
    };
    if line == 0 || line > lines {
        return Heard::Say(talk.sentences(no_such("line", line, lines)));
    }
    match u8::try_from(rating) {
        Ok(rating) if usize::from(rating) < Criterion::RATINGS.len() => {
            act(Command::Rate { criterion: line - 1, rating })
        }
        Ok(_) | Err(_) => {
            let words = (0..4).map(|rating| format!("{rating} {}", rating_word(rating))).collect::<Vec<_>>();
            Heard::Say(talk.sentences(format!("The ratings are {}.", words.join(", "))))
        }
    }
}

pub(super) fn has_thread(scene: &Scene<'_>, _: &Talk) -> bool {
    desk_of(scene).is_some_and(|desk| desk.thread.is_some())
}

pub(super) fn has_own_post(scene: &Scene<'_>, _: &Talk) -> bool {
    thread(scene).is_some_and(|thread| thread.posted > 0)
}

/// The discussion here.
pub(super) fn thread<'s, 'a>(scene: &'s Scene<'a>) -> Option<&'s ThreadDesk<'a>> {
    desk_of(scene)?.thread.as_ref()
}

pub(super) fn reply(scene: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    if rest.is_empty() && thread(scene).is_some() {
        return act(Command::Reply(None));
    }
    on_post(scene, talk, "reply", rest, |post| Command::Reply(Some(post)))
}

pub(super) fn quote(scene: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    on_post(scene, talk, "quote", rest, Command::Quote)
}

pub(super) fn edit(scene: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    on_post(scene, talk, "edit", rest, Command::Edit)
}

/// Deletes a post if that was said in so many words.
pub(super) fn delete(scene: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    let (which, sure) = split_word(rest);
    let wanted = number(which);
    let mine = |row: &PostRow<'_>| row.mine && Some(row.number) == wanted;
    let asks = thread(scene).is_some_and(|thread| thread.posts.iter().any(mine));
    if !asks || sure.eq_ignore_ascii_case("now") {
        return on_post(scene, talk, "delete", which, Command::Delete);
    }
    Heard::Say(talk.sentences(format!("Post {which} would be deleted for all. Say delete {which} now.")))
}

/// Does something with a post that is named by its number.
fn on_post(
    scene: &Scene<'_>,
    talk: &Talk,
    word: &str,
    rest: &str,
    command: impl FnOnce(PostId) -> Command,
) -> Heard {
    let Some(thread) = thread(scene) else {
        return Heard::Say(talk.sentences("There is no discussion here."));
    };
    let Some(wanted) = number(rest) else {
        let words = format!("Say {word} and the number of a post, such as {word} 1.");
        return Heard::Say(talk.sentences(words));
    };
    let Some(post) = thread.posts.iter().find(|post| post.number == wanted) else {
        return Heard::Say(talk.sentences(match thread.hidden {
            true => "What others wrote is shown once you have posted.".to_owned(),
            false => no_such("post", wanted, thread.posts.len()),
        }));
    };
    act(command(post.id.clone()))
}

pub(super) fn answer(scene: &Scene<'_>, talk: &mut Talk, _: &str) -> Heard {
    let mut lines = Lines::default();
    match desk_of(scene) {
        Some(desk) => desk::desk(&desk.view, &mut lines),
        None => lines.say("There is no exercise here."),
    }
    Heard::Say(lines.finish(talk.width()))
}
