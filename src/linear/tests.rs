//! Talks in lines, from the first to the last.

mod people;
mod review;
mod whole_course;

use std::sync::Arc;

use super::words::WORDS;
use super::{MAX_HEARD, Talk, Turn, end, say, turn};
use crate::course::{Bundle, Course, LearnerId, read};
use crate::exercise::{Answer, Field, Item, KINDS, Seed, Share, Slot, View};
use crate::session::{Desk, Happened, Page, Session, Time};

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
    let files = files.into_iter().map(|(path, text)| (path.to_owned(), text.into())).collect();
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
        Self::in_course(course_of(steps))
    }

    fn in_course(course: Arc<Course>) -> Self {
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

const STEPS: &str = include_str!("tests/steps.toml");
const TRANSCRIPT: &str = include_str!("tests/transcript.txt");

/// What a terminal shows of a talk in which these lines are said.
fn replay(lines: &[&str]) -> String {
    let mut trial = Trial::of(STEPS);
    let mut shown = say(&trial.session.scene(), &trial.talk);
    for line in lines {
        let prompt = trial.talk.prompt();
        shown.push_str(format!("{prompt}{line}").trim_end());
        shown.push('\n');
        shown.push_str(&trial.say(line));
    }
    shown
}

#[test]
fn a_talk_goes_word_for_word_as_it_always_did() {
    let heard = |line: &'static str| {
        let said = line.strip_prefix("text>").or_else(|| line.strip_prefix('>'))?;
        Some(said.strip_prefix(' ').unwrap_or(said))
    };
    let lines: Vec<&str> = TRANSCRIPT.lines().filter_map(heard).collect();
    let shown = replay(&lines);
    if shown != TRANSCRIPT {
        let differs = shown.lines().zip(TRANSCRIPT.lines()).position(|(one, other)| one != other);
        panic!("from line {:?} on:\n{shown}", differs.map(|at| at + 1));
    }
}
/// The number or letters under which a row is said.
fn name_of(said: &str, words: &str, letters: bool) -> String {
    let words = words.trim_end_matches(['.', ';', ',']);
    let is_it = |(name, rest): &(&str, &str)| {
        let behind = rest.strip_prefix(words);
        behind.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ',', ';', ' ']))
            && name.chars().all(|c| if letters { c.is_ascii_lowercase() } else { c.is_ascii_digit() })
    };
    // What was asked may hold a list, too; the rows stand last.
    let mut named = said.lines().filter_map(|line| line.split_once(". ")).filter(is_it);
    named.next_back().unwrap_or_else(|| panic!("{words} is not said:\n{said}")).0.to_owned()
}

/// The lines that make this answer, or some text where only people judge, from what is said of it.
fn lines_for(desk: &Desk<'_>, said: &str, answer: Option<&Answer>) -> Vec<String> {
    let (rows, slots) = match &desk.view {
        View::Choices { rows, .. } | View::Sequence { rows } => (rows.clone(), Vec::new()),
        View::Slots { slots, items, .. } => (items.clone(), slots.clone()),
        View::Journey(_) => return Vec::new(),
        View::Field(_) => (Vec::new(), Vec::new()),
    };
    let row = |item: &Item| rows.iter().find(|row| row.item == *item).unwrap();
    let letters = !slots.is_empty();
    let name = |item: &Item| name_of(said, &row(item).text, letters);
    match answer {
        Some(Answer::Chosen(items)) => vec![items.iter().map(name).collect::<Vec<_>>().join(" ")],
        Some(Answer::Ordered(items)) => vec![items.iter().map(name).collect::<Vec<_>>().join(" ")],
        Some(Answer::Placed(placed)) => {
            let loose = placed.iter().filter(|(item, _)| !row(item).fixed);
            let place = |slot: &Slot| slots.iter().position(|row| row.slot == *slot).unwrap() + 1;
            loose.map(|(item, slot)| format!("{} to {}", name(item), place(slot))).collect()
        }
        Some(Answer::Written(text)) => vec![format!("text {text}")],
        None => {
            let View::Field(Field { words: Some(range), .. }) = &desk.view else { panic!("no range") };
            let words = "well ".repeat(range.least);
            vec!["write".into(), words.trim().into(), ".".into()]
        }
    }
}

