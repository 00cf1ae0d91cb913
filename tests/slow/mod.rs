//! A learner at the far end of a slow line, in a time that is only counted: nothing here sleeps.

#![allow(unreachable_pub, dead_code, clippy::expect_used)] // each user uses its part

use std::collections::VecDeque;
use std::num::NonZeroU16;
use std::sync::Arc;
use std::time::Duration;

use curricle::app::{Display, Known, Sitting, Window};
use curricle::course::{Course, StepId};
use curricle::exercise::Input;
use curricle::input::Reply;
use curricle::keymap::{DEFAULT, Keymap, parse_keys, shipped};
use curricle::session::{Board, Command, Place, PostId, Time, To, Topic, Written};
use curricle::source::Sources;
use curricle::store::Memory;
use curricle::ui::{Finish, Look, Theme, Touch};
use curricle::wire::Capabilities;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const COLUMNS: u16 = 80;
const ROWS: u16 = 24;
/// When the sitting begins, by the clock on the wall.
const BEGIN: i64 = 1_800_000_000_000;

/// A sitting, the line, and the terminal at its end.
pub struct Far {
    window: Window,
    display: Display,
    terminal: vt100::Parser,
    bytes_a_second: usize,
    round_trip: u64,
    /// The time that went by, in milliseconds.
    now: u64,
    /// Bytes on their way, and when the line is free for the next one, in nanoseconds.
    sent: VecDeque<u8>,
    free_at: u64,
    tail: Vec<u8>,
    answers: VecDeque<(u64, Reply)>,
}

impl Far {
    /// Sits down at the end of a line of so many bytes a second, with a way of so many milliseconds there
    /// and back.
    pub fn new(course: &Arc<Course>, bytes_a_second: usize, round_trip: u64) -> Self {
        let store = Arc::new(Memory::new(1));
        let mut sitting =
            Sitting::open(store, Arc::clone(course), "anna", None, Time(BEGIN)).expect("a sitting");
        sitting.ask(Command::Go(To::Contents), Time(BEGIN)).expect("the contents");
        let (keymap, _) = Keymap::read(&mut Sources::default(), &shipped, DEFAULT);
        let look = Look { columns: COLUMNS, rows: ROWS, ascii: false, mouse: false, finish: Finish::Lean };
        let keymap = Arc::new(keymap.expect("the default keys"));
        let window = Window::new(sitting, look, keymap, Theme::Default).without_waiting();
        let known = Known { capabilities: Capabilities::safe(), ascii: false, asks: true };
        let cells = |count| NonZeroU16::new(count).expect("a size");
        let mut far = Self {
            window,
            display: Display::new((COLUMNS, ROWS), known),
            terminal: vt100::Parser::new(cells(ROWS), cells(COLUMNS), 0),
            bytes_a_second,
            round_trip,
            now: 0,
            sent: VecDeque::new(),
            free_at: 0,
            tail: Vec::new(),
            answers: VecDeque::new(),
        };
        far.sent.extend(far.display.probe(Duration::ZERO));
        far.rest();
        far
    }

    /// Goes to a step by a command, and lets the line run dry.
    pub fn goes_to(&mut self, step: &str) {
        self.does(Command::Go(To::Step(Place::Step(step.into()))));
        self.rest();
    }

    /// Writes a post and sends it.
    pub fn posts(&mut self, text: &str) {
        self.does(Command::Work(Input::Write(text.to_owned())));
        self.does(Command::Check);
        self.rest();
    }

    fn does(&mut self, command: Command) {
        let now = self.time();
        // What is refused here is missed by whoever looks for it on the screen.
        let _ = self.window.seat().take().ask(command, now);
        self.window.meet(now);
        self.display.is_stale();
    }

    /// Presses keys at once.
    pub fn press(&mut self, keys: &str) {
        for key in parse_keys(keys).expect("keys") {
            self.display.touched();
            self.window.touch(Touch::Key(key), self.time());
            self.display.is_stale();
        }
    }

    /// So many posts of others stand in a discussion by now.
    pub fn others_posted(&mut self, step: &str, posts: u32) {
        let post = |number: u32| {
            let by = ["Ben", "Eve", "Zoe"][number as usize % 3];
            Arc::new(Written {
                id: PostId { by: by.into(), number },
                by: by.to_owned(),
                at: Time(BEGIN + i64::from(number) * 200),
                reply_to: None,
                text: format!("This is what {by} says here, and it is post {number} of all of them."),
                edited: None,
                deleted: false,
            })
        };
        let topic = Topic { posts: (0..posts).map(post).collect(), ..Topic::default() };
        let board = Board::default().with_topic(StepId::from(step), topic);
        if self.window.seat().take().meet(board) {
            self.window.meet(self.time());
            self.display.is_stale();
        }
    }

