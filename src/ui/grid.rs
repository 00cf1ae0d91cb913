//! Pictures put together from tiles.

use super::diagram::plain;
use super::exercise::{Hand, judged};
use super::held::Held;
use super::paper::{Aim, Deed, Hook, Mark, Span};
use super::slots::{lay_bank_head, lying_in};
use super::theme::Role;
use super::writer::Writer;
use crate::exercise::{Row, SlotRow};
use crate::text;

/// The measures of a picture: tiles in a row, cells in a row of a tile, rows of a tile.
type Measures = (usize, usize, usize);

/// Writes a picture and its tiles; false if the screen is too narrow for it.
pub(super) fn lay_grid(
    writer: &mut Writer,
    measures: Measures,
    slots: &[SlotRow],
    items: &[Row],
    hand: Hand,
) -> bool {
    let (columns, width, height) = measures;
    let drawn = items.iter().all(|item| item.picture.is_some());
    if !drawn || columns == 0 || width == 0 || height == 0 || columns * width > writer.width() {
        return false;
    }
    let whole =
        !hand.live && slots.iter().all(|slot| lying_in(items, slot.slot).all(|i| i.mark != Some(false)));
    // While tiles move, a free column before each shows which one is marked.
    let lead = usize::from(!whole && columns * (width + 1) <= writer.width());
    for row in slots.chunks(columns) {
        lay_row_of_tiles(writer, row, items, (lead, width, height), hand);
    }
    if !whole {
        lay_marks(writer, slots, items);
    }
    if hand.live {
        writer.paper.speaks = true;
        lay_bank_head(writer, items, hand);
        lay_bank_of_tiles(writer, items, (width, height), hand);
    }
    true
}

fn lay_row_of_tiles(writer: &mut Writer, row: &[SlotRow], items: &[Row], cell: Measures, hand: Hand) {
    let (lead, width, height) = cell;
    let (first, indent) = (writer.here(), writer.indent());
    for line in 0..height {
        let mut spans = Vec::new();
        for slot in row {
            spans.push(Span { text: " ".repeat(lead), role: Role::Text });
            let item = lying_in(items, slot.slot).next();
            spans.push(match item {
                Some(item) => Span { text: tile(item, line, width, writer.ascii()), role: Role::Text },
                None => Span { text: empty(line, width, height), role: Role::Quiet },
            });
        }
        writer.row(spans);
    }
    if !hand.live {
        return;
    }
    for (column, slot) in row.iter().enumerate() {
        let item = lying_in(items, slot.slot).next();
        let mut hook = Hook::new(Aim::Slot(slot.slot), Deed::Slot(slot.slot), Mark::Outer);
        hook.speech = Some(format!("{}: {}", slot.label, item.map_or("empty", |item| name(&item.text))));
        hook.detail = item.map(|item| format!("{}: {}", slot.label, item.text));
        hook.held = item.is_some_and(|item| Held::is(hand.held, item.item))
            || hand.held == Some(Held::Slot(slot.slot));
        let left = indent + column * (width + lead);
        let cells = (first..first + height).map(|at| (at, left..left + width + lead)).collect();
        writer.target_at(hook, cells);
    }
}

/// Says in words which tiles are right, for whom colours and places are not enough.
fn lay_marks(writer: &mut Writer, slots: &[SlotRow], items: &[Row]) {
    for slot in slots {
        for item in lying_in(items, slot.slot) {
            if item.mark.is_some() {
                let words = format!("{}, {}", slot.label, item.text);
                writer.flow(&judged(&words, Role::Quiet, item.mark));
            }
        }
    }
}

fn lay_bank_of_tiles(writer: &mut Writer, items: &[Row], (width, height): (usize, usize), hand: Hand) {
    let bank: Vec<(usize, &Row)> = items.iter().enumerate().filter(|(_, item)| item.slot.is_none()).collect();
    let step = width + 2;
    let beside = (writer.width() / step).max(1);
    let ascii = writer.ascii();
    for (index, tiles) in bank.chunks(beside).enumerate() {
        if index > 0 {
            writer.gap();
        }
        let (first, indent) = (writer.here(), writer.indent());
        for line in 0..height {
            let spans = tiles.iter().map(|(_, item)| {
                let text = format!(" {} ", tile(item, line, width, ascii));
                Span { text, role: Role::Text }
            });
            writer.row(spans.collect());
        }
        for (column, (number, item)) in tiles.iter().enumerate() {
            let mut hook = Hook::new(Aim::Item(item.item), Deed::Take(item.item), Mark::Outer);
            hook.speech = Some(format!("Tile {}: {}", number + 1, name(&item.text)));
            hook.detail = Some(format!("Tile {}: {}", number + 1, item.text));
            hook.held = Held::is(hand.held, item.item);
            let left = indent + column * step;
            let cells = (first..first + height).map(|at| (at, left..left + width + 1)).collect();
            writer.target_at(hook, cells);
        }
    }
}

/// One line of a tile, exactly as wide as the tile.
fn tile(item: &Row, line: usize, width: usize, ascii: bool) -> String {
    let words = item.picture.as_ref().and_then(|rows| rows.get(line)).map_or("", String::as_str);
    let words = plain(words, ascii);
    text::pad(&text::truncate(&words, width, ""), width)
}

/// What a tile is called: its words as far as the first mark. Its picture shows the rest, the menu says it.
fn name(words: &str) -> &str {
    let end = words.match_indices([';', '.', '!', '?']).map(|(at, _)| at);
    let ends = |at: &usize| words[at + 1..].starts_with(' ') || words.len() == at + 1;
    words[..end.into_iter().find(ends).unwrap_or(words.len())].trim_end()
}

/// One line of an empty place: dots in its middle.
fn empty(line: usize, width: usize, height: usize) -> String {
    if line != height / 2 {
        return " ".repeat(width);
    }
    let dots = ". . .";
    let dots = text::truncate(dots, width, "");
    let left = (width - text::width(&dots)) / 2;
    text::pad(&format!("{}{dots}", " ".repeat(left)), width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tile_is_called_by_its_first_words() {
        for (words, called) in [
            ("Feedback; an arrow comes from the left.", "Feedback"),
            ("Working groups get the list. An arrow leaves.", "Working groups get the list"),
            ("Resolution 9.1", "Resolution 9.1"),
            ("Summary.", "Summary"),
            ("", ""),
        ] {
            assert_eq!(name(words), called);
        }
    }
}
