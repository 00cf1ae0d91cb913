//! A learner who reviews essays of others, and reads what others say of their own.

use std::sync::Arc;

use super::{COURSE, Walk, course_of};
use crate::course::Course;
use crate::exercise::{Input, Refusal};
use crate::session::{
    Command, EssayMark, Guidance, Happened, Lent, Page, PeerEssay, PeerRemark, PeerReview, Phase, Place,
    ReviewState, To,
};

const ONE: &str = r#"
title = "One"
minutes = 5
[[step]]
id = "essay"
title = "An essay"
kind = "essay"
prompt = "Write."
words = [2, 50]
rubric = [{ name = "A", full = "a" }, { name = "B", full = "b" }]
model = "So."
"#;

fn course() -> Arc<Course> {
    course_of(COURSE, ONE, [])
}

fn essay(number: u32) -> PeerEssay {
    PeerEssay { class: "lima".into(), step: "essay".into(), number }
}

fn review(phase: Phase, texts: &[&str]) -> PeerReview {
    let lent = (1..).zip(texts).map(|(number, text)| Lent { number, text: (*text).to_owned() });
    let (class, step) = ("lima".to_owned(), "essay".into());
    PeerReview { class, step, phase, each: 2, lent: lent.collect(), got: Vec::new() }
}

fn guided(walk: &mut Walk, review: PeerReview) {
    walk.session.guide(Arc::new(Guidance { reviews: vec![review], ..Guidance::default() }));
}

impl Walk {
    fn hand_in(&mut self) {
        self.ask(Command::Go(To::Step(Place::Step("essay".into()))));
        self.ask(Command::Work(Input::Write("My own words.".into())));
        self.ask(Command::Check);
    }

    fn rate(&mut self, criterion: usize, rating: u8) {
        self.ask(Command::Rate { criterion, rating });
    }

    fn open_review(&self) -> (String, Vec<Option<u8>>, String, ReviewState, Option<usize>) {
        let scene = self.session.scene();
        let Page::Review(page) = &scene.page else { panic!("{:?}", scene.page) };
        let open = page.open.as_ref().unwrap();
        let next = open.next.as_ref().map(|next| next.number);
        (open.text.to_owned(), open.sheet.ratings.clone(), open.sheet.comment.clone(), open.state, next)
    }

    fn words(&self) -> String {
        self.session.review_rows()[0].words()
    }
}

#[test]
fn a_half_done_review_is_there_after_coming_back_and_is_handed_in_once() {
    let mut walk = Walk::in_course(course());
    guided(&mut walk, review(Phase::Reading, &["Text of one.", "Text of another."]));
    walk.ask(Command::Go(To::Review(essay(1))));
    assert_eq!(walk.open_review().0, "Text of one.");
    assert_eq!(walk.try_to(Command::Check), Err(Refusal::Unrated));
    walk.rate(0, 3);
    walk.ask(Command::Comment("Half a com".into()));
    assert!(walk.session.has_unwritten_work());
    walk.ask(Command::Pause);
    assert!(!walk.session.has_unwritten_work());
    walk.come_back();
    guided(&mut walk, review(Phase::Reading, &["Text of one.", "Text of another."]));
    walk.ask(Command::Go(To::Review(essay(1))));
    let half = vec![Some(3), None];
    assert_eq!(
        walk.open_review(),
        ("Text of one.".into(), half, "Half a com".into(), ReviewState::Begun, Some(2))
    );
    walk.rate(1, 0);
    walk.ask(Command::Comment("A comment.".into()));
    walk.ask(Command::Check);
    let handed_in = Happened::Reviewed { essay: essay(1), ratings: vec![3, 0], comment: "A comment.".into() };
    assert_eq!(walk.events.last().unwrap().what, handed_in);
    assert_eq!(walk.open_review().3, ReviewState::Given);
    assert_eq!(walk.try_to(Command::Check), Err(Refusal::ReviewedAlready));
    walk.rate(1, 1);
    assert_eq!(walk.open_review().3, ReviewState::Begun, "it can be changed until the end");
    walk.ask(Command::Check);
}

