//! The learner's own terminal: raw mode and its guard, keys and signals in, pictures or lines out.

mod clock;
mod ended;
#[cfg(any(not(unix), test))]
#[cfg_attr(unix, allow(dead_code, reason = "only its tests run here"))]
mod events;
mod full;
mod guard;
mod lines;
mod output;
mod signals;
#[cfg(unix)]
mod tty;

pub use clock::now;
pub use ended::Ended;
pub use full::{Setup, play};
pub use lines::{ask_line, talk};
pub use signals::survive_size_limits;
