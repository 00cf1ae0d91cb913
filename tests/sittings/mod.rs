//! Recorded sittings of the real program: scripted touches in, labelled pictures out.
//!
//! A sitting is data, a file of `tests/sittings`: where it begins and what the
//! learner does. It is played on the course that ships, without a terminal,
//! with a fixed learner and a clock of its own, so that it is the same on each
//! run. The benchmark `replay` and the test `budget` count bytes over these
//! pictures.

#![allow(
    unreachable_pub,
    dead_code,
    clippy::expect_used,
    reason = "each user needs a part; what cannot go on should stop"
)]

mod learner;
mod recorder;
mod screen;
mod script;

pub use recorder::{Action, Recorder, Taken};
#[allow(unused_imports, reason = "only the benchmark looks at a screen")]
pub use screen::Screen;
pub use script::{Script, scripts};

use std::sync::Arc;

use curricle::course::{Course, LessonId, Module, StepId, read};
use curricle::session::{Command, Place, To};
use curricle::shelf;
use curricle::ui::Finish;

/// Everything that makes one and the same sitting look different.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Cells in a row.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
    /// How much is drawn beside the words.
    pub finish: Finish,
}

/// The settings of the benchmark.
pub const SETTINGS: [Setting; 4] = [
    Setting { columns: 80, rows: 24, finish: Finish::Lean },
    Setting { columns: 100, rows: 30, finish: Finish::Lean },
    Setting { columns: 80, rows: 24, finish: Finish::Rich },
    Setting { columns: 100, rows: 30, finish: Finish::Rich },
];

impl Setting {
    /// Its name in tables.
    pub fn name(self) -> String {
        format!("{}x{} {}", self.columns, self.rows, self.finish.word())
    }
}

/// The course that ships.
pub fn course() -> Arc<Course> {
    let bundle = shelf::built_in("untoc").expect("the course that ships");
    Arc::new(read(&bundle, None).course.expect("a course"))
}

/// Plays a script and shows each picture; the first one is the first paint.
pub fn play(course: &Arc<Course>, script: &Script, setting: Setting, see: &mut dyn FnMut(Taken)) {
    let mut recorder = Recorder::new(course, setting, begin(course, &script.at), see);
    for (action, what) in &script.moves {
        script::perform(&mut recorder, *action, what);
    }
}

/// Works through a whole module by keys, from its first lesson to the end of its quiz.
pub fn play_module(course: &Arc<Course>, setting: Setting, see: &mut dyn FnMut(Taken)) {
    let names = |module: &Module| -> Vec<LessonId> {
        module.lessons.clone().map(|lesson| course.lessons[lesson].id.clone()).collect()
    };
    let begins = |names: &Vec<LessonId>| names.first() == Some(&LessonId::from("why-a-review"));
    let names = course.modules.iter().map(names).find(begins).expect("the module on the review");
    let first = names.first().expect("a lesson").clone();
    let mut recorder = Recorder::new(course, setting, Command::Go(To::Lesson(first)), see);
    learner::attend(&mut recorder, &names);
}

fn begin(course: &Course, at: &str) -> Command {
    let place = match at {
        "contents" => To::Contents,
        "progress" => To::Progress,
        "glossary" => To::Glossary(None),
        "sources" => To::Sources(None),
        step => {
            let known = course.steps.contains_key(&StepId::from(step));
            assert!(known, "the course has no step {step}");
            To::Step(Place::Step(StepId::from(step)))
        }
    };
    Command::Go(place)
}
