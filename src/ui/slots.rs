//! The gesture of placing: pairs, groups and gaps; pictures have a file of their own.

use super::exercise::{Hand, judged};
use super::grid::lay_grid;
use super::held::Held;
use super::paper::{Aim, Deed, Hook, Mark, Run};
use super::theme::Role;
use super::writer::Writer;
use crate::exercise::{Layout, Piece, Row, Slot, SlotRow};
use crate::keymap::Action;
use crate::text;

/// Writes slots with what lies in them, and below them what is still to be placed.
pub(super) fn lay_slots(writer: &mut Writer, layout: &Layout, slots: &[SlotRow], items: &[Row], hand: Hand) {
    match layout {
        Layout::Pairs => lay_pairs(writer, slots, items, hand),
        Layout::Groups => lay_groups(writer, slots, items, hand),
        Layout::Text(paragraphs) => lay_text(writer, paragraphs, slots, items, hand),
        Layout::Grid { columns, width, height } => {
            if lay_grid(writer, (*columns, *width, *height), slots, items, hand) {
                return;
            }
            lay_pairs(writer, slots, items, hand);
        }
    }
    lay_bank(writer, items, hand);
}

/// The items in a slot, in the order of display.
pub(super) fn lying_in(items: &[Row], slot: Slot) -> impl Iterator<Item = &Row> {
    items.iter().filter(move |item| item.slot == Some(slot))
}

fn lay_pairs(writer: &mut Writer, slots: &[SlotRow], items: &[Row], hand: Hand) {
    let widest = slots.iter().map(|slot| text::width(&slot.label)).max().unwrap_or(0);
    let beside = widest <= writer.width() / 2;
    for slot in slots {
        let item = lying_in(items, slot.slot).next();
        let write = |writer: &mut Writer| {
            let mut lead = announced(&slot.label);
            if beside {
                lead = text::pad(&lead, widest + 2);
                let rest = " ".repeat(widest + 2);
                writer.within(&lead, &rest, |writer| writer.flow(&lying(item, slot, hand)));
            } else {
                writer.say(lead.trim_end(), Role::Text);
                writer.within("    ", "    ", |writer| writer.flow(&lying(item, slot, hand)));
            }
        };
        if hand.live && !item.is_some_and(|item| item.fixed) {
            let mut hook = Hook::new(Aim::Slot(slot.slot), Deed::Slot(slot.slot), Mark::Gutter);
            hook.held = is_held(slot, item, hand);
            writer.target(hook, write);
        } else {
            write(writer);
        }
    }
}

/// A label as it stands before what lies there.
fn announced(label: &str) -> String {
    let (words, sign) = text::lead(label);
    format!("{words}{sign}")
}

fn is_held(slot: &SlotRow, item: Option<&Row>, hand: Hand) -> bool {
    hand.held == Some(Held::Slot(slot.slot)) || item.is_some_and(|item| Held::is(hand.held, item.item))
}

/// The words for what lies in a slot of one item.
fn lying<'a>(item: Option<&'a Row>, slot: &SlotRow, hand: Hand) -> Vec<Run<'a>> {
    let Some(item) = item else {
        let waits = hand.held == Some(Held::Slot(slot.slot));
        return vec![Run::new(if waits { "(choose below)" } else { "____" }, Role::Text)];
    };
    let mut runs = judged(&item.text, Role::Text, item.mark);
    if item.fixed && hand.live {
        runs.push(Run::new(" (given)", Role::Quiet));
    }
    runs
}

