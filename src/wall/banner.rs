//! Words in large letters, to be read from the last row of a room.

use super::rows::Row;
use crate::ui::Role;

/// Rows of a letter.
const HEIGHT: usize = 5;
/// Cells of a letter.
const WIDTH: usize = 5;

/// The letters a to z, row by row.
#[rustfmt::skip]
const LETTERS: [[&str; HEIGHT]; 26] = [
    [" ### ", "#   #", "#####", "#   #", "#   #"],
    ["#### ", "#   #", "#### ", "#   #", "#### "],
    [" ####", "#    ", "#    ", "#    ", " ####"],
    ["#### ", "#   #", "#   #", "#   #", "#### "],
    ["#####", "#    ", "#### ", "#    ", "#####"],
    ["#####", "#    ", "#### ", "#    ", "#    "],
    [" ####", "#    ", "#  ##", "#   #", " ####"],
    ["#   #", "#   #", "#####", "#   #", "#   #"],
    ["#####", "  #  ", "  #  ", "  #  ", "#####"],
    ["  ###", "    #", "    #", "#   #", " ### "],
    ["#   #", "#  # ", "###  ", "#  # ", "#   #"],
    ["#    ", "#    ", "#    ", "#    ", "#####"],
    ["#   #", "## ##", "# # #", "#   #", "#   #"],
    ["#   #", "##  #", "# # #", "#  ##", "#   #"],
    [" ### ", "#   #", "#   #", "#   #", " ### "],
    ["#### ", "#   #", "#### ", "#    ", "#    "],
    [" ### ", "#   #", "# # #", "#  # ", " ## #"],
    ["#### ", "#   #", "#### ", "#  # ", "#   #"],
    [" ####", "#    ", " ### ", "    #", "#### "],
    ["#####", "  #  ", "  #  ", "  #  ", "  #  "],
    ["#   #", "#   #", "#   #", "#   #", " ### "],
    ["#   #", "#   #", "#   #", " # # ", "  #  "],
    ["#   #", "#   #", "# # #", "## ##", "#   #"],
    ["#   #", " # # ", "  #  ", " # # ", "#   #"],
    ["#   #", " # # ", "  #  ", "  #  ", "  #  "],
    ["#####", "   # ", "  #  ", " #   ", "#####"],
];

/// Words with hyphens between, one below the other: in large letters if there is room, else letter by letter.
pub(super) fn rows(words: &str, width: usize, height: usize) -> Vec<Row> {
    let words: Vec<&str> = words.split('-').collect();
    let longest = words.iter().map(|word| word.len()).max().unwrap_or(0);
    let fits = longest * (WIDTH + 1) <= width && words.len() * (HEIGHT + 1) <= height;
    let mut rows = Vec::new();
    for word in words {
        if fits {
            rows.extend((0..HEIGHT).map(|line| Row::of(large(word, line), Role::Strong)));
        } else {
            let apart: Vec<String> = word.to_uppercase().chars().map(String::from).collect();
            rows.push(Row::of(apart.join(" "), Role::Strong));
        }
        rows.push(Row::default());
    }
    rows
}

/// A row of a word in large letters.
fn large(word: &str, line: usize) -> String {
    let letter = |byte: u8| {
        let known = LETTERS.get(usize::from(byte.wrapping_sub(b'a')));
        known.and_then(|rows| rows.get(line)).copied().unwrap_or("     ")
    };
    word.bytes().map(letter).collect::<Vec<_>>().join(" ")
}
