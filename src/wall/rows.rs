//! What stands on each page, row by row.

use super::cells::{LEGEND, cells, name_width, sheets};
use super::charts;
use super::classes;
use super::console::{Console, View};
use super::keys::help;
use super::marks::essay;
use super::page::{Page, Pick};
use super::posts;
use super::reviews;
use crate::class::{Essay, EssayKey, Member, Presence, Roll, essays};
use crate::course::{LearnerId, StepId};
use crate::exercise::{Criterion, Seed};
use crate::session::Time;
use crate::text::{self, DOTS, clean_line, pad, truncate};
use crate::ui::Role;

/// A row of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) spans: Vec<(String, Role)>,
    pub(super) pick: Option<Pick>,
}

impl Row {
    pub(super) fn of(words: impl Into<String>, role: Role) -> Self {
        Self { spans: vec![(words.into(), role)], pick: None }
    }

    pub(super) fn text(words: impl Into<String>) -> Self {
        Self::of(words, Role::Text)
    }

    pub(super) fn words(&self) -> String {
        self.spans.iter().map(|(words, _)| words.as_str()).collect()
    }
}

/// What somebody reads who leads nobody in this course.
const NO_CLASS: &str = "You lead no class that takes this course. Press 8, or say classes, to make one.";

/// The rows of the page, for so many columns.
pub(super) fn rows(console: &Console, view: &View<'_>, width: usize) -> Vec<Row> {
    let of_roll = |show: &dyn Fn(&Roll<'_>) -> Vec<Row>| match console.roll(view) {
        Some(roll) => show(&roll),
        None => wrapped(NO_CLASS, width),
    };
    match &console.page {
        Page::Wall => of_roll(&|roll| wall(console, view, roll, width)),
        Page::Learner(who) => of_roll(&|roll| learner(view, roll, who, width)),
        Page::Exercises => of_roll(&|roll| exercises(view, roll, width)),
        Page::Charts => of_roll(&|roll| charts::rows(view, roll, width)),
        Page::Essays => of_roll(&|roll| queue(view, roll, width)),
        Page::Essay(key) => of_roll(&|roll| one_essay(console, view, roll, key, width)),
        Page::Reviews => of_roll(&|roll| reviews::list(view, roll, width)),
        Page::Review(step) => of_roll(&|roll| reviews::one(view, roll, step, width)),
        Page::Poll => of_roll(&|roll| charts::poll(roll, width)),
        Page::Modules => of_roll(&|roll| modules(view, roll, width)),
        Page::Posts => of_roll(&|roll| posts::rows(console, view, roll, width)),
        Page::Post(key) => of_roll(&|roll| posts::one(view, roll, key, width)),
        Page::Classes => classes::list(view, width),
        Page::Class(id) => classes::one(view, id, width),
        Page::Code(code, _) => classes::code(view, code, width, super::draw::body(console)),
        Page::Said(words, _) => classes::said(words, width),
        Page::Help => {
            let mut rows = legend(width);
            rows.extend(help().flat_map(|(title, line)| {
                let role = if title { Role::Heading } else { Role::Text };
                wrapped(&line, width).into_iter().map(move |row| Row::of(row.words(), role))
            }));
            rows
        }
    }
}

/// Everybody in the order of the wall, with the name that is shown.
///
/// Without names the order is another one, too, or the first row would be the first in the alphabet.
pub(super) fn shown<'a>(console: &Console, roll: &Roll<'a>) -> Vec<(Member<'a>, String)> {
    let mut members = roll.members();
    if !console.projector {
        return members.into_iter().map(|member| (member, clean_line(member.name))).collect();
    }
    // Salted, since names that are much alike have seeds that are.
    let seed =
        |who: &LearnerId| Seed::from_words(&["wall", roll.cohort.id.as_str(), who.as_str()]).salted(1).0;
    members.sort_by_key(|member| seed(member.id));
    (1..).zip(members).map(|(nth, member)| (member, format!("Learner {nth}"))).collect()
}

