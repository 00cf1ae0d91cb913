//! Cohorts, people and codes in words and tables.

use super::act::CodeFor;
use super::book::Book;
use super::code::{Code, JoinCode};
use super::cohort::Cohort;
use super::csv::csv_row;
use super::id::console;
use super::person::Person;
use super::review::reviewing;
use super::roll::{Member, Roll};
use crate::course::LearnerId;
use crate::session::Time;
use crate::text::{truncate, width};

/// The widest cell of a table on a screen.
const MAX_CELL: usize = 40;

pub(super) fn list(book: &Book, by: &LearnerId, now: Time) -> String {
    let led = || book.cohorts().filter(|cohort| book.leads(by, cohort));
    if led().next().is_none() {
        return "There is no class yet. Make one: curricle class new \"Its name\"\n".to_owned();
    }
    let rows = led().map(|cohort| {
        let id = cohort.id.to_string();
        [id, cohort.plan.name.clone(), cohort.members.len().to_string(), cohort.state(now)]
    });
    table(["Class", "Name", "Members", "Now"], rows)
}

impl Cohort {
    /// Whether it is open, and when that changes.
    pub fn state(&self, now: Time) -> String {
        match (self.plan.opens, self.plan.closes) {
            (Some(opens), _) if !self.has_opened(now) => format!("opens {opens}"),
            (_, Some(closes)) if self.has_closed(now) => format!("closed {closes}"),
            (_, Some(closes)) => format!("open until {closes}"),
            (_, None) => "open".to_owned(),
        }
    }

    /// Who leads it, beside the console.
    pub fn leaders(&self) -> impl Iterator<Item = &LearnerId> {
        self.trainers.iter().filter(|id| **id != console())
    }
}

impl Code {
    /// How often it works still, and until when.
    pub fn terms(&self) -> String {
        format!("{} of {} uses left, until {} UTC", self.left(), self.uses, self.until.minute())
    }
}

impl Book {
    /// The codes with which somebody can join a cohort now.
    pub fn codes_of<'b>(
        &'b self,
        cohort: &'b Cohort,
        now: Time,
    ) -> impl Iterator<Item = (&'b JoinCode, &'b Code)> {
        let opens = CodeFor::Cohort(cohort.id.clone());
        self.codes().filter(move |(_, code)| code.is_open(now) && code.opens == opens)
    }
}

pub(super) fn cohort(book: &Book, cohort: &Cohort, now: Time) -> String {
    let plan = &cohort.plan;
    let courses: Vec<&str> = plan.courses.iter().map(crate::course::CourseId::as_str).collect();
    let trainers: Vec<&str> = cohort.leaders().map(LearnerId::as_str).collect();
    let or_none = |list: Vec<&str>| if list.is_empty() { "none".to_owned() } else { list.join(", ") };
    let mut text = format!("{} ({})\n", plan.name, cohort.id);
    text.push_str(&format!("Courses: {}\n", or_none(courses)));
    text.push_str(&format!("Now: {}\n", cohort.state(now)));
    text.push_str(&format!("Trainers: {}\n", or_none(trainers)));
    for (code, known) in book.codes_of(cohort, now) {
        text.push_str(&format!("Join code: {code} ({})\n", known.terms()));
    }
    text.push_str(&format!("Members: {}\n", cohort.members.len()));
    let rows = cohort.members.iter().filter_map(|(id, member)| {
        let person = book.person(id)?;
        let group = member.group.as_ref().and_then(|group| plan.groups.get(group));
        let group = group.map_or_else(String::new, |group| group.name.clone());
        Some([id.to_string(), person.profile.name.clone(), group, person.way_in()])
    });
    if !cohort.members.is_empty() {
        text.push_str(&format!("\n{}", table(["Login", "Name", "Group", "Logs in with"], rows)));
    }
    text
}

impl Person {
    /// What they log in with.
    pub fn way_in(&self) -> String {
        match (self.keys.len(), self.claimed) {
            (0, false) => "not yet here".to_owned(),
            (0, true) => "own code".to_owned(),
            (1, _) => "1 key".to_owned(),
            (keys, _) => format!("{keys} keys"),
        }
    }
}

