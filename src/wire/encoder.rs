//! The encoder: what one terminal shows, and the bytes that make it show the next picture.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};

use super::capabilities::Capabilities;
use super::motion::At;
use super::out::{Hand, Out, UNKNOWN};
use super::packed::Grid;
use super::plan::plan;
use super::tables::Tables;

/// The bytes that leave any terminal as others expect it: default pen, no margins, a cursor to be seen.
pub const RESTORE: &[u8] = b"\x1b[m\x1b[r\x1b[?25h";

const SHOW: &[u8] = b"\x1b[?25h";
const HIDE: &[u8] = b"\x1b[?25l";
/// Default pen, no margins, nothing on the screen.
const AFRESH: &[u8] = b"\x1b[m\x1b[r\x1b[2J";

/// Turns pictures into the bytes that make a terminal show them.
///
/// It keeps what its terminal shows, in eight bytes a cell, and sends what is
/// different. It does no input or output: whoever owns the line writes the
/// bytes, all of them and in order. It expects a terminal in raw mode (a line
/// feed must not return the cursor) on its alternate screen.
///
/// ```
/// use curricle::wire::{Capabilities, Encoder};
/// use ratatui::buffer::Buffer;
/// use ratatui::layout::{Position, Size};
///
/// let mut encoder = Encoder::new(Size::new(10, 2), Capabilities::safe());
/// let cursor = Some(Position::new(2, 0));
/// let first = encoder.encode(&Buffer::with_lines(["hi        ", "          "]), cursor);
/// assert!(first.starts_with(b"\x1b[m\x1b[r\x1b[2J"));
///
/// // The same picture costs nothing, and a letter at the cursor costs a byte.
/// assert!(encoder.encode(&Buffer::with_lines(["hi        ", "          "]), cursor).is_empty());
/// let cursor = Some(Position::new(3, 0));
/// let next = encoder.encode(&Buffer::with_lines(["hi!       ", "          "]), cursor);
/// assert_eq!(next, b"!");
/// ```
#[derive(Clone, Debug)]
pub struct Encoder {
    can: Capabilities,
    tables: Tables,
    /// What the terminal shows; after doubt, nothing that one could know.
    shown: Grid,
    sure: bool,
    hand: Hand,
    /// Whether the cursor can be seen, if that is known.
    visible: Option<bool>,
}

/// A picture that is to be shown, and what is sent before all else.
struct Draft {
    next: Grid,
    bytes: Vec<u8>,
}

/// What is to be sent, and how it leaves the terminal.
struct Plan {
    bytes: Vec<u8>,
    hand: Hand,
    visible: Option<bool>,
}

/// Where the cursor is, by row and column, within a picture.
fn within(picture: &Buffer, cursor: Option<Position>) -> Option<(usize, usize)> {
    cursor.map(|cursor| {
        let column = cursor.x.saturating_sub(picture.area.x).min(picture.area.width.saturating_sub(1));
        let row = cursor.y.saturating_sub(picture.area.y).min(picture.area.height.saturating_sub(1));
        (usize::from(row), usize::from(column))
    })
}

impl Encoder {
    /// An encoder for a terminal of this size, of which nothing else is known yet.
    #[must_use]
    pub fn new(size: Size, capabilities: Capabilities) -> Self {
        Self {
            can: capabilities,
            tables: Tables::new(),
            shown: Grid::blank(usize::from(size.width), usize::from(size.height)),
            sure: false,
            hand: Hand { at: At::Nowhere, pen: UNKNOWN },
            visible: None,
        }
    }

    /// The bytes that make the terminal show a picture and its cursor; none if it does already.
    ///
    /// The area of the picture is the whole screen. If its size is not the one
    /// of the picture before, everything is sent.
    ///
    /// Every cell is text: what [`ratatui::buffer::CellDiffOption`] says is not
    /// heeded, and a symbol with a control character in it shows as a blank.
    /// Underlines have the colour of their text: many terminals take other
    /// colours of underlines for something else.
    pub fn encode(&mut self, picture: &Buffer, cursor: Option<Position>) -> Vec<u8> {
        let draft = self.draft(picture);
        let plan = self.whole(&draft, within(picture, cursor));
        self.commit(draft.next, plan)
    }

