//! Everything that can happen to the loop, in one channel.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

#[cfg(not(unix))]
use super::events;
#[cfg(unix)]
use super::tty;
#[cfg(unix)]
use crate::input::{Reply, Sent};
use crate::ui::Touch;

/// One thing that happened.
#[derive(Debug)]
pub(super) enum Signal {
    /// The learner did something.
    Touch(Touch),
    /// The terminal answered.
    #[cfg(unix)]
    Reply(Reply),
    /// The system asks us to stop for a while.
    #[cfg(unix)]
    Suspend,
    /// We were stopped and go on.
    #[cfg(unix)]
    Resume,
    /// The terminal is gone, or the system asks us to end.
    End,
}

/// Ends the loop when the thread that holds it ends, by a panic, too: without keys nobody could leave.
struct EndAtLast(Sender<Signal>);

impl Drop for EndAtLast {
    fn drop(&mut self) {
        // A loop that is gone needs no end.
        let _ = self.0.send(Signal::End);
    }
}

#[cfg(unix)]
impl Signal {
    fn of(sent: Sent) -> Option<Self> {
        match sent {
            Sent::Reply(reply) => Some(Signal::Reply(reply)),
            sent => Touch::of(sent).map(Signal::Touch),
        }
    }
}

/// Starts the threads that listen to the terminal, which may have been asked something, and to the system.
pub(super) fn listen(sender: &Sender<Signal>, asked: bool) -> io::Result<()> {
    let keys = EndAtLast(sender.clone());
    #[cfg(unix)]
    let terminal = tty::open()?;
    thread::Builder::new().name("keys".to_owned()).spawn(move || {
        let EndAtLast(sender) = &keys;
        // A terminal that cannot be read any more is gone, and that ends the loop.
        #[cfg(unix)]
        let _ = tty::read(terminal, asked, |sent| {
            Signal::of(sent).is_none_or(|signal| sender.send(signal).is_ok())
        });
        #[cfg(not(unix))]
        let _ = (asked, events::read(|touch| sender.send(Signal::Touch(touch)).is_ok()));
    })?;
    listen_to_system(sender)
}

#[cfg(unix)]
fn listen_to_system(sender: &Sender<Signal>) -> io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
    use signal_hook::iterator::Signals;

    let mut signals = Signals::new([SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH])?;
    let sender = sender.clone();
    let watch = move || {
        for signal in signals.forever() {
            let signal = match signal {
                SIGTSTP => Signal::Suspend,
                SIGCONT => Signal::Resume,
                SIGWINCH => {
                    // The loop takes 0 for the usual size.
                    let (columns, rows) = crossterm::terminal::size().unwrap_or_default();
                    Signal::Touch(Touch::Resize { columns, rows })
                }
                _ => Signal::End,
            };
            if sender.send(signal).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name("signals".to_owned()).spawn(watch).map(drop)
}

/// Tells whenever the system asks us to end, until nobody wants to know any more.
#[cfg(unix)]
pub(super) fn listen_for_the_end(tell: impl Fn() -> bool + Send + 'static) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    let watch = move || {
        for _ in signals.forever() {
            if !tell() {
                return;
            }
        }
    };
    thread::Builder::new().name("signals".to_owned()).spawn(watch).map(drop)
}

#[cfg(not(unix))]
pub(super) fn listen_for_the_end(_: impl Fn() -> bool + Send + 'static) -> io::Result<()> {
    Ok(())
}

/// Makes a file size limit an error of the write that meets it, as a full disk is, not the end of the program.
///
/// # Errors
/// If the system does not let us.
#[cfg(unix)]
pub fn survive_size_limits() -> io::Result<()> {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    // Nobody looks at the flag: that the signal is handled is all that is wanted.
    let flag = Arc::new(AtomicBool::new(false));
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, flag).map(drop)
}

/// There are no such limits here.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn survive_size_limits() -> io::Result<()> {
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_the_thread_that_reads_keys_ends_the_loop() {
        let (sender, signals) = std::sync::mpsc::channel();
        let keys = EndAtLast(sender);
        let thread = thread::spawn(move || {
            let _keys = keys;
            panic!("a reply that cannot be read");
        });
        assert!(thread.join().is_err());
        assert!(matches!(signals.try_recv(), Ok(Signal::End)));
    }
}
