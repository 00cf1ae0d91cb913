//! `curricle export` and `curricle import`: work as a record of lines.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use super::args::Settings;
use super::{Trouble, learner, open, print};
#[cfg(unix)]
use crate::serve;
use crate::store::{self, Store, StoreError};
use crate::text::clean_line;

/// Bytes that are passed on at one time.
#[cfg(unix)]
const PIECE: usize = 64 << 10;
/// The name of standard input and output.
const STANDARD: &str = "-";

pub(super) fn export(settings: &Settings, file: Option<&Path>) -> Result<(), Trouble> {
    let data = open::data_folder(settings)?;
    #[cfg(unix)]
    if let Some(kept) = kept_by_server(settings, &data)? {
        return export_kept(kept, file);
    }
    let store = open::store_to_read(&data)?;
    let learner = learner::named(settings, store.as_ref())?;
    match target(file) {
        Some(path) => {
            let count = export_to(store.as_ref(), learner.as_deref(), path)?;
            if is_plain(path) {
                print(&format!("{count} entries written to {}.\n", shown(path)))?;
            }
            Ok(())
        }
        None => {
            let mut text = Vec::new();
            store::export(store.as_ref(), learner.as_deref(), &mut text)?;
            print(&String::from_utf8_lossy(&text))
        }
    }
}

/// What the server that holds the folder keeps of the learner who was named, or of all; none if there is
/// no server.
#[cfg(unix)]
fn kept_by_server(settings: &Settings, data: &Path) -> Result<Option<impl io::Read>, Trouble> {
    let learner = settings.learner.as_deref().map(learner::checked).transpose().map_err(Trouble::Name)?;
    let broken = |error| Trouble::File(data.join("control"), error);
    let Some(kept) = serve::kept(data, learner.as_deref()).map_err(broken)? else { return Ok(None) };
    let mut kept = BufReader::new(kept);
    match learner {
        Some(name) if kept.fill_buf().map_err(broken)?.is_empty() => {
            Err(Trouble::Usage(format!("There is no learner `{name}`.")))
        }
        Some(_) | None => Ok(Some(kept)),
    }
}

/// Passes on what a server keeps; a file is replaced once all of it has come.
#[cfg(unix)]
fn export_kept(mut kept: impl io::Read, file: Option<&Path>) -> Result<(), Trouble> {
    match target(file) {
        Some(path) if is_plain(path) => {
            let count = store::replace(&behind_links(path), |out| {
                pass_on(&mut kept, out).map_err(|error| StoreError::io("write", path, &error))
            })?;
            print(&format!("{count} entries written to {}.\n", shown(path)))
        }
        Some(path) => {
            let broken = |error| Trouble::Written(path.to_owned(), error);
            let mut out = OpenOptions::new().write(true).open(path).map_err(broken)?;
            pass_on(&mut kept, &mut out).map_err(broken)?;
            Ok(())
        }
        None => match pass_on(&mut kept, &mut io::stdout().lock()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            done => done.map(|_| ()).map_err(Trouble::Output),
        },
    }
}

/// Passes lines on; says how many.
#[cfg(unix)]
fn pass_on(from: &mut impl io::Read, out: &mut dyn io::Write) -> io::Result<u64> {
    let mut lines = 0;
    let mut piece = vec![0; PIECE];
    loop {
        let length = from.read(&mut piece)?;
        let Some(read) = piece.get(..length).filter(|read| !read.is_empty()) else { break };
        lines += read.iter().filter(|byte| **byte == b'\n').count() as u64;
        out.write_all(read)?;
    }
    out.flush()?;
    Ok(lines)
}

/// Writes aside and renames, but for what is no file: a pipe or a device is written to as it is.
fn export_to(store: &dyn Store, learner: Option<&str>, path: &Path) -> Result<u64, Trouble> {
    if is_plain(path) {
        return Ok(store::export_file(store, learner, &behind_links(path))?);
    }
    let mut text = Vec::new();
    let count = store::export(store, learner, &mut text)?;
    write_as_it_is(path, &text)?;
    Ok(count)
}

/// Writes a text aside and renames, but for what is no file.
pub(super) fn write_to(path: &Path, text: &str) -> Result<(), Trouble> {
    if is_plain(path) {
        store::write_file(&behind_links(path), text)?;
        return print(&format!("Written to {}.\n", shown(path)));
    }
    write_as_it_is(path, text.as_bytes())
}

/// The file to write; none for standard output.
pub(super) fn target(file: Option<&Path>) -> Option<&Path> {
    file.filter(|path| *path != Path::new(STANDARD))
}

/// What a link leads to, so that this is replaced and the link stays.
fn behind_links(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn write_as_it_is(path: &Path, text: &[u8]) -> Result<(), Trouble> {
    let broken = |error| Trouble::Written(path.to_owned(), error);
    let mut out = OpenOptions::new().write(true).open(path).map_err(broken)?;
    io::Write::write_all(&mut out, text).map_err(broken)
}

/// True for a file, and for what is not there yet.
fn is_plain(path: &Path) -> bool {
    std::fs::metadata(path).map_or(true, |found| found.is_file())
}

pub(super) fn import(settings: &Settings, files: &[PathBuf], class: bool) -> Result<(), Trouble> {
    // All are opened before one is taken in, so that a mistyped name stops nothing half-way.
    let mut inputs = files.iter().map(|path| input(path)).collect::<Result<Vec<_>, _>>()?;
    let store = open::store(&open::data_folder(settings)?)?;
    let mut refused = false;
    for (path, input) in files.iter().zip(&mut inputs) {
        let take_in = if class { store::import } else { store::import_work };
        let report = take_in(store.as_ref(), input)?;
        let shown = shown(path);
        let mut text =
            format!("{shown}: {} entries taken in, {} known already.\n", report.added, report.known);
        for (line, fault) in &report.refused {
            text.push_str(&format!("{shown}: line {line} was refused: {fault}.\n"));
        }
        if report.book > 0 {
            text.push_str(&format!(
                "{shown}: {} lines of a class book were left out. They say who is an admin; take them in, \
                 from a backup of your own only, with --class.\n",
                report.book
            ));
        }
        if report.unlisted > 0 {
            text.push_str(&format!("{shown}: {} further lines were refused.\n", report.unlisted));
        }
        refused |= !report.refused.is_empty() || report.book > 0;
        print(&text)?;
    }
    if refused { Err(Trouble::Said) } else { Ok(()) }
}

/// A name as it may be printed: it may hold anything.
fn shown(path: &Path) -> String {
    clean_line(&path.to_string_lossy())
}

fn input(path: &Path) -> Result<Box<dyn BufRead>, Trouble> {
    if path == Path::new(STANDARD) {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let broken = |error| Trouble::File(path.to_owned(), error);
    let file = File::open(path).map_err(broken)?;
    if file.metadata().map_err(broken)?.is_dir() {
        return Err(broken(io::Error::other("it is a folder")));
    }
    Ok(Box::new(BufReader::new(file)))
}
