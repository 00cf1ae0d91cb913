//! Taking out of a text what could take over a terminal or mislead a reader.
//!
//! Ordinary text of every script stays as it is, with the joiners that emoji, Indic scripts and
//! Persian need.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// The most characters without a width that one grapheme keeps.
///
/// Written languages need fewer than ten; heaps of hundreds cover the rows above and below.
pub const MAX_MARKS: usize = 16;

const TAB: &str = "    ";

/// What becomes of one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Keep,
    Tab,
    Newline,
    Drop,
}

/// Makes one clean line: line ends and tabs become a space.
#[must_use]
pub fn clean_line(text: &str) -> String {
    clean(text, " ", " ")
}

/// Makes clean text: every kind of line end becomes a newline, a tab becomes spaces.
#[must_use]
pub fn clean_text(text: &str) -> String {
    clean(text, "\n", TAB)
}

/// Whether `clean_text` would leave the text as it is.
#[must_use]
pub fn is_clean(text: &str) -> bool {
    let kept = |c| c == '\n' || fate(c) == Fate::Keep;
    text.chars().all(kept) && excess_mark(text).is_none()
}

/// The first character that cleaning takes away, with its place in bytes.
///
/// Tabs and foreign line ends are no reason to complain: cleaning only spells them in our way.
#[must_use]
pub fn first_hostile(text: &str) -> Option<(usize, char)> {
    // Nearly all text is plain, and plain text is told at a glance.
    if text.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~')) {
        return None;
    }
    let dropped = text.char_indices().find(|&(_, c)| fate(c) == Fate::Drop);
    let heaped = excess_mark(text);
    match (dropped, heaped) {
        (Some(one), Some(other)) => Some(if one.0 < other.0 { one } else { other }),
        (one, other) => one.or(other),
    }
}

fn fate(c: char) -> Fate {
    match c {
        '\t' => Fate::Tab,
        // The line ends of Unicode, vertical tab and form feed among them.
        '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Newline,
        _ if c.is_control() => Fate::Drop,
        '\u{61C}' // marks, embeddings, overrides and isolates of direction
        | '\u{200E}'
        | '\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{206F}'
        | '\u{200B}' // spaces without a width
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' // annotations between the lines
        | '\u{E0000}'..='\u{E007F}' => Fate::Drop, // tags
        _ => Fate::Keep,
    }
}

fn clean(text: &str, newline: &str, tab: &str) -> String {
    let mut mapped = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match fate(c) {
            Fate::Keep => mapped.push(c),
            Fate::Tab => mapped.push_str(tab),
            Fate::Newline if c == '\r' && chars.peek() == Some(&'\n') => {}
            Fate::Newline => mapped.push_str(newline),
            Fate::Drop => {}
        }
    }
    // More than once, for what is left may join to new graphemes.
    while excess_mark(&mapped).is_some() {
        mapped = thin(&mapped);
    }
    mapped
}

/// Drops the marks above the limit in each grapheme.
fn thin(text: &str) -> String {
    let mut thinned = String::with_capacity(text.len());
    for grapheme in text.graphemes(true) {
        let mut marks = 0;
        for c in grapheme.chars() {
            marks += usize::from(is_mark(c));
            if !is_mark(c) || marks <= MAX_MARKS {
                thinned.push(c);
            }
        }
    }
    thinned
}

/// The first mark above the limit, with its place.
fn excess_mark(text: &str) -> Option<(usize, char)> {
    // Only a text with many marks in all can have many on one grapheme.
    text.chars().filter(|&c| is_mark(c)).nth(MAX_MARKS)?;
    text.grapheme_indices(true).find_map(|(start, grapheme)| {
        let mut marks = grapheme.char_indices().filter(|&(_, c)| is_mark(c));
        marks.nth(MAX_MARKS).map(|(at, c)| (start + at, c))
    })
}

fn is_mark(c: char) -> bool {
    c >= '\u{300}' && c.width() == Some(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn takes_out_what_is_hostile() {
        assert_eq!(clean_text("\u{1b}[31mred\u{7f}\u{9b}0m"), "[31mred0m");
        assert_eq!(clean_text("a\u{202e}b\u{2066}c\u{200f}d\u{61c}"), "abcd");
        assert_eq!(clean_text("\u{feff}a\u{200b}b\u{fff9}\u{e0041}"), "ab");
    }

    #[test]
    fn spells_line_ends_and_tabs_in_one_way() {
        let text = "a\r\nb\rc\u{2028}d\u{85}e\tf\n\r";
        assert_eq!(clean_text(text), "a\nb\nc\nd\ne    f\n\n");
        assert_eq!(clean_line(text), "a b c d e f  ");
    }

    #[test]
    fn leaves_the_languages_of_the_world_alone() {
        for text in [
            "Übung, naïve, Łódź",
            "العَرَبِيَّة",
            "עִבְרִית",
            "क्षत्रिय र्‍य",
            "می\u{200c}خواهم",
            "中文、日本語、한국어",
            "ภาษาไทย",
            "👩\u{200d}❤\u{fe0f}\u{200d}💋\u{200d}👨 🇨🇭 👍🏽",
            "བསྒྲུབས",
        ] {
            assert_eq!(clean_text(text), text);
            assert_eq!(clean_line(text), text);
            assert!(is_clean(text));
            assert_eq!(first_hostile(text), None);
        }
    }

    #[test]
    fn thins_heaps_of_marks() {
        let heap = format!("a{}b\u{301}", "\u{301}".repeat(100));
        let thin = format!("a{}b\u{301}", "\u{301}".repeat(MAX_MARKS));
        assert_eq!(clean_text(&heap), thin);
        assert_eq!(clean_line(&heap), thin);
        assert!(!is_clean(&heap));
        assert_eq!(first_hostile(&heap), Some((1 + 2 * MAX_MARKS, '\u{301}')));
    }

    #[test]
    fn says_where_the_first_hostile_character_is() {
        assert_eq!(first_hostile("fine\tand\r\nfine"), None);
        assert_eq!(first_hostile("é\u{202e}x\u{7}"), Some((2, '\u{202e}')));
        assert_eq!(first_hostile("\0"), Some((0, '\0')));
        let late = format!("\u{7}a{}", "\u{301}".repeat(50));
        assert_eq!(first_hostile(&late), Some((0, '\u{7}')));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn cleaning_twice_is_cleaning_once(
            text in "(.|[\\u{0}-\\u{20}\u{200d}\u{200b}👩🇨\u{301}ᄀ\u{1160}\u{11a8}क्\u{600}]{1,30}|\u{301}{10,30}|(👩\u{200d}){10,30}|(क्){10,30}|\u{1160}{10,30}){0,10}"
        ) {
            let cleaned = clean_text(&text);
            prop_assert_eq!(&clean_text(&cleaned), &cleaned);
            prop_assert!(is_clean(&cleaned));
            prop_assert_eq!(first_hostile(&cleaned), None);
            prop_assert_eq!(is_clean(&text), cleaned == text);
            let line = clean_line(&text);
            prop_assert_eq!(&clean_line(&line), &line);
            prop_assert!(is_clean(&line) && !line.contains('\n'));
        }
    }
}
