//! A seeded monkey at the keys: nothing panics, and the terminal shows the picture.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

mod common;

use std::collections::BTreeMap;
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::Arc;

use common::dice::Dice;
use curricle::app::{Sitting, Window};
use curricle::course::{Course, read};
use curricle::keymap::{Key, Keymap, Mode, shipped};
use curricle::session::Time;
use curricle::shelf;
use curricle::source::Sources;
use curricle::store::{Memory, Store};
use curricle::ui::{Finish, Look, Theme, Touch};
use curricle::wire::{Capabilities, Encoder};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

const TOUCHES: usize = 10_000;

impl Dice {
    fn cell(&mut self, below: usize) -> u16 {
        u16::try_from(self.roll(below)).expect("a small number")
    }
}

/// Every key that means something in some mode, but for those that leave.
fn keys(keymap: &Keymap) -> Vec<Key> {
    let modes = [Mode::Reading, Mode::Listing, Mode::Choosing, Mode::Arranging, Mode::Placing, Mode::Writing];
    let mut keys: BTreeMap<String, Key> = BTreeMap::new();
    for mode in modes {
        for (_, bound) in keymap.bindings(mode) {
            for key in bound.into_iter().flatten() {
                keys.insert(key.label(true), key);
            }
        }
    }
    keys.into_values().collect()
}

fn touch(dice: &mut Dice, keys: &[Key]) -> Touch {
    match dice.roll(40) {
        0 => Touch::Resize { columns: 1 + dice.cell(180), rows: 1 + dice.cell(60) },
        1 => Touch::Resize { columns: 80, rows: 24 },
        2 => Touch::Paste {
            text: "some words, wörter, 文字 and e\u{301} \u{1b}[2J\n".repeat(1 + dice.roll(5)),
            cut: false,
        },
        3 => Touch::Press { column: dice.cell(200), row: dice.cell(70) },
        4 => Touch::Drag { column: dice.cell(200), row: dice.cell(70) },
        5 => Touch::Release { column: dice.cell(200), row: dice.cell(70) },
        6 => Touch::Wheel(if dice.roll(2) == 0 { 1 } else { -1 }),
        _ => Touch::Key(keys[dice.roll(keys.len())]),
    }
}

fn course(name: &str) -> Arc<Course> {
    let bundle = match name {
        "untoc" => shelf::built_in(name).expect("the course"),
        folder => {
            shelf::read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("the course")
        }
    };
    Arc::new(read(&bundle, None).course.expect("a course"))
}

/// The rows of a picture as a terminal shows them.
fn rows(buffer: &Buffer) -> Vec<String> {
    (0..buffer.area.height)
        .map(|y| {
            let mut row = String::new();
            let mut x = 0;
            while x < buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                row.push_str(symbol);
                x += u16::try_from(curricle::text::width(symbol).max(1)).expect("a cell");
            }
            row.trim_end().to_owned()
        })
        .collect()
}

fn emulator(columns: u16, rows: u16) -> vt100::Parser {
    let size = |cells: u16| NonZeroU16::new(cells).expect("a size");
    vt100::Parser::new(size(rows), size(columns), 0)
}

/// Lets the monkey loose on a course.
fn loose(name: &str, seed: u64, touches: usize) {
    let mut dice = Dice(seed);
    let keymap = Arc::new(Keymap::read(&mut Sources::default(), &shipped, "default").0.expect("keys"));
    let keys = keys(&keymap);
    let store: Arc<dyn Store> = Arc::new(Memory::new(seed));
    let sitting = Sitting::open(store, course(name), "anna", None, Time(0)).expect("a sitting");
    let look = Look { columns: 80, rows: 24, ascii: false, mouse: true, finish: Finish::Lean };
    let mut window = Window::new(sitting, look, keymap, Theme::Default);
    let (mut columns, mut height) = (80, 24);
    let mut encoder = Encoder::new(Size::new(columns, height), Capabilities::safe());
    let mut screen = emulator(columns, height);
    let mut last = Vec::new();
    for number in 0..touches {
        let touch = touch(&mut dice, &keys);
        last.push(format!("{touch:?}"));
        if let Touch::Resize { columns: wide, rows: high } = touch {
            (columns, height) = (wide, high);
            encoder.forget();
            screen = emulator(columns, height);
        }
        let now = Time(number as i64 * 700);
        if window.touch(touch, now).redraw {
            encoder.forget();
        }
        window.wake(now);
        let mut picture = Buffer::empty(Rect::new(0, 0, columns, height));
        let cursor = window.draw(&mut picture);
        if let Some(at) = cursor {
            assert!(at.x < columns && at.y < height, "the cursor left the screen after {:?}", last.last());
        }
        let wanted = rows(&picture);
        screen.process(&encoder.encode(&picture, cursor));
        let shown: Vec<String> =
            screen.screen().rows(0, columns).map(|row| row.trim_end().to_owned()).collect();
        // vt100 shows nothing of wide letters in a terminal of one column.
        if columns > 1 {
            assert_eq!(shown, wanted, "touch {number}, after {:?}", &last[last.len().saturating_sub(5)..]);
        }
    }
}

// Each walk has a course and a seed of its own, because tests run side by side.

#[test]
fn on_the_course_that_ships() {
    loose("untoc", 1, TOUCHES / 4);
}

#[test]
fn once_more_on_the_course_that_ships() {
    loose("untoc", 3, TOUCHES / 4);
}

#[test]
fn on_every_kind_of_exercise() {
    loose("tests/courses/small", 2, TOUCHES / 4);
}

#[test]
fn once_more_on_every_kind_of_exercise() {
    loose("tests/courses/small", 4, TOUCHES / 4);
}
