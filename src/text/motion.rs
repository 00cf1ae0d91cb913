//! Ways the cursor moves, and the places in a text they lead to.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::layout::Row;
use super::width::{grapheme_width, width};

/// A way the cursor moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// One grapheme back.
    Left,
    /// One grapheme on.
    Right,
    /// To the start of the word before.
    WordLeft,
    /// To the end of the word after.
    WordRight,
    /// One row up; on the first row to its start.
    Up,
    /// One row down; on the last row to its end.
    Down,
    /// So many rows up.
    PageUp(usize),
    /// So many rows down.
    PageDown(usize),
    /// To the start of the row.
    RowStart,
    /// To the end of the row.
    RowEnd,
    /// To the start of the text.
    TextStart,
    /// To the end of the text.
    TextEnd,
}

impl Motion {
    /// Whether it goes from row to row, keeping to its column.
    pub(super) fn is_vertical(self) -> bool {
        matches!(self, Self::Up | Self::Down | Self::PageUp(_) | Self::PageDown(_))
    }
}

/// The grapheme border before a place.
pub(super) fn left(text: &str, at: usize) -> usize {
    match GraphemeCursor::new(at, text.len(), true).prev_boundary(text, 0) {
        Ok(Some(border)) => border,
        Ok(None) | Err(_) => 0,
    }
}

/// The grapheme border after a place.
pub(super) fn right(text: &str, at: usize) -> usize {
    match GraphemeCursor::new(at, text.len(), true).next_boundary(text, 0) {
        Ok(Some(border)) => border,
        Ok(None) | Err(_) => text.len(),
    }
}

/// The place itself if it is a grapheme border, otherwise the next one.
pub(super) fn snap(text: &str, at: usize) -> usize {
    match GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0) {
        Ok(true) => at,
        Ok(false) | Err(_) => right(text, at),
    }
}

/// The start of the word before a place.
pub(super) fn word_left(text: &str, at: usize) -> usize {
    let mut words = text[..at].split_word_bound_indices();
    let word = words.rfind(|(_, word)| is_word(word));
    let start = word.map_or(0, |(start, _)| start);
    match snap(text, start) {
        border if border < at => border,
        _ => left(text, start),
    }
}

/// The end of the word after a place.
pub(super) fn word_right(text: &str, at: usize) -> usize {
    let mut words = text[at..].split_word_bound_indices();
    let word = words.find(|(_, word)| is_word(word));
    let end = word.map_or(text.len(), |(start, word)| at + start + word.len());
    snap(text, end)
}

/// The row a place lies on: where two rows meet, the later one.
pub(super) fn row_of(rows: &[Row], at: usize) -> usize {
    rows.partition_point(|row| row.range.start <= at).saturating_sub(1)
}

/// The column of a place on its row; spaces that hang over the edge all have the last.
pub(super) fn column_of(text: &str, row: &Row, at: usize, row_width: usize) -> usize {
    width(&text[row.range.start..at.max(row.range.start)]).min(row_width)
}

/// The last place that is still shown on a row.
///
/// Where a long word was cut there is no place for the cursor after the row's last grapheme: it
/// would be the first of the next row.
pub(super) fn row_end(text: &str, rows: &[Row], index: usize) -> usize {
    let Some(row) = rows.get(index) else {
        return text.len();
    };
    let cut = row.range.end == row.next && index + 1 < rows.len();
    if cut { left(text, row.range.end).max(row.range.start) } else { row.range.end }
}

/// The place at a column of a row, or the row's last.
pub(super) fn at_column(text: &str, rows: &[Row], index: usize, column: usize) -> usize {
    let Some(row) = rows.get(index) else {
        return text.len();
    };
    let mut used = 0;
    for (at, grapheme) in text[row.range.clone()].grapheme_indices(true) {
        used += grapheme_width(grapheme);
        if used > column {
            return row.range.start + at;
        }
    }
    row_end(text, rows, index)
}

fn is_word(segment: &str) -> bool {
    segment.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::layout::Layout;

    #[test]
    fn moves_by_words() {
        let text = "Don't (stop) 日本\n now.";
        assert_eq!(word_right(text, 0), 5);
        assert_eq!(word_right(text, 5), 11);
        assert_eq!(word_right(text, 11), 16);
        assert_eq!(word_right(text, 20), 24);
        assert_eq!(word_right(text, 24), text.len());
        assert_eq!(word_left(text, text.len()), 21);
        assert_eq!(word_left(text, 9), 7);
        assert_eq!(word_left(text, 7), 0);
    }

    #[test]
    fn a_cut_row_ends_before_its_last_grapheme() {
        let text = "abcdef gh";
        let rows = Layout::new(text, 3).rows();
        assert_eq!(row_end(text, &rows, 0), 2);
        assert_eq!(row_end(text, &rows, 1), 6);
        assert_eq!(row_end(text, &rows, 2), 9);
        assert_eq!(row_of(&rows, 3), 1);
        assert_eq!(row_of(&rows, 6), 1);
    }

    #[test]
    fn a_column_within_a_wide_grapheme_is_before_it() {
        let text = "日本";
        let rows = Layout::new(text, 9).rows();
        assert_eq!(at_column(text, &rows, 0, 1), 0);
        assert_eq!(at_column(text, &rows, 0, 2), 3);
        assert_eq!(at_column(text, &rows, 0, 9), 6);
    }
}
