//! Modes: the kinds of screen on which keys mean different things.

/// What a key means depends on what is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// A reading step or any other page of text.
    Reading,
    /// Contents, results of a search, glossary, notes, menus.
    Listing,
    /// One or several right of a few.
    Choosing,
    /// Things to be put in order.
    Arranging,
    /// Things to be put in their places: pairs, groups, gaps, the tiles of a jigsaw.
    Placing,
    /// A text of many lines.
    Writing,
    /// A text of one line: a short answer, a search, a note, a report.
    Asking,
}

const WORDS: &[(Mode, &str)] = &[
    (Mode::Reading, "reading"),
    (Mode::Listing, "listing"),
    (Mode::Choosing, "choosing"),
    (Mode::Arranging, "arranging"),
    (Mode::Placing, "placing"),
    (Mode::Writing, "writing"),
    (Mode::Asking, "asking"),
];

impl Mode {
    /// All modes, in the order in which they are shown.
    pub const ALL: [Mode; 7] = [
        Mode::Reading,
        Mode::Listing,
        Mode::Choosing,
        Mode::Arranging,
        Mode::Placing,
        Mode::Writing,
        Mode::Asking,
    ];

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        WORDS.iter().find(|(mode, _)| *mode == self).map_or("", |(_, word)| word)
    }

    /// True where a character that is bound to nothing is text.
    pub fn takes_text(self) -> bool {
        match self {
            Mode::Writing | Mode::Asking => true,
            Mode::Reading | Mode::Listing | Mode::Choosing | Mode::Arranging | Mode::Placing => false,
        }
    }
}

/// A section of a keymap file: one mode, or what holds in every mode that has nothing of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    /// `[everywhere]`
    Everywhere,
    /// `[reading]` and so on.
    Of(Mode),
}

impl Section {
    /// The section with this name.
    pub(super) fn parse(word: &str) -> Option<Self> {
        if word == EVERYWHERE {
            return Some(Section::Everywhere);
        }
        WORDS.iter().find(|(_, known)| *known == word).map(|(mode, _)| Section::Of(*mode))
    }

    /// The name of the section.
    pub(super) fn word(self) -> &'static str {
        match self {
            Section::Everywhere => EVERYWHERE,
            Section::Of(mode) => mode.word(),
        }
    }

    /// The names of all sections.
    pub(super) fn words() -> impl Iterator<Item = &'static str> {
        std::iter::once(EVERYWHERE).chain(WORDS.iter().map(|(_, word)| *word))
    }
}

const EVERYWHERE: &str = "everywhere";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_is_spelled_and_read_back() {
        for mode in Mode::ALL {
            assert_eq!(Section::parse(mode.word()), Some(Section::Of(mode)));
        }
        assert_eq!(Section::words().count(), Mode::ALL.len() + 1);
        assert!(Section::words().all(|word| Section::parse(word).is_some_and(|s| s.word() == word)));
    }
}
