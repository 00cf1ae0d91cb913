//! Lessons that may be left out.

use std::sync::Arc;

use super::{COURSE, ONE, Walk, bank, course_of, nearly_complete_in, step};
use crate::course::{Course, Minutes};
use crate::exercise::{Input, Item, Share};
use crate::session::{Command, Contents, Extras, Page, Report, Resume, Skip, State, To};

/// The course of these tests with extra lessons at its begin, in its middle and at its end.
fn course() -> Arc<Course> {
    let lessons = r#"["taster", "before", "one", "deep", "deeper", "quiz", "after", "last"]"#;
    let plan = COURSE.replace(r#"["before", "one", "quiz", "after"]"#, lessons);
    let extra = |id: &str| bank(id, "extra = true", 2);
    let more = [
        ("m/taster.toml", extra("taster")),
        ("m/deep.toml", extra("deep")),
        ("m/deeper.toml", extra("deeper")),
        ("m/last.toml", extra("last")),
    ];
    course_of(&plan, ONE, more)
}

impl Walk {
    fn contents(&mut self) -> Contents<'_> {
        self.ask(Command::Go(To::Contents));
        let Page::Contents(contents) = self.session.scene().page else { panic!("no contents") };
        contents
    }

    fn report(&mut self) -> Report<'_> {
        self.ask(Command::Go(To::Progress));
        let Page::Progress(report) = self.session.scene().page else { panic!("no progress") };
        report
    }

    fn answer(&mut self, id: &str, item: u16) {
        self.ask(Command::Go(step(id)));
        self.ask(Command::Work(Input::Choose(Item(item))));
        self.ask(Command::Check);
    }

    /// Where the page offers to go on instead; `None` if it offers nothing.
    fn way_past(&self) -> Option<String> {
        let skip = self.session.scene().crumb.and_then(|crumb| crumb.skip)?;
        Some(match skip {
            Skip::Lesson(lesson) => lesson.id.to_string(),
            Skip::Contents => "the contents".to_owned(),
        })
    }
}

#[test]
fn what_is_extra_counts_in_its_own_row_alone() {
    let mut walk = Walk::in_course(course());
    let (missing, of) = {
        let report = walk.report();
        (report.missing, report.of)
    };
    assert_eq!(of, 5, "two steps, two tests and a quiz");
    assert!(missing.contains(&"M: 1 exercise to do.".to_owned()), "{missing:?}");
    walk.answer("deep-0", 1);
    walk.answer("deep-1", 0);
    walk.answer("deeper-0", 1);
    let report = walk.report();
    assert_eq!((report.done, report.of, report.share), (0, 5, None));
    assert_eq!((report.missing, report.extras), (missing, Extras { done: 1, of: 4 }));
    assert_eq!((report.modules[0].of, report.modules[0].share), (5, None));
    let contents = walk.contents();
    let module = &contents.modules[0];
    assert_eq!((module.minutes, module.share), (Minutes { core: 20, extra: 20 }, None));
    let deep = &module.lessons[3];
    assert_eq!((deep.extra, deep.state, deep.share.map(Share::percent)), (true, State::Done, Some(50)));
    assert_eq!((module.lessons[4].state, module.lessons[2].extra), (State::Begun, false));
}

#[test]
fn a_course_is_complete_without_what_is_extra() {
    let mut walk = nearly_complete_in(course());
    walk.answer_one();
    let report = walk.report();
    assert_eq!((report.complete, report.missing, report.share), (true, Vec::new(), Some(Share::FULL)));
    let certificate = walk.session.certificate(None);
    let completed = certificate.completed;
    assert_eq!((completed.is_some(), certificate.share), (true, Some(Share::FULL)));
    assert!(!certificate.printed().contains("extra"), "{}", certificate.printed());
    walk.ask(Command::Go(To::Contents));
    walk.answer("last-0", 1);
    walk.answer("last-1", 1);
    let certificate = walk.session.certificate(None);
    assert_eq!((certificate.completed, certificate.share), (completed, Some(Share::FULL)));
    let printed = certificate.printed();
    assert!(printed.contains("\n- 1 extra lesson done, beyond what the course asks for\n"), "{printed}");
    assert!(printed.contains("graded 1 exercise and 1 quiz"), "only what the points come from: {printed}");
}

#[test]
fn the_way_on_passes_by_what_is_extra_and_the_way_of_steps_offers_to() {
    let mut walk = Walk::in_course(course());
    assert_eq!(walk.contents().resume, Resume::Start("before"));
    walk.ask(Command::Go(To::Continue));
    let Page::Gate(gate) = walk.session.scene().page else { panic!("no test") };
    assert_eq!(gate.lesson.id.as_str(), "before");
    walk.ask(Command::Go(step("ask")));
    assert_eq!(walk.way_past(), None);
    walk.ask(Command::Go(To::Next));
    assert_eq!(walk.session.place().map(ToString::to_string).as_deref(), Some("deep-0"));
    assert_eq!(walk.way_past().as_deref(), Some("quiz"), "past both extra lessons");
    walk.ask(Command::Go(To::Next));
    assert_eq!(walk.way_past(), None, "who has begun was told");
    walk.ask(Command::Go(step("last-0")));
    assert_eq!(walk.way_past().as_deref(), Some("the contents"));
}
