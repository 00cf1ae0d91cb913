//! The one place where the time of day is read.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::session::Time;

/// The moment it is.
pub fn now() -> Time {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Time(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
