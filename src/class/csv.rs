//! Tables as spreadsheets write and read them.

use crate::source::{Complaint, FileId, Span};

/// A cell and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) span: Span,
}

/// What a spreadsheet may put between cells.
const BETWEEN: [char; 3] = [',', ';', '\t'];
/// What a spreadsheet takes for a formula at the beginning of a cell.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// Reads a table; lines without content are left out. The first line says what stands between cells.
pub(super) fn read(file: FileId, text: &str) -> Result<Vec<Vec<Cell>>, Complaint> {
    let head = text.lines().next().unwrap_or_default();
    let count = |between: &char| head.matches(*between).count();
    let between = BETWEEN.into_iter().rev().max_by_key(count).unwrap_or(',');
    let mut reader = Reader { file, text, at: 0, between };
    let mut rows = Vec::new();
    // The mark that some editors put before a text.
    reader.pass('\u{feff}');
    while reader.at < text.len() {
        let row = reader.row()?;
        if row.iter().any(|cell| !cell.text.trim().is_empty()) {
            rows.push(row);
        }
    }
    Ok(rows)
}

struct Reader<'t> {
    file: FileId,
    text: &'t str,
    at: usize,
    between: char,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn pass(&mut self, c: char) -> bool {
        let passed = self.rest().starts_with(c);
        self.at += if passed { c.len_utf8() } else { 0 };
        passed
    }

    fn span(&self, start: usize) -> Span {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { file: self.file, start: place(start), end: place(self.at) }
    }

    fn row(&mut self) -> Result<Vec<Cell>, Complaint> {
        let mut row = Vec::new();
        loop {
            row.push(self.cell()?);
            if self.pass(self.between) {
                continue;
            }
            let _ = self.pass('\r');
            let _ = self.pass('\n');
            return Ok(row);
        }
    }

    fn cell(&mut self) -> Result<Cell, Complaint> {
        let start = self.at;
        if !self.pass('"') {
            let end = self.rest().find([self.between, '\n', '\r']).unwrap_or(self.rest().len());
            let text = plain(self.rest().get(..end).unwrap_or_default());
            self.at += end;
            return Ok(Cell { text, span: self.span(start) });
        }
        let mut text = String::new();
        loop {
            let Some(end) = self.rest().find('"') else {
                let message = "This quotation mark is not closed.";
                return Err(Complaint::new(
                    Span { end: self.span(start).start, ..self.span(start) },
                    message,
                )
                .help("Put another one at the end of the cell, or take this one out."));
            };
            text.push_str(self.rest().get(..end).unwrap_or_default());
            self.at += end + 1;
            if !self.pass('"') {
                break;
            }
            text.push('"');
        }
        if !self.rest().is_empty() && !self.rest().starts_with([self.between, '\n', '\r']) {
            let message = "The cell goes on behind its closing quotation mark.";
            return Err(Complaint::new(self.span(self.at), message)
                .help("Write a quotation mark inside a cell twice, and one at its end."));
        }
        Ok(Cell { text: plain(&text), span: self.span(start) })
    }
}

/// A cell as it was before it was kept from being taken for a formula.
fn plain(text: &str) -> String {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA) => rest.to_owned(),
        Some(_) | None => text.to_owned(),
    }
}

/// One line of a table, in which no cell can be taken for a formula.
pub fn csv_row<'c>(cells: impl IntoIterator<Item = &'c str>) -> String {
    let mut row = String::new();
    for (place, cell) in cells.into_iter().enumerate() {
        row.push_str(if place > 0 { "," } else { "" });
        let guard = if cell.starts_with(FORMULA) { "'" } else { "" };
        if cell.contains(['"', ',', ';', '\n', '\r', '\t']) || cell.trim() != cell {
            row.push_str(&format!("\"{guard}{}\"", cell.replace('"', "\"\"")));
        } else {
            row.push_str(&format!("{guard}{cell}"));
        }
    }
    row + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use proptest::prelude::*;

    fn cells(text: &str) -> Result<Vec<Vec<String>>, String> {
        let mut sources = Sources::default();
        let file = sources.add("list.csv", text);
        let rows = read(file, text).map_err(|complaint| complaint.show(&sources))?;
        Ok(rows.into_iter().map(|row| row.into_iter().map(|cell| cell.text).collect()).collect())
    }

    #[test]
    fn tables_of_all_spreadsheets_are_read() {
        let table = Ok(vec![vec!["id".to_owned(), "name".into()], vec!["a".into(), "A, \"B\"\nC".into()]]);
        assert_eq!(cells("id,name\r\na,\"A, \"\"B\"\"\nC\"\r\n\r\n"), table);
        assert_eq!(cells("\u{feff}id;name\n;\na;\"A, \"\"B\"\"\nC\""), table);
        assert_eq!(cells("id\tname\na\t\"A, \"\"B\"\"\nC\"\n"), table);
        assert_eq!(cells("a\rb"), Ok(vec![vec!["a".into()], vec!["b".into()]]));
        assert_eq!(cells(""), Ok(vec![]));
    }

    #[test]
    fn a_broken_table_is_told_with_its_place() {
        assert_eq!(
            cells("id,name\na,\"A\nb,B\n").unwrap_err(),
            "list.csv:2:3: This quotation mark is not closed.\n    a,\"A\n      ^\n    help: Put another one at the end of the cell, or take this one out.\n"
        );
        assert!(cells("a,\"b\"c\n").unwrap_err().starts_with("list.csv:1:6: The cell goes on"));
    }

    #[test]
    fn no_cell_becomes_a_formula() {
        assert_eq!(csv_row(["=1+1", "a", "-b, c"]), "'=1+1,a,\"'-b, c\"\n");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(table in prop::collection::vec(prop::collection::vec("[a-z=+@\", ;\t\n\r'é-]{0,8}", 2..4), 1..5)) {
            let wanted: Vec<Vec<String>> = table.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).cloned().collect();
            let head = csv_row(["a,b", ",,,,,,,,,,,,,,,,", "x", "y"]).replace('"', "");
            let text = head + &table.iter().map(|row| csv_row(row.iter().map(String::as_str))).collect::<String>();
            let quoted = |cell: &String| cell.strip_prefix('\'').is_some_and(|rest| rest.starts_with(FORMULA));
            prop_assume!(!wanted.iter().flatten().any(quoted));
            let read = cells(&text).unwrap();
            prop_assert_eq!(&read[1..], &wanted[..]);
        }

        #[test]
        fn nothing_panics(text in "[\",;\na\t\r\u{0}é]{0,60}") {
            let _ = cells(&text);
        }
    }
}
