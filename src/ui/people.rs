//! The people of a class, and somebody among them.

use super::chrome::ellipsis;
use super::paper::{Aim, Deed, Hook, Mark, Run};
use super::prompt::Asked;
use super::theme::Role;
use super::writer::Writer;
use crate::keymap::Action;
use crate::session::{CirclesPage, Command, FellowRow, Interest, Letter, PeoplePage, PersonPage, To, Wanted};
use crate::text;

/// What stands between buttons.
const BETWEEN: &str = "  ";

/// Writes who is in the class, or those of them who were wanted.
pub(super) fn lay_people(writer: &mut Writer, page: &PeoplePage<'_>) {
    writer.say(who(page), Role::Text);
    lay_choices(writer, page);
    if page.rows.is_empty() {
        writer.gap();
        writer.say(nobody(page), Role::Text);
    }
    // People of whom no more than the name is shown stand close.
    let says = |row: &FellowRow<'_>| {
        let fellow = row.fellow;
        fellow.organization.is_some() || fellow.country.is_some() || !fellow.interests.is_empty()
    };
    let mut apart = true;
    for row in &page.rows {
        if apart || says(row) {
            writer.gap();
        }
        apart = says(row);
        let deed = Deed::Do(Command::Go(To::Person(row.fellow.id.clone())));
        let hook = Hook::new(writer.nth(), deed, Mark::Gutter);
        if writer.paper.default.is_none() {
            writer.paper.default = Some(hook.aim.clone());
            writer.paper.primary = Some(hook.aim.clone());
        }
        writer.target(hook, |writer| {
            writer.flow(&[Run::new(text::clean_line(&row.fellow.name), Role::Strong), said_behind(row)]);
            lay_shown(writer, row);
        });
    }
    let ways = [("Next", page.behind()), ("Before", page.before())];
    let ways: Vec<(&str, Deed)> = ways
        .into_iter()
        .filter_map(|(word, wanted)| Some((word, Deed::Do(Command::Go(To::People(wanted?))))))
        .collect();
    if !ways.is_empty() {
        writer.gap();
        lay_buttons(writer, ways);
    }
}

/// Who is shown, in a sentence.
fn who(page: &PeoplePage<'_>) -> String {
    let mut which = String::new();
    if page.wanted.alike {
        which.push_str(" who share an interest with you");
    }
    if let Some(circle) = page.circle {
        which.push_str(&format!(" in \"{}\", {}", text::clean_line(&circle.name), circle.level));
    }
    if !page.wanted.find.is_empty() {
        which.push_str(&format!(" with \"{}\"", text::clean_line(&page.wanted.find)));
    }
    let whole = if which.is_empty() {
        format!("{} in {}", people(page.count), text::clean_line(&page.cohorts.join(", ")))
    } else {
        format!("{} of {}{which}", page.count, page.of)
    };
    match page.rows.len() {
        shown if shown < page.count => {
            let from = page.wanted.from;
            format!("{whole}; {} to {}:", from + 1, from + shown)
        }
        _ => format!("{whole}:"),
    }
}

