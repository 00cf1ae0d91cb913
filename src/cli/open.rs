//! From settings to things: the data folder, the store, the course, the keymap.

use std::env;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Trouble;
use super::args::Settings;
use crate::course::{self, Bundle, Course};
use crate::keymap::{self, Keymap, MAX_KEYMAP, SHIPPED};
use crate::serve::{self, Written};
use crate::shelf;
use crate::source::Sources;
use crate::store::{self, Disk, Memory, Store, StoreError};
use crate::terminal::now;

/// The data folder.
pub(super) fn data_folder(settings: &Settings) -> Result<PathBuf, Trouble> {
    if let Some(folder) = settings.data.as_ref().filter(|folder| !folder.as_os_str().is_empty()) {
        return Ok(folder.clone());
    }
    let var = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(folder) = var("CURRICLE_DATA") {
        return Ok(folder);
    }
    let xdg = var("XDG_DATA_HOME").filter(|folder| folder.is_absolute());
    let home = || var("HOME").map(|home| home.join(".local/share"));
    let folder = xdg.or_else(|| var("APPDATA")).or_else(home);
    folder.map(|folder| folder.join("curricle")).ok_or_else(|| {
        Trouble::Usage(
            "There is no home folder to keep your work in. Please say where: --data DIR.".to_owned(),
        )
    })
}

/// The store in the data folder.
pub(super) fn store(folder: &Path) -> Result<Arc<Disk>, Trouble> {
    Ok(Arc::new(Disk::open(folder, now().0)?))
}

/// The store in the data folder for those who only look: one that cannot be written is read all the
/// same, and of one that a server holds, what it keeps now is asked for.
pub(super) fn store_to_read(folder: &Path) -> Result<Arc<dyn Store>, Trouble> {
    let error = match Disk::open(folder, now().0) {
        Ok(disk) => return Ok(Arc::new(disk)),
        Err(error) if error.forbids_writing() => error,
        #[cfg(unix)]
        Err(error @ StoreError::InUse { .. }) => return by_server(folder, error),
        Err(error) => return Err(error.into()),
    };
    let Ok((memory, useless)) = store::look(folder) else { return Err(error.into()) };
    let shown = crate::text::clean_line(&folder.to_string_lossy());
    let mut said = format!("{shown} cannot be written, so only its record is read.");
    if useless > 0 {
        said.push_str(&format!(" Lines of it that cannot be used: {useless}."));
    }
    // Whoever has closed this output does not want to know.
    let _ = writeln!(std::io::stderr(), "{said}");
    Ok(Arc::new(memory))
}

/// What the server that holds a folder keeps now; whoever else holds it is named.
#[cfg(unix)]
fn by_server(folder: &Path, held: StoreError) -> Result<Arc<dyn Store>, Trouble> {
    let broken = |error| Trouble::File(folder.join("control"), error);
    let Some(kept) = serve::kept(folder, None).map_err(broken)? else { return Err(held.into()) };
    // No program writes under this origin, and this store writes nothing.
    let memory = Memory::new(0);
    store::import(&memory, &mut BufReader::new(kept))?;
    Ok(Arc::new(memory))
}

/// The one course that a command is about, fit for learners.
pub(super) fn course(settings: &Settings, data: &Path) -> Result<Arc<Course>, Trouble> {
    match settings.course.as_slice() {
        [] => course_called(None, settings, data),
        [one] => course_called(Some(one), settings, data),
        [_, _, ..] => Err(Trouble::Usage("This is about one course: say --course once.".to_owned())),
    }
}

/// A course by its name or path, fit for learners.
pub(super) fn course_called(
    wanted: Option<&str>,
    settings: &Settings,
    data: &Path,
) -> Result<Arc<Course>, Trouble> {
    let bundle: Bundle = shelf::find(wanted, &data.join("courses"))?;
    let loaded = course::read(&bundle, settings.lang.as_deref());
    match (loaded.complaints.first(), loaded.course) {
        (None, Some(course)) => Ok(Arc::new(course)),
        (Some(first), _) => Err(no_language(settings, &bundle)
            .unwrap_or_else(|| Trouble::Complaints(first.show(&loaded.sources), loaded.complaints.count()))),
        (None, None) => Err(Trouble::Usage("This folder holds no course.".to_owned())),
    }
}

