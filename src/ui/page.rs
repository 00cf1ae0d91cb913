//! The page of a scene, laid out, with the part of it that is seen.

use std::ops::Range;

use super::certificate::lay_certificate;
use super::chrome::said;
use super::class::lay_class;
use super::contents::lay_contents;
use super::exercise::{lay_exercise, lay_row_of_buttons};
use super::frame::{Frame, text_width};
use super::gate::lay_gate;
use super::key::{PageKey, page_key, top_key};
use super::lists::{lay_all_sources, lay_glossary, lay_notes, lay_search};
use super::menu::lay_menu;
use super::paper::{Aim, Deed, Hook, Mark, Paper, Run, Target};
use super::peek::{lay_peek, peek_rows};
use super::people::{lay_circles, lay_people, lay_person};
use super::profile::lay_profile;
use super::progress::lay_progress;
use super::prose::lay_prose;
use super::review::lay_review_page;
use super::screen::Screen;
use super::theme::Role;
use super::tour::lay_tour;
use super::warning::lay_warning;
use super::writer::Writer;
use crate::keymap::{Action, Keymap};
use crate::session::{Command, Page, Scene, Skip, To};

/// A page as it is seen now.
#[derive(Debug)]
pub(super) struct View {
    pub(super) key: PageKey,
    pub(super) paper: Paper,
    pub(super) frame: Frame,
    /// The topmost row.
    pub(super) top: usize,
    /// The marked target, if it is seen.
    pub(super) focus: Option<usize>,
    /// The rows of what is said at the foot; none if keys stand there.
    pub(super) said: Vec<String>,
    /// What is said about the opened word.
    pub(super) peek: Option<Paper>,
}

impl View {
    /// Lays out what is on top: the menu or the page.
    pub(super) fn new(scene: &Scene<'_>, screen: &Screen, keymap: &Keymap) -> Self {
        let key = top_key(scene, screen);
        let gaze = screen.gaze(&key);
        let mut paper = lay(scene, screen, keymap, gaze.sideways);
        if screen.menu() {
            let mut writer = Writer::new(text_width(screen.look), screen.look.ascii, 0);
            match screen.warning() {
                Some(warning) => lay_warning(&mut writer, warning),
                None => lay_menu(&mut writer, scene, screen, keymap, &paper),
            }
            paper = writer.paper;
        }
        let peek = screen.peek().and_then(|peek| lay_peek(scene, screen.look, &peek.leaf));
        let panel = match (screen.prompt(), &peek) {
            (Some(prompt), _) => 1 + prompt.panel(screen.look).rows.len(),
            (None, Some(peek)) => peek_rows(peek),
            (None, None) => 0,
        };
        let said = said(scene, screen, keymap);
        // What is open says more than what would be said about the marked word.
        let frame =
            Frame::new(screen.look, panel, paper.speaks && peek.is_none(), said.len().saturating_sub(1));
        let top = paper.row_of(gaze.top);
        let mut view = Self { key, paper, frame, top, focus: None, said, peek };
        let found = gaze.focus.and_then(|aim| view.paper.find(&aim));
        view.focus = found.filter(|index| view.is_seen(*index));
        view
    }

    /// The rows that are seen.
    pub(super) fn window(&self) -> Range<usize> {
        self.frame.window(self.top)
    }

    pub(super) fn is_seen(&self, index: usize) -> bool {
        let window = self.window();
        self.paper.targets.get(index).is_some_and(|target| target.seen_in(&window))
    }

    pub(super) fn target(&self) -> Option<&Target> {
        self.focus.and_then(|index| self.paper.targets.get(index))
    }

    /// The topmost row at the end of the page.
    pub(super) fn last_top(&self) -> usize {
        self.paper.rows.len().saturating_sub(usize::from(self.frame.height))
    }

    /// True if there is more of the page below.
    pub(super) fn more(&self) -> bool {
        self.top < self.last_top()
    }
}

