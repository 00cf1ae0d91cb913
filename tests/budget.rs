//! How many bytes the program may send: a budget for each action, counted, not timed.
//!
//! The pictures are those of recorded sittings, the bytes those of the encoder
//! with the sequences that every terminal has. Where a limit is above the aim,
//! a comment says what the aim is.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

mod sittings;

use std::collections::BTreeMap;

use curricle::wire::{Capabilities, Encoder};
use ratatui::layout::Size;
use sittings::{Action, SETTINGS, Script, Setting, Taken};

/// 80x24, for which the aims were measured.
const SETTING: Setting = SETTINGS[0];

/// The bytes of each step of a sitting after its first paint.
fn count(play: impl FnOnce(&mut dyn FnMut(Taken))) -> Vec<(Action, usize)> {
    let mut encoder = Encoder::new(Size::new(SETTING.columns, SETTING.rows), Capabilities::safe());
    let mut steps = Vec::new();
    play(&mut |taken: Taken| {
        let bytes = encoder.encode(&taken.picture, taken.cursor);
        let again = encoder.encode(&taken.picture, taken.cursor);
        assert!(again.is_empty(), "an unchanged picture is sent again after {:?}", taken.touch);
        steps.push((taken.action, bytes.len()));
    });
    steps.split_off(1)
}

fn script(name: &str) -> Script {
    sittings::scripts().into_iter().find(|script| script.name == name).expect("the sitting")
}

fn sitting(name: &str) -> Vec<(Action, usize)> {
    count(|see| sittings::play(&sittings::course(), &script(name), SETTING, see))
}

/// The median of the steps of one action.
fn median(steps: &[(Action, usize)], action: Action) -> usize {
    let mut counts: Vec<usize> =
        steps.iter().filter(|(done, _)| *done == action).map(|(_, bytes)| *bytes).collect();
    assert!(!counts.is_empty(), "nobody does {action:?}");
    counts.sort_unstable();
    counts[counts.len() / 2]
}

#[test]
fn each_action_keeps_to_its_budget() {
    let budget = [
        ("essay", Action::Letter, 1),
        ("essay", Action::Mend, 4),
        // The keys at the foot stay where they are; two words of them change.
        ("ordering", Action::Lift, 17),
        ("essay", Action::Cursor, 1),
        ("choice", Action::Marker, 7),
        // The aim is 2, with the cursor beside the tick: here it comes from the marker.
        ("choice", Action::Tick, 5),
        ("menu", Action::Marker, 5),
        ("contents", Action::Marker, 5),
        ("search", Action::Marker, 7),
        ("glossary", Action::Marker, 5),
        ("ordering", Action::Marker, 5),
        // The aim is 48 to 62: one of these rows is printed whole.
        ("ordering", Action::Carry, 63),
        // A table and long lines: each new line is its words, and little more.
        ("scrolling", Action::Line, 72),
        ("jigsaw", Action::Tile, 18),
        // The aim is 552 from screen to screen: most of these pages are full of text.
        ("reading", Action::Page, 643),
        ("menu", Action::Screen, 1_234),
        // The aim is 1,050 and 1,200: these screens are full of text, and their words are sent once.
        ("search", Action::Screen, 1_075),
        ("lesson", Action::Screen, 1_204),
    ];
    let mut sittings: BTreeMap<&str, Vec<(Action, usize)>> = BTreeMap::new();
    let mut above = Vec::new();
    for (name, action, limit) in budget {
        let steps = sittings.entry(name).or_insert_with(|| sitting(name));
        let median = median(steps, action);
        println!("{name:<12}{action:<12?}{median:>6}, at the most {limit}");
        if median > limit {
            above.push(format!("{name}, {action:?}: {median} bytes, {limit} at the most"));
        }
    }
    assert!(above.is_empty(), "{}", above.join("\n"));
}

#[test]
fn a_key_costs_eight_bytes_or_less_in_the_middle() {
    let mut keys = Vec::new();
    for script in sittings::scripts() {
        let steps = count(|see| sittings::play(&sittings::course(), &script, SETTING, see));
        keys.extend(steps.into_iter().filter(|(action, _)| *action != Action::Pause).map(|(_, bytes)| bytes));
    }
    keys.sort_unstable();
    let median = keys[keys.len() / 2];
    assert!(median <= 8, "{median} bytes");
}

#[test]
fn a_whole_module_keeps_to_its_budget() {
    let steps = count(|see| sittings::play_module(&sittings::course(), SETTING, see));
    let total: usize = steps.iter().map(|(_, bytes)| bytes).sum();
    assert!(steps.len() > 1_000, "only {} steps", steps.len());
    // The aim is 60,000: the texts alone that are shown on the way are longer.
    assert!(total < 71_600, "{total} bytes");
    println!("a module: {total} bytes in {} steps", steps.len());
}
