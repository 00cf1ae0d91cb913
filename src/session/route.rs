//! The ways through a course.

use super::score::{Scores, drawn};
use super::{Place, Skip, State, To, Visit};
use crate::course::{Lesson, LessonId};

/// Where the learner is in the course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Here {
    Contents,
    Gate(LessonId),
    Step(Place),
}

/// Where a way leads from here; `None` if it leads nowhere.
pub(super) fn target(scores: Scores<'_>, here: &Here, to: &To) -> Option<Here> {
    match to {
        To::Contents => Some(Here::Contents),
        To::Continue => Some(resume(scores)),
        To::Next => step_on(scores, here, 1),
        To::Previous => step_on(scores, here, -1),
        To::Lesson(lesson) => enter(scores, scores.course.lesson_at(lesson)?),
        To::Step(place) => exists(scores, place).then(|| Here::Step(place.clone())),
        To::Progress
        | To::Certificate
        | To::Search(_)
        | To::Glossary(_)
        | To::Sources(_)
        | To::Notes
        | To::Unread
        | To::Class
        | To::People(_)
        | To::Circles
        | To::Person(_)
        | To::Profile
        | To::Review(_)
        | To::Tour
        | To::Back => None,
    }
}

/// Where the learner stopped, or the first thing that is not done.
pub(super) fn resume(scores: Scores<'_>) -> Here {
    match &scores.progress.here {
        Some(Visit::Step(place)) if exists(scores, place) => return Here::Step(place.clone()),
        Some(Visit::Gate(lesson)) if scores.course.lesson_at(lesson).is_some() => {
            return Here::Gate(lesson.clone());
        }
        Some(Visit::Step(_) | Visit::Gate(_)) | None => {}
    }
    let first = first_open(scores).and_then(|lesson| scores.course.lesson_at(&lesson.id));
    enter(scores, first.unwrap_or(0)).unwrap_or(Here::Contents)
}

/// The first lesson that is needed and not done.
pub(super) fn first_open<'a>(scores: Scores<'a>) -> Option<&'a Lesson> {
    let mut needed = scores.course.lessons.iter().filter(|lesson| !lesson.extra);
    needed.find(|lesson| scores.lesson_state(lesson) != State::Done)
}

/// What comes after an extra lesson for those who skip it: the next lesson that is needed.
pub(super) fn behind<'a>(scores: Scores<'a>, extra: &Lesson) -> Skip<'a> {
    let at = scores.course.lesson_at(&extra.id).unwrap_or(scores.course.lessons.len());
    let mut later = scores.course.lessons.iter().skip(at + 1);
    later.find(|lesson| !lesson.extra).map_or(Skip::Contents, Skip::Lesson)
}

/// The question at which an attempt that is not over goes on.
pub(super) fn open_round(scores: Scores<'_>, lesson: &LessonId) -> Option<Place> {
    let round =
        scores.rounds(lesson).iter().find(|round| scores.answered(lesson, round) < round.steps.len())?;
    let mut places = round.steps.iter().map(|step| drawn(lesson, round.number, step));
    places.find(|place| scores.progress.works.get(place).is_none_or(|work| !work.is_done()))
}

/// The places of a lesson, or of one attempt at a quiz, in order.
pub(super) fn places(scores: Scores<'_>, place: &Place) -> Vec<Place> {
    match place {
        Place::Step(step) => {
            let lesson = scores.course.steps.get(step).and_then(|at| scores.course.lessons.get(at.lesson));
            lesson.map_or_else(Vec::new, |lesson| {
                lesson.steps.iter().map(|step| Place::Step(step.id.clone())).collect()
            })
        }
        Place::Drawn { lesson, round, .. } => {
            let round = scores.rounds(lesson).iter().find(|known| known.number == *round);
            round.map_or_else(Vec::new, |round| {
                round.steps.iter().map(|step| drawn(lesson, round.number, step)).collect()
            })
        }
    }
}

/// The lesson that a place belongs to, as a position.
pub(super) fn lesson_of(scores: Scores<'_>, place: &Place) -> Option<usize> {
    match place {
        Place::Step(step) => scores.course.steps.get(step).map(|at| at.lesson),
        Place::Drawn { lesson, .. } => scores.course.lesson_at(lesson),
    }
}

fn exists(scores: Scores<'_>, place: &Place) -> bool {
    scores.course.step(place.step()).is_some()
        && lesson_of(scores, place).is_some()
        && places(scores, place).contains(place)
        && !matches!(place, Place::Step(_) if is_bank(scores, place))
}

/// Questions of a bank are met only in an attempt.
fn is_bank(scores: Scores<'_>, place: &Place) -> bool {
    let lesson = lesson_of(scores, place).and_then(|at| scores.course.lessons.get(at));
    lesson.is_some_and(|lesson| lesson.role.draw().is_some())
}

/// The first step of a lesson that is not done, else its first; the front page of a quiz.
fn enter(scores: Scores<'_>, at: usize) -> Option<Here> {
    let lesson = scores.course.lessons.get(at)?;
    if lesson.role.draw().is_some() {
        return Some(Here::Gate(lesson.id.clone()));
    }
    let mut places = lesson.steps.iter().map(|step| (step, Place::Step(step.id.clone())));
    let open = places.find(|(step, place)| scores.step_state(step, place) != State::Done);
    open.map(|(_, place)| Here::Step(place)).or_else(|| edge(lesson, 1))
}

fn step_on(scores: Scores<'_>, here: &Here, by: isize) -> Option<Here> {
    let at = match here {
        Here::Contents => return (by > 0).then(|| resume(scores)),
        Here::Gate(lesson) => scores.course.lesson_at(lesson)?,
        Here::Step(place) => {
            let row = places(scores, place);
            let next = row.iter().position(|other| other == place)?.checked_add_signed(by);
            if let Some(next) = next.and_then(|next| row.get(next)) {
                return Some(Here::Step(next.clone()));
            }
            if let Place::Drawn { lesson, .. } = place {
                return Some(Here::Gate(lesson.clone()));
            }
            lesson_of(scores, place)?
        }
    };
    match at.checked_add_signed(by).and_then(|next| scores.course.lessons.get(next)) {
        Some(lesson) => edge(lesson, by),
        None => Some(Here::Contents),
    }
}

/// The first or last step of a lesson; the front page of a quiz.
fn edge(lesson: &Lesson, by: isize) -> Option<Here> {
    if lesson.role.draw().is_some() {
        return Some(Here::Gate(lesson.id.clone()));
    }
    let step = if by > 0 { lesson.steps.first() } else { lesson.steps.last() };
    step.map(|step| Here::Step(Place::Step(step.id.clone())))
}
