//! Who learns: as said, the only one there is, or whoever is chosen from several.

use std::env;
use std::io::IsTerminal;

use super::Trouble;
use super::args::Settings;
use crate::store::{Store, Stream, StreamError};
use crate::terminal;
use crate::text::clean_line;

/// The most learners that the chooser lists.
const MAX_LISTED: usize = 50;
const ASK: &str = "Type a number, or a new name: ";

/// The one who takes the course.
pub(super) fn who(settings: &Settings, store: &dyn Store) -> Result<String, Trouble> {
    if let Some(name) = &settings.learner {
        return checked(name).map_err(Trouble::Name);
    }
    let mut known = all(store)?;
    match known.len() {
        0 => Ok(user_name()),
        1 => Ok(known.remove(0)),
        _ if !std::io::stdin().is_terminal() => {
            let list = known.join(", ");
            Err(Trouble::Usage(format!(
                "Several people learn here: {list}. Please say who you are: --learner NAME."
            )))
        }
        _ => choose(&known),
    }
}

/// The one whose work is asked for, if one is; it must be there.
pub(super) fn named(settings: &Settings, store: &dyn Store) -> Result<Option<String>, Trouble> {
    let Some(name) = &settings.learner else { return Ok(None) };
    let name = checked(name).map_err(Trouble::Name)?;
    let known = all(store)?;
    if known.contains(&name) {
        return Ok(Some(name));
    }
    let here = match known.is_empty() {
        true => "Nobody has learnt here yet.".to_owned(),
        false => format!("Here learn: {}.", known.join(", ")),
    };
    Err(Trouble::Usage(format!("There is no learner `{name}`. {here}")))
}

/// The one who has begun this course: as said, or the only one.
pub(super) fn only(settings: &Settings, store: &dyn Store, course: &str) -> Result<String, Trouble> {
    let named = named(settings, store)?;
    let mut begun = store.streams()?;
    begun.retain(|stream| stream.course() == course);
    begun.retain(|stream| named.as_deref().is_none_or(|name| name == stream.learner()));
    match begun.as_slice() {
        [one] => Ok(one.learner().to_owned()),
        [] => Err(Trouble::Usage(match named {
            Some(name) => format!("{name} has not begun this course here."),
            None => "Nobody has begun this course here.".to_owned(),
        })),
        several => {
            let list: Vec<&str> = several.iter().take(MAX_LISTED).map(Stream::learner).collect();
            let list = list.join(", ");
            Err(Trouble::Usage(format!("Several people learn here: {list}. Please say who: --learner NAME.")))
        }
    }
}

fn all(store: &dyn Store) -> Result<Vec<String>, Trouble> {
    let mut streams = store.streams()?;
    streams.retain(|stream| *stream != Stream::book()); // nobody's work
    let mut known: Vec<String> = streams.iter().map(|stream| stream.learner().to_owned()).collect();
    known.sort();
    known.dedup();
    Ok(known)
}

fn choose(known: &[String]) -> Result<String, Trouble> {
    let mut question = list(known);
    let mut new = None;
    loop {
        let Some(line) = terminal::ask_line(&question).map_err(Trouble::Terminal)? else {
            return Err(Trouble::Usage("Please say who you are: --learner NAME.".to_owned()));
        };
        match hear(&line, known, new) {
            Heard::Is(name) => return Ok(name),
            Heard::New(name) => {
                question = format!(
                    "{name} is new here. Press Enter to begin as {name}, or type another name or number: "
                );
                new = Some(name);
            }
            Heard::Nobody(why) => {
                question = format!("{why}{ASK}");
                new = None;
            }
        }
    }
}

fn list(known: &[String]) -> String {
    let mut question = String::from("Who are you?\n");
    for (number, name) in (1..).zip(known.iter().take(MAX_LISTED)) {
        question.push_str(&format!("{number}. {name}\n"));
    }
    if known.len() > MAX_LISTED {
        question.push_str(&format!("And {} more, who type their names.\n", known.len() - MAX_LISTED));
    }
    question + ASK
}

/// What was said to the question who it is.
#[derive(Debug, PartialEq, Eq)]
enum Heard {
    Is(String),
    /// A name that nobody has yet: it may be mistyped, so it is asked about once.
    New(String),
    Nobody(String),
}

fn hear(line: &str, known: &[String], new: Option<String>) -> Heard {
    let line = clean_line(line);
    let line = line.trim();
    if line.is_empty() {
        return new.map_or(Heard::Nobody(String::new()), Heard::Is);
    }
    let number = line.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    if let Some(name) = number.and_then(|number| known.get(number)) {
        return Heard::Is(name.clone());
    }
    match checked(line) {
        Ok(name) if known.contains(&name) => Heard::Is(name),
        // Nobody who mistypes a number wants to be called that.
        Ok(name) if name.bytes().all(|byte| byte.is_ascii_digit()) => {
            Heard::Nobody(format!("There is no number {name} here, only 1 to {}.\n", known.len()))
        }
        Ok(name) => Heard::New(name),
        Err(error) => Heard::Nobody(format!("{error}\n")),
    }
}

/// A name as the store keeps it: capital letters are a habit, not another person.
pub(super) fn checked(name: &str) -> Result<String, StreamError> {
    Stream::of_person(&name.to_lowercase(), "course").map(|stream| stream.learner().to_owned())
}

/// The name that the system knows the user by, if the store can keep it.
fn user_name() -> String {
    let names = ["USER", "LOGNAME", "USERNAME"].iter().filter_map(|name| env::var(name).ok());
    let mut fit = names.filter_map(|name| checked(&name).ok());
    fit.next().unwrap_or_else(|| "learner".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<String> {
        ["anna", "ben", "7"].map(str::to_owned).into()
    }

    fn heard(line: &str, new: Option<&str>) -> Heard {
        hear(line, &known(), new.map(str::to_owned))
    }

    #[test]
    fn a_number_or_a_known_name_is_enough() {
        let is = |name: &str| Heard::Is(name.to_owned());
        assert_eq!(heard(" 2 ", None), is("ben"));
        assert_eq!(heard("Anna", None), is("anna"));
        assert_eq!(heard("7", None), is("7"));
    }

    #[test]
    fn a_new_name_is_asked_about_once() {
        assert_eq!(heard("Bem", None), Heard::New("bem".to_owned()));
        assert_eq!(heard("", Some("bem")), Heard::Is("bem".to_owned()));
        assert_eq!(heard("ben", Some("bem")), Heard::Is("ben".to_owned()));
        assert_eq!(heard("", None), Heard::Nobody(String::new()));
    }

    #[test]
    fn a_wrong_number_or_an_impossible_name_begins_nothing() {
        let nobody = |words: &str| Heard::Nobody(format!("{words}\n"));
        assert_eq!(heard("99", None), nobody("There is no number 99 here, only 1 to 3."));
        assert_eq!(heard("0", None), nobody("There is no number 0 here, only 1 to 3."));
        assert!(matches!(heard("a b", None), Heard::Nobody(_)));
        assert!(matches!(heard("\u{1b}[2J/", None), Heard::Nobody(_)));
    }

    #[test]
    fn a_long_list_says_that_there_are_more() {
        let many: Vec<String> = (0..60).map(|n| format!("l{n}")).collect();
        let said = list(&many);
        assert!(said.contains("\n50. l49\n") && !said.contains("51."), "{said}");
        assert!(said.contains("And 10 more, who type their names.\n"), "{said}");
    }
}
