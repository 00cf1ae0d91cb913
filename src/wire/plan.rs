//! Which bytes to send for a picture: the cheapest of a few plans.

use super::motion::{At, way};
use super::out::{Hand, Out};
use super::packed::{Cell, Grid};
use super::rows::{Paths, Row, START, Step};
use super::scroll::Search;
use super::shift::Shift;

/// How many scrolls one picture may take.
const SCROLLS: usize = 3;
/// Up to so many changed rows are tried in every order.
const FEW_ROWS: usize = 3;

/// A part of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    /// The changes of a row.
    Row(usize),
    /// Everything erased from this row on.
    Clear(usize),
}

/// Appends what turns one picture into another and puts the cursor in its place.
pub(super) fn plan<'a>(
    shown: &Grid,
    next: &Grid,
    cursor: Option<(usize, usize)>,
    mut out: Out<'a>,
) -> Out<'a> {
    if shown == next {
        if let Some((row, column)) = cursor {
            out.go(row, column);
        }
        return out;
    }
    // First as it is, then after one scroll, and one more.
    let mut stages = vec![(shown.clone(), Out { bytes: out.bytes.clone(), ..out })];
    let mut now = shown.clone();
    let mut search = Search::new(shown, next);
    let mut clears = vec![clear_from(&mut search, next)];
    for _ in 0..SCROLLS {
        let Some(scroll) = search.find(out.can) else { break };
        if !scroll.write(&mut out, next.height) {
            break;
        }
        scroll.apply(&mut now);
        search.apply(scroll);
        clears.push(clear_from(&mut search, next));
        stages.push((now.clone(), Out { bytes: out.bytes.clone(), ..out }));
    }
    // The last one is likely the best, and the others are given up as soon as they cost more.
    let mut best: Option<Out<'a>> = None;
    for ((now, out), clear) in stages.into_iter().zip(clears).rev() {
        let limit = best.as_ref().map_or(usize::MAX, |best| best.bytes.len());
        if let Some(trial) = changes(&now, next, cursor, clear, out, limit) {
            best = Some(trial);
        }
    }
    best.unwrap_or(out)
}

/// Appends the changes that are left when nothing scrolls any more; nothing if it comes to `limit` bytes.
fn changes<'a>(
    now: &Grid,
    next: &Grid,
    cursor: Option<(usize, usize)>,
    clear_from: Option<usize>,
    mut out: Out<'a>,
    limit: usize,
) -> Option<Out<'a>> {
    let mut limit = limit.checked_sub(out.bytes.len())?.min(u32::MAX as usize) as u32;
    let mut paths = Paths::new(out.can, out.tables);
    let rows: Vec<usize> = (0..next.height).filter(|row| now.row(*row) != next.row(*row)).collect();
    let mut best = None;
    let mut shifts = vec![None; next.height];
    for row in &rows {
        shifts[*row] = Shift::find(now.row(*row), next.row(*row), out.can);
    }
    let blank = vec![Cell::EMPTY; next.width];
    for order in orders(&rows, next, cursor, clear_from.filter(|_| out.can.erase_below)) {
        let start = paths.add(START, 0, out.hand, Step::Go(0, 0));
        let mut ends = vec![start];
        let mut cleared = next.height;
        for item in order {
            match item {
                Item::Clear(row) => {
                    cleared = row;
                    ends = clear(&mut paths, row, &ends, &out);
                }
                Item::Row(row) => {
                    let old = if row >= cleared { &blank } else { now.row(row) };
                    let shift = if row >= cleared { None } else { shifts[row] };
                    ends = paths.row(Row { row, old, new: next.row(row), shift }, &ends);
                }
            }
            ends.retain(|end| paths.label(*end).cost < limit);
            if ends.is_empty() {
                break;
            }
        }
        for end in ends {
            let label = paths.label(end);
            let home = cursor.map_or(0, |(row, column)| way(label.hand.at, row, column, out.can).len());
            let cost = label.cost + home;
            if cost < limit {
                limit = cost;
                best = Some(end);
            }
        }
    }
    let mut steps = Vec::new();
    let mut number = best?;
    while number != START {
        let label = paths.label(number);
        number = label.from;
        if number != START {
            steps.push(label.step);
        }
    }
    for step in steps.into_iter().rev() {
        take(step, next, &mut out);
    }
    if let Some((row, column)) = cursor {
        out.go(row, column);
    }
    Some(out)
}

