//! Writes a page row by row for one width: wrapping, margins, targets.

use std::borrow::Cow;
use std::ops::Range;

use super::paper::{Aim, Hook, Paper, Row, Run, Span, Spot, Target};
use super::theme::Role;
use crate::text;

/// Prefixes of the rows of a list entry or a quotation.
struct Margin {
    first: String,
    rest: String,
    used: bool,
}

/// The fewest cells for words beside a sign that is longer than its margin.
const LEAST_BESIDE: usize = 8;

/// Writes a page row by row.
pub(super) struct Writer {
    pub(super) paper: Paper,
    width: usize,
    ascii: bool,
    /// The cells by which wide pictures are moved to the left.
    sideways: usize,
    margins: Vec<Margin>,
    block: u32,
}

impl Writer {
    pub(super) fn new(width: usize, ascii: bool, sideways: usize) -> Self {
        Self { paper: Paper::default(), width, ascii, sideways, margins: Vec::new(), block: 0 }
    }

    pub(super) fn sideways(&self) -> usize {
        self.sideways
    }

    /// The cells that are left beside the margins.
    pub(super) fn width(&self) -> usize {
        let margins: usize = self.margins.iter().map(|margin| text::width(&margin.rest)).sum();
        self.width.saturating_sub(margins).max(1)
    }

    /// The cells that are left in the row that comes next.
    fn first_width(&self) -> usize {
        let margin = |margin: &Margin| text::width(if margin.used { &margin.rest } else { &margin.first });
        let margins: usize = self.margins.iter().map(margin).sum();
        self.width.saturating_sub(margins).max(1)
    }

    pub(super) fn ascii(&self) -> bool {
        self.ascii
    }

    /// The row that comes next.
    pub(super) fn here(&self) -> usize {
        self.paper.rows.len()
    }

    /// A name for a target that has none of its own.
    pub(super) fn nth(&self) -> Aim {
        Aim::Nth(self.paper.targets.len())
    }

    /// Writes with a prefix: one for the first row, one for all others.
    pub(super) fn within(&mut self, first: &str, rest: &str, write: impl FnOnce(&mut Self)) {
        // Deep margins on a narrow screen would leave no room for words; signs and numbers stay.
        let room = self.width() > text::width(rest).max(text::width(first)) + 8;
        let blank = first.trim().is_empty();
        let (first, rest) = match (room, blank) {
            (true, _) => (first, rest),
            (false, true) => ("", ""),
            (false, false) => (first, ""),
        };
        self.margins.push(Margin { first: first.to_owned(), rest: rest.to_owned(), used: false });
        write(self);
        self.margins.pop();
    }

    /// An empty row, if there is something above it and it is not empty.
    pub(super) fn gap(&mut self) {
        if self.paper.rows.last().is_some_and(|row| !row.spans.is_empty()) {
            let spot = Spot { block: self.block, at: u32::MAX };
            self.paper.rows.push(Row { spans: Vec::new(), spot });
        }
    }

    /// A paragraph in one role.
    pub(super) fn say(&mut self, words: impl AsRef<str>, role: Role) {
        self.flow(&[Run::new(words.as_ref(), role)]);
    }

    /// A paragraph: runs put together and wrapped.
    pub(super) fn flow(&mut self, runs: &[Run<'_>]) {
        let whole: Cow<'_, str> = match runs {
            [run] => Cow::Borrowed(run.text.as_ref()),
            runs => runs.iter().map(|run| run.text.as_ref()).collect::<String>().into(),
        };
        self.block += 1;
        // A long sign on a narrow screen gets a row of its own.
        if self.first_width() < LEAST_BESIDE && self.first_width() < self.width() {
            self.row(Vec::new());
        }
        let first = self.here();
        let ranges = text::wrap_with(&whole, self.first_width(), self.width());
        let mut starts = Vec::with_capacity(runs.len());
        let mut start = 0;
        for run in runs {
            starts.push(start);
            start += run.text.len();
        }
        let mut targets: Vec<Option<Target>> =
            runs.iter().map(|run| run.hook.clone().map(|hook| hook.target(Vec::new()))).collect();
        for range in ranges {
            let (mut spans, mut column) = self.prefix();
            let from = starts.partition_point(|start| *start <= range.start).saturating_sub(1);
            for (index, run) in runs.iter().enumerate().skip(from) {
                let start = starts[index];
                if start >= range.end {
                    break;
                }
                let cut = range.start.max(start)..range.end.min(start + run.text.len());
                if cut.is_empty() {
                    continue;
                }
                let words = &whole[cut];
                let cells = text::width(words);
                if let Some(target) = &mut targets[index] {
                    target.cells.push((self.here(), column..column + cells));
                }
                column += cells;
                spans.push(Span { text: words.to_owned(), role: run.role });
            }
            self.paper.rows.push(Row { spans, spot: self.spot(range.start) });
        }
        self.paper.targets.extend(targets.into_iter().flatten().map(|mut target| {
            if target.cells.is_empty() {
                target.cells.push((first, 0..1));
            }
            target
        }));
    }

