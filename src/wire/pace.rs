//! How much may be on its way to a terminal at the end of a slow line.
//!
//! What is written to a terminal waits in buffers that no program can see, and a key's picture waits
//! behind all that was written before it. So the terminal is asked now and then to say that it has come
//! so far, and pictures are held back while too much is unanswered. Held pictures are never sent: the
//! next one is drawn from the newest state. On a quick line the questions become rare.

use std::collections::VecDeque;
use std::time::Duration;

/// The question; a terminal that has shown everything before it answers `ESC [ 0 n`.
pub(super) const QUESTION: &[u8] = b"\x1b[5n";

/// The line should be at most so far behind: what is on its way then comes through in this time.
const MOST_BEHIND: Duration = Duration::from_millis(300);
/// The fewest bytes on their way that hold a picture back; a key's picture is seldom larger.
const LEAST_WINDOW: usize = 256;
/// The most bytes on their way, however quick the line.
const MOST_WINDOW: usize = 64 * 1024;
/// So long an answer is waited for before a picture is sent all the same.
const PATIENCE: Duration = Duration::from_secs(2);
/// An answer that is missing for so long is not waited for any more, whatever was answered before it.
const LOST: Duration = Duration::from_secs(10);
/// So many questions without any answer, and the terminal is one that gives none.
const MOST_UNANSWERED: usize = 2;
/// Fewer bytes than this tell nothing about the speed of a line.
const LEAST_SAMPLE: usize = 64;
/// The most questions that wait for an answer.
const MOST_QUESTIONS: usize = 64;

/// Decides when a picture may be sent.
///
/// All times are since any one moment, the same for each call.
#[derive(Clone, Debug)]
pub struct Pace {
    /// Bytes sent after the last question.
    unasked: usize,
    questions: VecDeque<Question>,
    /// The shortest that an answer took: the way there and back without a queue.
    round_trip: Option<Duration>,
    /// Bytes in a second.
    speed: Option<usize>,
    answered: bool,
    mute: bool,
    /// No picture is held back before this moment, though answers are missing.
    excused_until: Option<Duration>,
    /// When the line should be done with all that was sent, as far as its speed is known.
    free_at: Duration,
    last_sent: Duration,
}

#[derive(Clone, Copy, Debug)]
struct Question {
    at: Duration,
    /// The bytes before it and after the question before.
    bytes: usize,
    /// All that was on its way when it was asked.
    behind: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self::new()
    }
}

impl Pace {
    /// The pace on a line of which nothing is known.
    #[must_use]
    pub fn new() -> Self {
        Self {
            unasked: 0,
            questions: VecDeque::new(),
            round_trip: None,
            speed: None,
            answered: false,
            mute: false,
            excused_until: None,
            free_at: Duration::ZERO,
            last_sent: Duration::ZERO,
        }
    }

    /// The pace on a line whose terminal must not be asked: no picture is held back.
    #[must_use]
    pub fn mute() -> Self {
        Self { mute: true, ..Self::new() }
    }

    /// True if a picture may be sent now.
    #[must_use]
    pub fn ready(&self, now: Duration) -> bool {
        // Nothing is held back for longer than that, unless the clock was turned back.
        self.opens_at().is_none_or(|at| now >= at || at - now > PATIENCE)
    }

    /// When a picture that is held back may be sent though no answer came; `None` if none is held back.
    #[must_use]
    pub fn opens_at(&self) -> Option<Duration> {
        // Who has never answered may be one that never does, and must not be waited for.
        if !self.answered || self.on_the_way() < self.window() {
            return None;
        }
        let asked = self.questions.front()?.at;
        let first = asked.saturating_add(PATIENCE);
        let next = self.excused_until.map_or(first, |until| until.max(first));
        let answered = next.min(asked.saturating_add(LOST));
        // On a long way the answer comes much later than the line is free, so its speed is trusted that far.
        let far = self.round_trip.is_some_and(|round_trip| round_trip >= MOST_BEHIND);
        let trusted = far && self.on_the_way() < self.most_unanswered();
        Some(if trusted { answered.min(self.free_at) } else { answered })
    }

