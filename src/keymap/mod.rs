//! What keys mean: keys to actions, by mode, as the files in `keymaps/` say.
//!
//! `default.toml` is the only list of defaults; every other keymap names what it
//! changes. A [`Keymap`] exists only if its files were without a mistake, so
//! whoever asks it needs no answer to a broken one. Nothing here reads files,
//! knows terminals or does what an action means.

mod action;
mod key;
mod mode;
mod read;
mod resolve;

use std::collections::BTreeMap;

pub use action::{Action, Nth};
pub use key::{Code, Key, KeyError, MAX_FUNCTION_KEY, MAX_SEQUENCE, label_keys, parse_keys, spell_keys};
pub use mode::Mode;
pub use read::{DEFAULT, FORMAT, MAX_KEYMAP};

use crate::source::{Complaint, Complaints, Sources, Span, nearest};
use crate::text;
use read::Written;
use resolve::Bindings;

/// The most keymaps that may inherit from each other in a row.
pub const MAX_INHERITED: usize = 4;

/// The keymaps that are built into the program, by name; `default` first.
pub const SHIPPED: &[(&str, &str)] = &[
    ("default", include_str!("../../keymaps/default.toml")),
    ("vim", include_str!("../../keymaps/vim.toml")),
    ("emacs", include_str!("../../keymaps/emacs.toml")),
    ("one-handed", include_str!("../../keymaps/one-handed.toml")),
    ("numeric", include_str!("../../keymaps/numeric.toml")),
];

/// What all keys mean in every mode; checked and never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    name: String,
    title: String,
    modes: BTreeMap<Mode, Bindings>,
}

/// What the keys pressed so far mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// Do this.
    Action(Action),
    /// The start of longer bindings: the keys that may follow, and what they would do.
    Pending(Vec<(Vec<Key>, Action)>),
    /// A character to be written.
    Text(char),
    /// Nothing.
    Unbound,
}

/// The path and the text of a built-in keymap, as [`Keymap::read`] asks for it.
pub fn shipped(name: &str) -> Option<(String, String)> {
    let (name, text) = SHIPPED.iter().find(|(shipped, _)| *shipped == name)?;
    Some((format!("keymaps/{name}.toml"), (*text).to_owned()))
}

