//! Notes and reports that are half written: kept like work on the desk, and cleared when they are done.

use super::decide::{MAX_NOTE, Session};
use super::{Happened, Slip};
use crate::course::StepId;
use crate::exercise::Refusal;
use crate::text;

/// What was written since the last pause.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Jotting {
    pub(super) step: StepId,
    pub(super) slip: Slip,
    pub(super) text: String,
}

impl Session {
    /// Takes what a note or report says so far; what was jotted elsewhere becomes an event first.
    pub(super) fn jot(&mut self, slip: Slip, text: &str) -> Result<Vec<Happened>, Refusal> {
        let mut text = text::clean_text(text);
        if text.len() > MAX_NOTE {
            return Err(Refusal::TooLong);
        }
        let step = self.spot_of(&slip);
        let noted = self.progress.notes.get(&step).map_or("", String::as_str);
        // A note that says what it said before is not half written, and neither is an empty one.
        if text.trim().is_empty() || (slip == Slip::Note && text == noted) {
            text.clear();
        }
        let elsewhere =
            self.jotting.as_ref().is_some_and(|jotting| jotting.step != step || jotting.slip != slip);
        let happened = if elsewhere { self.written_down() } else { Vec::new() };
        let known = self.progress.jotted(&step, &slip).unwrap_or("");
        self.jotting = (text != known).then_some(Jotting { step, slip, text });
        Ok(happened)
    }

    /// What was jotted as an event, if it is not one yet.
    pub(super) fn written_down(&mut self) -> Vec<Happened> {
        let jotting = self.jotting.take();
        let happened = |Jotting { step, slip, text }| Happened::Jotted { step, slip, text };
        jotting.map(happened).into_iter().collect()
    }

    /// A note or report is done: what was jotted of it is cleared.
    ///
    /// Other words that wait there stay, for they were written elsewhere and never looked at.
    pub(super) fn done_with(&mut self, slip: &Slip, words: &str) -> Vec<Happened> {
        let step = self.spot_of(slip);
        let done = |jotting: &mut Jotting| {
            jotting.step == step && jotting.slip == *slip && jotting.text.trim() == words
        };
        let begun = self.jotting.take_if(done).is_some() && self.progress.jotted(&step, slip).is_some();
        let cleared = Happened::Jotted { step, slip: slip.clone(), text: String::new() };
        begun.then_some(cleared).into_iter().collect()
    }

    /// The half-written note or report here.
    pub(super) fn jotted_here(&self, slip: &Slip) -> Option<&str> {
        let step = self.spot_of(slip);
        match &self.jotting {
            Some(jotting) if jotting.step == step && jotting.slip == *slip => {
                Some(jotting.text.as_str()).filter(|text| !text.is_empty())
            }
            Some(_) | None => self.progress.jotted(&step, slip),
        }
    }
}
