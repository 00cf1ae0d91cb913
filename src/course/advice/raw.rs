//! Texts as they were written: what a reader reads of them, and where.

use crate::source::{Node, Span, Table, Value};
use crate::text;

/// The text of a field.
pub(super) fn words<'t>(table: &'t Table, name: &str) -> Option<&'t str> {
    match &table.get(name)?.value {
        Value::Text { words, .. } => Some(words),
        _ => None,
    }
}

/// The tables of a list of tables; none if the field is something else.
pub(super) fn tables<'t>(table: &'t Table, name: &str) -> Vec<&'t Table> {
    entries(table, name).into_iter().map(|(table, _)| table).collect()
}

/// The tables of a list, each with its place.
pub(super) fn entries<'t>(table: &'t Table, name: &str) -> Vec<(&'t Table, Span)> {
    let Some(Node { value: Value::List(list), .. }) = table.get(name) else { return Vec::new() };
    let table = |node: &'t Node| match &node.value {
        Value::Table(table) => Some((table, node.span)),
        _ => None,
    };
    list.iter().filter_map(table).collect()
}

/// True if the field is set to `true`.
pub(super) fn is_set(table: &Table, name: &str) -> bool {
    matches!(table.get(name), Some(Node { value: Value::Flag(true), .. }))
}

/// The text with its drawings, codes of sources and links of terms blanked out; each byte keeps its place.
pub(super) fn blanked(words: &str) -> String {
    without(words, true)
}

/// The same with what carries a name blanked out, too: in emphasis, begun with a capital, not a sentence.
///
/// So titles are written. A title is not explained where it stands, and it may hold anything.
pub(super) fn without_titles(words: &str) -> String {
    let blank = blanked(words);
    let mut out = blank.clone();
    let stars: Vec<usize> = blank.match_indices('*').map(|(at, _)| at).collect();
    let is_single = |at: usize| {
        let beside = [at.checked_sub(1), at.checked_add(1)];
        !beside.iter().flatten().any(|beside| blank.as_bytes().get(*beside) == Some(&b'*'))
    };
    let single: Vec<usize> = stars.into_iter().filter(|at| is_single(*at)).collect();
    let mut rest = single.as_slice();
    while let [open, close, ..] = rest {
        let inner = &blank[open + 1..*close];
        if inner.starts_with(char::is_whitespace) || inner.contains("\n\n") {
            rest = &rest[1..];
            continue;
        }
        rest = &rest[2..];
        if inner.starts_with(char::is_uppercase) && !inner.ends_with(['.', '?', '!', ',']) {
            out.replace_range(open + 1..*close, &" ".repeat(inner.len()));
        }
    }
    out
}

/// How many words of the text are read: drawings are looked at, and codes of sources passed over.
pub(super) fn count(words: &str) -> usize {
    text::words(&without(words, false))
}

fn without(words: &str, terms: bool) -> String {
    let mut bytes = words.as_bytes().to_vec();
    let mut blank = |from: usize, to: usize| bytes[from..to].fill(b' ');
    let mut at = 0;
    while let Some(found) = words[at..].find(['[', '`']) {
        let start = at + found;
        let rest = &words[start..];
        let (open, close) = match rest {
            _ if rest.starts_with("```") => ("```", "```"),
            _ if rest.starts_with("[@") => ("[@", "]"),
            _ if rest.starts_with("[[") => ("[[", "]]"),
            _ => {
                at = start + 1;
                continue;
            }
        };
        let inner = &rest[open.len()..];
        let Some(end) = inner.find(close) else { break };
        let stop = start + open.len() + end + close.len();
        if open != "[[" || terms {
            blank(start, stop);
        } else if let Some(bar) = inner[..end].find('|') {
            blank(start, start + open.len() + bar + 1);
        }
        at = stop;
    }
    // Whole signs were blanked, so this is text still.
    String::from_utf8(bytes).unwrap_or_default()
}

/// The terms that a text links, as it names them, each with where its link begins.
pub(super) fn links(words: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = words[at..].find("[[").map(|open| at + open) {
        let Some(end) = words[open..].find("]]").map(|end| open + end) else { break };
        let inner = &words[open + 2..end];
        let name = inner.split_once('|').map_or(inner, |(name, _)| name);
        found.push((open, name.trim().to_lowercase()));
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_read_does_not_count_and_all_keeps_its_place() {
        let text =
            "See [[State under review|the State]] [@U01 art. 2] é.\n```Two boxes\n+-+ [x]\n```\nEnd [1] `x`.";
        assert_eq!(count(text), 6 + 1);
        let blank = blanked(text);
        assert_eq!(blank.len(), text.len());
        assert_eq!(blank.find("End"), text.find("End"));
        assert!(!blank.contains("State") && blank.contains('é'), "{blank}");
        let titled = "*Do no harm* and **Do** *State under* 2 * 3; *It ends.* *Do*";
        assert_eq!(without_titles(titled), "*          * and **Do** *           * 2 * 3; *It ends.* *  *");
        assert_eq!(links(text), [(4, "state under review".to_owned())]);
    }
}
