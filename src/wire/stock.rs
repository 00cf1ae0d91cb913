//! What ratatui's own crossterm backend would have sent.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

use super::glyph::Class;
use super::packed::{Cell, Glyph, Grid};
use super::pen::Look;
use super::tables::Tables;

/// `ESC[?25h` or `ESC[?25l`.
const CURSOR: usize = 6;
/// `ESC[2J`.
const CLEAR: usize = 4;
/// `ESC[39m ESC[49m ESC[59m ESC[0m`, at the end of each picture.
const RESET: usize = 5 + 5 + 5 + 4;
/// Attributes that ratatui takes for visible on a blank.
const ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);
/// The attributes that have a sequence of their own to turn them off; bold, dim and blinking share theirs.
const SINGLE: Modifier = Modifier::REVERSED
    .union(Modifier::ITALIC)
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT)
    .union(Modifier::HIDDEN);
const WEIGHT: Modifier = Modifier::BOLD.union(Modifier::DIM);
const BLINK: Modifier = Modifier::SLOW_BLINK.union(Modifier::RAPID_BLINK);

/// Counts, picture by picture, the bytes of `Terminal::draw` with `CrosstermBackend`.
///
/// To the byte, for ratatui 0.30 as it comes. Not heeded are colours of
/// underlines, and cells that say how they want to be compared
/// ([`ratatui::buffer::CellDiffOption`]).
///
/// ```
/// use curricle::wire::Stock;
/// use ratatui::buffer::Buffer;
///
/// let mut stock = Stock::new();
/// stock.cost(&Buffer::with_lines(["hi "]), None);
/// // A picture that has not changed: the pen is reset and the cursor hidden all the same.
/// assert_eq!(stock.cost(&Buffer::with_lines(["hi "]), None), 25);
/// // A letter: a move, the letter, the reset, the cursor.
/// assert_eq!(stock.cost(&Buffer::with_lines(["hi!"]), None), 6 + 1 + 19 + 6);
/// ```
#[derive(Clone, Debug)]
pub struct Stock {
    tables: Tables,
    shown: Option<Grid>,
}

impl Default for Stock {
    fn default() -> Self {
        Self::new()
    }
}

impl Stock {
    /// Nothing is drawn yet.
    #[must_use]
    pub fn new() -> Self {
        Self { tables: Tables::new(), shown: None }
    }

    /// The bytes for the next picture; one of another size clears the screen first.
    pub fn cost(&mut self, picture: &Buffer, cursor: Option<Position>) -> usize {
        if self.tables.crowded()
            && let Some(shown) = &mut self.shown
        {
            shown.renumber(&mut self.tables, &mut 0);
        }
        let next = Grid::pack_as_is(picture, &mut self.tables);
        let mut sum = 0;
        let last = match self.shown.take() {
            Some(last) if (last.width, last.height) == (next.width, next.height) => last,
            Some(last) => {
                sum += if next.width < last.width { 2 * CLEAR } else { CLEAR };
                Grid::blank(next.width, next.height)
            }
            None => Grid::blank(next.width, next.height),
        };
        let mut pass = Pass {
            tables: &self.tables,
            last: &last,
            next: &next,
            sum,
            behind: usize::MAX,
            look: Look::DEFAULT,
        };
        pass.run();
        let sum = pass.sum + RESET + CURSOR + cursor.map_or(0, |at| go(at.y.into(), at.x.into()));
        self.shown = Some(next);
        sum
    }

    /// Somebody cleared the screen and wants the next picture whole.
    pub fn forget(&mut self) {
        self.shown = None;
    }
}

fn digits(number: usize) -> usize {
    if number < 10 { 1 } else { 1 + digits(number / 10) }
}

/// `ESC[row;columnH`.
fn go(row: usize, column: usize) -> usize {
    4 + digits(row + 1) + digits(column + 1)
}

/// One picture on its way.
struct Pass<'a> {
    tables: &'a Tables,
    last: &'a Grid,
    next: &'a Grid,
    sum: usize,
    /// The place right behind what was sent last.
    behind: usize,
    look: Look,
}

