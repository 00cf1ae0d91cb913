//! What is to be seen of a discussion: one tree of the author's, one's own and others' posts.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::decide::Session;
use super::progress::Post;
use super::scene::{Digest, Gone, PostRow, PostText};
use super::{Board, Happened, Place, PostId, Standing, Topic, Written};
use crate::course::{Content, LearnerId, Step, StepId};
use crate::exercise::{Opening, Refusal, Thread};

/// The deepest that a post is shown under what it answers.
const MAX_DEPTH: usize = 4;
/// The most authors in one event that tells what was read.
const MAX_READ: usize = 500;

impl Session {
    /// Hands over what others wrote; true if something is another one than before.
    pub fn set_board(&mut self, board: Board) -> bool {
        let other = self.board != board;
        self.board = board;
        self.number_posts();
        other
    }

    /// Numbers the posts of the discussion at hand that have no number yet.
    pub(super) fn number_posts(&mut self) {
        let Some(Place::Step(step)) = self.place() else { return };
        let Some(thread) = self.course.step(step).and_then(thread_of) else { return };
        let rows = self.posts(step, thread).into_iter().map(|row| row.id);
        let fresh: Vec<PostId> = rows.filter(|id| !self.numbers.contains_key(id)).collect();
        for id in fresh {
            let number = self.numbers.len() + 1;
            self.numbers.insert(id, number);
        }
    }

    /// How many posts of others the learner has not read: here, and where they wrote or read before.
    pub(super) fn unread_count(&self) -> usize {
        if self.board.topics().next().is_none() {
            return 0;
        }
        let here = self.place().map(Place::step).and_then(|step| self.course.step(step));
        let here = here.and_then(|step| Some((&step.id, thread_of(step)?)));
        let here = here.filter(|(step, _)| !self.knows(step));
        self.followed().chain(here).map(|(step, thread)| self.unread(step, thread).count()).sum()
    }

    /// True while the posts of a discussion are kept back until the learner has posted.
    pub(super) fn is_kept_back(&self, step: &StepId, thread: &Thread) -> bool {
        thread.post_first && self.progress.posts.get(step).is_none_or(Vec::is_empty)
    }

    /// The posts of a discussion, answers under what they answer.
    pub(super) fn posts<'a>(&'a self, step: &StepId, thread: &'a Thread) -> Vec<PostRow<'a>> {
        if self.is_kept_back(step, thread) {
            return Vec::new();
        }
        let topic = self.board.topic(step);
        let read = self.progress.followed.get(step);
        let mut rows: Vec<Leaf<'a>> = thread.openings.iter().map(Leaf::opening).collect();
        rows.extend(self.progress.posts.get(step).into_iter().flatten().map(Leaf::own));
        let others = topic.into_iter().flat_map(|topic| &topic.posts);
        let others = others.filter(|post| post.id.by != self.learner);
        rows.extend(others.map(|post| Leaf::of(post, is_new(read, &post.id))));
        for leaf in rows.iter_mut().filter(|leaf| leaf.row.mine) {
            leaf.row.private = self.board.private(step, &leaf.row.id);
        }
        let standing = |id: &PostId| topic.map(|topic| topic.standing(id)).unwrap_or_default();
        let mut rows = tree(rows, standing, self.board.moderates());
        for row in &mut rows {
            row.number = self.numbers.get(&row.id).copied().unwrap_or_default();
        }
        rows
    }

