//! What trainers said, and their poll.

use super::paper::{Aim, Deed, Hook, Mark, Run};
use super::people::lay_buttons;
use super::review::lay_review;
use super::theme::Role;
use super::writer::Writer;
use crate::session::{ClassPage, Command, Place, Poll, ReviewState, SentRow, To, Wanted, Word};
use crate::text;

/// Cells of a bar for all answers together.
const BAR: usize = 20;

/// Writes the poll, then what was said, newest first.
pub(super) fn lay_class(writer: &mut Writer, page: &ClassPage<'_>) {
    if let Some((poll, mine)) = page.poll {
        lay_poll(writer, poll, mine);
    }
    if page.people > 0 {
        writer.gap();
        let people = Deed::Do(Command::Go(To::People(Wanted::default())));
        let profile = Deed::Do(Command::Go(To::Profile));
        lay_buttons(writer, vec![("People", people), ("My profile", profile)]);
    }
    for row in &page.reviews {
        writer.gap();
        writer.say(format!("Review by others: {}", row.title), Role::Strong);
        let first = writer.paper.targets.len();
        lay_review(writer, row);
        let to_do = row.essays.iter().position(|one| one.state != ReviewState::Given);
        if let (None, Some(at)) = (&writer.paper.default, to_do) {
            writer.paper.default = Some(Aim::Nth(first + at));
        }
        let to = To::Step(Place::Step(row.review.step.clone()));
        let hook = Hook::new(writer.nth(), Deed::Do(Command::Go(to)), Mark::Gutter);
        writer.target(hook, |writer| {
            writer.within("  ", "    ", |writer| writer.say("Go to your own text", Role::Text));
        });
    }
    let said = !page.words.is_empty() || !page.sent.is_empty();
    if !said && page.poll.is_none() && page.reviews.is_empty() {
        writer.say("Your trainer has said nothing yet. What they say comes up at the foot.", Role::Text);
    }
    let mut sent = page.sent.iter().peekable();
    for (word, about) in &page.words {
        while let Some(row) = sent.next_if(|row| row.sent.at > word.at) {
            lay_sent(writer, row);
        }
        lay_word(writer, word, *about);
    }
    for row in sent {
        lay_sent(writer, row);
    }
}

fn lay_sent(writer: &mut Writer, row: &SentRow<'_>) {
    writer.gap();
    let head = format!("You to {}, note, {}", text::clean_line(row.to), row.sent.at.minute());
    writer.say(head, Role::Quiet);
    writer.within("  ", "  ", |writer| writer.say(text::clean_text(&row.sent.text), Role::Text));
}

fn lay_word(writer: &mut Writer, word: &Word, about: Option<&str>) {
    writer.gap();
    let head = format!("{}, {}, {}", word.by, word.sort, word.at.minute());
    writer.say(head, Role::Quiet);
    writer.within("  ", "  ", |writer| writer.say(&word.text, Role::Text));
    if let Some(from) = &word.from {
        let hook = Hook::new(writer.nth(), Deed::Do(Command::Go(To::Person(from.clone()))), Mark::Inner);
        writer.within("  ", "  ", |writer| writer.flow(&[Run::button("Answer", hook)]));
    }
    if let (Some(step), Some(title)) = (&word.about, about) {
        let to = To::Step(Place::Step(step.clone()));
        let hook = Hook::new(writer.nth(), Deed::Do(Command::Go(to)), Mark::Gutter);
        writer.target(hook, |writer| {
            writer.within("  ", "  ", |writer| {
                writer.flow(&[Run::new(format!("Go to: {title}"), Role::Text)]);
            });
        });
    }
}

fn lay_poll(writer: &mut Writer, poll: &Poll, mine: Option<u8>) {
    writer.say(&poll.question, Role::Strong);
    let all: usize = poll.counts.iter().sum();
    for (index, option) in poll.options.iter().enumerate() {
        let count = poll.counts.get(index).copied().unwrap_or(0);
        let chosen = mine.is_some_and(|mine| usize::from(mine) == index);
        let sign = if chosen { "(x) " } else { "( ) " };
        // Others' answers are shown only after one's own, so that they do not lead.
        let bar = match (mine.is_some() || !poll.open, all) {
            (true, 1..) => format!("  {} {count}", "#".repeat(BAR * count / all)),
            _ => String::new(),
        };
        let line = format!("{option}{bar}");
        if poll.open {
            let hook = Hook::new(writer.nth(), Deed::Do(Command::Vote(index)), Mark::Gutter);
            if index == mine.map_or(0, usize::from) {
                writer.paper.default = Some(hook.aim.clone());
            }
            writer.target(hook, |writer| writer.within(sign, "    ", |writer| writer.say(line, Role::Text)));
        } else {
            writer.within(sign, "    ", |writer| writer.say(line, Role::Text));
        }
    }
    let state = match (poll.open, mine) {
        (true, None) => "Choose one. You can change it while the poll is open.",
        (true, Some(_)) => "You have answered. You can change it while the poll is open.",
        (false, _) => "The poll is closed.",
    };
    writer.say(state, Role::Quiet);
}
