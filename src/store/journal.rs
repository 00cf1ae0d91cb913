//! Both copies and what is known of them: written together, read with suspicion.

use std::path::Path;
use std::sync::Arc;

use super::Stored;
use super::damage::Damage;
use super::error::StoreError;
use super::folder::Folder;
use super::gate::Gate;
use super::ledger::{Draft, Ledger, Standing};
use super::lock::Lock;
use super::record::{Entry, EntryId, Glance, Line};
use super::sled::{Change, Engine, Fault, keys};
use super::stream::Stream;
use super::tape::Tape;

/// The most bytes written in one go when many lines come at once.
pub(super) const MAX_GROUP_BYTES: usize = 1024 * 1024;

/// How many groups pass before space is taken in hand again.
const BALLAST_EVERY: u64 = 64;

/// Pieces of damage that are told of at most.
const MAX_DAMAGE: usize = 10_000;

/// One open data folder; it belongs to one thread.
#[derive(Debug)]
pub(super) struct Journal {
    pub(super) folder: Folder,
    pub(super) gate: Arc<dyn Gate>,
    pub(super) tape: Tape,
    pub(super) engine: Option<Engine>,
    pub(super) ledger: Ledger,
    pub(super) damage: Vec<Damage>,
    /// Keys of a failed group, which the database may or may not have kept.
    pub(super) leftover: Vec<Vec<u8>>,
    /// Whether the copies must be compared entry by entry at the next opening.
    pub(super) suspect: bool,
    groups: u64,
    _lock: Lock,
}

impl Journal {
    /// Opens a folder, mends what can be mended, and leaves word of it in `damage`.
    pub(super) fn open(root: &Path, now: i64, origin: u64, gate: Arc<dyn Gate>) -> Result<Self, StoreError> {
        let folder = Folder::prepare(root)?;
        let lock = Lock::take(root, now)?;
        let mut journal = Self {
            tape: Tape::new(folder.record(), Arc::clone(&gate)),
            folder,
            gate,
            engine: None,
            ledger: Ledger::new(origin),
            damage: Vec::new(),
            leftover: Vec::new(),
            suspect: false,
            groups: 0,
            _lock: lock,
        };
        journal.bring_up()?;
        Ok(journal)
    }

    /// Saves several appends at once, in the order given; a full disk costs ballast first.
    pub(super) fn append(&mut self, appends: &[(Stream, Vec<Entry>)]) -> Result<(), StoreError> {
        loop {
            match self.try_append(appends) {
                Err(StoreError::Full) if self.folder.spend_ballast() => {}
                done => return done,
            }
        }
    }

    fn try_append(&mut self, appends: &[(Stream, Vec<Entry>)]) -> Result<(), StoreError> {
        self.ready()?;
        let mut draft = Draft::new(&self.ledger);
        let mut lines = Vec::new();
        for (stream, entries) in appends {
            lines.extend(entries.iter().map(|entry| draft.next(stream, entry)));
        }
        self.save(&lines)
    }

    /// Takes in lines from elsewhere; what is known stays as it is.
    pub(super) fn merge(&mut self, lines: Vec<Line>) -> Result<Vec<Standing>, StoreError> {
        self.ready()?;
        let mut standings = Vec::with_capacity(lines.len());
        let mut group = Vec::new();
        let mut ahead = Ledger::new(self.ledger.origin());
        let mut bytes = 0;
        for line in lines {
            let standing = match self.ledger.welcome(&line.glance()) {
                Standing::New => ahead.standing(&line.glance()),
                told @ (Standing::Known | Standing::Refused(_)) => told,
            };
            standings.push(standing);
            if standing != Standing::New {
                continue;
            }
            ahead.note(&line.glance());
            bytes += line.text().len();
            group.push(line);
            if bytes >= MAX_GROUP_BYTES {
                self.save(&group)?;
                (group, ahead, bytes) = (Vec::new(), Ledger::new(self.ledger.origin()), 0);
            }
        }
        self.save(&group)?;
        Ok(standings)
    }

    /// A stream's lines in the order of the work.
    pub(super) fn lines(&mut self, stream: &Stream) -> Result<Vec<Line>, StoreError> {
        self.gather(stream, |seen| Line::keep(seen).ok(), Line::order)
    }

