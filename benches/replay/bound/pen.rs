//! What it costs to take another pen.

use std::collections::BTreeSet;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

const SIGNS: [(Modifier, &str, &str); 6] = [
    (Modifier::BOLD, "1", "22"),
    (Modifier::DIM, "2", "22"),
    (Modifier::ITALIC, "3", "23"),
    (Modifier::UNDERLINED, "4", "24"),
    (Modifier::REVERSED, "7", "27"),
    (Modifier::CROSSED_OUT, "9", "29"),
];

/// Colours and attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Pen {
    /// The bytes that each colour takes in SGR at the least, and which one it is; zero is the default.
    fore: (usize, u32),
    back: (usize, u32),
    signs: u16,
}

impl Pen {
    pub(super) fn of(cell: &Cell) -> Self {
        Self { fore: color(cell.fg), back: color(cell.bg), signs: cell.modifier.bits() }
    }

    /// True if it is seen on a blank.
    pub(super) fn shows_on_blanks(self) -> bool {
        let shown = Modifier::UNDERLINED | Modifier::REVERSED | Modifier::CROSSED_OUT;
        self.back.0 > 0 || Modifier::from_bits_truncate(self.signs).intersects(shown)
    }

    /// The bytes from another pen to this one.
    fn after(self, other: Pen) -> usize {
        let has = |pen: Pen, sign: Modifier| Modifier::from_bits_truncate(pen.signs).contains(sign);
        let mut turned: Vec<usize> = Vec::new();
        let mut afresh: Vec<usize> = vec![0];
        let off: BTreeSet<&str> = SIGNS
            .iter()
            .filter(|(sign, ..)| has(other, *sign) && !has(self, *sign))
            .map(|(_, _, off)| *off)
            .collect();
        turned.extend(off.iter().map(|off| off.len()));
        for (sign, on, this) in SIGNS {
            if has(self, sign) {
                afresh.push(on.len());
                if !has(other, sign) || off.contains(this) {
                    turned.push(on.len());
                }
            }
        }
        for (mine, others) in [(self.fore, other.fore), (self.back, other.back)] {
            if mine != others {
                turned.push(mine.0.max(2));
            }
            if mine.0 > 0 {
                afresh.push(mine.0);
            }
        }
        let long = |parts: &[usize]| 3 + parts.iter().sum::<usize>() + parts.len().saturating_sub(1);
        if self == other { 0 } else { long(&turned).min(long(&afresh)) }
    }
}

fn color(color: Color) -> (usize, u32) {
    match color {
        Color::Reset => (0, 0),
        Color::Black => (2, 0),
        Color::Red => (2, 1),
        Color::Green => (2, 2),
        Color::Yellow => (2, 3),
        Color::Blue => (2, 4),
        Color::Magenta => (2, 5),
        Color::Cyan => (2, 6),
        Color::Gray => (2, 7),
        Color::DarkGray => (2, 8),
        Color::LightRed => (2, 9),
        Color::LightGreen => (2, 10),
        Color::LightYellow => (2, 11),
        Color::LightBlue => (2, 12),
        Color::LightMagenta => (2, 13),
        Color::LightCyan => (2, 14),
        Color::White => (2, 15),
        Color::Indexed(index) => (6, u32::from(index)),
        Color::Rgb(red, green, blue) => (10, u32::from_be_bytes([0, red, green, blue])),
    }
}

/// The least to use all these pens, in any order; the first one may be there already.
pub(super) fn entering(pens: &BTreeSet<Pen>) -> usize {
    let nearest = |pen: &Pen| {
        let others = pens.iter().filter(|other| *other != pen);
        others.map(|other| pen.after(*other)).min().unwrap_or(0)
    };
    let all: Vec<usize> = pens.iter().map(nearest).collect();
    all.iter().sum::<usize>() - all.iter().max().copied().unwrap_or(0)
}
