//! Discussions that others take part in.

use super::{COURSE, Walk, course_of};
use crate::exercise::{Input, Refusal};
use crate::session::{
    Board, Command, Event, Gone, Happened, Page, Place, PostId, PostRow, PostText, Private, Standing, State,
    Time, To, Topic, Written,
};

const TALKS: &str = r#"
title = "One"
minutes = 5
[[step]]
id = "talk"
title = "Talk"
kind = "discussion"
prompt = "?"
words = [2, 9]
post_first = true
posts = 2
replies = 1
openings = [{ id = "judge", by = "A judge", text = "So *it* is." }]
[[step]]
id = "read"
title = "Read"
text = "Words."
[[step]]
id = "open"
title = "Open talk"
kind = "discussion"
prompt = "?"
words = [1, 9]
openings = [{ id = "judge", by = "A judge", text = "So." }]
"#;

fn walk() -> Walk {
    Walk::in_course(course_of(COURSE, TALKS, []))
}

fn id(by: &str, number: u32) -> PostId {
    PostId { by: by.into(), number }
}

fn written(by: &str, number: u32, at: i64, reply_to: Option<PostId>) -> Written {
    let (text, shown) = (format!("words of {by} {number}"), by.to_uppercase());
    Written { id: id(by, number), by: shown, at: Time(at), reply_to, text, edited: None, deleted: false }
}

fn topic(posts: impl IntoIterator<Item = Written>) -> Topic {
    Topic { posts: posts.into_iter().map(Into::into).collect(), ..Topic::default() }
}

fn on(step: &str, topic: Topic) -> Board {
    Board::default().with_topic(step.into(), topic)
}

fn go(step: &str) -> Command {
    Command::Go(To::Step(Place::Step(step.into())))
}

impl Walk {
    fn say(&mut self, words: &str) {
        self.ask(Command::Work(Input::Write(words.into())));
        self.ask(Command::Check);
    }

    fn rows(&self) -> Vec<String> {
        let desk = self.desk();
        desk.thread.as_ref().unwrap().posts.iter().map(row).collect()
    }

    fn unread(&self) -> usize {
        self.session.scene().unread
    }

    fn digest(&mut self) -> Option<String> {
        self.ask(Command::Go(To::Contents));
        match self.session.scene().page {
            Page::Contents(contents) => contents.digest.map(|digest| digest.words()),
            _ => panic!("no contents"),
        }
    }

    fn happened(&self) -> &Happened {
        &self.events.last().unwrap().what
    }
}

fn row(row: &PostRow<'_>) -> String {
    let signs = [
        (row.mine, " mine"),
        (row.new, " new"),
        (row.edited, " edited"),
        (row.pinned, " pinned"),
        (row.hidden, " hidden"),
        (!row.open, " shut"),
    ];
    let signs: String = signs.iter().filter(|(on, _)| *on).map(|(_, sign)| *sign).collect();
    let text = match row.text {
        PostText::Prose(prose) => prose.words().trim().to_owned(),
        PostText::Plain(words) => words.to_owned(),
        PostText::Gone(Gone::Deleted) => "-deleted-".to_owned(),
        PostText::Gone(Gone::Hidden) => "-hidden-".to_owned(),
    };
    format!("{}{} {}:{signs} {text}", "> ".repeat(row.depth), row.number, row.by)
}

#[test]
fn posts_of_all_make_one_tree_with_names_and_times() {
    let mut walk = walk();
    walk.ask(go("open"));
    walk.say("mine");
    walk.session.set_board(on(
        "open",
        topic([
            written("ben", 1, 10, Some(id("judge", 0))),
            written("eve", 1, 20, Some(id("ben", 1))),
            written("anna", 1, 30, None),
            written("eve", 2, 99_000, Some(id("anna", 1))),
            written("ben", 2, 99_001, Some(id("gone", 7))),
        ]),
    ));
    assert_eq!(
        walk.rows(),
        [
            "1 A judge: So.",
            "> 3 BEN: new words of ben 1",
            "> > 4 EVE: new words of eve 1",
            "2 anna: mine mine",
            "> 5 EVE: new words of eve 2",
            "6 BEN: new words of ben 2",
        ],
        "what answers nobody known stands by itself, and one's own post is there once"
    );
    let desk = walk.desk();
    let rows = &desk.thread.as_ref().unwrap().posts;
    assert_eq!(rows[1].at, Some(Time(10)));
}