impl Keymap {
    /// Reads a keymap and all that it inherits from; there is one if nothing is complained about.
    ///
    /// `find` gives the path and the text of the keymap with a name, or none.
    pub fn read(
        sources: &mut Sources,
        find: &dyn Fn(&str) -> Option<(String, String)>,
        name: &str,
    ) -> (Option<Self>, Complaints) {
        let mut complaints = Complaints::default();
        let Some(files) = chain(sources, find, name, &mut complaints) else { return (None, complaints) };
        complaints.extend(resolve::check(&files, sources));
        let own = files.first().filter(|_| complaints.is_empty());
        let keymap = own.map(|own| Self {
            name: own.name.clone(),
            title: own.title.clone(),
            modes: Mode::ALL.map(|mode| (mode, resolve::bindings(&files, mode))).into(),
        });
        (keymap, complaints)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// One line that says for whom it is.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What the keys pressed since the last action mean.
    pub fn resolve(&self, mode: Mode, pressed: &[Key]) -> Resolved {
        if let Some(bound) = self.mode(mode).and_then(|bindings| bindings.get(pressed)) {
            return Resolved::Action(bound.action);
        }
        let mut pending =
            self.sorted(mode, |keys, _| keys.len() > pressed.len() && keys.starts_with(pressed));
        if !pending.is_empty() && !pressed.is_empty() {
            for (keys, _) in &mut pending {
                keys.drain(..pressed.len());
            }
            return Resolved::Pending(pending);
        }
        match pressed {
            [key] if mode.takes_text() => key.character().map_or(Resolved::Unbound, Resolved::Text),
            _ => Resolved::Unbound,
        }
    }

    /// The keys that lead to an action: short ones first, among these the learner's own.
    pub fn keys_for(&self, mode: Mode, action: Action) -> Vec<Vec<Key>> {
        self.sorted(mode, |_, bound| bound == action).into_iter().map(|(keys, _)| keys).collect()
    }

    /// All actions that have keys in a mode, with these keys, in the order of the table of actions.
    pub fn bindings(&self, mode: Mode) -> Vec<(Action, Vec<Vec<Key>>)> {
        Action::all()
            .map(|action| (action, self.keys_for(mode, action)))
            .filter(|(_, keys)| !keys.is_empty())
            .collect()
    }

    fn mode(&self, mode: Mode) -> Option<&Bindings> {
        self.modes.get(&mode)
    }

    fn sorted(&self, mode: Mode, wanted: impl Fn(&[Key], Action) -> bool) -> Vec<(Vec<Key>, Action)> {
        let mut found: Vec<_> = self
            .mode(mode)
            .into_iter()
            .flatten()
            .filter(|(keys, bound)| wanted(keys, bound.action))
            .collect();
        found.sort_by_key(|(keys, bound)| (keys.len(), bound.rank()));
        found.into_iter().map(|(keys, bound)| (keys.clone(), bound.action)).collect()
    }
}

/// A keymap's file and those that it inherits from, up to `default`; none if the row is broken.
fn chain(
    sources: &mut Sources,
    find: &dyn Fn(&str) -> Option<(String, String)>,
    name: &str,
    complaints: &mut Complaints,
) -> Option<Vec<Written>> {
    let mut files = Vec::new();
    let mut names = vec![name.to_owned()];
    let mut asked: Option<Span> = None;
    loop {
        let name = names.last()?;
        let Some((path, text)) = find(name) else {
            let name = text::clean_line(name);
            let span = asked.unwrap_or_else(|| Span::top(sources.add(name.as_str(), "")));
            let mut complaint = Complaint::new(span, format!("There is no keymap `{name}`."));
            complaint.help = nearest(&name, SHIPPED.iter().map(|(name, _)| *name))
                .map(|near| format!("Did you mean `{near}`?"));
            complaints.push(complaint);
            return None;
        };
        let file = sources.add(path, text);
        let written = read::read(file, sources, complaints)?;
        let parent = written.inherits.clone();
        let alone = written.name == DEFAULT;
        files.push(written);
        let Some((parent, span)) = parent else { return alone.then_some(files) };
        if alone {
            complaints.push(
                Complaint::new(span, "The keymap `default` inherits from nothing.")
                    .help("Give this keymap another name, or take the line away."),
            );
            return None;
        }
        if names.contains(&parent) {
            let circle = names.iter().chain([&parent]).map(|name| format!("`{}`", text::clean_line(name)));
            let circle = circle.collect::<Vec<_>>();
            let message = format!("Keymaps inherit in a circle: {}.", circle.join(", "));
            complaints.push(Complaint::new(span, message).help("Write inherits = \"default\"."));
            return None;
        }
        if names.len() > MAX_INHERITED {
            let message = "Too many keymaps inherit from each other.";
            complaints.push(Complaint::new(span, message).help(format!("{MAX_INHERITED} at the most.")));
            return None;
        }
        asked = Some(span);
        names.push(parent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(mine: &str) -> (Option<Keymap>, Vec<String>) {
        let mut sources = Sources::default();
        let find = |name: &str| match name {
            "mine" => Some(("mine.toml".to_owned(), mine.to_owned())),
            other => shipped(other),
        };
        let (keymap, complaints) = Keymap::read(&mut sources, &find, "mine");
        let said = complaints.iter().map(|complaint| {
            let place = sources.locate(complaint.span);
            let help = complaint.help.as_deref().unwrap_or("");
            lineless(format!("{place}: {} {help}", complaint.message).trim_end())
        });
        (keymap, said.collect())
    }

    /// Lines of the shipped default are not for tests to know.
    fn lineless(said: &str) -> String {
        let Some((before, behind)) = said.split_once("default.toml:") else { return said.to_owned() };
        let behind = behind.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
        format!("{before}default.toml:LINE{behind}")
    }

    /// The complaints about a file `mine.toml`, with their places and help.
    pub(super) fn said(mine: &str) -> Vec<String> {
        read(mine).1
    }

    /// The keymap in a file without a mistake.
    pub(super) fn keymap(mine: &str) -> Keymap {
        let (keymap, said) = read(mine);
        keymap.unwrap_or_else(|| panic!("{said:?}"))
    }

    fn default_keymap() -> Keymap {
        Keymap::read(&mut Sources::default(), &shipped, DEFAULT).0.unwrap()
    }

    fn head(name: &str, inherits: &str) -> String {
        format!("format = 1\nname = \"{name}\"\ntitle = \"T\"\ninherits = \"{inherits}\"\n")
    }

    #[test]
    fn the_start_of_a_longer_binding_says_what_may_follow() {
        let map = default_keymap();
        let Resolved::Pending(follow) = map.resolve(Mode::Writing, &parse_keys("ctrl-o").unwrap()) else {
            panic!("ctrl-o should wait for more")
        };
        let shown: Vec<_> = follow.iter().map(|(keys, action)| (label_keys(keys, true), *action)).collect();
        assert_eq!(shown[0], ("n".to_owned(), Action::NextStep));
        assert!(shown.contains(&("m".to_owned(), Action::Menu)));
        assert_eq!(
            map.resolve(Mode::Writing, &parse_keys("ctrl-o m").unwrap()),
            Resolved::Action(Action::Menu)
        );
        assert_eq!(map.resolve(Mode::Writing, &parse_keys("ctrl-o x").unwrap()), Resolved::Unbound);
        assert_eq!(map.resolve(Mode::Writing, &[]), Resolved::Unbound);
        assert_eq!(map.resolve(Mode::Reading, &parse_keys("x").unwrap()), Resolved::Unbound);
    }

    #[test]
    fn ctrl_z_undoes_where_something_can_be_undone() {
        let map = default_keymap();
        let key = parse_keys("ctrl-z").unwrap();
        for mode in Mode::ALL {
            let wanted = if Action::Undo.means_in(mode) { Action::Undo } else { Action::Suspend };
            assert_eq!(map.resolve(mode, &key), Resolved::Action(wanted), "{mode:?}");
        }
    }

    #[test]
    fn help_lists_actions_in_the_order_of_their_table() {
        let map = default_keymap();
        for mode in Mode::ALL {
            let listed: Vec<Action> = map.bindings(mode).into_iter().map(|(action, _)| action).collect();
            let wanted: Vec<Action> = Action::all().filter(|action| action.means_in(mode)).collect();
            assert_eq!(listed, wanted);
        }
    }

    #[test]
    fn a_keymap_that_is_not_there_is_answered_with_the_nearest_one() {
        let mut sources = Sources::default();
        let (none, complaints) = Keymap::read(&mut sources, &shipped, "emasc");
        assert!(none.is_none());
        assert_eq!(
            complaints[0].show(&sources),
            "emasc:1:1: There is no keymap `emasc`.\n    help: Did you mean `emacs`?\n"
        );
        assert_eq!(
            said(&head("mine", "vmi")),
            ["mine.toml:4:12: There is no keymap `vmi`. Did you mean `vim`?"]
        );
    }

    #[test]
    fn inheriting_has_an_end() {
        assert_eq!(
            said(&head("mine", "mine")),
            ["mine.toml:4:12: Keymaps inherit in a circle: `mine`, `mine`. Write inherits = \"default\"."]
        );
        assert_eq!(
            said(&head("default", "vim")),
            ["mine.toml:4:12: The keymap `default` inherits from nothing. \
              Give this keymap another name, or take the line away."]
        );
        let find = |name: &str| {
            let next = name.parse::<u8>().map_or(DEFAULT.to_owned(), |number| format!("{}", number + 1));
            shipped(name).or_else(|| {
                Some((format!("{name}.toml"), head("x", if name == "9" { DEFAULT } else { &next })))
            })
        };
        let mut sources = Sources::default();
        assert!(Keymap::read(&mut sources, &find, "6").0.is_some(), "6, 7, 8, 9, default");
        let (none, complaints) = Keymap::read(&mut sources, &find, "5");
        assert!(none.is_none());
        let place = sources.locate(complaints[0].span);
        let complaint = &complaints[0];
        assert_eq!(
            format!("{place}: {} {}", complaint.message, complaint.help.as_deref().unwrap()),
            "9.toml:4:12: Too many keymaps inherit from each other. 4 at the most."
        );
    }
}
