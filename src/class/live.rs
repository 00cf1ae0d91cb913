//! A rehearsal while a class is served: how its learners come in, and what they do one after the other.

use std::ops::RangeInclusive;

use super::act::{Act, Entrant};
use super::book::Book;
use super::cohort::Plan;
use super::person::Profile;
use super::rehearsal::{is_rehearsal, rehearsal_cohort, rehearsal_learner, rehearse};
use crate::course::{Course, CourseId, LearnerId};
use crate::session::{Event, Happened, Time};

/// The name of the class, which marks it wherever it is shown.
const NAME: &str = "Rehearsal";
/// The longest live rehearsal, in minutes.
pub const MAX_REHEARSAL_MINUTES: u16 = 480;
/// The longest pause that is acted, in milliseconds of the course; nights are not.
const LONGEST_PAUSE: i64 = 10 * 60_000;

/// What brings learners who do not exist into a class of their own.
pub fn rehearsal_acts(book: &Book, course: &CourseId, numbers: RangeInclusive<usize>) -> Vec<Act> {
    let cohort = rehearsal_cohort();
    let make = book.cohort(&cohort).is_none().then(|| {
        let plan = Plan { name: NAME.to_owned(), courses: vec![course.clone()], ..Plan::default() };
        Act::MakeCohort { cohort: Some(cohort.clone()), plan }
    });
    let entrant = |number| Entrant {
        id: Some(rehearsal_learner(number)),
        profile: Profile { name: format!("{NAME} {number:02}"), ..Profile::default() },
        ..Entrant::default()
    };
    let entrants = numbers.map(entrant).collect();
    make.into_iter().chain([Act::Enrol { cohort, entrants }]).collect()
}

/// Those of a rehearsal who are in the book.
pub fn rehearsal_people(book: &Book) -> Vec<LearnerId> {
    book.people().map(|person| person.id.clone()).filter(is_rehearsal).collect()
}

/// What learners who do not exist do in so many minutes from now on, oldest first.
///
/// They work as at other times, but faster and without nights: whoever comes farthest needs all of it.
pub fn live_rehearsal(
    course: &Course,
    numbers: RangeInclusive<usize>,
    seed: u64,
    now: Time,
    minutes: u16,
) -> Vec<(LearnerId, Event)> {
    let acted: Vec<(LearnerId, Vec<(i64, Happened)>)> = numbers
        .map(|number| (rehearsal_learner(number), without_nights(rehearse(course, number, seed, Time(0)))))
        .collect();
    let longest = acted.iter().filter_map(|(_, done)| done.last()).map(|(at, _)| *at).max().unwrap_or(0);
    let span = i64::from(minutes.min(MAX_REHEARSAL_MINUTES)) * 60_000;
    let mut events: Vec<(LearnerId, Event)> = Vec::new();
    for (who, done) in acted {
        events.extend(done.into_iter().map(|(at, what)| {
            let at = Time(now.0.saturating_add(at.saturating_mul(span) / longest.max(1)));
            (who.clone(), Event { at, what })
        }));
    }
    // Stable, so that what one learner does stays in its order.
    events.sort_by_key(|(_, event)| event.at);
    events
}

/// What somebody does, with the time since the beginning; long pauses are short, and nobody goes home.
fn without_nights(events: Vec<Event>) -> Vec<(i64, Happened)> {
    let (mut at, mut before) = (0, None);
    let mut done = Vec::new();
    for event in events {
        let pause = before.map_or(0, |before: Time| event.at.0 - before.0);
        at += pause.clamp(0, LONGEST_PAUSE);
        before = Some(event.at);
        let comes_back = event.what == Happened::Came && !done.is_empty();
        if event.what != Happened::Left && !comes_back {
            done.push((at, event.what));
        }
    }
    done
}
