//! Essays that were handed in: what a trainer reads and marks.

use super::book::{Book, EssayKey, Mark};
use super::cohort::Cohort;
use super::event::Spot;
use super::roll::{Member, Roll};
use crate::course::{CourseId, LearnerId, StepId};
use crate::exercise::{Answer, Criterion};
use crate::session::{EssayMark, Guidance, Place, Time, Word};

/// A try at an essay.
#[derive(Clone)]
pub struct Essay<'a> {
    /// Whose.
    pub member: Member<'a>,
    /// What names it in the book.
    pub key: EssayKey,
    /// When it was handed in.
    pub at: Time,
    /// What it says.
    pub text: &'a str,
    /// What to look for.
    pub rubric: &'a [Criterion],
    /// How its author rated it; lines that are not rated are none. Empty if no line is.
    pub own: Vec<Option<u8>>,
    /// What a trainer said of it.
    pub mark: Option<&'a Mark>,
}

impl Essay<'_> {
    /// The step.
    pub fn spot(&self, roll: &Roll<'_>) -> Spot {
        Spot { course: roll.course.id.clone(), step: self.key.2.step().clone() }
    }
}

/// All essays of a roll: those without a mark first, and of each kind the oldest first.
///
/// Of an essay that was handed in again only the last try is read; marks of earlier ones stay.
pub fn essays<'a>(roll: &Roll<'a>) -> Vec<Essay<'a>> {
    let mut found: Vec<Essay<'a>> = Vec::new();
    for member in roll.members() {
        let Some(progress) = member.seen.map(super::Seen::progress) else { continue };
        for attempt in progress.attempts() {
            let task = roll.course.task(attempt.place.step());
            let Some(essay) = task.and_then(|task| task.body.essay()) else { continue };
            let Answer::Written(text) = attempt.answer else { continue };
            let key = (member.id.clone(), roll.course.id.clone(), attempt.place.clone(), attempt.number);
            let ratings = progress.own_ratings(attempt.place).filter(|ratings| !ratings.is_empty());
            let own = ratings.map_or_else(Vec::new, |ratings| {
                (0..essay.rubric.len()).map(|line| ratings.get(&line).copied()).collect()
            });
            let mark = roll.cohort.learning.marks.get(&key);
            let new = Essay { member, key, at: attempt.at, text, rubric: &essay.rubric, own, mark };
            let same = |known: &Essay<'_>| known.member.id == member.id && known.key.2 == *attempt.place;
            match found.iter_mut().find(|known| same(known)) {
                Some(known) => *known = new,
                None => found.push(new),
            }
        }
    }
    found.sort_by(|a, b| (a.mark.is_some(), a.at, &a.key).cmp(&(b.mark.is_some(), b.at, &b.key)));
    found
}

impl Book {
    /// What trainers said of somebody's essays: the marks, and that there are some, in words.
    pub(super) fn add_marks(
        &self,
        class: &Cohort,
        person: &LearnerId,
        course: &CourseId,
        guidance: &mut Guidance,
    ) {
        let first: EssayKey = (person.clone(), course.clone(), Place::Step(StepId::from("")), 0);
        let theirs = class.learning.marks.range(first..);
        for ((whose, of, place, round), mark) in theirs {
            if whose != person || of != course {
                break;
            }
            let (ratings, by) = (mark.ratings.clone(), self.called(&mark.said.by));
            let (place, comment) = (place.clone(), mark.said.text.clone());
            let marked = EssayMark { place, round: *round, ratings, comment, by };
            let (points, of) = marked.points();
            let text = format!("Your essay is marked: {points} of {of} points.");
            let (by, about) = (marked.by.clone(), Some(marked.place.step().clone()));
            guidance.words.push(Word { at: mark.said.at, by, from: None, sort: "mark", about, text });
            guidance.marks.push(marked);
        }
    }
}
