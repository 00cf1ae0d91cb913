//! What exercises are, how work on them changes, and how it is graded.
//!
//! Everything a learner can do is one of four gestures: choose, order, place,
//! write; a journey is choosing again and again. A [`Kind`] is one file that says how its fields are read and returns
//! a [`Body`]: an immutable, checked value with pure functions over a plain
//! [`Answer`]. Front ends, session and store know gestures, never kinds.

mod alike;
mod answer;
mod credit;
mod grade;
mod kind;
mod number;
mod placing;
mod scenes;
mod shuffle;
mod task;
#[cfg(test)]
mod testing;
mod thread;
mod tiles;
mod view;
mod writing;

mod choice;
mod discussion;
mod essay;
mod gaps;
mod jigsaw;
mod matching;
mod ordering;
mod scenario;
mod short;
mod sorting;

pub use answer::{Answer, Input, Item, MAX_WRITTEN, Refusal, Slot};
pub use credit::Credit;
pub use grade::{Grade, Mark, Remark, Share};
pub use kind::{Body, FieldHelp, Kind, Lack};
pub use shuffle::{Seed, shuffle};
pub(crate) use task::COMMENTARY;
pub use task::{COMMON_FIELDS, Edition, Reveal, Task, Terms, kind_named};
pub use thread::{Criterion, Essay, Opening, Thread};
pub use view::{Decision, Field, Journey, Layout, Piece, Row, Sheet, SlotRow, View, WordRange};

/// Every kind of exercise there is, in the order in which authors meet them.
pub const KINDS: &[Kind] = &[
    choice::KIND,
    ordering::KIND,
    matching::KIND,
    sorting::KIND,
    gaps::KIND,
    jigsaw::KIND,
    short::KIND,
    scenario::KIND,
    essay::KIND,
    discussion::KIND,
];
