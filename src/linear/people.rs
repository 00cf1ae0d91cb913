//! The people of a class in lines: who they are, notes to them, what one says about oneself.

use super::answers::{no_such, nth};
use super::hear::{Heard, split_word};
use super::lines::{Lines, count, sentence};
use super::talk::Talk;
use crate::session::{
    Circle, CirclesPage, Command, FellowRow, Interest, Letter, MAX_LETTER, Page, Part, PeoplePage,
    PersonPage, ProfilePage, Scene, SeatRow, To, Wanted,
};

/// Says who is in the class, or those of them who were wanted.
pub(super) fn people(page: &PeoplePage<'_>, lines: &mut Lines) {
    let of = match (page.wanted.alike, page.circle, page.wanted.find.is_empty()) {
        (false, None, true) => format!("in {}", page.cohorts.join(", ")),
        (alike, circle, _) => {
            let mut of = format!("of {}", page.of);
            if alike {
                of.push_str(" who share an interest with you");
            }
            if let Some(circle) = circle {
                of.push_str(&format!(" in {}, {}", circle.name, circle.level));
            }
            if !page.wanted.find.is_empty() {
                of.push_str(&format!(" with \"{}\"", page.wanted.find));
            }
            of
        }
    };
    lines.say(format!("{} {}", count(page.count, "person", "people"), sentence(&of)));
    if page.wanted.alike && !page.has_interests {
        lines.say("Say first in your profile what you are interested in. You need not show it.");
    }
    for (row, number) in page.rows.iter().zip(page.wanted.from + 1..) {
        lines.say(format!("{number}. {}", one(row)));
    }
    if page.behind().is_some() {
        lines.say(format!("Say more to hear the next of {}.", page.count));
    }
    let groups = if page.has_circles { ", groups" } else { "" };
    let number = if page.rows.is_empty() { "" } else { "a number to hear of somebody, " };
    lines.say(format!(
        "Say {number}people and words to find people, alike for those who share your interests{groups}, profile, or back."
    ));
}

/// Somebody in a line.
fn one(row: &FellowRow<'_>) -> String {
    let fellow = row.fellow;
    let mut said = vec![fellow.name.clone()];
    said.extend(fellow.trainer.then(|| "trainer".to_owned()));
    said.extend(row.me.then(|| "you".to_owned()));
    said.extend([&fellow.organization, &fellow.country].into_iter().flatten().cloned());
    let mut line = said.join(", ");
    if !row.shared.is_empty() {
        line.push_str(&format!(". Like you: {}", row.shared.join(", ")));
    }
    let others = fellow.interests.iter().map(Interest::words);
    let others: Vec<&str> = others.filter(|words| !row.shared.contains(words)).collect();
    if !others.is_empty() {
        let lead = if row.shared.is_empty() { "Interests" } else { "Also" };
        line.push_str(&format!(". {lead}: {}", others.join(", ")));
    }
    line
}

/// Says the groups, by cohort.
pub(super) fn circles(page: &CirclesPage<'_>, lines: &mut Lines) {
    lines.say("Groups");
    let mut number = 1;
    for row in &page.seats {
        lines.say(sentence(&row.company.name));
        for circle in &row.company.circles {
            let mine = row.seat.is_some_and(|seat| seat.circle.as_ref() == Some(&circle.id));
            let mine = if mine { ", your group" } else { "" };
            let people = count(circle.count, "person", "people");
            lines.say(format!("{number}. {}, {}, {people}{mine}", circle.name, circle.level));
            number += 1;
        }
    }
    lines.say(match number {
        1 => "Your class has no groups. Say back to go back.",
        _ => "Say a number to hear who is in a group, profile to choose your own, or back.",
    });
}

/// Says what somebody shows, and the notes to and from them.
pub(super) fn person(page: &PersonPage<'_>, lines: &mut Lines) {
    match &page.row {
        Some(row) => {
            lines.say(one(row));
            for circle in &row.circles {
                lines.say(format!("In {}, {}.", circle.name, circle.level));
            }
        }
        None => lines.say(page.name),
    }
    if page.row.as_ref().is_some_and(|row| row.me) {
        lines.say("This is how others see you. Say profile to change it, or back.");
        return;
    }
    if page.row.is_none() && !page.can_write {
        lines.say("This person is not in your class now.");
    }
    for Letter { mine, at, text } in &page.letters {
        let by = if *mine { "You" } else { page.name };
        lines.say(format!("{by}, {}: {text}", at.minute()));
    }
    if let Some(half) = page.half {
        lines.say(format!("Half written: {half}"));
    }
    if page.can_write {
        lines.say("Say send and your note, in one line. The two of you see it, nobody else in the class.");
        lines.say("It is kept on the server as plain text: whoever runs it can read it there.");
    }
    lines.say("Say back to go back.");
}

