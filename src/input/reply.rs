//! What terminals answer when they are asked.

use super::params::Params;
use super::sent::Reply;
use crate::text::clean_line;

/// A kind of string in which terminals answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Begun by `ESC ]`.
    System,
    /// Begun by `ESC P`.
    Device,
    /// Begun by `ESC _`, `ESC ^` or `ESC X`; nothing in them means anything to us.
    Other,
}

/// The reply that a control sequence is, but for the cursor's, which may be a key.
pub(super) fn of_control(params: &Params, last: u8) -> Option<Reply> {
    match (params.mark, params.between, last) {
        (0, 0, b'n') if params.len() == 1 => match params.get(0) {
            Some(0) => Some(Reply::Ready),
            Some(3) => Some(Reply::Fault),
            _ => None,
        },
        (b'?', 0, b'R') => Some(Reply::Cursor { row: params.cell(0)?, column: params.cell(1)? }),
        (b'?', 0, b'c') => Some(Reply::Attributes(params.all())),
        (b'>', 0, b'c') => Some(Reply::Model(params.all())),
        (b'?', b'$', b'y') if params.len() == 2 => Some(Reply::Mode {
            mode: u16::try_from(params.get(0)?).ok()?,
            setting: u8::try_from(params.get(1)?).ok()?,
        }),
        _ => None,
    }
}

/// The reply that a string is.
pub(super) fn of_string(kind: Kind, bytes: &[u8]) -> Option<Reply> {
    match kind {
        Kind::System => colour(bytes.strip_prefix(b"11;")?).map(Reply::Background),
        Kind::Device => Some(Reply::Name(clean_line(&String::from_utf8_lossy(bytes.strip_prefix(b">|")?)))),
        Kind::Other => None,
    }
}

/// `rgb:ffff/ffff/ffff`, with one to four digits each, `rgba:` with one part more, or `#ffffff`.
fn colour(bytes: &[u8]) -> Option<[u8; 3]> {
    let words = std::str::from_utf8(bytes).ok()?;
    if let Some(digits) = words.strip_prefix('#') {
        let wide = digits.len() / 3;
        let whole = digits.is_ascii() && wide > 0 && digits.len() == 3 * wide;
        let part = |index: usize| digits.get(index * wide..(index + 1) * wide).and_then(level);
        return whole.then(|| Some([part(0)?, part(1)?, part(2)?]))?;
    }
    let parts = words.strip_prefix("rgb:").or_else(|| words.strip_prefix("rgba:"))?;
    let mut parts = parts.split('/');
    let colour = [level(parts.next()?)?, level(parts.next()?)?, level(parts.next()?)?];
    (parts.count() <= 1).then_some(colour)
}

/// Hexadecimal digits as a part of 255.
fn level(digits: &str) -> Option<u8> {
    if !(1..=4).contains(&digits.len()) || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let value = u32::from_str_radix(digits, 16).ok()?;
    let most = 16_u32.pow(u32::try_from(digits.len()).ok()?) - 1;
    u8::try_from((value * 255 + most / 2) / most).ok()
}
