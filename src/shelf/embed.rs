//! Builds the shipped courses into the program: writes a table of `include_str!` for `shelf`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=lessons");
    println!("cargo::rerun-if-changed=src/shelf/embed.rs");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let lessons = root.join("lessons");
    let mut table = String::from("&[\n");
    for course in sorted(&lessons)?.iter().filter(|path| path.is_dir()) {
        let mut files = String::new();
        list(&root, course, course, &mut files)?;
        let name = course.file_name().unwrap_or_default().to_string_lossy();
        let _ = writeln!(table, "({name:?}, &[\n{files}]),");
    }
    table.push(']');
    fs::write(Path::new(&out).join("courses.rs"), table)
}

fn list(root: &Path, course: &Path, folder: &Path, files: &mut String) -> io::Result<()> {
    for path in sorted(folder)? {
        if path.is_dir() {
            list(root, course, &path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            // Named from the folder of the sources, so that the table still holds when they move.
            let (inside, place) = (below(course, &path), below(root, &path));
            let _ = writeln!(
                files,
                "({inside:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/\", {place:?}))),"
            );
        }
    }
    Ok(())
}

fn below(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    Ok(paths)
}