    /// A stream's entries in the order of the work, without what only a whole line needs.
    pub(super) fn read(&mut self, stream: &Stream) -> Result<Vec<Stored>, StoreError> {
        let keep = |seen: &Glance<'_>| Some(Stored { id: seen.id, entry: seen.entry() });
        self.gather(stream, keep, |stored| (stored.entry.at, stored.id))
    }

    /// Reads a stream, every entry checked against the ledger.
    fn gather<T>(
        &mut self,
        stream: &Stream,
        keep: impl Fn(&Glance<'_>) -> Option<T>,
        order: impl Fn(&T) -> (i64, EntryId),
    ) -> Result<Vec<T>, StoreError> {
        for _ in 0..2 {
            if let Some(engine) = &self.engine {
                let count = self.ledger.count(stream);
                let (mut found, mut all_known) = (Vec::with_capacity(count), true);
                let read = engine.stream(stream, |seen| {
                    all_known &= self.ledger.standing(seen) == Standing::Known;
                    found.extend(keep(seen));
                });
                if read.is_ok() && all_known && found.len() == count {
                    found.sort_by_key(&order);
                    return Ok(found);
                }
                self.engine = None;
                self.suspect = true;
                // If it cannot be mended now, the record still has everything.
                let _ = self.bring_up();
            }
        }
        let mut found = Vec::new();
        let ledger = &self.ledger;
        self.tape.each(|seen| {
            let ours = seen.learner == stream.learner() && seen.course == stream.course();
            if ours && ledger.standing(seen) == Standing::Known {
                found.extend(keep(seen));
            }
        })?;
        found.sort_by_key(&order);
        found.dedup_by_key(|one| order(one).1);
        Ok(found)
    }

    /// What was found so far, and what is missing now.
    pub(super) fn damage(&self) -> Vec<Damage> {
        let mut all = self.damage.clone();
        all.retain(|damage| match damage {
            Damage::Missing(gap) => !self.ledger.is_closed(gap),
            Damage::StoreMoved { .. }
            | Damage::Line { .. }
            | Damage::Cut { .. }
            | Damage::Completed { .. } => true,
        });
        for gap in self.ledger.gaps() {
            let gap = Damage::Missing(gap);
            if !all.contains(&gap) {
                all.push(gap);
            }
        }
        all.truncate(MAX_DAMAGE);
        all
    }

    /// Takes space in hand while nothing else is to be done.
    pub(super) fn keep_ballast(&self) {
        if !self.folder.has_ballast() {
            self.folder.take_ballast(&*self.gate);
        }
    }

    pub(super) fn ready(&mut self) -> Result<(), StoreError> {
        if self.engine.is_none() {
            self.bring_up()?;
        }
        if self.engine.is_some() { Ok(()) } else { Err(StoreError::Full) }
    }

    /// Writes the record first, then the database; a failure in either leaves neither changed.
    fn save(&mut self, lines: &[Line]) -> Result<(), StoreError> {
        let Some(engine) = self.engine.as_ref() else {
            return Err(StoreError::Full);
        };
        if lines.is_empty() {
            return Ok(());
        }
        let mark = self.tape.append(lines)?;
        let mut print = self.ledger.print();
        for line in lines {
            print.add(&line.glance());
        }
        let change = Change { remove: &[], put: lines, print };
        if let Err(fault) = engine.commit(&change) {
            self.tape.take_back(mark);
            self.leftover.extend(lines.iter().flat_map(|line| keys(&line.glance())));
            self.suspect = true;
            self.engine = None;
            return Err(self.told(fault));
        }
        for line in lines {
            self.ledger.note(&line.glance());
        }
        self.groups += 1;
        if self.groups.is_multiple_of(BALLAST_EVERY) {
            self.keep_ballast();
        }
        Ok(())
    }

    /// Turns the database's trouble into ours.
    pub(super) fn told(&self, fault: Fault) -> StoreError {
        match fault {
            Fault::Full => StoreError::Full,
            Fault::Locked => StoreError::InUse { folder: self.folder.root().to_owned(), holder: None },
            Fault::TooNew(version) => StoreError::TooNew { version },
            Fault::Refused(kind, cause) => {
                StoreError::Io { doing: "use", path: self.folder.sled(), kind, cause }
            }
            Fault::Broken(cause) => StoreError::Broken(cause),
        }
    }
}

/// A number no other run has.
pub(super) fn fresh_origin() -> Result<u64, StoreError> {
    getrandom::u64().map_err(|error| StoreError::Broken(format!("no random numbers: {error}")))
}
