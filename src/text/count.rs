//! The one definition of a word count.

use unicode_segmentation::UnicodeSegmentation;

/// Counts words as Unicode defines them: runs of letters or digits; signs alone do not count.
///
/// "don't" is one word, "well-known" two; a Chinese character counts as a word. Essays, discussions
/// and the editor all count here, so that no two screens disagree.
#[must_use]
pub fn words(text: &str) -> usize {
    text.unicode_words().count()
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
