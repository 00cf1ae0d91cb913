//! Discussions as each cohort sees them.

use std::sync::Arc;

use super::Class;
use crate::class::{
    Act, Boards, Entrant, Learning, MAX_POSTS_OF_ONE, Moderation, Profile, Role, Shows, Spot, Teaching,
};
use crate::course::LearnerId;
use crate::session::{Board, Event, Happened, PostId, Time, Topic};

fn id(by: &str, number: u32) -> PostId {
    PostId { by: by.into(), number }
}

fn event(at: i64, what: Happened) -> Event {
    Event { at: Time(at), what }
}

fn posted(by: &str, number: u32, at: i64) -> Event {
    let text = format!("{by} {number}");
    event(at, Happened::Posted { step: "talk".into(), post: id(by, number), reply_to: None, text })
}

fn spot() -> Spot {
    Spot { course: "untoc".into(), step: "talk".into() }
}

fn topic(boards: &Boards, person: &str) -> Topic {
    boards.of(&person.into()).topic(&"talk".into()).cloned().unwrap_or_default()
}

fn seen(boards: &Boards, person: &str) -> Vec<String> {
    let row = |post: &Arc<crate::session::Written>| format!("{}: {}", post.by, post.text);
    topic(boards, person).posts.iter().map(row).collect()
}

/// Anna and Ben are in Nairobi, led by Tina; Eve is in Lima, led by Tom; Kim is in none.
fn class() -> Class {
    let mut class = Class::with_people();
    let entrant = |name: &str| {
        let profile = Profile { name: name.into(), ..Profile::default() };
        Entrant { id: Some(name.to_lowercase().as_str().into()), profile, ..Entrant::default() }
    };
    for (trainer, cohort, name) in [("tina", "nairobi", "Ben"), ("tom", "lima", "Eve")] {
        class.act(trainer, Act::Enrol { cohort: cohort.into(), entrants: vec![entrant(name)] }).unwrap();
    }
    let profile = Profile { name: "Kim".into(), ..Profile::default() };
    let add = Act::AddPerson { person: "kim".into(), profile, role: Role::Learner };
    class.act("_console", add).unwrap();
    class
}

fn boards(class: &Class) -> Boards {
    let mut boards = Boards::new("untoc".into());
    assert!(boards.read(&class.book));
    boards
}

fn apply(boards: &mut Boards, by: &str, event: &Event) -> bool {
    boards.apply(&LearnerId::from(by), event)
}

#[test]
fn each_cohort_has_its_own_discussion_with_names_as_they_are_shown() {
    let mut class = class();
    let mut boards = boards(&class);
    assert!(apply(&mut boards, "ben", &posted("ben", 1, 20)));
    assert!(apply(&mut boards, "anna", &posted("anna", 1, 10)));
    assert!(apply(&mut boards, "eve", &posted("eve", 1, 30)));
    assert!(apply(&mut boards, "tina", &posted("tina", 1, 40)));
    assert!(!apply(&mut boards, "kim", &posted("kim", 1, 40)), "nobody sees it");
    let nairobi = ["anna: anna 1", "Ben: ben 1", "TINA: tina 1"];
    assert_eq!(seen(&boards, "ben"), nairobi);
    assert_eq!(seen(&boards, "tina"), nairobi);
    assert_eq!(seen(&boards, "eve"), ["Eve: eve 1"]);
    assert_eq!(boards.of(&"kim".into()), Board::default());
    assert!(boards.share(&"anna".into(), &"ben".into()) && !boards.share(&"anna".into(), &"eve".into()));
    let shows = Shows { name: false, ..Shows::default() };
    let profile = Profile { name: "Ben".into(), shows, ..Profile::default() };
    class.act("ben", Act::SetProfile { person: "ben".into(), profile }).unwrap();
    assert!(boards.read(&class.book));
    assert_eq!(seen(&boards, "anna")[1], "ben: ben 1", "who shows no name is called by the login name");
    class.act("tina", Act::Leave { cohort: "nairobi".into(), person: "ben".into() }).unwrap();
    assert!(boards.read(&class.book));
    assert_eq!(seen(&boards, "anna"), ["anna: anna 1", "TINA: tina 1"]);
    assert_eq!(boards.of(&"ben".into()), Board::default());
}

