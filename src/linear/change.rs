//! What a command changed, in a sentence or two; a new page in full.

use super::class;
use super::desk::{self, letters_of, number_of, size, with_unit};
use super::exercise;
use super::journey;
use super::lines::{Lines, with_states};
use super::review;
use super::say::say;
use super::talk::Talk;
use super::thread;
use crate::exercise::{Input, Refusal, Row, Share, SlotRow, View};
use crate::session::{Command, Desk, Page, Scene, Stage};

/// Says what came of commands: those that were `done`, then the one that was `refused`, if any.
pub fn after(
    scene: &Scene<'_>,
    talk: &mut Talk,
    done: &[Command],
    refused: Option<(&Refusal, &Command)>,
) -> String {
    let moved = done.iter().any(|command| matches!(command, Command::Go(_) | Command::Start));
    let mut said = if moved { say(scene, talk) } else { changes(scene, talk, done) };
    if let Some((refusal, command)) = refused {
        let mut lines = Lines::default();
        lines.say(sorry(scene, refusal, command));
        said.push_str(&lines.finish(talk.width()));
    }
    said
}

fn sorry(scene: &Scene<'_>, refusal: &Refusal, command: &Command) -> String {
    match (refusal, command) {
        (Refusal::NoTryLeft, Command::Retry) if is_right(scene) => "Your answer is right.".to_owned(),
        (Refusal::NotHere, Command::Go(_)) => "There is nothing there to go to.".to_owned(),
        (Refusal::NotHere, Command::Note(_) | Command::Bookmark | Command::Report(_)) => {
            "This belongs to a step. Go to the step first.".to_owned()
        }
        (Refusal::NotHere, _) => format!("{refusal} Say help to hear what you can say here."),
        (Refusal::HandedIn, _) => "This answer was handed in. Say retry to change it.".to_owned(),
        (Refusal::NothingToUndo, Command::Redo) => "There is nothing to do again.".to_owned(),
        (Refusal::Unknown, Command::Go(_)) => "The course does not have this.".to_owned(),
        _ => refusal.to_string(),
    }
}

fn is_right(scene: &Scene<'_>) -> bool {
    match &scene.page {
        Page::Exercise(desk) => {
            !desk.sealed && desk.outcome.is_some_and(|outcome| outcome.last == Share::FULL)
        }
        _ => false,
    }
}

fn changes(scene: &Scene<'_>, talk: &mut Talk, done: &[Command]) -> String {
    let mut lines = Lines::default();
    let worked =
        done.iter().any(|command| matches!(command, Command::Work(_) | Command::Undo | Command::Redo));
    if let Page::Exercise(desk) = &scene.page
        && worked
        && !talk.is_writing()
    {
        self::worked(desk, talk, done, &mut lines);
    }
    for command in done {
        other(scene, talk, command, &mut lines);
    }
    lines.finish(talk.width())
}

fn other(scene: &Scene<'_>, talk: &mut Talk, command: &Command, lines: &mut Lines) {
    if let Page::Review(page) = &scene.page
        && matches!(command, Command::Check | Command::Rate { .. } | Command::Comment(_))
    {
        return review::changed(page, command, lines);
    }
    match command {
        Command::Bookmark if scene.bookmarked => lines.say("Bookmark set."),
        Command::Bookmark => lines.say("Bookmark taken away."),
        Command::Note(words) if words.is_empty() => lines.say("Note erased."),
        Command::Note(_) => lines.say("Note kept."),
        Command::Vote(_) => {
            if let Page::Class(page) = &scene.page {
                class::class(page, lines);
            }
        }
        Command::Report(_) => lines.say("Thank you. Your report is kept for the authors, in reports.jsonl."),
        Command::Check
        | Command::Retry
        | Command::Hint
        | Command::Solution
        | Command::Rate { .. }
        | Command::Reply(_)
        | Command::Quote(_)
        | Command::Edit(_)
        | Command::Delete(_) => {
            if let Page::Exercise(desk) = &scene.page {
                on_desk(desk, talk, command, lines);
            }
        }
        Command::Come
        | Command::Go(_)
        | Command::Work(_)
        | Command::Undo
        | Command::Redo
        | Command::Start
        | Command::Comment(_)
        | Command::Jot(..)
        | Command::Follow(..)
        | Command::Pause
        | Command::Leave => {}
    }
}

