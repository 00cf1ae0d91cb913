//! The text field of a page: its draft, and how it is drawn.

use super::key::PageKey;
use super::paper::{Aim, Deed, Hook, Mark, Span};
use super::theme::Role;
use super::writer::Writer;
use crate::exercise::{Field, MAX_WRITTEN, WordRange};
use crate::keymap::Action;
use crate::text::{self, Draft, Edit, Motion};

/// The text that is being written on one page.
#[derive(Debug)]
pub(super) struct Writing {
    pub(super) key: PageKey,
    pub(super) draft: Draft,
    /// Words when they were last counted; counting at every key would redraw the number each time.
    pub(super) counted: usize,
    /// The words that the author asks for.
    pub(super) wanted: Option<WordRange>,
}

/// Within so many words of a bound each word counts; elsewhere so many are worth a new number.
const NEAR: usize = 10;

/// The rows that a field for long texts has, or as many times as many: with each step of its growth
/// what stands below moves once, not with each row.
pub(super) const STEP_ROWS: usize = 3;

impl Writing {
    pub(super) fn new(key: PageKey, text: &str, wanted: Option<WordRange>) -> Self {
        let draft = Draft::new(text, MAX_WRITTEN);
        let counted = draft.words();
        Self { key, draft, counted, wanted }
    }

    /// Counts the words anew; true if their number is another one.
    pub(super) fn count(&mut self) -> bool {
        let words = self.draft.words();
        let other = self.counted != words;
        self.counted = words;
        other
    }

    /// Counts the words anew if their number matters by now; true if it is shown anew.
    pub(super) fn count_if_it_matters(&mut self) -> bool {
        let words = self.draft.words();
        matters(self.counted, words, self.wanted) && self.count()
    }
}

/// True if the writer wants to know that there are so many words now: ten more or fewer, or about
/// to come into what the author asks for, or out of it.
fn matters(shown: usize, words: usize, wanted: Option<WordRange>) -> bool {
    let near = |bound: usize| words.abs_diff(bound) <= NEAR || shown.abs_diff(bound) <= NEAR;
    let bounds = wanted.into_iter().flat_map(|range| [range.least, range.most]);
    shown != words && (shown.abs_diff(words) >= NEAR || bounds.filter(|bound| *bound > 0).any(near))
}

/// The cells for text in a field on a page of this width.
pub(super) fn field_width(width: usize) -> usize {
    width.saturating_sub(3).max(1)
}

/// Draws a field; `draft` is there if the learner may write in it.
pub(super) fn lay_field(writer: &mut Writer, field: &Field, draft: Option<&Draft>, active: bool) {
    let bar = if writer.ascii() { "| " } else { "│ " };
    let width = field_width(writer.width());
    let fresh;
    let draft_or_text = match draft {
        Some(draft) => draft,
        None => {
            fresh = Draft::new(&field.text, MAX_WRITTEN);
            &fresh
        }
    };
    let first = writer.here();
    let words = draft_or_text.text();
    let selected = draft.and_then(Draft::selection).unwrap_or(0..0);
    let paint = |writer: &mut Writer| {
        let rows = draft_or_text.rows(width);
        for row in &rows {
            let mut spans = vec![Span { text: bar.to_owned(), role: Role::Text }];
            let cut = |at: usize| at.clamp(row.range.start, row.range.end);
            let (from, to) = (cut(selected.start), cut(selected.end));
            for (range, role) in [
                (row.range.start..from, Role::Text),
                (from..to, Role::Selected),
                (to..row.range.end, Role::Text),
            ] {
                if !range.is_empty() {
                    spans.push(Span { text: words[range].to_owned(), role });
                }
            }
            writer.row(spans);
        }
        if field.long && draft.is_some() {
            for _ in rows.len()..rows.len().max(1).next_multiple_of(STEP_ROWS) {
                writer.row(vec![Span { text: bar.to_owned(), role: Role::Text }]);
            }
        }
    };
    if draft.is_none() {
        paint(writer);
        return;
    }
    writer.target(Hook::new(Aim::Field, Deed::Write, Mark::Gutter), paint);
    if active {
        let (row, column) = draft_or_text.place(width);
        writer.paper.cursor = Some((first + row, writer.indent() + text::width(bar) + column));
    }
}

