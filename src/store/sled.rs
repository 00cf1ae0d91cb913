//! The database: the only file that knows sled, and the recipe that makes sled 0.34 durable.
//!
//! Its `flush` leaves the disk's cache unsaved, so `sync_data` on its file follows every flush. It
//! panics on damage, so every call is caught. A page above 128 KiB goes to a file of its own that
//! nothing syncs, and a page holds up to 17 values, so values are cut into chunks of 6 KiB.

use std::fs::File;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use super::error::is_full;
use super::folder::sync_folder;
use super::gate::{Gate, Step};
use super::ledger::Print;
use super::record::{Glance, Line};
use super::stream::Stream;

/// The longest value in the database.
pub(super) const CHUNK: usize = 6 * 1024;

const CACHE: u64 = 16 * 1024 * 1024;
const FORMAT_KEY: &[u8] = b"format";
const FORMAT: u64 = 1;
const PRINT_KEY: &[u8] = b"print";
const ENTRY: u8 = b'e';

/// Why the database did not do it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// No space; it will refuse everything until it is opened anew.
    Full,
    /// Somebody has its file open.
    Locked,
    /// Written by a newer program.
    TooNew(u64),
    /// The system refuses access; the data itself may be well.
    Refused(io::ErrorKind, String),
    /// It is damaged, or has lost its way.
    Broken(String),
}

/// What one write does, all or nothing.
#[derive(Debug)]
pub(super) struct Change<'a> {
    pub(super) remove: &'a [Vec<u8>],
    pub(super) put: &'a [Line],
    pub(super) print: Print,
}

/// What is found when everything is read.
#[derive(Debug)]
pub(super) enum Found<'a> {
    Line(&'a Glance<'a>),
    /// Keys whose values make no line.
    Bad(Vec<Vec<u8>>),
}

/// An open database.
#[derive(Debug)]
pub(super) struct Engine {
    /// Only empty while being dropped.
    db: Option<sled::Db>,
    file: File,
    gate: Arc<dyn Gate>,
}

impl Drop for Engine {
    /// Closing may stumble over the same damage as anything else.
    fn drop(&mut self) {
        let db = self.db.take();
        let _ = catch_unwind(AssertUnwindSafe(move || drop(db)));
    }
}

impl Engine {
    /// Opens or makes a database in a folder that exists.
    pub(super) fn open(path: &Path, gate: Arc<dyn Gate>) -> Result<Self, Fault> {
        pass(&*gate, Step::StoreOpen)?;
        let config = sled::Config::new().path(path).flush_every_ms(None).cache_capacity(CACHE);
        let db = caught(|| config.open())?;
        let file =
            File::options().read(true).write(true).open(path.join("db")).map_err(|error| io_fault(&error))?;
        let engine = Self { db: Some(db), file, gate };
        match engine.get(FORMAT_KEY)? {
            None => engine.begin(path)?,
            Some(bytes) => match <[u8; 8]>::try_from(&*bytes).map(u64::from_be_bytes) {
                Ok(FORMAT) => {}
                Ok(version) if (FORMAT + 1..1_000).contains(&version) => {
                    return Err(Fault::TooNew(version));
                }
                Ok(_) | Err(_) => return Err(Fault::Broken("its format is unreadable".to_owned())),
            },
        }
        Ok(engine)
    }

    /// Applies a change and returns once it is on the disk.
    pub(super) fn commit(&self, change: &Change<'_>) -> Result<(), Fault> {
        let mut batch = sled::Batch::default();
        for key in change.remove {
            batch.remove(key.as_slice());
        }
        for line in change.put {
            for (chunk, key) in line.text().as_bytes().chunks(CHUNK).zip(keys(&line.glance())) {
                batch.insert(key, chunk);
            }
        }
        batch.insert(PRINT_KEY, &change.print.to_bytes());
        pass(&*self.gate, Step::StoreWrite)?;
        self.with(|db| {
            db.apply_batch(batch)?;
            db.flush()
        })?;
        self.gate.sync(Step::StoreSync, &self.file).map_err(|error| io_fault(&error))
    }

    /// The print noted with the last change.
    pub(super) fn print(&self) -> Result<Option<Print>, Fault> {
        let bytes = self.get(PRINT_KEY)?;
        Ok(bytes.and_then(|bytes| Print::from_bytes(&bytes)))
    }

