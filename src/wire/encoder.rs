//! The encoder: what one terminal shows, and the bytes that make it show the next picture.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};

use super::capabilities::Capabilities;
use super::motion::At;
use super::out::{Hand, Out, UNKNOWN};
use super::packed::{Grid, Tables};
use super::plan::plan;

/// The bytes that leave any terminal as others expect it: default pen, no margins, a cursor to be seen.
pub const RESTORE: &[u8] = b"\x1b[m\x1b[r\x1b[?25h";

const SHOW: &[u8] = b"\x1b[?25h";
const HIDE: &[u8] = b"\x1b[?25l";
/// Default pen, no margins, nothing on the screen.
const AFRESH: &[u8] = b"\x1b[m\x1b[r\x1b[2J";

/// Turns pictures into the bytes that make a terminal show them.
///
/// It keeps what its terminal shows, in eight bytes a cell, and sends what is
/// different. It does no input or output: whoever owns the line writes the
/// bytes, all of them and in order. It expects a terminal in raw mode (a line
/// feed must not return the cursor) on its alternate screen.
///
/// ```
/// use curricle::wire::{Capabilities, Encoder};
/// use ratatui::buffer::Buffer;
/// use ratatui::layout::{Position, Size};
///
/// let mut encoder = Encoder::new(Size::new(10, 2), Capabilities::safe());
/// let cursor = Some(Position::new(2, 0));
/// let first = encoder.encode(&Buffer::with_lines(["hi        ", "          "]), cursor);
/// assert!(first.starts_with(b"\x1b[m\x1b[r\x1b[2J"));
///
/// // The same picture costs nothing, and a letter at the cursor costs a byte.
/// assert!(encoder.encode(&Buffer::with_lines(["hi        ", "          "]), cursor).is_empty());
/// let cursor = Some(Position::new(3, 0));
/// let next = encoder.encode(&Buffer::with_lines(["hi!       ", "          "]), cursor);
/// assert_eq!(next, b"!");
/// ```
#[derive(Clone, Debug)]
pub struct Encoder {
    can: Capabilities,
    tables: Tables,
    /// What the terminal shows; after doubt, nothing that one could know.
    shown: Grid,
    sure: bool,
    hand: Hand,
    /// Whether the cursor can be seen, if that is known.
    visible: Option<bool>,
}

impl Encoder {
    /// An encoder for a terminal of this size, of which nothing else is known yet.
    #[must_use]
    pub fn new(size: Size, capabilities: Capabilities) -> Self {
        Self {
            can: capabilities,
            tables: Tables::new(),
            shown: Grid::blank(usize::from(size.width), usize::from(size.height)),
            sure: false,
            hand: Hand { at: At::Nowhere, pen: UNKNOWN },
            visible: None,
        }
    }

    /// The bytes that make the terminal show a picture and its cursor; none if it does already.
    ///
    /// The area of the picture is the whole screen. If its size is not the one
    /// of the picture before, everything is sent.
    ///
    /// Every cell is text: what [`ratatui::buffer::CellDiffOption`] says is not
    /// heeded, and a symbol with a control character in it shows as a blank.
    /// Underlines have the colour of their text: many terminals take other
    /// colours of underlines for something else.
    pub fn encode(&mut self, picture: &Buffer, cursor: Option<Position>) -> Vec<u8> {
        let (width, height) = (usize::from(picture.area.width), usize::from(picture.area.height));
        let resized = (width, height) != (self.shown.width, self.shown.height);
        if resized {
            self.forget();
        }
        let mut bytes = Vec::new();
        if !self.sure {
            bytes.extend_from_slice(AFRESH);
            self.shown = Grid::blank(width, height);
            self.tables = Tables::new();
            self.hand = Hand { at: At::Nowhere, pen: 0 };
        }
        if self.tables.crowded() {
            self.shown.renumber(&mut self.tables, &mut self.hand.pen);
        }
        let next = Grid::pack(picture, self.can.colours, &mut self.tables);
        let cursor = cursor.map(|cursor| {
            let column = cursor.x.saturating_sub(picture.area.x).min(picture.area.width.saturating_sub(1));
            let row = cursor.y.saturating_sub(picture.area.y).min(picture.area.height.saturating_sub(1));
            (usize::from(row), usize::from(column))
        });
        if self.visible != Some(cursor.is_some()) && cursor.is_none() {
            bytes.extend_from_slice(HIDE);
        }
        let out = Out { bytes, hand: self.hand, width, can: &self.can, tables: &self.tables };
        let out = plan(&self.shown, &next, cursor, out);
        self.hand = out.hand;
        let mut bytes = out.bytes;
        if self.visible != Some(cursor.is_some()) && cursor.is_some() {
            bytes.extend_from_slice(SHOW);
        }
        self.visible = Some(cursor.is_some());
        self.shown = next;
        self.sure = true;
        bytes
    }

    /// Trusts nothing about the terminal any more: the next picture is sent whole.
    ///
    /// For a redraw key, after a suspend, and whenever somebody else wrote to the terminal.
    pub fn forget(&mut self) {
        self.sure = false;
        self.visible = None;
        self.hand = Hand { at: At::Nowhere, pen: UNKNOWN };
    }

    /// What the terminal is relied on for.
    #[must_use]
    pub fn capabilities(&self) -> Capabilities {
        self.can
    }

    /// Relies on the terminal for more or less from now on.
    ///
    /// The picture is sent whole if it has other colours now.
    pub fn set_capabilities(&mut self, capabilities: Capabilities) {
        if capabilities.colours != self.can.colours {
            self.forget();
        }
        self.can = capabilities;
    }

    /// The bytes that leave the terminal as others expect it: default pen, no margins, a cursor to be seen.
    ///
    /// Send them before leaving the alternate screen, also on a panic and on
    /// a suspend. The next picture is sent whole.
    pub fn leave(&mut self) -> Vec<u8> {
        self.forget();
        RESTORE.to_vec()
    }
}
