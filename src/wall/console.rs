//! Where a trainer's eyes are, and what touches make of it.

use std::collections::BTreeSet;

use super::keys::{Ask, Deed, Prompt, deed, edit};
use super::page::{Page, Pick, PostKey};
use super::posts::private;
use super::rows::rows;
use crate::class::{
    Act, Book, Cohort, CohortId, GroupId, MAX_COMMENT, Moderation, Order, Roll, Spot, Teaching, Wall,
};
use crate::course::{Course, LearnerId, StepId};
use crate::keymap::{Code, Key};
use crate::session::{PostId, Time};
use crate::text::{Draft, Edit};
use crate::ui::{Theme, Touch};

/// What a trainer looks at.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The trainer.
    pub me: &'a LearnerId,
    /// Who is in the class.
    pub book: &'a Book,
    /// What they did.
    pub wall: &'a Wall,
    /// What they take.
    pub course: &'a Course,
    /// The time of day.
    pub now: Time,
    /// The theme of the pictures.
    pub theme: Theme,
}

/// What a console cannot do itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Have the book do this, then [`Console::tell`] what came of it.
    Do(Act),
    /// Keep that the trainer has read this post, and those before it of the same author.
    Read(StepId, PostId),
    /// Show the course, as learners see it.
    Course,
    /// Carry this out, then [`Console::obeyed`], or [`Console::hears`] why not.
    Order(Order),
    /// Keep a table in a file of this name, then [`Console::hears`] where it is.
    Keep {
        /// The name of the file.
        name: String,
        /// The table.
        text: String,
    },
    /// Leave.
    Quit,
}

/// Where a trainer's eyes are.
#[derive(Debug)]
pub struct Console {
    pub(super) size: (u16, u16),
    pub(super) page: Page,
    pub(super) cohort: Option<CohortId>,
    pub(super) group: Option<GroupId>,
    /// True if no names are shown, since others look on.
    pub(super) projector: bool,
    /// Which part of the course the wall shows.
    pub(super) sheet: usize,
    /// Which of the things that can be picked is marked.
    pub(super) focus: usize,
    /// What was marked when the trainer looked last: it stays marked, whatever comes before it.
    held: Option<Pick>,
    /// The discussion whose posts are looked at; all if none.
    pub(super) topic: Option<StepId>,
    /// Posts that were read here.
    pub(super) read: BTreeSet<PostKey>,
    /// Posts in the order of their numbers in lines.
    pub(super) numbers: Vec<PostKey>,
    /// How many posts were said so far.
    pub(super) told: usize,
    /// The first row that is shown, where the marker does not decide.
    pub(super) top: Option<usize>,
    pub(super) prompt: Option<Prompt>,
    pub(super) message: Option<String>,
    /// The mark that is being made.
    pub(super) ratings: Vec<Option<u8>>,
    pub(super) comment: String,
    /// A list of people that is not taken in yet.
    pub(super) list: String,
    /// A list of people that is being said line by line, and for which class.
    pub(super) listing: Option<(CohortId, String)>,
}

impl Console {
    /// A console of so many columns and rows, at the wall.
    pub fn new(columns: u16, rows: u16) -> Self {
        Self {
            size: (columns, rows),
            page: Page::Wall,
            cohort: None,
            group: None,
            projector: false,
            sheet: 0,
            focus: 0,
            held: None,
            topic: None,
            read: BTreeSet::new(),
            numbers: Vec::new(),
            told: 0,
            top: None,
            prompt: None,
            message: None,
            ratings: Vec::new(),
            comment: String::new(),
            list: String::new(),
            listing: None,
        }
    }

    /// Looks at a cohort, if the trainer leads it.
    pub fn look_at(&mut self, cohort: CohortId) {
        self.cohort = Some(cohort);
    }

    /// Says something at the foot until the next touch.
    pub fn tell(&mut self, words: impl Into<String>) {
        self.message = Some(words.into());
    }

