//! A line typed on a terminal that shows nothing by itself.

use unicode_segmentation::UnicodeSegmentation;

use crate::input::Sent;
use crate::keymap::{Code, Key};
use crate::linear::MAX_HEARD;
use crate::text::width;

/// What a key did to the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// To be shown to the one who types.
    Echo(String),
    /// A line is whole.
    Line(String),
    /// Nothing more will be typed.
    End,
    /// The line was thrown away.
    Cancelled,
}

/// The line that is being typed.
#[derive(Debug, Default)]
pub(super) struct Editor {
    line: String,
}

impl Editor {
    /// Takes what was typed; a paste may be several lines.
    pub(super) fn take(&mut self, sent: Sent) -> Vec<Typed> {
        match sent {
            Sent::Key(key) => self.key(key).into_iter().collect(),
            Sent::Paste { text, .. } => self.paste(&text),
            Sent::Mouse(_) | Sent::Focus(_) | Sent::Reply(_) => Vec::new(),
        }
    }

    fn key(&mut self, key: Key) -> Option<Typed> {
        if key.has_alt() {
            return None;
        }
        match (key.code(), key.has_ctrl()) {
            (Code::Enter, _) | (Code::Char('j' | 'm'), true) => Some(self.finish()),
            (Code::Backspace, _) | (Code::Char('h'), true) => self.take_back(),
            (Code::Char('c'), true) => {
                self.line.clear();
                Some(Typed::Cancelled)
            }
            (Code::Char('d'), true) if self.line.is_empty() => Some(Typed::End),
            (Code::Char('u'), true) => {
                let wide = width(&self.line);
                self.line.clear();
                Some(Typed::Echo("\x08 \x08".repeat(wide)))
            }
            (Code::Space, false) => self.add(' '),
            (Code::Char(letter), false) => self.add(letter),
            (
                Code::Char(_)
                | Code::Space
                | Code::Esc
                | Code::Tab
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
                | Code::F(_),
                _,
            ) => None,
        }
    }

    /// What is typed so far.
    pub(super) fn line(&self) -> &str {
        &self.line
    }

    fn finish(&mut self) -> Typed {
        Typed::Line(std::mem::take(&mut self.line))
    }

    fn add(&mut self, letter: char) -> Option<Typed> {
        if self.line.len() + letter.len_utf8() > MAX_HEARD {
            return Some(Typed::Echo("\x07".to_owned()));
        }
        self.line.push(letter);
        Some(Typed::Echo(letter.to_string()))
    }

    fn take_back(&mut self) -> Option<Typed> {
        let (at, last) = self.line.grapheme_indices(true).next_back()?;
        let wide = width(last);
        self.line.truncate(at);
        Some(Typed::Echo("\x08 \x08".repeat(wide)))
    }

    fn paste(&mut self, text: &str) -> Vec<Typed> {
        let mut typed = Vec::new();
        let mut lines = text.split('\n').peekable();
        while let Some(line) = lines.next() {
            let mut echo = String::new();
            for letter in line.chars().filter(|letter| !letter.is_control()) {
                if let Some(Typed::Echo(shown)) = self.add(letter) {
                    echo.push_str(&shown);
                }
            }
            typed.push(Typed::Echo(echo));
            if lines.peek().is_some() {
                typed.push(self.finish());
            }
        }
        typed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: Code, ctrl: bool) -> Sent {
        Sent::Key(Key::new(code, ctrl, false, false).unwrap())
    }

    fn typed(editor: &mut Editor, text: &str) -> Vec<Typed> {
        text.chars().flat_map(|letter| editor.take(key(Code::Char(letter), false))).collect()
    }

    #[test]
    fn a_line_is_shown_as_it_is_typed_and_handed_over_whole() {
        let mut editor = Editor::default();
        assert_eq!(typed(&mut editor, "ab"), [Typed::Echo("a".into()), Typed::Echo("b".into())]);
        assert_eq!(editor.take(key(Code::Enter, false)), [Typed::Line("ab".into())]);
        assert_eq!(editor.take(key(Code::Enter, false)), [Typed::Line(String::new())]);
    }

    #[test]
    fn taking_back_rubs_out_as_many_cells_as_the_letter_has() {
        let mut editor = Editor::default();
        typed(&mut editor, "a漢");
        assert_eq!(editor.take(key(Code::Backspace, false)), [Typed::Echo("\x08 \x08\x08 \x08".into())]);
        assert_eq!(editor.take(key(Code::Backspace, false)), [Typed::Echo("\x08 \x08".into())]);
        assert_eq!(editor.take(key(Code::Backspace, false)), []);
    }

    #[test]
    fn a_line_has_an_end() {
        let mut editor = Editor::default();
        typed(&mut editor, &"x".repeat(MAX_HEARD));
        assert_eq!(typed(&mut editor, "y"), [Typed::Echo("\x07".into())]);
        let Typed::Line(line) = editor.take(key(Code::Enter, false)).remove(0) else { panic!("no line") };
        assert_eq!(line.len(), MAX_HEARD);
    }

    #[test]
    fn a_paste_is_as_many_lines_as_it_has_and_no_control_characters() {
        let mut editor = Editor::default();
        let sent = Sent::Paste { text: "one\ntw\u{1b}[31mo".into(), cut: false };
        assert_eq!(
            editor.take(sent),
            [Typed::Echo("one".into()), Typed::Line("one".into()), Typed::Echo("tw[31mo".into()),]
        );
    }

    #[test]
    fn control_keys_cancel_and_end() {
        let mut editor = Editor::default();
        typed(&mut editor, "half");
        assert_eq!(editor.take(key(Code::Char('d'), true)), [], "there is something to be read");
        assert_eq!(editor.take(key(Code::Char('c'), true)), [Typed::Cancelled]);
        assert_eq!(editor.take(key(Code::Char('d'), true)), [Typed::End]);
    }
}
