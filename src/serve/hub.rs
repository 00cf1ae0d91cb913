//! What all connections share: store, course, keys, and the seats that are taken.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{self, Arc, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::{Mutex, OnceCell, watch};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::server::Setting;
use super::{Door, Forum, Gate, Limits, Refused, Registrar};
use crate::app::{Kept, OpenError, Reports, Scratch, Seat, Sitting};
use crate::class::{Act, PollId, Teaching};
use crate::course::{Course, LearnerId};
use crate::keymap::Keymap;
use crate::session::{Command, Guidance, Happened, Time};
use crate::store::Store;

/// How long somebody who leaves waits for the disk.
const LAST_PATIENCE: Duration = Duration::from_secs(10);
/// How often the disk is tried again meanwhile.
const RETRY: Duration = Duration::from_secs(1);

/// What happens in the class is passed on after so long at the latest.
const BETWEEN_NEWS: Duration = Duration::from_millis(250);
/// Wrong codes from one address before none is looked at any more, for a while.
const MAX_WRONG_CODES: u32 = 100;
/// Addresses whose wrong codes are counted.
const MAX_WRONG_ADDRESSES: usize = 10_000;
/// After so long wrong codes are forgiven.
const FORGIVEN: Duration = Duration::from_secs(60 * 60);

/// Wrong codes from one address.
struct Wrong {
    count: u32,
    since: Duration,
}

/// What all connections share.
pub(super) struct Hub {
    pub(super) store: Arc<dyn Store>,
    pub(super) course: Arc<Course>,
    pub(super) keymap: Arc<Keymap>,
    pub(super) door: Arc<dyn Door>,
    pub(super) limits: Limits,
    gate: sync::Mutex<Gate>,
    wrong_codes: sync::Mutex<HashMap<IpAddr, Wrong>>,
    reports: Option<Reports>,
    /// What all pictures are drawn in.
    pub(super) scratch: Scratch,
    pub(super) forum: Arc<Forum>,
    pub(super) registrar: Arc<Registrar>,
    clock: fn() -> Time,
    start: Instant,
    seats: Mutex<HashMap<LearnerId, Arc<OnceCell<Arc<Place>>>>>,
    closing: CancellationToken,
}

/// A seat that somebody has taken, perhaps at several terminals at once.
pub(super) struct Place {
    pub(super) learner: LearnerId,
    pub(super) seat: Seat,
    visitors: AtomicUsize,
    /// Counts the answers of the disk.
    answered: watch::Sender<u64>,
    /// Counts what was done at the seat, for others who sit on it.
    changed: watch::Sender<u64>,
    /// Held while what was done here is passed on.
    publishing: Mutex<()>,
}

