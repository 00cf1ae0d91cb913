//! Reading `course.toml`: what the course is, and which lessons it wants.

use super::{Complete, FORMAT};
use crate::source::{Complaint, Complaints, Fields, Node, Prose, Span, Value};

/// The most modules of a course.
const MAX_MODULES: usize = 99;
/// The most lessons of a module.
const MAX_LESSONS: usize = 200;
/// The most languages of a course.
const MAX_LANGUAGES: usize = 50;

/// A course file as written.
pub(super) struct Plan {
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) summary: String,
    pub(super) notice: Option<Prose>,
    pub(super) languages: Vec<String>,
    pub(super) pass: u8,
    pub(super) modules: Vec<PlannedModule>,
}

/// A module as written; its lessons are names yet.
pub(super) struct PlannedModule {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) complete: Complete,
    pub(super) lessons: Vec<(String, Span)>,
}

/// False for a format that is newer than this program, before anything else is complained about.
pub(super) fn is_known_format(node: &Node, complaints: &mut Complaints) -> bool {
    let Value::Table(table) = &node.value else { return true };
    let (span, message) = match table.get("format") {
        Some(Node { value: Value::Whole(FORMAT), .. }) => return true,
        Some(Node { value: Value::Whole(newer), span }) if *newer > FORMAT => {
            let message = format!("This course has format {newer}; this program reads up to {FORMAT}.");
            complaints.push(Complaint::new(*span, message).help("Install a newer curricle to take it."));
            return false;
        }
        Some(node) => (node.span, format!("`format` should be {FORMAT}.")),
        None => (Span::top(node.span.file), "The field `format` is missing.".to_owned()),
    };
    complaints.push(Complaint::new(span, message).help(format!("Write `format = {FORMAT}`.")));
    true
}

/// The languages as they are written, before the file is read as a whole.
pub(super) fn languages_of(node: &Node) -> Vec<String> {
    let Value::Table(table) = &node.value else { return Vec::new() };
    let Some(Node { value: Value::List(list), .. }) = table.get("languages") else { return Vec::new() };
    let words = list.iter().filter_map(|node| match &node.value {
        Value::Text { words, .. } => Some(words.clone()),
        _ => None,
    });
    words.collect()
}

/// Reads what `course.toml` says.
pub(super) fn read_plan(fields: &mut Fields<'_, '_>) -> Option<Plan> {
    fields.whole_opt("format", 0..=i64::MAX);
    let id = fields.id("id");
    let title = fields.line("title");
    let summary = fields.line_opt("summary").unwrap_or_default();
    let notice = fields.prose_opt("notice");
    let languages = fields.lines("languages", 1..=MAX_LANGUAGES);
    for (language, span) in &languages {
        if language.len() > 8 || !language.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-') {
            let complaint = Complaint::new(*span, format!("`{language}` is no code of a language."));
            fields.complain(complaint.help("Write two letters, such as `en`."));
        }
    }
    let pass = fields.whole_opt("pass", 0..=100).and_then(|pass| u8::try_from(pass).ok()).unwrap_or(0);
    let modules = fields.each("module", 1..=MAX_MODULES, read_module);
    let languages = languages.into_iter().map(|(language, _)| language).collect();
    Some(Plan { id, title, summary, notice, languages, pass, modules })
}

fn read_module(fields: &mut Fields<'_, '_>) -> Option<PlannedModule> {
    let id = fields.id("id");
    let title = fields.line("title");
    let summary = fields.line_opt("summary").unwrap_or_default();
    let lessons = fields.lines("lessons", 1..=MAX_LESSONS);
    let complete = fields.table("complete", |fields| {
        Some(Complete {
            read: fields.flag_or("read", false),
            tasks: fields.flag_or("tasks", false),
            score: fields.whole_opt("score", 0..=100).and_then(|score| u8::try_from(score).ok()),
        })
    });
    let mut fine = Vec::new();
    for (name, span) in lessons {
        if crate::source::is_id(&name) {
            fine.push((name, span));
        } else {
            let complaint = Complaint::new(span, format!("`{name}` cannot be the name of a lesson."))
                .help("Use lower-case letters, digits and hyphens; the file is MODULE/LESSON.toml.");
            fields.complain(complaint);
        }
    }
    let complete = complete.unwrap_or(Complete { read: true, tasks: true, score: None });
    Some(PlannedModule { id: id?, title: title?, summary, complete, lessons: fine })
}
