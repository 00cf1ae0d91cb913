//! Deciding about what goes on in a cohort.

use super::act::Teaching;
use super::book::{Book, Mark};
use super::cohort::Cohort;
use super::decide::{Dice, shown};
use super::event::{Done, Pair, Spot};
use super::id::{CohortId, PollId};
use super::pairing::paired;
use super::person::Role;
use super::refused::{Refused, What};
use super::review::Review;
use super::words::{MAX_COMMENT, MAX_LINE, MAX_TEXT, clean_block, said};
use crate::course::{CourseId, LearnerId};
use crate::session::PostId;
use crate::source::quoted;

/// The most polls of a cohort.
const MAX_POLLS: usize = 500;
/// The fewest and the most options of a poll.
const OPTIONS: (usize, usize) = (2, 9);
/// The most lines of a rubric.
const MAX_CRITERIA: usize = 20;
/// The best rating.
const BEST: u8 = 3;
/// The most essays that each is to review.
const MAX_EACH: u8 = 9;
/// The most pairs of one event; more are several events.
const MAX_PAIRS: usize = 1_000;
/// The most closed modules, moderated posts and reviewed steps of a cohort.
const MAX_THINGS: usize = 10_000;

impl Book {
    pub(super) fn decide_teaching(
        &self,
        by: &LearnerId,
        cohort: &CohortId,
        what: &Teaching,
        dice: &mut Dice<'_>,
    ) -> Result<Vec<Done>, Refused> {
        match what {
            Teaching::Vote(poll, option) => return self.vote(by, cohort, poll, *option),
            Teaching::Review { spot, author, ratings, comment } => {
                return self.review(by, cohort, spot, author, ratings, comment);
            }
            Teaching::Announce(_)
            | Teaching::Hint { .. }
            | Teaching::OpenModule(..)
            | Teaching::CloseModule(..)
            | Teaching::Lead(_)
            | Teaching::Release
            | Teaching::OpenPoll { .. }
            | Teaching::ClosePoll(_)
            | Teaching::Moderate(..)
            | Teaching::Mark { .. }
            | Teaching::OpenReview(..)
            | Teaching::PairReview(..)
            | Teaching::CloseReview(_) => {}
        }
        let class = self.led(by, cohort)?;
        let learning = &class.learning;
        let cohort = cohort.clone();
        let done = match what {
            Teaching::Announce(text) => {
                Done::Announced { cohort, text: clean_block(text, What::Text, MAX_TEXT)? }
            }
            Teaching::Hint { to, spot, text } => {
                takes(class, &spot.course)?;
                if let Some(to) = to {
                    is_in(class, to)?;
                }
                let text = clean_block(text, What::Text, MAX_TEXT)?;
                Done::HintSent { cohort, to: to.clone(), spot: spot.clone(), text }
            }
            Teaching::OpenModule(course, module) => {
                if !learning.closed.contains(&(course.clone(), module.clone())) {
                    return Ok(Vec::new());
                }
                Done::ModuleOpened { cohort, course: course.clone(), module: module.clone() }
            }
            Teaching::CloseModule(course, module) => {
                takes(class, course)?;
                if learning.closed.contains(&(course.clone(), module.clone())) {
                    return Ok(Vec::new());
                }
                has_room(learning.closed.len(), "closed modules")?;
                Done::ModuleClosed { cohort, course: course.clone(), module: module.clone() }
            }
            Teaching::Lead(spot) => {
                takes(class, &spot.course)?;
                Done::Led { cohort, spot: spot.clone() }
            }
            Teaching::Release if learning.led.is_none() => return Ok(Vec::new()),
            Teaching::Release => Done::Released { cohort },
            Teaching::OpenPoll { question, options } => {
                if learning.poll().is_some() {
                    return Err(Refused::PollOpen);
                }
                if learning.polls.len() >= MAX_POLLS {
                    return Err(Refused::Full("polls in a class", MAX_POLLS));
                }
                if !(OPTIONS.0..=OPTIONS.1).contains(&options.len()) {
                    return Err(Refused::OutOfRange("number of options", OPTIONS.0 as u64, OPTIONS.1 as u64));
                }
                let question = said(question, What::Question, MAX_LINE)?;
                let options = options.iter().map(|option| said(option, What::Choice, MAX_LINE));
                let options = options.collect::<Result<_, _>>()?;
                let poll = PollId::from(format!("poll-{}", learning.polls.len() + 1));
                Done::PollOpened { cohort, poll, question, options }
            }
            Teaching::ClosePoll(poll) => {
                learning.polls.get(poll).filter(|poll| poll.open).ok_or_else(|| no_poll(poll))?;
                Done::PollClosed { cohort, poll: poll.clone() }
            }
            Teaching::Moderate(spot, post, act) => {
                takes(class, &spot.course)?;
                if !learning.posts.contains_key(&(spot.clone(), post.clone())) {
                    has_room(learning.posts.len(), "moderated posts")?;
                }
                Done::PostModerated { cohort, spot: spot.clone(), post: post.clone(), act: *act }
            }
            Teaching::Mark { person, course, place, round, ratings, comment } => {
                takes(class, course)?;
                is_in(class, person)?;
                let (ratings, comment) = mark(ratings, comment)?;
                let (person, course, place) = (person.clone(), course.clone(), place.clone());
                Done::EssayMarked { cohort, person, course, place, round: *round, ratings, comment }
            }
            Teaching::OpenReview(spot, each) => {
                takes(class, &spot.course)?;
                has_room(learning.reviews.len(), "reviews")?;
                if !(1..=MAX_EACH).contains(each) {
                    return Err(Refused::OutOfRange("number of essays", 1, u64::from(MAX_EACH)));
                }
                if learning.reviews.contains_key(spot) {
                    return Err(Refused::ReviewThere);
                }
                Done::ReviewOpened { cohort, spot: spot.clone(), each: *each }
            }
            Teaching::PairReview(spot, authors) => {
                let review = open_review(class, spot)?;
                let mut authors: Vec<LearnerId> =
                    authors.iter().filter(|id| class.members.contains_key(id)).cloned().collect();
                authors.sort();
                authors.dedup();
                if authors.len() < 2 {
                    return Err(Refused::FewEssays);
                }
                let pairs = paired(authors, review, dice);
                if pairs.is_empty() {
                    return Err(Refused::AllGivenOut);
                }
                let given = |pairs: &[Pair]| {
                    let (cohort, spot) = (cohort.clone(), spot.clone());
                    Done::ReviewPaired { cohort, spot, pairs: pairs.to_vec() }
                };
                return Ok(pairs.chunks(MAX_PAIRS).map(given).collect());
            }
            Teaching::CloseReview(spot) => {
                open_review(class, spot)?;
                Done::ReviewClosed { cohort, spot: spot.clone() }
            }
            Teaching::Vote(..) | Teaching::Review { .. } => return Err(Refused::NotAllowed),
        };
        Ok(vec![done])
    }

