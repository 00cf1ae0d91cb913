//! Pictures of every page at three sizes, kept in `tests/screens/` to be read by people.

mod stage;

use std::sync::Arc;

use curricle::course::{Course, LearnerId, LessonId, StepId};
use curricle::exercise::{Answer, Input};
use curricle::session::{
    Board, Command, Guidance, Page, Phase, Poll, PostId, Private, Standing, Time, To, Topic, Wanted, Word,
    Written,
};
use stage::classmates::classmates;
use stage::{Stage, course, course_with_extra, under_review};

const SIZES: [(u16, u16); 3] = [(80, 24), (40, 15), (20, 8)];

/// Brings a learner to a page at each size and compares the pictures with those that are kept.
fn shows(name: &str, go: impl Fn(&mut Stage)) {
    shows_of(&course(), name, go);
}

fn shows_of(course: &Arc<Course>, name: &str, go: impl Fn(&mut Stage)) {
    let mut pictures = String::new();
    for size in SIZES {
        let mut stage = Stage::new(course, size, false);
        go(&mut stage);
        pictures.push_str(&format!("{}x{}\n{}\n", size.0, size.1, stage.picture()));
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("screens");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, pictures));
}

/// The same with a rule and bars, at one size.
fn shows_rich(name: &str, go: impl Fn(&mut Stage)) {
    let course = course();
    let mut stage = Stage::new(&course, (80, 24), false);
    stage.keys("F");
    go(&mut stage);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("screens");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format!("rich-{name}"), stage.picture()));
}

#[test]
fn rich() {
    shows_rich("contents", |_| {});
    shows_rich("contents-done", |stage| {
        stage.step("group-size");
        stage.keys("1 c t");
    });
    shows_rich("progress", |stage| stage.keys("P"));
    shows_rich("reading", |stage| stage.step("prose"));
    shows_rich("reading-open", |stage| {
        stage.step("prose");
        stage.keys("tab tab enter");
    });
    shows_rich("choice", |stage| stage.step("group-size"));
    shows_rich("choice-checked", |stage| {
        stage.step("group-size");
        stage.keys("2 c");
    });
    shows_rich("ordering", |stage| {
        stage.step("road-to-the-mechanism");
        stage.keys("enter down");
    });
    shows_rich("jigsaw", |stage| {
        stage.step("review-as-a-path");
        stage.keys("2");
    });
    shows_rich("essay", |stage| {
        stage.step("no-ranking");
        stage.go_to_field();
        stage.type_in("Both. A ranking would be read as blame.");
    });
    shows_rich("menu", |stage| {
        stage.step("group-size");
        stage.keys("m");
    });
    shows_rich("search-prompt", |stage| stage.keys("/"));
}

#[test]
fn contents() {
    shows("contents", |_| {});
}

#[test]
fn lessons_that_may_be_left_out() {
    let step = "[[step]]\nid = \"deep\"\ntitle = \"Groups of all sizes\"\ntext = \"Groups differ in size and in what they share.\"\n";
    let course = course_with_extra(step);
    shows_of(&course, "extra-contents", |stage| stage.keys("1 down down"));
    shows_of(&course, "extra-lesson", |stage| {
        stage.step("deep");
        stage.keys("tab");
    });
    shows_of(&course, "extra-progress", |stage| stage.keys("P"));
}

#[test]
fn contents_with_a_lesson_opened() {
    shows("contents-open", |stage| {
        stage.step("prose");
        stage.keys("n t down down right");
    });
}

#[test]
fn tour() {
    shows("tour", |stage| {
        stage.ask(Command::Go(To::Tour));
        stage.keys("enter down enter");
    });
}

#[test]
fn reading() {
    shows("reading", |stage| stage.step("prose"));
}

#[test]
fn reading_with_a_marked_link() {
    shows("reading-link", |stage| {
        stage.step("prose");
        stage.keys("tab");
    });
}