    /// Bytes were sent; true if the [`QUESTION`] is to follow at once.
    #[must_use]
    pub fn sent(&mut self, bytes: usize, now: Duration) -> bool {
        if self.mute || bytes == 0 {
            return false;
        }
        let overdue = self.questions.front().is_some_and(|first| now.saturating_sub(first.at) >= PATIENCE);
        if overdue && !self.answered && self.questions.len() >= MOST_UNANSWERED {
            *self = Self::mute();
            return false;
        }
        if self.opens_at().is_some_and(|at| now >= at) {
            self.excused_until = Some(now.saturating_add(PATIENCE));
        }
        self.unasked = self.unasked.saturating_add(bytes);
        self.free_at = self.free_at.max(now).saturating_add(self.time_for(bytes));
        self.last_sent = now;
        let asks = self.unasked >= self.window() / 2 && self.questions.len() < MOST_QUESTIONS;
        if asks {
            self.ask(now);
        }
        asks
    }

    /// Any question was sent that the terminal answers as soon as it has come so far.
    pub fn ask(&mut self, now: Duration) {
        if self.questions.len() >= MOST_QUESTIONS {
            self.questions.pop_front();
        }
        // Much of what is unanswered has long been shown: the answer is still on its way.
        let left = self.speed.map(|speed| bytes_in(speed, self.free_at.saturating_sub(now)));
        let behind = left.unwrap_or(usize::MAX).min(self.on_the_way());
        self.questions.push_back(Question { at: now, bytes: self.unasked, behind });
        self.unasked = 0;
    }

    /// The terminal answered the oldest question. An answer to none is passed over.
    pub fn answered(&mut self, now: Duration) {
        // One answer may have been lost; then the later ones must not be taken for those before them.
        while self.questions.len() > 1
            && self.questions.front().is_some_and(|first| now.saturating_sub(first.at) >= LOST)
        {
            self.questions.pop_front();
        }
        let Some(question) = self.questions.pop_front() else { return };
        self.answered = true;
        self.excused_until = None;
        let took = now.saturating_sub(question.at);
        let least = self.round_trip.map_or(took, |least| least.min(took));
        self.round_trip = Some(least);
        if question.behind < LEAST_SAMPLE {
            return;
        }
        let millis = (took - least).as_millis().max(1);
        let sample = u128::try_from(question.behind).unwrap_or(u128::MAX).saturating_mul(1000) / millis;
        let sample = usize::try_from(sample).unwrap_or(usize::MAX);
        self.speed = Some(self.speed.map_or(sample, |speed| speed / 2 + sample / 2));
        self.free_at = self.free_since(now.saturating_sub(least));
    }

    /// The speed of the line in bytes a second, if it was measured.
    #[must_use]
    pub fn speed(&self) -> Option<usize> {
        self.speed
    }

    /// The time of the way there and back, if it was measured.
    #[must_use]
    pub fn round_trip(&self) -> Option<Duration> {
        self.round_trip
    }

    /// True if anything was answered yet.
    #[must_use]
    pub fn answers(&self) -> bool {
        self.answered
    }

    /// True while an answer is to be expected; it would be typed into whatever reads the terminal next.
    #[must_use]
    pub fn awaits_answer(&self) -> bool {
        !self.questions.is_empty()
    }

    /// Forgets what is on its way: the terminal was somebody else's in between.
    pub fn forget(&mut self) {
        self.unasked = 0;
        self.questions.clear();
        self.excused_until = None;
    }

    fn on_the_way(&self) -> usize {
        let asked = self.questions.iter().map(|question| question.bytes);
        asked.fold(self.unasked, usize::saturating_add)
    }

    /// How long the line takes for so many bytes; nothing if its speed is not known.
    fn time_for(&self, bytes: usize) -> Duration {
        let millis = self.speed.map_or(0, |speed| bytes.saturating_mul(1000) / speed.max(1));
        Duration::from_millis(u64::try_from(millis).unwrap_or(u64::MAX))
    }

    /// When the line is done with what is unanswered, if it was done with the rest at this moment.
    fn free_since(&self, done: Duration) -> Duration {
        let sent = self.questions.iter().map(|question| (question.at, question.bytes));
        let sent = sent.chain([(self.last_sent, self.unasked)]).filter(|(_, bytes)| *bytes > 0);
        sent.fold(done, |free, (at, bytes)| free.max(at).saturating_add(self.time_for(bytes)))
    }

