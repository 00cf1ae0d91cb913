//! Sittings as data.

use std::path::Path;

use serde::Deserialize;

use super::learner;
use super::recorder::{Action, Recorder};

/// A file of `tests/sittings`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// Its name in tables; that of its file.
    #[serde(skip)]
    pub name: String,
    /// What happens in it.
    pub title: String,
    /// The step or page where it begins.
    pub at: String,
    /// What the learner does: the kind of action, and keys or one of the words below.
    pub moves: Vec<(Action, String)>,
}

/// All sittings by name.
pub fn scripts() -> Vec<Script> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sittings");
    let mut scripts = Vec::new();
    for entry in std::fs::read_dir(folder).expect("sittings") {
        let path = entry.expect("a file").path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let text = std::fs::read_to_string(&path).expect("a file of text");
            let script: Script =
                toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            scripts.push(Script { name, ..script });
        }
    }
    scripts.sort_by(|one, other| one.name.cmp(&other.name));
    assert!(scripts.len() >= 15, "the sittings are gone");
    scripts
}

/// Does one move.
///
/// | Words | What is done |
/// |---|---|
/// | `type WORDS` | a key for each letter |
/// | `pause` | two seconds go by |
/// | `solve` | the exercise is solved |
/// | `try` | it is first answered wrongly, then solved |
/// | `read` | the text is read page by page, up to the next step |
/// | `lesson` | this lesson is worked through |
/// | anything else | keys as keymaps spell them; `down*3` is three times the same |
pub fn perform(recorder: &mut Recorder<'_>, action: Action, what: &str) {
    match (what, what.strip_prefix("type ")) {
        (_, Some(words)) => recorder.type_in(action, words),
        ("pause", None) => recorder.pause(2_000),
        ("solve", None) => learner::solve(recorder),
        ("try", None) => learner::try_twice(recorder),
        ("read", None) => learner::read(recorder),
        ("lesson", None) => learner::take_lesson(recorder),
        (keys, None) => recorder.keys(action, keys),
    }
}
