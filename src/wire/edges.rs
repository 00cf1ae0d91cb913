//! What can be done in a place of a row: print, move on, repeat, erase, shift.

use super::capabilities::Capabilities;
use super::motion::{At, Short, way};
use super::out::{Hand, after, fits_blank};
use super::packed::{Cell, Glyph};
use super::rows::{AS_IT_WAS, ERASED, Label, Paths, RETURNED, Row, SHIFTED};
use super::shift::Shift;
use super::step::Step;
use super::tables::Tables;

/// Gaps wider than this are never printed over.
pub(super) const NEAR: usize = 10;
/// So few cells are printed over in any case: no move is shorter.
const FREE: usize = 2;
/// Fewer blanks than this are printed, not erased.
const FEW: usize = 4;

impl Paths<'_> {
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

    pub(super) fn print(&mut self, row: Row<'_>, number: u32, column: usize, mode: usize) {
        let (width, label, cell) = (row.new.len(), self.label(number), row.new[column]);
        let gap = self.changed[mode][column] - column;
        if gap > NEAR {
            return;
        }
        let bridging = gap > 0;
        let next = column + cell.glyph.width();
        let at = after(row.row, column, cell.glyph, width, self.can);
        if row.is_free(column) {
            let (cost, hand) = (label.cost + 1, Hand { at, ..label.hand });
            let step = Step::Fill(row.row, column);
            let label = Label { cost, hand, from: number, step, bridging };
            return self.reach(mode * (width + 1) + next, label);
        }
        for (pen, price) in self.pens(label.hand.pen, cell, column).into_iter().flatten() {
            let cost = label.cost + price + self.tables.len(cell.glyph);
            if bridging {
                let step = Step::Print(pen, row.row, column, next);
                let label = Label { cost, hand: Hand { at, pen }, from: number, step, bridging };
                self.reach(mode * (width + 1) + next, label);
                continue;
            }
            let (end, more, last) = self.on_and_on(row, column, mode, pen);
            let hand = Hand { at: after(row.row, last, row.new[last].glyph, width, self.can), pen };
            let step = Step::Print(pen, row.row, column, end);
            let label = Label { cost: cost + more, hand, from: number, step, bridging };
            self.reach(mode * (width + 1) + end, label);
        }
    }

    /// How far one goes on printing in any case behind a column: up to where, for how many bytes, and the last cell.
    ///
    /// Nothing else is worth a thought between changed cells of one pen, with a blank or two between them.
    fn on_and_on(&self, row: Row<'_>, column: usize, mode: usize, pen: u32) -> (usize, u32, usize) {
        let width = row.new.len();
        let (mut last, mut end) = (column, column + row.new[column].glyph.width());
        let (mut done, mut more) = (0, 0);
        let mut at = end;
        while at < width && at - end <= FREE {
            let cell = row.new[at];
            if self.is_crossing(row, at, mode) {
                break;
            }
            if cell.is_blank() {
                let run = self.runs[at] - at;
                if run >= FEW || at + run == width || !fits_blank(pen, cell.look, self.tables) {
                    break;
                }
            } else if cell.look != pen || self.can.repeat && self.runs[at] - at > FEW {
                break;
            }
            more += self.tables.len(cell.glyph);
            let changed = self.changed[mode][at] == at;
            if !changed && more - done > FREE as u32 {
                break;
            }
            at += cell.glyph.width();
            if changed {
                (last, end, done) = (at - cell.glyph.width(), at, more);
            }
        }
        (end, done, last)
    }

    /// True where a row may be shifted or shifted back, or where it does not matter what stands there.
    fn is_crossing(&self, row: Row<'_>, column: usize, mode: usize) -> bool {
        let shift = row.shift.is_some_and(|shift| {
            mode == AS_IT_WAS && column == shift.column || mode == SHIFTED && shift.back == Some(column)
        });
        shift || row.is_free(column)
    }

    /// Moves over cells that have not changed.
    pub(super) fn leap(&mut self, row: Row<'_>, number: u32, column: usize, mode: usize) {
        let label = self.label(number);
        let next = self.changed[mode][column];
        if next == column || label.bridging {
            return;
        }
        let at = At::Cell(row.row, next);
        let cost = label.cost + way(label.hand.at, row.row, next, self.can).len();
        let hand = Hand { at, pen: label.hand.pen };
        let step = Step::Go(row.row, next);
        let jump = Label { cost, hand, from: number, step, bridging: false };
        self.reach(mode * (row.new.len() + 1) + next, jump);
        // Not past the place where a shift may be taken back.
        let back = row.shift.filter(|shift| mode == SHIFTED && !shift.insert).and_then(|shift| shift.back);
        if let Some(back) = back.filter(|back| (column + 1..next).contains(back)) {
            let there = self.go(number, row.row, back);
            let label = self.label(there);
            self.reach(mode * (row.new.len() + 1) + back, label);
        }
    }

    pub(super) fn repeat(&mut self, row: Row<'_>, number: u32, column: usize, mode: usize) {
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

    pub(super) fn erase(
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

    pub(super) fn shift(&mut self, row: Row<'_>, number: u32, column: usize, mode: usize) {
        let Some(shift) = row.shift else { return };
        if mode == AS_IT_WAS && column == shift.column {
            if let (true, Some(back)) = (shift.insert, shift.back) {
                // Room is made first, or the end of the row would be lost.
                let there = self.go(number, row.row, back);
                for shifted in self.shifts(there, shift.counter(back)) {
                    let here = self.go(shifted, row.row, column);
                    for returned in self.shifts(here, shift) {
                        let label = Label { bridging: false, ..self.label(returned) };
                        self.reach(RETURNED * (row.new.len() + 1) + column, label);
                    }
                }
            }
            for shifted in self.shifts(number, shift) {
                let label = Label { bridging: false, ..self.label(shifted) };
                self.reach(SHIFTED * (row.new.len() + 1) + column, label);
            }
        }
        if let (SHIFTED, false, Some(back)) = (mode, shift.insert, shift.back)
            && column == back
        {
            for returned in self.shifts(number, shift.counter(back)) {
                let label = Label { bridging: false, ..self.label(returned) };
                self.reach(RETURNED * (row.new.len() + 1) + column, label);
            }
        }
    }

    fn go(&mut self, number: u32, row: usize, column: usize) -> u32 {
        let label = self.label(number);
        let cost = label.cost + way(label.hand.at, row, column, self.can).len();
        self.add(number, cost, Hand { at: At::Cell(row, column), ..label.hand }, Step::Go(row, column))
    }

    /// The ends of a shift where the cursor is.
    fn shifts(&mut self, number: u32, shift: Shift) -> Vec<u32> {
        let label = self.label(number);
        let mut ends = Vec::new();
        for (pen, price) in self.pens(label.hand.pen, Cell::EMPTY, shift.column).into_iter().flatten() {
            let cost = label.cost + price + shift.bytes().len();
            ends.push(self.add(number, cost, Hand { at: label.hand.at, pen }, Step::Shift(pen, shift)));
        }
        ends
    }
}

/// True if erasing makes blanks of this look.
fn erasable(look: u32, tables: &Tables, can: &Capabilities) -> bool {
    look == 0 || can.colour_erase && tables.look(look).is_smooth()
}
