//! One learner's sitting: signals in, effects out, nothing lost on the way.
//!
//! A [`Sitting`] joins a session to the store and takes a [`Seat`]. A [`Window`]
//! shows it on a screen, a [`Talker`] speaks it line by line; both leave reading, writing
//! and waiting to the loop that drives them, so that one learner at a terminal
//! and a thousand over a network are the same code.

mod display;
mod keeper;
mod reports;
mod scratch;
mod seat;
mod sitting;
mod talker;
mod unsaved;
mod window;

pub use display::{Display, Known};
pub use keeper::{Keeper, Kept};
pub use reports::Reports;
pub use scratch::Scratch;
pub use seat::Seat;
pub use sitting::{OpenError, Sitting, progress};
pub use talker::{Said, Talker};
pub use unsaved::Unsaved;
pub use window::{Asked, Window};
