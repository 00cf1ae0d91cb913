//! A class of twenty, all at once: what was said to be saved is there, once.

use crate::client::{Client, connect, with_codes, with_key};
use crate::common::Home;
use crate::key;
use crate::program::Program;

const PUPILS: u8 = 20;

fn name(number: u8) -> String {
    format!("pupil-{number}")
}

/// Walks and answers on a screen.
async fn on_a_screen(pupil: &mut Client) {
    pupil.sees("Welcome").await;
    pupil.types(b"q").await;
    pupil.sees("Contents").await;
    pupil.types(b"\x1b[B\x1b[B").await;
    pupil.sees(">     [ ] Work").await;
    pupil.types(b"\r").await;
    pupil.sees("Letters").await;
    pupil.types(b"n").await;
    pupil.sees("Which of these is a vowel?").await;
    let shown = pupil.shown();
    let row = shown.lines().find(|row| row.contains("Vowel a")).expect("the option");
    let digit = row.chars().find(char::is_ascii_digit).expect("its number");
    pupil.types(digit.to_string().as_bytes()).await;
    pupil.sees("(x) Vowel a").await;
    pupil.types(b"c").await;
    pupil
        .until("a saved answer", |pupil| {
            pupil.shown().contains("Right: 100 %") && pupil.shown().contains("saved")
        })
        .await;
}

/// Walks and answers line by line.
async fn in_lines(pupil: &mut Client, number: u8) {
    pupil.hears("> ").await;
    pupil.asks("").await;
    pupil.asks("lesson 2").await;
    let said = pupil.asks(&format!("note of-{}-", name(number))).await;
    assert!(said.contains("Saved."), "{said}");
    let said = pupil.asks("next").await;
    assert!(said.contains("Which of these is a vowel?"), "{said}");
    pupil.asks("2").await;
    let said = pupil.asks("check").await;
    assert!(said.contains("Right") || said.contains("Wrong"), "{said}");
    assert!(said.contains("Saved."), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_class_of_twenty_works_at_once_and_nothing_is_missing_or_doubled() {
    let home = Home::new();
    let program = Program::start(&home);
    let mut class = tokio::task::JoinSet::new();
    for number in 0..PUPILS {
        let (address, code) = (program.address, program.code.clone());
        class.spawn(async move {
            let mut handle = connect(address).await;
            assert!(!with_key(&mut handle, &name(number), &key(number)).await);
            with_codes(&mut handle, &name(number), &[&code]).await.expect("the code lets in");
            if number % 2 == 0 {
                let mut pupil = Client::screen(handle, "xterm-256color", 80, 24).await;
                on_a_screen(&mut pupil).await;
                // Half of them leave in order, the others are gone.
                if number % 4 == 0 {
                    pupil.types(b"Q").await;
                    assert_eq!(pupil.ends().await, Some(0));
                }
            } else {
                let mut pupil = Client::lines(handle).await;
                in_lines(&mut pupil, number).await;
            }
        });
    }
    while let Some(done) = class.join_next().await {
        done.expect("every pupil comes to the end");
    }
    // All are known by their keys now, and find their work.
    for number in [0, 1, 2, 3] {
        let mut handle = connect(program.address).await;
        assert!(with_key(&mut handle, &name(number), &key(number)).await);
        let mut pupil = Client::lines(handle).await;
        pupil.hears("> ").await;
        let said = pupil.asks("progress").await;
        assert!(said.contains(&name(number)), "{said}");
    }
    program.ends_well();
    let export = home.export();
    for number in 0..PUPILS {
        let own = format!(r#""learner":"{}","course":"small""#, name(number));
        let lines = || export.lines().filter(|line| line.contains(&own));
        let answers = lines().filter(|line| line.contains(r#""e":"answered","place":"pick""#)).count();
        assert_eq!(answers, 1, "{}:\n{export}", name(number));
        let notes = lines().filter(|line| line.contains(&format!("of-{}-", name(number)))).count();
        assert_eq!(notes, usize::from(number % 2), "{}", name(number));
    }
}
