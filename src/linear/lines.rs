//! What is said, line by line, cleaned of all that could steer a terminal.

use crate::text;

/// Lines to be said.
#[derive(Debug, Default)]
pub(super) struct Lines {
    lines: Vec<Line>,
}

#[derive(Debug)]
enum Line {
    Said(String),
    Drawn(String),
    Gap,
}

impl Lines {
    /// Adds a line, or several if there are line ends in it; empty ones are left out.
    pub(super) fn say(&mut self, words: impl AsRef<str>) {
        for line in words.as_ref().split('\n') {
            let line = text::clean_line(line);
            if !line.trim().is_empty() {
                self.lines.push(Line::Said(line.trim_end().to_owned()));
            }
        }
    }

    /// Adds a drawing, to be shown as it is.
    pub(super) fn draw(&mut self, picture: &str) {
        for line in text::clean_text(picture).split('\n') {
            self.lines.push(Line::Drawn(line.trim_end().to_owned()));
        }
    }

    /// Sets off what comes next, where lines have a width and so are read with the eyes.
    pub(super) fn gap(&mut self) {
        if matches!(self.lines.last(), Some(Line::Said(_) | Line::Drawn(_))) {
            self.lines.push(Line::Gap);
        }
    }

    /// All lines as one text, each ended by a newline; broken at the width if there is one.
    pub(super) fn finish(mut self, width: Option<usize>) -> String {
        if matches!(self.lines.last(), Some(Line::Gap)) {
            self.lines.pop();
        }
        let mut out = String::new();
        for line in &self.lines {
            match (line, width) {
                (Line::Said(words), Some(width)) => {
                    for row in text::wrap(words, width) {
                        out.push_str(words[row].trim_end());
                        out.push('\n');
                    }
                }
                (Line::Said(words) | Line::Drawn(words), _) => {
                    out.push_str(words);
                    out.push('\n');
                }
                (Line::Gap, Some(_)) => out.push('\n'),
                (Line::Gap, None) => {}
            }
        }
        out
    }
}

/// Words with states behind them: `The focal point, chosen`; behind several sentences, in one of their own.
pub(super) fn with_states<'w>(words: &str, states: impl IntoIterator<Item = &'w str>) -> String {
    let mut out = words.trim_end().to_owned();
    let mut states = states.into_iter();
    if is_several(&out) {
        let states: Vec<&str> = states.by_ref().collect();
        let states = capital(&states.join(", "));
        return if states.is_empty() { out } else { format!("{} {states}.", sentence(&out)) };
    }
    for state in states {
        if out.ends_with(['?', '!']) {
            out.push(' ');
        } else {
            out.truncate(out.trim_end_matches(['.', ';', ',']).len());
            out.push_str(", ");
        }
        out.push_str(state);
    }
    out
}

/// True if the words are more than one sentence, so that a state would seem to belong to the last of them.
fn is_several(words: &str) -> bool {
    words.contains(". ") || words.contains("? ") || words.contains("! ")
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The words as a sentence: with a full stop if they have no sign at their end.
pub(super) fn sentence(words: &str) -> String {
    let words = words.trim_end();
    let ended = words.ends_with(['.', '?', '!', ':', ';', '"', ')', '>']);
    if ended || words.is_empty() { words.to_owned() } else { format!("{words}.") }
}

/// A count with its noun: `1 word`, `2 words`.
pub(super) fn count(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_clean_and_end_with_a_newline() {
        let mut lines = Lines::default();
        lines.say("a\u{1b}[31mb\n\n  c\u{9b} ");
        lines.gap();
        lines.gap();
        lines.draw("+-+\n| |");
        lines.gap();
        let said = lines.finish(None);
        assert!(said.chars().all(|c| c == '\n' || !c.is_control()), "{said:?}");
        assert!(said.ends_with("c\n+-+\n| |\n"), "{said:?}");
    }

    #[test]
    fn a_width_breaks_lines_and_sets_parts_apart() {
        let mut lines = Lines::default();
        lines.say("the quick brown fox");
        lines.gap();
        lines.say("b");
        assert_eq!(lines.finish(Some(10)), "the quick\nbrown fox\n\nb\n");
    }

    #[test]
    fn states_stand_behind_the_words() {
        assert_eq!(with_states("Three.", ["chosen", "right"]), "Three, chosen, right");
        assert_eq!(with_states("Three?", ["chosen"]), "Three? chosen");
        assert_eq!(with_states("Three.", []), "Three.");
    }

    #[test]
    fn states_stand_apart_from_several_sentences() {
        let tile = "Start. An arrow leaves to the right";
        assert_eq!(with_states(tile, ["in 1", "fixed"]), "Start. An arrow leaves to the right. In 1, fixed.");
        assert_eq!(with_states(tile, ["not placed yet"]), format!("{tile}. Not placed yet."));
        assert_eq!(with_states(tile, []), tile);
    }
}
