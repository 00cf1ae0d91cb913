//! What a cohort did as tables for spreadsheets, by the same counting as the trainer's screens.

use std::path::Path;
use std::sync::Arc;

use super::args::Settings;
use super::{Trouble, open};
use crate::class::{Cohort, Roll, Table, Wall, cohort_or_only};
use crate::course::{Course, CourseId};
use crate::store::{Store, each_event, read_book};

/// One table of a cohort; of the only one if none is named.
pub(super) fn table(
    settings: &Settings,
    data: &Path,
    cohort: Option<&str>,
    table: Table,
) -> Result<String, Trouble> {
    of_cohort(settings, data, cohort, |roll| table.write(roll))
}

/// What is said of a cohort; of the only one if none is named.
pub(super) fn of_cohort(
    settings: &Settings,
    data: &Path,
    cohort: Option<&str>,
    write: impl FnOnce(&Roll<'_>) -> String,
) -> Result<String, Trouble> {
    let store = open::store_to_read(data)?;
    let (book, _) = read_book(store.as_ref())?;
    let cohort = cohort_or_only(&book, cohort).map_err(|refused| Trouble::Usage(refused.to_string()))?;
    let course = course(settings, data, cohort)?;
    let wall = wall(store.as_ref(), &course.id)?;
    Ok(write(&Roll { book: &book, wall: &wall, course: &course, cohort, group: None }))
}

/// The course that was named, or the one that the cohort takes.
fn course(settings: &Settings, data: &Path, cohort: &Cohort) -> Result<Arc<Course>, Trouble> {
    match cohort.plan.courses.as_slice() {
        [only] if settings.course.is_empty() => open::course_called(Some(only.as_str()), settings, data),
        [_, _, ..] if settings.course.is_empty() => {
            let list: Vec<&str> = cohort.plan.courses.iter().map(CourseId::as_str).collect();
            let (name, list) = (&cohort.plan.name, list.join(", "));
            Err(Trouble::Usage(format!(
                "{name} takes several courses: {list}. Please say which: --course NAME."
            )))
        }
        _ => open::course(settings, data),
    }
}

fn wall(store: &dyn Store, course: &CourseId) -> Result<Wall, Trouble> {
    let mut wall = Wall::default();
    each_event(store, course, |learner, event| wall.apply(learner, event))?;
    Ok(wall)
}
