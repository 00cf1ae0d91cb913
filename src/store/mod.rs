//! Everything a learner did, kept for ever: entries appended, acknowledged when on the disk, read back.
//!
//! The store does not know what entries mean; each is a time and a JSON value. On a disk everything
//! is kept twice, in a database and in a record of lines, and each copy mends the other. Start with
//! [`Store`], then `record` (one entry as a line), `ledger` (numbers and checksums), `journal` (both
//! copies together), `restore` (mending) and `disk` (the thread that does it).

mod ack;
mod class;
mod damage;
mod disk;
mod error;
mod event;
mod exchange;
mod folder;
mod forget;
mod gate;
mod journal;
mod ledger;
mod lines;
mod lock;
mod look;
mod memory;
mod record;
mod restore;
mod seals;
mod sled;
mod stream;
mod tape;
mod work;

#[cfg(test)]
mod contract;
#[cfg(test)]
mod trials;

pub use ack::Ack;
pub use class::{BookError, CLASS_VERSION, class_from_stored, class_to_entry, read_book};
pub use damage::{Copy, Damage};
pub use disk::{Disk, Opening, minds_panics_of};
pub use error::StoreError;
pub use event::{EVENT_VERSION, EventError, from_stored, to_entry};
pub use exchange::{
    ImportReport, MAX_REFUSED, export, export_file, import, import_work, replace, write_file,
};
pub use ledger::{Gap, Standing};
pub use lock::Holder;
pub use look::look;
pub use memory::Memory;
pub use record::{Entry, EntryId, Fault, Line, MAX_BODY, MAX_LINE, VERSION};
pub use stream::{MAX_NAME, Stream, StreamError};
pub use work::each_event;

use crate::course::LearnerId;

/// An entry as it is kept, with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The same in every copy and every store.
    pub id: EntryId,
    /// What was appended; a clock that went back was held at the time before.
    pub entry: Entry,
}

/// Keeps entries, oldest first, for ever.
pub trait Store: Send + Sync {
    /// Hands in entries without waiting; all of them are kept or none.
    ///
    /// After an error the caller keeps the entries and hands them in again before newer ones of the
    /// same stream; nothing of a failed append ever shows up by itself.
    fn append(&self, stream: &Stream, entries: Vec<Entry>) -> Ack;

    /// A stream's entries as checked lines, in the order of [`Store::read`].
    fn lines(&self, stream: &Stream) -> Result<Vec<Line>, StoreError>;

    /// Takes in lines from another store and says for each what it was to this one.
    fn merge(&self, lines: Vec<Line>) -> Result<Vec<Standing>, StoreError>;

    /// Every stream that has entries.
    fn streams(&self) -> Result<Vec<Stream>, StoreError>;

    /// What was found damaged since opening, and what is missing.
    fn damage(&self) -> Result<Vec<Damage>, StoreError>;

    /// Erases all work of a learner, and what the class book says of them but that they were erased.
    ///
    /// Copies elsewhere stay, such as backups and what was moved aside as damaged. After an error some
    /// of it may be gone; erasing again does the rest. Work of others is never touched.
    fn forget(&self, learner: &LearnerId) -> Result<u64, StoreError>;

    /// A stream's entries by time, then origin, then number: the same for every order of arrival.
    fn read(&self, stream: &Stream) -> Result<Vec<Stored>, StoreError> {
        let stored = |line: Line| Stored {
            id: line.id(),
            entry: Entry { at: line.at(), body: line.body().to_owned() },
        };
        Ok(self.lines(stream)?.into_iter().map(stored).collect())
    }
}
