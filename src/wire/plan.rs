//! Which bytes to send for a picture: the cheapest of a few plans.

use super::homing::Homing;
use super::motion::{At, way};
use super::order::{Item, orders};
use super::out::{Hand, Out, fits_blank};
use super::packed::{Cell, Grid};
use super::passes::halves;
use super::rows::{Paths, Row, START};
use super::shift::{FAR, Shift};
use super::stage::{Stage, stages};
use super::step::{Step, take};

/// How far rows are shifted in a large change.
const FAR_IF_LARGE: usize = 12;

/// Appends what turns one picture into another and puts the cursor in its place.
pub(super) fn plan<'a>(
    shown: &Grid,
    next: &Grid,
    cursor: Option<(usize, usize)>,
    mut out: Out<'a>,
) -> Out<'a> {
    if shown == next {
        come_home(&mut out, next, cursor);
        return out;
    }
    let stages = stages(shown, next, out);
    // The last one is likely the best, and the others are given up as soon as they cost more.
    let mut best: Option<(Out<'a>, &Stage<'a>, Vec<Item>)> = None;
    for stage in stages.iter().rev() {
        let limit = best.as_ref().map_or(usize::MAX, |best| best.0.bytes.len());
        if let Some((trial, order)) = in_one_pass(stage, next, cursor, limit) {
            best = Some((trial, stage, order));
        }
    }
    // Without a limit there is always a plan.
    let Some((best, stage, order)) = best else { return stages[0].out() };
    in_two_passes(stage, next, cursor, &order, best.bytes.len()).unwrap_or(best)
}

/// Appends the changes that are left when nothing scrolls any more; nothing if it comes to `limit` bytes.
fn in_one_pass<'a>(
    stage: &Stage<'a>,
    next: &Grid,
    cursor: Option<(usize, usize)>,
    limit: usize,
) -> Option<(Out<'a>, Vec<Item>)> {
    let mut limit = stage.left(limit)?;
    let now = &stage.now;
    let mut out = stage.out();
    let mut paths = Paths::new(out.can, out.tables);
    let start = paths.add(START, 0, out.hand, Step::Go(0, 0));
    let rows: Vec<usize> = (0..next.height).filter(|row| now.row(*row) != next.row(*row)).collect();
    let mut shifts = vec![None; next.height];
    let far = if stage.large { FAR_IF_LARGE } else { FAR };
    for row in &rows {
        shifts[*row] = Shift::find(now.row(*row), next.row(*row), far, out.can);
    }
    let mut best = None;
    let task = Task { now, next, last: None, shifts: &shifts };
    for order in orders(&rows, next, cursor, stage.clear_from) {
        let ends = follow(&mut paths, &order, &task, vec![start], limit);
        if let Some(end) = cheapest(&paths, ends, next, cursor, &mut limit) {
            best = Some((end, order));
        }
    }
    let (end, order) = best?;
    for step in paths.steps(end) {
        take(step, next, &mut out);
    }
    come_home(&mut out, next, cursor);
    Some((out, order))
}

/// The same in two passes, for pens that are taken often; nothing if it comes to `limit` bytes.
fn in_two_passes<'a>(
    stage: &Stage<'a>,
    next: &Grid,
    cursor: Option<(usize, usize)>,
    order: &[Item],
    limit: usize,
) -> Option<Out<'a>> {
    let mut limit = stage.left(limit)?;
    let mut out = stage.out();
    let mut base = stage.now.clone();
    let cleared = |item: &Item| if let Item::Clear(row) = item { Some(*row) } else { None };
    if let Some(from) = order.iter().find_map(cleared) {
        base.cells[from * next.width..].fill(Cell::EMPTY);
    }
    let none = vec![None; next.height];
    let mut paths = Paths::new(out.can, out.tables);
    let start = paths.add(START, 0, out.hand, Step::Go(0, 0));
    let mut best = None;
    for half in halves(&base, next, &out) {
        let first = Task { now: &stage.now, next: &half, last: Some(next), shifts: &none };
        let ends = follow(&mut paths, order, &first, vec![start], limit);
        let rest = (0..next.height).filter(|row| half.row(*row) != next.row(*row));
        let rest: Vec<Item> = rest.map(Item::Row).collect();
        let second = Task { now: &half, next, last: None, shifts: &none };
        let ends = follow(&mut paths, &rest, &second, ends, limit);
        if let Some(end) = cheapest(&paths, ends, next, cursor, &mut limit) {
            best = Some(end);
        }
    }
    for step in paths.steps(best?) {
        take(step, next, &mut out);
    }
    come_home(&mut out, next, cursor);
    Some(out)
}

/// What is to be done in some rows.
struct Task<'a> {
    now: &'a Grid,
    next: &'a Grid,
    /// What `next` leaves open, if another pass follows.
    last: Option<&'a Grid>,
    shifts: &'a [Option<Shift>],
}

/// Follows the paths through rows in an order, as long as they stay below a limit.
fn follow(
    paths: &mut Paths<'_>,
    order: &[Item],
    task: &Task<'_>,
    mut ends: Vec<u32>,
    limit: u32,
) -> Vec<u32> {
    let Task { now, next, last, shifts } = *task;
    let blank = vec![Cell::EMPTY; next.width];
    let mut cleared = next.height;
    for item in order {
        match *item {
            Item::Clear(row) => {
                cleared = row;
                ends = clear(paths, row, &ends);
            }
            Item::Row(row) => {
                let old = if row >= cleared { &blank } else { now.row(row) };
                let shift = if row >= cleared { None } else { shifts[row] };
                let last = last.map(|last| last.row(row));
                let all = Row { row, old, new: next.row(row), shift, last };
                let direct = paths.row(all, &ends);
                ends = if last.is_some() { direct } else { paths.in_passes(all, &ends, direct) };
            }
        }
        ends.retain(|end| paths.label(*end).cost < limit);
        if ends.is_empty() {
            break;
        }
    }
    ends
}

/// The end from which the cursor comes to its place for less than the limit, which becomes what it costs.
fn cheapest(
    paths: &Paths<'_>,
    ends: Vec<u32>,
    next: &Grid,
    cursor: Option<(usize, usize)>,
    limit: &mut u32,
) -> Option<u32> {
    let mut best = None;
    for end in ends {
        let label = paths.label(end);
        let home =
            cursor.map_or(0, |cursor| Homing::new(label.hand, cursor, next, paths.can, paths.tables).cost);
        if label.cost + home < *limit {
            *limit = label.cost + home;
            best = Some(end);
        }
    }
    best
}

/// Puts the cursor in its place, when all is done.
fn come_home(out: &mut Out<'_>, next: &Grid, cursor: Option<(usize, usize)>) {
    if let Some(cursor) = cursor {
        let homing = Homing::new(out.hand, cursor, next, out.can, out.tables);
        homing.go(out, next);
    }
}

fn clear(paths: &mut Paths<'_>, row: usize, starts: &[u32]) -> Vec<u32> {
    let mut ends = Vec::new();
    for start in starts {
        let label = paths.label(*start);
        let cost = label.cost + way(label.hand.at, row, 0, paths.can).len();
        let at = At::Cell(row, 0);
        let number = paths.add(*start, cost, Hand { at, ..label.hand }, Step::Go(row, 0));
        let pen = if fits_blank(label.hand.pen, 0, paths.tables) { label.hand.pen } else { 0 };
        let cost = cost + paths.price(label.hand.pen, pen) + 3;
        ends.push(paths.add(number, cost, Hand { at, pen }, Step::EraseBelow(pen)));
    }
    paths.prune(ends)
}
