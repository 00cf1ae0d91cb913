//! From pictures to the fewest bytes: an [`Encoder`] for any ratatui program.
//!
//! It knows nothing of courses and does no input or output, so that any
//! program can use it: draw into a `Buffer`, [`Encoder::encode`] it, write the
//! bytes. [`WireBackend`] does that under ratatui's `Terminal`. What it may
//! send is said by [`Capabilities`]; what the usual way would have cost is
//! counted by [`Stock`], and both are added up in a [`Tally`].
//!
//! How a picture becomes bytes:
//!
//! 1. It is packed: eight bytes a cell, and equal cells look equal (`packed`).
//! 2. Rows that moved together are scrolled (`search`, `scroll`, `stage`).
//! 3. The changed rows are put in a few orders (`order`), and for each the
//!    shortest path through all of them is found (`rows`, `edges`): print,
//!    print over a gap or move, erase, insert, delete, change the pen.
//! 4. The same in two passes, for pens that are taken often (`passes`).
//! 5. The cheapest plan is written (`plan`, `step`, `out`).
//!
//! All of it holds on terminals of which nothing is known. Positions are taken
//! for unknown wherever terminals differ, erasing is done with a default pen
//! only, wide characters are never cut, and no control character of a picture
//! reaches the line.

mod backend;
mod capabilities;
mod depth;
mod edges;
mod encoder;
mod glyph;
mod homing;
mod line;
mod motion;
mod order;
mod out;
mod pace;
mod packed;
mod passes;
mod pen;
mod plan;
mod rows;
mod scroll;
mod search;
mod shift;
mod stage;
mod step;
mod stock;
mod tables;
mod tally;

pub use backend::WireBackend;
pub use capabilities::Capabilities;
pub use depth::Depth;
pub use encoder::{Encoder, RESTORE};
pub use line::Line;
pub use pace::Pace;
pub use stock::Stock;
pub use tally::Tally;
