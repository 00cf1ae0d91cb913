//! The least within one row.

use std::collections::HashMap;
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;

use super::pen::Pen;
use super::{FAR, SEQUENCE};

/// A row of glyphs by number.
pub(super) type Line = Vec<u32>;

/// A blank of which nothing but the default background is seen.
pub(super) const BLANK: u32 = 0;
/// The second half of a wide glyph.
const HALF: u32 = 1;

/// CUF over two to nine cells.
const FORWARD: usize = 4;

/// What a glyph costs and the pen it is written with.
struct Known {
    bytes: usize,
    pen: Option<Pen>,
}

/// All glyphs met so far.
pub(super) struct Glyphs {
    numbers: HashMap<(String, Pen), u32>,
    known: Vec<Known>,
}

impl Default for Glyphs {
    fn default() -> Self {
        Self {
            numbers: HashMap::new(),
            known: vec![Known { bytes: 1, pen: None }, Known { bytes: 0, pen: None }],
        }
    }
}

impl Glyphs {
    pub(super) fn line(&mut self, picture: &Buffer, y: u16) -> Line {
        let mut line = Vec::new();
        let mut half = false;
        for x in 0..picture.area.width {
            let cell = &picture[Position::new(x, y)];
            line.push(if half { HALF } else { self.number(cell) });
            half = !half && curricle::text::width(cell.symbol()) > 1;
        }
        line
    }

    fn number(&mut self, cell: &Cell) -> u32 {
        let pen = Pen::of(cell);
        if cell.symbol() == " " && !pen.shows_on_blanks() {
            return BLANK;
        }
        *self.numbers.entry((cell.symbol().to_owned(), pen)).or_insert_with(|| {
            self.known.push(Known { bytes: cell.symbol().len(), pen: Some(pen) });
            u32::try_from(self.known.len() - 1).expect("fewer glyphs")
        })
    }

    fn bytes(&self, glyph: u32) -> usize {
        self.known[glyph as usize].bytes
    }

    /// The pen of a glyph, if it needs one.
    pub(super) fn pen(&self, glyph: u32) -> Option<Pen> {
        self.known[glyph as usize].pen
    }
}

/// Cells beside each other that change, all to glyphs or all to blanks.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) bytes: usize,
    pub(super) blank: bool,
    /// Where an erase of these blanks may begin.
    begin: usize,
}

impl Part {
    /// Where the cursor can be when it is done.
    pub(super) fn spots(&self) -> Range<usize> {
        if self.blank { self.begin..self.to + 1 } else { self.from + 1..self.to + 1 }
    }
}

/// What changes in a row.
pub(super) fn changes(glyphs: &Glyphs, old: &Line, new: &Line) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (x, (was, is)) in old.iter().zip(new).enumerate() {
        if was == is {
            continue;
        }
        let blank = *is == BLANK;
        match parts.last_mut() {
            Some(part) if part.to == x && part.blank == blank => {
                part.to = x + 1;
                part.bytes += glyphs.bytes(*is);
            }
            Some(_) | None => {
                let begin = new[..x].iter().rposition(|glyph| *glyph != BLANK).map_or(0, |last| last + 1);
                parts.push(Part { from: x, to: x + 1, bytes: glyphs.bytes(*is), blank, begin });
            }
        }
    }
    parts
}

/// What the rows met so far cost from one to another.
#[derive(Default)]
pub(super) struct Costs {
    numbers: HashMap<Line, u32>,
    known: HashMap<(u32, u32), usize>,
}

impl Costs {
    pub(super) fn number(&mut self, line: &Line) -> u32 {
        let next = u32::try_from(self.numbers.len()).expect("fewer rows");
        *self.numbers.entry(line.clone()).or_insert(next)
    }

    /// The least for a row, wherever the cursor is: one byte to come to each stretch.
    pub(super) fn least(&mut self, glyphs: &Glyphs, old: (&Line, u32), new: (&Line, u32)) -> usize {
        *self.known.entry((old.1, new.1)).or_insert_with(|| {
            let parts = changes(glyphs, old.0, new.0);
            let plain = plain(&parts) + usize::from(!parts.is_empty());
            if plain <= SEQUENCE + 1 {
                return plain;
            }
            shifted(glyphs, old.0, new.0).map_or(plain, |shifted| shifted.min(plain))
        })
    }
}

