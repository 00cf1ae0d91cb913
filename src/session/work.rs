//! The work on one exercise: what was handed in, what is half done, what may be done next.

use std::collections::BTreeMap;

use super::{PostId, Stage, Time};
use crate::exercise::{Answer, Edition, Reveal, Seed, Share, Task, Terms};

/// What was done on one exercise so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Work {
    pub(super) draft: Option<(Edition, Answer)>,
    pub(super) reply_to: Option<PostId>,
    pub(super) edits: Option<PostId>,
    pub(super) tries: Vec<Try>,
    pub(super) reopened: bool,
    pub(super) revealed: Option<Time>,
    pub(super) hints: usize,
    pub(super) ratings: BTreeMap<usize, u8>,
}

/// An answer that was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Try {
    pub(super) at: Time,
    pub(super) edition: Edition,
    pub(super) answer: Answer,
    pub(super) share: Option<Share>,
}

impl Work {
    /// The tries that count for this edition of the exercise.
    pub(super) fn tries_of<'w>(&'w self, task: &'w Task) -> impl Iterator<Item = &'w Try> {
        self.tries.iter().filter(|one| one.edition == task.edition && task.body.fits(&one.answer))
    }

    /// The best that was earned, in any edition.
    pub(super) fn best(&self) -> Option<Share> {
        self.tries.iter().filter_map(|one| one.share).max()
    }

    /// True once an answer was handed in or the solution was asked for.
    pub(super) fn is_done(&self) -> bool {
        !self.tries.is_empty() || self.revealed.is_some()
    }

    /// True once anything was done at all.
    pub(super) fn is_begun(&self) -> bool {
        self.is_done() || self.draft.is_some() || self.hints > 0
    }

    /// How far the work is.
    pub(super) fn stage(&self, task: &Task, terms: &Terms) -> Stage {
        if task.body.thread().is_some() {
            return Stage::Open;
        }
        let Some(last) = self.tries_of(task).last() else {
            return if self.revealed.is_some() { Stage::Over } else { Stage::Open };
        };
        let graded = task.body.grade(&last.answer);
        let solved = graded.as_ref().is_some_and(|grade| grade.is_full());
        let used = self.tries_of(task).count();
        let none_left = graded.is_some() && terms.tries.is_some_and(|tries| used >= usize::from(tries));
        if self.revealed.is_some() || solved || none_left {
            Stage::Over
        } else if self.reopened {
            Stage::Open
        } else {
            Stage::Checked
        }
    }

    /// What lies on the desk when the learner comes back, and whether older work was laid aside.
    pub(super) fn desk(&self, task: &Task, terms: &Terms, seed: Seed) -> (Answer, bool) {
        if self.stage(task, terms) == Stage::Open
            && let Some((edition, answer)) = &self.draft
            && *edition == task.edition
            && task.body.fits(answer)
        {
            return (answer.clone(), false);
        }
        if let Some(last) = self.tries_of(task).last() {
            if self.stage(task, terms) == Stage::Open && task.body.starts_over() {
                return (task.body.blank(seed), false);
            }
            return (last.answer.clone(), false);
        }
        (task.body.blank(seed), self.draft.is_some() || !self.tries.is_empty())
    }

    /// The most that the next try can earn.
    pub(super) fn worth(&self, task: &Task, terms: &Terms) -> Share {
        let used = u32::try_from(self.tries_of(task).count()).unwrap_or(u32::MAX);
        Share::FULL.minus_percent(used.saturating_mul(u32::from(terms.penalty)))
    }

    /// True if the solution may be asked for now.
    pub(super) fn may_reveal(&self, task: &Task, terms: &Terms) -> bool {
        terms.reveal == Reveal::OnRequest
            && task.body.solution().is_some()
            && self.tries_of(task).next().is_some()
            && self.stage(task, terms) != Stage::Over
    }

    /// True if the solution is to be seen.
    pub(super) fn shows_solution(&self, task: &Task, terms: &Terms) -> bool {
        match terms.reveal {
            Reveal::Never => false,
            Reveal::AtEnd | Reveal::OnRequest => self.stage(task, terms) == Stage::Over,
        }
    }
}
