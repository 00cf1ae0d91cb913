//! What the book says to one learner in one course.

use super::book::Book;
use super::cohort::Cohort;
use super::id::console;
use crate::course::{CourseId, LearnerId};
use crate::session::{Guidance, Poll, Word};

/// The most words that are passed on; older ones are forgotten.
const MAX_WORDS: usize = 100;

impl Book {
    /// What trainers say and decide, as far as it concerns this learner in this course.
    ///
    /// In several cohorts, what any of them closes is closed; the first that leads or asks counts.
    pub fn guidance(&self, person: &LearnerId, course: &CourseId) -> Guidance {
        let cohorts = || self.cohorts_of(person).filter(|cohort| cohort.plan.courses.contains(course));
        let mut guidance = Guidance::default();
        for cohort in cohorts() {
            self.add_words(cohort, person, course, &mut guidance.words);
            self.add_review_words(cohort, person, course, &mut guidance.words);
            self.add_marks(cohort, person, course, &mut guidance);
            let closed = cohort.learning.closed.iter().filter(|(of, _)| of == course);
            guidance.closed.extend(closed.map(|(_, module)| module.clone()));
        }
        guidance.words.extend(self.notes_to(person).map(|note| {
            Word {
                at: note.said.at,
                by: self.called(&note.said.by),
                from: self.people.contains_key(&note.said.by).then(|| note.said.by.clone()),
                sort: "note",
                about: note
                    .about
                    .as_ref()
                    .filter(|(spot, _)| spot.course == *course)
                    .map(|(spot, _)| spot.step.clone()),
                text: note.said.text.clone(),
            }
        }));
        guidance.words.sort_by_key(|word| word.at);
        let surplus = guidance.words.len().saturating_sub(MAX_WORDS);
        guidance.words.drain(..surplus);
        let led = cohorts().find_map(|cohort| cohort.learning.led.as_ref());
        guidance.led = led.filter(|spot| spot.course == *course).map(|spot| spot.step.clone());
        guidance.poll = cohorts().find_map(|cohort| {
            let polls = &cohort.learning.polls;
            let last = || polls.iter().max_by_key(|(_, poll)| poll.since);
            let (id, poll) = cohort.learning.poll().or_else(last)?;
            Some(Poll {
                id: id.to_string(),
                question: poll.question.clone(),
                options: poll.options.clone(),
                counts: poll.counts(),
                open: poll.open,
            })
        });
        guidance
    }

    fn add_words(&self, cohort: &Cohort, person: &LearnerId, course: &CourseId, words: &mut Vec<Word>) {
        words.extend(cohort.learning.announcements.iter().map(|said| Word {
            at: said.at,
            by: self.called(&said.by),
            from: None,
            sort: "announcement",
            about: None,
            text: said.text.clone(),
        }));
        let hints = cohort.learning.hints_for(person).filter(|hint| hint.spot.course == *course);
        words.extend(hints.map(|hint| Word {
            at: hint.said.at,
            by: self.called(&hint.said.by),
            from: None,
            sort: "hint",
            about: Some(hint.spot.step.clone()),
            text: hint.said.text.clone(),
        }));
    }

    /// The cohort in which somebody could answer this poll.
    pub fn cohort_asking<'b>(&'b self, person: &'b LearnerId, poll: &str) -> Option<&'b Cohort> {
        self.cohorts_of(person).find(|cohort| {
            cohort.learning.polls.iter().any(|(id, poll_at)| id.as_str() == poll && poll_at.open)
        })
    }

