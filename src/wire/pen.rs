//! The pen: colours and attributes, and the shortest way from one to another.

use ratatui::style::{Color, Modifier};

/// How characters look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Look {
    pub(super) fg: Color,
    pub(super) bg: Color,
    pub(super) attributes: Modifier,
}

/// Attributes that can be seen where there is no letter.
const ON_BLANK: Modifier = Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT);

/// Each attribute, the number that turns it on and the one that turns it off.
const ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

impl Look {
    pub(super) const DEFAULT: Look =
        Look { fg: Color::Reset, bg: Color::Reset, attributes: Modifier::empty() };

    /// What of it can be seen on a blank.
    pub(super) fn of_blank(self) -> Look {
        if self.attributes.intersects(ON_BLANK) { self } else { Look { bg: self.bg, ..Look::DEFAULT } }
    }

    /// True if a blank printed or erased with this pen shows its background and nothing else.
    pub(super) fn is_smooth(self) -> bool {
        !self.attributes.intersects(ON_BLANK)
    }
}

/// Appends what makes one pen another; `None` is a pen that nobody knows.
pub(super) fn change(from: Option<Look>, to: Look, turn_off: bool, out: &mut Vec<u8>) {
    if from == Some(to) {
        return;
    }
    let mut afresh = Numbers::new();
    afresh.turn_on(to.attributes);
    for (colour, base) in [(to.fg, 30), (to.bg, 40)] {
        if colour != Color::Reset {
            afresh.colour(colour, base);
        }
    }
    let Some(from) = from else { return reset(&afresh, out) };
    let mut delta = Numbers::new();
    let mut kept = from.attributes;
    for (attribute, _, off) in ATTRIBUTES {
        if kept.contains(attribute) && !to.attributes.contains(attribute) {
            if !turn_off {
                return reset(&afresh, out);
            }
            delta.add(off);
            // Bold and dim go together, and so do both kinds of blinking.
            for (other, _, same) in ATTRIBUTES {
                if same == off {
                    kept -= other;
                }
            }
        }
    }
    delta.turn_on(to.attributes - kept);
    if from.fg != to.fg {
        delta.colour(to.fg, 30);
    }
    if from.bg != to.bg {
        delta.colour(to.bg, 40);
    }
    if afresh.text.len() + usize::from(!afresh.text.is_empty()) < delta.text.len() {
        reset(&afresh, out);
    } else {
        sgr(&delta.text, out);
    }
}

/// Everything off, then what is wanted: an empty number is a zero.
fn reset(afresh: &Numbers, out: &mut Vec<u8>) {
    let mut text = Vec::with_capacity(afresh.text.len() + 1);
    if !afresh.text.is_empty() {
        text.push(b';');
        text.extend_from_slice(&afresh.text);
    }
    sgr(&text, out);
}

fn sgr(numbers: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    out.extend_from_slice(numbers);
    out.push(b'm');
}

/// Numbers with semicolons between them.
struct Numbers {
    text: Vec<u8>,
}

impl Numbers {
    fn new() -> Self {
        Self { text: Vec::new() }
    }

    fn add(&mut self, number: u8) {
        if !self.text.is_empty() {
            self.text.push(b';');
        }
        decimal(usize::from(number), &mut self.text);
    }

    fn turn_on(&mut self, attributes: Modifier) {
        for (attribute, on, _) in ATTRIBUTES {
            if attributes.contains(attribute) {
                self.add(on);
            }
        }
    }

