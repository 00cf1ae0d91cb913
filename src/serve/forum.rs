//! The shared discussions of a running server: what is on the disk, as each learner's class sees it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use tokio::sync::watch;

use super::Registrar;
use crate::class::{Boards, Wall};
use crate::course::{CourseId, LearnerId};
use crate::session::{Board, Event};
use crate::store::{Store, StoreError, each_event};

/// What learners write for each other.
pub struct Forum {
    boards: Mutex<Boards>,
    wall: RwLock<Wall>,
    /// Counts what learners did, for trainers who look on.
    done: watch::Sender<u64>,
    registrar: Arc<Registrar>,
}

impl Forum {
    /// Reads all that was ever written in the discussions of a course.
    ///
    /// # Errors
    /// [`StoreError`] if the store cannot be read.
    pub fn open(store: &dyn Store, course: &CourseId, registrar: Arc<Registrar>) -> Result<Self, StoreError> {
        let mut boards = Boards::new(course.clone());
        let mut wall = Wall::default();
        each_event(store, course, |learner, event| {
            boards.apply(learner, event);
            wall.apply(learner, event);
        })?;
        registrar.look(|book| boards.read(book));
        let (boards, wall) = (Mutex::new(boards), RwLock::new(wall));
        Ok(Self { boards, wall, done: watch::Sender::new(0), registrar })
    }

    /// Looks at what everybody did.
    pub(super) fn look<T>(&self, see: impl FnOnce(&Wall) -> T) -> T {
        see(&self.wall.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Forgets what some did, who are in the book no longer.
    pub(super) fn forget(&self, who: fn(&LearnerId) -> bool) {
        self.wall.write().unwrap_or_else(PoisonError::into_inner).forget(who);
        self.done.send_modify(|count| *count += 1);
    }

    /// Counts what learners did.
    pub(super) fn done(&self) -> watch::Receiver<u64> {
        self.done.subscribe()
    }

    /// What others wrote, for one learner.
    pub(super) fn of(&self, learner: &LearnerId) -> Board {
        self.boards().of(learner)
    }

    /// Takes in what a learner did and what is on the disk; true if others see something new.
    pub(super) fn apply(&self, learner: &LearnerId, news: &[Event]) -> bool {
        let mut wall = self.wall.write().unwrap_or_else(PoisonError::into_inner);
        for event in news {
            wall.apply(learner, event);
        }
        drop(wall);
        self.done.send_modify(|count| *count += 1);
        let mut boards = self.boards();
        let mut other = false;
        for event in news {
            other |= boards.apply(learner, event);
        }
        other
    }

    /// Whether what one writes is for the other to see.
    pub(super) fn share(&self, one: &LearnerId, other: &LearnerId) -> bool {
        self.boards().share(one, other)
    }

    /// Takes in the class book as it is now; true if somebody sees something else.
    pub(super) fn read_book(&self) -> bool {
        self.registrar.look(|book| self.boards().read(book))
    }

    /// Nobody panics while holding them; if so, they are as they were after some event.
    fn boards(&self) -> MutexGuard<'_, Boards> {
        self.boards.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
