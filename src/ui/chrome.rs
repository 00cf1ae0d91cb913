//! The line on top, and what is said at the foot.

use super::frame::{edge, foot_columns};
use super::key::{editing, mode};
use super::screen::{Saved, Screen};
use crate::keymap::{Action, Keymap, label_keys};
use crate::session::{Page, Scene};
use crate::text::{DOTS, ELLIPSIS, clean_line, truncate, width, wrap};

/// The sign for words that were cut.
pub(super) fn ellipsis(ascii: bool) -> &'static str {
    if ascii { DOTS } else { ELLIPSIS }
}

const MENU: &str = "Menu: what you can do here";
const HELP: &str = "Help: the keys that work here";
const WARNING: &str = "Not everything is saved";

/// The cells from which on the title names what the page is part of.
const WHOLE_TITLE: usize = 56;

/// What this is: the lesson, the step, and its number; narrow screens name the step alone.
///
/// From step to step of a lesson the same parts are named, so that the eyes find them in one place.
pub(super) fn title(scene: &Scene<'_>, screen: &Screen, cells: usize) -> String {
    let mut number = String::new();
    let (whole, name) = match (screen.menu(), &scene.crumb) {
        (true, _) if screen.warning().is_some() => ("", WARNING),
        (true, _) => ("", if screen.help() { HELP } else { MENU }),
        (false, Some(crumb)) if crumb.number > 0 => {
            number = format!(" {}/{}", crumb.number, crumb.of);
            (crumb.lesson.title.as_str(), crumb.title)
        }
        (false, Some(crumb)) => (scene.course, crumb.lesson.title.as_str()),
        (false, None) => (scene.course, page_name(&scene.page)),
    };
    // On a computer of several people, each should see whose pages these are.
    let own =
        matches!(scene.page, Page::Contents(_) | Page::Progress(_) | Page::Certificate(_)) && !screen.menu();
    let owned = own.then(|| format!("{name} ({})", scene.learner));
    let name = owned.as_deref().unwrap_or(name);
    if scene.bookmarked && scene.crumb.is_some() && !screen.menu() {
        number.push_str(" [bookmark]");
    }
    let room = cells.saturating_sub(width(&number));
    let long = format!("{whole} - {name}");
    let fits = !whole.is_empty() && cells >= WHOLE_TITLE && width(&long) <= room;
    let name = if fits { long.as_str() } else { name };
    format!("{}{number}", truncate(name, room, ellipsis(screen.look.ascii)))
}

