//! What comes from the learner's hands, and what the screen asks for in return.

use crate::input::{Button, Deed, Mouse, Sent};
use crate::keymap::Key;
use crate::session::Command;

/// Something that the learner did with keyboard, mouse or window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touch {
    /// A key was pressed.
    Key(Key),
    /// Text came all at once.
    Paste {
        /// The text, or its beginning.
        text: String,
        /// True if there was more than is ever taken.
        cut: bool,
    },
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

impl Touch {
    /// What the learner did, if it was the learner who made the terminal send this.
    pub fn of(sent: Sent) -> Option<Self> {
        match sent {
            Sent::Key(key) => Some(Touch::Key(key)),
            Sent::Paste { text, cut } => Some(Touch::Paste { text, cut }),
            Sent::Mouse(Mouse { deed, column, row }) => match deed {
                Deed::Press(Button::Left) => Some(Touch::Press { column, row }),
                Deed::Drag(Button::Left) => Some(Touch::Drag { column, row }),
                Deed::Release(Button::Left) => Some(Touch::Release { column, row }),
                Deed::WheelUp => Some(Touch::Wheel(-1)),
                Deed::WheelDown => Some(Touch::Wheel(1)),
                Deed::Press(Button::Middle | Button::Right)
                | Deed::Drag(Button::Middle | Button::Right)
                | Deed::Release(Button::Middle | Button::Right) => None,
            },
            Sent::Focus(_) | Sent::Reply(_) => None,
        }
    }
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
    /// Draw with frames, or without.
    NextLook,
}
