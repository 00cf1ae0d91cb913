//! The keys at the foot: as many as there is room for, what to do here and where help is first.

use super::chrome::{ellipsis, foot_room, foot_room_beside_number};
use super::hints::{Hint, Rank, hints};
use super::key::{mode, page_mode};
use super::page::View;
use super::screen::Screen;
use crate::keymap::{Action, Keymap, Mode, label_keys};
use crate::session::Scene;
use crate::text::{truncate, width};

/// The keys that matter now, as many as there is room for.
pub(super) fn foot(scene: &Scene<'_>, screen: &Screen, keymap: &Keymap, view: &View) -> String {
    let room = foot_room(scene, screen);
    let mut hints = hints(scene, screen, keymap, &view.paper, view.focus, view.more());
    let full = |hint: &Hint| format!("{} {}", hint.key, hint.word);
    if let Some(more) = more(scene, screen, keymap, view) {
        // Where it comes and goes with each turn of the page, the other words stay in their places:
        // it stands behind them, or where "next" stands at the end of a page.
        let at = if view.focus.is_some() { hints.len() } else { 0 };
        let all = hints.iter().chain([&more]).map(full).collect::<Vec<_>>().join("  ");
        hints.insert(if width(&all) <= room { at } else { 0 }, more);
    }
    let still = foot_room_beside_number(scene, screen).min(room);
    if let Some(words) = parted(&hints, still).or_else(|| parted(&hints, room)) {
        return words;
    }
    let words = fitted(hints, room);
    truncate(&words, room, ellipsis(screen.look.ascii)).into_owned()
}

/// The key that shows more of the page, if there is more.
fn more(scene: &Scene<'_>, screen: &Screen, keymap: &Keymap, view: &View) -> Option<Hint> {
    let over = screen.prompt().is_some() || screen.peek().is_some();
    let busy = over || mode(scene, screen).takes_text();
    if busy || !view.more() {
        return None;
    }
    let mode = if screen.menu() { Mode::Listing } else { page_mode(scene, screen) };
    let label = |action| {
        let keys = keymap.keys_for(mode, action);
        keys.first().map(|keys| label_keys(keys, screen.look.ascii))
    };
    let key = label(Action::PageDown)?;
    // With nothing marked Enter turns the page, too; with something marked Down goes on.
    let marked = view.focus.is_some();
    let other = label(if marked { Action::Down } else { Action::Open });
    let brief = other.filter(|other| width(other) + 2 < width(&key)).unwrap_or_else(|| key.clone());
    let rank = if marked { Rank::On } else { Rank::Here };
    Some(Hint { key, brief, word: "more", short: "more", rank, always: false })
}

/// What to do here at the left, what can be done everywhere at the right; nothing if that is too much.
///
/// From page to page the words at the right stay where they are.
fn parted(hints: &[Hint], room: usize) -> Option<String> {
    let words = |always: bool| {
        let hints = hints.iter().filter(|hint| hint.always == always);
        hints.map(|hint| format!("{} {}", hint.key, hint.word)).collect::<Vec<_>>().join("  ")
    };
    let (here, always) = (words(false), words(true));
    let blanks = room.checked_sub(width(&here) + width(&always))?;
    (blanks >= 2 && !always.is_empty()).then(|| format!("{here}{}{always}", " ".repeat(blanks)))
}

/// The hints in the fullest form that fits: shorter keys, then shorter words, then fewer of them.
fn fitted(mut hints: Vec<Hint>, room: usize) -> String {
    let keys = |hint: &Hint| format!("{} {}", hint.key, hint.word);
    let brief = |hint: &Hint| format!("{} {}", hint.brief, hint.word);
    let no_help = |hint: &Hint| match hint.word {
        "help" => hint.brief.clone(),
        _ => brief(hint),
    };
    let short = |hint: &Hint| match hint.word {
        "help" => hint.brief.clone(),
        _ => format!("{} {}", hint.brief, hint.short),
    };
    let forms: [&dyn Fn(&Hint) -> String; 4] = [&keys, &brief, &no_help, &short];
    loop {
        for form in forms {
            let words = hints.iter().map(form).collect::<Vec<_>>().join("  ");
            if width(&words) <= room {
                return words;
            }
        }
        let last = hints.iter().map(|hint| hint.rank).max();
        match hints.iter().rposition(|hint| Some(hint.rank) == last) {
            Some(at) if hints.len() > 2 => {
                hints.remove(at);
            }
            Some(at) if hints.len() == 2 => {
                let words = hints.iter().enumerate();
                let words = words.map(|(nth, hint)| if nth == at { hint.brief.clone() } else { short(hint) });
                let words = words.collect::<Vec<_>>().join("  ");
                if width(&words) <= room {
                    return words;
                }
                hints.remove(at);
            }
            Some(_) | None => return hints.first().map(short).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(key: &str, brief: &str, word: &'static str, short: &'static str, rank: Rank) -> Hint {
        Hint { key: key.to_owned(), brief: brief.to_owned(), word, short, rank, always: false }
    }

    #[test]
    fn where_there_is_little_room_the_least_important_goes_first() {
        let hints = vec![
            hint("PageDown", "v", "more", "more", Rank::On),
            hint("Enter", "Enter", "pick up", "take", Rank::Here),
            hint("c", "c", "check", "check", Rank::Answer),
            hint("m", "m", "menu", "menu", Rank::Away),
            hint("?", "?", "help", "help", Rank::Help),
        ];
        for (room, words) in [
            (80, "PageDown more  Enter pick up  c check  m menu  ? help"),
            (50, "v more  Enter pick up  c check  m menu  ? help"),
            (42, "v more  Enter pick up  c check  m menu  ?"),
            (40, "v more  Enter take  c check  m menu  ?"),
            (33, "v more  Enter pick up  c check  ?"),
            (22, "v more  Enter take  ?"),
            (20, "Enter pick up  ?"),
            (13, "Enter take  ?"),
            (12, "Enter take"),
        ] {
            assert_eq!(fitted(hints.clone(), room), words);
        }
        let two = vec![
            hint("Enter", "Enter", "do it", "do", Rank::Here),
            hint("Esc", "Esc", "close", "close", Rank::Help),
        ];
        assert_eq!(fitted(two, 13), "Enter do  Esc");
        assert_eq!(fitted(Vec::new(), 13), "");
    }
}
