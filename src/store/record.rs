//! One entry as one line of JSON: the only stored shape, used in sled, the record, exports and bundles.
//!
//! A line has a fixed order of fields, and the checksum covers every byte before it, so checking a
//! line needs no JSON parser. Every version keeps the first field (`v`) and the last (`crc`).

use std::fmt;
use std::ops::Range;

use super::stream::{Stream, is_name};

/// The version written into each line.
pub const VERSION: u64 = 1;

/// The longest body in bytes: an essay of 64 KiB fits even if each character is escaped.
pub const MAX_BODY: usize = 256 * 1024;

/// The longest line in bytes, without its end.
pub const MAX_LINE: usize = MAX_BODY + 512;

const TAIL: usize = r#","crc":"00000000"}"#.len();

/// One moment of work: when it happened and what it was, as one JSON value the store never reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Milliseconds since 1970-01-01 UTC.
    pub at: i64,
    /// One JSON value.
    pub body: String,
}

/// The name of an entry, the same in every copy: which run wrote it, and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    /// A random number drawn by each run that writes, so that copies of a store never disagree.
    pub origin: u64,
    /// Counts from 1 without gaps for each stream and origin.
    pub seq: u64,
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}-{}", self.origin, self.seq)
    }
}

/// Why a line or a body is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Written in a format this program does not know.
    Newer(u64),
    /// Longer than a line or a body may be.
    TooLong,
    /// Not a line of the record at all.
    Shape,
    /// The checksum does not fit: a byte was changed.
    Checksum,
    /// A name that no stream may have.
    Name,
    /// The body is not one JSON value on one line, or has invisible control characters.
    Body,
    /// The store holds another entry under the same number.
    Differs,
    /// It belongs to the class book, which is taken in on demand only.
    Book,
    /// The entry before or after it says that this one was different.
    Chain,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer(version) => {
                write!(f, "it was written by a newer curricle (format {version}); please upgrade curricle")
            }
            Self::TooLong => f.write_str("it is too long"),
            Self::Shape => f.write_str("it is not a line of a curricle record"),
            Self::Checksum => f.write_str("it was changed: its checksum does not fit"),
            Self::Name => f.write_str("it has a learner or course name that is not allowed"),
            Self::Body => f.write_str("its content is not plain JSON"),
            Self::Differs => f.write_str("a different entry with the same number is already here"),
            Self::Book => {
                f.write_str("it belongs to a class book; take it in with --class if it is your own")
            }
            Self::Chain => f.write_str("it does not fit the entry next to it"),
        }
    }
}

/// A checked line, seen without copying: what a quick look over a whole record needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glance<'a> {
    pub(super) learner: &'a str,
    pub(super) course: &'a str,
    pub(super) id: EntryId,
    pub(super) at: i64,
    pub(super) prev: u32,
    pub(super) crc: u32,
    pub(super) text: &'a str,
    body: &'a str,
}

