//! Events on their way to the disk.

use std::sync::Arc;
use std::time::Duration;

use super::unsaved::{Sort, Unsaved, in_words};
use crate::session::Event;
use crate::store::{Ack, Entry, Store, StoreError, Stream, to_entry};

/// Hands events to the store and remembers those that are not yet on the disk.
///
/// What the store refuses stays here, in order, and is handed in again with
/// the next event or [`Keeper::retry`]: a full disk never stops a learner.
pub struct Keeper {
    store: Arc<dyn Store>,
    stream: Stream,
    waiting: Vec<Entry>,
    /// What the waiting entries are to the learner, one for each.
    sorts: Vec<Option<Sort>>,
    flying: Option<(usize, Ack)>,
    trouble: Option<StoreError>,
    unwritable: bool,
    call: Option<Arc<dyn Fn() + Send + Sync>>,
}

/// What became of the work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// All of it is on the disk.
    Saved,
    /// Some of it is on its way.
    Saving,
    /// Some of it cannot be written now.
    Failing(String),
}

impl Keeper {
    /// A keeper for one stream of events.
    pub fn new(store: Arc<dyn Store>, stream: Stream) -> Self {
        Self {
            store,
            stream,
            waiting: Vec::new(),
            sorts: Vec::new(),
            flying: None,
            trouble: None,
            unwritable: false,
            call: None,
        }
    }

    /// Has a function called whenever the disk has answered.
    pub fn when_answered(&mut self, call: Arc<dyn Fn() + Send + Sync>) {
        self.call = Some(call);
    }

    /// True while something is on its way to the disk.
    pub fn awaits_disk(&self) -> bool {
        self.flying.is_some()
    }

    /// True once everything is on the disk, as far as that is known.
    pub fn is_kept(&mut self) -> bool {
        self.look();
        self.waiting.is_empty()
    }

    /// Takes events in and sends them on their way.
    pub fn keep(&mut self, events: &[Event]) {
        for event in events {
            match to_entry(event) {
                Ok(entry) => {
                    self.waiting.push(entry);
                    self.sorts.push(Sort::of(&event.what));
                }
                Err(_) => self.unwritable = true,
            }
        }
        self.look();
        self.send();
    }

    /// Hands in again what was refused.
    pub fn retry(&mut self) {
        self.look();
        self.send();
    }

    /// Waits for the disk, at the most so long.
    pub fn settle(&mut self, limit: Duration) -> Kept {
        while let Some((_, ack)) = &mut self.flying {
            if ack.wait_for(limit).is_none() {
                break;
            }
            self.look();
            if self.trouble.is_none() {
                self.send();
            }
        }
        self.state()
    }

    /// What would be lost if this were the end; nothing if the learner would miss nothing.
    pub fn unsaved(&self) -> Option<Unsaved> {
        let what = in_words(self.sorts.iter().flatten().copied());
        let why = match &self.trouble {
            _ if self.unwritable => "An answer could not be written down.".to_owned(),
            Some(trouble) => trouble.to_string(),
            None => "The disk did not answer in time.".to_owned(),
        };
        let what = if self.unwritable { Some(what.unwrap_or_else(|| "1 answer".to_owned())) } else { what };
        what.map(|what| Unsaved { why, what })
    }

    fn state(&self) -> Kept {
        match &self.trouble {
            _ if self.unwritable => Kept::Failing("An answer could not be written down.".to_owned()),
            Some(trouble @ StoreError::Full) => {
                Kept::Failing(format!("{trouble} Your work will be saved when there is space again."))
            }
            Some(trouble) => Kept::Failing(trouble.to_string()),
            None if self.waiting.is_empty() => Kept::Saved,
            None => Kept::Saving,
        }
    }

    fn look(&mut self) {
        let Some((count, ack)) = &mut self.flying else { return };
        match ack.poll() {
            None => {}
            Some(Ok(())) => {
                self.waiting.drain(..*count);
                self.sorts.drain(..*count);
                self.flying = None;
                self.trouble = None;
            }
            Some(Err(error)) => {
                self.flying = None;
                self.trouble = Some(error);
            }
        }
    }

    fn send(&mut self) {
        if self.flying.is_none() && !self.waiting.is_empty() {
            let ack = self.store.append(&self.stream, self.waiting.clone());
            if let Some(call) = &self.call {
                let call = Arc::clone(call);
                ack.then_call(move || call());
            }
            self.flying = Some((self.waiting.len(), ack));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Happened, Time};
    use crate::store::Memory;

    fn came(at: i64) -> Event {
        Event { at: Time(at), what: Happened::Came }
    }

    #[test]
    fn what_is_kept_is_in_the_store_once_and_in_order() {
        let store = Arc::new(Memory::new(1));
        let stream = Stream::new("anna", "c").unwrap();
        let mut keeper = Keeper::new(store.clone(), stream.clone());
        for at in 0..50 {
            keeper.keep(&[came(at)]);
        }
        assert_eq!(keeper.settle(Duration::from_secs(5)), Kept::Saved);
        let times: Vec<i64> = store.read(&stream).unwrap().iter().map(|stored| stored.entry.at).collect();
        assert_eq!(times, (0..50).collect::<Vec<_>>());
    }
}
