//! Pages that are lists beside the course: search, glossary, sources, notes.

use super::paper::{Deed, Hook, Mark, Run};
use super::prose::{lay_prose, lay_sources};
use super::theme::Role;
use super::writer::Writer;
use crate::course::Step;
use crate::session::{Command, Glossary, Hit, Notes, Place, Search, Sources, To};
use crate::text;

/// Writes what was found, with the words around it.
pub(super) fn lay_search(writer: &mut Writer, search: &Search<'_>) {
    let query = text::clean_line(&search.query);
    if search.hits.is_empty() {
        writer.say(format!("Nothing was found for \"{query}\". Try one word, or its beginning."), Role::Text);
        return;
    }
    let count = search.hits.len();
    let found = match (search.more, count) {
        (true, _) => format!("\"{query}\" was found in many places. Here are the first {count}:"),
        (false, 1) => format!("\"{query}\" was found in 1 place:"),
        (false, _) => format!("\"{query}\" was found in {count} places:"),
    };
    writer.say(found, Role::Text);
    for hit in &search.hits {
        writer.gap();
        let hook = Hook::new(writer.nth(), Deed::Do(Command::Go(hit.to.clone())), Mark::Gutter);
        first_is_default(writer, &hook);
        writer.target(hook, |writer| {
            writer.flow(&[
                Run::new(hit.title, Role::Strong),
                Run::new(format!(" - {}", hit.lesson), Role::Text),
            ]);
            writer.within("  ", "  ", |writer| writer.flow(&context(hit)));
        });
    }
}

fn context<'a>(hit: &'a Hit<'_>) -> Vec<Run<'a>> {
    let words = hit.context.as_str();
    let parts = (words.get(..hit.found.start), words.get(hit.found.clone()), words.get(hit.found.end..));
    let (Some(before), Some(found), Some(behind)) = parts else {
        return vec![Run::new(words, Role::Text)];
    };
    vec![Run::new(before, Role::Text), Run::new(found, Role::Selected), Run::new(behind, Role::Text)]
}

/// Writes the open term, or all terms.
pub(super) fn lay_glossary(writer: &mut Writer, glossary: &Glossary<'_>) {
    if let Some(open) = &glossary.open {
        writer.say(&open.term.name, Role::Heading);
        lay_prose(writer, &open.term.text);
        lay_sources(writer, &open.term.sources);
        lay_steps(writer, "Where it is used:", &open.steps);
        writer.gap();
        let hook = Hook::new(writer.nth(), Deed::Do(Command::Go(To::Glossary(None))), Mark::Inner);
        writer.flow(&[Run::button("All words", hook)]);
        return;
    }
    if glossary.terms.is_empty() {
        writer.say("This course has no glossary.", Role::Text);
    }
    for (_, term) in &glossary.terms {
        let deed = Deed::Do(Command::Go(To::Glossary(Some(term.name.clone()))));
        let hook = Hook::new(writer.nth(), deed, Mark::Gutter);
        first_is_default(writer, &hook);
        writer.target(hook, |writer| writer.say(&term.name, Role::Text));
    }
}

/// Writes the open source, or all sources.
pub(super) fn lay_all_sources(writer: &mut Writer, sources: &Sources<'_>) {
    if let Some(open) = &sources.open {
        writer.say(format!("{}: {}", open.code, open.cited.title), Role::Heading);
        if let Some(at) = &open.cited.at {
            writer.say(at, Role::Text);
        }
        lay_steps(writer, "Where it is cited:", &open.steps);
        writer.gap();
        let hook = Hook::new(writer.nth(), Deed::Do(Command::Go(To::Sources(None))), Mark::Inner);
        writer.flow(&[Run::button("All sources", hook)]);
        return;
    }
    if sources.sources.is_empty() {
        writer.say("This course cites no sources.", Role::Text);
    }
    let widest = sources.sources.iter().map(|(code, _)| text::width(code)).max().unwrap_or(0);
    for (code, cited) in &sources.sources {
        let deed = Deed::Do(Command::Go(To::Sources(Some((*code).to_owned()))));
        let hook = Hook::new(writer.nth(), deed, Mark::Gutter);
        first_is_default(writer, &hook);
        let lead = text::pad(&format!("{code}  "), widest + 2);
        let rest = " ".repeat(widest + 2);
        writer.target(hook, |writer| {
            writer.within(&lead, &rest, |writer| writer.say(&cited.title, Role::Text));
        });
    }
}

fn lay_steps(writer: &mut Writer, title: &str, steps: &[&Step]) {
    if steps.is_empty() {
        return;
    }
    writer.gap();
    writer.say(title, Role::Strong);
    for step in steps {
        let deed = Deed::Do(Command::Go(To::Step(Place::Step(step.id.clone()))));
        let hook = Hook::new(writer.nth(), deed, Mark::Gutter);
        writer.target(hook, |writer| writer.within("- ", "  ", |writer| writer.say(&step.title, Role::Text)));
    }
}

/// Writes notes and bookmarks.
pub(super) fn lay_notes(writer: &mut Writer, notes: &Notes<'_>) {
    if notes.rows.is_empty() {
        writer.say("There are no notes and no bookmarks yet. On any screen you can write a note or set a bookmark; the menu has both.", Role::Text);
        return;
    }
    for row in &notes.rows {
        writer.gap();
        let deed = Deed::Do(Command::Go(row.to.clone()));
        let hook = Hook::new(writer.nth(), deed, Mark::Gutter);
        first_is_default(writer, &hook);
        writer.target(hook, |writer| {
            let mark = if row.bookmarked { ", bookmark" } else { "" };
            let lesson = if row.lesson.is_empty() { String::new() } else { format!(" - {}", row.lesson) };
            writer
                .flow(&[Run::new(row.title, Role::Strong), Run::new(format!("{lesson}{mark}"), Role::Text)]);
            if let Some(note) = row.note {
                writer.within("  ", "  ", |writer| writer.say(note, Role::Text));
            }
        });
    }
}

fn first_is_default(writer: &mut Writer, hook: &Hook) {
    if writer.paper.default.is_none() {
        writer.paper.default = Some(hook.aim.clone());
        writer.paper.primary = Some(hook.aim.clone());
    }
}
