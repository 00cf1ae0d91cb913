//! The line to one terminal: what it shows, what is on its way, and what it all costs.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};

use super::capabilities::Capabilities;
use super::encoder::Encoder;
use super::pace::{Pace, QUESTION};
use super::stock::Stock;
use super::tally::Tally;

/// So long after the question the position of the cursor is taken for its answer; some keys look like one.
const BELIEVED: Duration = Duration::from_secs(30);

/// An [`Encoder`] that holds pictures back while a slow line is busy, learns what its terminal can do,
/// and counts.
///
/// It does no input or output. Its owner draws when [`Line::ready`] says so, writes what
/// [`Line::draw`] returns, and passes on the answers of the terminal. All times are since one moment.
///
/// ```
/// use std::time::Duration;
/// use curricle::wire::{Capabilities, Line};
/// use ratatui::buffer::Buffer;
/// use ratatui::layout::Size;
///
/// let mut line = Line::new(Size::new(5, 1), Capabilities::safe());
/// assert!(line.ready(Duration::ZERO));
/// let bytes = line.draw(&Buffer::with_lines(["hello"]), None, Duration::ZERO);
/// assert!(bytes.ends_with(b"hello"));
/// assert_eq!(line.tally().sent(), bytes.len() as u64);
/// ```
#[derive(Clone, Debug)]
pub struct Line {
    encoder: Encoder,
    pace: Pace,
    stock: Stock,
    tally: Tally,
    /// When [`Capabilities::probe`] was sent, as long as its answer is not there.
    proving: Option<Duration>,
    /// The row from which on the rest of a picture is to be sent that was too large for a slow line.
    rest: Option<usize>,
}

impl Line {
    /// A line to a terminal of this size.
    #[must_use]
    pub fn new(size: Size, capabilities: Capabilities) -> Self {
        Self {
            encoder: Encoder::new(size, capabilities),
            pace: Pace::new(),
            stock: Stock::new(),
            tally: Tally::default(),
            proving: None,
            rest: None,
        }
    }

    /// A line to a terminal that must not be asked anything: no picture is ever held back.
    #[must_use]
    pub fn unasked(size: Size, capabilities: Capabilities) -> Self {
        Self { pace: Pace::mute(), ..Self::new(size, capabilities) }
    }

