//! Carrying entries between stores: the export, the backup and the bundle on a stick are one format.

use std::fs;
use std::io::{self, BufRead, BufWriter, Write};
use std::path::Path;

use super::Store;
use super::class::newer_class;
use super::error::StoreError;
use super::event::newer;
use super::folder::{create_private, sync_folder};
use super::ledger::Standing;
use super::lines::{Next, next_line};
use super::record::{Fault, Line};
use super::stream::Stream;

/// Lines taken in at once.
const MAX_BATCH: usize = 4_096;

/// Bytes taken in at once.
const MAX_BATCH_BYTES: usize = 8 * 1024 * 1024;

/// Refused lines listed one by one; more are only counted.
pub const MAX_REFUSED: usize = 1_000;

/// UTF-8 for U+FEFF.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What became of the lines of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Entries that were new.
    pub added: u64,
    /// Entries that were here already.
    pub known: u64,
    /// Lines that were refused, by number from 1.
    pub refused: Vec<(u64, Fault)>,
    /// Refused lines beyond [`MAX_REFUSED`].
    pub unlisted: u64,
    /// Lines of a class book that were refused as such, which are not listed.
    pub book: u64,
}

impl ImportReport {
    fn refuse(&mut self, line: u64, fault: Fault) {
        if self.refused.len() < MAX_REFUSED {
            self.refused.push((line, fault));
        } else {
            self.unlisted += 1;
        }
    }
}

/// Writes the work of one learner, or of all, as lines; equal stores give equal bytes.
pub fn export(store: &dyn Store, learner: Option<&str>, out: &mut dyn Write) -> Result<u64, StoreError> {
    let fail = |error: io::Error| StoreError::io("write", Path::new("the export"), &error);
    let mut count = 0;
    for stream in store.streams()? {
        if learner.is_some_and(|learner| learner != stream.learner()) {
            continue;
        }
        for line in store.lines(&stream)? {
            out.write_all(line.text().as_bytes()).map_err(fail)?;
            out.write_all(b"\n").map_err(fail)?;
            count += 1;
        }
    }
    out.flush().map_err(fail)?;
    Ok(count)
}

/// Exports to a file that is either the old one or the new one, whatever happens in between.
pub fn export_file(store: &dyn Store, learner: Option<&str>, path: &Path) -> Result<u64, StoreError> {
    replace(path, |out| export(store, learner, out))
}

/// Writes a text to a file that is either the old one or the new one, whatever happens in between.
pub fn write_file(path: &Path, text: &str) -> Result<(), StoreError> {
    let fail = |error: io::Error| StoreError::io("write", path, &error);
    replace(path, |out| out.write_all(text.as_bytes()).map_err(fail))
}

/// Fills a file that is either the old one or the new one, whatever happens in between.
pub fn replace<T>(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let fail = |error: io::Error| StoreError::io("write", path, &error);
    let mut fresh = path.as_os_str().to_owned();
    fresh.push(".new");
    let fresh = Path::new(&fresh);
    let written = create_private(fresh).map_err(fail).and_then(|file| {
        let mut out = BufWriter::new(file);
        let filled = fill(&mut out)?;
        let file = out.into_inner().map_err(|error| fail(error.into_error()))?;
        file.sync_all().map_err(fail)?;
        drop(file);
        fs::rename(fresh, path).map_err(fail)?;
        Ok(filled)
    });
    if written.is_err() {
        let _ = fs::remove_file(fresh);
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let _ = sync_folder(folder.unwrap_or(Path::new(".")));
    written
}

/// Takes in lines in any order, any number of times; what does not fit is refused by its number.
pub fn import(store: &dyn Store, input: &mut dyn BufRead) -> Result<ImportReport, StoreError> {
    take_in(store, input, WithBook::Yes)
}

/// Takes in learners' work as [`import`] does, and refuses lines of a class book: whoever gives work
/// to be taken in must not be able to make themselves an admin.
pub fn import_work(store: &dyn Store, input: &mut dyn BufRead) -> Result<ImportReport, StoreError> {
    take_in(store, input, WithBook::No)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum WithBook {
    Yes,
    No,
}

fn take_in(
    store: &dyn Store,
    input: &mut dyn BufRead,
    with_book: WithBook,
) -> Result<ImportReport, StoreError> {
    let mut report = ImportReport::default();
    let mut batch = Batch::default();
    let mut number = 0;
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        match next_line(input, &mut bytes) {
            Next::End => break,
            Next::Line | Next::Torn => number += 1,
            Next::Unreadable => {
                let error = io::Error::other("it cannot be read to its end");
                return Err(StoreError::io("read", Path::new("the import"), &error));
            }
        }
        // Lines may have travelled through a system that ends them its own way.
        let text = bytes.strip_suffix(b"\r").unwrap_or(&bytes);
        // Some editors put a mark before the first line of what they save.
        let text = if number == 1 { text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text) } else { text };
        if text.is_empty() {
            continue;
        }
        match Line::read_foreign(text) {
            Ok(line) => match too_new(&line) {
                // Taken in, it would keep its learner out of the course until an upgrade.
                Some(version) => report.refuse(number, Fault::Newer(version.into())),
                None if with_book == WithBook::No && line.stream().learner() == Stream::book().learner() => {
                    report.book += 1;
                }
                None => batch.push(number, line),
            },
            Err(fault) => report.refuse(number, fault),
        }
        if batch.is_full() {
            batch.merge_into(store, &mut report)?;
        }
    }
    batch.merge_into(store, &mut report)?;
    report.refused.sort_by_key(|(line, _)| *line);
    Ok(report)
}

/// The version of a line that this program is too old for, if it is one.
fn too_new(line: &Line) -> Option<u32> {
    if *line.stream() == Stream::book() { newer_class(line.body()) } else { newer(line.body()) }
}

#[derive(Debug, Default)]
struct Batch {
    lines: Vec<(u64, Line)>,
    bytes: usize,
}

impl Batch {
    fn push(&mut self, number: u64, line: Line) {
        self.bytes += line.text().len();
        self.lines.push((number, line));
    }

    fn is_full(&self) -> bool {
        self.lines.len() >= MAX_BATCH || self.bytes >= MAX_BATCH_BYTES
    }

    /// Later entries go first: each vouches for the one before it, so that a forged line is the
    /// one refused and not its honest neighbour.
    fn merge_into(&mut self, store: &dyn Store, report: &mut ImportReport) -> Result<(), StoreError> {
        let mut lines = std::mem::take(&mut self.lines);
        self.bytes = 0;
        lines.sort_by_key(|(_, line)| std::cmp::Reverse(line.id().seq));
        let (numbers, lines): (Vec<u64>, Vec<Line>) = lines.into_iter().unzip();
        for (number, standing) in numbers.into_iter().zip(store.merge(lines)?) {
            match standing {
                Standing::New => report.added += 1,
                Standing::Known => report.known += 1,
                Standing::Refused(fault) => report.refuse(number, fault),
            }
        }
        Ok(())
    }
}
