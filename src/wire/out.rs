//! The bytes of one picture on their way, and what they do to the terminal.

use super::capabilities::Capabilities;
use super::glyph::Class;
use super::motion::{At, Short, way};
use super::packed::{Cell, Glyph};
use super::pen::{Look, change};
use super::tables::Tables;

/// The pen that nobody knows.
pub(super) const UNKNOWN: u32 = u32::MAX;

/// Where cursor and pen are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hand {
    pub(super) at: At,
    /// The number of its look, or [`UNKNOWN`].
    pub(super) pen: u32,
}

/// Collects bytes and knows where they leave cursor and pen.
#[derive(Debug)]
pub(super) struct Out<'a> {
    pub(super) bytes: Vec<u8>,
    pub(super) hand: Hand,
    pub(super) width: usize,
    pub(super) can: &'a Capabilities,
    pub(super) tables: &'a Tables,
}

impl Out<'_> {
    pub(super) fn go(&mut self, row: usize, column: usize) {
        let way = way(self.hand.at, row, column, self.can);
        self.bytes.extend_from_slice(way.as_bytes());
        self.hand.at = At::Cell(row, column);
    }

    /// Moves to a row, whatever the column.
    pub(super) fn level(&mut self, row: usize) {
        match self.hand.at {
            At::Cell(_, column) => self.go(row, column),
            At::Row(at) if at == row => {}
            At::Row(_) | At::Nowhere => self.go(row, 0),
        }
    }

    /// Moves to the start of a row without a look at where the cursor was, unless it is there.
    pub(super) fn absolute(&mut self, row: usize) {
        if self.hand.at != At::Cell(row, 0) {
            self.hand.at = At::Nowhere;
            self.go(row, 0);
        }
    }

    pub(super) fn take(&mut self, pen: u32) {
        if self.hand.pen != pen {
            let from = (self.hand.pen != UNKNOWN).then(|| self.tables.look(self.hand.pen));
            change(from, self.tables.look(pen), self.can.attributes_off, &mut self.bytes);
            self.hand.pen = pen;
        }
    }

    /// Takes a pen that a blank of this look can be printed or erased with.
    pub(super) fn take_for_blank(&mut self, look: u32) {
        if !fits_blank(self.hand.pen, look, self.tables) {
            self.take(look);
        }
    }

    /// Prints a cell where the cursor is.
    pub(super) fn put(&mut self, cell: Cell) {
        if cell.is_blank() {
            self.take_for_blank(cell.look);
        } else {
            self.take(cell.look);
        }
        let At::Cell(row, column) = self.hand.at else { return };
        let class = cell.glyph.class();
        if class == Class::Loose {
            // A terminal may draw less than it should, and then what was there before would shine through.
            let width = cell.glyph.width();
            self.bytes.extend(std::iter::repeat_n(b' ', width));
            let behind = column + width;
            self.hand.at = if behind < self.width { At::Cell(row, behind) } else { At::Row(row) };
            self.go(row, column);
        }
        self.tables.write(cell.glyph, &mut self.bytes);
        self.hand.at = after(row, column, cell.glyph, self.width, self.can);
    }

    pub(super) fn counted(&mut self, number: usize, letter: u8) {
        self.bytes.extend_from_slice(Short::counted(number, letter).as_bytes());
    }

    /// Prints a row from a column on, with a move behind each symbol that may have gone astray.
    pub(super) fn careful(&mut self, row: usize, first: usize, cells: &[Cell]) {
        let end = cells.iter().rposition(|cell| *cell != Cell::EMPTY).map_or(0, |last| last + 1);
        for (column, cell) in cells.iter().enumerate().take(end).skip(first) {
            if cell.glyph.width() > 0 {
                self.go(row, column);
                self.put(*cell);
            }
        }
        if end < cells.len() {
            self.go(row, end.max(first));
            self.take_for_blank(0);
            self.bytes.extend_from_slice(b"\x1b[K");
        }
    }
}

/// Where the cursor is after printing a glyph.
pub(super) fn after(row: usize, column: usize, glyph: Glyph, width: usize, can: &Capabilities) -> At {
    let next = column + glyph.width();
    if trusted(glyph, can) && next < width { At::Cell(row, next) } else { At::Row(row) }
}

/// True if every terminal with these capabilities agrees on the width of a glyph.
pub(super) fn trusted(glyph: Glyph, can: &Capabilities) -> bool {
    match glyph.class() {
        Class::Plain => true,
        Class::Ambiguous => can.ambiguous_narrow,
        Class::Wide => can.wide,
        Class::Loose => false,
    }
}

/// True if that is so for all these glyphs.
pub(super) fn all_trusted(cells: &[Cell], can: &Capabilities) -> bool {
    Glyph::all_plain(cells) || cells.iter().all(|cell| trusted(cell.glyph, can))
}

/// True if a blank of a look can be made with a pen of another.
pub(super) fn fits_blank(pen: u32, look: u32, tables: &Tables) -> bool {
    if pen == look {
        return true;
    }
    if pen == UNKNOWN {
        return false;
    }
    let (pen, look): (Look, Look) = (tables.look(pen), tables.look(look));
    look.is_smooth() && pen.is_smooth() && pen.bg == look.bg
}
