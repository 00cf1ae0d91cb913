//! Two passes over a picture: first everything but what takes one certain pen, then that.
//!
//! Where short words of another colour stand in many rows, as markers and
//! keys do, this saves changing the pen to and fro.

use super::out::{Out, trusted};
use super::packed::{Cell, Grid};

/// How many pens are tried.
const PENS: usize = 2;
/// A pen that is taken less often than this gains nothing from a pass of its own.
const OFTEN: usize = 2;

/// For a few pens, the picture without what they have to draw.
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
    others.iter().take(PENS).map(|pen| without(base, next, pen.0, out)).collect()
}

/// A picture without what is drawn with a pen; rows that need care stay whole.
fn without(base: &Grid, next: &Grid, pen: u32, out: &Out<'_>) -> Grid {
    let mut half = next.clone();
    for row in 0..next.height {
        if base.row(row).iter().chain(next.row(row)).any(|cell| !trusted(cell.glyph, out.can)) {
            continue;
        }
        for (cell, old) in half.row_mut(row).iter_mut().zip(base.row(row)) {
            let narrow = |cell: &Cell| cell.glyph.is_narrow();
            if cell.look == pen && !cell.is_blank() && narrow(cell) && narrow(old) {
                *cell = *old;
            }
        }
    }
    half
}