/// Says what the learner says about themselves, and to whom.
pub(super) fn profile(page: &ProfilePage<'_>, lines: &mut Lines) {
    lines.say("Your profile. Your trainers see all of it.");
    for part in Part::ALL {
        lines.say(about(page, part));
    }
    lines.say("To change a part, say set and the part, such as set country Kenya.");
    lines.say("To let others see it, say show country; to keep it from them, hide country.");
    let mut number = 1;
    for row in &page.seats {
        seat(row, &mut number, lines);
    }
    if number > 1 {
        lines.say("Say a number to choose your group.");
    }
    lines.say("Say back to go back.");
}

fn about(page: &ProfilePage<'_>, part: Part) -> String {
    let about = page.myself.card.part(part);
    let text = if about.text.is_empty() { "empty" } else { &about.text };
    let seen = match (part, about.shown) {
        (_, true) => "others see it".to_owned(),
        (Part::Name, false) => format!("hidden, others see {}", page.id),
        (Part::Organization | Part::Country | Part::Interests, false) => "hidden".to_owned(),
    };
    let (word, mut first) = (part.word(), part.word().chars());
    let upper = first.next().map(|c| c.to_ascii_uppercase()).unwrap_or_default();
    format!("{upper}{}: {text}. {}", &word[1..], capital(&seen))
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}

fn seat(row: &SeatRow<'_>, number: &mut usize, lines: &mut Lines) {
    let Some(seat) = row.seat else { return };
    let mine = row.company.circles.iter().find(|circle| Some(&circle.id) == seat.circle.as_ref());
    let name = mine.map_or_else(|| "none".to_owned(), named);
    lines.say(format!("Your group in {}: {name}. Others see it.", row.company.name));
    if seat.fixed {
        lines.say("Your trainer chose it. Ask them to change it.");
        return;
    }
    for circle in choices(row) {
        let chosen = if circle.map(|circle| &circle.id) == seat.circle.as_ref() { ", chosen" } else { "" };
        let name = circle.map_or_else(|| "no group".to_owned(), named);
        lines.say(format!("{number}. {name}{chosen}"));
        *number += 1;
    }
}

fn named(circle: &Circle) -> String {
    format!("{}, {}", circle.name, circle.level)
}

/// The groups that can be chosen; none stands for no group.
fn choices<'a>(row: &SeatRow<'a>) -> impl Iterator<Item = Option<&'a Circle>> {
    let free = row.seat.is_some_and(|seat| !seat.fixed);
    let all = [None].into_iter().chain(row.company.circles.iter().map(Some));
    all.take(if free { usize::MAX } else { 0 })
}

/// Opens somebody, a group, or joins a group by its number.
pub(super) fn entry(scene: &Scene<'_>, talk: &Talk, number: usize) -> Option<Heard> {
    let (what, last, command) = match &scene.page {
        Page::People(page) => {
            let row = number.checked_sub(page.wanted.from).and_then(|at| nth(&page.rows, at));
            let to = row.map(|row| Command::Go(To::Person(row.fellow.id.clone())));
            ("person", page.wanted.from + page.rows.len(), to)
        }
        Page::Circles(page) => {
            let all = page.seats.iter().flat_map(|row| {
                row.company.circles.iter().map(|circle| (row.company.cohort.clone(), circle.id.clone()))
            });
            let all: Vec<(String, String)> = all.collect();
            let wanted =
                nth(&all, number).map(|key| Wanted { circle: Some(key.clone()), ..Wanted::default() });
            ("group", all.len(), wanted.map(|wanted| Command::Go(To::People(wanted))))
        }
        Page::Profile(page) => {
            let all: Vec<Command> = page.seats.iter().flat_map(joins).collect();
            ("group", all.len(), nth(&all, number).cloned())
        }
        _ => return None,
    };
    Some(match command {
        Some(command) => Heard::Do(vec![command]),
        None => Heard::Say(talk.sentences(no_such(what, number, last))),
    })
}

fn joins(row: &SeatRow<'_>) -> Vec<Command> {
    let join = |circle: Option<&Circle>| {
        Command::Join(row.company.cohort.clone(), circle.map(|circle| circle.id.clone()))
    };
    choices(row).map(join).collect()
}

/// True if there is a number to say on a page about people.
pub(super) fn has_entries(scene: &Scene<'_>) -> bool {
    match &scene.page {
        Page::People(page) => !page.rows.is_empty(),
        Page::Circles(page) => !page.seats.is_empty(),
        Page::Profile(page) => page.seats.iter().any(|row| choices(row).next().is_some()),
        _ => false,
    }
}

pub(super) fn in_company(scene: &Scene<'_>, _: &Talk) -> bool {
    scene.has_people
}

