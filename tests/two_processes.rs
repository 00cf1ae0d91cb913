//! A data folder has one user at a time, and the second is told at once who that is.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

mod common;

use common::Home;
use common::talk::Talk;

#[test]
fn the_second_program_is_told_who_holds_the_data() {
    let home = Home::new();
    let mut first = Talk::start(&home);
    first.ask("");
    let second = home.talk("");
    assert_eq!((second.code, second.out.as_str()), (1, ""));
    let start = format!(
        "curricle: The course data in {} is in use by another curricle (process {}, since 20",
        home.data().display(),
        first.process()
    );
    assert!(second.err.starts_with(&start), "{}", second.err);
    assert!(second.err.ends_with(" UTC).\n"), "{}", second.err);
    for words in [&["check"][..], &["kinds"], &["--help"]] {
        assert_eq!(home.run(words, b"").code, 0, "{words:?} needs no data");
    }
    assert!(first.ask("contents").contains("A small course"), "the first one is not disturbed");
    assert_eq!(first.end(), 0);
    assert_eq!(home.talk("").code, 0);
}

#[test]
fn a_killed_program_holds_nothing() {
    let home = Home::new();
    let mut first = Talk::start(&home);
    first.ask("");
    assert_eq!(home.talk("").code, 1, "it is held");
    first.kill();
    let second = home.talk("");
    assert_eq!((second.code, second.err.as_str()), (0, ""));
}
