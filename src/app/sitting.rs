//! A session joined to the store.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::{Keeper, Kept, Reports, Unsaved};
use crate::course::{Course, LearnerId};
use crate::exercise::{Input, Refusal};
use crate::linear::Turn;
use crate::session::{Board, Command, Event, Guidance, Place, Progress, Scene, Session, Time, To};
use crate::store::{Damage, EventError, Store, StoreError, Stream, StreamError, from_stored};

/// So long after the last change, half-done work is written down.
const PAUSE: i64 = 1_000;
/// So long at the most it lies unwritten while changes go on.
const LONGEST_UNWRITTEN: i64 = 5_000;
/// So long after a failure the disk is tried again by itself.
const RETRY: i64 = 3_000;
/// How long leaving waits for the disk, each time that it tries.
pub(super) const LAST_PATIENCE: Duration = Duration::from_secs(5);
/// How often leaving tries.
const LAST_TRIES: usize = 2;

/// Why a sitting cannot begin.
#[derive(Debug)]
pub enum OpenError {
    /// The learner or course has a name that the store cannot keep.
    Name(StreamError),
    /// The store cannot be read.
    Store(StoreError),
    /// The learner's work was written by a newer program.
    Event(EventError),
}

impl fmt::Display for OpenError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenError::Name(error) => error.fmt(out),
            OpenError::Store(error) => error.fmt(out),
            OpenError::Event(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for OpenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            OpenError::Name(error) => Some(error),
            OpenError::Store(error) => Some(error),
            OpenError::Event(error) => Some(error),
        }
    }
}

/// One learner at work.
pub struct Sitting {
    session: Session,
    keeper: Keeper,
    reports: Option<Reports>,
    first_change: Option<Time>,
    last_change: Option<Time>,
    retry_at: Option<Time>,
    /// What happened and is for others, too, once it is on the disk; none is collected for one who is alone.
    news: Option<Vec<Event>>,
    /// Entries of the learner that this program cannot make sense of; they stay in the store.
    pub unread: usize,
    /// What the store found damaged before the sitting began.
    pub damage: Vec<Damage>,
}

impl Sitting {
    /// Takes up a learner's work where it was left.
    ///
    /// # Errors
    /// [`OpenError`] if the work cannot be read as a whole; nothing was written then.
    pub fn open(
        store: Arc<dyn Store>,
        course: Arc<Course>,
        learner: &str,
        reports: Option<Reports>,
        now: Time,
    ) -> Result<Self, OpenError> {
        let stream = Stream::of_person(learner, course.id.as_str()).map_err(OpenError::Name)?;
        let (progress, unread) = progress(store.as_ref(), &stream)?;
        // Asked for before anything is written, so that the first picture need not wait for that.
        let damage = store.damage().map_err(OpenError::Store)?;
        let session = Session::go_on(course, LearnerId::from(learner), progress);
        let keeper = Keeper::new(store, stream);
        let mut sitting = Self {
            session,
            keeper,
            reports,
            first_change: None,
            last_change: None,
            retry_at: None,
            news: None,
            unread,
            damage,
        };
        // A newcomer may be refused nothing here, so there is no refusal to tell.
        let _ = sitting.ask(Command::Come, now);
        Ok(sitting)
    }

