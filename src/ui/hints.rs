//! Keys in words, and the few that matter most at this moment.

use super::held::Held;
use super::key::{editing, mode, page_mode};
use super::paper::{Aim, Deed, Paper};
use super::prompt::Asked;
use super::screen::Screen;
use crate::exercise::{Layout, Slot, View};
use crate::keymap::{Action, Key, Keymap, Mode, label_keys};
use crate::session::{Command, Page, ReviewState, Scene};
use crate::text::width;

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
    // Keys that are pressed one after the other stay in one row.
    let label = |keys: &Vec<Key>| label_keys(keys, ascii).replace(' ', "\u{a0}");
    keys.iter().map(label).collect::<Vec<_>>().join(", ")
}

/// A key that is useful now, with words for what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hint {
    pub(super) key: String,
    /// A shorter key for the same, for where there is little room.
    pub(super) brief: String,
    pub(super) word: &'static str,
    /// A shorter word.
    pub(super) short: &'static str,
    /// Where there is no room for all, those with the highest rank go first.
    pub(super) rank: Rank,
    /// True for what can be done everywhere: it stands at the end, in the same place on all pages.
    pub(super) always: bool,
}

/// How much a hint is worth: what to do here, where help is, how to go on, and the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Here,
    Help,
    On,
    Answer,
    Away,
    Also,
}

/// The most useful keys now in the order in which they are shown.
pub(super) fn hints(
    scene: &Scene<'_>,
    screen: &Screen,
    keymap: &Keymap,
    paper: &Paper,
    focus: Option<usize>,
    more: bool,
) -> Vec<Hint> {
    use Action::{Back, Help};
    let mode = mode(scene, screen);
    let ascii = screen.look.ascii;
    let over = screen.menu() || screen.peek().is_some() || screen.prompt().is_some();
    let mut said = Vec::new();
    for Useful { action, word, short, rank } in useful(scene, screen, paper, focus, more) {
        let labels =
            keymap.keys_for(mode, action).iter().map(|keys| label_keys(keys, ascii)).collect::<Vec<_>>();
        if let Some(key) = labels.first() {
            let shortest = labels.iter().min_by_key(|label| width(label)).filter(|_| action == Action::Help);
            let brief = shortest.unwrap_or(key).clone();
            // In a field and over a page other keys do this.
            let always = [Back, Help].contains(&action) && !over && !editing(scene, screen);
            said.push(Hint { key: key.clone(), brief, word, short, rank, always });
        }
    }
    said
}

struct Useful {
    action: Action,
    word: &'static str,
    short: &'static str,
    rank: Rank,
}

fn hint(action: Action, word: &'static str, rank: Rank) -> Useful {
    Useful { action, word, short: word, rank }
}

fn brief(action: Action, word: &'static str, short: &'static str, rank: Rank) -> Useful {
    Useful { action, word, short, rank }
}

