//! The menu: exactly what is possible here, with its keys. It is the help, too.

use super::hints::all_keys;
use super::key::page_mode;
use super::paper::{Deed, Hook, Mark, Paper, Run};
use super::possible::possible;
use super::screen::Screen;
use super::theme::Role;
use super::writer::Writer;
use crate::keymap::{Action, Keymap, Nth, label_keys};
use crate::session::{Page, Scene};
use crate::text;

/// Groups of actions, in the order in which the menu shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Here,
    Go,
    Always,
    Move,
    Write,
}

/// The width at which keys stand beside what they do.
const BESIDE: usize = 44;
/// The cells for what a key does.
const DOES: usize = 40;

/// Writes the menu; `under` is the page below it.
pub(super) fn lay_menu(
    writer: &mut Writer,
    scene: &Scene<'_>,
    screen: &Screen,
    keymap: &Keymap,
    under: &Paper,
) {
    let mode = page_mode(scene, screen);
    let ascii = screen.look.ascii;
    let mut actions: Vec<Action> =
        Action::all().filter(|action| listed(*action) && possible(scene, screen, under, *action)).collect();
    actions.sort_by_key(|action| group(*action));
    let mut last = None;
    for action in actions {
        let group = group(action);
        if last != Some(group) {
            writer.gap();
            writer.say(title(group), Role::Heading);
            last = Some(group);
        }
        let (does, keys) = match action {
            Action::Item(_) => ("Go to a row by its number, or choose it", digits(keymap, screen, mode)),
            Action::Bookmark if scene.bookmarked => {
                ("Remove the bookmark here", all_keys(keymap, mode, action, ascii))
            }
            Action::Bookmark => ("Set a bookmark here", all_keys(keymap, mode, action, ascii)),
            Action::Note if scene.note.is_some() => {
                ("Change your note here", all_keys(keymap, mode, action, ascii))
            }
            Action::Check => (check_word(scene), all_keys(keymap, mode, action, ascii)),
            _ => (action.help(), all_keys(keymap, mode, action, ascii)),
        };
        let hook = Hook::new(super::paper::Aim::Button(action), Deed::Choose(action), Mark::Gutter);
        if writer.paper.default.is_none() {
            writer.paper.default = Some(hook.aim.clone());
        }
        writer.target(hook, |writer| lay_entry(writer, does, &keys));
    }
}

fn lay_entry(writer: &mut Writer, does: &str, keys: &str) {
    // A hyphen at which no row breaks; it is drawn as any other.
    let keys = keys.replace('-', "\u{2011}");
    if writer.width() >= BESIDE {
        let rest = " ".repeat(DOES);
        writer.within(&text::pad(does, DOES), &rest, |writer| writer.say(keys, Role::Strong));
    } else {
        writer.within("", "  ", |writer| {
            let first = keys.split(", ").next().unwrap_or("");
            writer.flow(&[Run::new(format!("{does}: "), Role::Text), Run::new(first, Role::Strong)]);
        });
    }
}

fn check_word(scene: &Scene<'_>) -> &'static str {
    match &scene.page {
        Page::Exercise(desk) if desk.thread.is_some() => "Post what I wrote",
        Page::Exercise(desk) if desk.task.body.solution().is_none() => "Hand in what I wrote",
        _ => "Check my answer",
    }
}

fn digits(keymap: &Keymap, screen: &Screen, mode: crate::keymap::Mode) -> String {
    let key = |number| {
        let nth = Nth::new(number)?;
        let keys = keymap.keys_for(mode, Action::Item(nth));
        keys.first().map(|keys| label_keys(keys, screen.look.ascii))
    };
    match (key(1), key(9)) {
        (Some(first), Some(last)) => format!("{first} to {last}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => String::new(),
    }
}

/// One row for all digits, and none for the menu itself.
fn listed(action: Action) -> bool {
    match action {
        Action::Item(nth) => nth.index() == 0,
        Action::Menu | Action::Help => false,
        _ => true,
    }
}

fn title(group: Group) -> &'static str {
    match group {
        Group::Here => "Here",
        Group::Go => "Go to",
        Group::Always => "Always",
        Group::Move => "Moving",
        Group::Write => "Writing",
    }
}

fn group(action: Action) -> Group {
    match action {
        Action::NextStep
        | Action::PreviousStep
        | Action::Open
        | Action::Take
        | Action::PutBack
        | Action::Back
        | Action::Check
        | Action::Retry
        | Action::Hint
        | Action::Solution
        | Action::Undo
        | Action::Redo
        | Action::Reply
        | Action::Item(_) => Group::Here,
        Action::Menu
        | Action::Help
        | Action::Contents
        | Action::Continue
        | Action::Progress
        | Action::Search
        | Action::Glossary
        | Action::Sources
        | Action::Notes => Group::Go,
        Action::Note
        | Action::Bookmark
        | Action::Report
        | Action::Theme
        | Action::Mouse
        | Action::Redraw
        | Action::Suspend
        | Action::Quit => Group::Always,
        Action::Up
        | Action::Down
        | Action::Left
        | Action::Right
        | Action::PageUp
        | Action::PageDown
        | Action::LineUp
        | Action::LineDown
        | Action::First
        | Action::Last
        | Action::NextLink
        | Action::PreviousLink => Group::Move,
        Action::NewLine
        | Action::WordLeft
        | Action::WordRight
        | Action::RowStart
        | Action::RowEnd
        | Action::SelectLeft
        | Action::SelectRight
        | Action::SelectUp
        | Action::SelectDown
        | Action::SelectWordLeft
        | Action::SelectWordRight
        | Action::SelectRowStart
        | Action::SelectRowEnd
        | Action::SelectAll
        | Action::DeleteBack
        | Action::DeleteForward
        | Action::DeleteWordBack
        | Action::DeleteWordForward
        | Action::DeleteToRowEnd
        | Action::Cut
        | Action::Copy
        | Action::Paste => Group::Write,
    }
}
