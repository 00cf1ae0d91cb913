//! A translation laid over the text it translates.
//!
//! The base file holds everything; the file of another language repeats its
//! shape with other words. Steps are matched by `id`, other lists by position,
//! so that work and progress mean the same in each language.

use std::collections::BTreeMap;

use super::{Complaint, Complaints, Node, Table, Value, quoted};

/// Fields that a translation may repeat for orientation but never change.
const IDENTITY: &[&str] = &["id", "kind", "code", "term"];

/// Replaces the texts of `base` by those of `words`; all else stays as it is.
pub fn overlay(base: &mut Node, words: &Node, complaints: &mut Complaints) {
    match (&mut base.value, &words.value) {
        (Value::Text { .. }, Value::Text { .. }) => *base = words.clone(),
        (Value::Table(base), Value::Table(words)) => overlay_table(base, words, complaints),
        (Value::List(base), Value::List(new)) => {
            if is_texts(base) && is_texts(new) {
                base.clone_from(new);
            } else if new.iter().all(|node| id_of(node).is_some()) && !new.is_empty() {
                overlay_by_id(base, new, complaints);
            } else if base.len() == new.len() {
                for (base, words) in base.iter_mut().zip(new) {
                    overlay(base, words, complaints);
                }
            } else {
                complaints.push(
                    Complaint::new(
                        words.span,
                        format!("This list has {} entries, the original has {}.", new.len(), base.len()),
                    )
                    .help("A translation has the same entries in the same order."),
                );
            }
        }
        (old, new) if old == new => {}
        (_, _) => complaints.push(
            Complaint::new(words.span, "A translation may change words only.")
                .help("Leave this field out; it is taken from the original."),
        ),
    }
}

fn overlay_table(base: &mut Table, words: &Table, complaints: &mut Complaints) {
    let mut known: BTreeMap<&str, &mut Node> =
        base.0.iter_mut().map(|(key, node)| (key.name.as_str(), node)).collect();
    for (key, node) in &words.0 {
        match known.get_mut(key.name.as_str()) {
            Some(old) if IDENTITY.contains(&key.name.as_str()) => {
                if old.value != node.value && !same_words(old, node) {
                    complaints.push(
                        Complaint::new(node.span, format!("A translation may not change `{}`.", key.name))
                            .help("It says to which part of the original the words belong."),
                    );
                }
            }
            Some(old) => overlay(old, node, complaints),
            None => complaints.push(
                Complaint::new(key.span, format!("The original has no field `{}` here.", quoted(&key.name)))
                    .help("A translation may change words only."),
            ),
        }
    }
}

fn overlay_by_id(base: &mut [Node], words: &[Node], complaints: &mut Complaints) {
    // Of two with the same id the first counts; the other is complained about elsewhere.
    let mut known: BTreeMap<String, &mut Node> = BTreeMap::new();
    for node in base {
        if let Some(id) = id_of(node).map(str::to_owned) {
            known.entry(id).or_insert(node);
        }
    }
    for node in words {
        let Some(id) = id_of(node) else { continue };
        match known.get_mut(id) {
            Some(old) => overlay(old, node, complaints),
            None => complaints.push(
                Complaint::new(node.span, format!("The original has no entry `{}`.", quoted(id)))
                    .help("Add it to the original first, or correct the id."),
            ),
        }
    }
}

fn id_of(node: &Node) -> Option<&str> {
    let Value::Table(table) = &node.value else { return None };
    match table.get("id").map(|id| &id.value) {
        Some(Value::Text { words, .. }) => Some(words),
        _ => None,
    }
}

fn is_texts(list: &[Node]) -> bool {
    list.iter().all(|node| matches!(node.value, Value::Text { .. }))
}

fn same_words(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Text { words: a, .. }, Value::Text { words: b, .. }) => a == b,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, parse};

    fn lay(base: &str, words: &str) -> (Node, Vec<String>) {
        let mut sources = Sources::default();
        let mut complaints = Complaints::default();
        let file = sources.add("a.toml", base);
        let mut node = parse(file, base, &mut complaints);
        let file = sources.add("a.fr.toml", words);
        let new = parse(file, words, &mut complaints);
        overlay(&mut node, &new, &mut complaints);
        let said = complaints.iter().map(|c| format!("{}: {}", sources.locate(c.span), c.message)).collect();
        (node, said)
    }

    #[test]
    fn words_are_replaced_and_the_rest_stays() {
        let (node, said) = lay(
            "[[step]]\nid = \"a\"\ntext = \"yes\"\nright = 1\n[[step]]\nid = \"b\"\ntext = \"no\"\n",
            "[[step]]\nid = \"b\"\ntext = \"non\"\n",
        );
        assert!(said.is_empty(), "{said:?}");
        let shown = format!("{node:?}");
        assert!(shown.contains("\"non\"") && shown.contains("\"yes\"") && !shown.contains("\"no\""));
    }

    #[test]
    fn a_translation_that_changes_more_than_words_is_refused_in_its_own_file() {
        let (_, said) = lay(
            "right = 1\nkind = \"choice\"\nl = [\"a\"]\n[[o]]\nt = \"x\"\n",
            "right = 2\nkind = \"essay\"\nnew = \"n\"\nl = [\"b\", \"c\"]\no = [{t = \"1\"}, {t = \"2\"}]\n",
        );
        assert_eq!(
            said,
            [
                "a.fr.toml:1:9: A translation may change words only.",
                "a.fr.toml:2:8: A translation may not change `kind`.",
                "a.fr.toml:3:1: The original has no field `new` here.",
                "a.fr.toml:5:5: This list has 2 entries, the original has 1.",
            ]
        );
    }
}
