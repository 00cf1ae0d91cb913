//! Tables for spreadsheets and statistics, made from what the screens show.
//!
//! The columns of each table, their names and their order, stay as they are: new ones come at the end.
//! Times are UTC, parts are percent with two decimals, and what is unknown is empty.

use serde::{Deserialize, Serialize};

use super::book::{EssayKey, Mark};
use super::csv::csv_row;
use super::essays::{Essay, essays};
use super::event::Spot;
use super::report::members;
use super::roll::{Member, Roll, Standing};
use crate::exercise::{Answer, Item, Share};
use crate::session::{Place, Time};

/// Results: a row for each member and module, and one for the whole course, whose `module` is empty.
const RESULTS: [&str; 12] = [
    "cohort",
    "login",
    "name",
    "group",
    "course",
    "module",
    "steps_done",
    "steps",
    "points_percent",
    "complete",
    "minutes",
    "last_seen",
];
/// Responses: a row for each answer that was handed in.
const RESPONSES: [&str; 12] = [
    "cohort",
    "login",
    "course",
    "step",
    "quiz",
    "attempt",
    "try",
    "handed_in",
    "kind",
    "share_percent",
    "hints",
    "answer",
];
/// Posts: a row for each post.
const POSTS: [&str; 12] = [
    "cohort",
    "login",
    "course",
    "step",
    "post",
    "replies_to",
    "posted",
    "words",
    "hidden",
    "pinned",
    "text",
    "deleted",
];
/// Essay marks: a row for each mark of a try at an essay; `by` is `self`, `peer` or `trainer`.
const MARKS: [&str; 18] = [
    "cohort",
    "login",
    "course",
    "step",
    "try",
    "handed_in",
    "words",
    "by",
    "marker",
    "marked",
    "rating_1",
    "rating_2",
    "rating_3",
    "rating_4",
    "rating_5",
    "rating_6",
    "rating_7",
    "rating_8",
];
/// The last column of the essay marks.
const COMMENT: &str = "comment";
/// Lines that a rubric has at the most.
const LINES: usize = 8;

/// A table of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Table {
    /// Who is in it.
    Members,
    /// How far everybody is.
    Results,
    /// Every answer that was handed in.
    Responses,
    /// Every post.
    Posts,
    /// What was said of essays.
    EssayMarks,
}

impl Table {
    /// All tables.
    pub const ALL: [Self; 5] = [Self::Members, Self::Results, Self::Responses, Self::Posts, Self::EssayMarks];

    /// The name as it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Table::Members => "members",
            Table::Results => "results",
            Table::Responses => "responses",
            Table::Posts => "posts",
            Table::EssayMarks => "essay-marks",
        }
    }

    /// The table of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.name() == name)
    }

    /// The table itself.
    pub fn write(self, roll: &Roll<'_>) -> String {
        match self {
            Table::Members => members(roll.book, roll.cohort),
            Table::Results => results_csv(roll),
            Table::Responses => responses_csv(roll),
            Table::Posts => posts_csv(roll),
            Table::EssayMarks => essay_marks_csv(roll),
        }
    }
}

/// How far everybody is, as the wall shows it.
pub fn results_csv(roll: &Roll<'_>) -> String {
    let mut table = csv_row(RESULTS);
    for member in roll.members() {
        let modules = roll.course.modules.iter().enumerate();
        for (at, module) in modules {
            let standing = roll.standing_in(&member, at);
            table.push_str(&result(roll, &member, module.id.as_str(), standing));
        }
        table.push_str(&result(roll, &member, "", roll.standing(&member)));
    }
    table
}

fn result(roll: &Roll<'_>, member: &Member<'_>, module: &str, standing: Standing) -> String {
    let progress = member.seen.map(super::Seen::progress);
    // Time is known for the course as a whole.
    let minutes = progress.filter(|_| module.is_empty()).map(|progress| progress.minutes().to_string());
    let last = member.seen.and_then(super::Seen::last).filter(|_| module.is_empty());
    csv_row([
        roll.cohort.id.as_str(),
        member.id.as_str(),
        member.name,
        member.group.unwrap_or_default(),
        roll.course.id.as_str(),
        module,
        &standing.done.to_string(),
        &standing.of.to_string(),
        &standing.points.map(percent).unwrap_or_default(),
        if standing.complete { "yes" } else { "no" },
        &minutes.unwrap_or_default(),
        &last.map(Time::minute).unwrap_or_default(),
    ])
}

