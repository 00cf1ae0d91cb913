//! The menu: exactly what is possible here, with a key for each. The help has all their keys.

use super::costs::lay_costs;
use super::hints::{all_keys, keys};
use super::key::{editing, page_key, page_mode};
use super::paper::{Deed, Hook, Mark, Paper, Run};
use super::possible::{numbered, possible};
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
    let help = screen.help();
    let mut actions: Vec<Action> = Action::all()
        .filter(|action| listed(*action, help) && possible(scene, screen, under, *action))
        .collect();
    // No one opens a menu to go down a row, or to come to the menu.
    actions.retain(|action| help || group(*action) != Group::Move);
    actions.retain(|action| help || *action != Action::Back || leads_back(scene, screen));
    actions.sort_by_key(|action| group(*action));
    // One row for all digits, if there are any.
    let digits = digits(scene, screen, keymap, under);
    let mut numbers = 0;
    actions.retain(|action| {
        numbers += usize::from(matches!(action, Action::Item(_)));
        !matches!(action, Action::Item(_)) || (numbers == 1 && !digits.is_empty())
    });
    if let Some(detail) = marked(scene, screen, under) {
        writer.say(detail, Role::Text);
    }
    let mut last = None;
    for action in actions {
        let group = group(action);
        if last != Some(group) {
            writer.gap();
            writer.say(title(group), Role::Heading);
            last = Some(group);
        }
        let keys = match action {
            Action::Item(_) => digits.clone(),
            _ if help => all_keys(keymap, mode, action, ascii),
            _ => keys(keymap, mode, action, ascii),
        };
        let does = does(scene, screen, action);
        let hook = Hook::new(super::paper::Aim::Button(action), Deed::Choose(action), Mark::Gutter);
        if writer.paper.default.is_none() {
            writer.paper.default = Some(hook.aim.clone());
        }
        writer.target(hook, |writer| lay_entry(writer, does, &keys));
    }
    if help {
        lay_costs(writer, screen.costs);
    }
}

fn lay_entry(writer: &mut Writer, does: &str, keys: &str) {
    // A hyphen at which no row breaks; it is drawn as any other.
    let keys = keys.replace('-', "\u{2011}");
    if writer.width() >= BESIDE {
        let rest = " ".repeat(DOES);
        writer.within(&text::pad(does, DOES), &rest, |writer| writer.say(keys, Role::Text));
    } else {
        writer.within("", "  ", |writer| {
            writer.flow(&[Run::new(format!("{does}: "), Role::Text), Run::new(keys, Role::Text)]);
        });
    }
}

/// All that can be said about what is marked on the page below.
fn marked<'a>(scene: &Scene<'_>, screen: &Screen, under: &'a Paper) -> Option<&'a str> {
    let aim = screen.known(&page_key(scene, screen))?.focus.as_ref()?;
    let target = under.find(aim).and_then(|index| under.targets.get(index))?;
    target.detail.as_deref()
}

/// What an action does here.
fn does(scene: &Scene<'_>, screen: &Screen, action: Action) -> &'static str {
    match action {
        Action::Item(_) if matches!(scene.page, Page::Contents(_)) => "Go to a module by its number",
        Action::Item(_) => "Go to a row by its number, or choose it",
        Action::Bookmark if scene.bookmarked => "Remove the bookmark here",
        Action::Bookmark => "Set a bookmark here",
        Action::Search if matches!(scene.page, Page::People(_)) => "Find people",
        Action::Reply if matches!(scene.page, Page::Person(_)) => "Write them a note",
        Action::Note if scene.note.is_some() => "Change your note here",
        Action::Check => check_word(scene),
        Action::Reply if matches!(scene.page, Page::Review(_)) => "Write my comment",
        Action::EditPost if super::thread::edited(scene).is_some() => "Leave my post as it was",
        Action::Back if editing(scene, screen) => "Leave the text",
        Action::Back => match &scene.page {
            Page::Tour => "Leave the tour",
            Page::Contents(_) | Page::Gate(_) | Page::Reading(_) => "Go to the menu",
            Page::Exercise(_) => "Put back, or go to the menu",
            Page::Progress(_)
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
            | Page::Review(_) => "Go back",
        },
        _ => action.help(),
    }
}

/// True if going back leads to something else than the menu.
fn leads_back(scene: &Scene<'_>, screen: &Screen) -> bool {
    scene.page.is_aside() || editing(scene, screen)
}

fn check_word(scene: &Scene<'_>) -> &'static str {
    match &scene.page {
        Page::Exercise(desk) if desk.thread.is_some() => "Post what I wrote",
        Page::Exercise(desk) if desk.task.body.solution().is_none() => "Hand in what I wrote",
        Page::Review(_) => "Hand in my review",
        _ => "Check my answer",
    }
}

/// The digits that lead to rows of the page.
fn digits(scene: &Scene<'_>, screen: &Screen, keymap: &Keymap, under: &Paper) -> String {
    let mode = page_mode(scene, screen);
    let rows = numbered(scene, under);
    let nth = |number: usize| Nth::new(number).filter(|nth| rows.iter().any(|(row, _)| *row == nth.index()));
    let bound = (1..=9).filter_map(nth).filter_map(|nth| {
        let keys = keymap.keys_for(mode, Action::Item(nth));
        keys.first().map(|keys| label_keys(keys, screen.look.ascii))
    });
    let labels: Vec<String> = bound.collect();
    match labels.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first, .., last] => format!("{first} to {last}"),
    }
}

/// The menu does not name itself.
fn listed(action: Action, help: bool) -> bool {
    match action {
        Action::Menu | Action::Help => help,
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
        | Action::Quote
        | Action::EditPost
        | Action::DeletePost
        | Action::Item(_) => Group::Here,
        Action::Menu
        | Action::Help
        | Action::Contents
        | Action::Continue
        | Action::Progress
        | Action::NextUnread
        | Action::Search
        | Action::Glossary
        | Action::Sources
        | Action::Notes
        | Action::Class
        | Action::People => Group::Go,
        Action::Note
        | Action::Bookmark
        | Action::Report
        | Action::Theme
        | Action::Look
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
