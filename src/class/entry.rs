//! Deciding about cohorts, and about the codes that let people into them.

use super::act::CodeFor;
use super::book::{Book, MAX_COHORTS, MAX_MEMBERS};
use super::code::{Code, JoinCode, MAX_CODES, MAX_LASTING, MAX_USES};
use super::cohort::Plan;
use super::decide::Dice;
use super::event::Done;
use super::id::{CohortId, first_free, id_from};
use super::key::{MAX_KEYS, given};
use super::person::{Profile, Role};
use super::refused::Refused;
use crate::course::LearnerId;
use crate::session::Time;
use crate::source::{is_id, quoted};

/// The longest short name that is made from the name of a cohort.
const MAX_MADE_ID: usize = 24;
/// The short name of a cohort whose name has no plain letters.
const NO_LETTERS: &str = "class";
/// How often somebody without a key can come back with their own code.
pub(super) const OWN_USES: u32 = 1_000;
/// How long they can, in milliseconds: 180 days.
pub(super) const OWN_LASTING: i64 = 180 * 86_400_000;
/// How often the dice may give a code that is there already.
const MAX_ROLLS: usize = 100;

impl Book {
    pub(super) fn make_cohort(
        &self,
        by: &LearnerId,
        cohort: Option<&CohortId>,
        plan: &Plan,
    ) -> Result<Vec<Done>, Refused> {
        if self.role(by) == Role::Learner {
            return Err(Refused::NotAllowed);
        }
        if self.cohorts.len() >= MAX_COHORTS {
            return Err(Refused::Full("classes", MAX_COHORTS));
        }
        let plan = plan.cleaned()?;
        let cohort = match cohort {
            Some(id) if !is_id(id.as_str()) => return Err(Refused::BadName(quoted(id.as_str()))),
            Some(id) if self.cohorts.contains_key(id) => return Err(Refused::CohortThere(id.clone())),
            Some(id) => id.clone(),
            None => {
                let stem = id_from(&plan.name, MAX_MADE_ID).unwrap_or_else(|| NO_LETTERS.to_owned());
                first_free(&stem, |id| self.cohorts.contains_key(&CohortId::from(id))).into()
            }
        };
        Ok(vec![Done::CohortMade { cohort, plan }])
    }

    pub(super) fn change_cohort(
        &self,
        by: &LearnerId,
        cohort: &CohortId,
        plan: &Plan,
    ) -> Result<Vec<Done>, Refused> {
        let known = self.led(by, cohort)?;
        let plan = plan.cleaned()?;
        if plan == known.plan {
            return Ok(Vec::new());
        }
        Ok(vec![Done::CohortChanged { cohort: cohort.clone(), plan }])
    }

    pub(super) fn set_trainer(
        &self,
        by: &LearnerId,
        cohort: &CohortId,
        person: &LearnerId,
        on: bool,
    ) -> Result<Vec<Done>, Refused> {
        let class = self.led(by, cohort)?;
        if self.known(person)?.role == Role::Learner && on {
            // Who may lead at all is for an admin to say.
            self.only_admin(by)?;
        }
        if class.trainers.contains(person) == on {
            return Ok(Vec::new());
        }
        Ok(vec![Done::TrainerSet { cohort: cohort.clone(), person: person.clone(), on }])
    }

    pub(super) fn make_code(
        &self,
        by: &LearnerId,
        opens: &CodeFor,
        uses: u32,
        until: Time,
        now: Time,
        dice: &mut Dice<'_>,
    ) -> Result<Vec<Done>, Refused> {
        self.may_see_to(by, opens)?;
        if !(1..=MAX_USES).contains(&uses) {
            return Err(Refused::OutOfRange("number of uses", 1, u64::from(MAX_USES)));
        }
        let latest = now.0.saturating_add(MAX_LASTING);
        if until <= now || until.0 > latest {
            return Err(Refused::OutOfRange("number of days", 1, (MAX_LASTING / 86_400_000) as u64));
        }
        if let CodeFor::Cohort(cohort) = opens {
            if self.known_cohort(cohort)?.has_closed(now) {
                return Err(Refused::CohortClosed(cohort.clone()));
            }
            let open = self.codes.values().filter(|code| code.opens == *opens && code.is_open(now));
            if open.count() >= MAX_CODES {
                return Err(Refused::Full("open codes of a class", MAX_CODES));
            }
        }
        Ok(vec![Done::CodeMade { code: self.new_code(dice)?, opens: opens.clone(), uses, until }])
    }

    fn new_code(&self, dice: &mut Dice<'_>) -> Result<JoinCode, Refused> {
        let rolls = (0..MAX_ROLLS).map(|_| JoinCode::roll(&mut *dice));
        let free = rolls.into_iter().find(|code| !self.codes.contains_key(code));
        free.ok_or(Refused::Full("codes", self.codes.len()))
    }

