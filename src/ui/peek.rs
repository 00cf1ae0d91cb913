//! A term or a source that is open over the text: the text stays, a few rows at its foot say what it is.

use super::frame::{Frame, text_width};
use super::page::View;
use super::paper::{Leaf, Paper, Run, Spot};
use super::prose::lay_prose;
use super::screen::{Look, Overlay, Screen};
use super::theme::Role;
use super::touch::Effect;
use super::writer::Writer;
use crate::keymap::{Action, Keymap};
use crate::session::{Command, Scene, To};

/// What is open over the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Peek {
    pub(super) leaf: Leaf,
    /// What stood at the top before the text made room.
    top: Spot,
}

/// What is said about a term or a source, with an empty row above; none if it is unknown.
pub(super) fn lay_peek(scene: &Scene<'_>, look: Look, leaf: &Leaf) -> Option<Paper> {
    let mut writer = Writer::new(text_width(look), look.ascii, 0);
    match leaf {
        Leaf::Term(words) => {
            let term = scene.references.term(words)?;
            writer.say(&term.name, Role::Strong);
            lay_prose(&mut writer, &term.text);
            if !term.sources.is_empty() {
                writer.say(format!("Source: {}", term.sources.join("; ")), Role::Quiet);
            }
        }
        Leaf::Source(code, part) => {
            let cited = scene.references.source(code)?;
            let part = part.as_deref().map(|part| format!(", {part}")).unwrap_or_default();
            writer.say(format!("{code}{part}"), Role::Strong);
            writer.say(&cited.title, Role::Text);
            if let Some(at) = &cited.at {
                writer.flow(&[Run::new(at.as_str(), Role::Quiet)]);
            }
        }
    }
    Some(writer.paper)
}

/// The rows at the foot that these take: one stays empty above them.
pub(super) fn peek_rows(paper: &Paper) -> usize {
    paper.rows.len() + 1
}

/// True if there is room for these below a text that can still be read.
fn fits(paper: &Paper, look: Look) -> bool {
    let page = Frame::new(look, 0, false, 0).height;
    peek_rows(paper) * 3 <= usize::from(page) * 2
}

impl Screen {
    /// Opens a term or a source over the text, or as a page of its own where there is no room.
    pub(super) fn open_leaf(
        &mut self,
        scene: &Scene<'_>,
        keymap: &Keymap,
        view: &View,
        leaf: &Leaf,
    ) -> Vec<Effect> {
        self.held = None;
        let paper = lay_peek(scene, self.look, leaf);
        if !paper.is_some_and(|paper| fits(&paper, self.look)) {
            return vec![Effect::Do(Command::Go(page_of(leaf)))];
        }
        let top = self.gaze(&view.key).top;
        self.overlay = Some(Overlay::Peek(Peek { leaf: leaf.clone(), top }));
        self.make_room(scene, keymap);
        Vec::new()
    }

    /// Moves the text so that the opened word is seen above what is said about it.
    fn make_room(&mut self, scene: &Scene<'_>, keymap: &Keymap) {
        let aim = self.gaze(&super::key::page_key(scene, self)).focus;
        let view = View::new(scene, self, keymap);
        if let Some(index) = aim.and_then(|aim| view.paper.find(&aim)) {
            let top = view.reveal(&view.paper.targets[index].rows());
            self.look_at(&view, top, Some(index));
        }
    }

    /// Closes it; the text stands as it stood before.
    pub(super) fn close_peek(&mut self, scene: &Scene<'_>) {
        let Some(Overlay::Peek(peek)) = self.overlay.take() else { return };
        let key = super::key::page_key(scene, self);
        let mut gaze = self.gaze(&key);
        gaze.top = peek.top;
        self.set_gaze(&key, gaze);
    }

    /// After a resize: shown if there is still room for it.
    pub(super) fn resize_peek(&mut self, scene: &Scene<'_>, keymap: &Keymap) {
        let Some(peek) = self.peek() else { return };
        let paper = lay_peek(scene, self.look, &peek.leaf);
        if paper.is_some_and(|paper| fits(&paper, self.look)) {
            self.make_room(scene, keymap);
        } else {
            self.close_peek(scene);
        }
    }

    /// A key while a word is open: close it, see all about it, or go on with the text.
    pub(super) fn act_in_peek(&mut self, scene: &Scene<'_>, keymap: &Keymap, action: Action) -> Vec<Effect> {
        let leaf = self.peek().map(|peek| peek.leaf.clone());
        self.close_peek(scene);
        match (action, leaf) {
            (Action::Back, _) => Vec::new(),
            (Action::Open | Action::Take, Some(leaf)) => vec![Effect::Do(Command::Go(page_of(&leaf)))],
            _ => self.act_on_page(scene, keymap, action),
        }
    }
}

fn page_of(leaf: &Leaf) -> To {
    match leaf {
        Leaf::Term(words) => To::Glossary(Some(words.clone())),
        Leaf::Source(code, _) => To::Sources(Some(code.clone())),
    }
}
