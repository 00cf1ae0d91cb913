//! Complaints as they are gathered: so many about a file, so many in all, and the rest is counted.

use std::collections::BTreeMap;
use std::ops::Deref;

use super::{Complaint, FileId, Span};

/// The most complaints that are kept about one file.
pub const MAX_OF_FILE: usize = 200;
/// The most complaints that are kept in all.
pub const MAX_IN_ALL: usize = 1_000;

/// A list of complaints that a hostile file cannot make endless.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Complaints {
    kept: Vec<Complaint>,
    of_file: BTreeMap<FileId, usize>,
    more: BTreeMap<FileId, usize>,
}

impl Complaints {
    /// Adds a complaint, or counts it if there are enough.
    pub fn push(&mut self, complaint: Complaint) {
        self.add(complaint.span, || complaint);
    }

    /// Adds a complaint that is made only if it is kept: looking for the nearest name takes its time.
    pub fn add(&mut self, span: Span, make: impl FnOnce() -> Complaint) {
        let of_file = self.of_file.entry(span.file).or_default();
        if *of_file < MAX_OF_FILE && self.kept.len() < MAX_IN_ALL {
            *of_file += 1;
            self.kept.push(make());
        } else {
            *self.more.entry(span.file).or_default() += 1;
        }
    }

    /// Takes all complaints out of another list.
    pub fn append(&mut self, other: &mut Self) {
        let Self { kept, more, of_file: _ } = std::mem::take(other);
        self.extend(kept);
        for (file, more) in more {
            *self.more.entry(file).or_default() += more;
        }
    }

    /// Brings them into the order of the files and takes out what was said twice.
    pub fn sort(&mut self) {
        self.kept.sort_by_key(|complaint| complaint.span);
        self.kept.dedup();
    }

    /// How many there are, the kept ones and the others.
    pub fn count(&self) -> usize {
        self.kept.len() + self.more.values().sum::<usize>()
    }

    /// The files about which there are more complaints than were kept, and how many more.
    pub fn more(&self) -> impl Iterator<Item = (FileId, usize)> {
        self.more.iter().map(|(file, more)| (*file, *more))
    }
}

impl Deref for Complaints {
    type Target = [Complaint];

    fn deref(&self) -> &[Complaint] {
        &self.kept
    }
}

impl Extend<Complaint> for Complaints {
    fn extend<I: IntoIterator<Item = Complaint>>(&mut self, complaints: I) {
        for complaint in complaints {
            self.push(complaint);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn what_is_too_much_is_counted_and_not_made() {
        let mut sources = Sources::default();
        let files: Vec<FileId> = (0..9).map(|n| sources.add(format!("{n}.toml"), "")).collect();
        let mut complaints = Complaints::default();
        for file in &files {
            let mut part = Complaints::default();
            for n in 0..MAX_OF_FILE + 5 {
                let span = Span { file: *file, start: 9, end: 9 };
                part.add(span, || {
                    assert!(n < MAX_OF_FILE);
                    Complaint::new(span, n.to_string())
                });
            }
            complaints.append(&mut part);
            assert_eq!(part, Complaints::default());
        }
        assert_eq!(complaints.len(), MAX_IN_ALL);
        assert_eq!(complaints.count(), files.len() * (MAX_OF_FILE + 5));
        let more: Vec<usize> = complaints.more().map(|(_, more)| more).collect();
        assert_eq!(more, [5, 5, 5, 5, 5, 205, 205, 205, 205]);
    }

    #[test]
    fn they_come_in_the_order_of_the_files_and_none_twice() {
        let file = Sources::default().add("a.toml", "");
        let at = |start: u32| Complaint::new(Span { file, start, end: start }, start.to_string());
        let mut complaints = Complaints::default();
        complaints.extend([at(5), at(2), at(5)]);
        complaints.sort();
        assert_eq!(complaints.to_vec(), [at(2), at(5)]);
    }
}
