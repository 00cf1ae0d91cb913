//! A text as blocks that a front end can lay out.

/// A checked Markdown text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// Its blocks, top to bottom.
    pub blocks: Vec<Block>,
}

/// A part of a text that stands by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading with its level, from 1.
    Heading(u8, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list; numbered from `start` if there is one.
    List {
        /// The first number of a numbered list.
        start: Option<u64>,
        /// The blocks of each entry.
        items: Vec<Vec<Block>>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// A table.
    Table {
        /// The cells of the first row.
        head: Vec<Vec<Inline>>,
        /// The cells of each further row.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A picture made of text, to be shown as it is.
    Diagram {
        /// The picture.
        picture: String,
        /// What it shows, in words.
        spoken: Option<String>,
    },
    /// A note that the text points to by its label.
    Note {
        /// The label.
        label: String,
        /// What the note says.
        blocks: Vec<Block>,
    },
    /// A line between parts.
    Rule,
}

/// A stretch of text in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// The text; a newline is a forced break.
    pub text: String,
    /// How it stands out.
    pub style: Style,
    /// What it leads to.
    pub link: Option<Link>,
}

/// How a stretch of text stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Important.
    pub strong: bool,
    /// Stressed.
    pub emphasis: bool,
    /// Typed as it is.
    pub code: bool,
}

/// What a stretch of text leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// A citable source, and where in it.
    Source {
        /// Its short code.
        code: String,
        /// The part of it, such as `art. 5`.
        part: Option<String>,
    },
    /// A term of the glossary.
    Term(String),
    /// A note of the same text.
    Note(String),
    /// An address on the web, shown, never opened.
    Web(String),
}

/// Something a text points to, which the course must have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reference {
    /// A source by its code.
    Source(String),
    /// A term of the glossary.
    Term(String),
}

impl Prose {
    /// A text of one plain paragraph.
    pub fn plain(words: impl Into<String>) -> Self {
        let inline = Inline { text: words.into(), style: Style::default(), link: None };
        Self { blocks: vec![Block::Paragraph(vec![inline])] }
    }

    /// The words alone, for search and counting: blocks apart by newlines.
    pub fn words(&self) -> String {
        let mut out = String::new();
        speak(&self.blocks, &mut out);
        out
    }
}

fn speak(blocks: &[Block], out: &mut String) {
    let line = |inlines: &[Inline], out: &mut String| {
        for inline in inlines {
            out.push_str(&inline.text);
        }
        out.push('\n');
    };
    for block in blocks {
        match block {
            Block::Heading(_, inlines) | Block::Paragraph(inlines) => line(inlines, out),
            Block::List { items, .. } => items.iter().for_each(|item| speak(item, out)),
            Block::Quote(blocks) | Block::Note { blocks, .. } => speak(blocks, out),
            Block::Table { head, rows } => {
                for row in std::iter::once(head).chain(rows) {
                    for cell in row {
                        line(cell, out);
                    }
                }
            }
            Block::Diagram { picture, spoken } => {
                out.push_str(spoken.as_deref().unwrap_or(picture));
                out.push('\n');
            }
            Block::Rule => {}
        }
    }
}
