//! Pictures put together from tiles.

use super::chrome::ellipsis;
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

/// The rows that a page has on most screens: picture and names should not need more.
const WHOLE: usize = 20;
/// The fewest rows of names.
const LEAST_ROWS: usize = 4;
/// The fewest cells for a name with its number, and for all names beside a tile.
const LEAST_NAME: usize = 14;
const LEAST_NAMES: usize = 24;
/// The cells between the names and the tile beside them.
const APART: usize = 1;

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
    let first = writer.here();
    let whole =
        !hand.live && slots.iter().all(|slot| lying_in(items, slot.slot).all(|i| i.mark != Some(false)));
    // A free column before each tile shows which one is marked; it stays when nothing moves any more.
    let lead = usize::from(columns * (width + 1) <= writer.width());
    for row in slots.chunks(columns) {
        lay_row_of_tiles(writer, row, items, (lead, width, height), hand);
    }
    if !whole {
        lay_marks(writer, slots, items);
    }
    if hand.live {
        writer.paper.speaks = true;
        lay_bank_of_tiles(writer, items, (writer.here() - first, width, height), hand);
        writer.paper.together = Some(first..writer.here());
    }
    true
}

fn lay_row_of_tiles(writer: &mut Writer, row: &[SlotRow], items: &[Row], cell: Measures, hand: Hand) {
    let (lead, width, height) = cell;
    let (first, indent) = (writer.here(), writer.indent());
    for line in 0..height {
        let mut spans = Vec::new();
        let mut before = String::new();
        for slot in row {
            let item = lying_in(items, slot.slot).next();
            let (words, role) = match item {
                Some(item) => (tile(item, line, width, writer.ascii()), Role::Text),
                None => (empty(line, width, height), Role::Text),
            };
            spans.push(Span { text: join(&before, &words).to_string().repeat(lead), role: Role::Text });
            spans.push(Span { text: words.clone(), role });
            before = words;
        }
        writer.row(spans);
    }
    if !hand.live {
        return;
    }
    for (column, slot) in row.iter().enumerate() {
        let item = lying_in(items, slot.slot).next();
        let mut hook = Hook::new(Aim::Slot(slot.slot), Deed::Slot(slot.slot), Mark::Outer);
        // The place alone: what lies there is seen, and a name would change with each move.
        hook.speech = Some(slot.label.clone());
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
                let words = format!("{}, {}", slot.label, name(&item.text));
                writer.flow(&judged(&words, Role::Text, item.mark));
            }
        }
    }
}

/// Writes the names of the tiles below the picture, and beside them the tile that is marked or held.
///
/// A name keeps its place while it is placed, so the picture and what is to be placed stay where they
/// are, and are seen together.
fn lay_bank_of_tiles(writer: &mut Writer, items: &[Row], measures: Measures, hand: Hand) {
    let (above, width, height) = measures;
    let bank: Vec<(usize, &Row)> = items.iter().enumerate().filter(|(_, item)| !item.fixed).collect();
    // Names beside the tile; where that leaves too little for them, it stands below.
    let ledge = ledge(bank.iter().map(|(_, item)| *item));
    let reach = bank.iter().map(|(_, item)| aligned(item, ledge, (width, height), writer.ascii()));
    let reach = reach.flatten().map(|line| text::width(line.trim_end())).max().unwrap_or(width);
    let room = writer.width().saturating_sub(reach + APART);
    let (room, beside) = if room < LEAST_NAMES { (writer.width(), false) } else { (room, true) };
    let fit = WHOLE.saturating_sub(above + 1).max(LEAST_ROWS);
    let columns = bank.len().div_ceil(fit).clamp(1, (room / LEAST_NAME).max(1));
    let rows = bank.len().div_ceil(columns);
    let (cell, digits) = (room / columns, items.len().to_string().len());
    let first = writer.here();
    lay_bank_head(writer, items, hand);
    let head = writer.here();
    for row in 0..rows {
        let mut words = String::new();
        for (number, item) in bank.iter().skip(row).step_by(rows) {
            let name = if item.slot.is_none() {
                entry(*number, &item.text, (digits, cell), writer.ascii())
            } else {
                String::new()
            };
            words.push_str(&text::pad(&name, cell));
        }
        writer.row(vec![Span { text: words, role: Role::Text }]);
    }
    let indent = writer.indent();
    for (nth, (_, item)) in bank.iter().enumerate().filter(|(_, (_, item))| item.slot.is_none()) {
        let mut hook = Hook::new(Aim::Item(item.item), Deed::Take(item.item), Mark::Outer);
        hook.detail = Some(item.text.clone());
        hook.held = Held::is(hand.held, item.item);
        let left = indent + nth / rows * cell;
        writer.target_at(hook, vec![(head + nth % rows, left..left + cell)]);
    }
    let shown = bank.iter().find(|(_, item)| Held::is(hand.held, item.item));
    let shown = shown.or(bank.iter().find(|(_, item)| item.slot.is_none() && hand.marked == Some(item.item)));
    let (at, left) = if beside { (first, room + APART) } else { (writer.here(), APART) };
    while writer.here() < at + height {
        writer.row(Vec::new());
    }
    let Some((_, item)) = shown else { return };
    for (line, words) in aligned(item, ledge, (width, height), writer.ascii()).into_iter().enumerate() {
        writer.beside(at + line, indent + left, Span { text: words, role: Role::Text });
    }
}

