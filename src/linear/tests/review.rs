//! A review in lines.

use std::sync::Arc;

use super::Trial;
use crate::session::{EssayMark, Guidance, Lent, PeerRemark, PeerReview, Phase, Place};

const STEPS: &str = r#"
[[step]]
id = "essay"
title = "An essay"
kind = "essay"
prompt = "Write."
words = [2, 50]
rubric = [{ name = "A", full = "a" }, { name = "B", full = "b" }]
model = "So."
"#;

fn guided(trial: &mut Trial, phase: Phase) {
    let lent = |number: u32, text: &str| Lent { number, text: text.into() };
    let remark = PeerRemark { ratings: vec![3, 1], comment: "I see.".into() };
    let review = PeerReview {
        class: "lima".into(),
        step: "essay".into(),
        phase,
        each: 2,
        lent: if phase == Phase::Reading { vec![lent(1, "One text."), lent(2, "Two.")] } else { Vec::new() },
        got: if phase == Phase::Over { vec![remark] } else { Vec::new() },
    };
    let (place, comment) = (Place::Step("essay".into()), "Good.".to_owned());
    let mark = EssayMark { place, round: 1, ratings: vec![2, 2], comment, by: "Tina".into() };
    let marks = if phase == Phase::Over { vec![mark] } else { Vec::new() };
    trial.session.guide(Arc::new(Guidance { reviews: vec![review], marks, ..Guidance::default() }));
}

#[test]
fn a_review_goes_word_for_word_through_all_phases() {
    let mut trial = Trial::of(STEPS);
    let mut said = String::new();
    for (phase, lines) in [
        (Phase::Collecting, &["lesson 1", "text Two words.", "check"][..]),
        (
            Phase::Reading,
            &[
                "class",
                "review",
                "check",
                "rate 1 3",
                "comment Shorter.",
                "rate 2 weak",
                "check",
                "comment",
                "review 3",
                "review 2",
                "rate 3 1",
                "back",
                "again",
            ],
        ),
        (Phase::Over, &["review", "contents", "lesson 1", "comment Late."]),
    ] {
        guided(&mut trial, phase);
        for line in lines {
            said.push_str(&format!("> {line}\n{}", trial.say(line)));
        }
    }
    let known = include_str!("review.txt");
    if said != known {
        let differs = said.lines().zip(known.lines()).position(|(one, other)| one != other);
        panic!("from line {:?} on:\n{said}", differs.map(|at| at + 1));
    }
}
