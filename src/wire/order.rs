//! In which order the changed rows are done.

use super::packed::{Cell, Grid};
use super::search::Search;

/// Up to so many changed rows are tried in every order.
const FEW_ROWS: usize = 3;
/// Up to so many are tried from the bottom up, too.
const SOME_ROWS: usize = 8;
/// Up to so many are tried with the row of the cursor last.
const MANY_ROWS: usize = 16;

/// A part of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// The changes of a row.
    Row(usize),
    /// Everything erased from this row on.
    Clear(usize),
}

/// The orders in which the changed rows may be done.
pub(super) fn orders(
    rows: &[usize],
    next: &Grid,
    cursor: Option<(usize, usize)>,
    clear_from: Option<usize>,
) -> Vec<Vec<Item>> {
    let down: Vec<Item> = rows.iter().map(|row| Item::Row(*row)).collect();
    let mut orders = Vec::new();
    if let Some(from) = clear_from {
        let mut order: Vec<Item> = (0..from).filter(|row| rows.contains(row)).map(Item::Row).collect();
        order.push(Item::Clear(from));
        let blank = vec![Cell::EMPTY; next.width];
        order.extend((from..next.height).filter(|row| next.row(*row) != blank).map(Item::Row));
        orders.push(order);
    }
    if rows.len() <= FEW_ROWS {
        orders.extend(permutations(&down));
        return orders;
    }
    let up: Vec<Item> = down.iter().rev().copied().collect();
    let mut plain = vec![down];
    if rows.len() <= SOME_ROWS {
        plain.push(up);
    }
    for order in plain {
        // The row of the cursor last.
        if let Some((row, _)) = cursor.filter(|(row, _)| rows.contains(row) && rows.len() <= MANY_ROWS) {
            let rest = order.iter().copied().filter(|item| *item != Item::Row(row));
            orders.push(rest.chain([Item::Row(row)]).collect());
        }
        orders.push(order);
    }
    orders
}

/// The row from which on it saves most to erase everything.
pub(super) fn clear_from(search: &mut Search<'_>, next: &Grid) -> Option<usize> {
    let mut best = (0, None);
    let mut gain = -6;
    let mut left = search.total();
    for row in (0..next.height).rev() {
        // No row above saves more than what it takes as it stands.
        if gain + left <= best.0 {
            break;
        }
        let direct = search.direct(row);
        left -= direct;
        gain += direct - search.fresh(row);
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