impl Hub {
    pub(super) fn new(setting: Setting) -> Self {
        let Setting { store, course, keymap, reports, door, forum, registrar, limits, clock, log: _ } =
            setting;
        Self {
            store,
            course,
            keymap,
            door,
            forum,
            registrar,
            gate: sync::Mutex::new(Gate::new(limits.clone())),
            wrong_codes: sync::Mutex::default(),
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

    /// True unless too many wrong codes came from there lately.
    pub(super) fn may_try_code(&self, address: IpAddr) -> bool {
        let now = self.elapsed();
        let mut wrong = lock(&self.wrong_codes);
        wrong.retain(|_, wrong| now.saturating_sub(wrong.since) < FORGIVEN);
        wrong.get(&address).is_none_or(|wrong| wrong.count < MAX_WRONG_CODES)
    }

    /// A wrong code came from there.
    pub(super) fn wrong_code(&self, address: IpAddr) {
        let since = self.elapsed();
        let mut wrong = lock(&self.wrong_codes);
        if wrong.len() < MAX_WRONG_ADDRESSES || wrong.contains_key(&address) {
            wrong.entry(address).or_insert(Wrong { count: 0, since }).count += 1;
        }
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

    /// Takes the seat of a learner: the one that is taken already, or a fresh one from the store.
    pub(super) async fn sit(self: &Arc<Self>, learner: &LearnerId) -> Result<Arc<Place>, OpenError> {
        let cell = {
            let mut seats = self.seats.lock().await;
            Arc::clone(seats.entry(learner.clone()).or_default())
        };
        let place = cell.get_or_try_init(|| Arc::clone(self).open(learner)).await?;
        place.visitors.fetch_add(1, Ordering::SeqCst);
        // Whoever left last may have cleared the seat away between the two steps above.
        let mut seats = self.seats.lock().await;
        seats.entry(learner.clone()).or_insert_with(|| Arc::clone(&cell));
        drop(seats);
        // From here on the seat is told what others write; before, it may have missed something.
        place.meets(&self.forum);
        Ok(Arc::clone(place))
    }

    async fn open(self: Arc<Self>, learner: &LearnerId) -> Result<Arc<Place>, OpenError> {
        let (store, course) = (Arc::clone(&self.store), Arc::clone(&self.course));
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
        sitting.guide(self.guidance(learner), self.now());
        sitting.collect_news();
        let place = Arc::new(Place {
            learner: learner.clone(),
            seat: Seat::new(sitting),
            visitors: AtomicUsize::new(0),
            answered,
            changed: watch::Sender::new(0),
            publishing: Mutex::default(),
        });
        tokio::spawn(Arc::clone(&self).pass_news_on(Arc::downgrade(&place), place.answered()));
        Ok(place)
    }

    /// Passes on what happens at a seat as soon as it is on the disk, as long as there is the seat.
    async fn pass_news_on(self: Arc<Self>, place: Weak<Place>, mut answered: watch::Receiver<u64>) {
        while answered.changed().await.is_ok() {
            let Some(place) = place.upgrade() else { return };
            self.publish(&place).await;
        }
    }

    /// Tells everybody whom it concerns what was done at a seat and is on the disk.
    async fn publish(&self, place: &Place) {
        // One after the other, so that a change of a post never comes before the post.
        let _turn = place.publishing.lock().await;
        let news = place.seat.take().take_news();
        if news.is_empty() {
            return;
        }
        for event in &news {
            if let Happened::Voted { poll, option } = &event.what {
                self.vote(&place.learner, poll, *option);
            }
        }
        if self.forum.apply(&place.learner, &news) {
            self.pass_on(|other| self.forum.share(&place.learner, other)).await;
        }
    }

    /// Hands to some of those who are here what others wrote.
    async fn pass_on(&self, concerns: impl Fn(&LearnerId) -> bool) {
        let seats = self.seats.lock().await;
        let places: Vec<Arc<Place>> = seats
            .iter()
            .filter(|(learner, _)| concerns(learner))
            .filter_map(|(_, cell)| cell.get().cloned())
            .collect();
        drop(seats);
        for place in places {
            place.meets(&self.forum);
        }
    }

    /// Puts an answer to a poll into the book; one that comes too late is passed over.
    fn vote(&self, learner: &LearnerId, poll: &str, option: u8) {
        let cohort =
            self.registrar.look(|book| book.cohort_asking(learner, poll).map(|cohort| cohort.id.clone()));
        let Some(cohort) = cohort else { return };
        let act = Act::Teach { cohort, what: Teaching::Vote(PollId::from(poll), option) };
        let (registrar, learner) = (Arc::clone(&self.registrar), learner.clone());
        tokio::task::spawn_blocking(move || registrar.act(&act, &learner));
    }

    fn guidance(&self, learner: &LearnerId) -> Arc<Guidance> {
        Arc::new(self.registrar.look(|book| book.guidance(learner, &self.course.id)))
    }

    /// Tells everybody who is here what trainers say and decide, as long as the server runs.
    pub(super) async fn pass_guidance_on(self: Arc<Self>) {
        let mut changed = self.registrar.changed();
        loop {
            tokio::select! {
                () = self.closing.cancelled() => return,
                more = changed.changed() => if more.is_err() { return },
            }
            // Who belongs together, under which names, and what trainers did to posts.
            let reads = self.forum.read_book();
            let places: Vec<Arc<Place>> = {
                let seats = self.seats.lock().await;
                seats.values().filter_map(|cell| cell.get().cloned()).collect()
            };
            for place in places {
                if place.seat.take().guide(self.guidance(&place.learner), self.now()) {
                    place.changed.send_modify(|count| *count += 1);
                }
                if reads {
                    place.meets(&self.forum);
                }
            }
            // When a whole class answers a poll, everybody need not be told of each answer.
            tokio::time::sleep(BETWEEN_NEWS).await;
        }
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
            seats.get(&place.learner).and_then(|cell| cell.get()).is_some_and(|at| Arc::ptr_eq(at, place));
        if ours && place.visitors.load(Ordering::SeqCst) == 0 {
            seats.remove(&place.learner);
        }
        saved
    }

    /// Forgets a seat at which something broke: whoever comes next gets a fresh one from the store.
    pub(super) async fn forget(&self, place: &Arc<Place>) {
        let mut seats = self.seats.lock().await;
        if seats.get(&place.learner).and_then(|cell| cell.get()).is_some_and(|at| Arc::ptr_eq(at, place)) {
            seats.remove(&place.learner);
        }
    }
}

impl Place {
    /// Takes in what others wrote, and tells those who sit here.
    fn meets(&self, forum: &Forum) {
        let mut sitting = self.seat.take();
        // Asked for while the seat is held, so that an older board never comes after a newer one.
        let other = sitting.meet(forum.of(&self.learner));
        drop(sitting);
        if other {
            self.changed.send_modify(|count| *count += 1);
        }
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
    /// Whoever did it is told, too: to pass over that could pass over what another did at that moment.
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

/// Nobody panics while holding one of these, and if so, what they count is still right enough.
fn lock<T>(mutex: &sync::Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
