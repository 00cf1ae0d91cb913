//! The record on the disk: files of lines, only ever added to, read from the first line to the last.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::StoreError;
use super::folder::{append_private, create_private, sync_folder};
use super::gate::{Gate, Step};
use super::lines::{Next, next_line};
use super::record::{Fault, Glance, Line};

/// A file is left alone once it is this long, so that mending one never touches much.
const MAX_FILE: u64 = 16 * 1024 * 1024;

/// How many files a record may have: far more than any disk holds.
const MAX_FILES: u32 = 99_999;

/// Bad lines listed for one file; a file worse than that is bad all over.
const MAX_BAD: usize = 1_000;

/// A line that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bad {
    pub(super) file: u32,
    pub(super) line: u64,
}

/// What reading the whole record brought to light.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) bad: Vec<Bad>,
    /// The file whose unfinished last line was removed.
    pub(super) cut: Option<u32>,
}

/// The record, open at its end.
#[derive(Debug)]
pub(super) struct Tape {
    folder: PathBuf,
    gate: Arc<dyn Gate>,
    max_file: u64,
    tip: Option<Tip>,
}

#[derive(Debug)]
struct Tip {
    number: u32,
    file: File,
    /// The length up to which everything counts.
    good: u64,
    /// Whether there may be something behind that length.
    ragged: bool,
    /// Whether the last line still needs its end.
    unended: bool,
}

impl Tape {
    pub(super) fn new(folder: PathBuf, gate: Arc<dyn Gate>) -> Self {
        Self { folder, gate, max_file: MAX_FILE, tip: None }
    }

