//! The frame around the page: its title and its foot stand in it.

use super::canvas::Canvas;
use super::finish::bar;
use super::screen::Look;
use super::theme::Role;
use crate::text::width;

/// The cells from the right edge to the end of the bar in the upper border.
const BAR_END: usize = 3;

/// Draws the border; the share of the lesson stands in it as a bar, if there is room.
pub(super) fn paint_border(canvas: &mut Canvas<'_>, look: Look, percent: Option<usize>) {
    let [across, down, corners] =
        if look.ascii { ["-", "|", "++++"] } else { ["─", "│", "┌┐└┘"] };
    let mut corners = corners.chars();
    let (right, bottom) = (look.columns.saturating_sub(1), look.rows.saturating_sub(1));
    let line = across.repeat(usize::from(right.saturating_sub(1)));
    for row in [0, bottom] {
        let mut corner = || corners.next().map(String::from).unwrap_or_default();
        canvas.put(0, row, look.columns, &corner(), Role::Quiet);
        canvas.put(1, row, right, &line, Role::Quiet);
        canvas.put(right, row, look.columns, &corner(), Role::Quiet);
    }
    for row in 1..bottom {
        canvas.put(0, row, look.columns, down, Role::Quiet);
        canvas.put(right, row, look.columns, down, Role::Quiet);
    }
    if let Some(percent) = percent {
        let bar = format!(" {} ", bar(percent, look.finish, look.ascii));
        let column = usize::from(look.columns).saturating_sub(width(&bar) + BAR_END - 1);
        canvas.put(u16::try_from(column).unwrap_or(0), 0, look.columns, &bar, Role::Quiet);
    }
}

/// The cells that the bar takes from the title, with the border around it.
pub(super) const BAR: usize = 14 + BAR_END;
