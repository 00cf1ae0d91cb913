//! The session: commands in, events out.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::desk::OpenDesk;
use super::jotting::Jotting;
use super::progress::Progress;
use super::route::{self, Here};
use super::score::{Scores, drawn};
use super::search::{self, Found};
use super::work::Work;
use super::{
    Board, Command, Event, Guidance, Happened, PeerEssay, Place, PostId, Slip, Stage, Time, To, Visit,
};
use crate::course::{Content, Course, LearnerId, Lesson, LessonId, Role, StepId};
use crate::exercise::{Input, MAX_WRITTEN, Refusal, Seed, Task, Terms, shuffle};
use crate::text;

/// The longest note or report, in bytes.
pub const MAX_NOTE: usize = 4_000;
/// The most pages that can be looked at beside the course before the first is forgotten.
const MAX_ASIDES: usize = 20;

/// One learner in one course.
#[derive(Debug)]
pub struct Session {
    pub(super) course: Arc<Course>,
    pub(super) learner: LearnerId,
    pub(super) logged_in: bool,
    pub(super) guidance: Arc<Guidance>,
    pub(super) progress: Progress,
    pub(super) board: Board,
    /// The posts of the discussion at hand as they are numbered.
    pub(super) numbers: BTreeMap<PostId, usize>,
    pub(super) here: Here,
    pub(super) asides: Vec<Aside>,
    pub(super) desk: Option<OpenDesk>,
    pub(super) jotting: Option<Jotting>,
    /// The comment on an essay of somebody else, written since the last pause.
    pub(super) commenting: Option<(PeerEssay, String)>,
    completion: Completion,
}

/// Whether the course is complete, and whether the learner was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Completion {
    Missing,
    Untold,
    Told,
}

/// A page looked at beside the course.
#[derive(Clone, Debug)]
pub(super) enum Aside {
    Progress,
    Certificate,
    Search(Found),
    Glossary(Option<search::Mentions>),
    Sources(Option<search::Mentions>),
    Notes,
    Class,
    Review(PeerEssay),
    Tour,
}

