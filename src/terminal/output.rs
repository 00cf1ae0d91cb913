//! A display whose line is standard output.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use crate::app::{Display, Known, Window};

/// Shows pictures on standard output, one write for each.
pub(super) struct Output {
    display: Display,
    start: Instant,
}

impl Output {
    /// An output that has shown nothing yet.
    pub(super) fn new(size: (u16, u16), known: Known) -> Self {
        Self { display: Display::new(size, known), start: Instant::now() }
    }

    /// Asks the terminal, on its empty alternate screen, to prove what it can do.
    pub(super) fn probe(&mut self) -> io::Result<()> {
        write(self.display.probe(self.start.elapsed()))
    }

    /// The window may have changed.
    pub(super) fn is_stale(&mut self) {
        self.display.is_stale();
    }

    /// Shows the window, now or, if the line is busy, once it is free.
    pub(super) fn show(&mut self, window: &mut Window, cells: (u16, u16)) -> io::Result<()> {
        write(&self.display.show(window, cells, self.start.elapsed()))
    }

    /// How long until a picture that is held back is shown all the same; none if none is held back.
    pub(super) fn opens_in(&self) -> Option<Duration> {
        Some(self.display.opens_at()?.saturating_sub(self.start.elapsed()))
    }

    /// A key was pressed.
    pub(super) fn touched(&mut self) {
        self.display.touched();
    }

    /// The terminal answered.
    #[cfg(unix)]
    pub(super) fn hear(&mut self, reply: &crate::input::Reply) {
        self.display.hear(reply, self.start.elapsed());
    }

    /// True if the terminal has answered anything yet.
    pub(super) fn answers(&self) -> bool {
        self.display.answers()
    }

    /// True while an answer is to be expected.
    pub(super) fn awaits_answer(&self) -> bool {
        self.display.awaits_answer()
    }

    /// The speed of the line in bytes a second, if it was measured.
    pub(super) fn speed(&self) -> Option<usize> {
        self.display.speed()
    }

    /// Trusts nothing about the screen any more.
    pub(super) fn forget(&mut self) {
        self.display.forget();
    }

    /// Leaves pen, margins and cursor as others expect them.
    pub(super) fn leave(&mut self) -> io::Result<()> {
        write(&self.display.leave())
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
