//! One line at a time from bytes that may be anything.

use std::io::{self, BufRead, Read};

use super::record::MAX_LINE;

/// What comes next in a file of lines.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    Line,
    /// Bytes without an end of line.
    Torn,
    /// The disk refuses to give more.
    Unreadable,
    End,
}

/// Reads one line without its end; of an overlong one only the beginning is kept.
pub(super) fn next_line(reader: &mut dyn BufRead, bytes: &mut Vec<u8>) -> Next {
    let limit = MAX_LINE as u64 + 2;
    match (&mut *reader).take(limit).read_until(b'\n', bytes) {
        Err(_) => return Next::Unreadable,
        Ok(0) => return Next::End,
        Ok(_) => {}
    }
    if bytes.pop_if(|last| *last == b'\n').is_some() {
        return Next::Line;
    }
    if (bytes.len() as u64) < limit {
        return Next::Torn;
    }
    loop {
        let (skipped, found) = match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return Next::Unreadable,
            Ok([]) => return Next::Torn,
            Ok(more) => match more.iter().position(|&byte| byte == b'\n') {
                Some(place) => (place + 1, true),
                None => (more.len(), false),
            },
        };
        reader.consume(skipped);
        if found {
            return Next::Line;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> Vec<(Next, usize)> {
        let mut reader = io::BufReader::with_capacity(1_000, bytes);
        let mut all = Vec::new();
        loop {
            let mut line = Vec::new();
            match next_line(&mut reader, &mut line) {
                Next::End => return all,
                next => all.push((next, line.len())),
            }
        }
    }

    #[test]
    fn lines_end_where_they_should() {
        assert_eq!(told(b""), []);
        assert_eq!(told(b"\n"), [(Next::Line, 0)]);
        assert_eq!(told(b"ab\n\nc"), [(Next::Line, 2), (Next::Line, 0), (Next::Torn, 1)]);
    }

    #[test]
    fn a_line_without_end_fills_no_memory() {
        let mut bytes = vec![b'x'; MAX_LINE * 3];
        assert_eq!(told(&bytes), [(Next::Torn, MAX_LINE + 2)]);
        bytes.extend_from_slice(b"\nok\n");
        assert_eq!(told(&bytes), [(Next::Line, MAX_LINE + 2), (Next::Line, 2)]);
        let longest = [vec![b'x'; MAX_LINE], vec![b'\n']].concat();
        assert_eq!(told(&longest), [(Next::Line, MAX_LINE)]);
    }
}
