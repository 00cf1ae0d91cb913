//! Breaking a text into rows of a given width.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::pieces::{pieces, stretch_len};
use super::width::{grapheme_width, width};

/// A text of more bytes than this for each cell of a row is not tried in one row.
const LONG: usize = 3;

/// Breaks a text into rows; each row is a range of bytes of the text.
///
/// A newline starts a new row and belongs to none; nor do spaces at which a row was broken. A word
/// longer than a row is cut between graphemes. Only a grapheme wider than `width` makes a row wider.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    wrap_with(text, width, width)
}

/// Breaks a text into rows of which the very first has a width of its own.
///
/// For text that follows a bullet, a number or a name.
#[must_use]
pub fn wrap_with(text: &str, first_width: usize, other_width: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut start = 0;
    let mut limit = first_width;
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, start, limit, other_width, &mut rows);
        start += paragraph.len() + 1;
        limit = other_width;
    }
    rows
}

/// Adds the rows of one paragraph, which stands at `offset` in its text.
pub(super) fn wrap_paragraph(
    paragraph: &str,
    offset: usize,
    first_width: usize,
    other_width: usize,
    rows: &mut Vec<Range<usize>>,
) {
    // Most paragraphs of a screen fit into a row, and then nobody need know where they could be broken.
    if paragraph.len() <= LONG * first_width && width(paragraph) <= first_width {
        rows.push(offset..offset + paragraph.len());
        return;
    }
    let mut filling = Filling::new(rows, first_width, other_width);
    filling.offset = offset;
    filling.run(paragraph, |_| false);
}

/// Adds the rows of a paragraph from a place on where a row and a stretch start.
///
/// Stops where such a place meets `known`, and gives it; the rest is for the caller to fill in.
pub(super) fn wrap_from(
    paragraph: &str,
    from: usize,
    width: usize,
    rows: &mut Vec<Range<usize>>,
    known: impl Fn(usize) -> bool,
) -> Option<usize> {
    let mut filling = Filling::new(rows, width, width);
    filling.start = from;
    filling.end = from;
    filling.run(paragraph, known)
}

/// The row being filled.
struct Filling<'a> {
    rows: &'a mut Vec<Range<usize>>,
    offset: usize,
    limit: usize,
    other_width: usize,
    /// Where the row starts in the paragraph.
    start: usize,
    /// Where its content ends, without spaces that may fall away.
    end: usize,
    /// The cells in use, with those spaces.
    used: usize,
}

impl<'a> Filling<'a> {
    fn new(rows: &'a mut Vec<Range<usize>>, first_width: usize, other_width: usize) -> Self {
        Self {
            rows,
            offset: 0,
            limit: first_width.max(1),
            other_width: other_width.max(1),
            start: 0,
            end: 0,
            used: 0,
        }
    }

    fn run(mut self, paragraph: &str, known: impl Fn(usize) -> bool) -> Option<usize> {
        let mut stretch = self.start;
        let mut found = Vec::new();
        while stretch < paragraph.len() {
            let end = stretch + stretch_len(&paragraph[stretch..]);
            pieces(&paragraph[stretch..end], stretch, &mut found);
            for piece in found.drain(..) {
                let first = piece.start == stretch;
                self.add(paragraph, piece);
                if first && self.start == stretch && known(stretch) {
                    return Some(stretch);
                }
            }
            stretch = end;
        }
        self.finish(paragraph);
        None
    }

    fn add(&mut self, paragraph: &str, piece: Range<usize>) {
        let content = piece.start..piece.start + content_len(&paragraph[piece.clone()]);
        let cells = width(&paragraph[content.clone()]);
        if !content.is_empty() {
            if self.used + cells > self.limit && content.start > self.start {
                self.next_row(content.start);
            }
            if self.used + cells > self.limit {
                self.cut(paragraph, content.clone());
            } else {
                self.used += cells;
            }
            self.end = content.end;
        }
        self.used += width(&paragraph[content.end..piece.end]);
    }

    /// Spreads a word that is too long over several rows.
    fn cut(&mut self, paragraph: &str, word: Range<usize>) {
        for (at, grapheme) in paragraph[word.clone()].grapheme_indices(true) {
            let at = word.start + at;
            let cells = grapheme_width(grapheme);
            if self.used + cells > self.limit && at > self.start {
                self.end = at;
                self.next_row(at);
            }
            self.used += cells;
        }
    }

    fn next_row(&mut self, start: usize) {
        self.rows.push(self.offset + self.start..self.offset + self.end);
        self.start = start;
        self.end = start;
        self.used = 0;
        self.limit = self.other_width;
    }

    /// Ends the last row, with as many of the spaces after it as have room.
    fn finish(mut self, paragraph: &str) {
        let mut used = width(&paragraph[self.start..self.end]);
        for (at, grapheme) in paragraph[self.end..].grapheme_indices(true) {
            used += grapheme_width(grapheme);
            if used > self.limit {
                self.end += at;
                self.next_row(paragraph.len());
                return;
            }
        }
        self.end = paragraph.len();
        self.next_row(paragraph.len());
    }
}

