//! Two emulators that are fed the same bytes, and what they should show.
//!
//! What is left out of the comparison, because an emulator lacks it:
//!
//! - `vt100` knows no blinking, hidden or struck-out text; `avt` no hidden text and no fast blinking.
//! - Both take bold and dim for two values of one thing, so of a cell that is both neither is asked.
//! - `avt` gives every mark and joiner a column of its own and keeps one character in a cell; `vt100`
//!   joins marks but not emoji. Of a cluster the first character is compared; the columns behind it are.
//! - A foreground that cannot be seen on a blank is not compared, here as in the encoder.

use std::num::NonZeroU16;

use curricle::wire::Depth;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

pub(crate) struct Screens {
    vt100: vt100::Parser,
    avt: avt::Terminal,
}

/// What a cell of any emulator looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Seen {
    letter: char,
    fg: Color,
    bg: Color,
    attributes: Modifier,
}

const VT100: Modifier = Modifier::BOLD
    .union(Modifier::DIM)
    .union(Modifier::ITALIC)
    .union(Modifier::UNDERLINED)
    .union(Modifier::REVERSED);
const AVT: Modifier = VT100.union(Modifier::CROSSED_OUT).union(Modifier::SLOW_BLINK);
const ON_BLANK: Modifier = Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT);

fn size(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).expect("a size")
}

impl Screens {
    pub(crate) fn new(columns: u16, rows: u16) -> Self {
        let mut screens = Self {
            vt100: vt100::Parser::new(size(rows), size(columns), 0),
            avt: avt::Terminal::new(columns.into(), rows.into()).expect("a size"),
        };
        screens.feed(b"\x1b[?1049h");
        screens.spoil();
        screens
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.vt100.screen_mut().set_size(size(rows), size(columns));
        self.avt.resize(columns.into(), rows.into());
    }

    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        self.vt100.process(bytes);
        self.avt.feed(std::str::from_utf8(bytes).expect("text"));
    }

    /// Somebody else writes to the terminal and leaves margins, a pen and a hidden cursor behind.
    pub(crate) fn spoil(&mut self) {
        self.feed("\x1b[2;3r\x1b[4;31;44mnoise 漢字\n\n\n\x1b[?25l".as_bytes());
    }

    /// Whether both show this picture.
    pub(crate) fn show(
        &self,
        picture: &Buffer,
        cursor: Option<Position>,
        depth: Depth,
    ) -> Result<(), String> {
        for row in 0..picture.area.height {
            let mut covered = 0;
            for column in 0..picture.area.width {
                if covered > 0 {
                    covered -= 1;
                    continue;
                }
                let room = usize::from(picture.area.width - column);
                let cell = &picture[(column, row)];
                let (letter, width, loose) = symbol(cell.symbol(), room);
                covered = width - 1;
                let wanted = |known: Modifier| {
                    let fg = depth.shown(cell.fg);
                    let bg = depth.shown(cell.bg);
                    visible(Seen { letter, fg, bg, attributes: cell.modifier }, known)
                };
                for (name, seen, known) in
                    [("vt100", self.vt100(row, column), VT100), ("avt", self.avt(row, column), AVT)]
                {
                    let both = Modifier::BOLD | Modifier::DIM;
                    let known = if cell.modifier.contains(both) { known - both } else { known };
                    let seen = visible(seen, known);
                    if seen != wanted(known) {
                        return Err(format!(
                            "{name} at ({column}, {row}): {seen:?}, not {:?}",
                            wanted(known)
                        ));
                    }
                }
                if width == 2 && !loose && !self.vt100.screen().cell(row, column).expect("a cell").is_wide() {
                    return Err(format!("vt100 at ({column}, {row}): half a {letter}"));
                }
            }
        }
        let (row, column) = self.vt100.screen().cursor_position();
        let one = (!self.vt100.screen().hide_cursor()).then_some(Position { x: column, y: row });
        let other = self.avt.cursor().position();
        let other = other.map(|(column, row)| Position { x: column as u16, y: row as u16 });
        if one != cursor || other != cursor {
            return Err(format!("cursors {one:?} and {other:?}, not {cursor:?}"));
        }
        Ok(())
    }

    fn vt100(&self, row: u16, column: u16) -> Seen {
        let cell = self.vt100.screen().cell(row, column).expect("a cell");
        let colour = |colour: vt100::Color| match colour {
            vt100::Color::Default => Color::Reset,
            vt100::Color::Idx(number) => Color::Indexed(number),
            vt100::Color::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
        };
        let attributes = [
            (cell.bold(), Modifier::BOLD),
            (cell.dim(), Modifier::DIM),
            (cell.italic(), Modifier::ITALIC),
            (cell.underline(), Modifier::UNDERLINED),
            (cell.inverse(), Modifier::REVERSED),
        ];
        Seen {
            letter: cell.contents().chars().next().unwrap_or(' '),
            fg: colour(cell.fgcolor()),
            bg: colour(cell.bgcolor()),
            attributes: all(&attributes),
        }
    }

    fn avt(&self, row: u16, column: u16) -> Seen {
        let line = self.avt.screen().line(row.into()).expect("a line");
        let cell = line.cells()[usize::from(column)];
        let colour = |colour: Option<avt::Color>| match colour {
            None => Color::Reset,
            Some(avt::Color::Indexed(number)) => Color::Indexed(number),
            Some(avt::Color::RGB(rgb)) => Color::Rgb(rgb.r, rgb.g, rgb.b),
        };
        let pen = cell.pen();
        let attributes = [
            (pen.is_bold(), Modifier::BOLD),
            (pen.is_faint(), Modifier::DIM),
            (pen.is_italic(), Modifier::ITALIC),
            (pen.is_underline(), Modifier::UNDERLINED),
            (pen.is_inverse(), Modifier::REVERSED),
            (pen.is_strikethrough(), Modifier::CROSSED_OUT),
            (pen.is_blink(), Modifier::SLOW_BLINK),
        ];
        Seen {
            letter: cell.char(),
            fg: colour(pen.foreground()),
            bg: colour(pen.background()),
            attributes: all(&attributes),
        }
    }
}

