//! What an essay brings: the checklist while it is written, then a model answer and ratings.

use super::paper::{Aim, Deed, Hook, Mark, Run};
use super::prose::lay_prose;
use super::review::{lay_remarks, lay_review};
use super::theme::Role;
use super::writer::Writer;
use crate::exercise::Criterion;
use crate::session::{Command, EssayDesk, Phase};

/// Writes the rubric, and once the text was handed in, the model answer and the ratings.
pub(super) fn lay_essay(writer: &mut Writer, desk: &EssayDesk<'_>, can_rate: bool) {
    if let Some(row) = &desk.review {
        writer.gap();
        writer.say("Review by others", Role::Heading);
        lay_review(writer, row);
    }
    if desk.model {
        writer.gap();
        writer.say("A model answer:", Role::Heading);
        lay_prose(writer, &desk.essay.model);
    }
    writer.gap();
    writer.say(if can_rate { "Rate your own text:" } else { "A good text has:" }, Role::Heading);
    for (index, criterion) in desk.essay.rubric.iter().enumerate() {
        let rating = desk.ratings.get(index).copied().flatten();
        writer.within("- ", "  ", |writer| {
            writer.flow(&[
                Run::new(format!("{}: ", criterion.name), Role::Strong),
                Run::new(criterion.full.as_str(), Role::Text),
            ]);
        });
        if can_rate {
            writer.within("  ", "  ", |writer| lay_ratings(writer, index, rating));
        }
        let others = said_by_others(desk, index);
        if !others.is_empty() {
            writer.within("  ", "  ", |writer| writer.say(others, Role::Emphasis));
        }
    }
    if let Some(mark) = desk.mark {
        let (points, of) = mark.points();
        writer.gap();
        let head = format!("{}, {points} of {of} points. ", mark.by);
        writer.flow(&[Run::new(head, Role::Strong), Run::new(mark.comment.as_str(), Role::Text)]);
    }
    if let Some(row) = desk.review.as_ref().filter(|row| row.review.phase == Phase::Over) {
        writer.gap();
        lay_remarks(writer, &row.review.got);
    }
}

/// How a trainer and other learners rate a line of the rubric.
fn said_by_others(desk: &EssayDesk<'_>, line: usize) -> String {
    let word = |rating: u8| Criterion::RATINGS.get(usize::from(rating)).copied().unwrap_or("");
    let trainer = desk.mark.and_then(|mark| mark.ratings.get(line));
    let trainer = trainer.map(|rating| format!("Trainer: {}.", word(*rating)));
    let got = desk.review.iter().flat_map(|row| &row.review.got);
    let peers: Vec<&str> =
        got.filter_map(|remark| remark.ratings.get(line)).map(|rating| word(*rating)).collect();
    let peers = (!peers.is_empty()).then(|| format!("Others: {}.", peers.join(", ")));
    trainer.into_iter().chain(peers).collect::<Vec<_>>().join(" ")
}

/// Writes the ratings that a line of a rubric can have, to choose one.
pub(super) fn lay_ratings(writer: &mut Writer, criterion: usize, rating: Option<u8>) {
    let mut runs = Vec::new();
    for (value, word) in (0u8..).zip(Criterion::RATINGS) {
        if value > 0 {
            runs.push(Run::new("  ", Role::Text));
        }
        let sign = if rating == Some(value) { "(x)" } else { "( )" };
        let deed = Deed::Do(Command::Rate { criterion, rating: value });
        let mut hook = Hook::new(Aim::Rating(criterion, value), deed, Mark::Outer);
        hook.speech = Some(format!("{word}: {value} of 3"));
        // A free cell before each sign is where the marker stands.
        let mut run = Run::new(format!("\u{a0}{sign}\u{a0}{word}"), Role::Text);
        run.hook = Some(hook);
        runs.push(run);
    }
    writer.flow(&runs);
}
