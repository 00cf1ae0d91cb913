//! Reviews of essays by other learners: who reads what, what each learner is told, and how far all are.

use std::collections::{BTreeMap, BTreeSet};

use super::book::{Book, Mark};
use super::cohort::Cohort;
use super::event::{Pair, Spot};
use super::id::CohortId;
use super::roll::{Member, Roll};
use super::wall::Wall;
use crate::course::{CourseId, LearnerId, StepId};
use crate::exercise::Answer;
use crate::session::{
    Event, Happened, Lent, PeerEssay, PeerRemark, PeerReview, Phase, Place, Progress, Time, Word,
};

/// When something was done, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// When.
    pub at: Time,
    /// By whom.
    pub by: LearnerId,
}

/// An essay in the hands of a reviewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handed {
    /// Which of the reviewer's essays it is, from 1: all that the reviewer is told of whose it is.
    pub number: u32,
    /// When it was given out; the text that was handed in by then is read.
    pub at: Time,
}

/// Essays that learners review for each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// How many each is to review.
    pub each: u8,
    /// Who reviews whom; nobody while essays are collected.
    pub pairs: BTreeMap<Pair, Handed>,
    /// What was said; its author is not told by whom.
    pub marks: BTreeMap<Pair, Mark>,
    /// When it was opened.
    pub opened: Stamp,
    /// When essays were given out last.
    pub given_out: Option<Stamp>,
    /// When it ended, and authors could see what was said.
    pub ended: Option<Stamp>,
    /// How many essays each reviewer was given, those taken back among them.
    numbers: BTreeMap<LearnerId, u32>,
}

impl Review {
    pub(super) fn new(each: u8, opened: Stamp) -> Self {
        Self {
            each,
            pairs: BTreeMap::new(),
            marks: BTreeMap::new(),
            opened,
            given_out: None,
            ended: None,
            numbers: BTreeMap::new(),
        }
    }

    /// Gives essays out. A pair of somebody with themselves is one whose author was erased.
    pub(super) fn give_out(&mut self, pairs: &[Pair], act: Stamp) {
        for pair in pairs {
            if self.pairs.contains_key(pair) {
                continue;
            }
            let number = self.numbers.entry(pair.reviewer.clone()).or_default();
            *number = number.saturating_add(1);
            if pair.reviewer != pair.author {
                self.pairs.insert(pair.clone(), Handed { number: *number, at: act.at });
            }
        }
        self.given_out = Some(act);
    }

    /// What others said of somebody's essay stays nameless; what the person said and wrote goes.
    pub(super) fn forget(&mut self, gone: &LearnerId) {
        let theirs = |pair: &Pair| pair.reviewer == *gone || pair.author == *gone;
        self.pairs.retain(|pair, _| !theirs(pair));
        self.marks.retain(|pair, _| !theirs(pair));
        self.numbers.remove(gone);
    }

    /// What a reviewer was given.
    fn lent<'r>(&'r self, reviewer: &LearnerId) -> impl Iterator<Item = (&'r Pair, &'r Handed)> {
        let first = Pair { reviewer: reviewer.clone(), author: LearnerId::from("") };
        let reviewer = reviewer.clone();
        self.pairs.range(first..).take_while(move |(pair, _)| pair.reviewer == reviewer)
    }

    /// What a reviewer has to read: not what was taken back since its author left.
    fn to_read<'r>(
        &'r self,
        class: &'r Cohort,
        reviewer: &LearnerId,
    ) -> impl Iterator<Item = (&'r Pair, &'r Handed)> {
        self.lent(reviewer)
            .filter(|(pair, _)| class.members.contains_key(&pair.author) || self.marks.contains_key(*pair))
    }

    /// What others said of somebody's essay.
    pub fn of<'r>(&'r self, author: &'r LearnerId) -> impl Iterator<Item = (&'r LearnerId, &'r Mark)> {
        let theirs = self.marks.iter().filter(move |(pair, _)| pair.author == *author);
        theirs.map(|(pair, mark)| (&pair.reviewer, mark))
    }
}