fn all(attributes: &[(bool, Modifier)]) -> Modifier {
    attributes.iter().filter(|(on, _)| *on).map(|(_, attribute)| *attribute).collect()
}

/// A cell as far as it can be seen on a terminal that knows these attributes.
fn visible(seen: Seen, known: Modifier) -> Seen {
    let number = |colour| {
        if matches!(colour, Color::Reset | Color::Indexed(_) | Color::Rgb(..)) {
            return colour;
        }
        let named = [
            Color::Black,
            Color::Red,
            Color::Green,
            Color::Yellow,
            Color::Blue,
            Color::Magenta,
            Color::Cyan,
            Color::Gray,
            Color::DarkGray,
            Color::LightRed,
            Color::LightGreen,
            Color::LightYellow,
            Color::LightBlue,
            Color::LightMagenta,
            Color::LightCyan,
            Color::White,
        ];
        named.iter().position(|name| *name == colour).map_or(colour, |number| Color::Indexed(number as u8))
    };
    let mut attributes = seen.attributes;
    attributes &= known;
    let (mut fg, bg) = (number(seen.fg), number(seen.bg));
    if seen.letter == ' ' && !attributes.intersects(ON_BLANK) {
        (fg, attributes) = (Color::Reset, Modifier::empty());
    }
    Seen { letter: seen.letter, fg, bg, attributes }
}

/// The first character of a symbol, its columns, and whether emulators may split it.
fn symbol(symbol: &str, room: usize) -> (char, usize, bool) {
    let first = symbol.chars().next().unwrap_or(' ');
    if matches!(symbol.as_bytes(), [b' '..=b'~']) {
        return (first, 1, false);
    }
    let width = symbol.width();
    let lone = symbol.chars().count() == 1;
    let own = first.to_string().width();
    // The encoder allows for terminals that join nothing, and those that give each letter of a flag two columns.
    let flag = |letter| ('\u{1f1e6}'..='\u{1f1ff}').contains(&letter);
    let columns = |letter: char| if flag(letter) { 2 } else { letter.to_string().width().max(1) };
    let joined: usize = symbol.chars().map(columns).sum();
    if symbol.chars().any(char::is_control) || width == 0 || own == 0 || width > room {
        return (' ', 1, false);
    }
    if !lone && joined > room {
        return if own == width { (first, width, true) } else { (' ', 1, false) };
    }
    (first, width, !lone)
}
