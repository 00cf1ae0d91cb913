//! `serve.toml`: which courses a server gives and how much of everything it takes, as its administrator wrote it.

use std::ops::RangeInclusive;
use std::time::Duration;

use super::Limits;
use crate::source::{self, Complaint, Complaints, Fields, Figures, Notes, Sources, Span};

/// The version of the format that is read.
const FORMAT: i64 = 1;
/// The name of the file in the data folder.
pub const FILE: &str = "serve.toml";
/// The largest file that is read, in bytes.
pub const MAX_FILE: usize = 64 << 10;

/// The most courses of a server.
pub const MAX_GIVEN: usize = 32;

/// What the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Names or paths of the courses that are given; none if the file does not say.
    pub courses: Vec<String>,
    /// How much of everything.
    pub limits: Limits,
}

/// One field of `[limits]`.
struct Row {
    name: &'static str,
    range: RangeInclusive<i64>,
    set: fn(&mut Limits, u32),
}

/// All of them: the file is read, and the README checked, by this table.
const ROWS: &[Row] = &[
    Row { name: "connections", range: 1..=100_000, set: |limits, n| limits.connections = count(n) },
    Row { name: "waiting", range: 1..=100_000, set: |limits, n| limits.waiting = count(n) },
    Row {
        name: "waiting_per_address",
        range: 1..=100_000,
        set: |limits, n| limits.waiting_per_address = count(n),
    },
    Row { name: "burst", range: 1..=1_000_000, set: |limits, n| limits.burst = n },
    Row { name: "rate", range: 1..=1_000_000, set: |limits, n| limits.rate = n },
    Row { name: "login_seconds", range: 1..=3_600, set: |limits, n| limits.login = seconds(n) },
    Row { name: "idle_minutes", range: 1..=10_080, set: |limits, n| limits.idle = seconds(60 * n) },
    Row { name: "drain_seconds", range: 1..=600, set: |limits, n| limits.drain = seconds(n) },
];

/// The names of all fields that `[limits]` may have.
pub fn limit_names() -> impl Iterator<Item = &'static str> {
    ROWS.iter().map(|row| row.name)
}

/// Reads the text of a file under the name that complaints call it by. What it does not say stays as usual.
pub fn read_file(path: &str, text: String, sources: &mut Sources) -> (Written, Complaints) {
    let mut complaints = Complaints::default();
    let mut written = Written::default();
    let long = text.len();
    let file = sources.add(path, text);
    if long > MAX_FILE {
        let message = format!("This file has {long} bytes, too many to read.");
        complaints
            .push(Complaint::new(Span::top(file), message).help(format!("It may have {MAX_FILE} bytes.")));
        return (written, complaints);
    }
    let node = source::parse(file, sources.text(file), &mut complaints);
    let figures = Figures::default();
    let mut notes = Notes::new(&figures);
    Fields::read(&node, &mut notes, |fields| {
        fields.whole("format", 1..=FORMAT);
        let courses = fields.lines("courses", 0..=MAX_GIVEN);
        written.courses = courses.into_iter().map(|(name, _)| name).collect();
        fields.table("limits", |fields| {
            for row in ROWS {
                let number = fields.whole_opt(row.name, row.range.clone());
                if let Some(number) = number.and_then(|number| u32::try_from(number).ok()) {
                    (row.set)(&mut written.limits, number);
                }
            }
            Some(())
        })
    });
    complaints.append(&mut notes.complaints);
    complaints.sort();
    (written, complaints)
}

fn count(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn seconds(number: u32) -> Duration {
    Duration::from_secs(u64::from(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Limits, Vec<String>) {
        let (Written { limits, .. }, said) = read_all(text);
        (limits, said)
    }

    fn read_all(text: &str) -> (Written, Vec<String>) {
        let mut sources = Sources::default();
        let (written, complaints) = read_file(FILE, text.to_owned(), &mut sources);
        let said = complaints.iter().map(|complaint| {
            let help = complaint.help.as_deref().map(|help| format!(" {help}")).unwrap_or_default();
            format!("{}: {}{help}", sources.locate(complaint.span), complaint.message)
        });
        (written, said.collect())
    }

    #[test]
    fn what_is_left_out_stays_as_usual() {
        assert_eq!(read("format = 1\n"), (Limits::default(), Vec::new()));
        let (limits, said) = read("format = 1\n[limits]\nburst = 500\nidle_minutes = 30\n");
        let wanted = Limits { burst: 500, idle: Duration::from_secs(1_800), ..Limits::default() };
        assert_eq!((limits, said), (wanted, Vec::new()));
    }

    #[test]
    fn courses_are_named_in_their_order() {
        let (written, said) = read_all("format = 1\ncourses = [\"untoc\", \"./mine\"]\n");
        assert_eq!((written.courses, said), (vec!["untoc".into(), "./mine".into()], Vec::new()));
        let (_, said) = read_all("format = 1\ncourses = \"untoc\"\n");
        assert_eq!(said, ["serve.toml:2:11: `courses` should be a list, not a text."]);
    }

    #[test]
    fn each_field_sets_something_of_its_own() {
        for row in ROWS {
            let (limits, said) = read(&format!("format = 1\n[limits]\n{} = {}\n", row.name, row.range.end()));
            assert_eq!(said, Vec::<String>::new());
            assert_ne!(limits, Limits::default(), "{}", row.name);
        }
        let all: String = ROWS.iter().map(|row| format!("{} = {}\n", row.name, row.range.start())).collect();
        let (limits, said) = read(&format!("format = 1\n[limits]\n{all}"));
        assert_eq!(said, Vec::<String>::new());
        let seconds = Duration::from_secs;
        let wanted = Limits {
            connections: 1,
            waiting: 1,
            waiting_per_address: 1,
            burst: 1,
            rate: 1,
            login: seconds(1),
            idle: seconds(60),
            drain: seconds(1),
        };
        assert_eq!(limits, wanted);
    }

    #[test]
    fn everything_wrong_is_said_at_once_with_its_place_and_help() {
        let (_, said) = read("format = 2\n[limits]\nbrust = 3\nrate = 0\nidle_minutes = \"long\"\n");
        assert_eq!(
            said,
            [
                "serve.toml:1:10: `format` cannot be 2. It can be 1 to 1.",
                "serve.toml:3:1: There is no field `brust` here. Did you mean `burst`?",
                "serve.toml:4:8: `rate` cannot be 0. It can be 1 to 1000000.",
                "serve.toml:5:16: `idle_minutes` should be a whole number, not a text.",
            ]
        );
    }

    #[test]
    fn a_file_too_large_is_not_read() {
        let (_, said) = read(&"#".repeat(MAX_FILE + 1));
        assert_eq!(
            said,
            ["serve.toml:1:1: This file has 65537 bytes, too many to read. It may have 65536 bytes."]
        );
    }
}
