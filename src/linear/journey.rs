//! A case in lines: what came of the last choice, the scene that is open, its choices by number.

use super::lines::{Lines, sentence};
use super::prose;
use crate::exercise::Journey;

/// Says the case as far as it was walked; once it is judged, with right and wrong and the debrief.
pub(super) fn journey(journey: &Journey, lines: &mut Lines) {
    for (decision, number) in journey.decisions.iter().zip(1..) {
        prose::prose(&decision.scene, lines);
        lines.say(format!("Choice {number}{}: {}", judged(decision.mark), sentence(&decision.chosen)));
        prose::prose(&decision.because, lines);
        if let Some(best) = &decision.best {
            lines.say(format!("Best here: {}", sentence(best)));
        }
    }
    match &journey.debrief {
        Some(debrief) => {
            prose::prose(&journey.scene, lines);
            prose::led("What there is to learn from this way", debrief, lines);
        }
        None => here(journey, lines),
    }
}

/// Says what came of the last choice, and what there is to choose now.
pub(super) fn news(journey: &Journey, lines: &mut Lines) {
    if let Some(decision) = journey.decisions.last() {
        lines.say(format!("You chose: {}", sentence(&decision.chosen)));
        prose::prose(&decision.because, lines);
        prose::leads(&decision.because, lines);
    }
    here(journey, lines);
}

/// Says the choices that are open, or those that were made.
pub(super) fn way(journey: &Journey, lines: &mut Lines) {
    for (decision, number) in journey.decisions.iter().zip(1..) {
        lines.say(format!("{number}. {}", decision.chosen));
    }
}

fn here(journey: &Journey, lines: &mut Lines) {
    prose::prose(&journey.scene, lines);
    for (row, number) in journey.rows.iter().zip(1..) {
        lines.say(format!("{number}. {}", row.text));
    }
    if journey.rows.is_empty() {
        lines.say("The case ends here.");
    }
}

fn judged(mark: Option<bool>) -> &'static str {
    match mark {
        Some(true) => ", right",
        Some(false) => ", wrong",
        None => "",
    }
}
