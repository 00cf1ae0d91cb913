//! Finding words in the course, and the steps that mention a term or source.

use std::ops::Range;

use crate::course::{Content, Course, Role, Step, StepId, TermId};
use crate::source::{Block, Inline, Link, Prose};
use crate::text;

/// The most places that are shown.
const MAX_HITS: usize = 60;
/// The longest words to look for, in characters.
const MAX_QUERY: usize = 80;
/// The characters shown before what was found: so few that it stands in the first row of a narrow screen.
const BEFORE: usize = 20;
/// The characters shown behind what was found.
const BEHIND: usize = 44;

/// What was looked for and where it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) query: String,
    pub(super) hits: Vec<FoundAt>,
    pub(super) more: bool,
}

/// One place where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundAt {
    pub(super) target: Target,
    pub(super) context: String,
    pub(super) found: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Step(StepId),
    Term(TermId),
}

/// A term or source, and the steps that mention it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mentions {
    pub(super) name: String,
    pub(super) steps: Vec<StepId>,
}

/// Looks through titles, texts and questions, then through the glossary; questions of quizzes are left out.
pub(super) fn search(course: &Course, query: &str) -> Found {
    let query: String = text::clean_line(query.trim()).chars().take(MAX_QUERY).collect();
    let mut found = Found { query, ..Found::default() };
    let needle: Vec<char> = found.query.chars().flat_map(char::to_lowercase).collect();
    if needle.is_empty() {
        return found;
    }
    for step in open_steps(course) {
        let words = format!("{}\n{}", step.title, step.prose().words());
        look(&mut found, &words, &needle, &Target::Step(step.id.clone()));
    }
    for (id, term) in &course.terms {
        let words = format!("{}\n{}", term.name, term.text.words());
        look(&mut found, &words, &needle, &Target::Term(id.clone()));
    }
    found
}

/// The steps that mention a term.
pub(super) fn mentions_of_term(course: &Course, id: &TermId) -> Mentions {
    let is_it = |link: &Link| match link {
        Link::Term(words) => course.term(words).is_some_and(|(found, _)| found == id),
        Link::Source { .. } | Link::Note(_) | Link::Web(_) => false,
    };
    Mentions { name: id.to_string(), steps: steps_that(course, |step| leads(step.prose(), &is_it)) }
}

/// The steps that cite a source.
pub(super) fn mentions_of_source(course: &Course, wanted: &str) -> Mentions {
    let is_it = |link: &Link| match link {
        Link::Source { code, .. } => code == wanted,
        Link::Term(_) | Link::Note(_) | Link::Web(_) => false,
    };
    let steps = steps_that(course, |step| {
        let cited = match &step.content {
            Content::Exercise(task) => {
                task.sources.iter().any(|source| source.split([' ', ',']).next() == Some(wanted))
            }
            Content::Reading(_) => false,
        };
        cited || leads(step.prose(), &is_it)
    });
    Mentions { name: wanted.to_owned(), steps }
}

fn open_steps(course: &Course) -> impl Iterator<Item = &Step> {
    course.lessons.iter().filter(|lesson| lesson.role == Role::Learn).flat_map(|lesson| &lesson.steps)
}

fn steps_that(course: &Course, wanted: impl Fn(&Step) -> bool) -> Vec<StepId> {
    open_steps(course).filter(|step| wanted(step)).take(MAX_HITS).map(|step| step.id.clone()).collect()
}

fn leads(prose: &Prose, wanted: &impl Fn(&Link) -> bool) -> bool {
    fn inlines(inlines: &[Inline], wanted: &impl Fn(&Link) -> bool) -> bool {
        inlines.iter().any(|inline| inline.link.as_ref().is_some_and(wanted))
    }
    fn blocks(list: &[Block], wanted: &impl Fn(&Link) -> bool) -> bool {
        list.iter().any(|block| match block {
            Block::Heading(_, words) | Block::Paragraph(words) => inlines(words, wanted),
            Block::List { items, .. } => items.iter().any(|item| blocks(item, wanted)),
            Block::Quote(list) | Block::Note { blocks: list, .. } => blocks(list, wanted),
            Block::Table { head, rows } => {
                std::iter::once(head).chain(rows).flatten().any(|cell| inlines(cell, wanted))
            }
            Block::Diagram { .. } | Block::Rule => false,
        })
    }
    blocks(&prose.blocks, wanted)
}

fn look(found: &mut Found, words: &str, needle: &[char], target: &Target) {
    let Some(range) = find_folded(words, needle) else { return };
    if found.hits.len() == MAX_HITS {
        found.more = true;
        return;
    }
    let before =
        words[..range.start].char_indices().rev().take(BEFORE).last().map_or(range.start, |(at, _)| at);
    let after = words[range.end..].char_indices().nth(BEHIND).map_or(words.len(), |(at, _)| range.end + at);
    let before = whole_words(words, before, range.start, false);
    let after = whole_words(words, after, range.end, true);
    let context: String = words[before..after].chars().map(|c| if c == '\n' { ' ' } else { c }).collect();
    let within = range.start - before..range.end - before;
    found.hits.push(FoundAt { target: target.clone(), context, found: within });
}

/// The cut of a context moved towards what was found, so that no word is cut.
fn whole_words(words: &str, cut: usize, found: usize, ends: bool) -> usize {
    if cut == 0 || cut == words.len() {
        return cut;
    }
    match ends {
        true => words[found..cut].rfind(char::is_whitespace).map_or(cut, |at| found + at),
        false => words[cut..found]
            .char_indices()
            .find(|(_, c)| c.is_whitespace())
            .map_or(cut, |(at, c)| cut + at + c.len_utf8()),
    }
}

/// Where lower-cased characters stand in a text, whatever its case.
fn find_folded(words: &str, needle: &[char]) -> Option<Range<usize>> {
    let starts = words.char_indices().map(|(at, _)| at);
    starts.into_iter().find_map(|start| {
        let mut wanted = needle.iter();
        for (at, letter) in words[start..].char_indices() {
            for folded in letter.to_lowercase() {
                match wanted.next() {
                    Some(next) if *next == folded => {}
                    Some(_) | None => return None,
                }
            }
            if wanted.len() == 0 {
                return Some(start..start + at + letter.len_utf8());
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_context_has_whole_words() {
        let words =
            "criminalization and jurisdiction are the theme of the first of the four clusters of articles";
        let mut found = Found::default();
        let needle: Vec<char> = "theme".chars().collect();
        look(&mut found, words, &needle, &Target::Term(TermId::from("x")));
        let hit = &found.hits[0];
        assert_eq!(hit.context, "are the theme of the first of the four clusters of");
        assert_eq!(&hit.context[hit.found.clone()], "theme");
        assert!(hit.found.end < 34, "it stands in the first row of a narrow screen");
    }

    #[test]
    fn words_are_found_whatever_their_case_also_where_folding_changes_the_length() {
        let find = |words: &str, query: &str| {
            let needle: Vec<char> = query.to_lowercase().chars().collect();
            find_folded(words, &needle).map(|range| words[range].to_owned())
        };
        assert_eq!(find("The Focal Point", "focal p"), Some("Focal P".into()));
        assert_eq!(find("İstanbul and İzmir", "izmir"), None);
        assert_eq!(find("xxÉCOLE", "école"), Some("ÉCOLE".into()));
        assert_eq!(find("ab", "abc"), None);
    }
}
