//! The shortest way for the cursor from one place to another.

use super::capabilities::Capabilities;
use super::pen::decimal;

/// Where the cursor is, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// On a cell.
    Cell(usize, usize),
    /// On a row, at a column that terminals do not agree on: behind the last one, or after a loose cluster.
    Row(usize),
    /// Anywhere.
    Nowhere,
}

/// A few bytes that need no allocation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Short {
    bytes: [u8; 16],
    len: u8,
}

impl Short {
    const EMPTY: Short = Short { bytes: [0; 16], len: 0 };
    /// Longer than any way that is taken.
    const NEVER: u8 = u8::MAX;

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len).min(self.bytes.len())]
    }

    pub(super) fn len(&self) -> u32 {
        u32::from(self.len)
    }

    fn never() -> Short {
        Short { len: Self::NEVER, ..Self::EMPTY }
    }

    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(usize::from(self.len)) {
            *place = byte;
            self.len += 1;
        } else {
            self.len = Self::NEVER;
        }
    }

    fn repeated(bytes: &[u8], times: usize) -> Short {
        let mut short = Self::EMPTY;
        if bytes.len() * times > short.bytes.len() {
            return Self::never();
        }
        for _ in 0..times {
            bytes.iter().for_each(|byte| short.push(*byte));
        }
        short
    }

    /// `ESC[` and a number, left out if it is 1, and the letter.
    pub(super) fn counted(number: usize, letter: u8) -> Short {
        let mut short = Self::repeated(b"\x1b[", 1);
        if number != 1 {
            short.number(number);
        }
        short.push(letter);
        short
    }

    fn number(&mut self, number: usize) {
        if number >= 10 {
            self.number(number / 10);
        }
        self.push(b'0' + (number % 10) as u8);
    }

    fn then(mut self, next: Short) -> Short {
        if self.len == Self::NEVER || next.len == Self::NEVER {
            return Self::never();
        }
        next.as_bytes().iter().for_each(|byte| self.push(*byte));
        self
    }

    fn or(self, other: Short) -> Short {
        if other.len < self.len { other } else { self }
    }
}

/// The shortest way to a cell while no margins are set.
pub(super) fn way(from: At, row: usize, column: usize, can: &Capabilities) -> Short {
    let best = position(row, column);
    match from {
        At::Nowhere => best,
        At::Row(at) => best.or(along(None, column, can).then(across(at, row, can))),
        At::Cell(at, along_from) if (at, along_from) == (row, column) => Short::EMPTY,
        At::Cell(at, from) => best.or(along(Some(from), column, can).then(across(at, row, can))),
    }
}

/// `ESC[row;columnH`, without the numbers that are 1.
fn position(row: usize, column: usize) -> Short {
    let mut short = Short::repeated(b"\x1b[", 1);
    if row > 0 {
        short.number(row + 1);
    }
    if column > 0 {
        short.push(b';');
        short.number(column + 1);
    }
    short.push(b'H');
    short
}

/// From one row to another in the same column.
fn across(from: usize, to: usize, can: &Capabilities) -> Short {
    if from == to {
        return Short::EMPTY;
    }
    let mut best = Short::never();
    if can.absolute {
        best = best.or(Short::counted(to + 1, b'd'));
    }
    if to > from {
        if can.relative {
            best = best.or(Short::counted(to - from, b'B'));
        }
        best.or(Short::repeated(b"\n", to - from))
    } else if can.relative {
        best.or(Short::counted(from - to, b'A')).or(Short::repeated(b"\x1bM", from - to))
    } else {
        best
    }
}

/// From one column to another in the same row; from an unknown one if `None`.
fn along(from: Option<usize>, to: usize, can: &Capabilities) -> Short {
    if from == Some(to) {
        return Short::EMPTY;
    }
    let mut best = Short::never();
    if can.absolute {
        best = best.or(Short::counted(to + 1, b'G'));
    }
    let back = Short::repeated(b"\r", 1);
    if to == 0 {
        return back;
    }
    if can.relative {
        best = best.or(back.then(Short::counted(to, b'C')));
    }
    match from {
        Some(from) if from > to => {
            if can.relative {
                best = best.or(Short::counted(from - to, b'D'));
            }
            best.or(Short::repeated(b"\x08", from - to))
        }
        Some(from) if can.relative => best.or(Short::counted(to - from, b'C')),
        Some(_) | None => best,
    }
}

/// Appends `ESC[top;bottomr`, without the numbers that are those of the whole screen.
pub(super) fn margins(top: usize, bottom: usize, rows: usize, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    if top > 0 {
        decimal(top + 1, out);
    }
    if bottom + 1 < rows {
        out.push(b';');
        decimal(bottom + 1, out);
    }
    out.push(b'r');
}
