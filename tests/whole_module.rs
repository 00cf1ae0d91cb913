//! A whole module of the course that ships, by `curricle --linear < answers.txt`.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

mod common;

use std::sync::Arc;

use common::Home;
use curricle::course::{Course, LearnerId, Role, read};
use curricle::exercise::{Answer, Field, Item, Row, View};
use curricle::linear::{Talk, turn};
use curricle::session::{Desk, Page, Session, Time};
use curricle::shelf;

/// The module that is taken.
const MODULE: &str = "review-mechanism";

/// Somebody who finds out what to say, to write it down.
struct Rehearsal {
    session: Session,
    talk: Talk,
    now: i64,
    lines: Vec<String>,
}

impl Rehearsal {
    fn of(course: &Arc<Course>) -> Self {
        let session = Session::resume(Arc::clone(course), LearnerId::from("anna"), []);
        Self { session, talk: Talk::new(Arc::clone(course)), now: 0, lines: Vec::new() }
    }

    fn say(&mut self, line: &str) -> String {
        self.now += 1_000;
        self.lines.push(line.to_owned());
        turn(&mut self.session, &mut self.talk, line, Time(self.now)).say
    }

    /// Does what the page asks for and goes on.
    fn work(&mut self) {
        let answer = match &self.session.scene().page {
            Page::Reading(_) => None,
            Page::Exercise(desk) => Some((answer(desk), desk.thread.is_some(), desk.essay.is_some())),
            other => panic!("neither a text nor an exercise: {other:?}"),
        };
        let Some((lines, is_talk, is_essay)) = answer else {
            self.say("");
            return;
        };
        for line in &lines {
            self.say(line);
        }
        // A case goes on from scene to scene.
        while let Some(line) = choice(&self.session) {
            self.say(&line);
        }
        let said = self.say("check");
        let first = said.lines().next().unwrap_or_default();
        assert!(matches!(first, "Right: 100 %." | "Handed in." | "Posted."), "{lines:?}: {said}");
        if is_talk {
            self.say("reply 1");
            for line in lines.iter().filter(|line| *line != "write") {
                self.say(line);
            }
            assert!(self.say("check").starts_with("Posted."));
        }
        if is_essay {
            self.say("rate 1 3");
        }
        self.say("next");
    }
}

/// What to say for full marks: the name of each row is where it stands.
fn answer(desk: &Desk<'_>) -> Vec<String> {
    let at = |rows: &[Row], item: &Item| rows.iter().position(|row| row.item == *item).expect("the row");
    match (&desk.view, desk.task.body.solution()) {
        (View::Choices { rows, .. }, Some(Answer::Chosen(right))) => {
            vec![right.iter().map(|item| (at(rows, item) + 1).to_string()).collect::<Vec<_>>().join(" ")]
        }
        (View::Sequence { rows }, Some(Answer::Ordered(right))) => {
            vec![right.iter().map(|item| (at(rows, item) + 1).to_string()).collect::<Vec<_>>().join(" ")]
        }
        (View::Slots { slots, items, .. }, Some(Answer::Placed(right))) => right
            .iter()
            .filter(|(item, _)| !items[at(items, item)].fixed)
            .map(|(item, slot)| {
                let letter = char::from(b'a' + u8::try_from(at(items, item)).expect("few items"));
                let place = slots.iter().position(|row| row.slot == *slot).expect("the place") + 1;
                format!("{letter} to {place}")
            })
            .collect(),
        (View::Journey(_), Some(_)) => Vec::new(),
        (View::Field(_), Some(Answer::Written(text))) => vec![text],
        (View::Field(Field { words: Some(range), .. }), None) => {
            let words = "well ".repeat(range.least);
            vec!["write".into(), words.trim().into(), ".".into()]
        }
        (view, solution) => panic!("{view:?} is not solved by {solution:?}"),
    }
}

/// The best choice in the scene that is open, if the page is a case that goes on.
fn choice(session: &Session) -> Option<String> {
    let scene = session.scene();
    let Page::Exercise(desk) = &scene.page else { return None };
    let (View::Journey(journey), Some(Answer::Chosen(best))) = (&desk.view, desk.task.body.solution()) else {
        return None;
    };
    let at = journey.rows.iter().position(|row| best.contains(&row.item))?;
    Some((at + 1).to_string())
}

#[test]
fn a_module_is_completed_from_a_file_of_answers() {
    let bundle = shelf::built_in("untoc").expect("the course");
    let course = Arc::new(read(&bundle, None).course.expect("the course is without mistakes"));
    let number = course.modules.iter().position(|module| module.id.as_str() == MODULE).expect("the module");
    let module = &course.modules[number];
    let mut rehearsal = Rehearsal::of(&course);
    rehearsal.say("");
    let mut steps = 0;
    for at in module.lessons.clone() {
        let lesson = &course.lessons[at];
        rehearsal.say(&format!("lesson {}", at + 1));
        let pages = match &lesson.role {
            Role::Learn => lesson.steps.len(),
            Role::Quiz(draw) | Role::PreTest(draw) | Role::PostTest(draw) => {
                rehearsal.say("start");
                draw.count
            }
        };
        (0..pages).for_each(|_| rehearsal.work());
        steps += pages;
    }
    assert!(steps > 70, "only {steps} pages");

    let home = Home::new();
    let answers = rehearsal.lines.join("\n");
    let ran = home.run(&["--linear"], answers.as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out.chars().find(|c| c.is_control() && *c != '\n'), None);
    for words in ["I do not understand", "does nothing here", "Wrong", "There is no ", "Not saved"] {
        assert!(!ran.out.contains(&format!("\n{words}")), "{words}:\n{}", ran.out);
    }
    let ran = home.run(&["progress", "--json"], b"");
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let done = &json[0]["modules"][number];
    assert_eq!((&done["complete"], &done["percent"]), (&true.into(), &100.into()), "{}", ran.out);
    assert_eq!(done["steps_done"], done["steps"]);
}
