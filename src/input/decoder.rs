//! The machine: one byte after the other.

use std::time::Duration;

use super::collect::{Collected, Start, Step as InWords, Words};
use super::paste::Pasted;
use super::reply::{self, Kind};
use super::sent::{Button, Sent};
use super::utf8::{Letter, Step as InLetter};
use super::{BEGUN_WAIT, REPORT_WAIT, key, mouse};
use crate::keymap::{Code, Key};

/// The most cursor reports that are awaited at once.
const MAX_REPORTS: usize = 16;

/// Turns the bytes that a terminal sends into what they mean.
///
/// Times are those since any moment, as long as it is the same one; they never go back.
#[derive(Debug, Default)]
pub struct Decoder {
    pub(super) state: State,
    /// When the last byte came.
    pub(super) last: Duration,
    /// Until then a line feed belongs to the carriage return before it.
    line: Option<Duration>,
    pub(super) button: Option<Button>,
    /// Until when cursor reports are awaited.
    pub(super) reports: Vec<Duration>,
}

/// What has begun.
#[derive(Debug, Default)]
pub(super) enum State {
    /// Nothing.
    #[default]
    Ground,
    /// One ESC or, if `twice`, two.
    Escape { twice: bool },
    /// A letter of several bytes.
    Letter { letter: Letter, alt: bool },
    /// `ESC [`
    Control(Collected),
    /// `ESC O`
    Single(Collected),
    /// `ESC [ [`, of the Linux console.
    Console { alt: bool },
    /// `ESC [ M` and so many of the three bytes that follow.
    OldMouse { bytes: [u8; 3], len: usize },
    /// A string.
    Words(Words),
    /// `ESC [ 2 0 0 ~`
    Paste(Pasted),
}

impl Decoder {
    /// A decoder before the first byte.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the bytes that came just now; returns what is whole by now, in order.
    pub fn feed(&mut self, bytes: &[u8], now: Duration) -> Vec<Sent> {
        let mut out = Vec::new();
        for byte in bytes {
            let line = self.line.take();
            let ground = matches!(self.state, State::Ground);
            if !(*byte == b'\n' && ground && line.is_some_and(|until| now <= until)) {
                self.last = now;
                self.byte(*byte, &mut out);
            }
        }
        out
    }

    /// Says that the terminal was just asked where its cursor is (`ESC[6n`).
    ///
    /// `ESC[1;2R` is the report of a cursor in the second column of the first row, and Shift-F3.
    /// It is taken for a report only as long as one is awaited: until it comes, or for
    /// [`REPORT_WAIT`]. Ask while the cursor is below the first row, and there is no doubt at all.
    pub fn expect_cursor(&mut self, now: Duration) {
        self.reports.retain(|until| now <= *until);
        if self.reports.len() < MAX_REPORTS {
            self.reports.push(now + REPORT_WAIT);
        }
    }

    /// The one step; a byte that ends what it does not belong to is taken again.
    fn byte(&mut self, byte: u8, out: &mut Vec<Sent>) {
        self.state = match std::mem::take(&mut self.state) {
            State::Ground => return self.begin(byte, false, out),
            State::Escape { twice } => return self.escaped(byte, twice, out),
            State::Letter { mut letter, alt } => match letter.push(byte) {
                InLetter::More => State::Letter { letter, alt },
                InLetter::Whole(letter) => return self.letter(letter, alt, out),
                InLetter::Broken => return self.letter(char::REPLACEMENT_CHARACTER, alt, out),
                InLetter::BrokenBefore => {
                    self.letter(char::REPLACEMENT_CHARACTER, alt, out);
                    return self.byte(byte, out);
                }
            },
            State::Control(mut control) => match byte {
                0x40..=0x7e => return self.control(&control, byte, out),
                // rxvt ends a key with Shift so; elsewhere this byte stands before the last one.
                b'$' if control.bytes().is_some_and(is_one_number) => {
                    return self.control(&control, byte, out);
                }
                0x20..=0x3f => {
                    control.push(byte);
                    State::Control(control)
                }
                _ => return self.abandon(&control, byte, out),
            },
            State::Single(mut single) => match byte {
                b'0'..=b'9' | b';' => {
                    single.push(byte);
                    State::Single(single)
                }
                0x20..=0x7e => return self.single(&single, byte, out),
                _ => return self.abandon(&single, byte, out),
            },
            State::Console { alt } => match byte {
                b'A'..=b'E' => return press(key::of_console(byte), alt, out),
                _ => {
                    press(key::of_control(0x1b).filter(|_| alt), false, out);
                    match byte {
                        0x20..=0x7e | 0x18 | 0x1a => State::Ground,
                        _ => return self.begin(byte, false, out),
                    }
                }
            },
            State::OldMouse { mut bytes, len } => {
                match byte {
                    0x1b => return self.begin(byte, false, out),
                    0x18 | 0x1a => return,
                    _ => {}
                }
                if let Some(place) = bytes.get_mut(len) {
                    *place = byte;
                }
                if len + 1 < bytes.len() {
                    State::OldMouse { bytes, len: len + 1 }
                } else {
                    out.extend(mouse::read_old(bytes, &mut self.button).map(Sent::Mouse));
                    State::Ground
                }
            }
            State::Words(mut words) => match words.push(byte) {
                InWords::More => State::Words(words),
                InWords::Whole => {
                    let reply = words.bytes().and_then(|bytes| reply::of_string(words.kind, bytes));
                    out.extend(reply.map(Sent::Reply));
                    State::Ground
                }
                InWords::Cancelled => State::Ground,
                InWords::Escaped => {
                    give_up(&words.collected, out);
                    return self.escaped(byte, false, out);
                }
                InWords::Broken => return self.abandon(&words.collected, byte, out),
            },
            State::Paste(mut pasted) => {
                if pasted.push(byte) {
                    out.extend(pasted.finish());
                    State::Ground
                } else {
                    State::Paste(pasted)
                }
            }
        };
    }

