//! `curricle check`: every mistake in courses and keymaps, in one go.

use std::path::{Path, PathBuf};

use super::open::read_keymap;
use super::{Trouble, print};
use crate::course::{self, Bundle};
use crate::keymap::{self, Keymap, SHIPPED};
use crate::shelf::{self, ShelfError};
use crate::source::Sources;

/// What was looked at, and what was wrong with it.
#[derive(Default)]
struct Checked {
    courses: usize,
    keymaps: usize,
    complaints: Vec<String>,
}

pub(super) fn check(paths: &[PathBuf]) -> Result<(), Trouble> {
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
    let mut text: String = checked.complaints.concat();
    let count = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let found = match checked.complaints.len() {
        0 => "no mistakes".to_owned(),
        many => count(many, "mistake"),
    };
    text.push_str(&format!(
        "{}, {}: {found}.\n",
        count(checked.courses, "course"),
        count(checked.keymaps, "keymap")
    ));
    print(&text)?;
    if checked.complaints.is_empty() { Ok(()) } else { Err(Trouble::Said) }
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
                if !keymap.is_file() {
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
        let loaded = course::read(bundle, None);
        self.complaints.extend(loaded.show());
        let others = loaded.course.map(|course| course.languages).unwrap_or_default();
        for language in others.iter().skip(1) {
            for complaint in course::read(bundle, Some(language)).show() {
                if !self.complaints.contains(&complaint) {
                    self.complaints.push(complaint);
                }
            }
        }
    }

    fn keymap(&mut self, name: &str, find: &dyn Fn(&str) -> Option<(String, String)>) {
        self.keymaps += 1;
        let mut sources = Sources::default();
        let (_, complaints) = Keymap::read(&mut sources, find, name);
        self.complaints.extend(complaints.iter().map(|complaint| complaint.show(&sources)));
    }
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
