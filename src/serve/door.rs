//! Who somebody is.

use std::fmt;

use crate::course::LearnerId;

/// Says who somebody is. What it is asked may wait for the disk, so it is asked on a thread of its own.
pub trait Door: Send + Sync {
    /// The person who logs in with this name and key, written as in `authorized_keys`.
    ///
    /// The key alone is enough where only one person has it, so that nobody needs to remember a name.
    fn by_key(&self, name: &str, key: &str) -> Option<LearnerId>;

    /// The person who logs in with this name and a code. The key, if there is one, opens the door next time.
    ///
    /// # Errors
    /// [`Turned`] away, with a sentence that says what to do.
    fn by_code(&self, name: &str, code: &str, key: Option<&str>) -> Result<LearnerId, Turned>;
}

/// Why somebody does not come in, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned(pub String);

impl fmt::Display for Turned {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}
