//! The line on top and the line at the foot.

use super::hints::{hints, keys};
use super::key::{mode, page_mode};
use super::page::View;
use super::screen::{Saved, Screen};
use crate::keymap::{Action, Keymap, label_keys};
use crate::session::{Page, Scene};
use crate::text::{DOTS, ELLIPSIS, truncate, width};

/// The sign for words that were cut.
pub(super) fn ellipsis(ascii: bool) -> &'static str {
    if ascii { DOTS } else { ELLIPSIS }
}

/// What this is: course, lesson, step, and its number; the widest form that fits.
pub(super) fn title(scene: &Scene<'_>, screen: &Screen, cells: usize) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let mut number = String::new();
    match (screen.menu(), &scene.crumb) {
        (true, _) => parts.extend(["Menu: what you can do here"]),
        (false, Some(crumb)) => {
            parts.extend([scene.course, crumb.lesson.title.as_str()]);
            if crumb.number > 0 {
                parts.push(crumb.title);
                number = format!(" {}/{}", crumb.number, crumb.of);
            }
        }
        (false, None) => parts.extend([scene.course, page_name(&scene.page)]),
    }
    if scene.bookmarked && scene.crumb.is_some() && !screen.menu() {
        number.push_str(" [bookmark]");
    }
    let room = cells.saturating_sub(width(&number));
    while parts.len() > 1 && width(&parts.join(" - ")) > room {
        parts.remove(0);
    }
    let name = parts.join(" - ");
    format!("{}{number}", truncate(&name, room, ellipsis(screen.look.ascii)))
}

fn page_name(page: &Page<'_>) -> &'static str {
    match page {
        Page::Tour => "Tour",
        Page::Contents(_) => "Contents",
        Page::Reading(_) | Page::Exercise(_) | Page::Gate(_) => "",
        Page::Progress(_) => "Progress",
        Page::Search(_) => "Search",
        Page::Glossary(_) => "Glossary",
        Page::Sources(_) => "Sources",
        Page::Notes(_) => "Notes and bookmarks",
    }
}

/// The foot: what is said, or the keys that matter now; and what became of the work.
///
/// Words at the left, and words that stand at the right end.
pub(super) fn foot(
    scene: &Scene<'_>,
    screen: &Screen,
    keymap: &Keymap,
    view: &View,
    cells: usize,
) -> (String, &'static str) {
    let saved = match &screen.saved {
        Saved::Saved => "saved",
        Saved::Saving => "saving",
        Saved::Failing(_) => "NOT SAVED",
    };
    let room = cells.saturating_sub(width(saved) + 2);
    let cut = |words: &str| truncate(words, room, ellipsis(screen.look.ascii)).into_owned();
    if !screen.pending.is_empty() {
        let pressed = label_keys(&screen.pending, screen.look.ascii);
        return (cut(&format!("{pressed} ...  {}", screen.follow)), saved);
    }
    if let Some(message) = &screen.message {
        return (cut(message), saved);
    }
    if let Saved::Failing(why) = &screen.saved {
        return (cut(why), saved);
    }
    let mut words = Vec::new();
    if view.more() && screen.prompt().is_none() && screen.held.is_none() {
        let mode = if screen.menu() { mode(scene, screen) } else { page_mode(scene, screen) };
        let key = keys(keymap, mode, Action::PageDown, screen.look.ascii);
        words.push(match screen.percent {
            Some(percent) => format!("-- more, {percent} %: {key} --"),
            None => format!("-- more: {key} --"),
        });
    }
    words.extend(hints(scene, screen, keymap, &view.paper, view.focus, view.more()));
    // The last two, menu and help, stay when there is no room for all.
    while words.len() > 1 && width(&words.join("  ")) > room {
        let middle = if words.len() > 3 { words.len() - 3 } else { words.len() - 1 };
        words.remove(middle);
    }
    (cut(&words.join("  ")), saved)
}
