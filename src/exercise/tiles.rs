//! Pictures made of text: measuring them in cells and cutting them into tiles.

use std::fmt;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::width;

/// The most cells that a row of a tile takes.
const MAX_WIDTH: usize = 24;
/// The most rows of a tile.
const MAX_HEIGHT: usize = 8;
/// The most cells that a row of the whole picture takes, so that it fits 80 columns with a margin.
const MAX_PICTURE: usize = 76;
/// The most tiles of a picture.
pub(super) const MAX_TILES: usize = 30;

/// The size of a tile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Size {
    /// Cells in a row.
    pub(super) width: usize,
    /// Rows.
    pub(super) height: usize,
}

impl fmt::Display for Size {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = if self.height == 1 { "row" } else { "rows" };
        write!(out, "{} {rows} of {} cells", self.height, self.width)
    }
}

impl Size {
    /// Refuses sizes that do not fit a screen, with a sentence and help.
    pub(super) fn check(self, columns: usize) -> Result<(), (String, String)> {
        if self.width == 0 || self.height == 0 {
            return Err((
                "The picture shows nothing.".to_owned(),
                "Draw it with visible characters.".to_owned(),
            ));
        }
        if self.width > MAX_WIDTH || self.height > MAX_HEIGHT {
            let most = Size { width: MAX_WIDTH, height: MAX_HEIGHT };
            return Err((format!("A tile has {self}, too large."), format!("{most} at the most.")));
        }
        let whole = self.width.saturating_mul(columns);
        if whole > MAX_PICTURE {
            let message = format!("The whole picture is {whole} cells wide, too wide.");
            return Err((message, format!("{MAX_PICTURE} at the most.")));
        }
        Ok(())
    }
}

/// What came of cutting a drawing.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// The rows of each tile, row by row of the grid.
    Tiles(Vec<Vec<String>>),
    /// Why it cannot be cut, and what helps.
    Trouble(String, String),
}

/// The lines of a drawing; a tab takes one cell, as its width is nobody's guess.
pub(super) fn lines_of(picture: &str) -> Vec<String> {
    picture.lines().map(|line| line.replace('\t', " ")).collect()
}

/// The size that has room for all tiles.
pub(super) fn size_of<'a>(tiles: impl Iterator<Item = &'a Vec<String>>) -> Size {
    let mut size = Size::default();
    for lines in tiles {
        size.height = size.height.max(lines.len());
        size.width = lines.iter().map(|line| width(line)).chain([size.width]).max().unwrap_or_default();
    }
    size
}

/// The same rows, each as wide and all as many as the size says.
pub(super) fn pad(mut lines: Vec<String>, size: Size) -> Vec<String> {
    lines.resize(size.height.max(lines.len()), String::new());
    for line in &mut lines {
        let blank = size.width.saturating_sub(width(line));
        line.push_str(&" ".repeat(blank));
    }
    lines
}

/// Cuts a drawing into `rows` times `columns` equal tiles.
pub(super) fn cut(picture: &str, columns: usize, rows: usize) -> Cut {
    let lines = lines_of(picture);
    let whole = size_of(std::iter::once(&lines));
    if columns * rows > MAX_TILES || columns * rows < 2 {
        let message = format!("{columns} by {rows} tiles are too few or too many.");
        return Cut::Trouble(message, format!("2 to {MAX_TILES} tiles in all."));
    }
    if whole.height % rows != 0 {
        let message = format!("{} lines cannot be cut into {rows} equal rows of tiles.", whole.height);
        let next = whole.height.next_multiple_of(rows);
        return Cut::Trouble(message, format!("Draw {next} lines, some of them empty if need be."));
    }
    if whole.width % columns != 0 {
        let message = format!("{} cells cannot be cut into {columns} equal columns of tiles.", whole.width);
        let next = whole.width.next_multiple_of(columns);
        return Cut::Trouble(message, format!("Make the longest line {next} cells wide."));
    }
    let size = Size { width: whole.width / columns, height: whole.height / rows };
    if let Err((message, help)) = size.check(columns) {
        return Cut::Trouble(message, help);
    }
    let mut tiles = Vec::new();
    for band in lines.chunks(size.height) {
        let mut row = vec![Vec::new(); columns];
        for line in band {
            let Some(pieces) = cut_line(line, columns, size.width) else {
                let message = "A wide character stands across the edge of two tiles.";
                return Cut::Trouble(message.to_owned(), format!("Move it: {line}"));
            };
            for (tile, piece) in row.iter_mut().zip(pieces) {
                tile.push(piece);
            }
        }
        tiles.extend(row);
    }
    Cut::Tiles(tiles)
}

