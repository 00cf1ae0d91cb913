//! An exercise with the learner's work on it, as a page.

use crate::course::LearnerId;
use crate::exercise::{Sheet, Task, Thread};
use crate::session::decide::{NO_WORK, Session};
use crate::session::desk::OpenDesk;
use crate::session::progress::Post;
use crate::session::score::Scores;
use crate::session::work::Work;
use crate::session::{Can, Desk, EssayDesk, Outcome, Place, PostId, PostRow, PostText, Stage, ThreadDesk};

pub(super) fn desk<'a>(
    session: &'a Session,
    scores: Scores<'a>,
    task: &'a Task,
    open: &'a OpenDesk,
) -> Desk<'a> {
    let place = &open.place;
    let work = scores.progress.works.get(place).unwrap_or(NO_WORK);
    let terms = session.terms(place, task);
    let stage = work.stage(task, &terms);
    let sealed = session.is_sealed(place);
    let handed_in = stage != Stage::Open && !sealed;
    let grade = if handed_in { task.body.grade(&open.answer) } else { None };
    let sheet = Sheet { answer: &open.answer, seed: open.seed, grade: grade.as_ref() };
    let solution = match task.body.solution() {
        Some(answer) if !sealed && work.shows_solution(task, &terms) => {
            let shown = Sheet { answer: &answer, seed: open.seed, grade: None };
            Some(task.body.view(&shown))
        }
        Some(_) | None => None,
    };
    let tries = work.tries_of(task).count();
    let helped = matches!(place, Place::Step(_));
    let hints = if helped { &task.hints[..work.hints.min(task.hints.len())] } else { &[] };
    let graded = task.body.solution().is_some();
    Desk {
        place: place.clone(),
        task,
        view: task.body.view(&sheet),
        stage,
        rules: task.body.rules(),
        tries: u32::try_from(tries).unwrap_or(u32::MAX),
        left: match (graded, terms.tries) {
            (true, Some(all)) => {
                Some(u32::from(all).saturating_sub(u32::try_from(tries).unwrap_or(u32::MAX)))
            }
            (true, None) | (false, _) => None,
        },
        worth: work.worth(task, &terms),
        hints,
        outcome: grade
            .as_ref()
            .map(|grade| Outcome { last: grade.share, best: work.best().unwrap_or_default() }),
        remarks: if handed_in { task.body.remarks(&open.answer) } else { Vec::new() },
        explain: task.explain.as_ref().filter(|_| stage == Stage::Over && !sealed),
        solution,
        sealed,
        laid_aside: open.laid_aside,
        can: Can {
            work: stage == Stage::Open,
            check: stage == Stage::Open && task.body.lack(&open.answer).is_none(),
            retry: stage == Stage::Checked,
            hint: stage == Stage::Open && helped && work.hints < task.hints.len(),
            solution: !sealed && work.may_reveal(task, &terms),
            undo: stage == Stage::Open && open.can_undo(),
            redo: stage == Stage::Open && open.can_redo(),
            rate: task.body.essay().is_some() && tries > 0,
        },
        essay: essay(task, work, tries > 0),
        thread: task.body.thread().map(|thread| discussion(scores, thread, open, session.learner())),
    }
}

fn essay<'a>(task: &'a Task, work: &Work, handed_in: bool) -> Option<EssayDesk<'a>> {
    let essay = task.body.essay()?;
    let ratings = (0..essay.rubric.len()).map(|line| work.ratings.get(&line).copied()).collect();
    Some(EssayDesk { essay, model: handed_in, ratings })
}

fn discussion<'a>(
    scores: Scores<'a>,
    thread: &'a Thread,
    open: &OpenDesk,
    learner: &LearnerId,
) -> ThreadDesk<'a> {
    let own = scores.progress.posts.get(open.place.step()).map_or(&[][..], Vec::as_slice);
    let hidden = thread.post_first && own.is_empty();
    let mut posts = Vec::new();
    if !hidden {
        let openings = thread.openings.iter().map(|opening| PostRow {
            id: PostId { by: LearnerId::from(opening.id.as_str()), number: 0 },
            by: &opening.by,
            mine: false,
            at: None,
            depth: 0,
            text: PostText::Prose(&opening.text),
        });
        for row in openings {
            let id = row.id.clone();
            posts.push(row);
            add_replies(&mut posts, own, Some(&id), 1, learner);
        }
        add_replies(&mut posts, own, None, 0, learner);
    }
    ThreadDesk {
        thread,
        posts,
        hidden,
        posted: own.len(),
        replied: own.iter().filter(|post| post.reply_to.is_some()).count(),
        reply_to: open.reply_to.clone(),
    }
}

/// The deepest that a post is shown under what it answers.
const MAX_DEPTH: usize = 4;

fn add_replies<'a>(
    rows: &mut Vec<PostRow<'a>>,
    own: &'a [Post],
    to: Option<&PostId>,
    depth: usize,
    learner: &LearnerId,
) {
    for post in own.iter().filter(|post| post.reply_to.as_ref() == to) {
        if rows.iter().any(|row| row.id == post.id) {
            continue;
        }
        rows.push(PostRow {
            id: post.id.clone(),
            by: post.id.by.as_str(),
            mine: post.id.by == *learner,
            at: Some(post.at),
            depth: depth.min(MAX_DEPTH),
            text: PostText::Plain(&post.text),
        });
        add_replies(rows, own, Some(&post.id), depth + 1, learner);
    }
}