#[test]
fn who_learns_alone_has_no_news() {
    let mut walk = walk();
    walk.ask(go("open"));
    walk.say("mine");
    assert_eq!((walk.unread(), walk.digest()), (0, None));
    assert_eq!(walk.try_to(Command::Go(To::Unread)), Err(Refusal::NothingNew));
    assert!(!walk.events.iter().any(|event| matches!(event.what, Happened::Followed { .. })));
}

#[test]
fn others_are_kept_back_until_the_first_own_post() {
    let mut walk = walk();
    walk.ask(go("talk"));
    walk.session.set_board(on("talk", topic([written("ben", 1, 10, None)])));
    assert!(walk.rows().is_empty());
    assert_eq!(walk.unread(), 0, "what may not be seen is not announced");
    assert_eq!(walk.try_to(Command::Reply(Some(id("ben", 1)))), Err(Refusal::Unknown));
    walk.say("my words");
    assert_eq!(walk.rows(), ["1 A judge: So it is.", "2 BEN: new words of ben 1", "3 anna: mine my words"]);
    walk.ask(Command::Delete(id("anna", 1)));
    assert_eq!(walk.rows().len(), 3, "what was seen was seen");
}

#[test]
fn replies_to_others_count_and_those_to_oneself_do_not() {
    let mut walk = walk();
    walk.ask(go("talk"));
    walk.say("my words");
    walk.session.set_board(on("talk", topic([written("ben", 1, 10, None)])));
    let counts = |walk: &Walk| {
        let desk = walk.desk();
        let thread = desk.thread.unwrap();
        (thread.posted, thread.replied)
    };
    walk.ask(Command::Reply(Some(id("anna", 1))));
    walk.say("to myself");
    assert_eq!(counts(&walk), (2, 0));
    walk.ask(Command::Reply(Some(id("ben", 1))));
    walk.say("to ben");
    assert_eq!(counts(&walk), (3, 1));
    let state = |walk: &mut Walk| {
        walk.ask(Command::Go(To::Contents));
        let Page::Contents(contents) = walk.session.scene().page else { panic!() };
        contents.modules[0].lessons[1].steps[0].state
    };
    assert_eq!(state(&mut walk), State::Done);
    walk.ask(go("talk"));
    walk.ask(Command::Delete(id("anna", 3)));
    assert_eq!(counts(&walk), (2, 0));
    assert_eq!(state(&mut walk), State::Begun, "what was deleted completes nothing");
}

#[test]
fn a_trainer_hides_pins_and_closes() {
    let mut walk = walk();
    walk.ask(go("open"));
    let mut posts = topic([
        written("ben", 1, 10, None),
        written("eve", 1, 20, Some(id("ben", 1))),
        written("eve", 2, 30, None),
        written("kim", 1, 40, Some(id("eve", 2))),
        written("kim", 2, 50, None),
    ]);
    let hidden = Standing { hidden: true, ..Standing::default() };
    posts.standings.insert(id("ben", 1), hidden);
    posts.standings.insert(id("eve", 1), hidden);
    posts.standings.insert(id("eve", 2), Standing { locked: true, ..Standing::default() });
    posts.standings.insert(id("kim", 2), Standing { pinned: true, ..Standing::default() });
    walk.session.set_board(on("open", posts.clone()));
    assert_eq!(
        walk.rows(),
        [
            "2 KIM: new pinned words of kim 2",
            "1 A judge: So.",
            "3 BEN: shut -hidden-",
            "4 EVE: new shut words of eve 2",
            "> 5 KIM: new shut words of kim 1",
        ]
    );
    assert_eq!(walk.unread(), 3, "what is hidden is not new");
    assert_eq!(walk.try_to(Command::Reply(Some(id("kim", 1)))), Err(Refusal::Locked));
    assert_eq!(walk.try_to(Command::Reply(Some(id("ben", 1)))), Err(Refusal::Unknown));
    assert_eq!(walk.try_to(Command::Quote(id("ben", 1))), Err(Refusal::Unknown));
    walk.session.set_board(on("open", posts.clone()).for_trainer());
    assert_eq!(walk.rows()[2..4], ["3 BEN: new hidden words of ben 1", "> 6 EVE: new hidden words of eve 1"]);
    // A post that was closed while it was answered is not answered, and the words stay.
    walk.ask(Command::Reply(Some(id("kim", 2))));
    posts.standings.insert(id("kim", 2), Standing { locked: true, ..Standing::default() });
    walk.session.set_board(on("open", posts.clone()));
    walk.ask(Command::Work(Input::Write("too late".into())));
    assert_eq!(walk.try_to(Command::Check), Err(Refusal::Locked));
    walk.ask(Command::Reply(None));
    walk.ask(Command::Check);
    posts.standings.insert(id("anna", 1), hidden);
    walk.session.set_board(on("open", posts));
    assert!(walk.rows().contains(&"7 anna: mine hidden too late".to_owned()), "{:?}", walk.rows());
}

