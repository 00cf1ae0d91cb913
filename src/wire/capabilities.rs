//! What a terminal can be relied on for.

use super::depth::Depth;

/// What a terminal can be relied on for.
///
/// Set a field only for what is sure: an encoder uses whatever is here.
///
/// ```
/// use curricle::wire::{Capabilities, Depth};
///
/// let mut capabilities = Capabilities::from_term("xterm-256color");
/// assert_eq!(capabilities, Capabilities::safe());
/// capabilities.colours = Depth::True;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Capabilities {
    /// `ESC[nA`, `B`, `C`, `D` and `ESC M`: moves by so many rows or columns.
    pub relative: bool,
    /// `ESC[nG` and `ESC[nd`: moves within a row or a column.
    pub absolute: bool,
    /// `ESC[J`: everything below is erased.
    pub erase_below: bool,
    /// `ESC[nX`: so many characters are erased.
    pub erase_characters: bool,
    /// `ESC[n@`: room for so many characters is made.
    pub insert_characters: bool,
    /// `ESC[nP`: so many characters are taken out.
    pub delete_characters: bool,
    /// `ESC[t;br`: rows scroll between margins.
    pub regions: bool,
    /// `ESC[nL` and `ESC[nM`: rows are made and taken out.
    pub lines: bool,
    /// `ESC[nb` repeats the last character, whatever it is.
    pub repeat: bool,
    /// What is erased takes the background of the pen.
    pub colour_erase: bool,
    /// Attributes can be turned off one by one.
    pub attributes_off: bool,
    /// Chinese, Japanese and Korean characters take two columns.
    pub wide: bool,
    /// Characters that take two columns in some East Asian setups take one.
    pub ambiguous_narrow: bool,
    /// The colours it has.
    pub colours: Depth,
}

impl Default for Capabilities {
    fn default() -> Self {
        Self::safe()
    }
}

impl Capabilities {
    /// Right on every terminal of today, known or not.
    ///
    /// Left out are what some do not know or do in their own way: repeating,
    /// erasing with a background, and erasing so many characters, which the
    /// entries of macOS Terminal and iTerm2 lack and which saves half a percent.
    #[must_use]
    pub fn safe() -> Self {
        Self {
            relative: true,
            absolute: true,
            erase_below: true,
            erase_characters: false,
            insert_characters: true,
            delete_characters: true,
            regions: true,
            lines: true,
            repeat: false,
            colour_erase: false,
            attributes_off: true,
            wide: true,
            ambiguous_narrow: true,
            colours: Depth::Palette,
        }
    }

    /// Cursor positions, carriage return, line feed, backspace, erasing to the end of a row: nothing more.
    #[must_use]
    pub fn dumbest() -> Self {
        Self {
            relative: false,
            absolute: false,
            erase_below: false,
            erase_characters: false,
            insert_characters: false,
            delete_characters: false,
            regions: false,
            lines: false,
            repeat: false,
            colour_erase: false,
            attributes_off: false,
            wide: false,
            ambiguous_narrow: true,
            colours: Depth::Sixteen,
        }
    }

    /// What the name in `TERM` promises; [`Capabilities::safe`] if it promises nothing more or less.
    ///
    /// `xterm-256color` promises nothing, since most terminals say it.
    #[must_use]
    pub fn from_term(term: &str) -> Self {
        let safe = Self::safe();
        match term {
            "" | "dumb" | "unknown" | "vt52" | "vt100" | "vt102" | "ansi" | "cons25" => Self::dumbest(),
            "xterm-mono" | "vt220" | "vt320" | "vt420" => Self { colours: Depth::Mono, ..safe },
            "linux" => Self { colours: Depth::Sixteen, erase_characters: true, colour_erase: true, ..safe },
            "xterm-kitty" | "xterm-ghostty" | "alacritty" | "alacritty-direct" | "foot" | "foot-direct"
            | "wezterm" | "contour" => {
                Self { colours: Depth::True, erase_characters: true, colour_erase: true, ..safe }
            }
            "putty" | "putty-256color" | "konsole" | "konsole-256color" => {
                Self { erase_characters: true, colour_erase: true, ..safe }
            }
            "nsterm" | "nsterm-256color" => Self { colour_erase: true, ..safe },
            _ if term.ends_with("-direct") => Self { colours: Depth::True, ..safe },
            _ if term.ends_with("-16color") => Self { colours: Depth::Sixteen, ..safe },
            _ if term.ends_with("-mono") || term.ends_with("-m") => Self { colours: Depth::Mono, ..safe },
            _ => safe,
        }
    }

    /// Bytes that make the terminal prove what it cannot be asked, to be sent on an empty alternate screen.
    ///
    /// It prints a box character, has it repeated twice, asks for the
    /// cursor's position and clears its traces. There is nothing to wait for:
    /// the answer, `ESC[1;nR`, comes among the keys, and `n` is for
    /// [`Capabilities::proven`]. Make the encoder forget the screen first.
    #[must_use]
    pub fn probe() -> &'static [u8] {
        "\x1b[m\x1b[H─\x1b[2b\x1b[6n\x1b[H\x1b[K".as_bytes()
    }

    /// As [`Capabilities::probe`] for a terminal that may not take UTF-8: only ASCII is sent.
    #[must_use]
    pub fn ascii_probe() -> &'static [u8] {
        b"\x1b[m\x1b[H-\x1b[2b\x1b[6n\x1b[H\x1b[K"
    }

    /// What is known once the answer to [`Capabilities::probe`] says this column, counted from 1.
    ///
    /// ```
    /// use curricle::wire::Capabilities;
    ///
    /// let safe = Capabilities::safe();
    /// assert!(safe.proven(4).repeat);
    /// assert!(!safe.proven(2).repeat);
    /// assert!(!safe.proven(3).ambiguous_narrow);
    /// ```
    #[must_use]
    pub fn proven(self, column: u16) -> Self {
        match column {
            2 => Self { repeat: false, ..self },
            // The box took two columns: 3 without a repeat, 7 with it.
            3 => Self { repeat: false, ambiguous_narrow: false, ..self },
            4 => Self { repeat: true, ..self },
            7 => Self { repeat: true, ambiguous_narrow: false, ..self },
            _ => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_promise_more_and_dumb_ones_less() {
        let of = Capabilities::from_term;
        assert_eq!(of("xterm-256color"), Capabilities::safe());
        assert_eq!(of("something-new"), Capabilities::default());
        assert_eq!(of("vt100"), Capabilities::dumbest());
        assert_eq!(of("linux").colours, Depth::Sixteen);
        assert!(of("xterm-kitty").colour_erase && !of("tmux-256color").colour_erase);
        assert!(!of("nsterm").erase_characters);
        for term in ["xterm-256color", "xterm-kitty", "linux", "screen", "putty"] {
            assert!(!of(term).repeat, "{term}: a name does not prove what stands between");
        }
    }

    #[test]
    fn the_probe_leaves_an_empty_screen() {
        let mut screen = vt100::Parser::default();
        screen.process(Capabilities::probe());
        assert_eq!(screen.screen().contents(), "");
        assert_eq!(screen.screen().cursor_position(), (0, 0));
    }

    #[test]
    fn the_answer_tells_repeating_from_wide_boxes() {
        let safe = Capabilities::safe();
        let proven = [1, 2, 3, 4, 7, 80].map(|column| {
            let can = safe.proven(column);
            (can.repeat, can.ambiguous_narrow)
        });
        assert_eq!(
            proven,
            [(false, true), (false, true), (false, false), (true, true), (true, false), (false, true)]
        );
    }
}