/// The most blanks that the first line of a tile begins with.
fn ledge<'r>(items: impl Iterator<Item = &'r Row>) -> usize {
    items.map(blanks).max().unwrap_or(0)
}

/// The blanks before the edge of a tile: room for a line that comes in.
fn blanks(item: &Row) -> usize {
    let first = item.picture.as_ref().and_then(|rows| rows.first()).map_or("", String::as_str);
    first.len() - first.trim_start_matches(' ').len()
}

/// The lines of a tile with its edge behind so many blanks, so that tile after tile stands in the same place.
fn aligned(item: &Row, ledge: usize, (width, height): (usize, usize), ascii: bool) -> Vec<String> {
    let before = " ".repeat(ledge.saturating_sub(blanks(item)));
    (0..height).map(|line| format!("{before}{}", tile(item, line, width, ascii).trim_end())).collect()
}

/// The number and the name of a tile, behind cells for the marker and for the sign of what is held.
fn entry(number: usize, words: &str, (digits, cell): (usize, usize), ascii: bool) -> String {
    let lead = format!("  {:<digits$} ", number + 1);
    let room = cell.saturating_sub(text::width(&lead) + 1);
    format!("{lead}{}", text::truncate(name(words), room, ellipsis(ascii)))
}

/// One line of a tile, exactly as wide as the tile.
fn tile(item: &Row, line: usize, width: usize, ascii: bool) -> String {
    let words = item.picture.as_ref().and_then(|rows| rows.get(line)).map_or("", String::as_str);
    let words = plain(words, ascii);
    text::pad(&text::truncate(&words, width, ""), width)
}

/// What stands between two tiles: their line goes on if it leaves the one and comes into the other.
fn join(left: &str, right: &str) -> char {
    match (left.chars().next_back(), right.chars().next()) {
        (Some(line @ ('-' | '─')), Some('-' | '─' | '>' | '▶' | '►' | '→')) => line,
        (Some('<' | '◀' | '◄' | '←'), Some(line @ ('-' | '─'))) => line,
        (_, _) => ' ',
    }
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
    fn a_line_goes_on_from_tile_to_tile() {
        for (left, right, between) in [
            ("|---", "->|", '-'),
            ("|<-", "--|", '-'),
            ("|<", "-|", '-'),
            ("|-", "|", ' '),
            ("|  ", "->|", ' '),
            ("|->", "<-|", ' '),
            ("", "->|", ' '),
        ] {
            assert_eq!(join(left, right), between, "{left} {right}");
        }
    }

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
