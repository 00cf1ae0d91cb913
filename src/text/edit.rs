//! What can be done to a draft, as plain data, and what came of it.

use super::motion::Motion;

/// One thing a writer does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Types; a selection gives way.
    Insert(String),
    /// Pastes what comes from outside; a selection gives way.
    Paste(String),
    /// Pastes what was cut or copied in this draft.
    PasteClipboard,
    /// Moves the cursor; with `extend` the selection goes along.
    Move {
        /// Where to.
        motion: Motion,
        /// Whether the text passed over is selected.
        extend: bool,
    },
    /// Selects the whole text.
    SelectAll,
    /// Drops the selection; the cursor stays.
    Unselect,
    /// Deletes the selection, or else from the cursor to where the motion leads.
    ///
    /// At the end of a row, deleting to its end takes the line end away.
    Delete(Motion),
    /// Deletes the row the cursor is on.
    DeleteRow,
    /// Takes the selection into the clipboard and out of the text.
    Cut,
    /// Takes the selection into the clipboard.
    Copy,
    /// Takes the last step back.
    Undo,
    /// Does it again.
    Redo,
    /// Puts the cursor at a row and column, both counted from 0.
    Click {
        /// The row of the text, not of the window.
        row: usize,
        /// The column in cells.
        column: usize,
    },
    /// Selects from the cursor's place at the last click to a row and column.
    Drag {
        /// The row of the text, not of the window.
        row: usize,
        /// The column in cells.
        column: usize,
    },
}

/// What came of an edit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Whether the text is another.
    pub changed: bool,
    /// Whether the cursor or the selection is another.
    pub moved: bool,
    /// How many graphemes found no room under the limit and were left out.
    pub left_out: usize,
}
