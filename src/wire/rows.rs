//! The cheapest way through the changed cells of a row, from left to right.
//!
//! A shortest path: a node is a column, what is known to be on the rest of
//! the row by then, and a pen. Rows follow each other in one long path, so
//! where a row ends and with which pen is chosen with the next row in view.

use super::capabilities::Capabilities;
use super::edges::NEAR;
use super::motion::{At, way};
use super::out::{Hand, Out, UNKNOWN, all_trusted};
use super::packed::{Cell, Glyph};
use super::pen::change;
use super::shift::Shift;
use super::step::Step;
use super::tables::Tables;

/// How many pens are followed in one place.
const PENS: usize = 3;
/// How many ends of a row the next row may begin at.
const ENDS: usize = 3;
/// The start of all paths.
pub(super) const START: u32 = u32::MAX;

/// The end of a path: what it costs, and where it leaves cursor and pen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub(super) cost: u32,
    pub(super) hand: Hand,
    pub(super) from: u32,
    pub(super) step: Step,
    /// True on the way over unchanged cells.
    pub(super) bridging: bool,
}

/// A row as it is and as it should be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    pub(super) row: usize,
    pub(super) old: &'a [Cell],
    pub(super) new: &'a [Cell],
    pub(super) shift: Option<Shift>,
    /// What it will be in the end; where `new` is not that, anything may stand for now.
    pub(super) last: Option<&'a [Cell]>,
}

impl Row<'_> {
    /// True if it does not matter what stands in a column.
    pub(super) fn is_free(&self, column: usize) -> bool {
        self.last.is_some_and(|last| last[column] != self.new[column])
    }
}

/// What is on the rest of the row.
pub(super) const AS_IT_WAS: usize = 0;
pub(super) const SHIFTED: usize = 1;
pub(super) const ERASED: usize = 2;
/// Shifted, and shifted back.
pub(super) const RETURNED: usize = 3;
const MODES: usize = 4;

#[derive(Clone, Copy, Debug, Default)]
struct Node {
    labels: [u32; PENS],
    len: usize,
}

/// Finds paths; its memory serves one row after the other.
#[derive(Debug)]
pub(super) struct Paths<'a> {
    pub(super) can: &'a Capabilities,
    pub(super) tables: &'a Tables,
    pub(super) labels: Vec<Label>,
    nodes: Vec<Node>,
    /// The next changed column at or behind each column, for each thing known of the rest.
    pub(super) changed: [Vec<usize>; MODES],
    /// The look of the next letter at or behind each column.
    pub(super) coming: Vec<u32>,
    /// The end of the run of equal cells that each column is in.
    pub(super) runs: Vec<usize>,
    prices: [(u32, u32, u32); 64],
    scratch: Vec<u8>,
}

impl<'a> Paths<'a> {
    pub(super) fn new(can: &'a Capabilities, tables: &'a Tables) -> Self {
        Self {
            can,
            tables,
            labels: Vec::new(),
            nodes: Vec::new(),
            changed: [const { Vec::new() }; MODES],
            coming: Vec::new(),
            runs: Vec::new(),
            prices: [(UNKNOWN, UNKNOWN, 0); 64],
            scratch: Vec::new(),
        }
    }

    /// What it costs to change the pen.
    pub(super) fn price(&mut self, from: u32, to: u32) -> u32 {
        if from == to {
            return 0;
        }
        let place = (from.wrapping_mul(7) ^ to) as usize % self.prices.len();
        let known = self.prices[place];
        if (known.0, known.1) == (from, to) && from != UNKNOWN {
            return known.2;
        }
        self.scratch.clear();
        let old = (from != UNKNOWN).then(|| self.tables.look(from));
        change(old, self.tables.look(to), self.can.attributes_off, &mut self.scratch);
        let price = self.scratch.len() as u32;
        self.prices[place] = (from, to, price);
        price
    }

    /// Adds the end of a path.
    pub(super) fn add(&mut self, from: u32, cost: u32, hand: Hand, step: Step) -> u32 {
        self.labels.push(Label { cost, hand, from, step, bridging: false });
        self.labels.len() as u32 - 1
    }

    /// The label with this number; the start has none.
    pub(super) fn label(&self, number: u32) -> Label {
        self.labels[number as usize]
    }

    /// The steps of the path that ends here.
    pub(super) fn steps(&self, mut end: u32) -> Vec<Step> {
        let mut steps = Vec::new();
        while let Some(label) = self.labels.get(end as usize).filter(|label| label.from != START) {
            steps.push(label.step);
            end = label.from;
        }
        steps.reverse();
        steps
    }

    /// The ends of the cheapest paths that do a row after one of these.
    pub(super) fn row(&mut self, row: Row<'_>, starts: &[u32]) -> Vec<u32> {
        let width = row.new.len();
        if !all_trusted(row.old, self.can) || !all_trusted(row.new, self.can) {
            return self.careful(row, starts);
        }
        self.survey(row);
        let first = self.changed[AS_IT_WAS][0];
        if first == width {
            return starts.to_vec();
        }
        self.nodes.clear();
        self.nodes.resize(MODES * (width + 1), Node::default());
        for start in starts {
            let Hand { at, .. } = self.label(*start).hand;
            let near = match at {
                At::Cell(_, column) if column < first && first - column <= NEAR => Some(column),
                At::Cell(..) | At::Row(_) | At::Nowhere => None,
            };
            let left = (first > 0 && first <= NEAR && near != Some(0)).then_some(0);
            for column in [Some(first), near, left].into_iter().flatten() {
                if row.new[column].glyph.width() > 0 {
                    self.enter(*start, row.row, column);
                }
            }
        }
        let mut ends = Vec::new();
        let wide = row.old.iter().any(|cell| cell.glyph == Glyph::TAIL);
        // Without a shift the modes that follow one are never come to.
        let modes: &[usize] =
            if row.shift.is_some() { &[AS_IT_WAS, SHIFTED, RETURNED, ERASED] } else { &[AS_IT_WAS, ERASED] };
        for column in 0..=width {
            for &mode in modes {
                let node = self.nodes[mode * (width + 1) + column];
                for number in &node.labels[..node.len] {
                    if self.changed[mode][column] == width {
                        ends.push(*number);
                    } else {
                        self.print(row, *number, column, mode);
                        self.leap(row, *number, column, mode);
                        self.repeat(row, *number, column, mode);
                        self.erase(row, *number, column, mode, wide, &mut ends);
                        self.shift(row, *number, column, mode);
                    }
                }
            }
        }
        self.prune(ends)
    }

