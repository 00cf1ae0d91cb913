//! What an answer is worth, and what is said about it.

use std::fmt;

use super::Item;
use crate::source::Prose;

/// A part of full marks, in hundredths of a percent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(u16);

impl Share {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// Full marks.
    pub const FULL: Self = Self(10_000);

    /// `right` of `of` parts; full marks if there are no parts.
    pub fn of(right: usize, of: usize) -> Self {
        if right >= of {
            return Self::FULL;
        }
        Self(u16::try_from(right * 10_000 / of).unwrap_or(10_000))
    }

    /// From hundredths of a percent; more than full marks is full marks.
    pub fn from_hundredths(hundredths: u16) -> Self {
        Self(hundredths.min(10_000))
    }

    /// In hundredths of a percent.
    pub fn hundredths(self) -> u16 {
        self.0
    }

    /// In whole percent, rounded down, so that 100 means all.
    pub fn percent(self) -> u16 {
        self.0 / 100
    }

    /// The share that is left after `percent` of full marks are taken away.
    #[must_use]
    pub fn minus_percent(self, percent: u32) -> Self {
        let kept = u32::from(self.0) * 100u32.saturating_sub(percent) / 100;
        Self(u16::try_from(kept).unwrap_or(0))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} %", self.percent())
    }
}

/// What the machine makes of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// What it is worth, before any penalty for retries.
    pub share: Share,
    /// Which items are right as they are; items without a mark are not judged.
    pub marks: Vec<Mark>,
}

/// One item judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The item; a written answer has only item 0.
    pub item: Item,
    /// True if it is right as it is.
    pub right: bool,
}

impl Grade {
    /// True for full marks.
    pub fn is_full(&self) -> bool {
        self.share == Share::FULL
    }

    /// The mark of an item, if it was judged.
    pub fn mark(&self, item: Item) -> Option<bool> {
        self.marks.iter().find(|mark| mark.item == item).map(|mark| mark.right)
    }
}

/// What the author says about one item of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark<'a> {
    /// The item it is about, in words.
    pub about: String,
    /// True if that item is right.
    pub right: bool,
    /// What is said.
    pub text: &'a Prose,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_never_leave_their_range_and_round_down() {
        assert_eq!(Share::of(2, 3).percent(), 66);
        assert_eq!(Share::of(0, 0), Share::FULL);
        assert_eq!(Share::of(9, 3), Share::FULL);
        assert_eq!(Share::FULL.minus_percent(25).percent(), 75);
        assert_eq!(Share::FULL.minus_percent(250), Share::NONE);
    }
}
