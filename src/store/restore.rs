//! Opening and mending: whatever one copy lost comes back from the other, and what both lost is named.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::damage::{Copy, Damage};
use super::error::StoreError;
use super::folder::{Folder, close_to_others};
use super::journal::{Journal, MAX_GROUP_BYTES, fresh_origin};
use super::ledger::{Ledger, Print, Standing};
use super::record::Line;
use super::sled::{Change, Engine, Fault, Found, keys};
use super::tape::{Bad, Look, name};

/// How often, and how long, a database just closed by this process is waited for.
const LOCK_TRIES: u32 = 200;
const LOCK_PAUSE: Duration = Duration::from_millis(10);

/// Lines put into a new database in one go.
const MAX_REFILL: usize = 1024;

impl Journal {
    /// Opens both copies and makes them equal; with a full disk the database may stay closed.
    pub(super) fn bring_up(&mut self) -> Result<(), StoreError> {
        self.engine = None;
        let (mut ledger, bad) = self.look_through()?;
        match self.open_equal(&mut ledger, &bad) {
            Ok(engine) => self.engine = Some(engine),
            Err(StoreError::Full) => {
                self.suspect = true;
                if self.ledger.print() == Print::default() {
                    self.ledger = ledger;
                }
                return Ok(());
            }
            Err(error) => return Err(error),
        }
        self.leftover.clear();
        self.suspect = false;
        let lost = ledger.lost_since(&self.ledger);
        if !lost.is_empty() {
            // Numbers that may be gone for good must not be given out a second time.
            ledger.go_on_as(fresh_origin()?);
        }
        self.damage.extend(lost.into_iter().map(Damage::Missing));
        self.ledger = ledger;
        Ok(())
    }

    /// Reads the whole record anew.
    fn look_through(&mut self) -> Result<(Ledger, Vec<Bad>), StoreError> {
        let mut ledger = Ledger::new(self.ledger.origin());
        let look = self.tape.open(|line| ledger.note(line))?;
        self.note_bad_lines(&look);
        Ok((ledger, look.bad))
    }

    fn open_equal(&mut self, ledger: &mut Ledger, bad: &[Bad]) -> Result<Engine, StoreError> {
        match self.try_equal(ledger, bad) {
            // It opened but could not be written: the next one is made from the record alone.
            Err(StoreError::Broken(cause)) => {
                self.move_aside(cause)?;
                let (again, bad) = self.look_through()?;
                *ledger = again;
                self.try_equal(ledger, &bad)
            }
            done => done,
        }
    }

    /// When the database's print is that of the record, nothing more is to be done.
    fn try_equal(&mut self, ledger: &mut Ledger, bad: &[Bad]) -> Result<Engine, StoreError> {
        let engine = self.open_engine()?;
        let well = !self.suspect && bad.is_empty() && self.leftover.is_empty();
        if well && engine.print().is_ok_and(|noted| says(noted, ledger.print())) {
            return Ok(engine);
        }
        self.reconcile(engine, ledger, bad)
    }

    fn open_engine(&mut self) -> Result<Engine, StoreError> {
        match self.try_open() {
            Ok(engine) => Ok(engine),
            Err(Fault::Full) => {
                // Opening needs a little space itself.
                let mut opened = Err(Fault::Full);
                while matches!(opened, Err(Fault::Full)) && self.folder.spend_ballast() {
                    opened = self.try_open();
                }
                opened.map_err(|fault| self.told(fault))
            }
            Err(Fault::Broken(cause)) => {
                self.move_aside(cause)?;
                self.try_open().map_err(|fault| self.told(fault))
            }
            Err(fault @ (Fault::Locked | Fault::TooNew(_) | Fault::Refused(..))) => Err(self.told(fault)),
        }
    }

    fn try_open(&self) -> Result<Engine, Fault> {
        let refused = |error: StoreError| Fault::Refused(io::ErrorKind::Other, error.to_string());
        match Folder::prepare(self.folder.root()) {
            Ok(_) => {}
            Err(StoreError::Full) => return Err(Fault::Full),
            Err(error) => return Err(refused(error)),
        }
        let mut tries = 0;
        let engine = loop {
            match Engine::open(&self.folder.sled(), Arc::clone(&self.gate)) {
                Err(Fault::Locked) if tries < LOCK_TRIES => {
                    tries += 1;
                    thread::sleep(LOCK_PAUSE);
                }
                done => break done?,
            }
        };
        close_to_others(&self.folder.sled()).map_err(refused)?;
        Ok(engine)
    }

    /// Moves the damaged database away, so that a new one can be made in its place.
    fn move_aside(&mut self, cause: String) -> Result<(), StoreError> {
        let old = self.folder.sled();
        let to = self.folder.aside()?.join("sled");
        fs::rename(&old, &to).map_err(|error| StoreError::io("move aside", &old, &error))?;
        self.damage.push(Damage::StoreMoved { to, cause });
        Ok(())
    }

