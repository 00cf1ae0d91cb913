//! The desk in front of the learner: the answer being worked on, with its undo.

use super::{Place, PostId};
use crate::exercise::{Answer, Body, Input, MAX_WRITTEN, Refusal, Seed};

/// How many changes can be taken back.
const MAX_UNDO: usize = 200;

/// The answer being worked on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OpenDesk {
    pub(super) place: Place,
    pub(super) seed: Seed,
    pub(super) answer: Answer,
    pub(super) reply_to: Option<PostId>,
    /// The own post that is written anew.
    pub(super) edits: Option<PostId>,
    pub(super) laid_aside: bool,
    /// True if the answer differs from what was last written down as an event.
    pub(super) changed: bool,
    past: Vec<Answer>,
    future: Vec<Answer>,
}

impl OpenDesk {
    pub(super) fn new(
        place: Place,
        seed: Seed,
        answer: Answer,
        laid_aside: bool,
        reply_to: Option<PostId>,
    ) -> Self {
        Self {
            place,
            seed,
            answer,
            reply_to,
            edits: None,
            laid_aside,
            changed: false,
            past: Vec::new(),
            future: Vec::new(),
        }
    }

    /// Changes the answer; text has its own undo in the editor and makes no history here.
    pub(super) fn work(&mut self, body: &dyn Body, input: &Input) -> Result<(), Refusal> {
        if matches!(input, Input::Write(text) if text.len() > MAX_WRITTEN) {
            return Err(Refusal::TooLong);
        }
        let next = body.accept(&self.answer, input)?;
        if next == self.answer {
            return Ok(());
        }
        let last = std::mem::replace(&mut self.answer, next);
        if !matches!(input, Input::Write(_)) && !body.starts_over() {
            if self.past.len() == MAX_UNDO {
                self.past.remove(0);
            }
            self.past.push(last);
            self.future.clear();
        }
        self.changed = true;
        Ok(())
    }

    pub(super) fn undo(&mut self) -> Result<(), Refusal> {
        let last = self.past.pop().ok_or(Refusal::NothingToUndo)?;
        self.future.push(std::mem::replace(&mut self.answer, last));
        self.changed = true;
        Ok(())
    }

    pub(super) fn redo(&mut self) -> Result<(), Refusal> {
        let next = self.future.pop().ok_or(Refusal::NothingToUndo)?;
        self.past.push(std::mem::replace(&mut self.answer, next));
        self.changed = true;
        Ok(())
    }

    pub(super) fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    pub(super) fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}