/// The text that somebody had handed in at a step by some time; later ones are passed over.
fn text_by(progress: &Progress, step: &StepId, at: Time) -> Option<String> {
    let place = Place::Step(step.clone());
    let tries = || progress.attempts().filter(|attempt| *attempt.place == place);
    // A clock that was set back must not take an essay away that was there.
    let attempt = tries().filter(|attempt| attempt.at <= at).last().or_else(|| tries().next())?;
    match attempt.answer {
        Answer::Written(text) => Some(text.clone()),
        Answer::Chosen(_) | Answer::Ordered(_) | Answer::Placed(_) => None,
    }
}

impl Book {
    /// Whose essay a reviewer has before them; nobody's if it was taken back.
    pub fn author_of(&self, reviewer: &LearnerId, course: &CourseId, essay: &PeerEssay) -> Option<&Pair> {
        let spot = Spot { course: course.clone(), step: essay.step.clone() };
        let review = self.cohorts.get(&CohortId::from(essay.class.as_str()))?.learning.reviews.get(&spot)?;
        review.lent(reviewer).find(|(_, handed)| handed.number == essay.number).map(|(pair, _)| pair)
    }

    /// What a learner is to know of the reviews in a course: nothing that tells who wrote or reviewed what.
    pub fn reviews(&self, person: &LearnerId, course: &CourseId, wall: &Wall) -> Vec<PeerReview> {
        let mut told = Vec::new();
        for class in self.cohorts_of(person) {
            for (spot, review) in class.learning.reviews.iter().filter(|(spot, _)| spot.course == *course) {
                told.push(told_of(review, class, spot, person, wall));
            }
        }
        told
    }

    /// That a review has come to another phase, in words.
    pub(super) fn add_review_words(
        &self,
        class: &Cohort,
        person: &LearnerId,
        course: &CourseId,
        words: &mut Vec<Word>,
    ) {
        for (spot, review) in class.learning.reviews.iter().filter(|(spot, _)| spot.course == *course) {
            let given = review.to_read(class, person).map(|(_, handed)| handed.at).max();
            let (act, text) = match (&review.ended, &review.given_out) {
                (Some(act), _) if review.of(person).next().is_some() => {
                    (act, "The review of essays has ended. See what others say of yours.".to_owned())
                }
                (Some(act), _) => (act, "The review of essays has ended.".to_owned()),
                (None, None) => (
                    &review.opened,
                    "Essays will be reviewed by others, without names. Hand in yours.".to_owned(),
                ),
                (None, Some(act)) => match (given, review.to_read(class, person).count()) {
                    (None, _) => continue,
                    (Some(_), 1) => (act, "An essay waits for your review.".to_owned()),
                    (Some(_), count) => (act, format!("{count} essays wait for your review.")),
                },
            };
            let at = given.filter(|_| review.ended.is_none()).unwrap_or(act.at);
            let (by, about) = (self.called(&act.by), Some(spot.step.clone()));
            words.push(Word { at, by, from: None, sort: "review", about, text });
        }
    }
}

fn told_of(review: &Review, class: &Cohort, spot: &Spot, person: &LearnerId, wall: &Wall) -> PeerReview {
    let phase = match (&review.ended, &review.given_out) {
        (Some(_), _) => Phase::Over,
        (None, Some(_)) => Phase::Reading,
        (None, None) => Phase::Collecting,
    };
    let text = |(pair, handed): (&Pair, &Handed)| {
        let progress = wall.seen(&pair.author)?.progress();
        Some(Lent { number: handed.number, text: text_by(progress, &spot.step, handed.at)? })
    };
    let mut lent: Vec<Lent> = match phase {
        Phase::Reading => review.to_read(class, person).filter_map(text).collect(),
        Phase::Collecting | Phase::Over => Vec::new(),
    };
    // By name of their authors they would say something of them.
    lent.sort_by_key(|lent| lent.number);
    let mut got: Vec<PeerRemark> = match phase {
        Phase::Over => review.of(person).map(|(_, mark)| remark(mark)).collect(),
        Phase::Collecting | Phase::Reading => Vec::new(),
    };
    // By name of the reviewers, or by time, they would say something of them.
    got.sort_by(|a, b| (&b.ratings, &b.comment).cmp(&(&a.ratings, &a.comment)));
    let (class, step, each) = (class.id.to_string(), spot.step.clone(), review.each);
    PeerReview { class, step, phase, each, lent, got }
}

