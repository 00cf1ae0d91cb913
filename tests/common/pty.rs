//! The real program in a real pseudo-terminal, read by a terminal emulator.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// How long a test waits for a screen before it fails and prints the one there is.
const PATIENCE: Duration = Duration::from_secs(20);

/// A terminal with the program in it.
pub struct Terminal {
    /// Our end of the line, until it is hung up.
    line: Option<(Box<dyn MasterPty + Send>, Keyboard)>,
    child: Box<dyn Child + Send + Sync>,
    screen: Arc<(Mutex<Shown>, Condvar)>,
}

/// What leads to the program's input: the keys of the test, and the answers of the terminal.
type Keyboard = Arc<Mutex<Box<dyn Write + Send>>>;

struct Shown {
    parser: vt100::Parser,
    sent: Vec<u8>,
    ended: bool,
    /// Nobody looks any more.
    left: bool,
}

impl Shown {
    /// What a terminal answers to a question that ends here.
    fn answer(&self) -> Option<String> {
        if self.sent.ends_with(b"\x1b[5n") {
            return Some("\x1b[0n".to_owned());
        }
        let (row, column) = self.parser.screen().cursor_position();
        self.sent.ends_with(b"\x1b[6n").then(|| format!("\x1b[{};{}R", row + 1, column + 1))
    }
}

