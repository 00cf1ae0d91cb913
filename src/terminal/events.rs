//! What crossterm reports where there is no terminal of Unix, in our words.

use std::io;

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::input::MAX_PASTE;
use crate::keymap::{Code, Key};
use crate::ui::Touch;

/// Hands over what comes until the terminal is gone or nobody takes it any more.
pub(super) fn read(mut take: impl FnMut(Touch) -> bool) -> io::Result<()> {
    loop {
        if touch(crossterm::event::read()?).is_some_and(|touch| !take(touch)) {
            return Ok(());
        }
    }
}

/// The touch that an event is, if it is one.
fn touch(event: Event) -> Option<Touch> {
    match event {
        Event::Key(key) => touch_of_key(key).map(Touch::Key),
        Event::Mouse(mouse) => touch_of_mouse(mouse),
        Event::Paste(text) => Some(paste(text)),
        Event::Resize(columns, rows) => Some(Touch::Resize { columns, rows }),
        Event::FocusGained | Event::FocusLost => None,
    }
}

fn paste(mut text: String) -> Touch {
    let cut = text.len() > MAX_PASTE;
    let end = (0..=MAX_PASTE.min(text.len())).rfind(|end| text.is_char_boundary(*end)).unwrap_or(0);
    text.truncate(end);
    Touch::Paste { text, cut }
}

fn touch_of_key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let mut shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let code = match event.code {
        KeyCode::Char(' ') => Code::Space,
        KeyCode::Char(letter) => Code::Char(letter),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => {
            shift = true;
            Code::Tab
        }
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::F(number) => Code::F(number),
        KeyCode::Null
        | KeyCode::CapsLock
        | KeyCode::ScrollLock
        | KeyCode::NumLock
        | KeyCode::PrintScreen
        | KeyCode::Pause
        | KeyCode::Menu
        | KeyCode::KeypadBegin
        | KeyCode::Media(_)
        | KeyCode::Modifier(_) => return None,
    };
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.intersects(KeyModifiers::ALT | KeyModifiers::META);
    Key::new(code, ctrl, alt, shift)
}

fn touch_of_mouse(event: MouseEvent) -> Option<Touch> {
    let MouseEvent { kind, column, row, .. } = event;
    match kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Touch::Press { column, row }),
        MouseEventKind::Drag(MouseButton::Left) => Some(Touch::Drag { column, row }),
        MouseEventKind::Up(MouseButton::Left) => Some(Touch::Release { column, row }),
        MouseEventKind::ScrollDown => Some(Touch::Wheel(1)),
        MouseEventKind::ScrollUp => Some(Touch::Wheel(-1)),
        MouseEventKind::Down(_)
        | MouseEventKind::Up(_)
        | MouseEventKind::Drag(_)
        | MouseEventKind::Moved
        | MouseEventKind::ScrollLeft
        | MouseEventKind::ScrollRight => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_told_apart_and_releases_are_no_keys() {
        let press = |code, modifiers| touch(Event::Key(KeyEvent::new(code, modifiers)));
        let key = |code, ctrl, shift| Key::new(code, ctrl, false, shift).map(Touch::Key);
        assert_eq!(press(KeyCode::Char(' '), KeyModifiers::NONE), key(Code::Space, false, false));
        assert_eq!(press(KeyCode::BackTab, KeyModifiers::NONE), key(Code::Tab, false, true));
        assert_eq!(press(KeyCode::Char('s'), KeyModifiers::CONTROL), key(Code::Char('s'), true, false));
        let up =
            KeyEvent { kind: KeyEventKind::Release, ..KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE) };
        assert_eq!(touch(Event::Key(up)), None);
    }
}
