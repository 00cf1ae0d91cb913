//! Pictures made of text.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::paper::{Deed, Hook, Mark, Span};
use super::theme::Role;
use super::writer::Writer;
use crate::text;

/// Writes a picture; one that is too wide can be moved sideways and is described in words first.
pub(super) fn lay_diagram(writer: &mut Writer, picture: &str, spoken: Option<&str>) {
    let width = writer.width();
    let widest = picture.lines().map(text::width).max().unwrap_or(0);
    if widest <= width {
        for line in picture.lines() {
            let text = plain(line, writer.ascii()).into_owned();
            writer.row(vec![Span { text, role: Role::Text }]);
        }
        return;
    }
    if let Some(spoken) = spoken {
        writer.say(format!("Picture: {spoken}"), Role::Emphasis);
    }
    let over = widest - width;
    writer.paper.too_wide = writer.paper.too_wide.max(over);
    let skip = writer.sideways().min(over);
    let mut hook = Hook::new(writer.nth(), Deed::Look, Mark::Gutter);
    hook.speech = Some(format!("A picture {widest} cells wide"));
    let ascii = writer.ascii();
    writer.target(hook, |writer| {
        for line in picture.lines() {
            let line = plain(line, ascii);
            writer.row(vec![Span { text: window(&line, skip, width), role: Role::Text }]);
        }
    });
}

/// The cells of a line from `skip` on, at most `width` of them.
fn window(line: &str, skip: usize, width: usize) -> String {
    let mut out = String::new();
    let mut at = 0;
    for grapheme in line.graphemes(true) {
        let cells = text::width(grapheme);
        if at >= skip && at + cells <= skip + width {
            out.push_str(grapheme);
        } else if at < skip && at + cells > skip {
            out.push_str(&" ".repeat(at + cells - skip));
        }
        at += cells;
    }
    out
}

/// A line of a picture; in ASCII, boxes and arrows are drawn with `+ - | < > ^ v`.
pub(super) fn plain(line: &str, ascii: bool) -> Cow<'_, str> {
    if !ascii || line.is_ascii() {
        return Cow::Borrowed(line);
    }
    Cow::Owned(line.chars().map(plain_sign).collect())
}

fn plain_sign(sign: char) -> char {
    match sign {
        '─' | '━' | '┄' | '┅' | '┈' | '┉' | '╌' | '╍' | '╴' | '╶' | '╸' | '╺' | '╼' | '╾' | '—' | '–' => {
            '-'
        }
        '═' => '=',
        '│' | '┃' | '┆' | '┇' | '┊' | '┋' | '╎' | '╏' | '║' | '╵' | '╷' | '╹' | '╻' | '╽' | '╿' => {
            '|'
        }
        '\u{250C}'..='\u{254B}' | '\u{2552}'..='\u{2570}' => '+',
        '╱' => '/',
        '╲' => '\\',
        '╳' => 'X',
        '▀'..='▟' => '#',
        '■' | '●' | '◆' | '▪' | '•' => '*',
        '□' | '○' | '◇' | '▫' | '◦' => 'o',
        '←' | '◀' | '◄' | '⇐' | '‹' | '«' => '<',
        '→' | '▶' | '►' | '⇒' | '›' | '»' => '>',
        '↑' | '▲' | '⇑' => '^',
        '↓' | '▼' | '⇓' => 'v',
        '·' | '∙' | '…' => '.',
        '✓' | '✔' => 'x',
        '\u{a0}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_and_arrows_become_ascii_cell_by_cell() {
        assert_eq!(plain("┌──┐ ║ ╔═╗ → ▼ é", true), "+--+ | +=+ > v é");
        assert_eq!(plain("┌──┐", false), "┌──┐");
    }

    #[test]
    fn a_window_never_cuts_a_wide_sign() {
        assert_eq!(window("abcdef", 2, 3), "cde");
        assert_eq!(window("a漢字b", 2, 3), " 字");
        assert_eq!(window("abc", 9, 3), "");
    }
}
