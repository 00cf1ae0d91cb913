//! A TOML document as a tree in which every key and value knows its place.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Complaint, Complaints, FileId, MAX_FILE, Span};
use crate::text;

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where the value stands.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a TOML value can be.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A string; `base` is the offset of its first byte in the file if no escape moved its bytes.
    Text {
        /// The string itself.
        words: String,
        /// Where its first byte stands in the file, if its bytes stand there unchanged.
        base: Option<u32>,
    },
    /// A whole number.
    Whole(i64),
    /// A number with a fraction.
    Real(f64),
    /// True or false.
    Flag(bool),
    /// A date or time, as written.
    Date(String),
    /// A list.
    List(Vec<Node>),
    /// A table.
    Table(Table),
}

/// A table in the order of its file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table(pub Vec<(Key, Node)>);

/// A key with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The name.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

impl Value {
    /// What people call a value of this shape.
    pub fn shape(&self) -> &'static str {
        match self {
            Value::Text { .. } => "a text",
            Value::Whole(_) => "a whole number",
            Value::Real(_) => "a number",
            Value::Flag(_) => "true or false",
            Value::Date(_) => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

impl Table {
    /// The value under a name.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.0.iter().find(|(key, _)| key.name == name).map(|(_, node)| node)
    }
}

impl Node {
    /// An empty table at the top of a file.
    pub fn empty(file: FileId) -> Self {
        Self { span: Span::top(file), value: Value::Table(Table::default()) }
    }

    /// A number that changes when the content changes, skipping the named fields at any depth.
    ///
    /// The order of keys in a table does not matter; the order in lists does. FNV-1a, 64 bits.
    pub fn fingerprint(&self, skip: &[&str]) -> u64 {
        let mut hash = 0xcbf2_9ce4_8422_2325;
        self.mix(skip, &mut hash);
        hash
    }

    fn mix(&self, skip: &[&str], hash: &mut u64) {
        match &self.value {
            Value::Text { words, .. } => stir(hash, 's', words.as_bytes()),
            Value::Whole(number) => stir(hash, 'i', &number.to_le_bytes()),
            Value::Real(number) => stir(hash, 'r', &number.to_bits().to_le_bytes()),
            Value::Flag(flag) => stir(hash, 'b', &[u8::from(*flag)]),
            Value::Date(date) => stir(hash, 'd', date.as_bytes()),
            Value::List(items) => {
                stir(hash, 'l', &(items.len() as u64).to_le_bytes());
                for item in items {
                    item.mix(skip, hash);
                }
            }
            Value::Table(table) => {
                let mut rows: Vec<_> =
                    table.0.iter().filter(|(key, _)| !skip.contains(&key.name.as_str())).collect();
                rows.sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));
                stir(hash, 't', &(rows.len() as u64).to_le_bytes());
                for (key, node) in rows {
                    stir(hash, 'k', key.name.as_bytes());
                    node.mix(skip, hash);
                }
            }
        }
    }
}

