//! Rows that move up or down together.

use super::motion::{At, margins};
use super::out::Out;
use super::packed::{Cell, Grid};

/// Rows `top` to `bottom` move by `count` rows, and blank rows come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scroll {
    pub(super) top: usize,
    pub(super) bottom: usize,
    pub(super) count: usize,
    pub(super) up: bool,
}

impl Scroll {
    /// Moves the rows of a picture.
    pub(super) fn apply(self, grid: &mut Grid) {
        let width = grid.width;
        let cells = &mut grid.cells[self.top * width..(self.bottom + 1) * width];
        let moved = self.count * width;
        if self.up {
            cells.rotate_left(moved);
            let end = cells.len() - moved;
            cells[end..].fill(Cell::EMPTY);
        } else {
            cells.rotate_right(moved);
            cells[..moved].fill(Cell::EMPTY);
        }
    }

    /// Appends the shortest bytes that do it; false if the terminal has none.
    pub(super) fn write(self, out: &mut Out<'_>, rows: usize) -> bool {
        // What comes in takes the background of the pen on some terminals.
        out.take_for_blank(0);
        let ways: [fn(Scroll, &mut Out<'_>, usize) -> bool; 3] =
            [Scroll::at_the_edge, Scroll::by_lines, Scroll::between_margins];
        let mut best: Option<(Vec<u8>, At)> = None;
        for way in ways {
            let mut trial = Out { bytes: Vec::new(), ..*out };
            if way(self, &mut trial, rows)
                && best.as_ref().is_none_or(|best| trial.bytes.len() < best.0.len())
            {
                best = Some((trial.bytes, trial.hand.at));
            }
        }
        let Some((bytes, at)) = best else { return false };
        out.bytes.extend_from_slice(&bytes);
        out.hand.at = at;
        true
    }

    /// The whole screen: line feeds at its bottom, or reverse ones at its top.
    fn at_the_edge(self, out: &mut Out<'_>, rows: usize) -> bool {
        if self.top > 0 || self.bottom + 1 < rows || !self.up && !out.can.relative {
            return false;
        }
        out.level(if self.up { self.bottom } else { 0 });
        self.feed(out);
        true
    }

    fn feed(self, out: &mut Out<'_>) {
        let one: &[u8] = if self.up { b"\n" } else { b"\x1bM" };
        for _ in 0..self.count {
            out.bytes.extend_from_slice(one);
        }
    }

    /// Lines taken out on one side and inserted on the other.
    fn by_lines(self, out: &mut Out<'_>, rows: usize) -> bool {
        if !out.can.lines {
            return false;
        }
        let low = self.bottom + 1 - self.count;
        let (from, to) = if self.up { (self.top, low) } else { (low, self.top) };
        if self.up || self.bottom + 1 < rows {
            out.level(from);
            out.counted(self.count, b'M');
            out.hand.at = At::Row(from);
        }
        if !self.up || self.bottom + 1 < rows {
            out.level(to);
            out.counted(self.count, b'L');
            out.hand.at = At::Row(to);
        }
        true
    }

    /// Margins around the rows, and the scroll between them.
    fn between_margins(self, out: &mut Out<'_>, rows: usize) -> bool {
        if !out.can.regions || !self.up && !out.can.relative && !out.can.lines {
            return false;
        }
        margins(self.top, self.bottom, rows, &mut out.bytes);
        out.hand.at = At::Nowhere;
        if self.top == 0 {
            // Setting margins sends the cursor home.
            out.hand.at = At::Cell(0, 0);
        }
        let lines = Out { bytes: Vec::new(), ..*out };
        let mut lines = lines;
        if out.can.lines {
            lines.absolute(self.top);
            lines.counted(self.count, if self.up { b'M' } else { b'L' });
        }
        let mut feeds = Out { bytes: Vec::new(), ..*out };
        if self.up || out.can.relative {
            feeds.absolute(if self.up { self.bottom } else { self.top });
            self.feed(&mut feeds);
        }
        let shorter =
            if lines.bytes.is_empty() || !feeds.bytes.is_empty() && feeds.bytes.len() <= lines.bytes.len() {
                feeds.bytes
            } else {
                lines.bytes
            };
        out.bytes.extend_from_slice(&shorter);
        out.bytes.extend_from_slice(b"\x1b[r");
        out.hand.at = At::Cell(0, 0);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Capabilities;
    use crate::wire::depth::Depth;
    use crate::wire::out::Hand;
    use crate::wire::tables::Tables;
    use ratatui::buffer::Buffer;

    const SAFE: fn() -> Capabilities = Capabilities::safe;

    #[track_caller]
    fn bytes(scroll: Scroll, at: At, can: Capabilities, expected: &str) {
        let tables = Tables::new();
        let hand = Hand { at, pen: 0 };
        let mut out = Out { bytes: Vec::new(), hand, width: 80, can: &can, tables: &tables };
        assert!(scroll.write(&mut out, 24));
        assert_eq!(String::from_utf8_lossy(&out.bytes), expected);
    }

    #[test]
    fn the_shortest_bytes_do_it() {
        let scroll = |top, bottom, count, up| Scroll { top, bottom, count, up };
        bytes(scroll(0, 23, 1, true), At::Cell(23, 5), SAFE(), "\n");
        bytes(scroll(0, 23, 3, false), At::Cell(0, 5), SAFE(), "\x1b[3L");
        bytes(scroll(3, 23, 1, true), At::Cell(3, 5), SAFE(), "\x1b[M");
        bytes(scroll(2, 3, 1, true), At::Cell(2, 0), SAFE(), "\x1b[M\r\n\x1b[L");
        let no_lines = Capabilities { lines: false, ..SAFE() };
        bytes(scroll(2, 20, 1, true), At::Cell(9, 9), no_lines, "\x1b[3;21r\x1b[21H\n\x1b[r");
        bytes(scroll(2, 20, 1, false), At::Cell(9, 9), no_lines, "\x1b[3;21r\x1b[3H\x1bM\x1b[r");
    }

    #[test]
    fn what_comes_in_is_blank() {
        let mut tables = Tables::new();
        let mut pack = |lines: [&str; 3]| Grid::pack(&Buffer::with_lines(lines), Depth::True, &mut tables);
        let (mut old, new) = (pack(["a", "b", "c"]), pack(["b", " ", "c"]));
        Scroll { top: 0, bottom: 1, count: 1, up: true }.apply(&mut old);
        assert_eq!(old, new);
    }
}