/// From stretch to stretch: over the cells between them, or by CUF.
fn gap(cells: usize) -> usize {
    cells.min(if cells < 10 { FORWARD } else { FORWARD + 1 })
}

/// The least for stretches of a row, one of which the cursor has come to.
pub(super) fn inside<'p>(parts: impl Iterator<Item = &'p Part>) -> usize {
    let (mut total, mut last, mut begin) = (0, None, 0);
    let mut first_gap = true;
    for part in parts {
        match last {
            None => begin = part.from,
            Some(end) if end == part.from => {}
            Some(end) => {
                // The leftmost one may come last, after a CR.
                let back = if first_gap { 1 + begin } else { FAR };
                total += gap(part.from - end).min(back);
                first_gap = false;
            }
        }
        total += part.bytes;
        last = Some(part.to);
    }
    total
}

/// The least for a row that is not shifted, one of whose stretches the cursor has come to.
pub(super) fn plain(parts: &[Part]) -> usize {
    let printed = inside(parts.iter());
    let erased = inside(parts.iter().filter(|part| !part.blank)) + SEQUENCE;
    if parts.iter().any(|part| part.blank) { printed.min(erased) } else { printed }
}

/// The least for a row in which letters are shifted, if that can gain anything.
pub(super) fn shifted(glyphs: &Glyphs, old: &Line, new: &Line) -> Option<usize> {
    if old == new {
        return None;
    }
    let distances = distances(glyphs, old, new);
    if distances.len() < 2 {
        return None;
    }
    // Before the first shift, and after it for each distance.
    let mut before = Least { way: 1, behind: FAR, over: FAR };
    let mut after = vec![Least { way: FAR, behind: FAR, over: FAR }; distances.len()];
    for (x, glyph) in new.iter().enumerate() {
        let shift = after.iter().chain([&before]).map(Least::open).min().unwrap_or(FAR) + SEQUENCE;
        let stands =
            |distance: isize| x.checked_add_signed(-distance).and_then(|x| old.get(x)) == Some(glyph);
        for (least, distance) in after.iter_mut().zip(&distances) {
            least.behind = least.behind.min(shift);
            // What a shift leaves blank is blank for nothing.
            least.step(glyphs.bytes(*glyph), stands(*distance) || *glyph == BLANK);
        }
        before.step(glyphs.bytes(*glyph), stands(0));
    }
    after.iter().map(|least| least.open().min(least.over)).chain([before.open() + SEQUENCE]).min()
}

/// The least for the cells of a row so far.
#[derive(Clone, Copy)]
struct Least {
    /// The cursor is on a way that is paid.
    way: usize,
    /// The cursor is right behind the last cell.
    behind: usize,
    /// Nothing more is to be done in the row.
    over: usize,
}

impl Least {
    fn open(&self) -> usize {
        self.way.min(self.behind)
    }

    /// Takes one cell more, which may be right already.
    fn step(&mut self, bytes: usize, right: bool) {
        let (open, behind) = (self.open(), self.behind);
        if right {
            self.over = self.over.min(behind);
            self.way = self.way.min(behind + FORWARD);
            self.behind = behind + bytes;
        } else {
            self.over = FAR;
            self.behind = open + bytes;
            self.way = self.behind + FORWARD;
        }
    }
}

/// The distances, none first, at which letters stand that are worth a shift.
fn distances(glyphs: &Glyphs, old: &Line, new: &Line) -> Vec<isize> {
    let width = isize::try_from(new.len()).expect("a row");
    let mut found = vec![0];
    for distance in (1 - width..width).filter(|distance| *distance != 0) {
        let mut gain = 0;
        let mut run = 0usize;
        for (x, glyph) in new.iter().enumerate() {
            let origin = x.checked_add_signed(-distance).and_then(|x| old.get(x));
            if origin == Some(glyph) {
                run += if *glyph == BLANK { 0 } else { glyphs.bytes(*glyph) };
            } else {
                gain += run.saturating_sub(1);
                run = 0;
            }
        }
        if gain + run.saturating_sub(1) >= SEQUENCE {
            found.push(distance);
        }
    }
    found
}
