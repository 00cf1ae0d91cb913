//! What the store holds, by number and checksum: the pure heart of numbering, merging and noticing loss.

use std::collections::BTreeMap;

use super::record::{Entry, EntryId, Fault, Glance, Line};
use super::seals::{Seal, Seals};
use super::stream::Stream;

/// The latest time an entry may carry: the end of the year 9999.
const MAX_AT: i64 = 253_402_300_799_999;

/// A number for a set of lines that does not depend on their order: two copies compare at once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Print {
    count: u64,
    sum: u64,
}

impl Print {
    pub(super) fn add(&mut self, line: &Glance<'_>) {
        let mut mixed = line.id.origin ^ line.id.seq.rotate_left(32) ^ (u64::from(line.crc) << 16);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        self.count = self.count.wrapping_add(1);
        self.sum = self.sum.wrapping_add(mixed ^ (mixed >> 31));
    }

    pub(super) fn to_bytes(self) -> [u8; 16] {
        (u128::from(self.count) << 64 | u128::from(self.sum)).to_be_bytes()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let both = u128::from_be_bytes(bytes.try_into().ok()?);
        Some(Self { count: (both >> 64) as u64, sum: both as u64 })
    }
}

/// Entries that were here once, or must have been, and are in no copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Whose work is missing.
    pub stream: Stream,
    /// The run that wrote it.
    pub origin: u64,
    /// The first missing number.
    pub first: u64,
    /// The last missing number.
    pub last: u64,
}

/// What a line is to a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not here yet.
    New,
    /// Here already, the same to the letter.
    Known,
    /// It contradicts what is here.
    Refused(Fault),
}

#[derive(Debug, Clone, Default)]
struct Track {
    last_at: i64,
    origins: BTreeMap<u64, Seals>,
}

impl Track {
    fn note(&mut self, line: &Glance<'_>) -> bool {
        self.last_at = self.last_at.max(line.at);
        let seal = Seal { crc: line.crc, prev: line.prev };
        let seals = self.origins.entry(line.id.origin).or_default();
        seals.insert(line.id.seq, seal)
    }
}

/// Every entry's number and checksum; the bodies stay on the disk.
#[derive(Debug, Clone, Default)]
pub(super) struct Ledger {
    origin: u64,
    learners: BTreeMap<String, BTreeMap<String, Track>>,
    print: Print,
}

impl Ledger {
    /// An empty ledger that gives out numbers under this origin.
    pub(super) fn new(origin: u64) -> Self {
        Self { origin, learners: BTreeMap::new(), print: Print::default() }
    }

    pub(super) fn origin(&self) -> u64 {
        self.origin
    }

    pub(super) fn print(&self) -> Print {
        self.print
    }

    /// How a line stands to what is here.
    pub(super) fn standing(&self, line: &Glance<'_>) -> Standing {
        let Some(seals) =
            self.track(line.learner, line.course).and_then(|track| track.origins.get(&line.id.origin))
        else {
            return Standing::New;
        };
        if let Some(seal) = seals.get(line.id.seq) {
            return if seal.crc == line.crc { Standing::Known } else { Standing::Refused(Fault::Differs) };
        }
        let before = line.id.seq.checked_sub(1).and_then(|seq| seals.get(seq));
        let after = line.id.seq.checked_add(1).and_then(|seq| seals.get(seq));
        if before.is_some_and(|seal| seal.crc != line.prev) || after.is_some_and(|seal| seal.prev != line.crc)
        {
            return Standing::Refused(Fault::Chain);
        }
        Standing::New
    }

    /// How a line from elsewhere stands; nobody else may write under the origin of this run.
    pub(super) fn welcome(&self, line: &Glance<'_>) -> Standing {
        match self.standing(line) {
            Standing::New if line.id.origin == self.origin => Standing::Refused(Fault::Chain),
            standing => standing,
        }
    }

    /// Notes a line that is on the disk; a line already noted changes nothing.
    pub(super) fn note(&mut self, line: &Glance<'_>) {
        let there = self.learners.get_mut(line.learner).and_then(|courses| courses.get_mut(line.course));
        let is_new = match there {
            Some(track) => track.note(line),
            None => {
                let courses = self.learners.entry(line.learner.to_owned()).or_default();
                let track = courses.entry(line.course.to_owned()).or_default();
                track.note(line)
            }
        };
        if is_new {
            self.print.add(line);
        }
    }

