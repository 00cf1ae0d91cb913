//! Authored texts as rows of words.

use super::diagram::lay_diagram;
use super::paper::{Deed, Hook, Leaf, Mark, Run};
use super::table::lay_table;
use super::theme::Role;
use super::writer::Writer;
use crate::source::{Block, Inline, Link, Prose, Style};
use crate::text;

/// Writes a text.
pub(super) fn lay_prose(writer: &mut Writer, prose: &Prose) {
    lay_blocks(writer, &prose.blocks);
}

fn lay_blocks(writer: &mut Writer, blocks: &[Block]) {
    for (index, block) in blocks.iter().enumerate() {
        if index > 0 {
            writer.gap();
        }
        lay_block(writer, block);
    }
}

/// The blocks of a list entry; a list in it stands close to the words above.
fn lay_entry(writer: &mut Writer, blocks: &[Block]) {
    for (index, block) in blocks.iter().enumerate() {
        if index > 0 && !matches!(block, Block::List { .. }) {
            writer.gap();
        }
        lay_block(writer, block);
    }
}

fn lay_block(writer: &mut Writer, block: &Block) {
    match block {
        Block::Heading(_, inlines) => writer.flow(&runs(writer, inlines, Role::Heading)),
        Block::Paragraph(inlines) => writer.flow(&runs(writer, inlines, Role::Text)),
        Block::List { start, items } => lay_list(writer, *start, items),
        Block::Quote(blocks) => {
            let bar = if writer.ascii() { "| " } else { "│ " };
            writer.within(bar, bar, |writer| lay_blocks(writer, blocks));
        }
        Block::Table { head, rows } => lay_table(writer, head, rows),
        Block::Diagram { picture, spoken } => lay_diagram(writer, picture, spoken.as_deref()),
        Block::Note { label, blocks } => {
            let lead = format!("[{label}] ");
            let rest = " ".repeat(text::width(&lead));
            writer.paper.notes.push((label.clone(), writer.here()));
            writer.within(&lead, &rest, |writer| lay_blocks(writer, blocks));
        }
        Block::Rule => {
            let line = if writer.ascii() { "-" } else { "─" };
            let words = line.repeat(writer.width().min(20));
            writer.say(words, Role::Quiet);
        }
    }
}

fn lay_list(writer: &mut Writer, start: Option<u64>, items: &[Vec<Block>]) {
    let last = start.map(|start| start.saturating_add(items.len().saturating_sub(1) as u64));
    let digits = last.map_or(0, |last| last.to_string().len());
    let words = |blocks: &[Block]| blocks.iter().filter(|block| !matches!(block, Block::List { .. })).count();
    let loose = items.iter().any(|blocks| words(blocks) > 1);
    for (index, blocks) in items.iter().enumerate() {
        if loose && index > 0 {
            writer.gap();
        }
        let lead = match start {
            Some(start) => format!("{:>digits$}. ", start.saturating_add(index as u64)),
            None if writer.ascii() => "- ".to_owned(),
            None => "• ".to_owned(),
        };
        let rest = " ".repeat(text::width(&lead));
        let before = writer.here();
        writer.within(&lead, &rest, |writer| lay_entry(writer, blocks));
        if writer.here() == before {
            writer.say(lead, Role::Text);
        }
    }
}

/// The runs of a paragraph; links become targets.
pub(super) fn runs<'a>(writer: &Writer, inlines: &'a [Inline], role: Role) -> Vec<Run<'a>> {
    let mut at = writer.paper.targets.len();
    let run = |inline: &'a Inline| {
        let mut run = Run::new(inline.text.as_str(), styled(inline.style, role));
        if let Some((deed, speech)) = inline.link.as_ref().and_then(leads_to) {
            let mut hook = Hook::new(super::paper::Aim::Nth(at), deed, Mark::Reverse);
            hook.speech = Some(speech);
            at += 1;
            run.role = if inline.text.starts_with('[') { Role::Cited } else { Role::Link };
            run.hook = Some(hook);
        }
        run
    };
    inlines.iter().map(run).collect()
}

fn styled(style: Style, role: Role) -> Role {
    match (style.code, style.strong, style.emphasis) {
        (true, ..) => Role::Code,
        (false, true, _) => Role::Strong,
        (false, false, true) => Role::Emphasis,
        (false, false, false) => role,
    }
}

fn leads_to(link: &Link) -> Option<(Deed, String)> {
    match link {
        Link::Source { code, part } => {
            let cited = part.clone();
            let part = part.as_deref().map(|part| format!(", {part}")).unwrap_or_default();
            let speech = format!("Source {code}{part}");
            Some((Deed::Peek(Leaf::Source(code.clone(), cited)), speech))
        }
        Link::Term(term) => Some((Deed::Peek(Leaf::Term(term.clone())), format!("What {term} means"))),
        Link::Note(label) => Some((Deed::Jump(label.clone()), format!("Note {label} below"))),
        Link::Web(_) => None,
    }
}

/// A line of codes, each leading to its source.
pub(super) fn lay_sources(writer: &mut Writer, codes: &[String]) {
    if codes.is_empty() {
        return;
    }
    let mut runs = vec![Run::new(if codes.len() == 1 { "Source: " } else { "Sources: " }, Role::Text)];
    let first = writer.paper.targets.len();
    for (index, cited) in codes.iter().enumerate() {
        let (code, part) = cited.split_once([' ', ',']).unwrap_or((cited, ""));
        let part = part.trim_start_matches([' ', ',']);
        let part = (!part.is_empty()).then(|| part.to_owned());
        let deed = Deed::Peek(Leaf::Source(code.to_owned(), part));
        let mut hook = Hook::new(super::paper::Aim::Nth(first + index), deed, Mark::Reverse);
        hook.speech = Some(format!("Source {cited}"));
        let mut run = Run::new(format!("[{cited}]"), Role::Cited);
        run.hook = Some(hook);
        if index > 0 {
            runs.push(Run::new(" ", Role::Text));
        }
        runs.push(run);
    }
    writer.flow(&runs);
}
