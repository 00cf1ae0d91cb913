//! A long answer in pieces, so that its end is told from a line that broke off.
//!
//! Each piece is its length in digits, a newline, and as many bytes; a piece of no length is the end.

use std::io::{self, BufRead, Read, Write};

/// The longest line with a length, in bytes.
const MAX_HEAD: u64 = 20;

/// Writes pieces; [`Frames::end`] says that it was all.
pub(super) struct Frames<W: Write>(W);

impl<W: Write> Frames<W> {
    pub(super) fn new(out: W) -> Self {
        Self(out)
    }

    pub(super) fn end(mut self) -> io::Result<W> {
        self.0.write_all(b"0\n")?;
        Ok(self.0)
    }
}

impl<W: Write> Write for Frames<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // An empty piece would be the end.
        if !bytes.is_empty() {
            writeln!(self.0, "{}", bytes.len())?;
            self.0.write_all(bytes)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Reads what [`Frames`] wrote; one that breaks off is an error.
pub(super) struct Unframed<R: BufRead> {
    from: R,
    left: u64,
    over: bool,
}

impl<R: BufRead> Unframed<R> {
    pub(super) fn new(from: R) -> Self {
        Self { from, left: 0, over: false }
    }

    /// What comes behind the end.
    pub(super) fn rest(&mut self) -> &mut R {
        &mut self.from
    }

    fn head(&mut self) -> io::Result<u64> {
        let mut head = String::new();
        self.from.by_ref().take(MAX_HEAD).read_line(&mut head)?;
        let length = head.strip_suffix('\n').and_then(|digits| digits.parse().ok());
        length.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

impl<R: BufRead> Read for Unframed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() || self.over {
            return Ok(0);
        }
        if self.left == 0 {
            self.left = self.head()?;
            self.over = self.left == 0;
            if self.over {
                return Ok(0);
            }
        }
        let read = self.from.by_ref().take(self.left).read(into)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left -= read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed() -> Vec<u8> {
        let mut out = Frames::new(Vec::new());
        for piece in ["0\n", "", "one\ntwo\n"] {
            out.write_all(piece.as_bytes()).unwrap();
        }
        let mut bytes = out.end().unwrap();
        bytes.extend_from_slice(b"behind");
        bytes
    }

    #[test]
    fn what_was_written_is_read_and_what_is_behind_stays() {
        let bytes = framed();
        let mut frames = Unframed::new(bytes.as_slice());
        let mut read = String::new();
        frames.read_to_string(&mut read).unwrap();
        assert_eq!(read, "0\none\ntwo\n");
        assert_eq!(*frames.rest(), b"behind");
    }

    #[test]
    fn what_breaks_off_anywhere_is_an_error() {
        let bytes = framed();
        for length in 0..bytes.len() - b"behind".len() {
            let mut read = Vec::new();
            let broken = Unframed::new(&bytes[..length]).read_to_end(&mut read);
            assert!(broken.is_err(), "{length}");
        }
    }
}
