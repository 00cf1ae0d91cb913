//! A store that forgets everything when it is dropped: for tests and trials.

use std::collections::BTreeMap;
use std::ops::DerefMut;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Store;
use super::ack::Ack;
use super::damage::Damage;
use super::disk::armoured;
use super::error::StoreError;
use super::forget::rewritten;
use super::ledger::{Draft, Ledger, Standing};
use super::record::{Entry, Line};
use super::stream::Stream;
use crate::course::LearnerId;

/// Keeps entries in memory, by the same rules as the disk.
#[derive(Debug)]
pub struct Memory(Mutex<Held>);

#[derive(Debug)]
struct Held {
    ledger: Ledger,
    lines: BTreeMap<Stream, Vec<Line>>,
}

impl Held {
    fn keep(&mut self, line: Line) {
        self.ledger.note(&line.glance());
        let lines = self.lines.entry(line.stream().clone()).or_default();
        let place = lines.partition_point(|other| other.order() <= line.order());
        lines.insert(place, line);
    }
}

impl Memory {
    /// An empty store; the origin takes the place of the disk's random number.
    pub fn new(origin: u64) -> Self {
        Self(Mutex::new(Held { ledger: Ledger::new(origin), lines: BTreeMap::new() }))
    }

    /// Nothing here is left half done by a panic, so a poisoned lock is as good as any.
    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for Memory {
    fn append(&self, stream: &Stream, entries: Vec<Entry>) -> Ack {
        let entries: Vec<Entry> = match entries.into_iter().map(armoured).collect() {
            Ok(entries) => entries,
            Err(error) => return Ack::known(Err(error)),
        };
        let mut held = self.held();
        let mut draft = Draft::new(&held.ledger);
        let lines: Vec<Line> = entries.iter().map(|entry| draft.next(stream, entry)).collect();
        for line in lines {
            held.keep(line);
        }
        Ack::known(Ok(()))
    }

    fn lines(&self, stream: &Stream) -> Result<Vec<Line>, StoreError> {
        Ok(self.held().lines.get(stream).cloned().unwrap_or_default())
    }

    fn merge(&self, lines: Vec<Line>) -> Result<Vec<Standing>, StoreError> {
        let mut held = self.held();
        let mut standings = Vec::with_capacity(lines.len());
        for line in lines {
            let standing = held.ledger.welcome(&line.glance());
            if standing == Standing::New {
                held.keep(line);
            }
            standings.push(standing);
        }
        Ok(standings)
    }

    fn streams(&self) -> Result<Vec<Stream>, StoreError> {
        Ok(self.held().ledger.streams())
    }

    fn forget(&self, learner: &LearnerId) -> Result<u64, StoreError> {
        let mut held = self.held();
        // Any other origin will do, so that no number is given out twice.
        let origin = held.ledger.origin().wrapping_add(1);
        let book = held.lines.get(&Stream::book()).cloned().unwrap_or_default();
        let fresh = rewritten(learner, &book, origin);
        let old =
            std::mem::replace(held.deref_mut(), Held { ledger: Ledger::new(origin), lines: BTreeMap::new() });
        let mut erased = 0;
        for line in old.lines.into_values().flatten() {
            let is_book = *line.stream() == Stream::book();
            let rest = match fresh.get(&line.id()).filter(|_| is_book) {
                Some(new) => new.clone(),
                None => Some(line).filter(|line| line.stream().learner() != learner.as_str()),
            };
            match rest {
                Some(line) => held.keep(line),
                None => erased += 1,
            }
        }
        Ok(erased)
    }

    fn damage(&self) -> Result<Vec<Damage>, StoreError> {
        let gaps = self.held().ledger.gaps();
        Ok(gaps.into_iter().map(Damage::Missing).collect())
    }
}
