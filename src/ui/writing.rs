//! Keys while a text is written.

use super::editor::{STEP_ROWS, edit_for, field_width};
use super::frame::text_width;
use super::key::{editing, mode};
use super::page::View;
use super::paper::Aim;
use super::prompt;
use super::screen::{Overlay, Screen};
use super::touch::Effect;
use super::travel::Way;
use crate::exercise::Input;
use crate::keymap::{Action, Keymap, Mode};
use crate::session::{Command, Scene};
use crate::text::{self, Edit};

impl Screen {
    /// Does what an action means in the text of the page; nothing if it means nothing there.
    pub(super) fn act_in_text(
        &mut self,
        scene: &Scene<'_>,
        keymap: &Keymap,
        action: Action,
    ) -> Option<Vec<Effect>> {
        let view = View::new(scene, self, keymap);
        let long = matches!(mode(scene, self), Mode::Writing);
        if action == Action::Open && !long {
            return Some(vec![Effect::Do(Command::Check)]);
        }
        let page = usize::from(view.frame.height).saturating_sub(1).max(1);
        let edit = edit_for(action, page)?;
        let width = field_width(text_width(self.look));
        let writing = self.writing.as_mut()?;
        let outcome = writing.draft.apply(edit, width);
        if outcome.left_out > 0 {
            self.message = Some("The text is full; the rest was left out.".to_owned());
        }
        if outcome.changed {
            return Some(self.written(scene, keymap));
        }
        if outcome.moved {
            let view = View::new(scene, self, keymap);
            self.follow_cursor(&view);
        } else {
            match action {
                Action::Up => self.leave_text(&view, Way::Up),
                Action::Down => self.leave_text(&view, Way::Down),
                Action::PageUp => {
                    self.turn(&view, Way::Up, true);
                }
                Action::PageDown => {
                    self.turn(&view, Way::Down, true);
                }
                _ => {}
            }
        }
        Some(Vec::new())
    }

    pub(super) fn leave_text(&mut self, view: &View, way: Way) {
        self.count();
        let Some(field) = view.paper.find(&Aim::Field) else { return };
        let next = view.beyond(field, way).filter(|index| way == Way::Down || view.is_seen(*index));
        match next {
            Some(index) => self.mark(view, index),
            None => {
                self.scroll(view, if way == Way::Up { -1 } else { 1 });
                let top = if way == Way::Up { view.top.saturating_sub(1) } else { view.top + 1 };
                let seen = view.paper.cursor.is_some_and(|(row, _)| view.frame.window(top).contains(&row));
                if !seen {
                    let mut gaze = self.gaze(&view.key);
                    gaze.focus = None;
                    self.set_gaze(&view.key, gaze);
                }
            }
        }
    }

    pub(super) fn insert(&mut self, scene: &Scene<'_>, keymap: &Keymap, edit: Edit) -> Vec<Effect> {
        let width = text_width(self.look);
        if let Some(Overlay::Prompt(asked)) = &mut self.overlay {
            let outcome = asked.draft.apply(one_line(edit), prompt::field_width(width));
            let jot = if outcome.changed { asked.jot() } else { None };
            if outcome.left_out > 0 {
                self.say("There is no room for more here.");
            }
            return jot.map(Effect::Do).into_iter().collect();
        }
        if self.menu() || !editing(scene, self) {
            self.say("There is no text field here.");
            return Vec::new();
        }
        let long = matches!(mode(scene, self), Mode::Writing);
        let edit = if long { edit } else { one_line(edit) };
        let Some(writing) = &mut self.writing else { return Vec::new() };
        let outcome = writing.draft.apply(edit, field_width(width));
        if outcome.left_out > 0 {
            self.message = Some("The text is full; the rest was left out.".to_owned());
        }
        if outcome.changed { self.written(scene, keymap) } else { Vec::new() }
    }

    /// The text is another one: shows the cursor and tells the session.
    pub(super) fn written(&mut self, scene: &Scene<'_>, keymap: &Keymap) -> Vec<Effect> {
        let view = View::new(scene, self, keymap);
        self.follow_cursor(&view);
        let text = self.writing.as_ref().map(|writing| writing.draft.text().to_owned());
        text.map(|text| Effect::Do(Command::Work(Input::Write(text)))).into_iter().collect()
    }

    /// Scrolls so that the cursor is seen.
    pub(super) fn follow_cursor(&mut self, view: &View) {
        let Some((row, _)) = view.paper.cursor else { return };
        let field = view.paper.find(&Aim::Field);
        let mut rows = row..row + 1;
        // With what the field has below it by now, so that the next rows move nothing.
        if view.reveal(&rows) > view.top {
            let end = field.map_or(rows.end, |index| view.paper.targets[index].rows().end);
            rows.end = end.clamp(row + 1, row + STEP_ROWS);
        }
        let top = view.reveal(&rows);
        self.look_at(view, top, field);
    }
}

/// What may come into a field of one line.
fn one_line(edit: Edit) -> Edit {
    match edit {
        Edit::Paste(words) => Edit::Paste(text::clean_line(&words)),
        other => other,
    }
}
