//! Learners who do not exist, so that a trainer can try the wall before the workshop.
//!
//! From a seed and a course comes what they would have done: some are quick, some slow, some stop
//! at a step that they do not solve, some leave. They are called `rehearsal-` and a number and are in a
//! cohort of their own, so that nobody takes them for people and all of them can be taken out again.

use std::ops::RangeInclusive;

use super::id::CohortId;
use crate::course::{Content, Course, LearnerId, Role, Step};
use crate::exercise::{Answer, Input, Item, Lack, Seed, Share, Slot, Task, shuffle};
use crate::session::{Event, Happened, Place, PostId, Time, Visit};

/// The beginning of the login names.
const PREFIX: &str = "rehearsal-";
/// The most learners of a rehearsal.
pub const MAX_REHEARSAL: usize = 99;

/// How much of the course a day has, in milliseconds, and how long the night is.
const DAY: (i64, i64) = (3 * 3_600_000, 21 * 3_600_000);
/// How long ago a rehearsal began: two days, and a part of the third.
const BEFORE: i64 = 2 * 86_400_000 + 5_400_000;
/// When those who are stuck did something last, before now.
const JUST_NOW: i64 = 2 * 60_000;
/// Who does not solve it in so many tries, and has no more, goes on.
const TRIES: u32 = 3;

/// The cohort of a rehearsal.
pub fn rehearsal_cohort() -> CohortId {
    CohortId::from("rehearsal")
}

/// The login name of one of its learners, counted from 1.
pub fn rehearsal_learner(number: usize) -> LearnerId {
    LearnerId::from(format!("{PREFIX}{number:02}"))
}

/// The number of one of its learners; none of anybody else.
pub fn rehearsal_number(name: &str) -> Option<usize> {
    name.strip_prefix(PREFIX)?.parse().ok()
}

/// Whether somebody does not exist.
pub fn is_rehearsal(id: &LearnerId) -> bool {
    id.as_str().starts_with(PREFIX)
}

/// What all learners of a rehearsal do: much of it before `now`, and what some will do afterwards.
///
/// Whoever wants it live takes what lies before now at once, and the rest as its times come.
pub fn rehearsal(
    course: &Course,
    numbers: RangeInclusive<usize>,
    seed: u64,
    now: Time,
) -> Vec<(LearnerId, Vec<Event>)> {
    let all = numbers.take(MAX_REHEARSAL);
    all.map(|number| {
        let start = Time(now.0.saturating_sub(BEFORE));
        let mut events = rehearse(course, number, seed, start);
        // Some are where they stopped at this moment, so that somebody is stuck.
        if number % 5 == 0
            && let Some(last) = events.last().map(|event| event.at)
        {
            let shift = now.0.saturating_sub(JUST_NOW).saturating_sub(last.0);
            for event in &mut events {
                event.at = Time(event.at.0.saturating_add(shift));
            }
        }
        (rehearsal_learner(number), events)
    })
    .collect()
}

/// What a learner of a rehearsal does, oldest first, from `start` on.
pub(super) fn rehearse(course: &Course, number: usize, seed: u64, start: Time) -> Vec<Event> {
    let id = rehearsal_learner(number);
    let seed = Seed::from_words(&[id.as_str(), course.id.as_str()]).salted(seed);
    let mut actor = Actor { id, seed, rolls: 0, now: start, day: start, events: Vec::new() };
    let skill = actor.chance();
    let pace = 1.0 + 2.0 * actor.chance();
    // A quarter gets through; the others stop somewhere.
    let end = if actor.chance() < 0.25 { 1.0 } else { actor.chance() };
    let lessons: Vec<_> = course.lessons.iter().filter(|lesson| lesson.role == Role::Learn).collect();
    let steps: usize = lessons.iter().map(|lesson| lesson.steps.len()).sum();
    let last = (steps as f64 * end) as usize;
    actor.tell(Happened::Came);
    actor.tell(Happened::Toured);
    for (nth, step) in lessons.iter().flat_map(|lesson| &lesson.steps).enumerate() {
        if nth >= last {
            break;
        }
        actor.rest();
        actor.take(step, skill, pace, nth + 1 == last && end < 1.0);
    }
    actor.events
}

struct Actor {
    id: LearnerId,
    seed: Seed,
    rolls: u64,
    now: Time,
    day: Time,
    events: Vec<Event>,
}

