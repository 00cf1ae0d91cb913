//! Drawings, for those who want to see them.

use super::desk;
use super::hear::Heard;
use super::lines::Lines;
use super::prose;
use super::talk::Talk;
use crate::exercise::{Layout, Row, SlotRow, View};
use crate::session::{Page, Scene};
use crate::text;

pub(super) fn has_picture(scene: &Scene<'_>, _: &Talk) -> bool {
    match &scene.page {
        Page::Reading(text) => !prose::pictures(text).is_empty(),
        Page::Exercise(desk) => {
            let tiles = matches!(&desk.view, View::Slots { items, .. } if items.iter().any(|row| row.picture.is_some()));
            tiles || !prose::pictures(&desk.task.prompt).is_empty()
        }
        _ => false,
    }
}

pub(super) fn picture(scene: &Scene<'_>, talk: &mut Talk, _: &str) -> Heard {
    if !has_picture(scene, talk) {
        return Heard::Say(talk.sentences("There is no drawing on this page."));
    }
    let mut lines = Lines::default();
    match &scene.page {
        Page::Reading(text) => prose::pictures(text).into_iter().for_each(|picture| lines.draw(picture)),
        Page::Exercise(desk) => {
            prose::pictures(&desk.task.prompt).into_iter().for_each(|picture| lines.draw(picture));
            if let View::Slots { layout: Layout::Grid { columns, width, height }, slots, items } = &desk.view
            {
                draw_grid(*columns, *width, *height, slots, items, &mut lines);
            }
        }
        _ => {}
    }
    Heard::Say(lines.finish(talk.width()))
}

fn draw_grid(
    columns: usize,
    width: usize,
    height: usize,
    slots: &[SlotRow],
    items: &[Row],
    lines: &mut Lines,
) {
    for (row, band) in slots.chunks(columns.max(1)).enumerate() {
        for y in 0..height {
            let mut drawn = String::new();
            for (column, slot) in band.iter().enumerate() {
                let tile = items.iter().find(|item| item.slot == Some(slot.slot));
                let number = (row * columns + column + 1).to_string();
                let cells = match tile.and_then(|item| item.picture.as_ref()) {
                    Some(picture) => picture.get(y).cloned().unwrap_or_default(),
                    None if y == height / 2 => format!("{number:^width$}"),
                    None => String::new(),
                };
                let blank = width.saturating_sub(text::width(&cells));
                drawn.push_str(&cells);
                drawn.push_str(&" ".repeat(blank));
            }
            lines.draw(&drawn);
        }
    }
    for (at, item) in items.iter().enumerate().filter(|(_, item)| item.slot.is_none()) {
        lines.say(format!("{}. {}", desk::letters(at), item.text));
        if let Some(picture) = &item.picture {
            lines.draw(&picture.join("\n"));
        }
    }
}
