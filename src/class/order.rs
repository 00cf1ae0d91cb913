//! `curricle class ...` as data: the same orders at the computer of the class and through its server.
//!
//! An order holds what was typed, so that it can travel as it is; [`obey`] reads it, decides, and says
//! what came of it.

use serde::{Deserialize, Serialize};

use super::act::{Act, CodeFor, Teaching};
use super::book::Book;
use super::cohort::{Cohort, Moment, Plan};
use super::decide::Dice;
use super::entry::{OWN_LASTING, OWN_USES};
use super::event::{ClassEvent, Done, Spot};
use super::id::CohortId;
use super::key::PublicKey;
use super::person::{Person, Profile, Role};
use super::refused::Refused;
use super::{audit, report};
use crate::course::{CourseId, LearnerId, StepId};
use crate::session::Time;
use crate::source::{nearest, quoted};

const DAY: i64 = 86_400_000;
/// What is said of a cohort that has no such date.
pub const NO_DATE: &str = "none";
/// The most cohorts that help names.
const MAX_NAMED: usize = 20;

/// What somebody at the console wants of the class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "order", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the arguments of the command line, which its help explains")]
pub enum Order {
    /// Make a cohort.
    New {
        name: String,
        id: Option<String>,
        courses: Vec<String>,
        opens: Option<String>,
        closes: Option<String>,
    },
    /// Change a cohort: what is given; the word none takes a date away.
    Change {
        cohort: String,
        name: Option<String>,
        courses: Vec<String>,
        opens: Option<String>,
        closes: Option<String>,
    },
    /// Show all cohorts.
    List,
    /// Show a cohort; the only one if none is named.
    Show { cohort: Option<String> },
    /// Make a code: for a cohort, or for one person.
    JoinCode { cohort: Option<String>, person: Option<String>, uses: Option<u32>, days: u32 },
    /// Take a code back.
    Withdraw { code: String },
    /// Put the people of a list into a cohort.
    ImportRoster {
        cohort: String,
        file: String,
        text: String,
        /// Make a code of their own for those who have no way in yet.
        #[serde(default)]
        codes: bool,
    },
    /// Show the members of a cohort as a table for spreadsheets.
    Export { cohort: Option<String> },
    /// Let somebody lead a cohort.
    AddTrainer { cohort: String, person: String, name: Option<String>, key: Option<String> },
    /// Let somebody lead a cohort no longer.
    RemoveTrainer { cohort: String, person: String },
    /// Give a role.
    Role { person: String, role: String },
    /// Add a key.
    AddKey { person: String, key: String, label: String },
    /// Take a key away: by its number, or its last letters.
    RemoveKey { person: String, key: String },
    /// Show somebody's keys.
    Keys { person: String },
    /// Take somebody out of a cohort.
    Remove { cohort: String, person: String },
    /// Take everything about somebody out of the book.
    Erase { person: String },
    /// Have essays reviewed by other learners; `authors` is filled in where the learners' work is.
    Review { cohort: Option<String>, course: String, step: String, deed: ReviewDeed, authors: Vec<String> },
    /// Show who did what.
    Audit { cohort: Option<String>, last: usize },
}

/// What is done about a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewDeed {
    /// Open it: each is to review so many essays.
    Open(u8),
    /// Give the essays out.
    GiveOut,
    /// End it.
    End,
}

impl Order {
    /// The step whose authors [`obey`] must be told, by its course.
    pub fn asks_for_authors(&self) -> Option<Spot> {
        match self {
            Order::Review { course, step, deed: ReviewDeed::GiveOut, .. } => {
                Some(Spot { course: CourseId::from(course.as_str()), step: StepId::from(step.as_str()) })
            }
            _ => None,
        }
    }

    /// The order with the authors that it asked for.
    #[must_use]
    pub fn with_authors(mut self, found: impl IntoIterator<Item = LearnerId>) -> Self {
        if let Order::Review { authors, .. } = &mut self {
            *authors = found.into_iter().map(|author| author.to_string()).collect();
        }
        self
    }

    /// Whether [`obey`] must be given the events of the book.
    pub fn asks_for_past(&self) -> bool {
        matches!(self, Order::Audit { .. })
    }
}

