//! Places in authored files.

use std::fmt;

/// One of the files of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A stretch of bytes in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file that the bytes stand in.
    pub file: FileId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

/// A place as people name it: `lessons/a.toml:12:7`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file's path as it was given.
    pub path: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}:{}", self.path, self.line, self.column)
    }
}

/// The files that were read, so that a [`Span`] can be shown to people.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<(String, String)>,
}

impl Sources {
    /// Takes a file in and returns its name for spans.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        self.files.push((path.into(), text.into()));
        FileId(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
    }

    /// The path a file was added under.
    pub fn path(&self, file: FileId) -> &str {
        self.entry(file).0
    }

    /// The text of a file.
    pub fn text(&self, file: FileId) -> &str {
        self.entry(file).1
    }

    /// Where a span starts, for people.
    pub fn locate(&self, span: Span) -> Place {
        let (path, text) = self.entry(span.file);
        let mut start = (span.start as usize).min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Place {
            path: path.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    /// The line that a span starts in, without its end.
    pub fn line(&self, span: Span) -> &str {
        let text = self.text(span.file);
        let place = self.locate(span);
        text.lines().nth(place.line - 1).unwrap_or("")
    }

    fn entry(&self, file: FileId) -> (&str, &str) {
        match self.files.get(file.0 as usize) {
            Some((path, text)) => (path, text),
            None => ("", ""),
        }
    }
}

impl Span {
    /// An empty span at the start of a file, for complaints about the whole of it.
    pub fn top(file: FileId) -> Self {
        Self { file, start: 0, end: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let mut sources = Sources::default();
        let file = sources.add("a.toml", "one\nzwö = x\n");
        let span = Span { file, start: 10, end: 11 };
        assert_eq!(sources.locate(span).to_string(), "a.toml:2:6");
        assert_eq!(sources.line(span), "zwö = x");
    }

    #[test]
    fn a_span_beyond_the_text_is_placed_at_its_end() {
        let mut sources = Sources::default();
        let file = sources.add("a.toml", "é");
        let span = Span { file, start: 1, end: 99 };
        assert_eq!(sources.locate(span).column, 1);
        let span = Span { file, start: 99, end: 99 };
        assert_eq!(sources.locate(span).column, 2);
    }
}