    pub(super) fn withdraw_code(&self, by: &LearnerId, typed: &str) -> Result<Vec<Done>, Refused> {
        let code = self.typed(typed).ok_or(Refused::NoCode)?;
        let known = self.codes.get(&code).ok_or(Refused::NoCode)?;
        self.may_see_to(by, &known.opens)?;
        Ok(vec![Done::CodeWithdrawn { code }])
    }

    /// The code that was typed; one written long ago may have words that are no longer in the list.
    fn typed(&self, typed: &str) -> Option<JoinCode> {
        JoinCode::read(typed).or_else(|| JoinCode::from_written(typed.trim()))
    }

    /// The code that was typed, if it lets somebody in now.
    fn open_code(&self, typed: &str, now: Time) -> Result<(JoinCode, &Code), Refused> {
        let code = self.typed(typed).ok_or(Refused::NoCode)?;
        let known = self.codes.get(&code).ok_or(Refused::NoCode)?;
        if now >= known.until {
            return Err(Refused::CodeEnded(known.until));
        }
        if !known.is_open(now) {
            return Err(Refused::CodeUsedUp);
        }
        if let CodeFor::Cohort(cohort) = &known.opens
            && self.known_cohort(cohort)?.has_closed(now)
        {
            return Err(Refused::CohortClosed(cohort.clone()));
        }
        Ok((code, known))
    }

    /// Nobody has proved yet who they are: a code of a cohort makes a new person or claims one of its
    /// roster; only their own code lets somebody in who has been here before.
    #[expect(clippy::too_many_arguments, reason = "the fields of one act")]
    pub(super) fn enter(
        &self,
        by: &LearnerId,
        typed: &str,
        name: &str,
        key: Option<&str>,
        used: bool,
        now: Time,
        dice: &mut Dice<'_>,
    ) -> Result<Vec<Done>, Refused> {
        let (code, known) = self.open_code(typed, now)?;
        let person = self.people.get(by);
        let mut done = Vec::new();
        match &known.opens {
            CodeFor::Person(owner) if owner == by => {
                self.known(by)?;
            }
            CodeFor::Person(_) => return Err(Refused::NoCode),
            CodeFor::Cohort(cohort) => {
                let class = self.known_cohort(cohort)?;
                match person {
                    None => {
                        self.check_new(by)?;
                        if used {
                            return Err(Refused::Taken(by.clone()));
                        }
                        if class.members.len() >= MAX_MEMBERS {
                            return Err(Refused::Full("members of a class", MAX_MEMBERS));
                        }
                        let name = if name.trim().is_empty() { by.as_str() } else { name };
                        let profile = Profile { name: name.to_owned(), ..Profile::default() }.cleaned()?;
                        done.push(Done::PersonAdded { person: by.clone(), profile, role: Role::Learner });
                        done.push(Done::Joined { cohort: cohort.clone(), person: by.clone(), group: None });
                    }
                    Some(person) => {
                        let expected =
                            !person.claimed && person.role == Role::Learner && class.members.contains_key(by);
                        if !expected {
                            return Err(Refused::Taken(by.clone()));
                        }
                    }
                }
            }
        }
        done.push(Done::CodeUsed { code, person: by.clone() });
        match key {
            Some(key) => {
                let (key, label) = given(key, "")?;
                match self.keys.get(&key) {
                    Some(owner) if owner == by => {}
                    Some(_) => return Err(Refused::KeyTaken),
                    None if person.is_some_and(|person| person.keys.len() >= MAX_KEYS) => {}
                    None => done.push(Done::KeyAdded { person: by.clone(), key, label }),
                }
            }
            // Without a key of their own, a code of their own is the way back.
            None => {
                if matches!(known.opens, CodeFor::Cohort(_)) || known.left() <= 1 {
                    let until = Time(now.0.saturating_add(OWN_LASTING));
                    let (code, opens) = (self.new_code(dice)?, CodeFor::Person(by.clone()));
                    done.push(Done::CodeMade { code, opens, uses: OWN_USES, until });
                }
            }
        }
        Ok(done)
    }

    pub(super) fn join(&self, by: &LearnerId, typed: &str, now: Time) -> Result<Vec<Done>, Refused> {
        self.known(by)?;
        let (code, known) = self.open_code(typed, now)?;
        let CodeFor::Cohort(cohort) = &known.opens else { return Err(Refused::NoCode) };
        let class = self.known_cohort(cohort)?;
        if class.members.contains_key(by) {
            return Err(Refused::AlreadyIn(by.clone(), cohort.clone()));
        }
        if class.members.len() >= MAX_MEMBERS {
            return Err(Refused::Full("members of a class", MAX_MEMBERS));
        }
        let joined = Done::Joined { cohort: cohort.clone(), person: by.clone(), group: None };
        Ok(vec![Done::CodeUsed { code, person: by.clone() }, joined])
    }
}