/// Why nobody is shown.
fn nobody(page: &PeoplePage<'_>) -> &'static str {
    match (page.wanted.alike, page.has_interests) {
        (true, false) => "Say first in your profile what you are interested in. You need not show it.",
        (true, true) => "Nobody shows an interest like yours yet.",
        (false, _) => "Nobody was found. Try one word, or its beginning.",
    }
}

/// The ways to other people.
fn lay_choices(writer: &mut Writer, page: &PeoplePage<'_>) {
    let go = |wanted: Wanted| Deed::Do(Command::Go(To::People(wanted)));
    let mut choices = vec![("Find", Deed::Ask(Asked::Find(page.wanted.clone())))];
    let narrowed = page.wanted.alike || page.wanted.circle.is_some() || !page.wanted.find.is_empty();
    if narrowed {
        choices.push(("All", go(Wanted::default())));
    }
    if !page.wanted.alike {
        let wanted = Wanted { alike: true, from: 0, ..page.wanted.clone() };
        choices.push(("Like-minded", go(wanted)));
    }
    if page.has_circles {
        choices.push(("Groups", Deed::Do(Command::Go(To::Circles))));
    }
    choices.push(("My profile", Deed::Do(Command::Go(To::Profile))));
    lay_buttons(writer, choices);
}

/// A row of buttons.
pub(super) fn lay_buttons(writer: &mut Writer, buttons: Vec<(&str, Deed)>) {
    let first = writer.paper.targets.len();
    let mut runs = Vec::new();
    for (nth, (word, deed)) in buttons.into_iter().enumerate() {
        if nth > 0 {
            runs.push(Run::new(BETWEEN, Role::Text));
        }
        // A hyphen at which no row breaks; it is drawn as any other.
        let word = word.replace('-', "\u{2011}");
        runs.push(Run::button(&word, Hook::new(Aim::Nth(first + nth), deed, Mark::Inner)));
    }
    writer.flow(&runs);
}

/// What is said of somebody behind the name.
fn said_behind(row: &FellowRow<'_>) -> Run<'static> {
    let words = match (row.fellow.trainer, row.me) {
        (true, true) => ", trainer, you",
        (true, false) => ", trainer",
        (false, true) => ", you",
        (false, false) => "",
    };
    Run::new(words, Role::Quiet)
}

/// What somebody shows of themselves.
fn lay_shown(writer: &mut Writer, row: &FellowRow<'_>) {
    let fellow = row.fellow;
    let from: Vec<String> =
        [&fellow.organization, &fellow.country].into_iter().flatten().map(|w| text::clean_line(w)).collect();
    writer.within("  ", "  ", |writer| {
        if !from.is_empty() {
            writer.say(from.join(", "), Role::Text);
        }
        if !row.shared.is_empty() {
            writer.say(format!("Like you: {}", text::clean_line(&row.shared.join(", "))), Role::Strong);
        }
        let others = fellow.interests.iter().map(Interest::words);
        let others: Vec<&str> = others.filter(|words| !row.shared.contains(words)).collect();
        if !others.is_empty() {
            let lead = if row.shared.is_empty() { "Interests" } else { "Also" };
            writer.say(format!("{lead}: {}", text::clean_line(&others.join(", "))), Role::Text);
        }
    });
}

/// Writes the groups, by cohort, the widest first.
pub(super) fn lay_circles(writer: &mut Writer, page: &CirclesPage<'_>) {
    if page.seats.is_empty() {
        writer.say("Your class has no groups.", Role::Text);
    }
    for row in &page.seats {
        writer.gap();
        writer.say(text::clean_line(&row.company.name), Role::Heading);
        for circle in &row.company.circles {
            let key = (row.company.cohort.clone(), circle.id.clone());
            let wanted = Wanted { circle: Some(key), ..Wanted::default() };
            let hook = Hook::new(writer.nth(), Deed::Do(Command::Go(To::People(wanted))), Mark::Gutter);
            if writer.paper.default.is_none() {
                writer.paper.default = Some(hook.aim.clone());
                writer.paper.primary = Some(hook.aim.clone());
            }
            let mine = row.seat.is_some_and(|seat| seat.circle.as_ref() == Some(&circle.id));
            let mine = if mine { ", your group" } else { "" };
            let words = format!(", {}, {}{mine}", circle.level, people(circle.count));
            writer.target(hook, |writer| {
                writer.within("", "  ", |writer| {
                    writer.flow(&[
                        Run::new(text::clean_line(&circle.name), Role::Text),
                        Run::new(words, Role::Quiet),
                    ]);
                });
            });
        }
    }
    writer.gap();
    writer.say("Choose your own group in your profile.", Role::Quiet);
    lay_buttons(writer, vec![("My profile", Deed::Do(Command::Go(To::Profile)))]);
}

fn people(count: usize) -> String {
    match count {
        1 => "1 person".to_owned(),
        count => format!("{count} people"),
    }
}

/// Writes what somebody shows, and the notes to and from them.
///
/// While one writes, the page says nothing of what is half written: it would change with each letter.
pub(super) fn lay_person(writer: &mut Writer, page: &PersonPage<'_>, writes: bool) {
    let behind = page.row.as_ref().map_or(Run::new("", Role::Quiet), said_behind);
    writer.flow(&[Run::new(text::clean_line(page.name), Role::Heading), behind]);
    match &page.row {
        Some(row) => {
            lay_shown(writer, row);
            writer.within("  ", "  ", |writer| {
                for circle in &row.circles {
                    let words = format!("In {}, {}", text::clean_line(&circle.name), circle.level);
                    writer.say(words, Role::Quiet);
                }
            });
        }
        None if page.can_write => {}
        None => writer.say("This person is not in your class now.", Role::Text),
    }
    let me = page.row.as_ref().is_some_and(|row| row.me);
    if page.can_write {
        writer.gap();
        let hook = Hook::new(Aim::Button(Action::Reply), write_to(page), Mark::Inner);
        writer.paper.default = Some(hook.aim.clone());
        writer.paper.primary = Some(hook.aim.clone());
        writer.flow(&[Run::button("Write a note", hook)]);
        if let Some(half) = page.half.filter(|_| !writes) {
            let ascii = writer.ascii();
            let begun = text::clean_line(half);
            let begun = text::truncate(&begun, writer.width().max(20) * 2, ellipsis(ascii)).into_owned();
            writer.within("  ", "  ", |writer| writer.say(format!("Half written: {begun}"), Role::Quiet));
        }
    }
    if me {
        writer.gap();
        writer.say("This is how others see you.", Role::Text);
        lay_buttons(writer, vec![("My profile", Deed::Do(Command::Go(To::Profile)))]);
        return;
    }
    for Letter { mine, at, text: words } in &page.letters {
        writer.gap();
        let by = if *mine { "You".to_owned() } else { text::clean_line(page.name) };
        writer.say(format!("{by}, {}", at.minute()), Role::Strong);
        writer.within("  ", "  ", |writer| writer.say(text::clean_text(words), Role::Text));
    }
    writer.gap();
    writer.say(WHO_READS, Role::Quiet);
}

/// Who can read a note, honestly.
const WHO_READS: &str = "Notes are seen by the two of you only. They are kept on the server as plain text: whoever runs it can read them there.";

/// Writing a note to somebody.
pub(super) fn write_to(page: &PersonPage<'_>) -> Deed {
    Deed::Ask(Asked::Letter(page.id.clone()))
}
