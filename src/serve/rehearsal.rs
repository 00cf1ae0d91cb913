//! Learners who do not exist at work in a running server, so that a trainer can see the wall move.
//!
//! What they do goes the way of all that learners do: to the disk, and from there to everybody whom it
//! concerns. Their work stays in the store until the next start of a server takes it away, since
//! erasing anybody while people work would make all of them wait.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;

use super::Room;
use super::hub::Hub;
use crate::class::{
    Act, MAX_REHEARSAL, MAX_REHEARSAL_MINUTES, Roll, Table, cohort_or_only, console, is_rehearsal,
    live_rehearsal, rehearsal, rehearsal_acts, rehearsal_number, rehearsal_people,
};
use crate::course::LearnerId;
use crate::session::Event;
use crate::store::{EventError, Stream, to_entry};

/// Numbers from here on are somebody's own idea of a name.
const MAX_NUMBER: usize = 10_000;

/// How often it is looked who has done something.
const TICK: Duration = Duration::from_millis(250);

/// What a running server is asked for, beside orders to the class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "wanted", rename_all = "snake_case")]
pub enum Wanted {
    /// A rehearsal: spread over minutes, or as if it had gone on for days.
    Rehearsal {
        /// How many learners.
        learners: usize,
        /// Another number makes them do other things.
        seed: u64,
        /// Over how many minutes.
        minutes: Option<u16>,
        /// In which course; in the first one that is given if none is named.
        course: Option<String>,
    },
    /// The end of the rehearsal.
    NoRehearsal,
    /// A table of a class; of the only one if none is named.
    Table {
        /// The class.
        cohort: Option<String>,
        /// In which course; in the only one that the class takes here if none is named.
        course: Option<String>,
        /// Which table.
        table: Table,
    },
}

/// Does what a running server is asked for.
pub(super) struct Stage {
    hub: Arc<Hub>,
    runtime: Handle,
    /// Ends the rehearsal that goes on.
    playing: CancellationToken,
}

impl Stage {
    pub(super) fn new(hub: Arc<Hub>) -> Self {
        Self { hub, runtime: Handle::current(), playing: CancellationToken::new() }
    }

    /// Does it, or says why not.
    pub(super) fn want(&mut self, wanted: &Wanted) -> Result<String, String> {
        match wanted {
            Wanted::Rehearsal { learners, seed, minutes, course } => {
                let room = self.room(course.as_deref())?;
                self.play(room, *learners, *seed, *minutes)
            }
            Wanted::NoRehearsal => match self.clear()? {
                0 => Ok("There was no rehearsal.\n".to_owned()),
                gone => Ok(format!(
                    "Taken away: {gone} learners who never were. Their work goes at the next start of a server.\n"
                )),
            },
            Wanted::Table { cohort, course, table } => {
                self.table(cohort.as_deref(), course.as_deref(), *table)
            }
        }
    }

    fn table(&self, cohort: Option<&str>, course: Option<&str>, table: Table) -> Result<String, String> {
        let hub = &self.hub;
        hub.registrar.look(|book| {
            let cohort = cohort_or_only(book, cohort).map_err(|refused| refused.to_string())?;
            let taken = hub.rooms.iter().filter(|room| cohort.plan.courses.contains(&room.course.id));
            let taken: Vec<&Arc<Room>> =
                taken.filter(|room| course.is_none_or(|id| room.course.id.as_str() == id)).collect();
            let room = match taken.as_slice() {
                [room] => room,
                [] => return Err(format!("The class `{}` takes no such course that is served.", cohort.id)),
                [_, _, ..] => {
                    let list: Vec<&str> = taken.iter().map(|room| room.course.id.as_str()).collect();
                    let (name, list) = (&cohort.plan.name, list.join(", "));
                    return Err(format!(
                        "{name} takes several courses: {list}. Please say which: --course NAME."
                    ));
                }
            };
            let course = &room.course;
            Ok(room.forum.look(|wall| table.write(&Roll { book, wall, course, cohort, group: None })))
        })
    }

    fn room(&self, course: Option<&str>) -> Result<Arc<Room>, String> {
        let rooms = &self.hub.rooms;
        let is_meant = |room: &&Arc<Room>| course.is_none_or(|id| room.course.id.as_str() == id);
        rooms.iter().find(is_meant).map(Arc::clone).ok_or_else(|| {
            let given: Vec<&str> = rooms.iter().map(|room| room.course.id.as_str()).collect();
            format!("This server does not give that course. It gives: {}.", given.join(", "))
        })
    }