impl<'a> Glance<'a> {
    /// Checks version, checksum, shape and names; the body is trusted as far as the checksum goes.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, Fault> {
        if bytes.len() > MAX_LINE {
            return Err(Fault::TooLong);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| Fault::Shape)?;
        let rest = text.strip_prefix(r#"{"v":"#).ok_or(Fault::Shape)?;
        let (version, rest) = number(rest)?;
        let covered = text.len().checked_sub(TAIL).ok_or(Fault::Shape)?;
        let (front, tail) = text.split_at_checked(covered).ok_or(Fault::Checksum)?;
        let crc = tail
            .strip_prefix(r#","crc":""#)
            .and_then(|tail| tail.strip_suffix(r#""}"#))
            .ok_or(Fault::Checksum)?;
        let crc = hex(crc, 8).map_err(|_| Fault::Checksum)? as u32;
        if crc32c::crc32c(front.as_bytes()) != crc {
            return Err(Fault::Checksum);
        }
        if version > VERSION {
            return Err(Fault::Newer(version));
        }
        let (learner, rest) = word(rest, r#","learner":""#)?;
        let (course, rest) = word(rest, r#","course":""#)?;
        let (origin, rest) = word(rest, r#","origin":""#)?;
        let (seq, rest) = number(skip(rest, r#","seq":"#)?)?;
        let (at, rest) = signed(skip(rest, r#","at":"#)?)?;
        let (prev, rest) = word(rest, r#","prev":""#)?;
        let body = skip(rest, r#","body":"#)?;
        let body = body.get(..body.len().saturating_sub(TAIL)).ok_or(Fault::Shape)?;
        if version == 0 || seq == 0 || body.is_empty() {
            return Err(Fault::Shape);
        }
        if !is_name(learner) || !is_name(course) {
            return Err(Fault::Name);
        }
        Ok(Self {
            learner,
            course,
            id: EntryId { origin: hex(origin, 16)?, seq },
            at,
            prev: hex(prev, 8)? as u32,
            crc,
            text,
            body,
        })
    }
}

impl Glance<'_> {
    /// What was appended, copied.
    pub(super) fn entry(&self) -> Entry {
        Entry { at: self.at, body: self.body.to_owned() }
    }
}

/// A checked line that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    stream: Stream,
    id: EntryId,
    at: i64,
    prev: u32,
    crc: u32,
    text: String,
    body: Range<usize>,
}

impl Line {
    /// Writes an entry down; the body must have passed [`armour`].
    pub(super) fn write(stream: &Stream, id: EntryId, prev: u32, entry: &Entry) -> Self {
        let mut text = format!(
            r#"{{"v":{VERSION},"learner":"{}","course":"{}","origin":"{:016x}","seq":{},"at":{},"prev":"{prev:08x}","body":"#,
            stream.learner(),
            stream.course(),
            id.origin,
            id.seq,
            entry.at,
        );
        let start = text.len();
        text.push_str(&entry.body);
        let body = start..text.len();
        let crc = crc32c::crc32c(text.as_bytes());
        text.push_str(&format!(r#","crc":"{crc:08x}"}}"#));
        Self { stream: stream.clone(), id, at: entry.at, prev, crc, text, body }
    }

    /// Checks a line of our own making.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Fault> {
        Self::keep(&Glance::read(bytes)?)
    }

    /// Checks a line from outside: its body is looked at too, since a checksum keeps no secret.
    pub(super) fn read_foreign(bytes: &[u8]) -> Result<Self, Fault> {
        let line = Self::read(bytes)?;
        if is_one_value(line.body()) && !line.body().contains(is_hidden) {
            Ok(line)
        } else {
            Err(Fault::Body)
        }
    }

    /// Copies what was seen at a glance.
    pub(super) fn keep(glance: &Glance<'_>) -> Result<Self, Fault> {
        let start = glance.text.len() - TAIL - glance.body.len();
        Ok(Self {
            stream: Stream::new(glance.learner, glance.course).map_err(|_| Fault::Name)?,
            id: glance.id,
            at: glance.at,
            prev: glance.prev,
            crc: glance.crc,
            text: glance.text.to_owned(),
            body: start..start + glance.body.len(),
        })
    }

    /// The line as seen at a glance.
    pub(super) fn glance(&self) -> Glance<'_> {
        Glance {
            learner: self.stream.learner(),
            course: self.stream.course(),
            id: self.id,
            at: self.at,
            prev: self.prev,
            crc: self.crc,
            text: &self.text,
            body: self.body(),
        }
    }

    /// Whose work it is.
    pub fn stream(&self) -> &Stream {
        &self.stream
    }

    /// The entry's name.
    pub fn id(&self) -> EntryId {
        self.id
    }

    /// When it happened, in milliseconds since 1970-01-01 UTC.
    pub fn at(&self) -> i64 {
        self.at
    }

    /// The JSON value it carries.
    pub fn body(&self) -> &str {
        self.text.get(self.body.clone()).unwrap_or_default()
    }

    /// The whole line without its end.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The order in which work is told, the same for every order of arrival.
    pub(super) fn order(&self) -> (i64, EntryId) {
        (self.at, self.id)
    }
}

/// Checks a body and spells invisible control characters as JSON escapes, which mean the same.
///
/// A record may be looked at in a terminal, and no character in it may steer one.
pub(super) fn armour(body: String) -> Result<String, Fault> {
    if body.len() > MAX_BODY {
        return Err(Fault::TooLong);
    }
    if !is_one_value(&body) {
        return Err(Fault::Body);
    }
    if !body.contains(is_hidden) {
        return Ok(body);
    }
    let mut safe = String::with_capacity(body.len() + 64);
    for letter in body.chars() {
        if is_hidden(letter) {
            safe.push_str(&format!("\\u{:04x}", u32::from(letter)));
        } else {
            safe.push(letter);
        }
    }
    if safe.len() > MAX_BODY {
        return Err(Fault::TooLong);
    }
    Ok(safe)
}

fn is_one_value(body: &str) -> bool {
    !body.contains(['\n', '\r']) && serde_json::from_str::<serde::de::IgnoredAny>(body).is_ok()
}

/// Control and direction characters that JSON allows raw inside a string; all are below U+10000.
fn is_hidden(letter: char) -> bool {
    matches!(letter,
        '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

fn skip<'a>(text: &'a str, expected: &str) -> Result<&'a str, Fault> {
    text.strip_prefix(expected).ok_or(Fault::Shape)
}

fn word<'a>(text: &'a str, before: &str) -> Result<(&'a str, &'a str), Fault> {
    let rest = skip(text, before)?;
    let end = rest.bytes().position(|byte| byte == b'"').ok_or(Fault::Shape)?;
    let (word, rest) = rest.split_at_checked(end).ok_or(Fault::Shape)?;
    Ok((word, rest.get(1..).unwrap_or_default()))
}

fn number(text: &str) -> Result<(u64, &str), Fault> {
    let (mut value, mut digits) = (0u64, 0);
    for byte in text.bytes().take_while(u8::is_ascii_digit) {
        let next = value.checked_mul(10).and_then(|value| value.checked_add(u64::from(byte - b'0')));
        value = next.ok_or(Fault::Shape)?;
        digits += 1;
    }
    let rest = text.get(digits..).unwrap_or_default();
    if digits == 0 || rest.is_empty() || digits > 1 && text.starts_with('0') {
        return Err(Fault::Shape);
    }
    Ok((value, rest))
}

fn signed(text: &str) -> Result<(i64, &str), Fault> {
    let (digits, negative) = match text.strip_prefix('-') {
        Some(digits) => (digits, true),
        None => (text, false),
    };
    let (value, rest) = number(digits)?;
    let value = i64::try_from(value).map_err(|_| Fault::Shape)?;
    Ok((if negative { -value } else { value }, rest))
}

/// A number of up to 16 hexadecimal digits; a record has millions of them.
fn hex(text: &str, digits: usize) -> Result<u64, Fault> {
    if text.len() != digits {
        return Err(Fault::Shape);
    }
    text.bytes().try_fold(0, |value, byte| match byte {
        b'0'..=b'9' => Ok(value << 4 | u64::from(byte - b'0')),
        b'a'..=b'f' => Ok(value << 4 | u64::from(byte - b'a' + 10)),
        _ => Err(Fault::Shape),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(body: &str) -> Line {
        let stream = Stream::new("anna", "untoc").unwrap();
        let id = EntryId { origin: 0xfeed, seq: 7 };
        let entry = Entry { at: 1_795_428_000_123, body: body.to_owned() };
        Line::write(&stream, id, 0xabc, &entry)
    }

    fn sealed(front: &str) -> String {
        format!(r#"{front},"crc":"{:08x}"}}"#, crc32c::crc32c(front.as_bytes()))
    }

    /// The sample of version 1 that every later version must go on reading.
    const VERSION_1: &str = r#"{"v":1,"learner":"anna","course":"untoc","origin":"000000000000feed","seq":7,"at":1795428000123,"prev":"00000abc","body":{"a":[1,2]},"crc":"CRC"}"#;

    #[test]
    fn a_line_looks_as_promised_and_reads_back() {
        let line = sample(r#"{"a":[1,2]}"#);
        let crc = format!("{:08x}", line.crc);
        assert_eq!(line.text(), VERSION_1.replace("CRC", &crc));
        assert_eq!(Line::read_foreign(line.text().as_bytes()), Ok(line.clone()));
        assert_eq!(line.body(), r#"{"a":[1,2]}"#);
        let json: serde_json::Value = serde_json::from_str(line.text()).unwrap();
        assert_eq!(json["seq"], 7);
    }

    #[test]
    fn every_single_bit_counts() {
        let line = sample(r#""é""#);
        for place in 0..line.text().len() {
            for bit in 0..8 {
                let mut bytes = line.text().as_bytes().to_vec();
                bytes[place] ^= 1 << bit;
                assert!(Line::read(&bytes).is_err(), "byte {place}, bit {bit}");
            }
        }
        for length in 0..line.text().len() {
            assert!(Line::read(&line.text().as_bytes()[..length]).is_err());
        }
    }

    #[test]
    fn newer_versions_are_told_from_damage() {
        let newer = sealed(r#"{"v":2,"anything":true"#);
        assert_eq!(Line::read(newer.as_bytes()), Err(Fault::Newer(2)));
        let damaged = sample("1").text().replacen(":1", ":3", 1);
        assert_eq!(Line::read(damaged.as_bytes()), Err(Fault::Checksum));
        assert_eq!(
            Fault::Newer(2).to_string(),
            "it was written by a newer curricle (format 2); please upgrade curricle"
        );
    }

    #[test]
    fn well_sealed_nonsense_is_refused() {
        let front = |learner: &str, origin: &str, seq: &str, at: &str, body: &str| {
            sealed(&format!(
                r#"{{"v":1,"learner":"{learner}","course":"c","origin":"{origin}","seq":{seq},"at":{at},"prev":"00000000","body":{body}"#
            ))
        };
        let origin = "00000000000000aa";
        let read = |line: String| Line::read_foreign(line.as_bytes()).map(|line| line.at());
        assert_eq!(read(front("a", origin, "1", "-5", "{}")), Ok(-5));
        assert_eq!(read(front("A", origin, "1", "5", "{}")), Err(Fault::Name));
        assert_eq!(read(front("a", "AA", "1", "5", "{}")), Err(Fault::Shape));
        assert_eq!(read(front("a", origin, "0", "5", "{}")), Err(Fault::Shape));
        assert_eq!(read(front("a", origin, "01", "5", "{}")), Err(Fault::Shape));
        assert_eq!(read(front("a", origin, "99999999999999999999", "5", "{}")), Err(Fault::Shape));
        assert_eq!(read(front("a", origin, "1", "5", "{")), Err(Fault::Body));
        assert_eq!(read(front("a", origin, "1", "5", "1,2")), Err(Fault::Body));
        assert_eq!(read(front("a", origin, "1", "5", "\"\u{9b}2J\"")), Err(Fault::Body));
        assert_eq!(read(front("a", origin, "1", "5", "")), Err(Fault::Shape));
        assert_eq!(read("x".repeat(MAX_LINE + 1)), Err(Fault::TooLong));
        assert_eq!(read(String::new()), Err(Fault::Shape));
        assert_eq!(read(r#"{"v":1"#.to_owned()), Err(Fault::Shape));
        assert_eq!(read(r#"{"v":1,é"é"é"é"é"é"é"#.to_owned()), Err(Fault::Checksum));
    }

    #[test]
    fn bodies_are_armoured_without_changing_their_meaning() {
        let body = "\"a\u{9b}b\u{202e}c\"".to_owned();
        let safe = armour(body.clone()).unwrap();
        assert_eq!(safe, r#""a\u009bb\u202ec""#);
        let read = |text: &str| serde_json::from_str::<String>(text).unwrap();
        assert_eq!(read(&safe), read(&body));
        assert_eq!(armour("\"plain é 字\"".to_owned()).unwrap(), "\"plain é 字\"");
    }

    #[test]
    fn bodies_that_are_not_one_json_value_are_refused() {
        for body in ["", "{", "1 2", "{\n}", "nul", "\"\u{7}\""] {
            assert_eq!(armour(body.to_owned()), Err(Fault::Body), "{body:?}");
        }
        let long = format!("\"{}\"", "x".repeat(MAX_BODY));
        assert_eq!(armour(long), Err(Fault::TooLong));
        let grows = format!("\"{}\"", "\u{85}".repeat(MAX_BODY / 4));
        assert_eq!(armour(grows), Err(Fault::TooLong));
    }
}