    /// Compares the copies entry by entry and completes each from the other.
    fn reconcile(
        &mut self,
        mut engine: Engine,
        ledger: &mut Ledger,
        bad: &[Bad],
    ) -> Result<Engine, StoreError> {
        let mut survey = Survey { leftover: self.leftover.iter().cloned().collect(), ..Survey::default() };
        match engine.each(|found| survey.take(found, ledger)) {
            Ok(()) => {}
            Err(Fault::Broken(cause)) => {
                drop(engine);
                self.move_aside(cause)?;
                engine = self.try_open().map_err(|fault| self.told(fault))?;
                survey.in_store = Ledger::default();
                survey.bad.clear();
            }
            Err(fault) => return Err(self.told(fault)),
        }
        // The record first: from here on it has all there is, whatever the database does.
        self.mend_record(bad, &survey.only_in_store)?;
        self.commit(&engine, &survey.bad, &[], Print::default())?;
        let entries = self.refill(&engine, ledger, &mut survey.in_store)?;
        if entries > 0 {
            self.damage.push(Damage::Completed { copy: Copy::Store, entries });
        }
        Ok(engine)
    }

    fn mend_record(&mut self, bad: &[Bad], lines: &[Line]) -> Result<(), StoreError> {
        if !bad.is_empty() {
            let aside = self.folder.aside()?;
            self.tape.mend(bad, &aside)?;
        }
        for group in lines.chunks(MAX_REFILL) {
            self.tape.append(group)?;
        }
        if !lines.is_empty() {
            self.damage.push(Damage::Completed { copy: Copy::Record, entries: lines.len() as u64 });
        }
        Ok(())
    }

    /// Gives the database what only the record has; its print is noted last, when all is there.
    fn refill(&self, engine: &Engine, ledger: &Ledger, in_store: &mut Ledger) -> Result<u64, StoreError> {
        let (mut group, mut bytes, mut entries, mut done) = (Vec::new(), 0, 0, Ok(()));
        self.tape.each(|seen| {
            let wanted =
                ledger.standing(seen) == Standing::Known && in_store.standing(seen) != Standing::Known;
            if done.is_err() || !wanted {
                return;
            }
            let Ok(line) = Line::keep(seen) else { return };
            in_store.note(seen);
            entries += 1;
            bytes += line.text().len();
            group.push(line);
            if group.len() >= MAX_REFILL || bytes >= MAX_GROUP_BYTES {
                done = self.commit(engine, &[], &group, Print::default());
                group.clear();
                bytes = 0;
            }
        })?;
        done?;
        self.commit(engine, &[], &group, ledger.print())?;
        Ok(entries)
    }

    fn commit(
        &self,
        engine: &Engine,
        remove: &[Vec<u8>],
        put: &[Line],
        print: Print,
    ) -> Result<(), StoreError> {
        let change = Change { remove, put, print };
        engine.commit(&change).map_err(|fault| self.told(fault))
    }

    fn note_bad_lines(&mut self, look: &Look) {
        let lines = look.bad.iter().map(|bad| Damage::Line { file: name(bad.file), line: bad.line });
        let cut = look.cut.map(|file| Damage::Cut { file: name(file) });
        for damage in lines.chain(cut) {
            if !self.damage.contains(&damage) {
                self.damage.push(damage);
            }
        }
    }
}

/// What reading the whole database brought to light.
#[derive(Debug, Default)]
struct Survey {
    in_store: Ledger,
    only_in_store: Vec<Line>,
    bad: Vec<Vec<u8>>,
    /// What a failed append may have left; it was never acknowledged and must not show up.
    leftover: BTreeSet<Vec<u8>>,
}

impl Survey {
    fn take(&mut self, found: Found<'_>, ledger: &mut Ledger) {
        let line = match found {
            Found::Line(line) => line,
            Found::Bad(keys) => return self.bad.extend(keys),
        };
        if !self.leftover.is_empty() && keys(line).any(|key| self.leftover.contains(&key)) {
            return self.bad.extend(keys(line));
        }
        match ledger.standing(line) {
            Standing::Known => self.in_store.note(line),
            Standing::New => {
                let Ok(kept) = Line::keep(line) else { return };
                ledger.note(line);
                self.in_store.note(line);
                self.only_in_store.push(kept);
            }
            // The record wins: it is written first and taken back last.
            Standing::Refused(_) => self.bad.extend(keys(line)),
        }
    }
}

/// An empty record and a database that never noted anything agree.
fn says(noted: Option<Print>, print: Print) -> bool {
    noted.map_or(print == Print::default(), |noted| noted == print)
}
