//! What a front end shows of a desk: plain data, one shape for each gesture.

use std::sync::Arc;

use super::{Answer, Grade, Item, Seed, Slot};
use crate::source::Prose;

/// What a view is made from.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// The work to show.
    pub answer: &'a Answer,
    /// The learner's seed for this exercise, for the order of rows.
    pub seed: Seed,
    /// The grade to show beside the items, if it may be seen.
    pub grade: Option<&'a Grade>,
}

/// A desk as it is to be seen. Rows stand in the order of display.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum View {
    /// Rows to tick.
    Choices {
        /// True if several rows may be ticked.
        many: bool,
        /// The rows.
        rows: Vec<Row>,
    },
    /// Rows to put in order, first to last as they stand now.
    Sequence {
        /// The rows.
        rows: Vec<Row>,
    },
    /// Items to put into slots.
    Slots {
        /// How the slots lie to each other.
        layout: Layout,
        /// The slots.
        slots: Vec<SlotRow>,
        /// All items, in an order that stays as they are placed and lifted.
        items: Vec<Row>,
    },
    /// A text to write.
    Field(Field),
    /// A way through scenes, with rows to choose from in the one that is open.
    Journey(Journey),
}

/// A way through the scenes of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journey {
    /// The choices so far, first to last.
    pub decisions: Vec<Decision>,
    /// The scene that is open.
    pub scene: Arc<Prose>,
    /// What can be chosen in it; nothing where the case ends.
    pub rows: Vec<Row>,
    /// What there is to learn from the way taken, once it was handed in.
    pub debrief: Option<Arc<Prose>>,
    /// True if right and wrong may be seen.
    pub judged: bool,
}

/// A choice that was made in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The scene in which it was made.
    pub scene: Arc<Prose>,
    /// What was chosen.
    pub chosen: String,
    /// Right or wrong, if that may be seen.
    pub mark: Option<bool>,
    /// What came of it.
    pub because: Arc<Prose>,
    /// What would have been best, if it was another choice and that may be seen.
    pub best: Option<String>,
}

/// One item on the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which item it is.
    pub item: Item,
    /// Its words; for a tile of a picture, what it shows.
    pub text: String,
    /// Its picture, rows of equal width, if it is a tile.
    pub picture: Option<Vec<String>>,
    /// True if it is ticked.
    pub chosen: bool,
    /// The slot it lies in.
    pub slot: Option<Slot>,
    /// True if it may not be moved.
    pub fixed: bool,
    /// Right or wrong, if that may be seen.
    pub mark: Option<bool>,
}

impl Row {
    /// A row with nothing but its words.
    pub fn new(item: Item, text: impl Into<String>) -> Self {
        Self { item, text: text.into(), picture: None, chosen: false, slot: None, fixed: false, mark: None }
    }
}

/// One slot on the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotRow {
    /// Which slot it is.
    pub slot: Slot,
    /// What it asks for, in words.
    pub label: String,
    /// How many items it takes; `None` for any number.
    pub room: Option<usize>,
}

/// How slots lie to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A label with room for an item, one below the other.
    Pairs,
    /// A heading with any number of items under it.
    Groups,
    /// Gaps in a text: its paragraphs in pieces.
    Text(Vec<Vec<Piece>>),
    /// A picture of tiles, slots row by row.
    Grid {
        /// Tiles in a row.
        columns: usize,
        /// Cells in a row of a tile.
        width: usize,
        /// Rows of a tile.
        height: usize,
    },
}

/// A piece of a text with gaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words that stand fast.
    Words(String),
    /// A gap.
    Gap(Slot),
}

/// A text to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What is written so far.
    pub text: String,
    /// True for a text of several lines.
    pub long: bool,
    /// How many words are wanted, if the author says so.
    pub words: Option<WordRange>,
    /// What stands behind a number, such as `months`.
    pub unit: Option<String>,
    /// Right or wrong, if that may be seen.
    pub mark: Option<bool>,
}

/// How many words are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordRange {
    /// At least so many.
    pub least: usize,
    /// At the most so many.
    pub most: usize,
}
