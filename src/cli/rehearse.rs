//! `curricle rehearse`: learners who do not exist, so that a trainer can try the wall before the workshop.

use std::sync::Arc;

use super::args::Settings;
use super::{Trouble, open, print};
use crate::class::{Act, Entrant, Plan, Profile, console, is_rehearsal, rehearsal, rehearsal_cohort};
use crate::course::{Course, LearnerId};
use crate::serve::Registrar;
use crate::session::Event;
use crate::store::{EventError, Store, StoreError, Stream, to_entry};
use crate::terminal::now;

/// The name of the cohort, which marks it wherever it is shown.
const NAME: &str = "Rehearsal";

pub(super) fn rehearse(settings: &Settings, learners: usize, seed: u64, remove: bool) -> Result<(), Trouble> {
    let data = open::data_folder(settings)?;
    let course = open::course(settings, &data)?;
    let store: Arc<dyn Store> = open::store(&data)?;
    let registrar = Registrar::open(Arc::clone(&store), now)?;
    let gone = take_away(store.as_ref(), &registrar)?;
    if remove {
        return print(&match gone {
            0 => "There was no rehearsal.\n".to_owned(),
            gone => format!("Taken away: {gone} learners who never were.\n"),
        });
    }
    let series = rehearsal(&course, learners, seed, now());
    enrol(&registrar, &course, series.iter().map(|(learner, _)| learner))?;
    let mut count = 0;
    for (learner, events) in &series {
        let past: Vec<&Event> = events.iter().filter(|event| event.at <= now()).collect();
        count += past.len();
        keep(store.as_ref(), learner, &course, &past)?;
    }
    print(&format!(
        "{} learners who do not exist are in the class {NAME} now, with {count} things that they did.\n\
         Serve the class and log in as a trainer to see them. Take them away again: curricle rehearse --remove\n",
        series.len()
    ))
}

fn enrol<'l>(
    registrar: &Registrar,
    course: &Course,
    learners: impl Iterator<Item = &'l LearnerId>,
) -> Result<(), Trouble> {
    let cohort = rehearsal_cohort();
    if registrar.look(|book| book.cohort(&cohort).is_none()) {
        let plan = Plan { name: NAME.to_owned(), courses: vec![course.id.clone()], ..Plan::default() };
        let make = Act::MakeCohort { cohort: Some(cohort.clone()), plan };
        registrar.act(&make, &console()).map_err(Trouble::Class)?;
    }
    let entrant = |(learner, number): (&LearnerId, usize)| Entrant {
        id: Some(learner.clone()),
        profile: Profile { name: format!("{NAME} {number:02}"), ..Profile::default() },
        ..Entrant::default()
    };
    let entrants = learners.zip(1..).map(entrant).collect();
    registrar.act(&Act::Enrol { cohort, entrants }, &console()).map_err(Trouble::Class)?;
    Ok(())
}

fn keep(store: &dyn Store, learner: &LearnerId, course: &Course, events: &[&Event]) -> Result<(), Trouble> {
    let stream = Stream::new(learner.as_str(), course.id.as_str()).map_err(Trouble::Name)?;
    let entries = events.iter().map(|event| to_entry(event)).collect::<Result<Vec<_>, EventError>>();
    let entries = entries.map_err(|error| StoreError::Broken(error.to_string()))?;
    Ok(store.append(&stream, entries).wait()?)
}

/// Takes all of them away, and all that they did; says how many there were.
fn take_away(store: &dyn Store, registrar: &Registrar) -> Result<usize, Trouble> {
    let known: Vec<LearnerId> =
        registrar.look(|book| book.people().map(|person| person.id.clone()).filter(is_rehearsal).collect());
    for person in &known {
        let erase = Act::Erase { person: person.clone() };
        registrar.act(&erase, &console()).map_err(Trouble::Class)?;
    }
    // Work may be there without anybody in the book, if this was cut short once.
    let mut left: Vec<LearnerId> = store
        .streams()?
        .iter()
        .map(|stream| LearnerId::from(stream.learner()))
        .filter(is_rehearsal)
        .collect();
    left.dedup();
    for person in &left {
        store.forget(person)?;
    }
    Ok(known.len().max(left.len()))
}
