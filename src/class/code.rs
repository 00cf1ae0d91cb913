//! Codes of three words, which let people in.

use std::fmt;

use super::act::CodeFor;
use crate::session::Time;

/// Words that are told apart by their first four letters.
const WORDS: &str = include_str!("words.txt");
/// How many letters of a word count.
const TELLING: usize = 4;
/// The longest word.
const MAX_WORD: usize = 8;

/// The most codes open at one time for one cohort.
pub const MAX_CODES: usize = 20;
/// The most uses of one code.
pub const MAX_USES: u32 = 10_000;
/// How long a code may last, in milliseconds: 400 days.
pub const MAX_LASTING: i64 = 400 * 86_400_000;

/// Three words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JoinCode(String);

impl JoinCode {
    /// A code from three rolls of the dice.
    pub fn roll(dice: &mut dyn FnMut() -> u64) -> Self {
        let count = WORDS.lines().count().max(1) as u64;
        let mut word = || WORDS.lines().nth((dice() % count) as usize).unwrap_or_default();
        Self(format!("{}-{}-{}", word(), word(), word()))
    }

    /// Reads what somebody typed: small or capital, with hyphens or spaces, each word to its fourth letter.
    pub fn read(typed: &str) -> Option<Self> {
        // What is far longer than three words is not looked at.
        if typed.len() > 100 {
            return None;
        }
        let typed = typed.to_lowercase();
        let mut found = Vec::new();
        for word in typed.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()) {
            let start = word.get(..TELLING)?;
            found.push(WORDS.lines().find(|known| known.starts_with(start))?);
        }
        (found.len() == 3).then(|| Self(found.join("-")))
    }

    /// A code as it was written down; also one of words that are no longer in the list.
    pub fn from_written(text: &str) -> Option<Self> {
        let is_word =
            |word: &str| (1..=MAX_WORD).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase());
        let words: Vec<&str> = text.split('-').collect();
        (words.len() == 3 && words.into_iter().all(is_word)).then(|| Self(text.to_owned()))
    }

    /// The words, with hyphens between.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for JoinCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// What a code opens, and for how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// What it opens.
    pub opens: CodeFor,
    /// How often it may be used.
    pub uses: u32,
    /// How often it was.
    pub used: u32,
    /// When it ends.
    pub until: Time,
}

impl Code {
    /// Whether it lets anybody in.
    pub fn is_open(&self, now: Time) -> bool {
        now < self.until && self.used < self.uses
    }

    /// How many uses are left.
    pub fn left(&self) -> u32 {
        self.uses.saturating_sub(self.used)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_words_are_many_and_told_apart_by_four_letters() {
        let words: Vec<&str> = WORDS.lines().collect();
        assert!(words.len() >= 1_024, "{}", words.len());
        assert!(words.is_sorted());
        for word in &words {
            assert!((TELLING..=MAX_WORD).contains(&word.len()), "{word}");
            assert!(word.bytes().all(|byte| byte.is_ascii_lowercase()), "{word}");
        }
        let starts: BTreeSet<&str> = words.iter().map(|word| &word[..TELLING]).collect();
        assert_eq!(starts.len(), words.len());
    }

    #[test]
    fn typing_is_forgiven() {
        let code = JoinCode::from_written("river-apple-zebra").unwrap();
        for typed in ["river-apple-zebra", " RIVER  Apple zebra ", "rive.appl.zebr", "river, apples, zebras!"]
        {
            assert_eq!(JoinCode::read(typed).as_ref(), Some(&code), "{typed}");
        }
        for typed in [
            "",
            "river apple",
            "river apple zebra zebra",
            "riv app zeb",
            "xxxx apple zebra",
            "ríver apple zebra",
        ] {
            assert_eq!(JoinCode::read(typed), None, "{typed}");
        }
        assert_eq!(JoinCode::read(&"river ".repeat(1_000_000)), None);
    }

    #[test]
    fn a_code_written_long_ago_is_still_one() {
        assert!(JoinCode::from_written("abroad-uncle-xylo").is_some());
        for text in ["a-b", "a-b-C", "a--b", "a-b-c-d", "river-apple-\u{1b}"] {
            assert_eq!(JoinCode::from_written(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn a_rolled_code_is_read_as_it_is_shown(one: u64, two: u64, three: u64) {
            let mut rolls = [one, two, three].into_iter();
            let code = JoinCode::roll(&mut || rolls.next().unwrap());
            prop_assert_eq!(JoinCode::read(code.as_str()), Some(code.clone()));
            prop_assert_eq!(JoinCode::from_written(code.as_str()), Some(code));
        }

        #[test]
        fn nothing_typed_panics(typed in "\\PC{0,80}") {
            let _ = JoinCode::read(&typed);
        }
    }
}
