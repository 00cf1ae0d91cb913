//! `curricle export` and `curricle import`: work as a record of lines.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use super::args::Settings;
use super::{Trouble, open, print};
use crate::store;

pub(super) fn export(settings: &Settings, file: Option<&Path>) -> Result<(), Trouble> {
    let store = open::store(&open::data_folder(settings)?)?;
    let learner = settings.learner.as_deref();
    match file {
        Some(path) => {
            let count = store::export_file(store.as_ref(), learner, path)?;
            print(&format!("{count} entries written to {}.\n", path.display()))
        }
        None => {
            let mut text = Vec::new();
            store::export(store.as_ref(), learner, &mut text)?;
            print(&String::from_utf8_lossy(&text))
        }
    }
}

pub(super) fn import(settings: &Settings, files: &[PathBuf]) -> Result<(), Trouble> {
    let store = open::store(&open::data_folder(settings)?)?;
    let mut refused = false;
    for path in files {
        let file = File::open(path).map_err(|error| Trouble::File(path.clone(), error))?;
        let report = store::import(store.as_ref(), &mut BufReader::new(file))?;
        let shown = path.display();
        let mut text =
            format!("{shown}: {} entries taken in, {} known already.\n", report.added, report.known);
        for (line, fault) in &report.refused {
            text.push_str(&format!("{shown}: line {line} was refused: {fault}.\n"));
        }
        if report.unlisted > 0 {
            text.push_str(&format!("{shown}: {} further lines were refused.\n", report.unlisted));
        }
        refused |= !report.refused.is_empty();
        print(&text)?;
    }
    if refused { Err(Trouble::Said) } else { Ok(()) }
}
