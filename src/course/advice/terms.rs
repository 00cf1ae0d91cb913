//! Whether terms of the glossary are linked where a lesson first uses them, and spelled alike.

use std::collections::BTreeSet;

use super::{Studied, Study, raw};
use crate::course::reference::Known;
use crate::course::{Content, TermId};
use crate::source::{Complaint, Node, Span, Table, Value};

/// Says which terms a lesson uses before it links them, or writes in another way.
pub(super) fn advise(study: &Study<'_>, known: &Known, say: &mut dyn FnMut(Complaint)) {
    // Questions of a bank are drawn in any order: there is no first use.
    if study.is_bank() {
        return;
    }
    let mut linked: BTreeSet<&TermId> = BTreeSet::new();
    let mut used: BTreeSet<&TermId> = BTreeSet::new();
    for studied in &study.steps {
        if let Some(field) = Field::plain(studied) {
            spelled(&field, known, say);
        }
        for field in Field::all(studied) {
            let links: Vec<(usize, &TermId)> = raw::links(field.words)
                .into_iter()
                .filter_map(|(at, name)| Some((at, known.spellings.get(&name)?)))
                .collect();
            for (spelling, id) in &known.spellings {
                if linked.contains(id) || used.contains(id) {
                    continue;
                }
                let Some(at) = field.find(spelling, |at, words, behind| {
                    is_telling(known, id, words, behind) && !field.is_within_longer(at, spelling, known)
                }) else {
                    continue;
                };
                if links.iter().any(|(link, other)| other == &id && *link < at) {
                    continue;
                }
                used.insert(id);
                let written = &field.blank[at..at + spelling.len()];
                let message =
                    format!("The term `{written}` is used here for the first time without its link.");
                say(Complaint::new(field.place(at, spelling.len()), message)
                    .help("Write [[term]] or [[term|words]]."));
            }
            linked.extend(links.into_iter().map(|(_, id)| id));
            spelled(&field, known, say);
        }
    }
}

/// True if the words can hardly mean anything but the term: a word of every day has other uses, a name
/// without its capital is none, and words within a longer name belong to that name.
fn is_telling(known: &Known, id: &TermId, words: &str, behind: &str) -> bool {
    let capital = |words: &str| words.starts_with(char::is_uppercase);
    let in_a_name = behind.strip_prefix(' ').is_some_and(capital) && capital(words);
    let is_name = known.terms.get(id).is_some_and(|term| capital(&term.name));
    let is_other = !words.contains(' ') && (known.everyday.contains(id) || (is_name && !capital(words)));
    !in_a_name && !is_other
}

/// Says which terms are written in another way than in the glossary.
fn spelled(field: &Field<'_>, known: &Known, say: &mut dyn FnMut(Complaint)) {
    for term in known.terms.values() {
        let name = term.name.to_lowercase();
        for other in [name.replace('-', " "), name.replace("iz", "is"), name.replace("or", "our")] {
            if other == name || !other.contains(' ') || known.spellings.contains_key(&other) {
                continue;
            }
            if let Some(at) = field.find(&other, |_, _, _| true) {
                let message = format!("`{other}` is spelled `{}` in the glossary.", term.name);
                say(Complaint::new(field.place(at, other.len()), message));
            }
        }
    }
}

/// A text with its links and codes blanked out.
struct Field<'t> {
    node: &'t Node,
    words: &'t str,
    blank: String,
    /// The same in lower case, byte by byte.
    lower: String,
}

impl<'t> Field<'t> {
    /// What a learner reads of a step before answering, in the order of the screen; links can stand there.
    fn all(studied: &Studied<'t>) -> Vec<Self> {
        let table = studied.table;
        let name = if Self::is_reading(studied) { "text" } else { "prompt" };
        let scenes = raw::tables(table, "scene");
        let scenes = scenes.into_iter().filter_map(|scene| Self::of(scene, "text"));
        Self::of(table, name).into_iter().chain(scenes).collect()
    }

    /// The text with gaps of an exercise: no link can stand there.
    fn plain(studied: &Studied<'t>) -> Option<Self> {
        if Self::is_reading(studied) { None } else { Self::of(studied.table, "text") }
    }

    fn is_reading(studied: &Studied<'_>) -> bool {
        matches!(studied.step.content, Content::Reading(_))
    }

    fn of(table: &'t Table, name: &str) -> Option<Self> {
        let node = table.get(name)?;
        let Value::Text { words, .. } = &node.value else { return None };
        let blank = raw::without_titles(words).replace('\n', " ");
        let lower = blank.to_ascii_lowercase();
        Some(Self { node, words, blank, lower })
    }

    /// Where whole words stand that are meant, as they are written and by what stands behind them.
    fn find(&self, words: &str, is_meant: impl Fn(usize, &str, &str) -> bool) -> Option<usize> {
        let inside = |c: char| c.is_alphanumeric() || c == '-';
        self.lower.match_indices(words).map(|(at, _)| at).find(|at| {
            let (written, behind) = self.blank[*at..].split_at(words.len());
            let before = self.blank[..*at].chars().next_back();
            let whole = !before.is_some_and(inside) && !behind.starts_with(inside);
            whole && is_meant(*at, written, behind)
        })
    }

    /// True if the words are part of a longer term, such as a name that holds them: that one is linked.
    fn is_within_longer(&self, at: usize, words: &str, known: &Known) -> bool {
        let longer = known.spellings.keys().filter(|other| other.len() > words.len());
        longer.flat_map(|other| other.match_indices(words).map(move |(inner, _)| (other, inner))).any(
            |(other, inner)| {
                at.checked_sub(inner).and_then(|start| self.lower.get(start..)).is_some_and(|rest| {
                    rest.strip_prefix(other.as_str())
                        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
                })
            },
        )
    }

    fn place(&self, at: usize, len: usize) -> Span {
        let span = self.node.span;
        match self.node.value {
            Value::Text { base: Some(base), .. } => {
                let start = base.saturating_add(u32::try_from(at).unwrap_or(0));
                Span { file: span.file, start, end: start.saturating_add(u32::try_from(len).unwrap_or(0)) }
            }
            _ => span,
        }
    }
}
