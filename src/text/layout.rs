//! The rows of a text under edit, kept so that a key press wraps one paragraph and not all.

use std::ops::Range;

use super::count::words;
use super::wrap::wrap_paragraph;

/// One row of an editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The bytes that are drawn.
    pub range: Range<usize>,
    /// Where the next row starts; spaces at a break and the newline lie between.
    pub next: usize,
}

/// A text's paragraphs, each with its rows at one width.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    width: usize,
    paragraphs: Vec<Paragraph>,
}

/// A stretch between newlines; rows count from its start, so that it may move unchanged.
#[derive(Clone, Debug)]
struct Paragraph {
    len: usize,
    words: usize,
    rows: Vec<Range<usize>>,
}

impl Layout {
    pub(super) fn new(text: &str, width: usize) -> Self {
        Self { width, paragraphs: paragraphs(text, width) }
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    pub(super) fn words(&self) -> usize {
        self.paragraphs.iter().map(|p| p.words).sum()
    }

    pub(super) fn rows(&self) -> Vec<Row> {
        let count = self.paragraphs.iter().map(|p| p.rows.len()).sum();
        let mut rows: Vec<Row> = Vec::with_capacity(count);
        let mut offset = 0;
        for paragraph in &self.paragraphs {
            for range in &paragraph.rows {
                let range = offset + range.start..offset + range.end;
                if let Some(before) = rows.last_mut() {
                    before.next = range.start;
                }
                let next = offset + paragraph.len;
                rows.push(Row { range, next });
            }
            offset += paragraph.len + 1;
        }
        rows
    }

    /// Follows an edit: `text` is what it became when `range` gave way to `inserted` bytes.
    pub(super) fn follow(&mut self, text: &str, range: Range<usize>, inserted: usize) {
        let (first, start, _) = self.find(range.start);
        let (last, _, end) = self.find(range.end);
        let new = paragraphs(&text[start..end - range.len() + inserted], self.width);
        self.paragraphs.splice(first..=last, new);
    }

    /// The index, start and end of the paragraph a place lies in.
    fn find(&self, at: usize) -> (usize, usize, usize) {
        let mut start = 0;
        let mut index = 0;
        for (i, paragraph) in self.paragraphs.iter().enumerate() {
            index = i;
            if at <= start + paragraph.len || i + 1 == self.paragraphs.len() {
                break;
            }
            start += paragraph.len + 1;
        }
        let len = self.paragraphs.get(index).map_or(0, |p| p.len);
        (index, start, start + len)
    }
}

fn paragraphs(text: &str, width: usize) -> Vec<Paragraph> {
    let paragraph = |text: &str| {
        let mut rows = Vec::with_capacity(1);
        wrap_paragraph(text, 0, width, width, &mut rows);
        Paragraph { len: text.len(), words: words(text), rows }
    };
    text.split('\n').map(paragraph).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_know_where_the_next_one_starts() {
        let rows = Layout::new("ab cd\n\nefgh", 3).rows();
        let rows: Vec<_> = rows.into_iter().map(|row| (row.range, row.next)).collect();
        assert_eq!(rows, [(0..2, 3), (3..5, 6), (6..6, 7), (7..10, 10), (10..11, 11)]);
    }

    #[test]
    fn following_an_edit_is_laying_out_anew() {
        let before = "one\ntwo three\nfour";
        for (range, inserted) in
            [(0..0, "x"), (2..15, ""), (3..4, " "), (18..18, "\n"), (0..18, ""), (5..6, "a\nb\n")]
        {
            let mut layout = Layout::new(before, 4);
            let mut text = before.to_owned();
            text.replace_range(range.clone(), inserted);
            layout.follow(&text, range, inserted.len());
            assert_eq!(layout.rows(), Layout::new(&text, 4).rows(), "{text:?}");
            assert_eq!(layout.words(), words(&text), "{text:?}");
        }
    }
}
