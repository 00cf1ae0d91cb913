//! What learners do in their own record and what belongs into the book, too.
//!
//! A learner's act is kept with the learner's work first. The book takes it over and notes in the
//! same breath how far it came, so whatever a power cut leaves between the two is taken over at the
//! next start, and nothing twice.

use super::act::{Act, Teaching};
use super::book::Book;
use super::decide::Dice;
use super::event::{ClassEvent, Done, Spot};
use super::id::{CohortId, GroupId, PollId};
use crate::course::{CourseId, LearnerId};
use crate::session::{Event, Happened, Time};

impl Book {
    /// Whether the book has still to take over what a learner did in a course.
    pub fn owes(&self, learner: &LearnerId, course: &CourseId, event: &Event) -> bool {
        self.owed(learner, course, event).is_some()
    }

    /// What the book takes over of what a learner did in a course, if it still owes that; nothing has
    /// changed then.
    ///
    /// What is refused, as an answer to a poll that has ended, is passed over for ever.
    pub fn take_over(
        &self,
        learner: &LearnerId,
        course: &CourseId,
        event: &Event,
        now: Time,
        dice: &mut Dice<'_>,
    ) -> Vec<ClassEvent> {
        let Some(act) = self.owed(learner, course, event) else { return Vec::new() };
        let mut events = self.decide(&act, learner, now, dice).unwrap_or_default();
        let (person, course) = (learner.clone(), course.clone());
        let what = Done::HandedOver { person, course, upto: event.at };
        events.push(ClassEvent { at: self.next_time(now), by: learner.clone(), what });
        events
    }

    fn owed(&self, learner: &LearnerId, course: &CourseId, event: &Event) -> Option<Act> {
        // Asked first, since most of what learners do is nothing to the book.
        let act = self.errand(learner, course, &event.what)?;
        let handed = self.handed.get(&(learner.clone(), course.clone()));
        handed.is_none_or(|upto| event.at > *upto).then_some(act)
    }

    /// The act in the book that goes with something in a learner's record.
    fn errand(&self, learner: &LearnerId, course: &CourseId, what: &Happened) -> Option<Act> {
        self.person(learner)?;
        match what {
            Happened::Voted { poll, option } => {
                let cohort = self.cohort_asking(learner, poll)?.id.clone();
                Some(Act::Teach { cohort, what: Teaching::Vote(PollId::from(poll.as_str()), *option) })
            }
            Happened::Wrote { to, text } => {
                Some(Act::SendNote { to: to.clone(), about: None, text: text.clone() })
            }
            Happened::Introduced { part, text, shown } => {
                let mut profile = self.person(learner)?.profile.clone();
                profile.set(*part, text, *shown);
                Some(Act::SetProfile { person: learner.clone(), profile })
            }
            Happened::Grouped { cohort, circle } => Some(Act::Regroup {
                cohort: CohortId::from(cohort.as_str()),
                person: learner.clone(),
                group: circle.as_deref().map(GroupId::from),
            }),
            Happened::Reviewed { essay, ratings, comment } => {
                let author = self.author_of(learner, course, essay)?.author.clone();
                let spot = Spot { course: course.clone(), step: essay.step.clone() };
                let (ratings, comment) = (ratings.clone(), comment.clone());
                let what = Teaching::Review { spot, author, ratings, comment };
                Some(Act::Teach { cohort: CohortId::from(essay.class.as_str()), what })
            }
            Happened::Came
            | Happened::Left
            | Happened::Toured
            | Happened::Visited(_)
            | Happened::Read(_)
            | Happened::Drafted { .. }
            | Happened::Answered { .. }
            | Happened::Reopened(_)
            | Happened::Hinted(_)
            | Happened::Revealed(_)
            | Happened::Rated { .. }
            | Happened::Posted { .. }
            | Happened::Edited { .. }
            | Happened::Deleted { .. }
            | Happened::Followed { .. }
            | Happened::Drawn { .. }
            | Happened::Noted { .. }
            | Happened::Jotted { .. }
            | Happened::Bookmarked { .. }
            | Happened::Heard(_)
            | Happened::ReviewDrafted { .. }
            | Happened::Reported { .. } => None,
        }
    }
}
