//! The encoder as a backend for ratatui's `Terminal`.

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Rect, Size};

use super::capabilities::Capabilities;
use super::encoder::Encoder;

/// A ratatui backend that sends each picture in one piece, in as few bytes as it can.
///
/// It takes two functions instead of a writer, so that it works over whatever
/// carries bytes: one that sends, and one that says how large the terminal is.
/// Raw mode and the alternate screen are the business of the program.
///
/// In a program that uses `CrosstermBackend::new(stdout())` this replaces the
/// line:
///
/// ```
/// use curricle::wire::{Capabilities, WireBackend};
/// use ratatui::Terminal;
/// use ratatui::layout::Size;
/// use std::io::{self, Write};
///
/// # fn terminal_size() -> io::Result<Size> { Ok(Size::new(20, 2)) }
/// # fn main() -> io::Result<()> {
/// # let stdout = || Vec::new();
/// let mut line = stdout();
/// let send = move |bytes: &[u8]| line.write_all(bytes).and_then(|()| line.flush());
/// let backend = WireBackend::new(Capabilities::safe(), send, terminal_size);
///
/// let mut terminal = Terminal::new(backend)?;
/// terminal.draw(|frame| frame.render_widget("hello", frame.area()))?;
/// # Ok(())
/// # }
/// ```
///
/// With crossterm the size is `crossterm::terminal::size().map(Into::into)`.
/// At the end call [`WireBackend::leave`].
#[derive(Debug)]
pub struct WireBackend<Send, Measure> {
    encoder: Encoder,
    picture: Buffer,
    cursor: Position,
    visible: bool,
    send: Send,
    measure: Measure,
}

impl<Send, Measure, Trouble> WireBackend<Send, Measure>
where
    Send: FnMut(&[u8]) -> Result<(), Trouble>,
    Measure: Fn() -> Result<Size, Trouble>,
    Trouble: std::error::Error,
{
    /// A backend for a terminal of which nothing is known but its capabilities.
    pub fn new(capabilities: Capabilities, send: Send, measure: Measure) -> Self {
        Self {
            encoder: Encoder::new(Size::ZERO, capabilities),
            picture: Buffer::empty(Rect::ZERO),
            cursor: Position::ORIGIN,
            visible: true,
            send,
            measure,
        }
    }

    /// The encoder, to tell it what was found out about the terminal, or to make it forget.
    pub fn encoder_mut(&mut self) -> &mut Encoder {
        &mut self.encoder
    }

    /// Leaves the terminal with a default pen, no margins and a cursor to be seen.
    ///
    /// # Errors
    /// If it cannot be sent.
    pub fn leave(&mut self) -> Result<(), Trouble> {
        let bytes = self.encoder.leave();
        (self.send)(&bytes)
    }

    /// Makes the picture as large as the terminal.
    fn fit(&mut self) -> Result<(), Trouble> {
        let area = Rect::from(((Position::ORIGIN), (self.measure)()?));
        if self.picture.area != area {
            self.picture = Buffer::empty(area);
        }
        Ok(())
    }

    fn blank(&mut self, from: Position, to: Position) {
        let area = self.picture.area;
        for at in
            area.positions().filter(|at| (at.y, at.x) >= (from.y, from.x) && (at.y, at.x) < (to.y, to.x))
        {
            self.picture[at].reset();
        }
    }
}

impl<Send, Measure, Trouble> Backend for WireBackend<Send, Measure>
where
    Send: FnMut(&[u8]) -> Result<(), Trouble>,
    Measure: Fn() -> Result<Size, Trouble>,
    Trouble: std::error::Error,
{
    type Error = Trouble;

    fn draw<'a, I>(&mut self, content: I) -> Result<(), Trouble>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.fit()?;
        let area = self.picture.area;
        for (x, y, cell) in content.filter(|(x, y, _)| area.contains(Position { x: *x, y: *y })) {
            // ratatui does not say again what it thinks is hidden under a wide character.
            for behind in x..x.saturating_add(cell.cell_width().max(1)).min(area.width) {
                self.picture[(behind, y)].reset();
            }
            self.picture[(x, y)].clone_from(cell);
        }
        Ok(())
    }

    fn append_lines(&mut self, lines: u16) -> Result<(), Trouble> {
        self.fit()?;
        let area = self.picture.area;
        let room = area.height.saturating_sub(1).saturating_sub(self.cursor.y);
        let over = usize::from(lines.saturating_sub(room).min(area.height)) * usize::from(area.width);
        self.picture.content.rotate_left(over);
        let end = self.picture.content.len() - over;
        self.picture.content[end..].fill(Cell::EMPTY);
        self.cursor =
            Position { x: 0, y: self.cursor.y.saturating_add(lines).min(area.height.saturating_sub(1)) };
        self.flush()
    }

    fn hide_cursor(&mut self) -> Result<(), Trouble> {
        self.visible = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Trouble> {
        self.visible = true;
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Trouble> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Trouble> {
        self.cursor = position.into();
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Trouble> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> Result<(), Trouble> {
        self.fit()?;
        let Position { x, y } = self.cursor;
        let start = Position { x: 0, y };
        let next = Position { x: 0, y: y.saturating_add(1) };
        let end = Position { x: 0, y: self.picture.area.height };
        match clear_type {
            ClearType::All => {
                self.blank(Position::ORIGIN, end);
                self.encoder.forget();
            }
            ClearType::AfterCursor => self.blank(self.cursor, end),
            ClearType::BeforeCursor => self.blank(Position::ORIGIN, Position { x: x.saturating_add(1), y }),
            ClearType::CurrentLine => self.blank(start, next),
            ClearType::UntilNewLine => self.blank(self.cursor, next),
        }
        Ok(())
    }

    fn size(&self) -> Result<Size, Trouble> {
        (self.measure)()
    }

    fn window_size(&mut self) -> Result<WindowSize, Trouble> {
        Ok(WindowSize { columns_rows: (self.measure)()?, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> Result<(), Trouble> {
        self.fit()?;
        let bytes = self.encoder.encode(&self.picture, self.visible.then_some(self.cursor));
        if bytes.is_empty() { Ok(()) } else { (self.send)(&bytes) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::Terminal;
    use std::cell::RefCell;
    use std::convert::Infallible;

    #[test]
    fn each_picture_is_one_message_and_the_same_one_none() {
        let sent = RefCell::new(Vec::new());
        let send = |bytes: &[u8]| -> Result<(), Infallible> {
            sent.borrow_mut().push(String::from_utf8(bytes.to_vec()).unwrap());
            Ok(())
        };
        let backend = WireBackend::new(Capabilities::safe(), send, || Ok(Size::new(12, 2)));
        let mut terminal = Terminal::new(backend).unwrap();
        for text in ["hello", "hello", "hello!", "漢", "a"] {
            terminal.draw(|frame| frame.render_widget(text, frame.area())).unwrap();
        }
        terminal.backend_mut().leave().unwrap();
        let expected =
            ["\x1b[m\x1b[r\x1b[2J\x1b[?25l\x1b[Hhello", "!", "\r漢\x1b[K", "\ra ", "\x1b[m\x1b[r\x1b[?25h"];
        assert_eq!(*sent.borrow(), expected);
    }
}
