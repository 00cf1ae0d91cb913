//! What a learner has done so far: a fold over events, the same for live and replayed ones.

use std::collections::{BTreeMap, BTreeSet};

use super::letter::Sent;
use super::review::Reviewed;
use super::work::{Try, Work};
use super::{Event, Happened, PeerEssay, Place, PostId, Slip, Time, Visit};
use crate::course::{LearnerId, LessonId, StepId};
use crate::exercise::MAX_WRITTEN;

/// The longest pause that still counts as work, in milliseconds.
const LONGEST_PAUSE: i64 = 5 * 60_000;

/// Everything that follows from a learner's events.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    pub(super) works: BTreeMap<Place, Work>,
    pub(super) read: BTreeMap<StepId, Time>,
    pub(super) rounds: BTreeMap<LessonId, Vec<Round>>,
    pub(super) posts: BTreeMap<StepId, Vec<Post>>,
    /// How far the posts of each author were read; a discussion is here once it was looked at.
    pub(super) followed: BTreeMap<StepId, BTreeMap<LearnerId, u32>>,
    pub(super) notes: BTreeMap<StepId, String>,
    jotted: BTreeMap<(StepId, Slip), String>,
    pub(super) bookmarks: BTreeSet<StepId>,
    /// What trainers said until then was seen.
    pub(super) heard: Option<Time>,
    /// Answers to polls of the class.
    pub(super) votes: BTreeMap<String, u8>,
    /// Notes to others in the class, oldest first.
    pub(super) letters: Vec<Sent>,
    /// Reviews of essays of others.
    pub(super) reviews: BTreeMap<PeerEssay, Reviewed>,
    pub(super) here: Option<Visit>,
    pub(super) toured: bool,
    pub(super) days: BTreeMap<i64, Worked>,
    last: Option<Time>,
    latest: Option<Time>,
    /// When the sitting before this one ended, and when this one began.
    pub(super) away: Option<(Time, Time)>,
}

/// An attempt at a quiz.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Round {
    pub(super) number: u32,
    pub(super) at: Time,
    pub(super) steps: Vec<StepId>,
}

/// A post of a learner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Post {
    pub(super) id: PostId,
    pub(super) at: Time,
    pub(super) reply_to: Option<PostId>,
    pub(super) text: String,
    pub(super) edited: Option<Time>,
    pub(super) deleted: Option<Time>,
}

/// The work of a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Worked {
    pub(super) milliseconds: i64,
    pub(super) answers: u32,
}

impl Post {
    /// True if it answers somebody else.
    pub(super) fn is_reply(&self) -> bool {
        self.reply_to.as_ref().is_some_and(|to| to.by != self.id.by)
    }
}