#[test]
fn reading_with_an_open_word() {
    shows("reading-open", |stage| {
        stage.step("prose");
        stage.keys("tab tab enter");
    });
}

#[test]
fn help() {
    shows("help", |stage| {
        stage.step("group-size");
        stage.keys("?");
    });
}

#[test]
fn table_and_diagram() {
    shows("table", |stage| stage.step("table"));
}

#[test]
fn table_at_its_end() {
    shows("table-end", |stage| {
        stage.step("table");
        stage.keys("end");
    });
}

#[test]
fn choice() {
    shows("choice", |stage| {
        stage.step("group-size");
        stage.keys("h 1");
    });
}

#[test]
fn choice_checked() {
    shows("choice-checked", |stage| {
        stage.step("group-size");
        let wrong = "1";
        stage.keys(wrong);
        stage.keys("c");
    });
}

#[test]
fn scenario() {
    shows("scenario", |stage| stage.step("silence"));
}

#[test]
fn scenario_after_a_choice() {
    shows("scenario-on", |stage| {
        stage.step("silence");
        stage.keys("2");
    });
}

#[test]
fn scenario_looked_back_on() {
    shows("scenario-checked", |stage| {
        stage.step("silence");
        stage.keys("2 1 1 c");
    });
}

#[test]
fn ordering_with_a_row_picked_up() {
    shows("ordering", |stage| {
        stage.step("road-to-the-mechanism");
        stage.keys("home down down space down");
    });
}

#[test]
fn matching() {
    shows("matching", |stage| {
        stage.step("who-does-what");
        stage.keys("4 space 2");
    });
}

#[test]
fn matching_checked() {
    shows("matching-checked", |stage| {
        stage.step("who-does-what");
        stage.keys("1 space 2 space 3 space c");
    });
}

#[test]
fn sorting() {
    shows("sorting", |stage| {
        stage.step("cluster-one");
        stage.keys("1 space 2 space");
    });
}

#[test]
fn gaps() {
    shows("gaps", |stage| {
        stage.step("who-reviews");
        stage.keys("1 space");
    });
}

#[test]
fn jigsaw() {
    shows("jigsaw", |stage| {
        stage.step("review-as-a-path");
        stage.keys("2");
    });
}

#[test]
fn jigsaw_bank() {
    shows("jigsaw-bank", |stage| {
        stage.step("review-as-a-path");
        stage.keys("end");
    });
}

/// Answers the exercise on the screen rightly.
fn solve(stage: &mut Stage) {
    let inputs = {
        let scene = stage.session.scene();
        let Page::Exercise(desk) = &scene.page else { panic!("no exercise") };
        match desk.task.body.solution() {
            Some(Answer::Placed(map)) => {
                map.into_iter().map(|(item, slot)| Input::Place { item, slot }).collect::<Vec<_>>()
            }
            Some(Answer::Chosen(items)) => items.into_iter().map(Input::Choose).collect(),
            Some(Answer::Ordered(items)) => {
                (0..).zip(items).map(|(to, item)| Input::Move { item, to }).collect()
            }
            Some(Answer::Written(words)) => vec![Input::Write(words)],
            None => vec![Input::Write("I would ask who reads it. ".repeat(45))],
        }
    };
    for input in inputs {
        stage.ask(Command::Work(input));
    }
    stage.ask(Command::Check);
}

#[test]
fn jigsaw_solved() {
    shows("jigsaw-solved", |stage| {
        stage.step("review-as-a-path");
        solve(stage);
        stage.keys("home");
    });
}

#[test]
fn choice_wrong() {
    shows("choice-wrong", |stage| {
        stage.step("group-size");
        stage.keys("2 c");
    });
}

#[test]
fn choice_opened_again() {
    shows("choice-again", |stage| {
        stage.step("group-size");
        stage.keys("2 c r");
    });
}

#[test]
fn question_of_a_test() {
    shows("pretest", |stage| {
        stage.ask(Command::Go(To::Lesson(LessonId::from("before"))));
        stage.ask(Command::Start);
        stage.keys("1 c");
    });
}

