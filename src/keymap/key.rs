//! Keys: what can be pressed, how files spell it and how people are told of it.
//!
//! The type is our own because keys do not only come from the learner's own
//! terminal. A key has one form: what terminals send as the same byte is the
//! same key, so that a binding cannot look right and never fire.

use std::fmt;
use std::str::FromStr;

use crate::source::nearest;
use crate::text;

/// The most keys in one binding.
pub const MAX_SEQUENCE: usize = 4;
/// The highest function key.
pub const MAX_FUNCTION_KEY: u8 = 24;

/// One key as it was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    code: Code,
    ctrl: bool,
    alt: bool,
    shift: bool,
}

/// The key itself, without Ctrl, Alt and Shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Code {
    /// A character as it comes out, so `A` and not shift with `a`.
    Char(char),
    Enter,
    Space,
    Esc,
    Tab,
    Backspace,
    Delete,
    Insert,
    Home,
    End,
    PageUp,
    PageDown,
    Up,
    Down,
    Left,
    Right,
    /// A function key, from 1 to [`MAX_FUNCTION_KEY`].
    F(u8),
}

/// Why a word in a file is no key, or no sequence of keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// There is nothing but spaces.
    Empty,
    /// More keys than [`MAX_SEQUENCE`].
    TooLong(usize),
    /// Shift stands before a character, which is always written as it comes out.
    Shifted(String),
    /// No such key; perhaps another one was meant.
    Unknown {
        /// The word.
        word: String,
        /// A key that is spelled much like it.
        near: Option<String>,
    },
}

struct Name {
    code: Code,
    word: &'static str,
    label: &'static str,
    sign: &'static str,
}

const fn name(code: Code, word: &'static str, label: &'static str, sign: &'static str) -> Name {
    Name { code, word, label, sign }
}

/// The keys with names: in files, for people, for people whose terminal has more than ASCII.
const NAMES: &[Name] = &[
    name(Code::Enter, "enter", "Enter", "Enter"),
    name(Code::Space, "space", "Space", "Space"),
    name(Code::Esc, "esc", "Esc", "Esc"),
    name(Code::Tab, "tab", "Tab", "Tab"),
    name(Code::Backspace, "backspace", "Backspace", "Backspace"),
    name(Code::Delete, "delete", "Delete", "Delete"),
    name(Code::Insert, "insert", "Insert", "Insert"),
    name(Code::Home, "home", "Home", "Home"),
    name(Code::End, "end", "End", "End"),
    name(Code::PageUp, "pageup", "PageUp", "PageUp"),
    name(Code::PageDown, "pagedown", "PageDown", "PageDown"),
    name(Code::Up, "up", "Up", "↑"),
    name(Code::Down, "down", "Down", "↓"),
    name(Code::Left, "left", "Left", "←"),
    name(Code::Right, "right", "Right", "→"),
];

/// Characters that with Ctrl are sent as the byte of another key: that key, and if it keeps its Ctrl.
///
/// A terminal sends Ctrl-I and Tab alike, and many send Ctrl-H for Backspace; the control bytes behind
/// Esc arrive as Ctrl with a digit.
const TWINS: &[(char, Code, bool)] = &[
    ('i', Code::Tab, false),
    ('m', Code::Enter, false),
    ('j', Code::Enter, false),
    ('[', Code::Esc, false),
    ('3', Code::Esc, false),
    ('h', Code::Backspace, false),
    ('8', Code::Backspace, false),
    ('?', Code::Backspace, false),
    ('2', Code::Space, true),
    ('@', Code::Space, true),
    ('4', Code::Char('\\'), true),
    ('5', Code::Char(']'), true),
    ('6', Code::Char('^'), true),
    ('7', Code::Char('/'), true),
    ('_', Code::Char('/'), true),
];

