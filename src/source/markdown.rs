//! Reading Markdown: CommonMark with tables, notes, and our references.
//!
//! `[@U01]` or `[@T1 art. 5]` cites a source, `[[focal point]]` or
//! `[[focal point|focal points]]` names a glossary term, and `{parties}`
//! stands for a figure that changes with time. A fenced block is a diagram;
//! the words behind its fence describe it to those who do not see it.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{
    BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
    TextMergeWithOffset,
};

use super::marks::marks_in;
use super::{Block, Complaint, Inline, Link, Notes, Prose, Reference, Span, Style};

/// How deep quotes and lists may stand in each other.
const MAX_DEPTH: usize = 8;

impl Prose {
    /// Reads a Markdown text; `place` tells where a range of its bytes stands.
    pub(super) fn read(words: &str, place: &dyn Fn(Range<usize>) -> Span, notes: &mut Notes<'_>) -> Self {
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_WIKILINKS;
        let cite = |broken: BrokenLink<'_>| {
            let code = broken.reference.strip_prefix('@')?;
            Some((CowStr::from(format!("source:{code}")), CowStr::from("")))
        };
        let words = &*hide_bars(words);
        let parser = Parser::new_with_broken_link_callback(words, options, Some(cite));
        let mut builder = Builder {
            place,
            notes,
            stack: vec![Frame::new(Open::Top)],
            style: Style::default(),
            link: None,
            nested: 0,
            skipped: 0,
        };
        for (event, range) in TextMergeWithOffset::new(parser.into_offset_iter()) {
            builder.event(event, range);
        }
        while builder.stack.len() > 1 {
            builder.close();
        }
        builder.flush();
        let mut blocks = builder.stack.pop().map(|frame| frame.blocks).unwrap_or_default();
        blocks.shrink_to_fit();
        Self { blocks }
    }
}

enum Open {
    Top,
    Skipped,
    Heading(u8),
    Paragraph,
    List(Option<u64>),
    Item,
    Quote,
    Table,
    Head,
    Row,
    Cell,
    Diagram(Option<String>),
    Note(String),
}

struct Frame {
    open: Open,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    items: Vec<Vec<Block>>,
    head: Vec<Vec<Inline>>,
    rows: Vec<Vec<Vec<Inline>>>,
}

impl Frame {
    fn new(open: Open) -> Self {
        Self { open, blocks: vec![], inlines: vec![], items: vec![], head: vec![], rows: vec![] }
    }
}

struct Builder<'a, 'n> {
    place: &'a dyn Fn(Range<usize>) -> Span,
    notes: &'a mut Notes<'n>,
    stack: Vec<Frame>,
    style: Style,
    link: Option<Link>,
    /// How many open lists and quotes stand in each other.
    nested: usize,
    /// How many further ones are left out.
    skipped: usize,
}

