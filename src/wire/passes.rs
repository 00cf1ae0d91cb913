//! Two passes over a picture: first everything but what takes one certain pen, then that.
//!
//! Where short words of another colour stand in many rows, as markers and
//! keys do, this saves changing the pen to and fro. Where words stand in two
//! columns, as those of the menu and their keys do, one column after the other
//! saves moving to and fro.

use super::capabilities::Capabilities;
use super::out::{Out, all_trusted};
use super::packed::{Cell, Grid};
use super::rows::{Paths, Row};

/// How many pens are tried.
const PENS: usize = 2;
/// A pen that is taken less often than this gains nothing from a pass of its own.
const OFTEN: usize = 2;

/// So far apart are changes that each may have a pass.
const APART: usize = 6;

/// For a few pens, the picture without what they have to draw; and its left side, if it has two.
pub(super) fn halves(base: &Grid, next: &Grid, out: &Out<'_>) -> Vec<Grid> {
    // How often each pen is taken up, and for how many cells in all.
    let mut pens: Vec<(u32, usize, usize)> = Vec::new();
    let mut last = None;
    for (old, new) in base.cells.iter().zip(&next.cells) {
        if old == new || new.is_blank() {
            continue;
        }
        let pen = match pens.iter_mut().find(|pen| pen.0 == new.look) {
            Some(pen) => pen,
            None => {
                pens.push((new.look, 0, 0));
                let end = pens.len() - 1;
                &mut pens[end]
            }
        };
        pen.1 += usize::from(last != Some(new.look));
        pen.2 += 1;
        last = Some(new.look);
    }
    // The one that draws most is what the others interrupt.
    pens.sort_by_key(|pen| std::cmp::Reverse(pen.2));
    let mut others = pens.split_off(pens.len().min(1));
    others.retain(|pen| pen.1 >= OFTEN);
    others.sort_by_key(|pen| std::cmp::Reverse(pen.1));
    let mut halves: Vec<Grid> = others.iter().take(PENS).map(|pen| without(base, next, pen.0, out)).collect();
    halves.extend(fence(base, next).map(|column| left_of(column, base, next, out)));
    halves
}

/// The column at which most rows can be cut in two, with changes on both sides and none near it.
fn fence(base: &Grid, next: &Grid) -> Option<usize> {
    let mut votes = vec![0_usize; next.width];
    for row in 0..next.height {
        let (old, new) = (base.row(row), next.row(row));
        let mut last = None;
        for column in (0..next.width).filter(|column| old[*column] != new[*column]) {
            if let Some(last) = last.filter(|last| column - last > APART) {
                votes[last + 1..=column].iter_mut().for_each(|votes| *votes += 1);
            }
            last = Some(column);
        }
    }
    let column = (0..next.width).rev().max_by_key(|column| votes[*column])?;
    (votes[column] >= OFTEN).then_some(column)
}

/// A picture of which only what is left of a column is new; rows that need care stay whole.
fn left_of(column: usize, base: &Grid, next: &Grid, out: &Out<'_>) -> Grid {
    let mut half = next.clone();
    for row in 0..next.height {
        let (old, new) = (base.row(row), next.row(row));
        let simple = |cells: &[Cell]| {
            all_trusted(cells, out.can) && cells[column..].iter().all(|cell| cell.glyph.is_narrow())
        };
        if simple(old) && simple(new) {
            half.row_mut(row)[column..].copy_from_slice(&old[column..]);
        }
    }
    half
}

/// A picture without what is drawn with a pen; rows that need care stay whole.
fn without(base: &Grid, next: &Grid, pen: u32, out: &Out<'_>) -> Grid {
    let mut half = next.clone();
    for row in 0..next.height {
        if let Some(cells) = half_of(base.row(row), next.row(row), pen, out.can) {
            half.row_mut(row).copy_from_slice(&cells);
        }
    }
    half
}

impl Paths<'_> {
    /// The same for a single row, where a pen is taken more than once: what it draws comes last.
    pub(super) fn in_passes(&mut self, row: Row<'_>, starts: &[u32], mut ends: Vec<u32>) -> Vec<u32> {
        for pen in interrupting(row.old, row.new) {
            let Some(half) = half_of(row.old, row.new, pen, self.can) else { continue };
            let first = Row { new: &half, last: Some(row.new), shift: None, ..row };
            let middle = self.row(first, starts);
            let second = Row { old: &half, shift: None, ..row };
            ends.extend(self.row(second, &middle));
        }
        self.prune(ends)
    }
}

/// The pens that are taken up more than once in a row.
fn interrupting(old: &[Cell], new: &[Cell]) -> Vec<u32> {
    let mut pens: Vec<(u32, usize)> = Vec::new();
    let mut last = None;
    for (old, new) in old.iter().zip(new) {
        if old == new || new.is_blank() {
            continue;
        }
        if last != Some(new.look) {
            match pens.iter_mut().find(|pen| pen.0 == new.look) {
                Some(pen) => pen.1 += 1,
                None => pens.push((new.look, 1)),
            }
        }
        last = Some(new.look);
    }
    if pens.len() < 2 {
        return Vec::new();
    }
    pens.into_iter().filter(|pen| pen.1 > 1).map(|pen| pen.0).collect()
}

/// A row without what is drawn with a pen, unless it needs care.
fn half_of(old: &[Cell], new: &[Cell], pen: u32, can: &Capabilities) -> Option<Vec<Cell>> {
    if !all_trusted(old, can) || !all_trusted(new, can) {
        return None;
    }
    let mut half = new.to_vec();
    for (cell, old) in half.iter_mut().zip(old) {
        if cell.look == pen
            && !cell.is_blank()
            && cell.glyph.is_narrow()
            && old.glyph.is_narrow()
            && cell != old
        {
            *cell = Cell::EMPTY;
        }
    }
    Some(half)
}
