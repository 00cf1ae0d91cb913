//! The cheapest way of the cursor from cell to cell.

use super::row::Part;

/// The bytes of a decimal number.
fn digits(number: usize) -> usize {
    number.to_string().len()
}

/// `ESC [ n letter`; one is left out.
fn counted(number: usize) -> usize {
    if number == 1 { 3 } else { 3 + digits(number) }
}

/// From a cell to another, both as row and column, over whatever stands between.
pub(super) fn way((y, x): (usize, usize), (to_y, to_x): (usize, usize)) -> usize {
    let rows = match to_y.abs_diff(y) {
        0 => 0,
        down if to_y > y => down.min(counted(down)).min(counted(to_y + 1)),
        up => (2 * up).min(counted(up)).min(counted(to_y + 1)),
    };
    let ahead = |by: usize| by.min(counted(by.max(1)));
    let columns = match to_x.abs_diff(x) {
        0 => 0,
        by => by.min(counted(by)).min(1 + ahead(to_x)).min(counted(to_x + 1)),
    };
    let direct = match (to_y, to_x) {
        (0, 0) => 3,
        (row, 0) => 3 + digits(row + 1),
        (0, column) => 4 + digits(column + 1),
        (row, column) => 4 + digits(row + 1) + digits(column + 1),
    };
    (rows + columns).min(direct)
}

/// A row, or a place in it, that the cursor comes to once.
pub(super) struct Stop {
    row: usize,
    /// Columns to enter at, and what that costs beside the way.
    enter: Vec<(usize, usize)>,
    /// Columns where the cursor may be when it is done.
    leave: Vec<bool>,
}

impl Stop {
    /// A single cell.
    pub(super) fn at(row: usize, column: usize) -> Self {
        let mut leave = vec![false; column + 1];
        leave[column] = true;
        Self { row, enter: vec![(column, 0)], leave }
    }

    /// A row in which it may be entered and left at any column.
    pub(super) fn anywhere(row: usize, width: usize) -> Self {
        Self { row, enter: (0..width).map(|column| (column, 0)).collect(), leave: vec![true; width + 1] }
    }

    /// The stretches of a row.
    pub(super) fn row(row: usize, parts: &[Part]) -> Self {
        let mut stop = Self { row, enter: Vec::new(), leave: Vec::new() };
        for part in parts {
            let spots = part.spots();
            if stop.leave.len() < spots.end {
                stop.leave.resize(spots.end, false);
            }
            stop.leave[spots.clone()].fill(true);
            // Blanks may be erased from their left; a stretch entered later has to be come back to.
            stop.enter.extend((spots.start..part.from).map(|column| (column, 0)));
            stop.enter.push((part.from, 0));
            let later = if part.blank { 0 } else { 2 };
            stop.enter.extend((part.from + 1..part.to).map(|column| (column, later)));
        }
        stop
    }

    /// The least from here to there.
    fn to(&self, other: &Stop) -> usize {
        let ways = other.enter.iter().flat_map(|(column, more)| {
            let before = (0..self.leave.len().min(column + 1)).rev().find(|at| self.leave[*at]);
            let after = (*column..self.leave.len()).find(|at| self.leave[*at]);
            let from = before.into_iter().chain(after);
            from.map(move |at| way((self.row, at), (other.row, *column)) + more)
        });
        ways.min().unwrap_or(0)
    }
}

/// The least that joins all stops, whatever their order: a tree.
pub(super) fn between(stops: &[Stop]) -> usize {
    let mut nearest = vec![usize::MAX; stops.len()];
    let mut open: Vec<usize> = (0..stops.len()).collect();
    let mut total = 0;
    let mut at = match open.pop() {
        Some(last) => last,
        None => return 0,
    };
    while !open.is_empty() {
        for stop in &open {
            let way = stops[at].to(&stops[*stop]).min(stops[*stop].to(&stops[at]));
            nearest[*stop] = nearest[*stop].min(way);
        }
        let place = (0..open.len()).min_by_key(|place| nearest[open[*place]]).unwrap_or(0);
        at = open.swap_remove(place);
        total += nearest[at];
    }
    total
}
