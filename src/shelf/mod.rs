//! Course and keymap files, built in or on disk, handed over as text.
//!
//! A folder is hostile: it has limits, links in it are refused, and what is
//! left out is said, so that nothing outside the folder is ever read.

mod folder;

use std::fmt;
use std::path::{Path, PathBuf};

use crate::course::Bundle;
use crate::source::nearest;

pub use folder::{MAX_FILES, read_folder};

type BuiltIn = (&'static str, &'static [(&'static str, &'static str)]);

const COURSES: &[BuiltIn] = include!(concat!(env!("OUT_DIR"), "/courses.rs"));

/// Why a course was not found.
#[derive(Debug)]
pub enum ShelfError {
    /// There is no course of this name.
    NoCourse(String),
    /// Several courses are built in, and none was named.
    WhichCourse,
    /// The folder is there, but no course is in it.
    NotACourse(PathBuf),
    /// A folder or file cannot be read.
    Io(PathBuf, std::io::Error),
}

impl fmt::Display for ShelfError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = || names().collect::<Vec<_>>().join(", ");
        match self {
            ShelfError::NoCourse(name) => {
                let name = crate::text::clean_line(name);
                write!(out, "There is no course `{name}`.")?;
                match nearest(&name, self::names()) {
                    Some(near) => write!(out, " Did you mean `{near}`?"),
                    None => write!(out, " Built in: {}. Or give the path of a folder.", names()),
                }
            }
            ShelfError::WhichCourse => {
                write!(out, "Please say which course: --course NAME. Built in: {}.", names())
            }
            ShelfError::NotACourse(path) => {
                write!(out, "There is no course in {}: it has no course.toml.", path.display())
            }
            ShelfError::Io(path, error) => write!(out, "Cannot read {}: {error}.", path.display()),
        }
    }
}

impl std::error::Error for ShelfError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            ShelfError::Io(_, error) => Some(error),
            ShelfError::NoCourse(_) | ShelfError::WhichCourse | ShelfError::NotACourse(_) => None,
        }
    }
}

/// The names of the built-in courses.
pub fn names() -> impl Iterator<Item = &'static str> {
    COURSES.iter().map(|(name, _)| *name)
}

/// A built-in course.
pub fn built_in(name: &str) -> Option<Bundle> {
    let (name, files) = COURSES.iter().find(|(known, _)| *known == name)?;
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).into())).collect();
    Some(Bundle { folder: format!("lessons/{name}"), files, refused: Vec::new() })
}

/// The course a learner asks for: a path, a name in `own` (the learner's courses), or a built-in name.
///
/// # Errors
/// [`ShelfError`] if there is none, or its folder cannot be read.
pub fn find(wanted: Option<&str>, own: &Path) -> Result<Bundle, ShelfError> {
    let Some(wanted) = wanted else {
        let mut names = names();
        return match (names.next(), names.next()) {
            (Some(name), None) => built_in(name).ok_or(ShelfError::WhichCourse),
            (_, _) => Err(ShelfError::WhichCourse),
        };
    };
    let path = Path::new(wanted);
    if wanted.contains(['/', '\\']) || path.join("course.toml").is_file() {
        // A folder of something else may be large, and full of what would be complained about.
        if path.is_dir() && !path.join("course.toml").exists() {
            return Err(ShelfError::NotACourse(path.to_owned()));
        }
        return read_folder(path);
    }
    let own = own.join(wanted);
    if crate::source::is_id(wanted) && own.join("course.toml").is_file() {
        return read_folder(&own);
    }
    built_in(wanted).ok_or_else(|| ShelfError::NoCourse(wanted.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_name_is_answered_with_the_nearest_one() {
        let error = find(Some("untok"), Path::new("/nowhere")).unwrap_err();
        assert_eq!(error.to_string(), "There is no course `untok`. Did you mean `untoc`?");
    }

    #[test]
    fn a_folder_without_a_course_is_not_read_through() {
        let folder = tempfile::tempdir().unwrap();
        let error = find(folder.path().to_str(), Path::new("/nowhere")).unwrap_err();
        let wanted = format!("There is no course in {}: it has no course.toml.", folder.path().display());
        assert_eq!(error.to_string(), wanted);
    }

    #[test]
    fn a_folder_of_ones_own_stands_before_the_built_in_course() {
        let own = tempfile::tempdir().unwrap();
        std::fs::create_dir(own.path().join("untoc")).unwrap();
        std::fs::write(own.path().join("untoc/course.toml"), "mine = 1").unwrap();
        let bundle = find(Some("untoc"), own.path()).unwrap();
        assert_eq!(&*bundle.files["course.toml"], "mine = 1");
        assert!(find(Some("untoc"), Path::new("/nowhere")).unwrap().files.len() > 1);
    }
}