impl Progress {
    /// The progress after all these events, oldest first.
    pub fn of<'e>(events: impl IntoIterator<Item = &'e Event>) -> Self {
        let mut progress = Self::default();
        for event in events {
            progress.apply(event);
        }
        progress
    }

    /// The progress after one more event.
    pub fn apply(&mut self, event: &Event) {
        let Event { at, what } = event;
        let before = self.latest;
        self.count_time(*at, what);
        match what {
            Happened::Came => self.away = before.map(|before| (before, *at)),
            Happened::Left => {}
            Happened::Toured => self.toured = true,
            Happened::Visited(visit) => self.here = Some(visit.clone()),
            Happened::Read(step) => {
                self.read.entry(step.clone()).or_insert(*at);
            }
            Happened::Drafted { place, edition, answer, reply_to, edits } => {
                let work = self.works.entry(place.clone()).or_default();
                work.draft = Some((*edition, answer.clone()));
                work.reply_to.clone_from(reply_to);
                work.edits.clone_from(edits);
            }
            Happened::Answered { place, edition, answer, share } => {
                let work = self.works.entry(place.clone()).or_default();
                work.tries.push(Try { at: *at, edition: *edition, answer: answer.clone(), share: *share });
                work.draft = None;
                work.reopened = false;
                self.days.entry(at.day()).or_default().answers += 1;
            }
            Happened::Reopened(place) => self.works.entry(place.clone()).or_default().reopened = true,
            Happened::Hinted(place) => self.works.entry(place.clone()).or_default().hints += 1,
            Happened::Revealed(place) => {
                self.works.entry(place.clone()).or_default().revealed.get_or_insert(*at);
            }
            Happened::Rated { place, criterion, rating } => {
                let work = self.works.entry(place.clone()).or_default();
                work.ratings.insert(usize::from(*criterion), *rating);
            }
            Happened::Posted { step, post, reply_to, text } => {
                let posts = self.posts.entry(step.clone()).or_default();
                if posts.iter().all(|known| known.id != *post) && text.len() <= MAX_WRITTEN {
                    let (id, reply_to) = (post.clone(), reply_to.clone());
                    let text = text.clone();
                    posts.push(Post { id, at: *at, reply_to, text, edited: None, deleted: None });
                }
                self.clear_post(step);
                self.days.entry(at.day()).or_default().answers += 1;
            }
            Happened::Edited { step, post, text } => {
                if let Some(post) = self.post(step, post).filter(|_| text.len() <= MAX_WRITTEN) {
                    post.text.clone_from(text);
                    post.edited = Some(*at);
                }
                self.clear_post(step);
            }
            Happened::Deleted { step, post } => {
                if let Some(post) = self.post(step, post) {
                    post.text.clear();
                    post.deleted = Some(*at);
                }
            }
            Happened::Followed { step, read } => {
                let known = self.followed.entry(step.clone()).or_default();
                for PostId { by, number } in read {
                    let known = known.entry(by.clone()).or_default();
                    *known = (*known).max(*number);
                }
            }
            Happened::Drawn { lesson, round, steps } => {
                let rounds = self.rounds.entry(lesson.clone()).or_default();
                if rounds.iter().all(|known| known.number != *round) {
                    rounds.push(Round { number: *round, at: *at, steps: steps.clone() });
                }
            }
            Happened::Noted { step, text } => {
                if text.is_empty() {
                    self.notes.remove(step);
                } else {
                    self.notes.insert(step.clone(), text.clone());
                }
                self.clear_jotted(step, &Slip::Note, text);
            }
            Happened::Reported { step, text, .. } => self.clear_jotted(step, &Slip::Report, text),
            Happened::Jotted { step, slip, text } => {
                let key = (step.clone(), slip.clone());
                if text.is_empty() {
                    self.jotted.remove(&key);
                } else {
                    self.jotted.insert(key, text.clone());
                }
            }
            Happened::Bookmarked { step, on: true } => {
                self.bookmarks.insert(step.clone());
            }
            Happened::Bookmarked { step, on: false } => {
                self.bookmarks.remove(step);
            }
            Happened::Heard(until) => self.heard = self.heard.max(Some(*until)),
            Happened::Voted { poll, option } => {
                self.votes.insert(poll.clone(), *option);
            }
            Happened::Wrote { to, text } => {
                self.keep_letter(to, *at, text);
                let slip = Slip::Letter(to.clone());
                self.jotted.retain(|(_, known), half| *known != slip || half.trim() != text);
            }
            // What learners say about themselves is for the class to keep.
            Happened::Introduced { .. } | Happened::Grouped { .. } => {}
            Happened::ReviewDrafted { essay, sheet } => self.draft_review(essay, sheet),
            Happened::Reviewed { essay, ratings, comment } => self.review(essay, ratings, comment),
        }
    }

    /// An own post that is not deleted.
    fn post(&mut self, step: &StepId, post: &PostId) -> Option<&mut Post> {
        let posts = self.posts.get_mut(step)?;
        posts.iter_mut().find(|known| known.id == *post && known.deleted.is_none())
    }

    /// Nothing is half written in a discussion.
    fn clear_post(&mut self, step: &StepId) {
        let work = self.works.entry(Place::Step(step.clone())).or_default();
        work.draft = None;
        work.reply_to = None;
        work.edits = None;
    }

    /// The learner's posts in a discussion that are not deleted.
    pub(super) fn standing_posts(&self, step: &StepId) -> impl Iterator<Item = &Post> {
        self.posts.get(step).into_iter().flatten().filter(|post| post.deleted.is_none())
    }

    /// A time behind all that happened before, whatever the clock says.
    ///
    /// By the times in a learner's record the class knows how far it took it over.
    pub(super) fn later_than_all(&self, now: Time) -> Time {
        self.latest.map_or(now, |latest| now.max(Time(latest.0.saturating_add(1))))
    }

    /// Minutes of work in all.
    pub fn minutes(&self) -> u32 {
        let worked: i64 = self.days.values().map(|day| day.milliseconds).sum();
        u32::try_from(worked / 60_000).unwrap_or(u32::MAX)
    }

    /// The last day of work.
    pub(super) fn last_day(&self) -> Option<Time> {
        self.days.keys().next_back().map(|day| Time::of_day(*day))
    }

    /// The moments at which something was read, answered, posted or given up, oldest first.
    pub(super) fn moments(&self) -> Vec<Time> {
        let tries = self.works.values().flat_map(|work| work.tries.iter().map(|one| one.at));
        let given_up = self.works.values().filter_map(|work| work.revealed);
        let posts = self.posts.values().flatten().map(|post| post.at);
        let mut moments: Vec<Time> =
            self.read.values().copied().chain(tries).chain(given_up).chain(posts).collect();
        moments.sort_unstable();
        moments.dedup();
        moments
    }

    /// What of the work was done up to a moment.
    pub(super) fn until(&self, moment: Time) -> Self {
        let mut past = self.clone();
        past.read.retain(|_, at| *at <= moment);
        for work in past.works.values_mut() {
            work.tries.retain(|one| one.at <= moment);
            work.revealed = work.revealed.filter(|at| *at <= moment);
        }
        for posts in past.posts.values_mut() {
            posts.retain(|post| post.at <= moment);
            for post in posts {
                post.deleted = post.deleted.filter(|at| *at <= moment);
            }
        }
        past
    }

    /// The half-written note or report on a step.
    pub(super) fn jotted(&self, step: &StepId, slip: &Slip) -> Option<&str> {
        self.jotted.get(&(step.clone(), slip.clone())).map(String::as_str)
    }

    /// What says more than the note or report that was done stays; an erased note takes all along.
    fn clear_jotted(&mut self, step: &StepId, slip: &Slip, done: &str) {
        let key = (step.clone(), slip.clone());
        if done.is_empty() || self.jotted.get(&key).is_some_and(|text| text.trim() == done) {
            self.jotted.remove(&key);
        }
    }

    fn count_time(&mut self, at: Time, what: &Happened) {
        let day = self.days.entry(at.day()).or_default();
        if let Some(last) = self.last
            && *what != Happened::Came
        {
            day.milliseconds += at.0.saturating_sub(last.0).clamp(0, LONGEST_PAUSE);
        }
        self.last = if *what == Happened::Left { None } else { Some(at) };
        self.latest = self.latest.max(Some(at));
    }
}
