//! Rows that moved up or down together, found and moved.

use super::capabilities::Capabilities;
use super::motion::{At, margins};
use super::out::Out;
use super::packed::{Cell, Grid};

/// How many cells are compared at most in search of a scroll.
const EFFORT: usize = 400_000;
/// What a scroll costs, at least as an estimate.
const OVERHEAD: i32 = 8;
/// What a row saves that cannot come from there.
const NEVER: i32 = -1_000_000;
/// Margins that have cost so much already are given up.
const HOPELESS: i32 = -16;

/// Rows `top` to `bottom` move by `count` rows, and blank rows come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scroll {
    pub(super) top: usize,
    pub(super) bottom: usize,
    pub(super) count: usize,
    pub(super) up: bool,
}

impl Scroll {
    /// Moves the rows of a picture.
    pub(super) fn apply(self, grid: &mut Grid) {
        let width = grid.width;
        let cells = &mut grid.cells[self.top * width..(self.bottom + 1) * width];
        let moved = self.count * width;
        if self.up {
            cells.rotate_left(moved);
            let end = cells.len() - moved;
            cells[end..].fill(Cell::EMPTY);
        } else {
            cells.rotate_right(moved);
            cells[..moved].fill(Cell::EMPTY);
        }
    }

    /// Appends the shortest bytes that do it; false if the terminal has none.
    pub(super) fn write(self, out: &mut Out<'_>, rows: usize) -> bool {
        // What comes in takes the background of the pen on some terminals.
        out.take_for_blank(0);
        let ways: [fn(Scroll, &mut Out<'_>, usize) -> bool; 3] =
            [Scroll::at_the_edge, Scroll::by_lines, Scroll::between_margins];
        let mut best: Option<(Vec<u8>, At)> = None;
        for way in ways {
            let mut trial = Out { bytes: Vec::new(), ..*out };
            if way(self, &mut trial, rows)
                && best.as_ref().is_none_or(|best| trial.bytes.len() < best.0.len())
            {
                best = Some((trial.bytes, trial.hand.at));
            }
        }
        let Some((bytes, at)) = best else { return false };
        out.bytes.extend_from_slice(&bytes);
        out.hand.at = at;
        true
    }

    /// The whole screen: line feeds at its bottom, or reverse ones at its top.
    fn at_the_edge(self, out: &mut Out<'_>, rows: usize) -> bool {
        if self.top > 0 || self.bottom + 1 < rows || !self.up && !out.can.relative {
            return false;
        }
        out.level(if self.up { self.bottom } else { 0 });
        self.feed(out);
        true
    }

    fn feed(self, out: &mut Out<'_>) {
        let one: &[u8] = if self.up { b"\n" } else { b"\x1bM" };
        for _ in 0..self.count {
            out.bytes.extend_from_slice(one);
        }
    }

    /// Lines taken out on one side and inserted on the other.
    fn by_lines(self, out: &mut Out<'_>, rows: usize) -> bool {
        if !out.can.lines {
            return false;
        }
        let low = self.bottom + 1 - self.count;
        let (from, to) = if self.up { (self.top, low) } else { (low, self.top) };
        if self.up || self.bottom + 1 < rows {
            out.level(from);
            out.counted(self.count, b'M');
            out.hand.at = At::Row(from);
        }
        if !self.up || self.bottom + 1 < rows {
            out.level(to);
            out.counted(self.count, b'L');
            out.hand.at = At::Row(to);
        }
        true
    }

    /// Margins around the rows, and the scroll between them.
    fn between_margins(self, out: &mut Out<'_>, rows: usize) -> bool {
        if !out.can.regions || !self.up && !out.can.relative && !out.can.lines {
            return false;
        }
        margins(self.top, self.bottom, rows, &mut out.bytes);
        out.hand.at = At::Nowhere;
        if self.top == 0 {
            // Setting margins sends the cursor home.
            out.hand.at = At::Cell(0, 0);
        }
        let lines = Out { bytes: Vec::new(), ..*out };
        let mut lines = lines;
        if out.can.lines {
            lines.absolute(self.top);
            lines.counted(self.count, if self.up { b'M' } else { b'L' });
        }
        let mut feeds = Out { bytes: Vec::new(), ..*out };
        if self.up || out.can.relative {
            feeds.absolute(if self.up { self.bottom } else { self.top });
            self.feed(&mut feeds);
        }
        let shorter =
            if lines.bytes.is_empty() || !feeds.bytes.is_empty() && feeds.bytes.len() <= lines.bytes.len() {
                feeds.bytes
            } else {
                lines.bytes
            };
        out.bytes.extend_from_slice(&shorter);
        out.bytes.extend_from_slice(b"\x1b[r");
        out.hand.at = At::Cell(0, 0);
        true
    }
}

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
}

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
        }
    }

    /// About what it takes to make a new row of the old one with this number.
    fn price(&mut self, from: usize, row: usize) -> i32 {
        let place = from * self.new.height + row;
        if self.known[place] == UNKNOWN {
            let old = if from < self.new.height { self.old.row(from) } else { &self.blank };
            self.known[place] = estimate(old, self.new.row(row));
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
    let mut best: Option<(i32, Scroll)> = None;
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
            best = better(best, Some((gain, Scroll { top, bottom, count, up })));
        }
    }
    best
}

