//! Words in cells: measuring, wrapping, cleaning and editing text by grapheme.
//!
//! Knows nothing of courses, screens or keys. Everything here takes any text, however strange,
//! without a panic; what comes out of [`clean_line`] and [`clean_text`] is safe to draw, and a
//! [`Draft`] lets nothing else in.

mod clean;
mod count;
mod draft;
mod edit;
mod history;
mod layout;
mod lead;
mod motion;
mod pieces;
mod plain;
mod width;
mod wrap;

pub use clean::{MAX_MARKS, clean_line, clean_text, first_hostile, is_clean};
pub use count::{own_words, words};
pub use draft::{Draft, MAX_DRAFT};
pub use edit::{Edit, Outcome};
pub use history::{MAX_UNDO, MAX_UNDO_BYTES};
pub use layout::Row;
pub use lead::lead;
pub use motion::Motion;
pub use plain::{folded, plain_letters};
pub use width::{DOTS, ELLIPSIS, pad, truncate, width};
pub use wrap::{wrap, wrap_with};
