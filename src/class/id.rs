//! Names in the book, each its own type.

use crate::course::{LearnerId, ids};
use crate::source::is_id;
use crate::text::plain_letters;

/// The longest id of a person, in characters.
const MAX_PERSON_ID: usize = 64;

/// The one who holds the data folder, and so may do everything.
const CONSOLE: &str = "_console";
/// The place of somebody who is gone.
const ERASED: &str = "_erased";

ids! {
    /// A cohort: people who take courses together.
    CohortId,
    /// A group in a cohort.
    GroupId,
    /// A poll.
    PollId,
}

/// Whoever gives commands at the computer that holds the data folder.
pub fn console() -> LearnerId {
    LearnerId::from(CONSOLE)
}

/// Who stands where somebody was who is erased.
pub fn erased() -> LearnerId {
    LearnerId::from(ERASED)
}

/// Whether a text may be the id of a person: a name that the store keeps, and none of its own.
pub fn is_person_id(id: &str) -> bool {
    (1..=MAX_PERSON_ID).contains(&id.len())
        && !id.starts_with(['.', '_', '-'])
        && id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.'))
}

/// An id in plain letters from a name in many of the world's languages; none if nothing is left of it.
pub(super) fn id_from(name: &str, longest: usize) -> Option<String> {
    let mut id = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => id.push(c),
            '\'' | '\u{2019}' | '\u{300}'..='\u{36f}' => {}
            _ => match plain_letters(c) {
                "" if id.is_empty() || id.ends_with('-') => {}
                "" => id.push('-'),
                letters => id.push_str(letters),
            },
        }
        if id.len() >= longest {
            break;
        }
    }
    id.truncate(longest);
    let id = id.trim_end_matches('-');
    is_id(id).then(|| id.to_owned())
}

/// The first of `stem`, `stem-2`, `stem-3` ... that is free.
pub(super) fn first_free(stem: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(stem) {
        return stem.to_owned();
    }
    let mut number: u32 = 2;
    loop {
        let id = format!("{stem}-{number}");
        if !taken(&id) {
            return id;
        }
        number = number.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_become_plain_ids() {
        let id = |name| id_from(name, 24).unwrap_or_default();
        assert_eq!(id("Anna Müller"), "anna-mueller");
        assert_eq!(id("  Łukasz  O'Brien-Şahin "), "lukasz-obrien-sahin");
        assert_eq!(id("José María de la Cruz y Borbón"), "jose-maria-de-la-cruz-y");
        assert_eq!(id("Jose\u{301}"), "jose");
        assert_eq!(id("王小明"), "");
        assert_eq!(id("_console"), "console");
    }

    #[test]
    fn an_id_that_is_taken_gets_a_number() {
        assert_eq!(first_free("anna", |_| false), "anna");
        assert_eq!(first_free("anna", |id| ["anna", "anna-2"].contains(&id)), "anna-3");
    }

    #[test]
    fn nobody_can_be_called_like_the_console() {
        assert!(!is_person_id(console().as_str()) && !is_person_id(erased().as_str()));
        assert!(is_person_id("anna.b-2"));
        for id in ["", ".x", "_x", "-x", "Anna", "a b", "a/b", "ä", "a\n", &"x".repeat(65)] {
            assert!(!is_person_id(id), "{id:?}");
        }
    }

    proptest! {
        #[test]
        fn an_id_from_any_name_is_one(name in "\\PC{0,80}") {
            if let Some(id) = id_from(&name, 24) {
                prop_assert!(is_person_id(&id) && id.len() <= 24, "{id:?}");
            }
        }
    }
}
