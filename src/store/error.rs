//! What can go wrong with a store, and the plain sentence for it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::lock::Holder;
use super::record::Fault;

/// Why the store did not do what it was asked; nothing of the request was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreError {
    /// Another process uses the data folder.
    InUse {
        /// The data folder.
        folder: PathBuf,
        /// Who it is, if it could be read.
        holder: Option<Holder>,
    },
    /// No space is left; try again when there is some.
    Full,
    /// Too much is waiting to be written; try again soon.
    Busy,
    /// The body of an entry is not acceptable.
    Entry(Fault),
    /// The data was written by a newer program.
    TooNew {
        /// The format it states.
        version: u64,
    },
    /// The database failed in a way that could not be mended now.
    Broken(String),
    /// The system refused a file operation.
    Io {
        /// What was to be done, as in "Could not ...".
        doing: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// The system's kind of error.
        kind: io::ErrorKind,
        /// The system's words.
        cause: String,
    },
    /// The store was closed.
    Closed,
}

impl StoreError {
    /// Tells a full disk from other trouble with files.
    /// What was to be done with a file or folder, and why the system did not do it.
    pub fn io(doing: &'static str, path: &Path, error: &io::Error) -> Self {
        if is_full(error.kind()) {
            return Self::Full;
        }
        Self::Io { doing, path: path.to_owned(), kind: error.kind(), cause: error.to_string() }
    }
}

/// A quota or a file size limit is a full disk to a learner.
pub(super) fn is_full(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge)
}

impl StoreError {
    /// True if the system lets nothing be written there; it may still be read.
    pub fn forbids_writing(&self) -> bool {
        use io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
        matches!(self, Self::Io { kind: PermissionDenied | ReadOnlyFilesystem, .. })
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InUse { folder, holder } => {
                write!(f, "The course data in {} is in use by another curricle", folder.display())?;
                match holder {
                    Some(holder) => write!(f, " ({holder})."),
                    None => f.write_str("."),
                }
            }
            Self::Full => f.write_str("The disk is full."),
            Self::Busy => f.write_str("Too much is waiting to be saved. Please try again soon."),
            Self::Entry(Fault::TooLong) => f.write_str("This is too long to be saved."),
            Self::Entry(fault) => write!(f, "This cannot be saved: {fault}."),
            Self::TooNew { version } => write!(
                f,
                "The course data was written by a newer curricle (format {version}). Please upgrade curricle."
            ),
            Self::Broken(cause) => write!(f, "The course data cannot be used now: {cause}."),
            Self::Io { doing, path, cause, .. } => {
                write!(f, "Could not {doing} {}: {cause}.", path.display())
            }
            Self::Closed => f.write_str("The course data is closed."),
        }
    }
}

impl std::error::Error for StoreError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_plain() {
        let in_use = |holder| StoreError::InUse { folder: PathBuf::from("/data"), holder };
        assert_eq!(
            in_use(Some(Holder { process: 1234, since: 1_795_428_000_000 })).to_string(),
            "The course data in /data is in use by another curricle (process 1234, since 2026-11-23 10:00 UTC)."
        );
        assert_eq!(in_use(None).to_string(), "The course data in /data is in use by another curricle.");
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        assert_eq!(
            StoreError::io("write", Path::new("/data/x"), &denied).to_string(),
            "Could not write /data/x: permission denied."
        );
        assert!(StoreError::io("write", Path::new("x"), &denied).forbids_writing());
        let absent = io::Error::from(io::ErrorKind::NotFound);
        assert!(!StoreError::io("read", Path::new("x"), &absent).forbids_writing());
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert_eq!(StoreError::io("write", Path::new("x"), &full), StoreError::Full);
        assert_eq!(
            StoreError::TooNew { version: 3 }.to_string(),
            "The course data was written by a newer curricle (format 3). Please upgrade curricle."
        );
    }
}
