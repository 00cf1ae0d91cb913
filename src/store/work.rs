//! What all learners did in a course.

use super::event::from_stored;
use super::{Store, StoreError, Stream};
use crate::course::{CourseId, LearnerId};
use crate::session::Event;

/// Goes through what all learners did in a course, one learner after the other, oldest first.
///
/// What this program cannot understand is passed over.
///
/// # Errors
/// [`StoreError`] if the store cannot be read.
pub fn each_event(
    store: &dyn Store,
    course: &CourseId,
    mut take: impl FnMut(&LearnerId, &Event),
) -> Result<(), StoreError> {
    let book = Stream::book();
    for stream in
        store.streams()?.iter().filter(|stream| stream.course() == course.as_str() && **stream != book)
    {
        let learner = LearnerId::from(stream.learner());
        for stored in store.read(stream)? {
            if let Ok(event) = from_stored(&stored) {
                take(&learner, &event);
            }
        }
    }
    Ok(())
}
