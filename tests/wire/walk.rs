//! A random walk from picture to picture, with the changes that screens really see.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

/// Numbers by chance, the same for the same seed.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x1234_5678_9abc_def1) | 1)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end.max(1)
    }

    fn of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }
}

const WORDS: &[&str] =
    &["the", "quick", "brown", "fox", "jumps", "over", "a", "lazy", "dog", "I", "naïve", "─────"];
const WIDE: &[&str] = &["漢", "字", "한", "글", "か", "，"];
const LOOSE: &[&str] = &[
    "👍",
    "e\u{301}",
    "👩\u{200d}🔬",
    "❤\u{fe0f}",
    "🇩🇪",
    "☎",
    "न\u{93f}",
    "👍🏽",
    "\u{1b}",
    "",
    "\u{301}",
    "☀\u{fe0f}",
];
const COLOURS: &[Color] = &[
    Color::Reset,
    Color::Reset,
    Color::Red,
    Color::Cyan,
    Color::DarkGray,
    Color::White,
    Color::Indexed(3),
    Color::Indexed(200),
    Color::Rgb(10, 200, 30),
];
const ATTRIBUTES: &[Modifier] = &[
    Modifier::empty(),
    Modifier::empty(),
    Modifier::BOLD,
    Modifier::DIM,
    Modifier::ITALIC,
    Modifier::UNDERLINED,
    Modifier::REVERSED,
    Modifier::CROSSED_OUT,
    Modifier::SLOW_BLINK,
    Modifier::RAPID_BLINK,
    Modifier::HIDDEN,
];

pub(crate) struct Walk {
    picture: Buffer,
    /// What kinds of symbols there are: letters only, wide ones, loose ones too.
    kinds: usize,
    /// How many colours and attributes there are.
    colourful: usize,
}

impl Walk {
    pub(crate) fn new(chance: &mut Chance) -> Self {
        let area = size(chance);
        let mut walk =
            Self { picture: Buffer::empty(area), kinds: chance.below(4), colourful: chance.below(3) };
        for row in 0..area.height {
            walk.write(chance, row);
        }
        walk
    }

    pub(crate) fn picture(&self) -> &Buffer {
        &self.picture
    }

    pub(crate) fn columns(&self) -> u16 {
        self.picture.area.width
    }

    pub(crate) fn rows(&self) -> u16 {
        self.picture.area.height
    }

    pub(crate) fn cursor(&self, chance: &mut Chance) -> Option<Position> {
        let (x, y) = (chance.below(self.columns().into()), chance.below(self.rows().into()));
        (chance.below(3) > 0).then_some(Position { x: x as u16, y: y as u16 })
    }

    /// Changes the picture; true if its size is another one.
    pub(crate) fn step(&mut self, chance: &mut Chance) -> bool {
        for _ in 0..=chance.below(3) {
            let row = chance.below(self.rows().into()) as u16;
            match chance.below(16) {
                0..=2 => self.write(chance, row),
                3..=5 => self.scroll(chance),
                6 | 7 => self.shift(chance, row),
                8 => self.blank(chance),
                9 => self.recolour(chance),
                10 | 11 => self.letter(chance, row),
                12 => {
                    let background = Style::new().bg(chance.of(COLOURS));
                    self.picture.set_style(Rect::new(0, row, self.columns(), 1), background);
                }
                13 => self.swap(chance),
                14 if chance.below(4) == 0 => {
                    let area = size(chance);
                    let resized = area != self.picture.area;
                    self.picture = Buffer::empty(area);
                    for row in 0..area.height {
                        self.write(chance, row);
                    }
                    return resized;
                }
                _ => {
                    for row in 0..self.rows() {
                        self.write(chance, row);
                    }
                }
            }
        }
        false
    }

    fn style(&self, chance: &mut Chance) -> Style {
        let style = Style::new().fg(Color::Reset).bg(Color::Reset);
        if self.colourful == 0 || chance.below(3) > 0 {
            return style;
        }
        let mut style = style.fg(chance.of(COLOURS)).add_modifier(chance.of(ATTRIBUTES));
        if self.colourful > 1 {
            style = style.bg(chance.of(COLOURS)).add_modifier(chance.of(ATTRIBUTES));
        }
        style
    }

