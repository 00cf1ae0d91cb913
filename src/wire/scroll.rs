//! Rows that moved up or down together, found and moved.

use super::capabilities::Capabilities;
use super::motion::{At, margins};
use super::out::Out;
use super::packed::{Cell, Grid};

/// How many cells are compared at most in search of a scroll.
const EFFORT: usize = 400_000;
/// What a scroll costs, at least as an estimate.
const OVERHEAD: i64 = 8;

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

/// The one scroll that saves most, by an estimate; none if none saves anything.
pub(super) fn find(old: &Grid, new: &Grid, can: &Capabilities) -> Option<Scroll> {
    let (width, height) = (new.width, new.height);
    if height < 2 || width == 0 || !can.regions && !can.lines {
        return None;
    }
    let first = (0..height).find(|row| old.row(*row) != new.row(*row))?;
    let last = (0..height).rev().find(|row| old.row(*row) != new.row(*row))?;
    let span = last - first + 1;
    let direct: Vec<i64> = (0..height).map(|row| estimate(old.row(row), new.row(row))).collect();
    let blank = vec![Cell::EMPTY; width];
    let fresh: Vec<i64> = (0..height).map(|row| estimate(&blank, new.row(row))).collect();
    let farthest = (EFFORT / (2 * span * width)).clamp(1, span).min(span - 1);
    let mut best: Option<(i64, Scroll)> = None;
    let mut saved = vec![0; height];
    for count in 1..=farthest {
        for up in [true, false] {
            // What each row saves if its text is what was `count` rows away.
            for row in first..=last {
                let from = if up { row + count } else { row.wrapping_sub(count) };
                saved[row] = if (first..=last).contains(&from) {
                    direct[row] - estimate(old.row(from), new.row(row))
                } else {
                    i64::MIN / 1024
                };
            }
            let lost: Vec<i64> = (0..height).map(|row| direct[row] - fresh[row]).collect();
            best = best.max_by_gain(stretch(&saved, &lost, first, last, count, up));
        }
    }
    best.filter(|(gain, _)| *gain > 0).map(|(_, scroll)| scroll)
}

trait MaxByGain {
    fn max_by_gain(self, other: Self) -> Self;
}

impl MaxByGain for Option<(i64, Scroll)> {
    fn max_by_gain(self, other: Self) -> Self {
        match (self, other) {
            (Some(one), Some(two)) => Some(if two.0 > one.0 { two } else { one }),
            (one, two) => one.or(two),
        }
    }
}

/// The best margins for a scroll by so many rows.
fn stretch(
    saved: &[i64],
    lost: &[i64],
    first: usize,
    last: usize,
    count: usize,
    up: bool,
) -> Option<(i64, Scroll)> {
    let mut best: Option<(i64, Scroll)> = None;
    for top in first..=last {
        // The rows that keep their text, then those that come in blank; mirrored for the other way.
        let mut kept = 0;
        for moved in 1.. {
            let bottom = top + count + moved - 1;
            if bottom > last {
                break;
            }
            kept += if up { saved[top + moved - 1] } else { saved[top + count + moved - 1] };
            if kept < i64::MIN / 2048 {
                break;
            }
            let blank = if up { top + moved..=bottom } else { top..=top + count - 1 };
            let gain = kept + lost[blank].iter().sum::<i64>() - OVERHEAD;
            best = best.max_by_gain(Some((gain, Scroll { top, bottom, count, up })));
        }
    }
    best
}

/// About how many bytes it takes to turn one row into another.
pub(super) fn estimate(old: &[Cell], new: &[Cell]) -> i64 {
    if old == new {
        return 0;
    }
    let end = new.iter().rposition(|cell| *cell != Cell::EMPTY).map_or(0, |last| last + 1);
    let mut cost = 3;
    let mut gap = 0;
    for (one, other) in old[..end].iter().zip(new) {
        if one == other {
            gap += 1;
        } else {
            cost += 1 + if cost > 3 { gap.min(4) } else { 0 };
            gap = 0;
        }
    }
    cost + if old[end..].iter().any(|cell| *cell != Cell::EMPTY) { 3 } else { 0 }
}
