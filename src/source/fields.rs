//! A table read field by field, so that every mistake in it is found in one go.

use std::ops::{Range, RangeInclusive};

use super::marks::marks_in;
use super::{
    Complaint, Key, MAX_ID, MAX_LINE, MAX_LIST, MAX_PROSE, Node, Notes, Prose, Reference, Span, Table, Value,
    nearest, quoted,
};

/// How many entries a list may have.
pub type Limits = RangeInclusive<usize>;

/// One table being read: each field is asked for once, what nobody asked for is complained about.
pub struct Fields<'a, 'n> {
    span: Span,
    table: &'a Table,
    asked: Vec<&'static str>,
    notes: &'a mut Notes<'n>,
}

/// True for lower-case names of letters, digits and inner hyphens.
pub fn is_id(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= MAX_ID
        && !name.starts_with('-')
        && !name.ends_with('-')
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

impl<'a, 'n> Fields<'a, 'n> {
    /// Reads a node that should be a table with `read`, then complains about fields left over.
    pub fn read<T>(
        node: &'a Node,
        notes: &'a mut Notes<'n>,
        read: impl FnOnce(&mut Fields<'_, 'n>) -> Option<T>,
    ) -> Option<T> {
        let Value::Table(table) = &node.value else {
            let message = format!("A table is wanted here, not {}.", node.value.shape());
            notes.complaints.push(Complaint::new(node.span, message));
            return None;
        };
        let mut fields = Fields { span: node.span, table, asked: Vec::new(), notes };
        let value = read(&mut fields);
        fields.finish();
        value
    }

    /// Where the table stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Where a field stands, or the table if it is absent.
    pub fn span_of(&self, name: &str) -> Span {
        self.table.get(name).map_or(self.span, |node| node.span)
    }

    /// Where a range of a text field's bytes stands, or the whole field if an escape moved them.
    pub fn span_within(&self, name: &str, range: Range<usize>) -> Span {
        self.table.get(name).map_or(self.span, |node| span_within(node, range))
    }

    /// True if the field is there; does not count as reading it.
    pub fn has(&self, name: &str) -> bool {
        self.table.get(name).is_some()
    }

    /// Adds a complaint.
    pub fn complain(&mut self, complaint: Complaint) {
        self.notes.complaints.push(complaint);
    }

    /// A short text on one line.
    pub fn line(&mut self, name: &'static str) -> Option<String> {
        self.need(name)?;
        self.line_opt(name)
    }

    /// A short text on one line, if it is there.
    pub fn line_opt(&mut self, name: &'static str) -> Option<String> {
        let node = self.take(name)?;
        self.line_of(node, name)
    }

    /// A text of one or more lines that is no Markdown, such as a piece of a picture.
    pub fn picture(&mut self, name: &'static str) -> Option<String> {
        self.need(name)?;
        self.picture_opt(name)
    }

    /// A text of one or more lines that is no Markdown, if it is there.
    pub fn picture_opt(&mut self, name: &'static str) -> Option<String> {
        let node = self.take(name)?;
        let words = self.words_of(node, name)?;
        self.fits(node.span, name, words, MAX_PROSE).then(|| words.to_owned())
    }

    /// Complains of marks of Markdown in a text that is none; `words` is the field with other letters where it has signs that are no marks.
    pub fn no_marks(&mut self, name: &'static str, words: &str) {
        if let Some(node) = self.table.get(name) {
            self.no_marks_in(node, name, words);
        }
    }

    /// A Markdown text.
    pub fn prose(&mut self, name: &'static str) -> Option<Prose> {
        self.need(name)?;
        self.prose_opt(name)
    }

    /// A Markdown text, if it is there.
    pub fn prose_opt(&mut self, name: &'static str) -> Option<Prose> {
        let node = self.take(name)?;
        self.prose_of(node, name)
    }

    /// A list of Markdown texts; empty if it is absent.
    pub fn proses(&mut self, name: &'static str, limits: Limits) -> Vec<Prose> {
        self.list(name, limits).iter().filter_map(|node| self.prose_of(node, name)).collect()
    }

    /// A name: lower-case letters, digits and hyphens.
    pub fn id(&mut self, name: &'static str) -> Option<String> {
        self.need(name)?;
        self.id_opt(name)
    }

    /// A name, if it is there.
    pub fn id_opt(&mut self, name: &'static str) -> Option<String> {
        let node = self.take(name)?;
        let words = self.words_of(node, name)?;
        if is_id(words) {
            return Some(words.to_owned());
        }
        self.complain(
            Complaint::new(node.span, format!("`{}` cannot be a name.", quoted(words)))
                .help(format!("Use lower-case letters, digits and hyphens, {MAX_ID} at the most.")),
        );
        None
    }

    /// A whole number in a range.
    pub fn whole(&mut self, name: &'static str, range: RangeInclusive<i64>) -> Option<i64> {
        self.need(name)?;
        self.whole_opt(name, range)
    }

    /// A whole number in a range, if it is there.
    pub fn whole_opt(&mut self, name: &'static str, range: RangeInclusive<i64>) -> Option<i64> {
        let node = self.take(name)?;
        self.whole_of(node, name, range)
    }

    /// A list of whole numbers in a range, each with its place.
    pub fn wholes(
        &mut self,
        name: &'static str,
        range: RangeInclusive<i64>,
        limits: Limits,
    ) -> Vec<(i64, Span)> {
        self.list(name, limits)
            .iter()
            .filter_map(|node| Some((self.whole_of(node, name, range.clone())?, node.span)))
            .collect()
    }

    /// A number with or without a fraction.
    pub fn number(&mut self, name: &'static str) -> Option<f64> {
        let node = self.take(name)?;
        match node.value {
            Value::Whole(number) => Some(number as f64),
            Value::Real(number) if number.is_finite() => Some(number),
            _ => self.wrong(node, name, "a number"),
        }
    }

    /// True or false; `default` if it is absent.
    pub fn flag_or(&mut self, name: &'static str, default: bool) -> bool {
        let Some(node) = self.take(name) else { return default };
        match node.value {
            Value::Flag(flag) => flag,
            _ => self.wrong(node, name, "true or false").unwrap_or(default),
        }
    }

    /// One of a table of words; `default` if it is absent.
    pub fn pick_or<T: Copy>(&mut self, name: &'static str, table: &[(&'static str, T)], default: T) -> T {
        self.pick_opt(name, table).unwrap_or(default)
    }

    /// One of a table of words, if it is there.
    pub fn pick_opt<T: Copy>(&mut self, name: &'static str, table: &[(&'static str, T)]) -> Option<T> {
        let node = self.take(name)?;
        let words = self.words_of(node, name)?;
        let found = table.iter().find(|(word, _)| *word == words).map(|(_, value)| *value);
        if found.is_none() {
            let known: Vec<&str> = table.iter().map(|(word, _)| *word).collect();
            let help = match nearest(words, known.iter().copied()) {
                Some(near) => format!("Did you mean `{near}`?"),
                None => format!("It can be: {}.", known.join(", ")),
            };
            let words = quoted(words);
            self.complain(Complaint::new(node.span, format!("`{name}` cannot be `{words}`.")).help(help));
        }
        found
    }

    /// A list of short texts, each with its place; empty if it is absent.
    pub fn lines(&mut self, name: &'static str, limits: Limits) -> Vec<(String, Span)> {
        self.list(name, limits)
            .iter()
            .filter_map(|node| Some((self.line_of(node, name)?, node.span)))
            .collect()
    }

    /// Codes of sources, one text or a list of them, each noted as a reference.
    pub fn sources(&mut self, name: &'static str, limits: Limits) -> Vec<String> {
        let cited = match self.take(name) {
            Some(node @ Node { value: Value::Text { .. }, .. }) => {
                self.line_of(node, name).map(|code| (code, node.span)).into_iter().collect()
            }
            Some(_) | None => self.lines(name, limits),
        };
        for (code, span) in &cited {
            let code = code.split_once([' ', ',']).map_or(code.as_str(), |(code, _)| code);
            self.notes.references.push((Reference::Source(code.to_owned()), *span));
        }
        cited.into_iter().map(|(code, _)| code).collect()
    }

    /// A list of tables, each read with `read`; empty if it is absent.
    pub fn each<T>(
        &mut self,
        name: &'static str,
        limits: Limits,
        mut read: impl FnMut(&mut Fields<'_, 'n>) -> Option<T>,
    ) -> Vec<T> {
        let list = self.list(name, limits);
        list.iter().filter_map(|node| Fields::read(node, self.notes, &mut read)).collect()
    }

    /// A table inside this one, read with `read`, if it is there.
    pub fn table<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Fields<'_, 'n>) -> Option<T>,
    ) -> Option<T> {
        let node = self.take(name)?;
        Fields::read(node, self.notes, read)
    }

    /// All entries of this table, whatever their names: for files that are one table of things.
    pub fn entries<T>(&mut self, mut read: impl FnMut(&Key, &mut Fields<'_, 'n>) -> Option<T>) -> Vec<T> {
        let rows = self.rest();
        if rows.len() > MAX_LIST {
            let message = format!("This file has {} entries, too many.", rows.len());
            self.complain(Complaint::new(self.span, message).help(format!("{MAX_LIST} at the most.")));
            return Vec::new();
        }
        rows.iter()
            .filter_map(|(key, node)| Fields::read(node, self.notes, |fields| read(key, fields)))
            .collect()
    }

    /// Takes a field as asked for, because it was complained about already.
    pub fn ignore(&mut self, name: &'static str) {
        self.asked.push(name);
    }

    /// Leaves the fields that nobody asked for uncommented: what they mean is not known.
    pub fn ignore_rest(&mut self) {
        self.asked.push(ALL);
    }

    /// The names of the fields that were asked for so far.
    pub fn asked(&self) -> &[&'static str] {
        &self.asked
    }

    /// The entries that nobody asked for so far, unread: for tables whose names are not fields.
    pub fn rest(&mut self) -> Vec<(&'a Key, &'a Node)> {
        let table = self.table;
        let rest = table.0.iter().filter(|(key, _)| !self.asked.contains(&key.name.as_str()));
        let rest = rest.map(|(key, node)| (key, node)).collect();
        self.asked.push(ALL);
        rest
    }

    fn finish(self) {
        if self.asked.contains(&ALL) {
            return;
        }
        for (key, _) in &self.table.0 {
            if self.asked.contains(&key.name.as_str()) {
                continue;
            }
            self.notes.complaints.add(key.span, || {
                let help = match nearest(&key.name, self.asked.iter().copied()) {
                    Some(near) => format!("Did you mean `{near}`?"),
                    None => format!("The fields here are: {}.", self.asked.join(", ")),
                };
                let name = quoted(&key.name);
                Complaint::new(key.span, format!("There is no field `{name}` here.")).help(help)
            });
        }
    }

    fn take(&mut self, name: &'static str) -> Option<&'a Node> {
        if !self.asked.contains(&name) {
            self.asked.push(name);
        }
        self.table.get(name)
    }

    fn need(&mut self, name: &'static str) -> Option<()> {
        if self.take(name).is_some() {
            return Some(());
        }
        self.complain(Complaint::new(self.span, format!("The field `{name}` is missing.")));
        None
    }

    fn wrong<T>(&mut self, node: &Node, name: &str, wanted: &str) -> Option<T> {
        let message = format!("`{name}` should be {wanted}, not {}.", node.value.shape());
        self.complain(Complaint::new(node.span, message));
        None
    }

    fn words_of<'w>(&mut self, node: &'w Node, name: &str) -> Option<&'w str> {
        match &node.value {
            Value::Text { words, .. } if words.trim().is_empty() => {
                self.complain(Complaint::new(node.span, format!("`{name}` is empty.")));
                None
            }
            Value::Text { words, .. } => Some(words),
            _ => self.wrong(node, name, "a text"),
        }
    }

    fn line_of(&mut self, node: &Node, name: &str) -> Option<String> {
        let words = self.words_of(node, name)?;
        if words.contains('\n') {
            self.complain(Complaint::new(node.span, format!("`{name}` should be one line.")));
            return None;
        }
        if !self.fits(node.span, name, words, MAX_LINE) {
            return None;
        }
        self.no_marks_in(node, name, words);
        Some(self.notes.fill(words, &|| node.span))
    }

    fn no_marks_in(&mut self, node: &Node, name: &str, words: &str) {
        let Some(range) = marks_in(words) else { return };
        let place = span_within(node, range.clone());
        let marked = match &node.value {
            Value::Text { words, .. } => quoted(words.get(range).unwrap_or_default()),
            _ => return,
        };
        let help = "Take the marks away: a learner would see them as they stand.";
        self.notes.complaints.add(place, || {
            Complaint::new(place, format!("`{name}` is plain text, without marks such as {marked}."))
                .help(help)
        });
    }

    fn prose_of(&mut self, node: &Node, name: &str) -> Option<Prose> {
        let words = self.words_of(node, name)?;
        if !self.fits(node.span, name, words, MAX_PROSE) {
            return None;
        }
        let place = |range: Range<usize>| span_within(node, range);
        Some(Prose::read(words, &place, self.notes))
    }

    fn fits(&mut self, span: Span, name: &str, words: &str, most: usize) -> bool {
        let long = words.chars().count();
        if long <= most {
            return true;
        }
        let message = format!("`{name}` has {long} characters, too many.");
        self.complain(Complaint::new(span, message).help(format!("{most} at the most.")));
        false
    }

    fn whole_of(&mut self, node: &Node, name: &str, range: RangeInclusive<i64>) -> Option<i64> {
        let Value::Whole(number) = node.value else { return self.wrong(node, name, "a whole number") };
        if range.contains(&number) {
            return Some(number);
        }
        let help = format!("It can be {} to {}.", range.start(), range.end());
        self.complain(Complaint::new(node.span, format!("`{name}` cannot be {number}.")).help(help));
        None
    }

    fn list(&mut self, name: &'static str, limits: Limits) -> &'a [Node] {
        let Some(node) = self.take(name) else {
            if *limits.start() > 0 {
                self.complain(Complaint::new(self.span, format!("The field `{name}` is missing.")));
            }
            return &[];
        };
        let Value::List(list) = &node.value else {
            self.wrong::<()>(node, name, "a list");
            return &[];
        };
        if !limits.contains(&list.len()) {
            let help = format!("It can have {} to {}.", limits.start(), limits.end());
            let message = format!("`{name}` has {} entries.", list.len());
            self.complain(Complaint::new(node.span, message).help(help));
            return if list.len() > *limits.end() { &[] } else { list };
        }
        list
    }
}