fn lay(scene: &Scene<'_>, screen: &Screen, keymap: &Keymap, sideways: usize) -> Paper {
    let sideways = if screen.menu() { screen.gaze(&page_key(scene, screen)).sideways } else { sideways };
    let mut writer = Writer::new(text_width(screen.look), screen.look.ascii, sideways);
    if let Some(skip) = scene.crumb.and_then(|crumb| crumb.skip).filter(|_| is_step(scene)) {
        lay_skip(&mut writer, skip);
    }
    match &scene.page {
        Page::Tour => lay_tour(&mut writer, scene, screen, keymap),
        Page::Contents(contents) => {
            lay_contents(&mut writer, scene.learner, scene.logged_in, contents, screen);
        }
        Page::Reading(prose) => {
            if let Some(crumb) = scene.crumb.filter(|crumb| crumb.number == 1) {
                lay_start(&mut writer, crumb.lesson);
            }
            lay_prose(&mut writer, prose);
        }
        Page::Exercise(desk) => lay_exercise(&mut writer, scene, desk, screen),
        Page::Gate(gate) => lay_gate(&mut writer, gate),
        Page::Progress(report) => lay_progress(&mut writer, report, screen),
        Page::Certificate(certificate) => lay_certificate(&mut writer, certificate),
        Page::Search(search) => lay_search(&mut writer, search),
        Page::Glossary(glossary) => lay_glossary(&mut writer, glossary),
        Page::Sources(sources) => lay_all_sources(&mut writer, sources),
        Page::Notes(notes) => lay_notes(&mut writer, notes),
        Page::Class(page) => lay_class(&mut writer, page),
        Page::People(page) => lay_people(&mut writer, page),
        Page::Circles(page) => lay_circles(&mut writer, page),
        Page::Person(page) => lay_person(&mut writer, page, screen.prompt().is_some()),
        Page::Profile(page) => lay_profile(&mut writer, page),
        Page::Review(page) => lay_review_page(&mut writer, page),
    }
    if scene.crumb.is_some()
        && let Some(note) = scene.note
    {
        writer.gap();
        writer.within("Your note: ", "  ", |writer| writer.say(note, Role::Emphasis));
    }
    if matches!(scene.page, Page::Reading(_)) {
        writer.gap();
        lay_row_of_buttons(
            &mut writer,
            [(Action::NextStep, "Next"), (Action::PreviousStep, "Previous")].into_iter(),
        );
    }
    writer.paper
}

fn is_step(scene: &Scene<'_>) -> bool {
    matches!(scene.page, Page::Reading(_) | Page::Exercise(_))
}

/// That a lesson may be left out, and the way past it.
fn lay_skip(writer: &mut Writer, skip: Skip<'_>) {
    let (words, word, aim, deed) = match skip {
        Skip::Lesson(next) => {
            let words = format!("This lesson is extra. You can skip it and go on with \"{}\".", next.title);
            let deed = Deed::Do(Command::Go(To::Lesson(next.id.clone())));
            (words, "Skip it", Aim::Lesson(next.id.clone()), deed)
        }
        Skip::Contents => {
            let words = "This lesson is extra. You can skip it: nothing that is needed follows.".to_owned();
            (words, "Contents", Aim::Button(Action::Contents), Deed::Act(Action::Contents))
        }
    };
    let button = Run::button(word, Hook::new(aim, deed, Mark::Inner));
    writer.flow(&[Run::new(words, Role::Quiet), Run::new(" ", Role::Quiet), button]);
    writer.gap();
}

/// What a lesson is good for, above its first text.
fn lay_start(writer: &mut Writer, lesson: &crate::course::Lesson) {
    if lesson.objectives.is_empty() {
        return;
    }
    writer
        .say(format!("{}, about {} minutes. Afterwards you can:", lesson.title, lesson.minutes), Role::Quiet);
    for objective in &lesson.objectives {
        writer.within("- ", "  ", |writer| writer.say(objective, Role::Quiet));
    }
    writer.gap();
}
