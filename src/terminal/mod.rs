//! The learner's own terminal: raw mode and its guard, keys and signals in, pictures or lines out.

mod clock;
mod ended;
mod full;
mod guard;
mod input;
mod lines;
mod paint;
mod signals;

pub use clock::now;
pub use ended::Ended;
pub use full::play;
pub use lines::{ask_line, talk};
pub use paint::Painter;
pub use signals::survive_size_limits;