impl Pass<'_> {
    /// Goes through the cells as ratatui's diff does.
    fn run(&mut self) {
        let cells = self.next.cells.len();
        let mut place = 0;
        while place < cells {
            let (next, last) = (self.next.cells[place], self.last.cells[place]);
            let wide = next.glyph.width();
            if next == last {
                place += wide.max(1);
                continue;
            }
            self.send(place, next);
            let was = self.tables.look(last.look);
            if wide > 1 && next.glyph.is_joined() {
                place = self.trail(place + 1, (place + wide).min(cells), false);
            } else if wide > 1 {
                place += wide;
            } else if last.glyph.width() > wide
                && (was.bg != Color::Reset || was.attributes.intersects(ON_BLANK))
            {
                place = self.trail(place + 1, (place + last.glyph.width()).min(cells), true);
            } else {
                place += 1;
            }
        }
    }

    /// Goes through the columns that a wide character covered or covers; returns where to go on.
    fn trail(&mut self, mut place: usize, mut end: usize, all: bool) -> usize {
        let cells = self.next.cells.len();
        while place < end {
            let here = place;
            let next = self.next.cells[here];
            place += next.glyph.width().max(1);
            end = end.max(place).min(cells);
            if all || self.last.cells[here].glyph != next.glyph {
                self.send(here, next);
            }
        }
        end
    }

    fn send(&mut self, place: usize, cell: Cell) {
        if place != self.behind || place.is_multiple_of(self.next.width) {
            self.sum += go(place / self.next.width, place % self.next.width);
        }
        self.behind = place + 1;
        let look = self.tables.look(cell.look);
        self.sum += attributes(self.look.attributes, look.attributes);
        if (look.fg, look.bg) != (self.look.fg, self.look.bg) {
            self.sum += 4 + colour(look.fg) + colour(look.bg);
        }
        self.look = look;
        self.sum += self.tables.len(cell.glyph) as usize;
    }
}

/// `39`, or `38;5;n`, or `38;2;r;g;b`.
fn colour(colour: Color) -> usize {
    match colour {
        Color::Reset => 2,
        Color::Black
        | Color::Red
        | Color::Green
        | Color::Yellow
        | Color::Blue
        | Color::Magenta
        | Color::Cyan
        | Color::Gray
        | Color::DarkGray
        | Color::LightRed => 6,
        Color::LightGreen
        | Color::LightYellow
        | Color::LightBlue
        | Color::LightMagenta
        | Color::LightCyan
        | Color::White => 7,
        Color::Indexed(number) => 5 + digits(number.into()),
        Color::Rgb(red, green, blue) => {
            7 + [red, green, blue].iter().map(|part| digits((*part).into())).sum::<usize>()
        }
    }
}

/// A sequence for each attribute that comes or goes.
fn attributes(from: Modifier, to: Modifier) -> usize {
    let (gone, new) = (from - to, to - from);
    let mut sum = 5 * (gone & SINGLE).iter().count() + 4 * (new & (SINGLE | BLINK)).iter().count();
    if gone.intersects(BLINK) {
        sum += 5;
    }
    // Turning off either weight turns off both.
    sum += if gone.intersects(WEIGHT) {
        5 + 4 * (to & WEIGHT).iter().count()
    } else {
        4 * (new & WEIGHT).iter().count()
    };
    sum
}

impl Grid {
    /// Packs a picture as ratatui compares it, cell by cell.
    fn pack_as_is(picture: &Buffer, tables: &mut Tables) -> Self {
        let (width, height) = (usize::from(picture.area.width), usize::from(picture.area.height));
        let mut last = (Look::DEFAULT, 0);
        let mut cells = Vec::with_capacity(width * height);
        for cell in picture.content.iter().take(width * height) {
            let look = Look { fg: cell.fg, bg: cell.bg, attributes: cell.modifier };
            if look != last.0 {
                last = (look, tables.number(look));
            }
            let symbol = cell.symbol();
            let glyph = match symbol.as_bytes() {
                // Most are letters of ASCII.
                [letter @ b' '..=b'~'] => Glyph::new(u32::from(*letter), 1, Class::Plain),
                _ => tables.as_is(symbol, symbol.cell_width()),
            };
            cells.push(Cell { glyph, look: last.1 });
        }
        Self { width, height, cells }
    }
}
