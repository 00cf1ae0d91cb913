//! A learner wants to leave and not all is saved: what would be lost, and what can be done.

use super::key::PageKey;
use super::page::View;
use super::paper::{Aim, Deed, Hook, Mark};
use super::screen::{Overlay, Screen};
use super::theme::Role;
use super::writer::Writer;
use crate::keymap::{Action, Keymap};
use crate::session::Scene;

/// What is not saved, and why.
#[derive(Debug)]
pub(super) struct Warning {
    why: String,
    what: String,
}

impl Warning {
    pub(super) fn why(&self) -> &str {
        &self.why
    }
}

impl Screen {
    /// Asks what to do instead of leaving: `what` is not saved because of `why`.
    pub fn warn(&mut self, scene: &Scene<'_>, keymap: &Keymap, why: &str, what: &str) {
        self.held = None;
        self.overlay = Some(Overlay::Warning(Warning { why: why.to_owned(), what: what.to_owned() }));
        self.forget(&PageKey::Menu);
        let view = View::new(scene, self, keymap);
        let first = view.paper.default.as_ref().and_then(|aim| view.paper.find(aim));
        self.look_at(&view, 0, first);
    }
}

/// Writes the question.
pub(super) fn lay_warning(writer: &mut Writer, warning: &Warning) {
    writer.say(&warning.why, Role::Strong);
    writer.gap();
    writer.say(format!("Not saved yet: {}.", warning.what), Role::Text);
    writer.gap();
    writer.say("If you leave now, this is lost. What is saved stays.", Role::Text);
    writer.gap();
    let stay = Hook::new(Aim::Button(Action::Back), Deed::Choose(Action::Back), Mark::Gutter);
    writer.paper.default = Some(stay.aim.clone());
    let again = Hook::new(Aim::Button(Action::Quit), Deed::Choose(Action::Quit), Mark::Gutter);
    let leave = Hook::new(writer.nth(), Deed::QuitUnsaved, Mark::Gutter);
    let choices = [
        (stay, "Stay, and go on; the disk is tried again and again"),
        (again, "Try once more to save, then leave"),
        (leave, "Leave, and lose it"),
    ];
    for (hook, words) in choices {
        writer.target(hook, |writer| writer.within("", "  ", |writer| writer.say(words, Role::Text)));
    }
}
