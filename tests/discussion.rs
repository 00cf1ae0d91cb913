//! A discussion on the screen while others write.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

mod stage;

use std::sync::Arc;

use curricle::class::{Act, Boards, Book, Entrant, Plan, Profile};
use curricle::course::LearnerId;
use curricle::session::{Board, Command, Page, PostId, PostText, Standing, Time, To, Topic, Written};
use curricle::store::{Entry, EntryId, Stored, from_stored};
use stage::{Stage, course, rows};

const STEP: &str = "share-data";
const WORDS: &str = "I would ask who reads it and what becomes of it then, and who would tell me. ";

fn id(by: &str, number: u32) -> PostId {
    PostId { by: LearnerId::from(by), number }
}

fn written(by: &str, number: u32, reply_to: Option<PostId>) -> Arc<Written> {
    let at = Time(1_799_900_000_000 + i64::from(number) * 60_000);
    let text = format!("What {by} wrote, number {number}.");
    Arc::new(Written { id: id(by, number), by: by.into(), at, reply_to, text, edited: None, deleted: false })
}

fn board(posts: Vec<Arc<Written>>) -> Board {
    Board::default().with_topic(STEP.into(), Topic { posts, ..Topic::default() })
}

/// A learner who has posted and sees what others wrote.
fn stage(size: (u16, u16), others: Vec<Arc<Written>>) -> Stage {
    let mut stage = Stage::new(&course(), size, false);
    stage.step(STEP);
    stage.ask(Command::Work(curricle::exercise::Input::Write(WORDS.repeat(3))));
    stage.ask(Command::Check);
    news(&mut stage, board(others));
    stage
}

fn news(stage: &mut Stage, board: Board) {
    stage.session.set_board(board);
    stage.screen.meet(&stage.session.scene(), &stage.keymap);
}

/// The rows that are others in two pictures.
fn changed(before: &[String], after: &[String]) -> Vec<String> {
    before.iter().zip(after).filter(|(one, other)| one != other).map(|(_, row)| row.clone()).collect()
}

fn seen(stage: &Stage) -> Vec<String> {
    rows(&stage.draw().0)
}

fn texts(stage: &Stage) -> Vec<String> {
    let scene = stage.session.scene();
    let Page::Exercise(desk) = &scene.page else { panic!("no exercise") };
    let text = |text: &PostText<'_>| match text {
        PostText::Prose(prose) => prose.words(),
        PostText::Plain(words) => (*words).to_owned(),
        PostText::Gone(gone) => gone.words().to_owned(),
    };
    desk.thread.as_ref().unwrap().posts.iter().map(|post| text(&post.text)).collect()
}

#[test]
fn a_post_of_somebody_moves_nothing_while_one_writes() {
    for size in [(80, 24), (40, 15)] {
        let mut stage = stage(size, vec![written("Ben", 1, None)]);
        stage.keys("w");
        stage.type_in("half a ");
        let (before, cursor) = (seen(&stage), stage.draw().1);
        news(&mut stage, board(vec![written("Ben", 1, None), written("Eve", 1, Some(id("shelter", 0)))]));
        assert_eq!(stage.draw().1, cursor, "{}", stage.picture());
        let after = seen(&stage);
        let field = |rows: &[String]| rows.iter().position(|row| row.contains("half a")).unwrap();
        assert_eq!(field(&before), field(&after));
        stage.type_in("word");
        assert!(stage.picture().contains("half a word"), "{}", stage.picture());
    }
}

#[test]
fn a_post_that_is_not_seen_changes_two_rows_at_the_most() {
    let many: Vec<_> = (1..12).map(|n| written("Ben", n, None)).collect();
    let mut stage = stage((80, 24), many.clone());
    stage.keys("home");
    let before = seen(&stage);
    let mut more = many;
    more.push(written("Eve", 20, None));
    news(&mut stage, board(more));
    let changed = changed(&before, &seen(&stage));
    assert_eq!(changed.len(), 2, "{changed:#?}");
    assert!(changed[0].contains("12 new posts."), "{changed:?}");
    assert!(changed[1].contains("A new post. v shows the next new one."), "{changed:?}");
}

#[test]
fn a_key_goes_from_new_post_to_new_post_and_to_other_discussions() {
    let mut stage = stage((80, 24), (1..9).map(|n| written("Ben", n, None)).collect());
    for n in 1..9 {
        stage.keys("v");
        let words = format!("What Ben wrote, number {n}.");
        stage.find(&words);
        assert!(stage.picture().contains("Enter reply"), "{}", stage.picture());
    }
    stage.keys("v");
    stage.find("number 1.");
    stage.ask(Command::Go(To::Contents));
    stage.keys("v");
    assert!(stage.picture().contains("This does nothing here."), "{}", stage.picture());
    let mut posts: Vec<_> = (1..9).map(|n| written("Ben", n, None)).collect();
    posts.push(written("Eve", 1, Some(id("anna", 1))));
    news(&mut stage, board(posts));
    assert!(stage.picture().contains("[ 1 new reply ]"), "{}", stage.picture());
    stage.keys("v");
    stage.find("What Eve wrote");
    stage.keys(">");
    assert!(stage.picture().contains("> What Eve wrote, number 1."), "{}", stage.picture());
    assert!(stage.picture().contains("Your reply to Eve:"), "{}", stage.picture());
}

