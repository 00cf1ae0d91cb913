//! What came out, as rows of a table.

use std::fmt;
use std::time::Duration;

/// One server under one load.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) sessions: usize,
    /// More memory for each session, in bytes.
    pub(crate) memory: u64,
    pub(crate) keys: usize,
    /// The server's time for each key.
    pub(crate) cpu: Duration,
    /// From key to picture.
    pub(crate) times: [Duration; 3],
    /// Logins that failed, the time of all, and of one.
    pub(crate) failed: usize,
    pub(crate) storm: Duration,
    pub(crate) login: Duration,
    pub(crate) drain: Duration,
    /// Clients that were told that it closes in order.
    pub(crate) told: usize,
}

impl Row {
    pub(crate) const HEAD: &str = "| Server | Sessions | Memory each, KB | Keys | CPU per key, us | p50, ms | p99, ms \
        | p99.9, ms | Failed logins | All in, s | Login p99, ms | Drain, s | Told |\n\
        |---|---|---|---|---|---|---|---|---|---|---|---|---|";

    pub(crate) fn keys(&mut self, times: &mut [Duration], cpu: Duration) {
        self.keys = times.len();
        self.cpu = cpu;
        self.times = [50.0, 99.0, 99.9].map(|part| percentile(times, part));
    }
}

impl fmt::Display for Row {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        let [p50, p99, p999] = self.times.map(ms);
        write!(
            out,
            "| {} | {} | {} | {} | {} | {p50:.2} | {p99:.2} | {p999:.2} | {} | {:.1} | {:.0} | {:.2} | {} |",
            self.name,
            self.sessions,
            self.memory / 1024,
            self.keys,
            self.cpu.as_micros(),
            self.failed,
            self.storm.as_secs_f64(),
            ms(self.login),
            self.drain.as_secs_f64(),
            self.told,
        )
    }
}

/// The time that so many of a hundred do not exceed.
pub(crate) fn percentile(times: &mut [Duration], part: f64) -> Duration {
    times.sort_unstable();
    let place = (times.len() as f64 * part / 100.0).ceil() as usize;
    times.get(place.saturating_sub(1)).or(times.last()).copied().unwrap_or_default()
}

/// What else this computer does, because that is in every number.
pub(crate) fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').take(3).collect::<Vec<_>>().join(" ");
    format!("{cores} processors; load of the last 1, 5 and 15 minutes before the start: {load}")
}
