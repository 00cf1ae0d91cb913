//! A course as a server gives it: what is learnt, and what its learners do and write for each other.

use std::sync::Arc;

use super::{Forum, NotDone, Registrar};
use crate::course::Course;
use crate::store::Store;

/// A course that is given, with its discussions and its statistics.
pub struct Room {
    pub(super) course: Arc<Course>,
    pub(super) forum: Forum,
}

impl Room {
    /// Reads all that was ever done in a course.
    ///
    /// # Errors
    /// [`NotDone`] if the store cannot be read or written.
    pub fn open(store: &dyn Store, course: Arc<Course>, registrar: Arc<Registrar>) -> Result<Self, NotDone> {
        let forum = Forum::open(store, &course.id, registrar)?;
        Ok(Self { course, forum })
    }
}