fn span_within(node: &Node, range: Range<usize>) -> Span {
    match node.value {
        Value::Text { base: Some(base), .. } => Span {
            file: node.span.file,
            start: base.saturating_add(range.start as u32),
            end: base.saturating_add(range.end as u32),
        },
        _ => node.span,
    }
}

/// Stands in the list of asked fields when all of a table's entries were read.
const ALL: &str = "*";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Complaints, Figures, Sources, parse};

    fn complaints(text: &str, read: impl FnOnce(&mut Fields<'_, '_>)) -> Vec<String> {
        let mut sources = Sources::default();
        let file = sources.add("t.toml", text);
        let figures = Figures::default();
        let mut notes = Notes::new(&figures);
        let mut broken = Complaints::default();
        let node = parse(file, text, &mut broken);
        Fields::read(&node, &mut notes, |fields| {
            read(fields);
            Some(())
        });
        broken.append(&mut notes.complaints);
        broken
            .iter()
            .map(|c| {
                format!("{}: {} {}", sources.locate(c.span), c.message, c.help.clone().unwrap_or_default())
            })
            .collect()
    }

    #[test]
    fn every_mistake_in_a_table_is_found_at_once() {
        let said = complaints("id = \"A b\"\ntries = 99\nkredit = \"x\"\nmode = \"onn\"\n", |fields| {
            fields.id("id");
            fields.whole_opt("tries", 0..=9);
            fields.line_opt("credit");
            fields.pick_or("mode", &[("one", 1), ("many", 2)], 1);
            fields.prose("text");
        });
        assert_eq!(
            said,
            [
                "t.toml:1:6: `A b` cannot be a name. Use lower-case letters, digits and hyphens, 64 at the most.",
                "t.toml:2:9: `tries` cannot be 99. It can be 0 to 9.",
                "t.toml:4:8: `mode` cannot be `onn`. Did you mean `one`?",
                "t.toml:1:1: The field `text` is missing. ",
                "t.toml:3:1: There is no field `kredit` here. Did you mean `credit`?",
            ]
        );
    }

    #[test]
    fn a_complaint_inside_markdown_points_into_the_file() {
        let said = complaints("text = \"\"\"\nfine\n<b>no</b>\n\"\"\"\n", |fields| {
            fields.prose("text");
        });
        assert!(said[0].starts_with("t.toml:3:1: HTML cannot be shown"), "{said:?}");
    }

    #[test]
    fn lists_have_limits() {
        let said = complaints("a = [1, 2, 3]\nb = []\n", |fields| {
            fields.wholes("a", 0..=9, 0..=2);
            fields.wholes("b", 0..=9, 1..=2);
            fields.wholes("c", 0..=9, 1..=2);
        });
        assert_eq!(
            said,
            [
                "t.toml:1:5: `a` has 3 entries. It can have 0 to 2.",
                "t.toml:2:5: `b` has 0 entries. It can have 1 to 2.",
                "t.toml:1:1: The field `c` is missing. ",
            ]
        );
    }
}