    fn symbol(&self, chance: &mut Chance) -> &'static str {
        match (chance.below(12), self.kinds) {
            (0..=2, 1..=3) => chance.of(WIDE),
            (3, 2..=3) => chance.of(LOOSE),
            _ => chance.of(WORDS),
        }
    }

    fn write(&mut self, chance: &mut Chance, row: u16) {
        let width = self.columns();
        for column in 0..width {
            self.picture[(column, row)] = Cell::EMPTY;
        }
        let mut column = if chance.below(3) == 0 { chance.below(width.into()) as u16 } else { 0 };
        let end = chance.below(usize::from(width) + 8) as u16;
        while column < end.min(width) {
            let style = self.style(chance);
            let symbol = self.symbol(chance);
            if !WORDS.contains(&symbol) {
                self.picture[(column, row)].set_symbol(symbol).set_style(style);
                column += 2;
            } else {
                self.picture.set_stringn(column, row, symbol, usize::from(width - column), style);
                column += symbol.chars().count() as u16 + 1;
            }
        }
    }

    fn scroll(&mut self, chance: &mut Chance) {
        let rows = usize::from(self.rows());
        let (width, top) = (usize::from(self.columns()), chance.below(rows));
        let bottom = top + chance.below(rows - top);
        let count = 1 + chance.below(3.min(bottom - top + 1));
        let up = chance.below(2) == 0;
        let cells = &mut self.picture.content[top * width..(bottom + 1) * width];
        if up {
            cells.rotate_left(count * width);
        } else {
            cells.rotate_right(count * width);
        }
        for row in 0..count {
            if chance.below(2) == 0 {
                let row = if up { bottom - row } else { top + row };
                self.write(chance, row as u16);
            }
        }
    }

    fn shift(&mut self, chance: &mut Chance, row: u16) {
        let width = usize::from(self.columns());
        let column = chance.below(width);
        let start = usize::from(row) * width;
        let end =
            start + if chance.below(3) == 0 { column + chance.below(width - column) + 1 } else { width };
        let cells = &mut self.picture.content[start + column..end];
        let count = chance.below(4.min(cells.len()));
        if chance.below(2) == 0 {
            cells.rotate_left(count);
        } else {
            cells.rotate_right(count);
        }
        self.letter(chance, row);
    }

    fn letter(&mut self, chance: &mut Chance, row: u16) {
        let column = chance.below(self.columns().into()) as u16;
        let style = self.style(chance);
        let symbol = Some(self.symbol(chance)).filter(|symbol| !WORDS.contains(symbol)).unwrap_or("x");
        self.picture[(column, row)].set_symbol(symbol).set_style(style);
    }

    fn blank(&mut self, chance: &mut Chance) {
        let (x, y) = (chance.below(self.columns().into()) as u16, chance.below(self.rows().into()) as u16);
        let width = 1 + chance.below(usize::from(self.columns() - x)) as u16;
        let height = 1 + chance.below(usize::from(self.rows() - y)) as u16;
        let style = self.style(chance);
        for position in Rect::new(x, y, width, height).positions() {
            self.picture[position] = Cell::EMPTY;
            self.picture[position].set_style(style);
        }
    }

    fn recolour(&mut self, chance: &mut Chance) {
        let style = self.style(chance);
        for _ in 0..=chance.below(4) {
            let row = chance.below(self.rows().into()) as u16;
            let column = chance.below(self.columns().into()) as u16;
            let width = 1 + chance.below(usize::from(self.columns() - column)) as u16;
            for column in column..column + width {
                let cell = &mut self.picture[(column, row)];
                cell.modifier = Modifier::empty();
                cell.set_style(style);
            }
        }
    }

    fn swap(&mut self, chance: &mut Chance) {
        let (one, other) = (chance.below(self.rows().into()), chance.below(self.rows().into()));
        let width = usize::from(self.columns());
        for column in 0..width {
            self.picture.content.swap(one * width + column, other * width + column);
        }
    }
}

fn size(chance: &mut Chance) -> Rect {
    let (columns, rows) = match chance.below(12) {
        0 => (80, 24),
        1 => (7 + chance.below(126), 3 + chance.below(38)),
        2..=5 => (7 + chance.below(10), 3 + chance.below(4)),
        _ => (7 + chance.below(60), 3 + chance.below(12)),
    };
    Rect::new(0, 0, columns as u16, rows as u16)
}
