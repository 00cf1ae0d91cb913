//! The contents in lines.

use super::lines::{Lines, count, sentence, with_states};
use super::prose;
use crate::course::{Course, Role};
use crate::session::{Contents, LessonRow, Resume, Scene, State, StepRow};
use crate::text;

/// Says the contents: where to go on, then each lesson with its number in the course.
pub(super) fn contents(scene: &Scene<'_>, contents: &Contents<'_>, course: &Course, lines: &mut Lines) {
    lines.say(scene.course);
    if let Some(digest) = &contents.digest {
        lines.say(format!("{}. Say unread to go there.", digest.words()));
    }
    lines.say(contents.summary);
    if let Some(notice) = contents.notice {
        prose::prose(notice, lines);
    }
    lines.gap();
    lines.say(match contents.resume {
        Resume::Start(lesson) => format!("Press Enter to start with {}", sentence(lesson)),
        Resume::Continue(lesson, "") => format!("Press Enter to continue with {}", sentence(lesson)),
        Resume::Continue(lesson, step) => {
            let (lesson, sign) = text::lead(lesson);
            format!("Press Enter to continue with {lesson}{sign}{}", sentence(step))
        }
        Resume::Finished => "You have finished the course.".to_owned(),
    });
    lines.say(match scene.logged_in {
        true => format!("You are {}.", scene.learner),
        false => format!("You are {}. Somebody else starts with --learner NAME.", scene.learner),
    });
    for (module, number) in contents.modules.iter().zip(1..) {
        lines.gap();
        let minutes = |minutes: u32| count(usize::try_from(minutes).unwrap_or_default(), "minute", "minutes");
        let core = minutes(module.minutes.core);
        let extra = (module.minutes.extra > 0).then(|| format!("{} extra", minutes(module.minutes.extra)));
        let share = module.share.map(|share| share.to_string());
        let states = [state(module.state), &core].into_iter().chain(extra.as_deref()).chain(share.as_deref());
        lines.say(format!("Module {number}: {}", with_states(module.title, states)));
        lines.say(module.summary);
        for lesson in &module.lessons {
            lines.say(lesson_row(lesson, course));
        }
    }
    lines.gap();
    lines.say("Say the number of a lesson to open it, or steps 1 to hear the steps of lesson 1.");
}

fn lesson_row(lesson: &LessonRow<'_>, course: &Course) -> String {
    let number = course.lesson_at(lesson.id).map_or(0, |at| at + 1);
    let minutes = count(usize::from(lesson.minutes), "minute", "minutes");
    let share = lesson.share.map(|share| share.to_string());
    let here = lesson.here.then_some("you stopped here");
    let extra = lesson.extra.then_some("extra");
    let states = role(lesson.role).into_iter().chain(extra).chain([state(lesson.state), &minutes]);
    let states = states.chain(share.as_deref()).chain(here);
    format!("{number}. {}", with_states(lesson.title, states))
}

/// Says the steps of a lesson.
pub(super) fn steps(lesson: &LessonRow<'_>, number: usize, lines: &mut Lines) {
    if lesson.steps.is_empty() {
        let row = with_states(lesson.title, role(lesson.role));
        lines.say(format!("{number}. {row}. Its questions are drawn when you start it."));
        return;
    }
    lines.say(format!("{number}. {}", with_states(lesson.title, lesson.extra.then_some("extra"))));
    for (step, at) in lesson.steps.iter().zip(1..) {
        lines.say(format!("{number}.{at}. {}", step_row(step)));
    }
    lines.say(format!("Say go {number}.1 to open the first."));
}

fn step_row(step: &StepRow<'_>) -> String {
    let share = step.share.map(|share| share.to_string());
    let bookmark = step.bookmarked.then_some("with a bookmark");
    let unread = (step.unread > 0).then(|| count(step.unread, "new post", "new posts"));
    let kind = step.kind.unwrap_or("text");
    let states = [kind, state(step.state)]
        .into_iter()
        .chain(share.as_deref())
        .chain(unread.as_deref())
        .chain(bookmark);
    with_states(step.title, states)
}

fn state(state: State) -> &'static str {
    match state {
        State::New => "not begun",
        State::Begun => "begun",
        State::Done => "done",
    }
}

fn role(role: &Role) -> Option<&'static str> {
    match role {
        Role::Learn => None,
        Role::Quiz(_) => Some("quiz"),
        Role::PreTest(_) => Some("test before the course"),
        Role::PostTest(_) => Some("test after the course"),
    }
}
