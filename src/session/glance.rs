//! What a trainer may see of a learner's progress: how far it is, what was tried and what it earned.

use std::collections::BTreeMap;

use super::progress::Progress;
use super::score::Scores;
use super::{Place, PostId, State, Time, Visit};
use crate::course::{Content, Course, Lesson, Module, StepId};
use crate::exercise::{Answer, Edition, Share};

/// An answer that was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt<'a> {
    /// Where.
    pub place: &'a Place,
    /// Which try at this place, from 1.
    pub number: u32,
    /// When.
    pub at: Time,
    /// The edition it belongs to.
    pub edition: Edition,
    /// The answer.
    pub answer: &'a Answer,
    /// What it earned; `None` where only people can judge.
    pub share: Option<Share>,
}

/// A post that a learner wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting<'a> {
    /// In which discussion.
    pub step: &'a StepId,
    /// Which.
    pub post: &'a PostId,
    /// When.
    pub at: Time,
    /// The post that it answers.
    pub reply_to: Option<&'a PostId>,
    /// What it says; nothing if it was deleted.
    pub text: &'a str,
    /// When its author changed it last.
    pub edited: Option<Time>,
    /// When its author deleted it.
    pub deleted: Option<Time>,
}

/// A day of work, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkDay {
    /// Counted from 1 January 1970.
    pub day: i64,
    /// So long, in milliseconds.
    pub worked: i64,
    /// Answers and posts.
    pub answers: u32,
}

/// What became of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sight {
    /// Nothing was done.
    New,
    /// Something was begun.
    Begun,
    /// It was read, posted or handed in; there is nothing to judge.
    Done,
    /// The last answer has full marks.
    Right,
    /// The last answer has some marks.
    Partly,
    /// The last answer has no marks, or the solution was asked for.
    Wrong,
}

impl Progress {
    /// All that was handed in, by place.
    pub fn attempts(&self) -> impl Iterator<Item = Attempt<'_>> {
        self.works.iter().flat_map(|(place, work)| {
            (1..).zip(&work.tries).map(move |(number, one)| {
                let (at, edition, answer, share) = (one.at, one.edition, &one.answer, one.share);
                Attempt { place, number, at, edition, answer, share }
            })
        })
    }

    /// All posts, by discussion.
    pub fn postings(&self) -> impl Iterator<Item = Posting<'_>> {
        self.posts.iter().flat_map(|(step, posts)| {
            posts.iter().map(move |post| {
                let (at, reply_to, text) = (post.at, post.reply_to.as_ref(), post.text.as_str());
                let (edited, deleted) = (post.edited, post.deleted);
                Posting { step, post: &post.id, at, reply_to, text, edited, deleted }
            })
        })
    }

    /// Whether this post of somebody was read.
    pub fn has_read(&self, step: &StepId, post: &PostId) -> bool {
        self.followed.get(step).and_then(|read| read.get(&post.by)).is_some_and(|read| post.number <= *read)
    }

    /// Days with work, the oldest first.
    pub fn work_days(&self) -> impl Iterator<Item = WorkDay> {
        self.days.iter().map(|(day, done)| WorkDay {
            day: *day,
            worked: done.milliseconds,
            answers: done.answers,
        })
    }

    /// What came on the screen last.
    pub fn here(&self) -> Option<&Visit> {
        self.here.as_ref()
    }

    /// How many hints were shown at a place.
    pub fn hints_at(&self, place: &Place) -> usize {
        self.works.get(place).map_or(0, |work| work.hints)
    }

    /// How the learner rated the lines of the rubric of their own essay.
    pub fn own_ratings(&self, place: &Place) -> Option<&BTreeMap<usize, u8>> {
        self.works.get(place).map(|work| &work.ratings)
    }

    /// This progress in its course.
    pub fn glance<'a>(&'a self, course: &'a Course) -> Glance<'a> {
        Glance(Scores { course, progress: self })
    }
}

/// A learner's progress in a course.
#[derive(Clone, Copy)]
pub struct Glance<'a>(Scores<'a>);

impl Glance<'_> {
    /// What became of a step.
    pub fn sight(&self, id: &StepId) -> Sight {
        let Scores { course, progress } = self.0;
        let Some(step) = course.step(id) else { return Sight::New };
        let place = Place::Step(id.clone());
        let state = match self.0.step_state(step, &place) {
            State::New => Sight::New,
            State::Begun => Sight::Begun,
            State::Done => Sight::Done,
        };
        let (Content::Exercise(task), Some(work)) = (&step.content, progress.works.get(&place)) else {
            return state;
        };
        let Some(last) = work.tries_of(task).last() else {
            return if work.revealed.is_some() { Sight::Wrong } else { state };
        };
        match task.body.grade(&last.answer) {
            Some(grade) if grade.is_full() => Sight::Right,
            Some(grade) if grade.share > Share::NONE => Sight::Partly,
            Some(_) => Sight::Wrong,
            None => state,
        }
    }

    /// True if no further try at a step can be made.
    pub fn is_over(&self, id: &StepId) -> bool {
        let Scores { course, progress } = self.0;
        let (Some(task), Some(work)) = (course.task(id), progress.works.get(&Place::Step(id.clone()))) else {
            return false;
        };
        work.stage(task, &task.terms) == super::Stage::Over
    }

    /// How far a lesson is.
    pub fn lesson(&self, lesson: &Lesson) -> State {
        self.0.lesson_state(lesson)
    }

    /// What the best attempt at a quiz or test earned; `None` until one is over.
    pub fn quiz(&self, lesson: &Lesson) -> Option<Share> {
        self.0.best_round(&lesson.id)
    }

    /// Steps of a module that everybody needs: done, and in all.
    pub fn steps(&self, module: &Module) -> (usize, usize) {
        self.0.module_steps(module)
    }

    /// The part of all points of a module; `None` if there are none.
    pub fn points(&self, module: &Module) -> Option<Share> {
        self.0.module_points(module, true).share()
    }

    /// Whether a module lacks nothing.
    pub fn has_completed(&self, module: &Module) -> bool {
        self.0.module_lacks(module).is_empty()
    }

    /// The part of all points of the course; `None` if there are none.
    pub fn course_points(&self) -> Option<Share> {
        self.0.course_points(true).share()
    }

    /// Whether the course lacks nothing.
    pub fn is_complete(&self) -> bool {
        self.0.lacks().is_empty()
    }
}