impl Key {
    /// A key in its one form; none if no key may carry this character or function number.
    pub fn new(code: Code, ctrl: bool, alt: bool, shift: bool) -> Option<Self> {
        let code = match code {
            Code::Char(' ') => Code::Space,
            Code::Char('\t') => Code::Tab,
            Code::Char('\r' | '\n') => Code::Enter,
            Code::Char(c) if ctrl => Code::Char(c.to_ascii_lowercase()),
            other => other,
        };
        let (code, ctrl) = TWINS
            .iter()
            .find(|(twin, ..)| ctrl && code == Code::Char(*twin))
            .map_or((code, ctrl), |(_, code, ctrl)| (*code, *ctrl));
        let shift = match code {
            Code::Char(c) => {
                let ends_line = matches!(c, '\u{2028}' | '\u{2029}');
                if c.is_control() || ends_line || text::first_hostile(c.encode_utf8(&mut [0; 4])).is_some() {
                    return None;
                }
                false
            }
            Code::F(number) if number == 0 || number > MAX_FUNCTION_KEY => return None,
            Code::Enter | Code::Space | Code::Esc | Code::Backspace => false,
            Code::Tab
            | Code::Delete
            | Code::Insert
            | Code::Home
            | Code::End
            | Code::PageUp
            | Code::PageDown
            | Code::Up
            | Code::Down
            | Code::Left
            | Code::Right
            | Code::F(_) => shift,
        };
        Some(Self { code, ctrl, alt, shift })
    }

    /// The key itself.
    #[must_use]
    pub fn code(self) -> Code {
        self.code
    }

    /// True if Ctrl was held.
    #[must_use]
    pub fn has_ctrl(self) -> bool {
        self.ctrl
    }

    /// True if Alt was held.
    #[must_use]
    pub fn has_alt(self) -> bool {
        self.alt
    }

    /// The character that this key writes where text is wanted.
    pub fn character(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            Code::Space if !self.ctrl && !self.alt => Some(' '),
            _ => None,
        }
    }

    /// The key for people: `Ctrl-S`, `PageUp`, `↑` or, in ASCII, `Up`.
    pub fn label(self, ascii: bool) -> String {
        let mut out = String::new();
        for (held, label) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if held {
                out.push_str(label);
            }
        }
        match (self.code, NAMES.iter().find(|name| name.code == self.code)) {
            (_, Some(name)) => out.push_str(if ascii { name.label } else { name.sign }),
            (Code::Char(c), None) => out.push(if self.ctrl { c.to_ascii_uppercase() } else { c }),
            (code, None) => out.push_str(&spell(code).to_uppercase()),
        }
        out
    }
}

impl fmt::Display for Key {
    /// The key as files spell it.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, word) in [(self.ctrl, CTRL), (self.alt, ALT), (self.shift, SHIFT)] {
            if held {
                write!(out, "{word}-")?;
            }
        }
        out.write_str(&spell(self.code))
    }
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(word: &str) -> Result<Self, KeyError> {
        match read(word) {
            Err(KeyError::Unknown { word, near: None }) => Err(KeyError::Unknown { near: near(&word), word }),
            other => other,
        }
    }
}

/// Reads a sequence of keys, such as `ctrl-x ctrl-s`.
pub fn parse_keys(words: &str) -> Result<Vec<Key>, KeyError> {
    let count = words.split_whitespace().count();
    match count {
        0 => Err(KeyError::Empty),
        1..=MAX_SEQUENCE => words.split_whitespace().map(str::parse).collect(),
        _ => Err(KeyError::TooLong(count)),
    }
}

/// Spells a sequence of keys as files do.
pub fn spell_keys(keys: &[Key]) -> String {
    keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" ")
}

/// Spells a sequence of keys for people: `Ctrl-X Ctrl-S`.
pub fn label_keys(keys: &[Key], ascii: bool) -> String {
    keys.iter().map(|key| key.label(ascii)).collect::<Vec<_>>().join(" ")
}

/// The names of the keys that have one, for advice.
pub(super) fn names() -> String {
    NAMES.iter().map(|name| name.word).collect::<Vec<_>>().join(", ")
}

const CTRL: &str = "ctrl";
const ALT: &str = "alt";
const SHIFT: &str = "shift";