/// What came of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// What happened; it is not yet applied.
    pub events: Vec<ClassEvent>,
    /// What to say once the events are on the disk.
    pub words: String,
    /// What to type next, at a command line.
    pub next: String,
    /// Somebody whose own work is to be erased, too.
    pub erased: Option<LearnerId>,
}

/// Decides on an order; nothing has changed then.
///
/// # Errors
/// [`Refused`] says why it is not done.
pub fn obey(
    order: &Order,
    book: &Book,
    past: &[ClassEvent],
    by: &LearnerId,
    now: Time,
    dice: &mut Dice<'_>,
) -> Result<Reply, Refused> {
    let mut doing = Doing { book: book.clone(), by, now, dice, events: Vec::new(), next: String::new() };
    let words = match order {
        Order::New { name, id, courses, opens, closes } => {
            let plan = Plan {
                name: name.clone(),
                courses: courses.iter().map(|course| CourseId::from(course.as_str())).collect(),
                opens: moment(opens.as_deref())?,
                closes: moment(closes.as_deref())?,
                ..Plan::default()
            };
            let cohort = id.as_deref().map(CohortId::from);
            doing.act(&Act::MakeCohort { cohort, plan })?;
            made(&mut doing)
        }
        Order::Change { cohort, name, courses, opens, closes } => {
            let known = cohort_called(book, cohort)?;
            let mut plan = known.plan.clone();
            plan.name = name.clone().unwrap_or(plan.name);
            if !courses.is_empty() {
                plan.courses = courses.iter().map(|course| CourseId::from(course.as_str())).collect();
            }
            plan.opens = changed(opens.as_deref(), plan.opens)?;
            plan.closes = changed(closes.as_deref(), plan.closes)?;
            let cohort = known.id.clone();
            doing.act(&Act::ChangeCohort { cohort: cohort.clone(), plan })?;
            report::cohort(&doing.book, doing.book.known_cohort(&cohort)?, now)
        }
        Order::List => report::list(book, by, now),
        Order::Show { cohort } => report::cohort(book, doing.led_or_only(cohort.as_deref())?, now),
        Order::JoinCode { cohort, person, uses, days } => {
            let opens = match person {
                Some(person) => CodeFor::Person(person_called(book, person)?.id.clone()),
                None => CodeFor::Cohort(cohort_or_only(book, cohort.as_deref())?.id.clone()),
            };
            let usual = if person.is_some() { 1 } else { 100 };
            let until = Time(now.0.saturating_add(i64::from(*days).saturating_mul(DAY)));
            doing.act(&Act::MakeCode { opens, uses: uses.unwrap_or(usual), until })?;
            codes(&doing)
        }
        Order::Withdraw { code } => {
            doing.act(&Act::WithdrawCode { code: code.clone() })?;
            "The code lets nobody in any more. Whoever is in stays.\n".to_owned()
        }
        Order::ImportRoster { cohort, file, text, codes } => {
            let cohort = cohort_called(book, cohort)?.id.clone();
            doing.import(&cohort, file, text)? + &doing.ways_in(&cohort, *codes)?
        }
        Order::Export { cohort } => report::members(book, doing.led_or_only(cohort.as_deref())?),
        Order::AddTrainer { cohort, person, name, key } => {
            let cohort = cohort_called(book, cohort)?.id.clone();
            doing.add_trainer(&cohort, person, name.as_deref(), key.as_deref())?
        }
        Order::RemoveTrainer { cohort, person } => {
            let cohort = cohort_called(book, cohort)?.id.clone();
            let person = person_called(book, person)?.id.clone();
            let off = Act::SetTrainer { cohort: cohort.clone(), person: person.clone(), on: false };
            doing.act(&off)?;
            format!("{person} is no trainer of {cohort} any more.\n")
        }
        Order::Role { person, role } => {
            let person = person_called(book, person)?.id.clone();
            let role = role_called(role)?;
            doing.act(&Act::GiveRole { person: person.clone(), role })?;
            format!("{person} has the role {} now.\n", role.name())
        }
        Order::AddKey { person, key, label } => {
            let person = person_called(book, person)?.id.clone();
            let add = Act::AddKey { person: person.clone(), key: key.clone(), label: label.clone() };
            doing.act(&add)?;
            report::keys(doing.book.known(&person)?)
        }
        Order::RemoveKey { person, key } => {
            let known = person_called(book, person)?;
            let (person, key) = (known.id.clone(), key_called(known, key)?);
            doing.act(&Act::RemoveKey { person: person.clone(), key })?;
            report::keys(doing.book.known(&person)?)
        }
        Order::Keys { person } => report::keys(book.minded(by, &person_called(book, person)?.id)?),
        Order::Remove { cohort, person } => {
            let cohort = cohort_called(book, cohort)?.id.clone();
            let person = LearnerId::from(person.to_lowercase());
            doing.act(&Act::Leave { cohort: cohort.clone(), person: person.clone() })?;
            format!("{person} is no longer in {cohort}. Their work is kept, and so is their login.\n")
        }
        Order::Erase { person } => {
            let person = person_called(book, person)?.id.clone();
            doing.act(&Act::Erase { person: person.clone() })?;
            let words = format!(
                "{person} is out of the class: profile, keys, codes, groups, votes, marks and notes.\n"
            );
            let Doing { events, next, .. } = doing;
            return Ok(Reply { events, words, next, erased: Some(person) });
        }
        Order::Review { cohort, course, step, deed, authors } => {
            let cohort = cohort_or_only(book, cohort.as_deref())?.id.clone();
            let spot = Spot { course: CourseId::from(course.as_str()), step: StepId::from(step.as_str()) };
            doing.review(cohort, spot, *deed, authors)?
        }
        Order::Audit { cohort, last } => {
            let cohort = cohort.as_deref().map(|cohort| cohort_called(book, cohort)).transpose()?;
            match cohort {
                Some(cohort) => drop(book.led(by, &cohort.id)?),
                None => book.only_admin(by)?,
            }
            let about =
                |event: &&ClassEvent| cohort.is_none_or(|cohort| audit::is_about(&event.what, &cohort.id));
            let events: Vec<&ClassEvent> = past.iter().filter(about).collect();
            audit::told(events.iter().skip(events.len().saturating_sub(*last)).copied())
        }
    };
    let Doing { events, next, .. } = doing;
    Ok(Reply { events, words, next, erased: None })
}

