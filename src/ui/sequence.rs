//! The gesture of ordering.

use super::exercise::{Hand, judged};
use super::held::{Held, arranged};
use super::paper::{Aim, Deed, Hook, Mark};
use super::theme::Role;
use super::writer::Writer;
use crate::exercise::Row;

/// Writes rows in their order; a row that is picked up stands where it would be dropped.
pub(super) fn lay_sequence(writer: &mut Writer, rows: &[Row], hand: Hand) {
    let digits = rows.len().to_string().len();
    for (index, row) in arranged(rows, hand.held).into_iter().enumerate() {
        let lead = format!("{:>digits$}. ", index + 1);
        let rest = " ".repeat(lead.len());
        let write = |writer: &mut Writer| {
            writer.within(&lead, &rest, |writer| {
                writer.flow(&judged(&row.text, Role::Text, row.mark));
            });
        };
        if hand.live {
            let mut hook = Hook::new(Aim::Item(row.item), Deed::Lift(row.item), Mark::Gutter);
            hook.held = Held::is(hand.held, row.item);
            writer.target(hook, write);
        } else {
            write(writer);
        }
    }
}
