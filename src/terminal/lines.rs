//! The loop of line mode: read a line, say what came of it.

use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use super::clock::now;
use super::ended::Ended;
use super::signals::listen_for_the_end;
use crate::app::Talker;
use crate::linear::MAX_HEARD;

/// So many lines are read ahead of the answers.
const MAX_AHEAD: usize = 16;

/// What the loop waits for.
enum Signal {
    Line(String),
    /// The input ended, or cannot be read any more.
    Over(io::Result<()>),
    /// The system asks us to end.
    End,
}

/// Talks on standard input and output until the learner leaves or the input ends.
///
/// However it ends, the work is handed to the disk last of all.
pub fn talk(mut talker: Talker, news: &[String]) -> Ended {
    match converse(&mut talker, news) {
        Ok(true) => Ended { kept: talker.leave(), output: Ok(()) },
        Ok(false) => {
            let (words, kept) = talker.end(now());
            let mut out = io::stdout().lock();
            Ended { kept, output: write!(out, "\n{words}").and_then(|()| out.flush()) }
        }
        Err(error) => Ended { kept: talker.end(now()).1, output: Err(error) },
    }
}

/// True if the learner left; false at the end of the input.
fn converse(talker: &mut Talker, news: &[String]) -> io::Result<bool> {
    let (sender, signals) = sync_channel(MAX_AHEAD);
    listen(sender)?;
    let echo = !io::stdin().is_terminal();
    let mut out = io::stdout().lock();
    for line in news {
        writeln!(out, "{line}")?;
    }
    write!(out, "{}", talker.begin())?;
    loop {
        write!(out, "{}", talker.prompt())?;
        out.flush()?;
        let line = match wait(talker, &signals) {
            Signal::Line(line) => line,
            Signal::Over(ended) => return ended.map(|()| false),
            Signal::End => return Ok(false),
        };
        if echo {
            // What a pipe sends is seen nowhere else, and a transcript needs it.
            writeln!(out, "{}", crate::text::clean_line(&line))?;
        }
        let said = talker.hear(&line, now());
        write!(out, "{}", said.words)?;
        if said.over {
            out.flush()?;
            return Ok(true);
        }
    }
}

/// Starts the threads that listen to the input and to the system.
fn listen(sender: SyncSender<Signal>) -> io::Result<()> {
    let end = sender.clone();
    listen_for_the_end(move || end.send(Signal::End).is_ok())?;
    let read = move || {
        let mut input = io::stdin().lock();
        loop {
            let signal = match read_line(&mut input) {
                Ok(Some(line)) => Signal::Line(line),
                Ok(None) => Signal::Over(Ok(())),
                Err(error) => Signal::Over(Err(error)),
            };
            let over = matches!(signal, Signal::Over(_));
            if sender.send(signal).is_err() || over {
                return;
            }
        }
    };
    thread::Builder::new().name("lines".to_owned()).spawn(read).map(drop)
}

/// The next signal; what is due meanwhile is done.
fn wait(talker: &mut Talker, signals: &Receiver<Signal>) -> Signal {
    loop {
        let Some(at) = talker.wakes_at() else { return signals.recv().unwrap_or(Signal::End) };
        let left = u64::try_from(at.0.saturating_sub(now().0)).unwrap_or(0);
        match signals.recv_timeout(Duration::from_millis(left)) {
            Ok(signal) => return signal,
            Err(RecvTimeoutError::Disconnected) => return Signal::End,
            Err(RecvTimeoutError::Timeout) => talker.wake(now()),
        }
    }
}

/// Asks on the terminal before anything else begins; nothing at the end of the input.
///
/// # Errors
/// If the terminal cannot be read or written.
pub fn ask_line(question: &str) -> io::Result<Option<String>> {
    let mut out = io::stdout().lock();
    write!(out, "{question}")?;
    out.flush()?;
    read_line(&mut io::stdin().lock())
}

/// A line without its end; the rest of one that is too long is read and dropped.
fn read_line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let limit = MAX_HEARD as u64 + 2;
    if input.by_ref().take(limit).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    while !bytes.ends_with(b"\n") && bytes.len() as u64 >= limit {
        let mut rest = Vec::new();
        if input.by_ref().take(limit).read_until(b'\n', &mut rest)? == 0 || rest.ends_with(b"\n") {
            break;
        }
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok(Some(text.trim_end_matches(['\n', '\r']).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_any_length_and_end_are_read_one_by_one() {
        let long = "x".repeat(3 * MAX_HEARD);
        let text = format!("one\r\n{long}\ntwo\nlast");
        let mut input = text.as_bytes();
        let mut lines = Vec::new();
        while let Some(line) = read_line(&mut input).unwrap() {
            lines.push(line);
        }
        assert_eq!(lines.len(), 4);
        assert_eq!((lines[0].as_str(), lines[2].as_str(), lines[3].as_str()), ("one", "two", "last"));
        assert!(lines[1].len() > MAX_HEARD, "its reader still sees that it is too long");
    }
}
