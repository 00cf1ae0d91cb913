//! Seats that learners have taken, each perhaps at several terminals at once.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{Mutex, OnceCell, watch};

use super::Room;
use super::hub::Hub;
use crate::app::{Kept, OpenError, Seat, Sitting};
use crate::course::{CourseId, LearnerId, StepId};
use crate::session::{Command, PostId};

/// How long somebody who leaves waits for the disk.
const LAST_PATIENCE: Duration = Duration::from_secs(10);
/// How often the disk is tried again meanwhile.
const RETRY: Duration = Duration::from_secs(1);

/// The seats that are taken, or just being taken.
pub(super) type Seats = HashMap<Who, Arc<OnceCell<Arc<Place>>>>;

/// A learner in a course.
type Who = (LearnerId, CourseId);

/// A seat that somebody has taken, perhaps at several terminals at once.
pub(super) struct Place {
    pub(super) learner: LearnerId,
    pub(super) room: Arc<Room>,
    pub(super) seat: Seat,
    visitors: AtomicUsize,
    /// Counts the answers of the disk.
    answered: watch::Sender<u64>,
    /// Counts what was done at the seat, for others who sit on it.
    pub(super) changed: watch::Sender<u64>,
    /// Held while what was done here is passed on.
    pub(super) publishing: Mutex<()>,
}
impl Hub {
    /// Takes the seat of a learner in a room: the one that is taken already, or a fresh one from the store.
    pub(super) async fn sit(
        self: &Arc<Self>,
        learner: &LearnerId,
        room: &Arc<Room>,
    ) -> Result<Arc<Place>, OpenError> {
        let who = (learner.clone(), room.course.id.clone());
        let cell = {
            let mut seats = self.seats.lock().await;
            Arc::clone(seats.entry(who.clone()).or_default())
        };
        let place = cell.get_or_try_init(|| Arc::clone(self).open(learner, room)).await?;
        place.visitors.fetch_add(1, Ordering::SeqCst);
        // Whoever left last may have cleared the seat away between the two steps above.
        let mut seats = self.seats.lock().await;
        seats.entry(who).or_insert_with(|| Arc::clone(&cell));
        drop(seats);
        // From here on the seat is told what others write; before, it may have missed something.
        place.meets();
        Ok(Arc::clone(place))
    }

    async fn open(self: Arc<Self>, learner: &LearnerId, room: &Arc<Room>) -> Result<Arc<Place>, OpenError> {
        let (store, course) = (Arc::clone(&self.store), Arc::clone(&room.course));
        let (reports, now, name) = (self.reports.clone(), self.now(), learner.as_str().to_owned());
        let opening = tokio::task::spawn_blocking(move || Sitting::open(store, course, &name, reports, now));
        let mut sitting = match opening.await {
            Ok(sitting) => sitting?,
            Err(panic) => std::panic::resume_unwind(panic.into_panic()),
        };
        let answered = watch::Sender::new(0);
        let tell = answered.clone();
        sitting.when_answered(Arc::new(move || tell.send_modify(|count| *count += 1)));
        sitting.is_logged_in();
        sitting.guide(self.guidance(learner, room), self.now());
        sitting.collect_news();
        let place = Arc::new(Place {
            learner: learner.clone(),
            room: Arc::clone(room),
            seat: Seat::new(sitting),
            visitors: AtomicUsize::new(0),
            answered,
            changed: watch::Sender::new(0),
            publishing: Mutex::default(),
        });
        tokio::spawn(Arc::clone(&self).pass_news_on(Arc::downgrade(&place), place.answered()));
        Ok(place)
    }
    /// Gives a seat back; the last one to leave waits until everything is on the disk.
    ///
    /// False if it is not, after a while.
    pub(super) async fn rise(&self, place: &Arc<Place>) -> bool {
        if place.visitors.fetch_sub(1, Ordering::SeqCst) > 1 {
            return place.is_saved(self, LAST_PATIENCE).await;
        }
        // A learner who cannot leave stays; there is nothing to tell.
        let _ = place.seat.take().ask(Command::Leave, self.now());
        let saved = place.is_saved(self, LAST_PATIENCE).await;
        self.publish(place).await;
        let mut seats = self.seats.lock().await;
        let ours =
            seats.get(&place.who()).and_then(|cell| cell.get()).is_some_and(|at| Arc::ptr_eq(at, place));
        if ours && place.visitors.load(Ordering::SeqCst) == 0 {
            seats.remove(&place.who());
        }
        saved
    }

    /// Forgets a seat at which something broke: whoever comes next gets a fresh one from the store.
    pub(super) async fn forget(&self, place: &Arc<Place>) {
        let mut seats = self.seats.lock().await;
        if seats.get(&place.who()).and_then(|cell| cell.get()).is_some_and(|at| Arc::ptr_eq(at, place)) {
            seats.remove(&place.who());
        }
    }
}

impl Place {
    /// Takes in what others wrote, and tells those who sit here.
    pub(super) fn meets(&self) {
        let mut sitting = self.seat.take();
        // Asked for while the seat is held, so that an older board never comes after a newer one.
        let other = sitting.meet(self.room.forum.of(&self.learner));
        drop(sitting);
        if other {
            self.changed.send_modify(|count| *count += 1);
        }
    }

    fn who(&self) -> Who {
        (self.learner.clone(), self.room.course.id.clone())
    }

    /// Keeps that this post of a discussion was read somewhere else than on its page.
    pub(super) fn has_read(&self, hub: &Hub, step: StepId, post: PostId) {
        // A discussion that the course does not have any more was read for the last time.
        let _ = self.seat.take().ask(Command::Follow(step, vec![post]), hub.now());
    }

    /// Counts the answers of the disk.
    pub(super) fn answered(&self) -> watch::Receiver<u64> {
        self.answered.subscribe()
    }

    /// Counts what was done at the seat.
    pub(super) fn changed(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// Tells all at the seat that something was done, if there are several.
    ///
    /// Whoever did it is told, too: to pass over that would pass over what another did meanwhile.
    pub(super) fn tell_all(&self) {
        if self.changed.receiver_count() > 1 {
            self.changed.send_modify(|count| *count += 1);
        }
    }

    /// Writes half-done work down and waits for the disk; false if it does not answer.
    pub(super) async fn lay_down(&self, hub: &Hub) -> bool {
        // What cannot be written down yet stays on the desk.
        let _ = self.seat.take().ask(Command::Pause, hub.now());
        self.is_saved(hub, LAST_PATIENCE).await
    }

    /// Waits until everything is on the disk, at the most so long.
    pub(super) async fn is_saved(&self, hub: &Hub, limit: Duration) -> bool {
        let mut answered = self.answered();
        let end = hub.elapsed() + limit;
        loop {
            if self.seat.take().settle(Duration::ZERO, hub.now()) == Kept::Saved {
                return true;
            }
            let now = hub.elapsed();
            if now >= end {
                return false;
            }
            let next = hub.at(end.min(now + RETRY));
            tokio::select! {
                _ = answered.changed() => {}
                () = tokio::time::sleep_until(next) => self.seat.take().wake(hub.now()),
            }
        }
    }
}
