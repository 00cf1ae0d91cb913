//! Words from outside, cleaned and limited once, at the edge of the book.

use super::refused::{Refused, What};
use crate::text::{clean_line, clean_text};

/// The longest name of a person, cohort, group, country or organization, in characters.
pub const MAX_NAME: usize = 80;
/// The longest label of a key, in characters.
pub const MAX_LABEL: usize = 60;
/// The longest list of interests, in characters.
pub const MAX_INTERESTS: usize = 300;
/// The longest question or option of a poll, in characters.
pub const MAX_LINE: usize = 200;
/// The longest announcement, hint or note to somebody, in characters.
pub const MAX_TEXT: usize = 2_000;
/// The longest comment on an essay, in characters.
pub const MAX_COMMENT: usize = 8_000;

/// One clean line without spare spaces; it may be empty.
///
/// # Errors
/// [`Refused::TooLong`].
pub fn clean_words(words: &str, what: What, most: usize) -> Result<String, Refused> {
    // A letter and its marks are few bytes, so what is far too long is not even cleaned.
    let clean = if words.len() > most.saturating_mul(64) { words.to_owned() } else { clean_line(words) };
    let words = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    limited(words, what, most)
}

/// One clean line that says something.
///
/// # Errors
/// [`Refused::TooLong`], [`Refused::Empty`].
pub(super) fn said(words: &str, what: What, most: usize) -> Result<String, Refused> {
    let words = clean_words(words, what, most)?;
    if words.is_empty() { Err(Refused::Empty(what)) } else { Ok(words) }
}

/// Clean text of several lines that says something.
///
/// # Errors
/// [`Refused::TooLong`], [`Refused::Empty`].
pub fn clean_block(text: &str, what: What, most: usize) -> Result<String, Refused> {
    let clean = if text.len() > most.saturating_mul(64) { text.to_owned() } else { clean_text(text) };
    let text = limited(clean.trim().to_owned(), what, most)?;
    if text.is_empty() { Err(Refused::Empty(what)) } else { Ok(text) }
}

fn limited(words: String, what: What, most: usize) -> Result<String, Refused> {
    if words.chars().count() > most { Err(Refused::TooLong(what, most)) } else { Ok(words) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cleaned_and_limited() {
        assert_eq!(clean_words(" a\u{1b}[2J\t b\n", What::Name, 9), Ok("a[2J b".to_owned()));
        assert_eq!(clean_words("\u{202e}", What::Name, 9), Ok(String::new()));
        assert_eq!(said(" \u{202e}\n", What::Name, 9), Err(Refused::Empty(What::Name)));
        assert_eq!(clean_words("ääää", What::Name, 3), Err(Refused::TooLong(What::Name, 3)));
        assert_eq!(clean_block(" a\r\nb ", What::Text, 9), Ok("a\nb".to_owned()));
        let heap = "\u{301}".repeat(10_000_000);
        assert_eq!(clean_words(&heap, What::Name, 9), Err(Refused::TooLong(What::Name, 9)));
    }
}
