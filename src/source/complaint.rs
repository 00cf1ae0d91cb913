//! What is wrong with an authored text, said to its author.

use super::{Sources, Span};

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
            let line: String = crate::text::clean_line(line).chars().take(MAX_QUOTE).collect();
            let indent: String =
                line.chars().take(place.column - 1).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
            let pad = " ".repeat(crate::text::width(&line_head(&line, place.column - 1)));
            let pad = if indent.contains('\t') { indent } else { pad };
            out.push_str(&format!("    {line}\n    {pad}^\n"));
        }
        if let Some(help) = &self.help {
            out.push_str(&format!("    help: {help}\n"));
        }
        out
    }
}

/// The longest piece of an authored line that a complaint quotes, in characters.
const MAX_QUOTE: usize = 120;

fn line_head(line: &str, characters: usize) -> String {
    line.chars().take(characters).collect()
}

/// The known name most like a wrong one, if one is alike enough to be meant.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(wrong, name), name))
        .filter(|(distance, name)| *distance <= 1 + name.len().min(wrong.len()) / 4)
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
    fn only_a_name_that_is_alike_is_suggested() {
        assert_eq!(nearest("chioce", ["choice", "ordering"]), Some("choice"));
        assert_eq!(nearest("xyz", ["choice", "ordering"]), None);
    }
}
