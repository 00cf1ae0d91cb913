//! The bytes of the terminal, as touches.

use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use crate::input::Decoder;
use crate::ui::Touch;

/// How much is read at once; what a hand can send is far less.
const AT_ONCE: usize = 4 * 1024;

/// The terminal that sends the keys: standard input or, if that is something else, the one that controls us.
pub(super) fn open() -> io::Result<OwnedFd> {
    let input = io::stdin();
    if input.is_terminal() {
        return input.as_fd().try_clone_to_owned();
    }
    File::open("/dev/tty").map(OwnedFd::from)
}

/// Hands over what is touched until the terminal is gone or nobody takes it any more.
///
/// # Errors
/// If the terminal cannot be read, which on some systems is how it is gone.
pub(super) fn read(terminal: &OwnedFd, mut take: impl FnMut(Touch) -> bool) -> io::Result<()> {
    let mut terminal = File::from(terminal.try_clone()?);
    let start = Instant::now();
    let mut decoder = Decoder::new();
    let mut bytes = [0; AT_ONCE];
    loop {
        let left = decoder.wakes_at().map(|at| at.saturating_sub(start.elapsed()));
        // Only silence makes an ESC the Esc key: what waits to be read goes before the clock.
        let sent = if is_ready(&terminal, left)? {
            match terminal.read(&mut bytes) {
                Ok(0) => return Ok(()),
                Ok(count) => decoder.feed(bytes.get(..count).unwrap_or_default(), start.elapsed()),
                // Another program may have left the terminal in its non-blocking mode.
                Err(error) if matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::WouldBlock) => {
                    continue;
                }
                Err(error) => return Err(error),
            }
        } else {
            decoder.expire(start.elapsed())
        };
        for touch in sent.into_iter().filter_map(Touch::of) {
            if !take(touch) {
                return Ok(());
            }
        }
    }
}

/// Waits until there is something to read, its end included, or the time is over. True if there is something to read.
///
/// A signal only makes it return early, as if the time were over: the caller looks at its clock again.
fn is_ready(terminal: &File, time: Option<Duration>) -> io::Result<bool> {
    let time = time.and_then(|time| Timespec::try_from(time).ok());
    match poll(&mut [PollFd::new(terminal, PollFlags::IN)], time.as_ref()) {
        Ok(ready) => Ok(ready > 0),
        Err(Errno::INTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::mpsc::channel;

    use super::*;
    use crate::keymap::Key;

    fn key(word: &str) -> Touch {
        Touch::Key(word.parse::<Key>().unwrap())
    }

    #[test]
    fn keys_come_one_by_one_and_the_end_is_heard() {
        let (reader, mut writer) = io::pipe().unwrap();
        let (sender, touches) = channel();
        let thread = std::thread::spawn(move || read(&reader.into(), |touch| sender.send(touch).is_ok()));
        writer.write_all(b"a\x1b[").unwrap();
        assert_eq!(touches.recv(), Ok(key("a")));
        writer.write_all(b"1;5").unwrap();
        writer.write_all(b"Ab\x1b").unwrap();
        assert_eq!(touches.recv(), Ok(key("ctrl-up")));
        assert_eq!(touches.recv(), Ok(key("b")));
        // Nothing more is written: the clock alone makes this a key.
        assert_eq!(touches.recv(), Ok(key("esc")));
        drop(writer);
        assert!(thread.join().unwrap().is_ok());
        assert!(touches.recv().is_err());
    }

    #[test]
    fn nobody_to_take_what_comes_is_an_end_too() {
        let (reader, mut writer) = io::pipe().unwrap();
        writer.write_all(b"abc").unwrap();
        let mut taken = Vec::new();
        read(&reader.into(), |touch| {
            taken.push(touch);
            taken.len() < 2
        })
        .unwrap();
        assert_eq!(taken, [key("a"), key("b")]);
    }
}
