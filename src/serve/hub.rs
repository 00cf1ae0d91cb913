//! What all connections share: store, course, keys, and the seats that are taken.

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::{self, Arc, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::seats::Seats;
use super::server::Setting;
use super::tries::Tries;
use super::{Door, Gate, Limits, Refused, Registrar, Room, tables};
use crate::app::{Reports, Scratch};
use crate::class::Choice;
use crate::course::{CourseId, LearnerId};
use crate::keymap::Keymap;
use crate::session::Time;
use crate::store::Store;

/// What all connections share.
pub(super) struct Hub {
    pub(super) store: Arc<dyn Store>,
    /// The courses that are given, in the order in which they are offered.
    pub(super) rooms: Vec<Arc<Room>>,
    pub(super) keymap: Arc<Keymap>,
    pub(super) door: Arc<dyn Door>,
    pub(super) limits: Limits,
    gate: sync::Mutex<Gate>,
    tries: sync::Mutex<Tries>,
    pub(super) reports: Option<Reports>,
    /// What all pictures are drawn in.
    pub(super) scratch: Scratch,
    pub(super) registrar: Arc<Registrar>,
    /// The folder of tables that trainers keep.
    pub(super) tables: PathBuf,
    clock: fn() -> Time,
    start: Instant,
    pub(super) seats: Mutex<Seats>,
    closing: CancellationToken,
}

impl Hub {
    pub(super) fn new(setting: Setting, folder: &Path) -> Self {
        let Setting { store, rooms, keymap, reports, door, registrar, limits, clock, log: _ } = setting;
        Self {
            store,
            rooms: rooms.into_iter().map(Arc::new).collect(),
            keymap,
            door,
            registrar,
            tables: folder.join(tables::FOLDER),
            gate: sync::Mutex::new(Gate::new(limits.clone())),
            tries: sync::Mutex::default(),
            limits,
            reports,
            scratch: Scratch::default(),
            clock,
            start: Instant::now(),
            seats: Mutex::default(),
            closing: CancellationToken::new(),
        }
    }

    /// Somebody knocks.
    pub(super) fn knock(&self, address: IpAddr) -> Result<(), Refused> {
        lock(&self.gate).knock(address, self.elapsed())
    }

    /// One who knocked has logged in.
    pub(super) fn logs_in(&self, address: IpAddr) {
        lock(&self.gate).logs_in(address);
    }

    /// One who was taken is gone.
    pub(super) fn goes(&self, address: IpAddr, logged_in: bool) {
        lock(&self.gate).goes(address, logged_in);
    }
    /// So long a code for this name, from there, has to wait before it is looked at.
    pub(super) fn code_waits(&self, address: IpAddr, name: &str) -> Duration {
        lock(&self.tries).delay(address, name, self.elapsed())
    }

    /// A code for this name, from there, was right or wrong.
    pub(super) fn code_was(&self, right: bool, address: IpAddr, name: &str) {
        let mut tries = lock(&self.tries);
        if right { tries.right(address, name) } else { tries.wrong(address, name, self.elapsed()) }
    }

    /// What somebody may choose from now.
    pub(super) fn choices(&self, person: &LearnerId) -> Vec<Choice> {
        let given: Vec<CourseId> = self.rooms.iter().map(|room| room.course.id.clone()).collect();
        self.registrar.look(|book| book.choices(person, &given, self.now()))
    }

    /// The room of a course, if it is given.
    pub(super) fn room(&self, course: &CourseId) -> Option<&Arc<Room>> {
        self.rooms.iter().find(|room| room.course.id == *course)
    }

    /// The time of day.
    pub(super) fn now(&self) -> Time {
        (self.clock)()
    }

    /// The time since the server began.
    pub(super) fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    /// The time since the server began at which it will be this time of day; now if that is over.
    pub(super) fn elapsed_at(&self, at: Time) -> Duration {
        let left = at.0.saturating_sub(self.now().0);
        self.elapsed() + Duration::from_millis(u64::try_from(left).unwrap_or(0))
    }

    /// The moment that is so long after the server began.
    pub(super) fn at(&self, elapsed: Duration) -> Instant {
        self.start + elapsed
    }

    /// Tells everybody that the server closes.
    pub(super) fn close(&self) {
        self.closing.cancel();
    }

    /// Is cancelled when the server closes.
    pub(super) fn closing(&self) -> &CancellationToken {
        &self.closing
    }
}

/// Nobody panics while holding one of these, and if so, what they count is still right enough.
fn lock<T>(mutex: &sync::Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