    /// Lets some milliseconds go by.
    pub fn wait(&mut self, milliseconds: u64) {
        for _ in 0..milliseconds {
            self.beat();
        }
    }

    /// Lets the line run dry.
    pub fn rest(&mut self) {
        self.wait(10_000);
    }

    /// Waits until the terminal shows some words; the time from now on, with the way of the key, in
    /// milliseconds. None if they do not come in a minute.
    pub fn time_to(&mut self, words: &str) -> Option<u64> {
        let begun = self.now;
        while !self.shown().contains(words) {
            if self.now - begun > 60_000 {
                return None;
            }
            self.beat();
        }
        Some(self.now - begun + self.round_trip)
    }

    /// What the terminal shows.
    pub fn shown(&self) -> String {
        self.terminal.screen().contents()
    }

    /// What it should show.
    pub fn picture(&self) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, COLUMNS, ROWS));
        self.window.draw(&mut buffer);
        let rows = buffer.content.chunks(usize::from(COLUMNS));
        let rows = rows.map(|row| row.iter().map(|cell| cell.symbol()).collect::<String>());
        let rows: Vec<String> = rows.map(|row| row.trim_end().to_owned()).collect();
        rows.join("\n").trim_end().to_owned()
    }

    fn time(&self) -> Time {
        Time(BEGIN + self.now as i64)
    }

    /// A millisecond.
    fn beat(&mut self) {
        self.now += 1;
        let at = Duration::from_millis(self.now);
        while self.answers.front().is_some_and(|(due, _)| *due <= self.now) {
            let Some((_, reply)) = self.answers.pop_front() else { break };
            self.display.hear(&reply, at);
        }
        if self.window.wakes_at().is_some_and(|due| due <= self.time()) {
            self.window.wake(self.time());
            self.display.is_stale();
        }
        self.sent.extend(self.display.show(&mut self.window, (COLUMNS, ROWS), at));
        let end = self.now * 1_000_000;
        self.free_at = self.free_at.max(end - 1_000_000);
        while self.free_at < end
            && let Some(byte) = self.sent.pop_front()
        {
            self.free_at += 1_000_000_000 / self.bytes_a_second as u64;
            self.arrives(byte);
        }
    }

    fn arrives(&mut self, byte: u8) {
        self.terminal.process(&[byte]);
        self.tail.push(byte);
        let reply = if self.tail.ends_with(b"\x1b[5n") {
            Reply::Ready
        } else if self.tail.ends_with(b"\x1b[6n") {
            let (row, column) = self.terminal.screen().cursor_position();
            Reply::Cursor { column, row }
        } else {
            return;
        };
        self.tail.clear();
        self.answers.push_back((self.now + self.round_trip, reply));
    }
}

/// How long `?` takes after other keys, each pressed a while after the one before; the longest of a few
/// tries at other moments, in milliseconds.
pub fn help_after(far: &mut Far, keys: &[&str], count: usize, pause: u64) -> Option<u64> {
    let mut worst = 0;
    for try_ in 0..TRIES {
        for key in keys.iter().cycle().take(count) {
            far.press(key);
            far.wait(pause);
        }
        far.wait(try_ * APART);
        worst = worst.max(help(far)?);
    }
    Some(worst)
}

/// The same in a discussion while others post five times a second.
pub fn help_while_others_post(far: &mut Far, step: &str) -> Option<u64> {
    far.goes_to(step);
    far.posts(&WORDS.repeat(3));
    let (mut posts, mut worst) = (0, 0);
    for try_ in 0..TRIES {
        for _ in 0..15 {
            posts += 1;
            far.others_posted(step, posts);
            far.wait(200);
        }
        far.wait(try_ * APART);
        worst = worst.max(help(far)?);
    }
    Some(worst)
}

/// What somebody posts, three times over.
const WORDS: &str = "I would ask who reads it and what becomes of it then, and who would tell me. ";
const TRIES: u64 = 4;
/// Not in time with anything else that happens.
const APART: u64 = 67;

fn help(far: &mut Far) -> Option<u64> {
    far.press("?");
    let took = far.time_to("keys that work here");
    far.press("esc");
    far.rest();
    took
}
