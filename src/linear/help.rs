//! What can be said here.

use super::answers::gestures;
use super::desk;
use super::hear::{Heard, quoted};
use super::lines::{Lines, count};
use super::lists::has_entries;
use super::talk::Talk;
use super::words::{WORDS, Word, find};
use crate::exercise::View;
use crate::session::{Page, Scene};
use crate::source::nearest;

/// Says what can be said here, or what one word does.
pub(super) fn help(scene: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    let mut lines = Lines::default();
    if !rest.is_empty() {
        match find(rest) {
            Some(word) => lines.say(line(scene, word)),
            None => {
                let names = WORDS.iter().flat_map(Word::spellings);
                let near = nearest(&rest.to_lowercase(), names).unwrap_or("help");
                lines.say(format!("There is no command {}. Did you mean {near}?", quoted(rest)));
            }
        }
        return Heard::Say(lines.finish(talk.width()));
    }
    let words: Vec<&Word> = WORDS.iter().filter(|word| (word.works)(scene, talk)).collect();
    let own = own(scene);
    lines.say(format!("Here you can say {}:", count(words.len() + own.len(), "thing", "things")));
    for (say, does) in own {
        lines.say(format!("- {say}: {does}"));
    }
    for word in words {
        lines.say(line(scene, word));
    }
    Heard::Say(lines.finish(talk.width()))
}

fn line(scene: &Scene<'_>, word: &Word) -> String {
    let with = if word.with.is_empty() { String::new() } else { format!(" {}", word.with) };
    let others: String = word
        .others
        .iter()
        .filter(|other| !is_item(scene, other))
        .map(|other| format!(", or {other}"))
        .collect();
    format!("- {}{with}{others}: {}", word.name, word.help)
}

/// True if a short word means an item here.
fn is_item(scene: &Scene<'_>, short: &str) -> bool {
    match &scene.page {
        Page::Exercise(at) => match &at.view {
            View::Slots { items, .. } => (0..items.len()).any(|item| desk::letters(item) == short),
            View::Choices { .. } | View::Sequence { .. } | View::Field(_) | View::Journey(_) => false,
        },
        _ => false,
    }
}

/// What only this page understands.
fn own(scene: &Scene<'_>) -> Vec<(&'static str, &'static str)> {
    match &scene.page {
        Page::Exercise(desk) if desk.can.work => gestures(&desk.view).to_vec(),
        Page::Reading(_) => vec![("Enter", "go to the next step")],
        Page::Contents(_) => vec![("Enter", "go on where you stopped"), ("2", "open lesson 2")],
        Page::Tour => vec![("Enter", "leave the tour")],
        Page::Gate(_) if has_entries(scene) => vec![("1", "look at attempt 1")],
        _ if has_entries(scene) => vec![("2", "open entry 2")],
        _ => Vec::new(),
    }
}
