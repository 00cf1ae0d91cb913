//! The full screen in a real pseudo-terminal: work kept, the terminal always restored.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

mod common;

use std::path::Path;
use std::time::Duration;

use common::pty::Terminal;
use common::{Home, small_course};
use portable_pty::CommandBuilder;

const ESC: &str = "\u{1b}";
const ENTER: &str = "\r";
const DOWN: &str = "\u{1b}[B";

fn start(home: &Home) -> Terminal {
    Terminal::start(&home.data(), &["--course", &small_course()], (80, 24))
}

/// From the start to the exercise with the vowels.
fn to_the_vowels(terminal: &mut Terminal) {
    terminal.see("Tour");
    terminal.keys(ESC);
    terminal.see("Contents");
    // The first lesson is a test; the lesson with the exercises comes after it.
    terminal.keys("\u{1b}[B\u{1b}[B");
    terminal.see(">     [ ] Work");
    terminal.keys(ENTER);
    terminal.see("Letters");
    terminal.keys("n");
    terminal.see("Which of these is a vowel?");
}

fn tick_the_vowel(terminal: &mut Terminal) {
    let screen = terminal.contents();
    let row = screen.lines().find(|row| row.contains("Vowel a")).expect("the option");
    let number = row.chars().find(char::is_ascii_digit).expect("its number");
    terminal.keys(&number.to_string());
    terminal.see("(x) Vowel a");
    terminal.see("saved");
}

#[test]
fn a_learner_comes_works_leaves_and_comes_back_to_the_same_place() {
    let home = Home::new();
    let mut terminal = start(&home);
    to_the_vowels(&mut terminal);
    tick_the_vowel(&mut terminal);
    terminal.keys("Q");
    assert!(terminal.end().success());
    assert!(!terminal.is_full_screen() && !terminal.hides_cursor());

    let mut terminal = start(&home);
    terminal.see("Continue");
    terminal.keys(ENTER);
    terminal.see("(x) Vowel a");
    terminal.keys("c");
    terminal.see("Right: 100 %");
    terminal.see("The vowels are a, e, i, o and u.");
    terminal.keys("Q");
    assert!(terminal.end().success());
}

#[test]
fn half_done_work_survives_a_kill() {
    let home = Home::new();
    let mut terminal = start(&home);
    to_the_vowels(&mut terminal);
    tick_the_vowel(&mut terminal);
    terminal.kill();
    let mut terminal = start(&home);
    terminal.see("Continue");
    terminal.keys(ENTER);
    terminal.see("(x) Vowel a");
}

/// A prompt for a note with words in it, seen in full.
fn half_a_note(terminal: &mut Terminal) {
    to_the_vowels(terminal);
    terminal.keys("+");
    terminal.see("Your note here:");
    terminal.keys("ask ");
    terminal.see("ask");
    terminal.keys("Ana");
    terminal.see("ask Ana");
}

/// Waits until the program has written these words to one of its files by itself.
fn wait_for_file_with(folder: &Path, words: &str) {
    for _ in 0..4_000 {
        if has_file_with(folder, words) {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("no file has {words}");
}

fn has_file_with(folder: &Path, words: &str) -> bool {
    std::fs::read_dir(folder).expect("the folder").flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            return has_file_with(&path, words);
        }
        let bytes = std::fs::read(path).unwrap_or_default();
        bytes.windows(words.len()).any(|window| window == words.as_bytes())
    })
}

/// The words are back in the prompt, and no note was made of them.
fn the_half_note_is_back(home: &Home) {
    let mut terminal = start(home);
    terminal.see("Continue");
    terminal.keys(ENTER);
    terminal.see("Which of these is a vowel?");
    assert!(!terminal.contents().contains("ask Ana"), "{}", terminal.contents());
    terminal.keys("+");
    terminal.see("ask Ana");
    terminal.kill();
    let export = home.export();
    assert!(export.contains("jotted") && !export.contains("noted"), "{export}");
}

#[test]
fn a_half_written_note_is_on_the_disk_at_a_pause_and_survives_a_kill() {
    let home = Home::new();
    let mut terminal = start(&home);
    half_a_note(&mut terminal);
    terminal.see(" autosave");
    wait_for_file_with(&home.data(), "ask Ana");
    terminal.kill();
    the_half_note_is_back(&home);
}

#[test]
#[cfg(unix)]
fn a_half_written_note_survives_a_dropped_line() {
    let home = Home::new();
    let mut terminal = start(&home);
    half_a_note(&mut terminal);
    terminal.signal("-HUP");
    assert!(terminal.end().success());
    the_half_note_is_back(&home);
}

