//! Files put upon each other: which keys count in a mode, and what is wrong with the whole.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::mode::Section;
use super::read::{Row, Written};
use super::{Action, Key, Mode, spell_keys};
use crate::source::{Complaint, Sources, Span};

/// The bindings of one mode.
pub(super) type Bindings = BTreeMap<Vec<Key>, Binding>;

/// What a sequence of keys is bound to, and by which line of which file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Binding {
    pub(super) action: Action,
    depth: usize,
    section: Section,
    span: Span,
}

impl Binding {
    /// Smaller for what people are told first: their own file, this mode, higher up.
    pub(super) fn rank(&self) -> (usize, bool, u32) {
        (self.depth, self.section == Section::Everywhere, self.span.start)
    }
}

/// The bindings that count in a mode; the first file is the learner's, the last one `default`.
///
/// The mode's own section counts before `[everywhere]`, whichever file either stands in, and a
/// key unbound there stays unbound. Where text is typed, no plain character comes from `[everywhere]`.
pub(super) fn bindings(files: &[Written], mode: Mode) -> Bindings {
    let mut rows = section(files, Section::Everywhere);
    rows.retain(|keys, (_, row)| {
        let counts = row.action.is_some_and(|action| action.means_in(mode));
        let text = mode.takes_text() && keys.first().is_some_and(|key| key.character().is_some());
        counts && !text
    });
    rows.extend(section(files, Section::Of(mode)));
    rows.into_iter()
        .filter_map(|(keys, (depth, row))| {
            Some((keys, Binding { action: row.action?, depth, section: row.section, span: row.span }))
        })
        .collect()
}

/// Everything that is wrong with the files as a whole.
pub(super) fn check(files: &[Written], sources: &Sources) -> Vec<Complaint> {
    let mut complaints = hidden(files, sources);
    if files.iter().all(|file| file.whole) {
        complaints.extend(unreached(files));
    }
    complaints
}

/// The longer bindings that start with these keys.
pub(super) fn longer<'a>(
    bindings: &'a Bindings,
    keys: &'a [Key],
) -> impl Iterator<Item = (&'a Vec<Key>, &'a Binding)> {
    let behind = bindings.range::<[Key], _>((Bound::Excluded(keys), Bound::Unbounded));
    behind.take_while(|(long, _)| long.starts_with(keys))
}

fn section(files: &[Written], section: Section) -> BTreeMap<Vec<Key>, (usize, &Row)> {
    let mut rows = BTreeMap::new();
    for (depth, file) in files.iter().enumerate().rev() {
        let here = file.rows.iter().filter(|row| row.section == section);
        rows.extend(here.map(|row| (row.keys.clone(), (depth, row))));
    }
    rows
}

fn hidden(files: &[Written], sources: &Sources) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let mut said = BTreeSet::new();
    for mode in Mode::ALL {
        let bindings = bindings(files, mode);
        for (keys, short) in &bindings {
            let Some((long_keys, long)) = longer(&bindings, keys).next() else { continue };
            if said.insert((short.span, long.span)) {
                complaints.push(hides((keys, short), (long_keys, long), mode, sources));
            }
        }
    }
    complaints
}

/// The complaint stands where the learner wrote last; its help names the other line.
fn hides(
    (keys, short): (&[Key], &Binding),
    (long_keys, long): (&[Key], &Binding),
    mode: Mode,
    sources: &Sources,
) -> Complaint {
    let (hiding, hidden) = (spell_keys(keys), spell_keys(long_keys));
    let message = format!("`{hiding}` hides `{hidden}` in [{}].", mode.word());
    let newest = |bound: &Binding| (std::cmp::Reverse(bound.depth), bound.span.start);
    if newest(short) > newest(long) {
        let place = sources.locate(long.span);
        let help = format!("`{hidden}` is `{}` in {place}. Choose another key.", long.action.word());
        return Complaint::new(short.span, message).help(help);
    }
    let place = sources.locate(short.span);
    let unbind = if short.section == Section::Everywhere { long.section } else { short.section };
    let help = format!(
        "`{hiding}` is `{}` in {place}. Unbind it in [{}]: \"{hiding}\" = \"none\".",
        short.action.word(),
        unbind.word()
    );
    Complaint::new(long.span, message).help(help)
}

/// Every action but the digits' must have a key in every mode in which it means something.
///
/// Digits are short cuts to what other keys do as well, so that a number pad may have them.
fn unreached(files: &[Written]) -> Vec<Complaint> {
    let Some(own) = files.first() else { return Vec::new() };
    let now = Mode::ALL.map(|mode| (mode, bindings(files, mode)));
    let before = Mode::ALL.map(|mode| (mode, bindings(&files[1..], mode)));
    let mut complaints = Vec::new();
    for action in Action::all().filter(|action| !matches!(action, Action::Item(_))) {
        let missing = now
            .iter()
            .filter(|(mode, bindings)| {
                action.means_in(*mode) && bindings.values().all(|b| b.action != action)
            })
            .map(|(mode, _)| *mode)
            .collect::<Vec<_>>();
        if missing.is_empty() {
            continue;
        }
        let taken = own.rows.iter().find(|row| {
            before.iter().filter(|(mode, _)| missing.contains(mode)).any(|(mode, bindings)| {
                [Section::Everywhere, Section::Of(*mode)].contains(&row.section)
                    && bindings.get(&row.keys).is_some_and(|bound| bound.action == action)
            })
        });
        complaints.push(no_key_reaches(action, &missing, taken, own));
    }
    complaints
}

