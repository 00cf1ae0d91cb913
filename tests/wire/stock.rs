//! The stock way is counted to the byte.

use std::cell::{Cell as Shared, RefCell};
use std::io::{self, Write};
use std::rc::Rc;

use curricle::wire::Stock;
use ratatui::Terminal;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::variable;
use super::walk::{Chance, Walk};

/// Keeps the bytes for whoever else holds it.
#[derive(Clone, Default)]
struct Pipe(Rc<RefCell<Vec<u8>>>);

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The crossterm backend of a terminal whose size we say.
struct Peer {
    inner: CrosstermBackend<Pipe>,
    size: Rc<Shared<Size>>,
}

impl Backend for Peer {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        self.inner.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(Position::ORIGIN)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size.get())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size.get(), pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}

#[test]
fn stock_is_what_the_crossterm_backend_sends() {
    // Whoever runs the tests may have turned colours off.
    ratatui::crossterm::style::Colored::set_ansi_color_disabled(false);
    for seed in 0..variable("WIRE_SEEDS", 200) {
        let mut chance = Chance::new(seed);
        let mut walk = Walk::new(&mut chance);
        let pipe = Pipe::default();
        let size = Rc::new(Shared::new(Size::new(walk.columns(), walk.rows())));
        let peer = Peer { inner: CrosstermBackend::new(pipe.clone()), size: Rc::clone(&size) };
        let mut terminal = Terminal::new(peer).unwrap();
        let mut stock = Stock::new();
        for step in 0..8 {
            if step > 0 {
                walk.step(&mut chance);
            }
            size.set(Size::new(walk.columns(), walk.rows()));
            // ratatui refuses control characters while it is tested, and falls over a wide character that
            // has no room in the last row.
            let mut picture = walk.picture().clone();
            for cell in &mut picture.content {
                if cell.symbol().chars().any(char::is_control) {
                    cell.set_symbol("?");
                }
            }
            if let Some(last) = picture.content.last_mut() {
                last.set_symbol("?");
            }
            let cursor = walk.cursor(&mut chance);
            terminal
                .draw(|frame| {
                    frame.buffer_mut().clone_from(&picture);
                    if let Some(at) = cursor {
                        frame.set_cursor_position(at);
                    }
                })
                .unwrap();
            let sent = pipe.0.take();
            let counted = stock.cost(&picture, cursor);
            assert_eq!(counted, sent.len(), "seed {seed}, step {step}: {}", String::from_utf8_lossy(&sent));
        }
    }
}