    /// The posts of others in a discussion that the learner may see and has not read.
    pub(super) fn unread<'a>(&'a self, step: &StepId, thread: &Thread) -> impl Iterator<Item = &'a Written> {
        let topic = self.board.topic(step).filter(|_| !self.is_kept_back(step, thread));
        let read = self.progress.followed.get(step);
        let seen = |topic: &Topic, post: &Written| self.board.moderates() || !topic.standing(&post.id).hidden;
        let posts = topic.into_iter().flat_map(move |topic| {
            let here = topic.posts.iter().map(AsRef::as_ref);
            here.filter(move |post: &&Written| !post.deleted && seen(topic, post))
        });
        posts.filter(move |post| post.id.by != self.learner && is_new(read, &post.id))
    }

    /// The discussions that the learner wrote or read in, in the order of the course.
    fn followed(&self) -> impl DoubleEndedIterator<Item = (&StepId, &Thread)> {
        let steps = self.course.lessons.iter().filter(|lesson| lesson.role.draw().is_none());
        let steps = steps.flat_map(|lesson| &lesson.steps);
        steps.filter_map(|step| Some((&step.id, thread_of(step)?))).filter(|(step, _)| self.knows(step))
    }

    /// How many posts of others the learner has not read on a step where they wrote or read before.
    pub(super) fn unread_in(&self, step: &Step) -> usize {
        let known = self.knows(&step.id);
        thread_of(step).filter(|_| known).map_or(0, |thread| self.unread(&step.id, thread).count())
    }

    fn knows(&self, step: &StepId) -> bool {
        self.progress.followed.contains_key(step) || self.progress.posts.contains_key(step)
    }

    /// What others wrote that the learner has not read, where the learner wrote or read before.
    pub(super) fn digest(&self) -> Option<Digest> {
        let unread: Vec<&Written> =
            self.followed().flat_map(|(step, thread)| self.unread(step, thread)).collect();
        if unread.is_empty() {
            return None;
        }
        let answers = |post: &&&Written| post.reply_to.as_ref().is_some_and(|to| to.by == self.learner);
        let away = self.progress.away.filter(|(left, _)| unread.iter().all(|post| post.at >= *left));
        Some(Digest {
            replies: unread.iter().filter(answers).count(),
            posts: unread.len(),
            since: away.map(|(left, came)| left.day_before(came)),
        })
    }

    /// The next discussion with posts that the learner has not read; this one only if there is no other.
    pub(super) fn next_unread(&self) -> Option<Place> {
        let here = self.place().map(Place::step);
        let unread: Vec<&StepId> = self
            .followed()
            .filter(|(step, thread)| self.unread(step, thread).next().is_some())
            .map(|(step, _)| step)
            .collect();
        let spot = |step: &StepId| self.course.steps.get(step).map(|at| (at.lesson, at.step));
        let now = here.and_then(spot);
        let later = unread.iter().find(|step| spot(step) > now);
        let next = later.or(unread.first()).filter(|step| Some(**step) != here);
        next.map(|step| Place::Step((*step).clone()))
    }

    /// That these posts of a discussion were read, as far as they were not.
    pub(super) fn follow(&self, step: &StepId, mut read: Vec<PostId>) -> Result<Vec<Happened>, Refusal> {
        self.course.step(step).and_then(thread_of).ok_or(Refusal::Unknown)?;
        read.retain(|post| post.by != self.learner && !self.progress.has_read(step, post));
        let followed = |read: &[PostId]| Happened::Followed { step: step.clone(), read: read.to_vec() };
        Ok(read.chunks(MAX_READ).map(followed).collect())
    }

    /// That all posts of the discussion on the screen were read, if some were not.
    pub(super) fn read_up(&self) -> Vec<Happened> {
        let Some(Place::Step(step)) = self.place().filter(|_| self.asides.is_empty()) else {
            return Vec::new();
        };
        let Some(thread) = self.course.step(step).and_then(thread_of) else { return Vec::new() };
        let mut last: BTreeMap<&LearnerId, u32> = BTreeMap::new();
        for post in self.unread(step, thread) {
            let number = last.entry(&post.id.by).or_default();
            *number = (*number).max(post.id.number);
        }
        let read: Vec<PostId> =
            last.into_iter().map(|(by, number)| PostId { by: by.clone(), number }).collect();
        let followed = |read: &[PostId]| Happened::Followed { step: step.clone(), read: read.to_vec() };
        read.chunks(MAX_READ).map(followed).collect()
    }
}

/// The discussion of a step, if it is one.
pub(super) fn thread_of(step: &Step) -> Option<&Thread> {
    match &step.content {
        Content::Exercise(task) => task.body.thread(),
        Content::Reading(_) => None,
    }
}

fn is_new(read: Option<&BTreeMap<LearnerId, u32>>, post: &PostId) -> bool {
    read.and_then(|read| read.get(&post.by)).is_none_or(|read| post.number > *read)
}

