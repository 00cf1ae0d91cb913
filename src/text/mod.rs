//! Words in cells: measuring, wrapping, cleaning and editing text by grapheme.

/// The first character that must never reach a terminal, with its byte offset.
pub fn first_hostile(text: &str) -> Option<(usize, char)> {
    text.char_indices().find(|(_, c)| c.is_control() && *c != '\n')
}

/// One line without characters that must never reach a terminal.
pub fn clean_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Text without characters that must never reach a terminal.
pub fn clean_text(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || *c == '\n').collect()
}

/// The cells that a text takes.
pub fn width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

/// The words of a text.
pub fn words(text: &str) -> usize {
    unicode_segmentation::UnicodeSegmentation::unicode_words(text).count()
}
