//! What Enter does to what is marked: tick, pick up, drop, place, open.

use super::held::Held;
use super::page::View;
use super::paper::{Aim, Deed};
use super::prompt::asked;
use super::screen::Screen;
use super::touch::Effect;
use super::travel::Way;
use crate::exercise::{Input, Item, Row, Slot, View as Work};
use crate::keymap::{Action, Keymap};
use crate::session::{Command, Page, Scene};

impl Screen {
    /// Does the marked thing; with nothing marked, turns the page or does the main thing at its end.
    pub(super) fn open(&mut self, scene: &Scene<'_>, keymap: &Keymap, view: &View) -> Vec<Effect> {
        let Some(target) = view.target() else {
            if self.turn(view, Way::Down, true) {
                return Vec::new();
            }
            let primary = view.paper.primary.as_ref().and_then(|aim| view.paper.find(aim));
            let Some(target) = primary.and_then(|index| view.paper.targets.get(index)) else {
                return Vec::new();
            };
            return self.perform(scene, keymap, view, &target.deed.clone());
        };
        self.perform(scene, keymap, view, &target.deed.clone())
    }

    /// Does what a target is there for.
    pub(super) fn perform(
        &mut self,
        scene: &Scene<'_>,
        keymap: &Keymap,
        view: &View,
        deed: &Deed,
    ) -> Vec<Effect> {
        match deed {
            Deed::Do(command) => {
                self.held = None;
                if let Command::Reply(_) = command {
                    self.mark_aim(view, &Aim::Field);
                }
                vec![Effect::Do(command.clone())]
            }
            Deed::Act(action) | Deed::Choose(action) => self.act(scene, keymap, *action),
            Deed::QuitUnsaved => vec![Effect::QuitUnsaved],
            Deed::Tick(item) => work(Input::Choose(*item)),
            Deed::Lift(item) => self.lift(scene, *item),
            Deed::Take(item) => self.take(scene, keymap, *item),
            Deed::Slot(slot) => self.slot(scene, keymap, view, *slot),
            Deed::Placed(item, slot) => match self.held {
                Some(Held::Item(held)) if held != *item => self.slot(scene, keymap, view, *slot),
                Some(Held::Item(_)) => self.put_down(),
                Some(Held::Row { .. } | Held::Slot(_)) | None => {
                    self.held = Some(Held::Item(*item));
                    Vec::new()
                }
            },
            Deed::Write => {
                self.mark_aim(view, &Aim::Field);
                let view = View::new(scene, self, keymap);
                self.follow_cursor(&view);
                Vec::new()
            }
            Deed::Ask(question) => {
                self.ask(asked(scene, question.clone()));
                Vec::new()
            }
            Deed::Peek(leaf) => self.open_leaf(scene, keymap, view, leaf),
            Deed::Jump(label) => {
                if let Some((_, row)) = view.paper.notes.iter().find(|(known, _)| known == label) {
                    self.look_at(view, view.reveal(&(*row..*row + 2)), view.focus);
                }
                Vec::new()
            }
            Deed::Look => {
                self.say("Left and right move the picture.");
                Vec::new()
            }
            Deed::Try(row) => {
                self.tour.tried = Some(*row);
                Vec::new()
            }
        }
    }

    /// Picks up a row of an order, or drops it.
    fn lift(&mut self, scene: &Scene<'_>, item: Item) -> Vec<Effect> {
        if matches!(self.held, Some(Held::Row { item: held, .. }) if held == item) {
            return self.drop_row(scene);
        }
        if let Some(at) = position(scene, item) {
            self.held = Some(Held::Row { item, to: at });
        }
        Vec::new()
    }

    /// Drops the row that is held, if one is.
    pub(super) fn drop_row(&mut self, scene: &Scene<'_>) -> Vec<Effect> {
        let Some(Held::Row { item, to }) = self.held else { return Vec::new() };
        self.held = None;
        if position(scene, item) == Some(to) { Vec::new() } else { work(Input::Move { item, to }) }
    }

