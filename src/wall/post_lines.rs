//! Posts in lines: read out a part at a time, with numbers that stay, and done things to in words.

use std::collections::BTreeSet;

use super::console::{Console, View, Wish};
use super::lines::{Answer, Heard, said, say, spot};
use super::page::{Page, PostKey};
use super::posts::{is_new, key, list, moderation, private, words_of};
use super::rows::title;
use crate::class::{Moderation, Roll};
use crate::course::StepId;
use crate::text::{DOTS, clean_line, truncate};

/// The most posts that are said at once.
const MAX_SAID: usize = 20;
/// The most cells of a post in a list.
const MAX_WORDS: usize = 120;

pub(super) const HELP: &str = "\
posts: what was written, new posts first. posts STEP, posts all, more.
post NUMBER: read it. next: the next new post.
hide, show, lock, unlock, pin, unpin NUMBER. write NUMBER WORDS: to its author only.
";

/// Does what is said of posts; nothing if the words are about something else.
pub(super) fn hear(console: &mut Console, word: &str, rest: &str, view: &View<'_>) -> Option<Heard> {
    Some(match done(console, word, rest, view)? {
        Ok(wishes) => {
            let does = wishes.iter().any(|wish| matches!(wish, Wish::Do(_)));
            Heard { words: if does { String::new() } else { say(console, view) }, wishes }
        }
        Err(words) => said(words),
    })
}

/// Gives each post a number that it keeps as long as the trainer is here.
pub(super) fn number_posts(console: &mut Console, view: &View<'_>) {
    let Some(roll) = console.roll(view) else { return };
    let mut keys: Vec<PostKey> = list(console, view, &roll).iter().map(key).collect();
    let known: BTreeSet<&PostKey> = console.numbers.iter().collect();
    keys.retain(|key| !known.contains(key));
    console.numbers.extend(keys);
}

pub(super) fn number_of(console: &Console, key: &PostKey) -> Option<usize> {
    console.numbers.iter().position(|known| known == key).map(|at| at + 1)
}

/// A part of the posts: a whole course of them would be said for hours.
pub(super) fn posts(console: &Console, view: &View<'_>, roll: &Roll<'_>) -> Vec<String> {
    let all = list(console, view, roll);
    let number = |key: &PostKey| number_of(console, key);
    let mut lines: Vec<String> =
        console.topic.iter().map(|step| format!("Only: {}", title(view, step))).collect();
    lines.extend(all.iter().skip(console.told).take(MAX_SAID).filter_map(|post| {
        let mut signs: Vec<&str> = words_of(post.state);
        signs.extend(is_new(console, view, post).then_some("new"));
        let signs = if signs.is_empty() { String::new() } else { format!(" ({})", signs.join(", ")) };
        let (at, what) = (post.at.minute(), title(view, post.step));
        let words = truncate(&clean_line(post.text), MAX_WORDS, DOTS).into_owned();
        Some(format!("{}: {}{signs}, {at}, {what}: {words}", number(&key(post))?, post.name))
    }));
    let left = all.len().saturating_sub(console.told + MAX_SAID);
    match (all.len(), left) {
        (0, _) => lines.push("Nobody has written here yet.".to_owned()),
        (_, 0) => {}
        (_, left) => lines.push(format!("{left} more. Say more to hear them.")),
    }
    lines
}

fn done(console: &mut Console, word: &str, rest: &str, view: &View<'_>) -> Option<Answer<Vec<Wish>>> {
    let act = match word {
        "hide" => Some(Moderation::Hide),
        "show" => Some(Moderation::Show),
        "lock" => Some(Moderation::Lock),
        "unlock" => Some(Moderation::Unlock),
        "pin" => Some(Moderation::Pin),
        "unpin" => Some(Moderation::Unpin),
        _ => None,
    };
    if console.projector && (act.is_some() || matches!(word, "posts" | "post" | "next" | "write")) {
        return Some(Err("Names are hidden. Say names on."));
    }
    Some(match (word, rest) {
        ("posts", step) => chosen(step, view).map(|topic| {
            (console.topic, console.told) = (topic, 0);
            console.go(Page::Posts);
            Vec::new()
        }),
        ("more", "") if console.page == Page::Posts => {
            console.told += MAX_SAID;
            Ok(Vec::new())
        }
        ("post", number) => numbered(console, number).map(|key| console.read_post(key, view)),
        ("next", "") => {
            let wishes = console.next_unread(view);
            console.message.take().map_or(Ok(wishes), |_| Err("You have read all posts."))
        }
        ("write", rest) => match rest.split_once(char::is_whitespace) {
            Some((number, words)) => numbered(console, number)
                .map(|key| vec![Wish::Do(private(view, key, words.trim().to_owned()))]),
            None => Err("Say: write NUMBER WORDS"),
        },
        (_, number) => {
            let act = act?;
            numbered(console, number).map(|key| console.teach(moderation(view, key, act), view))
        }
    })
}

fn chosen(step: &str, view: &View<'_>) -> Answer<Option<StepId>> {
    if step == "all" { Ok(None) } else { spot(step, view).map(|spot| Some(spot.step)) }
}

fn numbered(console: &Console, number: &str) -> Answer<PostKey> {
    let number: usize = number.parse().map_err(|_| "Say the number of a post. posts tells them.")?;
    let found = number.checked_sub(1).and_then(|at| console.numbers.get(at));
    found.cloned().ok_or("There is no post of this number. Say posts to hear the numbers.")
}