    fn vote(
        &self,
        by: &LearnerId,
        cohort: &CohortId,
        poll: &PollId,
        option: u8,
    ) -> Result<Vec<Done>, Refused> {
        let class = self.membership(by, cohort)?;
        let open = class.learning.polls.get(poll).filter(|poll| poll.open).ok_or_else(|| no_poll(poll))?;
        if usize::from(option) >= open.options.len() {
            return Err(Refused::NoOption);
        }
        if open.votes.get(by) == Some(&option) {
            return Ok(Vec::new());
        }
        Ok(vec![Done::Voted { cohort: cohort.clone(), poll: poll.clone(), option }])
    }

    fn review(
        &self,
        by: &LearnerId,
        cohort: &CohortId,
        spot: &Spot,
        author: &LearnerId,
        ratings: &[u8],
        comment: &str,
    ) -> Result<Vec<Done>, Refused> {
        let class = self.membership(by, cohort)?;
        let review = open_review(class, spot)?;
        let pair = Pair { reviewer: by.clone(), author: author.clone() };
        if !review.pairs.contains_key(&pair) {
            return Err(Refused::NoReview);
        }
        let (ratings, comment) = mark(ratings, comment)?;
        let same = |known: &Mark| known.ratings == ratings && known.said.text == comment;
        if review.marks.get(&pair).is_some_and(same) {
            return Ok(Vec::new());
        }
        let (cohort, spot, author) = (cohort.clone(), spot.clone(), author.clone());
        Ok(vec![Done::ReviewGiven { cohort, spot, author, ratings, comment }])
    }

    /// Notes go between people who share a cohort, as learners or trainers, and back to whoever wrote one.
    pub(super) fn send_note(
        &self,
        by: &LearnerId,
        to: &LearnerId,
        about: Option<&(Spot, PostId)>,
        text: &str,
    ) -> Result<Vec<Done>, Refused> {
        let here =
            |cohort: &Cohort, id: &LearnerId| cohort.members.contains_key(id) || cohort.trainers.contains(id);
        let shared = self.cohorts.values().any(|cohort| here(cohort, by) && here(cohort, to));
        let answers = || self.notes_to(by).any(|note| note.said.by == *to);
        if by == to || (!shared && self.role(by) != Role::Admin && !answers()) {
            return Err(Refused::NotAllowed);
        }
        self.known(to)?;
        let text = clean_block(text, What::Text, MAX_TEXT)?;
        Ok(vec![Done::NoteSent { to: to.clone(), about: about.cloned(), text }])
    }

    pub(super) fn membership(&self, by: &LearnerId, cohort: &CohortId) -> Result<&Cohort, Refused> {
        self.cohorts.get(cohort).filter(|class| class.members.contains_key(by)).ok_or(Refused::NotAllowed)
    }
}

fn no_poll(poll: &PollId) -> Refused {
    Refused::NoPoll(PollId::from(quoted(poll.as_str())))
}

fn takes(class: &Cohort, course: &CourseId) -> Result<(), Refused> {
    if class.plan.courses.contains(course) { Ok(()) } else { Err(Refused::NoCourse(quoted(course.as_str()))) }
}

fn is_in(class: &Cohort, person: &LearnerId) -> Result<(), Refused> {
    if class.members.contains_key(person) {
        Ok(())
    } else {
        Err(Refused::NotIn(shown(person), class.id.clone()))
    }
}

fn has_room(count: usize, what: &'static str) -> Result<(), Refused> {
    if count < MAX_THINGS { Ok(()) } else { Err(Refused::Full(what, MAX_THINGS)) }
}

fn mark(ratings: &[u8], comment: &str) -> Result<(Vec<u8>, String), Refused> {
    if ratings.len() > MAX_CRITERIA {
        return Err(Refused::Full("lines in a rubric", MAX_CRITERIA));
    }
    if ratings.iter().any(|rating| *rating > BEST) {
        return Err(Refused::OutOfRange("rating", 0, u64::from(BEST)));
    }
    let comment = match clean_block(comment, What::Comment, MAX_COMMENT) {
        Err(Refused::Empty(_)) => String::new(),
        cleaned => cleaned?,
    };
    Ok((ratings.to_vec(), comment))
}

fn open_review<'c>(class: &'c Cohort, spot: &Spot) -> Result<&'c Review, Refused> {
    class.learning.reviews.get(spot).filter(|review| review.ended.is_none()).ok_or(Refused::NoReview)
}
