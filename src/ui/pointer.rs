//! The mouse: what it marks, presses, carries and drops.

use super::editor::field_width;
use super::frame::{text_width, too_small};
use super::page::View;
use super::paper::{Aim, Deed};
use super::screen::Screen;
use super::touch::Effect;
use crate::keymap::Keymap;
use crate::session::Scene;
use crate::text::Edit;

/// What the mouse button went down on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Grip {
    pub(super) aim: Aim,
}

/// The cells of the bar before a field's text.
const BAR: usize = 2;

impl View {
    /// The target in a cell of the window; a small one counts before the large one around it.
    fn at(&self, (column, row): (u16, u16)) -> Option<usize> {
        let (row, column) = self.spot((column, row))?;
        let covering = |(index, target): (usize, &super::paper::Target)| {
            target
                .covers(row, column)
                .then(|| (index, target.cells.iter().map(|(_, c)| c.len()).sum::<usize>()))
        };
        let found = self.paper.targets.iter().enumerate().filter_map(covering);
        found.min_by_key(|(_, cells)| *cells).map(|(index, _)| index)
    }

    /// Row and column of the page in a cell of the window.
    fn spot(&self, (column, row): (u16, u16)) -> Option<(usize, usize)> {
        let row = usize::from(row.checked_sub(self.frame.top)?);
        let in_page = row < usize::from(self.frame.height);
        in_page.then(|| (self.top + row, usize::from(column.saturating_sub(self.frame.left))))
    }
}

impl Screen {
    pub(super) fn mouse_down(&mut self, scene: &Scene<'_>, keymap: &Keymap, cell: (u16, u16)) -> Vec<Effect> {
        self.grip = None;
        if too_small(self.look) || self.prompt().is_some() {
            return Vec::new();
        }
        let view = View::new(scene, self, keymap);
        let found = view.at(cell);
        self.close_peek(scene);
        let Some(index) = found else { return Vec::new() };
        let target = &view.paper.targets[index];
        self.grip = Some(Grip { aim: target.aim.clone() });
        if self.held.is_none() || target.aim == Aim::Field {
            self.look_at(&view, view.top, Some(index));
        }
        if target.deed == Deed::Write {
            self.place_cursor(&view, cell, false);
        }
        Vec::new()
    }

    pub(super) fn mouse_drag(&mut self, scene: &Scene<'_>, keymap: &Keymap, cell: (u16, u16)) -> Vec<Effect> {
        if self.grip.as_ref().is_some_and(|grip| grip.aim == Aim::Field) {
            let view = View::new(scene, self, keymap);
            self.place_cursor(&view, cell, true);
        }
        Vec::new()
    }

    /// A release where the button went down is a click; elsewhere, a drop.
    pub(super) fn mouse_up(&mut self, scene: &Scene<'_>, keymap: &Keymap, cell: (u16, u16)) -> Vec<Effect> {
        let Some(grip) = self.grip.take() else { return Vec::new() };
        let view = View::new(scene, self, keymap);
        let Some(index) = view.at(cell) else { return Vec::new() };
        let target = &view.paper.targets[index];
        if target.deed == Deed::Write {
            return Vec::new();
        }
        if target.aim == grip.aim {
            return self.perform(scene, keymap, &view, &target.deed.clone());
        }
        let to = target.aim.clone();
        self.carry(scene, &grip.aim, &to)
    }

    fn place_cursor(&mut self, view: &View, cell: (u16, u16), drag: bool) {
        let Some((row, column)) = view.spot(cell) else { return };
        let field = view.paper.find(&Aim::Field).and_then(|index| view.paper.targets.get(index));
        let Some(first) = field.map(|field| field.rows().start) else { return };
        let (row, column) = (row.saturating_sub(first), column.saturating_sub(BAR));
        let width = field_width(text_width(self.look));
        if let Some(writing) = &mut self.writing {
            let edit = if drag { Edit::Drag { row, column } } else { Edit::Click { row, column } };
            writing.draft.apply(edit, width);
        }
    }
}
