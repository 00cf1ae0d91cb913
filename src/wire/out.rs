//! The bytes of one picture on their way, and what they do to the terminal.

use super::capabilities::Capabilities;
use super::glyph::{Class, most};
use super::motion::{At, Short, way};
use super::packed::{Cell, Glyph, Tables};
use super::pen::{Look, change};

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
            for _ in 0..cell.glyph.width() {
                self.bytes.push(b' ');
            }
            self.hand.at = after(row, column, cell.glyph, self.width, self.can);
            self.go(row, column);
        }
        self.tables.write(cell.glyph, &mut self.bytes);
        self.hand.at = after(row, column, cell.glyph, self.width, self.can);
    }

    pub(super) fn counted(&mut self, number: usize, letter: u8) {
        self.bytes.extend_from_slice(Short::counted(number, letter).as_bytes());
    }
}

/// Where the cursor is after printing a glyph.
pub(super) fn after(row: usize, column: usize, glyph: Glyph, width: usize, can: &Capabilities) -> At {
    let next = column + glyph.width();
    let sure = match glyph.class() {
        Class::Plain => true,
        Class::Ambiguous => can.ambiguous_narrow,
        Class::Wide => can.wide,
        Class::Loose => false,
    };
    if sure && next < width { At::Cell(row, next) } else { At::Row(row) }
}

/// How many columns a glyph may spoil on a terminal that sees it differently.
pub(super) fn reach(glyph: Glyph, tables: &Tables, can: &Capabilities) -> usize {
    match glyph.class() {
        Class::Plain | Class::Wide => glyph.width(),
        Class::Ambiguous => {
            if can.ambiguous_narrow {
                1
            } else {
                2
            }
        }
        Class::Loose => tables.text(glyph).map_or(glyph.width().max(2), most),
    }
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