/// A sentence, if nothing is wrong but that the course does not have the language.
fn no_language(settings: &Settings, bundle: &Bundle) -> Option<Trouble> {
    let wanted = settings.lang.as_deref()?;
    let languages = course::read(bundle, None).course?.languages;
    if languages.iter().any(|known| known == wanted) {
        return None;
    }
    let (wanted, known) = (crate::text::clean_line(wanted), languages.join(", "));
    Some(Trouble::Usage(format!("This course is not there in `{wanted}`. It can be had in: {known}.")))
}

/// The keymap of a name or path.
pub(super) fn keymap(wanted: &str, data: &Path) -> Result<Arc<Keymap>, Trouble> {
    let mut sources = Sources::default();
    let path = Path::new(wanted);
    let is_path = wanted.contains(['/', '\\']) || wanted.ends_with(".toml");
    let own = if is_path { path.to_owned() } else { data.join("keymaps").join(format!("{wanted}.toml")) };
    let text = match read_keymap(&own) {
        Ok(text) => Some(text),
        Err(error) if is_path => return Err(Trouble::File(own, error)),
        Err(_) => None,
    };
    let shown = own.to_string_lossy().into_owned();
    let find = |name: &str| match &text {
        Some(text) if name == wanted => Some((shown.clone(), text.clone())),
        Some(_) | None => keymap::shipped(name),
    };
    let (keymap, complaints) = Keymap::read(&mut sources, &find, wanted);
    match (keymap, complaints.first()) {
        (Some(keymap), _) => Ok(Arc::new(keymap)),
        (None, Some(first)) if text.is_some() => {
            Err(Trouble::Complaints(first.show(&sources), complaints.count()))
        }
        (None, first) => {
            let shipped = || SHIPPED.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
            let help = first.and_then(|first| first.help.clone());
            let help =
                help.unwrap_or_else(|| format!("Built in: {}. Or give the path of a file.", shipped()));
            Err(Trouble::Usage(format!("There is no keymap `{}`. {help}", crate::text::clean_line(wanted))))
        }
    }
}

/// What a server gives and takes: as usual, unless the data folder says otherwise.
pub(super) fn serve_file(data: &Path) -> Result<Written, Trouble> {
    let path = data.join(serve::FILE);
    let text = match read_text(&path, serve::MAX_FILE) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Written::default()),
        Err(error) => return Err(Trouble::File(path, error)),
    };
    let mut sources = Sources::default();
    let (written, complaints) = serve::read_file(&path.to_string_lossy(), text, &mut sources);
    match complaints.first() {
        None => Ok(written),
        Some(_) => {
            let said = complaints.iter().map(|complaint| complaint.show(&sources)).collect();
            Err(Trouble::Limits(said))
        }
    }
}

/// The text of a keymap file; a file that is too long is cut where its reader refuses it.
pub(super) fn read_keymap(path: &Path) -> std::io::Result<String> {
    read_text(path, MAX_KEYMAP)
}

/// The text of a file, and of one that is longer than it may be only so much that this is seen.
fn read_text(path: &Path, most: usize) -> std::io::Result<String> {
    use std::io::Read;
    if !std::fs::metadata(path)?.is_file() {
        return Err(std::io::Error::other("it is not a file")); // a pipe would be waited for without end
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(most as u64 + 1).read_to_end(&mut bytes)?;
    String::from_utf8(bytes).map_err(|_| std::io::Error::other("it is not a text in UTF-8"))
}

/// What the server that holds a folder says; nothing if there is no server.
#[cfg(unix)]
pub(super) fn answered(
    data: &Path,
    answer: io::Result<Option<Result<String, String>>>,
) -> Result<Option<String>, Trouble> {
    let answer = answer.map_err(|error| Trouble::File(data.join("control"), error))?;
    answer.transpose().map_err(Trouble::Usage)
}
