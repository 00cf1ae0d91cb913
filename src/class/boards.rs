//! The shared discussions of a course: what learners wrote, as each cohort sees it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::book::{Book, PostState};
use super::cohort::Cohort;
use super::id::CohortId;
use crate::course::{CourseId, LearnerId, StepId};
use crate::session::{Board, Event, Happened, PostId, Private, Standing, Time, Topic, Written};

/// The most posts of one person in one discussion that others see.
pub const MAX_POSTS_OF_ONE: u32 = 500;
/// The most posts in a discussion of a cohort; the oldest are left out.
pub const MAX_POSTS: usize = 10_000;

/// What was written in the discussions of a course, folded from the events of all, and who sees it.
///
/// First all that was written is [applied](Boards::apply), then the book is
/// [read](Boards::read); from then on both go on as things happen.
#[derive(Debug)]
pub struct Boards {
    course: CourseId,
    posts: BTreeMap<StepId, BTreeMap<PostId, Post>>,
    class: Class,
    boards: BTreeMap<CohortId, Board>,
}

/// A post, whoever sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Post {
    at: Time,
    reply_to: Option<PostId>,
    text: String,
    edited: Option<Time>,
    deleted: bool,
}

/// What of the book matters to discussions.
#[derive(Debug, Default, PartialEq, Eq)]
struct Class {
    rooms: BTreeMap<CohortId, Room>,
    names: BTreeMap<LearnerId, String>,
    seats: BTreeMap<LearnerId, Seat>,
}

/// What of a cohort matters to discussions.
#[derive(Debug, Default, PartialEq, Eq)]
struct Room {
    people: BTreeSet<LearnerId>,
    standings: BTreeMap<StepId, BTreeMap<PostId, Standing>>,
}

/// With whom somebody talks about the course.
#[derive(Debug, PartialEq, Eq)]
struct Seat {
    cohort: CohortId,
    leads: bool,
    private: Vec<Private>,
}

impl Boards {
    /// The discussions of a course, in which nobody wrote yet.
    pub fn new(course: CourseId) -> Self {
        Self { course, posts: BTreeMap::new(), class: Class::default(), boards: BTreeMap::new() }
    }

    /// Takes in what somebody did; true if others see something new.
    pub fn apply(&mut self, by: &LearnerId, event: &Event) -> bool {
        let Some(step) = self.take(by, event) else { return false };
        let rooms = self.class.rooms.iter().filter(|(_, room)| room.people.contains(by));
        let posts = self.posts.get(&step);
        let mut any = false;
        for (id, room) in rooms {
            let topic = topic(&self.class.names, room, &step, posts, self.boards.get(id));
            let board = self.boards.entry(id.clone()).or_default();
            *board = std::mem::take(board).with_topic(step.clone(), topic);
            any = true;
        }
        any
    }

    /// Takes in the book as it is now; true if somebody sees something else.
    pub fn read(&mut self, book: &Book) -> bool {
        let class = Class::of(book, &self.course);
        if class == self.class {
            return false;
        }
        let before = std::mem::replace(&mut self.class, class);
        // Whoever was erased is gone for good, also if somebody else takes the name.
        let names = &self.class.names;
        let erased = |person: &LearnerId| before.names.contains_key(person) && !names.contains_key(person);
        for posts in self.posts.values_mut() {
            posts.retain(|id, _| !erased(&id.by));
        }
        let mut boards = BTreeMap::new();
        for (id, room) in &self.class.rooms {
            let same = before.names == self.class.names && before.rooms.get(id) == Some(room);
            let board = match self.boards.remove(id).filter(|_| same) {
                Some(board) => board,
                None => self.board(room),
            };
            boards.insert(id.clone(), board);
        }
        self.boards = boards;
        true
    }

    /// What others wrote, for one person.
    pub fn of(&self, person: &LearnerId) -> Board {
        let Some(seat) = self.class.seats.get(person) else { return Board::default() };
        let board = self.boards.get(&seat.cohort).cloned().unwrap_or_default();
        let board = if seat.private.is_empty() { board } else { board.with_private(seat.private.clone()) };
        if seat.leads { board.for_trainer() } else { board }
    }

    /// Whether what one writes is for the other to see.
    pub fn share(&self, one: &LearnerId, other: &LearnerId) -> bool {
        let Some(seat) = self.class.seats.get(other) else { return false };
        self.class.rooms.get(&seat.cohort).is_some_and(|room| room.people.contains(one))
    }