impl Builder<'_, '_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(end),
            Event::Text(words) => self.text(&words, range),
            Event::Code(words) => {
                let style = Style { code: true, ..self.style };
                self.push(show_bars(words.into_string()), style);
            }
            Event::SoftBreak => self.push(" ".into(), self.style),
            Event::HardBreak => self.push("\n".into(), self.style),
            Event::Rule => {
                self.flush();
                self.top().blocks.push(Block::Rule);
            }
            Event::FootnoteReference(label) => {
                let link = Some(Link::Note(label.to_string()));
                let inline = Inline { text: format!("[{label}]"), style: self.style, link };
                self.top().inlines.push(inline);
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                self.complain(
                    range,
                    "HTML cannot be shown in a terminal.",
                    "Write it as Markdown, or put it in `code`.",
                );
            }
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.open(Open::Paragraph, range),
            Tag::Heading { level, .. } => self.open(Open::Heading(depth(level)), range),
            Tag::BlockQuote(_) => self.open(Open::Quote, range),
            Tag::CodeBlock(kind) => {
                let spoken = match kind {
                    CodeBlockKind::Fenced(words) if !words.trim().is_empty() => {
                        if marks_in(&words).is_some() {
                            self.complain(
                                range.clone(),
                                "The words behind ``` are plain text, and these have marks of emphasis.",
                                "Take the marks away: a learner would see them as they stand.",
                            );
                        }
                        Some(show_bars(words.trim().to_owned()))
                    }
                    CodeBlockKind::Fenced(_) | CodeBlockKind::Indented => None,
                };
                self.open(Open::Diagram(spoken), range);
            }
            Tag::List(start) => self.open(Open::List(start), range),
            Tag::Item => self.open(Open::Item, range),
            Tag::FootnoteDefinition(label) => self.open(Open::Note(label.to_string()), range),
            Tag::Table(_) => self.open(Open::Table, range),
            Tag::TableHead => self.open(Open::Head, range),
            Tag::TableRow => self.open(Open::Row, range),
            Tag::TableCell => self.open(Open::Cell, range),
            Tag::Emphasis => self.style.emphasis = true,
            Tag::Strong => self.style.strong = true,
            Tag::Link { link_type, dest_url, .. } => self.start_link(link_type, &dest_url, range),
            Tag::Image { .. } => self.complain(
                range,
                "A picture file cannot be shown in a terminal.",
                "Draw it with text between ``` lines, with a description behind the first ```.",
            ),
            Tag::HtmlBlock
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn start_link(&mut self, kind: LinkType, target: &str, range: Range<usize>) {
        let link = if let Some(cited) = target.strip_prefix("source:") {
            let (code, part) = match cited.split_once([' ', ',']) {
                Some((code, part)) => (code.to_owned(), Some(part.trim().to_owned())),
                None => (cited.to_owned(), None),
            };
            self.refer(Reference::Source(code.clone()), range);
            Link::Source { code, part }
        } else if matches!(kind, LinkType::WikiLink { .. }) {
            let term = target.split(BAR).next().unwrap_or_default().trim_end().to_lowercase();
            self.refer(Reference::Term(term.clone()), range);
            Link::Term(term)
        } else {
            Link::Web(show_bars(target.to_owned()))
        };
        self.link = Some(link);
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Emphasis => self.style.emphasis = false,
            TagEnd::Strong => self.style.strong = false,
            TagEnd::Link => {
                if let Some(Link::Web(address)) = self.link.take() {
                    let shown = self.top().inlines.last().is_some_and(|last| last.text == address);
                    if !shown {
                        self.push(format!(" <{address}>"), self.style);
                    }
                }
            }
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell => self.close(),
            TagEnd::Image
            | TagEnd::HtmlBlock
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn open(&mut self, open: Open, range: Range<usize>) {
        if !matches!(open, Open::Head | Open::Row | Open::Cell) {
            self.flush();
        }
        if self.nested >= MAX_DEPTH && matches!(open, Open::Quote | Open::List(_) | Open::Item) {
            if self.nested == MAX_DEPTH && self.skipped == 0 {
                self.complain(
                    range,
                    "Lists and quotes stand too deep in each other here.",
                    "Eight levels at the most.",
                );
            }
            self.skipped += 1;
            self.stack.push(Frame::new(Open::Skipped));
            return;
        }
        self.nested += usize::from(matches!(open, Open::Quote | Open::List(_)));
        self.stack.push(Frame::new(open));
    }

    fn close(&mut self) {
        self.flush();
        if self.stack.len() < 2 {
            return;
        }
        let Some(mut frame) = self.stack.pop() else { return };
        self.nested -= usize::from(matches!(frame.open, Open::Quote | Open::List(_)));
        self.skipped -= usize::from(matches!(frame.open, Open::Skipped));
        // A course is read once and kept for long, and most of these lists hold one thing.
        frame.blocks.shrink_to_fit();
        frame.inlines.shrink_to_fit();
        let parent = self.top();
        match frame.open {
            Open::Top | Open::Skipped => parent.blocks.extend(frame.blocks),
            Open::Heading(level) => parent.blocks.push(Block::Heading(level, frame.inlines)),
            Open::Paragraph => parent.blocks.push(Block::Paragraph(frame.inlines)),
            Open::List(start) => parent.blocks.push(Block::List { start, items: frame.items }),
            Open::Item => parent.items.push(frame.blocks),
            Open::Quote => parent.blocks.push(Block::Quote(frame.blocks)),
            Open::Table => parent.blocks.push(Block::Table { head: frame.head, rows: frame.rows }),
            Open::Head => parent.head = frame.head,
            Open::Row => parent.rows.push(frame.head),
            Open::Cell => parent.head.push(frame.inlines),
            Open::Diagram(spoken) => {
                let picture: String = frame.inlines.into_iter().map(|inline| inline.text).collect();
                parent.blocks.push(Block::Diagram { picture: picture.trim_end().to_owned(), spoken });
            }
            Open::Note(label) => parent.blocks.push(Block::Note { label, blocks: frame.blocks }),
        }
    }

    /// Makes a paragraph of loose text, as it stands in the entries of tight lists.
    fn flush(&mut self) {
        let top = self.top();
        let loose = matches!(top.open, Open::Top | Open::Skipped | Open::Item | Open::Quote | Open::Note(_));
        if loose && !top.inlines.is_empty() {
            let mut inlines = std::mem::take(&mut top.inlines);
            inlines.shrink_to_fit();
            top.blocks.push(Block::Paragraph(inlines));
        }
    }

    fn text(&mut self, words: &str, range: Range<usize>) {
        if matches!(self.top().open, Open::Diagram(_)) {
            self.push(show_bars(words.to_owned()), self.style);
            return;
        }
        let words = match (&self.link, words.split_once(BAR)) {
            // What stands behind the bar is shown instead of the term.
            (Some(Link::Term(_)), Some((_, shown))) => {
                if marks_in(shown).is_some() {
                    self.complain(
                        range.clone(),
                        "In a table the words behind a bar are plain text, and these have marks.",
                        "Put the marks around the double brackets.",
                    );
                }
                shown
            }
            (Some(_) | None, _) => words,
        };
        let words = &*show_bars(words.to_owned());
        let shown = match &self.link {
            Some(Link::Source { code, part: Some(part) }) => format!("[{code} {part}]"),
            Some(Link::Source { code, part: None }) => format!("[{code}]"),
            Some(Link::Term(_) | Link::Note(_) | Link::Web(_)) | None => {
                let place = self.place;
                self.notes.fill(words, &|| place(range.clone()))
            }
        };
        self.push(shown, self.style);
    }

    fn push(&mut self, text: String, style: Style) {
        let link = self.link.clone();
        self.top().inlines.push(Inline { text, style, link });
    }

    fn refer(&mut self, reference: Reference, range: Range<usize>) {
        let span = (self.place)(range);
        self.notes.references.push((reference, span));
    }

    fn complain(&mut self, range: Range<usize>, message: &str, help: &str) {
        let span = (self.place)(range);
        self.notes.complaints.add(span, || Complaint::new(span, message).help(help));
    }

    fn top(&mut self) -> &mut Frame {
        if self.stack.is_empty() {
            self.stack.push(Frame::new(Open::Top));
        }
        let last = self.stack.len() - 1;
        &mut self.stack[last]
    }
}