#[test]
fn what_came_before_the_book_was_read_is_there() {
    let class = class();
    let mut late = Boards::new("untoc".into());
    let mut early = boards(&class);
    for (by, number, at) in [("ben", 1, 20), ("anna", 1, 10), ("ben", 2, 5)] {
        assert!(!apply(&mut late, by, &posted(by, number, at)));
        apply(&mut early, by, &posted(by, number, at));
    }
    late.read(&class.book);
    for person in ["anna", "ben", "eve", "tina"] {
        assert_eq!(late.of(&person.into()), early.of(&person.into()), "{person}");
    }
    assert!(!late.read(&class.book), "nothing is another one");
}

#[test]
fn posts_change_and_go_and_nobody_writes_for_another() {
    let mut boards = boards(&class());
    let step = || "talk".into();
    apply(&mut boards, "ben", &posted("ben", 1, 20));
    assert!(!apply(&mut boards, "ben", &posted("ben", 1, 90)), "a post that comes twice is the same");
    assert!(!apply(&mut boards, "anna", &posted("ben", 2, 90)), "in the name of another");
    assert!(!apply(&mut boards, "ben", &posted("ben", MAX_POSTS_OF_ONE + 1, 90)));
    let edit = |text: &str| Happened::Edited { step: step(), post: id("ben", 1), text: text.into() };
    let delete = || Happened::Deleted { step: step(), post: id("ben", 1) };
    assert!(!apply(&mut boards, "anna", &event(91, edit("mine now"))));
    assert!(!apply(&mut boards, "anna", &event(91, delete())));
    assert!(apply(&mut boards, "ben", &event(92, edit("better"))));
    assert_eq!(
        (seen(&boards, "anna"), topic(&boards, "anna").posts[0].edited),
        (vec!["Ben: better".into()], Some(Time(92)))
    );
    assert!(apply(&mut boards, "ben", &event(93, delete())));
    assert!(!apply(&mut boards, "ben", &event(94, edit("back"))));
    let posts = topic(&boards, "anna").posts;
    assert_eq!((posts.len(), posts[0].deleted, posts[0].text.as_str()), (1, true, ""));
    assert!(!apply(&mut boards, "ben", &event(95, Happened::Left)));
}

#[test]
fn one_more_post_leaves_the_others_where_they_are() {
    let mut boards = boards(&class());
    for number in 1..=50 {
        apply(&mut boards, "ben", &posted("ben", number, i64::from(number)));
    }
    let before = topic(&boards, "anna").posts;
    apply(&mut boards, "anna", &posted("anna", 1, 99));
    let after = topic(&boards, "anna").posts;
    assert_eq!(after.len(), 51);
    assert!(before.iter().zip(&after).all(|(one, other)| Arc::ptr_eq(one, other)));
}

#[test]
fn a_trainer_moderates_and_answers_privately() {
    let mut class = class();
    let mut boards = boards(&class);
    apply(&mut boards, "ben", &posted("ben", 1, 20));
    let teach = |what| Act::Teach { cohort: "nairobi".into(), what };
    class.act("tina", teach(Teaching::Moderate(spot(), id("ben", 1), Moderation::Hide))).unwrap();
    assert!(boards.read(&class.book));
    assert!(topic(&boards, "anna").standing(&id("ben", 1)).hidden);
    assert_ne!(boards.of(&"tina".into()), boards.of(&"anna".into()), "who leads sees what is hidden");
    class.act("tina", teach(Teaching::Announce("Tea!".into()))).unwrap();
    assert!(!boards.read(&class.book), "what is no business of discussions changes none");
    let text = "Say more.".to_owned();
    let about = Some((spot(), id("ben", 1)));
    class.act("tina", Act::SendNote { to: "ben".into(), about, text }).unwrap();
    assert!(boards.read(&class.book));
    assert_ne!(boards.of(&"ben".into()), boards.of(&"anna".into()), "a private reply is for one");
    class.act("tina", teach(Teaching::Moderate(spot(), id("ben", 1), Moderation::Show))).unwrap();
    boards.read(&class.book);
    assert_eq!(topic(&boards, "anna").standings.len(), 0);
    let learning: &Learning = &class.book.cohort(&"nairobi".into()).unwrap().learning;
    assert_eq!(learning.posts.len(), 1);
}
