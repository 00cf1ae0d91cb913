//! What a cohort did as tables for spreadsheets, by the same counting as the trainer's screens.

use std::path::Path;

use super::args::Settings;
use super::{Trouble, open};
use crate::class::{Book, Cohort, CohortId, Roll, Table, Wall};
use crate::course::CourseId;
use crate::store::{Store, each_event, read_book};
use crate::text::clean_line;

/// One table of a cohort; of the only one if none is named.
pub(super) fn table(
    settings: &Settings,
    data: &Path,
    cohort: Option<&str>,
    table: Table,
) -> Result<String, Trouble> {
    let course = open::course(settings, data)?;
    let store = open::store_to_read(data)?;
    let (book, _) = read_book(store.as_ref())?;
    let cohort = named(&book, cohort)?;
    let wall = wall(store.as_ref(), &course.id)?;
    Ok(table.write(&Roll { book: &book, wall: &wall, course: &course, cohort, group: None }))
}

fn named<'b>(book: &'b Book, cohort: Option<&str>) -> Result<&'b Cohort, Trouble> {
    let known = || book.cohorts().map(|cohort| cohort.id.as_str()).collect::<Vec<_>>().join(", ");
    let found = match cohort {
        Some(name) => book.cohort(&CohortId::from(name)),
        None if book.cohorts().len() == 1 => book.cohorts().next(),
        None => None,
    };
    found.ok_or_else(|| {
        Trouble::Usage(match cohort {
            Some(name) => format!("There is no class {}. There are: {}.", clean_line(name), known()),
            None if known().is_empty() => {
                "There is no class yet. Make one: curricle class new NAME.".to_owned()
            }
            None => format!("Please say which cohort: {}.", known()),
        })
    })
}

fn wall(store: &dyn Store, course: &CourseId) -> Result<Wall, Trouble> {
    let mut wall = Wall::default();
    each_event(store, course, |learner, event| wall.apply(learner, event))?;
    Ok(wall)
}
