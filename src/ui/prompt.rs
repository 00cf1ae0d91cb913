//! Questions at the foot of any page: search, note, report.

use super::paper::Span;
use super::theme::Role;
use crate::session::{Command, Jotted, MAX_NOTE, Slip, To};
use crate::text::Draft;

/// What a prompt asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Search,
    Note,
    Report,
    /// The comment on an essay that is reviewed.
    Comment,
}

/// A question, and what is written so far.
#[derive(Debug)]
pub(super) struct Prompt {
    pub(super) asked: Asked,
    pub(super) draft: Draft,
}

/// The longest words to search for, in bytes.
const MAX_QUERY: usize = 200;
/// The most rows of text that a prompt shows.
const MAX_ROWS: usize = 3;

/// A prompt as it is drawn.
pub(super) struct Panel {
    pub(super) label: &'static str,
    pub(super) rows: Vec<Vec<Span>>,
    /// Row and column of the cursor in the rows.
    pub(super) cursor: (usize, usize),
}

impl Prompt {
    pub(super) fn new(asked: Asked, text: &str) -> Self {
        let limit = match asked {
            Asked::Search => MAX_QUERY,
            Asked::Note | Asked::Report | Asked::Comment => MAX_NOTE,
        };
        Self { asked, draft: Draft::new(text, limit) }
    }

    /// Lets the session know how far the words are, so that they outlive this prompt.
    pub(super) fn jot(&self) -> Option<Command> {
        let text = || self.draft.text().to_owned();
        match self.asked {
            Asked::Search => None,
            Asked::Note => Some(Command::Jot(Slip::Note, text())),
            Asked::Report => Some(Command::Jot(Slip::Report, text())),
            Asked::Comment => Some(Command::Comment(text())),
        }
    }

    /// What is half written here according to the session; nothing for words that are not kept.
    pub(super) fn jotted<'a>(&self, jotted: Jotted<'a>) -> Option<&'a str> {
        match self.asked {
            Asked::Search => None,
            Asked::Note => jotted.note,
            Asked::Report => jotted.report,
            // It stands on the page.
            Asked::Comment => None,
        }
    }

    /// What to do with what was written.
    pub(super) fn command(&self) -> Option<Command> {
        let words = self.draft.text().trim().to_owned();
        match self.asked {
            Asked::Search => (!words.is_empty()).then_some(Command::Go(To::Search(words))),
            Asked::Note => Some(Command::Note(words)),
            Asked::Report => (!words.is_empty()).then_some(Command::Report(words)),
            Asked::Comment => Some(Command::Comment(words)),
        }
    }

    /// What is said once it is done.
    pub(super) fn thanks(&self) -> Option<&'static str> {
        match self.asked {
            Asked::Search => None,
            Asked::Note if self.draft.text().trim().is_empty() => Some("The note is removed."),
            Asked::Note => Some("The note is kept."),
            Asked::Report => Some("Thank you. The report is kept for the authors."),
            Asked::Comment => Some("The comment is kept. Hand in the review when you are ready."),
        }
    }

    fn label(&self) -> &'static str {
        match self.asked {
            Asked::Search => "Search for:",
            Asked::Note => "Your note here:",
            Asked::Report => "What is wrong here?",
            Asked::Comment => "Your comment:",
        }
    }

    /// Its rows at a width; the row of the cursor is always among them.
    pub(super) fn panel(&self, width: usize) -> Panel {
        let width = field_width(width);
        let rows = self.draft.rows(width);
        let (at, column) = self.draft.place(width);
        let first = (at + 1).saturating_sub(MAX_ROWS);
        let selected = self.draft.selection().unwrap_or(0..0);
        let text = self.draft.text();
        let shown = rows.iter().skip(first).take(MAX_ROWS).map(|row| {
            let cut = |at: usize| at.clamp(row.range.start, row.range.end);
            let (from, to) = (cut(selected.start), cut(selected.end));
            [(row.range.start..from, Role::Text), (from..to, Role::Selected), (to..row.range.end, Role::Text)]
                .into_iter()
                .filter(|(range, _)| !range.is_empty())
                .map(|(range, role)| Span { text: text[range].to_owned(), role })
                .collect()
        });
        Panel { label: self.label(), rows: shown.collect(), cursor: (at - first, column) }
    }
}

/// The cells for text in a prompt: one stays free for the cursor behind a full row.
pub(super) fn field_width(width: usize) -> usize {
    width.saturating_sub(1).max(1)
}
