//! Places in authored files.

use std::fmt;
use std::sync::Arc;

use crate::text::clean_line;

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
    files: Vec<File>,
}

#[derive(Debug)]
struct File {
    path: String,
    text: Arc<str>,
    /// Where each line starts, so that thousands of complaints are placed without reading all again.
    lines: Vec<usize>,
}

impl Sources {
    /// Takes a file in and returns its name for spans.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let text = text.into();
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(ends).collect();
        self.files.push(File { path: path.into(), text, lines });
        FileId(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
    }

    /// The path a file was added under.
    pub fn path(&self, file: FileId) -> &str {
        self.entry(file).map_or("", |file| &file.path)
    }

    /// The text of a file.
    pub fn text(&self, file: FileId) -> &str {
        self.entry(file).map_or("", |file| &file.text)
    }

    /// Where a span starts, for people; a name of a file may hold anything, so its path is cleaned.
    pub fn locate(&self, span: Span) -> Place {
        let path = clean_line(self.path(span.file));
        let Some((line, head, _)) = self.cut(span) else { return Place { path, line: 1, column: 1 } };
        Place { path, line, column: head.chars().count() + 1 }
    }

    /// The line that a span starts in, without its end.
    pub fn line(&self, span: Span) -> &str {
        self.cut(span).and_then(|(_, _, rest)| rest.lines().next()).unwrap_or("")
    }

    /// The number of the line a span starts in, the line up to the span, and all from the line on.
    fn cut(&self, span: Span) -> Option<(usize, &str, &str)> {
        let file = self.entry(span.file)?;
        let mut start = (span.start as usize).min(file.text.len());
        while !file.text.is_char_boundary(start) {
            start -= 1;
        }
        let line = file.lines.partition_point(|first| *first <= start);
        let rest = file.text.get(*file.lines.get(line.checked_sub(1)?)?..)?;
        let head = file.text.get(file.text.len() - rest.len()..start)?;
        Some((line, head, rest))
    }

    fn entry(&self, file: FileId) -> Option<&File> {
        self.files.get(file.0 as usize)
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
    fn the_name_of_a_file_cannot_speak_to_the_terminal() {
        let mut sources = Sources::default();
        let file = sources.add("\u{1b}[31ma\u{202e}.toml", "x");
        assert_eq!(sources.locate(Span::top(file)).to_string(), "[31ma.toml:1:1");
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