#[test]
fn an_own_post_is_written_anew_and_its_place_outlives_it() {
    let mut walk = walk();
    walk.ask(go("open"));
    walk.say("frist");
    let mine = id("anna", 1);
    walk.ask(Command::Work(Input::Write("half a".into())));
    assert_eq!(walk.try_to(Command::Edit(mine.clone())), Err(Refusal::TextInTheWay));
    walk.ask(Command::Work(Input::Write(String::new())));
    assert_eq!(walk.try_to(Command::Edit(id("judge", 0))), Err(Refusal::NotYours));
    walk.ask(Command::Edit(mine.clone()));
    assert_eq!(walk.desk().thread.unwrap().edits, Some(mine.clone()));
    assert_eq!(walk.try_to(Command::Reply(Some(id("judge", 0)))), Err(Refusal::Editing));
    walk.ask(Command::Work(Input::Write("first".into())));
    // Half-done changes outlive a dropped line and do not become a second post.
    walk.ask(Command::Pause);
    walk.come_back();
    walk.ask(go("open"));
    walk.ask(Command::Check);
    assert_eq!(walk.rows(), ["1 A judge: So.", "2 anna: mine edited first"]);
    assert_eq!(walk.desk().thread.unwrap().edits, None);
    // Asked again, the post stays as it was.
    walk.ask(Command::Edit(mine.clone()));
    walk.ask(Command::Work(Input::Write("other".into())));
    walk.ask(Command::Edit(mine.clone()));
    assert_eq!(walk.rows()[1], "2 anna: mine edited first");
    walk.session.set_board(on("open", topic([written("ben", 1, 99_000, Some(mine.clone()))])));
    walk.ask(Command::Delete(mine.clone()));
    let rows = ["1 A judge: So.", "2 anna: mine shut -deleted-", "> 3 BEN: new words of ben 1"];
    assert_eq!(walk.rows(), rows);
    assert_eq!(walk.try_to(Command::Delete(mine.clone())), Err(Refusal::Unknown));
    assert_eq!(walk.try_to(Command::Edit(mine)), Err(Refusal::Unknown));
    assert_eq!(walk.try_to(Command::Delete(id("ben", 1))), Err(Refusal::NotYours));
    walk.say("second");
    assert_eq!(walk.rows()[3], "4 anna: mine second", "no post takes the number of one that is deleted");
    let Happened::Posted { post, .. } = walk.happened() else { panic!("{:?}", walk.happened()) };
    assert_eq!(*post, id("anna", 2));
}

#[test]
fn a_quote_goes_before_the_reply_and_counts_no_words() {
    let mut walk = walk();
    walk.ask(go("talk"));
    walk.say("my words");
    let mut post = written("ben", 1, 10, None);
    post.text = "one two three\n\nfour five six seven eight nine ten".into();
    walk.session.set_board(on("talk", topic([post])));
    walk.ask(Command::Quote(id("ben", 1)));
    let text = |walk: &Walk| match walk.desk().view {
        crate::exercise::View::Field(field) => field.text,
        other => panic!("{other:?}"),
    };
    assert_eq!(text(&walk), "> one two three\n>\n> four five six seven eight nine ten\n");
    assert_eq!(walk.desk().thread.unwrap().reply_to, Some(id("ben", 1)));
    assert!(
        matches!(walk.try_to(Command::Check), Err(Refusal::NotReady(_))),
        "quoted words are not one's own"
    );
    let quoted = format!("{}well said", text(&walk));
    walk.say(&quoted);
    assert_eq!(walk.desk().thread.unwrap().replied, 1);
}

