//! A person in the book.

use super::key::Key;
use super::refused::{Refused, What};
use super::words::{MAX_INTERESTS, MAX_NAME, clean_words, said};
use crate::course::LearnerId;
use crate::session::{About, Card, Part};

/// What a person may do; each may do what those before may.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Takes courses.
    #[default]
    Learner,
    /// Makes cohorts, and leads those they are a trainer of.
    Trainer,
    /// May do everything.
    Admin,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 3] = [Self::Learner, Self::Trainer, Self::Admin];

    /// The name as it is written.
    pub fn name(self) -> &'static str {
        match self {
            Role::Learner => "learner",
            Role::Trainer => "trainer",
            Role::Admin => "admin",
        }
    }
}

/// Which parts of a profile the others in a cohort may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shows {
    /// The name; without it, others see the id only.
    pub name: bool,
    /// The organization.
    pub organization: bool,
    /// The country.
    pub country: bool,
    /// The interests.
    pub interests: bool,
}

impl Default for Shows {
    /// Only the name, until the person says otherwise.
    fn default() -> Self {
        Self { name: true, organization: false, country: false, interests: false }
    }
}

/// What a person says about themselves; all but the name may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// The name as the person writes it.
    pub name: String,
    /// The organization.
    pub organization: String,
    /// The country.
    pub country: String,
    /// The interests, separated by commas.
    pub interests: String,
    /// Which of these the others may see.
    pub shows: Shows,
}

impl Profile {
    /// The profile cleaned and within its limits.
    ///
    /// # Errors
    /// [`Refused`] names what is too long, or that the name says nothing.
    pub fn cleaned(&self) -> Result<Self, Refused> {
        Ok(Self {
            name: said(&self.name, What::Name, MAX_NAME)?,
            organization: clean_words(&self.organization, What::Organization, MAX_NAME)?,
            country: clean_words(&self.country, What::Country, MAX_NAME)?,
            interests: clean_words(&self.interests, What::Interests, MAX_INTERESTS)?,
            shows: self.shows,
        })
    }

    /// Puts other words in the place of a part.
    pub(super) fn set(&mut self, part: Part, text: &str, shown: bool) {
        let (words, shows) = match part {
            Part::Name => (&mut self.name, &mut self.shows.name),
            Part::Organization => (&mut self.organization, &mut self.shows.organization),
            Part::Country => (&mut self.country, &mut self.shows.country),
            Part::Interests => (&mut self.interests, &mut self.shows.interests),
        };
        text.clone_into(words);
        *shows = shown;
    }

    /// It as its owner sees it.
    pub(super) fn card(&self) -> Card {
        let about = |text: &str, shown| About { text: text.to_owned(), shown };
        Card {
            name: about(&self.name, self.shows.name),
            organization: about(&self.organization, self.shows.organization),
            country: about(&self.country, self.shows.country),
            interests: about(&self.interests, self.shows.interests),
        }
    }
}

/// What others may see of a person; what is empty or not shown is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown<'a> {
    /// The name, or else the id.
    pub name: &'a str,
    /// The organization.
    pub organization: Option<&'a str>,
    /// The country.
    pub country: Option<&'a str>,
    /// The interests.
    pub interests: Option<&'a str>,
}

/// Somebody in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name they log in with and their work is kept under.
    pub id: LearnerId,
    /// What they say about themselves.
    pub profile: Profile,
    /// What they may do.
    pub role: Role,
    /// The keys they log in with, oldest first.
    pub keys: Vec<Key>,
    /// Whether they have a key or a code of their own, or had one; before that, a code of their cohort is enough.
    pub claimed: bool,
}

impl Person {
    /// What the others in a cohort may see.
    pub fn shown(&self) -> Shown<'_> {
        let Profile { name, organization, country, interests, shows } = &self.profile;
        let seen = |text: &'_ str, shown: bool| shown && !text.is_empty();
        Shown {
            name: if seen(name, shows.name) { name } else { self.id.as_str() },
            organization: seen(organization, shows.organization).then_some(organization),
            country: seen(country, shows.country).then_some(country),
            interests: seen(interests, shows.interests).then_some(interests),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_see_what_was_chosen_and_no_more() {
        let profile = Profile {
            name: "Anna".to_owned(),
            country: "Kenya".to_owned(),
            organization: "Transparency".to_owned(),
            ..Profile::default()
        };
        let id = LearnerId::from("anna");
        let mut person = Person { id, profile, role: Role::Learner, keys: Vec::new(), claimed: false };
        let shown = Shown { name: "Anna", organization: None, country: None, interests: None };
        assert_eq!(person.shown(), shown);
        person.profile.shows = Shows { name: false, organization: false, country: true, interests: true };
        assert_eq!(person.shown(), Shown { name: "anna", country: Some("Kenya"), ..shown });
    }

    #[test]
    fn roles_have_an_order() {
        assert!(Role::Learner < Role::Trainer && Role::Trainer < Role::Admin);
    }
}
