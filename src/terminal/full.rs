//! The loop of the full screen: wait, take everything that has come, draw once.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use super::clock::now;
use super::ended::Ended;
use super::guard::Guard;
use super::output::Output;
#[cfg(unix)]
use super::signals::stop_here;
use super::signals::{Signal, listen};
use crate::app::{Asked, Display, Known, Window};
use crate::ui::Touch;

/// So long leaving waits for an answer that would be typed into the shell.
const LAST_ANSWER: Duration = Duration::from_secs(2);
/// The same, if the terminal has not answered anything yet and may be one that never does.
const FIRST_ANSWER: Duration = Duration::from_millis(300);

/// How the terminal is used.
#[derive(Clone, Copy, Debug)]
pub struct Setup {
    /// What is known of it.
    pub known: Known,
    /// True if it reports the mouse from the start.
    pub mouse: bool,
    /// Whose panics are minded by somebody else, by the name of the thread.
    pub minded: fn(Option<&str>) -> bool,
}

/// Shows a window on the learner's terminal until the learner leaves.
///
/// A panic gives the terminal back first, unless its thread is minded by somebody else.
/// However it ends, the work is handed to the disk last of all.
pub fn play(make: impl FnOnce(u16, u16) -> Window, setup: Setup) -> Ended {
    let size = size();
    let mut window = make(size.0, size.1);
    let output = show(&mut window, setup, size);
    Ended { kept: window.leave(now()), output }
}

fn show(window: &mut Window, setup: Setup, was: (u16, u16)) -> io::Result<()> {
    let (sender, signals) = channel();
    let mut guard = Guard::new(setup.mouse, setup.minded)?;
    // Only where we read the answers ourselves can there be any.
    let asks = setup.known.asks && cfg!(unix);
    let mut output = Output::new(was, Known { asks, ..setup.known });
    if asks {
        output.probe()?;
    }
    listen(&sender, asks)?;
    // Of a change while nobody listened nobody told us.
    let (columns, rows) = size();
    if (columns, rows) != was {
        window.touch(Touch::Resize { columns, rows }, now());
    }
    let ended = run(window, &mut guard, &mut output, &signals, (columns, rows));
    if ended.as_ref().is_ok_and(|ended| *ended == Over::Left) {
        hear_out(&mut output, &signals);
    }
    output.leave().and(ended.map(drop))
}

/// How the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Over {
    /// The learner left.
    Left,
    /// The terminal is gone, or the system asked us to end.
    Ended,
}

fn run(
    window: &mut Window,
    guard: &mut Guard,
    output: &mut Output,
    signals: &Receiver<Signal>,
    mut cells: (u16, u16),
) -> io::Result<Over> {
    loop {
        output.show(window, cells)?;
        let Some(first) = wait(window, output, signals) else { continue };
        let mut suspend = false;
        // Keys that arrive together are drawn once.
        for signal in std::iter::once(first).chain(signals.try_iter()) {
            let asked = match signal {
                Signal::Touch(Touch::Resize { columns, rows }) => resize(window, &mut cells, (columns, rows)),
                Signal::Touch(touch) => {
                    if matches!(touch, Touch::Key(_)) {
                        output.touched();
                    }
                    output.is_stale();
                    window.touch(touch, now())
                }
                #[cfg(unix)]
                Signal::Reply(reply) => {
                    output.hear(&reply);
                    if window.line_is_known(output.speed()) {
                        output.is_stale();
                    }
                    Asked::default()
                }
                #[cfg(unix)]
                Signal::Suspend => Asked { suspend: true, ..Asked::default() },
                #[cfg(unix)]
                Signal::Resume => {
                    guard.take()?;
                    resize(window, &mut cells, size())
                }
                Signal::End => return Ok(Over::Ended),
            };
            if asked.quit || (asked.leave && window.secure(now())) {
                return Ok(Over::Left);
            }
            if asked.redraw {
                output.forget();
            }
            if let Some(on) = asked.mouse {
                guard.set_mouse(on)?;
            }
            suspend |= asked.suspend;
        }
        if suspend {
            hear_out(output, signals);
            output.leave()?;
            stop(guard)?;
        }
    }
}

fn resize(window: &mut Window, cells: &mut (u16, u16), (columns, rows): (u16, u16)) -> Asked {
    *cells = Display::clamp(columns, rows);
    window.touch(Touch::Resize { columns: cells.0, rows: cells.1 }, now())
}

/// Waits a moment for answers that are on their way: whoever reads the terminal next would take them for keys.
fn hear_out(output: &mut Output, signals: &Receiver<Signal>) {
    let patience = if output.answers() { LAST_ANSWER } else { FIRST_ANSWER };
    let end = Instant::now() + patience;
    while output.awaits_answer() {
        match signals.recv_timeout(end.saturating_duration_since(Instant::now())) {
            #[cfg(unix)]
            Ok(Signal::Reply(reply)) => output.hear(&reply),
            Ok(Signal::End) | Err(_) => return,
            Ok(_) => {}
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

/// The next signal; none if the window or the output had something to do before one came.
fn wait(window: &mut Window, output: &mut Output, signals: &Receiver<Signal>) -> Option<Signal> {
    let due = window.wakes_at();
    let until_due =
        due.map(|at| Duration::from_millis(u64::try_from(at.0.saturating_sub(now().0)).unwrap_or(0)));
    let Some(left) = until_due.into_iter().chain(output.opens_in()).min() else {
        return Some(signals.recv().unwrap_or(Signal::End));
    };
    match signals.recv_timeout(left) {
        Ok(signal) => Some(signal),
        Err(RecvTimeoutError::Disconnected) => Some(Signal::End),
        Err(RecvTimeoutError::Timeout) => {
            if due.is_some_and(|at| at <= now()) {
                window.wake(now());
                output.is_stale();
            }
            None
        }
    }
}

fn size() -> (u16, u16) {
    let (columns, rows) = crossterm::terminal::size().unwrap_or((80, 24));
    Display::clamp(columns, rows)
}
