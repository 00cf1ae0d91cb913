//! The loop of line mode: read a line, say what came of it.

use std::io::{self, BufRead, IsTerminal, Read, Write};

use super::clock::now;
use crate::app::{Kept, Talker};
use crate::linear::MAX_HEARD;

/// Talks on standard input and output until the learner leaves or the input ends.
///
/// # Errors
/// If standard output is gone; the work is on the disk all the same.
pub fn talk(mut talker: Talker, news: &[String]) -> io::Result<Kept> {
    let mut input = io::stdin().lock();
    let echo = !io::stdin().is_terminal();
    let mut out = io::stdout().lock();
    for line in news {
        writeln!(out, "{line}")?;
    }
    write!(out, "{}", talker.begin())?;
    loop {
        write!(out, "{}", talker.prompt())?;
        out.flush()?;
        let Some(line) = read_line(&mut input)? else {
            let (words, kept) = talker.end(now());
            write!(out, "\n{words}")?;
            out.flush()?;
            return Ok(kept);
        };
        if echo {
            // What a pipe sends is seen nowhere else, and a transcript needs it.
            writeln!(out, "{}", crate::text::clean_line(&line))?;
        }
        let said = talker.hear(&line, now());
        write!(out, "{}", said.words)?;
        if said.over {
            out.flush()?;
            return Ok(talker.leave());
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