    /// What others may call somebody: the name that they show, or what they log in with.
    pub(super) fn called(&self, person: &LearnerId) -> String {
        match self.person(person) {
            Some(known) => known.shown().name.to_owned(),
            None if *person == console() => "Your trainer".to_owned(),
            None => person.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::class::{Act, CohortId, Entrant, Plan, Profile, Shows, Spot, Teaching, console};
    use crate::course::ModuleId;
    use crate::session::Time;

    const COURSE: &str = "untoc";

    /// Anna and Ben, led from the console.
    struct Class(Book);

    impl Class {
        fn new() -> Self {
            let mut class = Self(Book::default());
            let plan = Plan { name: "Lima".into(), courses: vec![COURSE.into()], ..Plan::default() };
            class.act("_console", Act::MakeCohort { cohort: None, plan });
            let entrant = |id: &str| Entrant { id: Some(id.into()), ..Entrant::default() };
            let entrants = vec![entrant("anna"), entrant("ben")];
            class.act("_console", Act::Enrol { cohort: "lima".into(), entrants });
            class
        }

        fn act(&mut self, by: &str, act: Act) {
            let mut rolls = 0;
            let mut dice = || {
                rolls += 7;
                rolls
            };
            self.0.handle(&act, &by.into(), Time(1_000), &mut dice).unwrap();
        }

        fn teach(&mut self, what: Teaching) {
            self.act(console().as_str(), Act::Teach { cohort: CohortId::from("lima"), what });
        }

        fn guidance(&self, person: &str) -> Guidance {
            self.0.guidance(&person.into(), &COURSE.into())
        }
    }

    #[test]
    fn a_learner_is_told_what_concerns_them_and_nothing_else() {
        let mut class = Class::new();
        let spot = Spot { course: COURSE.into(), step: "first".into() };
        class.teach(Teaching::Announce("Lunch at noon.".to_owned()));
        let (to, text) = (Some("anna".into()), "Read again.".to_owned());
        class.teach(Teaching::Hint { to, spot: spot.clone(), text });
        class.teach(Teaching::CloseModule(COURSE.into(), ModuleId::from("two")));
        class.teach(Teaching::Lead(spot));
        let said = |person: &str| {
            let words = class.guidance(person).words.into_iter();
            words.map(|word| (word.sort, word.text)).collect::<Vec<_>>()
        };
        assert_eq!(said("ben"), [("announcement", "Lunch at noon.".to_owned())]);
        assert_eq!(said("anna").last(), Some(&("hint", "Read again.".to_owned())));
        assert_eq!(said("nobody"), []);
        let anna = class.guidance("anna");
        assert!(anna.closed.contains(&ModuleId::from("two")));
        assert_eq!(anna.led, Some("first".into()));
        let other = class.0.guidance(&"anna".into(), &"another".into());
        assert!(other.led.is_none() && other.closed.is_empty());
    }

    #[test]
    fn somebody_who_hides_their_name_is_called_by_what_they_log_in_with() {
        let mut class = Class::new();
        let shows = Shows { name: false, ..Shows::default() };
        let profile = Profile { name: "Annabella".into(), shows, ..Profile::default() };
        class.act("anna", Act::SetProfile { person: "anna".into(), profile });
        class.act("anna", Act::SendNote { to: "ben".into(), about: None, text: "Hello".into() });
        let word = class.guidance("ben").words.remove(0);
        assert_eq!((word.by.as_str(), word.from), ("anna", Some("anna".into())));
        class.act("_console", Act::SendNote { to: "ben".into(), about: None, text: "Hello".into() });
        let word = class.guidance("ben").words.remove(1);
        assert_eq!((word.by.as_str(), word.from), ("Your trainer", None), "nobody can answer the console");
    }

    #[test]
    fn a_poll_is_seen_with_its_answers() {
        let mut class = Class::new();
        let options = vec!["yes".to_owned(), "no".to_owned()];
        class.teach(Teaching::OpenPoll { question: "Ready?".to_owned(), options });
        let poll = class.guidance("anna").poll.unwrap();
        assert_eq!(
            (poll.question.as_str(), poll.counts.as_slice(), poll.open),
            ("Ready?", &[0, 0][..], true)
        );
        let cohort = class.0.cohort_asking(&"anna".into(), &poll.id).unwrap().id.clone();
        let what = Teaching::Vote(poll.id.as_str().into(), 1);
        class.act("anna", Act::Teach { cohort, what });
        assert_eq!(class.guidance("ben").poll.unwrap().counts, [0, 1]);
    }
}
