//! A picture in eight bytes a cell.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};

use super::depth::Depth;
use super::glyph::{Class, shape};
use super::pen::Look;
use super::tables::Tables;

/// What a cell shows, made comparable: equal cells look equal.
#[derive(Clone, Copy, Debug, Eq)]
pub(super) struct Cell {
    pub(super) glyph: Glyph,
    /// The number of its look in the tables.
    pub(super) look: u32,
}

impl PartialEq for Cell {
    // As it would be derived, but without a branch: most of the planner's time goes into this.
    fn eq(&self, other: &Cell) -> bool {
        (self.glyph.0 ^ other.glyph.0) | (self.look ^ other.look) == 0
    }
}

/// A symbol in 32 bits: a character or the number of a cluster, its width and its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Glyph(pub(super) u32);

/// Set if the lower bits are the number of a cluster.
pub(super) const CLUSTER: u32 = 1 << 21;
const CLASS: u32 = 22;
const WIDTH: u32 = 24;
/// The bits of the character or the number.
pub(super) const LETTER: u32 = CLUSTER - 1;

impl Glyph {
    pub(super) const BLANK: Glyph = Glyph(' ' as u32 | 1 << WIDTH);
    /// The second half of a wide character.
    pub(super) const TAIL: Glyph = Glyph(0);

    pub(super) fn new(value: u32, width: usize, class: Class) -> Self {
        let class = match class {
            Class::Plain => 0,
            Class::Ambiguous => 1,
            Class::Wide => 2,
            Class::Loose => 3,
        };
        Self(value | class << CLASS | (width as u32) << WIDTH)
    }

    pub(super) fn width(self) -> usize {
        (self.0 >> WIDTH) as usize
    }

    pub(super) fn class(self) -> Class {
        match self.0 >> CLASS & 3 {
            0 => Class::Plain,
            1 => Class::Ambiguous,
            2 => Class::Wide,
            _ => Class::Loose,
        }
    }

    /// True if all these glyphs take one column everywhere, or are the second half of another.
    pub(super) fn all_plain(cells: &[Cell]) -> bool {
        cells.iter().fold(0, |bits, cell| bits | cell.glyph.0) >> CLASS & 3 == 0
    }

    /// True if a variation selector makes it an emoji; only for glyphs that are as they were.
    pub(super) fn is_joined(self) -> bool {
        self.class() == Class::Loose
    }

    /// True if one column is all it ever takes.
    pub(super) fn is_narrow(self) -> bool {
        self.width() == 1 && matches!(self.class(), Class::Plain | Class::Ambiguous)
    }
}

impl Cell {
    /// What an erased screen consists of.
    pub(super) const EMPTY: Cell = Cell { glyph: Glyph::BLANK, look: 0 };

    pub(super) fn is_blank(self) -> bool {
        self.glyph == Glyph::BLANK
    }
}

/// A picture, packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Grid {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) cells: Vec<Cell>,
}

impl Grid {
    /// A picture of nothing.
    pub(super) fn blank(width: usize, height: usize) -> Self {
        Self { width, height, cells: vec![Cell::EMPTY; width * height] }
    }

    pub(super) fn row(&self, row: usize) -> &[Cell] {
        &self.cells[row * self.width..(row + 1) * self.width]
    }

    pub(super) fn row_mut(&mut self, row: usize) -> &mut [Cell] {
        &mut self.cells[row * self.width..(row + 1) * self.width]
    }

    /// Packs a picture as a terminal with these colours will show it.
    pub(super) fn pack(picture: &Buffer, depth: Depth, tables: &mut Tables) -> Self {
        let (width, height) = (usize::from(picture.area.width), usize::from(picture.area.height));
        let mut cells = Vec::with_capacity(width * height);
        // Most cells look like the one before them.
        let mut last = ((Color::Reset, Color::Reset, Modifier::empty(), false), 0);
        for (place, cell) in picture.content.iter().take(width * height).enumerate() {
            let column = place % width;
            // The second half of a wide character is no cell of its own, whatever stands there.
            if cells.len() > place {
                continue;
            }
            let shape = shape(cell.symbol(), width - column);
            let key = (cell.fg, cell.bg, cell.modifier, shape.text == " ");
            if key != last.0 {
                let look =
                    Look { fg: depth.shown(cell.fg), bg: depth.shown(cell.bg), attributes: cell.modifier };
                last = (key, tables.number(if key.3 { look.of_blank() } else { look }));
            }
            let mut letters = shape.text.chars();
            let value = match (letters.next(), letters.next()) {
                (Some(letter), None) => u32::from(letter),
                _ => CLUSTER | tables.cluster(shape.text),
            };
            cells.push(Cell { glyph: Glyph::new(value, shape.width, shape.class), look: last.1 });
            for _ in 1..shape.width {
                cells.push(Cell { glyph: Glyph::TAIL, look: last.1 });
            }
        }
        cells.resize(width * height, Cell::EMPTY);
        Self { width, height, cells }
    }

    /// Gives the cells numbers of new tables, which hold what they need and no more.
    pub(super) fn renumber(&mut self, tables: &mut Tables, pen: &mut u32) {
        let old = std::mem::replace(tables, Tables::new());
        *pen = tables.number(old.look(*pen));
        for cell in &mut self.cells {
            cell.look = tables.number(old.look(cell.look));
            if let Some(text) = old.text(cell.glyph) {
                let number = tables.cluster(text);
                cell.glyph = Glyph(cell.glyph.0 & !LETTER | number);
            }
        }
        tables.settle();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_takes_eight_bytes() {
        assert_eq!(size_of::<Cell>(), 8);
    }

    #[test]
    fn what_a_wide_character_covers_is_no_cell_of_its_own() {
        let mut tables = Tables::new();
        let mut picture = Buffer::with_lines(["漢 b"]);
        let clean = Grid::pack(&picture, Depth::True, &mut tables);
        picture[(1, 0)].set_symbol("x").set_fg(Color::Red);
        assert_eq!(Grid::pack(&picture, Depth::True, &mut tables), clean);
        assert_eq!(clean.row(0)[1].glyph, Glyph::TAIL);
    }

    #[test]
    fn a_blank_is_a_blank_whatever_its_ink() {
        let mut tables = Tables::new();
        let mut picture = Buffer::empty(ratatui::layout::Rect::new(0, 0, 3, 1));
        picture[(0, 0)].set_fg(Color::Red).modifier = Modifier::BOLD;
        picture[(1, 0)].set_symbol("\u{1b}");
        assert_eq!(Grid::pack(&picture, Depth::True, &mut tables), Grid::blank(3, 1));
    }

    #[test]
    fn tables_do_not_grow_for_ever() {
        let mut tables = Tables::new();
        let mut shown = Grid::blank(0, 0);
        let mut pen = 0;
        for round in 0..2000_u32 {
            if tables.crowded() {
                shown.renumber(&mut tables, &mut pen);
            }
            let mut picture = Buffer::with_lines(["ab "]);
            picture[(0, 0)].set_fg(Color::Rgb((round >> 8) as u8, round as u8, 7));
            picture[(1, 0)].set_symbol(&format!("e{}", char::from_u32(0x300 + round % 0x70).unwrap()));
            shown = Grid::pack(&picture, Depth::True, &mut tables);
            let mut bytes = Vec::new();
            tables.write(shown.row(0)[1].glyph, &mut bytes);
            assert_eq!(bytes, picture[(1, 0)].symbol().as_bytes());
            assert_eq!(tables.look(shown.row(0)[0].look).fg, picture[(0, 0)].fg);
            assert!(tables.size() < 1000);
        }
    }
}