/// Every answer that was handed in; items and places are numbers from 1, as the author wrote them.
pub fn responses_csv(roll: &Roll<'_>) -> String {
    let mut table = csv_row(RESPONSES);
    for member in roll.members() {
        let Some(progress) = member.seen.map(super::Seen::progress) else { continue };
        for attempt in progress.attempts() {
            let (quiz, round) = match attempt.place {
                Place::Step(_) => (String::new(), String::new()),
                Place::Drawn { lesson, round, .. } => (lesson.to_string(), round.to_string()),
            };
            let step = attempt.place.step();
            table.push_str(&csv_row([
                roll.cohort.id.as_str(),
                member.id.as_str(),
                roll.course.id.as_str(),
                step.as_str(),
                &quiz,
                &round,
                &attempt.number.to_string(),
                &attempt.at.minute(),
                roll.course.task(step).map_or("", |task| task.kind),
                &attempt.share.map(percent).unwrap_or_default(),
                &progress.hints_at(attempt.place).to_string(),
                &written(attempt.answer),
            ]));
        }
    }
    table
}

/// Every post, hidden ones too.
pub fn posts_csv(roll: &Roll<'_>) -> String {
    let mut table = csv_row(POSTS);
    let yes = |on: bool| if on { "yes" } else { "no" };
    for member in roll.members() {
        let Some(progress) = member.seen.map(super::Seen::progress) else { continue };
        for posting in progress.postings() {
            let spot = Spot { course: roll.course.id.clone(), step: posting.step.clone() };
            let state = roll.cohort.learning.post(&spot, posting.post);
            table.push_str(&csv_row([
                roll.cohort.id.as_str(),
                member.id.as_str(),
                roll.course.id.as_str(),
                posting.step.as_str(),
                &posting.post.to_string(),
                &posting.reply_to.map(ToString::to_string).unwrap_or_default(),
                &posting.at.minute(),
                &crate::text::words(posting.text).to_string(),
                yes(state.hidden),
                yes(state.pinned),
                posting.text,
                yes(posting.deleted.is_some()),
            ]));
        }
    }
    table
}

/// What learners, their peers and trainers said of essays.
pub fn essay_marks_csv(roll: &Roll<'_>) -> String {
    let mut table = csv_row(MARKS.into_iter().chain([COMMENT]));
    for essay in essays(roll) {
        if !essay.own.is_empty() {
            table.push_str(&mark(roll, &essay, ["self", essay.member.id.as_str(), ""], &essay.own, ""));
        }
        if let Some(review) = roll.cohort.learning.reviews.get(&essay.spot(roll)) {
            let theirs = review.marks.iter().filter(|(pair, _)| pair.author == *essay.member.id);
            for (pair, made) in theirs {
                table.push_str(&marked(roll, &essay, "peer", pair.reviewer.as_str(), made));
            }
        }
        if let Some(made) = essay.mark {
            table.push_str(&marked(roll, &essay, "trainer", made.said.by.as_str(), made));
        }
    }
    table
}

fn marked(roll: &Roll<'_>, essay: &Essay<'_>, by: &str, marker: &str, made: &Mark) -> String {
    let ratings: Vec<Option<u8>> = made.ratings.iter().copied().map(Some).collect();
    mark(roll, essay, [by, marker, &made.said.at.minute()], &ratings, &made.said.text)
}

fn mark(roll: &Roll<'_>, essay: &Essay<'_>, by: [&str; 3], ratings: &[Option<u8>], comment: &str) -> String {
    let (login, course, place, round): &EssayKey = &essay.key;
    let rating = |line: usize| ratings.get(line).copied().flatten().map(|rating| rating.to_string());
    let ratings: Vec<String> = (0..LINES).map(|line| rating(line).unwrap_or_default()).collect();
    let (round, at, words) =
        (round.to_string(), essay.at.minute(), crate::text::words(essay.text).to_string());
    let step = place.to_string();
    let head = [roll.cohort.id.as_str(), login.as_str(), course.as_str(), &step, &round, &at, &words];
    csv_row(head.into_iter().chain(by).chain(ratings.iter().map(String::as_str)).chain([comment]))
}

fn percent(share: Share) -> String {
    format!("{}.{:02}", share.hundredths() / 100, share.hundredths() % 100)
}

/// An answer in a cell.
fn written(answer: &Answer) -> String {
    let number = |item: &Item| (item.0 + 1).to_string();
    match answer {
        Answer::Chosen(items) => items.iter().map(number).collect::<Vec<_>>().join(" "),
        Answer::Ordered(items) => items.iter().map(number).collect::<Vec<_>>().join(" "),
        Answer::Placed(placed) => {
            let one =
                |(item, slot): (&Item, &crate::exercise::Slot)| format!("{}:{}", number(item), slot.0 + 1);
            placed.iter().map(one).collect::<Vec<_>>().join(" ")
        }
        Answer::Written(text) => text.clone(),
    }
}