/// A post on its way into the tree.
struct Leaf<'a> {
    row: PostRow<'a>,
    reply_to: Option<&'a PostId>,
}

impl<'a> Leaf<'a> {
    fn new(id: PostId, by: &'a str, text: PostText<'a>) -> Self {
        let row = PostRow {
            id,
            number: 0,
            by,
            mine: false,
            at: None,
            depth: 0,
            text,
            edited: false,
            new: false,
            pinned: false,
            hidden: false,
            open: true,
            private: Vec::new(),
        };
        Self { row, reply_to: None }
    }

    fn opening(opening: &'a Opening) -> Self {
        let id = PostId { by: LearnerId::from(opening.id.as_str()), number: 0 };
        Self::new(id, &opening.by, PostText::Prose(&opening.text))
    }

    fn own(post: &'a Post) -> Self {
        let deleted = post.deleted.is_some();
        let text = if deleted { PostText::Gone(Gone::Deleted) } else { PostText::Plain(&post.text) };
        let mut leaf = Self::new(post.id.clone(), post.id.by.as_str(), text);
        leaf.reply_to = post.reply_to.as_ref();
        leaf.row.mine = true;
        leaf.row.at = Some(post.at);
        leaf.row.edited = post.edited.is_some() && !deleted;
        leaf
    }

    fn of(post: &'a Written, new: bool) -> Self {
        let text = if post.deleted { PostText::Gone(Gone::Deleted) } else { PostText::Plain(&post.text) };
        let mut leaf = Self::new(post.id.clone(), &post.by, text);
        leaf.reply_to = post.reply_to.as_ref();
        leaf.row.at = Some(post.at);
        leaf.row.edited = post.edited.is_some() && !post.deleted;
        leaf.row.new = new && !post.deleted;
        leaf
    }
}

/// Puts posts under what they answer: pinned ones first, then as they came.
///
/// What answers nothing known stands by itself, and so does what answers itself in a circle.
fn tree<'a>(
    mut leaves: Vec<Leaf<'a>>,
    standing: impl Fn(&PostId) -> Standing,
    sees_all: bool,
) -> Vec<PostRow<'a>> {
    leaves.sort_by_cached_key(|leaf| (Reverse(standing(&leaf.row.id).pinned), leaf.row.at));
    let at: BTreeMap<&PostId, usize> =
        leaves.iter().enumerate().map(|(at, leaf)| (&leaf.row.id, at)).collect();
    let above: Vec<Option<usize>> =
        leaves.iter().map(|leaf| leaf.reply_to.and_then(|to| at.get(to)).copied()).collect();
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); leaves.len()];
    for (leaf, above) in above.iter().enumerate() {
        if let Some(above) = above {
            below[*above].push(leaf);
        }
    }
    let roots = (0..leaves.len()).filter(|leaf| above[*leaf].is_none());
    let mut leaves: Vec<Option<PostRow<'a>>> = leaves.into_iter().map(|leaf| Some(leaf.row)).collect();
    let mut rows = Vec::with_capacity(leaves.len());
    // Whatever no root leads to, stands in a circle and is taken up at the end.
    for root in roots.collect::<Vec<_>>().into_iter().chain(0..leaves.len()) {
        let mut open = vec![(root, 0, false)];
        while let Some((leaf, depth, locked)) = open.pop() {
            let Some(mut row) = leaves[leaf].take() else { continue };
            let standing = standing(&row.id);
            let locked = locked || standing.locked;
            open.extend(below[leaf].iter().rev().map(|leaf| (*leaf, depth + 1, locked)));
            row.depth = depth.min(MAX_DEPTH);
            row.pinned = standing.pinned;
            row.hidden = standing.hidden && (row.mine || sees_all);
            if standing.hidden && !row.hidden {
                if below[leaf].is_empty() {
                    continue;
                }
                row.text = PostText::Gone(Gone::Hidden);
                row.new = false;
                row.edited = false;
            }
            row.open = !locked && !matches!(row.text, PostText::Gone(_));
            rows.push(row);
        }
    }
    rows
}
