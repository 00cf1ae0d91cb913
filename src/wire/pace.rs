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
const MOST_BEHIND: Duration = Duration::from_millis(200);
/// The speed of a line is trusted as long as no more is unanswered than it passes in twice its way and this.
const MOST_TRUSTED: Duration = Duration::from_millis(600);
/// So long before the line should be free more is sent, so that it is never idle.
const AHEAD: Duration = Duration::from_millis(80);
/// The fewest bytes on their way that hold a picture back; a key's picture is seldom larger.
const LEAST_WINDOW: usize = 192;
/// The same as long as nothing is known of the line.
const FIRST_WINDOW: usize = 1_024;
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
    /// What was sent after the last question.
    unasked: Sent,
    /// The same since the line was idle last, as far as its speed is known.
    busy: Sent,
    /// The last of it.
    last: Sent,
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
    /// When the line was done with all that was sent before the last question that was answered.
    done: Duration,
}

/// Bytes, and when the first of them were sent.
#[derive(Clone, Copy, Debug, Default)]
struct Sent {
    since: Duration,
    bytes: usize,
}

impl Sent {
    fn add(&mut self, bytes: usize, now: Duration) {
        if self.bytes == 0 {
            self.since = now;
        }
        self.bytes = self.bytes.saturating_add(bytes);
    }
}

#[derive(Clone, Copy, Debug)]
struct Question {
    at: Duration,
    /// What was sent before it and after the question before; what of that since the line was idle; and
    /// the last piece.
    sent: [Sent; 3],
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
            unasked: Sent::default(),
            busy: Sent::default(),
            last: Sent::default(),
            questions: VecDeque::new(),
            round_trip: None,
            speed: None,
            answered: false,
            mute: false,
            excused_until: None,
            free_at: Duration::ZERO,
            done: Duration::ZERO,
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
        // The answer comes later than the line is free, so its speed is trusted that far.
        let trusted = self.on_the_way() < self.most_unanswered();
        Some(if trusted { answered.min(self.free_at.saturating_sub(AHEAD)) } else { answered })
    }

    /// So many bytes may be sent at once now, so that what comes next does not wait long behind them.
    #[must_use]
    pub fn room(&self, now: Duration) -> usize {
        let Some(speed) = self.speed else { return usize::MAX };
        let before = bytes_in(speed, self.free_at.saturating_sub(now)).min(self.on_the_way());
        let window = self.window();
        window.saturating_sub(before).max(window / 3)
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
        if now >= self.free_at {
            self.busy = Sent::default();
        }
        self.last = Sent::default();
        for sent in [&mut self.unasked, &mut self.busy, &mut self.last] {
            sent.add(bytes, now);
        }
        self.free_at = self.free_at.max(now).saturating_add(self.time_for(bytes));
        let asks = self.unasked.bytes >= self.window() / 2 && self.questions.len() < MOST_QUESTIONS;
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
        let sent = [self.unasked, self.busy, self.last];
        self.questions.push_back(Question { at: now, sent });
        [self.unasked, self.busy, self.last] = [Sent::default(); 3];
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
        let before = std::mem::replace(&mut self.done, now.saturating_sub(least));
        let Some(sample) = self.sample(&question, before) else { return };
        self.speed =
            Some(self.speed.map_or(sample, |speed| speed / 2 + sample.min(speed.saturating_mul(2)) / 2));
        self.free_at = self.free_since(self.done);
    }

    /// The speed at which what was sent before a question passed, if that tells anything.
    ///
    /// If the line was idle in between after all, it was quicker than that; so the last piece, which cannot
    /// have had a pause in it, may tell better.
    fn sample(&self, question: &Question, before: Duration) -> Option<usize> {
        let [_, busy, last] = question.sent;
        let told = [busy, last].into_iter().filter(|sent| sent.bytes >= LEAST_SAMPLE);
        let speeds = told.map(|sent| {
            let millis = self.done.saturating_sub(sent.since.max(before)).as_millis().max(1);
            u128::try_from(sent.bytes).unwrap_or(u128::MAX).saturating_mul(1000) / millis
        });
        speeds.max().map(|speed| usize::try_from(speed).unwrap_or(usize::MAX))
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
        [self.unasked, self.busy, self.last] = [Sent::default(); 3];
        self.questions.clear();
        self.excused_until = None;
    }

    fn on_the_way(&self) -> usize {
        let asked = self.questions.iter().map(|question| question.sent[0].bytes);
        asked.fold(self.unasked.bytes, usize::saturating_add)
    }

    /// How long the line takes for so many bytes; nothing if its speed is not known.
    fn time_for(&self, bytes: usize) -> Duration {
        let millis = self.speed.map_or(0, |speed| bytes.saturating_mul(1000) / speed.max(1));
        Duration::from_millis(u64::try_from(millis).unwrap_or(u64::MAX))
    }

    /// When the line is done with what is unanswered, if it was done with the rest at this moment.
    fn free_since(&self, done: Duration) -> Duration {
        let sent = self.questions.iter().map(|question| question.sent[0]).chain([self.unasked]);
        let sent = sent.filter(|sent| sent.bytes > 0);
        sent.fold(done, |free, sent| free.max(sent.since).saturating_add(self.time_for(sent.bytes)))
    }

    /// So many bytes may be unanswered at the most, whatever the speed promises.
    fn most_unanswered(&self) -> usize {
        let (Some(speed), Some(round_trip)) = (self.speed, self.round_trip) else { return 0 };
        let time = round_trip.saturating_mul(2).saturating_add(MOST_TRUSTED);
        bytes_in(speed, time).min(MOST_WINDOW)
    }

    fn window(&self) -> usize {
        let Some(speed) = self.speed else { return FIRST_WINDOW };
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
    fn a_key_waits_for_a_part_of_a_large_picture_and_no_longer() {
        for round_trip in [100, 600] {
            let mut line = Line::new(960, round_trip);
            assert!(line.send(800, 1_000));
            let (mut worst, mut sent) = (0, 0);
            for key_at in (6_000..40_000).step_by(4_090) {
                // There is always more to send, as while pages are turned.
                for now in (key_at - 3_000..key_at).step_by(10) {
                    let room = line.pace.room(Duration::from_millis(now)).min(1_200) as u64;
                    sent += if line.send(room, now) { room } else { 0 };
                }
                let first = (key_at..).step_by(10).find(|now| line.pace.ready(Duration::from_millis(*now)));
                worst = worst.max(line.free_at.max(first.unwrap()) - key_at);
                line.hear(key_at + 1_000);
            }
            assert!(worst <= 350, "{worst} ms at a round trip of {round_trip} ms");
            let most = 9 * 3 * 960;
            assert!(sent > most * 9 / 10, "{sent} of {most} bytes at a round trip of {round_trip} ms");
        }
    }

    #[test]
    fn on_a_quick_line_no_picture_is_sent_in_parts() {
        let mut line = Line::new(125_000, 20);
        assert_eq!(line.pace.room(Duration::ZERO), usize::MAX, "nothing is known yet");
        assert!(line.send(3_000, 1_000) && line.send(3_000, 3_000));
        for now in (4_000..14_000).step_by(100) {
            assert!(line.pace.room(Duration::from_millis(now)) > 4_000);
            assert!(line.send(2_500, now));
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