/// About how many bytes it takes to turn one row into another.
fn estimate(old: &[Cell], new: &[Cell]) -> i32 {
    let Some(first) = old.iter().zip(new).position(|(one, other)| one != other) else { return 0 };
    let end = new.iter().rposition(|cell| *cell != Cell::EMPTY).map_or(0, |last| last + 1).max(first);
    let mut cost = 3;
    let mut gap = 0;
    for (one, other) in old[first..end].iter().zip(&new[first..end]) {
        if one == other {
            gap += 1;
        } else {
            cost += 1 + gap.min(4);
            gap = 0;
        }
    }
    cost + if old[end..].iter().any(|cell| *cell != Cell::EMPTY) { 3 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::capabilities::Depth;
    use crate::wire::out::Hand;
    use crate::wire::packed::Tables;
    use ratatui::buffer::Buffer;

    const SAFE: fn() -> Capabilities = Capabilities::safe;

    fn grids(old: &[&str], new: &[&str], tables: &mut Tables) -> (Grid, Grid) {
        let mut pack = |lines: &[&str]| Grid::pack(&Buffer::with_lines(lines.to_vec()), Depth::True, tables);
        (pack(old), pack(new))
    }

    #[track_caller]
    fn check(old: &[&str], new: &[&str], expected: Option<Scroll>) {
        let (old, new) = grids(old, new, &mut Tables::new());
        assert_eq!(Search::new(&old, &new).find(&SAFE()), expected);
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

    #[track_caller]
    fn bytes(scroll: Scroll, at: At, can: Capabilities, expected: &str) {
        let tables = Tables::new();
        let hand = Hand { at, pen: 0 };
        let mut out = Out { bytes: Vec::new(), hand, width: 80, can: &can, tables: &tables };
        assert!(scroll.write(&mut out, 24));
        assert_eq!(String::from_utf8_lossy(&out.bytes), expected);
    }

    #[test]
    fn the_shortest_bytes_do_it() {
        let scroll = |top, bottom, count, up| Scroll { top, bottom, count, up };
        bytes(scroll(0, 23, 1, true), At::Cell(23, 5), SAFE(), "\n");
        bytes(scroll(0, 23, 3, false), At::Cell(0, 5), SAFE(), "\x1b[3L");
        bytes(scroll(3, 23, 1, true), At::Cell(3, 5), SAFE(), "\x1b[M");
        bytes(scroll(2, 3, 1, true), At::Cell(2, 0), SAFE(), "\x1b[M\r\n\x1b[L");
        let no_lines = Capabilities { lines: false, ..SAFE() };
        bytes(scroll(2, 20, 1, true), At::Cell(9, 9), no_lines, "\x1b[3;21r\x1b[21H\n\x1b[r");
        bytes(scroll(2, 20, 1, false), At::Cell(9, 9), no_lines, "\x1b[3;21r\x1b[3H\x1bM\x1b[r");
    }

    #[test]
    fn what_comes_in_is_blank() {
        let (mut old, new) = grids(&["a", "b", "c"], &["b", " ", "c"], &mut Tables::new());
        Scroll { top: 0, bottom: 1, count: 1, up: true }.apply(&mut old);
        assert_eq!(old, new);
    }
}
