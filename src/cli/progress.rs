//! `curricle progress`: how far learners are, for people or for programs.

use std::sync::Arc;

use serde_json::{Value, json};

use super::args::Settings;
use super::{Trouble, learner, open, print};
use crate::app;
use crate::course::{Course, LearnerId};
use crate::exercise::Share;
use crate::linear;
use crate::session::{Command, Page, Report, Session, To};
use crate::store::Stream;
use crate::terminal::now;

pub(super) fn progress(settings: &Settings, as_json: bool) -> Result<(), Trouble> {
    let data = open::data_folder(settings)?;
    let course = open::course(settings, &data)?;
    let store = open::store_to_read(&data)?;
    let wanted = learner::named(settings, store.as_ref())?;
    let mut learners: Vec<Stream> = store.streams()?;
    learners.retain(|stream| stream.course() == course.id.as_str());
    learners.retain(|stream| wanted.as_deref().is_none_or(|name| name == stream.learner()));
    let mut rows = Vec::new();
    let mut text = String::new();
    for stream in &learners {
        let (progress, _) = app::progress(store.as_ref(), stream)?;
        let mut session = Session::go_on(Arc::clone(&course), LearnerId::from(stream.learner()), progress);
        // Looking at a page makes no event and is never refused.
        let _ = session.handle(Command::Go(To::Progress), now());
        let scene = session.scene();
        let Page::Progress(report) = &scene.page else { continue };
        if as_json {
            rows.push(row(stream, &course, report));
        } else {
            text.push_str(&format!("{}\n", linear::report(stream.learner(), report)));
        }
    }
    if as_json {
        return print(&format!("{:#}\n", Value::Array(rows)));
    }
    if learners.is_empty() {
        text.push_str("Nobody has begun this course here.\n");
    }
    print(&text)
}

fn row(stream: &Stream, course: &Course, report: &Report<'_>) -> Value {
    let percent = |share: Option<Share>| share.map(Share::percent);
    let modules = report.modules.iter().map(|module| {
        json!({
            "title": module.title,
            "steps_done": module.done,
            "steps": module.of,
            "percent": percent(module.share),
            "complete": module.complete,
        })
    });
    let days = report
        .days
        .iter()
        .map(|day| json!({ "date": day.date, "minutes": day.minutes, "answers": day.answers }));
    json!({
        "learner": stream.learner(),
        "course": course.id.as_str(),
        "steps_done": report.done,
        "steps": report.of,
        "percent": percent(report.share),
        "extra_lessons_done": report.extras.done,
        "extra_lessons": report.extras.of,
        "minutes": report.minutes,
        "complete": report.complete,
        "missing": report.missing,
        "pretest_percent": percent(report.tests.before),
        "posttest_percent": percent(report.tests.after),
        "modules": modules.collect::<Vec<_>>(),
        "days": days.collect::<Vec<_>>(),
    })
}
