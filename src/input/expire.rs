//! What becomes of a beginning whose rest does not come.

use std::time::Duration;

use super::decoder::{Decoder, State, give_up, press};
use super::sent::Sent;
use super::{BEGUN_WAIT, ESC_WAIT, INSIDE_WAIT, PASTE_WAIT, key};
use crate::keymap::{Code, Key};

impl Decoder {
    /// When something that has begun will be given up, if no byte comes before.
    #[must_use]
    pub fn wakes_at(&self) -> Option<Duration> {
        let wait = match &self.state {
            State::Ground => return None,
            State::Escape { .. } => ESC_WAIT,
            State::Letter { .. } | State::OldMouse { .. } => BEGUN_WAIT,
            State::Control(collected) | State::Single(collected) if collected.is_bare() => BEGUN_WAIT,
            State::Words(words) if words.escape || words.collected.is_bare() => BEGUN_WAIT,
            State::Control(_) | State::Single(_) | State::Console { .. } | State::Words(_) => INSIDE_WAIT,
            // Esc is the way out for somebody whose terminal never ended the paste.
            State::Paste(pasted) if pasted.is_escaped() => BEGUN_WAIT,
            State::Paste(_) => PASTE_WAIT,
        };
        Some(self.last + wait)
    }

    /// Gives up what has waited long enough for its rest.
    ///
    /// Call it when [`Decoder::wakes_at`] has come and no bytes have: what waits to be read goes first.
    pub fn expire(&mut self, now: Duration) -> Vec<Sent> {
        let mut out = Vec::new();
        if self.wakes_at().is_none_or(|at| now < at) {
            return out;
        }
        match std::mem::take(&mut self.state) {
            State::Escape { twice } => {
                let esc = key::of_control(0x1b);
                press(esc, false, &mut out);
                press(esc.filter(|_| twice), false, &mut out);
            }
            State::Letter { alt, .. } => {
                let broken = Key::new(Code::Char(char::REPLACEMENT_CHARACTER), false, alt, false);
                out.extend(broken.map(Sent::Key));
            }
            State::Control(collected) | State::Single(collected) => give_up(&collected, &mut out),
            State::Words(words) => {
                give_up(&words.collected, &mut out);
                press(key::of_control(0x1b).filter(|_| words.escape), false, &mut out);
            }
            State::Paste(pasted) => out.extend(pasted.finish()),
            State::Console { alt } => press(key::of_control(0x1b).filter(|_| alt), false, &mut out),
            State::Ground | State::OldMouse { .. } => {}
        }
        out
    }
}
