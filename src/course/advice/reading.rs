//! Whether texts to read are short enough, and say where their statements are from.

use super::{Studied, Study, raw};
use crate::course::Content;
use crate::source::{Block, Complaint, Inline, Prose};
use crate::text;

/// The cells of a row of text on a screen of 80 columns.
const WIDTH: usize = 76;
/// The rows of text on a page of a screen of 24 rows.
const PAGE: usize = 21;
/// The pages that are read without losing the thread.
const MAX_PAGES: usize = 2;
/// A shorter text may say only what is to be done next, and the first one what the lesson is for.
const LEAST_STATED: usize = 50;

/// Says which texts are too long, or say nothing of their sources.
pub(super) fn advise(study: &Study<'_>, say: &mut dyn FnMut(Complaint)) {
    for (at, studied) in study.steps.iter().enumerate() {
        let Content::Reading(prose) = &studied.step.content else { continue };
        let rows = rows(&prose.blocks, WIDTH);
        if rows > PAGE * MAX_PAGES {
            let message = format!("This text takes {rows} rows of a screen, more than two pages.");
            let help = format!("{} rows at the most: make two steps of it.", PAGE * MAX_PAGES);
            say(Complaint::new(studied.span, message).help(help));
        }
        if at > 0 {
            sources(studied, say);
        }
        diagrams(studied, prose, say);
    }
}

fn sources(studied: &Studied<'_>, say: &mut dyn FnMut(Complaint)) {
    let written = raw::words(studied.table, "text").unwrap_or_default();
    if !written.contains("[@") && raw::count(written) >= LEAST_STATED {
        let complaint = Complaint::new(studied.span, "This text names no source.");
        say(complaint.help("Say behind each statement where it is written, such as [@U01]."));
    }
}

fn diagrams(studied: &Studied<'_>, prose: &Prose, say: &mut dyn FnMut(Complaint)) {
    for block in &prose.blocks {
        let Block::Diagram { picture, spoken } = block else { continue };
        if spoken.is_none() {
            let complaint =
                Complaint::new(studied.span, "A drawing has no words for those who do not see it.");
            say(complaint.help("Describe it behind the first ```."));
        }
        let wide = picture.lines().map(text::width).max().unwrap_or(0);
        if wide > WIDTH {
            let message = format!("A drawing is {wide} cells wide.");
            let help = format!("{WIDTH} at the most, so that it can be seen as a whole.");
            say(Complaint::new(studied.span, message).help(help));
        }
    }
}

/// About how many rows the blocks take, with an empty row between two.
fn rows(blocks: &[Block], width: usize) -> usize {
    let rows: usize = blocks.iter().map(|block| rows_of(block, width)).sum();
    rows + blocks.len().saturating_sub(1)
}

fn rows_of(block: &Block, width: usize) -> usize {
    match block {
        Block::Heading(_, words) | Block::Paragraph(words) => wrapped(words, width),
        Block::List { items, .. } => {
            items.iter().map(|item| rows(item, width.saturating_sub(3).max(1))).sum()
        }
        Block::Quote(blocks) | Block::Note { blocks, .. } => rows(blocks, width.saturating_sub(2).max(1)),
        Block::Table { head, rows } => 1 + table(head, rows, width),
        Block::Diagram { picture, .. } => picture.lines().count(),
        Block::Rule => 1,
    }
}

/// The rows of a table whose columns share the width by their longest cells.
fn table(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>], width: usize) -> usize {
    let all = || std::iter::once(head).chain(rows.iter().map(Vec::as_slice));
    let longest = |column: usize| {
        all()
            .filter_map(|row| row.get(column))
            .map(|cell| text::width(&plain(cell)))
            .max()
            .unwrap_or(0)
            .max(1)
    };
    let widths: Vec<usize> = (0..head.len()).map(longest).collect();
    let room = width.saturating_sub(3 * head.len().saturating_sub(1)).max(1);
    let whole: usize = widths.iter().sum();
    let share = |column: usize| {
        let wanted = widths.get(column).copied().unwrap_or(1);
        if whole <= room { wanted } else { (wanted * room / whole).max(8) }
    };
    let height = |row: &[Vec<Inline>]| {
        row.iter().enumerate().map(|(column, cell)| wrapped(cell, share(column))).max().unwrap_or(1)
    };
    all().map(height).sum()
}

fn wrapped(words: &[Inline], width: usize) -> usize {
    plain(words).lines().map(|line| text::wrap(line, width.max(1)).len().max(1)).sum::<usize>().max(1)
}

fn plain(words: &[Inline]) -> String {
    words.iter().map(|inline| inline.text.as_str()).collect()
}
