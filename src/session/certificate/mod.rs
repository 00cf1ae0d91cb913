//! What a learner can show to others: a certificate, or how far they are.

mod words;

use std::fmt;

use super::progress::Progress;
use super::score::Scores;
use super::{Extras, ModuleBar, Place, Session, State, Time};
use crate::course::{Content, Role};
use crate::exercise::Share;
use crate::text;

pub use words::{COLUMNS, Paragraph, ROWS};

/// The longest name on a certificate, in cells.
pub const MAX_HOLDER: usize = 60;

/// A name that a learner chose for the certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder(String);

impl Holder {
    /// The name without what could mislead a reader; `None` if nothing is left or it is too long.
    pub fn new(name: &str) -> Option<Self> {
        let clean = text::clean_line(name);
        let name = clean.split_whitespace().collect::<Vec<_>>().join(" ");
        ((1..=MAX_HOLDER).contains(&text::width(&name))).then_some(Self(name))
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// What a learner can show to others.
#[derive(Clone, Debug)]
pub struct Certificate<'a> {
    /// The title of the course.
    pub course: &'a str,
    /// Whose work it is.
    pub learner: &'a str,
    /// The name that the learner wants on it.
    pub holder: Option<Holder>,
    /// When the course became complete; `None` if it is not.
    pub completed: Option<Time>,
    /// What is still missing, in sentences.
    pub missing: Vec<String>,
    /// The last day of work, in UTC.
    pub last_day: Option<String>,
    /// What was earned of all points.
    pub share: Option<Share>,
    /// Percent that completes the course.
    pub pass: u8,
    /// Minutes spent.
    pub minutes: u32,
    /// The modules, with what was earned of all their points.
    pub modules: Vec<ModuleBar<'a>>,
    /// Lessons beyond what the course asks for; nothing of them is counted below.
    pub extras: Extras,
    /// Exercises that the program graded.
    pub graded: usize,
    /// Quizzes that the program graded.
    pub quizzes: usize,
    /// Essays handed in.
    pub essays: usize,
    /// Essays that the learner rated.
    pub rated: usize,
    /// Discussions that the learner wrote in.
    pub discussions: usize,
    /// Posts in them.
    pub posts: usize,
}

impl Session {
    /// What the learner can show to others now.
    pub fn certificate(&self, holder: Option<Holder>) -> Certificate<'_> {
        let scores = Scores { course: &self.course, progress: &self.progress };
        let missing = scores.lacks();
        let modules = scores.course.modules.iter().map(|module| {
            let (done, of) = scores.module_steps(module);
            let share = scores.module_points(module, true).share();
            let complete = scores.module_lacks(module).is_empty();
            ModuleBar { title: &module.title, done, of, share, complete }
        });
        let mut certificate = Certificate {
            course: &self.course.title,
            learner: self.learner.as_str(),
            holder,
            completed: if missing.is_empty() { completed(scores) } else { None },
            missing,
            last_day: self.progress.last_day().map(Time::date),
            share: scores.course_points(true).share(),
            pass: self.course.pass,
            minutes: self.progress.minutes(),
            modules: modules.collect(),
            extras: scores.extras(),
            graded: 0,
            quizzes: 0,
            essays: 0,
            rated: 0,
            discussions: 0,
            posts: 0,
        };
        count(scores, &mut certificate);
        certificate
    }
}

/// The moment from which nothing was missing, as the course is today.
fn completed(scores: Scores<'_>) -> Option<Time> {
    let moments = scores.progress.moments();
    // What was done is never undone, so the first complete moment can be searched for in halves.
    let first = moments.partition_point(|moment| {
        let progress: Progress = scores.progress.until(*moment);
        !Scores { course: scores.course, progress: &progress }.lacks().is_empty()
    });
    moments.get(first).copied()
}

fn count(scores: Scores<'_>, certificate: &mut Certificate<'_>) {
    for lesson in scores.course.lessons.iter().filter(|lesson| !lesson.extra) {
        match lesson.role {
            Role::Learn => {}
            Role::Quiz(_) => {
                certificate.quizzes += usize::from(scores.best_round(&lesson.id).is_some());
                continue;
            }
            Role::PreTest(_) | Role::PostTest(_) => continue,
        }
        for step in &lesson.steps {
            let Content::Exercise(task) = &step.content else { continue };
            let place = Place::Step(step.id.clone());
            let posts = scores.progress.standing_posts(&step.id).count();
            let done = scores.step_state(step, &place) == State::Done;
            if task.body.thread().is_some() {
                certificate.discussions += usize::from(posts > 0);
                certificate.posts += posts;
            } else if task.body.essay().is_some() {
                let rated = scores.progress.works.get(&place).is_some_and(|work| !work.ratings.is_empty());
                certificate.essays += usize::from(done);
                certificate.rated += usize::from(done && rated);
            } else if task.body.solution().is_some() {
                certificate.graded += usize::from(done);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cleaned_and_has_a_limit() {
        let name = |words: &str| Holder::new(words).map(|holder| holder.to_string());
        assert_eq!(name("  Anna\tde  la\u{1b}[2J Cruz\n").as_deref(), Some("Anna de la[2J Cruz"));
        assert_eq!(name(&"x".repeat(MAX_HOLDER)).map(|name| name.len()), Some(MAX_HOLDER));
        assert_eq!((name(&"x".repeat(MAX_HOLDER + 1)), name(" \n"), name("\u{202e}")), (None, None, None));
    }
}
