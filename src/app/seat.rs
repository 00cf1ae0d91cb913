//! The place of one learner in one course, which several windows and talks may share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Sitting;
use crate::session::Scene;

/// A sitting that is shared: whoever logs in twice works on the same desk twice.
///
/// Whoever holds it does so for the time of one key; nobody waits for the disk or a line meanwhile
/// but at the learner's own terminal.
#[derive(Clone)]
pub struct Seat(Arc<Mutex<Sitting>>);

impl Seat {
    /// A seat for a sitting.
    #[must_use]
    pub fn new(sitting: Sitting) -> Self {
        Self(Arc::new(Mutex::new(sitting)))
    }

    /// Shows what is to be seen now.
    pub fn look<T>(&self, see: impl FnOnce(&Scene<'_>) -> T) -> T {
        see(&self.take().scene())
    }

    /// The sitting, for as long as this is held.
    ///
    /// After a panic it goes on with what was done until then: all of that is in the store, too.
    pub fn take(&self) -> MutexGuard<'_, Sitting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<Sitting> for Seat {
    fn from(sitting: Sitting) -> Self {
        Self::new(sitting)
    }
}