/// The line that makes the next of these choices in the scene that is open, if there is one.
fn next_choice(desk: &Desk<'_>, said: &str, answer: Option<&Answer>) -> Option<String> {
    let (View::Journey(journey), Some(Answer::Chosen(chosen))) = (&desk.view, answer) else {
        return None;
    };
    let row = journey.rows.iter().find(|row| chosen.contains(&row.item))?;
    Some(name_of(said, &row.text, false))
}

fn desk<'a>(trial: &'a Trial) -> Box<Desk<'a>> {
    match trial.session.scene().page {
        Page::Exercise(desk) => desk,
        other => panic!("no exercise but {other:?}"),
    }
}

#[test]
fn every_kind_can_be_solved_by_what_is_said_of_it() {
    for kind in KINDS {
        let mut trial = Trial::of(kind.example);
        trial.say("");
        let said = trial.say("go 1.1");
        assert!(said.starts_with("One, step 1 of 1: "), "{said}");
        let mut said = said;
        let solution = desk(&trial).task.body.solution();
        for line in lines_for(&desk(&trial), &said, solution.as_ref()) {
            said = trial.say(&line);
        }
        // A case goes on from scene to scene; each says its choices by number.
        while let Some(line) = next_choice(&desk(&trial), &said, solution.as_ref()) {
            said = trial.say(&line);
        }
        let turn = trial.turn("check");
        let graded = desk(&trial).task.body.solution().is_some();
        let handed_in = turn.events.iter().any(|event| match &event.what {
            Happened::Answered { share, .. } => *share == graded.then_some(Share::FULL),
            Happened::Posted { .. } => !graded,
            _ => false,
        });
        assert!(handed_in, "{}: {}", kind.name, turn.say);
        let first = turn.say.lines().next().unwrap();
        assert!(matches!(first, "Right: 100 %." | "Handed in." | "Posted."), "{}: {first}", kind.name);
    }
}

#[test]
fn a_number_after_the_end_of_a_case_is_answered_with_what_can_be_said() {
    let case = KINDS.iter().find(|kind| kind.name == "scenario").unwrap();
    let mut trial = Trial::of(case.example);
    trial.say("");
    let mut said = trial.say("go 1.1");
    let solution = desk(&trial).task.body.solution();
    while let Some(line) = next_choice(&desk(&trial), &said, solution.as_ref()) {
        said = trial.say(&line);
    }
    let ended = "The case has ended: there is nothing more to choose.";
    assert_eq!(trial.say("2"), format!("{ended} Say check to hand it in.\n"));
    trial.say("check");
    assert_eq!(trial.say("1"), format!("{ended} Say next to go on.\n"));
}

#[test]
fn a_text_is_kept_when_the_input_ends_in_the_middle_of_it() {
    let mut trial = Trial::of(STEPS);
    for line in ["", "go 1.9", "write", "one two", "quit"] {
        trial.say(line);
    }
    assert!(trial.talk.is_writing());
    let last = end(&mut trial.session, &mut trial.talk, Time(1_800_000_000_000));
    assert_eq!((last.say.as_str(), last.quit), ("Goodbye.\n", true));
    let kept = last.events.iter().any(|event| {
        matches!(&event.what, Happened::Drafted { answer: Answer::Written(text), .. } if text == "one two\nquit")
    });
    assert!(kept, "{:?}", last.events);
    assert!(matches!(last.events.last().unwrap().what, Happened::Left));
}

#[test]
fn hostile_lines_are_refused_or_cleaned() {
    let mut trial = Trial::of(STEPS);
    trial.say("");
    assert_eq!(trial.say(&"x".repeat(MAX_HEARD + 1)), "This line is too long and was left out.\n");
    assert_eq!(
        trial.say("\u{1b}[2J\u{202e}\u{7}"),
        "I do not understand: [2J. Say help to hear what you can say here.\n"
    );
    assert_eq!(
        trial.say(&"y".repeat(500)),
        format!("I do not understand: {}... Say help to hear what you can say here.\n", "y".repeat(40))
    );
    trial.say("go 1.8");
    assert_eq!(trial.say("\u{9b}6\u{200f}"), "Your answer: 6 months\nSay check to hand it in.\n");
    assert_eq!(trial.say("text check"), "Your answer: check\n");
    assert_eq!(trial.say("CHECK"), "Please write a number.\n");
    trial.say("go 1.9");
    trial.say("write");
    let long = "z".repeat(MAX_HEARD - 1);
    assert_eq!(trial.say(&long), "");
    assert_eq!(trial.say("more"), "The text is too long. This line was left out.\n");
    assert_eq!(trial.say("."), "Your text has 1 word; 3 to 9 are wanted.\n");
}

