//! The pieces of a paragraph between which a row may break.

use std::borrow::Cow;
use std::ops::Range;

use textwrap::WordSeparator;
use unicode_segmentation::GraphemeCursor;

/// Splits a paragraph at the places where Unicode allows a break, and after a hyphen between words.
///
/// Each piece has the spaces after it. Asking the full algorithm costs more than a keystroke may in a
/// long text, so plain words and Chinese characters, where the answer is known, do not ask it.
pub(super) fn pieces(paragraph: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < paragraph.len() {
        let end = start + stretch_len(&paragraph[start..]);
        let stretch = &paragraph[start..end];
        if is_plain(stretch) {
            split_at_hyphens(stretch, start, &mut found);
        } else {
            ask(stretch, start, &mut found);
        }
        start = end;
    }
    found
}

/// How far the text goes to a place where a break is certain whatever stands before and after.
///
/// Such are: between a word with its marks and a word, with spaces between; and between two Chinese
/// characters or Hangul syllables.
fn stretch_len(text: &str) -> usize {
    let mut before = None;
    let mut spaced = false;
    for (at, c) in text.char_indices() {
        if c == ' ' {
            spaced = true;
            continue;
        }
        let certain = match before {
            Some(b) if spaced => ends_word(b) && is_letter(c),
            Some(b) => is_block(b) && is_block(c),
            None => false,
        };
        if certain {
            return at;
        }
        before = Some(c);
        spaced = false;
    }
    text.len()
}

/// Whether no break is possible within, except at hyphens.
fn is_plain(stretch: &str) -> bool {
    let word = stretch.trim_end_matches(' ');
    let body = word.trim_end_matches(closes);
    let mut chars = body.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    (is_block(first) && chars.as_str().is_empty() && body == word)
        || (is_letter(first) && chars.all(|c| is_letter(c) || matches!(c, '\'' | '-')))
}

/// A letter or digit that makes one word with its neighbours and carries no mark.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || (matches!(c, 'À'..='ɏ' | 'А'..='я') && c.is_alphabetic())
}

fn ends_word(c: char) -> bool {
    is_letter(c) || closes(c)
}

fn closes(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '"' | '\'')
}

fn is_block(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '가'..='힣')
}

fn ask(stretch: &str, offset: usize, found: &mut Vec<Range<usize>>) {
    // textwrap forgets the last break of a text that ends with a hyphen; a space saves it.
    let asked = if stretch.ends_with(['-', '\u{AD}']) {
        Cow::Owned(format!("{stretch} "))
    } else {
        Cow::Borrowed(stretch)
    };
    let mut start = 0;
    let mut end = 0;
    for word in WordSeparator::UnicodeBreakProperties.find_words(&asked) {
        end = stretch.len().min(end + word.word.len() + word.whitespace.len());
        if is_border(stretch, end) {
            split_at_hyphens(&stretch[start..end], offset + start, found);
            start = end;
        }
    }
    if start < stretch.len() {
        split_at_hyphens(&stretch[start..], offset + start, found);
    }
}

/// Adds a piece, split where a hyphen stands between letters: "well-known", but not "UTF-8".
fn split_at_hyphens(piece: &str, offset: usize, found: &mut Vec<Range<usize>>) {
    let mut start = 0;
    for (at, _) in piece.match_indices('-') {
        let before = piece[..at].chars().next_back();
        let after = piece[at + 1..].chars().next();
        let parts = before.is_some_and(char::is_alphanumeric)
            && after.is_some_and(char::is_alphabetic)
            && is_border(piece, at + 1);
        if parts {
            found.push(offset + start..offset + at + 1);
            start = at + 1;
        }
    }
    found.push(offset + start..offset + piece.len());
}

fn is_border(text: &str, at: usize) -> bool {
    GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0) == Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn asked(paragraph: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        ask(paragraph, 0, &mut found);
        found
    }

    #[test]
    fn splits_at_spaces_hyphens_and_between_chinese_characters() {
        let text = "Well-known words, 日本.";
        let found = pieces(text);
        let found: Vec<&str> = found.into_iter().map(|piece| &text[piece]).collect();
        assert_eq!(found, ["Well-", "known ", "words, ", "日", "本."]);
        assert_eq!(pieces("? Z-"), [0..2, 2..4]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn the_short_way_finds_what_the_full_algorithm_finds(
            text in "[a-cZ09 .,;:!?)\"'(-]{0,30}|[a1 'é日本。、（）中가나はー—“”«»\u{301}\u{a0}%$/я-]{0,30}|[ -~]{0,30}|\\PC{0,20}"
        ) {
            prop_assert_eq!(pieces(&text), asked(&text));
        }
    }
}
