//! A session walked through as learners do.

mod board;
mod extra;
mod people;
mod review;

use std::sync::Arc;

use super::{
    Command, Event, Guidance, Happened, Holder, Jotted, MAX_NOTE, Page, Place, Session, Slip, Stage, State,
    Time, To, Word,
};
use crate::course::{Bundle, Course, LearnerId, LessonId, StepId, read};
use crate::exercise::{Answer, Input, Item, Refusal, Share};

const COURSE: &str = r#"
format = 1
id = "c"
title = "C"
languages = ["en"]
pass = 50
[[module]]
id = "m"
title = "M"
lessons = ["before", "one", "quiz", "after"]
[module.complete]
read = true
tasks = true
score = 60
"#;

const ONE: &str = r#"
title = "One"
minutes = 5
[[step]]
id = "read"
title = "Read this"
text = "Three persons make a [[group]]. [@X]"
[[step]]
id = "ask"
title = "Ask"
kind = "choice"
prompt = "How many?"
hints = ["More than two."]
explain = "Three."
sources = ["X 2"]
penalty = 50
options = [{ text = "two", because = "No." }, { text = "three", right = true }, { text = "five", because = "No." }]
"#;

fn bank(id: &str, head: &str, count: usize) -> String {
    let mut text = format!("title = \"{id}\"\nminutes = 5\n{head}\n");
    for n in 0..count {
        text.push_str(&format!(
            "[[step]]\nid = \"{id}-{n}\"\ntitle = \"Q\"\nkind = \"choice\"\nprompt = \"?\"\nexplain = \"E\"\nsources = [\"X\"]\n\
             options = [{{ text = \"no\", because = \"No.\" }}, {{ text = \"yes\", right = true }}]\n"
        ));
    }
    text
}

fn course() -> Arc<Course> {
    course_with(ONE)
}

fn course_with(one: &str) -> Arc<Course> {
    course_of(COURSE, one, [])
}

