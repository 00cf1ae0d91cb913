//! Everything that can happen to the loop, in one channel.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use super::input::touch;
use crate::ui::Touch;

/// One thing that happened.
#[derive(Debug)]
pub(super) enum Signal {
    /// The learner did something.
    Touch(Touch),
    /// The system asks us to stop for a while.
    #[cfg(unix)]
    Suspend,
    /// We were stopped and go on.
    #[cfg(unix)]
    Resume,
    /// The terminal is gone, or the system asks us to end.
    End,
}

/// Starts the threads that listen to the terminal and to the system.
pub(super) fn listen(sender: &Sender<Signal>) -> io::Result<()> {
    let keys = sender.clone();
    thread::Builder::new().name("keys".to_owned()).spawn(move || {
        loop {
            let signal = match crossterm::event::read() {
                Ok(event) => touch(event).map(Signal::Touch),
                Err(_) => Some(Signal::End),
            };
            let end = matches!(signal, Some(Signal::End));
            if signal.is_some_and(|signal| keys.send(signal).is_err()) || end {
                return;
            }
        }
    })?;
    listen_to_system(sender)
}

#[cfg(unix)]
fn listen_to_system(sender: &Sender<Signal>) -> io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::Signals;

    let mut signals = Signals::new([SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP])?;
    let sender = sender.clone();
    let watch = move || {
        for signal in signals.forever() {
            let signal = match signal {
                SIGTSTP => Signal::Suspend,
                SIGCONT => Signal::Resume,
                _ => Signal::End,
            };
            if sender.send(signal).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name("signals".to_owned()).spawn(watch).map(drop)
}

#[cfg(not(unix))]
fn listen_to_system(_: &Sender<Signal>) -> io::Result<()> {
    Ok(())
}

/// Stops this process until it is told to go on.
#[cfg(unix)]
pub(super) fn stop_here() -> io::Result<()> {
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
}

/// There is nothing to give the terminal back to here.
#[cfg(not(unix))]
pub(super) fn stop_here() -> io::Result<()> {
    Ok(())
}
