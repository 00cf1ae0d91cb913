//! How long the encoder plans: `cargo bench --bench wire`.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use curricle::wire::{Capabilities, Encoder};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

/// How often each step is measured.
const TIMES: usize = 200;
const WORDS: &str = "A page of a course that somebody reads in a terminal far away, with words of many lengths, \
    some of them short and some of them considerably longer, so that lines end where they like. ";

fn main() {
    println!("planning                               bytes    median   longest   limit");
    for (columns, rows) in [(80, 24), (100, 30)] {
        let size = |what: &str| format!("{what}, {columns}x{rows}");
        let page = |first| page(columns, rows, first);
        let other = other(columns, rows);
        step(&size("a whole picture"), None, &page(0), "2 ms");
        step(&size("the same picture"), Some(&page(0)), &page(0), "1 ms");
        step(&size("a letter"), Some(&page(0)), &letter(page(0)), "1 ms");
        step(&size("a scroll by a line"), Some(&page(0)), &page(1), "1 ms");
        step(&size("a scroll by ten lines"), Some(&page(0)), &page(10), "1 ms");
        step(&size("another screen"), Some(&page(0)), &other, "1 ms");
    }
}

/// Measures the way from one picture to another, or from doubt.
fn step(what: &str, from: Option<&Buffer>, to: &Buffer, limit: &str) {
    let mut encoder = Encoder::new(to.area.as_size(), Capabilities::safe());
    let cursor = Some(Position::new(3, 3));
    if let Some(from) = from {
        encoder.encode(from, cursor);
    }
    let mut bytes = 0;
    let mut times: Vec<Duration> = (0..TIMES)
        .map(|_| {
            let mut encoder = encoder.clone();
            let start = Instant::now();
            bytes = black_box(encoder.encode(black_box(to), cursor)).len();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let ms = |time: Duration| format!("{:.3} ms", time.as_secs_f64() * 1e3);
    println!("{what:34} {bytes:>9} {:>9} {:>9}   {limit}", ms(times[TIMES / 2]), ms(times[TIMES - 1]));
}

/// A page of text under a title, from a line on.
fn page(columns: u16, rows: u16, first: usize) -> Buffer {
    let mut picture = Buffer::empty(Rect::new(0, 0, columns, rows));
    let bold = Style::new().add_modifier(Modifier::BOLD);
    let width = usize::from(columns) - 4;
    picture.set_stringn(0, 0, "A lesson: the first page", width, bold);
    for row in 2..rows - 1 {
        let line = first + usize::from(row);
        let start = line * 61 % WORDS.len();
        let text: String = WORDS[start..].chars().chain(WORDS.chars()).take(width - line * 7 % 23).collect();
        picture.set_string(2, row, &text, Style::new());
        picture.set_style(Rect::new(8, row, 9, 1), if line.is_multiple_of(3) { bold } else { Style::new() });
    }
    picture.set_string(0, rows - 1, "Enter next  Esc back  ? help", Style::new().fg(Color::Cyan));
    picture
}

fn letter(mut picture: Buffer) -> Buffer {
    picture.content.insert(usize::from(picture.area.width) * 3 + 20, ratatui::buffer::Cell::new("x"));
    picture.content.remove(usize::from(picture.area.width) * 4);
    picture
}

/// A screen that has little in common with a page.
fn other(columns: u16, rows: u16) -> Buffer {
    let mut picture = Buffer::empty(Rect::new(0, 0, columns, rows));
    let marker = Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD);
    for row in 0..rows {
        let line = usize::from(row);
        picture.set_string(1, row, format!("{line:2}. "), marker);
        let text: String = WORDS.chars().rev().skip(line * 13 % 90).take(30 + line * 11 % 40).collect();
        picture.set_string(5, row, &text, Style::new());
    }
    picture
}
