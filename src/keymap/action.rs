//! Actions: everything that a key can mean.
//!
//! One table spells each action once. Reading files, writing, help and "did you
//! mean" come from it, and an action cannot exist without its line in it.

use super::Mode;
use super::Mode::{Arranging, Asking, Choosing, Listing, Placing, Reading, Writing};

/// What the n-th row is called where digits choose or jump.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nth(u8);

struct Row {
    word: &'static str,
    help: &'static str,
    modes: &'static [Mode],
}

const ALL: &[Mode] = &Mode::ALL;
const TEXT: &[Mode] = &[Writing, Asking];
const DESK: &[Mode] = &[Choosing, Arranging, Placing];
const WORK: &[Mode] = &[Choosing, Arranging, Placing, Writing, Asking];
const STEP: &[Mode] = &[Reading, Choosing, Arranging, Placing, Writing, Asking];
const NO_TEXT: &[Mode] = &[Reading, Listing, Choosing, Arranging, Placing];
const NO_LINE: &[Mode] = &[Reading, Listing, Choosing, Arranging, Placing, Writing];
const NO_EDITOR: &[Mode] = &[Reading, Listing, Choosing, Arranging, Placing, Asking];
const ROWS: &[Mode] = &[Listing, Choosing, Arranging, Placing];

macro_rules! actions {
    ($($variant:ident $word:literal $help:literal $modes:expr;)*) => {
        /// What a key means on the screen at hand.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $(#[doc = $help] $variant,)*
            /// Choose, or go to, the n-th row.
            Item(Nth),
        }

        impl Action {
            /// All actions in the order in which people are shown them.
            pub fn all() -> impl Iterator<Item = Action> {
                [$(Action::$variant,)*].into_iter().chain(Nth::ALL.map(Action::Item))
            }

            const fn row(self) -> Row {
                match self {
                    $(Action::$variant => Row { word: $word, help: $help, modes: $modes },)*
                    Action::Item(nth) => nth.row(),
                }
            }
        }
    };
}

actions! {
    // Moving.
    Up "up" "Go up" ALL;
    Down "down" "Go down" ALL;
    Left "left" "Go left" ALL;
    Right "right" "Go right" ALL;
    PageUp "page-up" "Go up a page" ALL;
    PageDown "page-down" "Go down a page" ALL;
    LineUp "line-up" "Scroll up a line" NO_TEXT;
    LineDown "line-down" "Scroll down a line" NO_TEXT;
    First "first" "Go to the top" NO_LINE;
    Last "last" "Go to the bottom" NO_LINE;
    NextLink "next-link" "Mark the next thing that opens" ALL;
    PreviousLink "previous-link" "Mark the previous thing that opens" ALL;
    NextStep "next-step" "Go to the next step" ALL;
    PreviousStep "previous-step" "Go to the step before" ALL;
    // Doing.
    Open "open" "Open, or do the main thing here" NO_EDITOR;
    Take "take" "Tick, pick up or drop" DESK;
    PutBack "put-back" "Send the item back to the bank" &[Placing];
    Back "back" "Put back, close, or go to the menu" ALL;
    Check "check" "Check my answer, or hand it in" STEP;
    Retry "retry" "Try again" STEP;
    Hint "hint" "Show a hint" STEP;
    Solution "solution" "Show the solution" STEP;
    Undo "undo" "Undo the last change" WORK;
    Redo "redo" "Do again what was undone" WORK;
    Reply "reply" "Write my text, or a reply" &[Reading];
    Quote "quote" "Quote the marked post in a reply" &[Reading];
    EditPost "edit-post" "Change my marked or newest post" &[Reading];
    DeletePost "delete-post" "Delete my marked or newest post" &[Reading];
    // Going.
    Menu "menu" "Open the menu" ALL;
    Help "help" "Show the keys that work here" ALL;
    Contents "contents" "Show the contents" ALL;
    Continue "continue" "Go on where I stopped" ALL;
    Progress "progress" "Show my progress" ALL;
    NextUnread "next-unread" "Go to the next new post" ALL;
    Search "search" "Search the course" ALL;
    Glossary "glossary" "Look up a word" ALL;
    Sources "sources" "Show the sources" ALL;
    Notes "notes" "Show my notes and bookmarks" ALL;
    Class "class" "Show what my trainer says, and polls" ALL;
    People "people" "Show the people of my class" ALL;
    // On any screen.
    Note "note" "Write a note here" ALL;
    Bookmark "bookmark" "Set or remove a bookmark here" ALL;
    Report "report" "Report a problem here" ALL;
    Theme "theme" "Change the colours" ALL;
    Look "look" "Draw a rule and bars, or save bytes" ALL;
    Mouse "mouse" "Switch the mouse on or off" ALL;
    Redraw "redraw" "Draw the screen again" ALL;
    Suspend "suspend" "Stop for now; the shell brings it back" ALL;
    Quit "quit" "Leave; everything is kept" ALL;
    // Writing.
    NewLine "new-line" "Start a new line" &[Writing];
    WordLeft "word-left" "Go left by a word" TEXT;
    WordRight "word-right" "Go right by a word" TEXT;
    RowStart "row-start" "Go to the start of the row" TEXT;
    RowEnd "row-end" "Go to the end of the row" TEXT;
    SelectLeft "select-left" "Select to the left" TEXT;
    SelectRight "select-right" "Select to the right" TEXT;
    SelectUp "select-up" "Select upwards" &[Writing];
    SelectDown "select-down" "Select downwards" &[Writing];
    SelectWordLeft "select-word-left" "Select a word to the left" TEXT;
    SelectWordRight "select-word-right" "Select a word to the right" TEXT;
    SelectRowStart "select-row-start" "Select to the start of the row" TEXT;
    SelectRowEnd "select-row-end" "Select to the end of the row" TEXT;
    SelectAll "select-all" "Select the whole text" TEXT;
    DeleteBack "delete-back" "Delete what is before the cursor" TEXT;
    DeleteForward "delete-forward" "Delete what is behind the cursor" TEXT;
    DeleteWordBack "delete-word-back" "Delete the word before the cursor" TEXT;
    DeleteWordForward "delete-word-forward" "Delete the word behind the cursor" TEXT;
    DeleteToRowEnd "delete-to-row-end" "Delete to the end of the row" TEXT;
    Cut "cut" "Cut what is selected" TEXT;
    Copy "copy" "Copy what is selected" TEXT;
    Paste "paste" "Paste what was cut or copied" TEXT;
}

