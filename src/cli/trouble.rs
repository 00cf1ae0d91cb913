//! What can go wrong on the command line, in plain sentences.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::app::{OpenError, Unsaved};
use crate::class::Refused;
use crate::serve::{NotDone, ServeError};
use crate::shelf::ShelfError;
use crate::store::{BookError, StoreError, StreamError};

/// Why a command did not do what it was asked.
#[derive(Debug)]
pub enum Trouble {
    /// The command was used wrongly; the sentence says how.
    Usage(String),
    /// The course was not found.
    Shelf(ShelfError),
    /// A course or keymap has mistakes: the first complaint, and how many there are.
    Complaints(String, usize),
    /// `serve.toml` has mistakes; these are all of them.
    Limits(String),
    /// A name of a learner that cannot be kept.
    Name(StreamError),
    /// The store.
    Store(StoreError),
    /// A learner's work cannot be taken up.
    Open(OpenError),
    /// The class book cannot be had.
    Book(BookError),
    /// The class does not do it.
    Refused(Refused),
    /// A file that cannot be read.
    File(PathBuf, io::Error),
    /// A file that cannot be written.
    Written(PathBuf, io::Error),
    /// The terminal.
    Terminal(io::Error),
    /// Standard output.
    Output(io::Error),
    /// Something in the class that could not be done.
    Class(NotDone),
    /// The server.
    Serve(ServeError),
    /// Everything was said already.
    Said,
    /// Work could not be saved.
    Unsaved(Unsaved),
}

impl Trouble {
    /// The exit code: 2 for a wrong use, 1 for the rest.
    pub fn code(&self) -> u8 {
        match self {
            Trouble::Usage(_) | Trouble::Name(_) => 2,
            Trouble::Shelf(ShelfError::NoCourse(_) | ShelfError::WhichCourse | ShelfError::NotACourse(_)) => {
                2
            }
            Trouble::Shelf(ShelfError::Io(..))
            | Trouble::Complaints(..)
            | Trouble::Limits(_)
            | Trouble::Store(_)
            | Trouble::Open(_)
            | Trouble::Book(_)
            | Trouble::Refused(_)
            | Trouble::File(..)
            | Trouble::Written(..)
            | Trouble::Terminal(_)
            | Trouble::Output(_)
            | Trouble::Class(_)
            | Trouble::Serve(_)
            | Trouble::Said
            | Trouble::Unsaved(_) => 1,
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Usage(sentence) => out.write_str(sentence),
            Trouble::Shelf(error) => error.fmt(out),
            Trouble::Complaints(first, count) => {
                write!(
                    out,
                    "This has {count} {}. The first:\n{first}",
                    if *count == 1 { "mistake" } else { "mistakes" }
                )?;
                write!(out, "Run `curricle check` on it to see all.")
            }
            Trouble::Limits(said) => {
                write!(out, "The server does not start with this file.\n{}", said.trim_end())
            }
            Trouble::Name(error) => error.fmt(out),
            Trouble::Store(error) => error.fmt(out),
            Trouble::Open(error) => error.fmt(out),
            Trouble::Book(error) => error.fmt(out),
            Trouble::Refused(refused) => refused.fmt(out),
            Trouble::File(path, error) => write!(out, "Cannot read {}: {error}.", path.display()),
            Trouble::Written(path, error) => write!(out, "Cannot write {}: {error}.", path.display()),
            Trouble::Terminal(error) => write!(out, "The terminal cannot be used: {error}. Try --linear."),
            Trouble::Output(error) => write!(out, "Cannot write: {error}."),
            Trouble::Class(error) => error.fmt(out),
            Trouble::Serve(error) => error.fmt(out),
            Trouble::Said => Ok(()),
            Trouble::Unsaved(Unsaved { why, what }) => {
                write!(out, "{why} The last of your work could not be saved: {what}.")
            }
        }
    }
}

impl std::error::Error for Trouble {}

impl From<ShelfError> for Trouble {
    fn from(error: ShelfError) -> Self {
        Self::Shelf(error)
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<BookError> for Trouble {
    fn from(error: BookError) -> Self {
        Self::Book(error)
    }
}

impl From<Refused> for Trouble {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<OpenError> for Trouble {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}