    /// A row as it is, cut at the margin by the picture.
    pub(super) fn row(&mut self, words: Vec<Span>) {
        self.block += 1;
        let (mut spans, _) = self.prefix();
        spans.extend(words);
        self.paper.rows.push(Row { spans, spot: self.spot(0) });
    }

    /// Puts words into a row that is written, at a column behind its own.
    pub(super) fn beside(&mut self, row: usize, column: usize, words: Span) {
        let Some(row) = self.paper.rows.get_mut(row) else { return };
        let used: usize = row.spans.iter().map(|span| text::width(&span.text)).sum();
        let blanks = " ".repeat(column.saturating_sub(used));
        row.spans.extend([Span { text: blanks, role: Role::Text }, words]);
    }

    /// Makes a target of all rows that are written.
    pub(super) fn target(&mut self, hook: Hook, write: impl FnOnce(&mut Self)) {
        let first = self.here();
        let at = self.paper.targets.len();
        write(self);
        let end = self.here().max(first + 1);
        let cells = (first..end).map(|row| (row, 0..self.width)).collect();
        self.paper.targets.insert(at.min(self.paper.targets.len()), hook.target(cells));
    }

    /// Adds a target whose cells are known.
    pub(super) fn target_at(&mut self, hook: Hook, cells: Vec<(usize, Range<usize>)>) {
        self.paper.targets.push(hook.target(cells));
    }

    /// The column at which words start.
    pub(super) fn indent(&self) -> usize {
        self.width.saturating_sub(self.width())
    }

    fn prefix(&mut self) -> (Vec<Span>, usize) {
        let mut prefix = String::new();
        for margin in &mut self.margins {
            prefix.push_str(if margin.used { &margin.rest } else { &margin.first });
            margin.used = true;
        }
        let column = text::width(&prefix);
        let spans = if prefix.is_empty() { vec![] } else { vec![Span { text: prefix, role: Role::Text }] };
        (spans, column)
    }

    /// The place of the page that a row shows.
    fn spot(&self, at: usize) -> Spot {
        Spot { block: self.block, at: u32::try_from(at).unwrap_or(u32::MAX - 1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::paper::{Deed, Mark};

    fn words(paper: &Paper) -> Vec<String> {
        let row = |row: &Row| row.spans.iter().map(|span| span.text.as_str()).collect();
        paper.rows.iter().map(row).collect()
    }

    #[test]
    fn a_margin_counts_for_its_own_rows_and_its_sign_is_never_lost() {
        let lay = |width| {
            let mut writer = Writer::new(width, true, 0);
            writer.within("Hint 1: ", "  ", |writer| {
                writer.within("- ", "  ", |writer| writer.say("one two three four five six", Role::Text));
            });
            words(&writer.paper)
        };
        assert_eq!(lay(22), ["Hint 1: - one two", "    three four five", "    six"]);
        assert_eq!(lay(12), ["Hint 1: - ", "  one two", "  three four", "  five six"]);
    }

    #[test]
    fn a_link_over_two_rows_is_one_target_with_cells_in_both() {
        let mut writer = Writer::new(12, true, 0);
        let mut link = Run::new("focal point", Role::Link);
        link.hook = Some(Hook::new(Aim::Nth(0), Deed::Look, Mark::Reverse));
        writer.flow(&[Run::new("Each big ", Role::Text), link, Run::new(" answers.", Role::Text)]);
        assert_eq!(words(&writer.paper), ["Each big", "focal point", "answers."]);
        assert_eq!(writer.paper.targets[0].cells, [(1, 0..11)]);
        let mut writer = Writer::new(14, true, 0);
        let mut link = Run::new("focal point", Role::Link);
        link.hook = Some(Hook::new(Aim::Nth(0), Deed::Look, Mark::Reverse));
        writer.flow(&[Run::new("Each big ", Role::Text), link]);
        assert_eq!(writer.paper.targets[0].cells, [(0, 9..14), (1, 0..5)]);
    }

    #[test]
    fn spots_grow_from_row_to_row_and_find_their_row_at_any_width() {
        let lay = |width| {
            let mut writer = Writer::new(width, true, 0);
            for _ in 0..3 {
                writer.say("one two three four five six seven eight nine ten", Role::Text);
                writer.gap();
            }
            writer.paper
        };
        let (wide, narrow) = (lay(30), lay(11));
        for paper in [&wide, &narrow] {
            assert!(paper.rows.windows(2).all(|pair| pair[0].spot < pair[1].spot));
            assert!((0..paper.rows.len()).all(|row| paper.row_of(paper.rows[row].spot) == row));
        }
        let spot = narrow.rows[9].spot;
        assert_eq!(words(&narrow)[9], "seven eight");
        assert_eq!(words(&wide)[wide.row_of(spot)], "seven eight nine ten");
    }
}
