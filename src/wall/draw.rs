//! The picture of a console: a line on top, rows, what is being written, the keys at the foot.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::cells::sheets;
use super::console::{Console, View};
use super::keys::foot;
use super::page::{Page, Pick};
use super::rows::{Row, rows};
use crate::class::Presence;
use crate::text::{DOTS, clean_line, truncate, width};
use crate::ui::{Canvas, Role};

/// Cells before each row, for the marker.
const EDGE: u16 = 2;
/// The most rows of a text that is being written.
const MAX_WRITTEN: usize = 3;

/// The cells of a row beside the marker.
pub(super) fn room(console: &Console) -> usize {
    usize::from(console.size.0.saturating_sub(EDGE)).max(1)
}

pub(super) fn body(console: &Console) -> usize {
    usize::from(console.size.1).saturating_sub(2 + panel(console))
}

/// The rows of the prompt.
fn panel(console: &Console) -> usize {
    let width = room(console);
    let rows = |prompt: &super::keys::Prompt| 1 + prompt.draft.rows(width).len().clamp(1, MAX_WRITTEN);
    console.prompt.as_ref().map_or(0, rows)
}

/// The first row that is shown.
pub(super) fn top(console: &Console, view: &View<'_>) -> usize {
    let rows = rows(console, view, room(console));
    top_of(console, &rows)
}

fn top_of(console: &Console, rows: &[Row]) -> usize {
    let height = body(console);
    let most = rows.len().saturating_sub(height);
    if let Some(top) = console.top {
        return top.min(most);
    }
    let marked = marked(console, rows).unwrap_or(0);
    // What comes before the first thing to mark stays in sight as long as it can.
    if marked < height { 0 } else { (marked + 1).saturating_sub(height).min(most) }
}

fn marked(console: &Console, rows: &[Row]) -> Option<usize> {
    let picks = rows.iter().enumerate().filter_map(|(at, row)| Some((at, row.pick.as_ref()?)));
    let (rows, picks): (Vec<usize>, Vec<&Pick>) = picks.unzip();
    rows.get(console.marked(&picks)?).copied()
}

impl Console {
    /// Draws the page; returns the cursor if something is being written.
    pub fn draw(&self, view: &View<'_>, buffer: &mut Buffer) -> Option<Position> {
        buffer.reset();
        buffer.set_style(buffer.area, view.theme.ground());
        let (columns, lines) = self.size;
        let mut canvas = Canvas { buffer, theme: view.theme };
        canvas.put(0, 0, columns, &title(self, view), Role::Heading);
        let rows = rows(self, view, room(self));
        let (top, marked) = (top_of(self, &rows), marked(self, &rows));
        for ((at, row), line) in rows.iter().enumerate().skip(top).take(body(self)).zip(1..) {
            if marked == Some(at) {
                canvas.put(0, line, columns, ">", Role::Marker);
            }
            let mut column = EDGE;
            for (words, role) in &row.spans {
                column = canvas.put(column, line, columns, words, *role);
            }
        }
        let more = rows.len() > top + body(self);
        let last = lines.saturating_sub(1);
        let cursor = paint_prompt(self, &mut canvas);
        let said = match &self.message {
            Some(message) => truncate(&clean_line(message), usize::from(columns), DOTS).into_owned(),
            None if self.prompt.is_some() => self.sends().to_owned(),
            None if more => {
                let more = "PageDown more  ";
                format!("{more}{}", foot(&self.page, usize::from(columns).saturating_sub(width(more))))
            }
            None => foot(&self.page, usize::from(columns)),
        };
        canvas.put(0, last, columns, &said, Role::Text);
        cursor
    }
}

fn paint_prompt(console: &Console, canvas: &mut Canvas<'_>) -> Option<Position> {
    let prompt = console.prompt.as_ref()?;
    let (columns, lines) = console.size;
    let height = u16::try_from(panel(console)).unwrap_or(0);
    let first = lines.saturating_sub(1 + height);
    canvas.put(0, first, columns, &prompt.ask.label(console.projector), Role::Strong);
    let room = room(console);
    let text = prompt.draft.text();
    let rows = prompt.draft.rows(room);
    let (row, column) = prompt.draft.place(room);
    let shown = usize::from(height.saturating_sub(1)).max(1);
    let skip = (row + 1).saturating_sub(shown);
    for (row, line) in rows.iter().skip(skip).take(shown).zip(first + 1..) {
        canvas.put(EDGE, line, columns, text.get(row.range.clone()).unwrap_or_default(), Role::Text);
    }
    let down = u16::try_from(row - skip.min(row)).unwrap_or(0);
    let right = u16::try_from(column).unwrap_or(0);
    Some(Position::new((EDGE + right).min(columns.saturating_sub(1)), first + 1 + down))
}

/// The cohort, the page, and what a trainer must see at once: who is here and who is stuck.
pub(super) fn title(console: &Console, view: &View<'_>) -> String {
    // What is about classes may be about another one than the class that is looked at.
    let roll = console.roll(view).filter(|_| !console.page.is_about_classes());
    let Some(roll) = roll else { return console.page.name().to_owned() };
    let members = roll.members();
    let seen = members.iter().filter_map(|member| member.seen);
    let here = seen.filter(|seen| seen.presence(view.now) == Presence::Here).count();
    let stuck = roll.stuck(view.now).len();
    let counts = format!(" {here}/{} here, {stuck} stuck", members.len());
    let mut left = if console.page == Page::Wall {
        let sheets = sheets(console, view);
        let at = console.sheet.min(sheets.len().saturating_sub(1));
        sheets.get(at).map_or_else(String::new, |sheet| sheet.title.clone())
    } else {
        console.page.name().to_owned()
    };
    let group = console.group.as_ref().and_then(|group| roll.cohort.plan.groups.get(group));
    let whose = group.map_or(roll.cohort.plan.name.as_str(), |group| group.name.as_str());
    let room = usize::from(console.size.0).saturating_sub(width(&counts));
    let whole = format!("{} - {left}", clean_line(whose));
    if width(&whole) <= room || group.is_some() {
        left = whole;
    }
    let left = truncate(&left, room, DOTS);
    format!("{left}{}{counts}", " ".repeat(room.saturating_sub(width(&left))))
}
