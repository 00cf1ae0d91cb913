//! How far steps, lessons and modules are, and what they earned.

use super::progress::{Progress, Round};
use super::{Extras, Place, State, TestScores};
use crate::course::{Content, Course, Lesson, LessonId, Module, Role, Step, StepId};
use crate::exercise::Share;
use crate::text;

/// Points earned, in hundredths of a percent of a point, of points that could be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Points {
    earned: u64,
    of: u64,
}

impl Points {
    fn add(&mut self, share: Share, points: u64) {
        self.earned += u64::from(share.hundredths()) * points;
        self.of += points;
    }

    fn join(&mut self, other: Points) {
        self.earned += other.earned;
        self.of += other.of;
    }

    /// The part that was earned; `None` if there was nothing to earn.
    pub(super) fn share(self) -> Option<Share> {
        let hundredths = self.earned.checked_div(self.of)?;
        Some(Share::from_hundredths(u16::try_from(hundredths).unwrap_or(u16::MAX)))
    }
}

/// A course together with what a learner did in it.
#[derive(Clone, Copy)]
pub(super) struct Scores<'a> {
    pub(super) course: &'a Course,
    pub(super) progress: &'a Progress,
}

impl<'a> Scores<'a> {
    pub(super) fn step_state(&self, step: &Step, place: &Place) -> State {
        let work = self.progress.works.get(place);
        match &step.content {
            Content::Reading(_) if self.progress.read.contains_key(&step.id) => State::Done,
            Content::Reading(_) => State::New,
            Content::Exercise(task) => match task.body.thread() {
                Some(thread) => {
                    let posts = self.progress.standing_posts(&step.id).count();
                    let replies =
                        self.progress.standing_posts(&step.id).filter(|post| post.is_reply()).count();
                    if posts >= thread.posts && replies >= thread.replies {
                        State::Done
                    } else if posts > 0 || work.is_some_and(|work| work.is_begun()) {
                        State::Begun
                    } else {
                        State::New
                    }
                }
                None => match work {
                    Some(work) if work.is_done() => State::Done,
                    Some(work) if work.is_begun() => State::Begun,
                    Some(_) | None => State::New,
                },
            },
        }
    }

    pub(super) fn step_share(&self, place: &Place) -> Option<Share> {
        let work = self.progress.works.get(place)?;
        work.best().or(work.revealed.map(|_| Share::NONE))
    }

