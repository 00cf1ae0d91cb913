//! The bytes of the terminal, as keys, touches and answers.

use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Read};
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use crate::input::{Decoder, Sent};

/// How much is read at once; what a hand can send is far less.
const AT_ONCE: usize = 4 * 1024;

/// The terminal that sends the keys: standard input or, if that is something else, the one that controls us.
pub(super) fn open() -> io::Result<File> {
    let input = io::stdin();
    if input.is_terminal() {
        return input.as_fd().try_clone_to_owned().map(File::from);
    }
    File::open("/dev/tty")
}

/// Hands over what is sent until the terminal is gone or nobody takes it any more.
///
/// If it was asked where its cursor is, the answer is told from keys that look like it.
///
/// # Errors
/// If the terminal cannot be read, which on some systems is how it is gone.
pub(super) fn read(mut terminal: File, asked: bool, mut take: impl FnMut(Sent) -> bool) -> io::Result<()> {
    let start = Instant::now();
    let mut decoder = Decoder::new();
    if asked {
        decoder.expect_cursor(Duration::ZERO);
    }
    let mut bytes = [0; AT_ONCE];
    loop {
        let left = decoder.wakes_at().map(|at| at.saturating_sub(start.elapsed()));
        let ready = match is_ready(&terminal, left) {
            // A signal says nothing about the clock: only silence makes an ESC the Esc key.
            Err(Errno::INTR) => continue,
            other => other?,
        };
        let sent = if ready {
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
        for sent in sent {
            if !take(sent) {
                return Ok(());
            }
        }
    }
}

/// Waits until there is something to read, the end included, or the time is over; true if there is.
fn is_ready(terminal: &File, time: Option<Duration>) -> Result<bool, Errno> {
    let time = time.and_then(|time| Timespec::try_from(time).ok());
    poll(&mut [PollFd::new(terminal, PollFlags::IN)], time.as_ref()).map(|ready| ready > 0)
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::os::fd::OwnedFd;
    use std::sync::mpsc::channel;

    use super::*;
    use crate::keymap::Key;

    fn key(word: &str) -> Sent {
        Sent::Key(word.parse::<Key>().unwrap())
    }

    fn file(pipe: io::PipeReader) -> File {
        File::from(OwnedFd::from(pipe))
    }

    #[test]
    fn keys_come_one_by_one_and_the_end_is_heard() {
        let (reader, mut writer) = io::pipe().unwrap();
        let (sender, touches) = channel();
        let thread =
            std::thread::spawn(move || read(file(reader), false, |touch| sender.send(touch).is_ok()));
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
        read(file(reader), false, |touch| {
            taken.push(touch);
            taken.len() < 2
        })
        .unwrap();
        assert_eq!(taken, [key("a"), key("b")]);
    }
}