fn useful(
    scene: &Scene<'_>,
    screen: &Screen,
    paper: &Paper,
    focus: Option<usize>,
    more: bool,
) -> Vec<Useful> {
    use Action::{Back, Check, Down, Help, NextLink, NextStep, Open, PageDown, Undo};
    if screen.menu() {
        let mut said = if more { Vec::new() } else { vec![hint(Down, "down", Rank::Also)] };
        said.extend([brief(Open, "do it", "do", Rank::Here), hint(Back, "close", Rank::Help)]);
        return said;
    }
    if screen.peek().is_some() {
        return vec![
            hint(Back, "close", Rank::Here),
            brief(Open, "all about it", "all", Rank::On),
            hint(Help, "help", Rank::Help),
        ];
    }
    if let Some(prompt) = screen.prompt() {
        let leave = if prompt.jot().is_some() { "later" } else { "cancel" };
        return vec![brief(Open, "done", "ok", Rank::Here), hint(Back, leave, Rank::Help)];
    }
    if editing(scene, screen) {
        return match page_mode(scene, screen) {
            Mode::Asking => vec![
                brief(Open, "check", "ok", Rank::Here),
                brief(Back, "leave the field", "leave", Rank::Help),
                hint(Help, "help", Rank::On),
            ],
            _ => vec![
                hint(Check, "hand in", Rank::Answer),
                brief(Back, "leave the text", "leave", Rank::Here),
                hint(Undo, "undo", Rank::Also),
                hint(Help, "help", Rank::Help),
            ],
        };
    }
    let here = focus.and_then(|index| paper.targets.get(index));
    let mut said: Vec<Useful> = Vec::new();
    let held = screen.held;
    if let Some(target) = here {
        let (word, short) = deed_word(scene, &target.deed, &target.aim);
        let (word, short) = match held {
            Some(Held::Slot(_)) => ("take", "take"),
            Some(Held::Row { .. } | Held::Item(_)) => ("drop", "drop"),
            None => (word, short),
        };
        said.push(brief(Open, in_place(scene, word), short, Rank::Here));
    }
    let to_field = here.is_none() && paper.primary == Some(Aim::Field);
    if to_field && !more {
        said.push(hint(Open, "write", Rank::Here));
    }
    let marked = here.map(|target| &target.aim);
    match &scene.page {
        Page::Exercise(desk) => {
            // While there is work, the keys stay in their places wherever the marker goes.
            let button = |action| !desk.can.work && marked == Some(&Aim::Button(action));
            if is_journey(scene) && here.is_none() && desk.can.work && !desk.can.check {
                said.push(hint(Down, "choose", Rank::Here));
            }
            if desk.can.work && matches!(desk.view, View::Sequence { .. }) {
                said.push(hint(Down, "move", if held.is_some() { Rank::On } else { Rank::Also }));
            }
            let unready = matches!(desk.view, View::Journey(_)) && !desk.can.check;
            if desk.can.work && !matches!(desk.view, View::Field(_)) && !unready {
                said.push(hint(Check, "check", Rank::Answer));
            }
            let enters = to_field && !more;
            let field = matches!(desk.view, View::Field(_)) && !matches!(marked, Some(Aim::Reply(_)));
            if desk.can.work && field && !enters {
                said.push(hint(Action::Reply, "write", Rank::Answer));
            }
            if let Some(post) = super::thread::marked_post(scene, screen) {
                let mine = super::thread::is_mine(scene, &post);
                let (act, word) = if mine { (Action::EditPost, "change") } else { (Action::Quote, "quote") };
                said.push(hint(act, word, Rank::Also));
            }
            if desk.thread.as_ref().is_some_and(|thread| thread.unread > 0) {
                said.push(brief(Action::NextUnread, "next new post", "new", Rank::On));
            }
            if desk.can.hint && !button(Action::Hint) {
                said.push(hint(Action::Hint, "hint", Rank::Also));
            }
            if desk.can.retry && !button(Action::Retry) {
                said.push(brief(Action::Retry, "try again", "again", Rank::Answer));
            }
            if !desk.can.work && !button(NextStep) {
                said.push(hint(NextStep, "next", Rank::On));
            }
        }
        Page::Reading(_) => {
            if !more && marked != Some(&Aim::Button(NextStep)) {
                said.push(hint(PageDown, "next", Rank::On));
            }
            if here.is_none() && !paper.targets.is_empty() {
                said.push(hint(NextLink, "links", Rank::Also));
            }
        }
        Page::Contents(_) => match marked {
            Some(Aim::Lesson(lesson)) if screen.opened.contains(lesson) => {
                said.push(hint(Action::Left, "close", Rank::Also));
            }
            Some(Aim::Lesson(_)) => said.push(hint(Action::Right, "steps", Rank::Also)),
            Some(Aim::Step(_)) => said.push(hint(Action::Left, "close", Rank::Also)),
            Some(_) | None => {}
        },
        Page::Progress(report) => {
            if here.is_none() {
                let word = if report.complete { "certificate" } else { "statement" };
                said.push(hint(NextLink, word, Rank::Also));
            }
        }
        Page::Review(page) => {
            if let Some(open) = &page.open {
                said.push(hint(Action::Reply, "comment", Rank::Also));
                if open.state != ReviewState::Given {
                    said.push(brief(Check, "hand in", "send", Rank::Answer));
                }
            }
        }
        Page::Tour
        | Page::Gate(_)
        | Page::Certificate(_)
        | Page::Search(_)
        | Page::Glossary(_)
        | Page::Sources(_)
        | Page::Notes(_)
        | Page::Class(_)
        | Page::People(_)
        | Page::Circles(_)
        | Page::Person(_)
        | Page::Profile(_) => {}
    }
    if let Page::Person(page) = &scene.page
        && page.can_write
        && marked != Some(&Aim::Button(Action::Reply))
    {
        said.push(hint(Action::Reply, "write", Rank::Answer));
    }
    said.push(match &scene.page {
        Page::Tour => brief(Back, "leave the tour", "leave", Rank::Away),
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
        | Page::Review(_) => hint(Back, "back", Rank::Away),
        // What is held goes back where it was: the same key with another word.
        Page::Exercise(_) if held.is_some() => hint(Back, "back", Rank::Help),
        Page::Contents(_) | Page::Reading(_) | Page::Exercise(_) | Page::Gate(_) => {
            hint(Back, "menu", Rank::Away)
        }
    });
    said.push(hint(Help, "help", if held.is_some() { Rank::Away } else { Rank::Help }));
    said
}

