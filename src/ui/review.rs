//! Reviews between learners: where one stands, the page of an essay to review, what others said of one's own.

use super::essay::lay_ratings;
use super::paper::{Aim, Deed, Hook, Mark, Run};
use super::theme::Role;
use super::writer::Writer;
use crate::keymap::Action;
use crate::session::{Command, OpenReview, PeerRemark, ReviewPage, ReviewRow, ReviewState, To, ToReview};

/// Writes how far a review is, and the way to each essay that is to be reviewed.
pub(super) fn lay_review(writer: &mut Writer, row: &ReviewRow<'_>) {
    writer.say(row.words(), Role::Text);
    for one in &row.essays {
        let hook = Hook::new(writer.nth(), go(one), Mark::Gutter);
        let words = format!("Text {}: {}", one.number, one.state.word());
        writer.target(hook, |writer| {
            writer.within("  ", "    ", |writer| writer.say(words, Role::Text));
        });
    }
}

/// Writes what others said of an own essay; they are numbered, for nobody is told who they are.
pub(super) fn lay_remarks(writer: &mut Writer, remarks: &[PeerRemark]) {
    for (number, remark) in (1..).zip(remarks) {
        let (points, of) = remark.points();
        let head = format!("Review {number}, {points} of {of} points. ");
        writer.flow(&[Run::new(head, Role::Strong), Run::new(remark.comment.as_str(), Role::Text)]);
    }
}

/// Writes the page on which an essay is reviewed.
pub(super) fn lay_review_page(writer: &mut Writer, page: &ReviewPage<'_>) {
    writer.say(page.title, Role::Heading);
    match &page.open {
        Some(open) => lay_open(writer, open),
        None => writer
            .say("This text is no longer here to be reviewed. What you have handed in counts.", Role::Text),
    }
}

fn lay_open(writer: &mut Writer, open: &OpenReview<'_>) {
    let number = open.number;
    writer.say(
        format!("Text {number}, by somebody in your class. You are not told by whom, and they are not told that you review it; your trainer can see both."),
        Role::Quiet,
    );
    writer.gap();
    for line in open.text.split('\n') {
        if line.trim().is_empty() { writer.gap() } else { writer.say(line, Role::Text) }
    }
    writer.gap();
    writer.say("Rate this text:", Role::Heading);
    for (index, criterion) in open.rubric.iter().enumerate() {
        let rating = open.sheet.ratings.get(index).copied().flatten();
        writer.within("- ", "  ", |writer| {
            writer.flow(&[
                Run::new(format!("{}: ", criterion.name), Role::Strong),
                Run::new(criterion.full.as_str(), Role::Text),
            ]);
        });
        writer.within("  ", "  ", |writer| lay_ratings(writer, index, rating));
    }
    writer.gap();
    match open.sheet.comment.trim() {
        "" => writer.say("You have written no comment. It may be left out.", Role::Quiet),
        comment => {
            let label = Run::new("Your comment: ", Role::Strong);
            writer.flow(&[label, Run::new(comment, Role::Text)]);
        }
    }
    writer.gap();
    writer.say(state(open), Role::Text);
    lay_buttons(writer, open);
}

fn state(open: &OpenReview<'_>) -> &'static str {
    match (open.state, open.ready) {
        (ReviewState::Given, _) => "Handed in. You can change it until your trainer ends the review.",
        (ReviewState::Begun | ReviewState::New, true) => "Not handed in yet.",
        (ReviewState::Begun | ReviewState::New, false) => "Rate each line, then hand it in.",
    }
}

fn lay_buttons(writer: &mut Writer, open: &OpenReview<'_>) {
    let comment = if open.sheet.comment.is_empty() { "Write a comment" } else { "Change the comment" };
    let act = |action, word: &str| {
        Run::button(word, Hook::new(Aim::Button(action), Deed::Act(action), Mark::Inner))
    };
    let on = match (open.state, &open.next) {
        (ReviewState::New | ReviewState::Begun, _) => Some(act(Action::Check, "Hand in")),
        (ReviewState::Given, Some(next)) => {
            let hook = Hook::new(Aim::Nth(next.number), go(next), Mark::Inner);
            Some(Run::button(&format!("Review text {}", next.number), hook))
        }
        (ReviewState::Given, None) => None,
    };
    let back = act(Action::Back, "Back");
    let first = on.as_ref().unwrap_or(&back);
    writer.paper.primary = first.hook.as_ref().map(|hook| hook.aim.clone());
    let mut runs: Vec<Run<'_>> = Vec::new();
    for button in on.into_iter().chain([act(Action::Reply, comment), back]) {
        if !runs.is_empty() {
            runs.push(Run::new(" ", Role::Text));
        }
        runs.push(button);
    }
    writer.flow(&runs);
}

fn go(to: &ToReview) -> Deed {
    Deed::Do(Command::Go(To::Review(to.essay.clone())))
}