pub(super) fn code(book: &Book, code: &JoinCode, known: &Code) -> String {
    let who = match &known.opens {
        CodeFor::Cohort(cohort) => {
            let name = book.cohort(cohort).map_or(cohort.as_str(), |cohort| &cohort.plan.name);
            format!("Whoever logs in with this code joins {name}.")
        }
        CodeFor::Person(person) => format!("Only {person} can log in with this code."),
    };
    let uses = if known.uses == 1 { "once".to_owned() } else { format!("{} times", known.uses) };
    format!(
        "\n    {code}\n\n{who} It works {uses}, until {} UTC.\n\
         Capital letters and spaces do no harm; four letters of each word are enough.\n",
        known.until.minute()
    )
}

pub(super) fn keys(person: &Person) -> String {
    if person.keys.is_empty() {
        return format!("{} has no key.\n", person.id);
    }
    let rows = person.keys.iter().enumerate().map(|(place, key)| {
        [(place + 1).to_string(), key.key.short(), key.label.clone(), format!("{} UTC", key.since.minute())]
    });
    table(["", "Key", "Label", "Since"], rows)
}

/// The members as a table that `import-roster` takes in, too.
pub(super) fn members(book: &Book, cohort: &Cohort) -> String {
    let mut text =
        csv_row(["id", "name", "organization", "country", "interests", "group", "level", "joined", "within"]);
    for (id, member) in &cohort.members {
        let Some(person) = book.person(id) else { continue };
        let group = member.group.as_ref().and_then(|group| cohort.plan.groups.get(group));
        let profile = &person.profile;
        let circles = member.group.as_ref().map(|group| cohort.plan.circles(group)).unwrap_or_default();
        let above: Vec<&str> = circles.iter().skip(1).map(|(_, group)| group.name.as_str()).collect();
        let within = above.join(" / ");
        text.push_str(&csv_row([
            id.as_str(),
            &profile.name,
            &profile.organization,
            &profile.country,
            &profile.interests,
            group.map_or("", |group| &group.name),
            group.map_or("", |group| group.level.name()),
            &member.since.minute(),
            &within,
        ]));
    }
    text
}

/// Rows under a head, each column as wide as it needs.
/// How far the reviews between learners are, and who is behind.
pub fn reviews_told(roll: &Roll<'_>) -> String {
    let all = reviewing(roll);
    let rows = all.iter().map(|one| {
        let (done, of) = one.count();
        let (now, reviews) = match one.review {
            None => ("no review", String::new()),
            Some(review) if review.ended.is_some() => ("ended", format!("{done} of {of}")),
            Some(review) if review.given_out.is_some() => ("reviewing", format!("{done} of {of}")),
            Some(_) => ("collecting", String::new()),
        };
        [one.step.to_string(), now.to_owned(), one.authors.len().to_string(), reviews]
    });
    let mut text = table(["Step", "Now", "Handed in", "Reviews"], rows);
    let names = |members: Vec<Member<'_>>| {
        members.iter().map(|member| member.name.to_owned()).collect::<Vec<_>>().join(", ")
    };
    for one in all.iter().filter(|one| one.review.is_some_and(|review| review.ended.is_none())) {
        let behind: Vec<Member<'_>> = one.behind().map(|reader| reader.member).collect();
        if !behind.is_empty() {
            text.push_str(&format!("Still to review {}: {}\n", one.step, names(behind)));
        }
        if !one.late.is_empty() {
            text.push_str(&format!("Handed in later: {}\n", names(one.late.clone())));
        }
    }
    text
}

fn table<const N: usize>(head: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let mut all = vec![head.map(str::to_owned)];
    all.extend(rows.into_iter().map(|row| row.map(|cell| truncate(&cell, MAX_CELL, "...").into_owned())));
    let wide = |column: usize| all.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max();
    let widths: Vec<usize> = (0..N).map(|column| wide(column).unwrap_or(0)).collect();
    let mut text = String::new();
    for row in &all {
        let mut line = String::new();
        for (cell, wide) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(wide.saturating_sub(width(cell)) + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
