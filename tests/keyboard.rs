//! Bytes from a real pseudo-terminal: no key lost, none doubled, nothing unknown typed as text.

#![cfg(unix)]
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

mod common;

use common::Home;
use common::pty::Terminal;

const ESC: &str = "\u{1b}";

const COURSE: &str = r#"
format = 1
id = "essays"
title = "Essays"
languages = ["en"]

[[module]]
id = "all"
title = "All"
lessons = ["one"]
"#;

const LESSON: &str = r#"
title = "One essay"
minutes = 5
objectives = ["Write"]

[[step]]
id = "essay"
title = "Write a text"
kind = "essay"
prompt = "What do you do on a Sunday?"
words = [3, 200]
rubric = [{ name = "Content", full = "Says what is done." }, { name = "Form", full = "Full sentences." }]
model = "On Sundays I read and walk."
sources = ["S1"]
"#;

/// From the start to the field of the only exercise.
fn to_the_essay(home: &Home) -> Terminal {
    let course = home.file("essays");
    std::fs::create_dir_all(course.join("all")).expect("a folder");
    std::fs::write(course.join("course.toml"), COURSE).expect("a file");
    std::fs::write(course.join("sources.toml"), "[S1]\ntitle = \"A book\"\n").expect("a file");
    std::fs::write(course.join("all/one.toml"), LESSON).expect("a file");
    let mut terminal = Terminal::start(&home.data(), &["--course", &course.to_string_lossy()], (80, 24));
    terminal.see("Tour");
    terminal.keys(ESC);
    terminal.see("Contents");
    terminal.keys("1");
    terminal.keys("\r");
    terminal.see("What do you do on a Sunday?");
    terminal.see("Enter write");
    terminal.keys("\r");
    terminal.see("leave the text");
    terminal
}

/// Leaves, and hands over the essay as it was kept.
fn essay(home: &Home, mut terminal: Terminal) -> String {
    terminal.keys("\u{11}");
    assert!(terminal.end().success());
    kept(home)
}

fn kept(home: &Home) -> String {
    let export = home.export();
    let draft = export.lines().rfind(|line| line.contains(r#""e":"drafted""#)).expect("a draft");
    let draft: serde_json::Value = serde_json::from_str(draft).expect("JSON");
    draft["body"]["answer"]["written"].as_str().expect("a text").to_owned()
}

#[test]
fn keys_faster_than_pictures_are_neither_lost_nor_doubled() {
    let home = Home::new();
    let mut terminal = to_the_essay(&home);
    let words = 0..300;
    // More than one read, so that some key is split at its end.
    let keys: String = words.clone().map(|word| format!("w{word}{ESC}[1;1D{ESC}[1;1C ")).collect();
    assert!(keys.len() > 4_096);
    terminal.keys(&keys);
    assert_eq!(essay(&home, terminal), words.map(|word| format!("w{word} ")).collect::<String>());
}

#[test]
fn an_arrow_key_in_pieces_is_an_arrow_key() {
    let home = Home::new();
    let mut terminal = to_the_essay(&home);
    terminal.keys("ab");
    for piece in ["\u{1b}[1", ";", "1D"] {
        terminal.keys(piece);
        // Nothing is waited for: the pause, in which an ESC may be taken for a key, is what it is about.
        std::thread::sleep(std::time::Duration::from_millis(500));
    }
    terminal.keys("c");
    terminal.see("acb");
    assert_eq!(essay(&home, terminal), "acb");
}

#[test]
fn a_large_paste_in_small_packets_comes_whole_up_to_its_limit() {
    let home = Home::new();
    let mut terminal = to_the_essay(&home);
    let text: String = (0..4_500).map(|line| format!("Line {line:04} of a long text\n")).collect();
    assert!(text.len() > 100_000);
    for packet in format!("{ESC}[200~{text}{ESC}[201~").as_bytes().chunks(61) {
        terminal.send(packet);
    }
    terminal.see("left out");
    // The keyboard is a keyboard again.
    terminal.keys("\u{1a}");
    terminal.see("[ Hand in ]");
    terminal.keys("typed\r");
    let short = "one\ntwo\n".repeat(100);
    for packet in format!("{ESC}[200~{}{ESC}[201~", short.replace('\n', "\r\n")).as_bytes().chunks(7) {
        terminal.send(packet);
    }
    assert_eq!(essay(&home, terminal), format!("typed\n{short}"));
}

#[test]
fn of_a_paste_that_is_too_large_the_beginning_is_kept() {
    let home = Home::new();
    let mut terminal = to_the_essay(&home);
    let text = "A long text. ".repeat(8_000);
    terminal.keys(&format!("{ESC}[200~{text}{ESC}[201~"));
    terminal.see("left out");
    let kept = essay(&home, terminal);
    assert_eq!(kept.len(), 64 * 1024);
    assert!(text.starts_with(&kept));
}

#[test]
fn what_no_key_sends_is_not_typed() {
    let home = Home::new();
    let mut terminal = to_the_essay(&home);
    for bytes in [
        &b"\x1b[999;999~\x1b[?1;2c\x1b[>41;379;0c\x1b[24;80R\x1b[0n\x1b[?2026;2$y\x1b[1;31m"[..],
        b"\x1b]0;a title\x07\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1bP>|XTerm(379)\x1b\\\x1b_Gi=1;OK\x1b\\",
        b"\x1b^private\x1b\\\x1bXanything\x1b\\\x1b[I\x1b[O\x1b[<35;5;5M\x1b[97;1:3u",
        b"\x1b[1;\x18\x1b]torn\x1a\x1b[12;",
        b"\x1b[201~",
        b"done \xff\xc3(\xe6\xbc",
    ] {
        terminal.send(bytes);
    }
    terminal.see("done");
    assert_eq!(essay(&home, terminal), "done \u{fffd}\u{fffd}(\u{fffd}");
}

#[test]
fn keys_and_resizes_at_once_are_all_heard() {
    let home = Home::new();
    let mut terminal = to_the_essay(&home);
    let letters: String = ('a'..='z').chain('A'..='Z').collect();
    for (number, letter) in (0..).zip(letters.chars()) {
        terminal.resize(60 + number % 7, 20 + number % 5);
        terminal.keys(&letter.to_string());
    }
    terminal.resize(72, 30);
    terminal.see(&letters);
    terminal.wait_until("the keys at the last row", |screen| {
        screen.rows(0, 72).last().is_some_and(|row| row.contains("Ctrl-G help"))
    });
    assert_eq!(essay(&home, terminal), letters);
}

#[test]
fn a_terminal_that_is_gone_ends_the_sitting_with_the_work_kept() {
    let home = Home::new();
    let mut terminal = to_the_essay(&home);
    terminal.keys("half done");
    terminal.see("half done");
    terminal.hang_up();
    assert!(home.export().contains(r#""e":"left""#));
    // A line that closes types a last newline.
    assert_eq!(kept(&home).trim_end(), "half done");
}
