//! The pieces of a paragraph between which a row may break.

use std::borrow::Cow;
use std::ops::Range;

use textwrap::WordSeparator;
use unicode_segmentation::GraphemeCursor;

/// Adds the pieces of one stretch, which stands at `offset` in its paragraph.
///
/// Each piece has the spaces after it. Rows break where Unicode allows it and after a hyphen between
/// words, but not between a number and its sign. Asking the full algorithm costs more than a keystroke may in a long text, so plain words
/// and Chinese characters, where the answer is known, do not ask it.
pub(super) fn pieces(stretch: &str, offset: usize, found: &mut Vec<Range<usize>>) {
    if is_plain(stretch) {
        split_at_hyphens(stretch, offset, found);
    } else {
        ask(stretch, offset, found);
    }
}

/// How far the text goes to the next place where a break is certain.
pub(super) fn stretch_len(text: &str) -> usize {
    let mut before = None;
    let mut spaced = false;
    for (at, c) in text.char_indices() {
        if c == ' ' {
            spaced = true;
            continue;
        }
        if before.is_some_and(|before| certain(before, spaced, c)) {
            return at;
        }
        before = Some(c);
        spaced = false;
    }
    text.len()
}

/// Whether a stretch may start at this place of a paragraph.
pub(super) fn is_certain(paragraph: &str, at: usize) -> bool {
    let (head, tail) = paragraph.split_at(at);
    let word = head.trim_end_matches(' ');
    let spaced = word.len() < head.len();
    match (word.chars().next_back(), tail.chars().next()) {
        (Some(before), Some(after)) => certain(before, spaced, after),
        (None, _) | (_, None) => false,
    }
}

/// Whether rows may break here whatever stands further away.
///
/// They may between word and word, with spaces between; and between two characters of the scripts
/// that write without spaces.
fn certain(before: char, spaced: bool, after: char) -> bool {
    if spaced {
        ends_word(before) && starts_word(after) && !(before == '.' && after.is_ascii_digit())
    } else {
        (is_block(before) || closes_block(before)) && is_block(after)
    }
}

/// Whether no break is possible within, except at hyphens.
fn is_plain(stretch: &str) -> bool {
    let word = stretch.trim_end_matches(' ');
    let body = word.trim_end_matches(closes_block);
    let mut chars = body.chars();
    if chars.next().is_some_and(is_block) && chars.as_str().is_empty() {
        return true;
    }
    let body = word.trim_end_matches(closes).trim_start_matches(opens);
    let inside = |c| is_letter(c) || matches!(c, '\'' | '-');
    body.starts_with(is_letter) && body.chars().all(inside)
}

/// A letter or digit that makes one word with its neighbours and carries no mark.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || (matches!(c, 'À'..='ɏ' | 'А'..='я') && c.is_alphabetic())
}

fn starts_word(c: char) -> bool {
    is_base(c) || opens(c)
}

fn ends_word(c: char) -> bool {
    is_base(c) || closes(c) || matches!(c, '،' | '؛' | '؟' | '।')
}

/// A letter of which the full algorithm may know more, but which is no mark and no bracket.
fn is_base(c: char) -> bool {
    is_letter(c) || matches!(c, 'א'..='ת' | '\u{620}'..='\u{64A}' | 'अ'..='ह' | 'ก'..='ฮ')
}

fn opens(c: char) -> bool {
    matches!(c, '(' | '"' | '\'')
}

fn closes(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '"' | '\'')
}

/// A character that may stand on a row by itself; the small kana may not start one.
fn is_block(c: char) -> bool {
    match c {
        'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' => false,
        'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' => false,
        _ => matches!(c, 'ぁ'..='ゔ' | 'ァ'..='ヴ' | '\u{4E00}'..='\u{9FFF}' | '가'..='힣'),
    }
}

fn closes_block(c: char) -> bool {
    matches!(c, '、' | '。' | '，' | '」' | '』' | '）')
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
        if is_border(stretch, end) && !belongs(&stretch[..end], &stretch[end..]) {
            split_at_hyphens(&stretch[start..end], offset + start, found);
            start = end;
        }
    }
    if start < stretch.len() {
        split_at_hyphens(&stretch[start..], offset + start, found);
    }
}

/// Short forms that mean nothing without the number after them.
const BEFORE_NUMBERS: [&str; 9] = ["art.", "arts.", "para.", "paras.", "p.", "pp.", "no.", "No.", "vol."];

/// True if the words on both sides of a space are one: "60 %", "art. 5".
fn belongs(before: &str, after: &str) -> bool {
    let Some(word) = before.strip_suffix(' ') else { return false };
    let last = word.rsplit([' ', '(', '[']).next().unwrap_or("");
    let sign = after.starts_with(['%', '‰', '°']) && word.ends_with(|c: char| c.is_ascii_digit());
    sign || (after.starts_with(|c: char| c.is_ascii_digit()) && BEFORE_NUMBERS.contains(&last))
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

    fn all(paragraph: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut start = 0;
        while start < paragraph.len() {
            assert!(start == 0 || is_certain(paragraph, start));
            let end = start + stretch_len(&paragraph[start..]);
            pieces(&paragraph[start..end], start, &mut found);
            start = end;
        }
        found
    }

    fn asked(paragraph: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        ask(paragraph, 0, &mut found);
        found
    }

    #[test]
    fn splits_at_spaces_hyphens_and_between_chinese_characters() {
        let text = "Well-known words, 日本.";
        let found = all(text);
        let found: Vec<&str> = found.into_iter().map(|piece| &text[piece]).collect();
        assert_eq!(found, ["Well-", "known ", "words, ", "日", "本."]);
        assert_eq!(all("? Z-"), [0..2, 2..4]);
        assert_eq!(all("(\u{93e} \"").first(), Some(&(0..6)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn the_short_way_finds_what_the_full_algorithm_finds(
            text in "[a-cZ09 .,;:!?)\"'(-]{0,30}|[a1 'é日本。、（）中가나はー—“”«»\u{301}\u{a0}%$/я-]{0,30}|[ -~]{0,30}|[नमस्ते। ा\u{93c}س،؟لا()\"]{0,20}|[「」』）。、っァーーアあんカ字ไทยה a]{0,20}|\\PC{0,20}"
        ) {
            prop_assert_eq!(all(&text), asked(&text));
        }
    }
}
