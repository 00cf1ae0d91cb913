//! The store on a disk: one thread owns the data folder, everyone else asks it.

use std::io;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::ack::{Ack, Answer};
use super::damage::Damage;
use super::error::StoreError;
use super::gate::{Gate, Unhindered};
use super::journal::{Journal, MAX_GROUP_BYTES, fresh_origin};
use super::ledger::Standing;
use super::record::{Entry, Line, armour};
use super::stream::Stream;
use super::{Store, Stored};
use crate::course::LearnerId;

/// The name of the thread that owns the disk.
const THREAD: &str = "curricle-store";

/// A quiet moment of this length is used for what nobody waits for.
const SETTLING: Duration = Duration::from_millis(250);

/// How many appends one write may gather.
const MAX_GROUP: usize = 512;

/// How many requests may wait; more are refused rather than piled up.
const MAX_WAITING: usize = 4096;

/// How long closing waits for a disk that does not answer.
const CLOSING: Duration = Duration::from_secs(10);

/// Keeps entries in a folder, twice: in a sled database and in a record of lines.
#[derive(Debug)]
pub struct Disk {
    requests: Option<SyncSender<Request>>,
    /// Only asked when dropped; the lock makes it shareable until then.
    closed: Mutex<Receiver<()>>,
}

/// A store that is being opened by a thread of its own.
#[derive(Debug)]
#[must_use]
pub struct Opening {
    disk: Disk,
    opening: Receiver<Result<(), StoreError>>,
}

impl Opening {
    /// Waits until the store is open.
    pub fn wait(self) -> Result<Disk, StoreError> {
        self.opening.recv().unwrap_or(Err(StoreError::Closed))?;
        Ok(self.disk)
    }
}

type Append = (Stream, Vec<Entry>, Answer);

#[derive(Debug)]
enum Request {
    Append(Append),
    Lines(Stream, SyncSender<Result<Vec<Line>, StoreError>>),
    Read(Stream, SyncSender<Result<Vec<Stored>, StoreError>>),
    Merge(Vec<Line>, SyncSender<Result<Vec<Standing>, StoreError>>),
    Streams(SyncSender<Vec<Stream>>),
    Damage(SyncSender<Vec<Damage>>),
    Forget(LearnerId, SyncSender<Result<u64, StoreError>>),
}

impl Disk {
    /// Opens or makes the store in a folder; `now` (milliseconds since 1970) is told to others.
    pub fn open(folder: &Path, now: i64) -> Result<Self, StoreError> {
        Self::open_with(folder, now, fresh_origin()?, Arc::new(Unhindered))
    }

    /// Begins to open the store as [`Disk::open`] does, without waiting for the disk.
    pub fn start(folder: &Path, now: i64) -> Result<Opening, StoreError> {
        Self::start_with(folder, now, fresh_origin()?, Arc::new(Unhindered))
    }

    pub(super) fn open_with(
        folder: &Path,
        now: i64,
        origin: u64,
        gate: Arc<dyn Gate>,
    ) -> Result<Self, StoreError> {
        Self::start_with(folder, now, origin, gate)?.wait()
    }

    fn start_with(folder: &Path, now: i64, origin: u64, gate: Arc<dyn Gate>) -> Result<Opening, StoreError> {
        let (requests, inbox) = sync_channel(MAX_WAITING);
        let (opened, opening) = sync_channel(1);
        let (closing, closed) = sync_channel(1);
        let root = folder.to_owned();
        let run = move || {
            match Journal::open(&root, now, origin, gate) {
                Ok(journal) => {
                    let _ = opened.send(Ok(()));
                    serve(journal, &inbox);
                }
                Err(error) => {
                    let _ = opened.send(Err(error));
                }
            }
            let _ = closing.send(());
        };
        let spawned = thread::Builder::new().name(THREAD.to_owned()).spawn(run);
        spawned.map_err(|error: io::Error| StoreError::io("open", folder, &error))?;
        let disk = Self { requests: Some(requests), closed: Mutex::new(closed) };
        Ok(Opening { disk, opening })
    }

    fn ask<T>(&self, make: impl FnOnce(SyncSender<T>) -> Request) -> Result<T, StoreError> {
        let (answer, asked) = sync_channel(1);
        let requests = self.requests.as_ref().ok_or(StoreError::Closed)?;
        requests.send(make(answer)).map_err(|_| StoreError::Closed)?;
        asked.recv().map_err(|_| StoreError::Closed)
    }
}

