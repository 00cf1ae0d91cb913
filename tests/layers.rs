//! The roles import one way, and the pure half touches nothing outside itself.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each role and the roles it may import; the order is the reading order of the crate.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("wire", &[]),
    ("source", &["text"]),
    ("exercise", &["source", "text"]),
    ("course", &["exercise", "source", "text"]),
    ("session", &["course", "exercise", "source", "text"]),
    ("class", &["course", "exercise", "session", "source", "text"]),
    ("keymap", &["source", "text"]),
    ("input", &["keymap", "text"]),
    ("ui", &["course", "exercise", "input", "keymap", "session", "source", "text", "wire"]),
    ("wall", &["class", "course", "exercise", "input", "keymap", "session", "source", "text", "ui"]),
    ("linear", &["course", "exercise", "session", "source", "text"]),
    ("store", &["class", "course", "exercise", "session", "source", "text"]),
    ("shelf", &["course", "source", "text"]),
    ("app", &["course", "exercise", "input", "keymap", "linear", "session", "store", "text", "ui", "wire"]),
    ("terminal", &["app", "input", "keymap", "linear", "session", "text", "ui", "wire"]),
    (
        "serve",
        &[
            "app", "class", "course", "input", "keymap", "linear", "session", "source", "store", "text",
            "ui", "wall", "wire",
        ],
    ),
    (
        "cli",
        &[
            "app", "class", "course", "exercise", "keymap", "linear", "serve", "session", "shelf", "source",
            "store", "terminal", "text", "ui", "wire",
        ],
    ),
];

/// Roles that may use files, the clock, the environment and the terminal.
const EDGE: &[&str] = &["store", "shelf", "app", "terminal", "serve", "cli"];

/// What the pure half may not mention.
const FORBIDDEN: &[&str] = &[
    "std::fs",
    "std::env",
    "std::io",
    "std::net",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant::now",
    "println!",
    "eprintln!",
    "print!(",
    "crossterm",
    "sled",
    "getrandom",
    "thread_local!",
    "static mut",
    "OnceLock",
    "LazyLock",
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The code of each role, without comments and without what only tests use.
fn roles() -> BTreeMap<String, Vec<(PathBuf, String)>> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&src, &mut found);
    let mut roles: BTreeMap<String, Vec<(PathBuf, String)>> = BTreeMap::new();
    for path in found {
        let inside = path.strip_prefix(&src).unwrap();
        if inside.components().count() < 2 || path.ends_with("shelf/embed.rs") || is_test_file(&path) {
            continue;
        }
        let role = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let code =
            code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        roles.entry(role).or_default().push((path, code));
    }
    roles
}

/// A file that its folder's `mod.rs` declares for tests only, or that stands in such a folder.
fn is_test_file(path: &Path) -> bool {
    for_tests(path) || path.parent().is_some_and(for_tests)
}

fn for_tests(path: &Path) -> bool {
    let stem = path.file_stem().unwrap().to_string_lossy();
    let Ok(parent) = fs::read_to_string(path.with_file_name("mod.rs")) else { return false };
    parent.contains(&format!("#[cfg(test)]\nmod {stem};"))
}

fn imports(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let name: String = rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
        found.insert(name);
    }
    found
}

#[test]
fn imports_go_one_way() {
    let roles = roles();
    let mut wrong = Vec::new();
    for (role, files) in &roles {
        let Some((_, allowed)) = LAYERS.iter().find(|(known, _)| known == role) else {
            panic!("the role `{role}` is not in the table of layers");
        };
        for (path, code) in files {
            for import in imports(code) {
                if import != *role && !allowed.contains(&import.as_str()) {
                    wrong.push(format!("{} imports {import}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for (role, _) in LAYERS {
        assert!(roles.contains_key(*role), "the role `{role}` of the table is nowhere in src");
    }
}

#[test]
fn the_table_of_layers_has_no_circle() {
    for (place, (role, allowed)) in LAYERS.iter().enumerate() {
        for import in *allowed {
            let other = LAYERS.iter().position(|(known, _)| known == import);
            assert!(
                other.is_some_and(|other| other < place),
                "{role} may import {import}, which stands below it"
            );
        }
    }
}

#[test]
fn the_pure_half_touches_nothing_outside() {
    let mut wrong = Vec::new();
    for (role, files) in roles() {
        if EDGE.contains(&role.as_str()) {
            continue;
        }
        for (path, code) in files {
            for word in FORBIDDEN {
                if code.contains(word) {
                    wrong.push(format!("{} mentions {word}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_file_imports_everything() {
    for files in roles().values() {
        for (path, code) in files {
            let glob =
                code.lines().find(|line| line.trim_start().starts_with("use ") && line.contains("::*"));
            assert_eq!(glob, None, "{}", path.display());
        }
    }
}
