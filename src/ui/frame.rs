//! How the window is divided: a title line, the page, what is asked or said, a bottom line.

use std::ops::Range;

use super::finish::Finish;
use super::screen::Look;

/// The fewest cells in a row that a page can be shown in.
pub(super) const LEAST_COLUMNS: u16 = 20;
/// The fewest rows that a page can be shown in.
pub(super) const LEAST_ROWS: u16 = 5;
/// The most cells in a row of words; longer rows are hard to read.
const MOST_WORDS: u16 = 76;
/// The most cells of the last row: what it says at its end stays near the words.
const MOST_FOOT: u16 = 100;
/// The fewest cells in a row of a page below a rule.
const RULED_COLUMNS: u16 = 40;
/// The rows from which on one stays free below the title.
const ROOMY_ROWS: u16 = 12;
/// The cells before the words: one for the marker, one for what is held.
const GUTTER: u16 = 2;

/// Where the parts of the window are. Rows and columns count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// The column of the first word.
    pub(super) left: u16,
    /// The cells for words.
    pub(super) width: u16,
    /// The first row of the page.
    pub(super) top: u16,
    /// The rows of the page.
    pub(super) height: u16,
    /// The rows below the page for a prompt.
    pub(super) panel: u16,
    /// The rows for what is said about the marked thing.
    pub(super) speech: u16,
    /// The rows above the last one for a sentence that does not fit into it.
    pub(super) said: u16,
    /// The last row.
    pub(super) bottom: u16,
}

/// The cells for words in a row.
pub(super) fn text_width(look: Look) -> usize {
    usize::from(look.columns.saturating_sub(left(look)).clamp(1, MOST_WORDS))
}

/// The cells of the last row.
pub(super) fn foot_columns(look: Look) -> usize {
    usize::from(look.columns.min(MOST_FOOT))
}

/// The column at which the words of the first and of the last rows start.
pub(super) fn edge(look: Look) -> usize {
    usize::from(left(look) - GUTTER)
}

/// True if a rule stands below the title: it takes the row that is free there.
///
/// Beside the words there is nothing: each letter that is typed and each row that moves would have
/// to mend it.
pub(super) fn ruled(look: Look) -> bool {
    look.finish == Finish::Rich && look.columns >= RULED_COLUMNS && look.rows >= ROOMY_ROWS
}

/// The column of the first word.
fn left(look: Look) -> u16 {
    let air = if look.columns >= 90 { 2 } else { 0 };
    GUTTER + air
}

impl Frame {
    /// `panel` rows for a prompt and `said` rows above the last one, as far as there is room.
    pub(super) fn new(look: Look, panel: usize, speech: bool, said: usize) -> Self {
        let roomy = look.rows >= ROOMY_ROWS;
        let top = if roomy { 2 } else { 1 };
        let fit = |rows: usize, room: u16| u16::try_from(rows).unwrap_or(u16::MAX).min(room);
        let panel = fit(panel, look.rows.saturating_sub(top + 2));
        let speech = match (speech, look.rows) {
            (false, _) | (true, 0..7) => 0,
            (true, _) => 1,
        };
        let speech = speech.min(look.rows.saturating_sub(top + 2 + panel));
        let said = fit(said, look.rows.saturating_sub(top + 2 + panel + speech));
        let below = panel + speech + said + 1;
        Self {
            left: left(look),
            width: u16::try_from(text_width(look)).unwrap_or(u16::MAX),
            top,
            height: look.rows.saturating_sub(top + below).max(1),
            panel,
            speech,
            said,
            bottom: look.rows.saturating_sub(1),
        }
    }

    /// The rows of the page that are seen when `first` is the topmost.
    pub(super) fn window(&self, first: usize) -> Range<usize> {
        first..first + usize::from(self.height)
    }

    /// The row where a prompt begins.
    pub(super) fn panel_top(&self) -> u16 {
        self.bottom.saturating_sub(self.panel + self.speech + self.said)
    }

    /// The row where it is said what is marked.
    pub(super) fn speech_top(&self) -> u16 {
        self.bottom.saturating_sub(self.speech + self.said)
    }
}

/// True if the window is too small to show a page.
pub(super) fn too_small(look: Look) -> bool {
    look.columns < LEAST_COLUMNS || look.rows < LEAST_ROWS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_never_overlap_and_a_page_always_has_a_row() {
        for (columns, rows) in (20..100).flat_map(|columns| (5..40).map(move |rows| (columns, rows))) {
            let finish = if rows % 2 == 0 { Finish::Lean } else { Finish::Rich };
            let look = Look { columns, rows, ascii: false, mouse: false, finish };
            for (panel, speech, said) in [(0, false, 0), (4, true, 2), (0, true, 2), (9, false, 9)] {
                let frame = Frame::new(look, panel, speech, said);
                assert!(frame.height >= 1);
                assert_eq!(frame.top + frame.height, frame.panel_top(), "{look:?} {frame:?}");
                assert_eq!(frame.panel_top() + frame.panel, frame.speech_top());
                assert_eq!(frame.speech_top() + frame.speech + frame.said, frame.bottom);
                assert!(frame.left + frame.width <= columns);
            }
        }
    }
}