#[test]
fn one_key_too_much_deletes_nothing() {
    let mut stage = stage((80, 24), vec![written("Ben", 1, None)]);
    let count = texts(&stage).len();
    stage.keys("D");
    assert!(stage.picture().contains("for all? D again deletes it."), "{}", stage.picture());
    stage.keys("down D");
    assert!(!texts(&stage).contains(&"Deleted by its author.".to_owned()), "another key lay between");
    stage.keys("D");
    assert!(texts(&stage).contains(&"Deleted by its author.".to_owned()), "{}", stage.picture());
    assert_eq!(texts(&stage).len(), count);
}

#[test]
fn an_own_post_is_changed_in_the_field() {
    let mut stage = stage((80, 24), vec![written("Ben", 1, None)]);
    stage.keys("E");
    assert!(stage.picture().contains("Your post, written anew:"), "{}", stage.picture());
    stage.keys("ctrl-end");
    stage.type_in("And more.");
    stage.keys("ctrl-s");
    assert!(texts(&stage).iter().any(|text| text.ends_with("And more.")), "{}", stage.picture());
    assert!(stage.picture().contains(", edited"), "{}", stage.picture());
    stage.keys("E esc E");
    assert!(stage.picture().contains("Your post: 0 words"), "{}", stage.picture());
}

#[test]
fn what_is_closed_has_no_way_to_answer() {
    let mut topic = Topic { posts: vec![written("Ben", 1, None)], ..Topic::default() };
    topic.standings.insert(id("Ben", 1), Standing { locked: true, pinned: true, ..Standing::default() });
    let mut stage = stage((80, 24), Vec::new());
    news(&mut stage, Board::default().with_topic(STEP.into(), topic));
    stage.keys("home");
    let picture = stage.picture();
    let row = picture.lines().find(|row| row.contains("Ben,")).unwrap();
    assert!(row.contains(", pinned, closed to replies new"), "{picture}");
}

/// What could take over a terminal or turn words around.
fn is_hostile(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn a_hostile_post_reaches_nobody_with_an_escape_or_turned_around() {
    const HOSTILE: &str = r"\u001b[2J\u001b]0;gone\u0007 safe \u202egnihton\u2066\r\u0090 words\u009b31m";
    let mut book = Book::default();
    let mut act = |by: &str, act: Act| {
        let events = book.decide(&act, &by.into(), Time(1), &mut || 7).unwrap();
        events.iter().for_each(|event| book.apply(event));
    };
    let plan = Plan { name: "C".into(), courses: vec!["small".into()], ..Plan::default() };
    act("_console", Act::MakeCohort { cohort: Some("c".into()), plan });
    let entrant = |id: &str, name: &str| {
        let profile = Profile { name: name.into(), ..Profile::default() };
        Entrant { id: Some(id.into()), profile, ..Entrant::default() }
    };
    let entrants = vec![entrant("anna", "Anna"), entrant("eve", "Eve\u{1b}[31m \u{202e}Cooper")];
    act("_console", Act::Enrol { cohort: "c".into(), entrants });
    let body = |event: &str| {
        let post = r#""step":"share-data","post":{"by":"eve","n":1}"#;
        format!(r#"{{"v":2,"e":"{event}",{post},"text":"{HOSTILE}"}}"#)
    };
    let mut boards = Boards::new("small".into());
    boards.read(&book);
    for (at, event) in [(1, "posted"), (2, "edited")] {
        let entry = Entry { at, body: body(event) };
        let stored = Stored { id: EntryId { origin: 1, seq: 1 }, entry };
        assert!(boards.apply(&"eve".into(), &from_stored(&stored).unwrap()));
    }
    let mut stage = stage((80, 24), Vec::new());
    news(&mut stage, boards.of(&"anna".into()));
    stage.keys("v");
    let picture = stage.picture();
    assert!(picture.contains("Eve[31m Cooper") && picture.contains("safe gnihton"), "{picture}");
    assert!(!picture.contains(is_hostile), "{picture:?}");
    let scene = stage.session.scene();
    let said = curricle::linear::say(&scene, &curricle::linear::Talk::new(course()));
    assert!(said.contains("by Eve[31m Cooper") && said.contains("safe gnihton"), "{said}");
    assert!(!said.contains(is_hostile), "{said:?}");
    stage.keys(">");
    assert!(!stage.picture().contains(is_hostile), "{:?}", stage.picture());
}