pub(super) fn has_more(scene: &Scene<'_>, _: &Talk) -> bool {
    matches!(&scene.page, Page::People(page) if page.behind().is_some())
}

pub(super) fn has_circles(scene: &Scene<'_>, _: &Talk) -> bool {
    matches!(&scene.page, Page::People(page) if page.has_circles)
}

pub(super) fn may_send(scene: &Scene<'_>, _: &Talk) -> bool {
    matches!(&scene.page, Page::Person(page) if page.can_write)
}

pub(super) fn is_profile(scene: &Scene<'_>, _: &Talk) -> bool {
    matches!(&scene.page, Page::Profile(_))
}

pub(super) fn go_to_people(_: &Scene<'_>, _: &mut Talk, rest: &str) -> Heard {
    to(To::People(Wanted { find: rest.to_owned(), ..Wanted::default() }))
}

pub(super) fn go_to_alike(_: &Scene<'_>, _: &mut Talk, _: &str) -> Heard {
    to(To::People(Wanted { alike: true, ..Wanted::default() }))
}

pub(super) fn go_to_circles(_: &Scene<'_>, _: &mut Talk, _: &str) -> Heard {
    to(To::Circles)
}

pub(super) fn go_to_profile(_: &Scene<'_>, _: &mut Talk, _: &str) -> Heard {
    to(To::Profile)
}

pub(super) fn more(scene: &Scene<'_>, talk: &mut Talk, _: &str) -> Heard {
    match &scene.page {
        Page::People(page) => match page.behind() {
            Some(wanted) => to(To::People(wanted)),
            None => Heard::Say(talk.sentences("These are all.")),
        },
        _ => Heard::Say(talk.sentences("Say people first.")),
    }
}

fn to(to: To) -> Heard {
    Heard::Do(vec![Command::Go(to)])
}

pub(super) fn send(scene: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    let Page::Person(page) = &scene.page else {
        return Heard::Say(
            talk.sentences("Say people, then the number of somebody, then send and your note."),
        );
    };
    let has = rest.chars().count();
    if rest.is_empty() {
        return Heard::Say(talk.sentences("Say send and your note, in one line."));
    }
    if has > MAX_LETTER {
        return Heard::Say(talk.sentences(format!(
            "A note has at most {MAX_LETTER} characters; this one has {has}. It was not sent."
        )));
    }
    Heard::Do(vec![Command::Send(page.id.clone(), rest.to_owned())])
}

pub(super) fn set(scene: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    let (word, text) = split_word(rest);
    match part(scene, word) {
        Ok(part) if text.chars().count() > part.limit() => {
            Heard::Say(talk.sentences(format!("At most {} characters. Nothing was changed.", part.limit())))
        }
        Ok(part) => Heard::Do(vec![Command::Introduce(part, text.to_owned())]),
        Err(help) => Heard::Say(talk.sentences(help)),
    }
}

pub(super) fn show(scene: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    show_or_hide(scene, talk, rest, true)
}

pub(super) fn hide(scene: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    show_or_hide(scene, talk, rest, false)
}

fn show_or_hide(scene: &Scene<'_>, talk: &Talk, rest: &str, shown: bool) -> Heard {
    match part(scene, rest) {
        Ok(part) => Heard::Do(vec![Command::Show(part, shown)]),
        Err(help) => Heard::Say(talk.sentences(help)),
    }
}

fn part(scene: &Scene<'_>, word: &str) -> Result<Part, String> {
    if !matches!(scene.page, Page::Profile(_)) {
        return Err("Say profile first.".to_owned());
    }
    let known = Part::ALL.into_iter().find(|part| part.word().eq_ignore_ascii_case(word));
    known.ok_or_else(|| "The parts are name, organization, country and interests.".to_owned())
}

/// What came of something that was done on these pages.
pub(super) fn after(scene: &Scene<'_>, command: &Command, lines: &mut Lines) {
    match (command, &scene.page) {
        (Command::Send(..), _) => lines.say("Your note goes out as soon as it is saved."),
        (Command::Introduce(changed, _) | Command::Show(changed, _), Page::Profile(page)) => {
            lines.say(about(page, *changed));
        }
        (Command::Join(cohort, _), Page::Profile(page)) => {
            let row = page.seats.iter().find(|row| row.company.cohort == *cohort);
            let seat = row.and_then(|row| Some((row, row.seat?)));
            let circle = seat.and_then(|(row, seat)| {
                row.company.circles.iter().find(|circle| Some(&circle.id) == seat.circle.as_ref())
            });
            let name = circle.map_or_else(|| "none".to_owned(), named);
            lines.say(format!("Your group: {name}."));
        }
        _ => {}
    }
}