/// A word for Enter as wide as the others on this page, so that what stands behind it stays.
fn in_place(scene: &Scene<'_>, word: &'static str) -> &'static str {
    let Page::Exercise(desk) = &scene.page else { return word };
    match (&desk.view, word) {
        _ if !desk.can.work => word,
        (View::Choices { .. }, _) => "choose",
        // One word for both: with each item that is picked up and dropped it would change twice.
        (View::Sequence { .. } | View::Slots { .. }, "pick up" | "choose" | "drop" | "take") => "take/put",
        (View::Sequence { .. } | View::Slots { .. }, _) => "press   ",
        (View::Field(_) | View::Journey(_), _) => word,
    }
}

/// What Enter does to a target, in a few letters and in as few as can be.
fn deed_word(scene: &Scene<'_>, deed: &Deed, aim: &Aim) -> (&'static str, &'static str) {
    let word = match (deed, aim) {
        (_, Aim::Rating(..)) => "rate",
        (_, Aim::Reply(_)) => "reply",
        (Deed::Ask(Asked::Letter(_)), _) => "write",
        (Deed::Ask(Asked::Find(_)), _) => "find",
        (Deed::Ask(_) | Deed::Do(Command::Show(..)), _) => return ("change", "do"),
        (Deed::Do(Command::Join(..)), _) => return ("join", "do"),
        (Deed::Do(Command::Vote(_)), _) => return ("answer", "do"),
        (Deed::Do(Command::Start), _) => "start",
        (Deed::Act(action), _) => return button_word(*action),
        (Deed::Do(_), Aim::Button(_)) => return ("press", "do"),
        (Deed::Do(_) | Deed::Peek(_) | Deed::Jump(_), _) => "open",
        (Deed::Choose(_) | Deed::QuitUnsaved, _) => return ("do it", "do"),
        (Deed::Tick(_), _) if is_journey(scene) => return ("choose", "do"),
        (Deed::Tick(_) | Deed::Try(_), _) => "tick",
        (Deed::Lift(_) | Deed::Take(_) | Deed::Placed(..), _) => return ("pick up", "take"),
        (Deed::Slot(slot), _) if holds(scene, *slot) => return ("pick up", "take"),
        (Deed::Slot(_), _) => return ("choose", "fill"),
        (Deed::Write, _) => return ("write", "edit"),
        (Deed::Look, _) => "look",
    };
    (word, word)
}

fn button_word(action: Action) -> (&'static str, &'static str) {
    match action {
        Action::NextStep => ("next", "next"),
        Action::Check => ("hand in", "send"),
        Action::Hint => ("hint", "hint"),
        Action::Retry => ("try again", "try"),
        _ => ("press", "do"),
    }
}

/// True if what is chosen is final.
fn is_journey(scene: &Scene<'_>) -> bool {
    matches!(&scene.page, Page::Exercise(desk) if matches!(desk.view, View::Journey(_)))
}

/// True if a slot for one item holds one.
fn holds(scene: &Scene<'_>, slot: Slot) -> bool {
    let Page::Exercise(desk) = &scene.page else { return false };
    match &desk.view {
        View::Slots { layout, items, .. } => {
            *layout != Layout::Groups && items.iter().any(|item| item.slot == Some(slot))
        }
        View::Choices { .. } | View::Sequence { .. } | View::Field(_) | View::Journey(_) => false,
    }
}
