//! A page laid out for one width: rows of words, and the places in them that can be marked.

use std::borrow::Cow;
use std::ops::Range;

use super::prompt::Asked;
use super::theme::Role;
use crate::course::LessonId;
use crate::exercise::{Item, Slot};
use crate::keymap::Action;
use crate::session::{Command, Place, PostId};

/// A page, laid out.
#[derive(Debug, Default)]
pub(super) struct Paper {
    pub(super) rows: Vec<Row>,
    pub(super) targets: Vec<Target>,
    /// What is marked when the page is first seen.
    pub(super) default: Option<Aim>,
    /// What Enter does at the end of the page when nothing is marked.
    pub(super) primary: Option<Aim>,
    /// Where the cursor of an editor stands: row and column.
    pub(super) cursor: Option<(usize, usize)>,
    /// The row where the newest result, hint or solution begins.
    pub(super) news: Option<usize>,
    /// The row where the last choice in a case and what came of it begin.
    pub(super) turn: Option<usize>,
    /// True if what is marked has words that do not stand on the page.
    pub(super) speaks: bool,
    /// The rows that belong together: whoever marks something in them sees all, if the window has room.
    pub(super) together: Option<Range<usize>>,
    /// The cells by which the widest picture is too wide.
    pub(super) too_wide: usize,
    /// The rows of each post of a discussion.
    pub(super) posts: Vec<(PostId, Range<usize>)>,
    /// The rows at which notes begin, by label.
    pub(super) notes: Vec<(String, usize)>,
}

/// A row of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) spans: Vec<Span>,
    /// What of the page it shows; never smaller than in the row above.
    pub(super) spot: Spot,
}

/// Words in a row.
#[derive(Clone, Debug)]
pub(super) struct Span {
    pub(super) text: String,
    pub(super) role: Role,
}

/// A place in a page that does not depend on its width: a block, and bytes into it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) block: u32,
    pub(super) at: u32,
}

/// The name of something that can be marked; stays the same while a page changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    /// The n-th link or row of the page.
    Nth(usize),
    /// A button.
    Button(Action),
    /// A lesson in the contents.
    Lesson(LessonId),
    /// A step in the contents.
    Step(Place),
    /// An item that lies by itself: an option, a row of an order, a thing in the bank.
    Item(Item),
    /// A slot.
    Slot(Slot),
    /// An item in a slot that takes several.
    Placed(Item),
    /// The field to write in.
    Field,
    /// A rating of a line of the rubric.
    Rating(usize, u8),
    /// The way to answer a post.
    Reply(PostId),
}

/// What happens to something marked when Enter is pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Do(Command),
    Act(Action),
    /// Choose an action from the menu.
    Choose(Action),
    /// Leave although not all is saved.
    QuitUnsaved,
    Tick(Item),
    /// Pick up or drop a row of an order.
    Lift(Item),
    /// Take an item from the bank.
    Take(Item),
    /// Drop into a slot, or pick up what lies there.
    Slot(Slot),
    /// Pick up an item, or drop into its slot.
    Placed(Item, Slot),
    /// Write.
    Write,
    /// Answer a question at the foot.
    Ask(Asked),
    /// Go to a note of this page, by its label.
    Jump(String),
    /// Open a term or a source over the text.
    Peek(Leaf),
    /// Look at a picture that is too wide.
    Look,
    /// Try out the marker, in the tour.
    Try(usize),
}

/// A term or a source that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Leaf {
    /// A term, by one of its spellings.
    Term(String),
    /// A source by its code, and the part of it that is cited.
    Source(String, Option<String>),
}

/// How the screen shows that something is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// With a sign before its first row.
    Gutter,
    /// With a sign in its second cell.
    Inner,
    /// With a sign in its first cell.
    Outer,
    /// Turned over, with a sign before its row.
    Reverse,
}

/// Something that can be marked.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) aim: Aim,
    pub(super) deed: Deed,
    pub(super) mark: Mark,
    /// What is said about it while it is marked.
    pub(super) speech: Option<String>,
    /// All that can be said about it, on demand.
    pub(super) detail: Option<String>,
    /// True while it is picked up.
    pub(super) held: bool,
    /// Its cells: rows of the page and columns in them.
    pub(super) cells: Vec<(usize, Range<usize>)>,
}

/// What makes a stretch of text a target.
#[derive(Clone, Debug)]
pub(super) struct Hook {
    pub(super) aim: Aim,
    pub(super) deed: Deed,
    pub(super) mark: Mark,
    pub(super) speech: Option<String>,
    pub(super) detail: Option<String>,
    pub(super) held: bool,
}

/// Words on their way to be wrapped.
#[derive(Clone, Debug)]
pub(super) struct Run<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) role: Role,
    pub(super) hook: Option<Hook>,
}

impl Hook {
    pub(super) fn new(aim: Aim, deed: Deed, mark: Mark) -> Self {
        Self { aim, deed, mark, speech: None, detail: None, held: false }
    }

    /// The target with these cells.
    pub(super) fn target(self, cells: Vec<(usize, Range<usize>)>) -> Target {
        let Self { aim, deed, mark, speech, detail, held } = self;
        Target { aim, deed, mark, speech, detail, held, cells }
    }
}

impl<'a> Run<'a> {
    pub(super) fn new(text: impl Into<Cow<'a, str>>, role: Role) -> Self {
        Self { text: text.into(), role, hook: None }
    }

    /// A button with a word on it; the word is not broken over rows.
    pub(super) fn button(word: &str, hook: Hook) -> Self {
        let word = format!("[ {word} ]").replace(' ', "\u{a0}");
        Self { text: word.into(), role: Role::Button, hook: Some(hook) }
    }
}

impl Target {
    /// The rows that it covers.
    pub(super) fn rows(&self) -> Range<usize> {
        let first = self.cells.iter().map(|(row, _)| *row).min().unwrap_or(0);
        let last = self.cells.iter().map(|(row, _)| *row).max().unwrap_or(0);
        first..last + 1
    }

    /// Its first column.
    pub(super) fn column(&self) -> usize {
        self.cells.first().map_or(0, |(_, columns)| columns.start)
    }

    pub(super) fn covers(&self, row: usize, column: usize) -> bool {
        self.cells.iter().any(|(at, columns)| *at == row && columns.contains(&column))
    }

    /// True if one of its rows is among these.
    pub(super) fn seen_in(&self, window: &Range<usize>) -> bool {
        self.cells.iter().any(|(row, _)| window.contains(row))
    }
}

impl Paper {
    pub(super) fn find(&self, aim: &Aim) -> Option<usize> {
        self.targets.iter().position(|target| target.aim == *aim)
    }

    /// The row that shows a spot of the page.
    pub(super) fn row_of(&self, spot: Spot) -> usize {
        self.rows.partition_point(|row| row.spot <= spot).saturating_sub(1)
    }
}
