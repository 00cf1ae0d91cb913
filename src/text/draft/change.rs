//! How the text of a draft changes.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::Draft;
use crate::text::clean::{clean_text, is_clean};
use crate::text::edit::Outcome;
use crate::text::history::{Caret, Change, Manner};
use crate::text::motion::{self, Motion};

impl Draft {
    pub(super) fn copy(&mut self) {
        if let Some(selected) = self.selection() {
            self.text[selected].clone_into(&mut self.clipboard);
        }
        self.history.pause();
    }

    pub(super) fn insert(&mut self, text: &str, manner: Manner) -> Outcome {
        let text = clean_text(text);
        let at = self.caret.cursor;
        let range = self.selection().unwrap_or(at..at);
        let room = self.limit.saturating_sub(self.text.len() - range.len());
        let mut kept = text.len();
        let mut left_out = 0;
        if text.len() > room {
            let fits = |&(start, grapheme): &(usize, &str)| start + grapheme.len() <= room;
            let fitting = text.grapheme_indices(true).take_while(fits).last();
            kept = fitting.map_or(0, |(start, grapheme)| start + grapheme.len());
            left_out = text[kept..].graphemes(true).count();
        }
        let changed = kept > 0 && self.replace(range, &text[..kept], manner);
        Outcome { changed, left_out, ..Outcome::default() }
    }

    pub(super) fn delete(&mut self, motion: Motion) -> Outcome {
        if let Some(selected) = self.selection() {
            return self.remove(selected, Manner::Whole);
        }
        let at = self.caret.cursor;
        let target = if motion == Motion::RowEnd {
            let row = self.row().1;
            if at < row.range.end { row.range.end } else { row.next }
        } else {
            self.target(motion)
        };
        let manner =
            if matches!(motion, Motion::Left | Motion::Right) { Manner::Erasing } else { Manner::Whole };
        self.remove(at.min(target)..at.max(target), manner)
    }

    pub(super) fn whole_row(&self) -> Range<usize> {
        let (index, row) = self.row();
        // The last row has no newline of its own: it goes with the one before it.
        let ends_text = row.next == self.text.len() && !self.text[row.range.start..].contains('\n');
        let after_newline = index > 0 && self.text[..row.range.start].ends_with('\n');
        let start = row.range.start - usize::from(ends_text && after_newline);
        start..row.next
    }

    pub(super) fn remove(&mut self, range: Range<usize>, manner: Manner) -> Outcome {
        Outcome { changed: !range.is_empty() && self.replace(range, "", manner), ..Outcome::default() }
    }

    /// The one way the text changes, but for undo and redo; says whether it did.
    fn replace(&mut self, range: Range<usize>, with: &str, manner: Manner) -> bool {
        let before = self.caret;
        let (range, inserted, cursor) = self.joined(range, with);
        let removed = self.text[range.clone()].to_owned();
        if removed == inserted {
            return false;
        }
        self.exchange(range.clone(), &inserted);
        self.caret = Caret { cursor: motion::snap(&self.text, cursor), anchor: None };
        self.goal = None;
        let change = Change { at: range.start, removed, inserted, before, after: self.caret };
        self.history.record(change, manner);
        true
    }

    /// Widens a replacement where text and neighbours join to more marks than a grapheme may have.
    ///
    /// Gives the range, what comes into it, and the cursor's place after it.
    fn joined(&self, range: Range<usize>, with: &str) -> (Range<usize>, String, usize) {
        let start = motion::left(&self.text, range.start);
        let end = motion::right(&self.text, range.end);
        let end = motion::right(&self.text, end);
        let head = &self.text[start..range.start];
        let tail = &self.text[range.end..end];
        let whole = [head, with, tail].concat();
        if whole.is_ascii() || is_clean(&whole) {
            let cursor = range.start + with.len();
            return (range, with.to_owned(), cursor);
        }
        let cleaned = clean_text(&whole);
        let before_cursor = clean_text(&[head, with].concat()).len();
        let cursor = start + before_cursor.min(cleaned.len());
        (start..end, cleaned, cursor)
    }

    pub(super) fn undo(&mut self) -> Outcome {
        let change = self.history.undo();
        self.retrace(change.map(|c| (c.at, c.inserted.len(), c.removed, c.before)))
    }

    pub(super) fn redo(&mut self) -> Outcome {
        let change = self.history.redo();
        self.retrace(change.map(|c| (c.at, c.removed.len(), c.inserted, c.after)))
    }

    fn retrace(&mut self, step: Option<(usize, usize, String, Caret)>) -> Outcome {
        let changed = step.is_some();
        if let Some((at, len, text, caret)) = step {
            self.exchange(at..at + len, &text);
            self.caret = caret;
            self.goal = None;
        }
        Outcome { changed, ..Outcome::default() }
    }

    fn exchange(&mut self, range: Range<usize>, with: &str) {
        let removed = self.text[range.clone()].to_owned();
        self.text.replace_range(range.clone(), with);
        self.layout.follow(&self.text, range.start, &removed, with.len());
    }
}
