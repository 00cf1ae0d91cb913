//! Rows that moved up or down together, looked for.

use super::capabilities::Capabilities;
use super::packed::{Cell, Grid};
use super::scroll::Scroll;

/// How many cells are compared at most in search of a scroll.
const EFFORT: usize = 400_000;
/// What a scroll costs, at least as an estimate.
const OVERHEAD: i32 = 8;
/// What a row saves that cannot come from there.
const NEVER: i32 = -1_000_000;
/// Margins that have cost so much already are given up.
const HOPELESS: i32 = -16;

/// Looks for rows that moved, scroll after scroll.
#[derive(Debug)]
pub(super) struct Search<'a> {
    old: &'a Grid,
    new: &'a Grid,
    /// Which old row stands in each place by now; the height stands for a blank one.
    rows: Vec<usize>,
    /// What it takes to turn an old row into a new one, as far as it was needed.
    known: Vec<i32>,
    blank: Vec<Cell>,
    /// Where the words of each new row end.
    ends: Vec<usize>,
}

/// So many cells are compared at once.
const WORD: usize = u64::BITS as usize;
const UNKNOWN: i32 = -1;

impl<'a> Search<'a> {
    pub(super) fn new(old: &'a Grid, new: &'a Grid) -> Self {
        let height = new.height;
        Self {
            old,
            new,
            rows: (0..height).collect(),
            known: vec![UNKNOWN; (height + 1) * height],
            blank: vec![Cell::EMPTY; new.width],
            ends: (0..height)
                .map(|row| {
                    new.row(row).iter().rposition(|cell| *cell != Cell::EMPTY).map_or(0, |last| last + 1)
                })
                .collect(),
        }
    }

    /// About what it takes to make a new row of the old one with this number.
    fn price(&mut self, from: usize, row: usize) -> i32 {
        let place = from * self.new.height + row;
        if self.known[place] == UNKNOWN {
            let old = if from < self.new.height { self.old.row(from) } else { &self.blank };
            self.known[place] = estimate(old, self.new.row(row), self.ends[row]);
        }
        self.known[place]
    }

    /// What a row takes as it stands, and what it would take if it were blank.
    pub(super) fn prices(&mut self, row: usize) -> (i32, i32) {
        (self.price(self.rows[row], row), self.price(self.new.height, row))
    }

    /// What all rows take as they stand.
    pub(super) fn total(&mut self) -> i32 {
        (0..self.new.height).map(|row| self.prices(row).0).sum()
    }

    /// Follows a scroll that is sent.
    pub(super) fn apply(&mut self, scroll: Scroll) {
        let blank = self.new.height;
        let rows = &mut self.rows[scroll.top..=scroll.bottom];
        if scroll.up {
            rows.rotate_left(scroll.count);
            let end = rows.len() - scroll.count;
            rows[end..].fill(blank);
        } else {
            rows.rotate_right(scroll.count);
            rows[..scroll.count].fill(blank);
        }
    }

    /// The one scroll that saves most, by an estimate; none if none saves anything.
    pub(super) fn find(&mut self, can: &Capabilities) -> Option<Scroll> {
        let (width, height) = (self.new.width, self.new.height);
        if height < 2 || width == 0 || !can.regions && !can.lines {
            return None;
        }
        let prices: Vec<(i32, i32)> = (0..height).map(|row| self.prices(row)).collect();
        let first = prices.iter().position(|(direct, _)| *direct > 0)?;
        let last = prices.iter().rposition(|(direct, _)| *direct > 0)?;
        let span = last - first + 1;
        let farthest = (EFFORT / (2 * span * width)).clamp(1, span).min(span - 1);
        // What all rows before one save if they are blank.
        let mut lost = vec![0; height + 1];
        for (row, (direct, fresh)) in prices.iter().enumerate() {
            lost[row + 1] = lost[row] + direct - fresh;
        }
        let mut best: Option<(i32, Scroll)> = None;
        let mut saved = vec![0; height];
        for count in 1..=farthest {
            for up in [true, false] {
                // What each row saves if its text is what was `count` rows away.
                for row in first..=last {
                    let from = if up { row + count } else { row.wrapping_sub(count) };
                    saved[row] = if (first..=last).contains(&from) {
                        prices[row].0 - self.price(self.rows[from], row)
                    } else {
                        NEVER
                    };
                }
                best = better(best, stretch(&saved, &lost, first, last, count, up));
            }
        }
        best.filter(|(gain, _)| *gain > 0).map(|(_, scroll)| scroll)
    }
}