fn page_name(page: &Page<'_>) -> &'static str {
    match page {
        Page::Tour => "Tour",
        Page::Contents(_) => "Contents",
        Page::Reading(_) | Page::Exercise(_) | Page::Gate(_) => "",
        Page::Progress(_) => "Progress",
        Page::Certificate(page) if page.completed.is_none() => "Statement of progress",
        Page::Certificate(_) => "Certificate",
        Page::Search(_) => "Search",
        Page::Glossary(_) => "Glossary",
        Page::Sources(_) => "Sources",
        Page::Notes(_) => "Notes and bookmarks",
        Page::Class(_) => "Your class",
        Page::People(_) => "People",
        Page::Circles(_) => "Groups",
        Page::Person(_) => "Person",
        Page::Profile(_) => "My profile",
        Page::Review(_) => "Review",
    }
}

/// The most rows that a sentence at the foot takes.
const MAX_SAID: usize = 3;

const NOT_SAVED: &str = "NOT SAVED";
/// The width from which on words at the foot are written in full.
const WHOLE_WORD: u16 = 40;

/// The word for what became of the work.
///
/// While a text is written it is on its way at each letter and on the disk at each pause. To say so
/// each time would cost more than the letters do, so one word says that this goes on by itself.
fn saved(scene: &Scene<'_>, screen: &Screen) -> &'static str {
    match &screen.saved {
        Saved::Failing(_) => NOT_SAVED,
        Saved::Saved | Saved::Saving if writes(scene, screen) => {
            if screen.look.columns >= WHOLE_WORD {
                "autosave"
            } else {
                "auto"
            }
        }
        Saved::Saved => "saved",
        Saved::Saving => "saving",
    }
}

/// What a window that shows no page must say nevertheless: that work is not saved, and why.
pub(super) fn at_stake(screen: &Screen) -> Option<String> {
    match (screen.warning(), &screen.saved) {
        (Some(warning), _) => Some(format!("{NOT_SAVED}, so curricle did not end: {}", warning.why())),
        (None, Saved::Failing(why)) => Some(format!("{NOT_SAVED}: {why}")),
        (None, Saved::Saved | Saved::Saving) => None,
    }
}

/// True while letters go into a text that is kept.
fn writes(scene: &Scene<'_>, screen: &Screen) -> bool {
    match screen.prompt() {
        Some(prompt) => prompt.jot().is_some(),
        None => !screen.menu() && editing(scene, screen),
    }
}

/// What stands at the end of the foot: how far the last turn of a page led, and what became of the work.
///
/// Here a number of another length moves no other word.
pub(super) fn state(scene: &Scene<'_>, screen: &Screen) -> String {
    let saved = saved(scene, screen);
    match screen.percent.filter(|_| usize::from(screen.look.columns) >= WHOLE_TITLE && !screen.menu()) {
        Some(percent) => format!("{percent} %  {saved}"),
        None => saved.to_owned(),
    }
}

/// What a trainer said and the learner has not looked at, and the key that shows it.
fn from_class(scene: &Scene<'_>, screen: &Screen, keymap: &Keymap) -> Option<String> {
    if matches!(scene.page, Page::Tour | Page::Class(_)) || screen.menu() || screen.prompt().is_some() {
        return None;
    }
    let keys = keymap.keys_for(mode(scene, screen), Action::Class);
    let key = keys.first().map(|keys| label_keys(keys, screen.look.ascii)).unwrap_or_default();
    match (scene.unheard.last(), scene.unanswered, scene.unheard.len()) {
        (Some(word), _, 1) => Some(format!("{key} seen. {}: {}", word.by, word.text)),
        (Some(word), _, count) => Some(format!("{key} see {count}. {}: {}", word.by, word.text)),
        (None, Some(poll), _) => Some(format!("{key} answer. Poll: {}", poll.question)),
        (None, None, _) => None,
    }
}

/// The cells at the foot that are left of what stands at its end.
pub(super) fn foot_room(scene: &Scene<'_>, screen: &Screen) -> usize {
    beside(screen, width(&state(scene, screen)))
}

/// The same with blanks for a number, so that the words beside it stay when it comes.
pub(super) fn foot_room_beside_number(scene: &Scene<'_>, screen: &Screen) -> usize {
    beside(screen, width(saved(scene, screen)) + NUMBER)
}

fn beside(screen: &Screen, end: usize) -> usize {
    foot_columns(screen.look).saturating_sub(edge(screen.look) + end + 2).max(1)
}

/// The cells of `100 %` and the blanks behind it.
const NUMBER: usize = 7;

/// The rows of what is said at the foot; none if keys stand there.
pub(super) fn said(scene: &Scene<'_>, screen: &Screen, keymap: &Keymap) -> Vec<String> {
    let ascii = screen.look.ascii;
    let sentence = match (&screen.pending[..], &screen.message, &screen.saved) {
        ([_, ..], _, _) => format!("{} ...  {}", label_keys(&screen.pending, ascii), screen.follow),
        ([], Some(message), _) => message.clone(),
        ([], None, Saved::Failing(why)) => why.clone(),
        ([], None, Saved::Saved | Saved::Saving) => match from_class(scene, screen, keymap) {
            Some(words) => words,
            None => return Vec::new(),
        },
    };
    let room = foot_room(scene, screen);
    let sentence = clean_line(&sentence);
    let mut rows: Vec<String> =
        wrap(&sentence, room).into_iter().map(|row| sentence[row].to_owned()).collect();
    if rows.len() > MAX_SAID {
        rows.truncate(MAX_SAID);
        if let Some(last) = rows.last_mut() {
            *last = truncate(&format!("{last} {}", "-".repeat(room)), room, ellipsis(ascii)).into_owned();
        }
    }
    rows
}
