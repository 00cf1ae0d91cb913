//! One keymap file, as it is written.

use std::collections::BTreeMap;

use super::key::{self, KeyError, MAX_SEQUENCE, parse_keys, spell_keys};
use super::mode::Section;
use super::{Action, Key};
use crate::source::{
    self, Complaint, Complaints, Fields, Figures, FileId, Node, Notes, Sources, Span, Value, nearest,
};
use crate::text;

/// The version of the format that is read.
pub const FORMAT: i64 = 1;
/// The largest keymap file, in bytes.
pub const MAX_KEYMAP: usize = 64 << 10;
/// The keymap that stands alone; every other one inherits from another.
pub const DEFAULT: &str = "default";

/// A keymap file before the files that it inherits from are put under it.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) file: FileId,
    pub(super) name: String,
    pub(super) title: String,
    pub(super) inherits: Option<(String, Span)>,
    pub(super) rows: Vec<Row>,
    /// False if rows may be missing because the file is not valid TOML.
    pub(super) whole: bool,
}

/// One line of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) section: Section,
    pub(super) keys: Vec<Key>,
    /// None where the file says `none`.
    pub(super) action: Option<Action>,
    pub(super) span: Span,
}

/// Reads one file; none if nothing can be made of it.
pub(super) fn read(file: FileId, sources: &Sources, complaints: &mut Complaints) -> Option<Written> {
    let text = sources.text(file);
    if text.len() > MAX_KEYMAP {
        complaints.push(
            Complaint::new(
                Span::top(file),
                format!("This keymap has {} bytes, too many to read.", text.len()),
            )
            .help(format!("A keymap may have {MAX_KEYMAP} bytes.")),
        );
        return None;
    }
    let before = complaints.count();
    let node = source::parse(file, text, complaints);
    let whole = complaints.count() == before;
    if let Some(complaint) = newer(&node) {
        complaints.push(complaint);
        return None;
    }
    let figures = Figures::default();
    let mut notes = Notes::new(&figures);
    let written = Fields::read(&node, &mut notes, |fields| {
        fields.whole("format", 1..=FORMAT);
        let name = fields.id("name").unwrap_or_default();
        let title = fields.line("title").unwrap_or_default();
        let inherits = inherits(fields, &name);
        let rows = sections(fields, sources);
        Some(Written { file, name, title, inherits, rows, whole })
    });
    complaints.append(&mut notes.complaints);
    written
}

fn newer(node: &Node) -> Option<Complaint> {
    let Value::Table(table) = &node.value else { return None };
    let format = table.get("format")?;
    match format.value {
        Value::Whole(number) if number > FORMAT => Some(
            Complaint::new(
                format.span,
                format!("This keymap has format {number}; this curricle reads {FORMAT}."),
            )
            .help("Upgrade curricle, or use a keymap that came with it."),
        ),
        _ => None,
    }
}

fn inherits(fields: &mut Fields<'_, '_>, name: &str) -> Option<(String, Span)> {
    let span = fields.span_of("inherits");
    let written = fields.id_opt("inherits");
    if name != DEFAULT && !fields.has("inherits") {
        fields.complain(
            Complaint::new(span, "The field `inherits` is missing.").help("Write inherits = \"default\"."),
        );
    }
    written.map(|parent| (parent, span))
}

fn sections(fields: &mut Fields<'_, '_>, sources: &Sources) -> Vec<Row> {
    let mut rows = Vec::new();
    for (key, node) in fields.rest() {
        match (Section::parse(&key.name), &node.value) {
            (Some(section), Value::Table(table)) => {
                let mut seen = BTreeMap::new();
                for (key, node) in &table.0 {
                    rows.extend(row(section, key, node, fields, sources, &mut seen));
                }
            }
            (Some(section), other) => {
                let message = format!("`{}` should be a section, not {}.", section.word(), other.shape());
                let help = format!("Write [{}] on a line, and the keys below it.", section.word());
                fields.complain(Complaint::new(key.span, message).help(help));
            }
            (None, other) => fields.complain(unknown(key, other)),
        }
    }
    rows
}

fn unknown(key: &source::Key, value: &Value) -> Complaint {
    let name = text::clean_line(&key.name);
    let near = nearest(&name, Section::words()).map(str::to_owned);
    match value {
        Value::Table(_) => {
            let sections = Section::words().collect::<Vec<_>>().join(", ");
            let help =
                near.map_or(format!("The sections are: {sections}."), |n| format!("Did you mean [{n}]?"));
            Complaint::new(key.span, format!("There is no section [{name}].")).help(help)
        }
        _ => {
            let near = nearest(&name, ["format", "name", "title", "inherits"]);
            let help = near
                .map_or("Keys stand in sections: write [everywhere] above them.".to_owned(), |near| {
                    format!("Did you mean `{near}`?")
                });
            Complaint::new(key.span, format!("There is no field `{name}` here.")).help(help)
        }
    }
}