fn stir(hash: &mut u64, tag: char, bytes: &[u8]) {
    let length = (bytes.len() as u64).to_le_bytes();
    for byte in [tag as u8].iter().chain(&length).chain(bytes) {
        *hash = (*hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
}

/// Reads TOML; what cannot be read is complained about and left out.
pub fn parse(file: FileId, text: &str, complaints: &mut Complaints) -> Node {
    if text.len() > MAX_FILE {
        complaints.push(
            Complaint::new(Span::top(file), format!("This file has {} bytes, too many to read.", text.len()))
                .help(format!("A file may have {MAX_FILE} bytes; divide it.")),
        );
        return Node::empty(file);
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().unwrap_or(0..0);
        let here = span(file, &at);
        complaints.add(here, || {
            let why = text::clean_line(error.message().trim_end_matches('.'));
            Complaint::new(here, format!("This is not valid TOML: {why}."))
        });
    }
    let whole = table.span();
    let mut reader = Reader { file, text, complaints };
    let value = Value::Table(reader.table(table.into_inner()));
    Node { span: span(file, &whole), value }
}

struct Reader<'a> {
    file: FileId,
    text: &'a str,
    complaints: &'a mut Complaints,
}

impl Reader<'_> {
    fn table(&mut self, table: DeTable<'_>) -> Table {
        let mut rows: Vec<(Key, Node)> = table
            .into_iter()
            .map(|(key, node)| {
                let at = key.span();
                let name = key.into_inner().into_owned();
                (Key { name, span: span(self.file, &at) }, self.node(node))
            })
            .collect();
        rows.sort_by_key(|(key, _)| key.span.start);
        Table(rows)
    }

    fn node(&mut self, node: Spanned<DeValue<'_>>) -> Node {
        let at = node.span();
        let here = span(self.file, &at);
        let value = match node.into_inner() {
            DeValue::String(words) => self.words(&words, &at),
            DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => Value::Whole(number),
                Err(_) => {
                    self.complaints.push(Complaint::new(here, "This number is too large."));
                    Value::Whole(0)
                }
            },
            DeValue::Float(number) => Value::Real(number.as_str().parse().unwrap_or(0.0)),
            DeValue::Boolean(flag) => Value::Flag(flag),
            DeValue::Datetime(date) => Value::Date(date.to_string()),
            DeValue::Array(items) => Value::List(items.into_iter().map(|item| self.node(item)).collect()),
            DeValue::Table(table) => Value::Table(self.table(table)),
        };
        Node { span: here, value }
    }

    fn words(&mut self, words: &str, at: &std::ops::Range<usize>) -> Value {
        let raw = self.text.get(at.clone()).unwrap_or("");
        // Behind its opening quotes, and the newline that may follow three of them, a text stands as it is.
        let behind = |skip: usize| raw.get(skip..).is_some_and(|rest| rest.starts_with(words));
        let base =
            [1, 3, 4, 5].into_iter().find(|skip| behind(*skip)).map(|skip| offset_u32(at.start + skip));
        if let Some((offset, bad)) = text::first_hostile(words) {
            let place = match base {
                Some(base) => span(self.file, &(base as usize + offset..base as usize + offset)),
                None => span(self.file, at),
            };
            self.complaints.push(
                Complaint::new(place, format!("The character U+{:04X} may not stand in a text.", bad as u32))
                    .help("Control characters and marks that turn the direction of text are refused."),
            );
            return Value::Text { words: text::clean_text(words), base: None };
        }
        Value::Text { words: words.to_owned(), base }
    }
}

fn span(file: FileId, range: &std::ops::Range<usize>) -> Span {
    Span { file, start: offset_u32(range.start), end: offset_u32(range.end) }
}

fn offset_u32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn read(text: &str) -> (Node, Vec<String>) {
        let mut sources = Sources::default();
        let file = sources.add("t.toml", text);
        let mut complaints = Complaints::default();
        let node = parse(file, text, &mut complaints);
        let said = complaints.iter().map(|c| format!("{}: {}", sources.locate(c.span), c.message)).collect();
        (node, said)
    }

    #[test]
    fn every_broken_line_is_complained_about() {
        let (_, said) = read("a = \nb = 1\nc = = 2\n");
        assert!(said.iter().any(|s| s.starts_with("t.toml:1:")), "{said:?}");
        assert!(said.iter().any(|s| s.starts_with("t.toml:3:")), "{said:?}");
    }

    #[test]
    fn a_control_character_is_refused_with_its_place_and_never_kept() {
        let (node, said) = read("a = 1\nb = \"x\\u001b[2J\"\n");
        assert_eq!(said, ["t.toml:2:5: The character U+001B may not stand in a text."]);
        assert!(!format!("{node:?}").contains("\\u{1b}"));
    }

    #[test]
    fn the_fingerprint_sees_content_but_not_order_of_keys_nor_skipped_fields() {
        let print = |text: &str| read(text).0.fingerprint(&["why"]);
        assert_eq!(print("a = 1\nb = [1, 2]\n"), print("b = [1, 2]\na = 1\nwhy = \"x\"\n"));
        assert_ne!(print("b = [1, 2]\n"), print("b = [2, 1]\n"));
        assert_ne!(print("b = \"1\"\n"), print("b = 1\n"));
    }
}
