//! Who may do what: from an act to events, or to a refusal.

use super::act::{Act, CodeFor};
use super::book::Book;
use super::cohort::Cohort;
use super::event::{ClassEvent, Done};
use super::id::{CohortId, console};
use super::person::{Person, Role};
use super::refused::Refused;
use crate::course::LearnerId;
use crate::session::Time;

/// Random numbers, from outside.
pub type Dice<'d> = dyn FnMut() -> u64 + 'd;

impl Book {
    /// Says what an act would make happen; nothing has changed then.
    ///
    /// # Errors
    /// [`Refused`] says why it is not done.
    pub fn decide(
        &self,
        act: &Act,
        by: &LearnerId,
        now: Time,
        dice: &mut Dice<'_>,
    ) -> Result<Vec<ClassEvent>, Refused> {
        // Whoever was erased while logged in can do nothing but come in again.
        let known = *by == console() || self.people.contains_key(by);
        if !known && !matches!(act, Act::Enter { .. }) {
            return Err(Refused::NotAllowed);
        }
        let at = self.next_time(now);
        let done = match act {
            Act::AddPerson { person, profile, role } => self.add_person(by, person, profile, *role),
            Act::SetProfile { person, profile } => self.set_profile(by, person, profile),
            Act::GiveRole { person, role } => self.give_role(by, person, *role),
            Act::AddKey { person, key, label } => self.add_key(by, person, key, label),
            Act::RemoveKey { person, key } => self.remove_key(by, person, key),
            Act::MakeCohort { cohort, plan } => self.make_cohort(by, cohort.as_ref(), plan),
            Act::ChangeCohort { cohort, plan } => self.change_cohort(by, cohort, plan),
            Act::SetTrainer { cohort, person, on } => self.set_trainer(by, cohort, person, *on),
            Act::MakeCode { opens, uses, until } => self.make_code(by, opens, *uses, *until, at, dice),
            Act::WithdrawCode { code } => self.withdraw_code(by, code),
            Act::Enter { code, name, key, used } => {
                self.enter(by, code, name, key.as_deref(), *used, at, dice)
            }
            Act::Join { code } => self.join(by, code, at),
            Act::Enrol { cohort, entrants } => self.enrol(by, cohort, entrants, at),
            Act::Regroup { cohort, person, group } => self.regroup(by, cohort, person, group.as_ref()),
            Act::Leave { cohort, person } => self.leave(by, cohort, person),
            Act::Erase { person } => self.decide_erasure(by, person),
            Act::Teach { cohort, what } => self.decide_teaching(by, cohort, what, dice),
            Act::SendNote { to, about, text } => self.send_note(by, to, about.as_ref(), text),
        }?;
        Ok(done.into_iter().map(|what| ClassEvent { at, by: by.clone(), what }).collect())
    }

    /// Does what is asked; returns what happened, already applied, to be kept for ever.
    ///
    /// # Errors
    /// [`Refused`] says why it is not done; nothing has changed then.
    pub fn handle(
        &mut self,
        act: &Act,
        by: &LearnerId,
        now: Time,
        dice: &mut Dice<'_>,
    ) -> Result<Vec<ClassEvent>, Refused> {
        let events = self.decide(act, by, now, dice)?;
        for event in &events {
            self.apply(event);
        }
        Ok(events)
    }

    pub(super) fn known(&self, person: &LearnerId) -> Result<&Person, Refused> {
        self.people.get(person).ok_or_else(|| Refused::NoPerson(shown(person)))
    }

    pub(super) fn known_cohort(&self, cohort: &CohortId) -> Result<&Cohort, Refused> {
        let missing = || Refused::NoCohort(CohortId::from(crate::source::quoted(cohort.as_str())));
        self.cohorts.get(cohort).ok_or_else(missing)
    }

    /// The cohort, if this person leads it.
    pub(super) fn led(&self, by: &LearnerId, cohort: &CohortId) -> Result<&Cohort, Refused> {
        match self.known_cohort(cohort) {
            Ok(cohort) if self.leads(by, cohort) => Ok(cohort),
            // Learners are not told which cohorts there are.
            Ok(_) | Err(_) if self.role(by) == Role::Learner => Err(Refused::NotAllowed),
            Ok(cohort) => Err(Refused::TrainersOnly(cohort.id.clone())),
            Err(refused) => Err(refused),
        }
    }

    /// The person, if this one may see to them.
    pub(super) fn minded(&self, by: &LearnerId, person: &LearnerId) -> Result<&Person, Refused> {
        if self.minds(by, person) {
            self.known(person)
        } else if self.role(by) == Role::Learner {
            Err(Refused::NotAllowed)
        } else {
            self.known(person).and(Err(Refused::NotYours(person.clone())))
        }
    }

    pub(super) fn only_admin(&self, by: &LearnerId) -> Result<(), Refused> {
        if self.role(by) == Role::Admin { Ok(()) } else { Err(Refused::AdminsOnly) }
    }

    fn decide_erasure(&self, by: &LearnerId, person: &LearnerId) -> Result<Vec<Done>, Refused> {
        if by != person {
            self.only_admin(by)?;
        }
        self.known(person)?;
        Ok(vec![Done::Erased { person: person.clone() }])
    }

    pub(super) fn may_see_to(&self, by: &LearnerId, opens: &CodeFor) -> Result<(), Refused> {
        match opens {
            CodeFor::Cohort(cohort) => self.led(by, cohort).map(|_| ()),
            CodeFor::Person(person) => self.minded(by, person).map(|_| ()),
        }
    }
}

/// An id from outside, fit to be repeated.
pub(super) fn shown(person: &LearnerId) -> LearnerId {
    LearnerId::from(crate::source::quoted(person.as_str()))
}
