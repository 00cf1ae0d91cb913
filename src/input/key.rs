//! The keys that bytes and numbers stand for.
//!
//! Terminals agree on little. The tables here take together what xterm, its many descendants,
//! rxvt, the Linux console, PuTTY, the Windows console and kitty's protocol send.

use super::params::Params;
use crate::keymap::{Code, Key};

/// A key that is held by others or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stroke {
    code: Code,
    held: Held,
}

/// The keys held while another one is pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Held {
    ctrl: bool,
    alt: bool,
    shift: bool,
}

const CTRL: Held = Held { ctrl: true, alt: false, shift: false };
const SHIFT: Held = Held { ctrl: false, alt: false, shift: true };

/// The bits of a modifier's number: Super in kitty's protocol is Meta elsewhere.
const SUPER: u32 = 8;
const HYPER: u32 = 16;

/// What a key did, in kitty's protocol.
const RELEASED: u32 = 3;

impl Stroke {
    fn plain(code: Code) -> Self {
        Self { code, held: Held::default() }
    }

    /// The key, held by Alt also if an ESC stood before it.
    pub(super) fn key(self, alt: bool) -> Option<Key> {
        Key::new(self.code, self.held.ctrl, self.held.alt || alt, self.held.shift)
    }
}

/// The key of a control byte.
pub(super) fn of_control(byte: u8) -> Option<Stroke> {
    let code = match byte {
        0x00 => return Some(Stroke { code: Code::Space, held: CTRL }),
        0x08 | 0x7f => Code::Backspace,
        b'\t' => Code::Tab,
        b'\r' | b'\n' => Code::Enter,
        0x1b => Code::Esc,
        0x01..=0x1a => return Some(Stroke { code: Code::Char(char::from(byte | 0x60)), held: CTRL }),
        0x1c..=0x1f => return Some(Stroke { code: Code::Char(char::from(byte | 0x40)), held: CTRL }),
        _ => return None,
    };
    Some(Stroke::plain(code))
}

/// Shift-Tab.
pub(super) fn back_tab() -> Option<Stroke> {
    Some(Stroke { code: Code::Tab, held: SHIFT })
}

/// The key of `ESC [ numbers last`.
pub(super) fn of_sequence(params: &Params, last: u8) -> Option<Stroke> {
    if params.mark != 0 || params.between != 0 {
        return None;
    }
    match last {
        b'~' if params.get(0) == Some(27) && params.len() == 3 => {
            let held = held(params, 1, true)?;
            character(params.get(2)?, None, held)
        }
        b'~' => Some(Stroke { code: numbered(params.get(0)?)?, held: held(params, 1, false)? }),
        // rxvt says by the last byte what is held.
        b'$' => rxvt(params, SHIFT),
        b'^' => rxvt(params, CTRL),
        b'@' => rxvt(params, Held { ctrl: true, ..SHIFT }),
        b'a'..=b'd' if params.len() == 0 => Some(Stroke { code: arrow(last)?, held: SHIFT }),
        b'Z' => {
            let held = held(params, 1, false)?;
            Some(Stroke { code: Code::Tab, held: Held { shift: true, ..held } })
        }
        b'u' => {
            let held = held(params, 1, true)?;
            let text = (!held.ctrl && !held.alt).then(|| params.get(2)).flatten();
            let shifted = (held.shift && !held.ctrl).then(|| params.sub(0, 1)).flatten();
            character(params.get(0)?, text.or(shifted), held)
        }
        // A column from 17 on can only be the cursor's.
        b'R' if params.get(1).is_some_and(|held| held > 16) => None,
        b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S' => lettered(params, last),
        _ => None,
    }
}

/// The key of `ESC O numbers last`.
pub(super) fn of_single(params: &Params, last: u8) -> Option<Stroke> {
    let code = match last {
        b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S' => return lettered(params, last),
        b'a'..=b'd' => return Some(Stroke { code: arrow(last)?, held: CTRL }),
        // PuTTY's keyboard of a VT100+. On the keypad of xterm X is an equals sign, which few have.
        b'T'..=b'[' => Code::F(5 + (last - b'T')),
        b'M' => Code::Enter,
        b'I' => Code::Tab,
        b' ' => Code::Space,
        b'j'..=b'o' => Code::Char(char::from(last - b'j' + b'*')),
        b'p'..=b'y' => Code::Char(char::from(last - b'p' + b'0')),
        _ => return None,
    };
    Some(Stroke { code, held: lettered_held(params)? })
}

