//! What a terminal sends, byte by byte, as keys, clicks, pastes and replies.
//!
//! [`Decoder`] is a state machine that keeps what has begun, so input may be split anywhere and
//! still means the same. It reads no clock and waits for nothing: its owner feeds it bytes with
//! the time of their arrival, and lets it [expire](Decoder::expire) at [`Decoder::wakes_at`].
//! One sits before the learner's own terminal; a server keeps one for each learner.
//!
//! What is not known is swallowed whole and never typed as text. That is more than tidiness: a
//! torn arrow key whose rest is taken for letters would write into answers. Bytes that are no
//! UTF-8 are U+FFFD, so that somebody whose terminal speaks another code sees it; the control
//! characters from 0x80 on count only where they are UTF-8.
//!
//! # How long it waits
//!
//! An Esc key and the beginning of an arrow key are the same byte, and only time tells them apart.
//! vim waits 100 ms (`ttimeoutlen` of its `defaults.vim`), neovim 50, ncurses 1000 (`ESCDELAY`),
//! tmux 10, in older versions 500 (`escape-time`). All of these use one time for a lone ESC and
//! for a sequence that has begun. We use three:
//!
//! - a lone ESC is the Esc key after [`ESC_WAIT`]; at 300 bit/s a byte takes 33 ms, so an arrow
//!   key still arrives whole on the slowest line;
//! - `ESC [` alone is Alt-[ after [`BEGUN_WAIT`], as `ESC O` is Alt-O: people may have pressed that;
//! - anything longer no hand has pressed. It waits [`INSIDE_WAIT`] for its rest and is dropped then.
//!
//! Bytes that arrive late but before anybody lets the decoder expire still belong to what has
//! begun: a busy machine tears no key.

mod collect;
mod control;
mod decoder;
mod expire;
mod key;
mod mouse;
mod params;
mod paste;
mod reply;
mod sent;
mod utf8;

use std::time::Duration;

pub use decoder::Decoder;
pub use sent::{Button, Deed, Mouse, Reply, Sent};

/// The most bytes of a control sequence that are looked at; a longer one is swallowed.
pub const MAX_CONTROL: usize = 64;
/// The most bytes of a reply in words that are looked at; a longer one is swallowed.
pub const MAX_STRING: usize = 4 * 1024;
/// The most bytes of a paste that are kept; the rest is left out, and that is said.
pub const MAX_PASTE: usize = 64 * 1024;

/// So long after a lone ESC it is the Esc key.
pub const ESC_WAIT: Duration = Duration::from_millis(50);
/// So long the beginning of a sequence waits that might as well be a key with Alt.
pub const BEGUN_WAIT: Duration = Duration::from_secs(1);
/// So long a sequence waits for its rest.
pub const INSIDE_WAIT: Duration = Duration::from_secs(5);
/// So long a paste waits for its rest; what came by then is handed over.
pub const PASTE_WAIT: Duration = Duration::from_secs(10);
/// So long a cursor report is awaited, see [`Decoder::expect_cursor`].
pub const REPORT_WAIT: Duration = Duration::from_secs(10);

#[cfg(test)]
mod tests;