#[test]
fn a_word_that_is_almost_right_is_answered_with_the_right_one() {
    let mut trial = Trial::of(STEPS);
    trial.say("");
    assert_eq!(
        trial.say("contnts"),
        "There is no command contnts. Did you mean contents? Say help to hear what you can say here.\n"
    );
    assert_eq!(trial.say("next please"), "If you mean next, say next alone.\n");
    assert_eq!(trial.say("help chek"), "There is no command chek. Did you mean check?\n");
    assert_eq!(trial.say("go 1.4").lines().next(), Some("One, step 4 of 10: In order"));
    assert_eq!(
        trial.say("gibberish"),
        "I do not understand: gibberish. Say 2 to 1 to move row 2 to place 1. Say help to hear what you can say here.\n"
    );
}

#[test]
fn help_names_only_what_works_here() {
    let mut trial = Trial::of(STEPS);
    trial.say("");
    trial.say("go 1.2");
    let fresh = trial.say("?");
    assert!(fresh.contains("- hint:") && !fresh.contains("- check") && !fresh.contains("- retry"), "{fresh}");
    trial.say("1");
    trial.say("check");
    let checked = trial.say("help");
    assert!(checked.contains("- retry, or t:") && !checked.contains("- 2: choose"), "{checked}");
}

/// Everything a fuzzer may say: all words, gestures, and what nobody should.
fn noise(dice: &mut Seed) -> String {
    let mut roll = |sides: u64| {
        *dice = dice.salted(1);
        dice.0 % sides
    };
    const ODD: &[&str] = &[
        "",
        " ",
        ".",
        "..",
        "?",
        "\u{0}",
        "\u{1b}[31m",
        "\u{202e}",
        "\u{85}",
        "é",
        "e\u{301}\u{301}",
        "世界",
        "👩\u{200d}👩",
        "-1",
        "0",
        "99999999999999999999999999",
        "1.",
        "3.2",
        ",",
        ";;",
        "a",
        "ab",
        "zz",
        "to",
        "out",
        "a to 1",
        "b to 2",
        "2 to 1",
        "1 2",
        "2 1 3",
        "1 out",
        "all",
        "note",
        "three",
        "group",
        "X",
        "one two three four",
    ];
    let mut line = String::new();
    for _ in 0..=roll(3) {
        let word = match roll(3) {
            0 => WORDS[roll(WORDS.len() as u64) as usize].name,
            _ => ODD[roll(ODD.len() as u64) as usize],
        };
        if word != "quit" {
            line.push_str(word);
            line.push(' ');
        }
        if roll(3) > 0 {
            line.push_str(&format!("{} ", roll(12)));
        }
    }
    line.truncate(line.len() - roll(2) as usize * usize::from(line.ends_with(' ')));
    line
}

#[test]
fn no_line_makes_it_panic_or_say_what_is_not_plain() {
    let steps = format!("{STEPS}\n{}", KINDS.iter().map(|kind| kind.example).collect::<Vec<_>>().join("\n"));
    for seed in 0..24 {
        let mut dice = Seed(seed);
        let mut trial = Trial::of(&steps);
        for _ in 0..250 {
            let line = noise(&mut dice);
            let mut said = trial.say(&line);
            said.push_str(&say(&trial.session.scene(), &trial.talk));
            let odd =
                said.chars().find(|c| c.is_control() && *c != '\n' || ('\u{202a}'..='\u{202e}').contains(c));
            assert_eq!(odd, None, "{line:?}: {said:?}");
            assert!(said.is_empty() || said.ends_with('\n'), "{line:?}: {said:?}");
            assert!(
                trial.talk.width().is_some() || !said.contains("\n\n") || line.contains("picture"),
                "{line:?}: {said}"
            );
        }
    }
}
