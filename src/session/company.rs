//! Who learns together with one, as each of them chose to be seen.

use std::fmt;

use crate::course::LearnerId;
use crate::text::folded;

/// The longest name, organization or country of somebody, in characters.
pub const MAX_ABOUT: usize = 80;
/// The longest list of interests, in characters.
pub const MAX_INTERESTS: usize = 300;

/// The people of a cohort and its groups: the same for all of them, and shared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Company {
    /// The short name of the cohort.
    pub cohort: String,
    /// Its name as it is shown.
    pub name: String,
    /// Its groups, the widest first.
    pub circles: Vec<Circle>,
    /// Everybody, trainers first, then by name.
    pub people: Vec<Fellow>,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circle {
    /// Its short name.
    pub id: String,
    /// Its name as it is shown.
    pub name: String,
    /// How far it reaches: "national", "regional" or "global".
    pub level: &'static str,
    /// How many people are in it, those in groups within it among them.
    pub count: usize,
}

/// Somebody, as they chose to be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fellow {
    /// Who it is.
    pub id: LearnerId,
    /// What others may call them.
    pub name: String,
    /// The organization, if it is shown.
    pub organization: Option<String>,
    /// The country, if it is shown.
    pub country: Option<String>,
    /// The interests, if they are shown.
    pub interests: Vec<Interest>,
    /// Their groups by their places in the company, the nearest first.
    pub circles: Vec<usize>,
    /// True for somebody who leads the cohort.
    pub trainer: bool,
    /// All that is shown of them, as it is compared.
    haystack: String,
}

/// An interest: as it is shown, and as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interest {
    words: String,
    folded: String,
}

/// A part of what somebody says about themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The name.
    Name,
    /// The organization.
    Organization,
    /// The country.
    Country,
    /// The interests, separated by commas.
    Interests,
}

/// What somebody says about themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// The name.
    pub name: About,
    /// The organization.
    pub organization: About,
    /// The country.
    pub country: About,
    /// The interests.
    pub interests: About,
}

/// Some words about oneself, and whether others see them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// What they say; they may be empty.
    pub text: String,
    /// True if others in the class see them.
    pub shown: bool,
}

/// What the class knows of this learner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Myself {
    /// What they say about themselves.
    pub card: Card,
    /// The cohorts that they are a member of.
    pub seats: Vec<OwnSeat>,
}

/// A cohort that a learner is a member of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSeat {
    /// Its short name.
    pub cohort: String,
    /// The short name of the learner's group.
    pub circle: Option<String>,
    /// True if a trainer chose the group, so that only a trainer changes it.
    pub fixed: bool,
}

impl Fellow {
    /// Somebody of whom this is shown, in these groups of the company.
    pub fn new(id: LearnerId, name: &str, trainer: bool) -> Self {
        Self {
            id,
            name: name.to_owned(),
            organization: None,
            country: None,
            interests: Vec::new(),
            circles: Vec::new(),
            trainer,
            haystack: folded(name),
        }
    }

    /// The same with what else is shown.
    #[must_use]
    pub fn showing(
        mut self,
        organization: Option<&str>,
        country: Option<&str>,
        interests: Option<&str>,
    ) -> Self {
        self.organization = organization.map(str::to_owned);
        self.country = country.map(str::to_owned);
        self.interests = interests.map(Interest::several).unwrap_or_default();
        for words in [organization, country, interests].into_iter().flatten() {
            self.haystack.push('\n');
            self.haystack.push_str(&folded(words));
        }
        self
    }

    /// True if all these words, as they are compared, are shown of them.
    pub(super) fn is_found(&self, words: &str) -> bool {
        words.split(' ').all(|word| self.haystack.contains(word))
    }

    /// The interests that are somebody's, too.
    pub(super) fn shared<'f>(&'f self, with: &[Interest]) -> Vec<&'f str> {
        let shares = |own: &&Interest| with.iter().any(|other| own.is_like(other));
        self.interests.iter().filter(shares).map(Interest::words).collect()
    }
}

impl Interest {
    /// The interests of a list with commas.
    pub fn several(list: &str) -> Vec<Self> {
        let words = list.split([',', ';', '\n', '\u{60c}', '\u{3001}', '\u{ff0c}']).map(str::trim);
        let all = words.map(|words| Self { words: words.to_owned(), folded: folded(words) });
        all.filter(|interest| !interest.folded.is_empty()).collect()
    }

    /// It as its owner wrote it.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// True if both are about the same: one says all that the other says, whatever the order.
    fn is_like(&self, other: &Self) -> bool {
        let within = |one: &Self, other: &Self| {
            one.folded.split(' ').all(|word| other.folded.split(' ').any(|known| known == word))
        };
        within(self, other) || within(other, self)
    }
}

impl Part {
    /// All parts, in the order in which people are shown them.
    pub const ALL: [Self; 4] = [Self::Name, Self::Organization, Self::Country, Self::Interests];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Part::Name => "name",
            Part::Organization => "organization",
            Part::Country => "country",
            Part::Interests => "interests",
        }
    }

    /// The most characters that it may have.
    pub fn limit(self) -> usize {
        match self {
            Part::Name | Part::Organization | Part::Country => MAX_ABOUT,
            Part::Interests => MAX_INTERESTS,
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}

impl Card {
    /// A part of it.
    pub fn part(&self, part: Part) -> &About {
        match part {
            Part::Name => &self.name,
            Part::Organization => &self.organization,
            Part::Country => &self.country,
            Part::Interests => &self.interests,
        }
    }

    /// A part of it, to be changed.
    pub fn part_mut(&mut self, part: Part) -> &mut About {
        match part {
            Part::Name => &mut self.name,
            Part::Organization => &mut self.organization,
            Part::Country => &mut self.country,
            Part::Interests => &mut self.interests,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interests_are_shared_whatever_their_case_marks_and_order() {
        let shared = |mine: &str, theirs: &str| {
            let fellow = Fellow::new("ben".into(), "Ben", false).showing(None, None, Some(theirs));
            fellow.shared(&Interest::several(mine)).join(" | ")
        };
        assert_eq!(shared("corrupción; Courts", "Corrupcion, wildlife crime"), "Corrupcion");
        assert_eq!(shared("Wildlife crime", "crime against wildlife, sport"), "crime against wildlife");
        assert_eq!(shared("corruption", "Corruption in sport"), "Corruption in sport");
        assert_eq!(shared("art", "artefacts"), "");
        assert_eq!(shared(" , ;", "a, , b"), "");
        assert_eq!(shared("", ""), "");
    }

    #[test]
    fn somebody_is_found_by_what_is_shown_of_them_and_nothing_else() {
        let fellow = Fellow::new("ines-2".into(), "Inês", false).showing(None, Some("Moçambique"), None);
        for (words, found) in
            [("ines", true), ("mocam in", true), ("ines lima", false), ("ines-2", false), ("", true)]
        {
            assert_eq!(fellow.is_found(words), found, "{words}");
        }
    }
}
