//! The tour for newcomers: what this is, how to move, read, answer, and what becomes of the work.

use super::exercise::lay_row_of_buttons;
use super::hints::keys;
use super::paper::{Deed, Hook, Mark, Run};
use super::screen::Screen;
use super::theme::Role;
use super::writer::Writer;
use crate::keymap::{Action, Keymap, Mode};

/// How many pages the tour has.
pub(super) const PAGES: usize = 5;

/// Writes a page of the tour.
pub(super) fn lay_tour(writer: &mut Writer, course: &str, screen: &Screen, keymap: &Keymap) {
    let ascii = screen.look.ascii;
    let key = |mode, action| keys(keymap, mode, action, ascii);
    let reading = |action| key(Mode::Reading, action);
    let page = screen.tour.page.min(PAGES - 1);
    writer.say(title(page), Role::Heading);
    writer.gap();
    match page {
        0 => {
            writer.say(format!("This is a course: {course}."), Role::Text);
            list(
                writer,
                &[
                    "You read short texts and work on exercises, at your own pace.".to_owned(),
                    "You can leave at any moment. You come back to the same place.".to_owned(),
                    format!("This tour has {PAGES} short pages. {} goes on.", reading(Action::Open)),
                ],
            );
        }
        1 => lay_moving(writer, screen, &reading),
        2 => list(
            writer,
            &[
                format!("{} turns the page. At the end it goes to the next step.", reading(Action::PageDown)),
                format!(
                    "{} goes to the next step at once, {} to the one before.",
                    reading(Action::NextStep),
                    reading(Action::PreviousStep)
                ),
                format!(
                    "Underlined words open something. {} marks them, {} opens them.",
                    reading(Action::NextLink),
                    reading(Action::Open)
                ),
                format!("{} goes back.", reading(Action::Back)),
                "In the contents [ ] is new, [~] is begun, [x] is done.".to_owned(),
            ],
        ),
        3 => {
            let mode = Mode::Arranging;
            list(
                writer,
                &[
                    format!(
                        "{} ticks, picks up and drops. The arrows move what you hold.",
                        key(mode, Action::Take)
                    ),
                    format!(
                        "{} puts back what you hold. {} undoes.",
                        key(mode, Action::Back),
                        key(mode, Action::Undo)
                    ),
                    format!(
                        "{} checks your answer. The words [ Check ] and [ Hint ] below an exercise do the same: mark them and press {}.",
                        key(mode, Action::Check),
                        key(mode, Action::Open)
                    ),
                    "How an answer is counted stands above it.".to_owned(),
                ],
            );
        }
        _ => list(
            writer,
            &[
                "Everything is kept as you go. \"saved\" at the bottom right says that it is on the disk."
                    .to_owned(),
                format!("{} leaves the program.", reading(Action::Quit)),
                format!("{} shows all keys that work on a page.", reading(Action::Help)),
                format!("{} opens the menu when there is nothing to go back to.", reading(Action::Back)),
                "The menu also has notes, bookmarks, search, and a way to report a problem.".to_owned(),
            ],
        ),
    }
    writer.gap();
    let on = if page + 1 == PAGES { "To the contents" } else { "Next" };
    let mut buttons = vec![(Action::NextStep, on)];
    if page > 0 {
        buttons.push((Action::PreviousStep, "Previous"));
    }
    if page + 1 < PAGES {
        buttons.push((Action::Back, "Leave the tour"));
    }
    lay_row_of_buttons(writer, buttons.into_iter());
    if writer.paper.default.is_none() {
        writer.paper.default = writer.paper.primary.clone();
    }
}

fn title(page: usize) -> String {
    let what = match page {
        0 => "Welcome",
        1 => "Moving about",
        2 => "Reading",
        3 => "Exercises",
        _ => "Your work, and help",
    };
    format!("{what} ({} of {PAGES})", page + 1)
}

fn lay_moving(writer: &mut Writer, screen: &Screen, key: &dyn Fn(Action) -> String) {
    let (up, down) = (key(Action::Up), key(Action::Down));
    writer.say(
        format!(
            "The sign > shows where you are. {up} and {down} move it, {} does what is marked. Try it:",
            key(Action::Open)
        ),
        Role::Text,
    );
    writer.gap();
    for (index, word) in ["this row", "or this one", "or the last one"].into_iter().enumerate() {
        let hook = Hook::new(writer.nth(), Deed::Try(index), Mark::Gutter);
        if index == 0 {
            writer.paper.default = Some(hook.aim.clone());
        }
        let sign = if screen.tour.tried == Some(index) { "(x)" } else { "( )" };
        writer.target(hook, |writer| writer.say(format!("{sign} {word}"), Role::Text));
    }
    writer.gap();
    writer.say(
        match screen.tour.tried {
            Some(_) => "Well done. Now go down to [ Next ].",
            None => "Nothing is counted here.",
        },
        Role::Text,
    );
}

fn list(writer: &mut Writer, sentences: &[String]) {
    for sentence in sentences {
        let runs = [Run::new(sentence.as_str(), Role::Text)];
        writer.within("- ", "  ", |writer| writer.flow(&runs));
    }
}
