//! The cheapest way through the changed cells of a row, from left to right.
//!
//! A shortest path: a node is a column, what is known to be on the rest of
//! the row by then, and a pen. Rows follow each other in one long path, so
//! where a row ends and with which pen is chosen with the next row in view.

use super::capabilities::Capabilities;
use super::motion::{At, Short, way};
use super::out::{Hand, Out, UNKNOWN, after, fits_blank, trusted};
use super::packed::{Cell, Glyph, Tables};
use super::pen::change;
use super::shift::Shift;

/// How many pens are followed in one place.
const PENS: usize = 3;
/// How many ends of a row the next row may begin at.
const ENDS: usize = 3;
/// Gaps wider than this are never printed over.
const NEAR: usize = 10;
/// Fewer blanks than this are printed, not erased.
const FEW: usize = 4;
/// The start of all paths.
pub(super) const START: u32 = u32::MAX;

/// One thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Move to a cell.
    Go(usize, usize),
    /// Take a pen, then print the cell at this place.
    Print(u32, usize, usize),
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
    /// Nothing; what follows is the second pass.
    Turn,
    /// Print a row that holds what terminals do not agree on, from this column on.
    Careful(usize, usize),
}

/// The end of a path: what it costs, and where it leaves cursor and pen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub(super) cost: u32,
    pub(super) hand: Hand,
    pub(super) from: u32,
    pub(super) step: Step,
    /// True on the way over unchanged cells.
    bridging: bool,
}

/// A row as it is and as it should be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    pub(super) row: usize,
    pub(super) old: &'a [Cell],
    pub(super) new: &'a [Cell],
    pub(super) shift: Option<Shift>,
}

