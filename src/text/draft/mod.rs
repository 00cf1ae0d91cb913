//! A text under edit, with its cursor, selection, clipboard and history.

mod change;
mod travel;

use std::ops::Range;

use crate::text::clean::clean_text;
use crate::text::edit::{Edit, Outcome};
use crate::text::history::{Caret, History, Manner};
use crate::text::layout::{Layout, Row};

/// The length in bytes a draft may have where nobody sets another limit.
pub const MAX_DRAFT: usize = 64 * 1024;

const FIRST_WIDTH: usize = 80;

/// An editor's buffer: driven by [`Edit`]s, always clean, its cursor always between graphemes.
///
/// Rows depend on the width, so edits are told it. The cursor may stand just behind a full row;
/// leave one column more than `width` to show it there.
#[derive(Clone, Debug)]
pub struct Draft {
    text: String,
    limit: usize,
    caret: Caret,
    goal: Option<usize>,
    clipboard: String,
    history: History,
    layout: Layout,
}

impl Draft {
    /// Starts with a text, the cursor at its end.
    ///
    /// A text above the limit of `limit` bytes is kept whole, since it is somebody's work; only
    /// nothing can be added to it.
    #[must_use]
    pub fn new(text: &str, limit: usize) -> Self {
        let text = clean_text(text);
        let cursor = text.len();
        Self {
            layout: Layout::new(&text, FIRST_WIDTH),
            text,
            limit,
            caret: Caret { cursor, anchor: None },
            goal: None,
            clipboard: String::new(),
            history: History::default(),
        }
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The cursor's place in bytes.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.caret.cursor
    }

    /// The selected bytes, if there are any.
    #[must_use]
    pub fn selection(&self) -> Option<Range<usize>> {
        let Caret { cursor, anchor } = self.caret;
        let anchor = anchor.filter(|&anchor| anchor != cursor)?;
        Some(anchor.min(cursor)..anchor.max(cursor))
    }

    /// How many words the text has beside those that it quotes.
    #[must_use]
    pub fn words(&self) -> usize {
        self.layout.words()
    }

    /// The rows of the text; quick at the width of the last edit or [`Draft::fit`].
    #[must_use]
    pub fn rows(&self, width: usize) -> Vec<Row> {
        if self.layout.width() == width { self.layout.rows() } else { Layout::new(&self.text, width).rows() }
    }

    /// The row of the cursor and its column in cells, at most `width`.
    #[must_use]
    pub fn place(&self, width: usize) -> (usize, usize) {
        self.place_in(&self.rows(width), width)
    }

    /// Takes on a new width, so that drawing at it stays quick; call it after a resize.
    pub fn fit(&mut self, width: usize) {
        if self.layout.width() != width {
            self.layout = Layout::new(&self.text, width);
        }
    }

    /// Does one edit on rows of `width` cells.
    pub fn apply(&mut self, edit: Edit, width: usize) -> Outcome {
        self.fit(width);
        let before = self.caret;
        let mut outcome = self.perform(edit);
        outcome.moved = self.caret != before;
        outcome
    }

    fn perform(&mut self, edit: Edit) -> Outcome {
        match edit {
            Edit::Insert(text) => return self.insert(&text, Manner::Typing),
            Edit::Paste(text) => return self.insert(&text, Manner::Whole),
            Edit::PasteClipboard => return self.insert(&self.clipboard.clone(), Manner::Whole),
            Edit::Delete(motion) => return self.delete(motion),
            Edit::DeleteRow => return self.remove(self.whole_row(), Manner::Whole),
            Edit::Cut => {
                self.copy();
                let selected = self.selection().unwrap_or_default();
                return self.remove(selected, Manner::Whole);
            }
            Edit::Undo => return self.undo(),
            Edit::Redo => return self.redo(),
            Edit::Copy => self.copy(),
            Edit::Move { motion, extend } => self.travel(motion, extend),
            Edit::SelectAll => self.stand(self.text.len(), Some(0)),
            Edit::Unselect => self.stand(self.caret.cursor, None),
            Edit::Click { row, column } => self.stand(self.at(row, column), None),
            Edit::Drag { row, column } => {
                let anchor = self.caret.anchor.unwrap_or(self.caret.cursor);
                self.stand(self.at(row, column), Some(anchor));
            }
        }
        Outcome::default()
    }
}

#[cfg(test)]
mod tests;
