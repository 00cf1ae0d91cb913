//! Who somebody is, and whether there is something for them to do.

use std::fmt;
use std::sync::Arc;

use super::registrar::Registrar;
use crate::class::{Act, CodeFor, Done, PublicKey, Role};
use crate::course::LearnerId;
use crate::session::Time;

/// Says who somebody is. What it is asked may wait for the disk, so it is asked on a thread of its own.
pub trait Door: Send + Sync {
    /// The person who logs in with this name and key, written as in `authorized_keys`.
    ///
    /// The key alone is enough, so that nobody needs to remember a name.
    fn by_key(&self, name: &str, key: &str) -> Option<LearnerId>;

    /// The person who logs in with this name and a code. The key, if there is one, opens the door next time.
    ///
    /// # Errors
    /// [`Turned`] away, with a sentence that says what to do.
    fn by_code(&self, name: &str, code: &str, key: Option<&str>) -> Result<Entered, Turned>;

    /// Whether there is something to do now for somebody who has logged in.
    ///
    /// # Errors
    /// [`Turned`] away, with a sentence that says when to come again.
    fn may_work(&self, person: &LearnerId, now: Time) -> Result<(), Turned>;
}

/// Somebody who came in with a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// Who.
    pub person: LearnerId,
    /// The code with which they can come back, if they have no key; they are told it once.
    pub own_code: Option<String>,
}

/// Why somebody does not come in, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned(pub String);

impl fmt::Display for Turned {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The door to the class that the book knows.
pub struct ClassDoor {
    registrar: Arc<Registrar>,
}

impl ClassDoor {
    /// A door for those in the book.
    #[must_use]
    pub fn new(registrar: Arc<Registrar>) -> Self {
        Self { registrar }
    }
}

impl Door for ClassDoor {
    fn by_key(&self, _: &str, key: &str) -> Option<LearnerId> {
        let (key, _) = PublicKey::read(key).ok()?;
        self.registrar.look(|book| book.owner(&key).map(|person| person.id.clone()))
    }

    fn by_code(&self, name: &str, code: &str, key: Option<&str>) -> Result<Entered, Turned> {
        let person = LearnerId::from(name.to_lowercase());
        let known = self.registrar.look(|book| book.person(&person).is_some());
        let used = !known && self.registrar.has_work(&person);
        let act =
            Act::Enter { code: code.to_owned(), name: name.to_owned(), key: key.map(str::to_owned), used };
        let events = self.registrar.act(&act, &person).map_err(|not_done| Turned(not_done.to_string()))?;
        let own_code = events.into_iter().find_map(|event| match event.what {
            Done::CodeMade { code, opens: CodeFor::Person(_), .. } => Some(code.to_string()),
            _ => None,
        });
        Ok(Entered { person, own_code })
    }

    fn may_work(&self, person: &LearnerId, now: Time) -> Result<(), Turned> {
        self.registrar.look(|book| {
            if book.role(person) != Role::Learner || book.cohorts_of(person).any(|cohort| cohort.is_open(now))
            {
                return Ok(());
            }
            let plans: Vec<_> = book.cohorts_of(person).map(|cohort| &cohort.plan).collect();
            let next = plans.iter().filter_map(|plan| plan.opens).filter(|opens| opens.at > now);
            Err(Turned(match next.min_by_key(|opens| opens.at) {
                Some(opens) => format!("Your class opens at {opens}. Please come again then."),
                None if plans.is_empty() => {
                    "You are in no class now. Ask your trainer for a join code.".to_owned()
                }
                None => {
                    "Your class is closed. Your work is kept; ask your trainer if you need it.".to_owned()
                }
            }))
        })
    }
}