    /// What is to be seen now.
    pub fn scene(&self) -> Scene<'_> {
        self.session.scene()
    }

    /// The session.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Does what the learner asks and hands what happened to the disk.
    ///
    /// # Errors
    /// [`Refusal`] if it cannot be done now.
    pub fn ask(&mut self, command: Command, now: Time) -> Result<(), Refusal> {
        // A letter is written down at the next pause, any other change of the desk at once.
        let pauses = matches!(command, Command::Work(Input::Write(_)) | Command::Jot(..));
        let mut events = self.session.handle(command, now)?;
        if !pauses && self.session.has_unwritten_work() {
            events.extend(self.session.handle(Command::Pause, now)?);
        }
        self.keep(&events);
        self.look_at_desk(now);
        Ok(())
    }

    /// Lets a talk handle the session itself; what happened goes to the disk.
    pub(super) fn turn(&mut self, now: Time, take: impl FnOnce(&mut Session) -> Turn) -> Turn {
        let turn = take(&mut self.session);
        self.keep(&turn.events);
        self.look_at_desk(now);
        turn
    }

    /// Writes half-done work down now; true if there was any.
    pub(super) fn write_down(&mut self, now: Time) -> bool {
        let any = self.session.has_unwritten_work();
        // Half-done work that cannot be an event yet stays on the desk and is tried at the next change.
        let _ = self.ask(Command::Pause, now);
        any
    }

    fn look_at_desk(&mut self, now: Time) {
        if self.session.has_unwritten_work() {
            self.first_change.get_or_insert(now);
            self.last_change = Some(now);
        } else {
            self.first_change = None;
            self.last_change = None;
        }
    }

    /// Takes in what trainers say and decide; true if that changes anything.
    ///
    /// A learner who is led somewhere is brought there.
    pub fn guide(&mut self, guidance: Arc<Guidance>, now: Time) -> bool {
        if **self.session.guidance() == *guidance {
            return false;
        }
        let led = guidance.led.clone().filter(|led| self.session.guidance().led.as_ref() != Some(led));
        self.session.guide(guidance);
        if let Some(step) = led {
            // A course without that step has nowhere to bring anybody.
            let _ = self.ask(Command::Go(To::Step(Place::Step(step))), now);
        }
        true
    }

    /// Says that the learner has proved who they are.
    pub fn is_logged_in(&mut self) {
        self.session.is_logged_in();
    }

    /// Hands over what others wrote; true if something is another one than before.
    pub fn meet(&mut self, board: Board) -> bool {
        self.session.set_board(board)
    }

    /// Collects what happens from now on, for [`Sitting::take_news`].
    pub fn collect_news(&mut self) {
        self.news.get_or_insert_default();
    }

    /// What happened since the last call and is on the disk.
    pub fn take_news(&mut self) -> Vec<Event> {
        if self.keeper.is_kept() {
            self.news.as_mut().map(std::mem::take).unwrap_or_default()
        } else {
            Vec::new()
        }
    }

    /// True while something is on its way to the disk.
    #[must_use]
    pub fn awaits_disk(&self) -> bool {
        self.keeper.awaits_disk()
    }

    /// Has a function called whenever the disk has answered, for those who do not wait for it.
    pub fn when_answered(&mut self, call: Arc<dyn Fn() + Send + Sync>) {
        self.keeper.when_answered(call);
    }

    /// Waits a moment for the disk, so that the next picture can say "saved" at once.
    pub fn settle(&mut self, patience: Duration, now: Time) -> Kept {
        let kept = self.keeper.settle(patience);
        self.retry_at = match kept {
            Kept::Failing(_) => self.retry_at.or(Some(Time(now.0 + RETRY))),
            Kept::Saved | Kept::Saving => None,
        };
        match kept {
            Kept::Saved if self.session.has_unwritten_work() => Kept::Saving,
            Kept::Saved | Kept::Saving | Kept::Failing(_) => kept,
        }
    }

    /// When [`Sitting::wake`] has something to do, if nothing else happens.
    pub fn wakes_at(&self) -> Option<Time> {
        let pause = self.last_change.map(|last| last.0 + PAUSE);
        let longest = self.first_change.map(|first| first.0 + LONGEST_UNWRITTEN);
        let draft = pause.into_iter().chain(longest).min().map(Time);
        draft.into_iter().chain(self.retry_at).min()
    }

    /// Does what is due: writes half-done work down, tries the disk again.
    pub fn wake(&mut self, now: Time) {
        let due = |at: Option<Time>, after: i64| at.is_some_and(|at| now.0 >= at.0 + after);
        if due(self.last_change, PAUSE) || due(self.first_change, LONGEST_UNWRITTEN) {
            self.write_down(now);
            self.first_change = None;
            self.last_change = None;
        }
        if due(self.retry_at, 0) {
            self.retry_at = None;
            self.keeper.retry();
        }
    }

    /// Does all that can be done to have everything on the disk; tells what is not.
    ///
    /// # Errors
    /// [`Unsaved`] if something that the learner would miss is not on the disk.
    pub fn secure(&mut self, patience: Duration, now: Time) -> Result<(), Unsaved> {
        self.write_down(now);
        self.finish(patience)
    }

    /// Leaves: everything on the desk becomes an event, and the disk is waited for.
    ///
    /// # Errors
    /// [`Unsaved`] if something that the learner would miss is not on the disk.
    pub fn leave(&mut self, patience: Duration, now: Time) -> Result<(), Unsaved> {
        let _ = self.ask(Command::Leave, now);
        self.finish(patience)
    }

    /// Waits for the disk after the learner left.
    pub(super) fn finish(&mut self, patience: Duration) -> Result<(), Unsaved> {
        // The first word may be the answer to an older try.
        for _ in 0..LAST_TRIES {
            self.keeper.retry();
            if self.keeper.settle(patience) == Kept::Saved {
                return Ok(());
            }
        }
        self.keeper.unsaved().map_or(Ok(()), Err)
    }

    fn keep(&mut self, events: &[Event]) {
        if events.is_empty() {
            return;
        }
        self.keeper.keep(events);
        if let Some(news) = &mut self.news {
            news.extend_from_slice(events);
        }
        if let Some(reports) = &self.reports {
            for event in events {
                let learner = self.session.learner().as_str();
                // The report is an event, too, so a file that cannot be written loses nothing.
                let _ = reports.add(learner, self.session.course().id.as_str(), event);
            }
        }
    }
}

/// What a learner has done in a course, and how many entries were no events that this program knows.
///
/// # Errors
/// [`OpenError`] if the work cannot be read as a whole.
pub fn progress(store: &dyn Store, stream: &Stream) -> Result<(Progress, usize), OpenError> {
    let mut unread = 0;
    let mut progress = Progress::default();
    // Years of work are thousands of entries; none is kept longer than it takes to apply it.
    for stored in store.read(stream).map_err(OpenError::Store)? {
        match from_stored(&stored) {
            Ok(event) => progress.apply(&event),
            Err(error @ EventError::TooNew(_)) => return Err(OpenError::Event(error)),
            Err(EventError::Shape(_) | EventError::TooLong) => unread += 1,
        }
    }
    Ok((progress, unread))
}
