//! The contents of the course.

use super::finish::{Finish, bar};
use super::paper::{Aim, Deed, Hook, Mark, Run};
use super::prose::lay_prose;
use super::screen::Screen;
use super::theme::Role;
use super::writer::Writer;
use crate::course::Role as Purpose;
use crate::exercise::Share;
use crate::keymap::Action;
use crate::session::{Command, Contents, LessonRow, ModuleRow, Resume, State, StepRow, To};
use crate::text;

/// The cells from which on the contents say at their head whose they are.
const ROOMY: usize = 60;

/// Writes the contents; going on is the first choice.
pub(super) fn lay_contents(
    writer: &mut Writer,
    learner: &str,
    logged_in: bool,
    contents: &Contents<'_>,
    screen: &Screen,
) {
    let go_on = Hook::new(writer.nth(), Deed::Do(Command::Go(To::Continue)), Mark::Gutter);
    writer.paper.default = Some(go_on.aim.clone());
    writer.paper.primary = Some(go_on.aim.clone());
    writer.target(go_on, |writer| {
        let (word, rest) = match contents.resume {
            Resume::Start(lesson) => ("Start: ", lesson.to_owned()),
            Resume::Continue(lesson, "") => ("Continue: ", lesson.to_owned()),
            Resume::Continue(lesson, step) => ("Continue: ", format!("{lesson}, {step}")),
            Resume::Finished => ("All is done. ", "Look again at the last step".to_owned()),
        };
        writer.flow(&[Run::new(word, Role::Strong), Run::new(rest, Role::Text)]);
    });
    // Where there is little room, the name in the title has to do until the end of the page.
    let roomy = writer.width() >= ROOMY;
    let who = if logged_in {
        format!("You are {learner}.")
    } else {
        format!("You are {learner}. Somebody else starts with --learner NAME.")
    };
    let digest = contents.digest.as_ref().map(|digest| {
        let aim = Aim::Button(Action::NextUnread);
        let hook = Hook::new(aim, Deed::Act(Action::NextUnread), Mark::Inner);
        Run::button(&digest.words(), hook)
    });
    if roomy {
        // In one row, so that news changes no more than this row.
        let mut runs = vec![Run::new(who.clone(), Role::Quiet)];
        runs.extend(digest.into_iter().flat_map(|digest| [Run::new("  ", Role::Text), digest]));
        writer.flow(&runs);
    } else if let Some(digest) = digest {
        writer.flow(&[digest]);
    }
    if !contents.summary.is_empty() {
        writer.gap();
        writer.say(contents.summary, Role::Quiet);
    }
    for (index, module) in contents.modules.iter().enumerate() {
        writer.gap();
        lay_module(writer, index + 1, module, screen);
    }
    if let Some(notice) = contents.notice {
        writer.gap();
        lay_prose(writer, notice);
    }
    if !roomy {
        writer.gap();
        writer.say(&who, Role::Quiet);
    }
    writer.gap();
    let tour = Hook::new(writer.nth(), Deed::Do(Command::Go(To::Tour)), Mark::Inner);
    writer.flow(&[Run::button("How this works, in two minutes", tour)]);
}

fn lay_module(writer: &mut Writer, number: usize, module: &ModuleRow<'_>, screen: &Screen) {
    let mut effort = vec![minutes(module.minutes.core)];
    if module.minutes.extra > 0 {
        effort.push(format!("{} extra", minutes(module.minutes.extra)));
    }
    let details = details(effort, module.share);
    let title = format!("{} {number}. {}", sign(module.state), module.title);
    let end = if screen.look.finish == Finish::Rich {
        gauge(writer, module, &title, &details, screen)
    } else {
        None
    };
    let mut runs = vec![Run::new(title, Role::Heading), Run::new(details, Role::Text)];
    runs.extend(end.map(|end| Run::new(end, Role::Quiet)));
    writer.flow(&runs);
    // On the narrowest screens words need the cells more than the order does.
    let indent = if writer.width() < 30 { "  " } else { "    " };
    writer.within(indent, indent, |writer| {
        if !module.summary.is_empty() && writer.width() >= 50 {
            writer.say(module.summary, Role::Quiet);
        }
        for lesson in &module.lessons {
            lay_lesson(writer, lesson, screen);
        }
    });
}

