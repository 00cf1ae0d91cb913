//! What a learner says about themselves, who sees it, and their groups.

use super::paper::{Deed, Hook, Mark};
use super::people::lay_buttons;
use super::prompt::Asked;
use super::theme::Role;
use super::writer::Writer;
use crate::session::{Circle, Command, Part, ProfilePage, SeatRow, To};
use crate::text;

/// Writes each part with a row to change it and a row to show it.
pub(super) fn lay_profile(writer: &mut Writer, page: &ProfilePage<'_>) {
    writer.say("Others in your class see what is ticked. Your trainers see all of it.", Role::Text);
    for part in Part::ALL {
        let about = page.myself.card.part(part);
        writer.gap();
        let hook = Hook::new(writer.nth(), Deed::Ask(Asked::About(part)), Mark::Gutter);
        if writer.paper.default.is_none() {
            writer.paper.default = Some(hook.aim.clone());
            writer.paper.primary = Some(hook.aim.clone());
        }
        let words = if about.text.is_empty() { "-".to_owned() } else { text::clean_line(&about.text) };
        let lead = format!("{}: ", label(part));
        writer.target(hook, |writer| writer.within(&lead, "  ", |writer| writer.say(words, Role::Strong)));
        let hook = Hook::new(writer.nth(), Deed::Do(Command::Show(part, !about.shown)), Mark::Gutter);
        let sign = if about.shown { "[x] " } else { "[ ] " };
        let words = match part {
            Part::Name => format!("others see it; else they see {}", page.id),
            Part::Organization | Part::Country | Part::Interests => "others see it".to_owned(),
        };
        writer.target(hook, |writer| {
            writer.within("  ", "  ", |writer| {
                writer.within(sign, "    ", |writer| writer.say(words, Role::Text));
            });
        });
    }
    for row in &page.seats {
        lay_seat(writer, row);
    }
    writer.gap();
    lay_buttons(writer, vec![("How others see me", Deed::Do(Command::Go(To::Person(page.id.clone()))))]);
}

fn label(part: Part) -> &'static str {
    match part {
        Part::Name => "Name",
        Part::Organization => "Organization",
        Part::Country => "Country",
        Part::Interests => "Interests",
    }
}

/// The groups of a cohort, to choose one.
fn lay_seat(writer: &mut Writer, row: &SeatRow<'_>) {
    let Some(seat) = row.seat else { return };
    writer.gap();
    writer.say(format!("Your group in {}", text::clean_line(&row.company.name)), Role::Heading);
    if seat.fixed {
        let circle = row.company.circles.iter().find(|circle| Some(&circle.id) == seat.circle.as_ref());
        if let Some(circle) = circle {
            writer.say(named(circle), Role::Text);
        }
        writer.say("Your trainer chose it. Ask them to change it.", Role::Quiet);
        writer.say(SEEN, Role::Quiet);
        return;
    }
    let none = [None].into_iter();
    for circle in none.chain(row.company.circles.iter().map(Some)) {
        let id = circle.map(|circle| circle.id.clone());
        let chosen = seat.circle == id;
        let deed = Deed::Do(Command::Join(row.company.cohort.clone(), id));
        let words = circle.map_or_else(|| "no group".to_owned(), named);
        let sign = if chosen { "(x) " } else { "( ) " };
        let hook = Hook::new(writer.nth(), deed, Mark::Gutter);
        writer.target(hook, |writer| writer.within(sign, "    ", |writer| writer.say(words, Role::Text)));
    }
    writer.say(SEEN, Role::Quiet);
}

/// Who knows in which group the learner is.
const SEEN: &str = "Others see your group, and the larger groups that it belongs to.";

fn named(circle: &Circle) -> String {
    format!("{}, {}", text::clean_line(&circle.name), circle.level)
}
