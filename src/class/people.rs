//! Deciding about people and their keys.

use super::act::Entrant;
use super::book::{Book, MAX_MEMBERS, MAX_PEOPLE};
use super::cohort::MAX_GROUPS;
use super::decide::shown;
use super::event::{ClassEvent, Done};
use super::id::{CohortId, GroupId, first_free, id_from, is_person_id};
use super::key::{MAX_KEYS, PublicKey, given};
use super::person::{Person, Profile, Role};
use super::refused::Refused;
use crate::course::LearnerId;
use crate::session::Time;
use crate::source::quoted;

/// The longest id that is made from a name.
const MAX_MADE_ID: usize = 24;
/// The id of somebody whose name has no plain letters.
const NO_LETTERS: &str = "learner";

impl Book {
    pub(super) fn add_person(
        &self,
        by: &LearnerId,
        person: &LearnerId,
        profile: &Profile,
        role: Role,
    ) -> Result<Vec<Done>, Refused> {
        self.only_admin(by)?;
        self.check_new(person)?;
        Ok(vec![Done::PersonAdded { person: person.clone(), profile: profile.cleaned()?, role }])
    }

    /// Whether somebody new can have this name.
    pub(super) fn check_new(&self, person: &LearnerId) -> Result<(), Refused> {
        if !is_person_id(person.as_str()) {
            return Err(Refused::BadId(quoted(person.as_str())));
        }
        if self.people.contains_key(person) {
            return Err(Refused::Taken(person.clone()));
        }
        if self.people.len() >= MAX_PEOPLE {
            return Err(Refused::Full("people", MAX_PEOPLE));
        }
        Ok(())
    }

    pub(super) fn set_profile(
        &self,
        by: &LearnerId,
        person: &LearnerId,
        profile: &Profile,
    ) -> Result<Vec<Done>, Refused> {
        let known = self.minded(by, person)?;
        let mut profile = profile.cleaned()?;
        if by != person {
            profile.shows = known.profile.shows;
        }
        if profile == known.profile {
            return Ok(Vec::new());
        }
        Ok(vec![Done::ProfileSet { person: person.clone(), profile }])
    }

    pub(super) fn give_role(
        &self,
        by: &LearnerId,
        person: &LearnerId,
        role: Role,
    ) -> Result<Vec<Done>, Refused> {
        self.only_admin(by)?;
        if self.known(person)?.role == role {
            return Ok(Vec::new());
        }
        Ok(vec![Done::RoleGiven { person: person.clone(), role }])
    }

    pub(super) fn add_key(
        &self,
        by: &LearnerId,
        person: &LearnerId,
        key: &str,
        label: &str,
    ) -> Result<Vec<Done>, Refused> {
        let known = self.minded(by, person)?;
        let (key, label) = given(key, label)?;
        match self.keys.get(&key) {
            Some(owner) if owner == person => return Err(Refused::KeyKnown),
            Some(_) => return Err(Refused::KeyTaken),
            None => {}
        }
        if known.keys.len() >= MAX_KEYS {
            return Err(Refused::Full("keys of one person", MAX_KEYS));
        }
        Ok(vec![Done::KeyAdded { person: person.clone(), key, label }])
    }

    pub(super) fn remove_key(
        &self,
        by: &LearnerId,
        person: &LearnerId,
        key: &PublicKey,
    ) -> Result<Vec<Done>, Refused> {
        let known = self.minded(by, person)?;
        if known.keys.iter().all(|known| known.key != *key) {
            return Err(Refused::NoKey);
        }
        if by == person && known.keys.len() == 1 {
            return Err(Refused::LastKey);
        }
        Ok(vec![Done::KeyRemoved { person: person.clone(), key: key.clone() }])
    }

    pub(super) fn enrol(
        &self,
        by: &LearnerId,
        cohort: &CohortId,
        entrants: &[Entrant],
        at: Time,
    ) -> Result<Vec<Done>, Refused> {
        self.led(by, cohort)?;
        // Each depends on those before: ids, groups and keys must not be given twice.
        let mut ahead = self.clone();
        let mut all = Vec::new();
        for entrant in entrants {
            let done = ahead.enrol_one(by, cohort, entrant)?;
            for what in &done {
                ahead.apply(&ClassEvent { at, by: by.clone(), what: what.clone() });
            }
            all.extend(done);
        }
        Ok(all)
    }