    fn play(
        &mut self,
        room: Arc<Room>,
        learners: usize,
        seed: u64,
        minutes: Option<u16>,
    ) -> Result<String, String> {
        self.clear()?;
        let learners = learners.clamp(1, MAX_REHEARSAL);
        let numbers = self.free_numbers(learners)?;
        let course = &room.course;
        for act in self.hub.registrar.look(|book| rehearsal_acts(book, &course.id, numbers.clone())) {
            self.act(&act)?;
        }
        let now = self.hub.now();
        let events = match minutes {
            Some(minutes) => live_rehearsal(course, numbers, seed, now, minutes),
            None => {
                let all = rehearsal(course, numbers, seed, now).into_iter();
                let all =
                    all.flat_map(|(who, events)| events.into_iter().map(move |event| (who.clone(), event)));
                all.filter(|(_, event)| event.at <= now).collect()
            }
        };
        self.playing = CancellationToken::new();
        let acting = act_out(Arc::clone(&self.hub), Arc::clone(&room), events, self.playing.clone());
        match minutes {
            Some(_) => drop(self.runtime.spawn(acting)),
            // What lies in the past is there when it is said to be there.
            None => self.runtime.block_on(acting),
        }
        let how = match minutes {
            Some(minutes) => {
                let minutes = minutes.clamp(1, MAX_REHEARSAL_MINUTES);
                let so_long = if minutes == 1 { "a minute".to_owned() } else { format!("{minutes} minutes") };
                format!("They work for {so_long} from now on.")
            }
            None => "They have worked for two days.".to_owned(),
        };
        Ok(format!(
            "{learners} learners who do not exist are in the class Rehearsal. {how}\n\
             To see them, be its trainer: curricle class add-trainer rehearsal NAME, then log in.\n\
             Take them away again: curricle rehearse --remove\n"
        ))
    }

    /// Numbers under which nothing is kept: what was taken away while the server ran is still there.
    fn free_numbers(&self, learners: usize) -> Result<RangeInclusive<usize>, String> {
        let streams = self.hub.store.streams().map_err(|error| error.to_string())?;
        let numbers = streams.iter().map(Stream::learner).filter_map(rehearsal_number);
        let last = numbers.filter(|number| *number < MAX_NUMBER).max();
        let first = last.unwrap_or(0) + 1;
        Ok(first..=first + learners - 1)
    }

    /// Ends the rehearsal and takes its learners out of the class; says how many there were.
    fn clear(&mut self) -> Result<usize, String> {
        self.playing.cancel();
        let people = self.hub.registrar.look(rehearsal_people);
        for person in &people {
            self.act(&Act::Erase { person: person.clone() })?;
        }
        for room in &self.hub.rooms {
            room.forum.forget(is_rehearsal);
        }
        Ok(people.len())
    }

    fn act(&self, act: &Act) -> Result<(), String> {
        self.hub.registrar.act(act, &console()).map(drop).map_err(|not_done| not_done.to_string())
    }
}

/// Lets each thing happen at its time, until it is over.
async fn act_out(
    hub: Arc<Hub>,
    room: Arc<Room>,
    events: Vec<(LearnerId, Event)>,
    playing: CancellationToken,
) {
    let mut left = events.into_iter().peekable();
    while left.peek().is_some() {
        let now = hub.now();
        let mut due: BTreeMap<LearnerId, Vec<Event>> = BTreeMap::new();
        while let Some((who, event)) = left.next_if(|(_, event)| event.at <= now) {
            due.entry(who).or_default().push(event);
        }
        for (who, events) in due {
            if playing.is_cancelled() || !happens(&hub, &room, who, events).await {
                return;
            }
        }
        tokio::select! {
            () = playing.cancelled() => return,
            () = hub.closing().cancelled() => return,
            () = tokio::time::sleep(TICK) => {}
        }
    }
}

/// Keeps what a learner did and tells everybody; false if it could not be kept.
async fn happens(hub: &Arc<Hub>, room: &Room, who: LearnerId, events: Vec<Event>) -> bool {
    let (store, course) = (Arc::clone(&hub.store), room.course.id.clone());
    let Ok(stream) = Stream::new(who.as_str(), course.as_str()) else { return false };
    let entries: Result<Vec<_>, EventError> = events.iter().map(to_entry).collect();
    let Ok(entries) = entries else { return false };
    let kept = tokio::task::spawn_blocking(move || store.append(&stream, entries).wait().is_ok());
    if !kept.await.unwrap_or(false) {
        return false;
    }
    hub.tell_all(room, &who, &events).await;
    true
}