fn no_key_reaches(action: Action, missing: &[Mode], taken: Option<&Row>, own: &Written) -> Complaint {
    let word = action.word();
    let message = if missing == action.modes() {
        format!("No key reaches `{word}`.")
    } else {
        let modes = missing.iter().map(|mode| format!("[{}]", mode.word())).collect::<Vec<_>>().join(", ");
        format!("No key reaches `{word}` in {modes}.")
    };
    match taken {
        Some(row) => {
            let key = spell_keys(&row.keys);
            let help = format!("`{key}` did so before this line. Bind another key to `{word}`.");
            Complaint::new(row.span, message).help(help)
        }
        None => Complaint::new(Span::top(own.file), message).help(format!("Bind a key to `{word}`.")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{keymap, said};
    use super::super::{Resolved, label_keys, parse_keys};
    use super::*;

    fn mine(rows: &str) -> String {
        format!("format = 1\nname = \"mine\"\ntitle = \"T\"\ninherits = \"default\"\n{rows}")
    }

    #[test]
    fn a_binding_that_hides_a_longer_one_is_refused_once_with_the_way_out() {
        assert_eq!(
            said(&mine("[everywhere]\n\"g g\" = \"first\"\n")),
            ["mine.toml:6:1: `g` hides `g g` in [reading]. \
              `g` is `glossary` in keymaps/default.toml:LINE. Unbind it in [everywhere]: \"g\" = \"none\"."]
        );
        assert_eq!(
            said(&mine("[placing]\n\"ctrl-o\" = \"up\"\n")),
            ["mine.toml:6:1: `ctrl-o` hides `ctrl-o !` in [placing]. \
              `ctrl-o !` is `report` in keymaps/default.toml:LINE. Choose another key."]
        );
        assert_eq!(
            said(&mine("[reading]\n\"J\" = \"up\"\n[everywhere]\n\"J J\" = \"down\"\n")),
            ["mine.toml:8:1: `J` hides `J J` in [reading]. \
              `J` is `up` in mine.toml:6:1. Unbind it in [reading]: \"J\" = \"none\"."]
        );
        assert!(said(&mine("[reading]\n\"g\" = \"none\"\n\"g g\" = \"first\"\n")).is_empty());
    }

    #[test]
    fn an_action_that_no_key_reaches_is_refused_where_its_key_was_taken() {
        assert_eq!(
            said(&mine("[everywhere]\n\"w\" = \"up\"\n[reading]\n\"m\" = \"none\"\n")),
            ["mine.toml:6:1: No key reaches `reply`. \
              `w` did so before this line. Bind another key to `reply`."]
        );
        assert_eq!(
            said(&mine("[writing]\n\"enter\" = \"down\"\n[asking]\n\"ctrl-v\" = \"none\"\n")),
            [
                "mine.toml:6:1: No key reaches `new-line`. \
                 `enter` did so before this line. Bind another key to `new-line`.",
                "mine.toml:8:1: No key reaches `paste` in [asking]. \
                 `ctrl-v` did so before this line. Bind another key to `paste`.",
            ]
        );
        let digits: String = (1..=9).map(|n| format!("\"{n}\" = \"none\"\n")).collect();
        assert!(said(&mine(&format!("[everywhere]\n{digits}"))).is_empty(), "digits are only short cuts");
    }

    #[test]
    fn a_modes_own_section_counts_before_everywhere() {
        let map = keymap(&mine(
            "[everywhere]\n\"backspace\" = \"up\"\n[listing]\n\"u\" = \"none\"\n\"b\" = \"none\"\n",
        ));
        let resolve = |mode, keys: &str| map.resolve(mode, &parse_keys(keys).unwrap());
        assert_eq!(resolve(Mode::Reading, "backspace"), Resolved::Action(Action::Up));
        assert_eq!(resolve(Mode::Placing, "backspace"), Resolved::Action(Action::PutBack));
        assert_eq!(resolve(Mode::Reading, "b"), Resolved::Action(Action::Bookmark));
        assert_eq!(resolve(Mode::Listing, "b"), Resolved::Unbound);
        assert_eq!(resolve(Mode::Reading, "u"), Resolved::Unbound, "there is nothing to undo on a page");
    }

    #[test]
    fn people_are_told_short_keys_first_and_their_own_before_inherited_ones() {
        let map = keymap(&mine("[everywhere]\n\"J J\" = \"check\"\n\"x\" = \"check\"\n"));
        let keys = map.keys_for(Mode::Choosing, Action::Check);
        let shown: Vec<_> = keys.iter().map(|keys| label_keys(keys, true)).collect();
        assert_eq!(shown, ["x", "c", "Ctrl-S", "Ctrl-D", "J J", "Ctrl-O c"]);
    }
}
