//! The class book: who is here and what goes on, as all events so far have made it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::code::{Code, JoinCode};
use super::cohort::Cohort;
use super::event::{ClassEvent, Spot};
use super::id::{CohortId, GroupId, PollId, console};
use super::key::PublicKey;
use super::person::{Person, Role};
use super::review::Review;
use crate::course::{CourseId, LearnerId, ModuleId};
use crate::session::{Place, PostId, Time};

/// The most people in a book.
pub const MAX_PEOPLE: usize = 10_000;
/// The most cohorts in a book.
pub const MAX_COHORTS: usize = 1_000;
/// The most members of a cohort.
pub const MAX_MEMBERS: usize = 10_000;

/// A member of a cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// In which group.
    pub group: Option<GroupId>,
    /// True if the member chose the group, and so may choose another one.
    pub own: bool,
    /// Since when.
    pub since: Time,
}

impl Membership {
    /// True if a trainer chose the group, so that only a trainer changes it.
    pub fn is_fixed(&self) -> bool {
        self.group.is_some() && !self.own
    }
}

/// Words of somebody, at some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// When.
    pub at: Time,
    /// Who said it.
    pub by: LearnerId,
    /// What.
    pub text: String,
}

/// A hint that a trainer sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// To whom; to all if to nobody.
    pub to: Option<LearnerId>,
    /// On which step.
    pub spot: Spot,
    /// When, who and what.
    pub said: Said,
}

/// A note from one person to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The post that it is about.
    pub about: Option<(Spot, PostId)>,
    /// When, who and what.
    pub said: Said,
}

/// A question put to all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// The question.
    pub question: String,
    /// What can be answered.
    pub options: Vec<String>,
    /// Who answered what, from 0.
    pub votes: BTreeMap<LearnerId, u8>,
    /// When it was opened.
    pub since: Time,
    /// Whether answers are taken.
    pub open: bool,
}

impl Poll {
    /// How many chose each option.
    pub fn counts(&self) -> Vec<usize> {
        let of = |option: usize| self.votes.values().filter(|vote| usize::from(**vote) == option).count();
        (0..self.options.len()).map(of).collect()
    }
}

/// What trainers did to a post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PostState {
    /// Only its author and trainers see it.
    pub hidden: bool,
    /// It stands first.
    pub pinned: bool,
    /// It cannot be answered.
    pub locked: bool,
}

/// What somebody said of an essay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// 0 to 3 for each line of the rubric.
    pub ratings: Vec<u8>,
    /// When, who and what; the comment may be empty.
    pub said: Said,
}

/// What a try at an essay is: whose, in which course, where and which.
pub type EssayKey = (LearnerId, CourseId, Place, u32);

/// What goes on in a cohort.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learning {
    /// What was said to all, oldest first; the oldest are forgotten.
    pub announcements: VecDeque<Said>,
    /// Hints, oldest first; the oldest are forgotten.
    pub hints: VecDeque<Hint>,
    /// Modules that are closed; all others are open.
    pub closed: BTreeSet<(CourseId, ModuleId)>,
    /// Where everybody is brought.
    pub led: Option<Spot>,
    /// Polls by name.
    pub polls: BTreeMap<PollId, Poll>,
    /// What trainers did to posts.
    pub posts: BTreeMap<(Spot, PostId), PostState>,
    /// The latest mark of each try at an essay.
    pub marks: BTreeMap<EssayKey, Mark>,
    /// Reviews by step.
    pub reviews: BTreeMap<Spot, Review>,
}

impl Learning {
    /// The poll that takes answers now.
    pub fn poll(&self) -> Option<(&PollId, &Poll)> {
        self.polls.iter().find(|(_, poll)| poll.open)
    }

    /// What trainers did to a post.
    pub fn post(&self, spot: &Spot, post: &PostId) -> PostState {
        // A key of borrowed parts does not exist, and these are cheap to copy.
        self.posts.get(&(spot.clone(), post.clone())).copied().unwrap_or_default()
    }

    /// Hints for one member, oldest first.
    pub fn hints_for<'l>(&'l self, person: &'l LearnerId) -> impl Iterator<Item = &'l Hint> {
        self.hints.iter().filter(move |hint| hint.to.as_ref().is_none_or(|to| to == person))
    }
}

