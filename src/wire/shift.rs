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
    /// From this column on everything comes back to where it was, by a shift of the other kind.
    pub(super) back: Option<usize>,
}

/// So many cells are compared before a look at what is left to gain.
const AT_ONCE: usize = 16;
/// The bytes that a shift back takes with the way there, about.
const BACK: usize = 9;

impl Shift {
    pub(super) fn bytes(self) -> Short {
        Short::counted(self.count, if self.insert { b'@' } else { b'P' })
    }

    /// The shift that takes back what is behind a column.
    pub(super) fn counter(self, column: usize) -> Shift {
        Shift { column, insert: !self.insert, back: None, ..self }
    }

    /// The row after it, and nothing else.
    pub(super) fn apply(self, old: &[Cell]) -> Vec<Cell> {
        let mut row = old.to_vec();
        self.apply_to(&mut row);
        row
    }

    /// The row after it and the shift back.
    pub(super) fn apply_both(self, old: &[Cell]) -> Option<Vec<Cell>> {
        let counter = self.counter(self.back?);
        let mut row = old.to_vec();
        // What is pushed over the edge is lost, so room is made first.
        let (first, second) = if self.insert { (counter, self) } else { (self, counter) };
        first.apply_to(&mut row);
        second.apply_to(&mut row);
        Some(row)
    }

    fn apply_to(self, row: &mut [Cell]) {
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
                    best = Some(Shift { column, count, insert, back: None });
                }
            }
        }
        if !can.insert_characters || !can.delete_characters {
            return best;
        }
        // The shift that is best without, to begin with.
        if let Some(shift) = best.as_mut().filter(|shift| shift.count <= old_rest.len() / 2) {
            let (left, back) = with_return(old_rest, new_rest, shift.count, shift.insert);
            shift.back = (left < least).then_some(column + back);
        }
        // Only where something stays at the end, and not amid a large change.
        let end = |row: &[Cell]| row.iter().rposition(|cell| *cell != Cell::EMPTY);
        let stays = end(old_rest).filter(|end_of_old| {
            end(new_rest) == Some(*end_of_old) && old_rest[*end_of_old] == new_rest[*end_of_old]
        });
        if least > BACK && far == FAR && stays.is_some() {
            for count in 1..=far.min((width - column) / 2) {
                for insert in [true, false] {
                    let (left, back) = with_return(old_rest, new_rest, count, insert);
                    if left + BACK < least {
                        least = left + BACK;
                        best = Some(Shift { column, count, insert, back: Some(column + back) });
                    }
                }
            }
        }
        best
    }
}

/// How many cells differ where a shift is best taken back, and where that is.
fn with_return(old: &[Cell], new: &[Cell], count: usize, insert: bool) -> (usize, usize) {
    let blank = |at: usize| usize::from(new[at] != Cell::EMPTY);
    let differ = |from: usize, to: usize| usize::from(old[from] != new[to]);
    let width = new.len();
    let mut left: usize =
        (0..count).map(blank).sum::<usize>() + (count..width).map(|at| differ(at, at)).sum::<usize>();
    let mut best = (usize::MAX, 0);
    for at in 0..width - count {
        let behind = at + count;
        left = if insert {
            left + differ(at, behind)
        } else {
            left + differ(behind, at) + blank(behind) - blank(at)
        };
        left -= differ(behind, behind);
        best = best.min((left, at + 1));
    }
    best
}

/// How many cells differ; so many at most are of interest.
fn differ(one: &[Cell], other: &[Cell], most: usize) -> usize {
    let mut count = 0;
    for (one, other) in one.chunks(AT_ONCE).zip(other.chunks(AT_ONCE)) {
        count += one.iter().zip(other).map(|(one, other)| u32::from(one != other)).sum::<u32>() as usize;
        if count >= most {
            break;
        }
    }
    count
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
        check_both(old, new, expected.map(|(column, count, insert)| (column, count, insert, None)));
    }

    /// With the column where the shift is taken back.
    #[track_caller]
    fn check_both(old: &str, new: &str, expected: Option<(usize, usize, bool, Option<usize>)>) {
        let mut tables = Tables::new();
        let mut pack = |line| Grid::pack(&Buffer::with_lines([line]), Depth::True, &mut tables);
        let (old, new) = (pack(old), pack(new));
        let found = Shift::find(old.row(0), new.row(0), FAR, &Capabilities::safe());
        assert_eq!(found.map(|shift| (shift.column, shift.count, shift.insert, shift.back)), expected);
        let Some(both) = found.and_then(|shift| shift.apply_both(old.row(0))) else { return };
        let differ = both.iter().zip(new.row(0)).filter(|(one, other)| one != other).count();
        assert!(differ <= 5, "{differ}");
    }

    #[test]
    fn an_inserted_and_a_deleted_letter_are_found() {
        check("the quick fox  ", "the qquick fox ", Some((5, 1, true)));
        check("the qquick fox ", "the quick fox  ", Some((5, 1, false)));
        check("the quick fox       ", "the very quick fox  ", Some((4, 5, true)));
    }

    #[test]
    fn what_stays_behind_a_shift_is_brought_back() {
        let (short, long) = ("| a quick fox       |", "| a qquick fox      |");
        check_both(short, long, Some((5, 1, true, Some(13))));
        check_both(long, short, Some((5, 1, false, Some(13))));
        let old = "Enter pick up  c check  h hint  Esc menu  ? help        saved";
        let new = "Enter next  Esc menu  ? help                            saved";
        check_both(old, new, Some((6, 20, false, Some(28))));
    }

    #[test]
    fn other_changes_are_no_shift() {
        check("the quick fox", "the slick fax", None);
        check("漢字 quick fox ", "漢字漢quick fox", None);
        check("same", "same", None);
    }
}
