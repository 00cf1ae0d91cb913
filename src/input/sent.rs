//! What terminals send, decoded.

use crate::keymap::Key;

/// One thing that a terminal sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// A key was pressed, or repeats; of its release nothing is told.
    Key(Key),
    /// The mouse did something.
    Mouse(Mouse),
    /// Text came all at once. It is clean, its line ends are newlines.
    Paste {
        /// The text, or its beginning.
        text: String,
        /// True if there was more than [`MAX_PASTE`](super::MAX_PASTE).
        cut: bool,
    },
    /// The window came to the front (true) or went to the back.
    Focus(bool),
    /// The terminal answers a question.
    Reply(Reply),
}

/// What the mouse did in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub deed: Deed,
    /// The cell's column, from 0.
    pub column: u16,
    /// The cell's row, from 0.
    pub row: u16,
}

/// What a mouse can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A button went down.
    Press(Button),
    /// The mouse moved with a button down.
    Drag(Button),
    /// A button went up.
    Release(Button),
    /// The wheel turned up by a notch.
    WheelUp,
    /// The wheel turned down by a notch.
    WheelDown,
}

/// A button of the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Button {
    Left,
    Middle,
    Right,
}

/// A terminal's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Where the cursor is, after `ESC[6n` or `ESC[?6n`.
    Cursor {
        /// From 0.
        column: u16,
        /// From 0.
        row: u16,
    },
    /// All is well, after `ESC[5n`: everything sent before was taken in.
    Ready,
    /// The terminal is out of order, after `ESC[5n`.
    Fault,
    /// What it is and can do, after `ESC[c`.
    Attributes(Vec<u16>),
    /// Its kind, version and keyboard, after `ESC[>c`.
    Model(Vec<u16>),
    /// How a private mode is set, after `ESC[?..$p`.
    Mode {
        /// The mode.
        mode: u16,
        /// 0 unknown, 1 set, 2 reset, 3 always set, 4 never set.
        setting: u8,
    },
    /// Its name and version, after `ESC[>q`.
    Name(String),
    /// The colour behind the text, after `ESC]11;?`: red, green and blue of 255.
    Background([u8; 3]),
}