    /// Takes an item from the bank: into the waiting slot, or into the hand.
    fn take(&mut self, scene: &Scene<'_>, keymap: &Keymap, item: Item) -> Vec<Effect> {
        match self.held {
            Some(Held::Slot(slot)) => {
                self.held = None;
                let view = View::new(scene, self, keymap);
                self.mark_aim(&view, &Aim::Slot(slot));
                work(Input::Place { item, slot })
            }
            Some(Held::Item(held)) if held == item => self.put_down(),
            Some(Held::Item(held))
                if items(scene).iter().any(|row| row.item == held && row.slot.is_some()) =>
            {
                self.held = None;
                work(Input::Lift(held))
            }
            Some(Held::Item(_) | Held::Row { .. }) | None => {
                self.held = Some(Held::Item(item));
                let view = View::new(scene, self, keymap);
                if let Some(slot) = free_slot(scene) {
                    self.mark_aim(&view, &Aim::Slot(slot));
                }
                Vec::new()
            }
        }
    }

    /// Drops what is held into a slot, picks up what lies there, or lets the slot wait.
    fn slot(&mut self, scene: &Scene<'_>, keymap: &Keymap, view: &View, slot: Slot) -> Vec<Effect> {
        if items(scene).iter().any(|row| row.slot == Some(slot) && row.fixed) {
            self.say("This one is already in its place.");
            return Vec::new();
        }
        let mut here = items(scene).iter().filter(|row| row.slot == Some(slot));
        match self.held {
            Some(Held::Item(item)) => {
                self.held = None;
                let row = items(scene).iter().find(|row| row.item == item);
                if row.is_some_and(|row| row.slot == Some(slot)) {
                    return self.put_down();
                }
                let from_bank = row.is_some_and(|row| row.slot.is_none());
                let next = from_bank.then(|| next_in_bank(scene, item)).flatten();
                let aim = match next {
                    Some(next) => Aim::Item(next),
                    None if from_bank && !displaces(scene, slot) => Aim::Button(Action::Check),
                    None => Aim::Slot(slot),
                };
                let view = View::new(scene, self, keymap);
                self.mark_aim(&view, &aim);
                work(Input::Place { item, slot })
            }
            Some(Held::Slot(waiting)) if waiting == slot => self.put_down(),
            Some(Held::Slot(_) | Held::Row { .. }) | None => {
                let single = !matches!(view.target().map(|target| &target.aim), Some(Aim::Placed(_)))
                    && !grouped(scene);
                match here.next().filter(|_| single) {
                    Some(row) => self.held = Some(Held::Item(row.item)),
                    None => self.wait(scene, keymap, slot),
                }
                Vec::new()
            }
        }
    }

    /// Lets a slot wait for an item, and goes to the bank.
    fn wait(&mut self, scene: &Scene<'_>, keymap: &Keymap, slot: Slot) {
        let Some(first) = items(scene).iter().find(|row| row.slot.is_none()) else {
            self.say("All are placed. Pick one up to move it.");
            return;
        };
        self.held = Some(Held::Slot(slot));
        let view = View::new(scene, self, keymap);
        self.mark_aim(&view, &Aim::Item(first.item));
    }

    fn put_down(&mut self) -> Vec<Effect> {
        self.held = None;
        Vec::new()
    }

    /// Sends an item back to the bank: the held one, or the one that is marked.
    pub(super) fn put_back(&mut self, scene: &Scene<'_>, view: &View) -> Vec<Effect> {
        let placed = |item: &Item| {
            items(scene).iter().any(|row| row.item == *item && row.slot.is_some() && !row.fixed)
        };
        let marked = match view.target().map(|target| &target.aim) {
            Some(Aim::Placed(item)) => Some(*item),
            Some(Aim::Slot(slot)) => {
                items(scene).iter().find(|row| row.slot == Some(*slot) && !row.fixed).map(|row| row.item)
            }
            Some(_) | None => None,
        };
        let held = match self.held {
            Some(Held::Item(item)) => Some(item),
            Some(Held::Row { .. } | Held::Slot(_)) | None => None,
        };
        self.held = None;
        match held.or(marked).filter(placed) {
            Some(item) => work(Input::Lift(item)),
            None => {
                self.say("Nothing here can be sent back.");
                Vec::new()
            }
        }
    }

