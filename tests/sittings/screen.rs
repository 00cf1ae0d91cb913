//! An emulated terminal that must show the pictures.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

use super::Setting;

/// A terminal.
pub struct Screen(vt100::Parser);

impl Screen {
    /// An empty one.
    pub fn new(setting: Setting) -> Self {
        let size = |cells| NonZeroU16::new(cells).expect("a size");
        Self(vt100::Parser::new(size(setting.rows), size(setting.columns), 0))
    }

    /// Takes bytes in.
    pub fn take(&mut self, bytes: &[u8]) {
        self.0.process(bytes);
    }

    /// What differs from a picture, in words, or nothing.
    pub fn differs(&self, picture: &Buffer, cursor: Option<Position>) -> Option<String> {
        let screen = self.0.screen();
        let hidden = screen.hide_cursor();
        if hidden != cursor.is_none() {
            return Some(format!("the cursor is {}", if hidden { "hidden" } else { "shown" }));
        }
        let (row, column) = screen.cursor_position();
        if let Some(at) = cursor.filter(|at| (at.y, at.x) != (row, column)) {
            return Some(format!("the cursor is at {column},{row}, not at {at}"));
        }
        let area = picture.area;
        for y in 0..area.height {
            let mut x = 0;
            while x < area.width {
                let wanted = &picture[(x, y)];
                let cell = screen.cell(y, x).expect("a cell");
                let words = if cell.has_contents() { cell.contents() } else { " " };
                if words != wanted.symbol() || look(cell, words == " ") != look_of(wanted) {
                    return Some(format!(
                        "{words:?} stands at {x},{y}, not {:?}: {wanted:?}",
                        wanted.symbol()
                    ));
                }
                x += u16::try_from(curricle::text::width(wanted.symbol()).max(1)).expect("a cell");
            }
        }
        None
    }
}

type Look = (vt100::Color, vt100::Color, [bool; 5]);

/// How a cell of the terminal looks; of a blank, only what can be seen.
fn look(cell: &vt100::Cell, blank: bool) -> Look {
    let signs = [cell.bold(), cell.dim(), cell.italic(), cell.underline(), cell.inverse()];
    seen((cell.fgcolor(), cell.bgcolor(), signs), blank)
}

fn look_of(cell: &Cell) -> Look {
    let signs = [Modifier::BOLD, Modifier::DIM, Modifier::ITALIC, Modifier::UNDERLINED, Modifier::REVERSED];
    let signs = signs.map(|sign| cell.modifier.contains(sign));
    seen((color(cell.fg), color(cell.bg), signs), cell.symbol() == " ")
}

fn seen((fore, back, [bold, dim, italic, underline, inverse]): Look, blank: bool) -> Look {
    if blank && !inverse && !underline {
        return (vt100::Color::Default, back, [false; 5]);
    }
    let bold = bold && !blank;
    (fore, back, [bold, dim && !blank, italic && !blank, underline, inverse])
}

fn color(color: Color) -> vt100::Color {
    match color {
        Color::Reset => vt100::Color::Default,
        Color::Black => vt100::Color::Idx(0),
        Color::Red => vt100::Color::Idx(1),
        Color::Green => vt100::Color::Idx(2),
        Color::Yellow => vt100::Color::Idx(3),
        Color::Blue => vt100::Color::Idx(4),
        Color::Magenta => vt100::Color::Idx(5),
        Color::Cyan => vt100::Color::Idx(6),
        Color::Gray => vt100::Color::Idx(7),
        Color::DarkGray => vt100::Color::Idx(8),
        Color::LightRed => vt100::Color::Idx(9),
        Color::LightGreen => vt100::Color::Idx(10),
        Color::LightYellow => vt100::Color::Idx(11),
        Color::LightBlue => vt100::Color::Idx(12),
        Color::LightMagenta => vt100::Color::Idx(13),
        Color::LightCyan => vt100::Color::Idx(14),
        Color::White => vt100::Color::Idx(15),
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
    }
}