/// How many of the lessons that are needed are done, as a bar at the end of the row, if there is room for it.
fn gauge(
    writer: &Writer,
    module: &ModuleRow<'_>,
    title: &str,
    details: &str,
    screen: &Screen,
) -> Option<String> {
    let needed = || module.lessons.iter().filter(|lesson| !lesson.extra);
    let done = needed().filter(|lesson| lesson.state == State::Done).count();
    let percent = (done * 100).checked_div(needed().count())?;
    let bar = bar(percent, screen.look.finish, screen.look.ascii);
    let used = text::width(title) + text::width(details) + text::width(&bar);
    // No row is broken at these blanks.
    let blanks = writer.width().checked_sub(used).filter(|blanks| *blanks >= 2)?;
    Some(format!("{}{bar}", "\u{a0}".repeat(blanks)))
}

fn lay_lesson(writer: &mut Writer, lesson: &LessonRow<'_>, screen: &Screen) {
    let mut words = Vec::new();
    words.extend(purpose(lesson.role).map(str::to_owned));
    words.extend(lesson.extra.then(|| "extra".to_owned()));
    words.push(minutes(u32::from(lesson.minutes)));
    let mut details = details(words, lesson.share);
    if lesson.here {
        details.push_str(", you are here");
    }
    let go = Deed::Do(Command::Go(To::Lesson(lesson.id.clone())));
    let hook = Hook::new(Aim::Lesson(lesson.id.clone()), go, Mark::Gutter);
    writer.target(hook, |writer| {
        let lead = format!("{} ", sign(lesson.state));
        writer.within(&lead, "    ", |writer| {
            writer.flow(&[Run::new(lesson.title, Role::Text), Run::new(details, Role::Text)]);
        });
    });
    if screen.opened.contains(lesson.id) {
        writer.within("    ", "    ", |writer| {
            for step in &lesson.steps {
                lay_step(writer, step);
            }
        });
    }
}

fn lay_step(writer: &mut Writer, step: &StepRow<'_>) {
    let mut words = Vec::new();
    words.extend(step.kind.map(str::to_owned));
    if step.unread > 0 {
        words.push(format!("{} new", step.unread));
    }
    if step.bookmarked {
        words.push("bookmark".to_owned());
    }
    let details = details(words, step.share);
    let go = Deed::Do(Command::Go(To::Step(step.place.clone())));
    writer.target(Hook::new(Aim::Step(step.place.clone()), go, Mark::Gutter), |writer| {
        let lead = format!("{} ", sign(step.state));
        writer.within(&lead, "    ", |writer| {
            writer.flow(&[Run::new(step.title, Role::Text), Run::new(details, Role::Text)]);
        });
    });
}

/// The sign of a state; explained on the tour.
pub(super) fn sign(state: State) -> &'static str {
    match state {
        State::New => "[ ]",
        State::Begun => "[~]",
        State::Done => "[x]",
    }
}

fn purpose(role: &Purpose) -> Option<&'static str> {
    match role {
        Purpose::Learn => None,
        Purpose::Quiz(_) => Some("quiz"),
        Purpose::PreTest(_) => Some("test before the course"),
        Purpose::PostTest(_) => Some("test after the course"),
    }
}

fn minutes(minutes: u32) -> String {
    // The number and its unit stay in one row.
    format!("{minutes}\u{a0}min")
}

fn details(mut words: Vec<String>, share: Option<Share>) -> String {
    words.extend(share.map(|share| share.to_string()));
    if words.is_empty() { String::new() } else { format!(" - {}", words.join(", ")) }
}
