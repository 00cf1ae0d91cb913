//! What is picked up, and how an order looks while a row of it is moved.

use crate::exercise::{Item, Row, Slot};

/// What is picked up. Nothing of it is work yet: put back, it never happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// A row of an order, and the position where it stands for now.
    Row { item: Item, to: usize },
    /// An item on its way into a slot or back to the bank.
    Item(Item),
    /// A slot that waits for an item to be chosen from the bank.
    Slot(Slot),
}

impl Held {
    /// True if this item is picked up.
    pub(super) fn is(held: Option<Held>, item: Item) -> bool {
        match held {
            Some(Held::Row { item: picked, .. } | Held::Item(picked)) => picked == item,
            Some(Held::Slot(_)) | None => false,
        }
    }
}

/// The rows of an order as they stand while one is picked up.
pub(super) fn arranged(rows: &[Row], held: Option<Held>) -> Vec<&Row> {
    let mut order: Vec<&Row> = rows.iter().collect();
    if let Some(Held::Row { item, to }) = held
        && let Some(from) = order.iter().position(|row| row.item == item)
    {
        let row = order.remove(from);
        order.insert(to.min(order.len()), row);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_held_row_stands_where_it_would_be_dropped() {
        let rows: Vec<Row> = (0..3).map(|n| Row::new(Item(n), n.to_string())).collect();
        let order = |to| {
            let held = Some(Held::Row { item: Item(0), to });
            arranged(&rows, held).iter().map(|row| row.item.0).collect::<Vec<_>>()
        };
        assert_eq!(order(0), [0, 1, 2]);
        assert_eq!(order(2), [1, 2, 0]);
        assert_eq!(order(9), [1, 2, 0]);
    }
}