    /// Notes where the row has changed, and which looks are coming.
    fn survey(&mut self, row: Row<'_>) {
        let width = row.new.len();
        let shifted = row.shift.map(|shift| shift.apply(row.old));
        let returned = row.shift.and_then(|shift| shift.apply_both(row.old));
        for (mode, changed) in self.changed.iter_mut().enumerate() {
            changed.clear();
            if mode == SHIFTED && shifted.is_none() || mode == RETURNED && returned.is_none() {
                continue;
            }
            changed.resize(width + 1, width);
            let mut next = width;
            let mut stale = false;
            for column in (0..width).rev() {
                let new = row.new[column];
                let stands = match (mode, &shifted, &returned) {
                    (AS_IT_WAS, ..) => row.old[column],
                    (SHIFTED, Some(old), _) | (RETURNED, _, Some(old)) => old[column],
                    _ => Cell::EMPTY,
                };
                stale |= stands != new;
                stale &= !row.is_free(column);
                // A wide character is printed as one.
                if new.glyph.width() > 0 {
                    if stale {
                        next = column;
                    }
                    stale = false;
                }
                changed[column] = next;
            }
        }
        self.coming.clear();
        self.coming.resize(width + 1, 0);
        self.runs.clear();
        self.runs.resize(width + 1, width);
        let mut look = 0;
        for column in (0..width).rev() {
            if !row.new[column].is_blank() {
                look = row.new[column].look;
            }
            self.coming[column] = look;
            let same = column + 1 < width && row.new[column + 1] == row.new[column];
            self.runs[column] = if same { self.runs[column + 1] } else { column + 1 };
        }
    }

    fn enter(&mut self, start: u32, row: usize, column: usize) {
        let label = self.label(start);
        let cost = label.cost + way(label.hand.at, row, column, self.can).len();
        let hand = Hand { at: At::Cell(row, column), pen: label.hand.pen };
        self.reach(column, Label { cost, hand, from: start, step: Step::Go(row, column), bridging: false });
    }

    /// Comes to a node, unless another path does everything it does for less.
    pub(super) fn reach(&mut self, place: usize, label: Label) {
        let node = self.nodes[place];
        let mut worst = (0, 0);
        for (index, number) in node.labels[..node.len].iter().enumerate() {
            let other = self.label(*number);
            if other.cost <= label.cost
                && other.cost + self.price(other.hand.pen, label.hand.pen) <= label.cost
                && (!other.bridging || label.bridging)
            {
                return;
            }
            let same = other.hand.pen == label.hand.pen && label.cost <= other.cost;
            if same && (!label.bridging || other.bridging) {
                self.labels.push(label);
                self.nodes[place].labels[index] = self.labels.len() as u32 - 1;
                return;
            }
            worst = worst.max((other.cost, index));
        }
        let index = if node.len < PENS {
            self.nodes[place].len += 1;
            node.len
        } else if label.cost < worst.0 {
            worst.1
        } else {
            return;
        };
        self.labels.push(label);
        self.nodes[place].labels[index] = self.labels.len() as u32 - 1;
    }

    /// A row that holds what terminals do not agree on is printed from its first change on, and nothing else.
    fn careful(&mut self, row: Row<'_>, starts: &[u32]) -> Vec<u32> {
        let Some(first) = first_careful(row.old, row.new) else { return starts.to_vec() };
        let ends: Vec<u32> = starts
            .iter()
            .map(|start| {
                let label = self.label(*start);
                let (can, tables, width) = (self.can, self.tables, row.new.len());
                let mut out = Out { bytes: Vec::new(), hand: label.hand, width, can, tables };
                out.careful(row.row, first, row.new);
                let cost = label.cost + out.bytes.len() as u32;
                self.add(*start, cost, out.hand, Step::Careful(row.row, first))
            })
            .collect();
        self.prune(ends)
    }

    /// Keeps the few ends that may still be the best one.
    pub(super) fn prune(&mut self, mut ends: Vec<u32>) -> Vec<u32> {
        ends.sort_by_key(|number| self.label(*number).cost);
        let mut kept: Vec<u32> = Vec::new();
        for number in ends {
            let hand = self.label(number).hand;
            if kept.iter().all(|other| self.label(*other).hand != hand) {
                kept.push(number);
            }
            if kept.len() == ENDS {
                break;
            }
        }
        kept
    }
}

/// The column from which a row has to be printed if it is printed as a whole.
fn first_careful(old: &[Cell], new: &[Cell]) -> Option<usize> {
    let first = (0..new.len()).find(|column| old[*column] != new[*column])?;
    (0..=first).rev().find(|column| {
        let tail = |row: &[Cell]| row[*column].glyph == Glyph::TAIL;
        !tail(old) && !tail(new)
    })
}