/// The key of `ESC [ [ last` on the Linux console.
pub(super) fn of_console(last: u8) -> Option<Stroke> {
    matches!(last, b'A'..=b'E').then(|| Stroke::plain(Code::F(1 + (last - b'A'))))
}

fn rxvt(params: &Params, held: Held) -> Option<Stroke> {
    (params.len() == 1).then(|| Some(Stroke { code: numbered(params.get(0)?)?, held }))?
}

fn lettered(params: &Params, last: u8) -> Option<Stroke> {
    let code = match last {
        b'A'..=b'D' => arrow(last)?,
        b'F' => Code::End,
        b'H' => Code::Home,
        b'P'..=b'S' => Code::F(1 + (last - b'P')),
        _ => return None,
    };
    Some(Stroke { code, held: lettered_held(params)? })
}

/// Old xterms sent what is held as the only number.
fn lettered_held(params: &Params) -> Option<Held> {
    match (params.len(), params.get(0)) {
        (0 | 1, _) => held(params, 0, false),
        (2, None | Some(1)) => held(params, 1, false),
        _ => None,
    }
}

fn arrow(last: u8) -> Option<Code> {
    match last.to_ascii_uppercase() {
        b'A' => Some(Code::Up),
        b'B' => Some(Code::Down),
        b'C' => Some(Code::Right),
        b'D' => Some(Code::Left),
        _ => None,
    }
}

fn numbered(number: u32) -> Option<Code> {
    match number {
        1 | 7 => Some(Code::Home),
        2 => Some(Code::Insert),
        3 => Some(Code::Delete),
        4 | 8 => Some(Code::End),
        5 => Some(Code::PageUp),
        6 => Some(Code::PageDown),
        // The gaps are those of the VT220's keyboard.
        11..=15 => function(number - 10),
        17..=21 => function(number - 11),
        23..=26 => function(number - 12),
        28 | 29 => function(number - 13),
        31..=34 => function(number - 14),
        _ => None,
    }
}

fn function(number: u32) -> Option<Code> {
    u8::try_from(number).ok().map(Code::F)
}

/// What is held; nothing if no key of ours was pressed.
fn held(params: &Params, index: usize, super_is_its_own: bool) -> Option<Held> {
    let bits = params.get(index).unwrap_or(1).saturating_sub(1);
    let released = params.sub(index, 1) == Some(RELEASED);
    if released || bits > 255 || bits & HYPER != 0 || (super_is_its_own && bits & SUPER != 0) {
        return None;
    }
    Some(Held { shift: bits & 1 != 0, alt: bits & (2 | SUPER | 32) != 0, ctrl: bits & 4 != 0 })
}

/// The key of a character's number in the two protocols that send all keys as numbers.
fn character(number: u32, printed: Option<u32>, held: Held) -> Option<Stroke> {
    let code = match number {
        8 | 127 => Code::Backspace,
        9 => Code::Tab,
        13 => Code::Enter,
        27 => Code::Esc,
        32 => Code::Space,
        57_344..=63_743 => private(number)?,
        _ => {
            let typed = char::from_u32(number)?;
            match printed.and_then(char::from_u32) {
                Some(printed) => Code::Char(printed),
                None if held.shift && !held.ctrl => Code::Char(upper(typed)),
                None => Code::Char(typed),
            }
        }
    };
    Some(Stroke { code, held })
}

/// A letter with Shift, where that is one letter.
fn upper(letter: char) -> char {
    let mut upper = letter.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

/// kitty's numbers for keys without a character.
fn private(number: u32) -> Option<Code> {
    match number {
        57_376..=57_387 => function(number - 57_363),
        57_399..=57_408 => char::from_digit(number - 57_399, 10).map(Code::Char),
        57_409 => Some(Code::Char('.')),
        57_410 => Some(Code::Char('/')),
        57_411 => Some(Code::Char('*')),
        57_412 => Some(Code::Char('-')),
        57_413 => Some(Code::Char('+')),
        57_414 => Some(Code::Enter),
        57_415 => Some(Code::Char('=')),
        57_416 => Some(Code::Char(',')),
        57_417 => Some(Code::Left),
        57_418 => Some(Code::Right),
        57_419 => Some(Code::Up),
        57_420 => Some(Code::Down),
        57_421 => Some(Code::PageUp),
        57_422 => Some(Code::PageDown),
        57_423 => Some(Code::Home),
        57_424 => Some(Code::End),
        57_425 => Some(Code::Insert),
        57_426 => Some(Code::Delete),
        _ => None,
    }
}