/// Stands for the bar within `[[ ]]` while a text is read: in a table a bar would end the cell.
const BAR: char = '\u{1f}';

/// Hides the bar of each `[[term|words]]` in the rows of tables; no byte changes its place.
fn hide_bars(words: &str) -> Cow<'_, str> {
    if !words.contains("[[") {
        return Cow::Borrowed(words);
    }
    Cow::Owned(words.split_inclusive('\n').map(hide_bars_of_row).collect())
}

fn hide_bars_of_row(row: &str) -> String {
    let mut out = String::with_capacity(row.len());
    let mut in_table = false;
    let mut rest = row;
    while let Some((before, behind)) = rest.split_once("[[") {
        let inner = behind.split_once("]]").map(|(inner, _)| inner);
        let inner = inner.filter(|inner| !inner.contains(['[', ']'])).unwrap_or_default();
        in_table |= before.contains('|');
        out.push_str(before);
        out.push_str("[[");
        out.extend(inner.chars().map(|c| if c == '|' { BAR } else { c }));
        rest = &behind[inner.len()..];
    }
    in_table |= rest.contains('|');
    out.push_str(rest);
    // Elsewhere a bar does no harm, and the words behind it may be stressed.
    if in_table { out } else { row.to_owned() }
}

/// Shows bars again that stood in no link after all.
fn show_bars(words: String) -> String {
    if words.contains(BAR) { words.replace(BAR, "|") } else { words }
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Figure, Figures, FileId, Sources};

    fn read(words: &str) -> (Prose, Vec<String>, Vec<Reference>) {
        let file: FileId = Sources::default().add("x", words);
        let mut figures = Figures::default();
        figures.insert("parties".into(), Figure { value: "194".into(), as_of: "November 2025".into() });
        let mut notes = Notes::new(&figures);
        let place = |range: Range<usize>| Span { file, start: range.start as u32, end: range.end as u32 };
        let prose = Prose::read(words, &place, &mut notes);
        let said = notes.complaints.iter().map(|c| format!("{}: {}", c.span.start, c.message)).collect();
        (prose, said, notes.references.into_iter().map(|(reference, _)| reference).collect())
    }

    #[test]
    fn blocks_come_out_in_order() {
        let (prose, said, _) = read(
            "# H\n\npara *one*\ntwo\n\n- a\n- b\n\n> q\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```a tree\n+-+\n```\n",
        );
        assert!(said.is_empty(), "{said:?}");
        let kinds: Vec<&str> = prose
            .blocks
            .iter()
            .map(|block| match block {
                Block::Heading(..) => "heading",
                Block::Paragraph(_) => "paragraph",
                Block::List { items, .. } => ["list?", "", "list"][items.len()],
                Block::Quote(_) => "quote",
                Block::Table { rows, .. } => ["table?", "table"][rows.len()],
                Block::Diagram { .. } => "diagram",
                Block::Note { .. } => "note",
                Block::Rule => "rule",
            })
            .collect();
        assert_eq!(kinds, ["heading", "paragraph", "list", "quote", "table", "diagram"]);
        assert_eq!(prose.words(), "H\npara one two\na\nb\nq\nx\ny\n1\n2\na tree\n");
    }

    #[test]
    fn references_and_figures_are_found() {
        let (prose, said, references) =
            read("See [@T1 art. 5] and [[Focal Point|focal points]]: {parties}, {parties.value}.");
        assert!(said.is_empty(), "{said:?}");
        assert_eq!(prose.words(), "See [T1 art. 5] and focal points: 194 (as of November 2025), 194.\n");
        assert_eq!(references, [Reference::Source("T1".into()), Reference::Term("focal point".into())]);
    }

    #[test]
    fn a_bar_within_double_brackets_ends_no_cell_of_a_table() {
        let (prose, said, references) = read(
            "| a | b |\n|---|---|\n| the [[Focal Point|focal points]] | `[[x|y]]` |\n\n[[x|y] or [[z|w]]\n",
        );
        assert!(said.is_empty(), "{said:?}");
        assert_eq!(prose.words(), "a\nb\nthe focal points\n[[x|y]]\n[[x|y] or w\n");
        assert_eq!(references, [Reference::Term("focal point".into()), Reference::Term("z".into())]);
        let (prose, ..) = read("```[[a|b]] spoken\n[[c|d]]\n```\n");
        let Block::Diagram { picture, spoken } = &prose.blocks[0] else { panic!() };
        assert_eq!((picture.as_str(), spoken.as_deref()), ("[[c|d]]", Some("[[a|b]] spoken")));
    }

    #[test]
    fn a_part_that_no_figure_has_is_named_with_its_place() {
        let (_, said, _) = read("By {parties.as_of}: {parties}. {a.b c}");
        assert_eq!(said, ["0: A figure has no `as_of`."]);
    }

    #[test]
    fn marks_in_the_words_of_a_diagram_are_complained_about() {
        let (_, said, _) = read("```Three *large* boxes\n+-+\n```\n");
        assert_eq!(said, ["0: The words behind ``` are plain text, and these have marks of emphasis."]);
    }

    #[test]
    fn what_a_terminal_cannot_show_is_refused_with_its_place() {
        let (_, said, _) = read("x <b>y</b> ![p](q.png) {nothing}");
        assert_eq!(said[0], "2: HTML cannot be shown in a terminal.");
        assert!(said.iter().any(|s| s == "11: A picture file cannot be shown in a terminal."), "{said:?}");
        assert!(said.iter().any(|s| s.ends_with("There is no figure `nothing` in values.toml.")), "{said:?}");
    }

    #[test]
    fn deep_nesting_is_cut_and_said() {
        let (_, said, _) = read(&format!("{} x", ">".repeat(3000)));
        assert_eq!(said, ["8: Lists and quotes stand too deep in each other here."]);
    }
}
