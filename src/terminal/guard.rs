//! The terminal as we need it, and as we found it again.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::Hide;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::execute;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};

use crate::wire;

/// While it lives, the terminal is in raw mode on the alternate screen; dropped, it is as it was.
pub(super) struct Guard {
    mouse: bool,
    /// True while the terminal is ours; giving it back twice would move the cursor over what was printed since.
    ours: Arc<AtomicBool>,
}

impl Guard {
    /// Takes the terminal over; a panic gives it back before its message is printed.
    ///
    /// Panics of threads that are `minded` by others are passed over.
    pub(super) fn new(mouse: bool, minded: fn(Option<&str>) -> bool) -> io::Result<Self> {
        let ours = Arc::new(AtomicBool::new(false));
        let mut guard = Self { mouse, ours: Arc::clone(&ours) };
        let last = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !minded(std::thread::current().name()) {
                give_back(&ours);
                last(info);
            }
        }));
        guard.take()?;
        Ok(guard)
    }

    /// Takes the terminal over again, after it was given back for a while.
    pub(super) fn take(&mut self) -> io::Result<()> {
        self.ours.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, Hide)?;
        self.set_mouse(self.mouse)
    }

    /// Gives the terminal back for a while.
    pub(super) fn give(&self) {
        give_back(&self.ours);
    }

    pub(super) fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        if on {
            execute!(io::stdout(), EnableMouseCapture)?;
        } else if self.mouse {
            execute!(io::stdout(), DisableMouseCapture)?;
        }
        self.mouse = on;
        Ok(())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back(&self.ours);
    }
}

/// Nothing can be done about a terminal that is gone, so errors are passed over here.
fn give_back(ours: &AtomicBool) {
    if !ours.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    let _ = out.write_all(wire::RESTORE);
    let _ = execute!(out, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen);
    let _ = out.flush();
    let _ = disable_raw_mode();
}