fn wall(console: &Console, view: &View<'_>, roll: &Roll<'_>, width: usize) -> Vec<Row> {
    let sheets = sheets(console, view);
    let Some(sheet) = sheets.get(console.sheet.min(sheets.len().saturating_sub(1))) else {
        return Vec::new();
    };
    let name_width = name_width(console);
    let mut rows = legend(width);
    for (member, name) in shown(console, roll) {
        let standing = roll.standing(&member);
        let here = member.seen.is_some_and(|seen| seen.presence(view.now) == Presence::Here);
        let name = pad(&truncate(&name, name_width, DOTS), name_width);
        let done = standing.done * 100 / standing.of.max(1);
        let head = format!("{}{name} {done:>3}% ", if here { '*' } else { ' ' });
        let mut spans = vec![(head, Role::Text)];
        spans.extend(cells(member.seen, &sheet.columns, view));
        let used: usize = spans.iter().map(|(words, _)| text::width(words)).sum();
        let free = width.saturating_sub(used + 4);
        if free >= 12 && here {
            let step = member.seen.and_then(|seen| seen.at_step()).and_then(|step| view.course.step(step));
            let title = step.map_or("", |step| step.title.as_str());
            spans.push((format!("  {}", truncate(title, free, DOTS)), Role::Quiet));
        }
        rows.push(Row { spans, pick: Some(Pick::Learner(member.id.clone())) });
    }
    if roll.cohort.members.is_empty() {
        rows.push(Row::text("Nobody is here yet."));
    }
    rows
}

fn legend(width: usize) -> Vec<Row> {
    let quiet = |row: Row| Row::of(row.words(), Role::Quiet);
    wrapped(&LEGEND.join("  "), width).into_iter().map(quiet).collect()
}

/// The words of a step.
pub(super) fn title(view: &View<'_>, step: &StepId) -> String {
    view.course.step(step).map_or_else(|| step.to_string(), |step| step.title.clone())
}

fn learner(view: &View<'_>, roll: &Roll<'_>, who: &LearnerId, width: usize) -> Vec<Row> {
    let members = roll.members();
    let Some(member) = members.iter().find(|member| member.id == who) else {
        return vec![Row::text("Not in this class any more.")];
    };
    let mut lines = vec![format!("{} ({})", clean_line(member.name), member.id)];
    lines.extend(member.group.map(|group| format!("Group: {}", clean_line(group))));
    let standing = roll.standing(member);
    let points = standing.points.map_or_else(|| "-".to_owned(), |share| share.to_string());
    lines.push(format!("Steps: {} of {}. Points: {points}.", standing.done, standing.of));
    match member.seen {
        None => lines.push("Has not come yet.".to_owned()),
        Some(seen) => {
            lines.push(format!("Time at work: {} minutes.", seen.progress().minutes()));
            lines.extend(seen.last().map(|last| format!("Last seen: {} UTC.", last.minute())));
            if let Some(step) = seen.at_step() {
                let spent = seen.spent_at(step) / 60_000;
                let stuck = seen.stuck_at(view.course, view.now).is_some();
                let stuck = if stuck { "Stuck" } else { "At" };
                let minutes = if spent == 1 { "minute" } else { "minutes" };
                lines.push(format!("{stuck}: {} ({step}), {spent} {minutes}.", title(view, step)));
            }
        }
    }
    lines.push(String::new());
    let modules = view.course.modules.iter().enumerate();
    lines.extend(modules.map(|(at, module)| {
        let standing = roll.standing_in(member, at);
        let points =
            standing.points.map_or_else(|| "   -".to_owned(), |share| format!("{:>3}%", share.percent()));
        format!("{:>3}/{:<3} {points}  {}", standing.done, standing.of, module.title)
    }));
    lines.iter().flat_map(|line| wrapped(line, width)).collect()
}

fn exercises(view: &View<'_>, roll: &Roll<'_>, width: usize) -> Vec<Row> {
    let items = roll.items();
    if items.is_empty() {
        return vec![Row::text("Nobody has handed in an exercise yet.")];
    }
    let wide = width >= 60;
    let head = if wide { "Facil.  Discr.  Tried  Tries   Min  Exercise" } else { "Facil.  Discr.  Exercise" };
    let mut rows = vec![Row::of(head, Role::Heading)];
    for item in items {
        let d = item.discrimination.map_or_else(|| "   -".to_owned(), |d| format!("{d:>5.2}"));
        let mut words = format!("  {:.2}   {d:>5}", item.facility);
        if wide {
            let minutes = item.time as f64 / 60_000.0;
            words.push_str(&format!("  {:>5}  {:>5.1} {minutes:>5.1}", item.tried, item.tries));
        }
        words.push_str(&format!("  {}", title(view, &item.step)));
        let words = truncate(&words, width, DOTS).into_owned();
        rows.push(Row { spans: vec![(words, Role::Text)], pick: Some(Pick::Step(item.step)) });
    }
    rows
}

