//! The gesture of choosing.

use super::exercise::{Hand, judged};
use super::paper::{Aim, Deed, Hook, Mark};
use super::theme::Role;
use super::writer::Writer;
use crate::exercise::Row;

/// Writes rows to tick: square brackets where several may be ticked, round ones for one.
pub(super) fn lay_choices(writer: &mut Writer, many: bool, rows: &[Row], hand: Hand) {
    for (index, row) in rows.iter().enumerate() {
        let tick = match (many, row.chosen) {
            (true, true) => "[x]",
            (true, false) => "[ ]",
            (false, true) => "(x)",
            (false, false) => "( )",
        };
        let lead = format!("{} {tick} ", index + 1);
        let rest = " ".repeat(lead.len());
        let write = |writer: &mut Writer| {
            writer.within(&lead, &rest, |writer| {
                writer.flow(&judged(&row.text, Role::Text, row.mark));
            });
        };
        if hand.live {
            writer.target(Hook::new(Aim::Item(row.item), Deed::Tick(row.item), Mark::Gutter), write);
        } else {
            write(writer);
        }
    }
}