/// The length of a piece without the spaces at its end at which a row may break.
fn content_len(piece: &str) -> usize {
    let trimmed = piece.trim_end_matches(' ');
    let bare = !trimmed.ends_with(is_space);
    if bare && (trimmed.len() == piece.len() || trimmed.is_ascii()) {
        return trimmed.len();
    }
    let mut len = piece.len();
    for (at, grapheme) in piece.grapheme_indices(true).rev() {
        if !grapheme.chars().all(is_space) {
            break;
        }
        len = at;
    }
    len
}

fn is_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, width: usize, rows: &[&str]) {
        let wrapped = wrap(text, width);
        let wrapped: Vec<&str> = wrapped.into_iter().map(|row| &text[row]).collect();
        assert_eq!(wrapped, rows);
    }

    #[test]
    fn breaks_at_spaces() {
        check("the quick brown fox", 9, &["the quick", "brown fox"]);
        check("the   quick", 5, &["the", "quick"]);
        check("  indented text", 10, &["  indented", "text"]);
        check("well-known UTF-8", 7, &["well-", "known", "UTF-8"]);
        check("日本語です", 4, &["日本", "語で", "す"]);
        check("日本　語", 4, &["日本", "語"]);
    }

    #[test]
    fn a_number_stays_with_its_sign() {
        check("asks for 60 %.", 11, &["asks for", "60 %."]);
        check("up to (100 %) of it", 10, &["up to", "(100 %) of", "it"]);
        check("see art. 5", 8, &["see", "art. 5"]);
        check("see paras. 12 to 14", 10, &["see", "paras. 12", "to 14"]);
        check("a part. 5 of", 7, &["a part.", "5 of"]);
        check("60 % %", 4, &["60 %", "%"]);
        check("60 %", 3, &["60 ", "%"]);
        check("x 100  % of", 5, &["x 100", "% of"]);
    }

    #[test]
    fn each_newline_starts_a_row() {
        check("", 5, &[""]);
        check("\n", 5, &["", ""]);
        check("a\n\nb\n", 5, &["a", "", "b", ""]);
    }

    #[test]
    fn keeps_spaces_at_the_end_of_a_paragraph_as_far_as_they_fit() {
        check("ab  ", 10, &["ab  "]);
        check("ab     ", 4, &["ab  "]);
        check("      ", 4, &["    "]);
    }

    #[test]
    fn cuts_long_words_between_graphemes() {
        check("abcdefgh i", 3, &["abc", "def", "gh", "i"]);
        check("ae\u{301}e\u{301}", 2, &["ae\u{301}", "e\u{301}"]);
        check("日本", 1, &["日", "本"]);
        check("a日", 1, &["a", "日"]);
        check("ab", 0, &["a", "b"]);
    }

    #[test]
    fn the_first_row_may_be_narrower() {
        assert_eq!(wrap_with("aa bb cc", 2, 5), [0..2, 3..8]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn what_fits_into_a_row_is_one_the_long_way_too(
            text in "[a-z ]{0,20}|([a-c .,'\"()-]|[日本語　\u{301}\u{200d}👩🇨🇭\u{600}\u{a0}]){0,20}|[^\n]{0,20}",
            room in 0_usize..40,
        ) {
            let limit = width(&text) + room;
            let mut rows = Vec::new();
            Filling::new(&mut rows, limit, 3).run(&text, |_| false);
            prop_assert_eq!(rows, vec![0..text.len()]);
        }

        #[test]
        fn rows_fit_and_lose_nothing(
            text in "[a-z ]{0,60}|([a-c .,'\"()\n-]|\\PC|[日本語　\u{301}\u{200d}👩🇨🇭\u{600}\u{a0}]){0,60}|.{0,60}",
            width_ in 1_usize..12,
            first in 1_usize..12,
        ) {
            let rows = wrap_with(&text, first, width_);
            let mut borders: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            borders.push(text.len());
            let mut at = 0;
            for (index, row) in rows.iter().enumerate() {
                prop_assert!(row.start >= at && row.end >= row.start);
                prop_assert!(text[at..row.start].chars().all(char::is_whitespace));
                prop_assert!(!text[row.clone()].contains('\n'));
                prop_assert!(borders.contains(&row.start) && borders.contains(&row.end));
                let limit = if index == 0 { first } else { width_ };
                let row_text = &text[row.clone()];
                let visible = row_text.graphemes(true).filter(|g| grapheme_width(g) > 0).count();
                prop_assert!(width(row_text) <= limit || visible == 1, "{:?}", row_text);
                at = row.end;
            }
            prop_assert!(text[at..].chars().all(char::is_whitespace));
            prop_assert_eq!(rows.iter().filter(|row| row.start == row.end).count() == rows.len(),
                text.chars().all(|c| c == '\n'));
        }
    }
}