#[test]
fn tests_compared() {
    shows("gate-compared", |stage| {
        for lesson in ["before", "after"] {
            stage.ask(Command::Go(To::Lesson(LessonId::from(lesson))));
            stage.ask(Command::Start);
            for _ in 0..2 {
                solve(stage);
                stage.ask(Command::Go(To::Next));
            }
        }
    });
}

#[test]
fn menu_in_a_text() {
    shows("menu-writing", |stage| {
        stage.step("no-ranking");
        stage.go_to_field();
        stage.keys("f10 end");
    });
}

#[test]
fn short() {
    shows("short", |stage| {
        stage.step("months-to-answer");
        stage.go_to_field();
        stage.type_in("12");
    });
}

#[test]
fn essay() {
    shows("essay", |stage| {
        stage.step("no-ranking");
        stage.go_to_field();
        stage.type_in("Both. A ranking would be read as blame, and blame closes doors that trust opens.");
        stage.screen.pause();
    });
}

#[test]
fn essay_handed_in() {
    shows("essay-rating", |stage| {
        stage.step("no-ranking");
        let words = "word ".repeat(260);
        stage.ask(Command::Work(Input::Write(words)));
        stage.ask(Command::Check);
        stage.keys("end");
        stage.ask(Command::Rate { criterion: 1, rating: 2 });
    });
}

#[test]
fn discussion_before_posting() {
    shows("discussion", |stage| stage.step("share-data"));
}

#[test]
fn discussion_after_posting() {
    shows("discussion-posted", |stage| {
        stage.step("share-data");
        let words = "I would ask who reads it. ".repeat(8);
        stage.ask(Command::Work(Input::Write(words)));
        stage.ask(Command::Check);
        stage.keys("home");
    });
}

#[test]
fn discussion_with_others() {
    shows("discussion-shared", |stage| {
        stage.step("share-data");
        let words = "I would ask who reads it. ".repeat(8);
        stage.ask(Command::Work(Input::Write(words)));
        stage.ask(Command::Check);
        stage.session.set_board(others());
        stage.ask(Command::Pause);
        stage.keys("v");
    });
}

/// What a trainer says and asks.
fn guidance() -> Arc<Guidance> {
    let word = |at: i64, sort, about: Option<&str>, text: &str| Word {
        at: Time(1_800_000_000_000 + at * 60_000),
        by: "Tina".into(),
        from: None,
        sort,
        about: about.map(StepId::from),
        text: text.into(),
    };
    let poll = Poll {
        id: "poll-1".into(),
        question: "Shall we go on after lunch?".into(),
        options: vec!["Yes".into(), "No, tomorrow".into()],
        counts: vec![7, 3],
        open: true,
    };
    let words = vec![
        word(0, "hint", Some("group-size"), "Look at the second paragraph again."),
        word(
            9,
            "announcement",
            None,
            "We meet again at two. Please read the page on the Conference until then.",
        ),
    ];
    Arc::new(Guidance { words, poll: Some(poll), ..Guidance::default() })
}

#[test]
fn words_of_a_trainer() {
    shows("class-notice", |stage| stage.session.guide(guidance()));
    shows("class", |stage| {
        stage.session.guide(guidance());
        stage.ask(Command::Go(To::Class));
    });
    shows("class-voted", |stage| {
        stage.session.guide(guidance());
        stage.ask(Command::Go(To::Class));
        stage.ask(Command::Vote(1));
    });
}

