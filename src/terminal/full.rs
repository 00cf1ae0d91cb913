//! The loop of the full screen: wait, take everything that has come, draw once.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::clock::now;
use super::ended::Ended;
use super::guard::Guard;
use super::paint::Painter;
#[cfg(unix)]
use super::signals::stop_here;
use super::signals::{Signal, listen};
use crate::app::{Asked, Window};
use crate::ui::Touch;

/// The largest picture that is drawn, in cells.
const MAX_COLUMNS: u16 = 500;
/// The largest picture that is drawn, in rows.
const MAX_ROWS: u16 = 200;

/// Shows a window on the learner's terminal until the learner leaves.
///
/// A panic gives the terminal back first, unless its thread is `minded` by somebody else.
/// However it ends, the work is handed to the disk last of all.
pub fn play(make: impl FnOnce(u16, u16) -> Window, mouse: bool, minded: fn(Option<&str>) -> bool) -> Ended {
    let size = size();
    let mut window = make(size.0, size.1);
    let output = show(&mut window, mouse, minded, size);
    Ended { kept: window.leave(now()), output }
}

fn show(
    window: &mut Window,
    mouse: bool,
    minded: fn(Option<&str>) -> bool,
    was: (u16, u16),
) -> io::Result<()> {
    let (sender, signals) = channel();
    let mut guard = Guard::new(mouse, minded)?;
    listen(&sender)?;
    // Of a change while nobody listened nobody told us.
    let (columns, rows) = size();
    if (columns, rows) != was {
        window.touch(Touch::Resize { columns, rows }, now());
    }
    run(window, &mut guard, &signals, (columns, rows))
}

fn run(
    window: &mut Window,
    guard: &mut Guard,
    signals: &Receiver<Signal>,
    (mut columns, mut rows): (u16, u16),
) -> io::Result<()> {
    let mut painter = Painter::default();
    loop {
        let mut picture = Buffer::empty(Rect::new(0, 0, columns, rows));
        let cursor = window.draw(&mut picture);
        let bytes = painter.paint(picture, cursor)?;
        if !bytes.is_empty() {
            let mut out = io::stdout().lock();
            out.write_all(&bytes)?;
            out.flush()?;
        }
        let Some(first) = wait(window, signals) else { continue };
        let mut suspend = false;
        // Keys that arrive together are drawn once.
        for signal in std::iter::once(first).chain(signals.try_iter()) {
            let asked = match signal {
                Signal::Touch(touch) => {
                    if let Touch::Resize { columns: wide, rows: high } = touch {
                        (columns, rows) = clamp(wide, high);
                        window.touch(Touch::Resize { columns, rows }, now())
                    } else {
                        window.touch(touch, now())
                    }
                }
                #[cfg(unix)]
                Signal::Suspend => Asked { suspend: true, ..Asked::default() },
                #[cfg(unix)]
                Signal::Resume => {
                    guard.take()?;
                    (columns, rows) = size();
                    window.touch(Touch::Resize { columns, rows }, now())
                }
                Signal::End => return Ok(()),
            };
            if asked.quit {
                return Ok(());
            }
            if asked.redraw {
                painter.forget();
            }
            if let Some(on) = asked.mouse {
                guard.set_mouse(on)?;
            }
            suspend |= asked.suspend;
        }
        if suspend {
            stop(guard)?;
        }
    }
}

/// Gives the terminal back and stops; [`Signal::Resume`] takes it again, whoever it was that stopped us.
#[cfg(unix)]
fn stop(guard: &Guard) -> io::Result<()> {
    guard.give();
    stop_here()
}

/// There is no shell to give the terminal back to here.
#[cfg(not(unix))]
fn stop(_: &Guard) -> io::Result<()> {
    Ok(())
}

/// The next signal; none if the window had something to do before one came.
fn wait(window: &mut Window, signals: &Receiver<Signal>) -> Option<Signal> {
    let Some(at) = window.wakes_at() else { return Some(signals.recv().unwrap_or(Signal::End)) };
    let left = u64::try_from(at.0.saturating_sub(now().0)).unwrap_or(0);
    match signals.recv_timeout(Duration::from_millis(left)) {
        Ok(signal) => Some(signal),
        Err(RecvTimeoutError::Disconnected) => Some(Signal::End),
        Err(RecvTimeoutError::Timeout) => {
            window.wake(now());
            None
        }
    }
}

fn size() -> (u16, u16) {
    let (columns, rows) = crossterm::terminal::size().unwrap_or((80, 24));
    clamp(columns, rows)
}

/// A terminal that does not know its size is taken for the usual one.
fn clamp(columns: u16, rows: u16) -> (u16, u16) {
    let or = |size: u16, usual: u16, most: u16| if size == 0 { usual } else { size.min(most) };
    (or(columns, 80, MAX_COLUMNS), or(rows, 24, MAX_ROWS))
}
