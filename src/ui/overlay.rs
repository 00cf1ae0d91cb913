//! Keys while a menu or a prompt lies over the page.

use super::editor::edit_for;
use super::frame::text_width;
use super::hints::keys;
use super::page::View;
use super::paper::Deed;
use super::prompt::{Asked, field_width};
use super::screen::{Overlay, Screen};
use super::touch::Effect;
use super::travel::Way;
use crate::keymap::{Action, Keymap, Mode};
use crate::session::{Command, Scene};

impl Screen {
    pub(super) fn act_in_menu(&mut self, scene: &Scene<'_>, keymap: &Keymap, action: Action) -> Vec<Effect> {
        let view = View::new(scene, self, keymap);
        match action {
            Action::Up => self.walk(&view, Way::Up),
            Action::Down => self.walk(&view, Way::Down),
            Action::PageUp => {
                self.turn(&view, Way::Up, true);
            }
            Action::PageDown => {
                self.turn(&view, Way::Down, true);
            }
            Action::LineUp => self.scroll(&view, -1),
            Action::LineDown => self.scroll(&view, 1),
            Action::First => self.go_to_edge(&view, Way::Up, true),
            Action::Last => self.go_to_edge(&view, Way::Down, true),
            Action::NextLink | Action::Right => self.tab(&view, Way::Right, true),
            Action::PreviousLink | Action::Left => self.tab(&view, Way::Left, true),
            Action::Open | Action::Take => {
                let chosen = view.target().map(|target| target.deed.clone());
                if let Some(Deed::Choose(action)) = chosen {
                    let stays = self.warning().is_some() && action == Action::Back;
                    self.overlay = None;
                    return if stays { Vec::new() } else { self.act(scene, keymap, action) };
                }
                if chosen == Some(Deed::QuitUnsaved) {
                    return vec![Effect::QuitUnsaved];
                }
            }
            Action::Menu if self.help() => self.list(scene, keymap, Overlay::Menu),
            Action::Help if !self.help() => self.list(scene, keymap, Overlay::Help),
            Action::Back | Action::Menu | Action::Help => self.overlay = None,
            other => {
                self.overlay = None;
                return self.act(scene, keymap, other);
            }
        }
        Vec::new()
    }

    pub(super) fn act_in_prompt(
        &mut self,
        scene: &Scene<'_>,
        keymap: &Keymap,
        action: Action,
    ) -> Vec<Effect> {
        let width = field_width(text_width(self.look));
        let Some(Overlay::Prompt(prompt)) = &mut self.overlay else { return Vec::new() };
        match action {
            Action::Open => {
                if let Some(lack) = prompt.lack() {
                    self.say(lack);
                    return Vec::new();
                }
                let (command, thanks) = (prompt.command(), prompt.thanks());
                self.overlay = None;
                if let (Some(_), Some(thanks)) = (&command, thanks) {
                    self.say(thanks);
                }
                return command.map(Effect::Do).into_iter().collect();
            }
            Action::Back | Action::Menu => {
                let half = prompt.jotted(scene).is_some();
                let asked = prompt.asked.clone();
                self.overlay = None;
                if half {
                    self.say(kept_for_later(&asked));
                    return vec![Effect::Do(Command::Pause)];
                }
            }
            Action::Quit => return vec![Effect::Quit],
            Action::Redraw => return vec![Effect::Redraw],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Theme => return vec![Effect::NextTheme],
            Action::Look => return vec![Effect::NextLook],
            Action::Help => {
                let (done, cancel) = (
                    keys(keymap, Mode::Asking, Action::Open, self.look.ascii),
                    keys(keymap, Mode::Asking, Action::Back, self.look.ascii),
                );
                let leaves = match prompt.asked {
                    Asked::Search | Asked::Find(_) | Asked::About(_) => "leaves",
                    Asked::Note | Asked::Report | Asked::Letter(_) | Asked::Comment => "keeps it for later",
                };
                self.say(format!("Write, then press {done}. {cancel} {leaves}."));
            }
            other => {
                if let Some(edit) = edit_for(other, 1) {
                    let changed = prompt.draft.apply(edit, width).changed;
                    let jot = if changed { prompt.jot() } else { None };
                    return jot.map(Effect::Do).into_iter().collect();
                } else {
                    self.say("First finish what you write here.");
                }
            }
        }
        Vec::new()
    }
}

fn kept_for_later(asked: &Asked) -> &'static str {
    match asked {
        Asked::Search | Asked::Comment | Asked::Find(_) | Asked::About(_) => "",
        Asked::Letter(_) => "What you wrote is kept for later. It is not sent yet.",
        Asked::Note => "What you wrote is kept for later. It is no note yet.",
        Asked::Report => "What you wrote is kept for later. It is not sent yet.",
    }
}
