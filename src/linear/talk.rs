//! What a talk in lines remembers from one line to the next.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::lines::Lines;
use crate::course::Course;
use crate::exercise::{Input, MAX_WRITTEN, View};
use crate::session::{Command, Desk, Page, Place, PostId, Scene};

/// The narrowest lines that can be asked for, in cells: the smallest braille displays.
pub const MIN_WIDTH: usize = 10;
/// The widest lines that can be asked for.
pub(super) const MAX_WIDTH: usize = 1_000;
/// How many changes of a text can be taken back.
const MAX_UNDO: usize = 30;
/// Up to this length a text is handed over at every line; behind it, at every so many bytes more.
const EVERY_LINE: usize = 8 << 10;
const EVERY_BYTES: usize = 1 << 10;

/// The small state of a talk; it could be thrown away at any time but for a text that is open.
#[derive(Debug)]
pub struct Talk {
    course: Arc<Course>,
    width: Option<usize>,
    writing: Option<Writing>,
    texts: Texts,
    /// The new posts of the discussion at hand that were said when asked for.
    told: BTreeSet<PostId>,
    pub(super) before: Before,
}

/// A text that grows line by line.
#[derive(Debug)]
struct Writing {
    text: String,
    handed_over: usize,
}

/// Texts as they were before they were changed, so that a change can be taken back.
#[derive(Debug, Default)]
struct Texts {
    place: Option<Place>,
    past: Vec<String>,
    future: Vec<String>,
}

/// What the scene was like when a line was heard.
#[derive(Debug, Default)]
pub(super) struct Before {
    pub(super) view: Option<View>,
    pub(super) can_check: bool,
    pub(super) hints: usize,
}

impl Talk {
    /// A talk about a course, in lines as long as they come.
    pub fn new(course: Arc<Course>) -> Self {
        let (texts, before) = (Texts::default(), Before::default());
        Self { course, width: None, writing: None, texts, told: BTreeSet::new(), before }
    }

    /// A talk in lines of so many cells, for those who read with the eyes or the fingers.
    #[must_use]
    pub fn with_width(mut self, width: Option<usize>) -> Self {
        self.width = width.map(|width| width.clamp(MIN_WIDTH, MAX_WIDTH));
        self
    }

    /// The cells of a line, if lines have a width.
    pub fn width(&self) -> Option<usize> {
        self.width
    }

    /// What stands before the learner's next line.
    pub fn prompt(&self) -> &'static str {
        if self.writing.is_some() { "text> " } else { "> " }
    }

    /// True while lines are taken as lines of a text.
    pub fn is_writing(&self) -> bool {
        self.writing.is_some()
    }

    pub(super) fn course(&self) -> &Course {
        &self.course
    }

    pub(super) fn set_width(&mut self, width: Option<usize>) {
        self.width = width.map(|width| width.clamp(MIN_WIDTH, MAX_WIDTH));
    }

    /// What is said, in lines of the width of this talk.
    pub(super) fn sentences(&self, words: impl AsRef<str>) -> String {
        let mut lines = Lines::default();
        lines.say(words);
        lines.finish(self.width)
    }

    /// Keeps what the answer is compared with.
    pub(super) fn look_at(&mut self, scene: &Scene<'_>) {
        self.before = match &scene.page {
            Page::Exercise(desk) => {
                if self.texts.place.as_ref() != Some(&desk.place) {
                    self.texts = Texts { place: Some(desk.place.clone()), ..Texts::default() };
                    self.told.clear();
                }
                let view = Some(desk.view.clone());
                Before { view, can_check: desk.can.check, hints: desk.hints.len() }
            }
            _ => Before::default(),
        };
    }

    /// True the first time that a new post is asked for.
    pub(super) fn tells(&mut self, post: &PostId) -> bool {
        self.told.insert(post.clone())
    }

    /// Opens the text on a desk for more lines at its end.
    pub(super) fn open(&mut self, text: &str) {
        self.remember(text);
        self.writing = Some(Writing { text: text.to_owned(), handed_over: text.len() });
    }

    /// Adds a line to the open text; says if it is time to hand the text over.
    pub(super) fn add(&mut self, line: &str) -> Added {
        let Some(writing) = &mut self.writing else { return Added::Kept };
        if writing.text.len() + line.len() >= MAX_WRITTEN {
            return Added::TooLong;
        }
        append(&mut writing.text, line);
        let grown = writing.text.len().saturating_sub(writing.handed_over);
        if writing.text.len() > EVERY_LINE && grown < EVERY_BYTES {
            return Added::Kept;
        }
        writing.handed_over = writing.text.len();
        Added::HandOver(writing.text.clone())
    }

    /// True if lines of the open text were not handed over yet.
    pub fn is_ahead(&self) -> bool {
        self.writing.as_ref().is_some_and(|writing| writing.handed_over < writing.text.len())
    }

    /// The open text, if lines of it were not handed over yet; now they are.
    pub(super) fn hand_over(&mut self) -> Option<String> {
        let writing = self.writing.as_mut().filter(|writing| writing.handed_over < writing.text.len())?;
        writing.handed_over = writing.text.len();
        Some(writing.text.clone())
    }

    /// Closes the open text and gives it away.
    pub(super) fn close(&mut self) -> Option<String> {
        self.writing.take().map(|writing| writing.text.trim_end().to_owned())
    }

    /// Keeps a text that is about to change.
    pub(super) fn remember(&mut self, text: &str) {
        if self.texts.past.len() == MAX_UNDO {
            self.texts.past.remove(0);
        }
        self.texts.past.push(text.to_owned());
        self.texts.future.clear();
    }

    /// Forgets the texts of a desk that was handed in.
    pub(super) fn forget_texts(&mut self) {
        self.texts = Texts::default();
    }

    /// The text before the last change, or after the one taken back.
    pub(super) fn step_text(&mut self, now: &str, back: bool) -> Option<Command> {
        let (from, to) = match back {
            true => (&mut self.texts.past, &mut self.texts.future),
            false => (&mut self.texts.future, &mut self.texts.past),
        };
        let text = from.pop()?;
        to.push(now.to_owned());
        Some(Command::Work(Input::Write(text)))
    }

    /// True if a text can be taken back, or done again.
    pub(super) fn can_step_text(&self, desk: &Desk<'_>, back: bool) -> bool {
        let texts = if back { &self.texts.past } else { &self.texts.future };
        self.texts.place.as_ref() == Some(&desk.place) && desk.can.work && !texts.is_empty()
    }
}

/// What became of a line of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Added {
    /// It is kept here for now.
    Kept,
    /// The whole text is to be handed over.
    HandOver(String),
    /// The text would be too long; the line was left out.
    TooLong,
}

/// Adds a line to a text.
pub(super) fn append(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}