/// Acts of one order, each on what those before have made.
struct Doing<'o, 'd> {
    book: Book,
    by: &'o LearnerId,
    now: Time,
    dice: &'o mut Dice<'d>,
    events: Vec<ClassEvent>,
    /// What to type next.
    next: String,
}

impl Doing<'_, '_> {
    /// A cohort that whoever gives the order may look into.
    fn led_or_only(&self, name: Option<&str>) -> Result<&Cohort, Refused> {
        self.book.led(self.by, &cohort_or_only(&self.book, name)?.id)
    }

    fn act(&mut self, act: &Act) -> Result<(), Refused> {
        let events = self.book.handle(act, self.by, self.now, &mut *self.dice)?;
        self.events.extend(events);
        Ok(())
    }

    fn import(&mut self, cohort: &CohortId, file: &str, text: &str) -> Result<String, Refused> {
        let at = self.book.next_time(self.now);
        let taken = self.book.take_roster(self.by, cohort, file, text, at)?;
        let before = self.book.known_cohort(cohort)?.members.len();
        for what in taken.done {
            let event = ClassEvent { at, by: self.by.clone(), what };
            self.book.apply(&event);
            self.events.push(event);
        }
        let after = self.book.known_cohort(cohort)?.members.len();
        let (rows, new) = (taken.rows, after.saturating_sub(before));
        let mut words = format!(
            "{rows} {} in the list, {new} of them new in {cohort}; {after} are in it now.\n",
            if rows == 1 { "person" } else { "people" }
        );
        if !taken.passed_over.is_empty() {
            words.push_str(&format!("Columns passed over: {}.\n", taken.passed_over.join(", ")));
        }
        Ok(words)
    }

