//! What the learners of a class do now and did so far, folded from their own events as they come.

use std::collections::{BTreeMap, BTreeSet};

use crate::course::{Course, LearnerId, StepId};
use crate::session::{Event, Happened, Place, Progress, Sight, Time, Visit};

/// The longest pause that still counts as work at a step, in milliseconds.
const LONGEST_PAUSE: i64 = 5 * 60_000;
/// Tries without full marks from which on somebody may be stuck there.
const STUCK_TRIES: usize = 2;
/// Time at a step from which on somebody may be stuck there, in milliseconds.
const STUCK_TIME: i64 = 3 * 60_000;
/// Who does nothing for so long is away, in milliseconds.
const AWAY: i64 = 15 * 60_000;

/// What one learner does now and did so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    progress: Progress,
    visited: BTreeSet<StepId>,
    spent: BTreeMap<StepId, i64>,
    /// Tries at the step that is on the screen, since it came there.
    tries: usize,
    since: Option<Time>,
    last: Option<Time>,
    left: bool,
}

/// Everybody whose events came in; one wall for each course.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wall {
    learners: BTreeMap<LearnerId, Seen>,
}

/// Whether somebody is at work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// At work now.
    Here,
    /// Still logged in, but nothing was done for a while.
    Away,
    /// Left.
    Gone,
}

impl Wall {
    /// Takes in what a learner did; events of a learner come in their order.
    pub fn apply(&mut self, by: &LearnerId, event: &Event) {
        match self.learners.get_mut(by) {
            Some(seen) => seen.apply(event),
            None => self.learners.entry(by.clone()).or_default().apply(event),
        }
    }

    /// Forgets some, as an erasure asks.
    pub fn forget(&mut self, who: impl Fn(&LearnerId) -> bool) {
        self.learners.retain(|learner, _| !who(learner));
    }

    /// What somebody did; none if nothing yet.
    pub fn seen(&self, who: &LearnerId) -> Option<&Seen> {
        self.learners.get(who)
    }
}

impl Seen {
    fn apply(&mut self, event: &Event) {
        let Event { at, what } = event;
        if let (Some(step), Some(last)) = (self.at_step(), self.last)
            && !self.left
        {
            let pause = at.0.saturating_sub(last.0).clamp(0, LONGEST_PAUSE);
            *self.spent.entry(step.clone()).or_default() += pause;
        }
        let before = self.progress.here().cloned();
        self.progress.apply(event);
        match what {
            Happened::Visited(visit) => {
                if let Visit::Step(place) = visit {
                    self.visited.insert(place.step().clone());
                }
                if before.as_ref() != Some(visit) || self.since.is_none() {
                    self.since = Some(*at);
                    self.tries = 0;
                }
            }
            Happened::Answered { .. } => self.tries += 1,
            Happened::Came => {
                self.since = Some(*at);
                self.tries = 0;
            }
            Happened::Left
            | Happened::Toured
            | Happened::Read(_)
            | Happened::Drafted { .. }
            | Happened::Reopened(_)
            | Happened::Hinted(_)
            | Happened::Revealed(_)
            | Happened::Rated { .. }
            | Happened::Posted { .. }
            | Happened::Drawn { .. }
            | Happened::Noted { .. }
            | Happened::Jotted { .. }
            | Happened::Bookmarked { .. }
            | Happened::Edited { .. }
            | Happened::Deleted { .. }
            | Happened::Followed { .. }
            | Happened::Heard(_)
            | Happened::Voted { .. }
            | Happened::Wrote { .. }
            | Happened::Introduced { .. }
            | Happened::Grouped { .. }
            | Happened::ReviewDrafted { .. }
            | Happened::Reviewed { .. }
            | Happened::Reported { .. } => {}
        }
        self.last = self.last.max(Some(*at));
        self.left = *what == Happened::Left;
    }

    /// What was done so far.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// When something was done last.
    pub fn last(&self) -> Option<Time> {
        self.last
    }

    /// The step that is, or was last, on the screen.
    pub fn at_step(&self) -> Option<&StepId> {
        match self.progress.here()? {
            Visit::Step(place) => Some(place.step()),
            Visit::Gate(_) => None,
        }
    }

    /// Whether the learner is at work.
    pub fn presence(&self, now: Time) -> Presence {
        match self.last {
            Some(last) if !self.left && now.0.saturating_sub(last.0) < AWAY => Presence::Here,
            Some(_) if !self.left => Presence::Away,
            Some(_) | None => Presence::Gone,
        }
    }

    /// Time at work at a step, in milliseconds.
    pub fn spent_at(&self, step: &StepId) -> i64 {
        self.spent.get(step).copied().unwrap_or(0)
    }

    /// What became of a step; one that was only looked at is begun.
    pub fn sight(&self, course: &Course, step: &StepId) -> Sight {
        match self.progress.glance(course).sight(step) {
            Sight::New if self.visited.contains(step) => Sight::Begun,
            sight => sight,
        }
    }

    /// The step where the learner is stuck: at it for 3 minutes now, with 2 tries, and neither right nor over.
    pub fn stuck_at(&self, course: &Course, now: Time) -> Option<&StepId> {
        let step = self.at_step()?;
        let long = self.since.is_some_and(|since| now.0.saturating_sub(since.0) >= STUCK_TIME);
        let stuck = long
            && self.tries >= STUCK_TRIES
            && self.presence(now) == Presence::Here
            && matches!(self.progress.here(), Some(Visit::Step(Place::Step(_))))
            && matches!(self.sight(course, step), Sight::Wrong | Sight::Partly)
            && !self.progress.glance(course).is_over(step);
        stuck.then_some(step)
    }
}
