//! What trainers said, and their poll, in lines.

use super::answers::no_such;
use super::hear::Heard;
use super::lines::Lines;
use super::review;
use super::talk::Talk;
use crate::session::{ClassPage, Command, Place, To};

const BACK: &str = "Say back to go back.";

/// Tells the poll, then what was said, newest first.
pub(super) fn class(page: &ClassPage<'_>, lines: &mut Lines) {
    lines.say("Your class");
    if page.words.is_empty() && page.poll.is_none() && page.reviews.is_empty() {
        lines.say("Your trainer has said nothing yet.");
    }
    if let Some((poll, mine)) = page.poll {
        lines.say(format!("Poll: {}", poll.question));
        let shown = mine.is_some() || !poll.open;
        for (index, option) in poll.options.iter().enumerate() {
            let count = poll.counts.get(index).copied().unwrap_or(0);
            let chosen =
                if mine.is_some_and(|mine| usize::from(mine) == index) { ", your answer" } else { "" };
            let count = if shown { format!(", {count} so far") } else { String::new() };
            lines.say(format!("{}. {option}{chosen}{count}", index + 1));
        }
        lines.say(if poll.open { "Say a number to answer." } else { "The poll is closed." });
    }
    for row in &page.reviews {
        lines.gap();
        lines.say(format!("Step: {}", row.title));
        review::row(row, lines);
    }
    let first = 1 + options(page);
    let mut number = first;
    for (word, about) in &page.words {
        lines.gap();
        lines.say(format!("{}, {}, {}: {}", word.by, word.sort, word.at.minute(), word.text));
        if let Some(title) = about {
            lines.say(format!("{number}. Go to: {title}"));
            number += 1;
        }
    }
    lines.say(BACK);
}

/// Answers the poll, or goes where a word leads.
pub(super) fn entry(page: &ClassPage<'_>, talk: &Talk, number: usize) -> Option<Heard> {
    let options = options(page);
    if (1..=options).contains(&number) {
        return Some(Heard::Do(vec![Command::Vote(number - 1)]));
    }
    let mut steps =
        page.words.iter().filter(|(_, about)| about.is_some()).filter_map(|(word, _)| word.about.clone());
    let last = options + steps.clone().count();
    let step = number.checked_sub(options + 1).and_then(|at| steps.nth(at));
    Some(match step {
        Some(step) => Heard::Do(vec![Command::Go(To::Step(Place::Step(step)))]),
        None => Heard::Say(talk.sentences(no_such("entry", number, last))),
    })
}

/// True if there is a number to say.
pub(super) fn has_entries(page: &ClassPage<'_>) -> bool {
    options(page) > 0 || page.words.iter().any(|(_, about)| about.is_some())
}

fn options(page: &ClassPage<'_>) -> usize {
    page.poll.filter(|(poll, _)| poll.open).map_or(0, |(poll, _)| poll.options.len())
}
