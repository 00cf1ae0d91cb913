//! From pictures to the fewest bytes: an [`Encoder`] for any ratatui program.
//!
//! It knows nothing of courses and does no input or output, so that any
//! program can use it. Take the first of these that does what you need:
//!
//! | You have | Take |
//! |---|---|
//! | a ratatui `Terminal` and a writer | [`WireBackend`] instead of `CrosstermBackend` |
//! | pictures in a `Buffer`, and a way to send bytes | [`Encoder`] |
//! | the same on a line that may be slow, with answers from the terminal | [`Line`]: an encoder, a [`Pace`] and a [`Tally`] |
//! | only a wish to know what the usual way costs | [`Stock`] |
//!
//! ```
//! use std::time::Duration;
//! use curricle::wire::{Capabilities, Line};
//! use ratatui::buffer::Buffer;
//! use ratatui::layout::{Position, Size};
//!
//! let now = Duration::ZERO; // since any one moment
//! let mut line = Line::new(Size::new(12, 2), Capabilities::from_term("xterm-256color"));
//! let mut sent = line.probe(false, now).to_vec(); // may the terminal repeat?
//! if line.ready(now) {
//!     let picture = Buffer::with_lines(["A title     ", "> an item   "]);
//!     sent.extend(line.draw(&picture, Some(Position::new(2, 1)), now));
//! }
//! line.cursor_is_at(4, now); // the terminal answered `ESC[1;4R`
//! assert!(line.capabilities().repeat);
//! sent.extend(line.leave()); // before the alternate screen is left
//! ```
//!
//! What the owner of the line has to see to:
//!
//! - Raw mode and the alternate screen. A line feed must not return the cursor.
//! - All bytes are written, in order, and by nobody else. After foreign output
//!   or a suspend: [`Encoder::forget`]. Another size is noticed by itself.
//! - [`RESTORE`] before leaving, also on a panic.
//! - With a [`Line`], `ESC[0n` among the input is [`Line::came_so_far`] and
//!   `ESC[1;nR` is [`Line::cursor_is_at`]. Ask no more before another program
//!   reads the terminal: [`Line::awaits_answer`].
//!
//! What bites, and on which terminal; [`Capabilities::safe`] is right on all of them:
//!
//! | Sequence | Terminals that differ | What is done |
//! |---|---|---|
//! | repeat (REP) | older tmux (3.3a) drops it after anything but ASCII; mosh, JetBrains: none | used when proven by [`Capabilities::probe`] |
//! | erase with a background | screen, tmux by its entry: not filled | erased with the default background, unless a name promises more |
//! | ECH | Apple Terminal, iTerm2: not promised | used where a name promises it |
//! | last column | each ends the pending wrap in its own way | the column is unknown there; only CR, CHA and CUP follow |
//! | wide characters cut in half | alacritty and others show different halves | never cut, and their rows never shifted |
//! | emoji, joiners, combining marks | the cursor ends anywhere | an absolute move follows |
//! | box characters two columns wide | terminals set up for East Asia | the probe shows it |
//! | faint, struck out | lost in mosh, struck out also in ncurses | never make it the only carrier of a meaning |
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
