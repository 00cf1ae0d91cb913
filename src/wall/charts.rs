//! Numbers as bars, made of signs that every terminal has, with the number beside each.

use std::collections::BTreeSet;

use super::console::View;
use super::rows::{Row, wrapped};
use crate::class::{Poll, Roll};
use crate::course::LearnerId;
use crate::session::Time;
use crate::text::{DOTS, clean_line, pad, truncate, width};
use crate::ui::Role;

/// So many days are shown.
const DAYS: u16 = 14;
/// The widest label before a bar.
const MAX_LABEL: usize = 24;

/// A bar: what it is of, how long of how long, and the number in words.
struct Bar {
    label: String,
    value: f64,
    words: String,
}

/// Activity, modules and the way through the course.
pub(super) fn rows(view: &View<'_>, roll: &Roll<'_>, room: usize) -> Vec<Row> {
    let mut rows = vec![Row::of("How far all are", Role::Heading)];
    let funnel = roll.funnel();
    rows.extend(bars(
        funnel.steps().into_iter().map(|(label, count)| bar(label, count as f64, count.to_string())),
        funnel.members as f64,
        room,
    ));
    rows.push(Row::default());
    rows.push(Row::of("Answers and posts by day (UTC)", Role::Heading));
    let days = roll.activity(view.now, DAYS);
    let most = days.iter().map(|day| day.answers).max().unwrap_or(0);
    let day = |day: crate::class::DayOfWork| {
        let words = format!("{} by {}", day.answers, day.people);
        bar(&Time::of_day(day.day).date(), f64::from(day.answers), words)
    };
    rows.extend(bars(days.into_iter().map(day), f64::from(most), room));
    rows.push(Row::default());
    rows.push(Row::of("Points by module, of those who have begun it", Role::Heading));
    let module = |score: crate::class::ModuleScore| {
        let title = view.course.modules.get(score.module).map_or("", |module| module.title.as_str());
        let words = match score.points {
            Some(points) => format!("{:.0} % ({} begun)", points * 100.0, score.begun),
            None => format!("- ({} begun)", score.begun),
        };
        bar(title, score.points.unwrap_or(0.0), words)
    };
    rows.extend(bars(roll.modules().into_iter().map(module), 1.0, room));
    rows
}

/// The open poll, or the last one.
pub(super) fn poll(roll: &Roll<'_>, room: usize) -> Vec<Row> {
    let polls = &roll.cohort.learning.polls;
    let latest = || polls.values().max_by_key(|poll| poll.since);
    let Some(poll) = roll.cohort.learning.poll().map(|(_, poll)| poll).or_else(latest) else {
        return wrapped("No question was put yet. Write it like this: Is it clear? / Yes / No", room);
    };
    let mut rows: Vec<Row> = wrapped(&poll.question, room);
    rows.push(Row::default());
    // Who looks at a group sees how the group has answered.
    let members: BTreeSet<&LearnerId> = roll.members().into_iter().map(|member| member.id).collect();
    let votes: Vec<u8> =
        poll.votes.iter().filter(|(who, _)| members.contains(who)).map(|(_, vote)| *vote).collect();
    rows.extend(answers(poll, &votes, room));
    rows.push(Row::default());
    let state = if poll.open { "open" } else { "closed" };
    let (count, all) = (votes.len(), members.len());
    rows.extend(wrapped(&format!("{count} of {all} have answered. The poll is {state}."), room));
    rows
}

fn answers(poll: &Poll, votes: &[u8], room: usize) -> Vec<Row> {
    let all = votes.len();
    let of = |option: usize| votes.iter().filter(|vote| usize::from(**vote) == option).count();
    let one = |(option, count): (&String, usize)| {
        bar(option, count as f64, format!("{count} ({} %)", count * 100 / all.max(1)))
    };
    bars(poll.options.iter().zip((0..).map(of)).map(one), all as f64, room)
}

fn bar(label: &str, value: f64, words: String) -> Bar {
    Bar { label: clean_line(label), value, words }
}

fn bars(bars: impl Iterator<Item = Bar>, most: f64, room: usize) -> Vec<Row> {
    let bars: Vec<Bar> = bars.collect();
    let label = bars.iter().map(|bar| width(&bar.label)).max().unwrap_or(0).min(MAX_LABEL).min(room / 3);
    let words = bars.iter().map(|bar| width(&bar.words)).max().unwrap_or(0);
    let length = room.saturating_sub(label + words + 4).min(50) as f64;
    let row = |bar: Bar| {
        let full = if most > 0.0 { (bar.value / most * length).round() as usize } else { 0 };
        // What is there is seen, however little it is.
        let full = full.max(usize::from(bar.value > 0.0));
        let name = pad(&truncate(&bar.label, label, DOTS), label);
        Row::text(format!("{name} {} {}", "#".repeat(full), bar.words))
    };
    bars.into_iter().map(row).collect()
}
