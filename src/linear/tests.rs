//! Talks in lines, from the first to the last.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Talk, Turn, turn};
use crate::course::{Bundle, Course, LearnerId, read};
use crate::session::{Session, Time};

const COURSE: &str = r#"
format = 1
id = "c"
title = "The course"
summary = "A course to try."
languages = ["en"]
pass = 50
[[module]]
id = "m"
title = "First module"
lessons = ["one", "before", "quiz", "after"]
[module.complete]
read = true
tasks = true
score = 60
"#;

const GLOSSARY: &str = r#"
[[term]]
id = "group"
name = "organized criminal group"
also = ["group"]
text = "Three or more persons. [@X]"
sources = ["X"]
"#;

/// A course whose first lesson has these steps.
pub(super) fn course_of(steps: &str) -> Arc<Course> {
    let codes: Vec<String> = ["X", "T1", "U01", "U02", "U03", "U06", "U09", "N13"]
        .map(|code| format!("[{code}]\ntitle = \"Source {code}\"\nat = \"example.org\"\n"))
        .into();
    let one = format!("title = \"One\"\nminutes = 5\n{steps}");
    let files = [
        ("course.toml", COURSE.to_owned()),
        ("sources.toml", codes.concat()),
        ("glossary.toml", GLOSSARY.to_owned()),
        ("m/one.toml", one),
        ("m/before.toml", bank("before", "role = \"pretest\"\ndraw = 2")),
        ("m/quiz.toml", bank("quiz", "role = \"quiz\"\ndraw = 2")),
        (
            "m/after.toml",
            "title = \"After\"\nminutes = 5\nrole = \"posttest\"\ndraw = 2\nbank = \"before\"\n".into(),
        ),
    ];
    let files: BTreeMap<String, String> =
        files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect();
    let loaded = read(&Bundle { folder: "c".into(), files, refused: Vec::new() }, None);
    assert_eq!(loaded.show(), Vec::<String>::new());
    Arc::new(loaded.course.unwrap())
}

fn bank(id: &str, head: &str) -> String {
    let mut text = format!("title = \"{id}\"\nminutes = 5\n{head}\n");
    for n in 0..3 {
        text.push_str(&format!(
            "[[step]]\nid = \"{id}-{n}\"\ntitle = \"Q\"\nkind = \"choice\"\nprompt = \"?\"\nexplain = \"E\"\nsources = [\"X\"]\n\
             options = [{{ text = \"no\", because = \"No.\" }}, {{ text = \"yes\", right = true }}]\n"
        ));
    }
    text
}

/// A talk with a session.
pub(super) struct Trial {
    pub(super) session: Session,
    pub(super) talk: Talk,
    now: i64,
}

impl Trial {
    pub(super) fn of(steps: &str) -> Self {
        let course = course_of(steps);
        let session = Session::resume(Arc::clone(&course), LearnerId::from("anna"), []);
        Self { session, talk: Talk::new(course), now: 1_790_000_000_000 }
    }

    pub(super) fn turn(&mut self, line: &str) -> Turn {
        self.now += 1_000;
        turn(&mut self.session, &mut self.talk, line, Time(self.now))
    }

    pub(super) fn say(&mut self, line: &str) -> String {
        self.turn(line).say
    }
}
