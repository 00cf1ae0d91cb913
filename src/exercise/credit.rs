//! Rules for partial credit, said before the attempt.

use super::Share;

/// How much an answer that is partly right is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credit {
    /// Full marks or none.
    All,
    /// Each right item counts the same; in a choice of several, each wrong tick takes one away.
    Each,
    /// In an order: each item that stands at its position counts.
    Positions,
    /// In an order: each pair of neighbours that belong together counts.
    Neighbours,
    /// In an order: the longest run of items in the right sequence counts.
    LongestRun,
}

impl Credit {
    /// The words authors write, for kinds where items do not form an order.
    pub const SETS: &'static [(&'static str, Credit)] = &[("all", Credit::All), ("each", Credit::Each)];
    /// The words authors write, for orders.
    pub const ORDERS: &'static [(&'static str, Credit)] = &[
        ("all", Credit::All),
        ("positions", Credit::Positions),
        ("neighbours", Credit::Neighbours),
        ("longest-run", Credit::LongestRun),
    ];

    /// The rule in a sentence for learners.
    pub fn sentence(self) -> &'static str {
        match self {
            Credit::All => "Full marks only if all is right.",
            Credit::Each => "Each right item counts.",
            Credit::Positions => "Each item at its right position counts.",
            Credit::Neighbours => "Each right pair of neighbours counts.",
            Credit::LongestRun => "The longest run in the right order counts.",
        }
    }

    /// The share for `right` of `of` parts, all or nothing if the rule says so.
    pub fn share(self, right: usize, of: usize) -> Share {
        match self {
            Credit::All if right < of => Share::NONE,
            Credit::All | Credit::Each | Credit::Positions | Credit::Neighbours | Credit::LongestRun => {
                Share::of(right, of)
            }
        }
    }
}
