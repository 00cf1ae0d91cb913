//! Every keymap in `keymaps/` is without a mistake, built in, and leaves no one stuck.

use std::collections::BTreeMap;

use curricle::keymap::{
    Action, Code, DEFAULT, Key, Keymap, Mode, Resolved, SHIPPED, parse_keys, shipped, spell_keys,
};
use curricle::source::Sources;
use proptest::prelude::*;

fn read(name: &str, find: &dyn Fn(&str) -> Option<(String, String)>) -> (Option<Keymap>, String) {
    let mut sources = Sources::default();
    let (keymap, complaints) = Keymap::read(&mut sources, find, name);
    (keymap, complaints.iter().map(|complaint| complaint.show(&sources)).collect())
}

fn each(check: impl Fn(&Keymap)) {
    for (name, _) in SHIPPED {
        let (keymap, said) = read(name, &shipped);
        check(&keymap.unwrap_or_else(|| panic!("{name}:\n{said}")));
    }
}

#[test]
fn every_file_is_built_in_and_named_as_it_calls_itself() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/keymaps");
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        files.insert(name, std::fs::read_to_string(&path).unwrap());
    }
    let built_in: BTreeMap<_, _> =
        SHIPPED.iter().map(|(name, text)| (name.to_string(), text.to_string())).collect();
    assert_eq!(files, built_in);
    assert_eq!(SHIPPED[0].0, DEFAULT);
    for (name, _) in SHIPPED {
        let (keymap, said) = read(name, &shipped);
        assert_eq!(said, "");
        let keymap = keymap.unwrap();
        assert_eq!(keymap.name(), *name);
        assert!((10..=78).contains(&keymap.title().chars().count()), "{}", keymap.title());
    }
}

#[test]
fn every_action_is_reached_wherever_it_means_something() {
    each(|keymap| {
        for mode in Mode::ALL {
            for action in Action::all().filter(|action| action.means_in(mode)) {
                let keys = keymap.keys_for(mode, action);
                let digit = matches!(action, Action::Item(_)) && keymap.name() == "numeric";
                assert!(digit || !keys.is_empty(), "{}: {action:?} in {mode:?}", keymap.name());
                for keys in keys {
                    assert_eq!(keymap.resolve(mode, &keys), Resolved::Action(action));
                }
            }
        }
    });
}

/// Phones have no function keys, hardly Alt, and some lines swallow Esc.
#[test]
fn nothing_essential_hangs_on_function_keys_alt_or_esc() {
    let rare = |keys: &Vec<Key>| {
        let rare = |word: String| {
            word == "esc" || word.contains("alt-") || (word.len() > 1 && word.starts_with('f'))
        };
        keys.iter().any(|key| rare(key.to_string()))
    };
    each(|keymap| {
        for mode in Mode::ALL {
            for (action, keys) in keymap.bindings(mode) {
                assert!(
                    action == Action::Copy || keys.iter().any(|keys| !rare(keys)),
                    "{}: {action:?} in {mode:?}",
                    keymap.name()
                );
            }
        }
    });
}

#[test]
fn arrows_enter_space_and_esc_always_work() {
    each(|keymap| {
        for mode in Mode::ALL {
            for (key, action) in [
                ("up", Action::Up),
                ("down", Action::Down),
                ("left", Action::Left),
                ("right", Action::Right),
                ("esc", Action::Back),
                ("tab", Action::NextLink),
            ] {
                let keys = parse_keys(key).unwrap();
                assert_eq!(
                    keymap.resolve(mode, &keys),
                    Resolved::Action(action),
                    "{} {mode:?}",
                    keymap.name()
                );
            }
            for key in ["enter", "space"] {
                let resolved = keymap.resolve(mode, &parse_keys(key).unwrap());
                assert_ne!(resolved, Resolved::Unbound, "{key} in {mode:?} of {}", keymap.name());
            }
        }
    });
}

#[test]
fn letters_are_text_where_text_is_typed() {
    each(|keymap| {
        for c in ('!'..='~').chain(['é', '語']) {
            for mode in [Mode::Writing, Mode::Asking] {
                let key = Key::new(Code::Char(c), false, false, false).unwrap();
                assert_eq!(keymap.resolve(mode, &[key]), Resolved::Text(c), "{} {mode:?}", keymap.name());
            }
        }
        let space = parse_keys("space").unwrap();
        assert_eq!(keymap.resolve(Mode::Writing, &space), Resolved::Text(' '));
    });
}

#[test]
fn the_examples_in_the_files_work() {
    for (name, text) in SHIPPED {
        let example: String = text
            .lines()
            .skip_while(|line| !line.starts_with("#     format"))
            .take_while(|line| line.starts_with('#') && !line.starts_with("# and start"))
            .map(|line| format!("{}\n", line.trim_start_matches('#').trim()))
            .collect();
        let find = |asked: &str| match asked {
            "mine" => Some(("mine.toml".to_owned(), example.clone())),
            other => shipped(other),
        };
        let (keymap, said) = read("mine", &find);
        assert!(keymap.is_some(), "{name}:\n{example}\n{said}");
    }
}

fn toml_ish() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("format = 1\n".to_owned()),
        Just("name = \"x\"\n".to_owned()),
        Just("title = \"T\"\n".to_owned()),
        "inherits = \"(default|vim|x|y)\"\n",
        "\\[(everywhere|reading|placing|writing|asking|riting)\\]\n",
        "\"(ctrl-|alt-|shift-)?([a-zA-Z?]|enter|pagup|f[0-9]{1,3}|space)( [a-z]){0,4}\" = \"(none|up|hint|hnit|cut|menu)\"\n",
        "\\PC{0,20}",
        "[\"'\\[\\]=.#\n\\\\u{}0-9 ]{0,12}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(word, 0..30).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn no_text_is_too_odd(mine in toml_ish(), other in toml_ish()) {
        let find = |asked: &str| match asked {
            "x" => Some(("x.toml".to_owned(), mine.clone())),
            "y" => Some(("y.toml".to_owned(), other.clone())),
            name => shipped(name),
        };
        let (keymap, said) = read("x", &find);
        prop_assert_eq!(keymap.is_some(), said.is_empty());
        prop_assert!(!said.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
        let Some(keymap) = keymap else { return Ok(()) };
        for mode in Mode::ALL {
            for (action, keys) in keymap.bindings(mode) {
                for keys in keys {
                    prop_assert_eq!(keymap.resolve(mode, &keys), Resolved::Action(action));
                    prop_assert_eq!(parse_keys(&spell_keys(&keys)), Ok(keys));
                }
            }
        }
    }
}
