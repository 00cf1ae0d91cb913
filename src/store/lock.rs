//! One process at a time: who holds a data folder, told at once to everyone else.

use std::fmt;
use std::fs::{File, TryLockError};
use std::io::{Read, Write};
use std::path::Path;

use super::error::StoreError;
use super::folder::{append_private, create_private};

/// The longest holder file that is looked at, in bytes.
const MAX_HOLDER: u64 = 64;

/// The process that uses a data folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// Its number.
    pub process: u32,
    /// Since when, in milliseconds since 1970-01-01 UTC.
    pub since: i64,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.since.div_euclid(60_000);
        let (year, month, day) = date(minutes.div_euclid(24 * 60));
        let (hour, minute) = (minutes.rem_euclid(24 * 60) / 60, minutes.rem_euclid(60));
        write!(f, "process {}, since {year:04}-{month:02}-{day:02} {hour:02}:{minute:02} UTC", self.process)
    }
}

/// Held for as long as the folder is used; the system takes it back even from a killed process.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the folder or says who has it; the name lies in a second file, readable under any lock.
    pub(super) fn take(root: &Path, since: i64) -> Result<Self, StoreError> {
        let path = root.join("lock");
        let told = root.join("holder");
        let file = append_private(&path).map_err(|error| StoreError::io("open", &path, &error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::InUse { folder: root.to_owned(), holder: read(&told) });
            }
            Err(TryLockError::Error(error)) => return Err(StoreError::io("lock", &path, &error)),
        }
        // Only a courtesy to others: a full disk must not keep the learner out.
        if let Ok(mut holder) = create_private(&told) {
            let _ = writeln!(holder, "{} {since}", std::process::id());
        }
        Ok(Self { _file: file })
    }
}

fn read(path: &Path) -> Option<Holder> {
    let mut text = String::new();
    File::open(path).ok()?.take(MAX_HOLDER).read_to_string(&mut text).ok()?;
    let (process, since) = text.trim().split_once(' ')?;
    Some(Holder {
        process: process.parse().ok()?,
        since: since.parse().ok().filter(|since| (0..=i64::MAX / 2).contains(since))?,
    })
}

/// The civil date of a day counted from 1970-01-01, in years that begin in March.
fn date(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_one_is_told_who_was_first() {
        let temp = tempfile::tempdir().unwrap();
        let first = Lock::take(temp.path(), 1_795_428_000_000).unwrap();
        let told = StoreError::InUse {
            folder: temp.path().to_owned(),
            holder: Some(Holder { process: std::process::id(), since: 1_795_428_000_000 }),
        };
        assert_eq!(Lock::take(temp.path(), 5).unwrap_err(), told);
        drop(first);
        Lock::take(temp.path(), 5).unwrap();
    }

    #[test]
    fn a_spoilt_holder_file_does_no_harm() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("holder");
        for text in ["", "x", "12", "12 x", "-1 5", "1 -5", &"9".repeat(5_000), "1 \u{1b}[2J"] {
            std::fs::write(&path, text).unwrap();
            assert_eq!(read(&path), None, "{text:?}");
        }
        assert_eq!(read(&temp.path().join("none")), None);
    }

    #[test]
    fn dates_are_civil() {
        let day = |days: i64| date(days);
        assert_eq!(day(0), (1970, 1, 1));
        assert_eq!(day(-1), (1969, 12, 31));
        assert_eq!(day(11_016), (2000, 2, 29));
        assert_eq!(day(20_780), (2026, 11, 23));
        let holder = Holder { process: 1, since: i64::MAX / 2 };
        assert!(holder.to_string().starts_with("process 1, since "));
    }
}
