//! An exercise with the learner's work on it, as a page.

use crate::exercise::{Sheet, Task, Thread};
use crate::session::decide::{NO_WORK, Session};
use crate::session::desk::OpenDesk;
use crate::session::score::Scores;
use crate::session::work::Work;
use crate::session::{Can, Desk, EssayDesk, Outcome, Place, Stage, ThreadDesk};

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
        essay: essay(session, open, task, work, tries > 0),
        thread: task.body.thread().map(|thread| discussion(session, thread, open)),
    }
}

fn essay<'a>(
    session: &'a Session,
    open: &OpenDesk,
    task: &'a Task,
    work: &Work,
    handed_in: bool,
) -> Option<EssayDesk<'a>> {
    let essay = task.body.essay()?;
    let ratings = (0..essay.rubric.len()).map(|line| work.ratings.get(&line).copied()).collect();
    let review = match &open.place {
        Place::Step(step) => session.review_at(step),
        Place::Drawn { .. } => None,
    };
    Some(EssayDesk { essay, model: handed_in, ratings, mark: session.mark_of(&open.place), review })
}

fn discussion<'a>(session: &'a Session, thread: &'a Thread, open: &OpenDesk) -> ThreadDesk<'a> {
    let step = open.place.step();
    let own = || session.progress().standing_posts(step);
    ThreadDesk {
        thread,
        posts: session.posts(step, thread),
        hidden: session.is_kept_back(step, thread),
        posted: own().count(),
        replied: own().filter(|post| post.is_reply()).count(),
        unread: session.unread(step, thread).count(),
        reply_to: open.reply_to.clone(),
        edits: open.edits.clone(),
    }
}
