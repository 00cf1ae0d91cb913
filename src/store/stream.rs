//! Whose work in which course: the name of one series of entries.

use std::fmt;

/// The longest learner or course name, in characters.
pub const MAX_NAME: usize = 64;

/// One learner's work in one course; names are plain enough for any file system, key and screen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stream {
    learner: String,
    course: String,
}

impl Stream {
    /// Checks both names, because they become part of keys, lines and messages.
    pub fn new(learner: &str, course: &str) -> Result<Self, StreamError> {
        if !is_name(learner) {
            return Err(StreamError::Learner);
        }
        if !is_name(course) {
            return Err(StreamError::Course);
        }
        Ok(Self { learner: learner.to_owned(), course: course.to_owned() })
    }

    /// A person's work in a course: as [`Stream::new`], but for names that are kept for something else.
    pub fn of_person(learner: &str, course: &str) -> Result<Self, StreamError> {
        if learner.starts_with('_') {
            return Err(StreamError::Learner);
        }
        Self::new(learner, course)
    }

    /// The class book: who is in the class and what its trainers did. No person can be called so.
    pub fn book() -> Self {
        Self { learner: "_class".to_owned(), course: "book".to_owned() }
    }

    /// The learner's name.
    pub fn learner(&self) -> &str {
        &self.learner
    }

    /// The course's id.
    pub fn course(&self) -> &str {
        &self.course
    }
}

impl fmt::Display for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.learner, self.course)
    }
}

/// Which of the two names is not allowed; the name itself is not kept, it may be hostile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreamError {
    /// The learner's name.
    Learner,
    /// The course's id.
    Course,
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (which, start) = match self {
            Self::Learner => ("The learner's name", "'.' or '_'"),
            Self::Course => ("The course's id", "'.'"),
        };
        write!(
            f,
            "{which} must have 1 to {MAX_NAME} characters from a-z, 0-9, '-', '_' and '.', and not start with {start}."
        )
    }
}

impl std::error::Error for StreamError {}

/// Whether a text may name a learner or a course.
pub(super) fn is_name(text: &str) -> bool {
    (1..=MAX_NAME).contains(&text.len())
        && !text.starts_with('.')
        && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_are_taken_and_shown() {
        let stream = Stream::new("anna-2", "untoc.1_a").unwrap();
        assert_eq!(stream.to_string(), "anna-2/untoc.1_a");
        assert!(Stream::new("a", &"x".repeat(MAX_NAME)).is_ok());
    }

    #[test]
    fn other_names_are_refused() {
        let long = "x".repeat(MAX_NAME + 1);
        for name in ["", ".hidden", "..", "Anna", "a/b", "a b", "ä", "a\0", "a\n", "a\"", &long] {
            assert_eq!(Stream::new(name, "c"), Err(StreamError::Learner), "{name:?}");
            assert_eq!(Stream::new("a", name), Err(StreamError::Course), "{name:?}");
        }
        assert_eq!(
            StreamError::Learner.to_string(),
            "The learner's name must have 1 to 64 characters from a-z, 0-9, '-', '_' and '.', and not start with '.' or '_'."
        );
        assert_eq!(Stream::of_person("_class", "c"), Err(StreamError::Learner));
        assert!(Stream::of_person("anna_", "c").is_ok());
    }

    #[test]
    fn the_book_has_a_name_that_the_store_keeps_and_no_person_can_have() {
        let book = Stream::book();
        assert_eq!(Stream::new(book.learner(), book.course()).as_ref(), Ok(&book));
        assert!(!crate::class::is_person_id(book.learner()));
    }

    #[test]
    fn streams_are_ordered_by_learner_then_course() {
        let of = |a, b| Stream::new(a, b).unwrap();
        assert!(of("a", "z") < of("b", "a"));
        assert!(of("a", "a") < of("a", "b"));
    }
}
