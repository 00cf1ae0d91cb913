//! Which courses a server gives.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::args::Settings;
use super::{Trouble, open};
use crate::class::Book;
use crate::course::{Course, CourseId};
use crate::serve::MAX_GIVEN;
use crate::session::Time;
use crate::shelf::ShelfError;

/// The courses that are given, in the order in which learners see them: those that are named at the
/// start, else in `serve.toml`, else by classes that are not over, else the one that is built in.
pub(super) fn given(
    settings: &Settings,
    written: &[String],
    book: &Book,
    now: Time,
    data: &Path,
) -> Result<Vec<Arc<Course>>, Trouble> {
    let read = |name: &str| open::course_called(Some(name), settings, data);
    let courses = if !settings.course.is_empty() {
        settings.course.iter().map(|name| read(name)).collect::<Result<Vec<_>, _>>()?
    } else if !written.is_empty() {
        written.iter().map(|name| read(&in_folder(name, data))).collect::<Result<Vec<_>, _>>()?
    } else {
        let taken = taken(book, now);
        let read = |id: &CourseId| read(id.as_str()).map_err(|trouble| missing(trouble, id));
        taken.iter().map(read).collect::<Result<Vec<_>, _>>()?
    };
    if courses.is_empty() {
        return Ok(vec![open::course_called(None, settings, data)?]);
    }
    if courses.len() > MAX_GIVEN {
        return Err(Trouble::Usage(format!("A server can give {MAX_GIVEN} courses.")));
    }
    let mut seen = BTreeSet::new();
    match courses.iter().find(|course| !seen.insert(course.id.clone())) {
        Some(twice) => Err(Trouble::Usage(format!("Two of the courses have the id `{}`.", twice.id))),
        None => Ok(courses),
    }
}

/// A path that stands in a file of the data folder begins there, wherever the server was started.
fn in_folder(name: &str, data: &Path) -> String {
    let path = Path::new(name);
    let is_path = name.contains(['/', '\\']) && path.is_relative();
    if is_path { data.join(path).to_string_lossy().into_owned() } else { name.to_owned() }
}

/// The courses of all classes that are not over, each once.
fn taken(book: &Book, now: Time) -> Vec<CourseId> {
    let going_on = book.cohorts().filter(|cohort| !cohort.has_closed(now));
    let mut all: Vec<CourseId> = Vec::new();
    for course in going_on.flat_map(|cohort| &cohort.plan.courses) {
        if !all.contains(course) {
            all.push(course.clone());
        }
    }
    all
}

/// Says what to do about a course that only the class book names.
fn missing(trouble: Trouble, id: &CourseId) -> Trouble {
    match trouble {
        Trouble::Shelf(ShelfError::NoCourse(_)) => Trouble::Usage(format!(
            "A class takes the course `{id}`, which is not found. Say where it is with --course PATH, \
             or put it into courses/{id} in the data folder."
        )),
        other => other,
    }
}

/// A sentence for each class that takes something that is not given.
pub(super) fn not_given(courses: &[Arc<Course>], book: &Book, now: Time) -> Vec<String> {
    let is_given = |id: &CourseId| courses.iter().any(|course| course.id == *id);
    let mut said = Vec::new();
    for cohort in book.cohorts().filter(|cohort| !cohort.has_closed(now)) {
        for id in cohort.plan.courses.iter().filter(|id| !is_given(id)) {
            said.push(format!("Not given here:  {id}, which {} takes", cohort.plan.name));
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::class::{Act, Moment, Plan, console};

    const NOW: Time = Time(1_000_000);

    fn book() -> Book {
        let mut book = Book::default();
        let over = Moment::new(Time(NOW.0 - 1), 0);
        for (name, courses, closes) in
            [("Lima", vec!["b", "a"], None), ("Nairobi", vec!["a", "c"], None), ("Oslo", vec!["d"], over)]
        {
            let courses = courses.into_iter().map(CourseId::from).collect();
            let plan = Plan { name: name.into(), courses, closes, ..Plan::default() };
            book.handle(&Act::MakeCohort { cohort: None, plan }, &console(), NOW, &mut || 1).unwrap();
        }
        book
    }

    #[test]
    fn the_courses_of_all_classes_that_go_on_are_given() {
        let taken: Vec<String> = taken(&book(), NOW).iter().map(CourseId::to_string).collect();
        assert_eq!(taken, ["b", "a", "c"]);
        assert!(not_given(&[], &book(), NOW).contains(&"Not given here:  c, which Nairobi takes".to_owned()));
    }

    #[test]
    fn a_path_in_a_file_begins_in_the_data_folder() {
        let data = Path::new("/data");
        assert_eq!(in_folder("./mine", data), "/data/./mine");
        assert_eq!(in_folder("/srv/mine", data), "/srv/mine");
        assert_eq!(in_folder("untoc", data), "untoc");
    }
}
