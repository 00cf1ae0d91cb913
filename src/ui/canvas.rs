//! Words into the cells of a buffer, and never beyond it.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use super::theme::{Role, Theme};
use crate::text;

/// Draws words into a buffer and never beyond it.
pub(super) struct Canvas<'a> {
    pub(super) buffer: &'a mut Buffer,
    pub(super) theme: Theme,
}

impl Canvas<'_> {
    /// Puts words at a cell, up to but not including the column `end`; returns the column behind them.
    pub(super) fn put(&mut self, column: u16, row: u16, end: u16, words: &str, role: Role) -> u16 {
        let area = self.buffer.area;
        let end = end.min(area.right());
        if !(area.top()..area.bottom()).contains(&row) || column >= end {
            return column;
        }
        let style = self.theme.style(role);
        let (after, _) = self.buffer.set_stringn(column, row, safe(words), usize::from(end - column), style);
        after
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
