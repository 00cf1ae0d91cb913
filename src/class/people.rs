//! Deciding about people and their keys.

use super::book::{Book, MAX_PEOPLE};
use super::decide::shown;
use super::event::Done;
use super::id::{CohortId, GroupId, is_person_id};
use super::key::{MAX_KEYS, PublicKey, given};
use super::person::{Profile, Role};
use super::refused::Refused;
use crate::course::LearnerId;
use crate::source::quoted;

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

    pub(super) fn regroup(
        &self,
        by: &LearnerId,
        cohort: &CohortId,
        person: &LearnerId,
        group: Option<&GroupId>,
    ) -> Result<Vec<Done>, Refused> {
        // Members choose a group for themselves where no trainer chose one.
        let class = if by == person { self.membership(by, cohort)? } else { self.led(by, cohort)? };
        let Some(member) = class.members.get(person) else {
            return Err(Refused::NotIn(shown(person), cohort.clone()));
        };
        if let Some(group) = group.filter(|group| !class.plan.groups.contains_key(group)) {
            return Err(Refused::NoGroup(GroupId::from(quoted(group.as_str()))));
        }
        if by == person && member.is_fixed() && !self.leads(by, class) {
            return Err(Refused::Assigned);
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
