//! Whether the minutes that a lesson declares follow from its words and exercises.

use super::{Studied, Study, raw};
use crate::course::Content;
use crate::exercise::kind_named;
use crate::source::{Complaint, Node, Table, Value};

/// Words that are read in a minute, by readers in a second language.
const WORDS_A_MINUTE: usize = 180;
/// By how many percent the declared minutes may differ: readers differ more than that.
const TOLERANCE: usize = 20;
/// Seconds by which they may always differ: whole minutes are declared.
const ROUNDING: usize = 30;
/// Fields whose words are not read before an answer, or by few.
const NOT_READ: &[&str] = &[
    "id",
    "title",
    "kind",
    "hints",
    "explain",
    "sources",
    "because",
    "credit",
    "model",
    "otherwise",
    "accept",
    "scene",
    "wrong",
    "to",
    "pictures",
];

/// Says if the minutes are not honest; `bank` is where a quiz draws from.
pub(super) fn advise(study: &Study<'_>, bank: &Study<'_>, say: &mut dyn FnMut(Complaint)) {
    let mut seconds: usize = bank.steps.iter().map(seconds).sum();
    if let Some(draw) = study.lesson.role.draw() {
        seconds = seconds * draw.count.min(bank.steps.len()) / bank.steps.len().max(1);
    }
    if bank.steps.is_empty() {
        return;
    }
    // Nothing takes less than the one minute that has to be declared.
    let seconds = seconds.max(60);
    let declared = usize::from(study.lesson.minutes);
    let needed = (seconds + 30) / 60;
    let apart = (declared * 60).abs_diff(seconds).saturating_sub(ROUNDING);
    if apart * 100 > seconds * TOLERANCE {
        let message = format!("{declared} minutes are declared, but words and exercises ask for {needed}.");
        let help = format!(
            "{WORDS_A_MINUTE} words are read in a minute; `curricle kinds` says how long each kind takes."
        );
        say(Complaint::new(study.span_of("minutes"), message).help(help));
    }
}

fn seconds(studied: &Studied<'_>) -> usize {
    let words = read(studied.table);
    let work = match &studied.step.content {
        Content::Reading(_) => 0,
        Content::Exercise(task) => kind_named(task.kind).map_or(0, |kind| usize::from(kind.seconds)),
    };
    words * 60 / WORDS_A_MINUTE + work
}

/// The words of a table that are read before an answer.
fn read(table: &Table) -> usize {
    let read = table.0.iter().filter(|(key, _)| !NOT_READ.contains(&key.name.as_str()));
    read.map(|(_, node)| read_node(node)).sum()
}

fn read_node(node: &Node) -> usize {
    match &node.value {
        Value::Text { words, .. } => raw::count(words),
        Value::List(list) => list.iter().map(read_node).sum(),
        Value::Table(table) => read(table),
        Value::Whole(_) | Value::Real(_) | Value::Flag(_) | Value::Date(_) => 0,
    }
}
