//! A class of the whole course, with learners of a rehearsal in it.

use std::sync::{Arc, LazyLock};

use curricle::class::{
    Act, Book, Cohort, CohortId, Entrant, Group, GroupId, Level, Order, Plan, Profile, Refused, Reply, Role,
    Roll, Teaching, Wall, obey, rehearsal, rehearsal_cohort,
};
use curricle::course::{Course, LearnerId, read};
use curricle::session::{Event, Time};
use curricle::shelf;

pub(crate) const NOW: Time = Time(1_796_000_000_000);

pub(crate) struct Class {
    pub(crate) course: Arc<Course>,
    pub(crate) book: Book,
    pub(crate) wall: Wall,
}

/// The whole course takes a while to read, so it is read once.
pub(crate) fn course() -> Arc<Course> {
    static COURSE: LazyLock<Arc<Course>> =
        LazyLock::new(|| Arc::new(read(&shelf::built_in("untoc").unwrap(), None).course.unwrap()));
    Arc::clone(&COURSE)
}

/// What 30 learners did.
fn thirty() -> &'static [(LearnerId, Vec<Event>)] {
    static THIRTY: LazyLock<Vec<(LearnerId, Vec<Event>)>> =
        LazyLock::new(|| rehearsal(&course(), 1..=30, 7, NOW));
    &THIRTY
}

impl Class {
    /// So many learners, every second one in the group `kenya`, led by `tina`.
    pub(crate) fn of(learners: usize) -> Self {
        let course = course();
        let mut class = Self { book: Book::default(), wall: Wall::default(), course };
        let profile = Profile { name: "Tina".into(), ..Profile::default() };
        class.act("_console", Act::AddPerson { person: "tina".into(), profile, role: Role::Trainer });
        let group = |name: &str, within: Option<&str>| Group {
            name: name.into(),
            level: if within.is_some() { Level::National } else { Level::Regional },
            within: within.map(GroupId::from),
        };
        let groups = [("africa", group("Africa", None)), ("kenya", group("Kenya", Some("africa")))];
        let plan = Plan {
            name: "Rehearsal".into(),
            courses: vec![class.course.id.clone()],
            groups: groups.into_iter().map(|(id, group)| (id.into(), group)).collect(),
            ..Plan::default()
        };
        class.act("tina", Act::MakeCohort { cohort: Some(rehearsal_cohort()), plan });
        let series = &thirty()[..learners];
        let entrants = series.iter().enumerate().map(|(nth, (id, _))| Entrant {
            id: Some(id.clone()),
            profile: Profile { name: format!("Rehearsal {:02}", nth + 1), ..Profile::default() },
            group: None,
            key: None,
        });
        class.act("tina", Act::Enrol { cohort: rehearsal_cohort(), entrants: entrants.collect() });
        for (nth, (id, events)) in series.iter().enumerate() {
            if nth % 2 == 0 {
                let group = Some(GroupId::from("kenya"));
                class.act("tina", Act::Regroup { cohort: rehearsal_cohort(), person: id.clone(), group });
            }
            class.feed(id, events);
        }
        class
    }

    pub(crate) fn feed(&mut self, who: &LearnerId, events: &[Event]) {
        for event in events.iter().filter(|event| event.at <= NOW) {
            self.wall.apply(who, event);
        }
    }

    pub(crate) fn act(&mut self, by: &str, act: Act) {
        let mut rolls = 0;
        let mut dice = || {
            rolls += 1;
            rolls
        };
        self.book.handle(&act, &by.into(), NOW, &mut dice).unwrap();
    }

    pub(crate) fn obey(&mut self, by: &str, order: &Order) -> Result<Reply, Refused> {
        let mut rolls = 0;
        let mut dice = || {
            rolls += 1;
            rolls
        };
        let reply = obey(order, &self.book, &[], &by.into(), NOW, &mut dice)?;
        for event in &reply.events {
            self.book.apply(event);
        }
        Ok(reply)
    }

    pub(crate) fn teach(&mut self, what: Teaching) {
        self.act("tina", Act::Teach { cohort: rehearsal_cohort(), what });
    }

    pub(crate) fn cohort(&self) -> &Cohort {
        self.book.cohort(&CohortId::from("rehearsal")).unwrap()
    }

    pub(crate) fn roll(&self) -> Roll<'_> {
        let Self { course, book, wall } = self;
        Roll { course, book, wall, cohort: self.cohort(), group: None }
    }
}
