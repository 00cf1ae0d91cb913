//! Words into the cells of a buffer, and never beyond it.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use super::theme::{Role, Theme};
use crate::text;

/// Draws words into a buffer and never beyond it.
pub(crate) struct Canvas<'a> {
    pub(crate) buffer: &'a mut Buffer,
    pub(crate) theme: Theme,
}

impl Canvas<'_> {
    /// Puts words at a cell, up to but not including the column `end`; returns the column behind them.
    pub(crate) fn put(&mut self, column: u16, row: u16, end: u16, words: &str, role: Role) -> u16 {
        let area = self.buffer.area;
        let end = end.min(area.right());
        if !(area.top()..area.bottom()).contains(&row) || column >= end {
            return column;
        }
        // What lay there before leaves nothing behind: a title in a quiet frame is no quiet title.
        let style = Style::reset().patch(self.theme.style(role));
        let words = safe(words);
        if words.is_ascii() {
            return self.put_ascii(column, row, end, &words, style);
        }
        let (after, _) = self.buffer.set_stringn(column, row, words, usize::from(end - column), style);
        after
    }

    /// The same for words of which each letter is a cell.
    fn put_ascii(&mut self, column: u16, row: u16, end: u16, words: &str, style: Style) -> u16 {
        let mut column = column;
        for letter in words.chars().take(usize::from(end - column)) {
            if let Some(cell) = self.buffer.cell_mut((column, row)) {
                cell.set_char(letter).set_style(style);
            }
            column += 1;
        }
        column
    }

    pub(super) fn restyle(&mut self, column: u16, row: u16, style: Style) {
        if let Some(cell) = self.buffer.cell_mut((column, row)) {
            cell.set_style(style);
        }
    }
}

/// Words that may be sent to a terminal; signs at which no row breaks become ordinary ones.
fn safe(words: &str) -> Cow<'_, str> {
    if words.is_ascii() && !words.bytes().any(|byte| byte.is_ascii_control()) {
        return Cow::Borrowed(words);
    }
    Cow::Owned(text::clean_line(words).replace('\u{a0}', " ").replace('\u{2011}', "-"))
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Modifier};

    use super::*;

    #[test]
    fn words_over_others_have_their_own_style_alone() {
        for theme in Theme::ALL {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 9, 1));
            let mut canvas = Canvas { buffer: &mut buffer, theme };
            canvas.put(0, 0, 9, "---------", Role::Quiet);
            canvas.put(2, 0, 9, "title", Role::Heading);
            assert_eq!(buffer[(3, 0)].modifier, Modifier::BOLD, "{theme:?}");
            assert_eq!(Some(buffer[(3, 0)].bg), theme.ground().bg.or(Some(Color::Reset)));
        }
    }
}
