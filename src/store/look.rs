//! A look into a data folder that cannot be written: without the lock, at the record alone.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;

use super::error::StoreError;
use super::exchange::import;
use super::memory::Memory;

/// The most files of a record that are looked at.
const MAX_LOOKED_AT: usize = 10_000;

/// What the record in a data folder holds, and how many of its lines are of no use; nothing is written.
///
/// # Errors
/// [`StoreError`] if there is no record that can be read.
pub fn look(folder: &Path) -> Result<(Memory, u64), StoreError> {
    let record = folder.join("record");
    let fail = |error| StoreError::io("read", &record, &error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(&record).map_err(fail)?.take(MAX_LOOKED_AT) {
        let path = entry.map_err(fail)?.path();
        paths.extend(Some(path).filter(|path| path.extension().is_some_and(|end| end == "jsonl")));
    }
    paths.sort();
    // No program writes under this origin, and this store writes nothing.
    let memory = Memory::new(0);
    let mut useless = 0;
    for path in paths {
        let file = File::open(&path).map_err(|error| StoreError::io("read", &path, &error))?;
        let report = import(&memory, &mut BufReader::new(file))?;
        useless += report.unlisted + report.refused.len() as u64;
    }
    Ok((memory, useless))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Disk, Entry, Store, Stream, export};

    #[test]
    fn what_was_saved_is_seen_without_a_lock_and_without_a_trace() {
        let temp = tempfile::tempdir().unwrap();
        let stream = Stream::new("anna", "c").unwrap();
        let disk = Disk::open(temp.path(), 0).unwrap();
        let entries = (0..3).map(|at| Entry { at, body: format!(r#"{{"v":1,"n":{at}}}"#) }).collect();
        disk.append(&stream, entries).wait().unwrap();
        let names = || {
            let mut names: Vec<_> =
                fs::read_dir(temp.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            names.sort();
            names
        };
        let mut wanted = Vec::new();
        export(&disk, None, &mut wanted).unwrap();
        drop(disk);
        fs::remove_file(temp.path().join("lock")).unwrap();
        let before = names();
        let (memory, useless) = look(temp.path()).unwrap();
        let mut seen = Vec::new();
        assert_eq!(export(&memory, None, &mut seen), Ok(3));
        assert_eq!((seen, useless), (wanted, 0));
        assert_eq!(names(), before);
    }

    #[test]
    fn without_a_record_there_is_nothing_to_see() {
        let temp = tempfile::tempdir().unwrap();
        assert!(look(temp.path()).is_err());
    }
}
