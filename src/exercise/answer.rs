//! The work on a desk, and the inputs that change it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A thing that is chosen, moved or placed, numbered from 0 as authored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Item(pub u16);

/// A place for items, numbered from 0 as authored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub u16);

/// The longest text that a learner may write in one answer, in bytes.
pub const MAX_WRITTEN: usize = 64 << 10;

/// Work as it lies on the desk: one shape for each gesture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The items that are ticked.
    Chosen(BTreeSet<Item>),
    /// All items, first to last.
    Ordered(Vec<Item>),
    /// Where each placed item lies; an item that is not here lies in the bank.
    Placed(BTreeMap<Item, Slot>),
    /// What was written.
    Written(String),
}

/// One thing a learner does to an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Tick an item, or take the tick away.
    Choose(Item),
    /// Move an item to a position, counted from 0 in the list without it.
    Move {
        /// What is moved.
        item: Item,
        /// Where it is to stand.
        to: usize,
    },
    /// Put an item into a slot; what lay there and has no room goes where the item came from.
    Place {
        /// What is placed.
        item: Item,
        /// Where it is to lie.
        slot: Slot,
    },
    /// Take an item out of its slot, back to the bank.
    Lift(Item),
    /// Replace what was written.
    Write(String),
}

/// Why an input changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// This exercise has no such item or slot, or another gesture.
    Unknown,
    /// The item was put there by the author and stays.
    Fixed,
    /// The text is longer than an answer may be.
    TooLong,
    /// The answer was handed in; it opens again with a retry.
    HandedIn,
    /// The answer was handed in and stays as it is: questions of tests have one try.
    Final,
    /// No try is left.
    NoTryLeft,
    /// There is no further hint.
    NoHintLeft,
    /// The author shows the solution later, or never.
    NoSolutionYet,
    /// There is nothing to take back, or to do again.
    NothingToUndo,
    /// The answer is not complete enough to be handed in.
    NotReady(super::Lack),
    /// This choice was made and is final.
    Decided,
    /// A trainer closed this part of a discussion.
    Locked,
    /// A text that is not posted yet lies on the desk.
    TextInTheWay,
    /// Somebody else wrote this post.
    NotYours,
    /// A post is being changed.
    Editing,
    /// The learner has read all posts.
    NothingNew,
    /// A trainer has closed the module for now.
    ModuleClosed,
    /// A trainer keeps everybody at one step for now.
    Led,
    /// This person is not in the class.
    NoSuchPerson,
    /// The learner sent as many notes as they may in a day.
    TooMany,
    /// Nobody is without a name.
    NoName,
    /// A trainer chose the group.
    Assigned,
    /// A line of the rubric has no rating yet.
    Unrated,
    /// The review was handed in as it is.
    ReviewedAlready,
    /// This does nothing here.
    NotHere,
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Refusal::Unknown => "There is no such item here.",
            Refusal::Fixed => "This one is already in its place.",
            Refusal::TooLong => "The text is too long.",
            Refusal::HandedIn => "This answer was handed in. Try again to change it.",
            Refusal::Final => "This answer was handed in and stays. Go on with the next question.",
            Refusal::NoTryLeft => "No try is left.",
            Refusal::NoHintLeft => "There is no further hint.",
            Refusal::NoSolutionYet => "The solution is not shown yet.",
            Refusal::NothingToUndo => "There is nothing to undo.",
            Refusal::NotReady(lack) => return lack.fmt(out),
            Refusal::Decided => "This choice is final. A new try begins again.",
            Refusal::Locked => "A trainer closed this part of the discussion. It takes no replies.",
            Refusal::TextInTheWay => "Post what you wrote first, or erase it.",
            Refusal::NotYours => "Only your own posts can be changed or deleted.",
            Refusal::Editing => "You are changing a post. Post it first.",
            Refusal::NothingNew => "There are no new posts.",
            Refusal::NoSuchPerson => "This person is not in your class.",
            Refusal::TooMany => "You have sent many notes today. Go on tomorrow.",
            Refusal::NoName => "A name cannot be empty. You can hide it instead.",
            Refusal::Assigned => "Your trainer chose this group. Ask them to change it.",
            Refusal::ModuleClosed => "Your trainer has closed this module for now.",
            Refusal::Led => "Your trainer keeps everybody at this step for now.",
            Refusal::Unrated => "Rate each line first, from 0 to 3.",
            Refusal::ReviewedAlready => "This review is handed in. You can still change it.",
            Refusal::NotHere => "That does nothing here.",
        };
        out.write_str(words)
    }
}