    /// A byte when nothing has begun, or nothing but an ESC that means Alt.
    fn begin(&mut self, byte: u8, alt: bool, out: &mut Vec<Sent>) {
        match byte {
            0x1b => self.state = State::Escape { twice: false },
            0x00..=0x1f | 0x7f => {
                if byte == b'\r' {
                    self.line = Some(self.last + BEGUN_WAIT);
                }
                let back = alt && byte == b'\t';
                // So the Linux console sends Shift-Tab; Alt-Tab belongs to the windows.
                press(if back { key::back_tab() } else { key::of_control(byte) }, alt && !back, out);
            }
            b' '..=b'~' => self.letter(char::from(byte), alt, out),
            0x80.. => {
                self.state = State::Letter { letter: Letter::default(), alt };
                self.byte(byte, out);
            }
        }
    }

    /// A byte behind one ESC or two.
    fn escaped(&mut self, byte: u8, twice: bool, out: &mut Vec<Sent>) {
        let start = Start { escaped: twice, pressed: Some(char::from(byte)) };
        match byte {
            b'[' => self.state = State::Control(Collected::numbers(start)),
            b'O' => self.state = State::Single(Collected::numbers(start)),
            _ => {
                if twice {
                    press(key::of_control(0x1b), false, out);
                }
                match (byte, kind(byte)) {
                    (0x1b, _) => self.state = State::Escape { twice: true },
                    (_, Some(kind)) => {
                        self.state = State::Words(Words::new(kind, Start { escaped: false, ..start }));
                    }
                    (_, None) => self.begin(byte, true, out),
                }
            }
        }
    }

    /// A letter that is whole. The second set of control characters is what `ESC` and a letter are, too.
    fn letter(&mut self, letter: char, alt: bool, out: &mut Vec<Sent>) {
        let start = Start { escaped: alt, pressed: None };
        match letter {
            '\u{9b}' => self.state = State::Control(Collected::numbers(start)),
            '\u{8f}' => self.state = State::Single(Collected::numbers(start)),
            '\u{80}'..='\u{9f}' => {
                let kind = u8::try_from(letter).ok().and_then(|byte| kind(byte - 0x40));
                if alt {
                    press(key::of_control(0x1b), false, out);
                }
                if let Some(kind) = kind {
                    self.state = State::Words(Words::new(kind, Start::default()));
                }
            }
            _ => out.extend(Key::new(Code::Char(letter), false, alt, false).map(Sent::Key)),
        }
    }

    /// Gives a sequence up for a byte that does not belong to it.
    fn abandon(&mut self, collected: &Collected, byte: u8, out: &mut Vec<Sent>) {
        if !matches!(byte, 0x18 | 0x1a) {
            give_up(collected, out);
            self.byte(byte, out);
        } else if collected.start.escaped {
            press(key::of_control(0x1b), false, out);
        }
    }
}

/// What is left of a sequence that has no end: keys, if it was made of keys.
pub(super) fn give_up(collected: &Collected, out: &mut Vec<Sent>) {
    if collected.start.escaped {
        press(key::of_control(0x1b), false, out);
    }
    if let Some(letter) = collected.pressed() {
        out.extend(Key::new(Code::Char(letter), false, true, false).map(Sent::Key));
    }
}

pub(super) fn press(stroke: Option<key::Stroke>, alt: bool, out: &mut Vec<Sent>) {
    out.extend(stroke.and_then(|stroke| stroke.key(alt)).map(Sent::Key));
}

/// The kind of string that begins with `ESC` and this byte.
fn kind(byte: u8) -> Option<Kind> {
    match byte {
        b']' => Some(Kind::System),
        b'P' => Some(Kind::Device),
        b'_' | b'^' | b'X' => Some(Kind::Other),
        _ => None,
    }
}

fn is_one_number(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit)
}