fn row(
    section: Section,
    key: &source::Key,
    node: &Node,
    fields: &mut Fields<'_, '_>,
    sources: &Sources,
    seen: &mut BTreeMap<Vec<Key>, Span>,
) -> Option<Row> {
    let keys = parse_keys(&key.name).map_err(|error| fields.complain(no_key(&error, key.span))).ok();
    let action = action(section, node).map_err(|complaint| fields.complain(complaint)).ok();
    let keys = keys?;
    let spelled = spell_keys(&keys);
    if let Some(first) = seen.get(&keys) {
        let line = sources.locate(*first).line;
        fields.complain(
            Complaint::new(key.span, format!("`{spelled}` is bound twice in [{}].", section.word()))
                .help(format!("It is bound first in line {line}; take one of the two away.")),
        );
        return None;
    }
    seen.insert(keys.clone(), key.span);
    let action = action?;
    if let Some(complaint) = plain(section, &keys, action, key.span) {
        fields.complain(complaint);
        return None;
    }
    Some(Row { section, keys, action, span: key.span })
}

fn no_key(error: &KeyError, span: Span) -> Complaint {
    match error {
        KeyError::Empty => Complaint::new(span, "A key is missing here."),
        KeyError::TooLong(count) => Complaint::new(span, format!("This binding has {count} keys, too many."))
            .help(format!("{MAX_SEQUENCE} at the most.")),
        KeyError::Shifted(written) => Complaint::new(span, "Shift is not written before a character.")
            .help(format!("Write `{written}`.")),
        KeyError::Unknown { word, near } => {
            let help = match near {
                Some(near) => format!("Did you mean `{near}`?"),
                None => format!(
                    "A key is one character, f1 to f{}, or one of: {}; ctrl-, alt- or shift- may stand before it.",
                    key::MAX_FUNCTION_KEY,
                    key::names()
                ),
            };
            Complaint::new(span, format!("There is no key `{}`.", text::clean_line(word))).help(help)
        }
    }
}

/// The action that a line asks for, or none where it unbinds the key.
fn action(section: Section, node: &Node) -> Result<Option<Action>, Complaint> {
    let Value::Text { words, .. } = &node.value else {
        let message = format!("The name of an action is wanted here, not {}.", node.value.shape());
        return Err(Complaint::new(node.span, message));
    };
    if words.is_empty() {
        return Err(Complaint::new(node.span, "The name of an action is missing here."));
    }
    if words == NONE {
        return Ok(None);
    }
    let Some(action) = Action::parse(words) else {
        let known = Action::all().map(Action::word).chain([NONE]);
        let help = nearest(words, known).map_or("keymaps/default.toml has them all.".to_owned(), |near| {
            format!("Did you mean `{near}`?")
        });
        let message = format!("There is no action `{}`.", text::clean_line(words));
        return Err(Complaint::new(node.span, message).help(help));
    };
    match section {
        Section::Of(mode) if !action.means_in(mode) => {
            let modes = action.modes().iter().map(|mode| format!("[{}]", mode.word())).collect::<Vec<_>>();
            Err(Complaint::new(node.span, format!("`{words}` means nothing in [{}].", mode.word()))
                .help(format!("It can stand in {} or [everywhere].", modes.join(", "))))
        }
        Section::Of(_) | Section::Everywhere => Ok(Some(action)),
    }
}

/// The complaint about a key that would be text wherever the binding could count.
fn plain(section: Section, keys: &[Key], action: Option<Action>, span: Span) -> Option<Complaint> {
    let first = keys.first().filter(|key| key.character().is_some())?;
    let message = match (section, action) {
        (Section::Of(mode), _) if mode.takes_text() => format!("`{first}` is text in [{}].", mode.word()),
        (Section::Everywhere, Some(action)) if action.modes().iter().all(|mode| mode.takes_text()) => {
            format!("`{first}` is text wherever `{}` means something.", action.word())
        }
        (Section::Of(_) | Section::Everywhere, _) => return None,
    };
    Some(Complaint::new(span, message).help("Use a key with ctrl or alt, or a key with a name."))
}

/// The word that unbinds a key.
const NONE: &str = "none";

#[cfg(test)]
mod tests {
    use super::super::tests::said;

    const HEAD: &str = "format = 1\nname = \"mine\"\ntitle = \"T\"\ninherits = \"default\"\n";

    fn rows(rows: &str) -> Vec<String> {
        said(&format!("{HEAD}{rows}"))
    }

