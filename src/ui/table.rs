//! Tables: side by side where they fit, else one row under the other.

use super::paper::{Run, Span};
use super::prose::runs;
use super::theme::Role;
use super::writer::Writer;
use crate::source::Inline;
use crate::text;

/// Cells between columns.
const BETWEEN: usize = 2;
/// The narrowest column whose words are wrapped.
const LEAST: usize = 9;

type Cell = Vec<Inline>;

/// Writes a table; narrow screens get each row as a list of its cells.
pub(super) fn lay_table(writer: &mut Writer, head: &[Cell], rows: &[Vec<Cell>]) {
    match widths(head, rows, writer.width()) {
        Some(widths) => {
            lay_row(writer, head, &widths, Role::Heading);
            let line = if writer.ascii() { "-" } else { "─" };
            let lines: Vec<String> = widths.iter().map(|width| line.repeat(*width)).collect();
            writer.say(lines.join(&" ".repeat(BETWEEN)), Role::Quiet);
            let tall = rows.iter().any(|row| needs_wrapping(row, &widths));
            for (index, row) in rows.iter().enumerate() {
                if tall && index > 0 {
                    writer.gap();
                }
                lay_row(writer, row, &widths, Role::Text);
            }
        }
        None => lay_stacked(writer, head, rows),
    }
}

fn lay_stacked(writer: &mut Writer, head: &[Cell], rows: &[Vec<Cell>]) {
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            writer.gap();
        }
        for (column, cell) in row.iter().enumerate() {
            let title = head.get(column).map(words).unwrap_or_default();
            let mut line = Vec::new();
            if !title.is_empty() {
                line.push(Run::new(format!("{title}: "), Role::Strong));
            }
            line.extend(runs(writer, cell, Role::Text));
            writer.flow(&line);
        }
    }
}

/// One row of cells, each wrapped in its column.
fn lay_row(writer: &mut Writer, row: &[Cell], widths: &[usize], role: Role) {
    let cells: Vec<Vec<Vec<Span>>> = widths
        .iter()
        .enumerate()
        .map(|(column, width)| row.get(column).map_or_else(Vec::new, |cell| wrapped(cell, *width, role)))
        .collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let (first, indent) = (writer.here(), writer.indent());
    for line in 0..height {
        let mut spans = Vec::new();
        for (column, cell) in cells.iter().enumerate() {
            let mut used = 0;
            for span in cell.get(line).into_iter().flatten() {
                used += text::width(&span.text);
                spans.push(span.clone());
            }
            if column + 1 < widths.len() {
                let fill = widths[column].saturating_sub(used) + BETWEEN;
                spans.push(Span { text: " ".repeat(fill), role: Role::Text });
            }
        }
        writer.row(spans);
    }
    // Links in a table: the whole cell is their target.
    let mut left = indent;
    for (column, width) in widths.iter().enumerate() {
        if let Some(inlines) = row.get(column) {
            for run in runs(writer, inlines, role) {
                let Some(mut hook) = run.hook else { continue };
                hook.aim = writer.nth();
                let cells = (first..first + height).map(|at| (at, left..left + width)).collect();
                writer.target_at(hook, cells);
            }
        }
        left += width + BETWEEN;
    }
}

fn wrapped(cell: &Cell, width: usize, role: Role) -> Vec<Vec<Span>> {
    let mut column = Writer::new(width, true, 0);
    column.flow(&runs(&column, cell, role));
    column.paper.rows.into_iter().map(|row| row.spans).collect()
}

/// The widths of the columns, if they fit.
fn widths(head: &[Cell], rows: &[Vec<Cell>], width: usize) -> Option<Vec<usize>> {
    let columns = rows.iter().map(Vec::len).chain([head.len()]).max()?;
    let natural: Vec<usize> = (0..columns)
        .map(|column| {
            let cells = rows.iter().map(Vec::as_slice).chain([head]).filter_map(|row| row.get(column));
            cells.map(|cell| text::width(&words(cell))).max().unwrap_or(0).max(1)
        })
        .collect();
    let room = width.checked_sub(BETWEEN * columns.saturating_sub(1))?;
    if natural.iter().sum::<usize>() <= room {
        return Some(natural);
    }
    // Narrow columns keep their width; wide ones share what is left.
    let mut widths = vec![0; columns];
    let mut left = room;
    let mut open: Vec<usize> = (0..columns).collect();
    open.sort_by_key(|column| natural[*column]);
    while let Some(column) = (!open.is_empty()).then(|| open.remove(0)) {
        let fair = left / (open.len() + 1);
        widths[column] = natural[column].min(fair);
        left -= widths[column];
    }
    let readable = widths.iter().zip(&natural).all(|(width, natural)| *width >= LEAST.min(*natural));
    readable.then_some(widths)
}

fn needs_wrapping(row: &[Cell], widths: &[usize]) -> bool {
    row.iter().zip(widths).any(|(cell, width)| text::width(&words(cell)) > *width)
}

fn words(cell: &Cell) -> String {
    cell.iter().map(|inline| inline.text.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Style;

    fn cell(words: &str) -> Cell {
        vec![Inline { text: words.to_owned(), style: Style::default(), link: None }]
    }

    #[test]
    fn a_table_is_put_side_by_side_wrapped_or_stacked() {
        let head = vec![cell("Phase"), cell("What happens")];
        let rows = vec![vec![cell("General"), cell("All States fill in a form")]];
        let lay = |width| {
            let mut writer = Writer::new(width, true, 0);
            lay_table(&mut writer, &head, &rows);
            let row =
                |row: &super::super::paper::Row| row.spans.iter().map(|span| span.text.as_str()).collect();
            writer.paper.rows.iter().map(row).collect::<Vec<String>>()
        };
        assert_eq!(
            lay(40),
            [
                "Phase    What happens",
                "-------  -------------------------",
                "General  All States fill in a form"
            ]
        );
        assert_eq!(
            lay(24),
            [
                "Phase    What happens",
                "-------  ---------------",
                "General  All States fill",
                "         in a form"
            ]
        );
        assert_eq!(lay(14), ["Phase: General", "What happens:", "All States", "fill in a form"]);
    }
}
