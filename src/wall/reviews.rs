//! Reviews of essays between learners, as their trainer sees and leads them.

use super::console::{Console, View, Wish};
use super::keys::{Ask, Deed};
use super::page::{Page, Pick};
use super::rows::{Row, rating_word, title, wrapped};
use crate::class::{Essay, MAX_COMMENT, Member, Reader, Reviewing, Roll, Spot, Teaching, reviewing};
use crate::course::{LearnerId, StepId};
use crate::text::{DOTS, clean_line, pad, truncate};
use crate::ui::Role;

/// The cells from which on a state is written out.
const WIDE: usize = 60;

/// The essay steps of the course, and how far the review of each is.
pub(super) fn list(view: &View<'_>, roll: &Roll<'_>, width: usize) -> Vec<Row> {
    let all = reviewing(roll);
    if all.is_empty() {
        return wrapped("This course has no essays.", width);
    }
    let mut rows = wrapped("Learners can review each other's essays, without names.", width);
    rows.push(Row::default());
    rows.extend(all.into_iter().map(|one| {
        let (state, cells) = if width >= WIDE { (brief(&one), 26) } else { (briefer(&one), 10) };
        let words = format!("{}  {}", pad(&state, cells), title(view, one.step));
        let words = truncate(&words, width, DOTS).into_owned();
        Row { spans: vec![(words, Role::Text)], pick: Some(Pick::Review(one.step.clone())) }
    }));
    rows
}

fn brief(one: &Reviewing<'_>) -> String {
    let ((done, of), authors) = (one.count(), one.authors.len());
    match one.review {
        None => format!("no review, {authors} handed in"),
        Some(review) if review.ended.is_some() => format!("ended, {done} of {of} done"),
        Some(review) if review.given_out.is_some() => format!("reviewing, {done} of {of} done"),
        Some(_) => format!("collecting, {authors} handed in"),
    }
}

/// The same where there is little room.
fn briefer(one: &Reviewing<'_>) -> String {
    let ((done, of), authors) = (one.count(), one.authors.len());
    match one.review {
        None => format!("{authors} in"),
        Some(review) if review.ended.is_some() => "ended".to_owned(),
        Some(review) if review.given_out.is_some() => format!("{done}/{of} done"),
        Some(_) => format!("open, {authors}"),
    }
}

/// How far the review of one step is, what can be done, and who is behind.
pub(super) fn one(view: &View<'_>, roll: &Roll<'_>, step: &StepId, width: usize) -> Vec<Row> {
    let Some(one) = reviewing(roll).into_iter().find(|one| one.step == step) else {
        return wrapped("This step has no essay.", width);
    };
    let mut rows = wrapped(&title(view, step), width);
    rows.push(Row::default());
    let mut say = |words: String| rows.extend(wrapped(&words, width));
    let ((done, of), authors) = (one.count(), one.authors.len());
    let handed_in = format!("{authors} of {} have handed in.", roll.cohort.members.len());
    let missing = |one: &Reviewing<'_>| {
        let there = |member: &Member<'_>| one.authors.iter().any(|author| author.id == member.id);
        let roll = Roll { group: None, ..*roll };
        names(roll.members().iter().filter(|member| !there(member)))
    };
    let each = |count: u8| if count == 1 { "1 essay".to_owned() } else { format!("{count} essays") };
    match one.review {
        None => {
            say(format!("There is no review. {handed_in}"));
            say("n opens one: you say how many essays each is to review, and learners are told to hand in."
                .into());
        }
        Some(review) if review.given_out.is_none() => {
            say(format!("Step 1 of 3, collecting: {handed_in} Each will review {}.", each(review.each)));
            say(format!("Not yet: {}", missing(&one)));
            say("d gives the essays out among those who have handed in. They can be given out again for \
                 those who come later."
                .into());
        }
        Some(review) => {
            let ended = review.ended.is_some();
            let phase = if ended { "Step 3 of 3, ended" } else { "Step 2 of 3, reviewing" };
            say(format!("{phase}: {done} of {of} reviews are in. Each reviews {}.", each(review.each)));
            say(match ended {
                true => "All see what others said of their essays, without names.".to_owned(),
                false => {
                    "x ends it: all see then what others said of their essays, without names.".to_owned()
                }
            });
            if !one.late.is_empty() && !ended {
                say(format!("Handed in later: {}", names(one.late.iter())));
                say("d gives theirs out, too. If they are few, some others get one more to review.".into());
            }
            if one.behind().next().is_some() {
                say(String::new());
                say(if ended { "Did not finish:" } else { "Still to review:" }.to_owned());
            }
            for Reader { member, done, of } in one.behind() {
                say(format!("{}: {done} of {of} done", clean_line(member.name)));
            }
        }
    }
    rows
}

fn names<'a, 'm: 'a>(members: impl Iterator<Item = &'a Member<'m>>) -> String {
    let names: Vec<String> = members.map(|member| clean_line(member.name)).collect();
    if names.is_empty() { "nobody.".to_owned() } else { format!("{}.", names.join(", ")) }
}

/// What other learners said of an essay.
pub(super) fn of_essay(roll: &Roll<'_>, essay: &Essay<'_>, width: usize) -> Vec<Row> {
    let review = roll.cohort.learning.reviews.get(&essay.spot(roll));
    let Some(review) = review.filter(|review| !review.marks.is_empty()) else { return Vec::new() };
    let mut rows = Vec::new();
    for (reviewer, mark) in review.of(essay.member.id) {
        let name = roll.book.person(reviewer).map_or(reviewer.as_str(), |person| &person.profile.name);
        let ratings: Vec<String> = (essay.rubric.iter().zip(&mark.ratings))
            .map(|(line, rating)| format!("{} {rating} {}", line.name, rating_word(*rating)))
            .collect();
        let words = format!("Review by {}: {}. {}", clean_line(name), ratings.join(", "), mark.said.text);
        rows.extend(wrapped(&words, width).into_iter().map(|row| Row::of(row.words(), Role::Quiet)));
    }
    rows
}

/// The act of giving essays out: to all who have handed one in, whatever group is looked at.
pub(super) fn give_out(roll: &Roll<'_>, spot: Spot) -> Teaching {
    let found = reviewing(roll).into_iter().find(|one| *one.step == spot.step);
    let authors = found.map_or_else(Vec::new, |one| one.authors);
    let authors: Vec<LearnerId> = authors.iter().map(|author| author.id.clone()).collect();
    Teaching::PairReview(spot, authors)
}

impl Console {
    /// Opens, gives out or ends the review that is looked at.
    pub(super) fn review(&mut self, deed: &Deed, view: &View<'_>) -> Vec<Wish> {
        let Page::Review(step) = &self.page else { return Vec::new() };
        let spot = Spot { course: view.course.id.clone(), step: step.clone() };
        let open = self.cohort(view).and_then(|cohort| cohort.learning.reviews.get(&spot));
        let is_open = open.is_some_and(|review| review.ended.is_none());
        match deed {
            Deed::OpenReview if open.is_none() => self.ask(Ask::Each(spot), "", MAX_COMMENT),
            Deed::OpenReview => self.tell("There is a review of this essay already, or there was."),
            _ if !is_open => self.tell("No review is open here."),
            Deed::EndReview => self.ask(Ask::EndReview(spot), "", MAX_COMMENT),
            _ => {
                let what = self.roll(view).map(|roll| give_out(&roll, spot));
                return what.map_or_else(Vec::new, |what| self.teach(what, view));
            }
        }
        Vec::new()
    }
}
