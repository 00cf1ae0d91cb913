//! The gesture of choosing again and again: the way so far, the scene that is open, its choices.

use super::exercise::{Hand, judged};
use super::paper::{Aim, Deed, Hook, Mark, Run};
use super::prose::lay_prose;
use super::theme::Role;
use super::writer::Writer;
use crate::exercise::{Decision, Journey};

/// Writes a case as far as it was walked; once it is judged, with right and wrong and the debrief.
pub(super) fn lay_journey(writer: &mut Writer, journey: &Journey, hand: Hand) {
    let last = journey.decisions.len().saturating_sub(1);
    for (at, decision) in journey.decisions.iter().enumerate() {
        lay_prose(writer, &decision.scene);
        writer.gap();
        if at == last && !journey.judged {
            writer.paper.turn = Some(writer.here());
        }
        lay_decision(writer, decision);
        writer.gap();
    }
    lay_prose(writer, &journey.scene);
    writer.gap();
    if let Some(debrief) = &journey.debrief {
        writer.say("What there is to learn from this way:", Role::Heading);
        lay_prose(writer, debrief);
        return;
    }
    if journey.rows.is_empty() {
        writer.say("The case ends here. Check your way to look back on it.", Role::Quiet);
    }
    for (index, row) in journey.rows.iter().enumerate() {
        let lead = format!("{}. ", index + 1);
        let rest = " ".repeat(lead.len());
        let write = |writer: &mut Writer| {
            writer.within(&lead, &rest, |writer| writer.say(&row.text, Role::Text));
        };
        if hand.live {
            writer.target(Hook::new(Aim::Item(row.item), Deed::Tick(row.item), Mark::Gutter), write);
        } else {
            write(writer);
        }
    }
}

fn lay_decision(writer: &mut Writer, decision: &Decision) {
    let mut runs = vec![Run::new("You chose: ", Role::Quiet)];
    runs.extend(judged(&decision.chosen, Role::Strong, decision.mark));
    writer.flow(&runs);
    writer.within("  ", "  ", |writer| lay_prose(writer, &decision.because));
    if let Some(best) = &decision.best {
        writer.flow(&[Run::new("Best here: ", Role::Quiet), Run::new(best.as_str(), Role::Text)]);
    }
}

/// Writes the choices of a way alone, one below the other.
pub(super) fn lay_way(writer: &mut Writer, journey: &Journey) {
    for (at, decision) in journey.decisions.iter().enumerate() {
        let lead = format!("{}. ", at + 1);
        let rest = " ".repeat(lead.len());
        writer.within(&lead, &rest, |writer| writer.say(&decision.chosen, Role::Text));
    }
}
