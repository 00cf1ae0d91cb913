//! The one definition of a word count.

use unicode_segmentation::UnicodeSegmentation;

/// Counts words as Unicode defines them: runs of letters or digits; signs alone do not count.
///
/// "don't" is one word, "well-known" two; a Chinese character counts as a word. Essays, discussions
/// and the editor all count here, so that no two screens disagree.
#[must_use]
pub fn words(text: &str) -> usize {
    let mut count = 0;
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        // A Chinese character is a word by itself; asking about each would take too long.
        if is_ideograph(c) && next.is_none_or(|next| is_ideograph(next) || next.is_ascii()) {
            count += asked(&text[start..at]) + 1;
            start = at + c.len_utf8();
        }
    }
    count + asked(&text[start..])
}

/// Counts words beside lines that quote somebody, which begin with `>`.
#[must_use]
pub fn own_words(text: &str) -> usize {
    text.split('\n').filter(|line| !is_quoted(line)).map(words).sum()
}

/// True for a line that quotes somebody.
pub(super) fn is_quoted(line: &str) -> bool {
    line.starts_with('>')
}

fn asked(text: &str) -> usize {
    text.unicode_words().count()
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_words() {
        for (text, count) in [
            ("", 0),
            (" \n - … ", 0),
            ("Don't count 3.14 twice.", 4),
            ("well-known", 2),
            ("one\ntwo\n\nthree", 3),
            ("سلام دنیا", 2),
            ("世界", 2),
        ] {
            assert_eq!(words(text), count, "{text:?}");
        }
    }

    #[test]
    fn what_is_quoted_is_no_work_of_ones_own() {
        assert_eq!(own_words("> one two\n>\nthree four\n a > b"), 4);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn the_short_way_counts_like_the_long_one(text in "[日本語ab1 '.。あア\u{301}\u{93e}\u{200d}👩_]{0,30}|\\PC{0,30}") {
            prop_assert_eq!(words(&text), asked(&text));
        }
    }
}
