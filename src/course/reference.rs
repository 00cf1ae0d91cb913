//! Reading what texts refer to: figures, sources, glossary.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cited, Term, TermId};
use crate::source::{
    Complaint, Complaints, Fields, Figure, Figures, Node, Notes, Reference, Span, is_id, nearest, quoted,
};

/// The most terms of a glossary.
const MAX_TERMS: usize = 2_000;
/// The most spellings of a term beside its name.
const MAX_SPELLINGS: usize = 9;
/// The most sources that a term or figure may cite.
const MAX_CITED: usize = 9;

/// Everything that texts can point to.
pub(super) struct Known {
    pub(super) cited: BTreeMap<String, Cited>,
    pub(super) terms: BTreeMap<TermId, Term>,
    pub(super) spellings: BTreeMap<String, TermId>,
    /// Terms whose single words are also used for other things.
    pub(super) everyday: BTreeSet<TermId>,
}

impl Known {
    /// Complains about what the texts read so far point to and nobody knows.
    pub(super) fn check(&self, notes: &mut Notes<'_>) {
        for (reference, span) in notes.references.drain(..) {
            match reference {
                Reference::Source(code) if !self.cited.contains_key(&code) => {
                    let known = || self.cited.keys().map(String::as_str);
                    let make = || dangling(span, "source", &code, known(), "sources.toml");
                    notes.complaints.add(span, make);
                }
                Reference::Term(term) if !self.spellings.contains_key(&term) => {
                    let known = || self.spellings.keys().map(String::as_str);
                    let make = || dangling(span, "term", &term, known(), "glossary.toml");
                    notes.complaints.add(span, make);
                }
                Reference::Source(_) | Reference::Term(_) => {}
            }
        }
    }
}

fn dangling<'k>(
    span: Span,
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'k str>,
    home: &str,
) -> Complaint {
    let help = match nearest(name, known) {
        Some(near) => format!("Did you mean `{}`?", quoted(near)),
        None => format!("Add it to {home}."),
    };
    Complaint::new(span, format!("There is no {what} `{}` in {home}.", quoted(name))).help(help)
}

/// The terms of a course.
#[derive(Default)]
pub(super) struct Glossary {
    pub(super) terms: BTreeMap<TermId, Term>,
    /// Every spelling of each, in lower case.
    pub(super) spellings: BTreeMap<String, TermId>,
    /// Those whose single words are also used for other things.
    pub(super) everyday: BTreeSet<TermId>,
}

pub(super) fn read_figures(node: &Node, complaints: &mut Complaints) -> Figures {
    let none = Figures::new();
    let mut notes = Notes::new(&none);
    let figures = Fields::read(node, &mut notes, |fields| {
        Some(fields.entries(|key, fields| {
            let figure = Figure { value: fields.line("value")?, as_of: fields.line("as_of")? };
            fields.sources("source", 0..=MAX_CITED);
            if !is_id(&key.name) {
                let message = format!("`{}` cannot be the name of a figure.", quoted(&key.name));
                let help = "Use lower-case letters, digits and hyphens.";
                fields.complain(Complaint::new(key.span, message).help(help));
            }
            Some((key.name.clone(), figure))
        }))
    });
    complaints.append(&mut notes.complaints);
    figures.unwrap_or_default().into_iter().collect()
}

pub(super) fn read_sources(node: &Node, notes: &mut Notes<'_>) -> BTreeMap<String, Cited> {
    let sources = Fields::read(node, notes, |fields| {
        Some(fields.entries(|key, fields| {
            let cited = Cited { title: fields.line("title")?, at: fields.line_opt("at") };
            Some((key.name.clone(), cited))
        }))
    });
    sources.unwrap_or_default().into_iter().collect()
}

pub(super) fn read_glossary(node: &Node, notes: &mut Notes<'_>) -> Glossary {
    let Glossary { mut terms, mut spellings, mut everyday } = Glossary::default();
    Fields::read(node, notes, |fields| {
        fields.each("term", 0..=MAX_TERMS, |fields| {
            let id = fields.id("id");
            let name = fields.line("name");
            let text = fields.prose("text");
            let sources = fields.sources("sources", 0..=MAX_CITED);
            let also = fields.lines("also", 0..=MAX_SPELLINGS);
            let is_everyday = fields.flag_or("everyday", false);
            let (id, name) = (TermId::from(id?), name?);
            if is_everyday {
                everyday.insert(id.clone());
            }
            if terms.contains_key(&id) {
                let complaint = Complaint::new(fields.span_of("id"), format!("There are two terms `{id}`."));
                fields.complain(complaint);
            }
            let own = [id.as_str().to_lowercase(), name.to_lowercase()];
            for spelling in own.into_iter().chain(also.into_iter().map(|(words, _)| words.to_lowercase())) {
                match spellings.get(&spelling) {
                    Some(other) if *other != id => {
                        let message = format!("`{spelling}` means the term `{other}` already.");
                        fields.complain(Complaint::new(fields.span(), message));
                    }
                    Some(_) | None => {
                        spellings.insert(spelling, id.clone());
                    }
                }
            }
            terms.insert(id, Term { name, text: text?, sources });
            Some(())
        });
        Some(())
    });
    Glossary { terms, spellings, everyday }
}
