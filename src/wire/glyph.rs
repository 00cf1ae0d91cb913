//! What a cell's symbol is to a terminal: clean, so many columns wide, and how far to be trusted.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The longest cluster that is sent, in bytes; a longer one shows as a blank.
const MAX_CLUSTER: usize = 64;
/// The widest cluster that is sent, in columns; a wider one shows as a blank.
const MAX_WIDTH: usize = 4;

/// How far terminals agree on what a symbol does to the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// One column everywhere.
    Plain,
    /// One column, or two where the terminal is set up for East Asia.
    Ambiguous,
    /// Two columns on every terminal that knows wide characters.
    Wide,
    /// Emoji, joiners, variation selectors, combining marks: nobody knows where the cursor is afterwards.
    Loose,
}

/// A symbol as it may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape<'a> {
    pub(super) text: &'a str,
    pub(super) width: usize,
    pub(super) class: Class,
}

const BLANK: Shape<'static> = Shape { text: " ", width: 1, class: Class::Plain };

/// The shape of a symbol that has `room` columns up to the end of its row.
///
/// What cannot be shown safely becomes a blank: control characters, marks
/// without a letter, and what would run over the end of the row.
pub(super) fn shape(symbol: &str, room: usize) -> Shape<'_> {
    if let [byte] = symbol.as_bytes() {
        return if (0x20..0x7f).contains(byte) { Shape { text: symbol, ..BLANK } } else { BLANK };
    }
    let mut letters = symbol.chars();
    let (Some(first), more) = (letters.next(), letters.next().is_some()) else { return BLANK };
    if symbol.len() > MAX_CLUSTER || symbol.chars().any(hostile) {
        return BLANK;
    }
    let width = symbol.width();
    let own = first.width().unwrap_or(0);
    if own == 0 || width == 0 || width > MAX_WIDTH || width > room {
        return BLANK;
    }
    if more {
        // Terminals that do not join add up the widths of the parts, and some give each flag letter two.
        let reach = most(symbol);
        return if reach <= room {
            Shape { text: symbol, width, class: Class::Loose }
        } else if own == width {
            Shape { text: &symbol[..first.len_utf8()], width, class: alone(first) }
        } else {
            BLANK
        };
    }
    Shape { text: symbol, width, class: alone(first) }
}

/// The columns that a cluster takes on a terminal that joins nothing, not even marks.
fn most(text: &str) -> usize {
    text.chars()
        .map(|letter| match letter {
            '\u{1f1e6}'..='\u{1f1ff}' => 2,
            _ => letter.width().unwrap_or(0).max(1),
        })
        .sum()
}

/// Control characters, and the invisible ones that turn the direction of what follows.
fn hostile(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

fn alone(letter: char) -> Class {
    match letter.width() {
        Some(1) if letter.width_cjk() == Some(1) => match letter {
            '\u{1f000}'.. | '\u{fe00}'..='\u{fe0f}' => Class::Loose,
            _ => Class::Plain,
        },
        Some(1) => Class::Ambiguous,
        Some(2) => match letter {
            '\u{1100}'..='\u{115f}'
            | '\u{2e80}'..='\u{a4cf}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{fe6f}'
            | '\u{ff00}'..='\u{ff60}'
            | '\u{ffe0}'..='\u{ffe6}'
            | '\u{20000}'..='\u{3fffd}' => Class::Wide,
            _ => Class::Loose,
        },
        Some(_) | None => Class::Loose,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(symbol: &str, text: &str, width: usize, class: Class) {
        assert_eq!(shape(symbol, 10), Shape { text, width, class }, "{symbol:?}");
    }

    #[test]
    fn symbols_have_a_width_and_a_class() {
        check("a", "a", 1, Class::Plain);
        check("é", "é", 1, Class::Plain);
        check("─", "─", 1, Class::Ambiguous);
        check("漢", "漢", 2, Class::Wide);
        check("한", "한", 2, Class::Wide);
        check("👍", "👍", 2, Class::Loose);
        check("e\u{301}", "e\u{301}", 1, Class::Loose);
        check("👩\u{200d}🔬", "👩\u{200d}🔬", 2, Class::Loose);
        check("❤\u{fe0f}", "❤\u{fe0f}", 2, Class::Loose);
    }

    #[test]
    fn nothing_reaches_the_terminal_that_is_not_a_letter() {
        for symbol in ["", "\u{1b}", "\u{1b}[2J", "a\u{7}", "\n", "\r\n", "\u{9b}", "\u{7f}", "\u{301}"] {
            check(symbol, " ", 1, Class::Plain);
        }
        check("\u{202e}", " ", 1, Class::Plain);
        check(&format!("e{}", "\u{301}".repeat(64)), " ", 1, Class::Plain);
    }

    #[test]
    fn what_has_no_room_is_a_blank_or_its_first_letter() {
        assert_eq!(shape("漢", 1), BLANK);
        assert_eq!(shape("👩\u{200d}🔬", 3).text, "👩");
        assert_eq!(shape("🇩🇪", 3), BLANK);
    }
}