    /// Makes a code of their own for each member who has no way in yet, or says how all come in.
    fn ways_in(&mut self, cohort: &CohortId, codes: bool) -> Result<String, Refused> {
        if !codes {
            self.next =
                format!("Whoever has no key logs in with a code: curricle class join-code {cohort}\n");
            return Ok(String::new());
        }
        let members = self.book.known_cohort(cohort)?.members.keys();
        let waits = |id: &&LearnerId| self.book.person(id).is_some_and(|person| !person.claimed);
        let waiting: Vec<LearnerId> = members.filter(waits).cloned().collect();
        if waiting.is_empty() {
            return Ok("Everybody has a key or a code of their own already.\n".to_owned());
        }
        let until = Time(self.now.0.saturating_add(OWN_LASTING));
        let wide = waiting.iter().map(|id| id.as_str().len()).max().unwrap_or(0);
        let mut words = "Each logs in with a code of their own, which no join code replaces:\n".to_owned();
        for person in waiting {
            let before = self.events.len();
            let opens = CodeFor::Person(person.clone());
            self.act(&Act::MakeCode { opens, uses: OWN_USES, until })?;
            for event in self.events.iter().skip(before) {
                if let Done::CodeMade { code, .. } = &event.what {
                    words.push_str(&format!("  {:wide$}  {code}\n", person.as_str()));
                }
            }
        }
        Ok(words)
    }

    fn review(
        &mut self,
        cohort: CohortId,
        spot: Spot,
        deed: ReviewDeed,
        authors: &[String],
    ) -> Result<String, Refused> {
        let step = spot.step.clone();
        let (what, words) = match deed {
            ReviewDeed::Open(each) => (
                Teaching::OpenReview(spot, each),
                format!(
                    "Learners are told to hand in. Give the essays out then: curricle class review {cohort} --give-out {step}\n"
                ),
            ),
            ReviewDeed::GiveOut => {
                let authors = authors.iter().map(|author| LearnerId::from(author.as_str())).collect();
                (Teaching::PairReview(spot, authors), String::new())
            }
            ReviewDeed::End => (
                Teaching::CloseReview(spot),
                "The review has ended. All see what others said of their essays.\n".to_owned(),
            ),
        };
        self.act(&Act::Teach { cohort, what })?;
        let given = self.events.iter().map(|event| match &event.what {
            Done::ReviewPaired { pairs, .. } => pairs.len(),
            _ => 0,
        });
        let given: usize = given.sum();
        Ok(if given > 0 { format!("Given out: {given} reviews are to be written.\n") } else { words })
    }

    fn add_trainer(
        &mut self,
        cohort: &CohortId,
        person: &str,
        name: Option<&str>,
        key: Option<&str>,
    ) -> Result<String, Refused> {
        let person = LearnerId::from(person.to_lowercase());
        match self.book.person(&person).map(|known| known.role) {
            None => {
                let name = name.unwrap_or(person.as_str()).to_owned();
                let profile = Profile { name, ..Profile::default() };
                self.act(&Act::AddPerson { person: person.clone(), profile, role: Role::Trainer })?;
            }
            Some(Role::Learner) => {
                self.act(&Act::GiveRole { person: person.clone(), role: Role::Trainer })?;
            }
            Some(Role::Trainer | Role::Admin) => {}
        }
        self.act(&Act::SetTrainer { cohort: cohort.clone(), person: person.clone(), on: true })?;
        if let Some(key) = key {
            self.act(&Act::AddKey { person: person.clone(), key: key.to_owned(), label: String::new() })?;
        }
        let mut words = format!("{person} is a trainer of {cohort}.\n");
        let known = self.book.known(&person)?;
        // Whoever has a way in keeps it: a new code would take the place of the one they have.
        if known.keys.is_empty() && !known.claimed && self.book.minds(self.by, &person) {
            let until = Time(self.now.0.saturating_add(14 * DAY));
            let opens = CodeFor::Person(person);
            self.act(&Act::MakeCode { opens, uses: 1, until })?;
            words.push_str(&codes(self));
        }
        Ok(words)
    }
}

/// Says what was made, and what to do next.
fn made(doing: &mut Doing<'_, '_>) -> String {
    let mut made = doing.events.iter().filter_map(|event| {
        let Done::CohortMade { cohort, .. } = &event.what else { return None };
        doing.book.cohort(cohort)
    });
    let Some(cohort) = made.next() else { return String::new() };
    let id = &cohort.id;
    let words = report::cohort(&doing.book, cohort, doing.now);
    doing.next =
        format!("Next: curricle class join-code {id}, or curricle class import-roster {id} people.csv\n");
    words
}

