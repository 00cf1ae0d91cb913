//! What a learner would miss if it never came to the disk.

use std::collections::BTreeMap;

use crate::session::{Happened, Slip};

/// Work that is not on the disk, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsaved {
    /// Why, as a sentence.
    pub why: String,
    /// What: "1 answer, 2 notes".
    pub what: String,
}

/// Sorts of work, from what hurts most to what hurts least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    Answer,
    Post,
    Review,
    Note,
    Report,
    Half,
    Rating,
    Letter,
    Profile,
    Bookmark,
    Way,
}

impl Sort {
    /// What an event is to the learner; nothing for what nobody would miss.
    pub(super) fn of(what: &Happened) -> Option<Self> {
        match what {
            Happened::Came | Happened::Left => None,
            Happened::Answered { .. } => Some(Self::Answer),
            Happened::Posted { .. } | Happened::Edited { .. } | Happened::Deleted { .. } => Some(Self::Post),
            Happened::Noted { .. } => Some(Self::Note),
            Happened::Reported { .. } => Some(Self::Report),
            Happened::Jotted { slip: Slip::Note | Slip::Report | Slip::Letter(_), .. }
            | Happened::Drafted { .. }
            | Happened::ReviewDrafted { .. } => Some(Self::Half),
            Happened::Reviewed { .. } => Some(Self::Review),
            Happened::Rated { .. } | Happened::Voted { .. } => Some(Self::Rating),
            Happened::Wrote { .. } => Some(Self::Letter),
            Happened::Introduced { .. } | Happened::Grouped { .. } => Some(Self::Profile),
            Happened::Bookmarked { .. } => Some(Self::Bookmark),
            Happened::Toured
            | Happened::Heard(_)
            | Happened::Visited(_)
            | Happened::Read(_)
            | Happened::Reopened(_)
            | Happened::Hinted(_)
            | Happened::Revealed(_)
            | Happened::Followed { .. }
            | Happened::Drawn { .. } => Some(Self::Way),
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Answer => ("answer", "answers"),
            Self::Post => ("post", "posts"),
            Self::Review => ("review", "reviews"),
            Self::Note => ("change of a note", "changes of notes"),
            Self::Report => ("report", "reports"),
            Self::Half => ("change of half-done work", "changes of half-done work"),
            Self::Rating => ("rating", "ratings"),
            Self::Letter => ("note to somebody", "notes to others"),
            Self::Profile => ("change of your profile", "changes of your profile"),
            Self::Bookmark => ("change of a bookmark", "changes of bookmarks"),
            Self::Way => ("step on your way", "steps on your way"),
        }
    }
}

/// All of it in words; nothing if nobody would miss any of it.
pub(super) fn in_words(sorts: impl Iterator<Item = Sort>) -> Option<String> {
    let mut counts: BTreeMap<Sort, usize> = BTreeMap::new();
    for sort in sorts {
        *counts.entry(sort).or_default() += 1;
    }
    let words = |(sort, count): (Sort, usize)| {
        let (one, many) = sort.words();
        format!("{count} {}", if count == 1 { one } else { many })
    };
    let words: Vec<String> = counts.into_iter().map(words).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_counted_by_sort_and_coming_and_going_is_no_work() {
        let note = || Happened::Noted { step: "s".into(), text: "n".into() };
        let all = [Happened::Came, note(), Happened::Read("s".into()), note(), Happened::Left];
        let words = in_words(all.iter().filter_map(Sort::of));
        assert_eq!(words.as_deref(), Some("2 changes of notes, 1 step on your way"));
        assert_eq!(in_words([Happened::Left].iter().filter_map(Sort::of)), None);
    }
}
