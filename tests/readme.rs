//! The README tells the truth: its commands run, its course is without mistakes.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

mod common;

use std::fs;
use std::process::Stdio;

use common::Home;
use common::pty::Terminal;
use common::talk::Talk;
use curricle::course::{Lesson, Minutes, Step, read};
use curricle::shelf;

const README: &str = include_str!("../README.md");

/// The commands in indented lines, without the words that explain them, and those within sentences.
fn commands() -> Vec<Vec<&'static str>> {
    let lines = README.lines().filter_map(|line| line.strip_prefix("    curricle"));
    let lines = lines.map(|line| line.split("  ").next().unwrap_or_default());
    let sentences = README.lines().filter(|line| !line.starts_with([' ', '`']));
    let spans = sentences.flat_map(|line| line.split('`').skip(1).step_by(2));
    let spans = spans.filter_map(|span| span.strip_prefix("curricle "));
    lines.chain(spans).map(|command| command.split_whitespace().collect()).collect()
}

/// The TOML blocks, in order: course, lesson, sources.
fn blocks() -> Vec<&'static str> {
    let parts = README.split("```toml\n").skip(1);
    parts.map(|part| part.split("```\n").next().unwrap_or_default()).collect()
}

fn home_with_course() -> Home {
    let home = Home::new();
    let [course, lesson, sources] = blocks()[..] else { panic!("the README has three files of a course") };
    fs::create_dir_all(home.file("my-course/basics")).expect("a folder");
    for (name, text) in [("course.toml", course), ("basics/first.toml", lesson), ("sources.toml", sources)] {
        fs::write(home.file("my-course").join(name), text).expect("a file");
    }
    let keys = "format = 1\nname = \"mine\"\ntitle = \"Mine\"\ninherits = \"default\"\n";
    fs::write(home.file("my-keys.toml"), keys).expect("a file");
    home
}

#[test]
fn its_commands_run() {
    let home = home_with_course();
    let commands = commands();
    assert!(commands.len() >= 15, "{commands:?}");
    for command in commands {
        let (command, input) = match command.as_slice() {
            [command @ .., "<", "answers.txt"] => (command, "\nlesson 2\n\n\nquit\n"),
            command => (command, ""),
        };
        let ran = home.run(command, input.as_bytes());
        assert_eq!(ran.code, 0, "curricle {}: {}{}", command.join(" "), ran.out, ran.err);
    }
}

#[test]
fn its_course_can_be_taken() {
    let home = home_with_course();
    let ran = home.run(&["--linear", "--course", "my-course"], b"\n\n\nThree or more\n2\n1\n3\nprogress\n");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("How many persons make a group?"), "{}", ran.out);
}

#[test]
fn its_course_is_as_long_as_it_says() {
    let course = read(&shelf::built_in("untoc").expect("the course"), None).course.expect("no mistakes");
    let number = |lessons: &[Lesson], extra| lessons.iter().filter(|lesson| lesson.extra == extra).count();
    let some = number(&course.lessons, true) > 0;
    let mut table = "\n| Module | Lessons | Minutes |\n|---|---|---|\n".to_owned();
    if some {
        table = "\n| Module | Lessons | Minutes | Extra lessons |\n|---|---|---|---|\n".to_owned();
    }
    for module in &course.modules {
        let lessons = &course.lessons[module.lessons.clone()];
        let minutes = Minutes::of(lessons);
        table.push_str(&format!("| {} | {} | {} |", module.title, number(lessons, false), minutes.core));
        table.push_str(&match number(lessons, true) {
            0 if some => "  |\n".to_owned(),
            0 => "\n".to_owned(),
            extra => format!(" {extra}, {} minutes |\n", minutes.extra),
        });
    }
    let minutes = Minutes::of(&course.lessons);
    let hours = |minutes: u32| format!("about {} hours", (minutes + 30) / 60);
    let sum = format!("{} lessons and {} minutes in all", number(&course.lessons, false), minutes.core);
    let (extra, deep) = (number(&course.lessons, true), hours(minutes.extra));
    let extra = format!("{extra} extra lessons with {} minutes more, {deep}", minutes.extra);
    let said = [table, sum, hours(minutes.core)].into_iter().chain(some.then_some(extra));
    let missing: Vec<String> = said.filter(|words| !README.contains(words)).collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn its_two_commands_are_the_ones_of_the_continuous_check() {
    assert!(README.contains("\n    cargo run --release\n"));
    assert!(README.contains("\n    cargo test --locked\n"));
    assert!(include_str!("../.ci/run").contains("README.md"));
}

#[test]
fn its_picture_is_the_screen_as_it_is() {
    let picture =
        README.split("```text\n").nth(1).and_then(|rest| rest.split("\n```").next()).expect("a picture");
    let home = Home::new();
    let mut command = home.command(&["--linear"]);
    // Where the picture stands in the course that ships.
    let course = read(&shelf::built_in("untoc").expect("the course"), None).course.expect("no mistakes");
    let has_it = |step: &Step| step.id.as_str() == "review-as-a-path";
    let lesson = course.lessons.iter().position(|lesson| lesson.steps.iter().any(has_it)).expect("a lesson");
    let step = course.lessons[lesson].steps.iter().position(has_it).expect("a step");
    let mut talk = Talk::of(command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()));
    talk.ask("");
    talk.ask(&format!("lesson {}", lesson + 1));
    let said = talk.ask(&format!("go {}", step + 1));
    let places = [
        ("Focal point", 2),
        ("Experts", 3),
        ("Questionnaire", 4),
        ("List of observations", 7),
        ("Feedback", 8),
    ];
    for (words, place) in places {
        let line = said.lines().find(|line| line.contains(&format!(". {words},"))).expect("the tile");
        let letter = line.split('.').next().expect("its letter");
        assert!(talk.ask(&format!("{letter} to {place}")).contains("Saved."), "{said}");
    }
    assert_eq!(talk.end(), 0);
    let mut terminal = Terminal::start(&home.data(), &["--ascii"], (80, 24));
    terminal.see("Continue");
    terminal.keys("\r");
    terminal.see("Put the path together.");
    terminal.keys("\u{1b}[B");
    let trimmed = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    terminal
        .wait_until(&format!("this picture:\n{picture}\n"), |screen| picture == trimmed(&screen.contents()));
}
