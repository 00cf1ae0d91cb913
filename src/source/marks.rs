//! Signs of Markdown in texts that are none: a learner would see them as they stand.

use std::ops::Range;

/// Where a plain text has words between marks of emphasis or of code, or a link, if it has.
pub(super) fn marks_in(words: &str) -> Option<Range<usize>> {
    ["**", "*", "__", "`"].iter().find_map(|mark| between(words, mark)).or_else(|| link(words))
}

/// A link to a term or a source.
fn link(words: &str) -> Option<Range<usize>> {
    [("[[", "]]"), ("[@", "]")].iter().find_map(|(open, close)| {
        let start = words.find(open)?;
        let inner = start + open.len();
        let end = inner + words[inner..].find(close)?;
        Some(start..end + close.len())
    })
}

/// From a mark before a word to the same mark behind one.
fn between(words: &str, mark: &str) -> Option<Range<usize>> {
    let opens = |at: usize| {
        let before = words[..at].chars().next_back();
        let behind = words[at + mark.len()..].chars().next();
        // As in Markdown, `3*4` and `a * b` stress nothing.
        before.is_none_or(|c| !c.is_alphanumeric()) && behind.is_some_and(char::is_alphanumeric)
    };
    let closes = |at: usize| {
        let before = words[..at].chars().next_back();
        let behind = words[at + mark.len()..].chars().next();
        before.is_some_and(|c| !c.is_whitespace()) && behind.is_none_or(|c| !c.is_alphanumeric())
    };
    let start = words.match_indices(mark).map(|(at, _)| at).find(|at| opens(*at))?;
    let inner = start + mark.len();
    let end = words[inner..].match_indices(mark).map(|(at, _)| inner + at).find(|at| closes(*at))?;
    Some(start..end + mark.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_between_marks_are_found() {
        let found = |words: &'static str| marks_in(words).map(|range| &words[range]);
        assert_eq!(found("at *least* three"), Some("*least*"));
        assert_eq!(found("**Three** or more"), Some("**Three**"));
        assert_eq!(found("type `curricle check`."), Some("`curricle check`"));
        assert_eq!(found("(*État*)"), Some("*État*"));
        assert_eq!(found("a [[focal point|point]] reads"), Some("[[focal point|point]]"));
        assert_eq!(found("three [@T1 art. 2]"), Some("[@T1 art. 2]"));
        for plain in [
            "[x] or [ ]",
            "[[",
            "3*4*5",
            "a * b * c",
            "* a footnote",
            "rock 'n' roll",
            "*",
            "`",
            "snake_case_name",
            "5 * 3*",
        ] {
            assert_eq!(found(plain), None, "{plain}");
        }
    }
}
