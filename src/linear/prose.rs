//! Authored text in lines: tables row by row, drawings by their description.

use super::lines::{Lines, sentence};
use crate::source::{Block, Inline, Link, Prose};
use crate::text;

/// Says a text.
pub(super) fn prose(text: &Prose, lines: &mut Lines) {
    for block in &text.blocks {
        told(std::slice::from_ref(block)).into_iter().for_each(|line| lines.say(line));
        lines.gap();
    }
}

/// Says a text behind a few words that announce it.
pub(super) fn led(lead: &str, text: &Prose, lines: &mut Lines) {
    let mut told = told(&text.blocks).into_iter();
    let (lead, sign) = text::lead(lead);
    lines.say(format!("{lead}{sign}{}", told.next().unwrap_or_default()));
    told.for_each(|line| lines.say(line));
}

/// Says which sources and terms a text leads to, and that it has drawings.
pub(super) fn leads(text: &Prose, lines: &mut Lines) {
    let mut found = Found::default();
    find(&text.blocks, &mut found);
    if !found.sources.is_empty() {
        let codes = found.sources.join(", ");
        lines.say(format!("Sources: {codes}. Say source {} to hear what it is.", found.sources[0]));
    }
    if !found.terms.is_empty() {
        let terms = found.terms.join(", ");
        lines.say(format!("In the glossary: {terms}. Say term {} to hear what it means.", found.terms[0]));
    }
    if !found.pictures.is_empty() {
        lines.say("Say picture to have the drawing.");
    }
}

/// The drawings of a text.
pub(super) fn pictures(text: &Prose) -> Vec<&str> {
    let mut found = Found::default();
    find(&text.blocks, &mut found);
    found.pictures
}

#[derive(Default)]
struct Found<'a> {
    sources: Vec<&'a str>,
    terms: Vec<&'a str>,
    pictures: Vec<&'a str>,
}

fn find<'a>(blocks: &'a [Block], found: &mut Found<'a>) {
    for block in blocks {
        match block {
            Block::Heading(_, words) | Block::Paragraph(words) => find_links(words, found),
            Block::List { items, .. } => items.iter().for_each(|item| find(item, found)),
            Block::Quote(blocks) | Block::Note { blocks, .. } => find(blocks, found),
            Block::Table { head, rows } => {
                std::iter::once(head).chain(rows).flatten().for_each(|cell| find_links(cell, found));
            }
            Block::Diagram { picture, .. } => found.pictures.push(picture),
            Block::Rule => {}
        }
    }
}

fn find_links<'a>(words: &'a [Inline], found: &mut Found<'a>) {
    for inline in words {
        let (list, name) = match &inline.link {
            Some(Link::Source { code, .. }) => (&mut found.sources, code.as_str()),
            // As it is written in the text, because a voice reads "unodc" as a word.
            Some(Link::Term(term)) => (
                &mut found.terms,
                Some(inline.text.trim()).filter(|text| is_same(text, term)).unwrap_or(term),
            ),
            Some(Link::Note(_) | Link::Web(_)) | None => continue,
        };
        if !list.iter().any(|known| is_same(known, name)) {
            list.push(name);
        }
    }
}

fn is_same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

fn told(blocks: &[Block]) -> Vec<String> {
    let mut out = Vec::new();
    for block in blocks {
        match block {
            Block::Heading(_, words) | Block::Paragraph(words) => out.push(plain(words)),
            Block::List { start, items } => tell_list(*start, items, &mut out),
            Block::Quote(blocks) => tell_framed("Quote", blocks, &mut out),
            Block::Note { label, blocks } => tell_framed(&format!("Note {label}"), blocks, &mut out),
            Block::Table { head, rows } => tell_table(head, rows, &mut out),
            Block::Diagram { spoken: Some(spoken), .. } => out.push(format!("Picture: {}", sentence(spoken))),
            Block::Diagram { spoken: None, .. } => out.push("Picture without a description.".to_owned()),
            Block::Rule => {}
        }
    }
    out
}

fn tell_list(start: Option<u64>, items: &[Vec<Block>], out: &mut Vec<String>) {
    for (at, item) in (0u64..).zip(items) {
        let sign = start.map_or_else(|| "-".to_owned(), |first| format!("{}.", first.saturating_add(at)));
        for (line, words) in told(item).into_iter().enumerate() {
            out.push(if line == 0 { format!("{sign} {words}") } else { format!("  {words}") });
        }
    }
}

/// Announces blocks, and says where several of them end.
fn tell_framed(name: &str, blocks: &[Block], out: &mut Vec<String>) {
    let inner = told(blocks);
    let several = inner.len() > 1;
    for (at, words) in inner.into_iter().enumerate() {
        out.push(if at == 0 { format!("{name}: {words}") } else { words });
    }
    if several {
        out.push(format!("End of {}.", name.to_lowercase()));
    }
}

fn tell_table(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>], out: &mut Vec<String>) {
    let names: Vec<String> = head.iter().map(|cell| plain(cell)).collect();
    let known: Vec<&str> = names.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    let rows_in_words = super::lines::count(rows.len(), "row", "rows");
    out.push(match known.is_empty() {
        true => format!("Table with {rows_in_words}."),
        false => format!("Table with {rows_in_words}: {}.", known.join(", ")),
    });
    for row in rows {
        let cells = row.iter().enumerate().map(|(at, cell)| match names.get(at) {
            Some(name) if !name.is_empty() => format!("{name}: {}", plain(cell)),
            Some(_) | None => plain(cell),
        });
        out.push(sentence(&cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("; ")));
    }
}

fn plain(words: &[Inline]) -> String {
    let text: String = words.iter().map(|inline| inline.text.as_str()).collect();
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linear::tests::course_of;

    fn read(text: &str) -> String {
        let course = course_of(&format!("[[step]]\nid = \"s\"\ntitle = \"S\"\ntext = '''\n{text}\n'''\n"));
        let mut lines = Lines::default();
        let text = course.step(&"s".into()).unwrap().prose();
        prose(text, &mut lines);
        leads(text, &mut lines);
        lines.finish(None)
    }

    #[test]
    fn blocks_are_said_one_after_the_other() {
        let text = "# The review\n\nIt has *three* parts.\n\n2. one\n3. two\n   - inner\n\n- x\n\n> wise\n\n> a\n>\n> b\n";
        assert_eq!(
            read(text),
            "The review\nIt has three parts.\n2. one\n3. two\n  - inner\n- x\nQuote: wise\nQuote: a\nb\nEnd of quote.\n"
        );
    }

    #[test]
    fn tables_are_read_row_by_row() {
        assert_eq!(
            read("| Step | Who |\n|---|---|\n| answer | the State |\n| comment | two others |\n"),
            "Table with 2 rows: Step, Who.\nStep: answer; Who: the State.\nStep: comment; Who: two others.\n"
        );
    }

    #[test]
    fn drawings_links_and_terms_are_said_in_words() {
        let text = "A [[Group]] has three members, each [[group]]. [@X 2]\n\n```Two boxes side by side\n[] []\n```\n\n```\n+\n```\n";
        assert_eq!(
            read(text),
            "A Group has three members, each group. [X 2]\nPicture: Two boxes side by side.\nPicture without a description.\n\
             Sources: X. Say source X to hear what it is.\n\
             In the glossary: Group. Say term Group to hear what it means.\n\
             Say picture to have the drawing.\n"
        );
    }

    #[test]
    fn notes_stand_with_their_labels() {
        assert_eq!(read("Words.[^1]\n\n[^1]: More words.\n"), "Words.[1]\nNote 1: More words.\n");
    }
}