    /// Keeps what somebody wrote; the discussion, if it changed. Nobody writes in another's name.
    fn take(&mut self, by: &LearnerId, event: &Event) -> Option<StepId> {
        let (step, id) = match &event.what {
            Happened::Posted { step, post, .. }
            | Happened::Edited { step, post, .. }
            | Happened::Deleted { step, post } => (step, post),
            Happened::Came
            | Happened::Left
            | Happened::Toured
            | Happened::Visited(_)
            | Happened::Read(_)
            | Happened::Drafted { .. }
            | Happened::Answered { .. }
            | Happened::Reopened(_)
            | Happened::Hinted(_)
            | Happened::Revealed(_)
            | Happened::Rated { .. }
            | Happened::Followed { .. }
            | Happened::Heard(_)
            | Happened::Voted { .. }
            | Happened::Wrote { .. }
            | Happened::Introduced { .. }
            | Happened::Grouped { .. }
            | Happened::ReviewDrafted { .. }
            | Happened::Reviewed { .. }
            | Happened::Drawn { .. }
            | Happened::Noted { .. }
            | Happened::Jotted { .. }
            | Happened::Bookmarked { .. }
            | Happened::Reported { .. } => return None,
        };
        if id.by != *by || !(1..=MAX_POSTS_OF_ONE).contains(&id.number) {
            return None;
        }
        let known = self.posts.get_mut(step).and_then(|posts| posts.get_mut(id));
        match (&event.what, known) {
            (Happened::Posted { reply_to, text, .. }, None) => {
                let (reply_to, text) = (reply_to.clone(), text.clone());
                let post = Post { at: event.at, reply_to, text, edited: None, deleted: false };
                self.posts.entry(step.clone()).or_default().insert(id.clone(), post);
            }
            (Happened::Edited { text, .. }, Some(post)) if !post.deleted => {
                post.text.clone_from(text);
                post.edited = Some(event.at);
            }
            (Happened::Deleted { .. }, Some(post)) => {
                post.text.clear();
                post.deleted = true;
            }
            // A post that comes twice is the same one.
            _ => return None,
        }
        Some(step.clone())
    }

    fn board(&self, room: &Room) -> Board {
        let steps: BTreeSet<&StepId> = self.posts.keys().chain(room.standings.keys()).collect();
        steps.into_iter().fold(Board::default(), |board, step| {
            let topic = topic(&self.class.names, room, step, self.posts.get(step), None);
            board.with_topic(step.clone(), topic)
        })
    }
}

/// A discussion as a cohort sees it; what did not change is shared with the board before.
fn topic(
    names: &BTreeMap<LearnerId, String>,
    room: &Room,
    step: &StepId,
    posts: Option<&BTreeMap<PostId, Post>>,
    before: Option<&Board>,
) -> Topic {
    let before = before.and_then(|board| board.topic(step)).map_or(&[][..], |topic| &topic.posts);
    let known: BTreeMap<&PostId, &Arc<Written>> = before.iter().map(|post| (&post.id, post)).collect();
    let here = posts.into_iter().flatten().filter(|(id, _)| room.people.contains(&id.by));
    let mut posts: Vec<Arc<Written>> = here
        .map(|(id, post)| {
            let by = names.get(&id.by).map_or(id.by.as_str(), String::as_str);
            match known.get(id) {
                Some(known) if post.stands_as(known, by) => Arc::clone(known),
                Some(_) | None => Arc::new(post.written(id, by)),
            }
        })
        .collect();
    posts.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    posts.drain(..posts.len().saturating_sub(MAX_POSTS));
    Topic { posts, standings: room.standings.get(step).cloned().unwrap_or_default() }
}

impl Post {
    fn written(&self, id: &PostId, by: &str) -> Written {
        let Self { at, reply_to, text, edited, deleted } = self.clone();
        Written { id: id.clone(), by: by.to_owned(), at, reply_to, text, edited, deleted }
    }

    /// True if others see it like this already.
    fn stands_as(&self, written: &Written, name: &str) -> bool {
        let Written { id: _, by, at, reply_to, text, edited, deleted } = written;
        let Self { at: own_at, reply_to: own_to, text: own, edited: own_edited, deleted: own_deleted } = self;
        (by.as_str(), text) == (name, own)
            && (at, reply_to, edited, deleted) == (own_at, own_to, own_edited, own_deleted)
    }
}

impl Class {
    fn of(book: &Book, course: &CourseId) -> Self {
        let names = book.people().map(|person| (person.id.clone(), person.shown().name.to_owned())).collect();
        let mut class = Self { names, ..Self::default() };
        for cohort in book.cohorts().filter(|cohort| cohort.plan.courses.contains(course)) {
            class.rooms.insert(cohort.id.clone(), Room::of(cohort, course));
            let members = cohort.members.keys().map(|person| (person, false));
            for (person, leads) in cohort.trainers.iter().map(|person| (person, true)).chain(members) {
                class.seats.entry(person.clone()).or_insert_with(|| Seat {
                    cohort: cohort.id.clone(),
                    leads,
                    private: private(book, course, person),
                });
            }
        }
        class
    }
}

impl Room {
    fn of(cohort: &Cohort, course: &CourseId) -> Self {
        let people = cohort.members.keys().chain(&cohort.trainers).cloned().collect();
        let mut room = Self { people, ..Self::default() };
        for ((spot, post), state) in &cohort.learning.posts {
            let PostState { hidden, pinned, locked } = *state;
            let standing = Standing { hidden, pinned, locked };
            if spot.course == *course && standing != Standing::default() {
                room.standings.entry(spot.step.clone()).or_default().insert(post.clone(), standing);
            }
        }
        room
    }
}

/// What was written to somebody only about their posts.
fn private(book: &Book, course: &CourseId, person: &LearnerId) -> Vec<Private> {
    let notes = book.notes_to(person).filter_map(|note| Some((note, note.about.as_ref()?)));
    let notes = notes.filter(|(_, (spot, post))| spot.course == *course && post.by == *person);
    notes
        .map(|(note, (spot, post))| Private {
            step: spot.step.clone(),
            about: post.clone(),
            by: book.called(&note.said.by),
            at: note.said.at,
            text: note.said.text.clone(),
        })
        .collect()
}