    #[test]
    fn everything_wrong_with_a_file_is_said_at_once() {
        assert_eq!(
            rows(concat!(
                "[raeding]\n\"a\" = \"up\"\n",
                "[reading]\n",
                "\"pagup\" = \"page-up\"\n",
                "\"J\" = \"hnit\"\n",
                "\"K\" = \"take\"\n",
                "\"ctrl-A\" = \"up\"\n",
                "\"ctrl-a\" = \"down\"\n",
                "\"shift-b\" = \"up\"\n",
                "\"\" = \"up\"\n",
                "\"Z Y X W V\" = \"up\"\n",
                "\"Z\" = 7\n",
                "[writing]\n\"x\" = \"cut\"\n",
                "[everywhere]\n\"X\" = \"cut\"\n",
            )),
            [
                "mine.toml:5:2: There is no section [raeding]. Did you mean [reading]?",
                "mine.toml:8:1: There is no key `pagup`. Did you mean `pageup`?",
                "mine.toml:9:7: There is no action `hnit`. Did you mean `hint`?",
                "mine.toml:10:7: `take` means nothing in [reading]. \
                 It can stand in [choosing], [arranging], [placing] or [everywhere].",
                "mine.toml:12:1: `ctrl-a` is bound twice in [reading]. \
                 It is bound first in line 11; take one of the two away.",
                "mine.toml:13:1: Shift is not written before a character. Write `B`.",
                "mine.toml:14:1: A key is missing here.",
                "mine.toml:15:1: This binding has 5 keys, too many. 4 at the most.",
                "mine.toml:16:7: The name of an action is wanted here, not a whole number.",
                "mine.toml:18:1: `x` is text in [writing]. Use a key with ctrl or alt, or a key with a name.",
                "mine.toml:20:1: `X` is text wherever `cut` means something. \
                 Use a key with ctrl or alt, or a key with a name.",
            ]
        );
    }

    #[test]
    fn what_stands_outside_of_sections_is_checked() {
        assert_eq!(
            said("format = 1\nname = \"Mine\"\ninherit = \"vim\"\n\"x\" = \"up\"\nreading = 1\n"),
            [
                "mine.toml:2:8: `Mine` cannot be a name. Use lower-case letters, digits and hyphens, 64 at the most.",
                "mine.toml:1:1: The field `title` is missing.",
                "mine.toml:1:1: The field `inherits` is missing. Write inherits = \"default\".",
                "mine.toml:3:1: There is no field `inherit` here. Did you mean `inherits`?",
                "mine.toml:4:1: There is no field `x` here. Keys stand in sections: write [everywhere] above them.",
                "mine.toml:5:1: `reading` should be a section, not a whole number. \
                 Write [reading] on a line, and the keys below it.",
            ]
        );
    }

    #[test]
    fn a_newer_format_is_refused_with_advice_and_nothing_else() {
        assert_eq!(
            said("format = 2\nnew = true\n"),
            ["mine.toml:1:10: This keymap has format 2; this curricle reads 1. \
              Upgrade curricle, or use a keymap that came with it."]
        );
    }

    #[test]
    fn a_key_that_no_name_is_like_is_answered_with_all_names() {
        assert_eq!(
            rows("[reading]\n\"hyper-x\" = \"up\"\n\"\\u001b\" = \"xyzzyx\"\n"),
            [
                "mine.toml:6:1: There is no key `hyper-x`. A key is one character, f1 to f24, or one of: enter, space, \
                 esc, tab, backspace, delete, insert, home, end, pageup, pagedown, up, down, left, right; \
                 ctrl-, alt- or shift- may stand before it.",
                "mine.toml:7:1: There is no key ``. A key is one character, f1 to f24, or one of: enter, space, \
                 esc, tab, backspace, delete, insert, home, end, pageup, pagedown, up, down, left, right; \
                 ctrl-, alt- or shift- may stand before it.",
                "mine.toml:7:12: There is no action `xyzzyx`. keymaps/default.toml has them all.",
            ]
        );
    }

    #[test]
    fn literally_equal_keys_and_broken_lines_are_refused() {
        let said = rows("[reading]\n\"J\" = \"up\"\n\"J\" = \"down\"\n\"K\" =\n");
        assert_eq!(said.len(), 3, "{said:?}");
        assert_eq!(said[0], "mine.toml:7:1: This is not valid TOML: duplicate key.");
        assert!(said[1].starts_with("mine.toml:8:6: This is not valid TOML: "), "{said:?}");
        assert_eq!(said[2], "mine.toml:8:6: The name of an action is missing here.");
    }

    #[test]
    fn a_file_too_large_is_not_read() {
        let long = format!("{HEAD}#{}\n", "x".repeat(super::MAX_KEYMAP));
        let bytes = long.len();
        assert_eq!(
            said(&long),
            [format!(
                "mine.toml:1:1: This keymap has {bytes} bytes, too many to read. A keymap may have 65536 bytes."
            )]
        );
    }
}