#[test]
fn people_of_a_class() {
    let people = |stage: &mut Stage, others| {
        stage.session.guide(classmates(others));
        stage.keys("Y");
    };
    shows("people", |stage| people(stage, 2));
    shows("people-many", |stage| {
        people(stage, 1_000);
        stage.keys("/");
        stage.type_in("person kenya");
        stage.keys("enter end enter");
    });
    shows("people-find", |stage| {
        people(stage, 1_000);
        stage.keys("/");
        stage.type_in("ben");
    });
    shows("people-alike", |stage| {
        people(stage, 20);
        stage.ask(Command::Go(To::People(Wanted { alike: true, ..Wanted::default() })));
    });
    shows("groups", |stage| {
        people(stage, 2);
        stage.ask(Command::Go(To::Circles));
    });
    shows("person", |stage| {
        people(stage, 2);
        stage.ask(Command::Send("ben".into(), "Yes, gladly.\nTomorrow?".into()));
        stage.ask(Command::Go(To::Person("ben".into())));
    });
    shows("person-writing", |stage| {
        people(stage, 2);
        stage.ask(Command::Go(To::Person("ben".into())));
        stage.keys("w");
        stage.type_in("Dear Ben");
    });
    shows("person-later", |stage| {
        people(stage, 2);
        stage.ask(Command::Go(To::Person("ben".into())));
        stage.keys("w");
        stage.type_in("Dear Ben");
        stage.keys("esc");
    });
    shows("class-note", |stage| {
        stage.session.guide(classmates(2));
        stage.ask(Command::Send("tina".into(), "Where do I find the form?".into()));
        stage.keys("y");
    });
}

#[test]
fn what_one_says_about_oneself() {
    shows("profile", |stage| {
        stage.session.guide(classmates(2));
        stage.ask(Command::Go(To::Profile));
    });
    shows("profile-changed", |stage| {
        stage.session.guide(classmates(2));
        stage.ask(Command::Go(To::Profile));
        stage.keys("3 enter");
        stage.type_in("Press");
        stage.keys("enter down enter");
    });
}

#[test]
fn reviews_between_learners() {
    shows("review-collecting", |stage| {
        stage.session.guide(under_review(Phase::Collecting));
        stage.step("no-ranking");
    });
    shows("review-class", |stage| {
        stage.session.guide(under_review(Phase::Reading));
        stage.ask(Command::Go(To::Class));
    });
    shows("review-text", |stage| {
        stage.session.guide(under_review(Phase::Reading));
        stage.ask(Command::Go(To::Class));
        stage.keys("enter");
    });
    let reviewed = |stage: &mut Stage| {
        stage.session.guide(under_review(Phase::Reading));
        stage.ask(Command::Go(To::Class));
        stage.keys("enter w");
        stage.type_in("Say who should hurry.");
        stage.keys("enter");
        for (criterion, rating) in [(0, 3), (1, 2), (2, 1)] {
            stage.ask(Command::Rate { criterion, rating });
        }
    };
    shows("review-rated", |stage| {
        reviewed(stage);
        stage.keys("end");
    });
    shows("review-given", |stage| {
        reviewed(stage);
        stage.keys("c end");
    });
    shows("review-ended", |stage| {
        reviewed(stage);
        stage.keys("end");
        stage.session.guide(under_review(Phase::Over));
        stage.screen.meet(&stage.session.scene(), &stage.keymap);
    });
    shows("review-over", |stage| {
        stage.step("no-ranking");
        stage.ask(Command::Work(Input::Write("It is both. ".repeat(90))));
        stage.ask(Command::Check);
        stage.ask(Command::Rate { criterion: 0, rating: 3 });
        stage.session.guide(under_review(Phase::Over));
        stage.keys("end");
    });
}

#[test]
fn contents_with_news() {
    shows("contents-news", |stage| {
        stage.step("share-data");
        stage.ask(Command::Work(Input::Write("I would ask who reads it. ".repeat(8))));
        stage.ask(Command::Check);
        stage.ask(Command::Go(To::Contents));
        stage.session.set_board(others());
        stage.ask(Command::Pause);
    });
}