fn queue(view: &View<'_>, roll: &Roll<'_>, width: usize) -> Vec<Row> {
    let all = essays(roll);
    if all.is_empty() {
        return vec![Row::text("No essay was handed in yet.")];
    }
    let line = |essay: &Essay<'_>| {
        let state = if essay.mark.is_some() { "marked " } else { "waiting" };
        let name = pad(&truncate(&clean_line(essay.member.name), 16, DOTS), 16);
        let at = essay.at.date();
        truncate(&format!("{state}  {at}  {name}  {}", title(view, essay.key.2.step())), width, DOTS)
            .into_owned()
    };
    let row = |essay: Essay<'_>| Row {
        spans: vec![(line(&essay), Role::Text)],
        pick: Some(Pick::Essay(essay.key)),
    };
    all.into_iter().map(row).collect()
}

fn one_essay(console: &Console, view: &View<'_>, roll: &Roll<'_>, key: &EssayKey, width: usize) -> Vec<Row> {
    let Some(essay) = essay(roll, key) else {
        return vec![Row::text("This essay was handed in anew. Go back to see it.")];
    };
    let when: Time = essay.at;
    let head = format!(
        "{}, {} UTC, {} words",
        clean_line(essay.member.name),
        when.minute(),
        text::words(essay.text)
    );
    let mut rows = wrapped(&head, width);
    rows.extend(wrapped(&title(view, key.2.step()), width));
    for (line, criterion) in essay.rubric.iter().enumerate() {
        let words = match console.ratings.get(line).copied().flatten() {
            Some(rating) => format!("[{rating}] {}: {}", criterion.name, rating_word(rating)),
            None => format!("[ ] {}", criterion.name),
        };
        let own = essay.own.get(line).copied().flatten();
        let own = own.map_or_else(String::new, |rating| format!(" (own: {rating})"));
        let words = truncate(&format!("{words}{own}"), width, DOTS).into_owned();
        rows.push(Row { spans: vec![(words, Role::Text)], pick: Some(Pick::Line(line)) });
        if console.focus == line {
            let full = wrapped(&criterion.full, width.saturating_sub(4));
            rows.extend(full.into_iter().map(|row| Row::of(format!("    {}", row.words()), Role::Quiet)));
        }
    }
    if !console.comment.is_empty() {
        rows.extend(wrapped(&format!("Comment: {}", console.comment), width));
    }
    rows.extend(reviews::of_essay(roll, &essay, width));
    rows.push(Row::default());
    rows.extend(essay.text.split('\n').flat_map(|line| wrapped(line, width)));
    rows
}

/// What a rating means.
pub(super) fn rating_word(rating: u8) -> &'static str {
    Criterion::RATINGS.get(usize::from(rating)).copied().unwrap_or("")
}

fn modules(view: &View<'_>, roll: &Roll<'_>, width: usize) -> Vec<Row> {
    let learning = &roll.cohort.learning;
    let led = match &learning.led {
        Some(spot) => format!("All are brought to: {}. r releases them.", title(view, &spot.step)),
        None => "Everybody goes where they like.".to_owned(),
    };
    let mut rows = wrapped(&led, width);
    rows.push(Row::default());
    for (at, module) in view.course.modules.iter().enumerate() {
        let closed = learning.closed.contains(&(view.course.id.clone(), module.id.clone()));
        let words = format!("{}  {}", if closed { "closed" } else { "open  " }, module.title);
        let words = truncate(&words, width, DOTS).into_owned();
        rows.push(Row { spans: vec![(words, Role::Text)], pick: Some(Pick::Module(at)) });
    }
    if let Some(said) = learning.announcements.back() {
        rows.push(Row::default());
        rows.extend(wrapped(&format!("Last said, {} UTC: {}", said.at.minute(), said.text), width));
    }
    rows
}

/// Words in as many rows as they need.
pub(super) fn wrapped(words: &str, width: usize) -> Vec<Row> {
    let words = clean_line(words);
    if words.is_empty() {
        return vec![Row::default()];
    }
    text::wrap(&words, width.max(1)).into_iter().map(|row| Row::text(words[row].trim_end())).collect()
}
