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

/// Up to so many pens are tried in every order.
const FEW: usize = 4;

/// The least that all steps so far have cost, for each pen that they may have ended with.
#[derive(Default)]
pub(super) struct Carried {
    /// Nothing before the first step, when any pen may be there.
    ends: Vec<(Pen, usize)>,
    /// The same for any other pen.
    other: Option<usize>,
    least: usize,
}

impl Carried {
    /// The least for these pens in one step.
    pub(super) fn least(&self, pens: &BTreeSet<Pen>) -> usize {
        let ends = self.after(0, pens);
        ends.iter().map(|(_, cost)| *cost).min().unwrap_or(self.least) - self.least
    }

    /// Takes a step that can be done in some ways: so many bytes and these pens. The share of it.
    pub(super) fn step(&mut self, ways: &[(usize, BTreeSet<Pen>)]) -> usize {
        let mut next: Vec<(Pen, usize)> = Vec::new();
        let mut other = None::<usize>;
        for (bytes, pens) in ways {
            let ends = if pens.is_empty() {
                let stays = self.other.or(self.ends.is_empty().then_some(0)).map(|cost| cost + bytes);
                other = other.into_iter().chain(stays).min();
                self.ends.iter().map(|(pen, cost)| (*pen, cost + bytes)).collect()
            } else {
                self.after(*bytes, pens)
            };
            for (pen, cost) in ends {
                match next.iter_mut().find(|known| known.0 == pen) {
                    Some(known) => known.1 = known.1.min(cost),
                    None => next.push((pen, cost)),
                }
            }
        }
        let least = next.iter().map(|(_, cost)| *cost).chain(other).min().unwrap_or(self.least);
        (self.ends, self.other) = (next, other);
        let share = least.saturating_sub(self.least);
        self.least = least;
        share
    }

    /// What it costs to end with each of these pens when all have been used.
    fn after(&self, bytes: usize, pens: &BTreeSet<Pen>) -> Vec<(Pen, usize)> {
        let pens: Vec<Pen> = pens.iter().copied().collect();
        let free = self.other.or(self.ends.is_empty().then_some(0));
        let starts =
            || self.ends.iter().map(|(pen, cost)| (Some(*pen), *cost)).chain(free.map(|cost| (None, cost)));
        if pens.len() > FEW {
            // Each but the first is entered from the nearest other one.
            let nearest = |pen: &Pen, from: Option<Pen>| {
                let others = pens.iter().copied().filter(|other| other != pen).chain(from);
                others.map(|other| pen.after(other)).min().unwrap_or(0)
            };
            let all = |from: Option<Pen>| {
                let each: Vec<usize> = pens.iter().map(|pen| nearest(pen, from)).collect();
                let first = if from.is_none() { each.iter().max().copied().unwrap_or(0) } else { 0 };
                each.iter().sum::<usize>() - first
            };
            let least = starts().map(|(from, cost)| cost + all(from)).min().unwrap_or(0);
            return pens.iter().map(|pen| (*pen, least + bytes)).collect();
        }
        let mut ends: Vec<(Pen, usize)> = Vec::new();
        for (from, cost) in starts() {
            in_order(&mut pens.clone(), 0, from, cost + bytes, &mut ends);
        }
        ends
    }
}

/// Tries all orders of the pens from a place on.
fn in_order(pens: &mut Vec<Pen>, place: usize, last: Option<Pen>, cost: usize, ends: &mut Vec<(Pen, usize)>) {
    if place == pens.len() {
        if let Some(last) = last {
            ends.push((last, cost));
        }
        return;
    }
    for other in place..pens.len() {
        pens.swap(place, other);
        let pen = pens[place];
        let price = last.map_or(0, |last| pen.after(last));
        in_order(pens, place + 1, Some(pen), cost + price, ends);
        pens.swap(place, other);
    }
}
