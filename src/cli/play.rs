//! `curricle`: one learner takes the course.

use std::env;
use std::io::IsTerminal;
use std::sync::Arc;

use super::args::Settings;
use super::{Trouble, open};
use crate::app::{Kept, Reports, Sitting, Talker, Window};
use crate::store::{Disk, Store, Stream, StreamError, minds_panics_of};
use crate::terminal::{self, now};
use crate::ui::Look;

/// The most learners that the chooser lists.
const MAX_LISTED: usize = 50;

pub(super) fn play(settings: &Settings) -> Result<(), Trouble> {
    let data = open::data_folder(settings)?;
    let theme = open::theme(settings)?;
    // The store waits for the disk and the rest for the processor, so they need not wait for each other.
    let opening = Disk::start(&data, now().0)?;
    let (keymap, course) = (open::keymap(&settings.keymap, &data), open::course(settings, &data));
    let store = opening.wait();
    let (keymap, course) = (keymap?, course?);
    let store: Arc<dyn Store> = Arc::new(store?);
    let learner = learner(settings, store.as_ref())?;
    let reports = Some(Reports::in_folder(&data));
    let sitting = Sitting::open(store, course, &learner, reports, now())?;
    let news: Vec<String> =
        sitting.damage.iter().map(|damage| crate::text::clean_line(&damage.to_string())).collect();
    let kept = if is_linear(settings) {
        let talker = Talker::new(sitting);
        match terminal::talk(talker, &news) {
            // A reader that has heard enough is no trouble; each line was on the disk before it was answered.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => return Ok(()),
            ended => ended.map_err(Trouble::Output)?,
        }
    } else {
        let ascii = open::wants_ascii(settings);
        let mouse = settings.mouse;
        let make = |columns, rows| Window::new(sitting, Look { columns, rows, ascii, mouse }, keymap, theme);
        if !news.is_empty() {
            // Too much for a line of the screen, and too grave to be cut off there.
            let question = format!("{}\nPress Enter to go on. ", news.join("\n"));
            terminal::ask_line(&question).map_err(Trouble::Terminal)?;
        }
        terminal::play(make, mouse, minds_panics_of).map_err(Trouble::Terminal)?
    };
    match kept {
        Kept::Saved => Ok(()),
        Kept::Saving => Err(Trouble::Unsaved("The disk did not answer in time.".to_owned())),
        Kept::Failing(why) => Err(Trouble::Unsaved(why)),
    }
}

fn is_linear(settings: &Settings) -> bool {
    settings.linear
        || env::var("TERM").is_ok_and(|term| term == "dumb")
        || !std::io::stdout().is_terminal()
        || !std::io::stdin().is_terminal()
}

/// Who learns: as said, or the only one there is, or whoever is chosen from several.
fn learner(settings: &Settings, store: &dyn Store) -> Result<String, Trouble> {
    if let Some(name) = &settings.learner {
        return checked(name).map_err(Trouble::Name);
    }
    let mut known: Vec<String> = store.streams()?.iter().map(|stream| stream.learner().to_owned()).collect();
    known.sort();
    known.dedup();
    match known.len() {
        0 => Ok(user_name()),
        1 => Ok(known.remove(0)),
        _ if !std::io::stdin().is_terminal() => {
            let list = known.join(", ");
            Err(Trouble::Usage(format!(
                "Several people learn here: {list}. Please say who you are: --learner NAME."
            )))
        }
        _ => choose(&known),
    }
}

fn choose(known: &[String]) -> Result<String, Trouble> {
    let mut question = String::from("Who are you?\n");
    for (number, name) in known.iter().take(MAX_LISTED).enumerate() {
        question.push_str(&format!("  {}. {name}\n", number + 1));
    }
    question.push_str("Type a number, or a new name: ");
    loop {
        let Some(line) = terminal::ask_line(&question).map_err(Trouble::Terminal)? else {
            return Err(Trouble::Usage("Please say who you are: --learner NAME.".to_owned()));
        };
        let line = line.trim();
        let number = line.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        if let Some(name) = number.and_then(|number| known.get(number)) {
            return Ok(name.clone());
        }
        if line.is_empty() {
            continue;
        }
        match checked(line) {
            Ok(name) => return Ok(name),
            Err(error) => question = format!("{error}\nType a number, or a new name: "),
        }
    }
}

fn checked(name: &str) -> Result<String, StreamError> {
    Stream::new(name, "course").map(|stream| stream.learner().to_owned())
}

/// The name that the system knows the user by, if the store can keep it.
fn user_name() -> String {
    let names = ["USER", "LOGNAME", "USERNAME"].iter().filter_map(|name| env::var(name).ok());
    let mut fit = names.map(|name| name.to_lowercase()).filter_map(|name| checked(&name).ok());
    fit.next().unwrap_or_else(|| "learner".to_owned())
}