    /// Carries a target to another one, as a mouse does.
    pub(super) fn carry(&mut self, scene: &Scene<'_>, from: &Aim, to: &Aim) -> Vec<Effect> {
        self.held = None;
        let Page::Exercise(desk) = &scene.page else { return Vec::new() };
        match &desk.view {
            Work::Sequence { .. } => match (from, to) {
                (Aim::Item(item), Aim::Item(other)) => match position(scene, *other) {
                    Some(to) => work(Input::Move { item: *item, to }),
                    None => Vec::new(),
                },
                _ => Vec::new(),
            },
            Work::Slots { items, .. } => {
                let item = match from {
                    Aim::Item(item) | Aim::Placed(item) => Some(*item),
                    Aim::Slot(slot) if !grouped(scene) => {
                        items.iter().find(|row| row.slot == Some(*slot)).map(|row| row.item)
                    }
                    _ => None,
                };
                let Some(item) = item else { return Vec::new() };
                match to {
                    Aim::Slot(slot) => work(Input::Place { item, slot: *slot }),
                    Aim::Placed(other) => {
                        match items.iter().find(|row| row.item == *other).and_then(|row| row.slot) {
                            Some(slot) => work(Input::Place { item, slot }),
                            None => Vec::new(),
                        }
                    }
                    Aim::Item(_) | Aim::Button(Action::PutBack) => work(Input::Lift(item)),
                    _ => Vec::new(),
                }
            }
            Work::Choices { .. } | Work::Field(_) | Work::Journey(_) => Vec::new(),
        }
    }
}

fn work(input: Input) -> Vec<Effect> {
    vec![Effect::Do(Command::Work(input))]
}

/// The items of a placing exercise.
fn items<'s>(scene: &'s Scene<'_>) -> &'s [Row] {
    match &scene.page {
        Page::Exercise(desk) => match &desk.view {
            Work::Slots { items, .. } => items,
            Work::Choices { .. } | Work::Sequence { .. } | Work::Field(_) | Work::Journey(_) => &[],
        },
        _ => &[],
    }
}

/// Where an item of an order stands now.
fn position(scene: &Scene<'_>, item: Item) -> Option<usize> {
    let Page::Exercise(desk) = &scene.page else { return None };
    let Work::Sequence { rows } = &desk.view else { return None };
    rows.iter().position(|row| row.item == item)
}

/// True if slots take any number of items.
fn grouped(scene: &Scene<'_>) -> bool {
    match &scene.page {
        Page::Exercise(desk) => {
            matches!(&desk.view, Work::Slots { slots, .. } if slots.iter().any(|slot| slot.room != Some(1)))
        }
        _ => false,
    }
}

/// True if a slot holds something that would go back to the bank.
fn displaces(scene: &Scene<'_>, slot: Slot) -> bool {
    !grouped(scene) && items(scene).iter().any(|row| row.slot == Some(slot))
}

/// The first slot with room, for an item that was just picked up.
fn free_slot(scene: &Scene<'_>) -> Option<Slot> {
    let Page::Exercise(desk) = &scene.page else { return None };
    let Work::Slots { slots, items, .. } = &desk.view else { return None };
    let has_room = |slot: &&crate::exercise::SlotRow| {
        let lying = items.iter().filter(|row| row.slot == Some(slot.slot)).count();
        slot.room.is_none_or(|room| lying < room)
    };
    slots.iter().find(has_room).or(slots.first()).map(|slot| slot.slot)
}

/// The item in the bank after this one, or the first one.
fn next_in_bank(scene: &Scene<'_>, item: Item) -> Option<Item> {
    let rows = items(scene);
    let at = rows.iter().position(|row| row.item == item)?;
    let after = rows.iter().skip(at + 1).chain(rows.iter().take(at));
    after.filter(|row| row.slot.is_none()).map(|row| row.item).next()
}
