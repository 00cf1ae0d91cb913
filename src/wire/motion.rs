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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(can: Capabilities, from: At, to: (usize, usize), expected: &str) {
        let way = way(from, to.0, to.1, &can);
        assert_eq!(String::from_utf8_lossy(way.as_bytes()), expected);
        assert_eq!(way.len() as usize, expected.len());
    }

    #[test]
    fn the_shortest_way_is_taken() {
        let safe = Capabilities::safe();
        check(safe, At::Cell(4, 7), (4, 7), "");
        check(safe, At::Cell(4, 7), (4, 6), "\x08");
        check(safe, At::Cell(4, 7), (4, 0), "\r");
        check(safe, At::Cell(4, 7), (5, 7), "\n");
        check(safe, At::Cell(4, 7), (3, 7), "\x1bM");
        check(safe, At::Cell(4, 7), (6, 0), "\r\n\n");
        check(safe, At::Cell(4, 7), (4, 8), "\x1b[C");
        check(safe, At::Cell(4, 7), (4, 17), "\x1b[18G");
        check(safe, At::Cell(4, 7), (9, 7), "\x1b[5B");
        check(safe, At::Cell(9, 70), (0, 0), "\x1b[H");
        check(safe, At::Cell(9, 70), (0, 4), "\x1b[;5H");
        check(safe, At::Cell(20, 70), (4, 0), "\x1b[5H");
        check(safe, At::Cell(20, 70), (9, 30), "\x1b[10;31H");
    }

    #[test]
    fn from_a_column_that_nobody_knows_only_sure_ways_lead() {
        let safe = Capabilities::safe();
        check(safe, At::Row(4), (4, 0), "\r");
        check(safe, At::Row(4), (5, 0), "\r\n");
        check(safe, At::Row(4), (4, 79), "\x1b[80G");
        check(safe, At::Row(4), (4, 3), "\x1b[4G");
        check(safe, At::Nowhere, (4, 3), "\x1b[5;4H");
    }

    #[test]
    fn the_dumbest_terminal_is_asked_for_nothing_else() {
        let dumbest = Capabilities::dumbest();
        check(dumbest, At::Cell(4, 7), (4, 5), "\x08\x08");
        check(dumbest, At::Cell(4, 7), (3, 7), "\x1b[4;8H");
        check(dumbest, At::Cell(4, 7), (4, 8), "\x1b[5;9H");
        check(dumbest, At::Cell(4, 7), (6, 0), "\r\n\n");
    }

    #[test]
    fn margins_leave_out_what_is_the_edge() {
        let of = |top, bottom| {
            let mut out = Vec::new();
            margins(top, bottom, 24, &mut out);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(
            [of(0, 23), of(3, 23), of(0, 9), of(3, 9)],
            ["\x1b[r", "\x1b[4r", "\x1b[;10r", "\x1b[4;10r"]
        );
    }
}
