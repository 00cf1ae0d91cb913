//! Where the cursor of a draft goes.

use super::Draft;
use crate::text::history::Caret;
use crate::text::layout::Row;
use crate::text::motion::{self, Motion};

impl Draft {
    /// Puts the cursor somewhere, which ends a run of typing.
    pub(super) fn stand(&mut self, cursor: usize, anchor: Option<usize>) {
        self.caret = Caret { cursor, anchor };
        self.goal = None;
        self.history.pause();
    }

    pub(super) fn travel(&mut self, motion: Motion, extend: bool) {
        let goal = motion.is_vertical().then(|| self.goal_column());
        let cursor = match self.selection().filter(|_| !extend) {
            Some(selected) if motion == Motion::Left => selected.start,
            Some(selected) if motion == Motion::Right => selected.end,
            Some(_) | None => self.target(motion),
        };
        let anchor = extend.then(|| self.caret.anchor.unwrap_or(self.caret.cursor));
        self.stand(cursor, anchor);
        self.goal = goal;
    }

    /// Where a motion leads from the cursor.
    pub(super) fn target(&self, motion: Motion) -> usize {
        let at = self.caret.cursor;
        match motion {
            Motion::Left => motion::left(&self.text, at),
            Motion::Right => motion::right(&self.text, at),
            Motion::WordLeft => motion::word_left(&self.text, at),
            Motion::WordRight => motion::word_right(&self.text, at),
            Motion::Up => self.above(1),
            Motion::Down => self.below(1),
            Motion::PageUp(rows) => self.above(rows),
            Motion::PageDown(rows) => self.below(rows),
            Motion::RowStart => self.row().1.range.start,
            Motion::RowEnd => {
                let rows = self.layout.rows();
                motion::row_end(&self.text, &rows, motion::row_of(&rows, at))
            }
            Motion::TextStart => 0,
            Motion::TextEnd => self.text.len(),
        }
    }

    fn above(&self, count: usize) -> usize {
        let rows = self.layout.rows();
        match motion::row_of(&rows, self.caret.cursor) {
            0 => 0,
            row => {
                let row = row.saturating_sub(count);
                motion::at_column(&self.text, &rows, row, self.goal_column())
            }
        }
    }

    fn below(&self, count: usize) -> usize {
        let rows = self.layout.rows();
        let last = rows.len().saturating_sub(1);
        match motion::row_of(&rows, self.caret.cursor) {
            row if row == last => self.text.len(),
            row => {
                let row = row.saturating_add(count).min(last);
                motion::at_column(&self.text, &rows, row, self.goal_column())
            }
        }
    }

    /// The column a run of moves up and down keeps to.
    fn goal_column(&self) -> usize {
        let column = || self.place(self.layout.width()).1;
        self.goal.unwrap_or_else(column)
    }

    /// The place at a row and column of the text.
    pub(super) fn at(&self, row: usize, column: usize) -> usize {
        let rows = self.layout.rows();
        let row = row.min(rows.len().saturating_sub(1));
        motion::at_column(&self.text, &rows, row, column)
    }

    /// The index of the cursor's row, and the row.
    pub(super) fn row(&self) -> (usize, Row) {
        let mut rows = self.layout.rows();
        let index = motion::row_of(&rows, self.caret.cursor);
        (index, rows.swap_remove(index))
    }

    pub(super) fn place_in(&self, rows: &[Row], width: usize) -> (usize, usize) {
        let at = self.caret.cursor;
        let index = motion::row_of(rows, at);
        let column = rows.get(index);
        let column = column.map_or(0, |row| motion::column_of(&self.text, row, at, width));
        (index, column)
    }
}