fn on_desk(desk: &Desk<'_>, talk: &mut Talk, command: &Command, lines: &mut Lines) {
    match command {
        Command::Check => {
            talk.forget_texts();
            handed_in(desk, lines);
        }
        Command::Retry => {
            lines.say(match desk.task.body.solution() {
                Some(_) => format!("Another try, for up to {}.", desk.worth),
                None => "You can change it again.".to_owned(),
            });
            desk::desk(&desk.view, lines);
            lines.say(exercise::what_next(desk));
        }
        Command::Hint => exercise::hints(desk, talk.before.hints, lines),
        Command::Solution => {
            exercise::outcome(desk, lines);
            lines.say(exercise::what_next(desk));
        }
        Command::Rate { criterion, rating } => {
            let name = desk.essay.as_ref().and_then(|essay| essay.essay.rubric.get(*criterion));
            let name = name.map_or("", |criterion| criterion.name.as_str());
            let word = exercise::rating_word(*rating);
            lines.say(format!("{}. {name}: {rating}, {word}.", criterion + 1));
        }
        Command::Reply(_) | Command::Quote(_) => {
            let View::Field(field) = &desk.view else { return };
            lines.say(match desk.thread.as_ref().and_then(thread::reply_to) {
                Some(to) => format!("You answer {to}."),
                None => "You write to all.".to_owned(),
            });
            lines.say("Write your text, line by line. A line with only a dot ends it.");
            talk.open(&field.text);
        }
        Command::Edit(_) => {
            let edits = desk.thread.as_ref().and_then(thread::edits);
            let Some(number) = edits else {
                return lines.say("Your post stays as it was.");
            };
            lines.say(format!("You change post {number}."));
            desk::desk(&desk.view, lines);
            lines.say(format!(
                "Say line, insert, erase or write to change it, then check. Say edit {number} to leave it as it was."
            ));
        }
        Command::Delete(_) => lines.say("Deleted. The place of your post stays."),
        Command::Come
        | Command::Go(_)
        | Command::Work(_)
        | Command::Undo
        | Command::Redo
        | Command::Start
        | Command::Note(_)
        | Command::Vote(_)
        | Command::Bookmark
        | Command::Report(_)
        | Command::Comment(_)
        | Command::Jot(..)
        | Command::Follow(..)
        | Command::Pause
        | Command::Leave => {}
    }
}

fn handed_in(desk: &Desk<'_>, lines: &mut Lines) {
    if let Some(thread) = &desk.thread {
        lines.say("Posted.");
        thread::thread(thread, lines);
        lines.say(exercise::what_next(desk));
        return;
    }
    if let Some(essay) = &desk.essay {
        lines.say("Handed in.");
        exercise::essay(essay, lines);
    } else {
        exercise::outcome(desk, lines);
        let judged = desk.stage == Stage::Checked && desk.outcome.is_some();
        if judged
            && !matches!(desk.view, View::Field(_) | View::Journey(_) | View::Choices { many: false, .. })
        {
            lines.say("Your answer:");
            desk::marked(&desk.view, lines);
        }
    }
    lines.say(exercise::what_next(desk));
}

fn worked(desk: &Desk<'_>, talk: &Talk, done: &[Command], lines: &mut Lines) {
    let before = talk.before.view.as_ref();
    match (before, &desk.view) {
        (Some(View::Choices { rows: before, .. }), View::Choices { rows, many }) => {
            choices(before, rows, *many, lines);
        }
        (Some(View::Sequence { .. }), View::Sequence { rows }) => sequence(rows, done, lines),
        (Some(View::Slots { items: before, .. }), View::Slots { slots, items, .. }) => {
            self::slots(before, slots, items, lines);
        }
        (_, View::Journey(journey)) => journey::news(journey, lines),
        (_, View::Field(field)) if field.long => lines.say(size(field)),
        (_, View::Field(field)) if field.text.is_empty() => lines.say("Your answer: none yet."),
        (_, View::Field(field)) => lines.say(format!("Your answer: {}", with_unit(&field.text, field))),
        _ => {}
    }
    let long = matches!(&desk.view, View::Field(field) if field.long);
    if desk.can.check && (long || !talk.before.can_check) {
        lines.say(exercise::what_next(desk));
    }
}

fn choices(before: &[Row], rows: &[Row], many: bool, lines: &mut Lines) {
    let replaced = !many && rows.iter().any(|row| row.chosen);
    for (row, number) in rows.iter().zip(1..) {
        let was = before.iter().any(|old| old.item == row.item && old.chosen);
        match (was, row.chosen) {
            (false, true) => lines.say(format!("Chosen: {number}. {}", row.text)),
            (true, false) if !replaced => lines.say(format!("No longer chosen: {number}. {}", row.text)),
            (true, true | false) | (false, false) => {}
        }
    }
}

fn sequence(rows: &[Row], done: &[Command], lines: &mut Lines) {
    if let [Command::Work(Input::Move { item, .. })] = done
        && let Some(at) = rows.iter().position(|row| row.item == *item)
    {
        let state = format!("now {} of {}", at + 1, rows.len());
        lines.say(with_states(&rows[at].text, [state.as_str()]));
        return;
    }
    lines.say("The order now:");
    for (row, number) in rows.iter().zip(1..) {
        lines.say(format!("{number}. {}", row.text));
    }
}

fn slots(before: &[Row], slots: &[SlotRow], items: &[Row], lines: &mut Lines) {
    let mut changed = false;
    for row in items {
        let was = before.iter().find(|old| old.item == row.item).and_then(|old| old.slot);
        if was == row.slot {
            continue;
        }
        changed = true;
        let letters = letters_of(items, row.item);
        let place = row.slot.and_then(|slot| {
            let label = &slots.iter().find(|known| known.slot == slot)?.label;
            Some(format!("in {}, {label}", number_of(slots, slot)?))
        });
        let place = place.unwrap_or_else(|| "out again".to_owned());
        lines.say(format!("{letters}. {}", with_states(&row.text, [place.as_str()])));
    }
    if !changed {
        lines.say("Nothing changed.");
    }
}
