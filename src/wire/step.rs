//! The steps of a plan.

use super::motion::At;
use super::out::{Out, after};
use super::packed::{Cell, Grid};
use super::shift::Shift;

/// One thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Move to a cell.
    Go(usize, usize),
    /// Take a pen, then print the cells from this place up to another column.
    Print(u32, usize, usize, usize),
    /// Take a pen, then print the cell at this place so many times in all.
    Repeat(u32, usize, usize, usize),
    /// Take a pen, then erase to the end of the row.
    EraseRow(u32),
    /// Take a pen, then erase so many characters, then move to a cell.
    Erase(u32, usize, usize, usize),
    /// Take a pen, then shift the rest of the row.
    Shift(u32, Shift),
    /// Take a pen, then erase all below and behind.
    EraseBelow(u32),
    /// Print a blank with whatever pen there is; something else will stand there in the end.
    Fill(usize, usize),
    /// Print a row that holds what terminals do not agree on, from this column on.
    Careful(usize, usize),
}

/// Does one step of a plan.
pub(super) fn take(step: Step, next: &Grid, out: &mut Out<'_>) {
    match step {
        Step::Go(row, column) => out.go(row, column),
        Step::Print(pen, row, column, end) => {
            out.take(pen);
            for cell in &next.row(row)[column..end] {
                if cell.glyph.width() > 0 {
                    out.put(*cell);
                }
            }
        }
        Step::Repeat(pen, row, column, times) => {
            out.take(pen);
            out.put(next.row(row)[column]);
            out.counted(times - 1, b'b');
            out.hand.at =
                if column + times < next.width { At::Cell(row, column + times) } else { At::Row(row) };
        }
        Step::EraseRow(pen) => {
            out.take(pen);
            out.bytes.extend_from_slice(b"\x1b[K");
        }
        Step::Erase(pen, times, row, column) => {
            out.take(pen);
            out.counted(times, b'X');
            out.go(row, column);
        }
        Step::Shift(pen, shift) => {
            out.take(pen);
            out.bytes.extend_from_slice(shift.bytes().as_bytes());
        }
        Step::EraseBelow(pen) => {
            out.take(pen);
            out.bytes.extend_from_slice(b"\x1b[J");
        }
        Step::Fill(row, column) => {
            out.bytes.push(b' ');
            out.hand.at = after(row, column, Cell::EMPTY.glyph, next.width, out.can);
        }
        Step::Careful(row, first) => out.careful(row, first, next.row(row)),
    }
}
