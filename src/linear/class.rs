//! What trainers said, and their poll, in lines.

use super::answers::no_such;
use super::hear::Heard;
use super::lines::Lines;
use super::review;
use super::talk::Talk;
use crate::session::{ClassPage, Command, Place, To, Word};

const BACK: &str = "Say back to go back.";

/// Tells the poll, then what was said, newest first.
pub(super) fn class(page: &ClassPage<'_>, lines: &mut Lines) {
    lines.say("Your class");
    if page.people > 0 {
        lines.say("Say people to hear who is in your class, and profile to hear what they see of you.");
    }
    let said = !page.words.is_empty() || !page.sent.is_empty();
    if !said && page.poll.is_none() && page.reviews.is_empty() {
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
    let mut number = 1 + options(page);
    let mut sent = page.sent.iter().peekable();
    for (word, about) in &page.words {
        while let Some(row) = sent.next_if(|row| row.sent.at > word.at) {
            lines.gap();
            lines.say(format!("You to {}, note, {}: {}", row.to, row.sent.at.minute(), row.sent.text));
        }
        lines.gap();
        lines.say(format!("{}, {}, {}: {}", word.by, word.sort, word.at.minute(), word.text));
        let ways = [word.from.as_ref().map(|_| "Answer".to_owned()), about.map(|t| format!("Go to: {t}"))];
        for way in ways.into_iter().flatten() {
            lines.say(format!("{number}. {way}"));
            number += 1;
        }
    }
    for row in sent {
        lines.gap();
        lines.say(format!("You to {}, note, {}: {}", row.to, row.sent.at.minute(), row.sent.text));
    }
    lines.say(BACK);
}

/// Answers the poll, or goes where a word leads.
pub(super) fn entry(page: &ClassPage<'_>, talk: &Talk, number: usize) -> Option<Heard> {
    let options = options(page);
    if (1..=options).contains(&number) {
        return Some(Heard::Do(vec![Command::Vote(number - 1)]));
    }
    let ways: Vec<To> = page.words.iter().flat_map(|(word, about)| ways(word, *about)).collect();
    let to = number.checked_sub(options + 1).and_then(|at| ways.get(at));
    Some(match to {
        Some(to) => Heard::Do(vec![Command::Go(to.clone())]),
        None => Heard::Say(talk.sentences(no_such("entry", number, options + ways.len()))),
    })
}

/// Where a word leads: to whoever can be answered, and to what it is about.
fn ways(word: &Word, about: Option<&str>) -> impl Iterator<Item = To> {
    let from = word.from.clone().map(To::Person);
    let step = word.about.clone().filter(|_| about.is_some()).map(|step| To::Step(Place::Step(step)));
    from.into_iter().chain(step)
}

/// True if there is a number to say.
pub(super) fn has_entries(page: &ClassPage<'_>) -> bool {
    options(page) > 0 || page.words.iter().any(|(word, about)| ways(word, *about).next().is_some())
}

fn options(page: &ClassPage<'_>) -> usize {
    page.poll.filter(|(poll, _)| poll.open).map_or(0, |(poll, _)| poll.options.len())
}
