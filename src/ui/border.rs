//! The rule below the title: how far the lesson has come stands in it.

use super::canvas::Canvas;
use super::finish::bar;
use super::frame::{edge, foot_columns};
use super::screen::Look;
use super::theme::Role;
use crate::text::width;

/// The cells of the rule behind the bar.
const BEHIND: usize = 2;

/// Draws the rule; the share of the lesson stands in it as a bar.
///
/// It is the same on every page but for the bar, so turning to another one does not cost it again.
pub(super) fn paint_rule(canvas: &mut Canvas<'_>, look: Look, row: u16, percent: Option<usize>) {
    let (from, end) = (edge(look), foot_columns(look));
    let line = if look.ascii { "-" } else { "─" };
    let cell = |column: usize| u16::try_from(column).unwrap_or(u16::MAX);
    canvas.put(cell(from), row, cell(end), &line.repeat(end.saturating_sub(from)), Role::Quiet);
    if let Some(percent) = percent {
        let bar = format!(" {} ", bar(percent, look.finish, look.ascii));
        let column = end.saturating_sub(width(&bar) + BEHIND);
        canvas.put(cell(column), row, cell(end), &bar, Role::Quiet);
    }
}