    /// What one entrant brings about, on a book that has taken in those before.
    pub(super) fn enrol_one(
        &self,
        by: &LearnerId,
        cohort: &CohortId,
        entrant: &Entrant,
    ) -> Result<Vec<Done>, Refused> {
        let class = self.led(by, cohort)?;
        let id = self.id_of(cohort, entrant)?;
        let mut done = Vec::new();
        let known = self.people.get(&id);
        match known {
            None => {
                self.check_new(&id)?;
                let profile = named(&entrant.profile, id.as_str()).cleaned()?;
                done.push(Done::PersonAdded { person: id.clone(), profile, role: Role::Learner });
            }
            Some(known) => {
                if !self.minds(by, &id) {
                    return Err(Refused::NotYours(id));
                }
                let profile = filled(&entrant.profile, known).cleaned()?;
                if profile != known.profile {
                    done.push(Done::ProfileSet { person: id.clone(), profile });
                }
            }
        }
        let group = match &entrant.group {
            None => class.members.get(&id).and_then(|member| member.group.clone()),
            Some((group, as_new)) => {
                if !class.plan.groups.contains_key(group) {
                    if class.plan.groups.len() >= MAX_GROUPS {
                        return Err(Refused::Full("groups in a cohort", MAX_GROUPS));
                    }
                    let mut plan = class.plan.clone();
                    plan.groups.insert(group.clone(), as_new.clone());
                    done.push(Done::CohortChanged { cohort: cohort.clone(), plan: plan.cleaned()? });
                }
                Some(group.clone())
            }
        };
        let member = class.members.get(&id);
        if member.is_none() && class.members.len() >= MAX_MEMBERS {
            return Err(Refused::Full("members of a cohort", MAX_MEMBERS));
        }
        if member.is_none_or(|member| member.group != group) {
            done.push(Done::Joined { cohort: cohort.clone(), person: id.clone(), group });
        }
        if let Some(key) = &entrant.key {
            let (key, label) = given(key, "")?;
            match self.keys.get(&key) {
                Some(owner) if *owner == id => {}
                Some(_) => return Err(Refused::KeyTaken),
                None if known.is_some_and(|known| known.keys.len() >= MAX_KEYS) => {
                    return Err(Refused::Full("keys of one person", MAX_KEYS));
                }
                None => done.push(Done::KeyAdded { person: id, key, label }),
            }
        }
        Ok(done)
    }

    /// The id as given, that of the member with this name and organization, or a new one.
    fn id_of(&self, cohort: &CohortId, entrant: &Entrant) -> Result<LearnerId, Refused> {
        if let Some(id) = &entrant.id {
            return Ok(id.clone());
        }
        let wanted = entrant.profile.cleaned()?;
        let same = |person: &&Person| {
            person.profile.name == wanted.name && person.profile.organization == wanted.organization
        };
        let members = self.cohorts.get(cohort).into_iter().flat_map(|cohort| cohort.members.keys());
        if let Some(known) = members.filter_map(|id| self.people.get(id)).find(same) {
            return Ok(known.id.clone());
        }
        let stem = id_from(&wanted.name, MAX_MADE_ID).unwrap_or_else(|| NO_LETTERS.to_owned());
        Ok(first_free(&stem, |id| self.people.contains_key(&LearnerId::from(id))).into())
    }

    pub(super) fn regroup(
        &self,
        by: &LearnerId,
        cohort: &CohortId,
        person: &LearnerId,
        group: Option<&GroupId>,
    ) -> Result<Vec<Done>, Refused> {
        let class = self.led(by, cohort)?;
        let Some(member) = class.members.get(person) else {
            return Err(Refused::NotIn(shown(person), cohort.clone()));
        };
        if let Some(group) = group.filter(|group| !class.plan.groups.contains_key(group)) {
            return Err(Refused::NoGroup(GroupId::from(quoted(group.as_str()))));
        }
        if member.group.as_ref() == group {
            return Ok(Vec::new());
        }
        let (cohort, person, group) = (cohort.clone(), person.clone(), group.cloned());
        Ok(vec![Done::Joined { cohort, person, group }])
    }

    pub(super) fn leave(
        &self,
        by: &LearnerId,
        cohort: &CohortId,
        person: &LearnerId,
    ) -> Result<Vec<Done>, Refused> {
        let class = if by == person { self.known_cohort(cohort)? } else { self.led(by, cohort)? };
        if !class.members.contains_key(person) {
            return Err(Refused::NotIn(shown(person), cohort.clone()));
        }
        Ok(vec![Done::Left { cohort: cohort.clone(), person: person.clone() }])
    }
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
