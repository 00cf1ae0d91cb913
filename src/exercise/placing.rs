//! The board that all placing kinds share: items, slots, what belongs where, and what is said.
//!
//! A placing kind is a reader that makes a [`Board`]; everything after that is the same for pairs,
//! groups, gaps and pictures.

use std::collections::BTreeMap;

use super::alike::distinct;
use super::{
    Answer, Body, Credit, Grade, Input, Item, Lack, Layout, Mark, Refusal, Remark, Row, Seed, Sheet, Slot,
    SlotRow, View, shuffle,
};
use crate::source::{Complaint, Fields, Prose, Span};
use crate::text;

/// The most items that belong nowhere.
pub(super) const MAX_SPARE: usize = 8;

/// What a learner may place, where, and how it is counted.
#[derive(Debug)]
pub(super) struct Board {
    /// How the slots lie; groups take any number of items, other slots one.
    pub(super) layout: Layout,
    /// The slots.
    pub(super) slots: Vec<Place>,
    /// The items as authored, those that belong nowhere last.
    pub(super) items: Vec<Thing>,
    /// Which items are alike.
    pub(super) classes: Vec<usize>,
    /// How it is counted.
    pub(super) credit: Credit,
    /// What one item is called, and several.
    pub(super) noun: (&'static str, &'static str),
}

/// A slot as authored.
#[derive(Debug)]
pub(super) struct Place {
    /// What it asks for, in words.
    pub(super) label: String,
    /// What is said when it holds a wrong item.
    pub(super) because: Option<Prose>,
}

/// An item as authored.
#[derive(Debug)]
pub(super) struct Thing {
    /// Its words.
    pub(super) text: String,
    /// Its picture, if it is a tile.
    pub(super) picture: Option<Vec<String>>,
    /// Where it belongs; `None` if it belongs nowhere.
    pub(super) home: Option<Slot>,
    /// True if it lies there from the start.
    pub(super) fixed: bool,
    /// What is said when it is placed wrong.
    pub(super) because: Option<Prose>,
}

/// Numbers slots in their order.
pub(super) fn slots() -> impl Iterator<Item = Slot> {
    (0u16..).map(Slot)
}

/// Reads `spare`, the items that belong nowhere; none of them may be one of the `wanted`.
pub(super) fn read_spare(fields: &mut Fields<'_, '_>, wanted: &[Thing]) -> Vec<Thing> {
    fields.each("spare", 0..=MAX_SPARE, |fields| {
        let text = fields.line("text");
        let because = fields.prose("because");
        let text = text?;
        if wanted.iter().any(|thing| thing.text == text) {
            complain_wanted(fields, fields.span(), &text);
        }
        Some(Thing { text, picture: None, home: None, fixed: false, because })
    })
}

/// Says that a spare item is also a right one.
pub(super) fn complain_wanted(fields: &mut Fields<'_, '_>, place: Span, text: &str) {
    let complaint = Complaint::new(place, format!("The spare `{text}` is also a right one."))
        .help("A spare must differ from all that belong somewhere.");
    fields.complain(complaint);
}

impl Board {
    /// The board as a body, after the complaint that there is nothing to decide on it.
    pub(super) fn checked(self, fields: &mut Fields<'_, '_>, place: Span) -> Option<Box<dyn Body>> {
        let loose = self.items.iter().zip(&self.classes).filter(|(thing, _)| !thing.fixed);
        let mut kinds: Vec<usize> = loose.map(|(_, class)| *class).collect();
        kinds.sort_unstable();
        kinds.dedup();
        if kinds.len() < 2 {
            let message = format!("There is nothing to decide: at least two {} must differ.", self.noun.1);
            fields.complain(Complaint::new(place, message).help("Add another."));
        }
        (!self.slots.is_empty() && !self.items.is_empty()).then(|| Box::new(self) as Box<dyn Body>)
    }

    fn numbered(&self) -> impl Iterator<Item = (Item, &Thing)> {
        (0u16..).map(Item).zip(&self.items)
    }

    fn thing(&self, item: Item) -> Option<&Thing> {
        self.items.get(usize::from(item.0))
    }

