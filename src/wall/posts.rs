//! What learners write in discussions: read by a trainer, set in order, answered to the author only.

use super::console::{Console, View, Wish};
use super::keys::Ask;
use super::page::{Page, Pick, PostKey};
use super::rows::{Row, title, wrapped};
use crate::class::{Act, Moderation, PostState, Remark, Roll, Spot, Teaching, remarks};
use crate::course::{LearnerId, StepId};
use crate::exercise::Opening;
use crate::session::PostId;
use crate::text::{self, DOTS, clean_line, pad, truncate};
use crate::ui::Role;

/// The widest name in a list.
const NAME: usize = 14;
/// The widest title of a step in a list.
const TITLE: usize = 16;
/// From so many columns on, a list says where and when.
const WIDE: usize = 60;
/// Words of a post that is answered.
const MAX_ABOVE: usize = 160;

/// The posts that are looked at: unread ones first, and of each kind the newest first.
pub(super) fn list<'a>(console: &Console, view: &View<'_>, roll: &Roll<'a>) -> Vec<Remark<'a>> {
    let mut all = remarks(roll);
    all.retain(|post| console.topic.as_ref().is_none_or(|topic| topic == post.step));
    all.sort_by_key(|post| !is_new(console, view, post));
    all
}

/// Whether the trainer has not read a post, here or in the course.
pub(super) fn is_new(console: &Console, view: &View<'_>, post: &Remark<'_>) -> bool {
    let read = view.wall.seen(view.me).is_some_and(|me| me.progress().has_read(post.step, post.id));
    post.id.by != *view.me && !read && !console.read.contains(&key(post))
}

pub(super) fn key(post: &Remark<'_>) -> PostKey {
    (post.step.clone(), post.id.clone())
}

/// The posts with which the course opens a discussion.
fn openings<'a>(view: &View<'a>, step: &StepId) -> &'a [Opening] {
    let thread = view.course.task(step).and_then(|task| task.body.thread());
    thread.map_or(&[], |thread| &thread.openings)
}

fn opening_id(opening: &Opening) -> PostId {
    PostId { by: LearnerId::from(opening.id.as_str()), number: 0 }
}

fn state_of(view: &View<'_>, roll: &Roll<'_>, (step, post): &PostKey) -> PostState {
    let spot = Spot { course: view.course.id.clone(), step: step.clone() };
    roll.cohort.learning.post(&spot, post)
}

pub(super) fn words_of(state: PostState) -> Vec<&'static str> {
    let PostState { hidden, pinned, locked } = state;
    let words = [(hidden, "hidden"), (pinned, "pinned"), (locked, "locked")];
    words.into_iter().filter(|(on, _)| *on).map(|(_, word)| word).collect()
}

/// A row for each post; where one discussion is chosen, also for what opens it.
pub(super) fn rows(console: &Console, view: &View<'_>, roll: &Roll<'_>, width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(topic) = &console.topic {
        let words = format!("Only: {}", title(view, topic));
        rows.extend(wrapped(&words, width).into_iter().map(|row| Row::of(row.words(), Role::Heading)));
    }
    let posts = list(console, view, roll);
    if posts.is_empty() {
        rows.extend(wrapped("Nobody has written here yet.", width));
    }
    let sign = |state: PostState| words_of(state).first().copied().unwrap_or("");
    rows.extend(posts.iter().map(|post| {
        let new = if is_new(console, view, post) { "new" } else { "" };
        let name = clean_line(post.name);
        let words = if width >= WIDE {
            let (name, at) = (pad(&truncate(&name, NAME, DOTS), NAME), post.at.minute());
            // The year is known.
            let at = at.split_once('-').map_or(at.as_str(), |(_, rest)| rest);
            let title = truncate(&title(view, post.step), TITLE, DOTS).into_owned();
            let title = if console.topic.is_some() { String::new() } else { title + ": " };
            format!("{new:3} {:6} {at} {name} {title}{}", sign(post.state), clean_line(post.text))
        } else {
            let signs: Vec<&str> =
                [new, sign(post.state)].into_iter().filter(|sign| !sign.is_empty()).collect();
            format!("{} {name}: {}", signs.join(" "), clean_line(post.text)).trim_start().to_owned()
        };
        row(&words, width, Pick::Post(key(post)))
    }));
    let steps = console.topic.iter().flat_map(|step| openings(view, step).iter().map(move |one| (step, one)));
    rows.extend(steps.map(|(step, opening)| {
        let key = (step.clone(), opening_id(opening));
        let words = clean_line(&opening.text.words());
        let words = format!("    {:6} {}: {words}", sign(state_of(view, roll, &key)), opening.by);
        row(&words, width, Pick::Post(key))
    }));
    rows
}

fn row(words: &str, width: usize, pick: Pick) -> Row {
    let words = truncate(words, width, DOTS).into_owned();
    Row { spans: vec![(words, Role::Text)], pick: Some(pick) }
}

