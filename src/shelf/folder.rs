//! Reading a course folder from the disk.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use super::ShelfError;
use crate::course::Bundle;
use crate::source::MAX_FILE;

/// The most files of a course folder.
pub const MAX_FILES: usize = 2_000;
/// The most bytes that the files of a course folder may have in all.
pub(super) const MAX_COURSE: usize = 32 << 20;
/// How deep folders may stand in a course folder.
const MAX_DEPTH: usize = 3;

/// Reads the TOML files of a folder; what is not read is said in the bundle.
///
/// # Errors
/// [`ShelfError::Io`] if the folder itself cannot be read.
pub fn read_folder(path: &Path) -> Result<Bundle, ShelfError> {
    let folder = path.to_string_lossy().trim_end_matches('/').to_owned();
    let mut bundle = Bundle { folder, ..Bundle::default() };
    let mut left = MAX_COURSE;
    walk(path, "", 0, &mut left, &mut bundle).map_err(|error| ShelfError::Io(path.to_owned(), error))?;
    Ok(bundle)
}

fn walk(
    folder: &Path,
    inside: &str,
    depth: usize,
    left: &mut usize,
    bundle: &mut Bundle,
) -> std::io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if inside.is_empty() { name.clone() } else { format!("{inside}/{name}") };
        let kind = entry.file_type()?;
        if name.starts_with('.') {
            continue;
        }
        if kind.is_symlink() {
            bundle.refused.push((path, "This is a link; links are not followed.".to_owned()));
        } else if kind.is_dir() {
            if depth == MAX_DEPTH {
                bundle.refused.push((path, "This folder stands too deep and is not read.".to_owned()));
            } else if let Err(error) = walk(&entry.path(), &path, depth + 1, left, bundle) {
                bundle.refused.push((path, format!("This folder cannot be read: {error}.")));
            }
        } else if kind.is_file() && name.ends_with(".toml") {
            if bundle.files.len() == MAX_FILES {
                let why = format!("A course has {MAX_FILES} files at the most; this one is not read.");
                bundle.refused.push((path, why));
                return Ok(());
            }
            match read_text(&entry.path()) {
                Ok(text) if text.len() > *left => {
                    let why = format!(
                        "The files of a course have {MAX_COURSE} bytes at the most in all; this one is not read."
                    );
                    bundle.refused.push((path, why));
                }
                Ok(text) => {
                    *left -= text.len();
                    bundle.files.insert(path, text.into());
                }
                Err(why) => bundle.refused.push((path, why)),
            }
        }
    }
    Ok(())
}

fn read_text(path: &Path) -> Result<String, String> {
    let broken = |error: std::io::Error| format!("This file cannot be read: {error}.");
    let mut bytes = Vec::new();
    let limit = MAX_FILE as u64 + 1;
    File::open(path).map_err(broken)?.take(limit).read_to_end(&mut bytes).map_err(broken)?;
    if bytes.len() > MAX_FILE {
        return Err(format!("This file has more than {MAX_FILE} bytes and is not read."));
    }
    String::from_utf8(bytes).map_err(|error| {
        let line =
            1 + error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|b| **b == b'\n').count();
        format!("This file is not UTF-8; the first wrong byte is in line {line}.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_large_files_are_not_all_read() {
        let folder = tempfile::tempdir().unwrap();
        for n in 0..=MAX_COURSE / MAX_FILE {
            // Nothing was written there, so the disk holds nothing of it.
            let file = File::create(folder.path().join(format!("{n}.toml"))).unwrap();
            file.set_len(MAX_FILE as u64).unwrap();
        }
        let bundle = read_folder(folder.path()).unwrap();
        assert_eq!(bundle.files.len(), MAX_COURSE / MAX_FILE);
        let (path, why) = &bundle.refused[0];
        assert_eq!(path, "8.toml");
        assert!(why.starts_with("The files of a course have 33554432 bytes at the most"), "{why}");
    }

    #[test]
    fn what_is_not_read_is_said_and_nothing_outside_is_reached() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("course.toml"), "ok = 1").unwrap();
        fs::write(at("bad.toml"), b"a = 1\nb = \"\xff\"").unwrap();
        fs::write(at("notes.txt"), "not a course file").unwrap();
        fs::create_dir_all(at("a/b/c/d")).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc", at("out")).unwrap();
        let bundle = read_folder(folder.path()).unwrap();
        assert_eq!(bundle.files.keys().collect::<Vec<_>>(), ["course.toml"]);
        let said: Vec<String> = bundle.refused.iter().map(|(path, why)| format!("{path}: {why}")).collect();
        assert!(
            said.contains(&"bad.toml: This file is not UTF-8; the first wrong byte is in line 2.".to_owned()),
            "{said:?}"
        );
        assert!(
            said.contains(&"a/b/c/d: This folder stands too deep and is not read.".to_owned()),
            "{said:?}"
        );
        #[cfg(unix)]
        assert!(said.contains(&"out: This is a link; links are not followed.".to_owned()), "{said:?}");
    }
}
