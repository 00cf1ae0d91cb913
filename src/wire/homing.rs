//! The cursor's way to its place, over letters that are there already.

use super::capabilities::Capabilities;
use super::motion::way;
use super::out::{Hand, Out, fits_blank};
use super::packed::Grid;
use super::tables::Tables;

/// So many letters at most are printed once more to come to a place.
const NEAR: usize = 5;

/// A move to a cell of the row of the cursor, then letters up to its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Homing {
    row: usize,
    from: usize,
    column: usize,
    pub(super) cost: u32,
}

impl Homing {
    /// The cheapest way for the cursor when everything is in its place.
    pub(super) fn new(
        hand: Hand,
        (row, column): (usize, usize),
        shown: &Grid,
        can: &Capabilities,
        tables: &Tables,
    ) -> Self {
        let mut best = Self { row, from: column, column, cost: way(hand.at, row, column, can).len() };
        let mut letters = 0;
        for from in (column.saturating_sub(NEAR)..column).rev() {
            let cell = shown.row(row)[from];
            let pen =
                if cell.is_blank() { fits_blank(hand.pen, cell.look, tables) } else { hand.pen == cell.look };
            if !pen || !cell.glyph.is_narrow() || !super::out::trusted(cell.glyph, can) {
                break;
            }
            letters += tables.len(cell.glyph);
            let cost = way(hand.at, row, from, can).len() + letters;
            if cost < best.cost {
                best = Self { from, cost, ..best };
            }
        }
        best
    }

    pub(super) fn go(self, out: &mut Out<'_>, shown: &Grid) {
        out.go(self.row, self.from);
        for column in self.from..self.column {
            out.put(shown.row(self.row)[column]);
        }
    }
}
