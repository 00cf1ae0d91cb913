//! A terminal that forgives nothing: it knows only where the cursor is, and complains about what only
//! some terminals would get right.

use curricle::wire::Capabilities;
use unicode_width::UnicodeWidthChar;

/// Where the cursor is, if all terminals agree on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    At(usize),
    /// Behind the last column, or behind what terminals do not agree on.
    Unsure,
}

pub(crate) struct Strict {
    columns: usize,
    rows: usize,
    can: Capabilities,
    /// Unknown after doubt.
    row: Option<usize>,
    column: Column,
    margins: Option<(usize, usize)>,
    /// Whether the pen has a background, is reverse, underlined or struck out.
    pen: [bool; 4],
}

impl Strict {
    pub(crate) fn new(columns: usize, rows: usize, can: Capabilities) -> Self {
        Self { columns, rows, can, row: None, column: Column::Unsure, margins: None, pen: [true; 4] }
    }

    /// Takes bytes in, or says what is wrong with them.
    pub(crate) fn feed(&mut self, bytes: &[u8]) -> Result<(), String> {
        let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let length = match first {
                '\u{1b}' if rest[1..].starts_with('[') => {
                    let end =
                        2 + rest[2..].find(|c: char| ('@'..='~').contains(&c)).ok_or("a cut sequence")?;
                    self.sequence(&rest[2..end], rest.as_bytes()[end])?;
                    end + 1
                }
                '\u{1b}' if rest[1..].starts_with('M') => {
                    self.vertical(false)?;
                    2
                }
                _ => {
                    self.letter(first)?;
                    first.len_utf8()
                }
            };
            rest = &rest[length..];
        }
        if self.margins.is_some() {
            return Err("margins are left".to_owned());
        }
        Ok(())
    }

    fn letter(&mut self, letter: char) -> Result<(), String> {
        match letter {
            '\r' => {
                self.row.ok_or("a return from nowhere")?;
                self.column = Column::At(0);
            }
            '\n' => self.vertical(true)?,
            '\u{8}' => {
                let column = self.sure("a backspace")?;
                self.column = Column::At(column.checked_sub(1).ok_or("a backspace at the edge")?);
            }
            _ if letter.is_control() => return Err(format!("the control character {letter:?}")),
            _ => {
                let width = letter.width().unwrap_or(0);
                if width == 0 {
                    // A mark belongs to the letter before it; nobody knows where the cursor is now.
                    self.column = Column::Unsure;
                    return Ok(());
                }
                // The parts of a cluster follow each other wherever it is.
                let Column::At(column) = self.column else { return Ok(()) };
                if self.margins.is_some() || column + width > self.columns {
                    return Err(format!("{letter:?} has no room at {column}"));
                }
                let next = column + width;
                self.column = if next < self.columns { Column::At(next) } else { Column::Unsure };
            }
        }
        Ok(())
    }

    /// A line feed or a reverse one: a move, or a scroll with a pen that leaves nothing behind.
    fn vertical(&mut self, down: bool) -> Result<(), String> {
        let row = self.row.ok_or("a line feed from nowhere")?;
        if !down && !self.can.relative {
            return Err("a reverse line feed".to_owned());
        }
        let (top, bottom) = self.margins.unwrap_or((0, self.rows - 1));
        if row == if down { bottom } else { top } {
            return self.smooth("a scroll");
        }
        if self.margins.is_some() {
            return Err("a relative move between margins".to_owned());
        }
        // In a row that is full, some terminals move on as they like.
        self.sure("a line feed")?;
        self.row = Some(if down { row + 1 } else { row - 1 });
        Ok(())
    }

    fn sequence(&mut self, parameters: &str, letter: u8) -> Result<(), String> {
        if parameters.starts_with('?') {
            return if parameters == "?25" { Ok(()) } else { Err(format!("mode {parameters}")) };
        }
        let given: Vec<usize> = parameters.split(';').map(|number| number.parse().unwrap_or(0)).collect();
        let first = given[0].max(1);
        let need =
            |has: bool| if has { Ok(()) } else { Err(format!("{}, which it has not", char::from(letter))) };
        match letter {
            b'm' => self.pen(&given),
            b'H' => {
                let column = given.get(1).copied().unwrap_or(1).max(1);
                self.row = Some(first - 1);
                self.column = Column::At(column - 1);
            }
            b'G' => {
                need(self.can.absolute)?;
                self.row.ok_or("a column of nowhere")?;
                self.column = Column::At(first - 1);
            }
            b'd' => {
                need(self.can.absolute)?;
                self.sure("a move to a row")?;
                self.row = Some(first - 1);
            }
            b'A'..=b'D' => {
                need(self.can.relative && self.margins.is_none())?;
                let column = self.sure("a relative move")?;
                let row = self.row.ok_or("a move from nowhere")?;
                match letter {
                    b'A' => self.row = Some(row.checked_sub(first).ok_or("a move off the screen")?),
                    b'B' => self.row = Some(row + first),
                    b'C' => self.column = Column::At(column + first),
                    _ => self.column = Column::At(column.checked_sub(first).ok_or("a move off the screen")?),
                }
            }
            b'J' if parameters == "2" => self.smooth("erasing all")?,
            b'J' => {
                need(self.can.erase_below)?;
                self.change("erasing below")?;
            }
            b'K' => self.change("erasing a row")?,
            b'X' => {
                need(self.can.erase_characters)?;
                self.change("erasing")?;
            }
            b'@' => {
                need(self.can.insert_characters)?;
                self.change("inserting")?;
            }
            b'P' => {
                need(self.can.delete_characters)?;
                self.change("deleting")?;
            }
            b'L' | b'M' => {
                need(self.can.lines)?;
                self.row.ok_or("lines of nowhere")?;
                self.smooth("shifting lines")?;
                self.column = Column::Unsure;
            }
            b'b' => {
                need(self.can.repeat)?;
                let Column::At(column) = self.column else { return Err("a repeat from nowhere".to_owned()) };
                let next = column + first;
                if next > self.columns {
                    return Err("a repeat off the row".to_owned());
                }
                self.column = if next < self.columns { Column::At(next) } else { Column::Unsure };
            }
            b'r' => {
                let bottom = given.get(1).copied().unwrap_or(0);
                let bottom = if bottom == 0 { self.rows } else { bottom };
                let all = (first, bottom) == (1, self.rows);
                if !all {
                    need(self.can.regions && first < bottom)?;
                }
                self.margins = (!all).then_some((first - 1, bottom - 1));
                (self.row, self.column) = (Some(0), Column::At(0));
            }
            _ => return Err(format!("the sequence {parameters}{}", char::from(letter))),
        }
        if self.row.is_some_and(|row| row >= self.rows)
            || matches!(self.column, Column::At(column) if column >= self.columns)
        {
            return Err(format!("off the screen with {parameters}{}", char::from(letter)));
        }
        Ok(())
    }

    fn pen(&mut self, given: &[usize]) {
        let mut numbers = given.iter();
        while let Some(number) = numbers.next() {
            match number {
                0 => self.pen = [false; 4],
                40..=47 | 100..=107 => self.pen[0] = true,
                49 => self.pen[0] = false,
                38 | 48 => {
                    if *number == 48 {
                        self.pen[0] = true;
                    }
                    let more = if numbers.next() == Some(&5) { 1 } else { 3 };
                    numbers.by_ref().take(more).for_each(drop);
                }
                4 | 24 => self.pen[2] = *number == 4,
                7 | 27 => self.pen[1] = *number == 7,
                9 | 29 => self.pen[3] = *number == 9,
                _ => {}
            }
        }
    }

    fn sure(&self, what: &str) -> Result<usize, String> {
        match self.column {
            Column::At(column) => Ok(column),
            Column::Unsure => Err(format!("{what} from a column nobody knows")),
        }
    }

    /// Something is done from the cursor on.
    fn change(&self, what: &str) -> Result<(), String> {
        self.row.ok_or_else(|| format!("{what} nowhere"))?;
        self.sure(what)?;
        if self.margins.is_some() {
            return Err(format!("{what} between margins"));
        }
        // A background is fine where the terminal is known to erase with it.
        let [background, reverse, line, strike] = self.pen;
        if background && !self.can.colour_erase || reverse || line || strike {
            return Err(format!("{what} with a pen that some erase with"));
        }
        Ok(())
    }

    /// Blank rows come in, which have no background.
    fn smooth(&self, what: &str) -> Result<(), String> {
        if self.pen.contains(&true) { Err(format!("{what} with a pen that some erase with")) } else { Ok(()) }
    }
}
