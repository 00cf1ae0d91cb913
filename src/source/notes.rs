//! What is noted down while texts are read, and the figures that they name.

use std::collections::BTreeMap;

use super::{Complaint, Complaints, Reference, Span, is_id, nearest};

/// A figure that changes with time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// The figure as it is printed.
    pub value: String,
    /// When it was true, such as `November 2025`.
    pub as_of: String,
}

/// The figures that texts may name, by name.
pub type Figures = BTreeMap<String, Figure>;

/// What is noted down while fields are read.
#[derive(Debug)]
pub struct Notes<'a> {
    /// Everything that is wrong.
    pub complaints: Complaints,
    /// Everything that texts point to.
    pub references: Vec<(Reference, Span)>,
    figures: &'a Figures,
}

impl<'a> Notes<'a> {
    /// Empty notes; `figures` are those that texts may name.
    pub fn new(figures: &'a Figures) -> Self {
        Self { complaints: Complaints::default(), references: Vec::new(), figures }
    }

    /// Replaces `{name}` by the dated figure and `{name.value}` by the figure alone.
    pub(super) fn fill(&mut self, words: &str, place: &dyn Fn() -> Span) -> String {
        let mut out = String::with_capacity(words.len());
        let mut rest = words;
        while let Some(open) = rest.find('{') {
            let (before, behind) = rest.split_at(open);
            out.push_str(before);
            let inner = behind[1..].split_once('}').map(|(inner, _)| inner).unwrap_or("");
            let (name, bare) = match inner.strip_suffix(".value") {
                Some(name) => (name, true),
                None => (inner, false),
            };
            let parts = name.split_once('.').filter(|(figure, part)| is_id(figure) && is_word(part));
            if let Some((figure, part)) = parts {
                let at = place();
                self.complaints.add(at, || {
                    let help =
                        format!("Write {{{figure}}} for it with its date, {{{figure}.value}} for it alone.");
                    Complaint::new(at, format!("A figure has no `{part}`.")).help(help)
                });
            }
            if !is_id(name) {
                out.push('{');
                rest = &behind[1..];
                continue;
            }
            match self.figures.get(name) {
                Some(figure) if bare => out.push_str(&figure.value),
                Some(figure) => out.push_str(&format!("{} (as of {})", figure.value, figure.as_of)),
                None => {
                    let (at, figures) = (place(), self.figures);
                    self.complaints.add(at, || {
                        let message = format!("There is no figure `{name}` in values.toml.");
                        let mut complaint = Complaint::new(at, message);
                        complaint.help = nearest(name, figures.keys().map(String::as_str))
                            .map(|near| format!("Did you mean `{near}`?"));
                        complaint
                    });
                }
            }
            rest = &behind[inner.len() + 2..];
        }
        out.push_str(rest);
        out
    }
}

/// True for what looks like the name of a field.
fn is_word(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}
