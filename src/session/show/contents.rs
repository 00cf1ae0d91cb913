//! The contents of the course as a page.

use crate::course::{Content, Lesson, Minutes};
use crate::session::decide::Session;
use crate::session::route::{self, Here};
use crate::session::score::Scores;
use crate::session::{Contents, LessonRow, ModuleRow, Place, Resume, State, StepRow};

pub(super) fn contents<'a>(session: &'a Session, scores: Scores<'a>) -> Contents<'a> {
    let course = scores.course;
    let here = match &scores.progress.here {
        Some(_) => match route::resume(scores) {
            Here::Step(place) => route::lesson_of(scores, &place),
            Here::Gate(lesson) => course.lesson_at(&lesson),
            Here::Contents => None,
        },
        None => None,
    };
    let mut modules = Vec::new();
    for module in &course.modules {
        let lessons: Vec<LessonRow<'_>> = module
            .lessons
            .clone()
            .filter_map(|at| Some(lesson_row(session, scores, course.lessons.get(at)?, here == Some(at))))
            .collect();
        let begun = lessons.iter().any(|lesson| lesson.state != State::New);
        let state = match scores.module_lacks(module).is_empty() {
            true => State::Done,
            false if begun => State::Begun,
            false => State::New,
        };
        modules.push(ModuleRow {
            title: &module.title,
            summary: &module.summary,
            state,
            share: scores.module_points(module, false).share(),
            minutes: Minutes::of(scores.lessons_of(module)),
            lessons,
        });
    }
    let (summary, notice) = (course.summary.as_str(), course.notice.as_ref());
    Contents { summary, notice, resume: resume(scores), digest: session.digest(), modules }
}

fn resume(scores: Scores<'_>) -> Resume<'_> {
    let course = scores.course;
    if scores.progress.here.is_none() {
        return Resume::Start(route::first_open(scores).map_or("", |lesson| &lesson.title));
    }
    if scores.lacks().is_empty() {
        return Resume::Finished;
    }
    let stopped = match route::resume(scores) {
        Here::Step(place) => {
            let lesson = route::lesson_of(scores, &place).and_then(|at| course.lessons.get(at));
            let step = course.step(place.step());
            lesson.zip(step).map(|(lesson, step)| (lesson.title.as_str(), step.title.as_str()))
        }
        Here::Gate(id) => {
            let lesson = course.lesson_at(&id).and_then(|at| course.lessons.get(at));
            lesson.map(|lesson| (lesson.title.as_str(), ""))
        }
        Here::Contents => None,
    };
    match stopped {
        Some((lesson, step)) => Resume::Continue(lesson, step),
        None => Resume::Finished,
    }
}

fn lesson_row<'a>(session: &Session, scores: Scores<'a>, lesson: &'a Lesson, here: bool) -> LessonRow<'a> {
    let open = lesson.role.draw().is_none();
    let steps = lesson.steps.iter().filter(|_| open).map(|step| {
        let place = Place::Step(step.id.clone());
        StepRow {
            title: &step.title,
            kind: match &step.content {
                Content::Exercise(task) => Some(task.kind),
                Content::Reading(_) => None,
            },
            state: scores.step_state(step, &place),
            share: scores.step_share(&place),
            bookmarked: scores.progress.bookmarks.contains(&step.id),
            unread: session.unread_in(step),
            place,
        }
    });
    let share = scores.lesson_points(lesson, false).share().filter(|_| !scores.is_sealed(lesson));
    LessonRow {
        id: &lesson.id,
        title: &lesson.title,
        role: &lesson.role,
        minutes: lesson.minutes,
        extra: lesson.extra,
        state: scores.lesson_state(lesson),
        share,
        here,
        steps: steps.collect(),
    }
}
