//! A learner before a screen: a small course with everything in it, keys in, rows of text out.

#![allow(unreachable_pub, dead_code, clippy::expect_used)] // each test uses its part

pub mod classmates;

use std::sync::{Arc, LazyLock};

use curricle::course::{Bundle, Course, LearnerId, StepId, read};
use curricle::exercise::KINDS;
use curricle::keymap::{DEFAULT, Keymap, parse_keys, shipped};
use curricle::session::{
    Command, EssayMark, Guidance, Lent, PeerRemark, PeerReview, Phase, Place, Session, Time, To,
};
use curricle::source::Sources;
use curricle::ui::{Effect, Finish, Look, Screen, Theme, Touch, mode, render};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

const COURSE: &str = r#"
format = 1
id = "small"
title = "A small course"
summary = "Everything that a screen can show, in one module."
notice = "This course is for tests. It is not legal advice."
languages = ["en"]
pass = 60
[[module]]
id = "m"
title = "The only module"
summary = "Texts, exercises of every kind, a quiz."
lessons = ["before", "texts", "exercises", "quiz", "after"]
[module.complete]
read = true
tasks = true
score = 60
"#;

const TEXTS: &str = r##"
title = "Texts of all sorts"
minutes = 12
objectives = ["say what a text can hold", "find a source"]
[[step]]
id = "prose"
title = "Words and lists"
text = """
## What the Convention is

The Convention against *Transnational* Organized Crime was adopted in **2000** [@T1 art. 5]. Each [[focal point]] answers for its State. More is in the note.[^1]

1. Ratify it.
2. Apply it:
   - in law,
   - in practice.

> Peace is more than the absence of war.

Type `curricle` to start, or see <https://example.org/page>.

[^1]: A note of the same text.
"""
[[step]]
id = "table"
title = "A table and a picture"
text = """
| Phase | What happens | Time |
|---|---|---|
| General | All States fill in the first part of the questionnaire | two years |
| I | Criminalization and jurisdiction are reviewed in the order of the lots | two years |

```Three boxes in a row; the first leads to the second, the second to the third.
┌───────────┐    ┌───────────┐    ┌───────────┐
│   first   │───>│  second   │───>│   third   │
└───────────┘    └───────────┘    └───────────┘
```

The end.
"""
"##;

fn bank(id: &str, title: &str, head: &str) -> String {
    let mut text = format!("title = \"{title}\"\nminutes = 5\nobjectives = [\"know the numbers\"]\n{head}\n");
    for n in 0..3 {
        text.push_str(&format!(
            "[[step]]\nid = \"{id}-{n}\"\ntitle = \"Question {n}\"\nkind = \"choice\"\nprompt = \"Which number is {n}?\"\n\
             explain = \"It is what it is.\"\nsources = [\"T1\"]\n\
             options = [{{ text = \"another\", because = \"No.\" }}, {{ text = \"this one\", right = true }}]\n"
        ));
    }
    text
}

/// The course of these tests: texts, an example of each kind of exercise, a quiz and tests.
pub fn course() -> Arc<Course> {
    course_with([], "")
}

/// The same with a lesson that may be left out behind the texts.
pub fn course_with_extra(steps: &str) -> Arc<Course> {
    let head =
        "title = \"More about groups\"\nminutes = 20\nextra = true\nobjectives = [\"tell groups apart\"]\n";
    course_with([("m/deep.toml", format!("{head}{steps}"))], "\"deep\", ")
}

