//! Pasted text, until its end comes.

use super::MAX_PASTE;
use super::sent::Sent;
use crate::text::clean_text;

const END: &[u8] = b"\x1b[201~";

/// A paste that has begun.
#[derive(Debug, Default)]
pub(super) struct Pasted {
    bytes: Vec<u8>,
    cut: bool,
    /// So many bytes of its end have come.
    matched: usize,
}

impl Pasted {
    /// Takes a byte; true if it was the last one.
    pub(super) fn push(&mut self, byte: u8) -> bool {
        if END.get(self.matched) == Some(&byte) {
            self.matched += 1;
            return self.matched == END.len();
        }
        // Nothing in the end looks like its beginning, so only this byte may begin it anew.
        self.keep(END.get(..self.matched).unwrap_or_default());
        self.matched = usize::from(byte == 0x1b);
        if self.matched == 0 {
            self.keep(&[byte]);
        }
        false
    }

    /// True if an ESC was the last that came: the end of the paste, or somebody who waits for it in vain.
    pub(super) fn is_escaped(&self) -> bool {
        self.matched == 1
    }

    /// The text, if there is any.
    pub(super) fn finish(mut self) -> Option<Sent> {
        if self.cut {
            // Not half a letter at the place of the cut.
            let whole = match std::str::from_utf8(&self.bytes) {
                Err(error) if error.error_len().is_none() => error.valid_up_to(),
                Err(_) | Ok(_) => self.bytes.len(),
            };
            self.bytes.truncate(whole);
        }
        let text = clean_text(&String::from_utf8_lossy(&self.bytes));
        (!text.is_empty() || self.cut).then_some(Sent::Paste { text, cut: self.cut })
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = MAX_PASTE - self.bytes.len();
        self.cut |= bytes.len() > room;
        self.bytes.extend(bytes.iter().take(room));
    }
}
