//! Questions at the foot of any page: search, note, report, and about people.

use super::frame::text_width;
use super::paper::Span;
use super::screen::Look;
use super::theme::Role;
use crate::course::LearnerId;
use crate::session::{Command, Jotted, MAX_LETTER, MAX_NOTE, Page, Part, Scene, Slip, To, Wanted};
use crate::text::Draft;

/// What a prompt asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Search,
    Note,
    Report,
    /// A note to somebody.
    Letter(LearnerId),
    /// Words to find people by; of those who are shown now.
    Find(Wanted),
    /// A part of what the learner says about themselves.
    About(Part),
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
/// The most rows of text that a prompt shows, and of a note to somebody on a large screen.
const MAX_ROWS: usize = 3;
const MAX_LETTER_ROWS: usize = 8;

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
            Asked::Search | Asked::Find(_) => MAX_QUERY,
            Asked::Note | Asked::Report | Asked::Comment => MAX_NOTE,
            // A letter has four bytes at the most; whoever writes more is told so before it is sent.
            Asked::Letter(_) => MAX_LETTER * 4,
            Asked::About(part) => part.limit() * 4,
        };
        Self { asked, draft: Draft::new(text, limit) }
    }

    /// Lets the session know how far the words are, so that they outlive this prompt.
    pub(super) fn jot(&self) -> Option<Command> {
        let text = || self.draft.text().to_owned();
        match &self.asked {
            Asked::Search | Asked::Find(_) | Asked::About(_) => None,
            Asked::Note => Some(Command::Jot(Slip::Note, text())),
            Asked::Report => Some(Command::Jot(Slip::Report, text())),
            Asked::Letter(to) => Some(Command::Jot(Slip::Letter(to.clone()), text())),
            Asked::Comment => Some(Command::Comment(text())),
        }
    }

    /// What is half written here according to the session; nothing for words that are not kept.
    pub(super) fn jotted<'a>(&self, scene: &'a Scene<'_>) -> Option<&'a str> {
        let Jotted { note, report } = scene.jotted;
        match &self.asked {
            Asked::Search | Asked::Find(_) | Asked::About(_) => None,
            Asked::Note => note,
            Asked::Report => report,
            Asked::Letter(_) => half_letter(scene),
            // It stands on the page.
            Asked::Comment => None,
        }
    }

    /// Why it cannot be done with these words, if it cannot.
    pub(super) fn lack(&self) -> Option<String> {
        let most = match &self.asked {
            Asked::Search | Asked::Note | Asked::Report | Asked::Comment | Asked::Find(_) => return None,
            Asked::Letter(_) => MAX_LETTER,
            Asked::About(part) => part.limit(),
        };
        let has = self.draft.text().trim().chars().count();
        (has > most).then(|| format!("At most {most} characters; these are {has}. Shorten it."))
    }

    /// What to do with what was written.
    pub(super) fn command(&self) -> Option<Command> {
        let words = self.draft.text().trim().to_owned();
        match &self.asked {
            Asked::Search => (!words.is_empty()).then_some(Command::Go(To::Search(words))),
            Asked::Note => Some(Command::Note(words)),
            Asked::Report => (!words.is_empty()).then_some(Command::Report(words)),
            Asked::Letter(to) => (!words.is_empty()).then(|| Command::Send(to.clone(), words)),
            Asked::Find(wanted) => {
                Some(Command::Go(To::People(Wanted { find: words, from: 0, ..wanted.clone() })))
            }
            Asked::About(part) => Some(Command::Introduce(*part, words)),
            Asked::Comment => Some(Command::Comment(words)),
        }
    }

    /// What is said once it is done.
    pub(super) fn thanks(&self) -> Option<&'static str> {
        match &self.asked {
            Asked::Search | Asked::Find(_) | Asked::About(_) => None,
            Asked::Letter(_) => Some("Your note goes out as soon as it is saved."),
            Asked::Note if self.draft.text().trim().is_empty() => Some("The note is removed."),
            Asked::Note => Some("The note is kept."),
            Asked::Report => Some("Thank you. The report is kept for the authors."),
            Asked::Comment => Some("The comment is kept. Hand in the review when you are ready."),
        }
    }

    fn label(&self) -> &'static str {
        match &self.asked {
            Asked::Letter(_) => "Your note, for the two of you:",
            Asked::Find(_) => "Find people with these words:",
            Asked::About(Part::Name) => "Your name:",
            Asked::About(Part::Organization) => "Your organization:",
            Asked::About(Part::Country) => "Your country:",
            Asked::About(Part::Interests) => "Your interests, apart by commas:",
            Asked::Search => "Search for:",
            Asked::Note => "Your note here:",
            Asked::Report => "What is wrong here?",
            Asked::Comment => "Your comment:",
        }
    }

    /// Its rows at a width; the row of the cursor is always among them.
    pub(super) fn panel(&self, look: Look) -> Panel {
        let width = field_width(text_width(look));
        let most = match &self.asked {
            Asked::Letter(_) => (usize::from(look.rows) / 4).clamp(MAX_ROWS, MAX_LETTER_ROWS),
            Asked::Search
            | Asked::Note
            | Asked::Report
            | Asked::Comment
            | Asked::Find(_)
            | Asked::About(_) => MAX_ROWS,
        };
        let rows = self.draft.rows(width);
        let (at, column) = self.draft.place(width);
        let first = (at + 1).saturating_sub(most);
        let selected = self.draft.selection().unwrap_or(0..0);
        let text = self.draft.text();
        let shown = rows.iter().skip(first).take(most).map(|row| {
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

/// A question of a page with what was answered so far.
pub(super) fn asked(scene: &Scene<'_>, asked: Asked) -> Prompt {
    let text = match (&asked, &scene.page) {
        (Asked::Letter(_), _) => half_letter(scene),
        (Asked::Find(wanted), _) => Some(wanted.find.as_str()),
        (Asked::About(part), Page::Profile(page)) => Some(page.myself.card.part(*part).text.as_str()),
        (Asked::Search | Asked::Note | Asked::Report | Asked::Comment | Asked::About(_), _) => None,
    };
    let text = text.unwrap_or("").to_owned();
    Prompt::new(asked, &text)
}

/// The note to the person on the page that is half written.
fn half_letter<'a>(scene: &'a Scene<'_>) -> Option<&'a str> {
    match &scene.page {
        Page::Person(page) => page.half,
        _ => None,
    }
}

/// The cells for text in a prompt: one stays free for the cursor behind a full row.
pub(super) fn field_width(width: usize) -> usize {
    width.saturating_sub(1).max(1)
}
