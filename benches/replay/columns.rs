//! The three ways to send a picture.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::rc::Rc;

use curricle::wire::{Capabilities, Encoder};
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier};
use ratatui::{Terminal, TerminalOptions, Viewport};

/// Sends pictures to a terminal that is only bytes.
pub(crate) enum Column {
    /// ratatui as it comes.
    Stock(Box<Terminal<CrosstermBackend<Pipe>>>, Pipe),
    /// The system's ncurses.
    Ncurses(Helper),
    /// Ours.
    Ours(Box<Encoder>),
}

impl Column {
    pub(crate) fn stock(size: Size) -> Self {
        let viewport = Viewport::Fixed(Rect::new(0, 0, size.width, size.height));
        let pipe = Pipe::default();
        let backend = CrosstermBackend::new(pipe.clone());
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport });
        Column::Stock(Box::new(terminal.expect("a terminal of bytes")), pipe)
    }

    pub(crate) fn ncurses(program: &Path, size: Size) -> Self {
        Column::Ncurses(Helper::new(program, size))
    }

    pub(crate) fn ours(size: Size) -> Self {
        Column::Ours(Box::new(Encoder::new(size, Capabilities::safe())))
    }

    /// The bytes for the next picture.
    pub(crate) fn send(&mut self, picture: &Buffer, cursor: Option<Position>) -> Vec<u8> {
        match self {
            Column::Stock(terminal, pipe) => {
                let drawn = terminal.draw(|frame| {
                    frame.buffer_mut().clone_from(picture);
                    if let Some(at) = cursor {
                        frame.set_cursor_position(at);
                    }
                });
                drawn.expect("bytes");
                pipe.0.take()
            }
            Column::Ncurses(helper) => helper.send(picture, cursor),
            Column::Ours(encoder) => encoder.encode(picture, cursor),
        }
    }
}

/// What the emulator is to see: it leaves the cursor behind the last column where wrapping is off.
///
/// Only ncurses switches wrapping off, for the last cell of the screen; terminals leave the cursor on it then.
pub(crate) fn as_seen(bytes: &[u8], columns: u16) -> Vec<u8> {
    const WRAPS: &[u8] = b"\x1b[?7h";
    let mut seen = bytes.to_vec();
    // The beginning switches wrapping on as well, before anything is printed.
    if let Some(at) = seen.windows(WRAPS.len()).rposition(|window| window == WRAPS)
        && seen.windows(WRAPS.len()).any(|window| window == b"\x1b[?7l")
    {
        let place = format!("\x1b[{columns}G");
        seen.splice(at..at, place.into_bytes());
    }
    seen
}

/// Bytes on their way, held at both ends.
#[derive(Clone, Default)]
pub(crate) struct Pipe(Rc<RefCell<Vec<u8>>>);

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A process that draws with ncurses.
pub(crate) struct Helper {
    child: Child,
    pictures: Option<ChildStdin>,
    sent: BufReader<ChildStdout>,
}

impl Helper {
    /// Builds the program, or says why that cannot be.
    pub(crate) fn build(folder: &Path) -> Result<std::path::PathBuf, String> {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/replay/ncurses.c");
        let program = folder.join("ncurses");
        let mut said = String::new();
        for libraries in [&["-lncursesw"][..], &["-lncursesw", "-ltinfo"]] {
            let built =
                Command::new("cc").arg("-O1").arg("-o").arg(&program).arg(&source).args(libraries).output();
            match built {
                Err(error) => return Err(format!("there is no C compiler (cc: {error})")),
                Ok(built) if built.status.success() => return Ok(program),
                Ok(built) => said = String::from_utf8_lossy(&built.stderr).into_owned(),
            }
        }
        let first = said.lines().find(|line| line.contains("error") || line.contains("cannot find"));
        Err(format!("libncursesw or its header is not here ({})", first.unwrap_or("cc failed").trim()))
    }

    fn new(program: &Path, size: Size) -> Self {
        let mut command = Command::new(program);
        command.arg(size.height.to_string()).arg(size.width.to_string());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).env("TERM", "xterm-256color");
        let mut child = command.spawn().expect("the program with ncurses");
        let pictures = child.stdin.take();
        let sent = BufReader::new(child.stdout.take().expect("its output"));
        Self { child, pictures, sent }
    }

    fn send(&mut self, picture: &Buffer, cursor: Option<Position>) -> Vec<u8> {
        let pictures = self.pictures.as_mut().expect("its input");
        pictures.write_all(as_words(picture, cursor).as_bytes()).expect("the helper listens");
        pictures.flush().expect("the helper listens");
        let mut count = String::new();
        self.sent.read_line(&mut count).expect("the helper speaks");
        let count = count.trim().parse().expect("a number of bytes");
        let mut bytes = vec![0; count];
        self.sent.read_exact(&mut bytes).expect("the helper speaks");
        bytes
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        // The end of its input ends it.
        self.pictures = None;
        let _ = self.child.wait();
    }
}

/// A picture in the words of the helper.
fn as_words(picture: &Buffer, cursor: Option<Position>) -> String {
    let area = picture.area;
    let mut words = String::new();
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let style = style(&picture[(x, y)]);
            let start = x;
            let mut text = String::new();
            while x < area.width && self::style(&picture[(x, y)]) == style {
                let symbol = picture[(x, y)].symbol();
                text.push_str(symbol);
                x += u16::try_from(curricle::text::width(symbol).max(1)).expect("a cell");
            }
            let blank = text.trim().is_empty() && style.1 & 24 == 0;
            if !blank {
                words.push_str(&format!("{y} {start} {} {} {text}\n", style.0, style.1));
            }
        }
    }
    let (row, column) = cursor.map_or((-1, -1), |at| (i32::from(at.y), i32::from(at.x)));
    words.push_str(&format!(". {row} {column}\n"));
    words
}

fn style(cell: &Cell) -> (i32, u8) {
    assert_eq!(cell.bg, Color::Reset, "the helper knows no backgrounds");
    let color = match cell.fg {
        Color::Reset => -1,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Rgb(..) | Color::Indexed(_) => panic!("the helper knows sixteen colours"),
    };
    let signs = [
        (Modifier::BOLD, 1),
        (Modifier::DIM, 2),
        (Modifier::ITALIC, 4),
        (Modifier::UNDERLINED, 8),
        (Modifier::REVERSED, 16),
    ];
    let sum = signs.iter().filter(|(sign, _)| cell.modifier.contains(*sign)).map(|(_, bit)| bit).sum();
    (color, sum)
}