fn clear(paths: &mut Paths<'_>, row: usize, starts: &[u32], out: &Out<'_>) -> Vec<u32> {
    let mut ends = Vec::new();
    for start in starts {
        let label = paths.label(*start);
        let cost = label.cost + way(label.hand.at, row, 0, out.can).len();
        let at = At::Cell(row, 0);
        let number = paths.add(*start, cost, Hand { at, ..label.hand }, Step::Go(row, 0));
        let pen = if super::out::fits_blank(label.hand.pen, 0, out.tables) { label.hand.pen } else { 0 };
        let cost = cost + paths.price(label.hand.pen, pen) + 3;
        ends.push(paths.add(number, cost, Hand { at, pen }, Step::EraseBelow(pen)));
    }
    paths.prune(ends)
}

/// The orders in which the changed rows may be done.
fn orders(
    rows: &[usize],
    next: &Grid,
    cursor: Option<(usize, usize)>,
    clear_from: Option<usize>,
) -> Vec<Vec<Item>> {
    let down: Vec<Item> = rows.iter().map(|row| Item::Row(*row)).collect();
    let mut orders = vec![down.clone()];
    if rows.len() <= FEW_ROWS {
        orders = permutations(&down);
    } else {
        let up: Vec<Item> = down.iter().rev().copied().collect();
        if let Some((row, _)) = cursor {
            // The row of the cursor last.
            for order in [&down, &up] {
                let (mut rest, last): (Vec<Item>, Vec<Item>) =
                    order.iter().partition(|item| **item != Item::Row(row));
                if !last.is_empty() {
                    rest.extend(last);
                    orders.push(rest);
                }
            }
        }
        if rows.len() <= 8 {
            orders.push(up);
        }
    }
    if let Some(from) = clear_from {
        let mut order: Vec<Item> = (0..from).filter(|row| rows.contains(row)).map(Item::Row).collect();
        order.push(Item::Clear(from));
        let blank = vec![Cell::EMPTY; next.width];
        order.extend((from..next.height).filter(|row| next.row(*row) != blank).map(Item::Row));
        orders.push(order);
    }
    orders
}

/// The row from which on it saves most to erase everything.
fn clear_from(search: &mut Search<'_>, next: &Grid) -> Option<usize> {
    let mut best = (0, None);
    let mut gain = -6;
    for row in (0..next.height).rev() {
        let (direct, fresh) = search.prices(row);
        gain += direct - fresh;
        if direct > 0 && gain > best.0 {
            best = (gain, Some(row));
        }
    }
    best.1
}

fn permutations(items: &[Item]) -> Vec<Vec<Item>> {
    if items.len() < 2 {
        return vec![items.to_vec()];
    }
    let mut all = Vec::new();
    for (place, first) in items.iter().enumerate() {
        let mut rest = items.to_vec();
        rest.remove(place);
        for mut order in permutations(&rest) {
            order.insert(0, *first);
            all.push(order);
        }
    }
    all
}

/// Does one step of a plan.
fn take(step: Step, next: &Grid, out: &mut Out<'_>) {
    match step {
        Step::Go(row, column) => out.go(row, column),
        Step::Print(pen, row, column) => {
            out.take(pen);
            out.put(next.row(row)[column]);
        }
        Step::Repeat(pen, row, column, times) => {
            out.take(pen);
            out.put(next.row(row)[column]);
            out.counted(times - 1, b'b');
            out.hand.at =
                if column + times < next.width { At::Cell(row, column + times) } else { At::Row(row) };
        }
        Step::EraseRow(pen) => {
            out.take(pen);
            out.bytes.extend_from_slice(b"\x1b[K");
        }
        Step::Erase(pen, times, row, column) => {
            out.take(pen);
            out.counted(times, b'X');
            out.go(row, column);
        }
        Step::Shift(pen, shift) => {
            out.take(pen);
            out.bytes.extend_from_slice(shift.bytes().as_bytes());
        }
        Step::EraseBelow(pen) => {
            out.take(pen);
            out.bytes.extend_from_slice(b"\x1b[J");
        }
        Step::Careful(row, first) => out.careful(row, first, next.row(row)),
    }
}
