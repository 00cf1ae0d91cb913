//! Classes in lines: what a trainer says to make one, let people in, and take tables home.

use super::class_orders::{code_for, dates, import, new_class, new_code, rename, take_out, trainer};
use super::classes::known;
use super::console::{Console, View, Wish};
use super::lines::{Heard, said, say};
use super::page::Page;
use crate::class::{CohortId, MAX_ROSTER, Order};
use crate::course::LearnerId;

/// What ends a list of people.
const END: &str = ".";
const NO_CLASS: &str = "You lead no class here. Say classes.";

pub(super) const HELP: &str = "\
classes: those you lead. class NAME: one of them. new class NAME.
name WORDS, dates OPENS / CLOSES: change the class. none means no date.
code USES DAYS: a join code. code for NAME: for one only. withdraw CODE.
list: take in a list of people, line by line. trainer NAME. out NAME.
export TABLE: members, results, responses, posts or essay-marks.
";

/// Does what is said of classes; nothing if the words are about something else.
pub(super) fn hear(console: &mut Console, word: &str, rest: &str, view: &View<'_>) -> Option<Heard> {
    let heard = match (word, rest) {
        ("new", rest) => {
            let name = rest.strip_prefix("class ").map(str::trim).filter(|name| !name.is_empty());
            name.map(|name| new_class(name.to_owned(), view)).ok_or("Say: new class NAME")
        }
        ("classes" | "8", "") => {
            console.go(Page::Classes);
            return Some(shown(console, view));
        }
        ("class", _) if console.projector => Err("Names are hidden. Say names on."),
        ("class", name) => {
            let id = if name.is_empty() { console.class(view) } else { Some(CohortId::from(name)) };
            match id.filter(|id| known(view, id).is_some()) {
                Some(id) => {
                    console.open_class(id, view);
                    return Some(shown(console, view));
                }
                None => Err("You lead no such class. Say classes to hear which."),
            }
        }
        ("withdraw", code) => Ok(Order::Withdraw { code: code.to_owned() }),
        ("name" | "dates" | "code" | "list" | "trainer" | "out" | "export", _) => match console.class(view) {
            Some(id) => match of_class(console, &id, word, rest, view) {
                Ok(Some(order)) => Ok(order),
                Ok(None) => {
                    return Some(said("Say the list line by line; a full stop alone ends it."));
                }
                Err(Stop::Said(heard)) => return Some(heard),
                Err(Stop::Not(words)) => Err(words),
            },
            None => Err(NO_CLASS),
        },
        _ => return None,
    };
    Some(match heard {
        Ok(order) => Heard { words: String::new(), wishes: vec![Wish::Order(order)] },
        Err(words) => said(words),
    })
}

/// Why there is no order.
enum Stop {
    Said(Heard),
    Not(&'static str),
}

fn of_class(
    console: &mut Console,
    id: &CohortId,
    word: &str,
    rest: &str,
    view: &View<'_>,
) -> Result<Option<Order>, Stop> {
    let not = |words: &'static str| Stop::Not(words);
    Ok(Some(match (word, rest) {
        ("list", "") => {
            console.listing = Some((id.clone(), String::new()));
            return Ok(None);
        }
        ("export", name) => {
            let (_, text) = console.table(id, name, view).map_err(not)?;
            return Err(Stop::Said(Heard { words: text, wishes: Vec::new() }));
        }
        (_, "") => return Err(not("Say more: help tells what.")),
        ("name", name) => rename(id, name.to_owned()),
        ("dates", text) => dates(id, text).map_err(not)?,
        ("code", rest) => match rest.strip_prefix("for ") {
            Some(person) => code_for(&LearnerId::from(person.trim())),
            None => new_code(id, rest).map_err(not)?,
        },
        ("trainer", person) => trainer(id, person, true),
        ("out", person) => take_out(id, &LearnerId::from(person), view),
        (_, _) => return Err(not("Say more: help tells what.")),
    }))
}

/// Takes a line of a list of people; nothing if none is being said.
pub(super) fn listen(console: &mut Console, line: &str) -> Option<Heard> {
    let (id, mut text) = console.listing.take()?;
    if line.trim() == END {
        let wishes = vec![Wish::Order(import(&id, text))];
        return Some(Heard { words: String::new(), wishes });
    }
    if text.len() + line.len() >= MAX_ROSTER {
        return Some(said("The list is too long. Nothing was taken in."));
    }
    text.push_str(line);
    text.push('\n');
    console.listing = Some((id, text));
    Some(Heard::default())
}

fn shown(console: &mut Console, view: &View<'_>) -> Heard {
    Heard { words: say(console, view), wishes: Vec::new() }
}