    fn colour(&mut self, colour: Color, base: u8) {
        let bright = base + 60;
        match colour {
            Color::Reset => self.add(base + 9),
            Color::Black => self.add(base),
            Color::Red => self.add(base + 1),
            Color::Green => self.add(base + 2),
            Color::Yellow => self.add(base + 3),
            Color::Blue => self.add(base + 4),
            Color::Magenta => self.add(base + 5),
            Color::Cyan => self.add(base + 6),
            Color::Gray => self.add(base + 7),
            Color::DarkGray => self.add(bright),
            Color::LightRed => self.add(bright + 1),
            Color::LightGreen => self.add(bright + 2),
            Color::LightYellow => self.add(bright + 3),
            Color::LightBlue => self.add(bright + 4),
            Color::LightMagenta => self.add(bright + 5),
            Color::LightCyan => self.add(bright + 6),
            Color::White => self.add(bright + 7),
            Color::Indexed(number) => {
                for part in [base + 8, 5, number] {
                    self.add(part);
                }
            }
            Color::Rgb(red, green, blue) => {
                for part in [base + 8, 2, red, green, blue] {
                    self.add(part);
                }
            }
        }
    }
}

/// Appends a number in decimal.
pub(super) fn decimal(number: usize, out: &mut Vec<u8>) {
    if number >= 10 {
        decimal(number / 10, out);
    }
    out.push(b'0' + (number % 10) as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn look(fg: Color, bg: Color, attributes: Modifier) -> Look {
        Look { fg, bg, attributes }
    }

    const PLAIN: Look = Look::DEFAULT;
    const BOLD: Look = look(Color::Reset, Color::Reset, Modifier::BOLD);
    const DIM: Look = look(Color::Reset, Color::Reset, Modifier::DIM);
    const LOUD: Look = look(Color::Red, Color::Reset, Modifier::BOLD.union(Modifier::ITALIC));

    #[track_caller]
    fn check(from: Option<Look>, to: Look, turn_off: bool, expected: &str) {
        let mut out = Vec::new();
        change(from, to, turn_off, &mut out);
        assert_eq!(String::from_utf8_lossy(&out), expected);
    }

    #[test]
    fn only_what_differs_is_said() {
        check(Some(PLAIN), PLAIN, true, "");
        check(Some(PLAIN), BOLD, true, "\x1b[1m");
        check(Some(PLAIN), LOUD, true, "\x1b[1;3;31m");
        check(Some(BOLD), LOUD, true, "\x1b[3;31m");
        check(Some(BOLD), look(Color::LightCyan, Color::Blue, Modifier::BOLD), true, "\x1b[96;44m");
        check(
            Some(PLAIN),
            look(Color::Indexed(1), Color::Rgb(1, 2, 30), Modifier::empty()),
            true,
            "\x1b[38;5;1;48;2;1;2;30m",
        );
    }

    #[test]
    fn the_shorter_of_turning_off_and_beginning_anew_is_taken() {
        check(Some(BOLD), PLAIN, true, "\x1b[m");
        check(Some(LOUD), PLAIN, true, "\x1b[m");
        check(Some(LOUD), look(Color::Red, Color::Reset, Modifier::BOLD), true, "\x1b[23m");
        check(Some(LOUD), BOLD, true, "\x1b[;1m");
        check(
            Some(look(Color::Indexed(200), Color::Reset, Modifier::ITALIC)),
            look(Color::Indexed(200), Color::Reset, Modifier::empty()),
            true,
            "\x1b[23m",
        );
    }

    #[test]
    fn bold_and_dim_go_together_and_the_other_comes_back() {
        check(Some(BOLD), DIM, true, "\x1b[;2m");
        let both = look(Color::Red, Color::Green, Modifier::BOLD.union(Modifier::DIM));
        check(Some(both), Look { attributes: Modifier::DIM, ..both }, true, "\x1b[22;2m");
    }

    #[test]
    fn what_cannot_be_turned_off_is_reset() {
        check(Some(LOUD), look(Color::Red, Color::Reset, Modifier::BOLD), false, "\x1b[;1;31m");
        check(None, PLAIN, true, "\x1b[m");
        check(None, BOLD, true, "\x1b[;1m");
    }

    #[test]
    fn of_a_blank_only_the_background_is_seen() {
        let look = look(Color::Red, Color::Blue, Modifier::BOLD);
        assert_eq!(look.of_blank(), Look { bg: Color::Blue, ..PLAIN });
        let reverse = Look { attributes: Modifier::REVERSED, ..look };
        assert_eq!(reverse.of_blank(), reverse);
    }
}
