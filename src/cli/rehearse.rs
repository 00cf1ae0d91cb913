//! `curricle rehearse`: learners who do not exist, so that a trainer can try the wall before the workshop.

use std::path::Path;
use std::sync::Arc;

use super::args::Settings;
use super::{Trouble, open, print};
use crate::class::{Act, console, is_rehearsal, rehearsal, rehearsal_acts, rehearsal_people};
use crate::course::{Course, LearnerId};
use crate::serve::Registrar;
#[cfg(unix)]
use crate::serve::{self, Wanted};
use crate::session::Event;
use crate::store::{EventError, Store, StoreError, Stream, to_entry};
use crate::terminal::now;

/// What is wanted of a rehearsal.
#[derive(Clone, Copy)]
pub(super) struct Rehearsal {
    pub(super) learners: usize,
    pub(super) seed: u64,
    pub(super) minutes: Option<u16>,
    pub(super) remove: bool,
}

pub(super) fn rehearse(settings: &Settings, wish: Rehearsal) -> Result<(), Trouble> {
    let data = open::data_folder(settings)?;
    let store: Arc<dyn Store> = match open::store(&data) {
        Ok(store) => store,
        #[cfg(unix)]
        Err(held @ Trouble::Store(StoreError::InUse { .. })) => {
            return by_server(settings, &data, wish, held);
        }
        Err(trouble) => return Err(trouble),
    };
    let Rehearsal { learners, seed, minutes, remove } = wish;
    if minutes.is_some() && !remove {
        let words = "With --minutes they work while a server runs. Start it first: curricle serve";
        return Err(Trouble::Usage(words.to_owned()));
    }
    let course = open::course(settings, &data)?;
    let registrar = Registrar::open(Arc::clone(&store), now)?;
    let gone = take_away(store.as_ref(), &registrar)?;
    if remove {
        return print(&match gone {
            0 => "There was no rehearsal.\n".to_owned(),
            gone => format!("Taken away: {gone} learners who never were.\n"),
        });
    }
    for act in registrar.look(|book| rehearsal_acts(book, &course.id, 1..=learners)) {
        registrar.act(&act, &console()).map_err(Trouble::Class)?;
    }
    let mut count = 0;
    for (learner, events) in rehearsal(&course, 1..=learners, seed, now()) {
        let past: Vec<&Event> = events.iter().filter(|event| event.at <= now()).collect();
        count += past.len();
        keep(store.as_ref(), &learner, &course, &past)?;
    }
    print(&format!(
        "{learners} learners who do not exist are in the class Rehearsal now, with {count} things that they did.\n\
         Serve the class and log in as a trainer to see them. Take them away again: curricle rehearse --remove\n"
    ))
}

/// Lets the server that holds the folder do it; whoever else holds it is named.
#[cfg(unix)]
fn by_server(settings: &Settings, data: &Path, wish: Rehearsal, held: Trouble) -> Result<(), Trouble> {
    let Rehearsal { learners, seed, minutes, remove } = wish;
    let course = settings.course.first().cloned();
    let wanted =
        if remove { Wanted::NoRehearsal } else { Wanted::Rehearsal { learners, seed, minutes, course } };
    print(&open::answered(data, serve::want(data, &wanted))?.ok_or(held)?)
}

fn keep(store: &dyn Store, learner: &LearnerId, course: &Course, events: &[&Event]) -> Result<(), Trouble> {
    let stream = Stream::new(learner.as_str(), course.id.as_str()).map_err(Trouble::Name)?;
    let entries = events.iter().map(|event| to_entry(event)).collect::<Result<Vec<_>, EventError>>();
    let entries = entries.map_err(|error| StoreError::Broken(error.to_string()))?;
    Ok(store.append(&stream, entries).wait()?)
}

/// Takes all of them away, and all that they did; says how many there were.
fn take_away(store: &dyn Store, registrar: &Registrar) -> Result<usize, Trouble> {
    let known = registrar.look(rehearsal_people);
    for person in &known {
        let erase = Act::Erase { person: person.clone() };
        registrar.act(&erase, &console()).map_err(Trouble::Class)?;
    }
    Ok(known.len().max(sweep(store, registrar, |_| {})?))
}

/// Takes away the work of those who were taken out of the class, as while it was served; says how many they are.
pub(super) fn sweep(
    store: &dyn Store,
    registrar: &Registrar,
    tell: impl FnOnce(usize),
) -> Result<usize, Trouble> {
    let here = registrar.look(rehearsal_people);
    let mut left: Vec<LearnerId> = store
        .streams()?
        .iter()
        .map(|stream| LearnerId::from(stream.learner()))
        .filter(|learner| is_rehearsal(learner) && !here.contains(learner))
        .collect();
    left.dedup();
    if !left.is_empty() {
        tell(left.len());
    }
    for person in &left {
        store.forget(person)?;
    }
    Ok(left.len())
}
