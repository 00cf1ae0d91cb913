//! Notes from one learner to another: only the two see them.

use super::decide::Session;
use super::{Guidance, Happened, Progress, Slip, Time};
use crate::course::{LearnerId, StepId};
use crate::exercise::{Lack, Refusal};
use crate::text;

/// The longest note to somebody, in characters.
pub const MAX_LETTER: usize = 2_000;
/// The most notes that a learner can send in a day.
const MAX_A_DAY: usize = 100;
/// The most notes that are shown to whoever sent them; the oldest are left out.
const MAX_SENT: usize = 500;

/// A note that the learner sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// To whom.
    pub to: LearnerId,
    /// When.
    pub at: Time,
    /// What it says.
    pub text: String,
}

impl Progress {
    pub(super) fn keep_letter(&mut self, to: &LearnerId, at: Time, text: &str) {
        if self.letters.len() >= MAX_SENT {
            self.letters.remove(0);
        }
        self.letters.push(Sent { to: to.clone(), at, text: text.to_owned() });
    }

    fn letters_on(&self, day: i64) -> usize {
        self.letters.iter().rev().take_while(|sent| sent.at.day() == day).count()
    }

    /// True if a letter more may be sent now.
    pub(super) fn may_send(&self, now: Time) -> bool {
        self.letters_on(now.day()) < MAX_A_DAY
    }
}

impl Guidance {
    /// True if a note to somebody comes to them: they learn here, or wrote to this learner.
    pub(super) fn may_write_to(&self, id: &LearnerId, me: &LearnerId) -> bool {
        let wrote = || self.words.iter().any(|word| word.from.as_ref() == Some(id));
        id != me && (self.fellow(id).is_some() || wrote())
    }
}

impl Session {
    /// Sends a note.
    pub(super) fn send(&mut self, to: LearnerId, text: &str) -> Result<Vec<Happened>, Refusal> {
        let text = text::clean_text(text).trim().to_owned();
        if !self.guidance.may_write_to(&to, &self.learner) {
            return Err(Refusal::NoSuchPerson);
        }
        if text.is_empty() {
            return Err(Refusal::NotReady(Lack::Empty));
        }
        if text.chars().count() > MAX_LETTER {
            return Err(Refusal::TooLong);
        }
        let mut happened = self.done_with(&Slip::Letter(to.clone()), &text);
        happened.push(Happened::Wrote { to, text });
        Ok(happened)
    }

    /// What half-written words belong to: a note to somebody to the course, all else to where the learner is.
    pub(super) fn spot_of(&self, slip: &Slip) -> StepId {
        match slip {
            Slip::Letter(_) => StepId::from(self.course.id.as_str()),
            Slip::Note | Slip::Report => self.spot_here(),
        }
    }
}