/// Cuts a line after every `wide` cells; `None` if a character stands across a cut.
fn cut_line(line: &str, columns: usize, wide: usize) -> Option<Vec<String>> {
    let mut pieces = vec![String::new(); columns];
    let mut at = 0;
    for grapheme in line.graphemes(true) {
        let cells = width(grapheme);
        let last = (at + cells.max(1) - 1) / wide;
        // What takes no cell stays with what stands before it.
        let first = if cells == 0 { at.saturating_sub(1) / wide } else { at / wide };
        if cells > 0 && first != last {
            return None;
        }
        pieces.get_mut(first)?.push_str(grapheme);
        at += cells;
    }
    Some(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trouble(picture: &str, columns: usize, rows: usize) -> String {
        match cut(picture, columns, rows) {
            Cut::Trouble(message, help) => format!("{message} {help}"),
            Cut::Tiles(tiles) => format!("{tiles:?}"),
        }
    }

    #[test]
    fn a_drawing_falls_into_equal_tiles() {
        let tiles = vec![vec!["ab", "ef"], vec!["cd", "gh"], vec!["ij", "m"], vec!["kl", ""]];
        let tiles = tiles.into_iter().map(|rows| rows.into_iter().map(str::to_owned).collect()).collect();
        assert_eq!(cut("abcd\nefgh\nijkl\nm\n", 2, 2), Cut::Tiles(tiles));
    }

    #[test]
    fn cells_are_cut_not_characters() {
        let tiles = |words: &[&str]| Cut::Tiles(words.iter().map(|row| vec![(*row).to_owned()]).collect());
        assert_eq!(cut("世a界b", 2, 1), tiles(&["世a", "界b"]));
        assert_eq!(cut("e\u{301}xy\u{308}z", 2, 1), tiles(&["e\u{301}x", "y\u{308}z"]));
    }

    #[test]
    fn what_cannot_be_cut_is_said_with_help() {
        assert_eq!(
            trouble("abc\n", 2, 1),
            "3 cells cannot be cut into 2 equal columns of tiles. Make the longest line 4 cells wide."
        );
        assert_eq!(
            trouble("ab\ncd\nef\n", 2, 2),
            "3 lines cannot be cut into 2 equal rows of tiles. Draw 4 lines, some of them empty if need be."
        );
        assert_eq!(
            trouble("a世b\n", 2, 1),
            "A wide character stands across the edge of two tiles. Move it: a世b"
        );
        assert_eq!(
            trouble(&"x".repeat(50), 2, 1),
            "A tile has 1 row of 25 cells, too large. 8 rows of 24 cells at the most."
        );
        assert_eq!(
            trouble(&"x".repeat(80), 4, 1),
            "The whole picture is 80 cells wide, too wide. 76 at the most."
        );
        assert_eq!(trouble("\u{301}", 2, 1), "The picture shows nothing. Draw it with visible characters.");
        assert_eq!(trouble("ab", 1, 1), "1 by 1 tiles are too few or too many. 2 to 30 tiles in all.");
    }

    #[test]
    fn tiles_are_padded_to_one_size() {
        let lines = vec!["世".to_owned(), "a".to_owned()];
        let padded = pad(lines, Size { width: 3, height: 3 });
        assert_eq!(padded, ["世 ", "a  ", "   "]);
    }
}
