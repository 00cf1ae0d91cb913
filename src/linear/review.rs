//! Reviews between learners, in lines.

use super::answers::number;
use super::exercise::rating_word;
use super::hear::Heard;
use super::lines::{Lines, sentence};
use super::talk::Talk;
use crate::exercise::Criterion;
use crate::session::{
    Command, EssayDesk, OpenReview, Page, Phase, ReviewPage, ReviewRow, ReviewState, Scene, To,
};

/// Says how far a review is, and what there is to review.
pub(super) fn row(row: &ReviewRow<'_>, lines: &mut Lines) {
    lines.say(format!("Review by others. {}", row.words()));
    for one in &row.essays {
        lines.say(format!("Text {}: {}.", one.number, one.state.word()));
    }
    let to_do = row.essays.iter().find(|one| one.state != ReviewState::Given);
    if let Some(one) = to_do.or(row.essays.first()) {
        lines.say(format!("Say review {} to review text {}.", one.number, one.number));
    }
}

/// Says what a trainer and others say of an own essay.
pub(super) fn remarks(desk: &EssayDesk<'_>, lines: &mut Lines) {
    let rated = |ratings: &[u8]| {
        let lines = (1..).zip(ratings).map(|(line, rating)| format!("line {line} {}", rating_word(*rating)));
        lines.collect::<Vec<_>>().join(", ")
    };
    if let Some(mark) = desk.mark {
        let (points, of) = mark.points();
        lines.say(format!("{} gives your text {points} of {of} points: {}.", mark.by, rated(&mark.ratings)));
        if !mark.comment.is_empty() {
            lines.say(format!("{} says: {}", mark.by, mark.comment));
        }
    }
    let Some(row) = &desk.review else { return };
    if row.review.phase != Phase::Over {
        return;
    }
    for (nth, remark) in (1..).zip(&row.review.got) {
        let (points, of) = remark.points();
        lines.say(format!("Review {nth}: {points} of {of} points: {}.", rated(&remark.ratings)));
        if !remark.comment.is_empty() {
            lines.say(format!("Review {nth} says: {}", remark.comment));
        }
    }
}

/// Says the page on which an essay is reviewed.
pub(super) fn page(page: &ReviewPage<'_>, lines: &mut Lines) {
    let Some(open) = &page.open else {
        lines.say("This text is no longer here to be reviewed. What you have handed in counts.");
        lines.say("Say back to go back.");
        return;
    };
    lines.say(format!("Review of text {}: {}", open.number, sentence(page.title)));
    lines.say("You are not told by whom it is, and they are not told that you review it. Your trainer can see both.");
    lines.gap();
    lines.say("The text:");
    lines.say(open.text);
    lines.say("End of the text.");
    lines.gap();
    sheet(open, lines);
}

/// Says the review as it stands.
fn sheet(open: &OpenReview<'_>, lines: &mut Lines) {
    lines.say("How well does it do this?");
    for (at, criterion) in open.rubric.iter().enumerate() {
        let rating = match open.sheet.ratings.get(at).copied().flatten() {
            Some(rating) => format!("You say {rating}, {}.", rating_word(rating)),
            None => "Not rated yet.".to_owned(),
        };
        lines.say(format!("{}. {}: {} {rating}", at + 1, criterion.name, sentence(&criterion.full)));
    }
    let words = Criterion::RATINGS.iter().zip(0..).map(|(word, number)| format!("{number} {word}"));
    let words = words.collect::<Vec<_>>().join(", ");
    lines.say(format!("Say rate 1 3 to give line 1 a 3. The ratings are {words}."));
    lines.say(comment(open));
    state(open, lines);
}

fn comment(open: &OpenReview<'_>) -> String {
    match open.sheet.comment.trim() {
        "" => "No comment yet. Say comment and your words; it may be left out.".to_owned(),
        comment => format!("Your comment: {comment}"),
    }
}

fn state(open: &OpenReview<'_>, lines: &mut Lines) {
    lines.say(match (open.state, open.ready) {
        (ReviewState::Given, _) => "Handed in. You can change it until your trainer ends the review.",
        (ReviewState::Begun | ReviewState::New, true) => "Not handed in yet. Say check to hand it in.",
        (ReviewState::Begun | ReviewState::New, false) => "Rate each line, then say check.",
    });
    match (&open.next, open.state) {
        (Some(next), ReviewState::Given) => {
            lines.say(format!("Say review {} for the next text, or back to go back.", next.number));
        }
        (None, ReviewState::Given) => lines.say("You have reviewed all. Say back to go back."),
        (_, ReviewState::Begun | ReviewState::New) => {}
    }
}

/// Says what a command changed in the review.
pub(super) fn changed(page: &ReviewPage<'_>, command: &Command, lines: &mut Lines) {
    let Some(open) = &page.open else { return };
    match command {
        Command::Rate { criterion, rating } => {
            let name = open.rubric.get(*criterion).map_or("", |criterion| criterion.name.as_str());
            lines.say(format!("{}. {name}: {rating}, {}.", criterion + 1, rating_word(*rating)));
            if open.ready {
                state(open, lines);
            }
        }
        Command::Comment(_) => {
            lines.say(comment(open));
            state(open, lines);
        }
        _ => state(open, lines),
    }
}

pub(super) fn has_essays(scene: &Scene<'_>, _: &Talk) -> bool {
    !scene.to_review.is_empty()
}

pub(super) fn is_open(scene: &Scene<'_>) -> bool {
    open(scene).is_some()
}

/// The essay that is reviewed on this page.
pub(super) fn open<'s, 'a>(scene: &'s Scene<'a>) -> Option<&'s OpenReview<'a>> {
    match &scene.page {
        Page::Review(page) => page.open.as_ref(),
        _ => None,
    }
}

/// Goes to an essay to review.
pub(super) fn review(scene: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    let wanted = match (rest, scene.to_review.as_slice()) {
        (_, []) => return Heard::Say(talk.sentences("There is nothing for you to review now.")),
        ("", all) => all.iter().find(|one| one.state != ReviewState::Given).or(all.first()),
        (rest, all) => all.iter().find(|one| number(rest) == Some(one.number)),
    };
    match wanted {
        Some(one) => Heard::Do(vec![Command::Go(To::Review(one.essay.clone()))]),
        None => {
            let last = scene.to_review.len();
            Heard::Say(talk.sentences(format!("Say review and a number from 1 to {last}.")))
        }
    }
}

/// Writes the comment anew, or says it.
pub(super) fn write_comment(scene: &Scene<'_>, talk: &mut Talk, rest: &str) -> Heard {
    match open(scene) {
        None => Heard::Say(talk.sentences("You review no text here. Say review first.")),
        Some(open) if rest.is_empty() => Heard::Say(talk.sentences(comment(open))),
        Some(_) => Heard::Do(vec![Command::Comment(rest.to_owned())]),
    }
}