/// Says which codes were made.
fn codes(doing: &Doing<'_, '_>) -> String {
    let codes = doing.events.iter().filter_map(|event| {
        let Done::CodeMade { code, .. } = &event.what else { return None };
        doing.book.code(code).map(|known| (code, known))
    });
    codes.map(|(code, known)| report::code(&doing.book, code, known)).collect()
}

fn moment(text: Option<&str>) -> Result<Option<Moment>, Refused> {
    text.map(Moment::read).transpose()
}

/// A date as it is to be: another one, none, or what it was.
fn changed(text: Option<&str>, before: Option<Moment>) -> Result<Option<Moment>, Refused> {
    match text.map(str::trim) {
        None => Ok(before),
        Some(NO_DATE) => Ok(None),
        Some(text) => Moment::read(text).map(Some),
    }
}

/// The cohort of this short or shown name; the only one if none is named.
///
/// # Errors
/// [`Refused`] names those there are.
pub fn cohort_or_only<'b>(book: &'b Book, name: Option<&str>) -> Result<&'b Cohort, Refused> {
    if let Some(name) = name {
        return cohort_called(book, name);
    }
    let mut all = book.cohorts();
    match (all.next(), all.next()) {
        (Some(only), None) => Ok(only),
        (None, _) => Err(Refused::Unknown(
            "There is no class yet. Make one: curricle class new \"Its name\"".to_owned(),
        )),
        (Some(_), Some(_)) => Err(Refused::Unknown(format!("Which class? There are: {}.", names(book)))),
    }
}

/// A cohort by its short or its shown name.
fn cohort_called<'b>(book: &'b Book, name: &str) -> Result<&'b Cohort, Refused> {
    let wanted = name.trim().to_lowercase();
    let called = |cohort: &&Cohort| cohort.id.as_str() == wanted || cohort.plan.name.to_lowercase() == wanted;
    book.cohorts().find(called).ok_or_else(|| {
        match nearest(&wanted, book.cohorts().map(|cohort| cohort.id.as_str())) {
            None if book.cohorts().len() > 0 => {
                let name = quoted(name);
                Refused::Unknown(format!("There is no class `{name}`. There are: {}.", names(book)))
            }
            near => missing("class", name, near),
        }
    })
}

fn person_called<'b>(book: &'b Book, name: &str) -> Result<&'b Person, Refused> {
    let wanted = name.trim().to_lowercase();
    book.person(&LearnerId::from(wanted.as_str())).ok_or_else(|| {
        let near = nearest(&wanted, book.people().map(|person| person.id.as_str()));
        missing("person", name, near)
    })
}

fn missing(what: &str, name: &str, near: Option<&str>) -> Refused {
    let help = near.map_or(String::new(), |near| format!(" Did you mean `{near}`?"));
    Refused::Unknown(format!("There is no {what} `{}`.{help}", quoted(name)))
}

fn names(book: &Book) -> String {
    let names: Vec<&str> = book.cohorts().take(MAX_NAMED).map(|cohort| cohort.id.as_str()).collect();
    names.join(", ")
}

fn role_called(name: &str) -> Result<Role, Refused> {
    let wanted = name.trim().to_lowercase();
    Role::ALL.into_iter().find(|role| role.name() == wanted).ok_or_else(|| {
        let help = "It can be: learner, trainer, admin.";
        Refused::Unknown(format!("There is no role `{}`. {help}", quoted(name)))
    })
}

/// A key by its number in the list, its last letters, or as a whole.
fn key_called(person: &Person, which: &str) -> Result<PublicKey, Refused> {
    let which = which.trim();
    let number = which.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let by_number = number.and_then(|number| person.keys.get(number));
    let by_end = || {
        let end = which.trim_end_matches('=').trim_start_matches("...");
        let ends = |key: &str| end.len() >= 6 && key.trim_end_matches('=').ends_with(end);
        let mut found = person.keys.iter().filter(|known| ends(known.key.as_str()));
        found.next().filter(|_| found.next().is_none())
    };
    by_number.or_else(by_end).map(|known| known.key.clone()).ok_or(Refused::NoKey)
}
