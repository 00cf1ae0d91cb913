//! Sequences that have begun and wait for their rest.

use super::MAX_CONTROL;
use super::MAX_STRING;
use super::reply::Kind;

/// How a sequence began.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Start {
    /// An ESC stands before it: Alt is held, or Esc was pressed just before.
    pub(super) escaped: bool,
    /// The character that makes this beginning with Alt, if it may have been pressed.
    pub(super) pressed: Option<char>,
}

/// Bytes between the beginning of a sequence and its last byte.
#[derive(Debug)]
pub(super) struct Collected {
    pub(super) start: Start,
    bytes: Vec<u8>,
    most: usize,
    lost: bool,
}

impl Collected {
    fn new(start: Start, most: usize) -> Self {
        Self { start, bytes: Vec::new(), most, lost: false }
    }

    /// For the numbers of `ESC [` and `ESC O`.
    pub(super) fn numbers(start: Start) -> Self {
        Self::new(start, MAX_CONTROL)
    }

    /// Takes a byte; what is too long is swallowed to its end all the same.
    pub(super) fn push(&mut self, byte: u8) {
        if self.bytes.len() < self.most {
            self.bytes.push(byte);
        } else {
            self.lost = true;
        }
    }

    /// What there is, if it is whole.
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        (!self.lost).then_some(&self.bytes)
    }

    /// True if nothing came after the beginning.
    pub(super) fn is_bare(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The character whose key with Alt this is, if nothing more comes.
    pub(super) fn pressed(&self) -> Option<char> {
        self.start.pressed.filter(|_| self.is_bare())
    }
}

/// A string that has begun, and runs to `ESC \`.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) kind: Kind,
    pub(super) collected: Collected,
    /// An ESC was the last that came.
    pub(super) escape: bool,
    last: u8,
}

/// What a byte did to a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It goes on.
    More,
    /// It is whole.
    Whole,
    /// It is void, and the byte with it.
    Cancelled,
    /// It is void; what comes now stands behind an ESC.
    Escaped,
    /// It is void, and this byte begins something else.
    Broken,
}

impl Words {
    pub(super) fn new(kind: Kind, start: Start) -> Self {
        Self { kind, collected: Collected::new(start, MAX_STRING), escape: false, last: 0 }
    }

    pub(super) fn push(&mut self, byte: u8) -> Step {
        let last = std::mem::replace(&mut self.last, byte);
        if self.escape {
            return if byte == b'\\' { Step::Whole } else { Step::Escaped };
        }
        match byte {
            0x1b => self.escape = true,
            0x07 if self.kind == Kind::System => return Step::Whole,
            0x18 | 0x1a => return Step::Cancelled,
            // These may stand in a string, but no terminal begins with them; people press Enter.
            0x08..=0x0d if !self.collected.is_bare() => {}
            0x00..=0x1f => return Step::Broken,
            // The end in one character, as UTF-8.
            0x9c if last == 0xc2 => return Step::Whole,
            _ => self.collected.push(byte),
        }
        Step::More
    }

    /// The string without its end, if it is whole.
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        let bytes = self.collected.bytes()?;
        Some(if self.last == 0x9c { bytes.strip_suffix(b"\xc2").unwrap_or(bytes) } else { bytes })
    }
}
