//! The tour for newcomers: what this is, how to move, read, answer, and what becomes of the work.

use super::exercise::lay_row_of_buttons;
use super::hints::keys;
use super::paper::{Deed, Hook, Leaf, Mark, Run};
use super::screen::Screen;
use super::theme::Role;
use super::writer::Writer;
use crate::keymap::{Action, Keymap, Mode};
use crate::session::Scene;

/// How many pages the tour has.
pub(super) const PAGES: usize = 5;
/// The page on which a word can be opened.
const READING: usize = 2;

/// Writes a page of the tour.
pub(super) fn lay_tour(writer: &mut Writer, scene: &Scene<'_>, screen: &Screen, keymap: &Keymap) {
    let ascii = screen.look.ascii;
    let key = |mode, action| keys(keymap, mode, action, ascii);
    let reading = |action| key(Mode::Reading, action);
    let page = screen.tour.page.min(PAGES - 1);
    writer.say(title(page), Role::Heading);
    writer.gap();
    match page {
        0 => {
            writer.say(format!("This is a course: {}.", scene.course), Role::Text);
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
        READING => lay_reading(writer, scene, &reading),
        3 => {
            let key = |action| key(Mode::Arranging, action);
            list(
                writer,
                &[
                    format!(
                        "{} ticks, picks up and drops. The arrows move what you hold.",
                        key(Action::Take)
                    ),
                    format!("{} puts it back. {} undoes.", key(Action::Back), key(Action::Undo)),
                    format!(
                        "{} checks your answer. So does [ Check ] below the exercise.",
                        key(Action::Check)
                    ),
                    "How an answer counts stands above it.".to_owned(),
                ],
            );
        }
        _ => list(
            writer,
            &[
                "All is kept as you go; \"saved\" at the foot means: on the disk.".to_owned(),
                format!(
                    "{} lists the keys of a page. {} opens the menu: search, notes, reports.",
                    reading(Action::Help),
                    reading(Action::Menu)
                ),
                "Contents: [ ] is new, [~] begun, [x] done; at their end, this tour.".to_owned(),
                format!("{} leaves the program.", reading(Action::Quit)),
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
        buttons.push((Action::Back, "Leave"));
    }
    lay_row_of_buttons(writer, buttons.into_iter());
    // Where a word is to be marked, nothing is yet: the first Tab marks the word.
    if writer.paper.default.is_none() && page != READING {
        writer.paper.default = writer.paper.primary.clone();
    }
}

fn title(page: usize) -> String {
    let what = match page {
        0 => "Welcome",
        1 => "Moving about",
        READING => "Reading",
        3 => "Exercises",
        _ => "Your work, and help",
    };
    format!("{what} ({} of {PAGES})", page + 1)
}

fn lay_moving(writer: &mut Writer, screen: &Screen, key: &dyn Fn(Action) -> String) {
    let (up, down) = (key(Action::Up), key(Action::Down));
    writer.say(
        format!(
            "> is where you are. {up} and {down} move it, {} does what is marked. Try it:",
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

fn lay_reading(writer: &mut Writer, scene: &Scene<'_>, key: &dyn Fn(Action) -> String) {
    let (next, before) = (key(Action::NextStep), key(Action::PreviousStep));
    list(
        writer,
        &[
            format!("{} turns the page. At its end it goes to the next step.", key(Action::PageDown)),
            format!("{next} goes to the next step at once, {before} to the one before."),
        ],
    );
    let (mark, open, close) = (key(Action::NextLink), key(Action::Open), key(Action::Back));
    let words = format!(
        "Underlined words and codes in brackets open in place: {mark} marks them, {open} opens, {close} closes. Try it: "
    );
    let mut runs = vec![Run::new(words, Role::Text)];
    if let Some(term) = scene.references.any_term() {
        let deed = Deed::Peek(Leaf::Term(term.name.clone()));
        let mut word = Run::new(term.name.as_str(), Role::Link);
        word.hook = Some(Hook::new(writer.nth(), deed, Mark::Reverse));
        runs.push(word);
    }
    writer.within("- ", "  ", |writer| writer.flow(&runs));
}

fn list(writer: &mut Writer, sentences: &[String]) {
    for sentence in sentences {
        let runs = [Run::new(sentence.as_str(), Role::Text)];
        writer.within("- ", "  ", |writer| writer.flow(&runs));
    }
}