#[test]
fn a_comment_on_one_text_is_not_lost_over_another() {
    let mut walk = Walk::in_course(course());
    guided(&mut walk, review(Phase::Reading, &["One.", "Two."]));
    walk.ask(Command::Go(To::Review(essay(1))));
    walk.ask(Command::Comment("Of the first.".into()));
    walk.ask(Command::Go(To::Review(essay(2))));
    walk.rate(0, 2);
    assert_eq!(walk.open_review().2, "");
    walk.ask(Command::Go(To::Review(essay(1))));
    assert_eq!(walk.open_review().2, "Of the first.");
    walk.ask(Command::Go(To::Back));
    assert!(matches!(walk.session.scene().page, Page::Contents(_)), "one way back");
}

#[test]
fn it_is_said_what_to_do_in_each_phase() {
    let mut walk = Walk::in_course(course());
    guided(&mut walk, review(Phase::Collecting, &[]));
    assert!(walk.words().starts_with("Step 1 of 3: hand in your text."), "{}", walk.words());
    guided(&mut walk, review(Phase::Reading, &[]));
    assert!(walk.words().contains("If you hand in yours now, ask your trainer"), "{}", walk.words());
    walk.hand_in();
    assert!(walk.words().contains("there is none for you"), "{}", walk.words());
    guided(&mut walk, review(Phase::Collecting, &[]));
    assert!(walk.words().contains("your text is in"), "{}", walk.words());
    guided(&mut walk, review(Phase::Reading, &["One.", "Two."]));
    assert_eq!(walk.words(), "Step 2 of 3: review 2 texts of others. 0 of 2 done.");
    assert_eq!(walk.session.scene().to_review.len(), 2);
    for number in [1, 2] {
        walk.ask(Command::Go(To::Review(essay(number))));
        walk.rate(0, 1);
        walk.rate(1, 1);
        walk.ask(Command::Check);
    }
    assert!(walk.words().contains("you have done your part"), "{}", walk.words());
    guided(&mut walk, review(Phase::Over, &[]));
    assert_eq!(walk.words(), "Step 3 of 3: the review has ended. Nobody reviewed your text.");
    let scene = walk.session.scene();
    let Page::Review(page) = &scene.page else { panic!("{:?}", scene.page) };
    assert!(page.open.is_none(), "what ended under the learner's eyes is closed");
    drop(scene);
    assert_eq!(walk.try_to(Command::Rate { criterion: 0, rating: 1 }), Err(Refusal::NotHere));
}

#[test]
fn marks_and_reviews_stand_beside_the_own_ratings() {
    let mut walk = Walk::in_course(course());
    walk.hand_in();
    let place = Place::Step("essay".into());
    let mark = |round, ratings: &[u8], comment: &str| EssayMark {
        place: place.clone(),
        round,
        ratings: ratings.to_vec(),
        comment: comment.into(),
        by: "Tina".into(),
    };
    let mut over = review(Phase::Over, &[]);
    over.got.push(PeerRemark { ratings: vec![2, 3], comment: "Clear.".into() });
    let marks = vec![mark(1, &[1, 1], "Old."), mark(2, &[3, 2], "Good.")];
    walk.session.guide(Arc::new(Guidance { marks, reviews: vec![over], ..Guidance::default() }));
    let desk = walk.desk();
    let essay = desk.essay.as_ref().unwrap();
    assert_eq!(essay.mark.unwrap().comment, "Good.");
    assert_eq!(essay.mark.unwrap().points(), (5, 6));
    assert_eq!(essay.review.as_ref().unwrap().review.got[0].points(), (5, 6));
}

#[test]
fn a_text_that_is_not_lent_cannot_be_opened() {
    let mut walk = Walk::in_course(course());
    guided(&mut walk, review(Phase::Reading, &["One."]));
    assert_eq!(walk.try_to(Command::Go(To::Review(essay(2)))), Err(Refusal::NotHere));
    let elsewhere = PeerEssay { class: "other".into(), ..essay(1) };
    assert_eq!(walk.try_to(Command::Go(To::Review(elsewhere))), Err(Refusal::NotHere));
}
