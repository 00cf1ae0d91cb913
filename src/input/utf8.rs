//! Letters from bytes, one byte at a time.

/// The beginning of a letter.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Letter {
    bytes: [u8; 4],
    len: usize,
}

/// What a byte did to a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// More is needed.
    More,
    /// The letter is whole.
    Whole(char),
    /// What there is cannot be a letter, this byte included.
    Broken,
    /// What came before this byte is no letter; the byte begins something else.
    BrokenBefore,
}

impl Letter {
    /// Takes the next byte; invalid bytes fall into the same pieces as in [`String::from_utf8_lossy`].
    pub(super) fn push(&mut self, byte: u8) -> Step {
        let Some(place) = self.bytes.get_mut(self.len) else { return Step::BrokenBefore };
        *place = byte;
        self.len += 1;
        let bytes = self.bytes.get(..self.len).unwrap_or_default();
        match std::str::from_utf8(bytes) {
            Ok(text) => text.chars().next().map_or(Step::Broken, Step::Whole),
            Err(error) if error.error_len().is_none() => Step::More,
            Err(_) if self.len == 1 => Step::Broken,
            Err(_) => Step::BrokenBefore,
        }
    }
}
