//! What somebody may choose from on a server that gives several courses.

use super::book::Book;
use super::cohort::Cohort;
use super::id::CohortId;
use super::person::Role;
use crate::course::{CourseId, LearnerId};
use crate::session::Time;

/// A course to go into; for those who lead classes, with one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The course.
    pub course: CourseId,
    /// The class that is to be looked at.
    pub cohort: Option<CohortId>,
}

impl Book {
    /// What somebody may choose from, of the courses that are given, in their order.
    ///
    /// A learner takes the courses of the classes that are open, and all that are given if these name
    /// none; whoever leads classes sees each of them with each of its courses.
    pub fn choices(&self, person: &LearnerId, given: &[CourseId], now: Time) -> Vec<Choice> {
        let alone = |course: &CourseId| Choice { course: course.clone(), cohort: None };
        let open: Vec<&Cohort> = self.cohorts_of(person).filter(|cohort| cohort.is_open(now)).collect();
        let takes = |course: &CourseId| open.iter().any(|cohort| cohort.plan.courses.contains(course));
        if self.role(person) == Role::Learner {
            let any = open.iter().all(|cohort| cohort.plan.courses.is_empty());
            return given.iter().filter(|course| any || takes(course)).map(alone).collect();
        }
        let mut choices = Vec::new();
        for course in given {
            let led = self
                .cohorts()
                .filter(|cohort| cohort.plan.courses.contains(course) && self.leads(person, cohort));
            let before = choices.len();
            choices.extend(led.map(|led| Choice { course: course.clone(), cohort: Some(led.id.clone()) }));
            if choices.len() == before && (self.role(person) == Role::Admin || takes(course)) {
                choices.push(alone(course));
            }
        }
        match choices.first() {
            None => given.iter().map(alone).collect(),
            // The classes of one course stand side by side in one console.
            Some(first) if choices.iter().all(|choice| choice.course == first.course) => {
                vec![alone(&first.course)]
            }
            Some(_) => choices,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::class::{Act, Entrant, Moment, Plan, Profile, console};

    const NOW: Time = Time(1_000_000);

    /// Nairobi takes one, Lima both, Quito nothing that has a name, and Oslo is over.
    fn book() -> Book {
        let mut book = Book::default();
        let mut act = |act| book.handle(&act, &console(), NOW, &mut || 7).map(|_| ()).unwrap();
        let ends = |at| Moment::new(Time(at), 0);
        for (name, courses, closes) in [
            ("Nairobi", vec!["one"], None),
            ("Lima", vec!["one", "two"], None),
            ("Quito", vec![], None),
            ("Oslo", vec!["three"], ends(NOW.0 - 1)),
        ] {
            let courses = courses.into_iter().map(CourseId::from).collect();
            let plan = Plan { name: name.into(), courses, closes, ..Plan::default() };
            act(Act::MakeCohort { cohort: None, plan });
        }
        for (cohort, who) in [("nairobi", "anna"), ("lima", "ben"), ("quito", "cleo"), ("oslo", "ben")] {
            let entrants = vec![Entrant { id: Some(who.into()), ..Entrant::default() }];
            act(Act::Enrol { cohort: cohort.into(), entrants });
        }
        for (who, role) in [("tina", Role::Trainer), ("uma", Role::Trainer), ("adam", Role::Admin)] {
            let profile = Profile { name: who.into(), ..Profile::default() };
            act(Act::AddPerson { person: who.into(), profile, role });
        }
        for cohort in ["nairobi", "lima"] {
            act(Act::SetTrainer { cohort: cohort.into(), person: "tina".into(), on: true });
        }
        book
    }

    fn choices(who: &str, given: &[&str]) -> Vec<String> {
        let given: Vec<CourseId> = given.iter().copied().map(CourseId::from).collect();
        let shown = |choice: Choice| match choice.cohort {
            Some(cohort) => format!("{} with {cohort}", choice.course),
            None => choice.course.to_string(),
        };
        book().choices(&who.into(), &given, NOW).into_iter().map(shown).collect()
    }

    #[test]
    fn learners_choose_from_the_courses_of_their_open_classes() {
        assert_eq!(choices("anna", &["two", "one"]), ["one"]);
        assert_eq!(choices("ben", &["two", "one", "three"]), ["two", "one"]);
        assert_eq!(choices("cleo", &["two", "one"]), ["two", "one"], "a class that names no course");
        assert_eq!(choices("anna", &["two"]), [""; 0]);
    }

    #[test]
    fn trainers_choose_a_course_with_the_class() {
        assert_eq!(choices("tina", &["one", "two"]), ["one with lima", "one with nairobi", "two with lima"]);
        assert_eq!(choices("tina", &["one"]), ["one"], "both classes stand in one console");
        assert_eq!(choices("uma", &["one", "two"]), ["one", "two"], "who leads nobody yet may look");
        assert_eq!(choices("adam", &["three", "four"]), ["three with oslo", "four"]);
    }
}