    /// The same if it takes no more than so many bytes; else as many whole rows of it, from a row on and
    /// around, but one at least. The cursor stays where it is until all rows are sent.
    ///
    /// Returns the row from which on more is to be sent too, if there is any.
    pub(super) fn encode_part(
        &mut self,
        picture: &Buffer,
        cursor: Option<Position>,
        room: usize,
        from: usize,
    ) -> (Vec<u8>, Option<usize>) {
        let draft = self.draft(picture);
        let whole = self.whole(&draft, within(picture, cursor));
        if whole.bytes.len() <= room {
            return (self.commit(draft.next, whole), None);
        }
        let height = draft.next.height;
        let rows = (0..height).map(|row| (from + row) % height);
        let rows: Vec<usize> = rows.filter(|row| self.shown.row(*row) != draft.next.row(*row)).collect();
        if rows.len() < 2 {
            return (self.commit(draft.next, whole), None);
        }
        // More rows are hardly ever cheaper than fewer, so the most that fit are found by halves.
        let (mut fits, mut most) = (1, rows.len() - 1);
        let mut part = self.some(&draft, &rows[..1]);
        while fits < most {
            let tried = (fits + most).div_ceil(2);
            let trial = self.some(&draft, &rows[..tried]);
            if trial.1.bytes.len() <= room {
                (fits, part) = (tried, trial);
            } else {
                most = tried - 1;
            }
        }
        (self.commit(part.0, part.1), Some(rows[fits]))
    }

    /// Packs a picture; after doubt, nothing of what is shown counts any more.
    fn draft(&mut self, picture: &Buffer) -> Draft {
        let (width, height) = (usize::from(picture.area.width), usize::from(picture.area.height));
        let resized = (width, height) != (self.shown.width, self.shown.height);
        if resized {
            self.forget();
        }
        let mut bytes = Vec::new();
        if !self.sure {
            bytes.extend_from_slice(AFRESH);
            self.shown = Grid::blank(width, height);
            self.tables = Tables::new();
            self.hand = Hand { at: At::Nowhere, pen: 0 };
        }
        if self.tables.crowded() {
            self.shown.renumber(&mut self.tables, &mut self.hand.pen);
        }
        let next = Grid::pack(picture, self.can.colours, &mut self.tables);
        Draft { next, bytes }
    }

    /// What it takes to show all of a picture and its cursor.
    fn whole(&self, draft: &Draft, cursor: Option<(usize, usize)>) -> Plan {
        let mut bytes = draft.bytes.clone();
        if self.visible != Some(cursor.is_some()) && cursor.is_none() {
            bytes.extend_from_slice(HIDE);
        }
        let mut plan = self.plan(&draft.next, cursor, bytes);
        if self.visible != Some(cursor.is_some()) && cursor.is_some() {
            plan.bytes.extend_from_slice(SHOW);
        }
        Plan { visible: Some(cursor.is_some()), ..plan }
    }

    /// The picture with only some of its rows, and what it takes to show that.
    fn some(&self, draft: &Draft, rows: &[usize]) -> (Grid, Plan) {
        let mut next = self.shown.clone();
        for row in rows {
            next.row_mut(*row).copy_from_slice(draft.next.row(*row));
        }
        let plan = self.plan(&next, None, draft.bytes.clone());
        (next, plan)
    }

    fn plan(&self, next: &Grid, cursor: Option<(usize, usize)>, bytes: Vec<u8>) -> Plan {
        let out = Out { bytes, hand: self.hand, width: next.width, can: &self.can, tables: &self.tables };
        let out = plan(&self.shown, next, cursor, out);
        Plan { bytes: out.bytes, hand: out.hand, visible: self.visible }
    }

