//! The shared discussions of a running server: what is on the disk, as each learner's class sees it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use tokio::sync::watch;

use super::{NotDone, Registrar};
use crate::class::{Boards, Book, Companies, Wall};
use crate::course::{CourseId, LearnerId};
use crate::session::{Board, Event, Guidance};
use crate::store::{Store, each_event};

/// What learners write for each other.
pub struct Forum {
    boards: Mutex<Boards>,
    wall: RwLock<Wall>,
    /// Who learns with whom, as far as the book was read.
    companies: Mutex<Companies>,
    /// Counts what learners did, for trainers who look on.
    done: watch::Sender<u64>,
    registrar: Arc<Registrar>,
}

impl Forum {
    /// Reads all that was ever written in the discussions of a course, and has the book take over
    /// what it owes.
    ///
    /// # Errors
    /// [`NotDone`] if the store cannot be read or written.
    pub fn open(store: &dyn Store, course: &CourseId, registrar: Arc<Registrar>) -> Result<Self, NotDone> {
        let mut boards = Boards::new(course.clone());
        let mut wall = Wall::default();
        let mut owed = Vec::new();
        each_event(store, course, |learner, event| {
            boards.apply(learner, event);
            wall.apply(learner, event);
            if registrar.look(|book| book.owes(learner, course, event)) {
                owed.push((learner.clone(), event.clone()));
            }
        })
        .map_err(NotDone::Store)?;
        for (learner, event) in &owed {
            registrar.take_over(learner, course, [event])?;
        }
        let mut companies = Companies::default();
        registrar.look(|book| {
            boards.read(book);
            companies.read(book);
        });
        let (boards, wall, companies) = (Mutex::new(boards), RwLock::new(wall), Mutex::new(companies));
        Ok(Self { boards, wall, companies, done: watch::Sender::new(0), registrar })
    }

    /// Looks at what everybody did.
    pub(super) fn look<T>(&self, see: impl FnOnce(&Wall) -> T) -> T {
        see(&self.wall.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Forgets what some did, who are in the book no longer.
    pub(super) fn forget(&self, who: fn(&LearnerId) -> bool) {
        self.wall.write().unwrap_or_else(PoisonError::into_inner).forget(who);
        self.done.send_modify(|count| *count += 1);
    }

    /// Counts what learners did.
    pub(super) fn done(&self) -> watch::Receiver<u64> {
        self.done.subscribe()
    }

    /// What others wrote, for one learner.
    pub(super) fn of(&self, learner: &LearnerId) -> Board {
        self.boards().of(learner)
    }

    /// Takes in what a learner did and what is on the disk; true if others see something new.
    pub(super) fn apply(&self, learner: &LearnerId, news: &[Event]) -> bool {
        let mut wall = self.wall.write().unwrap_or_else(PoisonError::into_inner);
        for event in news {
            wall.apply(learner, event);
        }
        drop(wall);
        self.done.send_modify(|count| *count += 1);
        let mut boards = self.boards();
        let mut other = false;
        for event in news {
            other |= boards.apply(learner, event);
        }
        other
    }

    /// Whether what one writes is for the other to see.
    pub(super) fn share(&self, one: &LearnerId, other: &LearnerId) -> bool {
        self.boards().share(one, other)
    }

    /// Takes in the class book as it is now; true if somebody sees something else.
    pub(super) fn read_book(&self) -> bool {
        self.registrar.look(|book| {
            self.companies().read(book);
            self.boards().read(book)
        })
    }

    /// Adds to what somebody is told with whom they learn.
    pub(super) fn introduce(&self, book: &Book, learner: &LearnerId, guidance: &mut Guidance) {
        self.companies().introduce(book, learner, guidance);
    }

    /// Nobody panics while holding them either.
    fn companies(&self) -> MutexGuard<'_, Companies> {
        self.companies.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Nobody panics while holding them; if so, they are as they were after some event.
    fn boards(&self) -> MutexGuard<'_, Boards> {
        self.boards.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::class::{Act, CohortId, Entrant, Plan, PollId, Profile, Teaching, console};
    use crate::session::{Happened, Time};
    use crate::store::{Memory, Stream, to_entry};

    fn votes(registrar: &Registrar, cohort: &CohortId) -> Vec<usize> {
        registrar.look(|book| book.cohort(cohort).unwrap().learning.poll().unwrap().1.counts())
    }

    #[test]
    fn an_answer_that_a_power_cut_kept_from_the_book_is_taken_over_once() {
        let store: Arc<dyn Store> = Arc::new(Memory::new(1));
        let (cohort, anna) = (CohortId::from("nairobi"), LearnerId::from("anna"));
        let registrar = Registrar::open(Arc::clone(&store), || Time(1_000)).unwrap();
        let plan = Plan { name: "Nairobi".into(), courses: vec!["untoc".into()], ..Plan::default() };
        let poll = Teaching::OpenPoll { question: "Break?".into(), options: vec!["A".into(), "B".into()] };
        let person = Profile { name: "Anna".into(), ..Profile::default() };
        let entrant = Entrant { id: Some(anna.clone()), profile: person, group: None, key: None };
        for act in [
            Act::MakeCohort { cohort: Some(cohort.clone()), plan },
            Act::Enrol { cohort: cohort.clone(), entrants: vec![entrant] },
            Act::Teach { cohort: cohort.clone(), what: poll },
        ] {
            registrar.act(&act, &console()).unwrap();
        }
        let id = registrar.look(|book| book.cohort(&cohort).unwrap().learning.poll().unwrap().0.to_string());
        let answer = |at, option| {
            let what = Happened::Voted { poll: id.clone(), option };
            let entry = to_entry(&Event { at: Time(at), what }).unwrap();
            store.append(&Stream::new("anna", "untoc").unwrap(), vec![entry]).wait().unwrap();
        };
        let restart = || {
            let registrar = Arc::new(Registrar::open(Arc::clone(&store), || Time(9_000)).unwrap());
            Forum::open(store.as_ref(), &CourseId::from("untoc"), Arc::clone(&registrar)).unwrap();
            registrar
        };
        answer(2_000, 0);
        answer(3_000, 1);
        let registrar = restart();
        assert_eq!(votes(&registrar, &cohort), [0, 1]);
        let entries = store.read(&Stream::book()).unwrap().len();
        let vote = Act::Teach { cohort: cohort.clone(), what: Teaching::Vote(PollId::from(id.as_str()), 0) };
        registrar.act(&vote, &anna).unwrap();
        assert_eq!(votes(&restart(), &cohort), [1, 0], "an old answer came again");
        assert_eq!(store.read(&Stream::book()).unwrap().len(), entries + 1);
    }
}