/// What others wrote in the discussion.
fn others() -> Board {
    let at = |minute: i64| Time(1_800_000_000_000 + minute * 60_000);
    let id = |by: &str, number| PostId { by: LearnerId::from(by), number };
    let post = |by: &str, minute, reply_to, text: &str| Written {
        id: id(by, 1),
        by: by.to_owned(),
        at: at(minute),
        reply_to,
        text: text.to_owned(),
        edited: (minute == 2).then(|| at(9)),
        deleted: text.is_empty(),
    };
    let first =
        "Our numbers went to the press before we were asked. Since then we count, and keep the files.";
    let posts = [
        post("Ben Okoro", 1, Some(id("shelter", 0)), first),
        post("Eva Lindqvist", 2, Some(id("anna", 1)), "And who tells you afterwards?"),
        post("Kim", 3, None, ""),
    ];
    let mut topic = Topic { posts: posts.into_iter().map(Arc::new).collect(), ..Topic::default() };
    topic.standings.insert(id("ministry", 0), Standing { locked: true, ..Standing::default() });
    let private = Private {
        step: "share-data".into(),
        about: id("anna", 1),
        by: "Tina".to_owned(),
        at: at(4),
        text: "Say this in the plenary, too.".to_owned(),
    };
    Board::default().with_topic("share-data".into(), topic).with_private(vec![private])
}

#[test]
fn gate() {
    shows("gate", |stage| stage.ask(Command::Go(To::Lesson(LessonId::from("before")))));
}

#[test]
fn progress() {
    shows("progress", |stage| {
        stage.step("group-size");
        stage.keys("1 c P");
    });
}

#[test]
fn statement_of_progress() {
    shows("statement", |stage| {
        stage.step("group-size");
        stage.keys("1 c P tab enter");
    });
}

/// Writes a post and an answer.
fn discuss(stage: &mut Stage) {
    let first = {
        let scene = stage.session.scene();
        let Page::Exercise(desk) = &scene.page else { panic!("no exercise") };
        desk.thread
            .as_ref()
            .and_then(|thread| thread.thread.openings.first())
            .map(|opening| opening.id.clone())
    };
    let first = first.map(|id| PostId { by: LearnerId::from(id.as_str()), number: 0 });
    for post in [None, first] {
        stage.ask(Command::Reply(post));
        stage.ask(Command::Work(Input::Write("I would ask who reads it. ".repeat(8))));
        stage.ask(Command::Check);
    }
}

/// Does everything in the course; the last page that this leads to is the certificate.
fn complete(stage: &mut Stage) {
    let course = Arc::clone(stage.session.course());
    for lesson in &course.lessons {
        stage.ask(Command::Go(To::Lesson(lesson.id.clone())));
        let pages = lesson.role.draw().map_or(lesson.steps.len(), |draw| draw.count);
        if lesson.role.draw().is_some() {
            stage.ask(Command::Start);
        }
        for _ in 0..pages {
            match &stage.session.scene().page {
                Page::Exercise(desk) if desk.thread.is_some() => discuss(stage),
                Page::Exercise(_) => solve(stage),
                _ => {}
            }
            stage.ask(Command::Go(To::Next));
        }
    }
}

#[test]
fn certificate() {
    shows("certificate", |stage| {
        complete(stage);
        stage.keys("home");
    });
}

#[test]
fn certificate_at_its_end() {
    shows("certificate-end", |stage| {
        complete(stage);
        stage.keys("end");
    });
}

#[test]
fn search() {
    shows("search", |stage| {
        stage.keys("/");
        stage.type_in("review");
        stage.keys("enter");
    });
}

#[test]
fn search_prompt() {
    shows("search-prompt", |stage| {
        stage.keys("/");
        stage.type_in("focal poi");
    });
}

#[test]
fn glossary() {
    shows("glossary", |stage| stage.keys("g enter"));
}

#[test]
fn sources() {
    shows("sources", |stage| stage.keys("s"));
}

#[test]
fn notes() {
    shows("notes", |stage| {
        stage.step("prose");
        stage.keys("b +");
        stage.type_in("Ask the focal point.");
        stage.keys("enter N");
    });
}

#[test]
fn menu() {
    shows("menu", |stage| {
        stage.step("group-size");
        stage.keys("esc");
    });
}
