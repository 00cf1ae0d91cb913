//! Characters inserted into a row, or taken out of it.

use super::capabilities::Capabilities;
use super::motion::Short;
use super::packed::Cell;

/// The farthest that a row is shifted.
pub(super) const FAR: usize = 24;

/// The rest of a row moves by so many columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shift {
    pub(super) column: usize,
    pub(super) count: usize,
    /// To the right, making room; otherwise to the left.
    pub(super) insert: bool,
}

impl Shift {
    pub(super) fn bytes(self) -> Short {
        Short::counted(self.count, if self.insert { b'@' } else { b'P' })
    }

    /// The row after it.
    pub(super) fn apply(self, old: &[Cell]) -> Vec<Cell> {
        let mut row = old.to_vec();
        let rest = &mut row[self.column..];
        let count = self.count.min(rest.len());
        if self.insert {
            rest.rotate_right(count);
            rest[..count].fill(Cell::EMPTY);
        } else {
            rest.rotate_left(count);
            let end = rest.len() - count;
            rest[end..].fill(Cell::EMPTY);
        }
        row
    }

    /// The shift that leaves least to be done; none if none helps or a wide character is in the way.
    ///
    /// Not farther than `far` columns.
    pub(super) fn find(old: &[Cell], new: &[Cell], far: usize, can: &Capabilities) -> Option<Shift> {
        let width = new.len();
        let column = (0..width).find(|column| old[*column] != new[*column])?;
        if old[column..].iter().chain(&new[column..]).any(|cell| !cell.glyph.is_narrow()) {
            return None;
        }
        let (old_rest, new_rest) = (&old[column..], &new[column..]);
        let direct = differ(old_rest, new_rest, usize::MAX);
        let filled = |row: &[Cell]| row.iter().filter(|cell| **cell != Cell::EMPTY).count();
        if filled(old_rest) == 0 {
            return None;
        }
        let mut best = None;
        let mut least = direct.saturating_sub(3);
        for count in 1..=far.min(width - column) {
            for insert in [true, false] {
                if !(if insert { can.insert_characters } else { can.delete_characters }) {
                    continue;
                }
                let left = if insert {
                    filled(&new_rest[..count]) + differ(old_rest, &new_rest[count..], least)
                } else {
                    let end = new_rest.len() - count;
                    filled(&new_rest[end..]) + differ(&old_rest[count..], new_rest, least)
                };
                if left < least {
                    least = left;
                    best = Some(Shift { column, count, insert });
                }
            }
        }
        best
    }
}

/// How many cells differ; so many at most are of interest.
fn differ(one: &[Cell], other: &[Cell], most: usize) -> usize {
    one.iter().zip(other).filter(|(one, other)| one != other).take(most).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::packed::Grid;
    use crate::wire::tables::Tables;
    use crate::wire::{Capabilities, Depth};
    use ratatui::buffer::Buffer;

    #[track_caller]
    fn check(old: &str, new: &str, expected: Option<(usize, usize, bool)>) {
        let mut tables = Tables::new();
        let mut pack = |line| Grid::pack(&Buffer::with_lines([line]), Depth::True, &mut tables);
        let (old, new) = (pack(old), pack(new));
        let found = Shift::find(old.row(0), new.row(0), FAR, &Capabilities::safe());
        assert_eq!(found.map(|shift| (shift.column, shift.count, shift.insert)), expected);
    }

    #[test]
    fn an_inserted_and_a_deleted_letter_are_found() {
        check("the quick fox  ", "the qquick fox ", Some((5, 1, true)));
        check("the qquick fox ", "the quick fox  ", Some((5, 1, false)));
        check("the quick fox       ", "the very quick fox  ", Some((4, 5, true)));
    }

    #[test]
    fn other_changes_are_no_shift() {
        check("the quick fox", "the slick fax", None);
        check("漢字 quick fox ", "漢字漢quick fox", None);
        check("same", "same", None);
    }
}
