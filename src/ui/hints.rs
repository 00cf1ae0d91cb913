//! Keys in words, and the few that matter most at this moment.

use super::held::Held;
use super::key::{editing, mode, page_mode};
use super::paper::{Aim, Deed, Paper};
use super::screen::Screen;
use crate::exercise::{Layout, Slot, View};
use crate::keymap::{Action, Keymap, Mode, label_keys};
use crate::session::{Page, Scene};

/// The first keys for an action, for people; what can be done is always in the menu.
pub(super) fn keys(keymap: &Keymap, mode: Mode, action: Action, ascii: bool) -> String {
    match keymap.keys_for(mode, action).first() {
        Some(keys) => label_keys(keys, ascii),
        None => match keymap.keys_for(mode, Action::Menu).first() {
            Some(keys) if action != Action::Menu => format!("{} (menu)", label_keys(keys, ascii)),
            Some(_) | None => "?".to_owned(),
        },
    }
}

/// All keys for an action, apart by commas.
pub(super) fn all_keys(keymap: &Keymap, mode: Mode, action: Action, ascii: bool) -> String {
    let keys = keymap.keys_for(mode, action);
    keys.iter().take(3).map(|keys| label_keys(keys, ascii)).collect::<Vec<_>>().join(", ")
}

/// The most useful keys now, the most useful first, each with a word for what it does.
pub(super) fn hints(
    scene: &Scene<'_>,
    screen: &Screen,
    keymap: &Keymap,
    paper: &Paper,
    focus: Option<usize>,
    more: bool,
) -> Vec<String> {
    let mode = mode(scene, screen);
    let ascii = screen.look.ascii;
    let useful = useful(scene, screen, paper, focus, more);
    let mut said = Vec::new();
    for (action, word) in useful {
        if let Some(keys) = keymap.keys_for(mode, action).first() {
            said.push(format!("{} {word}", label_keys(keys, ascii)));
        }
    }
    said
}

fn useful(
    scene: &Scene<'_>,
    screen: &Screen,
    paper: &Paper,
    focus: Option<usize>,
    more: bool,
) -> Vec<(Action, &'static str)> {
    use Action::{Back, Check, Down, Help, Hint, Menu, NextLink, NextStep, Open, PageDown, Take, Undo};
    if screen.menu() {
        return vec![(Down, "down"), (Open, "do it"), (Back, "close")];
    }
    if let Some(prompt) = screen.prompt() {
        let leave = if prompt.jot().is_some() { "later" } else { "cancel" };
        return vec![(Open, "done"), (Back, leave)];
    }
    if screen.held.is_some() {
        return match screen.held {
            Some(Held::Row { .. }) => vec![(Down, "move"), (Take, "drop"), (Back, "put back")],
            Some(Held::Item(_)) => vec![(Take, "drop"), (Back, "put back")],
            Some(Held::Slot(_)) => vec![(Take, "take this"), (Back, "cancel")],
            None => Vec::new(),
        };
    }
    let here = focus.and_then(|index| paper.targets.get(index));
    let mut said: Vec<(Action, &'static str)> = Vec::new();
    if editing(scene, screen) {
        return match page_mode(scene, screen) {
            Mode::Asking => vec![(Open, "check"), (Back, "leave the field"), (Help, "help")],
            _ => vec![(Check, "hand in"), (Back, "leave the text"), (Undo, "undo"), (Help, "help")],
        };
    }
    if let Some(target) = here {
        said.push((Open, deed_word(scene, &target.deed, &target.aim)));
    }
    match &scene.page {
        Page::Exercise(desk) => {
            if desk.can.work && !matches!(desk.view, View::Field(_)) {
                said.push((Check, "check"));
            }
            if desk.can.hint {
                said.push((Hint, "hint"));
            }
            if desk.can.retry {
                said.push((Action::Retry, "try again"));
            }
            if !desk.can.work {
                said.push((NextStep, "next"));
            }
        }
        Page::Reading(_) => {
            if !more {
                said.push((PageDown, "next"));
            }
            if here.is_none() && !paper.targets.is_empty() {
                said.push((NextLink, "links"));
            }
        }
        Page::Contents(_) => match here.map(|target| &target.aim) {
            Some(Aim::Lesson(lesson)) if screen.opened.contains(lesson) => said.push((Action::Left, "close")),
            Some(Aim::Lesson(_)) => said.push((Action::Right, "steps")),
            Some(Aim::Step(_)) => said.push((Action::Left, "close")),
            Some(_) | None => {}
        },
        Page::Tour
        | Page::Gate(_)
        | Page::Progress(_)
        | Page::Search(_)
        | Page::Glossary(_)
        | Page::Sources(_)
        | Page::Notes(_) => {}
    }
    let back = match &scene.page {
        Page::Tour
        | Page::Progress(_)
        | Page::Search(_)
        | Page::Glossary(_)
        | Page::Sources(_)
        | Page::Notes(_) => (Back, "back"),
        Page::Contents(_) | Page::Reading(_) | Page::Exercise(_) | Page::Gate(_) => (Menu, "menu"),
    };
    said.push(back);
    said.push((Help, "help"));
    said
}

fn deed_word(scene: &Scene<'_>, deed: &Deed, aim: &Aim) -> &'static str {
    match (deed, aim) {
        (_, Aim::Rating(..)) => "rate",
        (_, Aim::Reply(_)) => "reply",
        (Deed::Do(_), Aim::Button(_)) | (Deed::Act(_), _) => "press",
        (Deed::Do(_) | Deed::Jump(_), _) => "open",
        (Deed::Choose(_) | Deed::QuitUnsaved, _) => "do it",
        (Deed::Tick(_) | Deed::Try(_), _) => "tick",
        (Deed::Lift(_) | Deed::Take(_) | Deed::Placed(..), _) => "pick up",
        (Deed::Slot(slot), _) if holds(scene, *slot) => "pick up",
        (Deed::Slot(_), _) => "choose",
        (Deed::Write, _) => "write",
        (Deed::Look, _) => "look",
    }
}

/// True if a slot for one item holds one.
fn holds(scene: &Scene<'_>, slot: Slot) -> bool {
    let Page::Exercise(desk) = &scene.page else { return false };
    match &desk.view {
        View::Slots { layout, items, .. } => {
            *layout != Layout::Groups && items.iter().any(|item| item.slot == Some(slot))
        }
        View::Choices { .. } | View::Sequence { .. } | View::Field(_) => false,
    }
}