    /// Every stream with at least one entry.
    pub(super) fn streams(&self) -> Vec<Stream> {
        let pairs = self
            .learners
            .iter()
            .flat_map(|(learner, courses)| courses.keys().map(move |course| (learner, course)));
        pairs.filter_map(|(learner, course)| Stream::new(learner, course).ok()).collect()
    }

    /// How many entries a stream has.
    pub(super) fn count(&self, stream: &Stream) -> usize {
        self.track(stream.learner(), stream.course())
            .map_or(0, |track| track.origins.values().map(Seals::len).sum())
    }

    /// Numbers that must exist because a later one does.
    pub(super) fn gaps(&self) -> Vec<Gap> {
        let mut gaps = Vec::new();
        self.walk(|stream, origin, seals| {
            let mut next = 1;
            for (first, last) in seals.rows() {
                if first > next {
                    gaps.push(Gap { stream: stream.clone(), origin, first: next, last: first - 1 });
                }
                next = last.saturating_add(1);
            }
        });
        gaps
    }

    /// Whether all that was missing has come back.
    pub(super) fn is_closed(&self, gap: &Gap) -> bool {
        self.track(gap.stream.learner(), gap.stream.course())
            .and_then(|track| track.origins.get(&gap.origin))
            .is_some_and(|seals| (gap.first..=gap.last).all(|seq| seals.get(seq).is_some()))
    }

    /// What an earlier ledger knew and this one does not, in ranges.
    pub(super) fn lost_since(&self, earlier: &Self) -> Vec<Gap> {
        let mut lost: Vec<Gap> = Vec::new();
        earlier.walk(|stream, origin, seals| {
            let here =
                self.track(stream.learner(), stream.course()).and_then(|track| track.origins.get(&origin));
            for seq in seals.rows().flat_map(|(first, last)| first..=last) {
                if here.is_some_and(|here| here.get(seq).is_some()) {
                    continue;
                }
                match lost.last_mut() {
                    Some(gap) if gap.stream == *stream && gap.origin == origin && gap.last + 1 == seq => {
                        gap.last = seq;
                    }
                    _ => lost.push(Gap { stream: stream.clone(), origin, first: seq, last: seq }),
                }
            }
        });
        lost
    }

    /// Goes on under another origin, so that lost numbers are never given out a second time.
    pub(super) fn go_on_as(&mut self, origin: u64) {
        self.origin = origin;
    }

    fn track(&self, learner: &str, course: &str) -> Option<&Track> {
        self.learners.get(learner)?.get(course)
    }

    fn walk(&self, mut see: impl FnMut(&Stream, u64, &Seals)) {
        for (learner, courses) in &self.learners {
            for (course, track) in courses {
                if let Ok(stream) = Stream::new(learner, course) {
                    for (&origin, seals) in &track.origins {
                        see(&stream, origin, seals);
                    }
                }
            }
        }
    }
}

/// Numbers given out for one group of appends; they count only once the group is on the disk.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    ledger: &'a Ledger,
    tips: BTreeMap<Stream, Tip>,
}

#[derive(Debug, Clone, Copy)]
struct Tip {
    seq: u64,
    crc: u32,
    at: i64,
}

impl<'a> Draft<'a> {
    pub(super) fn new(ledger: &'a Ledger) -> Self {
        Self { ledger, tips: BTreeMap::new() }
    }

    /// Writes the next line of a stream; a clock that went back is held at the stream's last time.
    pub(super) fn next(&mut self, stream: &Stream, entry: &Entry) -> Line {
        let tip = match self.tips.get(stream) {
            Some(tip) => *tip,
            None => self.tip(stream),
        };
        let id = EntryId { origin: self.ledger.origin, seq: tip.seq.saturating_add(1) };
        let entry = Entry { at: entry.at.clamp(0, MAX_AT).max(tip.at), body: entry.body.clone() };
        let line = Line::write(stream, id, tip.crc, &entry);
        let tip = Tip { seq: id.seq, crc: line.glance().crc, at: entry.at };
        self.tips.insert(stream.clone(), tip);
        line
    }

