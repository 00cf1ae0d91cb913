//! Putting people into a cohort, one after the other on a book that runs ahead: all or none.

use std::collections::BTreeMap;

use super::act::Entrant;
use super::book::{Book, MAX_MEMBERS};
use super::cohort::Group;
use super::event::{ClassEvent, Done};
use super::id::{CohortId, GroupId, id_from};
use super::key::{MAX_KEYS, given};
use super::person::{Person, Profile, Role};
use super::refused::Refused;
use crate::course::LearnerId;
use crate::session::Time;

/// The longest id that is made from a name.
const MAX_MADE_ID: usize = 24;
/// The id of somebody whose name has no plain letters.
const NO_LETTERS: &str = "member";

impl Book {
    pub(super) fn enrol(
        &self,
        by: &LearnerId,
        cohort: &CohortId,
        entrants: &[Entrant],
        at: Time,
    ) -> Result<Vec<Done>, Refused> {
        let groups = entrants.iter().filter_map(|entrant| entrant.group.as_ref());
        let mut enrolment = Enrolment::begin(self, by, cohort, at, groups)?;
        for entrant in entrants {
            enrolment.add(entrant)?;
        }
        Ok(enrolment.done)
    }
}

/// People on their way into a cohort.
pub(super) struct Enrolment<'a> {
    by: &'a LearnerId,
    cohort: &'a CohortId,
    at: Time,
    ahead: Book,
    /// Members that were there before, by name and organization.
    known: BTreeMap<(String, String), LearnerId>,
    /// How far the numbers behind ids made from names have come.
    numbers: BTreeMap<String, u32>,
    pub(super) done: Vec<Done>,
}

impl<'a> Enrolment<'a> {
    /// Makes the groups that are new, all at once.
    pub(super) fn begin<'g>(
        book: &Book,
        by: &'a LearnerId,
        cohort: &'a CohortId,
        at: Time,
        groups: impl Iterator<Item = &'g (GroupId, Group)>,
    ) -> Result<Self, Refused> {
        let class = book.led(by, cohort)?;
        let members = class.members.keys().filter_map(|id| book.people.get(id));
        let known = members.map(|person| (same_person(&person.profile), person.id.clone())).collect();
        let mut plan = class.plan.clone();
        for (id, as_new) in groups {
            let group = plan.groups.entry(id.clone()).or_insert_with(|| as_new.clone());
            if group.within.is_none() {
                group.within.clone_from(&as_new.within);
            }
        }
        let changed = plan != class.plan;
        let (ahead, numbers) = (book.clone(), BTreeMap::new());
        let mut begun = Self { by, cohort, at, ahead, known, numbers, done: Vec::new() };
        if changed {
            begun.note(Done::CohortChanged { cohort: cohort.clone(), plan: plan.cleaned()? });
        }
        Ok(begun)
    }

    fn note(&mut self, what: Done) {
        self.ahead.apply(&ClassEvent { at: self.at, by: self.by.clone(), what: what.clone() });
        self.done.push(what);
    }

    /// Puts one more in; after a refusal nothing of this one has happened.
    pub(super) fn add(&mut self, entrant: &Entrant) -> Result<(), Refused> {
        let id = self.id_of(entrant)?;
        let done = self.one(&id, entrant)?;
        for what in done {
            self.note(what);
        }
        Ok(())
    }

    fn one(&self, id: &LearnerId, entrant: &Entrant) -> Result<Vec<Done>, Refused> {
        let book = &self.ahead;
        let class = book.known_cohort(self.cohort)?;
        let mut done = Vec::new();
        let known = book.people.get(id);
        match known {
            None => {
                book.check_new(id)?;
                let profile = named(&entrant.profile, id.as_str()).cleaned()?;
                done.push(Done::PersonAdded { person: id.clone(), profile, role: Role::Learner });
            }
            Some(known) => {
                if !book.minds(self.by, id) {
                    return Err(Refused::NotYours(id.clone()));
                }
                let profile = filled(&entrant.profile, known).cleaned()?;
                if profile != known.profile {
                    done.push(Done::ProfileSet { person: id.clone(), profile });
                }
            }
        }
        let member = class.members.get(id);
        if member.is_none() && class.members.len() >= MAX_MEMBERS {
            return Err(Refused::Full("members of a class", MAX_MEMBERS));
        }
        let before = || member.and_then(|member| member.group.clone());
        let group = entrant.group.as_ref().map(|(group, _)| group.clone()).or_else(before);
        if member.is_none_or(|member| member.group != group) {
            done.push(Done::Joined { cohort: self.cohort.clone(), person: id.clone(), group });
        }
        if let Some(key) = &entrant.key {
            let (key, label) = given(key, "")?;
            match book.keys.get(&key) {
                Some(owner) if owner == id => {}
                Some(_) => return Err(Refused::KeyTaken),
                None if known.is_some_and(|known| known.keys.len() >= MAX_KEYS) => {
                    return Err(Refused::Full("keys of one person", MAX_KEYS));
                }
                None => done.push(Done::KeyAdded { person: id.clone(), key, label }),
            }
        }
        Ok(done)
    }

    /// The id as given, that of the member with this name and organization, or a new one.
    fn id_of(&mut self, entrant: &Entrant) -> Result<LearnerId, Refused> {
        if let Some(id) = &entrant.id {
            return Ok(id.clone());
        }
        let wanted = entrant.profile.cleaned()?;
        if let Some(known) = self.known.get(&same_person(&wanted)) {
            return Ok(known.clone());
        }
        let stem = id_from(&wanted.name, MAX_MADE_ID).unwrap_or_else(|| NO_LETTERS.to_owned());
        // The number is remembered, for a thousand people may have the same name.
        let number = self.numbers.entry(stem.clone()).or_insert(0);
        loop {
            *number = number.saturating_add(1);
            let id = if *number == 1 { stem.clone() } else { format!("{stem}-{number}") };
            let id = LearnerId::from(id);
            if !self.ahead.people.contains_key(&id) {
                return Ok(id);
            }
        }
    }
}

/// What tells two people apart where no id was given.
pub(super) fn same_person(profile: &Profile) -> (String, String) {
    (profile.name.to_lowercase(), profile.organization.to_lowercase())
}

/// A profile in which the id stands for a name that was left out.
fn named(profile: &Profile, id: &str) -> Profile {
    let mut profile = profile.clone();
    if profile.name.trim().is_empty() {
        profile.name = id.to_owned();
    }
    profile
}

/// What is known, with what is new laid over it.
fn filled(new: &Profile, known: &Person) -> Profile {
    let over = |new: &str, old: &str| if new.trim().is_empty() { old.to_owned() } else { new.to_owned() };
    let old = &known.profile;
    Profile {
        name: over(&new.name, &old.name),
        organization: over(&new.organization, &old.organization),
        country: over(&new.country, &old.country),
        interests: over(&new.interests, &old.interests),
        shows: old.shows,
    }
}