fn course_of<const N: usize>(plan: &str, one: &str, more: [(&'static str, String); N]) -> Arc<Course> {
    let files = [
        ("course.toml", plan.to_owned()),
        ("sources.toml", "[X]\ntitle = \"X\"\n".to_owned()),
        (
            "glossary.toml",
            "[[term]]\nid = \"group\"\nname = \"group\"\ntext = \"Three or more.\"\n".to_owned(),
        ),
        ("m/one.toml", one.to_owned()),
        ("m/before.toml", bank("before", "role = \"pretest\"\ndraw = 2", 3)),
        (
            "m/after.toml",
            "title = \"After\"\nminutes = 5\nrole = \"posttest\"\ndraw = 2\nbank = \"before\"\n".to_owned(),
        ),
        ("m/quiz.toml", bank("quiz", "role = \"quiz\"\ndraw = 2", 4)),
    ];
    let files = files.into_iter().chain(more).map(|(path, text)| (path.to_owned(), text.into())).collect();
    let loaded = read(&Bundle { folder: "c".into(), files, refused: Vec::new() }, None);
    assert_eq!(loaded.show(), Vec::<String>::new());
    Arc::new(loaded.course.unwrap())
}

struct Walk {
    session: Session,
    events: Vec<Event>,
    now: i64,
}

impl Walk {
    fn start() -> Self {
        Self::in_course(course())
    }

    fn in_course(course: Arc<Course>) -> Self {
        let session = Session::resume(course, LearnerId::from("anna"), []);
        let mut walk = Self { session, events: Vec::new(), now: 1_000 };
        walk.ask(Command::Come);
        walk.ask(Command::Go(To::Contents));
        walk
    }

    fn ask(&mut self, command: Command) {
        if let Err(refusal) = self.try_to(command.clone()) {
            panic!("{command:?}: {refusal}");
        }
    }

    fn try_to(&mut self, command: Command) -> Result<(), Refusal> {
        self.now += 1_000;
        let events = self.session.handle(command, Time(self.now))?;
        self.events.extend(events);
        Ok(())
    }

    fn come_back(&mut self) {
        let course = Arc::clone(self.session.course());
        self.session = Session::resume(course, LearnerId::from("anna"), &self.events);
    }

    fn desk(&self) -> Box<super::Desk<'_>> {
        match self.session.scene().page {
            Page::Exercise(desk) => desk,
            other => panic!("no exercise but {other:?}"),
        }
    }

    fn answer_all(&mut self, item: u16) {
        while matches!(self.session.scene().page, Page::Exercise(_)) {
            self.ask(Command::Work(Input::Choose(Item(item))));
            self.ask(Command::Check);
            self.ask(Command::Go(To::Next));
        }
    }
}

fn step(id: &str) -> To {
    To::Step(Place::Step(id.into()))
}

#[test]
fn half_done_work_is_there_when_the_learner_returns() {
    let mut walk = Walk::start();
    walk.ask(Command::Go(step("ask")));
    walk.ask(Command::Work(Input::Choose(Item(0))));
    assert!(walk.session.has_unwritten_work());
    walk.ask(Command::Pause);
    assert!(!walk.session.has_unwritten_work());
    walk.come_back();
    walk.ask(Command::Go(To::Continue));
    let desk = walk.desk();
    assert_eq!(desk.place, Place::Step("ask".into()));
    assert!(matches!(&desk.view, crate::exercise::View::Choices { rows, .. }
        if rows.iter().any(|row| row.item == Item(0) && row.chosen)));
}

#[test]
fn a_retry_costs_what_was_stated() {
    let mut walk = Walk::start();
    walk.ask(Command::Go(step("ask")));
    assert_eq!(walk.try_to(Command::Check), Err(Refusal::NotReady(crate::exercise::Lack::Empty)));
    walk.ask(Command::Hint);
    assert_eq!(walk.try_to(Command::Hint), Err(Refusal::NoHintLeft));
    walk.ask(Command::Work(Input::Choose(Item(0))));
    walk.ask(Command::Check);
    let desk = walk.desk();
    assert_eq!(
        (desk.stage, desk.left, desk.worth.percent(), desk.remarks.len()),
        (Stage::Checked, Some(2), 50, 1)
    );
    assert!(desk.explain.is_none() && desk.solution.is_none());
    assert_eq!(walk.try_to(Command::Work(Input::Choose(Item(1)))), Err(Refusal::HandedIn));
    walk.ask(Command::Retry);
    walk.ask(Command::Work(Input::Choose(Item(1))));
    walk.ask(Command::Check);
    let desk = walk.desk();
    assert_eq!(desk.stage, Stage::Over);
    assert_eq!(desk.outcome.map(|o| (o.last.percent(), o.best.percent())), Some((100, 50)));
    assert!(desk.explain.is_some() && desk.solution.is_some());
}

#[test]
fn a_text_is_read_when_it_is_left_forward() {
    let mut walk = Walk::start();
    walk.ask(Command::Go(step("read")));
    walk.ask(Command::Go(To::Contents));
    walk.ask(Command::Go(To::Continue));
    assert!(walk.events.iter().all(|event| !matches!(event.what, Happened::Read(_))));
    walk.ask(Command::Go(To::Next));
    assert_eq!(walk.desk().place, Place::Step("ask".into()));
    walk.ask(Command::Go(To::Contents));
    let scene = walk.session.scene();
    let Page::Contents(contents) = scene.page else { panic!("no contents") };
    assert_eq!(contents.modules[0].lessons[1].state, State::Begun);
    assert_eq!(contents.modules[0].lessons[1].steps[0].state, State::Done);
}

#[test]
fn quizzes_draw_anew_and_fresh_questions_first() {
    let mut walk = Walk::start();
    let quiz = LessonId::from("quiz");
    walk.ask(Command::Go(To::Lesson(quiz.clone())));
    walk.ask(Command::Start);
    walk.ask(Command::Work(Input::Choose(Item(0))));
    walk.ask(Command::Check);
    walk.come_back();
    walk.ask(Command::Go(To::Lesson(quiz)));
    walk.ask(Command::Start);
    assert_eq!(walk.session.scene().crumb.map(|crumb| crumb.number), Some(2), "the open attempt goes on");
    walk.answer_all(0);
    walk.ask(Command::Start);
    walk.answer_all(1);
    let Page::Gate(gate) = walk.session.scene().page else { panic!("no front page") };
    let shares: Vec<_> = gate.rounds.iter().map(|round| round.share).collect();
    assert_eq!(shares, [Some(Share::NONE), Some(Share::FULL)]);
    let drawn: Vec<_> = walk
        .events
        .iter()
        .filter_map(|event| match &event.what {
            Happened::Drawn { steps, .. } => Some(steps.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(drawn.len(), 2);
    assert!(drawn[0].iter().all(|step| !drawn[1].contains(step)), "{drawn:?}");
}

#[test]
fn a_pretest_is_taken_once_and_keeps_its_feedback_until_the_posttest() {
    let mut walk = Walk::start();
    walk.ask(Command::Go(To::Lesson("before".into())));
    walk.ask(Command::Start);
    walk.ask(Command::Work(Input::Choose(Item(0))));
    walk.ask(Command::Check);
    let desk = walk.desk();
    assert!(desk.sealed && desk.outcome.is_none() && desk.remarks.is_empty() && desk.solution.is_none());
    for command in [Command::Check, Command::Hint, Command::Retry, Command::Work(Input::Choose(Item(1)))] {
        assert_eq!(walk.try_to(command), Err(Refusal::Final), "no other try is spoken of where there is one");
    }
    let first = walk.desk().place;
    walk.ask(Command::Go(To::Next));
    walk.answer_all(1);
    assert_eq!(walk.try_to(Command::Start), Err(Refusal::NoTryLeft));
    let Page::Gate(gate) = walk.session.scene().page else { panic!("no front page") };
    assert_eq!((gate.rounds[0].share, gate.tests.and_then(|tests| tests.before)), (None, None));
    walk.ask(Command::Go(To::Lesson("after".into())));
    walk.ask(Command::Start);
    walk.answer_all(1);
    walk.ask(Command::Go(To::Progress));
    let Page::Progress(report) = walk.session.scene().page else { panic!("no report") };
    assert_eq!(report.tests.before.map(Share::percent), Some(50));
    assert_eq!(report.tests.after.map(Share::percent), Some(100));
    walk.ask(Command::Go(To::Step(first)));
    assert!(walk.desk().outcome.is_some());
}

#[test]
fn pages_beside_the_course_lead_back_to_the_same_work() {
    let mut walk = Walk::start();
    walk.ask(Command::Go(step("ask")));
    walk.ask(Command::Work(Input::Choose(Item(2))));
    walk.ask(Command::Go(To::Search("PERSONS make".into())));
    let Page::Search(found) = walk.session.scene().page else { panic!("no search") };
    assert_eq!(found.hits.len(), 1);
    assert_eq!(&found.hits[0].context[found.hits[0].found.clone()], "persons make");
    walk.ask(Command::Go(To::Glossary(Some("Group".into()))));
    let Page::Glossary(glossary) = walk.session.scene().page else { panic!("no glossary") };
    assert_eq!(glossary.open.map(|page| page.steps.len()), Some(1));
    assert_eq!(walk.try_to(Command::Check), Err(Refusal::NotHere), "the desk is not in sight");
    walk.ask(Command::Go(To::Back));
    walk.ask(Command::Go(To::Back));
    assert!(walk.session.has_unwritten_work());
    walk.ask(Command::Undo);
    assert!(!walk.desk().can.check);
    walk.ask(Command::Redo);
    walk.ask(Command::Check);
}

#[test]
fn work_on_an_older_edition_is_laid_aside_but_what_was_earned_stays() {
    let mut walk = Walk::start();
    walk.ask(Command::Go(step("ask")));
    walk.ask(Command::Work(Input::Choose(Item(1))));
    walk.ask(Command::Check);
    for event in &mut walk.events {
        if let Happened::Answered { edition, .. } = &mut event.what {
            edition.0 += 1;
        }
    }
    walk.come_back();
    walk.ask(Command::Go(step("ask")));
    let desk = walk.desk();
    assert!(desk.laid_aside && desk.stage == Stage::Open && desk.tries == 0);
    walk.ask(Command::Go(To::Contents));
    let scene = walk.session.scene();
    let Page::Contents(contents) = scene.page else { panic!("no contents") };
    assert_eq!(contents.modules[0].lessons[1].steps[1].share, Some(Share::FULL));
}

#[test]
fn notes_bookmarks_and_reports_belong_to_where_one_is() {
    let mut walk = Walk::start();
    walk.ask(Command::Note("on the course".into()));
    walk.ask(Command::Go(step("ask")));
    walk.ask(Command::Bookmark);
    walk.ask(Command::Note(" look\u{1b}[31m again ".into()));
    walk.ask(Command::Report("a typing mistake".into()));
    let scene = walk.session.scene();
    assert!(scene.bookmarked && scene.note.is_some_and(|note| !note.contains('\u{1b}')));
    let reported = matches!(
        &walk.events.last().unwrap().what,
        Happened::Reported { answer: Some(Answer::Chosen(_)), edition: Some(_), .. }
    );
    assert!(reported);
    walk.ask(Command::Go(To::Notes));
    let Page::Notes(notes) = walk.session.scene().page else { panic!("no notes") };
    let titles: Vec<_> = notes.rows.iter().map(|row| row.title).collect();
    assert_eq!(titles, ["C", "Ask"]);
}

#[test]
fn half_written_words_are_kept_at_a_pause_and_cleared_when_they_are_done() {
    let mut walk = Walk::start();
    walk.ask(Command::Go(step("ask")));
    let half = |walk: &Walk| walk.session.scene().jotted.note.map(str::to_owned);
    let jotted = |walk: &Walk| {
        let texts = walk.events.iter().filter_map(|event| match &event.what {
            Happened::Jotted { text, .. } => Some(text.clone()),
            _ => None,
        });
        texts.collect::<Vec<_>>()
    };
    walk.ask(Command::Jot(Slip::Note, "ask A".into()));
    walk.ask(Command::Jot(Slip::Report, "a typing ".into()));
    walk.ask(Command::Jot(Slip::Note, "ask An".into()));
    assert!(walk.session.has_unwritten_work());
    walk.ask(Command::Pause);
    assert!(!walk.session.has_unwritten_work());
    assert_eq!(jotted(&walk), ["ask A", "a typing ", "ask An"]);
    walk.come_back();
    walk.ask(Command::Go(step("ask")));
    assert_eq!(half(&walk).as_deref(), Some("ask An"));
    assert_eq!(walk.session.scene().jotted.report, Some("a typing "));
    walk.ask(Command::Go(step("read")));
    assert_eq!(walk.session.scene().jotted, Jotted::default(), "they belong to their step");
    walk.ask(Command::Go(step("ask")));
    walk.ask(Command::Jot(Slip::Note, "ask Ana ".into()));
    walk.ask(Command::Note("ask Ana".into()));
    assert_eq!((half(&walk), walk.session.scene().note), (None, Some("ask Ana")));
    walk.ask(Command::Jot(Slip::Note, "ask Ana".into()));
    assert!(!walk.session.has_unwritten_work(), "a note as it was is not half written");
    walk.ask(Command::Jot(Slip::Note, "ask Ana and B".into()));
    walk.ask(Command::Jot(Slip::Note, " ".into()));
    assert_eq!((half(&walk), walk.session.scene().note), (None, Some("ask Ana")));
    walk.ask(Command::Leave);
    walk.come_back();
    walk.ask(Command::Go(step("ask")));
    assert_eq!((half(&walk), walk.session.scene().note), (None, Some("ask Ana")));
    walk.ask(Command::Jot(Slip::Report, "a typing mistake".into()));
    walk.ask(Command::Report("a typing mistake".into()));
    assert_eq!(walk.session.scene().jotted.report, None);
}

#[test]
fn half_written_words_outlive_a_note_of_other_words() {
    let mut walk = Walk::start();
    walk.ask(Command::Go(step("ask")));
    walk.ask(Command::Jot(Slip::Note, "something long".into()));
    walk.ask(Command::Pause);
    walk.ask(Command::Note("other".into()));
    let half = |walk: &Walk| walk.session.scene().jotted.note.map(str::to_owned);
    assert_eq!(half(&walk).as_deref(), Some("something long"));
    walk.ask(Command::Note(String::new()));
    assert_eq!(half(&walk), None, "an erased note takes all along");
    assert_eq!(walk.try_to(Command::Jot(Slip::Note, "x".repeat(MAX_NOTE + 1))), Err(Refusal::TooLong));
}

#[test]
fn a_replayed_walk_ends_where_the_live_one_did() {
    for seed in 0..60u64 {
        let mut walk = Walk::start();
        let mut dice = crate::exercise::Seed(seed);
        for _ in 0..120 {
            dice = dice.salted(7);
            let n = dice.0;
            let item = Item((n >> 8) as u16 % 4);
            let command = match n % 20 {
                0 => Command::Go(To::Next),
                1 => Command::Go(To::Previous),
                2 => Command::Go(To::Continue),
                3 => Command::Go(To::Contents),
                4 => Command::Go(step(["ask", "read", "gone"][(n >> 8) as usize % 3])),
                5 => Command::Go(To::Lesson(["quiz", "before", "after"][(n >> 8) as usize % 3].into())),
                6 => Command::Go(To::Search("t".into())),
                7 => Command::Go(To::Back),
                8 => Command::Check,
                9 => Command::Retry,
                10 => Command::Hint,
                11 => Command::Start,
                12 => Command::Pause,
                13 => Command::Undo,
                14 => Command::Solution,
                15 => Command::Jot(Slip::Note, ["", "ask", "ask Ana"][(n >> 8) as usize % 3].into()),
                16 => Command::Note(["", "ask", "ask Ana"][(n >> 8) as usize % 3].into()),
                _ => Command::Work(Input::Choose(item)),
            };
            let _refused = walk.try_to(command);
            drop(walk.session.scene());
        }
        let replayed = Session::resume(course(), LearnerId::from("anna"), &walk.events);
        assert_eq!(replayed.progress(), walk.session.progress(), "seed {seed}");
    }
}

#[test]
fn a_case_goes_on_after_a_break_and_a_new_try_begins_again() {
    let kind = crate::exercise::kind_named("scenario").unwrap();
    let example = kind.example.replace("\"U01\", \"T1 art. 25\"", "\"X\"");
    let mut walk = Walk::in_course(course_with(&format!("title = \"One\"\nminutes = 5\n{example}")));
    let decisions = |walk: &Walk| match walk.desk().view {
        crate::exercise::View::Journey(journey) => journey.decisions.len(),
        other => panic!("{other:?}"),
    };
    let choose = |item| Command::Work(Input::Choose(Item(item)));
    let again = |walk: &mut Walk| {
        walk.ask(Command::Leave);
        walk.come_back();
        walk.ask(Command::Go(To::Step(Place::Step("silence".into()))));
    };
    walk.ask(Command::Go(To::Step(Place::Step("silence".into()))));
    walk.ask(choose(0));
    assert_eq!(walk.try_to(Command::Undo), Err(Refusal::Decided));
    assert_eq!(walk.try_to(choose(1)), Err(Refusal::Unknown));
    again(&mut walk);
    assert_eq!(decisions(&walk), 1, "what was chosen stays chosen");
    walk.ask(choose(2));
    walk.ask(Command::Check);
    assert_eq!(walk.desk().outcome.map(|outcome| outcome.last), Some(Share::NONE));
    walk.ask(Command::Retry);
    assert_eq!(decisions(&walk), 0);
    again(&mut walk);
    assert_eq!(decisions(&walk), 0, "the try before does not come back");
    walk.ask(choose(1));
    again(&mut walk);
    assert_eq!(decisions(&walk), 1);
    walk.ask(choose(5));
    walk.ask(Command::Check);
    let outcome = walk.desk().outcome.unwrap();
    assert_eq!((outcome.last, outcome.best.percent()), (Share::FULL, 75));
}

/// Does all that the course asks for, up to the last question of the last test.
fn nearly_complete() -> Walk {
    nearly_complete_in(course())
}

fn nearly_complete_in(course: Arc<Course>) -> Walk {
    let mut walk = Walk::in_course(course);
    walk.ask(Command::Go(step("read")));
    walk.ask(Command::Go(To::Next));
    walk.ask(Command::Work(Input::Choose(Item(1))));
    walk.ask(Command::Check);
    for test in ["before", "quiz", "after"] {
        walk.ask(Command::Go(To::Lesson(test.into())));
        walk.ask(Command::Start);
        while test != "after" && matches!(walk.session.scene().page, Page::Exercise(_)) {
            walk.answer_one();
            walk.ask(Command::Go(To::Next));
        }
    }
    walk.answer_one();
    walk.ask(Command::Go(To::Next));
    walk
}

impl Walk {
    fn answer_one(&mut self) {
        self.ask(Command::Work(Input::Choose(Item(1))));
        self.ask(Command::Check);
    }

    fn shows_certificate(&self) -> bool {
        matches!(self.session.scene().page, Page::Certificate(_))
    }
}

#[test]
fn a_certificate_says_when_the_course_became_complete() {
    let mut walk = nearly_complete();
    let page = walk.session.certificate(None);
    assert_eq!(page.completed, None);
    let printed = page.printed();
    assert!(printed.starts_with("Statement of progress\n\nC\nLearner: anna\n"), "{printed}");
    assert!(printed.contains("\nStill missing\n- M: take \"After\".\n"), "{printed}");
    assert!(!printed.contains("Certificate"), "{printed}");
    walk.now = 86_400_000;
    walk.answer_one();
    let done = walk.now;
    walk.now += 3 * 86_400_000;
    walk.ask(Command::Go(step("ask")));
    walk.ask(Command::Bookmark);
    walk.come_back();
    let page = walk.session.certificate(Holder::new("Anna Bell"));
    assert_eq!(page.completed, Some(Time(done)), "what came later does not count");
    assert_eq!((page.graded, page.quizzes, page.essays, page.discussions), (1, 1, 0, 0));
    let printed = page.printed();
    let head = "Certificate of completion\n\nC\nAnna Bell (learner: anna)\n\
                This learner completed the course on 1970-01-02 (UTC).\n";
    assert!(printed.starts_with(head), "{printed}");
    assert!(printed.contains("\nModules\n- M: complete, points 100 %\n"), "{printed}");
    assert!(printed.contains("not an official product of the United Nations"), "{printed}");
    assert!(!printed.contains("missing"), "{printed}");
}

#[test]
fn the_certificate_is_shown_once_and_covers_no_feedback() {
    let mut walk = nearly_complete();
    assert!(!walk.shows_certificate());
    walk.answer_one();
    assert_eq!(walk.desk().stage, Stage::Over, "the feedback is seen first");
    walk.ask(Command::Go(To::Next));
    assert!(walk.shows_certificate());
    walk.ask(Command::Go(To::Back));
    assert!(matches!(walk.session.scene().page, Page::Gate(_)));
    walk.ask(Command::Go(To::Contents));
    assert!(!walk.shows_certificate());
    walk.come_back();
    walk.ask(Command::Go(To::Contents));
    assert!(!walk.shows_certificate(), "who comes back knows it");
    walk.ask(Command::Go(To::Certificate));
    assert!(walk.shows_certificate());
}

#[test]
fn without_work_there_is_no_certificate_even_if_a_course_asks_for_nothing() {
    let walk = Walk::in_course(course());
    let page = walk.session.certificate(None).printed();
    assert!(page.contains("has not completed the course yet: this is no certificate."), "{page}");
}

#[test]
fn what_trainers_say_is_unheard_until_it_was_looked_at() {
    let mut walk = Walk::start();
    assert!(!walk.session.scene().in_class, "nobody says anything to one who is alone");
    let word = Word {
        at: Time(5),
        by: "Tina".into(),
        from: None,
        sort: "hint",
        about: None,
        text: "Read again.".into(),
    };
    walk.session.guide(Arc::new(Guidance { words: vec![word], ..Guidance::default() }));
    assert_eq!(walk.session.scene().unheard.len(), 1);
    walk.ask(Command::Go(To::Class));
    let scene = walk.session.scene();
    let Page::Class(page) = &scene.page else { panic!("no page of the class") };
    assert_eq!(page.words[0].0.text, "Read again.");
    assert_eq!(scene.unheard.len(), 0);
}

#[test]
fn a_closed_module_and_a_leading_trainer_keep_a_learner_where_they_are() {
    let mut walk = Walk::start();
    let modules: Vec<_> = walk.session.course().modules.iter().map(|module| module.id.clone()).collect();
    walk.session.guide(Arc::new(Guidance { closed: modules.into_iter().collect(), ..Guidance::default() }));
    assert_eq!(walk.session.handle(Command::Go(To::Continue), Time(1)), Err(Refusal::ModuleClosed));
    let lesson = walk.session.course().lessons.iter().find(|lesson| lesson.role.draw().is_none()).unwrap();
    let (first, last) = (lesson.steps[0].id.clone(), lesson.steps.last().unwrap().id.clone());
    assert_ne!(first, last);
    walk.session.guide(Arc::new(Guidance { led: Some(last.clone()), ..Guidance::default() }));
    let go = |step: &StepId| Command::Go(To::Step(Place::Step(step.clone())));
    assert_eq!(walk.session.handle(go(&first), Time(2)), Err(Refusal::Led));
    walk.ask(go(&last));
    walk.session.guide(Arc::default());
    walk.ask(go(&first));
}
