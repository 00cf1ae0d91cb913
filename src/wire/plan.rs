//! Which bytes to send for a picture.

use super::out::Out;
use super::packed::{Cell, Grid};

/// Appends what turns one picture into another and puts the cursor in its place.
pub(super) fn plan<'a>(
    shown: &Grid,
    next: &Grid,
    cursor: Option<(usize, usize)>,
    mut out: Out<'a>,
) -> Out<'a> {
    for row in 0..next.height {
        plain_row(row, shown.row(row), next.row(row), &mut out);
    }
    if let Some((row, column)) = cursor {
        out.go(row, column);
    }
    out
}

fn plain_row(row: usize, shown: &[Cell], next: &[Cell], out: &mut Out<'_>) {
    let Some(mut first) = (0..next.len()).find(|column| shown[*column] != next[*column]) else { return };
    while first > 0 && (next[first].glyph.width() == 0 || shown[first].glyph.width() == 0) {
        first -= 1;
    }
    let end = next.iter().rposition(|cell| *cell != Cell::EMPTY).map_or(0, |last| last + 1);
    for (column, cell) in next.iter().enumerate().take(end).skip(first) {
        if cell.glyph.width() > 0 {
            out.go(row, column);
            out.put(*cell);
        }
    }
    if end < next.len() {
        out.go(row, end.max(first));
        out.take_for_blank(0);
        out.bytes.extend_from_slice(b"\x1b[K");
    }
}