#[test]
fn posts_are_new_until_their_page_is_left() {
    let mut walk = walk();
    walk.ask(go("open"));
    walk.say("mine");
    let first = written("ben", 1, 10, None);
    walk.session.set_board(on("open", topic([first.clone()])));
    assert_eq!(walk.unread(), 1);
    walk.ask(Command::Go(To::Progress));
    assert_eq!(walk.unread(), 0, "they lay open before the other page came");
    walk.session.set_board(on("open", topic([first.clone(), written("ben", 2, 20, None)])));
    walk.ask(Command::Go(To::Contents));
    assert_eq!(walk.unread(), 1, "what came behind the other page was not seen");
    walk.ask(go("read"));
    walk.ask(Command::Go(To::Unread));
    assert_eq!(walk.session.place(), Some(&Place::Step("open".into())));
    assert_eq!(walk.try_to(Command::Go(To::Unread)), Err(Refusal::NothingNew), "no other discussion");
    walk.ask(Command::Leave);
    assert_eq!(walk.unread(), 0);
    walk.come_back();
    walk.session
        .set_board(on("open", topic([first, written("ben", 2, 20, None), written("eve", 1, 5, None)])));
    walk.ask(go("open"));
    assert_eq!(walk.unread(), 1, "a post that comes late is new, whatever its time");
}

#[test]
fn who_comes_back_hears_what_is_new_since_then() {
    const DAY: i64 = 86_400_000;
    let mut walk = walk();
    walk.now = 20_781 * DAY; // a Tuesday
    walk.ask(go("open"));
    walk.say("mine");
    walk.ask(Command::Leave);
    let left = walk.now;
    walk.come_back();
    walk.now = 20_783 * DAY;
    walk.ask(Command::Come);
    let mine = || Some(id("anna", 1));
    let mut posts = vec![written("ben", 1, left + 1, mine()), written("eve", 1, left + 2, mine())];
    walk.session.set_board(on("open", topic(posts.clone())));
    assert_eq!(walk.digest().as_deref(), Some("2 new replies since Tuesday"));
    posts.push(written("eve", 2, left + 3, None));
    let board = on("open", topic(posts.clone()));
    // A discussion that was never looked at is no news.
    walk.session.set_board(board.with_topic("talk".into(), topic([written("eve", 1, left + 3, None)])));
    assert_eq!(walk.digest().as_deref(), Some("2 new replies and 1 other post since Tuesday"));
    posts[0].at = Time(left - 1);
    walk.session.set_board(on("open", topic(posts)));
    assert_eq!(walk.digest().as_deref(), Some("2 new replies and 1 other post"), "one is older");
    walk.ask(Command::Go(To::Unread));
    assert_eq!(walk.digest(), None);
}

#[test]
fn what_a_trainer_wrote_about_a_post_is_for_its_author() {
    let mut walk = walk();
    walk.ask(go("open"));
    walk.say("mine");
    let about = |about: PostId| Private {
        step: "open".into(),
        about,
        by: "Tina".into(),
        at: Time(5),
        text: "Well put.".into(),
    };
    let board = on("open", topic([written("ben", 1, 10, None)]));
    walk.session.set_board(board.with_private(vec![about(id("anna", 1)), about(id("ben", 1))]));
    let desk = walk.desk();
    let rows = &desk.thread.as_ref().unwrap().posts;
    let private: Vec<usize> = rows.iter().map(|row| row.private.len()).collect();
    assert_eq!(private, [0, 0, 1], "{:?}", walk.rows());
}

#[test]
fn posts_in_a_circle_and_long_chains_are_shown() {
    let mut walk = walk();
    walk.ask(go("open"));
    let circle = [written("ben", 1, 1, Some(id("eve", 1))), written("eve", 1, 2, Some(id("ben", 1)))];
    let chain = (1..5_000).map(|n| written("kim", n, 10, (n > 1).then(|| id("kim", n - 1))));
    walk.session.set_board(on("open", topic(circle.into_iter().chain(chain))));
    assert_eq!(walk.rows().len(), 1 + 2 + 4_999);
}

#[test]
fn discussions_are_replayed_as_they_were() {
    let mut walk = walk();
    walk.ask(go("open"));
    walk.say("mine");
    walk.session.set_board(on("open", topic([written("ben", 1, 10, None)])));
    walk.ask(Command::Edit(id("anna", 1)));
    walk.say("other");
    walk.ask(Command::Edit(id("anna", 1)));
    walk.ask(Command::Pause);
    walk.ask(Command::Delete(id("anna", 1)));
    walk.ask(Command::Go(To::Contents));
    let progress = walk.session.progress().clone();
    let events: Vec<Event> = walk.events.clone();
    walk.come_back();
    assert_eq!(*walk.session.progress(), progress, "{events:?}");
}
