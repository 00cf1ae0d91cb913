//! What comes from the learner's hands, and what the screen asks for in return.

use crate::keymap::Key;
use crate::session::Command;

/// Something that the learner did with keyboard, mouse or window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touch {
    /// A key was pressed.
    Key(Key),
    /// Text came all at once.
    Paste(String),
    /// The mouse button went down.
    Press {
        /// The cell's column, from 0.
        column: u16,
        /// The cell's row, from 0.
        row: u16,
    },
    /// The mouse moved with its button down.
    Drag {
        /// The cell's column, from 0.
        column: u16,
        /// The cell's row, from 0.
        row: u16,
    },
    /// The mouse button went up; a press and a release at one place are a click.
    Release {
        /// The cell's column, from 0.
        column: u16,
        /// The cell's row, from 0.
        row: u16,
    },
    /// The wheel turned by so many notches, down if above 0.
    Wheel(i8),
    /// The window has another size.
    Resize {
        /// Cells in a row.
        columns: u16,
        /// Rows.
        rows: u16,
    },
}

/// What the screen cannot do itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Have the session do this, then let the screen meet the new scene.
    Do(Command),
    /// Leave the program once everything is saved; otherwise [`Screen::warn`](super::Screen::warn).
    Quit,
    /// Leave the program although work is lost.
    QuitUnsaved,
    /// Give the terminal back to the shell for a while.
    Suspend,
    /// Send the whole picture again.
    Redraw,
    /// Switch mouse reports on or off.
    Mouse(bool),
    /// Take the next theme.
    NextTheme,
}
