//! The people of a class, in lines.

use std::sync::Arc;

use super::Trial;
use crate::session::{
    About, Card, Circle, Company, Fellow, Guidance, MAX_LETTER, Myself, OwnSeat, Time, Word,
};

const TRANSCRIPT: &str = include_str!("people.txt");

fn guidance(others: usize) -> Guidance {
    let fellow = |id: &str, name: &str| Fellow::new(id.into(), name, id == "tina");
    let mut ben = fellow("ben", "Ben").showing(Some("Press"), Some("Peru"), Some("Courts, sport"));
    ben.circles = vec![1, 0];
    let mut people = vec![fellow("tina", "Tina"), fellow("anna", "Anna"), ben];
    people.extend((0..others).map(|number| fellow(&format!("p{number}"), &format!("P{number}"))));
    let circle =
        |id: &str, name: &str, level| Circle { id: id.to_owned(), name: name.to_owned(), level, count: 1 };
    let circles = vec![circle("world", "World", "global"), circle("peru", "Peru", "national")];
    let company = Company { cohort: "lima".into(), name: "Lima".into(), circles, people };
    let about = |text: &str, shown| About { text: text.to_owned(), shown };
    let card = Card { name: about("Anna", true), interests: about("courts", false), ..Card::default() };
    let seats = vec![OwnSeat { cohort: "lima".into(), circle: None, fixed: false }];
    let note = Word {
        at: Time(1_790_000_000_000),
        by: "Ben".into(),
        from: Some("ben".into()),
        sort: "note",
        about: None,
        text: "Shall we talk?".into(),
    };
    let (company, myself) = (vec![Arc::new(company)], Some(Myself { card, seats }));
    Guidance { words: vec![note], company, myself, ..Guidance::default() }
}

#[test]
fn a_talk_with_people_goes_word_for_word_as_it_always_did() {
    let mut trial = Trial::of(super::STEPS);
    trial.say("");
    trial.session.guide(Arc::new(guidance(0)));
    let mut shown = String::new();
    for line in TRANSCRIPT.lines().filter_map(|line| line.strip_prefix("> ")) {
        shown.push_str(&format!("> {line}\n{}", trial.say(line)));
    }
    if shown != TRANSCRIPT {
        let differs = shown.lines().zip(TRANSCRIPT.lines()).position(|(one, other)| one != other);
        panic!("from line {:?} on:\n{shown}", differs.map(|at| at + 1));
    }
}

#[test]
fn people_come_in_parts_and_keep_their_numbers() {
    let mut trial = Trial::of(super::STEPS);
    trial.say("");
    trial.session.guide(Arc::new(guidance(997)));
    let said = trial.say("people");
    assert!(said.contains("30. P26\nSay more to hear the next of 1000."), "{said}");
    let said = trial.say("more");
    assert!(said.contains("\n31. P27\n") && said.contains("\n60. P56\n"), "{said}");
    assert!(trial.say("31").starts_with("P27\n"));
    trial.say("back");
    assert!(trial.say("30").contains("There is no person 30 here"));
    assert!(trial.say("help").contains("- more: hear the next people"));
}

#[test]
fn a_note_that_is_too_long_is_not_sent_and_that_is_said() {
    let mut trial = Trial::of(super::STEPS);
    trial.say("");
    trial.session.guide(Arc::new(guidance(0)));
    assert_eq!(
        trial.say("send Hello").lines().next().unwrap(),
        "Say people, then the number of somebody, then send and your note."
    );
    trial.say("people");
    trial.say("3");
    let long = trial.turn(&format!("send {}", "x".repeat(MAX_LETTER + 1)));
    assert!(long.events.is_empty() && long.say.contains("It was not sent."), "{}", long.say);
    let sent = trial.turn(&format!("send {}", "x".repeat(MAX_LETTER)));
    assert_eq!(sent.events.len(), 1);
}
