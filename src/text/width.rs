//! How many terminal cells a text takes, and cutting or filling it to a number of cells.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The sign for text that was cut, where the terminal shows all of Unicode.
pub const ELLIPSIS: &str = "…";

/// The sign for text that was cut, in plain ASCII.
pub const DOTS: &str = "...";

/// Counts the terminal cells of a text.
///
/// Counted by whole graphemes and by the same rule as ratatui's buffer, so that what we measure is
/// what is drawn: an emoji joined from several is two cells wide, a control character takes none.
#[must_use]
pub fn width(text: &str) -> usize {
    plain_width(text).unwrap_or_else(|| text.graphemes(true).map(grapheme_width).sum())
}

/// Shortens a text to at most `cells`, ending with `sign` where something was cut.
///
/// Cuts on grapheme borders; spaces before the sign go too. A sign that does not fit is left out.
#[must_use]
pub fn truncate<'a>(text: &'a str, cells: usize, sign: &str) -> Cow<'a, str> {
    let whole = fitting(text, cells);
    if whole == text.len() {
        return Cow::Borrowed(text);
    }
    let sign_width = width(sign);
    if sign_width > cells {
        return Cow::Borrowed(&text[..whole]);
    }
    let kept = &text[..fitting(text, cells - sign_width)];
    Cow::Owned(format!("{}{sign}", kept.trim_end()))
}

/// Fills a text with spaces on the right up to `cells`; a longer text stays as it is.
#[must_use]
pub fn pad(text: &str, cells: usize) -> String {
    let missing = cells.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(missing))
}

/// Counts the terminal cells of one grapheme.
pub(super) fn grapheme_width(grapheme: &str) -> usize {
    if grapheme.contains(char::is_control) {
        return 0;
    }
    if grapheme.len() == 1 {
        return 1;
    }
    // As ratatui does it; whatever we think of these two, measured and drawn must be the same.
    let sound_marks = |c: &char| matches!(c, '\u{FF9E}' | '\u{FF9F}');
    grapheme.width() + grapheme.chars().filter(sound_marks).count()
}

/// The length in bytes of the longest start of `text` that fits into `cells`.
fn fitting(text: &str, cells: usize) -> usize {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme_width(grapheme);
        if used > cells {
            return at;
        }
    }
    text.len()
}

/// The width of a text made only of characters that never join with their neighbours.
///
/// Most text is like this, and finding graphemes costs twenty times more.
fn plain_width(text: &str) -> Option<usize> {
    let mut cells = 0;
    for c in text.chars() {
        cells += match c {
            ' '..='~' | '\u{a0}' | '–' | '—' | '‘' | '’' | '“' | '”' | '…' => 1,
            'À'..='ɏ' | 'А'..='я' | 'א'..='ת' | '\u{620}'..='\u{64A}' => 1,
            '、' | '。' | '「'..='』' | '，' | '（' | '）' => 2,
            'ぁ'..='ゖ' | 'ァ'..='ヺ' | '\u{4E00}'..='\u{9FFF}' | '가'..='힣' => 2,
            _ => return None,
        };
    }
    Some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::{buffer::Buffer, layout::Rect, style::Style};

    fn drawn(text: &str) -> usize {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 2000, 1));
        usize::from(buffer.set_stringn(0, 0, text, usize::MAX, Style::new()).0)
    }

    #[test]
    fn counts_what_the_buffer_draws() {
        for (text, cells) in [
            ("", 0),
            ("abc", 3),
            ("日本", 4),
            ("e\u{301}", 1),
            ("👩\u{200d}👩\u{200d}👧", 2),
            ("❤\u{fe0f}", 2),
            ("🇨🇭", 2),
            ("क्षि", 3),
            ("لا", 2),
            ("a\tb\u{1b}", 2),
            ("\u{301}", 0),
            ("\u{ad}", 0),
        ] {
            assert_eq!(drawn(text), cells, "drawn {text:?}");
            assert_eq!(width(text), cells, "measured {text:?}");
        }
    }

    #[test]
    fn cuts_on_grapheme_borders() {
        assert_eq!(truncate("hello", 5, ELLIPSIS), "hello");
        assert_eq!(truncate("hello", 4, ELLIPSIS), "hel…");
        assert_eq!(truncate("hello", 4, DOTS), "h...");
        assert_eq!(truncate("hello", 2, DOTS), "he");
        assert_eq!(truncate("hello", 0, ELLIPSIS), "");
        assert_eq!(truncate("two words", 5, ELLIPSIS), "two…");
        assert_eq!(truncate("日本語", 4, ELLIPSIS), "日…");
        assert_eq!(truncate("ne\u{301}e", 2, ELLIPSIS), "n…");
    }

    #[test]
    fn fills_up_to_the_width() {
        assert_eq!(pad("日", 4), "日  ");
        assert_eq!(pad("hello", 3), "hello");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn agrees_with_the_buffer(text in "[ -~\u{a0}–—‘’“”…À-ɏА-яא-ת\u{620}-\u{64a}、。「-』，（）\u{600}ぁ-ゖァ-ヺ가-힣日本語👩👧\u{200d}\u{fe0f}🇨🇭ﾞ\u{301}क्षिلا]{0,40}|\\PC{0,40}|.{0,40}") {
            prop_assert_eq!(width(&text), drawn(&text));
        }

        #[test]
        fn a_cut_text_fits(text in "\\PC{0,40}", cells in 0_usize..30) {
            prop_assert!(width(&truncate(&text, cells, ELLIPSIS)) <= cells);
            prop_assert!(width(&truncate(&text, cells, DOTS)) <= cells);
        }
    }
}
