//! What a whole sequence means.

use super::collect::Collected;
use super::decoder::{Decoder, State, press};
use super::params::Params;
use super::paste::Pasted;
use super::sent::{Mouse, Reply, Sent};
use super::{key, mouse, reply};

impl Decoder {
    /// `ESC [`, numbers and the last byte. What is unknown is swallowed.
    pub(super) fn control(&mut self, control: &Collected, last: u8, out: &mut Vec<Sent>) {
        let alt = control.start.escaped;
        if control.is_bare() && last == b'[' {
            self.state = State::Console { alt };
            return;
        }
        let before = out.len();
        if let Some(params) = control.bytes().and_then(Params::read) {
            let stroke = key::of_sequence(&params, last);
            let reported = (params.mark == 0 && params.between == 0 && last == b'R')
                .then(|| self.report(&params, stroke.is_some()))
                .flatten();
            match (reported, stroke) {
                (Some(reply), _) => out.push(Sent::Reply(reply)),
                // An ESC before a key is Alt, so it is no key of its own.
                (None, Some(_)) => return press(stroke, alt, out),
                (None, None) => self.other(&params, last, out),
            }
        }
        if alt {
            let esc = key::of_control(0x1b).and_then(|stroke| stroke.key(false));
            out.splice(before..before, esc.map(Sent::Key));
        }
    }

    /// `ESC O`, numbers and the last byte.
    pub(super) fn single(&mut self, single: &Collected, last: u8, out: &mut Vec<Sent>) {
        let stroke = single.bytes().and_then(Params::read).and_then(|params| key::of_single(&params, last));
        match stroke {
            Some(_) => press(stroke, single.start.escaped, out),
            None if single.start.escaped => press(key::of_control(0x1b), false, out),
            None => {}
        }
    }

    /// The report of the cursor's place, unless it is a key and no report is awaited.
    fn report(&mut self, params: &Params, may_be_key: bool) -> Option<Reply> {
        let now = self.last;
        self.reports.retain(|until| now <= *until);
        let (row, column) = (params.cell(0)?, params.cell(1)?);
        // What a key did stands behind a colon; so this one was let go of.
        let released = params.sub(1, 1).is_some();
        if params.len() != 2 || released || (may_be_key && self.reports.is_empty()) {
            return None;
        }
        if !self.reports.is_empty() {
            self.reports.remove(0);
        }
        Some(Reply::Cursor { column, row })
    }

    /// A sequence that is no key.
    fn other(&mut self, params: &Params, last: u8, out: &mut Vec<Sent>) {
        match (params.mark, params.between, last, params.len()) {
            (0, 0, b'~', 1) if params.get(0) == Some(200) => self.state = State::Paste(Pasted::default()),
            (0, 0, b'I', 0) => out.push(Sent::Focus(true)),
            (0, 0, b'O', 0) => out.push(Sent::Focus(false)),
            (0, 0, b'M', 0) => self.state = State::OldMouse { bytes: [0; 3], len: 0 },
            (0, 0, b'M', 3) => out.extend(self.mouse(params, 32, None)),
            (b'<', 0, b'M' | b'm', 3) => out.extend(self.mouse(params, 0, Some(last == b'm'))),
            _ => out.extend(reply::of_control(params, last).map(Sent::Reply)),
        }
    }

    fn mouse(&mut self, params: &Params, offset: u32, up: Option<bool>) -> Option<Sent> {
        let code = params.get(0)?.checked_sub(offset)?;
        let cell = (params.cell(1)?, params.cell(2)?);
        let mouse: Option<Mouse> = mouse::read(code, cell, up, &mut self.button);
        mouse.map(Sent::Mouse)
    }
}
