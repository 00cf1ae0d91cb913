//! `curricle check`: every mistake in courses and keymaps, in one go.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::open::read_keymap;
use super::{Trouble, print};
use crate::course::{self, Bundle, Course, Minutes};
use crate::keymap::{self, Keymap, SHIPPED};
use crate::shelf::{self, ShelfError};
use crate::source::{Complaints, MAX_IN_ALL, Sources};
use crate::text;

/// The longest list of mistakes that is printed in one go.
const MAX_SHOWN: usize = MAX_IN_ALL;

/// What was looked at, and what was wrong with it.
#[derive(Default)]
struct Checked {
    courses: usize,
    keymaps: usize,
    /// The mistakes to print, in order.
    shown: Vec<String>,
    known: BTreeSet<String>,
    /// How many more there are, by file; the files of a course are read once for each language.
    more: BTreeMap<String, usize>,
    /// How many were left out because the list was long enough.
    left_out: usize,
    /// What could be better, in order.
    advice: Vec<String>,
    /// How much more of it there is.
    more_advice: usize,
    /// How long the courses without mistakes are.
    lengths: Vec<String>,
}

pub(super) fn check(paths: &[PathBuf], strict: bool) -> Result<(), Trouble> {
    let mut checked = Checked::default();
    if paths.is_empty() {
        for bundle in shelf::names().filter_map(shelf::built_in) {
            checked.course(&bundle);
        }
        for (name, _) in SHIPPED {
            checked.keymap(name, &keymap::shipped);
        }
    }
    for path in paths {
        checked.path(path)?;
    }
    print(&checked.told())?;
    let fine = checked.shown.is_empty() && !(strict && checked.advice() > 0);
    if fine { Ok(()) } else { Err(Trouble::Said) }
}

impl Checked {
    fn path(&mut self, path: &Path) -> Result<(), Trouble> {
        if path.is_file() {
            let text = read_keymap(path).map_err(|error| Trouble::File(path.to_owned(), error))?;
            let shown = path.to_string_lossy().into_owned();
            let find = |name: &str| {
                if name == shown { Some((shown.clone(), text.clone())) } else { keymap::shipped(name) }
            };
            self.keymap(&shown, &find);
            return Ok(());
        }
        let courses = courses_in(path)?;
        if courses.is_empty() {
            let keymaps = toml_files(path)?;
            if keymaps.is_empty() {
                let shown = path.display();
                return Err(Trouble::Usage(format!("There is no course and no keymap in {shown}.")));
            }
            for keymap in keymaps {
                // Neither a pipe, which would be waited for, nor a link out of the folder.
                if !keymap.symlink_metadata().is_ok_and(|found| found.is_file()) {
                    let error = std::io::Error::other("it is not a file");
                    return Err(Trouble::File(keymap, error));
                }
                self.path(&keymap)?;
            }
            return Ok(());
        }
        for folder in courses {
            let bundle = shelf::read_folder(&folder)?;
            self.course(&bundle);
        }
        Ok(())
    }

    fn course(&mut self, bundle: &Bundle) {
        self.courses += 1;
        self.known.clear();
        let loaded = course::study(bundle);
        self.note(&loaded.complaints, &loaded.sources);
        for advice in loaded.advice.iter() {
            self.advice.push(advice.show(&loaded.sources));
        }
        self.more_advice += loaded.advice.count() - loaded.advice.len();
        if let Some(course) = loaded.course.as_ref().filter(|_| loaded.complaints.is_empty()) {
            self.lengths.push(length(course));
        }
        let others = loaded.course.map(|course| course.languages).unwrap_or_default();
        for language in others.iter().skip(1) {
            let loaded = course::read(bundle, Some(language));
            self.note(&loaded.complaints, &loaded.sources);
        }
    }

