//! A terminal at the end of some line, as something that shows pictures.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};

use super::{Scratch, Window};
use crate::input::Reply;
use crate::wire::{Capabilities, Line};

/// The widest picture that is drawn, in cells.
const MAX_COLUMNS: u16 = 500;
/// The highest picture that is drawn, in rows.
const MAX_ROWS: u16 = 200;

/// What is known of a terminal before it says anything.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// What it can be relied on for.
    pub capabilities: Capabilities,
    /// True if it may be sent nothing but ASCII.
    pub ascii: bool,
    /// True if it may be asked; where it answers nothing no harm is done.
    pub asks: bool,
}

/// Says what to send so that a terminal shows a window: the fewest bytes, and none while too much is on its way.
///
/// It writes nothing itself. All times are since one moment and never go back.
pub struct Display {
    line: Line,
    scratch: Scratch,
    /// True if nothing but ASCII may be sent.
    ascii: bool,
    /// True if the newest state is not shown yet.
    stale: bool,
}

impl Display {
    /// A display that has shown nothing yet.
    #[must_use]
    pub fn new((columns, rows): (u16, u16), known: Known) -> Self {
        let make = if known.asks { Line::new } else { Line::unasked };
        let line = make(Size::new(columns, rows), known.capabilities);
        Self { line, scratch: Scratch::default(), ascii: known.ascii, stale: true }
    }

    /// Draws in buffers that others draw in, too.
    #[must_use]
    pub fn drawing_in(self, scratch: Scratch) -> Self {
        Self { scratch, ..self }
    }

    /// A size that can be drawn; a terminal that does not know its size is taken for the usual one.
    #[must_use]
    pub fn clamp(columns: u16, rows: u16) -> (u16, u16) {
        let or = |size: u16, usual: u16, most: u16| if size == 0 { usual } else { size.min(most) };
        (or(columns, 80, MAX_COLUMNS), or(rows, 24, MAX_ROWS))
    }

    /// The bytes that ask the terminal, on its empty alternate screen, to prove what it can do.
    pub fn probe(&mut self, now: Duration) -> &'static [u8] {
        self.line.probe(self.ascii, now)
    }

    /// The window may have changed.
    pub fn is_stale(&mut self) {
        self.stale = true;
    }

    /// The bytes that show the window as it is now; none if it is shown, or while the line is busy.
    pub fn show(&mut self, window: &mut Window, (columns, rows): (u16, u16), now: Duration) -> Vec<u8> {
        let tally = self.line.tally();
        self.paint((columns, rows), now, |picture| {
            window.costs(tally);
            window.draw(picture)
        })
    }

    /// The same for whatever draws a picture and says where the cursor is.
    pub fn paint(
        &mut self,
        (columns, rows): (u16, u16),
        now: Duration,
        draw: impl FnOnce(&mut Buffer) -> Option<Position>,
    ) -> Vec<u8> {
        if !self.stale || !self.line.ready(now) {
            return Vec::new();
        }
        let line = &mut self.line;
        let bytes = self.scratch.lend(columns, rows, |picture| {
            let cursor = draw(picture);
            line.draw(picture, cursor, now)
        });
        // What is left of a large picture on a slow line gives way to a newer one.
        self.stale = self.line.unfinished();
        bytes
    }

    /// When a picture that is held back is shown all the same; none if none is held back.
    #[must_use]
    pub fn opens_at(&self) -> Option<Duration> {
        let free = self.line.unfinished().then_some(Duration::ZERO);
        self.line.opens_at().or(free).filter(|_| self.stale)
    }

    /// A key was pressed.
    pub fn touched(&mut self) {
        self.line.touched(1);
    }

    /// The terminal answered.
    pub fn hear(&mut self, reply: &Reply, now: Duration) {
        match reply {
            Reply::Ready | Reply::Fault => self.line.came_so_far(now),
            Reply::Cursor { column, .. } => self.line.cursor_is_at(column.saturating_add(1), now),
            Reply::Attributes(_)
            | Reply::Model(_)
            | Reply::Mode { .. }
            | Reply::Name(_)
            | Reply::Background(_) => {}
        }
    }

    /// True if the terminal has answered anything yet.
    #[must_use]
    pub fn answers(&self) -> bool {
        self.line.answers()
    }

    /// True while an answer is to be expected.
    #[must_use]
    pub fn awaits_answer(&self) -> bool {
        self.line.awaits_answer()
    }

    /// The speed of the line in bytes a second, if it was measured.
    #[must_use]
    pub fn speed(&self) -> Option<usize> {
        self.line.speed()
    }

    /// The time of the way there and back, if it was measured.
    #[must_use]
    pub fn round_trip(&self) -> Option<Duration> {
        self.line.round_trip()
    }

    /// Trusts nothing about the screen any more.
    pub fn forget(&mut self) {
        self.line.forget();
        self.stale = true;
    }

    /// The bytes that leave pen, margins and cursor as others expect them.
    pub fn leave(&mut self) -> Vec<u8> {
        self.stale = true;
        self.line.leave()
    }
}