fn better(one: Option<(i32, Scroll)>, other: Option<(i32, Scroll)>) -> Option<(i32, Scroll)> {
    match (one, other) {
        (Some(one), Some(other)) => Some(if other.0 > one.0 { other } else { one }),
        (one, other) => one.or(other),
    }
}

/// The best margins for a scroll by so many rows.
fn stretch(
    saved: &[i32],
    lost: &[i32],
    first: usize,
    last: usize,
    count: usize,
    up: bool,
) -> Option<(i32, Scroll)> {
    let mut best = (i32::MIN, 0, 0);
    for top in first..=last {
        // The rows that keep their text, then those that come in blank; mirrored for the other way.
        let mut kept = 0;
        for moved in 1.. {
            let bottom = top + count + moved - 1;
            if bottom > last {
                break;
            }
            kept += if up { saved[top + moved - 1] } else { saved[top + count + moved - 1] };
            // Whatever comes behind so many rows that have nothing in common is better off without them.
            if kept < HOPELESS {
                break;
            }
            let blank = if up { top + moved } else { top };
            let gain = kept + lost[blank + count] - lost[blank] - OVERHEAD;
            if gain > best.0 {
                best = (gain, top, bottom);
            }
        }
    }
    let (gain, top, bottom) = best;
    (gain > i32::MIN).then_some((gain, Scroll { top, bottom, count, up }))
}

/// About how many bytes it takes to turn one row into another, whose end is known.
fn estimate(old: &[Cell], new: &[Cell], end: usize) -> i32 {
    let mut cost = 0;
    // Of a gap, four cells at most are counted: one moves over what is wider.
    let mut gap = 0;
    for (one, other) in old[..end].chunks(WORD).zip(new[..end].chunks(WORD)) {
        let mut same: u64 = 0;
        for (place, (one, other)) in one.iter().zip(other).enumerate() {
            same |= u64::from(one == other) << place;
        }
        let cells = one.len();
        let mut at = 0;
        while at < cells {
            let equal = ((same >> at).trailing_ones() as usize).min(cells - at);
            gap += equal;
            at += equal;
            let other = if at < cells { ((same >> at).trailing_zeros() as usize).min(cells - at) } else { 0 };
            if other > 0 {
                cost += (other + if cost > 0 { gap.min(4) } else { 0 }) as i32;
                gap = 0;
                at += other;
            }
        }
    }
    let rest = old[end..].iter().any(|cell| *cell != Cell::EMPTY);
    match (cost, rest) {
        (0, false) => 0,
        (cost, false) => cost + 3,
        (cost, true) => cost + 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::depth::Depth;
    use crate::wire::tables::Tables;
    use ratatui::buffer::Buffer;

    fn grids(old: &[&str], new: &[&str], tables: &mut Tables) -> (Grid, Grid) {
        let mut pack = |lines: &[&str]| Grid::pack(&Buffer::with_lines(lines.to_vec()), Depth::True, tables);
        (pack(old), pack(new))
    }

    #[track_caller]
    fn check(old: &[&str], new: &[&str], expected: Option<Scroll>) {
        let (old, new) = grids(old, new, &mut Tables::new());
        assert_eq!(Search::new(&old, &new).find(&Capabilities::safe()), expected);
    }

    #[test]
    fn a_scroll_is_found_between_rows_that_stay() {
        let old =
            ["the title      ", "one fine line  ", "two fine lines ", "three lines    ", "the foot of it "];
        let new =
            ["the title      ", "two fine lines ", "three lines    ", "four           ", "the foot of it "];
        check(&old, &new, Some(Scroll { top: 1, bottom: 3, count: 1, up: true }));
        check(&new, &old, Some(Scroll { top: 1, bottom: 3, count: 1, up: false }));
        check(&old, &old, None);
    }

    #[test]
    fn a_word_here_and_there_is_no_scroll() {
        check(&["one a", "two b", "six c"], &["one d", "two b", "six e"], None);
    }
}
