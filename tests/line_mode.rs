//! The whole of a course in line mode, through the real program.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

mod common;

use std::process::Stdio;

use common::talk::Talk;
use common::{Home, Ran, small_course};

fn is_plain(said: &str) {
    let bad = said.chars().find(|c| c.is_control() && *c != '\n');
    assert_eq!(bad, None, "a control character was said");
}

fn progress(home: &Home) -> serde_json::Value {
    let ran = home.run(&["progress", "--json", "--course", &small_course()], b"");
    serde_json::from_str(&ran.out).expect("JSON")
}

/// The number or letter under which some words are said.
fn name_of(said: &str, words: &str) -> String {
    let line = said.lines().find(|line| line.contains(&format!(". {words}")));
    let line = line.unwrap_or_else(|| panic!("{words:?} is not said in:\n{said}"));
    line.split('.').next().expect("a name").trim().to_owned()
}

#[test]
fn every_kind_answered_right_is_full_marks() {
    let home = Home::new();
    let mut talk = Talk::start(&home);
    talk.ask("");
    talk.ask("lesson 2");
    let mut whole = String::new();
    let steps: [&[&str]; 10] = [
        &["Vowel a"],
        &["Even two", "Even four"],
        &[],
        &["three to 1", "four to 2"],
        &["letter k to 1", "letter m to 1", "number 40 to 2", "number 50 to 2"],
        &["east to 1", "west to 2"],
        &[],
        &[],
        &[],
        &[],
    ];
    for (index, words) in steps.iter().enumerate() {
        let said = talk.ask(&format!("go {}", index + 2));
        for words in *words {
            let (item, rest) = words.split_once(" to ").map_or((*words, ""), |(item, slot)| (item, slot));
            let name = name_of(&said, item);
            let line = if rest.is_empty() { name } else { format!("{name} to {rest}") };
            whole.push_str(&talk.ask(&line));
        }
        if !words.is_empty() {
            let said = talk.ask("check");
            assert!(said.contains("100 %") && said.contains("Saved."), "{said}");
            whole.push_str(&said);
        }
    }
    is_plain(&whole);
    assert_eq!(talk.end(), 0);
    assert_eq!(progress(&home)[0]["percent"], 100);
}

#[test]
fn every_wrong_answer_is_told_why() {
    let home = Home::new();
    let mut talk = Talk::start(&home);
    talk.ask("");
    talk.ask("lesson 2");
    let mut said = talk.ask("go 2");
    for (words, because) in [("Consonant b", "B is a consonant."), ("Consonant c", "C is a consonant.")] {
        talk.ask(&name_of(&said, words));
        let answer = talk.ask("check");
        assert!(answer.contains(because) && answer.contains("0 %"), "{answer}");
        said = talk.ask("retry") + &talk.ask("again");
    }
    talk.ask(&name_of(&said, "Consonant b"));
    let answer = talk.ask("check");
    assert!(answer.contains("The vowels are a, e, i, o and u."), "{answer}");
    assert_eq!(talk.end(), 0);
    assert_eq!(progress(&home)[0]["percent"], 0);
}

#[test]
fn the_same_lines_give_the_same_answers() {
    let lines = "\nlesson 2\n\n1\ncheck\nretry\n2\ncheck\ngo 4\n3 to 1\ncheck\nprogress\nquit\n";
    let (one, two) = (Home::new().talk(lines), Home::new().talk(lines));
    assert_eq!((one.code, two.code), (0, 0));
    assert_eq!(one.out, two.out);
}

#[test]
fn a_dumb_terminal_and_a_pipe_get_lines() {
    let home = Home::new();
    let ran = home.run(&["--course", &small_course()], b"");
    assert!(ran.out.starts_with("Welcome to A small course."), "{}", ran.out);
    is_plain(&ran.out);
    let mut command = home.command(&["--course", &small_course()]);
    command.env("TERM", "dumb").stdin(Stdio::piped()).stdout(Stdio::piped());
    assert_eq!(Talk::of(&mut command).end(), 0);
}

#[test]
fn hostile_lines_do_no_harm() {
    let mut lines =
        b"\nlesson 2\n\x1b[2J\x00\x07 \xff\xfe\n99999999999999999999\n-1 to 4\nzz to zz\n".to_vec();
    lines.extend(vec![b'x'; 1 << 20]);
    lines.extend("\nnote \u{202e}abc\u{1b}]0;x\u{7}\nnotes\nlesson 2\ngo 9\nwrite\n..\n.\n".as_bytes());
    let Ran { code, out, err } = Home::new().run(&["--linear", "--course", &small_course()], &lines);
    assert_eq!((code, err.as_str()), (0, ""));
    is_plain(&out);
    assert!(!out.contains('\u{202e}'));
    assert!(out.contains("This line is too long and was left out."), "{out}");
}

#[test]
fn a_learner_leaves_once() {
    for lines in ["\nlesson 2\nquit\n", "\nlesson 2\n"] {
        let home = Home::new();
        assert_eq!(home.talk(lines).code, 0);
        assert_eq!(home.export().matches(r#""e":"left""#).count(), 1, "{lines:?}");
    }
}

#[test]
fn a_text_is_said_to_be_saved_once_when_it_is_closed() {
    let home = Home::new();
    let mut talk = Talk::start(&home);
    for line in ["", "lesson 2", "go 11", "write"] {
        talk.ask(line);
    }
    assert_eq!(talk.ask("the first line"), "the first line\ntext> ");
    assert_eq!(talk.ask("and the second"), "and the second\ntext> ");
    let said = talk.ask(".");
    assert!(said.ends_with("Saved.\n> ") && said.matches("Saved.").count() == 1, "{said}");
    assert_eq!(talk.end(), 0);
}