    fn has_slot(&self, slot: Slot) -> bool {
        usize::from(slot.0) < self.slots.len()
    }

    fn room(&self) -> Option<usize> {
        match self.layout {
            Layout::Groups => None,
            Layout::Pairs | Layout::Text(_) | Layout::Grid { .. } => Some(1),
        }
    }

    /// The items that lie in their homes, alone or among loose ones.
    fn at_home(&self, only_fixed: bool) -> BTreeMap<Item, Slot> {
        let mut placed = BTreeMap::new();
        for (item, thing) in self.numbered().filter(|(_, thing)| thing.fixed || !only_fixed) {
            placed.extend(thing.home.map(|home| (item, home)));
        }
        placed
    }

    /// True if the item, or one like it, belongs into the slot.
    fn right(&self, item: Item, slot: Slot) -> bool {
        let class = self.classes.get(usize::from(item.0));
        let mut others = self.items.iter().zip(&self.classes);
        others.any(|(thing, other)| Some(other) == class && thing.home == Some(slot) && !thing.fixed)
    }

    /// Places that are wrong, in the order of items.
    fn wrong(&self, placed: &BTreeMap<Item, Slot>) -> Vec<(Item, Slot)> {
        let wrong = |(item, slot): &(Item, Slot)| {
            self.thing(*item).is_some_and(|thing| !thing.fixed) && !self.right(*item, *slot)
        };
        placed.iter().map(|(item, slot)| (*item, *slot)).filter(wrong).collect()
    }

    fn place(&self, placed: &BTreeMap<Item, Slot>, item: Item, slot: Slot) -> Result<Answer, Refusal> {
        self.movable(item)?;
        if !self.has_slot(slot) {
            return Err(Refusal::Unknown);
        }
        let mut placed = placed.clone();
        let left = placed.remove(&item);
        let lies_there = placed.iter().find(|(_, other)| **other == slot).map(|(other, _)| *other);
        if let (Some(other), Some(_)) = (lies_there, self.room()) {
            self.movable(other)?;
            placed.remove(&other);
            placed.extend(left.map(|left| (other, left)));
        }
        placed.insert(item, slot);
        Ok(Answer::Placed(placed))
    }

    fn movable(&self, item: Item) -> Result<(), Refusal> {
        match self.thing(item) {
            None => Err(Refusal::Unknown),
            Some(thing) if thing.fixed => Err(Refusal::Fixed),
            Some(_) => Ok(()),
        }
    }
}

impl Body for Board {
    fn blank(&self, _: Seed) -> Answer {
        Answer::Placed(self.at_home(true))
    }

    fn fits(&self, answer: &Answer) -> bool {
        let Answer::Placed(placed) = answer else { return false };
        let mut taken: Vec<Slot> = placed.values().copied().collect();
        taken.sort_unstable();
        let crowded = self.room().is_some() && taken.windows(2).any(|pair| pair[0] == pair[1]);
        let known = placed.iter().all(|(item, slot)| self.thing(*item).is_some() && self.has_slot(*slot));
        let fixed = self.at_home(true).iter().all(|(item, slot)| placed.get(item) == Some(slot));
        known && fixed && !crowded
    }

    fn accept(&self, answer: &Answer, input: &Input) -> Result<Answer, Refusal> {
        let Answer::Placed(placed) = answer else { return Err(Refusal::Unknown) };
        match input {
            Input::Place { item, slot } => self.place(placed, *item, *slot),
            Input::Lift(item) => {
                self.movable(*item)?;
                let mut placed = placed.clone();
                placed.remove(item);
                Ok(Answer::Placed(placed))
            }
            Input::Choose(_) | Input::Move { .. } | Input::Write(_) => Err(Refusal::Unknown),
        }
    }

    fn lack(&self, answer: &Answer) -> Option<Lack> {
        let Answer::Placed(placed) = answer else { return None };
        let (lack, count) = match self.room() {
            Some(_) => {
                let empty = slots().take(self.slots.len()).filter(|slot| !placed.values().any(|s| s == slot));
                (Lack::Unplaced as fn(usize) -> Lack, empty.count())
            }
            None => (Lack::Unsorted as fn(usize) -> Lack, self.items.len().saturating_sub(placed.len())),
        };
        (count > 0).then(|| lack(count))
    }