impl Session {
    /// The session of a learner who did all this before, oldest first.
    pub fn resume<'e>(
        course: Arc<Course>,
        learner: LearnerId,
        events: impl IntoIterator<Item = &'e Event>,
    ) -> Self {
        Self::go_on(course, learner, Progress::of(events))
    }

    /// The session of a learner who came so far before.
    pub fn go_on(course: Arc<Course>, learner: LearnerId, progress: Progress) -> Self {
        let asides = if progress.toured { Vec::new() } else { vec![Aside::Tour] };
        let complete = Scores { course: &course, progress: &progress }.lacks().is_empty();
        let completion = if complete { Completion::Told } else { Completion::Missing };
        let here = Here::Contents;
        Self {
            course,
            learner,
            logged_in: false,
            guidance: Arc::default(),
            progress,
            board: Board::default(),
            numbers: BTreeMap::new(),
            here,
            asides,
            desk: None,
            jotting: None,
            commenting: None,
            completion,
        }
    }

    /// Says that the learner has proved who they are.
    pub fn is_logged_in(&mut self) {
        self.logged_in = true;
    }

    /// Takes in what trainers say and decide; a learner who is led somewhere has to be brought there.
    pub fn guide(&mut self, guidance: Arc<Guidance>) {
        self.guidance = guidance;
    }

    /// What trainers say and decide.
    pub fn guidance(&self) -> &Arc<Guidance> {
        &self.guidance
    }

    /// The course.
    pub fn course(&self) -> &Arc<Course> {
        &self.course
    }

    /// The learner.
    pub fn learner(&self) -> &LearnerId {
        &self.learner
    }

    /// What the learner has done so far.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// True if work on the desk or half-written words are not yet an event; a pause will make them one.
    pub fn has_unwritten_work(&self) -> bool {
        self.jotting.is_some()
            || self.commenting.is_some()
            || self.desk.as_ref().is_some_and(|desk| desk.changed)
    }

    /// Does what is asked; returns what happened, already applied, to be kept for ever.
    ///
    /// # Errors
    /// [`Refusal`] if it cannot be done now; nothing has changed then.
    pub fn handle(&mut self, command: Command, now: Time) -> Result<Vec<Event>, Refusal> {
        let moves = matches!(&command, Command::Go(to) if *to != To::Back);
        let happened = self.decide(command)?;
        let events: Vec<Event> = happened.into_iter().map(|what| Event { at: now, what }).collect();
        for event in &events {
            self.progress.apply(event);
        }
        if !events.is_empty() {
            self.number_posts();
        }
        self.tell_of_completion(&events, moves);
        Ok(events)
    }

    /// Lays the certificate over the next page once the course is complete, so that no feedback is covered.
    fn tell_of_completion(&mut self, events: &[Event], moves: bool) {
        let scores = Scores { course: &self.course, progress: &self.progress };
        if self.completion == Completion::Missing
            && events.iter().any(|event| event.what.may_complete())
            && scores.lacks().is_empty()
        {
            self.completion = Completion::Untold;
        }
        if self.completion != Completion::Untold {
            return;
        }
        if moves && self.asides.is_empty() {
            self.asides.push(Aside::Certificate);
        }
        if matches!(self.asides.last(), Some(Aside::Certificate)) {
            self.completion = Completion::Told;
        }
    }

    fn decide(&mut self, command: Command) -> Result<Vec<Happened>, Refusal> {
        match command {
            Command::Come => Ok(vec![Happened::Came]),
            Command::Leave => {
                let mut happened = self.draft();
                happened.extend(self.read_up());
                happened.push(Happened::Left);
                Ok(happened)
            }
            Command::Pause => Ok(self.draft()),
            Command::Go(to) => self.go(to),
            Command::Start => self.start(),
            Command::Bookmark => {
                let step = self.spot_here();
                let on = !self.progress.bookmarks.contains(&step);
                Ok(vec![Happened::Bookmarked { step, on }])
            }
            Command::Note(text) => {
                let text = text::clean_text(text.trim());
                if text.len() > MAX_NOTE {
                    return Err(Refusal::TooLong);
                }
                let mut happened = self.done_with(Slip::Note, &text);
                happened.push(Happened::Noted { step: self.spot_here(), text });
                Ok(happened)
            }
            Command::Report(text) => self.report(&text),
            Command::Jot(slip, text) => self.jot(slip, &text),
            Command::Work(input) => self.work(&input),
            Command::Undo => self.on_open_desk(OpenDesk::undo),
            Command::Redo => self.on_open_desk(OpenDesk::redo),
            Command::Check if self.reviewing().is_some() => self.hand_in_review(),
            Command::Check => self.check(),
            Command::Retry => self.retry(),
            Command::Hint => self.hint(),
            Command::Solution => self.reveal(),
            Command::Rate { criterion, rating } if self.reviewing().is_some() => {
                self.rate_peer(criterion, rating)
            }
            Command::Rate { criterion, rating } => self.rate(criterion, rating),
            Command::Reply(post) => self.reply(post),
            Command::Quote(post) => self.quote(post),
            Command::Edit(post) => self.edit(&post),
            Command::Delete(post) => self.delete(&post),
            Command::Vote(option) => self.vote(option),
            Command::Follow(step, read) => self.follow(&step, read),
            Command::Comment(text) => self.comment(&text),
        }
    }

    fn go(&mut self, to: To) -> Result<Vec<Happened>, Refusal> {
        let aside = match &to {
            To::Progress => Some(Aside::Progress),
            To::Certificate => Some(Aside::Certificate),
            To::Search(query) => Some(Aside::Search(search::search(&self.course, query))),
            To::Glossary(None) => Some(Aside::Glossary(None)),
            To::Glossary(Some(words)) => {
                let (id, _) = self.course.term(words).ok_or(Refusal::Unknown)?;
                Some(Aside::Glossary(Some(search::mentions_of_term(&self.course, id))))
            }
            To::Sources(None) => Some(Aside::Sources(None)),
            To::Sources(Some(code)) => {
                let code = code.split([' ', ',']).next().unwrap_or("");
                self.course.sources.get(code).ok_or(Refusal::Unknown)?;
                Some(Aside::Sources(Some(search::mentions_of_source(&self.course, code))))
            }
            To::Notes => Some(Aside::Notes),
            To::Class => Some(Aside::Class),
            To::Review(essay) => {
                self.lent(essay).ok_or(Refusal::NotHere)?;
                // From one essay to the next leads no way back through all of them.
                self.asides.pop_if(|aside| matches!(aside, Aside::Review(_)));
                Some(Aside::Review(essay.clone()))
            }
            To::Tour => Some(Aside::Tour),
            To::Back => return self.back(),
            To::Continue
            | To::Contents
            | To::Unread
            | To::Next
            | To::Previous
            | To::Lesson(_)
            | To::Step(_) => None,
        };
        if let Some(aside) = aside {
            let mut happened = self.read_up();
            if self.asides.len() == MAX_ASIDES {
                self.asides.remove(0);
            }
            let hears = matches!(aside, Aside::Class);
            self.asides.push(aside);
            let last = self.guidance.unheard(&self.progress).map(|word| word.at).max();
            happened.extend(last.filter(|_| hears).map(Happened::Heard));
            return Ok(happened);
        }
        let scores = Scores { course: &self.course, progress: &self.progress };
        let target = match to {
            To::Unread => Here::Step(self.next_unread().ok_or(Refusal::NothingNew)?),
            _ => route::target(scores, &self.here, &to).ok_or(Refusal::NotHere)?,
        };
        self.may_go(scores, &target)?;
        let mut happened = self.draft();
        happened.extend(self.read_up());
        happened.extend(self.leave_tour());
        if to == To::Next
            && let Here::Step(Place::Step(step)) = &self.here
            && matches!(self.course.step(step).map(|step| &step.content), Some(Content::Reading(_)))
            && !self.progress.read.contains_key(step)
        {
            happened.push(Happened::Read(step.clone()));
        }
        self.asides.clear();
        self.arrive(target, &mut happened);
        Ok(happened)
    }

    /// Trainers can close modules, and bring everybody to one step.
    fn may_go(&self, scores: Scores<'_>, target: &Here) -> Result<(), Refusal> {
        let lesson = match target {
            Here::Contents => return Ok(()),
            Here::Gate(lesson) => self.course.lesson_at(lesson),
            Here::Step(place) => route::lesson_of(scores, place),
        };
        if let Some(led) = &self.guidance.led
            && self.course.step(led).is_some()
            && !matches!(target, Here::Step(Place::Step(step)) if step == led)
        {
            return Err(Refusal::Led);
        }
        let lesson = lesson.and_then(|at| self.course.lessons.get(at));
        let module = lesson.and_then(|lesson| self.course.modules.get(lesson.module));
        match module {
            Some(module) if self.guidance.closed.contains(&module.id) => Err(Refusal::ModuleClosed),
            Some(_) | None => Ok(()),
        }
    }

    fn vote(&mut self, option: usize) -> Result<Vec<Happened>, Refusal> {
        let poll = self.guidance.poll.as_ref().filter(|poll| poll.open).ok_or(Refusal::NotHere)?;
        if option >= poll.options.len() {
            return Err(Refusal::Unknown);
        }
        let option = u8::try_from(option).map_err(|_| Refusal::Unknown)?;
        Ok(vec![Happened::Voted { poll: poll.id.clone(), option }])
    }

    fn back(&mut self) -> Result<Vec<Happened>, Refusal> {
        let happened = self.leave_tour();
        match self.asides.pop() {
            Some(_) => Ok(happened),
            None if self.here == Here::Contents => Err(Refusal::NotHere),
            None => self.go(To::Contents),
        }
    }

    fn leave_tour(&self) -> Vec<Happened> {
        let in_tour = self.asides.iter().any(|aside| matches!(aside, Aside::Tour));
        if in_tour && !self.progress.toured { vec![Happened::Toured] } else { Vec::new() }
    }

    fn arrive(&mut self, target: Here, happened: &mut Vec<Happened>) {
        self.desk = None;
        match &target {
            Here::Contents => {}
            Here::Gate(lesson) => happened.push(Happened::Visited(Visit::Gate(lesson.clone()))),
            Here::Step(place) => {
                happened.push(Happened::Visited(Visit::Step(place.clone())));
                self.desk = self.lay_out(place);
            }
        }
        self.here = target;
        self.numbers.clear();
    }

    fn lay_out(&self, place: &Place) -> Option<OpenDesk> {
        let task = self.course.task(place.step())?;
        let terms = self.terms(place, task);
        let seed = self.seed(place);
        let none = Work::default();
        let work = self.progress.works.get(place).unwrap_or(&none);
        let (answer, laid_aside) = work.desk(task, &terms, seed);
        let mut desk = OpenDesk::new(place.clone(), seed, answer, laid_aside, work.reply_to.clone());
        desk.edits.clone_from(&work.edits);
        Some(desk)
    }

    fn seed(&self, place: &Place) -> Seed {
        Seed::from_words(&[self.learner.as_str(), self.course.id.as_str(), &place.to_string()])
    }

    /// What may be done here: in quizzes and tests an answer counts once and without help.
    pub(super) fn terms(&self, place: &Place, task: &Task) -> Terms {
        match place {
            Place::Step(_) => task.terms,
            Place::Drawn { .. } => Terms { tries: Some(1), penalty: 0, ..task.terms },
        }
    }

    /// True if results are kept back here.
    pub(super) fn is_sealed(&self, place: &Place) -> bool {
        let Place::Drawn { lesson, .. } = place else { return false };
        let scores = Scores { course: &self.course, progress: &self.progress };
        self.lesson(lesson).is_some_and(|lesson| scores.is_sealed(lesson))
    }

    fn start(&mut self) -> Result<Vec<Happened>, Refusal> {
        let Here::Gate(id) = &self.here else { return Err(Refusal::NotHere) };
        let id = id.clone();
        let lesson = self.lesson(&id).ok_or(Refusal::NotHere)?;
        let draw = lesson.role.draw().ok_or(Refusal::NotHere)?;
        let scores = Scores { course: &self.course, progress: &self.progress };
        let mut happened = Vec::new();
        let place = match route::open_round(scores, &id) {
            Some(place) => place,
            None => {
                let rounds = scores.rounds(&id);
                if matches!(lesson.role, Role::PreTest(_)) && !rounds.is_empty() {
                    return Err(Refusal::NoTryLeft);
                }
                let round = rounds.iter().map(|round| round.number).max().unwrap_or(0).saturating_add(1);
                let bank = self.lesson(&draw.bank).ok_or(Refusal::NotHere)?;
                let mut steps: Vec<StepId> = bank.steps.iter().map(|step| step.id.clone()).collect();
                shuffle(&mut steps, self.seed(&drawn(&id, round, &StepId::from("draw"))));
                // Questions that were not met before come first; the shuffle decides among equals.
                steps.sort_by_key(|step| rounds.iter().filter(|round| round.steps.contains(step)).count());
                steps.truncate(draw.count);
                let first = drawn(&id, round, steps.first().ok_or(Refusal::NotHere)?);
                happened.push(Happened::Drawn { lesson: id.clone(), round, steps });
                first
            }
        };
        self.asides.clear();
        self.arrive(Here::Step(place), &mut happened);
        Ok(happened)
    }

    fn report(&mut self, text: &str) -> Result<Vec<Happened>, Refusal> {
        let text = text::clean_text(text.trim());
        if text.len() > MAX_NOTE {
            return Err(Refusal::TooLong);
        }
        let mut happened = self.done_with(Slip::Report, &text);
        let step = self.spot_here();
        let edition = self.course.task(&step).map(|task| task.edition);
        let answer = self.desk.as_ref().map(|desk| desk.answer.clone());
        happened.push(Happened::Reported { step, edition, answer, text });
        Ok(happened)
    }

    pub(super) fn work(&mut self, input: &Input) -> Result<Vec<Happened>, Refusal> {
        self.open_stage()?;
        let task = self.task_here()?;
        let course = Arc::clone(&self.course);
        let task = course.task(&task).ok_or(Refusal::NotHere)?;
        let desk = self.desk.as_mut().ok_or(Refusal::NotHere)?;
        let clean;
        let input = match input {
            Input::Write(text) => {
                clean = Input::Write(text::clean_text(text));
                &clean
            }
            Input::Choose(_) | Input::Move { .. } | Input::Place { .. } | Input::Lift(_) => input,
        };
        desk.work(task.body.as_ref(), input)?;
        Ok(Vec::new())
    }

    fn on_open_desk(
        &mut self,
        change: impl FnOnce(&mut OpenDesk) -> Result<(), Refusal>,
    ) -> Result<Vec<Happened>, Refusal> {
        self.open_stage()?;
        if self.at_desk()?.0.body.starts_over() {
            return Err(Refusal::Decided);
        }
        change(self.desk.as_mut().ok_or(Refusal::NotHere)?)?;
        Ok(Vec::new())
    }

    fn check(&mut self) -> Result<Vec<Happened>, Refusal> {
        self.open_stage()?;
        let (task, work, desk) = self.at_desk()?;
        if let Some(lack) = task.body.lack(&desk.answer) {
            return Err(Refusal::NotReady(lack));
        }
        let place = desk.place.clone();
        if task.body.thread().is_some() {
            return self.post();
        }
        let worth = work.worth(task, &self.terms(&place, task));
        let penalty = 100 - u32::from(worth.percent());
        let answer = desk.answer.clone();
        let share = task.body.grade(&answer).map(|grade| grade.share.minus_percent(penalty));
        let answered = Happened::Answered { place, edition: task.edition, answer, share };
        if let Some(desk) = &mut self.desk {
            desk.changed = false;
            desk.laid_aside = false;
        }
        Ok(vec![answered])
    }

    fn retry(&mut self) -> Result<Vec<Happened>, Refusal> {
        let (task, work, desk) = self.at_desk()?;
        match work.stage(task, &self.terms(&desk.place, task)) {
            Stage::Open => Err(Refusal::NotHere),
            Stage::Over if matches!(desk.place, Place::Drawn { .. }) => Err(Refusal::Final),
            Stage::Over => Err(Refusal::NoTryLeft),
            Stage::Checked => {
                let reopened = Happened::Reopened(desk.place.clone());
                if task.body.starts_over() {
                    let blank = task.body.blank(desk.seed);
                    self.desk = Some(OpenDesk::new(desk.place.clone(), desk.seed, blank, false, None));
                }
                Ok(vec![reopened])
            }
        }
    }

    fn hint(&self) -> Result<Vec<Happened>, Refusal> {
        self.open_stage()?;
        let (task, work, desk) = self.at_desk()?;
        let helped = matches!(desk.place, Place::Step(_));
        if !helped || work.hints >= task.hints.len() {
            return Err(Refusal::NoHintLeft);
        }
        Ok(vec![Happened::Hinted(desk.place.clone())])
    }

    fn reveal(&self) -> Result<Vec<Happened>, Refusal> {
        let (task, work, desk) = self.at_desk()?;
        if !work.may_reveal(task, &self.terms(&desk.place, task)) {
            return Err(Refusal::NoSolutionYet);
        }
        Ok(vec![Happened::Revealed(desk.place.clone())])
    }

    fn rate(&self, criterion: usize, rating: u8) -> Result<Vec<Happened>, Refusal> {
        let (task, work, desk) = self.at_desk()?;
        let essay = task.body.essay().ok_or(Refusal::NotHere)?;
        if work.tries_of(task).next().is_none() {
            return Err(Refusal::NotHere);
        }
        let known = criterion < essay.rubric.len() && rating < 4;
        let criterion = u8::try_from(criterion).map_err(|_| Refusal::Unknown)?;
        if !known {
            return Err(Refusal::Unknown);
        }
        Ok(vec![Happened::Rated { place: desk.place.clone(), criterion, rating }])
    }

    /// What is half done as events, if it is none yet: words beside the exercise, and the desk.
    fn draft(&mut self) -> Vec<Happened> {
        let mut happened = self.written_down();
        happened.extend(self.comment_written_down());
        let Some(desk) = self.desk.as_mut().filter(|desk| desk.changed) else { return happened };
        desk.changed = false;
        let Some(task) = self.course.task(desk.place.step()) else { return happened };
        happened.push(Happened::Drafted {
            place: desk.place.clone(),
            edition: task.edition,
            answer: desk.answer.clone(),
            reply_to: desk.reply_to.clone(),
            edits: desk.edits.clone(),
        });
        happened
    }

    fn open_stage(&self) -> Result<(), Refusal> {
        let (task, work, desk) = self.at_desk()?;
        match work.stage(task, &self.terms(&desk.place, task)) {
            Stage::Open => Ok(()),
            Stage::Checked => Err(Refusal::HandedIn),
            Stage::Over if matches!(desk.place, Place::Drawn { .. }) => Err(Refusal::Final),
            Stage::Over => Err(Refusal::NoTryLeft),
        }
    }

    pub(super) fn at_desk(&self) -> Result<(&Task, &Work, &OpenDesk), Refusal> {
        if !self.asides.is_empty() {
            return Err(Refusal::NotHere);
        }
        let desk = self.desk.as_ref().ok_or(Refusal::NotHere)?;
        let task = self.course.task(desk.place.step()).ok_or(Refusal::NotHere)?;
        let work = self.progress.works.get(&desk.place).unwrap_or(NO_WORK);
        Ok((task, work, desk))
    }

    fn task_here(&self) -> Result<StepId, Refusal> {
        self.at_desk().map(|(_, _, desk)| desk.place.step().clone())
    }

    /// What notes, bookmarks and reports belong to: the step, else the quiz, else the course as a whole.
    pub(super) fn spot_here(&self) -> StepId {
        match &self.here {
            Here::Step(place) => place.step().clone(),
            Here::Gate(lesson) => StepId::from(lesson.as_str()),
            Here::Contents => StepId::from(self.course.id.as_str()),
        }
    }

    pub(super) fn lesson(&self, id: &LessonId) -> Option<&Lesson> {
        self.course.lessons.iter().find(|lesson| lesson.id == *id)
    }
}

/// The work on an exercise that was never touched.
pub(super) const NO_WORK: &Work = &Work {
    draft: None,
    reply_to: None,
    edits: None,
    tries: Vec::new(),
    reopened: false,
    revealed: None,
    hints: 0,
    ratings: std::collections::BTreeMap::new(),
};

const _: () = assert!(MAX_NOTE <= MAX_WRITTEN);