fn spell(code: Code) -> String {
    match (code, NAMES.iter().find(|name| name.code == code)) {
        (Code::Char(c), _) => c.to_string(),
        (Code::F(number), _) => format!("f{number}"),
        (_, found) => found.map_or("", |name| name.word).to_owned(),
    }
}

fn read(word: &str) -> Result<Key, KeyError> {
    let (mut ctrl, mut alt, mut shift) = (false, false, false);
    let mut rest = word;
    while let Some((before, behind)) = rest.split_once('-').filter(|(_, behind)| !behind.is_empty()) {
        let held = match before {
            CTRL => &mut ctrl,
            ALT => &mut alt,
            SHIFT => &mut shift,
            _ => break,
        };
        if std::mem::replace(held, true) {
            break;
        }
        rest = behind;
    }
    let unknown = || KeyError::Unknown { word: word.to_owned(), near: None };
    let code = code(rest).ok_or_else(unknown)?;
    if let (Code::Char(c), true) = (code, shift) {
        let written =
            format!("{}{}", &word[..word.len() - rest.len()].replace("shift-", ""), c.to_uppercase());
        return Err(KeyError::Shifted(if ctrl { written.to_lowercase() } else { written }));
    }
    Key::new(code, ctrl, alt, shift).ok_or_else(unknown)
}

fn code(word: &str) -> Option<Code> {
    let mut characters = word.chars();
    if let (Some(c), None) = (characters.next(), characters.next()) {
        return (text::width(word) > 0).then_some(Code::Char(c));
    }
    if let Some(number) = word.strip_prefix('f').filter(|number| !number.starts_with(['0', '+'])) {
        return number.parse().ok().map(Code::F);
    }
    NAMES.iter().find(|name| name.word == word).map(|name| name.code)
}

