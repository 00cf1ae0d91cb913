//! The files of a course as they came from a folder, not yet understood.

use std::collections::BTreeMap;
use std::sync::Arc;

/// The texts of a course folder.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    /// The folder as it is shown in complaints.
    pub folder: String,
    /// Text of each TOML file by its path inside the folder, with `/` between parts.
    pub files: BTreeMap<String, Arc<str>>,
    /// Files that were not taken in, and why, in a sentence.
    pub refused: Vec<(String, String)>,
}

impl Bundle {
    /// The path of a file as it is shown in complaints.
    pub fn shown(&self, file: &str) -> String {
        if self.folder.is_empty() { file.to_owned() } else { format!("{}/{file}", self.folder) }
    }
}
