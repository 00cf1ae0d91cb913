//! What is wrong with an authored text, said to its author.

use super::{Sources, Span};
use crate::text;

/// One thing wrong at one place, with help where there is any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Where it is wrong.
    pub span: Span,
    /// A plain sentence.
    pub message: String,
    /// What to do about it: the nearest name, the allowed range.
    pub help: Option<String>,
}

impl Complaint {
    /// A complaint without help.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: None }
    }

    /// The same complaint with help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The complaint as it is printed: place, sentence, the line, a mark under the spot, help.
    pub fn show(&self, sources: &Sources) -> String {
        let place = sources.locate(self.span);
        let mut out = format!("{place}: {}\n", self.message);
        let line = sources.line(self.span);
        if !line.trim().is_empty() {
            let before = place.column - 1;
            let left_out = if before < MAX_QUOTE { 0 } else { before - MAX_QUOTE / 2 };
            let quote = |from: usize, count: usize| -> String {
                let piece: String = line.chars().skip(from).take(count).collect();
                text::clean_line(&piece)
            };
            let head = quote(left_out, before - left_out);
            let tail = quote(before, MAX_QUOTE - (before - left_out));
            let pad = " ".repeat(text::width(&head));
            out.push_str(&format!("    {head}{tail}\n    {pad}^\n"));
        }
        if let Some(help) = &self.help {
            out.push_str(&format!("    help: {help}\n"));
        }
        out
    }
}

/// The longest piece of an authored line that a complaint quotes, in characters.
const MAX_QUOTE: usize = 120;

/// The longest name or word that the sentence of a complaint repeats, in characters.
const MAX_WORD: usize = 80;

/// An author's words as the sentence of a complaint repeats them: on one line, clean, not too long.
pub fn quoted(words: &str) -> String {
    let mut start: String = words.chars().take(MAX_WORD).collect();
    if start.len() < words.len() {
        start.push_str("...");
    }
    text::clean_line(&start)
}

/// The known name most like a wrong one, if one is alike enough to be meant.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = |name: &str| 1 + name.len().min(wrong.len()) / 4;
    known
        .into_iter()
        .filter(|name| name.len().abs_diff(wrong.len()) <= 4 * most(name))
        .map(|name| (strsim::osa_distance(wrong, name), name))
        .filter(|(distance, name)| *distance <= most(name))
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complaint_quotes_the_line_and_points_at_the_spot() {
        let mut sources = Sources::default();
        let file = sources.add("x.toml", "id = \"a\"\nkynd = \"choice\"\n");
        let complaint = Complaint::new(Span { file, start: 9, end: 13 }, "There is no field `kynd` here.")
            .help("Did you mean `kind`?");
        assert_eq!(
            complaint.show(&sources),
            "x.toml:2:1: There is no field `kynd` here.\n    kynd = \"choice\"\n    ^\n    help: Did you mean `kind`?\n"
        );
    }

    #[test]
    fn a_long_line_is_quoted_where_the_spot_is() {
        let mut sources = Sources::default();
        let line = format!("{}\u{1b}here{}", "x".repeat(1_000), "y".repeat(1_000));
        let file = sources.add("x.toml", line);
        let shown = Complaint::new(Span { file, start: 1_001, end: 1_001 }, "No.").show(&sources);
        let rows: Vec<&str> = shown.lines().collect();
        assert_eq!(rows[0], "x.toml:1:1002: No.");
        assert!(rows[1].trim().len() < MAX_QUOTE + 1, "{shown}");
        assert_eq!(rows[1].find("here"), rows[2].find('^'), "{shown}");
    }

    #[test]
    fn a_long_word_is_cut_and_cleaned() {
        assert_eq!(quoted("a\u{1b}b\nc"), "ab c");
        assert_eq!(quoted(&"x".repeat(1_000)), format!("{}...", "x".repeat(MAX_WORD)));
    }

    #[test]
    fn only_a_name_that_is_alike_is_suggested() {
        assert_eq!(nearest("chioce", ["choice", "ordering"]), Some("choice"));
        assert_eq!(nearest("xyz", ["choice", "ordering"]), None);
    }
}