/// One post as a whole, what it answers, and what was written to its author only.
pub(super) fn one(view: &View<'_>, roll: &Roll<'_>, key: &PostKey, width: usize) -> Vec<Row> {
    let (step, id) = key;
    let state = words_of(state_of(view, roll, key)).join(", ");
    let all = remarks(roll);
    let opening = openings(view, step).iter().find(|opening| opening_id(opening) == *id);
    let post = all.iter().find(|post| post.step == step && post.id == id);
    let mut rows = Vec::new();
    let heads = match (post, opening) {
        (Some(post), _) => {
            let group = post.group.map_or_else(String::new, |group| format!(", {group}"));
            let edited = if post.edited.is_some() { ", changed later" } else { "" };
            let words = text::words(post.text);
            format!("{} ({}){group}, {} UTC, {words} words{edited}", post.name, id.by, post.at.minute())
        }
        (None, Some(opening)) => format!("{}, who opens the discussion", opening.by),
        (None, None) => return wrapped("This post is not here any more.", width),
    };
    rows.extend(wrapped(&heads, width));
    rows.extend(wrapped(&title(view, step), width));
    if !state.is_empty() {
        rows.extend(wrapped(&format!("Now {state}."), width));
    }
    let above = post.and_then(|post| post.reply_to).map(|to| above(view, &all, step, to));
    rows.extend(above.into_iter().flat_map(|words| wrapped(&words, width)));
    rows.push(Row::default());
    let text = match (post, opening) {
        (Some(post), _) => post.text.to_owned(),
        (None, opening) => opening.map_or_else(String::new, |opening| opening.text.words()),
    };
    rows.extend(text.split('\n').flat_map(|line| wrapped(line, width)));
    for said in post.into_iter().flat_map(|post| &post.private) {
        let by = roll.book.person(&said.by).map_or(said.by.as_str(), |person| &person.profile.name);
        rows.push(Row::default());
        let head = format!("{by} to the author only, {} UTC:", said.at.minute());
        rows.extend(wrapped(&head, width).into_iter().map(|row| Row::of(row.words(), Role::Strong)));
        rows.extend(said.text.split('\n').flat_map(|line| wrapped(line, width)));
    }
    rows
}

/// What a post answers, in a few words.
fn above(view: &View<'_>, all: &[Remark<'_>], step: &StepId, to: &PostId) -> String {
    let post = all.iter().find(|post| post.step == step && post.id == to);
    let opening = openings(view, step).iter().find(|opening| opening_id(opening) == *to);
    let (by, words) = match (post, opening) {
        (Some(post), _) => (post.name.to_owned(), clean_line(post.text)),
        (None, Some(opening)) => (opening.by.clone(), clean_line(&opening.text.words())),
        (None, None) => return "Answers a post that is not here.".to_owned(),
    };
    format!("Answers {by}: {}", truncate(&words, MAX_ABOVE, DOTS))
}

impl Console {
    /// The post that is read, or marked.
    pub(super) fn post(&self, view: &View<'_>) -> Option<PostKey> {
        if let Page::Post(key) = &self.page {
            return Some(key.clone());
        }
        if let Some(Pick::Post(key)) = self.picked(view) { Some(key) } else { None }
    }

    /// Opens a post, which is read then.
    pub(super) fn read_post(&mut self, key: PostKey, view: &View<'_>) -> Vec<Wish> {
        self.go(Page::Post(key.clone()));
        self.read.insert(key.clone());
        let Some(roll) = self.roll(view) else { return Vec::new() };
        let (step, PostId { by, .. }) = key;
        // What is kept says "up to this one", so it waits for older posts that were passed over.
        let mut theirs: Vec<Remark<'_>> = remarks(&roll);
        theirs.retain(|post| *post.step == step && post.id.by == by);
        theirs.sort_by_key(|post| post.id.number);
        let read = theirs.iter().take_while(|post| !is_new(self, view, post)).last();
        let new = read.map(|post| post.id.clone()).filter(|post| {
            let kept = view.wall.seen(view.me).is_some_and(|me| me.progress().has_read(&step, post));
            post.by != *view.me && !kept
        });
        new.map(|post| Wish::Read(step, post)).into_iter().collect()
    }

    pub(super) fn next_unread(&mut self, view: &View<'_>) -> Vec<Wish> {
        let first = self.roll(view).and_then(|roll| {
            let posts = list(self, view, &roll);
            posts.first().filter(|post| is_new(self, view, post)).map(key)
        });
        match first {
            Some(key) => self.read_post(key, view),
            None => {
                self.tell("You have read all posts.");
                Vec::new()
            }
        }
    }

    /// Only the discussion of the marked post, or all again.
    pub(super) fn choose_topic(&mut self, view: &View<'_>) {
        self.topic = match self.topic {
            Some(_) => None,
            None => self.post(view).map(|(step, _)| step),
        };
        self.go(Page::Posts);
    }

    /// Turns something about the post on or off.
    pub(super) fn moderate(
        &mut self,
        on: Moderation,
        off: Moderation,
        is_on: fn(PostState) -> bool,
        view: &View<'_>,
    ) -> Vec<Wish> {
        let Some(key) = self.post(view) else {
            self.tell("Mark a post.");
            return Vec::new();
        };
        let now = self.roll(view).map(|roll| state_of(view, &roll, &key)).unwrap_or_default();
        self.teach(moderation(view, key, if is_on(now) { off } else { on }), view)
    }

    pub(super) fn ask_private(&mut self, view: &View<'_>) {
        match self.post(view) {
            Some((_, PostId { number: 0, .. })) => self.tell("The course opens with this post."),
            Some((_, PostId { by, .. })) if by == *view.me => self.tell("This post is your own."),
            Some(key) => self.ask(Ask::Private(key), "", crate::class::MAX_TEXT),
            None => self.tell("Mark a post."),
        }
    }
}

/// The act of doing something to a post.
pub(super) fn moderation(view: &View<'_>, (step, post): PostKey, act: Moderation) -> Teaching {
    Teaching::Moderate(Spot { course: view.course.id.clone(), step }, post, act)
}

/// The act of writing to the author of a post only.
pub(super) fn private(view: &View<'_>, (step, post): PostKey, text: String) -> Act {
    let spot = Spot { course: view.course.id.clone(), step };
    Act::SendNote { to: post.by.clone(), about: Some((spot, post)), text }
}
