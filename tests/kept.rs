//! What was acknowledged is kept, whatever moment the program is killed at.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use common::Home;
use common::dice::Dice;
use common::talk::Talk;

/// Lines that change work, each with words of its own to be found again.
fn busy(number: usize) -> String {
    match number % 3 {
        0 => format!("note note-{number}-"),
        1 => format!("report report-{number}-"),
        _ => format!("note other-{number}-"),
    }
}

/// How long something takes here and now, so that moments can be chosen within it.
#[derive(Default)]
struct Usual(Vec<Duration>);

impl Usual {
    fn note(&mut self, took: Duration) {
        self.0.push(took);
    }

    /// A moment between the start and well behind the usual end.
    fn moment(&self, dice: &mut Dice) -> Duration {
        let mut all = self.0.clone();
        all.sort();
        let usual = all.get(all.len() / 2).copied().unwrap_or(Duration::from_millis(1));
        usual * u32::try_from(dice.roll(200)).expect("a small number") / 100
    }
}

fn words(line: &str) -> &str {
    line.split(' ').nth(1).expect("words")
}

/// Every acknowledged line is there once; how many of the others are there.
fn all_there(export: &str, acknowledged: &[String], others: &[String]) -> usize {
    let found = |line: &String| export.matches(&format!("\"{}\"", words(line))).count();
    for line in acknowledged {
        assert_eq!(found(line), 1, "{line}");
    }
    assert!(others.iter().all(|line| found(line) <= 1), "nothing is doubled");
    others.iter().filter(|line| found(line) == 1).count()
}

// Two tests of 100 moments each, because tests run side by side.

#[test]
fn killed_at_100_moments_no_acknowledged_event_is_missing_and_none_is_doubled() {
    kill_at_100_moments(7);
}

#[test]
fn killed_at_100_other_moments_no_acknowledged_event_is_missing_and_none_is_doubled() {
    kill_at_100_moments(17);
}

fn kill_at_100_moments(seed: u64) {
    let home = Home::new();
    let mut dice = Dice(seed);
    let mut usual = Usual::default();
    let (mut acknowledged, mut others): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let (mut number, mut answered) = (0, 0);
    for round in 0..100 {
        let mut talk = Talk::start(&home);
        if round == 0 {
            talk.ask("");
        }
        talk.ask("lesson 2");
        // Some rounds end while the first line is on its way, some after several.
        for _ in 0..dice.roll(4) {
            number += 1;
            let line = busy(number);
            let begun = Instant::now();
            assert!(talk.ask(&line).contains("Saved."), "{line}");
            usual.note(begun.elapsed());
            acknowledged.push(line);
        }
        number += 1;
        let line = busy(number);
        talk.say(&line);
        // No test waits for this: the moment of the kill is what it is about.
        thread::sleep(usual.moment(&mut dice));
        if talk.kill().contains("Saved.") {
            answered += 1;
            acknowledged.push(line);
        } else {
            others.push(line);
        }
        if round % 50 == 49 {
            all_there(&home.export(), &acknowledged, &others);
        }
    }
    let written = all_there(&home.export(), &acknowledged, &others);
    // Kills before the write, in the midst of it, and behind it: otherwise this would prove little.
    println!("{answered} answered, {} not, {written} of these written", others.len());
    assert!(answered >= 5 && others.len() >= 5, "{answered} answered, {} not", others.len());
    let ran = home.talk("");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(!ran.out.contains("Missing"), "{}", ran.out);
}

#[test]
fn a_first_start_may_be_killed_at_any_moment() {
    let mut dice = Dice(11);
    let mut usual = Usual::default();
    for _ in 0..5 {
        let home = Home::new();
        let begun = Instant::now();
        assert_eq!(home.talk("").code, 0);
        usual.note(begun.elapsed());
    }
    for round in 0..40 {
        let home = Home::new();
        // Several in a row, so that a half-made store is met by a half-made start.
        for _ in 0..=dice.roll(3) {
            kill_a_start(&home, usual.moment(&mut dice));
        }
        let ran = home.talk("\nlesson 2\nnote first-words-\n");
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "round {round}");
        assert!(ran.out.contains("Saved."), "round {round}: {}", ran.out);
        let again = home.talk("");
        assert!(!again.out.contains("amaged") && !again.out.contains("Missing"), "{}", again.out);
        assert_eq!(home.export().matches("first-words-").count(), 1, "round {round}");
    }
}

/// Starts the program, and kills it so long afterwards.
fn kill_a_start(home: &Home, after: Duration) {
    let mut command = home.command(&["--linear", "--course", &common::small_course()]);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().expect("the program starts");
    thread::sleep(after);
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
}

#[test]
fn mending_may_be_killed_at_any_moment() {
    let home = Home::new();
    let mut lines = String::from("\nlesson 2\n");
    let acknowledged: Vec<String> = (0..60).map(busy).collect();
    for line in &acknowledged {
        lines.push_str(&format!("{line}\n"));
    }
    assert_eq!(home.talk(&lines).code, 0);
    let record = home.data().join("record/00001.jsonl");
    let database = home.data().join("sled");
    let mut dice = Dice(13);
    let mut usual = Usual::default();
    for round in 0..48 {
        match round % 4 {
            0 => spoil(&record, &mut dice),
            1 => fs::remove_dir_all(&database).expect("the database"),
            2 => fs::remove_file(&record).expect("the record"),
            _ => spoil(&database.join("db"), &mut dice),
        }
        // The first rounds show how long mending takes.
        if round >= 4 {
            for _ in 0..=dice.roll(2) {
                kill_a_start(&home, usual.moment(&mut dice));
            }
        }
        let begun = Instant::now();
        let ran = home.talk("");
        usual.note(begun.elapsed());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "round {round}");
        assert!(!ran.out.contains("Missing"), "round {round}: {}", ran.out);
        all_there(&home.export(), &acknowledged, &[]);
    }
}

/// Turns one bit over.
fn spoil(path: &Path, dice: &mut Dice) {
    let mut bytes = fs::read(path).expect("a file");
    let at = dice.roll(bytes.len());
    bytes[at] ^= 1 << dice.roll(8);
    fs::write(path, bytes).expect("a file");
}

#[test]
fn half_done_work_is_there_after_a_kill() {
    let home = Home::new();
    let mut talk = Talk::start(&home);
    talk.ask("");
    talk.ask("lesson 2");
    let said = talk.ask("go 3");
    assert!(said.contains("Tick several"), "{said}");
    assert!(talk.ask("1").contains("Saved."));
    assert!(talk.ask("3").contains("Saved."));
    talk.kill();
    let mut talk = Talk::start(&home);
    let said = talk.ask("continue");
    assert!(said.contains("Tick several"), "{said}");
    assert_eq!(said.matches(", chosen").count(), 2, "{said}");
    assert_eq!(talk.end(), 0);
}

#[test]
fn a_text_is_kept_line_by_line_while_it_is_written() {
    let home = Home::new();
    let mut talk = Talk::start(&home);
    talk.ask("");
    talk.ask("lesson 2");
    assert!(talk.ask("go 11").contains("Write a text"), "{}", talk.ask("again"));
    talk.ask("write");
    talk.ask("the first line stays");
    talk.ask("and the second");
    talk.kill();
    let mut talk = Talk::start(&home);
    let said = talk.ask("continue");
    assert!(said.contains("the first line stays") && said.contains("and the second"), "{said}");
}
