//! The least that any encoder could send from one picture to the next.
//!
//! The encoder may use the safe sequences: printing a glyph (its UTF-8 bytes),
//! CR, LF, BS, `ESC M`, CUU, CUD, CUF, CUB, CHA, VPA, CUP; EL, ED, ECH (three
//! bytes at least); ICH, DCH (three at least); IL, DL and scrolling within
//! margins; SGR. It prints no glyph twice at the cost of one (REP is not
//! safe), and does not rely on the end of a row to come to the next one. It
//! may have left cursor and pen of the last picture wherever it likes, unless
//! the cursor is seen. It does not leave a row between two stretches of it only
//! because another row has one in just the right column.
//!
//! What is left out of account is always to the encoder's favour, so that
//! nothing can be below the bound:
//!
//! - Rows stay where they are, or move in any way that keeps their order, for
//!   three bytes at each place where the distance changes (one or two for
//!   scrolling the whole screen). Where rows move, each stretch that must be
//!   printed costs its glyphs, and each row one byte to come there. Moving copies
//!   no cell, so glyphs of which there are more than before are printed with
//!   their pens.
//! - Where no row moves, each stretch costs its glyphs and the way to it from
//!   its neighbour in the row; the rows are joined by the cheapest tree of ways
//!   from where the cursor can leave one to where it can enter another. Blanks
//!   are printed, or erased at three bytes a row, or by one ED for all below.
//! - Within a row, letters may be shifted, for three bytes at each place where
//!   the distance changes.
//! - Each pen that is needed is entered once. The one that the last picture
//!   ended with is known for each end that it may have had, and what it costs
//!   to end so (`pen::Carried`). A pen taken earlier than it is needed costs as
//!   much, so nothing is lost by taking it late.
//!
//! As the pen is carried, a single step may be below its share of the bound, if
//! the steps before it were above theirs; all steps up to any one are not.

mod motion;
mod pen;
mod row;

use std::collections::{BTreeSet, HashMap};

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use motion::{Stop, between};
use pen::{Carried, Pen};
use row::{BLANK, Costs, Glyphs, Line, Part, changes, shifted};

/// Showing or hiding the cursor.
const CURSOR: usize = 6;
/// The shortest sequence that erases or moves cells.
const SEQUENCE: usize = 3;
/// No change of the pen is longer.
const DEAREST_PEN: usize = 64;
/// More than anything costs.
const FAR: usize = usize::MAX / 4;

/// Follows pictures, and says for each the least that it costs.
#[derive(Default)]
pub(crate) struct Bound {
    glyphs: Glyphs,
    costs: Costs,
    carried: Carried,
    last: Option<(Vec<Line>, Option<Position>)>,
}

impl Bound {
    /// The least for the next picture; nothing for the first one.
    pub(crate) fn step(&mut self, picture: &Buffer, cursor: Option<Position>) -> usize {
        let next: Vec<Line> = (0..picture.area.height).map(|y| self.glyphs.line(picture, y)).collect();
        let Some((last, from)) = self.last.replace((next.clone(), cursor)) else { return 0 };
        let switch = if from.is_some() == cursor.is_some() { 0 } else { CURSOR };
        if last == next && from == cursor {
            return 0;
        }
        let stays = self.unmoved(&last, &next, from, cursor);
        let rows = last.iter().zip(&next);
        let in_place = rows.flat_map(|(old, new)| self.more([old], [new])).collect();
        // Above this no end of the step is the better one for having moved rows.
        let limit = stays + self.carried.least(&in_place) + DEAREST_PEN;
        let moves = if last == next { FAR } else { self.moved(&last, &next, limit) };
        switch + self.carried.step(&[(stays, in_place), (moves, self.more(&last, &next))])
    }

    /// The least if no row moves.
    fn unmoved(&self, last: &[Line], next: &[Line], from: Option<Position>, to: Option<Position>) -> usize {
        let rows = || last.iter().zip(next);
        let parts: Vec<Vec<Part>> = rows().map(|(old, new)| changes(&self.glyphs, old, new)).collect();
        let shifted: Vec<Option<usize>> = rows().map(|(old, new)| shifted(&self.glyphs, old, new)).collect();
        let whole = Scene { next, parts, shifted, from, to, erased: None };
        let mut best = whole.least();
        let blank = vec![BLANK; next.first().map_or(0, Vec::len)];
        let lowest = whole.parts.iter().rposition(|parts| parts.iter().any(|part| part.blank));
        // One ED in a row: its end and all below it is printed on a clean ground.
        for row in 0..lowest.map_or(0, |row| row + 1) {
            let mut parts = whole.parts.clone();
            parts[row].retain(|part| !part.blank);
            for below in row + 1..next.len() {
                parts[below] = changes(&self.glyphs, &blank, &next[below]);
            }
            let mut shifted = whole.shifted.clone();
            shifted[row..].fill(None);
            let scene = Scene { next, parts, shifted, from, to, erased: Some(row) };
            best = best.min(SEQUENCE + scene.least());
        }
        best
    }

