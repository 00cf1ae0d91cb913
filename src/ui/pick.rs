//! One of a few to choose, on a screen of its own.

use ratatui::buffer::Buffer;

use super::canvas::Canvas;
use super::hints::keys;
use super::theme::{Role, Theme};
use super::touch::Touch;
use crate::keymap::{Action, Key, Keymap, MAX_SEQUENCE, Mode, Resolved};
use crate::text;

/// Cells before each row, for the marker.
const EDGE: u16 = 2;
/// Rows above the list, and below it.
const HEAD: u16 = 2;
const FOOT: u16 = 1;

/// A list from which one row is to be chosen.
#[derive(Clone, Debug)]
pub struct Pick {
    title: String,
    rows: Vec<String>,
    marked: usize,
    pressed: Vec<Key>,
    size: (u16, u16),
}

/// What became of a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picked {
    /// The row with this number, from 0.
    Row(usize),
    /// None: whoever chose wants to leave.
    Leave,
}

impl Pick {
    /// A list under a title, in a window of so many columns and rows.
    pub fn new(title: impl Into<String>, rows: Vec<String>, size: (u16, u16)) -> Self {
        Self { title: title.into(), rows, marked: 0, pressed: Vec::new(), size }
    }

    /// The same list with another row marked, if there is such a row.
    #[must_use]
    pub fn at(mut self, row: usize) -> Self {
        self.marked = row.min(self.rows.len().saturating_sub(1));
        self
    }

    /// Takes what was done; what was chosen, if something was.
    pub fn touch(&mut self, touch: &Touch, keymap: &Keymap) -> Option<Picked> {
        match touch {
            Touch::Key(key) => self.press(*key, keymap),
            Touch::Resize { columns, rows } => {
                self.size = (*columns, *rows);
                None
            }
            Touch::Wheel(notches) => {
                self.step(isize::from(*notches));
                None
            }
            Touch::Paste { .. } | Touch::Press { .. } | Touch::Drag { .. } | Touch::Release { .. } => None,
        }
    }

    fn press(&mut self, key: Key, keymap: &Keymap) -> Option<Picked> {
        self.pressed.push(key);
        let resolved = keymap.resolve(Mode::Listing, &self.pressed);
        if matches!(resolved, Resolved::Pending(_)) && self.pressed.len() < MAX_SEQUENCE {
            return None;
        }
        self.pressed.clear();
        let Resolved::Action(action) = resolved else { return None };
        match action {
            Action::Up | Action::PreviousLink | Action::LineUp => self.step(-1),
            Action::Down | Action::NextLink | Action::LineDown => self.step(1),
            Action::First => self.marked = 0,
            Action::Last => self.marked = self.rows.len().saturating_sub(1),
            Action::Open | Action::Take | Action::Right | Action::Continue => {
                return (self.marked < self.rows.len()).then_some(Picked::Row(self.marked));
            }
            Action::Item(nth) if nth.index() < self.rows.len() => return Some(Picked::Row(nth.index())),
            Action::Back | Action::Quit => return Some(Picked::Leave),
            _ => {}
        }
        None
    }

    fn step(&mut self, rows: isize) {
        self.marked = self.marked.saturating_add_signed(rows).min(self.rows.len().saturating_sub(1));
    }

    /// Draws the list.
    pub fn draw(&self, keymap: &Keymap, theme: Theme, ascii: bool, buffer: &mut Buffer) {
        buffer.reset();
        buffer.set_style(buffer.area, theme.ground());
        let (columns, lines) = self.size;
        let mut canvas = Canvas { buffer, theme };
        canvas.put(0, 0, columns, &self.title, Role::Heading);
        let (all, first) = self.lay();
        let height = usize::from(lines.saturating_sub(HEAD + FOOT)).max(1);
        let top = (first + 1).saturating_sub(height);
        for ((row, words), line) in all.iter().skip(top).take(height).zip(HEAD..) {
            if *row == Some(self.marked) {
                canvas.put(0, line, columns, ">", Role::Marker);
            }
            canvas.put(EDGE, line, columns, words, Role::Text);
        }
        let foot = self.foot(keymap, ascii);
        canvas.put(0, lines.saturating_sub(1), columns, &foot, Role::Text);
    }

    /// All lines, the first of each row with its number; and the last line of the marked row.
    fn lay(&self) -> (Vec<(Option<usize>, String)>, usize) {
        let room = usize::from(self.size.0.saturating_sub(EDGE)).max(1);
        let (mut all, mut last) = (Vec::new(), 0);
        for (at, row) in self.rows.iter().enumerate() {
            let number = format!("{}  ", at + 1);
            let indent = number.len();
            let lines = text::wrap(row, room.saturating_sub(indent).max(1));
            for (nth, range) in lines.into_iter().enumerate() {
                let before = if nth == 0 { number.clone() } else { " ".repeat(indent) };
                let words = row.get(range).unwrap_or_default();
                all.push(((nth == 0).then_some(at), before + words));
            }
            if at == self.marked {
                last = all.len().saturating_sub(1);
            }
        }
        (all, last)
    }

    fn foot(&self, keymap: &Keymap, ascii: bool) -> String {
        let keys = |action| keys(keymap, Mode::Listing, action, ascii);
        format!("{} open  {} leave", keys(Action::Open), keys(Action::Back))
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;
    use crate::keymap::{parse_keys, shipped};
    use crate::source::Sources;

    fn pick() -> Pick {
        let rows = ["Letters and how they came to be written", "Numbers", "Words"];
        Pick::new("Which course?", rows.map(str::to_owned).into(), (24, 8))
    }

    fn keymap() -> Keymap {
        Keymap::read(&mut Sources::default(), &shipped, "default").0.unwrap()
    }

    fn press(pick: &mut Pick, keys: &str) -> Option<Picked> {
        let keymap = keymap();
        parse_keys(keys).unwrap().into_iter().find_map(|key| pick.touch(&Touch::Key(key), &keymap))
    }

    fn shown(pick: &Pick) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, pick.size.0, pick.size.1));
        pick.draw(&keymap(), Theme::Mono, true, &mut buffer);
        let row = |y| (0..pick.size.0).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        (0..pick.size.1).map(|y| row(y).trim_end().to_owned() + "\n").collect()
    }

    #[test]
    fn a_row_is_chosen_by_marker_or_number() {
        assert_eq!(press(&mut pick(), "down enter"), Some(Picked::Row(1)));
        assert_eq!(press(&mut pick(), "3"), Some(Picked::Row(2)));
        assert_eq!(press(&mut pick(), "4"), None, "there is no such row");
        assert_eq!(press(&mut pick(), "esc"), Some(Picked::Leave));
        assert_eq!(press(&mut pick().at(9), "up enter"), Some(Picked::Row(1)));
    }

    #[test]
    fn long_rows_are_wrapped_and_the_keys_stand_at_the_foot() {
        let wanted = "\
Which course?

> 1  Letters and how
     they came to be
     written
  2  Numbers
  3  Words
Enter open  Esc leave
";
        assert_eq!(shown(&pick()), wanted);
    }

    #[test]
    fn the_marked_row_is_in_sight_in_any_window() {
        for (columns, rows) in [(1, 1), (10, 4), (24, 4), (80, 24)] {
            let mut pick = pick().at(2);
            pick.touch(&Touch::Resize { columns, rows }, &keymap());
            let shown = shown(&pick);
            assert!(columns < 10 || shown.contains("> 3  Words"), "{columns}x{rows}:\n{shown}");
        }
    }
}