/// Counts the changes of who is where, and of what they show.
///
/// It is no part of what a book says: books that say the same are equal, however they came to it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Moves(pub(super) u64);

impl PartialEq for Moves {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Moves {}

/// Who is here and what goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    pub(super) people: BTreeMap<LearnerId, Person>,
    pub(super) keys: BTreeMap<PublicKey, LearnerId>,
    pub(super) cohorts: BTreeMap<CohortId, Cohort>,
    pub(super) codes: BTreeMap<JoinCode, Code>,
    pub(super) notes: BTreeMap<LearnerId, VecDeque<Note>>,
    /// How far what people did in courses was taken over.
    pub(super) handed: BTreeMap<(LearnerId, CourseId), Time>,
    pub(super) last: Option<Time>,
    /// By this a copy of who is where knows that it is out of date.
    pub(super) moves: Moves,
}

impl Book {
    /// The book that these events make, oldest first.
    pub fn of<'e>(events: impl IntoIterator<Item = &'e ClassEvent>) -> Self {
        let mut book = Self::default();
        for event in events {
            book.apply(event);
        }
        book
    }

    /// Somebody.
    pub fn person(&self, id: &LearnerId) -> Option<&Person> {
        self.people.get(id)
    }

    /// Everybody, by login name.
    pub fn people(&self) -> impl ExactSizeIterator<Item = &Person> {
        self.people.values()
    }

    /// Whose key it is.
    pub fn owner(&self, key: &PublicKey) -> Option<&Person> {
        self.keys.get(key).and_then(|id| self.people.get(id))
    }

    /// A cohort.
    pub fn cohort(&self, id: &CohortId) -> Option<&Cohort> {
        self.cohorts.get(id)
    }

    /// All cohorts, by short name.
    pub fn cohorts(&self) -> impl ExactSizeIterator<Item = &Cohort> {
        self.cohorts.values()
    }

    /// The cohorts that somebody is a member of.
    pub fn cohorts_of<'b>(&'b self, person: &'b LearnerId) -> impl Iterator<Item = &'b Cohort> {
        self.cohorts.values().filter(move |cohort| cohort.members.contains_key(person))
    }

    /// A code.
    pub fn code(&self, code: &JoinCode) -> Option<&Code> {
        self.codes.get(code)
    }

    /// All codes that have not been forgotten.
    pub fn codes(&self) -> impl ExactSizeIterator<Item = (&JoinCode, &Code)> {
        self.codes.iter()
    }

    /// Notes to somebody, oldest first.
    pub fn notes_to(&self, person: &LearnerId) -> impl Iterator<Item = &Note> {
        self.notes.get(person).into_iter().flatten()
    }

    /// What somebody may do; the console may do everything, and who is not in the book least.
    pub fn role(&self, id: &LearnerId) -> Role {
        match self.people.get(id) {
            Some(person) => person.role,
            None if *id == console() => Role::Admin,
            None => Role::Learner,
        }
    }

    /// Whether somebody may lead a cohort.
    pub fn leads(&self, by: &LearnerId, cohort: &Cohort) -> bool {
        match self.role(by) {
            Role::Admin => true,
            Role::Trainer => cohort.trainers.contains(by),
            Role::Learner => false,
        }
    }

    /// Whether somebody may see to a person's keys and codes: the person, their trainers, admins.
    ///
    /// Trainers mind learners only, so that none can take the place of another trainer.
    pub fn minds(&self, by: &LearnerId, person: &LearnerId) -> bool {
        if by == person || self.role(by) == Role::Admin {
            return true;
        }
        self.role(person) == Role::Learner && self.cohorts_of(person).any(|cohort| self.leads(by, cohort))
    }

    /// The time of a new event: never before or together with the last act, whatever the clock says.
    ///
    /// So the order of a book is the order in which it was written, also on a computer whose clock
    /// begins anew each morning.
    pub fn next_time(&self, now: Time) -> Time {
        self.last.map_or(now, |last| now.max(Time(last.0.saturating_add(1))))
    }
}