impl Actor {
    /// A number from 0 to below 1.
    fn chance(&mut self) -> f64 {
        self.rolls += 1;
        // 53 bits, which is what a float holds.
        (self.seed.salted(self.rolls).0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn tell(&mut self, what: Happened) {
        self.events.push(Event { at: self.now, what });
    }

    fn wait(&mut self, seconds: f64) {
        self.now = Time(self.now.0.saturating_add((seconds * 1_000.0) as i64));
    }

    /// Goes home when the day is over.
    fn rest(&mut self) {
        if self.now.0 - self.day.0 > DAY.0 {
            self.tell(Happened::Left);
            self.now = Time(self.day.0 + DAY.0 + DAY.1 + (self.chance() * 3_600_000.0) as i64);
            self.day = self.now;
            self.tell(Happened::Came);
        }
    }

    fn take(&mut self, step: &Step, skill: f64, pace: f64, last: bool) {
        let place = Place::Step(step.id.clone());
        self.tell(Happened::Visited(Visit::Step(place.clone())));
        let task = match &step.content {
            Content::Reading(_) => {
                let seconds = 40.0 + 80.0 * self.chance();
                self.wait(pace * seconds);
                return self.tell(Happened::Read(step.id.clone()));
            }
            Content::Exercise(task) => task,
        };
        let seconds = 30.0 + 60.0 * self.chance();
        self.wait(pace * seconds);
        if task.body.thread().is_some() {
            return self.post(step, task);
        }
        if task.body.essay().is_some() {
            let Some(answer) = self.essay(task) else { return };
            return self.hand_in(place, task, answer, None);
        }
        self.solve(step, task, place, skill, pace, last);
    }

    fn solve(&mut self, step: &Step, task: &Task, place: Place, skill: f64, pace: f64, last: bool) {
        let Some(solution) = task.body.solution() else { return };
        // Each exercise is as hard for all.
        let hard = (Seed::from_words(&[step.id.as_str()]).0 % 100) as f64 / 100.0;
        let tries = task.terms.tries.map_or(TRIES, u32::from).min(TRIES);
        for nth in 0..tries {
            let right = 0.25 + 0.75 * skill - 0.5 * hard + 0.25 * f64::from(nth);
            // Whoever stops here stops because it is not solved.
            let right = !(last && nth + 1 < tries) && self.chance() < right;
            let wrong = if right { None } else { self.wrong(task) };
            let answer = wrong.unwrap_or_else(|| solution.clone());
            let share = task
                .body
                .grade(&answer)
                .map(|grade| grade.share.minus_percent(nth.saturating_mul(u32::from(task.terms.penalty))));
            let solved = task.body.grade(&answer).is_some_and(|grade| grade.is_full());
            self.hand_in(place.clone(), task, answer, share);
            let seconds = 20.0 + 40.0 * self.chance();
            self.wait(if last { 120.0 } else { pace * seconds });
            if solved || (last && nth + 2 >= tries) || nth + 1 == tries {
                return;
            }
            self.tell(Happened::Reopened(place.clone()));
            if !task.hints.is_empty() && nth == 0 && self.chance() < 0.5 {
                self.tell(Happened::Hinted(place.clone()));
            }
        }
    }

    fn hand_in(&mut self, place: Place, task: &Task, answer: Answer, share: Option<Share>) {
        self.tell(Happened::Answered { place, edition: task.edition, answer, share });
    }

    /// An answer without full marks that can be handed in, if one is found.
    fn wrong(&mut self, task: &Task) -> Option<Answer> {
        let body = task.body.as_ref();
        self.rolls += 1;
        let seed = self.seed.salted(self.rolls);
        let wrong = |answer: &Answer| {
            body.lack(answer).is_none() && body.grade(answer).is_some_and(|grade| !grade.is_full())
        };
        let mut answer = body.blank(seed);
        if wrong(&answer) {
            return Some(answer);
        }
        let mut items: Vec<Item> = (0..40).map(Item).collect();
        shuffle(&mut items, seed);
        let slots: Vec<Slot> = (0..40).map(Slot).collect();
        let inputs: Vec<Input> = match &answer {
            Answer::Chosen(_) => items.iter().map(|item| Input::Choose(*item)).collect(),
            Answer::Ordered(_) => items.iter().map(|item| Input::Move { item: *item, to: 0 }).collect(),
            Answer::Placed(_) => {
                let pairs = items.iter().flat_map(|item| slots.iter().map(move |slot| (*item, *slot)));
                pairs.map(|(item, slot)| Input::Place { item, slot }).collect()
            }
            Answer::Written(_) => ["none", "0", "1"].map(|text| Input::Write(text.to_owned())).to_vec(),
        };
        // A case is walked in several rounds, since each choice opens the next one.
        for input in inputs.iter().cycle().take(inputs.len() * 3) {
            // What lies in its slot stays, or the last item would push out all others.
            let taken = if let (Answer::Placed(placed), Input::Place { item, slot }) = (&answer, input) {
                placed.contains_key(item) || placed.values().filter(|used| *used == slot).count() > 1
            } else {
                false
            };
            if !taken && let Ok(next) = body.accept(&answer, input) {
                answer = next;
                if wrong(&answer) {
                    return Some(answer);
                }
            }
        }
        None
    }

    fn essay(&mut self, task: &Task) -> Option<Answer> {
        let mut text = String::from("This was written by nobody, for a rehearsal.");
        // A limit, in case a course asks for what no text can have.
        for _ in 0..3 {
            let answer = Answer::Written(text.clone());
            match task.body.lack(&answer) {
                None => {
                    self.wait(600.0);
                    return Some(answer);
                }
                Some(Lack::Words { has, needs }) => {
                    for _ in has..needs {
                        text.push_str(" more");
                    }
                }
                Some(Lack::Empty) => text.push_str(" more"),
                Some(
                    Lack::Unplaced(_)
                    | Lack::Unsorted(_)
                    | Lack::TooManyWords { .. }
                    | Lack::NoNumber
                    | Lack::Undecided,
                ) => return None,
            }
        }
        None
    }

    fn post(&mut self, step: &Step, task: &Task) {
        let Some(thread) = task.body.thread() else { return };
        let opening =
            thread.openings.first().map(|one| PostId { by: LearnerId::from(one.id.as_str()), number: 0 });
        for number in 1..=thread.posts.max(1) {
            let Some(Answer::Written(text)) = self.essay(task) else { return };
            let post = PostId { by: self.id.clone(), number: u32::try_from(number).unwrap_or(u32::MAX) };
            let reply_to = opening.clone().filter(|_| number > 1 || thread.replies >= thread.posts);
            self.tell(Happened::Posted { step: step.id.clone(), post, reply_to, text });
        }
    }
}