fn course_with<const N: usize>(more: [(&'static str, String); N], before_exercises: &str) -> Arc<Course> {
    let plan = COURSE.replace("\"exercises\"", &format!("{before_exercises}\"exercises\""));
    let exercises: String = KINDS.iter().map(|kind| kind.example).collect();
    let codes = ["T1", "U01", "U02", "U03", "U06", "U09", "N13"];
    let sources: String = codes
        .iter()
        .map(|code| format!("[{code}]\ntitle = \"Document {code}\"\nat = \"A shelf\"\n"))
        .collect();
    let glossary = "[[term]]\nid = \"focal-point\"\nname = \"focal point\"\ntext = \"The office that answers for a State.\"\nsources = [\"U01\"]\n\
                    [[term]]\nid = \"review\"\nname = \"review\"\ntext = \"A look at each other's work.\"\nsources = [\"U01\"]\n";
    let files = [
        ("course.toml", plan),
        ("sources.toml", sources),
        ("glossary.toml", glossary.to_owned()),
        ("m/texts.toml", TEXTS.to_owned()),
        ("m/exercises.toml", format!("title = \"Exercises of all kinds\"\nminutes = 30\n{exercises}")),
        ("m/before.toml", bank("before", "What do you know?", "role = \"pretest\"\ndraw = 2")),
        ("m/after.toml", "title = \"What do you know now?\"\nminutes = 5\nrole = \"posttest\"\ndraw = 2\nbank = \"before\"\n".to_owned()),
        ("m/quiz.toml", bank("quiz", "A quiz", "role = \"quiz\"\ndraw = 2")),
    ];
    let files = files.into_iter().chain(more).map(|(path, text)| (path.to_owned(), text.into())).collect();
    let loaded = read(&Bundle { folder: "small".into(), files, ..Bundle::default() }, None);
    assert_eq!(loaded.show(), Vec::<String>::new());
    Arc::new(loaded.course.expect("the course is without a mistake"))
}

/// The default keys, read once for all stages of a test.
static KEYS: LazyLock<Arc<Keymap>> = LazyLock::new(|| {
    Arc::new(Keymap::read(&mut Sources::default(), &shipped, DEFAULT).0.expect("the keys are sound"))
});

/// The moment of every command.
const NOW: Time = Time(1_800_000_000_000);

/// The essay of all kinds of exercise under review by others: what a class tells a learner then.
pub fn under_review(phase: Phase) -> Arc<Guidance> {
    let texts = [
        "Nobody is ranked, so States can speak openly of what does not work.\n\nBut then, who will hurry?",
        "It is a weakness.",
    ];
    let lent = (1..).zip(texts).map(|(number, text)| Lent { number, text: text.to_owned() });
    let remark =
        |ratings: &[u8], comment: &str| PeerRemark { ratings: ratings.to_vec(), comment: comment.into() };
    let got = vec![remark(&[3, 2, 3], "I was glad to read the second part."), remark(&[2, 2, 1], "")];
    let review = PeerReview {
        class: "lima".into(),
        step: StepId::from("no-ranking"),
        phase,
        each: 2,
        lent: if phase == Phase::Reading { lent.collect() } else { Vec::new() },
        got: if phase == Phase::Over { got } else { Vec::new() },
    };
    let mark = EssayMark {
        place: Place::Step(StepId::from("no-ranking")),
        round: 1,
        ratings: vec![2, 3, 1],
        comment: "Say in the last lines what you decide.".into(),
        by: "Tina".into(),
    };
    let marks = if phase == Phase::Over { vec![mark] } else { Vec::new() };
    Arc::new(Guidance { reviews: vec![review], marks, ..Guidance::default() })
}

/// A learner before a screen.
pub struct Stage {
    pub session: Session,
    pub screen: Screen,
    pub keymap: Arc<Keymap>,
    pub theme: Theme,
    pub size: (u16, u16),
    pub asked: Vec<Effect>,
}

impl Stage {
    /// A new learner, past the tour, at the contents.
    pub fn new(course: &Arc<Course>, (columns, rows): (u16, u16), ascii: bool) -> Self {
        let keymap = Arc::clone(&KEYS);
        let mut session = Session::resume(Arc::clone(course), LearnerId::from("anna"), &[]);
        session.handle(Command::Go(To::Contents), NOW).expect("the contents are there");
        let screen = Screen::new(Look { columns, rows, ascii, mouse: true, finish: Finish::Lean });
        let mut stage =
            Self { session, screen, keymap, theme: Theme::Mono, size: (columns, rows), asked: Vec::new() };
        stage.screen.meet(&stage.session.scene(), &stage.keymap);
        stage
    }

    /// Asks the session for something beside the keys.
    pub fn ask(&mut self, command: Command) {
        if let Err(refusal) = self.session.handle(command, NOW) {
            self.screen.say(refusal.to_string());
        }
        self.screen.meet(&self.session.scene(), &self.keymap);
    }

    pub fn step(&mut self, id: &str) {
        self.ask(Command::Go(To::Step(Place::Step(StepId::from(id)))));
    }

    pub fn touch(&mut self, touch: Touch) {
        if let Touch::Resize { columns, rows } = touch {
            self.size = (columns, rows);
        }
        let effects = self.screen.press(&self.session.scene(), &self.keymap, touch);
        for effect in effects {
            match &effect {
                Effect::Do(command) => {
                    let refused = self.session.handle(command.clone(), NOW).err();
                    self.screen.meet(&self.session.scene(), &self.keymap);
                    if let Some(refusal) = refused {
                        self.screen.say(refusal.to_string());
                    }
                }
                Effect::NextLook => self.screen.set_finish(self.screen.look().finish.next()),
                Effect::Quit
                | Effect::QuitUnsaved
                | Effect::Suspend
                | Effect::Redraw
                | Effect::Mouse(_)
                | Effect::NextTheme => {}
            }
            self.asked.push(effect);
        }
    }

    /// Presses keys as files spell them, apart by spaces.
    pub fn keys(&mut self, spelled: &str) {
        for word in spelled.split_whitespace() {
            for key in parse_keys(word).unwrap_or_else(|_| panic!("no key {word}")) {
                self.touch(Touch::Key(key));
            }
        }
    }

    /// Goes down until keys are text.
    pub fn go_to_field(&mut self) {
        for _ in 0..60 {
            if mode(&self.session.scene(), &self.screen).takes_text() {
                return;
            }
            self.keys("down");
        }
        panic!("no field:\n{}", self.picture());
    }

    /// Types words.
    pub fn type_in(&mut self, words: &str) {
        for c in words.chars() {
            let spelled = if c == ' ' { "space".to_owned() } else { c.to_string() };
            self.keys(&spelled);
        }
    }

    pub fn click(&mut self, column: u16, row: u16) {
        self.touch(Touch::Press { column, row });
        self.touch(Touch::Release { column, row });
    }

    pub fn draw(&self) -> (Buffer, Option<Position>) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        let cursor = render(&self.session.scene(), &self.screen, &self.keymap, self.theme, &mut buffer);
        (buffer, cursor)
    }

    /// The picture as rows of text; the cursor is named below.
    pub fn picture(&self) -> String {
        let (buffer, cursor) = self.draw();
        let rows = rows(&buffer);
        let line = "=".repeat(usize::from(self.size.0));
        let cursor = cursor.map_or(String::new(), |at| format!("cursor at column {}, row {}\n", at.x, at.y));
        format!("{line}\n{}\n{line}\n{cursor}", rows.join("\n"))
    }

    /// Where some words stand.
    pub fn find(&self, words: &str) -> (u16, u16) {
        let (buffer, _) = self.draw();
        for (row, text) in rows(&buffer).iter().enumerate() {
            if let Some(at) = text.find(words) {
                let column = text[..at].chars().count();
                return (column as u16, row as u16);
            }
        }
        panic!("{words:?} is not there:\n{}", self.picture());
    }
}

/// The rows of a buffer without blanks at their ends.
pub fn rows(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    (0..area.height)
        .map(|y| {
            let mut row = String::new();
            let mut skip = 0;
            for x in 0..area.width {
                let symbol = buffer[(x, y)].symbol();
                if skip == 0 {
                    row.push_str(symbol);
                    skip = curricle::text::width(symbol).max(1);
                }
                skip -= 1;
            }
            row.trim_end().to_owned()
        })
        .collect()
}