    fn tip(&self, stream: &Stream) -> Tip {
        let track = self.ledger.track(stream.learner(), stream.course());
        let last = track.and_then(|track| track.origins.get(&self.ledger.origin)).and_then(Seals::last);
        Tip {
            seq: last.map_or(0, |(seq, _)| seq),
            crc: last.map_or(0, |(_, seal)| seal.crc),
            at: track.map_or(0, |track| track.last_at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(course: &str) -> Stream {
        Stream::new("anna", course).unwrap()
    }

    fn entry(at: i64) -> Entry {
        Entry { at, body: "1".to_owned() }
    }

    fn written(origin: u64, times: &[i64]) -> Vec<Line> {
        let ledger = Ledger::new(origin);
        let mut draft = Draft::new(&ledger);
        times.iter().map(|&at| draft.next(&stream("a"), &entry(at))).collect()
    }

    fn holding(lines: &[&Line]) -> Ledger {
        let mut ledger = Ledger::new(1);
        for line in lines {
            ledger.note(&line.glance());
        }
        ledger
    }

    #[test]
    fn numbers_are_contiguous_and_times_never_go_back() {
        let lines = written(7, &[50, 20, 60, i64::MIN]);
        let seen: Vec<_> = lines.iter().map(|line| (line.id().seq, line.at())).collect();
        assert_eq!(seen, [(1, 50), (2, 50), (3, 60), (4, 60)]);
        assert!(lines.iter().all(|line| Line::read(line.text().as_bytes()).is_ok()));
        let mut ledger = Ledger::new(7);
        ledger.note(&lines[0].glance());
        let again = Draft::new(&ledger).next(&stream("a"), &entry(i64::MAX));
        assert_eq!((again.id().seq, again.at()), (2, MAX_AT));
        assert_eq!(again.glance().prev, lines[0].glance().crc);
    }

    #[test]
    fn the_print_tells_sets_apart_but_not_orders() {
        let lines = written(7, &[1, 2, 3]);
        let there = holding(&[&lines[0], &lines[1], &lines[2]]);
        let back = holding(&[&lines[2], &lines[0], &lines[1], &lines[0]]);
        assert_eq!(there.print(), back.print());
        assert_ne!(there.print(), holding(&[&lines[0], &lines[1]]).print());
        assert_eq!(Print::from_bytes(&there.print().to_bytes()), Some(there.print()));
        assert_eq!(Print::from_bytes(&[1, 2]), None);
    }

    #[test]
    fn lines_are_new_known_or_refused() {
        let lines = written(7, &[1, 2, 3]);
        let other = written(7, &[9, 9, 9]);
        let ledger = holding(&[&lines[0]]);
        assert_eq!(ledger.standing(&lines[0].glance()), Standing::Known);
        assert_eq!(ledger.standing(&lines[1].glance()), Standing::New);
        assert_eq!(ledger.standing(&lines[2].glance()), Standing::New);
        assert_eq!(ledger.standing(&other[0].glance()), Standing::Refused(Fault::Differs));
        assert_eq!(ledger.standing(&other[1].glance()), Standing::Refused(Fault::Chain));
        let ours = written(1, &[1]);
        assert_eq!(ledger.standing(&ours[0].glance()), Standing::New);
        assert_eq!(ledger.welcome(&ours[0].glance()), Standing::Refused(Fault::Chain));
        let later = holding(&[&lines[1]]);
        assert_eq!(later.standing(&other[0].glance()), Standing::Refused(Fault::Chain));
    }

    #[test]
    fn gaps_and_losses_are_named() {
        let lines = written(7, &[1, 2, 3, 4, 5]);
        let ledger = holding(&[&lines[2], &lines[4]]);
        let ranges = |gaps: Vec<Gap>| gaps.iter().map(|gap| (gap.first, gap.last)).collect::<Vec<_>>();
        assert_eq!(ranges(ledger.gaps()), [(1, 2), (4, 4)]);
        let all = holding(&lines.iter().collect::<Vec<_>>());
        assert_eq!(ranges(all.gaps()), []);
        assert_eq!(ranges(ledger.lost_since(&all)), [(1, 2), (4, 4)]);
        assert_eq!(ranges(all.lost_since(&ledger)), []);
    }
}