fn near(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    if let Ok(key) = read(&lower) {
        return Some(key.to_string());
    }
    let (held, last) = match lower.rsplit_once('-') {
        Some((held, last)) if !last.is_empty() => (held, last),
        _ => ("", lower.as_str()),
    };
    let mut out = String::new();
    for word in held.split('-').filter(|word| !word.is_empty()) {
        out.push_str(nearest(word, [CTRL, ALT, SHIFT])?);
        out.push('-');
    }
    match code(last) {
        Some(_) => out.push_str(last),
        None => out.push_str(nearest(last, NAMES.iter().map(|name| name.word))?),
    }
    read(&out).ok().map(|key| key.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(word: &str) -> Key {
        word.parse().unwrap()
    }

    fn near_to(word: &str) -> Option<String> {
        match word.parse::<Key>() {
            Err(KeyError::Unknown { near, .. }) => near,
            other => panic!("{word} gave {other:?}"),
        }
    }

    #[test]
    fn keys_are_spelled_one_way_and_shown_another() {
        for (word, label, ascii) in [
            ("ctrl-s", "Ctrl-S", "Ctrl-S"),
            ("alt-f", "Alt-f", "Alt-f"),
            ("shift-left", "Shift-←", "Shift-Left"),
            ("ctrl-shift-up", "Ctrl-Shift-↑", "Ctrl-Shift-Up"),
            ("shift-tab", "Shift-Tab", "Shift-Tab"),
            ("space", "Space", "Space"),
            ("pageup", "PageUp", "PageUp"),
            ("f1", "F1", "F1"),
            ("A", "A", "A"),
            ("-", "-", "-"),
            ("ctrl--", "Ctrl--", "Ctrl--"),
            ("?", "?", "?"),
            ("ß", "ß", "ß"),
        ] {
            assert_eq!(key(word).to_string(), word);
            assert_eq!(key(word).label(false), label);
            assert_eq!(key(word).label(true), ascii);
        }
        let keys = parse_keys(" ctrl-x  ctrl-s ").unwrap();
        assert_eq!(spell_keys(&keys), "ctrl-x ctrl-s");
        assert_eq!(label_keys(&keys, true), "Ctrl-X Ctrl-S");
    }

    #[test]
    fn what_a_terminal_sends_alike_is_one_key() {
        assert_eq!(key("ctrl-A"), key("ctrl-a"));
        assert_eq!(key("ctrl-i"), key("tab"));
        assert_eq!(key("ctrl-M"), key("enter"));
        assert_eq!(key("ctrl-j"), key("enter"));
        assert_eq!(key("ctrl-H"), key("backspace"));
        assert_eq!(key("ctrl-["), key("esc"));
        assert_eq!(key("ctrl-_"), key("ctrl-/"));
        assert_eq!(key("ctrl-7"), key("ctrl-/"));
        assert_eq!(key("ctrl-@"), key("ctrl-space"));
        assert_ne!(key("alt-F"), key("alt-f"));
        assert_eq!(Key::new(Code::Char(' '), false, false, true), Some(key("space")));
        assert_eq!(Key::new(Code::Char('A'), false, false, true), Some(key("A")));
        assert_eq!(Key::new(Code::Enter, false, false, true), Some(key("enter")));
        assert_ne!(Key::new(Code::Tab, false, false, true), Some(key("tab")));
    }

    #[test]
    fn a_key_never_carries_what_must_not_reach_a_terminal() {
        for c in ['\u{1b}', '\u{b}', '\u{85}', '\u{2028}', '\u{202e}'] {
            assert_eq!(Key::new(Code::Char(c), false, false, false), None);
        }
        assert_eq!(Key::new(Code::F(0), false, false, false), None);
        assert_eq!(Key::new(Code::F(25), false, false, false), None);
        assert!("\u{301}".parse::<Key>().is_err(), "a mark without a letter shows nothing");
    }

    #[test]
    fn a_wrong_word_is_answered_with_the_nearest_key() {
        assert_eq!(near_to("pagup").as_deref(), Some("pageup"));
        assert_eq!(near_to("crtl-s").as_deref(), Some("ctrl-s"));
        assert_eq!(near_to("Ctrl-S").as_deref(), Some("ctrl-s"));
        assert_eq!(near_to("PageDown").as_deref(), Some("pagedown"));
        assert_eq!(near_to("ctrl-ctrl-a"), None);
        assert_eq!(near_to("f25"), None);
        assert_eq!(near_to("f01"), None);
        assert_eq!(near_to("hyper-x"), None);
        assert_eq!(near_to("ctrl-"), None);
        assert_eq!("shift-a".parse::<Key>(), Err(KeyError::Shifted("A".into())));
        assert_eq!("ctrl-shift-a".parse::<Key>(), Err(KeyError::Shifted("ctrl-a".into())));
        assert_eq!(parse_keys("  "), Err(KeyError::Empty));
        assert_eq!(parse_keys("a b c d e"), Err(KeyError::TooLong(5)));
    }

    fn any_code() -> impl Strategy<Value = Code> {
        prop_oneof![
            any::<char>().prop_map(Code::Char),
            "[ -~]".prop_map(|c| Code::Char(c.chars().next().unwrap())),
            (0..NAMES.len()).prop_map(|at| NAMES[at].code),
            any::<u8>().prop_map(Code::F),
        ]
    }

    proptest! {
        #[test]
        fn a_spelling_is_read_back_as_the_same_key(code in any_code(), ctrl: bool, alt: bool, shift: bool) {
            let Some(key) = Key::new(code, ctrl, alt, shift) else { return Ok(()) };
            prop_assert!(text::first_hostile(&key.label(false)).is_none());
            if !matches!(key.code, Code::Char(c) if text::width(&c.to_string()) == 0 || c.is_whitespace()) {
                prop_assert_eq!(parse_keys(&key.to_string()), Ok(vec![key]));
            }
        }

        #[test]
        fn no_word_is_too_odd(word in "(ctrl-|alt-|shift-|f|-|[a-zA-Z0-9]|\\PC){0,6}") {
            if let Ok(keys) = parse_keys(&word) {
                prop_assert_eq!(parse_keys(&spell_keys(&keys)), Ok(keys));
            }
        }
    }
}
