//! A full disk never stops a learner: said at once, saved when there is space again.

#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use common::pty::Terminal;
use common::talk::Talk;
use common::{Home, small_course};
use portable_pty::CommandBuilder;

/// A small file system that is taken away again.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    /// None where the system does not let us make one.
    fn mount(at: &'a Path) -> Option<Self> {
        fs::create_dir_all(at).ok()?;
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=16m,mode=0700", "tmpfs"]).arg(at).stderr(Stdio::null());
        mount.status().is_ok_and(|status| status.success()).then_some(Self(at))
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

/// The program takes space in hand in a quiet moment.
fn wait_for_ballast(data: &Path) {
    let whole = || fs::metadata(data.join("ballast")).is_ok_and(|file| file.len() == 4 * 1024 * 1024);
    for _ in 0..4_000 {
        if whole() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("no space was taken in hand");
}

#[test]
fn the_learner_goes_on_and_the_work_is_saved_when_space_returns() {
    let home = Home::new();
    let data = home.data();
    let Some(_disk) = SmallDisk::mount(&data) else {
        println!("left out: a small disk can be made by root only");
        return;
    };
    let mut command = home.command(&["--linear", "--course", &small_course()]);
    let mut talk = Talk::of(command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()));
    talk.ask("");
    talk.ask("lesson 2");
    talk.ask("go 2");
    assert!(talk.ask("note before").contains("Saved."));
    wait_for_ballast(&data);
    let filler = data.join("filler");
    let full = Command::new("dd")
        .args(["if=/dev/zero", "bs=4k"])
        .arg(format!("of={}", filler.display()))
        .stderr(Stdio::null())
        .status();
    assert!(full.is_ok_and(|status| !status.success()), "the disk is full");
    let mut said = String::new();
    let mut written = 0;
    while !said.contains("Not saved") && written < 4_000 {
        said = talk.ask(&format!("note {} {written}", "many words ".repeat(200)));
        written += 1;
    }
    assert!(written > 200, "what was kept in hand lasts for a while, not for {written} notes");
    assert!(
        said.contains("Not saved: The disk is full. Your work will be saved when there is space again."),
        "{said}"
    );
    assert!(talk.ask("again").contains("Pick one"), "the learner goes on");
    fs::remove_file(&filler).expect("space");
    assert!(talk.ask("note the last words").contains("Saved."));
    assert_eq!(talk.end(), 0);
    let export = home.export();
    assert!(export.contains("\"before\"") && export.contains("the last words"));
    for number in 0..written {
        let found = export.matches(&format!("many words  {number}\"")).count();
        assert_eq!(found, 1, "note {number} is there {found} times");
    }
}

/// The program where no file may grow beyond so many blocks; a limit that can be lifted again.
fn limited(blocks: u32, arguments: &str) -> String {
    let program = env!("CARGO_BIN_EXE_curricle");
    format!("ulimit -S -f {blocks}; exec {program} --course {} {arguments}", small_course())
}

/// Space returns; false where the system has no such command.
fn lift(process: u32) -> bool {
    let mut command = Command::new("prlimit");
    command.args(["--fsize=unlimited", "--pid"]).arg(process.to_string()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn limited_talk(home: &Home) -> Talk {
    let mut command = Command::new("sh");
    command.args(["-c", &limited(8, "--linear")]).env("CURRICLE_DATA", home.data()).env("USER", "anna");
    Talk::of(command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()))
}

/// Notes until one is not saved; how many there were.
fn fill(talk: &mut Talk) -> usize {
    talk.ask("lesson 2");
    for number in 0..100 {
        if talk.ask(&format!("note number-{number}- {}", "many words ".repeat(20))).contains("Not saved") {
            return number + 1;
        }
    }
    panic!("the limit was never met");
}

#[test]
fn a_file_size_limit_is_a_full_disk_and_not_the_end() {
    let home = Home::new();
    assert_eq!(home.talk("\nlesson 2\nnote before\n").code, 0);
    let mut talk = limited_talk(&home);
    let notes = fill(&mut talk);
    assert!(talk.ask("go 2").contains("Pick one"), "the learner goes on");
    if !lift(talk.process()) {
        println!("left out: there is no prlimit here");
        return;
    }
    assert!(talk.ask("note the last words").contains("Saved."));
    assert_eq!(talk.end(), 0);
    let export = home.export();
    for number in 0..notes {
        assert_eq!(export.matches(&format!("number-{number}-")).count(), 1, "note {number}");
    }
    assert!(export.contains("the last words"));
}

#[test]
fn leaving_a_talk_with_unsaved_work_is_said_and_is_a_choice() {
    let home = Home::new();
    assert_eq!(home.talk("\nlesson 2\nnote before\n").code, 0);
    let mut talk = limited_talk(&home);
    fill(&mut talk);
    let said = talk.ask("quit");
    assert!(
        said.contains("Not saved: The disk is full. If you leave now, this is lost: 1 change of a note"),
        "{said}"
    );
    assert!(talk.ask("quit").contains("Say quit anyway"));
    talk.say("quit anyway");
    assert_eq!(talk.end(), 1);

    let mut talk = limited_talk(&home);
    fill(&mut talk);
    assert_eq!(talk.end(), 1, "the end of the input is no choice, but it is told");
}

#[test]
fn signals_in_a_talk_keep_what_is_written_and_tell_what_is_not() {
    let home = Home::new();
    let mut talk = Talk::start(&home);
    talk.ask("");
    talk.ask("lesson 2");
    assert!(talk.ask("go 11").contains("Write a text"));
    talk.ask("write");
    for _ in 0..9 {
        talk.ask(&"a".repeat(1_000));
    }
    talk.ask("the very last line");
    let (code, _) = talk.signal("-HUP");
    assert_eq!(code, 0);
    assert!(home.export().contains("the very last line"));

    let mut talk = limited_talk(&home);
    fill(&mut talk);
    let (code, said) = talk.signal("-TERM");
    assert_eq!(code, 1);
    assert!(
        said.starts_with("curricle: The disk is full. The last of your work could not be saved: 1 change"),
        "{said}"
    );
}

#[test]
fn a_report_that_does_not_fit_leaves_no_half_line() {
    let home = Home::new();
    assert_eq!(home.talk("\nlesson 2\n").code, 0);
    let mut talk = limited_talk(&home);
    talk.ask("lesson 2");
    for number in 0..20 {
        talk.ask(&format!("report number-{number}- {}", "many words ".repeat(20)));
    }
    assert_eq!(talk.end(), 1);
    let reports = fs::read_to_string(home.data().join("reports.jsonl")).expect("the reports");
    let whole = reports.split_inclusive('\n').filter(|line| line.starts_with('{') && line.ends_with("}\n"));
    assert_eq!(whole.count(), reports.split_inclusive('\n').count(), "{reports}");
    assert!(reports.lines().count() < 20, "the limit was met");
}

fn limited_screen(home: &Home) -> Terminal {
    assert_eq!(home.talk("\nlesson 2\nnote before\n").code, 0);
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", &format!("{}; echo code $?", limited(1, "").replace("exec ", ""))]);
    let mut terminal = Terminal::run(command, &home.data(), (80, 24));
    terminal.see("Continue");
    terminal.keys("\r");
    terminal.see("1/12");
    terminal.keys("+");
    terminal.see("Your note here:");
    terminal.keys("my words");
    terminal.see("my words");
    terminal.see("NOT SAVED");
    terminal
}

#[test]
fn leaving_the_screen_with_unsaved_work_is_said_and_is_a_choice() {
    let home = Home::new();
    let mut terminal = limited_screen(&home);
    terminal.keys("\u{11}");
    terminal.see("Not everything is saved");
    terminal.see("1 change of half-done work");
    terminal.keys("\u{1b}");
    terminal.see_no_more("Not everything is saved");
    terminal.keys("Q");
    terminal.see("Not everything is saved");
    terminal.keys("\u{1b}[B");
    terminal.see("> Try once more");
    terminal.keys("\u{1b}[B");
    terminal.see("> Leave, and lose it");
    terminal.keys("\r");
    terminal.see("code 1");
    terminal.see("The last of your work could not be saved:");
}
