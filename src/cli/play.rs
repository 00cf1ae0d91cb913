//! `curricle`: one learner takes the course.

use std::env;
use std::io::IsTerminal;
use std::sync::Arc;

use super::args::Settings;
use super::{Trouble, learner, looks, open};
use crate::app::{Reports, Sitting, Talker, Window};
use crate::store::{Disk, Store, minds_panics_of};
use crate::terminal::{self, Setup, now};
use crate::ui::Look;

pub(super) fn play(settings: &Settings) -> Result<(), Trouble> {
    let data = open::data_folder(settings)?;
    let (theme, looks) = (looks::theme(settings)?, looks::looks(settings)?);
    let known = looks::terminal(settings)?;
    // The store waits for the disk and the rest for the processor, so they need not wait for each other.
    let opening = Disk::start(&data, now().0)?;
    let (keymap, course) = (open::keymap(&settings.keymap, &data), open::course(settings, &data));
    let store = opening.wait();
    let (keymap, course) = (keymap?, course?);
    let store: Arc<dyn Store> = Arc::new(store?);
    let learner = learner::who(settings, store.as_ref())?;
    let reports = Some(Reports::in_folder(&data));
    let sitting = Sitting::open(store, course, &learner, reports, now())?;
    let news: Vec<String> =
        sitting.damage.iter().map(|damage| crate::text::clean_line(&damage.to_string())).collect();
    if is_linear(settings) {
        let ended = terminal::talk(Talker::new(sitting), &news);
        ended.kept.map_err(Trouble::Unsaved)?;
        match ended.output {
            // A reader that has heard enough is no trouble.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            output => output.map_err(Trouble::Output),
        }
    } else {
        let ascii = known.ascii;
        let mouse = settings.mouse;
        let finish = looks.finish;
        let make = |columns, rows| {
            let look = Look { columns, rows, ascii, mouse, finish };
            let window = Window::new(sitting, look, keymap, theme);
            if looks.line_decides { window.as_the_line_allows() } else { window }
        };
        if !news.is_empty() {
            // Too much for a line of the screen, and too grave to be cut off there.
            let question = format!("{}\nPress Enter to go on. ", news.join("\n"));
            terminal::ask_line(&question).map_err(Trouble::Terminal)?;
        }
        let ended = terminal::play(make, Setup { known, mouse, minded: minds_panics_of });
        ended.kept.map_err(Trouble::Unsaved)?;
        ended.output.map_err(Trouble::Terminal)
    }
}

fn is_linear(settings: &Settings) -> bool {
    settings.linear
        || env::var("TERM").is_ok_and(|term| term == "dumb")
        || !std::io::stdout().is_terminal()
        || !std::io::stdin().is_terminal()
}