    /// The least if rows move, unless it is above a limit. Their order is kept, and each change of the distance costs.
    fn moved(&mut self, last: &[Line], next: &[Line], limit: usize) -> usize {
        let rows = next.len();
        let (glyphs, costs) = (&self.glyphs, &mut self.costs);
        let blank = vec![BLANK; next.first().map_or(0, Vec::len)];
        let ground = costs.number(&blank);
        let old: Vec<u32> = last.iter().map(|line| costs.number(line)).collect();
        let new: Vec<u32> = next.iter().map(|line| costs.number(line)).collect();
        let mut afresh = Vec::new();
        for row in 0..rows {
            afresh.push(costs.least(glyphs, (&blank, ground), (&next[row], new[row])));
        }
        let sum = |rows: std::ops::Range<usize>| afresh[rows].iter().sum::<usize>();
        let mut cost = |origin: usize, row: usize| {
            costs.least(glyphs, (&last[origin], old[origin]), (&next[row], new[row]))
        };
        // For rows before this one, with all rows that are kept at their place.
        let mut straight = vec![0; rows + 1];
        // For row and origin: kept so; the rows before, the last kept one at this distance, or at any.
        let mut kept = vec![vec![FAR; rows + 1]; rows + 1];
        let mut along = vec![vec![FAR; rows + 1]; rows + 1];
        let mut before = vec![vec![FAR; rows + 1]; rows + 1];
        let mut best = SEQUENCE + sum(0..rows);
        for row in 0..rows {
            for origin in 0..rows {
                if row > 0 && origin > 0 {
                    let kept = kept[row - 1][origin - 1];
                    along[row][origin] = kept.min(along[row - 1][origin - 1] + afresh[row - 1]);
                    before[row][origin] =
                        kept.min(before[row - 1][origin] + afresh[row - 1]).min(before[row][origin - 1]);
                }
                let begun = match (origin, row) {
                    (origin, row) if origin > row => {
                        (sum(0..row) + (origin - row).min(SEQUENCE)).min(straight[row] + SEQUENCE)
                    }
                    (origin, row) if origin < row => {
                        let top = sum(0..row) + (2 * (row - origin)).min(SEQUENCE);
                        top.min(straight[origin] + sum(origin..row) + SEQUENCE)
                    }
                    (_, _) => FAR,
                };
                let way = along[row][origin].min(before[row][origin] + SEQUENCE).min(begun);
                if way <= limit {
                    kept[row][origin] = way + cost(origin, row);
                    best = best.min(kept[row][origin] + sum(row + 1..rows));
                }
            }
            straight[row + 1] =
                straight[row] + if straight[row] <= limit { cost(row, row).min(afresh[row]) } else { 0 };
        }
        // The cursor may be at one of the stretches already.
        best.saturating_sub(1)
    }

    /// The pens of glyphs of which there are more than before in these rows: moving them is not enough.
    fn more<'l>(
        &self,
        last: impl IntoIterator<Item = &'l Line>,
        next: impl IntoIterator<Item = &'l Line>,
    ) -> BTreeSet<Pen> {
        let mut more: HashMap<u32, isize> = HashMap::new();
        next.into_iter().flatten().for_each(|glyph| *more.entry(*glyph).or_default() += 1);
        last.into_iter().flatten().for_each(|glyph| *more.entry(*glyph).or_default() -= 1);
        let printed = more.into_iter().filter(|(_, more)| *more > 0);
        printed.filter_map(|(glyph, _)| self.glyphs.pen(glyph)).collect()
    }
}

/// What must be done where, if no row moves.
struct Scene<'a> {
    next: &'a [Line],
    parts: Vec<Vec<Part>>,
    /// The least for rows in which letters can be shifted with profit.
    shifted: Vec<Option<usize>>,
    from: Option<Position>,
    to: Option<Position>,
    /// The row with the ED.
    erased: Option<usize>,
}

impl Scene<'_> {
    fn least(&self) -> usize {
        let mut total = 0;
        let mut stops: Vec<Stop> = self.from.map(cell).map(|(y, x)| Stop::at(y, x)).into_iter().collect();
        for (y, row) in self.parts.iter().enumerate() {
            if row.is_empty() && self.erased != Some(y) {
                continue;
            }
            // The way to the row is part of what shifting costs.
            let shifted = self.shifted[y].map_or(FAR, |least| least.saturating_sub(1));
            total += row::plain(row).min(shifted);
            let anywhere = self.shifted[y].is_some() || self.erased == Some(y);
            stops.push(if anywhere { Stop::anywhere(y, self.next[y].len()) } else { Stop::row(y, row) });
        }
        let untouched = stops.len() == usize::from(self.from.is_some());
        match self.to.map(cell) {
            Some(_) if untouched && self.from.is_none() => {}
            Some((y, x)) => stops.push(Stop::at(y, x)),
            None => {}
        }
        total + between(&stops)
    }
}

fn cell(at: Position) -> (usize, usize) {
    (usize::from(at.y), usize::from(at.x))
}
