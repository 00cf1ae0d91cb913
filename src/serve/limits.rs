//! How much of everything a server takes.

use std::time::Duration;

/// How much of everything a server takes, and how long it waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections that have not logged in, from one address.
    pub waiting_per_address: usize,
    /// Connections that have not logged in, from all addresses together.
    pub waiting: usize,
    /// Connections in all.
    pub connections: usize,
    /// Connections that one address may open at once before it has to slow down.
    pub burst: u32,
    /// Connections a second that one address may open for ever.
    pub rate: u32,
    /// So long a connection may take to log in.
    pub login: Duration,
    /// So long a learner may touch nothing before the line is closed; the work is kept.
    pub idle: Duration,
    /// So long a closing server waits for what is on its way.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            waiting_per_address: 32,
            waiting: 2_000,
            connections: 5_000,
            burst: 100,
            rate: 20,
            login: Duration::from_secs(120),
            idle: Duration::from_secs(2 * 60 * 60),
            drain: Duration::from_secs(4),
        }
    }
}
