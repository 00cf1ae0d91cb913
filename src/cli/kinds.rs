//! `curricle kinds`: the authors' reference, from the table that reads their files.

use super::{Trouble, print};
use crate::course::LESSON_FIELDS;
use crate::exercise::{COMMON_FIELDS, FieldHelp, KINDS, Kind};
use crate::source::nearest;

/// The width of the reference, in cells.
const WIDTH: usize = 78;

pub(super) fn kinds(wanted: Option<&str>) -> Result<(), Trouble> {
    let Some(wanted) = wanted else {
        let mut text = String::from("Fields of every lesson\n\n");
        push_fields(&mut text, LESSON_FIELDS);
        text.push_str("\nFields of every exercise\n\n");
        push_fields(&mut text, COMMON_FIELDS);
        for kind in KINDS {
            text.push('\n');
            push_kind(&mut text, kind);
        }
        return print(&text);
    };
    match KINDS.iter().find(|kind| kind.name == wanted) {
        Some(kind) => {
            let mut text = String::new();
            push_kind(&mut text, kind);
            print(&text)
        }
        None => {
            let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
            let help = match nearest(wanted, names.iter().copied()) {
                Some(near) => format!("Did you mean `{near}`?"),
                None => format!("The kinds are: {}.", names.join(", ")),
            };
            Err(Trouble::Usage(format!("There is no kind `{}`. {help}", crate::text::clean_line(wanted))))
        }
    }
}

fn push_kind(text: &mut String, kind: &Kind) {
    text.push_str(&format!("{}\n\n", kind.name));
    push_wrapped(text, kind.help, 2);
    push_wrapped(text, &time(kind), 2);
    text.push('\n');
    push_fields(text, kind.fields);
    text.push_str("\n  Example:\n\n");
    for line in kind.example.lines() {
        text.push_str(&format!("    {line}\n"));
    }
}

/// How long it takes, for the minutes that a lesson declares.
fn time(kind: &Kind) -> String {
    let minutes = f32::from(kind.seconds) / 60.0;
    format!("Takes about {minutes} minutes, beside the reading of what is asked.")
}

fn push_fields(text: &mut String, fields: &[FieldHelp]) {
    for field in fields {
        text.push_str(&format!("  {}\n", field.name));
        push_wrapped(text, field.help, 6);
    }
}

fn push_wrapped(text: &mut String, words: &str, indent: usize) {
    for row in crate::text::wrap(words, WIDTH - indent) {
        text.push_str(&format!("{}{}\n", " ".repeat(indent), &words[row]));
    }
}