    fn grade(&self, answer: &Answer) -> Option<Grade> {
        let Answer::Placed(placed) = answer else { return None };
        let wrong = self.wrong(placed);
        let marks: Vec<Mark> = self
            .numbered()
            .filter(|(item, thing)| !thing.fixed && placed.contains_key(item))
            .map(|(item, _)| Mark { item, right: !wrong.iter().any(|(other, _)| *other == item) })
            .collect();
        let hits = marks.iter().filter(|mark| mark.right).count();
        let of = self.items.iter().filter(|thing| thing.home.is_some() && !thing.fixed).count();
        Some(Grade { share: self.credit.share(hits, of), marks })
    }

    fn solution(&self) -> Option<Answer> {
        Some(Answer::Placed(self.at_home(false)))
    }

    fn remarks(&self, answer: &Answer) -> Vec<Remark<'_>> {
        let Answer::Placed(placed) = answer else { return Vec::new() };
        let wrong = self.wrong(placed);
        let mut remarks = Vec::new();
        for (slot, place) in slots().zip(&self.slots) {
            let Some(because) = &place.because else { continue };
            for (item, _) in wrong.iter().filter(|(_, other)| *other == slot) {
                let Some(thing) = self.thing(*item) else { continue };
                let (label, sign) = text::lead(&place.label);
                let about = format!("{label}{sign}{}", thing.text);
                remarks.push(Remark { about, right: false, text: because });
            }
        }
        for (item, _) in wrong {
            let Some(thing) = self.thing(item) else { continue };
            let Some(because) = &thing.because else { continue };
            remarks.push(Remark { about: thing.text.clone(), right: false, text: because });
        }
        remarks
    }

    fn view(&self, sheet: &Sheet<'_>) -> View {
        let lies = |item: Item| match sheet.answer {
            Answer::Placed(placed) => placed.get(&item).copied(),
            Answer::Chosen(_) | Answer::Ordered(_) | Answer::Written(_) => None,
        };
        let mut items: Vec<Row> = self
            .numbered()
            .map(|(item, thing)| Row {
                picture: thing.picture.clone(),
                slot: lies(item),
                fixed: thing.fixed,
                mark: sheet.grade.and_then(|grade| grade.mark(item)),
                ..Row::new(item, &thing.text)
            })
            .collect();
        shuffle(&mut items, sheet.seed);
        let room = self.room();
        let label = |(slot, place): (Slot, &Place)| SlotRow { slot, label: place.label.clone(), room };
        let slots = slots().zip(&self.slots).map(label).collect();
        View::Slots { layout: self.layout.clone(), slots, items }
    }

    fn rules(&self) -> Vec<String> {
        let mut rules = Vec::new();
        if self.room().is_none() {
            rules.push(format!("Each {} belongs to one group.", self.noun.0));
        }
        rules.push(self.credit.sentence().to_owned());
        let fixed = self.items.iter().filter(|thing| thing.fixed).count();
        let spare = self.items.iter().filter(|thing| thing.home.is_none()).count();
        for (count, what) in [(fixed, "already in place"), (spare, "left over")] {
            if count > 0 {
                rules.push(format!("{} {what}.", self.count(count)));
            }
        }
        if distinct(&self.classes) < self.items.len() {
            rules.push(format!("Equal {} may stand for each other.", self.noun.1));
        }
        rules
    }
}

