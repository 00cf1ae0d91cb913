//! What was found broken and what became of it, for the edge to tell.

use std::fmt;
use std::path::PathBuf;

use super::ledger::Gap;

/// One of the two copies of everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copy {
    /// The sled database.
    Store,
    /// The lines beside it.
    Record,
}

/// One piece of damage; [`Damage::is_loss`] tells what hurts from what was mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// The database could not be used and was moved aside; a new one was made from the record.
    StoreMoved {
        /// Where the old one is now.
        to: PathBuf,
        /// Why, in the database's words.
        cause: String,
    },
    /// A line of the record was unreadable; the file was kept aside and written anew without it.
    Line {
        /// The file's name in the record folder.
        file: String,
        /// The number of the line, counted from 1.
        line: u64,
    },
    /// The record ended in the middle of a line, as it does when the power fails during a write.
    Cut {
        /// The file's name in the record folder.
        file: String,
    },
    /// Entries missing in one copy were completed from the other.
    Completed {
        /// The copy that lacked them.
        copy: Copy,
        /// How many they were.
        entries: u64,
    },
    /// Entries that are in no copy.
    Missing(Gap),
}

impl Damage {
    /// Whether work is gone.
    pub fn is_loss(&self) -> bool {
        match self {
            Self::Missing(_) => true,
            Self::StoreMoved { .. } | Self::Line { .. } | Self::Cut { .. } | Self::Completed { .. } => false,
        }
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StoreMoved { to, cause } => write!(
                f,
                "The database was damaged ({cause}). It was moved to {} and made anew from the record.",
                to.display()
            ),
            Self::Line { file, line } => {
                write!(f, "Line {line} of record/{file} was damaged. The old file was kept aside.")
            }
            Self::Cut { file } => write!(
                f,
                "The last line of record/{file} was unfinished and was removed. This happens when the computer stops while it is saving."
            ),
            Self::Completed { copy, entries } => {
                let (here, there) = match copy {
                    Copy::Store => ("database", "record"),
                    Copy::Record => ("record", "database"),
                };
                let noun = if *entries == 1 { "entry" } else { "entries" };
                write!(f, "{entries} {noun} missing in the {here}: completed from the {there}.")
            }
            Self::Missing(gap) => {
                let learner = gap.stream.learner();
                let course = gap.stream.course();
                if gap.first == gap.last {
                    write!(f, "Missing: entry {} of {learner} in {course}", gap.first)?;
                } else {
                    write!(f, "Missing: entries {} to {} of {learner} in {course}", gap.first, gap.last)?;
                }
                write!(f, " (run {:016x}).", gap.origin)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::stream::Stream;

    #[test]
    fn sentences_are_plain() {
        let missing = |first, last| {
            let stream = Stream::new("anna", "untoc").unwrap();
            Damage::Missing(Gap { stream, origin: 0xab, first, last })
        };
        assert_eq!(
            missing(12, 14).to_string(),
            "Missing: entries 12 to 14 of anna in untoc (run 00000000000000ab)."
        );
        assert_eq!(missing(3, 3).to_string(), "Missing: entry 3 of anna in untoc (run 00000000000000ab).");
        let line = Damage::Line { file: "00001.jsonl".to_owned(), line: 9 };
        assert_eq!(
            line.to_string(),
            "Line 9 of record/00001.jsonl was damaged. The old file was kept aside."
        );
        let cut = Damage::Cut { file: "00001.jsonl".to_owned() };
        assert_eq!(
            cut.to_string(),
            "The last line of record/00001.jsonl was unfinished and was removed. This happens when the computer stops while it is saving."
        );
        let completed = |copy, entries| Damage::Completed { copy, entries }.to_string();
        assert_eq!(completed(Copy::Record, 1), "1 entry missing in the record: completed from the database.");
        assert_eq!(
            completed(Copy::Store, 2),
            "2 entries missing in the database: completed from the record."
        );
        let moved = Damage::StoreMoved { to: PathBuf::from("d"), cause: "it broke".to_owned() };
        assert_eq!(
            moved.to_string(),
            "The database was damaged (it broke). It was moved to d and made anew from the record."
        );
        assert!(missing(1, 2).is_loss() && !moved.is_loss());
    }
}
