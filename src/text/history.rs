//! What was changed in a draft, to take it back and to do it again.

use std::collections::VecDeque;

/// The most steps of undo that are kept.
pub const MAX_UNDO: usize = 500;

/// The most bytes of old text that are kept for undo, beside the newest step.
pub const MAX_UNDO_BYTES: usize = 1024 * 1024;

/// Where the cursor is, and where a selection began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Caret {
    pub(super) cursor: usize,
    pub(super) anchor: Option<usize>,
}

/// One replacement, with all that is needed to go back and forth over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) at: usize,
    pub(super) removed: String,
    pub(super) inserted: String,
    pub(super) before: Caret,
    pub(super) after: Caret,
}

/// How a change came about; only runs of the same small kind become one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    Typing,
    Erasing,
    Whole,
}

/// The steps behind and ahead of the present text.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: VecDeque<Change>,
    undone: Vec<Change>,
    bytes: usize,
    open: Option<Manner>,
}

impl Change {
    fn bytes(&self) -> usize {
        self.removed.len() + self.inserted.len()
    }
}

impl History {
    /// Takes note of a change; a run of typing or erasing grows by words into one step.
    pub(super) fn record(&mut self, change: Change, manner: Manner) {
        self.undone.clear();
        self.bytes += change.bytes();
        let joins = self.open == Some(manner);
        let rest = match self.done.back_mut() {
            Some(last) if joins => join(last, change, manner),
            _ => Some(change),
        };
        self.done.extend(rest);
        self.open = Some(manner);
        while self.done.len() > MAX_UNDO || (self.bytes > MAX_UNDO_BYTES && self.done.len() > 1) {
            self.bytes -= self.done.pop_front().map_or(0, |old| old.bytes());
        }
    }

    /// Ends a run: what comes next is a step of its own.
    pub(super) fn pause(&mut self) {
        self.open = None;
    }

    /// Moves one step back and gives the change to be reversed.
    pub(super) fn undo(&mut self) -> Option<Change> {
        self.pause();
        let change = self.done.pop_back()?;
        self.bytes -= change.bytes();
        self.undone.push(change.clone());
        Some(change)
    }

    /// Moves one step forward and gives the change to be made again.
    pub(super) fn redo(&mut self) -> Option<Change> {
        self.pause();
        let change = self.undone.pop()?;
        self.bytes += change.bytes();
        self.done.push_back(change.clone());
        Some(change)
    }
}

/// Adds a change to the step before it, or gives it back when it begins a step of its own.
fn join(last: &mut Change, change: Change, manner: Manner) -> Option<Change> {
    match manner {
        Manner::Typing => {
            let goes_on = change.removed.is_empty() && change.at == last.at + last.inserted.len();
            let new_word = ends_with_space(&last.inserted) && !starts_with_space(&change.inserted);
            if !goes_on || new_word {
                return Some(change);
            }
            last.inserted.push_str(&change.inserted);
        }
        Manner::Erasing => {
            let plain = last.inserted.is_empty() && change.inserted.is_empty();
            let back = change.at + change.removed.len() == last.at;
            let new_word = starts_with_space(&change.removed)
                && !starts_with_space(&last.removed)
                && !ends_with_space(&last.removed);
            if !plain || new_word || !(back || change.at == last.at) {
                return Some(change);
            }
            if back {
                last.removed.insert_str(0, &change.removed);
                last.at = change.at;
            } else {
                last.removed.push_str(&change.removed);
            }
        }
        Manner::Whole => return Some(change),
    }
    last.after = change.after;
    None
}

fn starts_with_space(text: &str) -> bool {
    text.starts_with(char::is_whitespace)
}

fn ends_with_space(text: &str) -> bool {
    text.ends_with(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(at: usize, inserted: &str) -> Change {
        Change {
            at,
            removed: String::new(),
            inserted: inserted.to_owned(),
            before: Caret::default(),
            after: Caret::default(),
        }
    }

    fn erased(at: usize, removed: &str) -> Change {
        let Change { before, after, .. } = typed(at, "");
        let (removed, inserted) = (removed.to_owned(), String::new());
        Change { at, removed, inserted, before, after }
    }

    #[test]
    fn typing_becomes_one_step_a_word() {
        let mut history = History::default();
        for (at, letter) in ["a", "b", " ", " ", "c"].into_iter().enumerate() {
            history.record(typed(at, letter), Manner::Typing);
        }
        assert_eq!(history.undo(), Some(typed(4, "c")));
        assert_eq!(history.undo(), Some(typed(0, "ab  ")));
        assert_eq!(history.undo(), None);
        assert_eq!(history.redo(), Some(typed(0, "ab  ")));
    }

    #[test]
    fn erasing_becomes_one_step_a_word() {
        let mut history = History::default();
        for (at, letter) in [(4, "d"), (3, "c"), (2, " "), (1, "b"), (0, "a")] {
            history.record(erased(at, letter), Manner::Erasing);
        }
        assert_eq!(history.undo(), Some(erased(0, "ab ")));
        assert_eq!(history.undo(), Some(erased(3, "cd")));
    }

    #[test]
    fn a_pause_ends_a_step() {
        let mut history = History::default();
        history.record(typed(0, "a"), Manner::Typing);
        history.pause();
        history.record(typed(1, "b"), Manner::Typing);
        assert_eq!(history.undo(), Some(typed(1, "b")));
    }

    #[test]
    fn keeps_no_more_than_the_limits() {
        let mut history = History::default();
        for _ in 0..MAX_UNDO + 7 {
            history.record(typed(0, "a"), Manner::Whole);
        }
        assert_eq!(history.done.len(), MAX_UNDO);
        assert_eq!(history.bytes, MAX_UNDO);
        history.record(typed(0, &"a".repeat(MAX_UNDO_BYTES)), Manner::Whole);
        assert_eq!((history.done.len(), history.bytes), (1, MAX_UNDO_BYTES));
    }
}