    /// The bytes that make the terminal prove what it can do, to be sent before the first picture.
    ///
    /// The answer is the position of the cursor, for [`Line::cursor_is_at`]. If `ascii`, only ASCII is
    /// sent, and only ASCII may be in the pictures.
    #[must_use]
    pub fn probe(&mut self, ascii: bool, now: Duration) -> &'static [u8] {
        let probe = if ascii { Capabilities::ascii_probe() } else { Capabilities::probe() };
        self.proving = Some(now);
        self.pace.ask(now);
        self.tally.asked(probe.len());
        probe
    }

    /// True if a picture may be drawn now; if not, the newest one is drawn as soon as it may.
    #[must_use]
    pub fn ready(&self, now: Duration) -> bool {
        self.pace.ready(now)
    }

    /// When a picture may be drawn though the terminal has not answered; none if none is held back.
    #[must_use]
    pub fn opens_at(&self) -> Option<Duration> {
        self.pace.opens_at()
    }

    /// The bytes that make the terminal show a picture; none if it does already.
    ///
    /// On a slow line they may show a part of it: then it is [`Line::unfinished`], and the next picture,
    /// the same or a newer one, is drawn as soon as the line is [ready](Line::ready) again.
    pub fn draw(&mut self, picture: &Buffer, cursor: Option<Position>, now: Duration) -> Vec<u8> {
        let from = self.rest.unwrap_or(0);
        let (mut bytes, rest) = self.encoder.encode_part(picture, cursor, self.pace.room(now), from);
        self.rest = rest;
        // The stock way would have sent it whole.
        let stock = if rest.is_none() { self.stock.cost(picture, cursor) } else { 0 };
        if self.pace.sent(bytes.len(), now) {
            bytes.extend_from_slice(QUESTION);
        }
        self.tally.drew(bytes.len(), stock);
        bytes
    }

    /// True if a part of the last picture is not sent yet.
    #[must_use]
    pub fn unfinished(&self) -> bool {
        self.rest.is_some()
    }

    /// So many keys were pressed.
    pub fn touched(&mut self, keys: usize) {
        self.tally.touched(keys);
        // What a key did is seen from the top; otherwise each row has its turn.
        self.rest = self.rest.map(|_| 0);
    }

    /// The terminal has shown all that was sent before the oldest question.
    pub fn came_so_far(&mut self, now: Duration) {
        self.pace.answered(now);
    }

    /// The terminal told the column of its cursor, from 1: what it can do is proven, or not.
    pub fn cursor_is_at(&mut self, column: u16, now: Duration) {
        let Some(asked) = self.proving.take() else { return };
        if now.saturating_sub(asked) > BELIEVED {
            return;
        }
        self.pace.answered(now);
        self.encoder.set_capabilities(self.encoder.capabilities().proven(column));
    }

    /// True if the terminal has answered anything yet.
    #[must_use]
    pub fn answers(&self) -> bool {
        self.pace.answers()
    }

    /// True while an answer is to be expected; whoever reads the terminal next would take it for keys.
    #[must_use]
    pub fn awaits_answer(&self) -> bool {
        self.pace.awaits_answer()
    }

    /// Trusts nothing about the screen any more: the next picture is sent whole.
    pub fn forget(&mut self) {
        self.encoder.forget();
        self.stock = Stock::new();
        self.rest = None;
    }

    /// The bytes that leave the terminal as others expect it; what was asked is asked no more.
    pub fn leave(&mut self) -> Vec<u8> {
        self.pace.forget();
        self.proving = None;
        self.rest = None;
        self.stock = Stock::new();
        self.encoder.leave()
    }

    /// What it has cost so far.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// The speed in bytes a second, if it was measured.
    #[must_use]
    pub fn speed(&self) -> Option<usize> {
        self.pace.speed()
    }

    /// The time of the way there and back, if it was measured.
    #[must_use]
    pub fn round_trip(&self) -> Option<Duration> {
        self.pace.round_trip()
    }

    /// What the terminal is relied on for.
    #[must_use]
    pub fn capabilities(&self) -> Capabilities {
        self.encoder.capabilities()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_millis(20);

    fn line() -> Line {
        Line::new(Size::new(80, 24), Capabilities::safe())
    }

    fn picture(letter: &str) -> Buffer {
        Buffer::with_lines(vec![letter.repeat(80); 24])
    }

    #[test]
    fn a_repeat_is_used_once_it_is_proven_and_only_then() {
        for (column, proven) in [(4, true), (2, false)] {
            let mut line = line();
            assert_eq!(line.probe(false, Duration::ZERO), Capabilities::probe());
            assert!(line.awaits_answer() && !line.capabilities().repeat);
            line.cursor_is_at(column, SOON);
            assert_eq!(line.capabilities().repeat, proven, "{column}");
            assert!(!line.awaits_answer());
            assert_eq!(line.round_trip(), Some(SOON));
        }
        let mut line = line();
        line.cursor_is_at(4, SOON);
        assert!(!line.capabilities().repeat, "nobody asked");
    }

    #[test]
    fn what_comes_too_late_or_after_leaving_proves_nothing() {
        let mut line = line();
        let _ = line.probe(false, Duration::ZERO);
        line.cursor_is_at(4, BELIEVED * 2);
        assert!(!line.capabilities().repeat, "a key that looks like an answer");
        let _ = line.probe(false, BELIEVED * 2);
        line.leave();
        line.cursor_is_at(4, BELIEVED * 2);
        assert!(!line.capabilities().repeat && !line.answers());
    }

    #[test]
    fn answers_without_end_do_no_harm() {
        let mut line = line();
        for column in 0..=200 {
            line.cursor_is_at(column, SOON);
            line.came_so_far(SOON);
        }
        assert_eq!(line.capabilities(), Capabilities::safe());
        assert!(line.speed().is_none() && line.ready(SOON));
        let first = line.draw(&picture("a"), None, SOON);
        assert!(first.ends_with(QUESTION));
    }

    #[test]
    fn a_picture_waits_until_the_terminal_has_come_so_far() {
        let mut line = line();
        let _ = line.probe(false, Duration::ZERO);
        line.cursor_is_at(2, Duration::ZERO);
        let first = line.draw(&picture("a"), None, SOON);
        assert!(first.ends_with(QUESTION));
        assert!(!line.ready(SOON) && line.opens_at().is_some());
        line.came_so_far(SOON * 2);
        assert!(line.ready(SOON * 2) && line.opens_at().is_none());
    }

    #[test]
    fn on_a_slow_line_a_large_picture_comes_in_parts_and_what_a_key_did_from_the_top() {
        let mut line = line();
        let at = Duration::from_millis;
        let _ = line.probe(false, at(0));
        line.cursor_is_at(2, at(20));
        assert!(line.draw(&picture("a"), None, at(1_000)).len() > 1_900, "nothing is known of the speed");
        line.came_so_far(at(3_000));
        let first = line.draw(&picture("b"), None, at(4_000));
        assert!(line.unfinished() && first.len() < 400, "{} bytes", first.len());
        let second = line.draw(&picture("b"), None, at(4_300));
        assert!(line.unfinished() && !second.starts_with(b"\x1b[H"));
        line.touched(1);
        let third = line.draw(&picture("c"), None, at(4_600));
        assert!(String::from_utf8_lossy(&third).contains("\x1b[Hccc"), "{third:?}");
        let stock = line.tally().stock();
        let mut now = at(4_600);
        while line.unfinished() {
            now = line.opens_at().unwrap_or(now);
            let _ = line.draw(&picture("c"), None, now);
        }
        assert!(line.tally().stock() - stock < 2_500, "one picture for the stock way");
    }

    #[test]
    fn who_must_not_be_asked_is_not_asked_and_waits_for_nothing() {
        let mut line = Line::unasked(Size::new(80, 24), Capabilities::safe());
        for letter in ["a", "b", "c"] {
            assert!(!line.draw(&picture(letter), None, SOON).ends_with(QUESTION));
            assert!(line.ready(SOON) && !line.awaits_answer());
        }
    }

    #[test]
    fn everything_that_is_sent_is_counted() {
        let mut line = line();
        let mut sent = line.probe(false, Duration::ZERO).len();
        sent += line.draw(&picture("a"), None, SOON).len();
        line.touched(2);
        sent += line.draw(&picture("b"), None, SOON * 200).len();
        assert_eq!(line.tally().sent(), sent as u64);
        assert!(line.tally().stock() > line.tally().sent());
    }
}
