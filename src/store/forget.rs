//! Erasing a learner for good: no line of theirs stays in the record, and the database is made anew.
//!
//! sled keeps old values in its files for long, so that taking keys out of it would not be enough. The
//! database goes first: should the program stop in between, what was not yet erased is still in the
//! record, nothing of others is lost, and erasing again does the rest.

use std::collections::BTreeMap;
use std::fs;
use std::io;

use super::Stored;
use super::class::without;
use super::damage::{Copy, Damage};
use super::error::StoreError;
use super::journal::{Journal, fresh_origin};
use super::ledger::{Draft, Ledger};
use super::record::{Entry, EntryId, Line};
use super::stream::Stream;
use crate::course::LearnerId;

/// The lines of the class book without a person, under the names of the old ones; none if all may stay.
pub(super) fn rewritten(gone: &LearnerId, lines: &[Line], origin: u64) -> BTreeMap<EntryId, Option<Line>> {
    // Every line vouches for the one before it, so all are written anew, in their order.
    let ledger = Ledger::new(origin);
    let mut draft = Draft::new(&ledger);
    let mut changed = false;
    let mut all = BTreeMap::new();
    for line in lines {
        let entry = Entry { at: line.at(), body: line.body().to_owned() };
        let rest = without(gone, &Stored { id: line.id(), entry });
        changed |= rest.as_deref() != Some(line.body());
        let fresh = rest.map(|body| draft.next(&Stream::book(), &Entry { at: line.at(), body }));
        all.insert(line.id(), fresh);
    }
    if changed { all } else { BTreeMap::new() }
}

impl Journal {
    /// Erases a learner's streams, and what the class book says of them; returns how many entries went.
    pub(super) fn forget(&mut self, gone: &LearnerId) -> Result<u64, StoreError> {
        // Both copies are compared first, for afterwards there is only one for a while.
        self.suspect = true;
        self.engine = None;
        self.ready()?;
        let book = self.lines(&Stream::book())?;
        let origin = fresh_origin()?;
        let fresh = rewritten(gone, &book, origin);
        let damage = self.damage.clone();
        self.engine = None;
        match fs::remove_dir_all(self.folder.sled()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(StoreError::io("remove", &self.folder.sled(), &error));
            }
            Ok(()) | Err(_) => {}
        }
        let mut erased = 0;
        let done = self.tape.rewrite(&mut |line, out: &mut Vec<u8>| {
            let is_book = line.learner == Stream::book().learner() && line.course == Stream::book().course();
            let text = match fresh.get(&line.id).filter(|_| is_book) {
                Some(Some(new)) => Some(new.text()),
                Some(None) => None,
                None => (line.learner != gone.as_str()).then_some(line.text),
            };
            match text {
                Some(text) => {
                    out.extend_from_slice(text.as_bytes());
                    out.push(b'\n');
                }
                None => erased += 1,
            }
        });
        // Numbers that were erased are not given out again, nor are they missed.
        self.ledger = Ledger::new(origin);
        self.bring_up()?;
        let found = std::mem::replace(&mut self.damage, damage);
        let new =
            found.into_iter().filter(|damage| !matches!(damage, Damage::Completed { copy: Copy::Store, .. }));
        for damage in new {
            if !self.damage.contains(&damage) {
                self.damage.push(damage);
            }
        }
        done.map(|()| erased)
    }
}
