//! The pages beside the lessons.

use crate::course::{Lesson, Role, Step, StepId, TermId};
use crate::session::route;
use crate::session::score::{Scores, drawn};
use crate::session::search::{Found, Mentions, Target};
use crate::session::{
    ClassPage, Day, Gate, Glossary, Guidance, Hit, ModuleBar, NoteRow, Notes, Place, Poll, Report, RoundRow,
    Search, SourcePage, Sources, TermPage, Time, To, Word,
};

/// The most days that the progress page looks back.
const MAX_DAYS: usize = 60;

pub(super) fn gate<'a>(scores: Scores<'a>, lesson: &'a Lesson) -> Option<Gate<'a>> {
    let draw = lesson.role.draw()?;
    let bank = scores.course.lesson_at(&draw.bank).and_then(|at| scores.course.lessons.get(at))?;
    let rounds: Vec<RoundRow> = scores
        .rounds(&lesson.id)
        .iter()
        .map(|round| RoundRow {
            number: round.number,
            at: round.at,
            answered: scores.answered(&lesson.id, round),
            of: round.steps.len(),
            share: scores.round_share(&lesson.id, round).filter(|_| !scores.is_sealed(lesson)),
            first: round.steps.first().map(|step| drawn(&lesson.id, round.number, step)),
        })
        .collect();
    let module = scores.course.modules.get(lesson.module);
    let pass = match lesson.role {
        Role::Quiz(_) => module.and_then(|module| module.complete.score),
        Role::Learn | Role::PreTest(_) | Role::PostTest(_) => None,
    };
    let tests = match lesson.role {
        Role::PreTest(_) | Role::PostTest(_) => Some(scores.tests()),
        Role::Learn | Role::Quiz(_) => None,
    };
    let once = matches!(lesson.role, Role::PreTest(_));
    let open = route::open_round(scores, &lesson.id).is_some();
    let can_start = open || !once || rounds.is_empty();
    Some(Gate { lesson, draw, bank: bank.steps.len(), pass, rounds, can_start, tests })
}

pub(super) fn report(scores: Scores<'_>) -> Report<'_> {
    let mut modules = Vec::new();
    for module in &scores.course.modules {
        let (done, of) = scores.module_steps(module);
        let share = scores.module_points(module, false).share();
        let complete = scores.module_lacks(module).is_empty();
        modules.push(ModuleBar { title: &module.title, done, of, share, complete });
    }
    let missing = scores.lacks();
    let days = scores.progress.days.iter().rev().take(MAX_DAYS).map(|(day, worked)| Day {
        date: Time::of_day(*day).date(),
        minutes: u32::try_from(worked.milliseconds / 60_000).unwrap_or(u32::MAX),
        answers: worked.answers,
    });
    Report {
        done: modules.iter().map(|module| module.done).sum(),
        of: modules.iter().map(|module| module.of).sum(),
        share: scores.course_points(false).share(),
        minutes: scores.progress.minutes(),
        pass: scores.course.pass,
        complete: missing.is_empty(),
        missing,
        modules,
        tests: scores.tests(),
        extras: scores.extras(),
        days: days.collect(),
    }
}

pub(super) fn search<'a>(scores: Scores<'a>, found: &Found) -> Search<'a> {
    let hits = found.hits.iter().filter_map(|hit| {
        let (to, title, lesson) = match &hit.target {
            Target::Step(id) => {
                let (step, lesson) = step_of(scores, id)?;
                (To::Step(Place::Step(id.clone())), step.title.as_str(), lesson.title.as_str())
            }
            Target::Term(id) => {
                let term = scores.course.terms.get(id)?;
                (To::Glossary(Some(id.to_string())), term.name.as_str(), "Glossary")
            }
        };
        Some(Hit { to, title, lesson, context: hit.context.clone(), found: hit.found.clone() })
    });
    Search { query: found.query.clone(), hits: hits.collect(), more: found.more }
}

pub(super) fn glossary<'a>(scores: Scores<'a>, open: Option<&Mentions>) -> Glossary<'a> {
    let mut terms: Vec<_> = scores.course.terms.iter().collect();
    terms.sort_by_key(|(_, term)| term.name.to_lowercase());
    let open = open.and_then(|mentions| {
        let (id, term) = scores.course.terms.get_key_value(&TermId::from(mentions.name.as_str()))?;
        Some(TermPage { id, term, steps: steps_of(scores, &mentions.steps) })
    });
    Glossary { terms, open }
}

pub(super) fn sources<'a>(scores: Scores<'a>, open: Option<&Mentions>) -> Sources<'a> {
    let sources = scores.course.sources.iter().map(|(code, cited)| (code.as_str(), cited)).collect();
    let open = open.and_then(|mentions| {
        let (code, cited) = scores.course.sources.get_key_value(&mentions.name)?;
        Some(SourcePage { code, cited, steps: steps_of(scores, &mentions.steps) })
    });
    Sources { sources, open }
}

pub(super) fn notes(scores: Scores<'_>) -> Notes<'_> {
    let course = scores.course;
    let mut rows = Vec::new();
    let mut add = |spot: &StepId, to: To, title, lesson| {
        let note = scores.progress.notes.get(spot).map(String::as_str);
        let bookmarked = scores.progress.bookmarks.contains(spot);
        if note.is_some() || bookmarked {
            rows.push(NoteRow { to, title, lesson, note, bookmarked });
        }
    };
    add(&StepId::from(course.id.as_str()), To::Contents, &course.title, "");
    for lesson in &course.lessons {
        if lesson.role.draw().is_some() {
            add(&StepId::from(lesson.id.as_str()), To::Lesson(lesson.id.clone()), &lesson.title, "");
        }
        for step in &lesson.steps {
            let to = To::Step(Place::Step(step.id.clone()));
            add(&step.id, to, step.title.as_str(), lesson.title.as_str());
        }
    }
    Notes { rows }
}

pub(super) fn class<'a>(scores: Scores<'a>, guidance: &'a Guidance) -> ClassPage<'a> {
    let title = |word: &Word| {
        let step = word.about.as_ref().and_then(|step| step_of(scores, step));
        step.map(|(step, _)| step.title.as_str())
    };
    let words = guidance.words.iter().rev().map(|word| (word, title(word))).collect();
    let mine = |poll: &Poll| scores.progress.votes.get(&poll.id).copied();
    let poll = guidance.poll.as_ref().map(|poll| (poll, mine(poll)));
    let people = guidance.count_people();
    ClassPage { words, sent: Vec::new(), people, poll, reviews: Vec::new() }
}

fn step_of<'a>(scores: Scores<'a>, id: &StepId) -> Option<(&'a Step, &'a Lesson)> {
    let at = scores.course.steps.get(id)?;
    let lesson = scores.course.lessons.get(at.lesson)?;
    Some((lesson.steps.get(at.step)?, lesson))
}

fn steps_of<'a>(scores: Scores<'a>, ids: &[StepId]) -> Vec<&'a Step> {
    ids.iter().filter_map(|id| scores.course.step(id)).collect()
}