#[test]
fn a_half_written_note_survives_esc_and_leaving() {
    let home = Home::new();
    let mut terminal = start(&home);
    half_a_note(&mut terminal);
    terminal.keys(ESC);
    terminal.see("What you wrote is kept for later.");
    terminal.see(" saved");
    terminal.kill();
    the_half_note_is_back(&home);
    let mut terminal = start(&home);
    terminal.see("Continue");
    terminal.keys(ENTER);
    terminal.see("Which of these is a vowel?");
    terminal.keys("+");
    terminal.see("ask Ana");
    terminal.keys(ENTER);
    terminal.see("The note is kept.");
    terminal.keys("Q");
    assert!(terminal.end().success());
    assert!(home.export().contains("noted"));
}

#[test]
#[cfg(unix)]
fn signals_end_the_program_cleanly_and_the_work_is_kept() {
    for signal in ["-TERM", "-HUP", "-INT"] {
        let home = Home::new();
        let mut terminal = start(&home);
        to_the_vowels(&mut terminal);
        tick_the_vowel(&mut terminal);
        terminal.signal(signal);
        assert!(terminal.end().success(), "{signal}");
        assert!(!terminal.is_full_screen() && !terminal.hides_cursor(), "{signal}");
        assert!(home.export().contains(r#""e":"left""#), "{signal}");
    }
}

/// A shell goes on with a program only after it has stopped, and so do we.
#[cfg(target_os = "linux")]
fn wait_until_stopped(process: u32) {
    for _ in 0..2_000 {
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).expect("a process");
        if stat.contains(") T ") {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("process {process} does not stop");
}

#[test]
#[cfg(target_os = "linux")]
fn a_stop_gives_the_terminal_back_and_going_on_takes_it_again() {
    let home = Home::new();
    let mut terminal = start(&home);
    to_the_vowels(&mut terminal);
    for round in 0..2 {
        terminal.signal("-TSTP");
        terminal.wait_until("the ordinary screen", |screen| !screen.alternate_screen());
        wait_until_stopped(terminal.process());
        terminal.signal("-CONT");
        terminal.wait_until("the full screen", vt100::Screen::alternate_screen);
        terminal.see("Which of these is a vowel?");
        assert!(terminal.is_full_screen(), "round {round}");
    }
    tick_the_vowel(&mut terminal);
}

#[test]
#[cfg(unix)]
fn the_line_is_in_its_old_mode_afterwards() {
    let home = Home::new();
    let mut command = CommandBuilder::new("sh");
    let program = env!("CARGO_BIN_EXE_curricle");
    command.args(["-c", &format!("{program} --course {}; echo code $?; stty -a; read rest", small_course())]);
    let mut terminal = Terminal::run(command, &home.data(), (80, 24));
    terminal.see("Tour");
    terminal.keys("Q");
    terminal.see("code 0");
    terminal.see(" echo ");
    let said = terminal.contents();
    assert!(said.contains(" icanon ") && !said.contains("-icanon") && !said.contains("-echo "), "{said}");
}

#[test]
fn a_resize_leaves_nothing_stale() {
    let home = Home::new();
    let mut terminal = start(&home);
    to_the_vowels(&mut terminal);
    for (columns, rows) in [(40, 15), (120, 40), (21, 8), (80, 24)] {
        terminal.resize(columns, rows);
        let last = rows - 1;
        terminal.wait_until("a foot in the last row", |screen| {
            screen.rows(0, columns).nth(usize::from(last)).is_some_and(|row| row.ends_with("saved"))
        });
        terminal.keys(DOWN);
        terminal.catch_up();
        assert!(terminal.contents().contains("2/12"), "{}", terminal.contents());
        // A whole new picture is the measure of the one that grew by changes.
        let rows = |terminal: &Terminal| {
            terminal.contents().lines().map(|row| row.trim_end().to_owned()).collect::<Vec<_>>()
        };
        let grown = rows(&terminal);
        terminal.keys("\u{c}");
        terminal.see_no_more("help.");
        terminal.catch_up();
        assert_eq!(grown, rows(&terminal), "{columns}x{last}");
        terminal.keys("\u{c}");
        terminal.see_no_more("help.");
    }
    terminal.resize(19, 4);
    terminal.see("larger");
    terminal.resize(80, 24);
    terminal.see("Which of these is a vowel?");
}

#[test]
fn nothing_is_sent_while_nothing_is_pressed() {
    let home = Home::new();
    let mut terminal = start(&home);
    to_the_vowels(&mut terminal);
    // On a busy computer the last of a picture may come late, but what ticks never stops.
    let comes = || {
        let before = terminal.bytes();
        std::thread::sleep(std::time::Duration::from_millis(1_500));
        terminal.bytes() > before
    };
    assert!((0..10).any(|_| !comes()), "bytes come and come");
}

#[test]
fn hostile_input_is_no_text_and_no_harm() {
    let home = Home::new();
    let arguments = ["--course", &small_course(), "--mouse"];
    let mut terminal = Terminal::start(&home.data(), &arguments, (80, 24));
    to_the_vowels(&mut terminal);
    terminal.keys("\u{1b}[<0;500;500M\u{1b}[<0;500;500m\u{1b}[<64;3;3M\u{1b}[999;999~\u{1b}[?1;2c\u{1}\u{7}");
    let paste = format!("\u{1b}[200~{}\u{1b}[201~", "words \u{7}\u{1b}]0;title\u{7} ".repeat(5_000));
    terminal.keys(&paste);
    terminal.see("There is no text field here.");
    terminal.keys("+");
    terminal.see("Your note here:");
    terminal.keys(&paste);
    terminal.see("no room for more");
    // An Esc that something follows at once is another key.
    terminal.keys(ESC);
    terminal.see("What you wrote is kept for later.");
    terminal.keys("\u{c}");
    terminal.see_no_more("What you wrote is kept for later.");
    terminal.see("Which of these is a vowel?");
    terminal.keys("Q");
    assert!(terminal.end().success());
}

#[test]
fn what_was_damaged_is_told_before_the_screen_begins() {
    let home = Home::new();
    assert_eq!(home.talk("\nlesson 2\nnote kept\n").code, 0);
    std::fs::remove_dir_all(home.data().join("sled")).expect("a folder");
    let mut terminal = start(&home);
    terminal.see("completed from the record");
    terminal.see("Press Enter to go on.");
    assert!(!terminal.is_full_screen());
    terminal.keys(ENTER);
    terminal.see("Contents");
    assert!(terminal.is_full_screen());
}

#[test]
fn a_click_does_what_a_key_does() {
    let home = Home::new();
    let arguments = ["--course", &small_course(), "--mouse"];
    let mut terminal = Terminal::start(&home.data(), &arguments, (80, 24));
    to_the_vowels(&mut terminal);
    let screen = terminal.contents();
    let row = 1 + screen.lines().position(|row| row.contains("Vowel a")).expect("the option");
    terminal.keys(&format!("\u{1b}[<0;8;{row}M\u{1b}[<0;8;{row}m"));
    terminal.see("(x) Vowel a");
}

#[test]
fn ascii_and_no_colour_are_kept_to() {
    let home = Home::new();
    let arguments = ["--course", &small_course(), "--ascii", "--theme", "mono"];
    let mut terminal = Terminal::start(&home.data(), &arguments, (80, 24));
    to_the_vowels(&mut terminal);
    terminal.keys("?");
    terminal.see("Help");
    let sent = terminal.sent();
    assert_eq!(sent.iter().find(|byte| **byte >= 0x80), None);
    let text = String::from_utf8_lossy(&sent).into_owned();
    for colour in ["[38;5;", "[48;5;", "[31m", "[32m", "[36m"] {
        assert!(!text.contains(colour), "{colour}");
    }
}

#[test]
fn several_learners_are_asked_who_they_are() {
    let home = Home::new();
    for name in ["anna", "ben"] {
        let arguments = ["--linear", "--course", &small_course(), "--learner", name];
        assert_eq!(home.run(&arguments, b"").code, 0);
    }
    let mut terminal = start(&home);
    terminal.see("Who are you?\n1. anna\n2. ben\nType a number, or a new name: ");
    terminal.keys("9\r");
    terminal.see("There is no number 9 here, only 1 to 2.\nType a number, or a new name: ");
    terminal.keys("Carla\r");
    terminal.see("carla is new here. Press Enter to begin as carla, or type another name or number: ");
    terminal.keys("\u{1b}]0;x\u{7}\r");
    terminal.see("The learner's name must have");
    assert!(!terminal.is_full_screen());
    terminal.keys("2\r");
    terminal.see("Welcome");
    assert!(terminal.is_full_screen());
    terminal.kill();
    let ran = home.run(&["progress", "--course", &small_course()], b"");
    assert!(!ran.out.contains("carla") && !ran.out.contains("Learner: 9"), "{}", ran.out);
}
