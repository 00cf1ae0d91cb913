//! How much is drawn beside the words: nothing, or a rule and bars.

/// How much is drawn beside the words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Finish {
    /// A title line and words: the fewest bytes.
    #[default]
    Lean,
    /// A rule below the title and bars, for those who have the line.
    Rich,
}

/// From so many bytes a second on a whole page with bars comes in a tenth of a second.
const QUICK: usize = 40_000;
/// Below so many bytes a second bars are felt.
const SLOW: usize = 10_000;

const WORDS: &[(Finish, &str)] = &[(Finish::Lean, "lean"), (Finish::Rich, "rich")];

impl Finish {
    /// All of them.
    pub const ALL: [Finish; 2] = [Finish::Lean, Finish::Rich];

    /// The finish with this name.
    pub fn parse(word: &str) -> Option<Self> {
        WORDS.iter().find(|(_, known)| *known == word).map(|(finish, _)| *finish)
    }

    /// Its name.
    pub fn word(self) -> &'static str {
        WORDS.iter().find(|(finish, _)| *finish == self).map_or("", |(_, word)| word)
    }

    /// The other one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Finish::Lean => Finish::Rich,
            Finish::Rich => Finish::Lean,
        }
    }

    /// What fits a line of so many bytes a second; in between, what there was stays.
    #[must_use]
    pub fn for_speed(before: Self, speed: usize) -> Self {
        match speed {
            0..SLOW => Finish::Lean,
            SLOW..QUICK => before,
            QUICK.. => Finish::Rich,
        }
    }
}

/// A bar of ten signs for a share in percent; its number stands beside it.
pub(super) fn bar(percent: usize, finish: Finish, ascii: bool) -> String {
    let full = (percent / 10).min(10);
    match (finish, ascii) {
        (Finish::Rich, false) => format!("{}{}", "█".repeat(full), "░".repeat(10 - full)),
        (Finish::Lean, _) | (Finish::Rich, true) => {
            format!("[{}{}]", "#".repeat(full), "-".repeat(10 - full))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finish_has_a_name_and_they_take_turns() {
        for finish in Finish::ALL {
            assert_eq!(Finish::parse(finish.word()), Some(finish));
            assert_eq!(finish.next().next(), finish);
        }
        assert_eq!(Finish::parse("glossy"), None);
    }

    #[test]
    fn a_line_at_the_edge_does_not_make_the_picture_flicker() {
        let speeds = [5_000, 20_000, 50_000, 20_000, 5_000];
        let mut finish = Finish::Lean;
        let seen = speeds.map(|speed| {
            finish = Finish::for_speed(finish, speed);
            finish
        });
        assert_eq!(seen, [Finish::Lean, Finish::Lean, Finish::Rich, Finish::Rich, Finish::Lean]);
    }

    #[test]
    fn bars_say_the_same_in_signs_of_every_kind() {
        assert_eq!(bar(0, Finish::Lean, false), "[----------]");
        assert_eq!(bar(43, Finish::Rich, true), "[####------]");
        assert_eq!(bar(43, Finish::Rich, false), "████░░░░░░");
        assert_eq!(bar(100, Finish::Rich, false), "██████████");
    }
}