/// What an action means in a text; `page` is the number of rows on the screen.
pub(super) fn edit_for(action: Action, page: usize) -> Option<Edit> {
    let go = |motion| Some(Edit::Move { motion, extend: false });
    let select = |motion| Some(Edit::Move { motion, extend: true });
    match action {
        Action::Up => go(Motion::Up),
        Action::Down => go(Motion::Down),
        Action::Left => go(Motion::Left),
        Action::Right => go(Motion::Right),
        Action::PageUp => go(Motion::PageUp(page)),
        Action::PageDown => go(Motion::PageDown(page)),
        Action::First => go(Motion::TextStart),
        Action::Last => go(Motion::TextEnd),
        Action::WordLeft => go(Motion::WordLeft),
        Action::WordRight => go(Motion::WordRight),
        Action::RowStart => go(Motion::RowStart),
        Action::RowEnd => go(Motion::RowEnd),
        Action::SelectLeft => select(Motion::Left),
        Action::SelectRight => select(Motion::Right),
        Action::SelectUp => select(Motion::Up),
        Action::SelectDown => select(Motion::Down),
        Action::SelectWordLeft => select(Motion::WordLeft),
        Action::SelectWordRight => select(Motion::WordRight),
        Action::SelectRowStart => select(Motion::RowStart),
        Action::SelectRowEnd => select(Motion::RowEnd),
        Action::SelectAll => Some(Edit::SelectAll),
        Action::DeleteBack => Some(Edit::Delete(Motion::Left)),
        Action::DeleteForward => Some(Edit::Delete(Motion::Right)),
        Action::DeleteWordBack => Some(Edit::Delete(Motion::WordLeft)),
        Action::DeleteWordForward => Some(Edit::Delete(Motion::WordRight)),
        Action::DeleteToRowEnd => Some(Edit::Delete(Motion::RowEnd)),
        Action::Cut => Some(Edit::Cut),
        Action::Copy => Some(Edit::Copy),
        Action::Paste => Some(Edit::PasteClipboard),
        Action::Undo => Some(Edit::Undo),
        Action::Redo => Some(Edit::Redo),
        Action::NewLine => Some(Edit::Insert("\n".to_owned())),
        Action::LineUp
        | Action::LineDown
        | Action::NextLink
        | Action::PreviousLink
        | Action::NextStep
        | Action::PreviousStep
        | Action::Open
        | Action::Take
        | Action::PutBack
        | Action::Back
        | Action::Check
        | Action::Retry
        | Action::Hint
        | Action::Solution
        | Action::Reply
        | Action::Quote
        | Action::EditPost
        | Action::DeletePost
        | Action::NextUnread
        | Action::Menu
        | Action::Help
        | Action::Contents
        | Action::Continue
        | Action::Progress
        | Action::Search
        | Action::Glossary
        | Action::Sources
        | Action::Notes
        | Action::Class
        | Action::Note
        | Action::Bookmark
        | Action::Report
        | Action::Theme
        | Action::Look
        | Action::Mouse
        | Action::Redraw
        | Action::Suspend
        | Action::Quit
        | Action::Item(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_for_the_writer_where_their_number_matters() {
        let wanted = Some(WordRange { least: 250, most: 400 });
        for (shown, words, shows) in [
            (0, 0, false),
            (0, 9, false),
            (0, 10, true),
            (100, 104, false),
            (100, 90, true),
            (238, 239, false),
            (239, 240, true),
            (249, 250, true),
            (300, 305, false),
            (395, 396, true),
            (410, 411, true),
            (411, 412, false),
        ] {
            assert_eq!(matters(shown, words, wanted), shows, "{shown} {words}");
        }
        assert!(!matters(3, 4, None));
        assert!(!matters(3, 4, Some(WordRange { least: 0, most: usize::MAX })));
    }
}