    /// Reads everything, cuts a torn end, and stands ready to add.
    pub(super) fn open(&mut self, mut see: impl FnMut(&Glance<'_>)) -> Result<Look, StoreError> {
        self.cut()?;
        self.tip = None;
        let numbers = self.numbers()?;
        let mut look = Look::default();
        for &number in &numbers {
            let walk = self.walk(number, &mut see)?;
            let lines = walk.bad.iter().map(|&line| Bad { file: number, line });
            look.bad.extend(lines);
            if Some(&number) != numbers.last() {
                // Only the last file may end in the middle of a line.
                look.bad.extend(walk.torn.then_some(Bad { file: number, line: walk.lines + 1 }));
                continue;
            }
            let mut tip = self.tip(number)?;
            if walk.torn {
                tip.good = walk.good;
                tip.ragged = true;
                look.cut = Some(number);
            }
            tip.unended = walk.unended;
            self.tip = Some(tip);
        }
        self.cut()?;
        Ok(look)
    }

    /// Reads every line that can be read, changing nothing.
    pub(super) fn each(&self, mut see: impl FnMut(&Glance<'_>)) -> Result<(), StoreError> {
        for number in self.numbers()? {
            self.walk(number, &mut see)?;
        }
        Ok(())
    }

    /// Adds lines and makes them durable, all or none; the way back is [`Tape::take_back`].
    pub(super) fn append(&mut self, lines: &[Line]) -> Result<Mark, StoreError> {
        self.cut()?;
        if self.tip.as_ref().is_none_or(|tip| tip.good >= self.max_file) {
            let number = self.tip.as_ref().map_or(1, |tip| tip.number + 1);
            self.tip = Some(self.tip(number)?);
        }
        let gate = Arc::clone(&self.gate);
        let path = self.tip.as_ref().map_or_else(PathBuf::new, |tip| self.path(tip.number));
        let Some(tip) = self.tip.as_mut() else {
            return Err(StoreError::Closed);
        };
        let mut bytes = Vec::with_capacity(lines.iter().map(|line| line.text().len() + 1).sum());
        bytes.extend(tip.unended.then_some(b'\n'));
        for line in lines {
            bytes.extend_from_slice(line.text().as_bytes());
            bytes.push(b'\n');
        }
        let mark = Mark { good: tip.good, unended: tip.unended };
        tip.ragged = true;
        let written = gate
            .pass(Step::RecordWrite)
            .and_then(|()| tip.file.write_all(&bytes))
            .and_then(|()| gate.sync(Step::RecordSync, &tip.file));
        match written {
            Ok(()) => {
                tip.good += bytes.len() as u64;
                tip.ragged = false;
                tip.unended = false;
                Ok(mark)
            }
            Err(error) => {
                let _ = self.cut();
                Err(StoreError::io("write", &path, &error))
            }
        }
    }

    /// Undoes the last append; should the cut fail now, it comes before anything else later.
    pub(super) fn take_back(&mut self, mark: Mark) {
        if let Some(tip) = self.tip.as_mut() {
            tip.good = mark.good;
            tip.unended = mark.unended;
            tip.ragged = true;
        }
        let _ = self.cut();
    }

    /// Writes the files with bad lines anew without them; the old files go to the folder given.
    pub(super) fn mend(&mut self, bad: &[Bad], aside: &Path) -> Result<(), StoreError> {
        let numbers: BTreeSet<u32> = bad.iter().map(|bad| bad.file).collect();
        for number in numbers {
            let path = self.path(number);
            let fresh = path.with_extension("new");
            let mut good = Vec::new();
            self.walk(number, &mut |line: &Glance<'_>| {
                good.extend_from_slice(line.text.as_bytes());
                good.push(b'\n');
            })?;
            let kept = aside.join(name(number));
            if self.tip.as_ref().is_some_and(|tip| tip.number == number) {
                self.tip = None;
            }
            let replaced = create_private(&fresh)
                .and_then(|mut file| {
                    self.gate.pass(Step::RecordWrite)?;
                    file.write_all(&good)?;
                    file.sync_all()
                })
                .and_then(|()| fs::rename(&path, &kept))
                .and_then(|()| fs::rename(&fresh, &path))
                .and_then(|()| sync_folder(&self.folder));
            if let Err(error) = replaced {
                let _ = fs::remove_file(&fresh);
                return Err(StoreError::io("write", &path, &error));
            }
        }
        if self.tip.is_none()
            && let Some(&number) = self.numbers()?.last()
        {
            self.tip = Some(self.tip(number)?);
        }
        Ok(())
    }

    /// Writes every file anew with what is put out for each of its lines; it must be opened again then.
    pub(super) fn rewrite(
        &mut self,
        put: &mut dyn FnMut(&Glance<'_>, &mut Vec<u8>),
    ) -> Result<(), StoreError> {
        self.cut()?;
        self.tip = None;
        for number in self.numbers()? {
            let path = self.path(number);
            let fresh = path.with_extension("new");
            let mut rest = Vec::new();
            self.walk(number, &mut |line: &Glance<'_>| put(line, &mut rest))?;
            let replaced = create_private(&fresh)
                .and_then(|mut file| {
                    self.gate.pass(Step::RecordWrite)?;
                    file.write_all(&rest)?;
                    file.sync_all()
                })
                .and_then(|()| fs::rename(&fresh, &path))
                .and_then(|()| sync_folder(&self.folder));
            if let Err(error) = replaced {
                let _ = fs::remove_file(&fresh);
                return Err(StoreError::io("write", &path, &error));
            }
        }
        Ok(())
    }

    /// Removes what is behind the good length, as left by a failed or torn write.
    fn cut(&mut self) -> Result<(), StoreError> {
        if let Some(tip) = self.tip.as_mut()
            && tip.ragged
        {
            let number = tip.number;
            let cut = tip.file.set_len(tip.good);
            tip.ragged = cut.is_err();
            cut.map_err(|error| StoreError::io("shorten", &self.path(number), &error))?;
        }
        Ok(())
    }

    fn tip(&self, number: u32) -> Result<Tip, StoreError> {
        let path = self.path(number);
        let fail = |error| StoreError::io("open", &path, &error);
        let is_new = !path.exists();
        let file = append_private(&path).map_err(fail)?;
        let good = file.metadata().map_err(fail)?.len();
        if is_new {
            file.sync_all().map_err(fail)?;
            sync_folder(&self.folder).map_err(fail)?;
        }
        Ok(Tip { number, file, good, ragged: false, unended: false })
    }

    fn path(&self, number: u32) -> PathBuf {
        self.folder.join(name(number))
    }

    fn numbers(&self) -> Result<Vec<u32>, StoreError> {
        let fail = |error| StoreError::io("read", &self.folder, &error);
        let mut numbers = Vec::new();
        for entry in fs::read_dir(&self.folder).map_err(fail)? {
            let found = entry.map_err(fail)?.file_name();
            let number = found.to_str().and_then(|text| text.strip_suffix(".jsonl"));
            let number = number.and_then(|digits| digits.parse::<u32>().ok());
            // A file under another spelling of the number is not ours.
            let ours = number.filter(|&number| found.to_str() == Some(&name(number)));
            numbers.extend(ours.filter(|number| (1..=MAX_FILES).contains(number)));
        }
        numbers.sort_unstable();
        Ok(numbers)
    }

    fn walk(&self, number: u32, see: &mut impl FnMut(&Glance<'_>)) -> Result<Walk, StoreError> {
        let path = self.path(number);
        let file = File::open(&path).map_err(|error| StoreError::io("read", &path, &error))?;
        let mut reader = BufReader::with_capacity(256 * 1024, file);
        let mut walk = Walk::default();
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            match next_line(&mut reader, &mut bytes) {
                Next::Line => {
                    walk.lines += 1;
                    walk.good += bytes.len() as u64 + 1;
                    match Glance::read(&bytes) {
                        Ok(line) => see(&line),
                        Err(Fault::Newer(version)) => return Err(StoreError::TooNew { version }),
                        Err(_) => walk.note_bad(),
                    }
                }
                Next::Unreadable => {
                    walk.lines += 1;
                    walk.note_bad();
                    return Ok(walk);
                }
                Next::Torn => {
                    // A whole line that lost only its end is as good as any.
                    match Glance::read(&bytes) {
                        Ok(line) => {
                            see(&line);
                            walk.unended = true;
                        }
                        Err(_) => walk.torn = true,
                    }
                    return Ok(walk);
                }
                Next::End => return Ok(walk),
            }
        }
    }
}

/// Where the record ended before an append.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    good: u64,
    unended: bool,
}

/// The name of a file of the record.
pub(super) fn name(number: u32) -> String {
    format!("{number:05}.jsonl")
}

#[derive(Debug, Default)]
struct Walk {
    lines: u64,
    good: u64,
    bad: Vec<u64>,
    torn: bool,
    unended: bool,
}

impl Walk {
    fn note_bad(&mut self) {
        if self.bad.len() < MAX_BAD {
            self.bad.push(self.lines);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::gate::Unhindered;
    use crate::store::ledger::{Draft, Ledger};
    use crate::store::record::Entry;
    use crate::store::stream::Stream;

    fn lines(count: i64) -> Vec<Line> {
        let (ledger, stream) = (Ledger::new(7), Stream::new("anna", "untoc").unwrap());
        let mut draft = Draft::new(&ledger);
        let entry = |at| Entry { at, body: at.to_string() };
        (0..count).map(|at| draft.next(&stream, &entry(at))).collect()
    }

    fn tape(folder: &Path, max_file: u64) -> (Tape, Vec<Bad>, Vec<u64>) {
        let mut tape = Tape::new(folder.to_owned(), Arc::new(Unhindered));
        tape.max_file = max_file;
        let mut seen = Vec::new();
        let look = tape.open(|line| seen.push(line.id.seq)).unwrap();
        (tape, look.bad, seen)
    }

    #[test]
    fn a_long_record_is_several_files() {
        let temp = tempfile::tempdir().unwrap();
        let (mut tape_1, ..) = tape(temp.path(), 350);
        for line in lines(9) {
            tape_1.append(&[line]).unwrap();
        }
        assert_eq!(tape_1.numbers().unwrap(), [1, 2, 3]);
        assert_eq!(tape(temp.path(), 350).2, (1..=9).collect::<Vec<_>>());
        let torn = temp.path().join(name(2));
        let text = fs::read_to_string(&torn).unwrap();
        fs::write(&torn, text.get(..text.len() - 9).unwrap()).unwrap();
        let (mut again, bad, seen) = tape(temp.path(), 350);
        assert_eq!(bad, [Bad { file: 2, line: 3 }]);
        assert_eq!(seen, [1, 2, 3, 4, 5, 7, 8, 9]);
        let aside = tempfile::tempdir().unwrap();
        again.mend(&bad, aside.path()).unwrap();
        assert!(aside.path().join(name(2)).exists());
        assert_eq!(tape(temp.path(), 350).1, []);
    }

    #[test]
    fn strange_files_are_not_read() {
        let temp = tempfile::tempdir().unwrap();
        for strange in ["1.jsonl", "00001.jsonl.new", "00000.jsonl", "notes.txt", "+0001.jsonl"] {
            fs::write(temp.path().join(strange), "nonsense").unwrap();
        }
        let (mut tape_1, bad, seen) = tape(temp.path(), MAX_FILE);
        assert_eq!((bad, seen), (vec![], vec![]));
        tape_1.append(&lines(2)).unwrap();
        assert_eq!(tape(temp.path(), MAX_FILE).2, [1, 2]);
    }

    #[test]
    fn an_append_can_be_taken_back() {
        let temp = tempfile::tempdir().unwrap();
        let (mut tape_1, ..) = tape(temp.path(), MAX_FILE);
        let lines = lines(3);
        tape_1.append(&lines[..1]).unwrap();
        let mark = tape_1.append(&lines[1..]).unwrap();
        tape_1.take_back(mark);
        tape_1.append(&lines[2..]).unwrap();
        assert_eq!(tape(temp.path(), MAX_FILE).2, [1, 3]);
    }
}
