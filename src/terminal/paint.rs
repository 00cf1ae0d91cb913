//! From one picture to the next, as bytes.

use std::io;

use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Knows what the terminal shows and says how to change it.
#[derive(Debug, Default)]
pub struct Painter {
    shown: Option<Buffer>,
    cursor: Option<Position>,
}

impl Painter {
    /// Forgets what the terminal shows: the next picture is sent whole.
    pub fn forget(&mut self) {
        self.shown = None;
        self.cursor = None;
    }

    /// The bytes that make the terminal show a picture; none if it does already.
    ///
    /// # Errors
    /// Only those of writing into memory, of which there are none.
    pub fn paint(&mut self, next: Buffer, cursor: Option<Position>) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let area: Rect = next.area;
        let last = self.shown.take().filter(|shown| shown.area == area);
        let mut backend = CrosstermBackend::new(&mut bytes);
        let fresh = last.is_none();
        if fresh {
            backend.hide_cursor()?;
            backend.clear()?;
            self.cursor = None;
        }
        let last = last.unwrap_or_else(|| Buffer::empty(area));
        let changed = last.diff(&next);
        let any = !changed.is_empty();
        if any {
            backend.draw(changed.into_iter())?;
        }
        match cursor {
            Some(at) if any || self.cursor != cursor => {
                backend.set_cursor_position(at)?;
                if self.cursor.is_none() {
                    backend.show_cursor()?;
                }
            }
            None if self.cursor.is_some() => backend.hide_cursor()?,
            Some(_) | None => {}
        }
        self.cursor = cursor;
        self.shown = Some(next);
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(bytes: &[&[u8]]) -> (String, (u16, u16)) {
        let size = |cells: u16| std::num::NonZeroU16::new(cells).expect("a size");
        let mut screen = vt100::Parser::new(size(2), size(10), 0);
        for bytes in bytes {
            screen.process(bytes);
        }
        (screen.screen().contents(), screen.screen().cursor_position())
    }

    #[test]
    fn the_terminal_shows_each_picture_and_the_same_one_costs_nothing() {
        let mut painter = Painter::default();
        let one = Buffer::with_lines(["hello     ", "          "]);
        let two = Buffer::with_lines(["help!     ", "  x       "]);
        let at = Some(Position { x: 3, y: 1 });
        let first = painter.paint(one, None).unwrap();
        let second = painter.paint(two.clone(), at).unwrap();
        assert_eq!(shown(&[&first, &second]), ("help!\n  x".to_owned(), (1, 3)));
        assert!(painter.paint(two.clone(), at).unwrap().is_empty());
        painter.forget();
        let again = painter.paint(two, at).unwrap();
        assert_eq!(shown(&[b"noise", &again]), ("help!\n  x".to_owned(), (1, 3)));
    }
}
