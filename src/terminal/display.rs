//! The learner's own terminal as something that shows pictures.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use crate::app::Window;
use crate::wire::{Capabilities, Line};

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

/// Shows pictures: the fewest bytes, one write for each, and none while too much is on its way.
pub(super) struct Display {
    line: Line,
    start: Instant,
    /// True if nothing but ASCII may be sent.
    ascii: bool,
    /// True if the newest state is not shown yet.
    stale: bool,
}

impl Display {
    /// A display that has shown nothing yet.
    pub(super) fn new((columns, rows): (u16, u16), known: Known) -> Self {
        let make = if known.asks { Line::new } else { Line::unasked };
        let line = make(Size::new(columns, rows), known.capabilities);
        Self { line, start: Instant::now(), ascii: known.ascii, stale: true }
    }

    /// Asks the terminal, on its empty alternate screen, to prove what it can do.
    pub(super) fn probe(&mut self) -> io::Result<()> {
        write(self.line.probe(self.ascii, self.start.elapsed()))
    }

    /// The window may have changed.
    pub(super) fn is_stale(&mut self) {
        self.stale = true;
    }

    /// Shows the window, now or, if the line is busy, once it is free.
    pub(super) fn show(&mut self, window: &mut Window, (columns, rows): (u16, u16)) -> io::Result<()> {
        let now = self.start.elapsed();
        if !self.stale || !self.line.ready(now) {
            return Ok(());
        }
        self.stale = false;
        window.costs(self.line.tally());
        let mut picture = Buffer::empty(Rect::new(0, 0, columns, rows));
        let cursor = window.draw(&mut picture);
        write(&self.line.draw(&picture, cursor, now))
    }

    /// How long until a picture that is held back is shown all the same; none if none is held back.
    pub(super) fn opens_in(&self) -> Option<Duration> {
        let at = self.line.opens_at().filter(|_| self.stale)?;
        Some(at.saturating_sub(self.start.elapsed()))
    }

    /// A key was pressed.
    pub(super) fn touched(&mut self) {
        self.line.touched(1);
    }

    /// The terminal answered.
    #[cfg(unix)]
    pub(super) fn hear(&mut self, reply: &crate::input::Reply) {
        use crate::input::Reply;

        let now = self.start.elapsed();
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
    pub(super) fn answers(&self) -> bool {
        self.line.answers()
    }

    /// True while an answer is to be expected.
    pub(super) fn awaits_answer(&self) -> bool {
        self.line.awaits_answer()
    }

    /// The speed of the line in bytes a second, if it was measured.
    pub(super) fn speed(&self) -> Option<usize> {
        self.line.speed()
    }

    /// Trusts nothing about the screen any more.
    pub(super) fn forget(&mut self) {
        self.line.forget();
        self.stale = true;
    }

    /// Leaves pen, margins and cursor as others expect them.
    pub(super) fn leave(&mut self) -> io::Result<()> {
        self.stale = true;
        write(&self.line.leave())
    }
}

/// All at once, so that the line carries one packet.
fn write(bytes: &[u8]) -> io::Result<()> {
    if bytes.is_empty() {
        return Ok(());
    }
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}
