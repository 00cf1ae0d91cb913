//! Authored text with places in it, and complaints about those places.
//!
//! Reading never fails as a whole: every reader returns what it could make of
//! the text and adds each complaint to a list, so that an author can mend ten
//! things in one go. Nothing here knows files, courses or exercises.

mod complaint;
mod complaints;
mod fields;
mod markdown;
mod marks;
mod node;
mod notes;
mod overlay;
mod place;
mod prose;

pub use complaint::{Complaint, nearest, quoted};
pub use complaints::{Complaints, MAX_IN_ALL, MAX_OF_FILE};
pub use fields::{Fields, Limits, is_id};
pub use node::{Key, Node, Table, Value, parse};
pub use notes::{Figure, Figures, Notes};
pub use overlay::overlay;
pub use place::{FileId, Place, Sources, Span};
pub use prose::{Block, Inline, Link, Prose, Reference, Style};

/// The largest authored file that is read, in bytes.
pub const MAX_FILE: usize = 4 << 20;
/// The longest text that must fit a row or two, in characters: titles, options, items.
pub const MAX_LINE: usize = 400;
/// The longest Markdown text of one field, in characters.
pub const MAX_PROSE: usize = 20_000;
/// The most things in a file that is one table of things: sources, figures.
pub const MAX_LIST: usize = 20_000;
/// The longest name that an author may give to a thing, in characters.
pub const MAX_ID: usize = 64;
