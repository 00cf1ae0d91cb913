//! Posts as a trainer reads them, hides, locks and pins them, and answers their authors.

use curricle::class::{Act, Moderation, PostState, Spot, Teaching, remarks};
use curricle::course::{LearnerId, StepId};
use curricle::session::{Event, Happened, PostId, Time};
use curricle::wall::Wish;

use crate::class::NOW;
use crate::pictures::{Desk, kept, shows};

/// The discussion in which most of the rehearsal wrote, and its newest post.
fn newest(desk: &Desk) -> (StepId, PostId) {
    let roll = desk.class.roll();
    let post = remarks(&roll).into_iter().next().unwrap();
    (post.step.clone(), post.id.clone())
}

fn spot(desk: &Desk, step: &StepId) -> Spot {
    Spot { course: desk.class.course.id.clone(), step: step.clone() }
}

fn state(desk: &Desk, (step, post): &(StepId, PostId)) -> PostState {
    desk.class.cohort().learning.post(&spot(desk, step), post)
}

fn writes(desk: &mut Desk, by: &str, step: &StepId, number: u32, at: i64, text: &str) {
    let id = LearnerId::from(by);
    let post = PostId { by: id.clone(), number };
    let what = Happened::Posted { step: step.clone(), post, reply_to: None, text: text.into() };
    desk.class.wall.apply(&id, &Event { at: Time(NOW.0 + at), what });
}

#[test]
fn pages_of_posts() {
    shows("posts", "7 down h down t l");
    shows("post", "7 down enter h t");
    shows("posts-of-one", "7 down s");
}

#[test]
fn keys_hide_lock_and_pin_and_undo_it() {
    let mut desk = Desk::new(30, (80, 24));
    let key = newest(&desk);
    for (pressed, on) in [("h", true), ("l", true), ("t", true), ("h", false), ("l", false), ("t", false)] {
        desk.keys(if pressed == "h" && on { "7 h" } else { pressed });
        let PostState { hidden, locked, pinned } = state(&desk, &key);
        let now = match pressed {
            "h" => hidden,
            "l" => locked,
            _ => pinned,
        };
        assert_eq!(now, on, "{pressed}");
    }
}

#[test]
fn what_is_marked_stays_marked_when_a_newer_post_comes() {
    let mut desk = Desk::new(30, (80, 24));
    let key = newest(&desk);
    desk.keys("7");
    writes(&mut desk, "rehearsal-02", &key.0, 9, -1, "I was quick.");
    assert!(desk.picture().lines().nth(1).unwrap().contains("I was quick."), "{}", desk.picture());
    desk.keys("h");
    assert!(state(&desk, &key).hidden);
}

#[test]
fn a_post_that_was_read_is_not_new_and_older_ones_of_its_author_still_are() {
    let mut desk = Desk::new(2, (80, 24));
    let step = newest(&Desk::new(30, (80, 24))).0;
    // Whatever was there before was read in the course.
    let before: Vec<(StepId, PostId)> =
        remarks(&desk.class.roll()).iter().map(|post| (post.step.clone(), post.id.clone())).collect();
    for (step, post) in before {
        let followed = Happened::Followed { step, read: vec![post] };
        desk.class.wall.apply(&"tina".into(), &Event { at: NOW, what: followed });
    }
    for (number, text) in [(1, "First."), (2, "Second.")] {
        writes(&mut desk, "rehearsal-02", &step, number, i64::from(number) - 10, text);
    }
    let post = |number| PostId { by: "rehearsal-02".into(), number };
    // The newest is read first: nothing may say yet that all before it were.
    assert_eq!(desk.keys("7 enter"), []);
    let shown = desk.picture();
    assert!(shown.contains("Second."), "{shown}");
    assert_eq!(desk.keys("n"), [Wish::Read(step.clone(), post(2))]);
    assert_eq!(desk.keys("n"), []);
    assert!(desk.picture().contains("You have read all posts."), "{}", desk.picture());
    desk.keys("esc");
    assert!(!desk.picture().contains("  new  "), "{}", desk.picture());
}

#[test]
fn an_author_is_written_to_alone() {
    let mut desk = Desk::new(30, (80, 24));
    let (step, post) = newest(&desk);
    desk.keys("7 w");
    assert!(desk.picture().contains(&format!("To {} only:", post.by)), "{}", desk.picture());
    let wishes = desk.types("Well said.");
    let about = Some((spot(&desk, &step), post.clone()));
    let note = Act::SendNote { to: post.by.clone(), about, text: "Well said.".into() };
    assert_eq!(wishes, [Wish::Do(note)]);
    desk.keys("enter");
    assert!(desk.picture().contains("Tina to the author only, "), "{}", desk.picture());
    assert_eq!(desk.class.book.notes_to(&post.by).count(), 1);
}

#[test]
fn a_group_has_its_own_posts() {
    let mut desk = Desk::new(30, (80, 24));
    desk.keys("7 g g");
    let group: Vec<LearnerId> = {
        let kenya = "kenya".into();
        let mut roll = desk.class.roll();
        roll.group = Some(&kenya);
        remarks(&roll).into_iter().map(|post| post.id.by.clone()).collect()
    };
    let all = remarks(&desk.class.roll()).len();
    assert!(!group.is_empty() && group.len() < all);
    assert!(desk.picture().starts_with("Kenya - Posts"), "{}", desk.picture());
}

#[test]
fn in_lines_posts_have_numbers_that_stay() {
    let mut desk = Desk::new(30, (80, 24));
    let key = newest(&desk);
    let said = desk.hears("posts").0;
    kept("lines-posts", &said);
    writes(&mut desk, "rehearsal-02", &key.0, 9, -1, "I was quick.");
    let teach = |what| vec![Wish::Do(Act::Teach { cohort: "rehearsal".into(), what })];
    let hide = Teaching::Moderate(spot(&desk, &key.0), key.1.clone(), Moderation::Hide);
    assert_eq!(desk.hears("hide 1").1, teach(hide));
    let again = desk.hears("posts").0;
    assert!(again.lines().nth(1).unwrap().ends_with("I was quick."), "{again}");
    assert!(again.lines().nth(2).unwrap().starts_with("1: "), "{again}");
    let note = Act::SendNote {
        to: key.1.by.clone(),
        about: Some((spot(&desk, &key.0), key.1.clone())),
        text: "Thank you.".into(),
    };
    assert_eq!(desk.hears("write 1 Thank you.").1, [Wish::Do(note)]);
    let whole = desk.hears("post 1").0;
    assert!(whole.contains("\nNumber 1\n") && whole.contains(" words\n"), "{whole}");
    let next = desk.hears("next").0;
    assert!(next.contains("\nNumber 142\n") && next.contains("I was quick."), "{next}");
    assert_eq!(
        desk.hears("hide 1000").0,
        "There is no post of this number. Say posts to hear the numbers.\n"
    );
    let more = desk.hears("posts").0;
    assert!(more.ends_with(" more. Say more to hear them.\n"), "{more}");
    assert!(desk.hears("more").0.lines().count() > 2);
    let one = desk.hears(&format!("posts {}", key.0)).0;
    assert!(one.lines().nth(1).unwrap().starts_with("Only: "), "{one}");
    desk.hears("names off");
    assert_eq!(desk.hears("posts").0, "Names are hidden. Say names on.\n");
}