    fn keymap(&mut self, name: &str, find: &dyn Fn(&str) -> Option<(String, String)>) {
        self.keymaps += 1;
        let mut sources = Sources::default();
        let (_, complaints) = Keymap::read(&mut sources, find, name);
        self.known.clear();
        self.note(&complaints, &sources);
    }

    fn note(&mut self, complaints: &Complaints, sources: &Sources) {
        for complaint in complaints.iter() {
            let shown = complaint.show(sources);
            if self.known.contains(&shown) {
                continue;
            }
            if self.shown.len() == MAX_SHOWN {
                self.left_out += 1;
                continue;
            }
            self.known.insert(shown.clone());
            self.shown.push(shown);
        }
        for (file, more) in complaints.more() {
            let most = self.more.entry(text::clean_line(sources.path(file))).or_default();
            *most = more.max(*most);
        }
    }

    /// How much could be better.
    fn advice(&self) -> usize {
        self.advice.len() + self.more_advice
    }

    /// Everything that was found, and at the end how much it was.
    fn told(&self) -> String {
        let mut text = self.shown.concat();
        let mut elsewhere = self.left_out;
        for (path, more) in &self.more {
            // Only of a file that is in the list above; there may be thousands that are not.
            if *more > 0 && self.shown.iter().any(|shown| shown.starts_with(&format!("{path}:"))) {
                text.push_str(&format!("{path}: {} in this file.\n", count(*more, "more mistake")));
            } else {
                elsewhere += more;
            }
        }
        if elsewhere > 0 {
            text.push_str(&format!("{} in other files.\n", count(elsewhere, "more mistake")));
        }
        let all = self.shown.len() + self.left_out + self.more.values().sum::<usize>();
        let found = match all {
            0 => "no mistakes".to_owned(),
            many if many == self.shown.len() => count(many, "mistake"),
            many => format!("{}, the first {} are shown", count(many, "mistake"), self.shown.len()),
        };
        if !self.advice.is_empty() {
            text.push_str("Advice, for a better course:\n");
            text.push_str(&self.advice.concat());
        }
        let advice = match self.advice() {
            0 => String::new(),
            1 => ", 1 piece of advice".to_owned(),
            many if self.more_advice == 0 => format!(", {many} pieces of advice"),
            many => format!(", {many} pieces of advice, the first {} are shown", self.advice.len()),
        };
        text.push_str(&self.lengths.concat());
        text.push_str(&format!(
            "{}, {}: {found}{advice}.\n",
            count(self.courses, "course"),
            count(self.keymaps, "keymap")
        ));
        text
    }
}

/// How long a course is, extra lessons apart.
fn length(course: &Course) -> String {
    let minutes = Minutes::of(&course.lessons);
    let part = |extra: bool, minutes: u32| {
        let lessons = course.lessons.iter().filter(|lesson| lesson.extra == extra).count();
        let minutes = count(usize::try_from(minutes).unwrap_or(usize::MAX), "minute");
        (lessons > 0)
            .then(|| format!("{}, {minutes}", count(lessons, if extra { "extra lesson" } else { "lesson" })))
    };
    let parts: Vec<String> =
        [part(false, minutes.core), part(true, minutes.extra)].into_iter().flatten().collect();
    format!("{}: {}.\n", course.id, parts.join("; "))
}

fn count(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

/// The course that a folder is, or the courses in it.
fn courses_in(path: &Path) -> Result<Vec<PathBuf>, Trouble> {
    if path.join("course.toml").is_file() {
        return Ok(vec![path.to_owned()]);
    }
    Ok(entries(path)?.into_iter().filter(|path| path.join("course.toml").is_file()).collect())
}

fn toml_files(path: &Path) -> Result<Vec<PathBuf>, Trouble> {
    Ok(entries(path)?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect())
}

fn entries(path: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let broken = |error| Trouble::Shelf(ShelfError::Io(path.to_owned(), error));
    let entries = std::fs::read_dir(path).map_err(broken)?;
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(broken)?;
    paths.sort();
    Ok(paths)
}
