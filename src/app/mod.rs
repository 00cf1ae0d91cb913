//! One learner's sitting: signals in, effects out, nothing lost on the way.
//!
//! A [`Sitting`] joins a session to the store. A [`Window`] shows one on a
//! screen, a [`Talker`] speaks one line by line; both leave reading, writing
//! and waiting to the loop that drives them, so that one learner at a terminal
//! and a thousand over a network are the same code.

mod keeper;
mod reports;
mod sitting;
mod talker;
mod unsaved;
mod window;

pub use keeper::{Keeper, Kept};
pub use reports::Reports;
pub use sitting::{OpenError, Sitting, progress};
pub use talker::{Said, Talker};
pub use unsaved::Unsaved;
pub use window::{Asked, Window};