const NUMBERS: [&str; 9] = ["Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];

impl Board {
    fn count(&self, count: usize) -> String {
        let (one, several) = self.noun;
        match (count, count.checked_sub(2).and_then(|at| NUMBERS.get(at))) {
            (1, _) => format!("One {one} is"),
            (_, Some(number)) => format!("{number} {several} are"),
            (_, None) => format!("{count} {several} are"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::testing::{place, placed};
    use crate::exercise::{Seed, Share};

    /// Three items for three slots, the first one fixed, the second and third alike, and a spare.
    fn board() -> Board {
        let thing = |text: &str, home: Option<u16>, fixed| Thing {
            text: text.to_owned(),
            picture: None,
            home: home.map(Slot),
            fixed,
            because: Some(Prose::plain(format!("Not {text}."))),
        };
        let label = |label: &str| Place { label: label.to_owned(), because: Some(Prose::plain("Look.")) };
        Board {
            layout: Layout::Pairs,
            slots: vec![label("A"), label("B"), label("C")],
            items: vec![
                thing("x", Some(0), true),
                thing("y", Some(1), false),
                thing("y", Some(2), false),
                thing("z", None, false),
            ],
            classes: vec![0, 1, 1, 3],
            credit: Credit::Each,
            noun: ("tile", "tiles"),
        }
    }

    #[test]
    fn the_item_that_has_no_room_goes_where_the_other_came_from() {
        let board = board();
        let blank = board.blank(Seed(1));
        assert_eq!(blank, placed(&[(0, 0)]));
        let one = place(&board, &blank, 1, 1);
        assert_eq!(place(&board, &one, 3, 1), placed(&[(0, 0), (3, 1)]), "the bank");
        let two = place(&board, &one, 3, 2);
        assert_eq!(place(&board, &two, 3, 1), placed(&[(0, 0), (3, 1), (1, 2)]), "the former slot");
        assert_eq!(place(&board, &two, 3, 2), two, "its own slot");
    }

    #[test]
    fn what_is_fixed_stays_and_what_is_unknown_is_refused() {
        let board = board();
        let blank = board.blank(Seed(1));
        let accept = |input| board.accept(&blank, &input);
        let at = |item, slot| Input::Place { item: Item(item), slot: Slot(slot) };
        assert_eq!(accept(at(0, 1)), Err(Refusal::Fixed));
        assert_eq!(accept(at(1, 0)), Err(Refusal::Fixed));
        assert_eq!(accept(Input::Lift(Item(0))), Err(Refusal::Fixed));
        assert_eq!(accept(at(4, 1)), Err(Refusal::Unknown));
        assert_eq!(accept(at(1, 3)), Err(Refusal::Unknown));
        assert_eq!(accept(Input::Choose(Item(1))), Err(Refusal::Unknown));
        assert_eq!(accept(Input::Lift(Item(1))), Ok(blank.clone()));
        for wrong in [&[][..], &[(0, 1)], &[(0, 0), (1, 0)], &[(0, 0), (4, 1)], &[(0, 0), (1, 3)]] {
            assert!(!board.fits(&placed(wrong)), "{wrong:?}");
        }
    }

    #[test]
    fn alike_items_count_in_either_slot_and_fixed_ones_not_at_all() {
        let board = board();
        let share = |pairs: &[(u16, u16)]| board.grade(&placed(pairs)).unwrap().share;
        assert_eq!(share(&[(0, 0), (2, 1), (1, 2)]), Share::FULL);
        assert_eq!(share(&[(0, 0), (2, 1), (3, 2)]).percent(), 50);
        assert_eq!(share(&[(0, 0)]), Share::NONE);
        assert_eq!(board.lack(&placed(&[(0, 0), (2, 1)])), Some(Lack::Unplaced(1)));
        assert_eq!(board.lack(&placed(&[(0, 0), (2, 1), (3, 2)])), None);
    }

    #[test]
    fn slots_speak_before_items() {
        let board = board();
        let remarks = board.remarks(&placed(&[(0, 0), (3, 1), (1, 2)]));
        let said: Vec<_> = remarks.iter().map(|r| (r.about.as_str(), r.text.words())).collect();
        assert_eq!(said, [("B: z", "Look.\n".to_owned()), ("z", "Not z.\n".to_owned())]);
    }

    #[test]
    fn the_rules_say_what_lies_there_and_what_is_left_over() {
        assert_eq!(
            board().rules(),
            [
                "Each right item counts.",
                "One tile is already in place.",
                "One tile is left over.",
                "Equal tiles may stand for each other.",
            ]
        );
        assert_eq!([2, 10, 11].map(|n| board().count(n)), ["Two tiles are", "Ten tiles are", "11 tiles are"]);
    }
}