/// What is on the rest of the row.
const AS_IT_WAS: usize = 0;
const SHIFTED: usize = 1;
const ERASED: usize = 2;

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
    labels: Vec<Label>,
    nodes: Vec<Node>,
    /// The next changed column at or behind each column, for each thing known of the rest.
    changed: [Vec<usize>; 3],
    /// The look of the next letter at or behind each column.
    coming: Vec<u32>,
    /// The end of the run of equal cells that each column is in.
    runs: Vec<usize>,
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
            changed: [Vec::new(), Vec::new(), Vec::new()],
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
        if row.old.iter().chain(row.new).any(|cell| !trusted(cell.glyph, self.can)) {
            return self.careful(row, starts);
        }
        self.survey(row);
        let first = self.changed[AS_IT_WAS][0];
        if first == width {
            return starts.to_vec();
        }
        self.nodes.clear();
        self.nodes.resize(3 * (width + 1), Node::default());
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
        for column in 0..=width {
            for mode in [AS_IT_WAS, SHIFTED, ERASED] {
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
        for (mode, changed) in self.changed.iter_mut().enumerate() {
            changed.clear();
            if mode == SHIFTED && shifted.is_none() {
                continue;
            }
            changed.resize(width + 1, width);
            let mut next = width;
            let mut stale = false;
            for column in (0..width).rev() {
                let new = row.new[column];
                stale |= match (mode, &shifted) {
                    (AS_IT_WAS, _) => row.old[column] != new,
                    (SHIFTED, Some(old)) => old[column] != new,
                    _ => new != Cell::EMPTY,
                };
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
    fn reach(&mut self, place: usize, label: Label) {
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

    /// The pens that a cell can be made with, and what they cost.
    fn pens(&mut self, pen: u32, cell: Cell, column: usize) -> [Option<(u32, u32)>; 2] {
        if !cell.is_blank() {
            return [Some((cell.look, self.price(pen, cell.look))), None];
        }
        if fits_blank(pen, cell.look, self.tables) {
            return [Some((pen, 0)), None];
        }
        // The pen of the next letter may do for the blank before it.
        let coming = self.coming[column];
        let ahead = coming != cell.look && fits_blank(coming, cell.look, self.tables);
        let ahead = ahead.then(|| (coming, self.price(pen, coming)));
        [Some((cell.look, self.price(pen, cell.look))), ahead]
    }

    fn print(&mut self, row: Row<'_>, number: u32, column: usize, mode: usize) {
        let (width, label, cell) = (row.new.len(), self.label(number), row.new[column]);
        let gap = self.changed[mode][column] - column;
        if gap > NEAR {
            return;
        }
        let bridging = gap > 0;
        let next = column + cell.glyph.width();
        let at = after(row.row, column, cell.glyph, width, self.can);
        for (pen, price) in self.pens(label.hand.pen, cell, column).into_iter().flatten() {
            let cost = label.cost + price + self.tables.len(cell.glyph);
            let step = Step::Print(pen, row.row, column);
            let label = Label { cost, hand: Hand { at, pen }, from: number, step, bridging };
            self.reach(mode * (width + 1) + next, label);
        }
    }

    /// Moves over cells that have not changed.
    fn leap(&mut self, row: Row<'_>, number: u32, column: usize, mode: usize) {
        let label = self.label(number);
        let next = self.changed[mode][column];
        if next == column || label.bridging {
            return;
        }
        let at = At::Cell(row.row, next);
        let cost = label.cost + way(label.hand.at, row.row, next, self.can).len();
        let hand = Hand { at, pen: label.hand.pen };
        let step = Step::Go(row.row, next);
        let label = Label { cost, hand, from: number, step, bridging: false };
        self.reach(mode * (row.new.len() + 1) + next, label);
    }

    fn repeat(&mut self, row: Row<'_>, number: u32, column: usize, mode: usize) {
        let (width, label, cell) = (row.new.len(), self.label(number), row.new[column]);
        if !self.can.repeat || !cell.glyph.is_narrow() || self.changed[mode][column] != column {
            return;
        }
        let times = self.runs[column] - column;
        if times <= FEW {
            return;
        }
        let next = column + times;
        let at = if next < width { At::Cell(row.row, next) } else { At::Row(row.row) };
        for (pen, price) in self.pens(label.hand.pen, cell, column).into_iter().flatten() {
            let again = Short::counted(times - 1, b'b').len();
            let cost = label.cost + price + self.tables.len(cell.glyph) + again;
            let step = Step::Repeat(pen, row.row, column, times);
            let label = Label { cost, hand: Hand { at, pen }, from: number, step, bridging: false };
            self.reach(mode * (width + 1) + next, label);
        }
    }

    fn erase(
        &mut self,
        row: Row<'_>,
        number: u32,
        column: usize,
        mode: usize,
        wide: bool,
        ends: &mut Vec<u32>,
    ) {
        let (width, label, cell) = (row.new.len(), self.label(number), row.new[column]);
        if !cell.is_blank() || !erasable(cell.look, self.tables, self.can) || label.bridging {
            return;
        }
        // Within a run it would have been erased from the start, or from where the cursor came in.
        if column > 0 && row.new[column - 1] == cell && !matches!(label.step, Step::Go(..) | Step::Erase(..))
        {
            return;
        }
        let run = self.runs[column] - column;
        let cut = row.old[column].glyph == Glyph::TAIL;
        // Amid the row it is a longer run of blanks that makes it worth while.
        let worth = column + run == width || cell == Cell::EMPTY && run >= FEW;
        if mode != ERASED && !cut && worth {
            for (pen, price) in self.pens(label.hand.pen, cell, column).into_iter().flatten() {
                let hand = Hand { at: label.hand.at, pen };
                let cost = label.cost + price + 3;
                let step = Step::EraseRow(pen);
                let label = Label { cost, hand, from: number, step, bridging: false };
                if column + run == width {
                    self.labels.push(label);
                    ends.push(self.labels.len() as u32 - 1);
                } else {
                    self.reach(ERASED * (width + 1) + column, label);
                }
            }
        }
        if !self.can.erase_characters || wide || self.changed[mode][column] != column {
            return;
        }
        // As far as the last blank that has to be made.
        let changed = &self.changed[mode];
        let last = (column..column + run).rev().find(|place| changed[*place] == *place).unwrap_or(column);
        let times = last + 1 - column;
        if times < FEW {
            return;
        }
        let next = changed[last + 1];
        for (pen, price) in self.pens(label.hand.pen, cell, column).into_iter().flatten() {
            let cost = label.cost + price + Short::counted(times, b'X').len();
            if next == width {
                let step = Step::Erase(pen, times, row.row, column);
                let label = Label {
                    cost,
                    hand: Hand { at: label.hand.at, pen },
                    from: number,
                    step,
                    bridging: false,
                };
                self.labels.push(label);
                ends.push(self.labels.len() as u32 - 1);
                continue;
            }
            for to in [next, last + 1] {
                let hand = Hand { at: At::Cell(row.row, to), pen };
                let cost = cost + way(label.hand.at, row.row, to, self.can).len();
                let step = Step::Erase(pen, times, row.row, to);
                let bridging = to != next;
                self.reach(mode * (width + 1) + to, Label { cost, hand, from: number, step, bridging });
                if next == last + 1 {
                    break;
                }
            }
        }
    }

    fn shift(&mut self, row: Row<'_>, number: u32, column: usize, mode: usize) {
        let Some(shift) = row.shift.filter(|shift| shift.column == column && mode == AS_IT_WAS) else {
            return;
        };
        let label = self.label(number);
        for (pen, price) in self.pens(label.hand.pen, Cell::EMPTY, column).into_iter().flatten() {
            let hand = Hand { at: label.hand.at, pen };
            let cost = label.cost + price + shift.bytes().len();
            let step = Step::Shift(pen, shift);
            let label = Label { cost, hand, from: number, step, bridging: false };
            self.reach(SHIFTED * (row.new.len() + 1) + column, label);
        }
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

/// True if erasing makes blanks of this look.
fn erasable(look: u32, tables: &Tables, can: &Capabilities) -> bool {
    look == 0 || can.colour_erase && tables.look(look).is_smooth()
}
