//! The real OpenSSH client in a pseudo-terminal, and the real program.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use portable_pty::CommandBuilder;

use crate::common::Home;
use crate::common::pty::Terminal;
use crate::program::Program;

const ENTER: &str = "\r";
const DOWN: &str = "\u{1b}[B";

/// A learner's computer with OpenSSH on it.
struct Computer<'h> {
    home: &'h Home,
    key: PathBuf,
}

impl<'h> Computer<'h> {
    /// None where OpenSSH is not installed, which is said.
    fn new(home: &'h Home) -> Option<Self> {
        let key = home.file("key");
        let made =
            Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(&key).status();
        let there = made.is_ok_and(|made| made.success())
            && Command::new("ssh").arg("-V").stderr(Stdio::null()).status().is_ok();
        if !there {
            println!("SKIPPED: OpenSSH's ssh and ssh-keygen are not installed here");
        }
        there.then_some(Self { home, key })
    }

    fn arguments(&self, program: &Program, more: &[&str], name: &str) -> Vec<String> {
        let known = format!("UserKnownHostsFile={}", self.home.file("known_hosts").display());
        let key = self.key.display().to_string();
        let port = program.address.port().to_string();
        let mut all = vec!["-F", "none", "-p", &port, "-i", &key, "-o", &known];
        all.extend(["-o", "StrictHostKeyChecking=accept-new", "-o", "IdentitiesOnly=yes"]);
        all.extend(["-o", "IdentityAgent=none"]);
        all.extend(more);
        let at = format!("{name}@127.0.0.1");
        all.push(&at);
        all.into_iter().map(str::to_owned).collect()
    }

    /// Logs in at a terminal.
    fn terminal(&self, program: &Program, term: &str, more: &[&str], name: &str) -> Terminal {
        let mut command = CommandBuilder::new("env");
        command.arg(format!("TERM={term}"));
        command.arg("ssh");
        command.args(self.arguments(program, more, name));
        Terminal::run(command, &self.home.data(), (80, 24))
    }

    /// Logs in at a terminal for the first time.
    fn joins(&self, program: &Program, name: &str) -> Terminal {
        let mut terminal = self.terminal(program, "xterm-256color", &[], name);
        terminal.see("Code:");
        terminal.keys(&format!("{}{ENTER}", program.code));
        terminal.see("Tour");
        terminal
    }

    /// Logs in with this on standard input; returns the exit code and what was said.
    fn pipe(&self, program: &Program, name: &str, input: &str) -> (i32, String) {
        let mut command = Command::new("ssh");
        command.args(self.arguments(program, &["-T"], name));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("ssh starts");
        let mut stdin = child.stdin.take().expect("an input");
        stdin.write_all(input.as_bytes()).expect("it is written");
        drop(stdin);
        let output = child.wait_with_output().expect("it ends");
        (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

fn to_the_vowels(terminal: &mut Terminal) {
    terminal.keys("q");
    terminal.see("Contents");
    terminal.keys(&format!("{DOWN}{DOWN}"));
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
    terminal.wait_until("the tick, saved", |screen| {
        let shown = screen.contents();
        shown.contains("(x) Vowel a") && shown.contains("saved")
    });
}

/// Where the last visit has ended, or one key before it.
fn goes_on(terminal: &mut Terminal) {
    terminal.wait_until("the exercise, or the way to it", |screen| {
        let shown = screen.contents();
        shown.contains("Continue") || shown.contains("(x) Vowel a")
    });
    if !terminal.contents().contains("(x) Vowel a") {
        terminal.keys(ENTER);
    }
    terminal.see("(x) Vowel a");
}

#[test]
fn a_learner_joins_works_loses_the_line_and_goes_on() {
    let home = Home::new();
    let Some(computer) = Computer::new(&home) else { return };
    let program = Program::start(&home);

    let mut terminal = computer.joins(&program, "anna");
    to_the_vowels(&mut terminal);
    tick_the_vowel(&mut terminal);
    terminal.kill();

    // The key is enough now, and what was half done is there; the same over a compressed line.
    let mut terminal = computer.terminal(&program, "xterm-256color", &["-C"], "anna");
    goes_on(&mut terminal);
    terminal.keys("c");
    terminal.see("Right: 100 %");
    terminal.see("The vowels are a, e, i, o and u.");
    terminal.keys("Q");
    terminal.wait_until("the last words", |screen| screen.contents().contains("Your work is saved."));
    assert!(terminal.end().success());
    assert!(!terminal.is_full_screen() && !terminal.hides_cursor());

    program.ends_well();
    let export = home.export();
    assert_eq!(export.matches(r#""e":"answered","place":"pick""#).count(), 1, "{export}");
}

#[test]
fn without_a_real_terminal_ssh_gets_lines() {
    let home = Home::new();
    let Some(computer) = Computer::new(&home) else { return };
    let program = Program::start(&home);
    let mut terminal = computer.joins(&program, "anna");
    terminal.keys("Q");
    assert!(terminal.end().success());

    let mut terminal = computer.terminal(&program, "dumb", &[], "anna");
    terminal.see(">");
    terminal.keys(&format!("lesson 2{ENTER}"));
    terminal.see("Press Enter to go on.");
    terminal.keys(&format!("quit{ENTER}"));
    terminal.see("Goodbye.");
    assert!(terminal.end().success());
    let sent = terminal.sent();
    assert!(!sent.contains(&0x1b), "{}", String::from_utf8_lossy(&sent));

    let (code, said) = computer.pipe(&program, "anna", "lesson 2\nnote piped-words-\nquit\n");
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Saved.") && said.contains("> Goodbye.\n"), "{said}");
    assert!(!said.contains("piped-words-"), "what was piped in came back:\n{said}");
    assert!(!said.contains('\u{1b}'), "{said:?}");
    program.ends_well();
    assert_eq!(home.export().matches("piped-words-").count(), 1);
}

#[test]
fn two_computers_are_one_desk_and_a_closing_server_tells_both() {
    let home = Home::new();
    let Some(computer) = Computer::new(&home) else { return };
    let program = Program::start(&home);
    let mut here = computer.joins(&program, "anna");
    to_the_vowels(&mut here);
    let mut there = computer.terminal(&program, "xterm-256color", &[], "anna");
    there.see("Which of these is a vowel?");
    tick_the_vowel(&mut here);
    there.see("(x) Vowel a");
    there.keys("c");
    here.see("Right: 100 %");

    program.ends_well();
    for terminal in [&mut here, &mut there] {
        terminal.see("The server closes now. Your work is saved.");
        assert!(terminal.end().success());
        assert!(!terminal.is_full_screen());
    }
    assert_eq!(home.export().matches(r#""e":"answered","place":"pick""#).count(), 1);
}