    pub(super) fn rounds(&self, lesson: &LessonId) -> &'a [Round] {
        self.progress.rounds.get(lesson).map_or(&[], Vec::as_slice)
    }

    pub(super) fn answered(&self, lesson: &LessonId, round: &Round) -> usize {
        let places = round.steps.iter().map(|step| drawn(lesson, round.number, step));
        places.filter(|place| self.progress.works.get(place).is_some_and(|work| work.is_done())).count()
    }

    /// What a whole attempt earned; `None` until it is over.
    pub(super) fn round_share(&self, lesson: &LessonId, round: &Round) -> Option<Share> {
        if self.answered(lesson, round) < round.steps.len() {
            return None;
        }
        let mut points = Points::default();
        for step in &round.steps {
            let share = self.step_share(&drawn(lesson, round.number, step)).unwrap_or(Share::NONE);
            points.add(share, self.points_of(step));
        }
        points.share()
    }

    pub(super) fn best_round(&self, lesson: &LessonId) -> Option<Share> {
        self.rounds(lesson).iter().filter_map(|round| self.round_share(lesson, round)).max()
    }

    pub(super) fn lesson_state(&self, lesson: &Lesson) -> State {
        match &lesson.role {
            Role::Learn => {
                let states =
                    lesson.steps.iter().map(|step| self.step_state(step, &Place::Step(step.id.clone())));
                let states: Vec<State> = states.collect();
                if states.iter().all(|state| *state == State::Done) {
                    State::Done
                } else if states.iter().any(|state| *state != State::New) {
                    State::Begun
                } else {
                    State::New
                }
            }
            Role::Quiz(_) | Role::PreTest(_) | Role::PostTest(_) => {
                let wanted = match &lesson.role {
                    Role::Quiz(_) => {
                        self.course.modules.get(lesson.module).and_then(|module| module.complete.score)
                    }
                    Role::Learn | Role::PreTest(_) | Role::PostTest(_) => None,
                };
                match self.best_round(&lesson.id) {
                    Some(best) if best.percent() >= u16::from(wanted.unwrap_or(0)) => State::Done,
                    _ if self.rounds(&lesson.id).is_empty() => State::New,
                    _ => State::Begun,
                }
            }
        }
    }

    /// Points of what was handed in; for all that could be, say so.
    pub(super) fn lesson_points(&self, lesson: &Lesson, all: bool) -> Points {
        let mut points = Points::default();
        match &lesson.role {
            Role::Learn => {
                for step in &lesson.steps {
                    let Content::Exercise(task) = &step.content else { continue };
                    if task.body.solution().is_none() {
                        continue;
                    }
                    match self.step_share(&Place::Step(step.id.clone())) {
                        Some(share) => points.add(share, u64::from(task.terms.points)),
                        None if all => points.add(Share::NONE, u64::from(task.terms.points)),
                        None => {}
                    }
                }
            }
            Role::Quiz(draw) | Role::PreTest(draw) | Role::PostTest(draw) => {
                match self.best_round(&lesson.id) {
                    Some(share) => points.add(share, draw.count as u64),
                    None if all => points.add(Share::NONE, draw.count as u64),
                    None => {}
                }
            }
        }
        points
    }

    pub(super) fn lessons_of(&self, module: &Module) -> &'a [Lesson] {
        self.course.lessons.get(module.lessons.clone()).unwrap_or(&[])
    }

    /// The lessons that a module needs: all but the extra ones.
    fn needed_of(&self, module: &Module) -> impl Iterator<Item = &'a Lesson> {
        self.lessons_of(module).iter().filter(|lesson| !lesson.extra)
    }

    pub(super) fn module_points(&self, module: &Module, all: bool) -> Points {
        let mut points = Points::default();
        for lesson in self.lessons_of(module).iter().filter(|lesson| lesson.counts()) {
            points.join(self.lesson_points(lesson, all));
        }
        points
    }

    pub(super) fn course_points(&self, all: bool) -> Points {
        let mut points = Points::default();
        for module in &self.course.modules {
            points.join(self.module_points(module, all));
        }
        points
    }

    /// Extra lessons done and extra lessons in all.
    pub(super) fn extras(&self) -> Extras {
        let extra = || self.course.lessons.iter().filter(|lesson| lesson.extra);
        let done = extra().filter(|lesson| self.lesson_state(lesson) == State::Done).count();
        Extras { done, of: extra().count() }
    }

    /// Steps that everybody needs, done and in all; a quiz or test counts as one step.
    pub(super) fn module_steps(&self, module: &Module) -> (usize, usize) {
        let mut done = 0;
        let mut of = 0;
        for lesson in self.needed_of(module) {
            if lesson.role.draw().is_some() {
                of += 1;
                done += usize::from(self.lesson_state(lesson) == State::Done);
                continue;
            }
            of += lesson.steps.len();
            let states = lesson.steps.iter().map(|step| self.step_state(step, &Place::Step(step.id.clone())));
            done += states.filter(|state| *state == State::Done).count();
        }
        (done, of)
    }

    /// What a module still lacks, in sentences.
    pub(super) fn module_lacks(&self, module: &Module) -> Vec<String> {
        let (title, sign) = text::lead(&module.title);
        let mut lacks = Vec::new();
        let mut unread = 0;
        let mut undone = 0;
        for lesson in self.needed_of(module) {
            if lesson.role.draw().is_some() {
                if self.lesson_state(lesson) != State::Done {
                    lacks.push(format!("{title}{sign}take \"{}\".", lesson.title));
                }
                continue;
            }
            for step in &lesson.steps {
                let done = self.step_state(step, &Place::Step(step.id.clone())) == State::Done;
                match step.content {
                    Content::Reading(_) if !done => unread += 1,
                    Content::Exercise(_) if !done => undone += 1,
                    Content::Reading(_) | Content::Exercise(_) => {}
                }
            }
        }
        if module.complete.read && unread > 0 {
            lacks.push(format!("{title}{sign}{unread} {} to read.", plural(unread, "text", "texts")));
        }
        if module.complete.tasks && undone > 0 {
            lacks.push(format!("{title}{sign}{undone} {} to do.", plural(undone, "exercise", "exercises")));
        }
        if let (Some(wanted), Some(share)) = (module.complete.score, self.module_points(module, true).share())
            && share.percent() < u16::from(wanted)
        {
            lacks.push(format!("{title}{sign}{share} of the points, {wanted} % are needed."));
        }
        lacks
    }

    /// What the course still lacks, in sentences.
    pub(super) fn lacks(&self) -> Vec<String> {
        let mut lacks: Vec<String> =
            self.course.modules.iter().flat_map(|module| self.module_lacks(module)).collect();
        if let Some(share) = self.course_points(true).share()
            && share.percent() < u16::from(self.course.pass)
        {
            lacks.push(format!("The course: {share} of all points, {} % are needed.", self.course.pass));
        }
        lacks
    }

    /// True if the results of this lesson are kept back: those of a pre-test until a post-test is over.
    pub(super) fn is_sealed(&self, lesson: &Lesson) -> bool {
        let mut later =
            self.course.lessons.iter().filter(|lesson| matches!(lesson.role, Role::PostTest(_))).peekable();
        matches!(lesson.role, Role::PreTest(_))
            && later.peek().is_some()
            && later.all(|lesson| self.best_round(&lesson.id).is_none())
    }

    /// The first pre-test, once its result may be seen, and the latest post-test.
    pub(super) fn tests(&self) -> TestScores {
        let mut tests = TestScores { before: None, after: None };
        for lesson in &self.course.lessons {
            let mut shares =
                self.rounds(&lesson.id).iter().filter_map(|round| self.round_share(&lesson.id, round));
            match lesson.role {
                Role::PreTest(_) if self.is_sealed(lesson) => {}
                Role::PreTest(_) => tests.before = tests.before.or(shares.next()),
                Role::PostTest(_) => tests.after = shares.next_back().or(tests.after),
                Role::Learn | Role::Quiz(_) => {}
            }
        }
        tests
    }

    fn points_of(&self, step: &StepId) -> u64 {
        self.course.task(step).map_or(1, |task| u64::from(task.terms.points))
    }
}

/// The place of a question in an attempt.
pub(super) fn drawn(lesson: &LessonId, round: u32, step: &StepId) -> Place {
    Place::Drawn { lesson: lesson.clone(), round, step: step.clone() }
}

fn plural<'w>(count: usize, one: &'w str, many: &'w str) -> &'w str {
    if count == 1 { one } else { many }
}
