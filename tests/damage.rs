//! A damaged store through the eyes of a learner: the work is there, and what happened is said.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::Home;

/// A home with some work in it.
fn worked() -> Home {
    let home = Home::new();
    let mut lines = String::from("\nlesson 2\n");
    for number in 0..40 {
        lines.push_str(&format!("note mark-{number}-\n"));
    }
    assert_eq!(home.talk(&lines).code, 0);
    home
}

/// All marks are in the export, each once.
fn is_whole(home: &Home) {
    let export = home.export();
    for number in 0..40 {
        let found = export.matches(&format!("\"mark-{number}-\"")).count();
        assert_eq!(found, 1, "mark {number} is there {found} times");
    }
}

fn record(home: &Home) -> PathBuf {
    home.data().join("record/00001.jsonl")
}

fn database(home: &Home) -> PathBuf {
    home.data().join("sled/db")
}

fn flip(path: &Path, part: usize) {
    let mut bytes = fs::read(path).expect("a file");
    let at = bytes.len() * part / 8;
    bytes[at] ^= 1 << (part % 8);
    fs::write(path, bytes).expect("a file");
}

#[test]
fn a_lost_database_is_made_anew_from_the_record() {
    let home = worked();
    fs::remove_dir_all(home.data().join("sled")).expect("a folder");
    let ran = home.talk("");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("completed from the record"), "{}", ran.out);
    is_whole(&home);
}

#[test]
fn a_lost_record_is_made_anew_from_the_database() {
    let home = worked();
    fs::remove_dir_all(home.data().join("record")).expect("a folder");
    let ran = home.talk("");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("completed from the database"), "{}", ran.out);
    is_whole(&home);
}

#[test]
fn flipped_bits_in_the_record_are_named_and_cost_nothing() {
    for part in [1, 3, 4, 6, 7] {
        let home = worked();
        flip(&record(&home), part);
        let ran = home.talk("continue\n");
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "part {part}");
        assert!(ran.out.contains("was damaged. The old file was kept aside."), "part {part}: {}", ran.out);
        assert!(ran.out.contains("completed from the database"), "part {part}: {}", ran.out);
        is_whole(&home);
        is_whole_again(&home);
    }
}

#[test]
fn flipped_bits_in_the_database_cost_nothing() {
    for part in [1, 3, 4, 6, 7] {
        let home = worked();
        flip(&database(&home), part);
        // Some of its bits are of no more use, so it need not say anything.
        let ran = home.talk("continue\n");
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "part {part}");
        is_whole(&home);
        is_whole_again(&home);
    }
}

#[test]
fn cut_files_are_named_and_cost_nothing() {
    for part in [1, 4, 7] {
        for (file, from) in [(record as fn(&Home) -> PathBuf, "database"), (database, "record")] {
            let home = worked();
            let path = file(&home);
            let bytes = fs::read(&path).expect("a file");
            fs::write(&path, &bytes[..bytes.len() * part / 8]).expect("a file");
            let ran = home.talk("");
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "part {part}");
            let told = ran.out.contains(&format!("completed from the {from}"));
            assert!(told, "part {part}: {}", ran.out);
            is_whole(&home);
            is_whole_again(&home);
        }
    }
}

/// Nothing is left to be mended, and each copy has everything by itself.
fn is_whole_again(home: &Home) {
    let ran = home.talk("");
    assert!(!ran.out.contains("damaged") && !ran.out.contains("completed"), "{}", ran.out);
    fs::remove_dir_all(home.data().join("sled")).expect("a folder");
    is_whole(home);
    fs::remove_dir_all(home.data().join("record")).expect("a folder");
    is_whole(home);
}

#[test]
fn a_loss_in_both_copies_is_named_and_the_rest_is_kept() {
    let home = worked();
    let lines = fs::read_to_string(record(&home)).expect("the record");
    let kept: Vec<&str> = lines.lines().filter(|line| !line.contains("mark-20-")).collect();
    fs::write(record(&home), kept.join("\n") + "\n").expect("the record");
    fs::remove_dir_all(home.data().join("sled")).expect("a folder");
    let ran = home.talk("");
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("Missing: entry"), "{}", ran.out);
    let export = home.export();
    assert!(export.contains("mark-19-") && export.contains("mark-21-") && !export.contains("mark-20-"));
}

#[test]
fn with_both_copies_gone_the_course_begins_anew() {
    let home = worked();
    fs::remove_dir_all(home.data()).expect("a folder");
    let ran = home.talk("");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("Welcome to A small course."), "{}", ran.out);
}
