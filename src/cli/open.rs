//! From settings to things: the data folder, the store, the course, the keymap, the look.

use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Trouble;
use super::args::Settings;
use crate::course::{self, Bundle, Course};
use crate::keymap::{self, Keymap, MAX_KEYMAP, SHIPPED};
use crate::shelf;
use crate::source::{Sources, nearest};
use crate::store::{self, Disk, Store};
use crate::terminal::now;
use crate::ui::Theme;

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

/// The store in the data folder for those who only look; one that cannot be written is read all the same.
pub(super) fn store_to_read(folder: &Path) -> Result<Arc<dyn Store>, Trouble> {
    let error = match Disk::open(folder, now().0) {
        Ok(disk) => return Ok(Arc::new(disk)),
        Err(error) if error.forbids_writing() => error,
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

/// The course, fit for learners.
pub(super) fn course(settings: &Settings, data: &Path) -> Result<Arc<Course>, Trouble> {
    let bundle: Bundle = shelf::find(settings.course.as_deref(), &data.join("courses"))?;
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

/// The text of a keymap file; a file that is too long is cut where its reader refuses it.
pub(super) fn read_keymap(path: &Path) -> std::io::Result<String> {
    use std::io::Read;
    if !std::fs::metadata(path)?.is_file() {
        return Err(std::io::Error::other("it is not a file")); // a pipe would be waited for without end
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(MAX_KEYMAP as u64 + 1).read_to_end(&mut bytes)?;
    String::from_utf8(bytes).map_err(|_| std::io::Error::other("it is not a text in UTF-8"))
}

/// The theme that settings, `NO_COLOR` and the terminal ask for.
pub(super) fn theme(settings: &Settings) -> Result<Theme, Trouble> {
    let var = |name: &str| env::var(name).unwrap_or_default();
    match &settings.theme {
        Some(word) => Theme::parse(word).ok_or_else(|| {
            let known: Vec<&str> = Theme::ALL.iter().map(|theme| theme.word()).collect();
            let help = match nearest(&word.to_lowercase(), known.iter().copied()) {
                Some(near) => format!("Did you mean `{near}`?"),
                None => format!("It can be: {}.", known.join(", ")),
            };
            Trouble::Usage(format!("There is no theme `{}`. {help}", crate::text::clean_line(word)))
        }),
        None if !var("NO_COLOR").is_empty() || is_colourless(&var("TERM")) => Ok(Theme::Mono),
        None => Ok(Theme::Default),
    }
}

/// True for terminals of a time before colours.
fn is_colourless(term: &str) -> bool {
    term.ends_with("-m") || term.ends_with("-mono") || ["vt52", "vt100", "vt102", "vt220"].contains(&term)
}

/// True if the locale names an encoding other than UTF-8; a locale that says nothing is taken for UTF-8.
pub(super) fn wants_ascii(settings: &Settings) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .filter_map(|name| env::var(name).ok())
        .find(|value| !value.is_empty());
    settings.ascii || locale.is_some_and(|locale| !is_utf8(&locale))
}

fn is_utf8(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_locale_that_names_another_encoding_asks_for_ascii() {
        assert!(is_utf8("en_GB.UTF-8") && is_utf8("C.utf8"));
        assert!(!is_utf8("C") && !is_utf8("de_DE.ISO-8859-1"));
    }
}
