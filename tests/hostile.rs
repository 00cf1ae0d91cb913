//! Course files that were damaged, or written to do harm: complaints, and nothing else.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

mod common;

use std::fs;

use common::Home;
use common::dice::Dice;
use curricle::course::{Bundle, read};
use curricle::shelf::built_in;
use curricle::source::{MAX_IN_ALL, MAX_OF_FILE};

/// How often each shipped file is damaged in another way.
const MUTANTS: usize = 30;

/// Pieces that mean something to one of the readers, or to a terminal.
const PIECES: &[&str] = &[
    "\0",
    "\u{1b}[2J",
    "\u{9b}31m",
    "\\u001b[31m",
    "\u{202e}",
    "\u{feff}",
    "\r",
    "\r\n",
    "\t",
    "\u{301}",
    "文",
    "'''",
    "\"\"\"",
    "\"",
    "'",
    "\\",
    "#",
    "=",
    " = ",
    "[",
    "]",
    "[[",
    "]]",
    "[[step]]\n",
    "{",
    "}",
    "{a.value}",
    "{a = {a = ",
    "[[[[[[[[",
    "a.a.a.a.a.",
    "[@",
    "[@T1",
    "[[x|y]]",
    "[^1]",
    "[^1]: ",
    "> > > > ",
    "- - - ",
    "| a ",
    "|---",
    "```",
    "<b>",
    "![x](y)",
    "\n\n",
    "nan",
    "inf",
    "-1",
    "99999999999999999999",
    "1e999",
    "0x",
    "true",
    "2026-01-01",
    "kind = \"jigsaw\"\n",
    "role = \"quiz\"\n",
    "bank = \"x\"\n",
    "draw = 100\n",
    "id = \"a\"\n",
];

impl Dice {
    fn damage(&mut self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        for _ in 0..=self.roll(4) {
            let at = self.roll(letters.len() + 1);
            let end = (at + self.roll(40)).min(letters.len());
            let other = self.roll(letters.len() + 1);
            let piece: Vec<char> = match self.roll(4) {
                0 => Vec::new(),
                1 => letters[other.min(end)..end.max(other)].iter().take(400).copied().collect(),
                _ => PIECES[self.roll(PIECES.len())].repeat(1 + self.roll(3)).chars().collect(),
            };
            let end = if self.roll(2) == 0 { at } else { end };
            letters.splice(at..end, piece);
        }
        letters.into_iter().collect()
    }
}

/// The shipped course with only this lesson, so that reading it takes little time.
fn with_one_lesson(whole: &Bundle, lesson: &str) -> Bundle {
    let (module, name) =
        lesson.strip_suffix(".toml").and_then(|path| path.split_once('/')).expect("a lesson");
    let plan = format!(
        "format = 1\nid = \"c\"\ntitle = \"C\"\nlanguages = [\"en\"]\n[[module]]\nid = \"{module}\"\ntitle = \"M\"\nlessons = [\"{name}\"]\n"
    );
    let mut bundle = whole.clone();
    bundle.files.retain(|path, _| !path.contains('/') || path == lesson);
    bundle.files.insert("course.toml".to_owned(), plan.into());
    bundle
}

fn look_at(bundle: &Bundle, what: &str) {
    let loaded = read(bundle, None);
    assert!(loaded.course.is_some() || !loaded.complaints.is_empty(), "{what}: nothing, and no word of it");
    assert!(loaded.complaints.len() <= MAX_IN_ALL, "{what}");
    for complaint in loaded.complaints.iter() {
        let shown = complaint.show(&loaded.sources);
        let is_plain = |c: char| c == '\n' || !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}');
        assert!(shown.chars().all(is_plain), "{what}: {shown:?}");
        assert!(shown.chars().count() < 2_000, "{what}: {shown}");
        let place = loaded.sources.locate(complaint.span);
        let lines = loaded.sources.text(complaint.span.file).split('\n').count();
        assert!((1..=lines).contains(&place.line), "{what}: {place} of {lines}");
    }
}

#[test]
fn damaged_files_are_complained_about_and_nothing_else_happens() {
    let whole = built_in("untoc").expect("the shipped course");
    let lessons: Vec<&String> = whole.files.keys().filter(|path| path.contains('/')).collect();
    let mut dice = Dice(2);
    for path in whole.files.keys() {
        let lesson = if path.contains('/') { path } else { lessons[dice.roll(lessons.len())] };
        let sound = with_one_lesson(&whole, lesson);
        for n in 0..MUTANTS {
            let mut bundle = sound.clone();
            let text = dice.damage(&bundle.files[path]);
            bundle.files.insert(path.clone(), text.into());
            look_at(&bundle, &format!("{path}, {n}"));
        }
    }
}

#[test]
fn nonsense_is_complained_about_too() {
    let mut dice = Dice(3);
    for n in 0..200 {
        let text: String = (0..dice.roll(60)).map(|_| PIECES[dice.roll(PIECES.len())]).collect();
        let mut bundle = with_one_lesson(&built_in("untoc").expect("a course"), "m/l.toml");
        bundle.files.retain(|path, _| path == "course.toml");
        for path in ["m/l.toml", "glossary.toml", "values.toml", "sources.toml"] {
            bundle.files.insert(path.to_owned(), text.as_str().into());
        }
        look_at(&bundle, &format!("{n}: {text:?}"));
    }
}

#[test]
fn a_list_of_mistakes_has_an_end_and_says_how_many_there_are() {
    let home = Home::new();
    let folder = home.file("course");
    fs::create_dir_all(folder.join("m")).expect("a folder");
    let plan = "format = 1\nid = \"c\"\ntitle = \"C\"\nlanguages = [\"en\", \"fr\"]\n[[module]]\nid = \"m\"\ntitle = \"M\"\nlessons = [\"l\"]\n";
    fs::write(folder.join("course.toml"), plan).expect("a file");
    let unknown: String = (0..3_000).map(|n| format!("unknown-{n} = 1\n")).collect();
    let lesson =
        format!("title = \"L\"\nminutes = 5\n{unknown}[[step]]\nid = \"s\"\ntitle = \"S\"\ntext = \"x\"\n");
    fs::write(folder.join("m/l.toml"), lesson).expect("a file");
    let shown = folder.to_string_lossy().into_owned();
    let ran = home.run(&["check", &shown], b"");
    assert_eq!(ran.code, 1);
    assert_eq!(ran.out.matches("There is no field").count(), MAX_OF_FILE);
    let end = format!(
        "{shown}/m/l.toml: 2800 more mistakes in this file.\n1 course, 0 keymaps: 3000 mistakes, the first 200 are shown.\n"
    );
    assert!(ran.out.ends_with(&end), "{}", &ran.out[ran.out.len() - 400..]);
    let ran = home.run(&["--linear", "--course", &shown], b"");
    assert!(ran.err.contains("This has 3000 mistakes. The first:\n"), "{}", ran.err);
}

#[test]
#[cfg(unix)]
fn a_keymap_that_is_a_link_is_not_followed_when_a_folder_is_checked() {
    let home = Home::new();
    let (folder, secret) = (home.file("keymaps"), home.file("secret"));
    fs::create_dir(&folder).expect("a folder");
    fs::write(&secret, "not for others = 1\n").expect("a file");
    std::os::unix::fs::symlink(&secret, folder.join("mine.toml")).expect("a link");
    let ran = home.run(&["check", folder.to_str().expect("a path")], b"");
    assert_eq!(ran.code, 1);
    assert!(ran.err.ends_with("mine.toml: it is not a file.\n"), "{}", ran.err);
    assert!(!format!("{}{}", ran.out, ran.err).contains("not for others"));
}
