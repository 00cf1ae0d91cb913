//! What the encoder sends makes terminals show the pictures: two emulators and random walks.
//!
//! `WIRE_SEEDS=100000 cargo test --test wire` walks farther; `WIRE_FIRST` says from which seed on.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

mod screens;
mod stock;
mod strict;
mod walk;

use curricle::wire::{Capabilities, Depth, Encoder};
use ratatui::layout::Size;
use screens::Screens;
use strict::Strict;
use walk::{Chance, Walk};

const SEEDS: u64 = 300;
const STEPS: usize = 8;

fn variable(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(usual)
}

fn sets() -> Vec<(&'static str, Capabilities)> {
    let safe = Capabilities::safe();
    let full = Capabilities {
        erase_characters: true,
        repeat: true,
        colour_erase: true,
        colours: Depth::True,
        ..safe
    };
    let erasing = Capabilities { erase_characters: true, ..safe };
    let lacking = Capabilities {
        insert_characters: false,
        lines: false,
        relative: false,
        colours: Depth::Sixteen,
        ..safe
    };
    let doubtful = Capabilities { ambiguous_narrow: false, wide: false, regions: false, ..safe };
    let mono = Capabilities { colours: Depth::Mono, delete_characters: false, absolute: false, ..safe };
    vec![
        ("safe", safe),
        ("dumbest", Capabilities::dumbest()),
        ("full", full),
        ("erasing", erasing),
        ("lacking", lacking),
        ("doubtful", doubtful),
        ("mono", mono),
    ]
}

/// Walks once, comparing after each picture what the emulators show with what they should.
fn check(seed: u64, name: &str, capabilities: Capabilities) {
    let mut chance = Chance::new(seed);
    let mut walk = Walk::new(&mut chance);
    let mut encoder = Encoder::new(Size::new(walk.columns(), walk.rows()), capabilities);
    let mut screens = Screens::new(walk.columns(), walk.rows());
    let mut strict = Strict::new(walk.columns().into(), walk.rows().into(), capabilities);
    for step in 0..STEPS {
        let resized = walk.step(&mut chance);
        if resized {
            screens.resize(walk.columns(), walk.rows());
            strict = Strict::new(walk.columns().into(), walk.rows().into(), capabilities);
        }
        match chance.below(30) {
            0 => encoder.forget(),
            1 => {
                let bytes = encoder.leave();
                screens.feed(&bytes);
                strict.feed(&bytes).unwrap();
            }
            2 => {
                screens.spoil();
                encoder.forget();
            }
            _ => {}
        }
        let cursor = walk.cursor(&mut chance);
        let bytes = encoder.encode(walk.picture(), cursor);
        screens.feed(&bytes);
        let shown = screens.show(walk.picture(), cursor, capabilities.colours);
        if let Err(wrong) = strict.feed(&bytes).and(shown) {
            panic!("seed {seed}, {name}, step {step}: {wrong}\n{:?}", String::from_utf8_lossy(&bytes));
        }
        assert_eq!(encoder.encode(walk.picture(), cursor), b"", "seed {seed}, {name}: nothing has changed");
    }
}

/// Walks from many seeds, each with one of these sets.
fn walk_on(sets: &[(&'static str, Capabilities)]) {
    let first = variable("WIRE_FIRST", 0);
    for seed in first..first + variable("WIRE_SEEDS", SEEDS) {
        let (name, capabilities) = sets[seed as usize % sets.len()];
        check(seed, name, capabilities);
    }
}

#[test]
fn both_emulators_show_every_picture_with_the_safe_set() {
    walk_on(&sets()[..1]);
}

#[test]
fn both_emulators_show_every_picture_with_other_sets() {
    walk_on(&sets()[1..]);
}
