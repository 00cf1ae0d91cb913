//! Problems that learners report, in a file for the authors.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::session::{Event, Happened};
use crate::store::to_entry;

/// The file that reports go to: one JSON object a line, added at the end.
#[derive(Clone, Debug)]
pub struct Reports {
    path: PathBuf,
}

impl Reports {
    /// Reports in `reports.jsonl` of a data folder.
    pub fn in_folder(folder: &Path) -> Self {
        Self { path: folder.join("reports.jsonl") }
    }

    /// Where they go.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds a report; other events are passed over.
    ///
    /// # Errors
    /// If the file cannot be written; the report is in the store all the same.
    pub fn add(&self, learner: &str, course: &str, event: &Event) -> io::Result<()> {
        let Happened::Reported { .. } = &event.what else { return Ok(()) };
        let entry = to_entry(event).map_err(io::Error::other)?;
        let report: serde_json::Value = serde_json::from_str(&entry.body)?;
        let line = json!({ "at": event.at.minute(), "learner": learner, "course": course, "report": report });
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&self.path)?;
        let before = file.metadata()?.len();
        let written = file.write_all(format!("{line}\n").as_bytes()).and_then(|()| file.sync_data());
        if written.is_err() {
            // On a full disk a part of the line may be there, and the next one would be glued to it.
            file.set_len(before)?;
        }
        written
    }
}