fn remark(mark: &Mark) -> PeerRemark {
    PeerRemark { ratings: mark.ratings.clone(), comment: mark.said.text.clone() }
}

/// Whether this is an essay that was handed in at a step.
pub fn has_handed_in(event: &Event, step: &StepId) -> bool {
    matches!(&event.what, Happened::Answered { place: Place::Step(place), .. } if place == step)
}

/// How far a reviewer is.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// Who.
    pub member: Member<'a>,
    /// How many essays they have reviewed.
    pub done: usize,
    /// Of how many.
    pub of: usize,
}

/// How far the review of an essay step is, for a trainer.
pub struct Reviewing<'a> {
    /// The step.
    pub step: &'a StepId,
    /// The review, if one was opened.
    pub review: Option<&'a Review>,
    /// Who has handed in an essay, by name.
    pub authors: Vec<Member<'a>>,
    /// Those of them who neither read nor are read, since they came after the essays were given out.
    pub late: Vec<Member<'a>>,
    /// All who review.
    pub readers: Vec<Reader<'a>>,
}

impl<'a> Reviewing<'a> {
    /// Essays that are reviewed, and that are to be.
    pub fn count(&self) -> (usize, usize) {
        self.readers.iter().fold((0, 0), |sum, one| (sum.0 + one.done, sum.1 + one.of))
    }

    /// Who has not reviewed all yet.
    pub fn behind(&self) -> impl Iterator<Item = &Reader<'a>> {
        self.readers.iter().filter(|one| one.done < one.of)
    }
}

/// The essay steps of a course, and how far the review of each is in a cohort.
pub fn reviewing<'a>(roll: &Roll<'a>) -> Vec<Reviewing<'a>> {
    // Pairs go across groups.
    let whole = Roll { group: None, ..*roll };
    let members = whole.members();
    let steps = roll.course.lessons.iter().flat_map(|lesson| &lesson.steps);
    let essays =
        steps.filter(|step| roll.course.task(&step.id).is_some_and(|task| task.body.essay().is_some()));
    essays.map(|step| of_step(&whole, &members, &step.id)).collect()
}

fn of_step<'a>(roll: &Roll<'a>, members: &[Member<'a>], step: &'a StepId) -> Reviewing<'a> {
    let spot = Spot { course: roll.course.id.clone(), step: step.clone() };
    let review = roll.cohort.learning.reviews.get(&spot);
    let place = Place::Step(step.clone());
    let wrote = |member: &Member<'_>| {
        member.seen.is_some_and(|seen| seen.progress().attempts().any(|attempt| *attempt.place == place))
    };
    let authors: Vec<Member<'a>> = members.iter().filter(|member| wrote(member)).copied().collect();
    let mut late = Vec::new();
    let mut readers = Vec::new();
    if let Some(review) = review.filter(|review| review.given_out.is_some()) {
        let read: BTreeSet<&LearnerId> = review.pairs.keys().map(|pair| &pair.author).collect();
        for member in members {
            let (mut done, mut of) = (0, 0);
            for (pair, _) in review.to_read(roll.cohort, member.id) {
                of += 1;
                done += usize::from(review.marks.contains_key(pair));
            }
            if of > 0 {
                readers.push(Reader { member: *member, done, of });
            }
        }
        let reads = |member: &Member<'_>| readers.iter().any(|one| one.member.id == member.id);
        late = authors.iter().filter(|one| !reads(one) && !read.contains(one.id)).copied().collect();
    }
    Reviewing { step, review, authors, late, readers }
}
