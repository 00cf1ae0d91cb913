//! What was acknowledged is kept, whatever moment the program is killed at.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

mod common;

use common::Home;
use common::talk::Talk;

/// Steele, Lea and Flood's SplitMix64: the same moments in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below
    }
}

/// Lines that change work, each with words of its own to be found again.
fn busy(number: usize) -> String {
    match number % 3 {
        0 => format!("note note-{number}-"),
        1 => format!("report report-{number}-"),
        _ => format!("note other-{number}-"),
    }
}

#[test]
fn killed_at_200_moments_no_acknowledged_event_is_missing_and_none_is_doubled() {
    let home = Home::new();
    let mut dice = Dice(7);
    let mut acknowledged: Vec<String> = Vec::new();
    let mut number = 0;
    for round in 0..200 {
        let mut talk = Talk::start(&home);
        if round == 0 {
            talk.ask("");
        }
        talk.ask("lesson 2");
        // Some rounds end while a line is on its way, some between two lines.
        for _ in 0..dice.roll(4) {
            number += 1;
            let line = busy(number);
            assert!(talk.ask(&line).contains("Saved."), "{line}");
            acknowledged.push(line);
        }
        number += 1;
        let line = busy(number);
        talk.say(&line);
        for _ in 0..dice.roll(40_000) {
            std::hint::spin_loop();
        }
        if talk.kill().contains("Saved.") {
            acknowledged.push(line);
        }
    }
    let export = home.export();
    assert!(acknowledged.len() > 200, "only {} lines were acknowledged", acknowledged.len());
    for line in &acknowledged {
        let words = line.split(' ').nth(1).expect("words");
        let found = export.lines().filter(|event| event.contains(&format!("\"{words}\""))).count();
        assert_eq!(found, 1, "{words} is there {found} times");
    }
    let damage = home.run(&["progress", "--course", &common::small_course()], b"");
    assert_eq!((damage.code, damage.err.as_str()), (0, ""));
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