impl Terminal {
    /// Starts `curricle` with arguments and a data folder of its own.
    pub fn start(data: &Path, arguments: &[&str], (columns, rows): (u16, u16)) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_curricle"));
        command.args(arguments);
        Self::run(command, data, (columns, rows))
    }

    /// Starts any command.
    pub fn run(mut command: CommandBuilder, data: &Path, (columns, rows): (u16, u16)) -> Self {
        command.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8")] {
            command.env(name, value);
        }
        let home = data.parent().expect("a folder around the data");
        command.env("HOME", home);
        command.cwd(home);
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("CURRICLE_DATA", data);
        let pair = native_pty_system().openpty(size(columns, rows)).expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let keys: Keyboard = Arc::new(Mutex::new(pair.master.take_writer().expect("a writer")));
        let answers = Arc::clone(&keys);
        let parser = vt100::Parser::new(cells(rows), cells(columns), 0);
        let screen = Arc::new((
            Mutex::new(Shown { parser, sent: Vec::new(), ended: false, left: false }),
            Condvar::new(),
        ));
        let shown = Arc::clone(&screen);
        std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            loop {
                // On Linux the end of a pseudo-terminal is an error, elsewhere no bytes.
                let count = reader.read(&mut buffer).unwrap_or(0);
                // A test that failed has poisoned the lock, and nobody looks at the screen any more.
                let Ok(mut state) = shown.0.lock() else { return };
                for byte in &buffer[..count] {
                    state.parser.process(&[*byte]);
                    state.sent.push(*byte);
                    if let Some(answer) = state.answer() {
                        // A program that is gone needs no answer.
                        let _ = answers.lock().map(|mut keys| keys.write_all(answer.as_bytes()));
                    }
                }
                state.ended |= count == 0;
                shown.1.notify_all();
                if count == 0 || state.left {
                    return;
                }
            }
        });
        Self { line: Some((pair.master, keys)), child, screen }
    }

    /// Types bytes as a keyboard sends them.
    pub fn keys(&mut self, keys: &str) {
        self.send(keys.as_bytes());
    }

    /// Sends any bytes as a line may bring them.
    pub fn send(&mut self, bytes: &[u8]) {
        let (_, keys) = self.line.as_mut().expect("a line");
        let mut keys = keys.lock().expect("the keyboard works");
        keys.write_all(bytes).expect("the keyboard works");
        keys.flush().expect("the keyboard works");
    }

    /// Waits until the screen shows some words.
    pub fn see(&self, words: &str) {
        self.wait(&format!("the words {words:?}"), |shown| shown.parser.screen().contents().contains(words));
    }

    /// Waits until the screen no longer shows some words.
    pub fn see_no_more(&self, words: &str) {
        self.wait(&format!("no more {words:?}"), |shown| !shown.parser.screen().contents().contains(words));
    }

    /// The rows of the screen as they are now.
    pub fn contents(&self) -> String {
        self.screen.0.lock().unwrap().parser.screen().contents()
    }

    /// True while the alternate screen is shown.
    pub fn is_full_screen(&self) -> bool {
        self.screen.0.lock().unwrap().parser.screen().alternate_screen()
    }

    /// Bytes that the program has sent so far.
    pub fn bytes(&self) -> usize {
        self.screen.0.lock().unwrap().sent.len()
    }

    /// What the program has sent so far.
    pub fn sent(&self) -> Vec<u8> {
        self.screen.0.lock().unwrap().sent.clone()
    }

    /// True while the cursor is hidden.
    pub fn hides_cursor(&self) -> bool {
        self.screen.0.lock().unwrap().parser.screen().hide_cursor()
    }

    /// Sends the program a signal, such as `-TERM`.
    pub fn signal(&self, signal: &str) {
        let process = self.process().to_string();
        let sent = std::process::Command::new("kill").args([signal, &process]).status();
        assert!(sent.expect("kill runs").success(), "{signal}");
    }

    /// Presses keys without a meaning and waits for the answers to them, which come last on the
    /// screen: whatever was pressed before is shown now. Not while keys are text.
    pub fn catch_up(&mut self) {
        // The answer to the first key may be seen before the rest of its picture; the second has a picture
        // of its own, which comes after all of that.
        for key in ["Z", "W"] {
            self.keys(key);
            self.see(&format!("{key} does nothing"));
        }
    }

    /// Waits until the emulated screen is as it should be.
    pub fn wait_until(&self, what: &str, done: impl Fn(&vt100::Screen) -> bool) {
        self.wait(what, |shown| done(shown.parser.screen()));
    }

    /// Gives the terminal another size.
    pub fn resize(&self, columns: u16, rows: u16) {
        self.screen.0.lock().unwrap().parser.screen_mut().set_size(cells(rows), cells(columns));
        let (master, _) = self.line.as_ref().expect("a line");
        master.resize(size(columns, rows)).expect("the terminal resizes");
    }

    /// The process of the program.
    pub fn process(&self) -> u32 {
        self.child.process_id().expect("a running program")
    }

    /// Kills the program without a warning; the child's own `kill` would send a polite signal first.
    pub fn kill(&mut self) {
        if cfg!(unix) {
            self.signal("-KILL");
        } else {
            self.child.kill().expect("it can be killed");
        }
        let _ = self.child.wait();
    }

    /// Waits for the program to end and for all it has said.
    pub fn end(&mut self) -> ExitStatus {
        self.wait("the end of the program", |shown| shown.ended);
        self.child.wait().expect("an exit status")
    }

    /// Closes the line, as when a terminal's window is closed, and waits for the end of the program.
    pub fn hang_up(&mut self) {
        self.screen.0.lock().unwrap().left = true;
        // The picture of this key is the last one that is looked at.
        self.keys("\u{c}");
        self.line = None;
        let limit = Instant::now() + PATIENCE;
        while self.child.try_wait().expect("a program").is_none() {
            assert!(Instant::now() < limit, "the program goes on without its terminal");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn wait(&self, what: &str, done: impl Fn(&Shown) -> bool) {
        let (lock, changed) = &*self.screen;
        let mut shown = lock.lock().unwrap();
        let limit = Instant::now() + PATIENCE;
        while !done(&shown) {
            let left = limit.saturating_duration_since(Instant::now());
            if left.is_zero() || (shown.ended && !done(&shown)) {
                panic!("waited for {what}; the screen shows:\n{}", shown.parser.screen().contents());
            }
            shown = changed.wait_timeout(shown, left).unwrap().0;
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

fn cells(count: u16) -> std::num::NonZeroU16 {
    std::num::NonZeroU16::new(count).expect("a size")
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}
