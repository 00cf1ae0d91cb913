//! The rows of a text under edit, kept so that a key press wraps one paragraph and not all.

use std::ops::Range;

use super::count::{is_quoted, words};
use super::pieces::{is_certain, stretch_len};
use super::wrap::{wrap_from, wrap_paragraph};

/// How many rows before an edit are tried for a place to start wrapping from.
const LOOK_BACK: usize = 8;

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
    /// Words of others do not count.
    quoted: bool,
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
        self.paragraphs.iter().filter(|p| !p.quoted).map(|p| p.words).sum()
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

    /// Follows an edit: `text` is what it became when at `at` `removed` gave way to `inserted` bytes.
    pub(super) fn follow(&mut self, text: &str, at: usize, removed: &str, inserted: usize) {
        let (first, start, _) = self.find(at);
        let (last, _, end) = self.find(at + removed.len());
        let new = &text[start..end - removed.len() + inserted];
        let one = first == last && !text[at..at + inserted].contains('\n');
        match self.paragraphs.get_mut(first) {
            Some(paragraph) if one => {
                paragraph.follow(new, at - start, removed, inserted, self.width);
            }
            Some(_) | None => {
                let new = paragraphs(new, self.width);
                self.paragraphs.splice(first..=last, new);
            }
        }
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

impl Paragraph {
    /// Wraps again from a little before an edit to where the rows fall as they did.
    fn follow(&mut self, text: &str, at: usize, removed: &str, inserted: usize, width: usize) {
        let (kept, from) = self.restart(text, at);
        let edited = at + inserted;
        let old_row = |place: usize| {
            let old = place - inserted + removed.len();
            self.rows.binary_search_by_key(&old, |row| row.start).ok()
        };
        // With a letter between, what was changed has no say in the breaks any more.
        let known = |place: usize| {
            place > edited && text[edited..place].contains(|c| c != ' ') && old_row(place).is_some()
        };
        let mut rows = self.rows[..kept].to_vec();
        let met = wrap_from(text, from, width, &mut rows, known);
        if let Some(row) = met.and_then(old_row) {
            let shifted = |place: usize| place - removed.len() + inserted;
            let rest = self.rows[row..].iter();
            rows.extend(rest.map(|row| shifted(row.start)..shifted(row.end)));
        }
        self.rows = rows;
        let end = met.unwrap_or(text.len());
        let before = [&text[from..at], removed, &text[edited..end]].concat();
        self.words = (self.words + words(&text[from..end])).saturating_sub(words(&before));
        self.quoted = is_quoted(text);
        self.len = text.len();
    }

    /// How many rows an edit at `at` leaves as they are for certain, and where the next one starts.
    fn restart(&self, text: &str, at: usize) -> (usize, usize) {
        let until = self.rows.partition_point(|row| row.start < at);
        let tried = self.rows.iter().enumerate().take(until).rev();
        for (index, row) in tried.take(LOOK_BACK) {
            let start = row.start;
            // Its first stretch must be complete before the edit, or it might move a row up.
            let complete = start + stretch_len(&text[start..at]) < at;
            if complete && is_certain(text, start) {
                return (index, start);
            }
        }
        (0, 0)
    }
}

fn paragraphs(text: &str, width: usize) -> Vec<Paragraph> {
    let paragraph = |text: &str| {
        let mut rows = Vec::with_capacity(1);
        wrap_paragraph(text, 0, width, width, &mut rows);
        Paragraph { len: text.len(), words: words(text), quoted: is_quoted(text), rows }
    };
    text.split('\n').map(paragraph).collect()
}

#[cfg(test)]
mod tests {
    use super::super::count::own_words;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rows_know_where_the_next_one_starts() {
        let rows = Layout::new("ab cd\n\nefgh", 3).rows();
        let rows: Vec<_> = rows.into_iter().map(|row| (row.range, row.next)).collect();
        assert_eq!(rows, [(0..2, 3), (3..5, 6), (6..6, 7), (7..10, 10), (10..11, 11)]);
    }

    #[test]
    fn following_an_edit_is_laying_out_anew() {
        let before = "one\ntwo three\nfour";
        for (range, inserted) in [
            (0..0, "x"),
            (0..0, ">"),
            (2..15, ""),
            (3..4, " "),
            (18..18, "\n"),
            (0..18, ""),
            (5..6, "a\nb\n"),
        ] {
            let mut layout = Layout::new(before, 4);
            let mut text = before.to_owned();
            text.replace_range(range.clone(), inserted);
            let removed = &before[range.clone()];
            layout.follow(&text, range.start, removed, inserted.len());
            assert_eq!(layout.rows(), Layout::new(&text, 4).rows(), "{text:?}");
            assert_eq!(layout.words(), own_words(&text), "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn following_any_edits_is_laying_out_anew(
            text in "([a-d]{1,6}[ ,.(\"-]{1,2}){0,30}|[日本。、カタテー「」あっ a]{0,60}|[ไทย नमस्ते। लام-]{0,60}",
            edits in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..4, "[ab (]{0,2}|[カ日っ。\u{301}\u{e33}]{0,2}|\\PC{0,3}"), 1..6),
            width in 1_usize..20,
        ) {
            let mut text = text;
            let mut layout = Layout::new(&text, width);
            for (place, len, inserted) in edits {
                let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
                let start = place.index(places.len());
                let end = (start + len).min(places.len() - 1);
                let removed = text[places[start]..places[end]].to_owned();
                text.replace_range(places[start]..places[end], &inserted);
                layout.follow(&text, places[start], &removed, inserted.len());
                let anew = Layout::new(&text, width);
                prop_assert_eq!(layout.rows(), anew.rows(), "{:?}", text);
                prop_assert_eq!(layout.words(), own_words(&text), "{:?}", text);
            }
        }
    }
}