impl Action {
    /// The word for it in files.
    pub const fn word(self) -> &'static str {
        self.row().word
    }

    /// What it does, for the help screen; at most 40 characters.
    pub const fn help(self) -> &'static str {
        self.row().help
    }

    /// The modes in which it means something.
    pub const fn modes(self) -> &'static [Mode] {
        self.row().modes
    }

    /// True if it means something in a mode.
    pub fn means_in(self, mode: Mode) -> bool {
        self.modes().contains(&mode)
    }

    /// The action with this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::all().find(|action| action.word() == word)
    }
}

impl Nth {
    const ALL: [Nth; 9] = [Nth(1), Nth(2), Nth(3), Nth(4), Nth(5), Nth(6), Nth(7), Nth(8), Nth(9)];

    /// The n-th row, counted from 1 as people do; none above 9.
    pub fn new(number: usize) -> Option<Self> {
        Self::ALL.get(number.checked_sub(1)?).copied()
    }

    /// The row counted from 0, as lists do.
    pub fn index(self) -> usize {
        usize::from(self.0.saturating_sub(1))
    }

    const fn row(self) -> Row {
        let (word, help) = match self.0 {
            1 => ("item-1", "Go to row 1, or choose it"),
            2 => ("item-2", "Go to row 2, or choose it"),
            3 => ("item-3", "Go to row 3, or choose it"),
            4 => ("item-4", "Go to row 4, or choose it"),
            5 => ("item-5", "Go to row 5, or choose it"),
            6 => ("item-6", "Go to row 6, or choose it"),
            7 => ("item-7", "Go to row 7, or choose it"),
            8 => ("item-8", "Go to row 8, or choose it"),
            _ => ("item-9", "Go to row 9, or choose it"),
        };
        Row { word, help, modes: ROWS }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_read_back_from_its_word() {
        for action in Action::all() {
            assert_eq!(Action::parse(action.word()), Some(action));
            assert!(crate::source::is_id(action.word()), "{action:?}");
        }
        assert_eq!(Action::parse("none"), None, "this word unbinds a key");
    }

    #[test]
    fn every_action_is_explained_shortly_and_means_something() {
        for action in Action::all() {
            assert!((5..=40).contains(&action.help().chars().count()), "{action:?}");
            assert!(!action.modes().is_empty(), "{action:?}");
        }
    }

    #[test]
    fn rows_are_counted_from_one_by_people_and_from_zero_by_lists() {
        assert_eq!(Nth::new(0), None);
        assert_eq!(Nth::new(10), None);
        for number in 1..=9 {
            let nth = Nth::new(number).unwrap();
            assert_eq!(nth.index(), number - 1);
            assert_eq!(Action::Item(nth).word(), format!("item-{number}"));
        }
    }
}
