//! A panic gives the terminal back before its message is printed.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::Home;
use common::pty::Terminal;
use curricle::app::{Known, Sitting, Window};
use curricle::course::{LearnerId, read};
use curricle::keymap::{Keymap, shipped};
use curricle::session::Time;
use curricle::shelf;
use curricle::source::Sources;
use curricle::store::{Ack, Damage, Entry, Line, Memory, Standing, Store, StoreError, Stream};
use curricle::terminal::{self, Setup};
use curricle::ui::{Finish, Look, Theme};
use curricle::wire::Capabilities;
use portable_pty::CommandBuilder;

/// A store that panics at its third append.
struct Fuse {
    store: Memory,
    appends: AtomicUsize,
}

impl Store for Fuse {
    fn append(&self, stream: &Stream, entries: Vec<Entry>) -> Ack {
        assert!(self.appends.fetch_add(1, Ordering::Relaxed) < 2, "the fuse has blown");
        self.store.append(stream, entries)
    }

    fn lines(&self, stream: &Stream) -> Result<Vec<Line>, StoreError> {
        self.store.lines(stream)
    }

    fn merge(&self, lines: Vec<Line>) -> Result<Vec<Standing>, StoreError> {
        self.store.merge(lines)
    }

    fn streams(&self) -> Result<Vec<Stream>, StoreError> {
        self.store.streams()
    }

    fn forget(&self, learner: &LearnerId) -> Result<u64, StoreError> {
        self.store.forget(learner)
    }

    fn damage(&self) -> Result<Vec<Damage>, StoreError> {
        self.store.damage()
    }
}

#[test]
#[ignore = "it is started in a pseudo-terminal by the test below"]
fn a_sitting_that_panics() {
    let course = read(&shelf::built_in("untoc").expect("the course"), None).course.expect("a course");
    let store: Arc<dyn Store> = Arc::new(Fuse { store: Memory::new(1), appends: AtomicUsize::new(0) });
    let sitting = Sitting::open(store, Arc::new(course), "anna", None, Time(0)).expect("a sitting");
    let keymap = Keymap::read(&mut Sources::default(), &shipped, "default").0.expect("keys");
    let make = |columns, rows| {
        let look = Look { columns, rows, ascii: false, mouse: false, finish: Finish::Lean };
        Window::new(sitting, look, Arc::new(keymap), Theme::Default)
    };
    let known = Known { capabilities: Capabilities::safe(), ascii: false, asks: true };
    let _ = terminal::play(make, Setup { known, mouse: false, minded: |_| false });
}

#[test]
fn a_panic_leaves_the_terminal_as_it_was() {
    let home = Home::new();
    let mut command = CommandBuilder::new(std::env::current_exe().expect("this program"));
    command.args(["--ignored", "--exact", "--nocapture", "a_sitting_that_panics"]);
    let mut terminal = Terminal::run(command, &home.data(), (80, 24));
    terminal.see("Tour");
    assert!(terminal.is_full_screen());
    // The tour is over, the contents are open, the first test is open: three appends.
    terminal.keys("\u{1b}");
    terminal.see("Contents");
    terminal.keys("\r");
    terminal.see("the fuse has blown");
    assert!(!terminal.end().success());
    assert!(!terminal.is_full_screen());
}