fn lay_groups(writer: &mut Writer, slots: &[SlotRow], items: &[Row], hand: Hand) {
    for (index, slot) in slots.iter().enumerate() {
        if index > 0 {
            writer.gap();
        }
        let label = |writer: &mut Writer| writer.say(announced(&slot.label).trim_end(), Role::Strong);
        if hand.live {
            let mut hook = Hook::new(Aim::Slot(slot.slot), Deed::Slot(slot.slot), Mark::Gutter);
            hook.held = hand.held == Some(Held::Slot(slot.slot));
            writer.target(hook, label);
        } else {
            label(writer);
        }
        let mut empty = true;
        for item in lying_in(items, slot.slot) {
            empty = false;
            let write = |writer: &mut Writer| {
                let runs = judged(&item.text, Role::Text, item.mark);
                writer.within("  - ", "    ", |writer| writer.flow(&runs));
            };
            if hand.live && !item.fixed {
                let deed = Deed::Placed(item.item, slot.slot);
                let mut hook = Hook::new(Aim::Placed(item.item), deed, Mark::Gutter);
                hook.held = Held::is(hand.held, item.item);
                writer.target(hook, write);
            } else {
                write(writer);
            }
        }
        if empty {
            writer.say("  ____", Role::Quiet);
        }
    }
}

fn lay_text(writer: &mut Writer, paragraphs: &[Vec<Piece>], slots: &[SlotRow], items: &[Row], hand: Hand) {
    for (index, pieces) in paragraphs.iter().enumerate() {
        if index > 0 {
            writer.gap();
        }
        let runs: Vec<Run<'_>> = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Words(words) => Run::new(words.as_str(), Role::Text),
                Piece::Gap(slot) => gap(*slot, slots, items, hand),
            })
            .collect();
        writer.flow(&runs);
    }
}

fn gap<'a>(slot: Slot, slots: &[SlotRow], items: &[Row], hand: Hand) -> Run<'a> {
    let item = lying_in(items, slot).next();
    let mut words = match item {
        Some(item) => format!("[ {} ]", item.text),
        None if hand.held == Some(Held::Slot(slot)) => "[ ???? ]".to_owned(),
        None => "[ ____ ]".to_owned(),
    };
    let mark = item.and_then(|item| item.mark);
    if let Some(right) = mark {
        words = format!("{} {} ]", words.trim_end_matches(" ]"), if right { "(right)" } else { "(wrong)" });
    }
    let role = match mark {
        Some(true) => Role::Right,
        Some(false) => Role::Wrong,
        None => Role::Strong,
    };
    let mut run = Run::new(words.replace(' ', "\u{a0}"), role);
    if hand.live && !item.is_some_and(|item| item.fixed) {
        let mut hook = Hook::new(Aim::Slot(slot), Deed::Slot(slot), Mark::Inner);
        hook.speech = slots.iter().find(|row| row.slot == slot).map(|row| row.label.clone());
        hook.held = item.is_some_and(|item| Held::is(hand.held, item.item));
        run.hook = Some(hook);
    }
    run
}

/// Writes what is not placed yet.
fn lay_bank(writer: &mut Writer, items: &[Row], hand: Hand) {
    if !hand.live {
        return;
    }
    writer.gap();
    lay_bank_head(writer, items, hand);
    for (index, item) in items.iter().enumerate().filter(|(_, item)| item.slot.is_none()) {
        let lead = format!("{} ", index + 1);
        let rest = " ".repeat(lead.len());
        let mut hook = Hook::new(Aim::Item(item.item), Deed::Take(item.item), Mark::Gutter);
        hook.held = Held::is(hand.held, item.item);
        writer.target(hook, |writer| {
            writer.within(&lead, &rest, |writer| writer.say(&item.text, Role::Text));
        });
    }
}

/// The heading over what is to be placed; while a placed item is held, the way back for it.
pub(super) fn lay_bank_head(writer: &mut Writer, items: &[Row], hand: Hand) {
    let placed = items.iter().any(|item| item.slot.is_some() && Held::is(hand.held, item.item));
    if placed {
        let hook = Hook::new(Aim::Button(Action::PutBack), Deed::Act(Action::PutBack), Mark::Inner);
        writer.flow(&[Run::button("Put it back here", hook)]);
    } else if items.iter().any(|item| item.slot.is_none()) {
        writer.say("To be placed:", Role::Strong);
    } else {
        writer.say("All are placed.", Role::Quiet);
    }
}