    /// So many bytes may be unanswered at the most, whatever the speed promises.
    fn most_unanswered(&self) -> usize {
        let (Some(speed), Some(round_trip)) = (self.speed, self.round_trip) else { return 0 };
        let time = round_trip.saturating_mul(2).saturating_add(Duration::from_secs(1));
        bytes_in(speed, time).min(MOST_WINDOW)
    }

    fn window(&self) -> usize {
        let Some(speed) = self.speed else { return 4 * LEAST_WINDOW };
        bytes_in(speed, MOST_BEHIND).clamp(LEAST_WINDOW, MOST_WINDOW)
    }
}

/// How many bytes pass at a speed in some time.
fn bytes_in(speed: usize, time: Duration) -> usize {
    let millis = usize::try_from(time.as_millis()).unwrap_or(usize::MAX);
    speed.saturating_mul(millis) / 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line that passes so many bytes a second, with a way of so many milliseconds there and back.
    struct Line {
        pace: Pace,
        bytes_a_second: u64,
        round_trip: u64,
        /// When the line has passed on all that was sent, in milliseconds.
        free_at: u64,
        answers: VecDeque<u64>,
        questions: usize,
    }

    impl Line {
        fn new(bytes_a_second: u64, round_trip: u64) -> Self {
            let mut pace = Pace::new();
            pace.ask(Duration::ZERO);
            let answers = VecDeque::from([round_trip]);
            Self { pace, bytes_a_second, round_trip, free_at: 0, answers, questions: 0 }
        }

        fn hear(&mut self, now: u64) {
            while self.answers.front().is_some_and(|at| *at <= now) {
                let at = self.answers.pop_front().unwrap();
                self.pace.answered(Duration::from_millis(at));
            }
        }

        /// Sends a picture if it may be sent.
        fn send(&mut self, bytes: u64, now: u64) -> bool {
            self.hear(now);
            let at = Duration::from_millis(now);
            if !self.pace.ready(at) {
                return false;
            }
            self.free_at = self.free_at.max(now) + bytes * 1000 / self.bytes_a_second;
            if self.pace.sent(usize::try_from(bytes).unwrap(), at) {
                self.questions += 1;
                self.answers.push_back(self.free_at + self.round_trip);
            }
            true
        }
    }

    #[test]
    fn on_a_slow_line_a_key_never_waits_long_behind_stale_pictures() {
        for round_trip in [10, 600] {
            let mut line = Line::new(960, round_trip);
            assert!(line.send(800, 700));
            let mut worst = 0;
            let mut skipped = 0;
            // A key held down: thirty pictures a second of 190 bytes each, six times what the line passes.
            for now in (2_000..12_000).step_by(33) {
                if line.send(190, now) {
                    worst = worst.max(line.free_at - now);
                } else {
                    skipped += 1;
                }
            }
            assert!(skipped > 150, "{skipped}");
            assert!(worst <= 1_000, "{worst} ms behind");
        }
    }

    #[test]
    fn a_key_after_large_pictures_waits_for_the_line_and_not_for_the_way_of_the_answer() {
        for (round_trip, most) in [(100, 1_300), (600, 1_500)] {
            let mut line = Line::new(960, round_trip);
            assert!(line.send(800, 1_000));
            let mut worst = 0;
            for key_at in (6_000..30_000).step_by(4_100) {
                for now in (key_at - 3_000..key_at).step_by(50) {
                    let _ = line.send(800, now);
                }
                let shown = (key_at..).step_by(10).find(|now| line.send(200, *now)).map(|_| line.free_at);
                worst = worst.max(shown.unwrap() - key_at);
            }
            assert!(worst <= most, "{worst} ms at a round trip of {round_trip} ms");
        }
    }

    #[test]
    fn a_slow_line_is_kept_busy_while_pictures_wait() {
        let mut line = Line::new(960, 10);
        let mut sent = 0;
        for now in (1_000..21_000).step_by(10) {
            sent += if line.send(50, now) { 50 } else { 0 };
        }
        assert!(sent > 20 * 960 * 7 / 10, "{sent} bytes in 20 s");
    }

    #[test]
    fn on_a_quick_line_nothing_is_held_back_and_questions_are_rare() {
        for (speed, round_trip) in [(1_000_000, 1), (125_000, 600)] {
            let mut line = Line::new(speed, round_trip);
            assert!(line.send(1_500, 1_000));
            let sent = (3_000..33_000).step_by(33).filter(|now| line.send(50, *now)).count();
            assert_eq!(sent, 910, "{speed}");
            assert!(line.questions <= 6, "{} questions for {} bytes", line.questions, 910 * 50);
        }
    }

    #[test]
    fn a_terminal_that_never_answers_is_soon_asked_no_more() {
        let mut pace = Pace::new();
        let mut questions = 0;
        for now in (0..60_000).step_by(100) {
            let at = Duration::from_millis(now);
            assert!(pace.ready(at), "nobody waits for it");
            questions += usize::from(pace.sent(200, at));
        }
        assert!(questions <= 8, "{questions}");
        assert!(!pace.awaits_answer());
    }

    #[test]
    fn a_line_that_goes_quiet_gets_a_picture_now_and_then_and_recovers() {
        let mut pace = Pace::new();
        let at = Duration::from_millis;
        pace.ask(at(0));
        pace.answered(at(20));
        assert!(pace.sent(2_000, at(100)));
        assert!(!pace.ready(at(1_000)));
        assert_eq!(pace.opens_at(), Some(at(2_100)));
        assert!(pace.ready(at(2_100)));
        let _ = pace.sent(500, at(2_100));
        assert!(!pace.ready(at(2_200)));
        assert!(pace.ready(at(4_200)));
        while pace.awaits_answer() {
            pace.answered(at(4_300));
        }
        assert!(pace.ready(at(4_300)));
    }

    #[test]
    fn a_terminal_that_stops_answering_is_not_waited_for_for_ever() {
        let at = Duration::from_millis;
        let mut pace = Pace::new();
        pace.ask(at(0));
        pace.answered(at(20));
        let shown = (0..60_000).step_by(100).filter(|now| {
            let ready = pace.ready(at(*now));
            if ready {
                let _ = pace.sent(2_000, at(*now));
            }
            ready
        });
        assert!(shown.count() > 450, "pictures are drawn again after ten seconds");
        // It is held to its answers again as soon as it gives them.
        while pace.awaits_answer() {
            pace.answered(at(60_100));
        }
        let _ = pace.sent(MOST_WINDOW, at(60_200));
        assert!(!pace.ready(at(60_300)));
    }

    #[test]
    fn after_a_lost_answer_the_speed_is_still_right() {
        let at = Duration::from_millis;
        let mut pace = Pace::new();
        pace.ask(at(0));
        pace.answered(at(20));
        assert!(pace.sent(2_000, at(100)), "its answer is lost");
        for round in 1..20 {
            let now = round * 60_000;
            while !pace.sent(2_000, at(now)) {}
            pace.answered(at(now + 120));
        }
        assert!(pace.speed() > Some(10_000), "{:?}", pace.speed());
        assert!(!pace.awaits_answer());
    }

    #[test]
    fn a_clock_that_is_turned_back_holds_nothing_back() {
        let hour = Duration::from_secs(3_600);
        let mut pace = Pace::new();
        pace.ask(hour);
        pace.answered(hour);
        assert!(pace.sent(2_000, hour) && !pace.ready(hour));
        assert!(pace.ready(Duration::ZERO));
        let _ = pace.sent(2_000, Duration::ZERO);
        pace.answered(Duration::ZERO);
        assert_eq!(pace.round_trip(), Some(Duration::ZERO));
    }

    #[test]
    fn no_number_is_too_large_for_it() {
        let mut pace = Pace::new();
        for _ in 0..3 * MOST_QUESTIONS {
            pace.ask(Duration::MAX);
        }
        pace.answered(Duration::MAX);
        let _ = pace.sent(usize::MAX, Duration::MAX);
        let _ = pace.sent(usize::MAX, Duration::MAX);
        assert!(pace.opens_at().is_some());
        while pace.awaits_answer() {
            pace.answered(Duration::MAX);
        }
        assert!(pace.speed().is_some());
    }

    #[test]
    fn an_answer_to_no_question_changes_nothing() {
        let mut pace = Pace::new();
        pace.answered(Duration::ZERO);
        assert_eq!((pace.speed(), pace.round_trip()), (None, None));
    }
}