    /// The cohort that is looked at: the chosen one, else the first that the trainer leads in this course.
    pub(super) fn cohort<'a>(&self, view: &View<'a>) -> Option<&'a Cohort> {
        let mut led = led(view);
        let chosen = self.cohort.as_ref().and_then(|id| led.iter().position(|cohort| cohort.id == *id));
        let at = chosen.unwrap_or(0);
        (at < led.len()).then(|| led.swap_remove(at))
    }

    /// Those who are looked at.
    pub(super) fn roll<'a>(&'a self, view: &View<'a>) -> Option<Roll<'a>> {
        let View { book, wall, course, .. } = *view;
        Some(Roll { book, wall, course, cohort: self.cohort(view)?, group: self.group.as_ref() })
    }

    pub(super) fn go(&mut self, page: Page) {
        if page != self.page {
            self.page = page;
            self.focus = 0;
            self.held = None;
            self.top = None;
            self.ratings.clear();
            self.comment.clear();
        }
    }

    /// Takes what the trainer did.
    pub fn touch(&mut self, touch: Touch, view: &View<'_>) -> Vec<Wish> {
        match touch {
            Touch::Resize { columns, rows } => {
                self.size = (columns, rows);
                Vec::new()
            }
            Touch::Key(key) => {
                self.message = None;
                let wishes =
                    if self.prompt.is_some() { self.write(key, view) } else { self.press(key, view) };
                self.hold(view);
                wishes
            }
            Touch::Paste { text, .. } => {
                let room = super::draw::room(self);
                if let Some(prompt) = &mut self.prompt {
                    prompt.draft.apply(Edit::Paste(text), room);
                }
                Vec::new()
            }
            Touch::Wheel(notches) => {
                self.scroll(isize::from(notches) * 3, view);
                Vec::new()
            }
            Touch::Press { .. } | Touch::Drag { .. } | Touch::Release { .. } => Vec::new(),
        }
    }

    fn write(&mut self, key: Key, view: &View<'_>) -> Vec<Wish> {
        if key.code() == Code::Esc {
            self.prompt = None;
            return Vec::new();
        }
        let (many, ends) = (self.writes_lines(), key.has_ctrl() && key.code() == Code::Char('d'));
        if (key.code() == Code::Enter && !many) || (many && ends) {
            return self.prompt.take().map_or_else(Vec::new, |prompt| self.say(prompt, view));
        }
        let line = Some(Edit::Insert("\n".to_owned())).filter(|_| key.code() == Code::Enter);
        let room = super::draw::room(self);
        if let (Some(prompt), Some(edit)) = (&mut self.prompt, line.or_else(|| edit(key))) {
            prompt.draft.apply(edit, room);
        }
        Vec::new()
    }

    /// Whether what is written has several lines, so that Enter begins the next one.
    fn writes_lines(&self) -> bool {
        matches!(self.prompt.as_ref().map(|prompt| &prompt.ask), Some(Ask::List(_)))
    }

    /// How what is written is sent.
    pub(super) fn sends(&self) -> &'static str {
        match self.writes_lines() {
            true => "Ctrl-D takes it in  Esc throws it away",
            false => "Enter sends  Esc throws it away",
        }
    }

    fn say(&mut self, prompt: Prompt, view: &View<'_>) -> Vec<Wish> {
        let text = prompt.draft.text().trim().to_owned();
        match prompt.ask {
            Ask::Comment => {
                self.comment = text;
                Vec::new()
            }
            _ if text.is_empty() => Vec::new(),
            Ask::Announce => self.teach(Teaching::Announce(text), view),
            Ask::Hint(to, spot) => self.teach(Teaching::Hint { to, spot, text }, view),
            Ask::Poll => self.teach(poll(&text), view),
            Ask::Private(post) => vec![Wish::Do(private(view, post, text))],
            Ask::Each(spot) => match text.parse() {
                Ok(each) => self.teach(Teaching::OpenReview(spot, each), view),
                Err(_) => {
                    self.tell("Say a number: 1 to 9.");
                    Vec::new()
                }
            },
            Ask::EndReview(spot) if text.eq_ignore_ascii_case("yes") => {
                self.teach(Teaching::CloseReview(spot), view)
            }
            Ask::EndReview(_) => {
                self.tell("The review goes on.");
                Vec::new()
            }
            ask @ (Ask::NewClass
            | Ask::Rename(_)
            | Ask::Dates(_)
            | Ask::NewCode(_)
            | Ask::List(_)
            | Ask::Table(_)
            | Ask::Trainer(_)
            | Ask::TakeAway(..)) => self.order(ask, text, view),
        }
    }

    pub(super) fn teach(&mut self, what: Teaching, view: &View<'_>) -> Vec<Wish> {
        let cohort = self.cohort(view).map(|cohort| cohort.id.clone());
        cohort.map(|cohort| Wish::Do(Act::Teach { cohort, what })).into_iter().collect()
    }

    fn press(&mut self, key: Key, view: &View<'_>) -> Vec<Wish> {
        if let (Page::Essay(essay), Some(digit @ '0'..='3')) = (self.page.clone(), key.character()) {
            self.rate(&essay, digit as u8 - b'0', view);
            return Vec::new();
        }
        let Some(deed) = deed(key, &self.page) else { return Vec::new() };
        match deed {
            Deed::Go(page) if self.projector && !page.is_for_all() => {
                self.tell("Names are hidden. p shows them again.");
            }
            Deed::Go(page) => self.go(page),
            Deed::Up => match self.picks(view).len() {
                0 => self.scroll(-1, view),
                _ => self.mark(self.focus.saturating_sub(1)),
            },
            Deed::Down => match self.picks(view).len() {
                0 => self.scroll(1, view),
                picks => self.mark((self.focus + 1).min(picks - 1)),
            },
            Deed::PageUp => self.scroll(-self.height(), view),
            Deed::PageDown => self.scroll(self.height(), view),
            Deed::Left => self.sheet = self.sheet.saturating_sub(1),
            Deed::Right => {
                self.sheet = (self.sheet + 1).min(super::cells::sheets(self, view).len().saturating_sub(1));
            }
            Deed::Open => return self.open(view),
            Deed::Back => self.back(view),
            Deed::Group => self.next_group(view),
            Deed::Cohort => self.next_cohort(view),
            Deed::Projector => {
                self.projector = !self.projector;
                if self.projector && !self.page.is_for_all() {
                    self.go(Page::Wall);
                }
            }
            Deed::Announce => self.ask(Ask::Announce, "", MAX_COMMENT),
            Deed::Hint => match self.target(view) {
                Some((to, spot)) => self.ask(Ask::Hint(to, spot), "", MAX_COMMENT),
                None => self.tell("Mark a learner who is at a step, or an exercise."),
            },
            Deed::Lead => match self.target(view) {
                Some((_, spot)) => return self.teach(Teaching::Lead(spot), view),
                None => self.tell("Mark a learner who is at a step, or an exercise."),
            },
            Deed::Release => return self.teach(Teaching::Release, view),
            Deed::Poll => self.ask(Ask::Poll, "", MAX_COMMENT),
            Deed::ClosePoll => {
                let open = self.cohort(view).and_then(|cohort| cohort.learning.poll());
                match open.map(|(id, _)| id.clone()) {
                    Some(poll) => return self.teach(Teaching::ClosePoll(poll), view),
                    None => self.tell("There is no open poll."),
                }
            }
            Deed::Comment => {
                let text = self.comment.clone();
                self.ask(Ask::Comment, &text, MAX_COMMENT);
            }
            Deed::Mark => return self.send_mark(view),
            Deed::NextUnread => return self.next_unread(view),
            Deed::Hide => {
                return self.moderate(Moderation::Hide, Moderation::Show, |post| post.hidden, view);
            }
            Deed::Pin => return self.moderate(Moderation::Pin, Moderation::Unpin, |post| post.pinned, view),
            Deed::Lock => {
                return self.moderate(Moderation::Lock, Moderation::Unlock, |post| post.locked, view);
            }
            Deed::Private => self.ask_private(view),
            Deed::Topic => self.choose_topic(view),
            Deed::OpenReview | Deed::GiveOut | Deed::EndReview => return self.review(&deed, view),
            Deed::NewClass => self.ask(Ask::NewClass, "", MAX_COMMENT),
            Deed::About(ask) => self.ask_about_class(ask, view),
            Deed::CodeForOne => return self.code_for_one(view),
            Deed::TakeAway => self.ask_to_take_away(view),
            Deed::Course => return vec![Wish::Course],
            Deed::Quit => return vec![Wish::Quit],
        }
        Vec::new()
    }

    pub(super) fn mark(&mut self, focus: usize) {
        self.focus = focus;
        self.held = None;
        self.top = None;
    }

    /// Which of the things that can be marked is: the one that was, if it is still there.
    pub(super) fn marked(&self, picks: &[&Pick]) -> Option<usize> {
        let held = self.held.as_ref().and_then(|held| picks.iter().position(|pick| *pick == held));
        held.or(Some(self.focus.min(picks.len().checked_sub(1)?)))
    }

    /// From now on the same thing stays marked, whatever comes before it.
    fn hold(&mut self, view: &View<'_>) {
        let picks = self.picks(view);
        let picks: Vec<&Pick> = picks.iter().collect();
        if let Some(at) = self.marked(&picks) {
            self.focus = at;
            self.held = picks.get(at).map(|pick| (*pick).clone());
        }
    }

    fn back(&mut self, view: &View<'_>) {
        let left = self.page.clone();
        self.go(self.page.back());
        // What was open is what is marked.
        if let Page::Post(key) = left {
            self.held = Some(Pick::Post(key));
        } else if let Page::Essay(key) = left {
            self.held = Some(Pick::Essay(key));
        }
        self.hold(view);
    }

    fn height(&self) -> isize {
        isize::try_from(self.size.1.saturating_sub(3).max(1)).unwrap_or(1)
    }

    fn scroll(&mut self, rows: isize, view: &View<'_>) {
        let all = super::rows::rows(self, view, super::draw::room(self)).len();
        let most = all.saturating_sub(usize::from(self.size.1.saturating_sub(2)));
        let top = super::draw::top(self, view);
        self.top = Some(top.saturating_add_signed(rows).min(most));
    }

    pub(super) fn ask(&mut self, ask: Ask, text: &str, limit: usize) {
        self.prompt = Some(Prompt { ask, draft: Draft::new(text, limit) });
    }

    fn picks(&self, view: &View<'_>) -> Vec<Pick> {
        rows(self, view, super::draw::room(self)).into_iter().filter_map(|row| row.pick).collect()
    }

    pub(super) fn picked(&self, view: &View<'_>) -> Option<Pick> {
        let mut picks = self.picks(view);
        let at = self.marked(&picks.iter().collect::<Vec<_>>())?;
        Some(picks.swap_remove(at))
    }

    /// Whom a hint is for and where: a marked learner's step, or an exercise for all.
    fn target(&self, view: &View<'_>) -> Option<(Option<LearnerId>, Spot)> {
        let spot = |step: &StepId| Spot { course: view.course.id.clone(), step: step.clone() };
        let at = |who: &LearnerId| view.wall.seen(who).and_then(|seen| seen.at_step());
        let (who, step) = match (&self.page, self.picked(view)) {
            (Page::Learner(who), _) => (Some(who.clone()), spot(at(who)?)),
            (_, Some(Pick::Learner(who))) => {
                let step = spot(at(&who)?);
                (Some(who), step)
            }
            (_, Some(Pick::Step(step))) => (None, spot(&step)),
            (
                _,
                Some(
                    Pick::Essay(_)
                    | Pick::Post(_)
                    | Pick::Review(_)
                    | Pick::Module(_)
                    | Pick::Line(_)
                    | Pick::Class(_)
                    | Pick::Code(_)
                    | Pick::Person(_),
                )
                | None,
            ) => {
                return None;
            }
        };
        Some((who, step))
    }

    fn open(&mut self, view: &View<'_>) -> Vec<Wish> {
        match self.picked(view) {
            Some(Pick::Learner(who)) if !self.projector => self.go(Page::Learner(who)),
            Some(Pick::Learner(_)) => self.tell("Names are hidden. p shows them again."),
            Some(Pick::Essay(key)) => {
                self.go(Page::Essay(key.clone()));
                let mark = self.cohort(view).and_then(|cohort| cohort.learning.marks.get(&key));
                if let Some(mark) = mark {
                    self.ratings = mark.ratings.iter().copied().map(Some).collect();
                    self.comment.clone_from(&mark.said.text);
                }
            }
            Some(Pick::Post(key)) => return self.read_post(key, view),
            Some(Pick::Review(_)) if self.projector => self.tell("Names are hidden. p shows them again."),
            Some(Pick::Review(step)) => self.go(Page::Review(step)),
            Some(Pick::Class(_)) if self.projector => self.tell("Names are hidden. p shows them again."),
            Some(Pick::Class(id)) => self.open_class(id, view),
            Some(Pick::Code(code)) => self.go(Page::Code(code, Box::new(self.page.clone()))),
            Some(Pick::Module(at)) => {
                let Some(module) = view.course.modules.get(at) else { return Vec::new() };
                let key = (view.course.id.clone(), module.id.clone());
                let closed = self.cohort(view).is_some_and(|cohort| cohort.learning.closed.contains(&key));
                let what = if closed { Teaching::OpenModule } else { Teaching::CloseModule };
                return self.teach(what(key.0, key.1), view);
            }
            Some(Pick::Line(_)) => return self.send_mark(view),
            Some(Pick::Step(_) | Pick::Person(_)) | None => {}
        }
        Vec::new()
    }

    /// From now on this class is looked at.
    pub(super) fn choose(&mut self, cohort: CohortId) {
        if self.cohort.as_ref() != Some(&cohort) {
            self.cohort = Some(cohort);
            self.group = None;
            self.topic = None;
        }
    }

    fn next_group(&mut self, view: &View<'_>) {
        let groups: Vec<_> =
            self.cohort(view).into_iter().flat_map(|cohort| cohort.plan.groups.keys()).collect();
        let next = match &self.group {
            None => 0,
            Some(group) => groups.iter().position(|known| *known == group).map_or(0, |at| at + 1),
        };
        self.group = groups.get(next).map(|group| (*group).clone());
        self.mark(0);
    }

    fn next_cohort(&mut self, view: &View<'_>) {
        let led = led(view);
        let now = self.cohort(view).and_then(|now| led.iter().position(|known| known.id == now.id));
        let next = now.map_or(0, |at| (at + 1) % led.len().max(1));
        if let Some(cohort) = led.get(next) {
            self.choose(cohort.id.clone());
        }
        self.go(Page::Wall);
        self.mark(0);
    }
}

/// The cohorts that take this course and that the trainer leads.
pub(super) fn led<'a>(view: &View<'a>) -> Vec<&'a Cohort> {
    let leads =
        |cohort: &&Cohort| view.book.leads(view.me, cohort) && cohort.plan.courses.contains(&view.course.id);
    view.book.cohorts().filter(leads).collect()
}

/// A poll from `Question? / this / that`.
pub(super) fn poll(text: &str) -> Teaching {
    let mut parts = text.split('/').map(|part| part.trim().to_owned());
    let question = parts.next().unwrap_or_default();
    Teaching::OpenPoll { question, options: parts.collect() }
}