    /// One stream's good lines; the caller knows how many there should be.
    pub(super) fn stream(&self, stream: &Stream, mut see: impl FnMut(&Glance<'_>)) -> Result<(), Fault> {
        self.scan(&stream_key(stream.learner(), stream.course()), |found| {
            if let Found::Line(line) = found {
                see(line);
            }
        })
    }

    /// Everything there is; on damage what comes before it has already been seen.
    pub(super) fn each(&self, see: impl FnMut(Found<'_>)) -> Result<(), Fault> {
        self.scan(&[ENTRY], see)
    }

    fn scan(&self, prefix: &[u8], mut see: impl FnMut(Found<'_>)) -> Result<(), Fault> {
        let mut gather = Gather::default();
        self.with(|db| {
            for pair in db.scan_prefix(prefix) {
                let (key, value) = pair?;
                gather.add(&key, &value, &mut see);
            }
            gather.end(&mut see);
            Ok(())
        })
    }

    fn begin(&self, path: &Path) -> Result<(), Fault> {
        self.with(|db| {
            db.insert(FORMAT_KEY, &FORMAT.to_be_bytes())?;
            db.flush()
        })?;
        self.file.sync_all().and_then(|()| sync_folder(path)).map_err(|error| io_fault(&error))
    }

    fn get(&self, key: &[u8]) -> Result<Option<sled::IVec>, Fault> {
        self.with(|db| db.get(key))
    }

    fn with<T>(&self, run: impl FnOnce(&sled::Db) -> sled::Result<T>) -> Result<T, Fault> {
        match &self.db {
            Some(db) => caught(|| run(db)),
            None => Err(Fault::Broken("it is closed".to_owned())),
        }
    }
}

/// The keys under which a line's chunks lie.
pub(super) fn keys(line: &Glance<'_>) -> impl Iterator<Item = Vec<u8>> + use<> {
    let mut start = stream_key(line.learner, line.course);
    start.extend_from_slice(&line.id.origin.to_be_bytes());
    start.extend_from_slice(&line.id.seq.to_be_bytes());
    let chunks = line.text.len().div_ceil(CHUNK);
    (0..u16::try_from(chunks).unwrap_or(u16::MAX)).map(move |chunk| {
        let mut key = start.clone();
        key.extend_from_slice(&chunk.to_be_bytes());
        key
    })
}

fn stream_key(learner: &str, course: &str) -> Vec<u8> {
    let mut key = vec![ENTRY];
    key.extend_from_slice(learner.as_bytes());
    key.push(0);
    key.extend_from_slice(course.as_bytes());
    key.push(0);
    key
}

/// Puts chunks together again.
#[derive(Debug, Default)]
struct Gather {
    keys: Vec<Vec<u8>>,
    bytes: Vec<u8>,
}

impl Gather {
    fn add(&mut self, key: &[u8], value: &[u8], see: &mut impl FnMut(Found<'_>)) {
        let whole = |key: &[u8]| key.len().saturating_sub(2);
        let same = self.keys.last().is_some_and(|last| last[..whole(last)] == key[..whole(key)]);
        if !same {
            self.end(see);
        }
        self.keys.push(key.to_vec());
        self.bytes.extend_from_slice(value);
    }

    fn end(&mut self, see: &mut impl FnMut(Found<'_>)) {
        let found = std::mem::take(&mut self.keys);
        let bytes = std::mem::take(&mut self.bytes);
        if found.is_empty() {
            return;
        }
        match Glance::read(&bytes) {
            Ok(line) if keys(&line).eq(found.iter().map(Vec::as_slice)) => see(Found::Line(&line)),
            Ok(_) | Err(_) => see(Found::Bad(found)),
        }
    }
}

fn pass(gate: &dyn Gate, step: Step) -> Result<(), Fault> {
    gate.pass(step).map_err(|error| io_fault(&error))
}

fn caught<T>(run: impl FnOnce() -> sled::Result<T>) -> Result<T, Fault> {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(sled_fault(&error)),
        Err(_) => Err(Fault::Broken("it stopped in the middle".to_owned())),
    }
}

fn sled_fault(error: &sled::Error) -> Fault {
    match error {
        sled::Error::Io(error) => io_fault(error),
        sled::Error::Corruption { .. } => Fault::Broken("it is corrupted".to_owned()),
        sled::Error::CollectionNotFound(_) | sled::Error::Unsupported(_) | sled::Error::ReportableBug(_) => {
            Fault::Broken("it is not as it should be".to_owned())
        }
    }
}

fn io_fault(error: &io::Error) -> Fault {
    let text = error.to_string();
    match error.kind() {
        kind if is_full(kind) => Fault::Full,
        io::ErrorKind::WouldBlock => Fault::Locked,
        io::ErrorKind::Other if text.starts_with("could not acquire lock") => Fault::Locked,
        kind @ (io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) => {
            Fault::Refused(kind, text)
        }
        _ => Fault::Broken("a part of it cannot be read".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::gate::Unhindered;
    use crate::store::ledger::{Draft, Ledger};
    use crate::store::record::Entry;

    fn open(path: &Path) -> Result<Engine, Fault> {
        Engine::open(path, Arc::new(Unhindered))
    }

    fn lines(bodies: &[String]) -> Vec<Line> {
        let (ledger, stream) = (Ledger::new(7), Stream::new("anna", "untoc").unwrap());
        let mut draft = Draft::new(&ledger);
        let entry = |body: &String| Entry { at: 1, body: body.clone() };
        bodies.iter().map(|body| draft.next(&stream, &entry(body))).collect()
    }

    fn put(engine: &Engine, put: &[Line], remove: &[Vec<u8>]) {
        let change = Change { remove, put, print: Print::default() };
        engine.commit(&change).unwrap();
    }

    fn told(engine: &Engine) -> (Vec<Line>, Vec<Vec<u8>>) {
        let (mut lines, mut bad) = (Vec::new(), Vec::new());
        let see = |found: Found<'_>| match found {
            Found::Line(line) => lines.push(Line::keep(line).unwrap()),
            Found::Bad(keys) => bad.extend(keys),
        };
        engine.each(see).unwrap();
        (lines, bad)
    }

    fn of_stream(engine: &Engine, stream: &Stream) -> Vec<Line> {
        let mut lines = Vec::new();
        engine.stream(stream, |line| lines.push(Line::keep(line).unwrap())).unwrap();
        lines
    }

    #[test]
    fn long_lines_are_cut_and_joined() {
        let temp = tempfile::tempdir().unwrap();
        let engine = open(temp.path()).unwrap();
        let lines = lines(&[1, CHUNK, 5 * CHUNK].map(|size| format!("\"{}\"", "x".repeat(size))));
        put(&engine, &lines, &[]);
        assert_eq!(keys(&lines[2].glance()).count(), 6);
        assert_eq!(told(&engine), (lines.clone(), vec![]));
        assert_eq!(of_stream(&engine, lines[0].stream()), lines);
        let lost: Vec<_> = keys(&lines[2].glance()).take(1).collect();
        put(&engine, &[], &lost);
        let rest: Vec<_> = keys(&lines[2].glance()).skip(1).collect();
        assert_eq!(told(&engine), (lines[..2].to_vec(), rest));
        assert_eq!(of_stream(&engine, lines[0].stream()), lines[..2]);
    }

    #[test]
    fn an_open_database_is_locked_and_a_newer_one_refused() {
        let temp = tempfile::tempdir().unwrap();
        let engine = open(temp.path()).unwrap();
        assert_eq!(open(temp.path()).unwrap_err(), Fault::Locked);
        let newer = (FORMAT + 1).to_be_bytes();
        engine.with(|db| db.insert(FORMAT_KEY, &newer).and_then(|_| db.flush())).unwrap();
        drop(engine);
        let again = (0..10_000).find_map(|_| match open(temp.path()) {
            Err(Fault::Locked) => {
                std::thread::yield_now();
                None
            }
            done => Some(done),
        });
        assert_eq!(again.unwrap().unwrap_err(), Fault::TooNew(FORMAT + 1));
    }

    #[test]
    fn a_panic_inside_is_a_fault_like_others() {
        let fault = caught(|| -> sled::Result<()> { panic!("as sled does") });
        assert_eq!(fault, Err(Fault::Broken("it stopped in the middle".to_owned())));
    }
}