    fn commit(&mut self, next: Grid, plan: Plan) -> Vec<u8> {
        let Plan { bytes, hand, visible } = plan;
        self.hand = hand;
        self.visible = visible;
        self.shown = next;
        self.sure = true;
        bytes
    }

    /// Trusts nothing about the terminal any more: the next picture is sent whole.
    ///
    /// For a redraw key, after a suspend, and whenever somebody else wrote to the terminal.
    pub fn forget(&mut self) {
        self.sure = false;
        self.visible = None;
        self.hand = Hand { at: At::Nowhere, pen: UNKNOWN };
    }

    /// What the terminal is relied on for.
    #[must_use]
    pub fn capabilities(&self) -> Capabilities {
        self.can
    }

    /// Relies on the terminal for more or less from now on.
    ///
    /// The picture is sent whole if it has other colours now.
    pub fn set_capabilities(&mut self, capabilities: Capabilities) {
        if capabilities.colours != self.can.colours {
            self.forget();
        }
        self.can = capabilities;
    }

    /// The bytes that leave the terminal as others expect it: default pen, no margins, a cursor to be seen.
    ///
    /// Send them before leaving the alternate screen, also on a panic and on
    /// a suspend. The next picture is sent whole.
    pub fn leave(&mut self) -> Vec<u8> {
        self.forget();
        RESTORE.to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::{Color, Modifier};

    /// What it takes to come from one picture to another, with the cursor where `|` stands.
    #[track_caller]
    fn check(can: Capabilities, old: &[&str], new: &[&str], expected: &str) {
        let mut encoder = Encoder::new(Size::ZERO, can);
        let (old, at) = picture(old);
        encoder.encode(&old, at);
        let (new, at) = picture(new);
        assert_eq!(String::from_utf8_lossy(&encoder.encode(&new, at)), expected);
        assert_eq!(encoder.encode(&new, at), b"");
    }

    fn picture(lines: &[&str]) -> (Buffer, Option<Position>) {
        let row = lines.iter().position(|line| line.contains('|'));
        let at = row.and_then(|row| Some((lines[row].find('|')? as u16, row as u16)));
        let lines: Vec<String> = lines.iter().map(|line| format!("{:30}", line.replace('|', ""))).collect();
        (Buffer::with_lines(lines), at.map(Position::from))
    }

    fn safe() -> Capabilities {
        Capabilities::safe()
    }

    #[test]
    fn letters_cost_what_letters_are() {
        check(safe(), &["some words|"], &["some words,|"], ",");
        check(safe(), &["so|me words"], &["som|e words"], "m");
        check(safe(), &["one| row", "other row"], &["one row", "othe|r row"], "\ne");
        check(safe(), &["some| words"], &["som|e words"], "\x08");
        check(safe(), &["some |words here"], &["some x|words here"], "\x1b[@x");
        check(safe(), &["some x|words here"], &["some |words here"], "\x08\x1b[P");
        check(safe(), &["some words|"], &["some word|"], "\x08 \x08");
    }

    #[test]
    fn a_marker_moves_for_a_few_bytes() {
        check(safe(), &["> one", "  two"], &["  one", "> two"], "\r>\x1b[H ");
    }

    #[test]
    fn what_stands_behind_a_shift_comes_back_to_its_place() {
        let old = "Enter pick up  c check  Esc menu     saved|";
        let new = "Enter next  Esc menu                 saved|";
        let (old, new) = (format!("{old:61}"), format!("{new:61}"));
        check(safe(), &[&old], &[&new], "\x1b[7G\x1b[12Pnext\x1b[21G\x1b[12@\x1b[43G");
    }

    #[test]
    fn a_pen_that_interrupts_a_row_has_a_pass_of_its_own() {
        let mut encoder = Encoder::new(Size::ZERO, safe());
        let mut picture = Buffer::with_lines(["               "]);
        encoder.encode(&picture, None);
        picture.set_string(0, 0, "Of: U1; U2; U3", Color::DarkGray);
        for column in [4, 8, 12] {
            picture[(column, 0)].fg = Color::Cyan;
            picture[(column + 1, 0)].fg = Color::Cyan;
        }
        let bytes = encoder.encode(&picture, None);
        assert_eq!(
            bytes.iter().filter(|byte| **byte == b'm').count(),
            2,
            "{:?}",
            String::from_utf8_lossy(&bytes)
        );
    }

    #[test]
    fn short_gaps_are_printed_over() {
        check(safe(), &["|an old word"], &["|in ald word"], "in a\r");
    }

    #[test]
    fn what_is_gone_is_erased() {
        check(safe(), &["|a long line of words", "more"], &["|", "more"], "\x1b[K");
        check(safe(), &["|a long line of words", "more", "and more"], &["|", "", ""], "\x1b[J");
        let erasing = Capabilities { erase_characters: true, ..safe() };
        check(erasing, &["|a long line of words"], &["|            of words"], "\x1b[11X");
        check(Capabilities::dumbest(), &["|a long line", "more"], &["|", ""], "\x1b[K\n\x1b[K\x1b[H");
    }

    #[test]
    fn a_run_is_repeated_only_where_that_is_proven() {
        let rule = "─".repeat(30);
        let proven = safe().proven(4);
        check(proven, &["|"], &[&format!("|{rule}")], "─\x1b[29b\r");
        check(safe(), &["|"], &[&format!("|{rule}")], &format!("{rule}\r"));
    }

    #[test]
    fn a_page_scrolls_for_its_new_line() {
        let old = ["title", "one is a line", "two is a line", "three is a line", "foot|"];
        let new = ["title", "two is a line", "three is a line", "four", "foot|"];
        check(safe(), &old, &new, "\x1b[2d\x1b[M\r\n\n\x1b[L\rfour\n");
    }

    #[test]
    fn the_pen_is_kept_from_picture_to_picture() {
        let mut encoder = Encoder::new(Size::ZERO, safe());
        let mut picture = Buffer::with_lines(["     "]);
        encoder.encode(&picture, None);
        picture[(0, 0)].set_symbol("a").set_fg(Color::Red).modifier = Modifier::BOLD;
        assert_eq!(encoder.encode(&picture, None), b"\x1b[H\x1b[1;31ma");
        picture[(1, 0)].set_symbol("b").set_fg(Color::Red).modifier = Modifier::BOLD;
        assert_eq!(encoder.encode(&picture, None), b"b");
    }

    #[test]
    fn the_cursor_is_shown_and_hidden_when_that_changes() {
        let mut encoder = Encoder::new(Size::ZERO, safe());
        let picture = Buffer::with_lines(["ab"]);
        let at = Some(Position::new(1, 0));
        assert_eq!(encoder.encode(&picture, None), b"\x1b[m\x1b[r\x1b[2J\x1b[?25l\x1b[Hab");
        assert_eq!(encoder.encode(&picture, at), b"\ra\x1b[?25h");
        assert_eq!(encoder.encode(&picture, None), b"\x1b[?25l");
    }

    #[test]
    fn after_doubt_everything_is_sent() {
        let mut encoder = Encoder::new(Size::ZERO, safe());
        let picture = Buffer::with_lines(["ab"]);
        let first = encoder.encode(&picture, None);
        encoder.forget();
        assert_eq!(encoder.encode(&picture, None), first);
        assert_eq!(encoder.leave(), b"\x1b[m\x1b[r\x1b[?25h");
        assert_eq!(encoder.encode(&picture, None), first);
        let wider = Buffer::with_lines(["ab "]);
        assert!(encoder.encode(&wider, None).starts_with(b"\x1b[m\x1b[r\x1b[2J"));
        encoder.set_capabilities(Capabilities { colours: crate::wire::Depth::Mono, ..safe() });
        assert!(encoder.encode(&wider, None).starts_with(b"\x1b[m\x1b[r\x1b[2J"));
    }

    #[test]
    fn behind_what_terminals_do_not_agree_on_the_cursor_is_moved() {
        let mut encoder = Encoder::new(Size::ZERO, safe());
        encoder.encode(&Buffer::with_lines(["          "]), None);
        let mut picture = Buffer::with_lines(["          "]);
        picture[(0, 0)].set_symbol("👍");
        picture[(2, 0)].set_symbol("b");
        let bytes = encoder.encode(&picture, None);
        assert_eq!(String::from_utf8_lossy(&bytes), "\x1b[H  \r👍\x1b[3Gb\x1b[K");
    }

    #[test]
    fn a_picture_in_parts_comes_to_the_same_from_any_row_on() {
        for from in [0, 1, 5, 7] {
            let mut encoder = Encoder::new(Size::ZERO, safe());
            let cells = |count| std::num::NonZeroU16::new(count).unwrap();
            let mut terminal = vt100::Parser::new(cells(8), cells(30), 0);
            terminal.process(&encoder.encode(&Buffer::with_lines(vec![" ".repeat(30); 8]), None));
            let lines: Vec<String> =
                (0..8).map(|row| format!("{:30}", format!("row {row} is new"))).collect();
            let picture = Buffer::with_lines(lines.clone());
            let at = Some(Position::new(3, 2));
            let (mut rest, mut parts) = (Some(from), 0);
            while let Some(row) = rest {
                let (bytes, more) = encoder.encode_part(&picture, at, 40, row);
                assert!(bytes.len() <= 40, "{}", bytes.len());
                terminal.process(&bytes);
                if parts == 0 {
                    assert!(terminal.screen().contents().contains(lines[from].trim()), "{from} comes first");
                }
                (rest, parts) = (more, parts + 1);
            }
            assert!((3..=5).contains(&parts), "{parts}");
            assert!(lines.iter().all(|line| terminal.screen().contents().contains(line.trim())));
            assert_eq!(
                (terminal.screen().cursor_position(), terminal.screen().hide_cursor()),
                ((2, 3), false)
            );
            assert_eq!(encoder.encode(&picture, at), b"");
        }
    }

    #[test]
    fn a_newer_picture_takes_the_place_of_the_parts_that_were_not_sent() {
        let mut encoder = Encoder::new(Size::ZERO, safe());
        let page = |word: &str| Buffer::with_lines(vec![format!("{word:20}"); 6]);
        encoder.encode(&page(""), None);
        let (first, rest) = encoder.encode_part(&page("old"), None, 12, 0);
        assert!(first.starts_with(b"\x1b[Hold") && rest.is_some());
        let (second, rest) = encoder.encode_part(&page("new"), None, 1_000, rest.unwrap());
        let second = String::from_utf8(second).unwrap();
        assert!(!second.contains("old") && second.matches("new").count() == 6 && rest.is_none());
    }

    #[test]
    fn a_row_that_is_too_long_is_sent_all_the_same() {
        let mut encoder = Encoder::new(Size::ZERO, safe());
        encoder.encode(&Buffer::with_lines(vec![" ".repeat(80); 3]), None);
        let picture = Buffer::with_lines(vec!["x".repeat(80); 3]);
        let (bytes, rest) = encoder.encode_part(&picture, None, 10, 0);
        assert_eq!((bytes.iter().filter(|byte| **byte == b'x').count(), rest), (80, Some(1)));
        let mut rest = rest;
        for _ in 0..2 {
            rest = encoder.encode_part(&picture, None, 10, rest.unwrap()).1;
        }
        assert_eq!(rest, None);
    }

    #[test]
    fn an_empty_picture_is_no_trouble() {
        let mut encoder = Encoder::new(Size::ZERO, safe());
        let nothing = Buffer::empty(ratatui::layout::Rect::ZERO);
        encoder.encode(&nothing, Some(Position::new(3, 3)));
        encoder.encode(&nothing, None);
    }
}