impl Store for Disk {
    fn append(&self, stream: &Stream, entries: Vec<Entry>) -> Ack {
        let entries = match entries.into_iter().map(armoured).collect() {
            Ok(entries) => entries,
            Err(error) => return Ack::known(Err(error)),
        };
        let (answer, ack) = Ack::pair();
        let Some(requests) = &self.requests else {
            return Ack::known(Err(StoreError::Closed));
        };
        match requests.try_send(Request::Append((stream.clone(), entries, answer))) {
            Ok(()) => ack,
            Err(TrySendError::Full(_)) => Ack::known(Err(StoreError::Busy)),
            Err(TrySendError::Disconnected(_)) => Ack::known(Err(StoreError::Closed)),
        }
    }

    fn lines(&self, stream: &Stream) -> Result<Vec<Line>, StoreError> {
        self.ask(|answer| Request::Lines(stream.clone(), answer))?
    }

    fn read(&self, stream: &Stream) -> Result<Vec<Stored>, StoreError> {
        self.ask(|answer| Request::Read(stream.clone(), answer))?
    }

    fn merge(&self, lines: Vec<Line>) -> Result<Vec<Standing>, StoreError> {
        self.ask(|answer| Request::Merge(lines, answer))?
    }

    fn streams(&self) -> Result<Vec<Stream>, StoreError> {
        self.ask(Request::Streams)
    }

    fn damage(&self) -> Result<Vec<Damage>, StoreError> {
        self.ask(Request::Damage)
    }

    fn forget(&self, learner: &LearnerId) -> Result<u64, StoreError> {
        self.ask(|answer| Request::Forget(learner.clone(), answer))?
    }
}

impl Drop for Disk {
    /// What was handed in before is still written.
    fn drop(&mut self) {
        self.requests = None;
        let closed = self.closed.get_mut().unwrap_or_else(PoisonError::into_inner);
        let _ = closed.recv_timeout(CLOSING);
    }
}

/// Whether panics of a thread are the store's own business.
///
/// sled panics on damaged files; the store catches that and mends them, so a panic hook that writes
/// to the learner's screen should pass over these threads.
pub fn minds_panics_of(thread: Option<&str>) -> bool {
    thread.is_some_and(|name| name == THREAD || name.starts_with("sled-io-"))
}

/// Checks and armours one entry on its way in.
pub(super) fn armoured(entry: Entry) -> Result<Entry, StoreError> {
    let body = armour(entry.body).map_err(StoreError::Entry)?;
    Ok(Entry { at: entry.at, body })
}

fn serve(mut journal: Journal, inbox: &Receiver<Request>) {
    let mut settled = false;
    loop {
        let request = if settled {
            inbox.recv().ok()
        } else {
            match inbox.recv_timeout(SETTLING) {
                Ok(request) => Some(request),
                Err(RecvTimeoutError::Disconnected) => None,
                Err(RecvTimeoutError::Timeout) => {
                    journal.keep_ballast();
                    settled = true;
                    continue;
                }
            }
        };
        let Some(request) = request else { return };
        let mut next = Some(request);
        while let Some(request) = next.take() {
            match request {
                Request::Append(first) => next = append(&mut journal, first, inbox),
                Request::Lines(stream, answer) => reply(&answer, journal.lines(&stream)),
                Request::Read(stream, answer) => reply(&answer, journal.read(&stream)),
                Request::Merge(lines, answer) => reply(&answer, journal.merge(lines)),
                Request::Streams(answer) => reply(&answer, journal.ledger.streams()),
                Request::Damage(answer) => reply(&answer, journal.damage()),
                Request::Forget(learner, answer) => reply(&answer, journal.forget(&learner)),
            }
        }
    }
}

/// Gathers what else has come in, saves it all at once, and hands back what is not an append.
fn append(journal: &mut Journal, first: Append, inbox: &Receiver<Request>) -> Option<Request> {
    let mut left_over = None;
    let mut bytes = size(&first);
    let mut group = vec![first];
    while group.len() < MAX_GROUP && bytes < MAX_GROUP_BYTES {
        match inbox.try_recv() {
            Ok(Request::Append(next)) => {
                bytes += size(&next);
                group.push(next);
            }
            Ok(other) => {
                left_over = Some(other);
                break;
            }
            Err(_) => break,
        }
    }
    let mut answers = Vec::with_capacity(group.len());
    let mut appends = Vec::with_capacity(group.len());
    for (stream, entries, answer) in group {
        appends.push((stream, entries));
        answers.push(answer);
    }
    let done = journal.append(&appends);
    for answer in answers {
        answer.give(done.clone());
    }
    left_over
}

fn size(append: &Append) -> usize {
    append.1.iter().map(|entry| entry.body.len()).sum()
}

fn reply<T>(answer: &SyncSender<T>, value: T) {
    let _ = answer.try_send(value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_store_and_its_helpers_panic_in_peace() {
        assert!(minds_panics_of(Some("curricle-store")));
        assert!(minds_panics_of(Some("sled-io-3")));
        assert!(!minds_panics_of(Some("main")));
        assert!(!minds_panics_of(None));
    }
}
