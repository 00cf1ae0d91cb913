//! Where the eyes are: everything about a screen that could be thrown away.

use std::collections::BTreeSet;

use super::editor::Writing;
use super::finish::Finish;
use super::held::Held;
use super::key::PageKey;
use super::paper::{Aim, Spot};
use super::peek::Peek;
use super::pointer::Grip;
use super::prompt::Prompt;
use super::warning::Warning;
use crate::course::LessonId;
use crate::keymap::Key;
use crate::session::PostId;
use crate::wire::Tally;

/// How a screen is made: what the learner's terminal and switches ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Cells in a row.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
    /// True to draw nothing of our own above U+007E.
    pub ascii: bool,
    /// True while the terminal reports the mouse.
    pub mouse: bool,
    /// How much is drawn beside the words.
    pub finish: Finish,
}

/// What became of the learner's work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saved {
    /// It is on the disk.
    #[default]
    Saved,
    /// It is on its way.
    Saving,
    /// It cannot be written; the sentence says why and what to do.
    Failing(String),
}

/// Where the eyes are.
///
/// It holds nothing that a learner would miss: a new screen shows the same work.
#[derive(Debug)]
pub struct Screen {
    pub(super) look: Look,
    pub(super) saved: Saved,
    pub(super) message: Option<String>,
    pub(super) overlay: Option<Overlay>,
    pub(super) held: Option<Held>,
    pub(super) pending: Vec<Key>,
    /// The keys that may follow the pending ones, in words.
    pub(super) follow: String,
    pub(super) writing: Option<Writing>,
    pub(super) opened: BTreeSet<LessonId>,
    pub(super) tour: Tour,
    pub(super) grip: Option<Grip>,
    pub(super) seen: Option<Seen>,
    /// What of a discussion stays where it is on the screen when others write.
    pub(super) anchor: Option<Anchor>,
    /// The post that goes if the learner asks once more.
    pub(super) doomed: Option<PostId>,
    /// True on the way to a page whose first new post is to be marked.
    pub(super) seeks: bool,
    /// How far down the page the last turn of a page led, in percent.
    pub(super) percent: Option<usize>,
    /// What the sitting cost when the page or the menu that says so was opened.
    pub(super) costs: Tally,
    /// What it costs by now; shown at once it would cost more with every key.
    costs_now: Tally,
    gazes: Vec<(PageKey, Gaze)>,
}

/// What lies over a page.
#[derive(Debug)]
pub(super) enum Overlay {
    /// What can be done here.
    Menu,
    /// The keys that work here; else as the menu.
    Help,
    Peek(Peek),
    Prompt(Box<Prompt>),
    Warning(Warning),
}

/// Where the eyes are on one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Gaze {
    pub(super) top: Spot,
    pub(super) focus: Option<Aim>,
    pub(super) sideways: usize,
}

/// The tour's page and what was tried on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tour {
    pub(super) page: usize,
    pub(super) tried: Option<usize>,
}

/// What the screen last met, to tell what is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) key: PageKey,
    pub(super) news: Option<super::key::News>,
    /// A sign of what others wrote.
    pub(super) others: Option<super::thread::Others>,
}

/// Something marked or seen, and the row of the window in which it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Anchor {
    pub(super) aim: Aim,
    pub(super) row: isize,
}

/// How many pages a screen remembers its place in.
const MAX_GAZES: usize = 40;

impl Screen {
    /// A screen that has seen nothing yet.
    pub fn new(look: Look) -> Self {
        Self {
            look,
            saved: Saved::Saved,
            message: None,
            overlay: None,
            held: None,
            pending: Vec::new(),
            follow: String::new(),
            writing: None,
            opened: BTreeSet::new(),
            tour: Tour::default(),
            grip: None,
            seen: None,
            anchor: None,
            doomed: None,
            seeks: false,
            percent: None,
            costs: Tally::default(),
            costs_now: Tally::default(),
            gazes: Vec::new(),
        }
    }

    /// How the screen is made.
    pub fn look(&self) -> Look {
        self.look
    }

    /// Says one sentence on the bottom line, until the next key.
    pub fn say(&mut self, sentence: impl Into<String>) {
        self.message = Some(sentence.into());
    }

    /// Tells what became of the work; true if the picture is another one.
    pub fn saved(&mut self, saved: Saved) -> bool {
        let other = self.saved != saved;
        self.saved = saved;
        if self.saved == Saved::Saved && self.warning().is_some() {
            self.overlay = None;
            self.say("Everything is saved now.");
            return true;
        }
        other
    }

    /// Draws with another finish from now on.
    pub fn set_finish(&mut self, finish: Finish) {
        self.look.finish = finish;
    }

    /// Tells what the sitting costs by now.
    pub fn costs(&mut self, costs: Tally) {
        self.costs_now = costs;
    }

    /// Takes the costs down, to be read on what opens now.
    pub(super) fn take_costs(&mut self) {
        self.costs = self.costs_now;
    }

    /// Counts words after a pause in typing, if their number matters; true if the picture is another one.
    pub fn pause(&mut self) -> bool {
        self.writing.as_mut().is_some_and(Writing::count_if_it_matters)
    }

    /// Counts words when the text is left.
    pub(super) fn count(&mut self) {
        if let Some(writing) = &mut self.writing {
            writing.count();
        }
    }

    pub(super) fn gaze(&self, key: &PageKey) -> Gaze {
        self.known(key).cloned().unwrap_or_default()
    }

    pub(super) fn known(&self, key: &PageKey) -> Option<&Gaze> {
        self.gazes.iter().find(|(known, _)| known == key).map(|(_, gaze)| gaze)
    }

    pub(super) fn set_gaze(&mut self, key: &PageKey, gaze: Gaze) {
        self.gazes.retain(|(known, _)| known != key);
        if self.gazes.len() >= MAX_GAZES {
            self.gazes.remove(0);
        }
        self.gazes.push((key.clone(), gaze));
    }

    pub(super) fn forget(&mut self, key: &PageKey) {
        self.gazes.retain(|(known, _)| known != key);
    }

    pub(super) fn prompt(&self) -> Option<&Prompt> {
        match &self.overlay {
            Some(Overlay::Prompt(prompt)) => Some(prompt),
            Some(Overlay::Menu | Overlay::Help | Overlay::Peek(_) | Overlay::Warning(_)) | None => None,
        }
    }

    pub(super) fn peek(&self) -> Option<&Peek> {
        match &self.overlay {
            Some(Overlay::Peek(peek)) => Some(peek),
            Some(Overlay::Menu | Overlay::Help | Overlay::Prompt(_) | Overlay::Warning(_)) | None => None,
        }
    }

    pub(super) fn warning(&self) -> Option<&Warning> {
        match &self.overlay {
            Some(Overlay::Warning(warning)) => Some(warning),
            Some(Overlay::Menu | Overlay::Help | Overlay::Peek(_) | Overlay::Prompt(_)) | None => None,
        }
    }

    /// True while a list lies over the page: the menu, the help, or the warning before work is lost.
    pub(super) fn menu(&self) -> bool {
        matches!(self.overlay, Some(Overlay::Menu | Overlay::Help | Overlay::Warning(_)))
    }

    pub(super) fn help(&self) -> bool {
        matches!(self.overlay, Some(Overlay::Help))
    }
}
