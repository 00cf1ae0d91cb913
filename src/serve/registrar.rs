//! The class book of a running server: read by many at once, changed by one after the other.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tokio::sync::watch;

use crate::class::{Act, Book, ClassEvent, Dice, Order, Refused, Reply, Spot, has_handed_in, obey};
use crate::course::{CourseId, LearnerId};
use crate::session::{Event, Time};
use crate::store::{
    BookError, EventError, Store, StoreError, Stream, class_from_stored, class_to_entry, each_event,
    read_book,
};

/// Keeps the class book: what it says has happened is on the disk.
pub struct Registrar {
    store: Arc<dyn Store>,
    book: RwLock<Book>,
    /// Held while somebody decides and waits for the disk; readers of the book do not wait for that.
    writing: Mutex<()>,
    changed: watch::Sender<u64>,
    clock: fn() -> Time,
}

/// Why an act was not done.
#[derive(Debug)]
pub enum NotDone {
    /// It is not allowed, or makes no sense.
    Refused(Refused),
    /// It could not be written down.
    Store(StoreError),
    /// It cannot be written, which is a mistake of ours.
    Event(EventError),
    /// The system gives no random numbers.
    Randomness,
}

impl fmt::Display for NotDone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotDone::Refused(refused) => refused.fmt(out),
            NotDone::Store(error) => error.fmt(out),
            NotDone::Event(error) => error.fmt(out),
            NotDone::Randomness => out.write_str("The system gives no random numbers."),
        }
    }
}

impl std::error::Error for NotDone {}

impl Registrar {
    /// Reads the book of a store.
    ///
    /// # Errors
    /// [`BookError`] if it cannot be read as a whole.
    pub fn open(store: Arc<dyn Store>, clock: fn() -> Time) -> Result<Self, BookError> {
        let (book, _) = read_book(store.as_ref())?;
        Ok(Self {
            store,
            book: RwLock::new(book),
            writing: Mutex::new(()),
            changed: watch::Sender::new(0),
            clock,
        })
    }

    /// Looks into the book.
    pub fn look<T>(&self, see: impl FnOnce(&Book) -> T) -> T {
        see(&self.book.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Does what is asked and waits until it is on the disk.
    ///
    /// # Errors
    /// [`NotDone`]; nothing has changed then.
    pub fn act(&self, act: &Act, by: &LearnerId) -> Result<Vec<ClassEvent>, NotDone> {
        let _turn = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let now = (self.clock)();
        let events = with_dice(|dice| self.look(|book| book.decide(act, by, now, dice)))?;
        self.keep(&events)?;
        Ok(events)
    }

    /// Carries out an order and waits until it is on the disk.
    ///
    /// # Errors
    /// [`NotDone`]; nothing has changed then.
    pub fn obey(&self, order: &Order, by: &LearnerId) -> Result<Reply, NotDone> {
        let filled = match order.asks_for_authors() {
            Some(spot) => Some(order.clone().with_authors(self.authors(&spot)?)),
            None => None,
        };
        let order = filled.as_ref().unwrap_or(order);
        let _turn = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let past = if order.asks_for_past() { self.past()? } else { Vec::new() };
        let now = (self.clock)();
        let reply = with_dice(|dice| self.look(|book| obey(order, book, &past, by, now, dice)))?;
        self.keep(&reply.events)?;
        Ok(reply)
    }

    /// Takes over what a learner did in a course and what belongs into the book; each thing once.
    ///
    /// # Errors
    /// [`NotDone`]; what was not taken over is owed until the next start.
    pub fn take_over<'e>(
        &self,
        learner: &LearnerId,
        course: &CourseId,
        events: impl IntoIterator<Item = &'e Event>,
    ) -> Result<(), NotDone> {
        let _turn = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        for event in events {
            let now = (self.clock)();
            let events =
                with_dice(|dice| Ok(self.look(|book| book.take_over(learner, course, event, now, dice))))?;
            self.keep(&events)?;
        }
        Ok(())
    }

    /// Who has handed in an essay at a step.
    fn authors(&self, spot: &Spot) -> Result<BTreeSet<LearnerId>, NotDone> {
        let mut authors = BTreeSet::new();
        each_event(self.store.as_ref(), &spot.course, |learner, event| {
            if has_handed_in(event, &spot.step) && !authors.contains(learner) {
                authors.insert(learner.clone());
            }
        })
        .map_err(NotDone::Store)?;
        Ok(authors)
    }

    fn past(&self) -> Result<Vec<ClassEvent>, NotDone> {
        let stored = self.store.read(&Stream::book()).map_err(NotDone::Store)?;
        Ok(stored.iter().filter_map(|stored| class_from_stored(stored).ok()).collect())
    }

    /// Whether work is kept under this name.
    pub(super) fn has_work(&self, person: &LearnerId) -> bool {
        // If the store cannot say, the name is not given away.
        self.store
            .streams()
            .map_or(true, |streams| streams.iter().any(|stream| stream.learner() == person.as_str()))
    }

    /// Counts the changes of the book.
    pub(super) fn changed(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    fn keep(&self, events: &[ClassEvent]) -> Result<(), NotDone> {
        if events.is_empty() {
            return Ok(());
        }
        let entries = events.iter().map(class_to_entry).collect::<Result<Vec<_>, _>>();
        let entries = entries.map_err(NotDone::Event)?;
        self.store.append(&Stream::book(), entries).wait().map_err(NotDone::Store)?;
        let mut book = self.book.write().unwrap_or_else(PoisonError::into_inner);
        for event in events {
            book.apply(event);
        }
        drop(book);
        self.changed.send_modify(|count| *count += 1);
        Ok(())
    }
}

/// Decides with random numbers from the system.
fn with_dice<T>(decide: impl FnOnce(&mut Dice<'_>) -> Result<T, Refused>) -> Result<T, NotDone> {
    let mut broken = false;
    let mut dice = || {
        getrandom::u64().unwrap_or_else(|_| {
            broken = true;
            0
        })
    };
    let decided = decide(&mut dice);
    if broken { Err(NotDone::Randomness) } else { decided.map_err(NotDone::Refused) }
}
