//! How long a key takes at the end of a slow line: `cargo bench --bench slow_line`.
//!
//! The real program runs in a pseudo-terminal. What it sends is taken from it at once, as an SSH server
//! takes it, and passed on at the speed of the line to an emulated terminal, which answers questions
//! after the way back. A terminal that answers nothing shows what happens without holding back.
//! While others post, the line is one of `tests/slow`, whose time is only counted.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

#[path = "../tests/slow/mod.rs"]
mod slow;
#[path = "../tests/stage/mod.rs"]
mod stage;

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

/// To the next step and back: two pages of text take turns.
const TURNS: [&str; 2] = ["n", "p"];
/// At 9,600 bit/s.
const BYTES_A_SECOND: usize = 960;
const HELP: &str = "?";
const ESC: &str = "\u{1b}";

fn main() {
    println!("{:<54} {:>12} {:>12}", "a line of 9,600 bit/s, way there and back", "100 ms", "600 ms");
    for (what, answers, measure) in [
        ("from screen to screen, the line is free", true, key_when_free as fn(&mut Slow) -> Duration),
        ("help after 90 other pages in 3 s", true, help_after_three_seconds),
        ("  the same, if nothing were held back", false, help_after_three_seconds),
        ("help after 20 other pages in 2 s", true, help_after_two_seconds),
        ("  the same, if nothing were held back", false, help_after_two_seconds),
    ] {
        let times = [100, 600].map(|round_trip| {
            let data = tempfile::tempdir().expect("a folder");
            let line = Line {
                bytes_a_second: BYTES_A_SECOND,
                round_trip: Duration::from_millis(round_trip),
                answers,
            };
            let mut terminal = Slow::start(data.path(), line);
            terminal.open_a_text();
            measure(&mut terminal)
        });
        println!("{what:<54} {:>9} ms {:>9} ms", times[0].as_millis(), times[1].as_millis());
    }
    let times = [100, 600].map(|round_trip| {
        let mut far = slow::Far::new(&stage::course(), BYTES_A_SECOND, round_trip);
        slow::help_while_others_post(&mut far, "share-data").expect("the help")
    });
    let what = "help while others post five times a second";
    println!("{what:<54} {:>9} ms {:>9} ms", times[0], times[1]);
    println!("aim: a key is on the screen within 1,000 ms, whatever was sent before");
}

fn key_when_free(terminal: &mut Slow) -> Duration {
    terminal.press(HELP);
    terminal.time_to("keys that work here")
}

fn help_after_three_seconds(terminal: &mut Slow) -> Duration {
    for key in TURNS.iter().cycle().take(90) {
        terminal.press(key);
        thread::sleep(Duration::from_millis(33));
    }
    terminal.press(HELP);
    terminal.time_to("keys that work here")
}

fn help_after_two_seconds(terminal: &mut Slow) -> Duration {
    for key in TURNS.iter().cycle().take(20) {
        terminal.press(key);
        thread::sleep(Duration::from_millis(100));
    }
    terminal.press(HELP);
    terminal.time_to("keys that work here")
}

#[derive(Clone, Copy)]
struct Line {
    bytes_a_second: usize,
    round_trip: Duration,
    /// False if the terminal answers no question.
    answers: bool,
}

/// The program at the far end of a slow line.
struct Slow {
    child: Box<dyn Child + Send + Sync>,
    keys: Arc<Mutex<Box<dyn Write + Send>>>,
    screen: Arc<Mutex<vt100::Parser>>,
    line: Line,
    pressed: Instant,
}

impl Slow {
    fn start(data: &Path, line: Line) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_curricle"));
        command.env("CURRICLE_DATA", data);
        command.env("TERM", "xterm-256color");
        command.env("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22");
        let child = pair.slave.spawn_command(command).expect("the program");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let keys = Arc::new(Mutex::new(pair.master.take_writer().expect("a writer")));
        let cells = |count| std::num::NonZeroU16::new(count).expect("a size");
        let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(24), cells(80), 0)));
        let waiting: Arc<Mutex<VecDeque<u8>>> = Arc::default();

        let sent = Arc::clone(&waiting);
        let master = pair.master;
        thread::spawn(move || {
            let _open = master;
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                sent.lock().unwrap().extend(&bytes[..count]);
            }
        });
        let (shown, answers) = (Arc::clone(&screen), Arc::clone(&keys));
        thread::spawn(move || pass_on(line, &waiting, &shown, &answers));
        Self { child, keys, screen, line, pressed: Instant::now() }
    }

    /// Leaves the tour, opens the first text, and lets the line run dry.
    fn open_a_text(&mut self) {
        self.time_to("Tour");
        for keys in [ESC, "2", "\r"] {
            thread::sleep(Duration::from_secs(3));
            self.press(keys);
        }
        thread::sleep(Duration::from_secs(4));
    }

    fn press(&mut self, keys: &str) {
        self.pressed = Instant::now();
        let mut out = self.keys.lock().unwrap();
        out.write_all(keys.as_bytes()).expect("the keyboard works");
        out.flush().expect("the keyboard works");
    }

    fn time_to(&self, words: &str) -> Duration {
        loop {
            let contents = self.screen.lock().unwrap().screen().contents();
            if contents.contains(words) {
                // The way of the key and of its picture, which nothing here delays.
                return self.pressed.elapsed() + self.line.round_trip;
            }
            assert!(self.pressed.elapsed() < Duration::from_secs(180), "no {words:?} in:\n{contents}");
            thread::sleep(Duration::from_millis(2));
        }
    }
}

impl Drop for Slow {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Passes bytes on at the speed of the line and answers questions, until nobody listens any more.
fn pass_on(
    line: Line,
    waiting: &Arc<Mutex<VecDeque<u8>>>,
    screen: &Mutex<vt100::Parser>,
    keys: &Mutex<Box<dyn Write + Send>>,
) {
    let mut free_bytes = 0.0;
    let mut last = Instant::now();
    let mut tail: VecDeque<u8> = VecDeque::new();
    let mut answers: VecDeque<(Instant, Vec<u8>)> = VecDeque::new();
    // The reader holds the other one while the program runs.
    while Arc::strong_count(waiting) > 1 {
        thread::sleep(Duration::from_millis(2));
        let now = Instant::now();
        free_bytes += (now - last).as_secs_f64() * line.bytes_a_second as f64;
        last = now;
        let mut queue = waiting.lock().unwrap();
        if queue.is_empty() {
            free_bytes = 0.0;
        }
        while free_bytes >= 1.0 {
            let Some(byte) = queue.pop_front() else { break };
            free_bytes -= 1.0;
            let mut screen = screen.lock().unwrap();
            screen.process(&[byte]);
            tail.push_back(byte);
            if tail.len() > 4 {
                tail.pop_front();
            }
            let answer = match tail.iter().copied().collect::<Vec<u8>>().as_slice() {
                b"\x1b[5n" => Some(b"\x1b[0n".to_vec()),
                b"\x1b[6n" => {
                    let (row, column) = screen.screen().cursor_position();
                    Some(format!("\x1b[{};{}R", row + 1, column + 1).into_bytes())
                }
                _ => None,
            };
            answers.extend(answer.filter(|_| line.answers).map(|answer| (now + line.round_trip, answer)));
        }
        drop(queue);
        while answers.front().is_some_and(|(due, _)| *due <= now) {
            let (_, answer) = answers.pop_front().unwrap();
            if keys.lock().unwrap().write_all(&answer).is_err() {
                return;
            }
        }
    }
}
