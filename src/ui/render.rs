//! The picture of a scene.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::border::paint_rule;
use super::canvas::Canvas;
use super::chrome::{at_stake, ellipsis, state, title};
use super::foot::foot;
use super::frame::{LEAST_COLUMNS, LEAST_ROWS, edge, foot_columns, ruled, too_small};
use super::page::View;
use super::paper::{Mark, Row, Target};
use super::screen::{Look, Screen};
use super::theme::{Role, Theme};
use crate::keymap::Keymap;
use crate::session::Scene;
use crate::text;

/// The sign before what is marked.
const MARKER: &str = ">";
/// The sign at what is picked up.
const HELD: &str = "*";

/// Fills the buffer with the picture; returns where the cursor is, if there is one.
///
/// The picture is laid out for the size that the screen was told, and cut where the buffer is smaller.
pub fn render(
    scene: &Scene<'_>,
    screen: &Screen,
    keymap: &Keymap,
    theme: Theme,
    buffer: &mut Buffer,
) -> Option<Position> {
    buffer.reset();
    buffer.set_style(buffer.area, theme.ground());
    let look = screen.look;
    let mut canvas = Canvas { buffer, theme };
    if too_small(look) {
        let mut words = format!("Make the window larger: {LEAST_COLUMNS}x{LEAST_ROWS} at least.");
        // What would be lost comes first: the smallest windows show no more than that.
        if let Some(lost) = at_stake(screen) {
            words = format!("{lost} {words}");
        }
        for (row, range) in (0..look.rows).zip(text::wrap(&words, usize::from(look.columns))) {
            canvas.put(0, row, look.columns, &words[range], Role::Text);
        }
        return None;
    }
    let view = View::new(scene, screen, keymap);
    let room = usize::from(look.columns) - edge(look);
    paint_chrome(&mut canvas, look, 0, &title(scene, screen, room), Role::Heading);
    if ruled(look) {
        // The menu leaves the bar as it is.
        let crumb = scene.crumb.filter(|crumb| crumb.number > 0);
        let percent = crumb.map(|crumb| crumb.number * 100 / crumb.of.max(1));
        paint_rule(&mut canvas, look, 1, percent);
    }
    paint_page(&mut canvas, &view);
    paint_peek(&mut canvas, &view);
    let cursor = paint_panel(&mut canvas, screen, &view).or_else(|| page_cursor(screen, &view));
    paint_speech(&mut canvas, screen, &view);
    let said = match view.said.as_slice() {
        [] => vec![foot(scene, screen, keymap, &view)],
        said => said.to_vec(),
    };
    let first = view.frame.bottom.saturating_sub(view.frame.said);
    for (row, words) in (first..=view.frame.bottom).zip(&said) {
        paint_chrome(&mut canvas, look, row, words, Role::Text);
    }
    let state = state(scene, screen);
    let right = foot_columns(look).saturating_sub(text::width(&state));
    // The foot has the pen of the page, which costs no change.
    canvas.put(u16::try_from(right).unwrap_or(0), view.frame.bottom, look.columns, &state, Role::Text);
    let area = canvas.buffer.area;
    cursor.filter(|position| area.contains(*position))
}

/// Puts words on the first or one of the last rows.
fn paint_chrome(canvas: &mut Canvas<'_>, look: Look, row: u16, words: &str, role: Role) {
    let column = u16::try_from(edge(look)).unwrap_or(u16::MAX);
    canvas.put(column, row, look.columns, words, role);
}

fn paint_page(canvas: &mut Canvas<'_>, view: &View) {
    let frame = view.frame;
    let end = frame.left.saturating_add(frame.width);
    for (at, row) in view.paper.rows.iter().enumerate().skip(view.top).take(usize::from(frame.height)) {
        paint_row(canvas, row, frame.left, row_of(view, at), end);
    }
    for (index, target) in view.paper.targets.iter().enumerate() {
        if target.held {
            paint_held(canvas, view, target);
        }
        if view.focus == Some(index) {
            paint_mark(canvas, view, target);
        }
    }
}

fn paint_row(canvas: &mut Canvas<'_>, row: &Row, left: u16, at: u16, end: u16) {
    let mut column = left;
    for span in &row.spans {
        column = canvas.put(column, at, end, &span.text, span.role);
    }
}

fn paint_mark(canvas: &mut Canvas<'_>, view: &View, target: &Target) {
    let Some((row, columns)) = target.cells.iter().find(|(row, _)| view.window().contains(row)) else {
        return;
    };
    let at = row_of(view, *row);
    let cell = |column: usize| view.frame.left.saturating_add(u16::try_from(column).unwrap_or(u16::MAX));
    let end = view.frame.left.saturating_add(view.frame.width);
    match target.mark {
        Mark::Gutter => {
            canvas.put(gutter(view), at, end, MARKER, Role::Marker);
        }
        Mark::Inner => {
            canvas.put(cell(columns.start + 1), at, end, MARKER, Role::Marker);
        }
        Mark::Outer => {
            canvas.put(cell(columns.start), at, end, MARKER, Role::Marker);
        }
        Mark::Reverse => {
            canvas.put(gutter(view), at, end, MARKER, Role::Marker);
            let style = canvas.theme.style(Role::Selected);
            for (row, columns) in target.cells.iter().filter(|(row, _)| view.window().contains(row)) {
                for column in columns.clone() {
                    canvas.restyle(cell(column), row_of(view, *row), style);
                }
            }
        }
    }
}

fn paint_held(canvas: &mut Canvas<'_>, view: &View, target: &Target) {
    let window = view.window();
    let end = view.frame.left.saturating_add(view.frame.width);
    let cell = |column: usize| view.frame.left.saturating_add(u16::try_from(column).unwrap_or(u16::MAX));
    let (first, columns) = match target.cells.first() {
        Some((row, columns)) => (*row, columns.clone()),
        None => return,
    };
    let (row, column) = match target.mark {
        Mark::Gutter | Mark::Reverse => (first, gutter(view) + 1),
        // The marker may stand in the same cell, so the sign goes to the other end.
        Mark::Inner => {
            let (row, columns) = target.cells.last().cloned().unwrap_or((first, columns));
            (row, cell(columns.end.saturating_sub(2)))
        }
        Mark::Outer => {
            let below = target.cells.get(1).map_or(first, |(row, _)| *row);
            let column = if below == first { columns.start + 1 } else { columns.start };
            (below, cell(column))
        }
    };
    if window.contains(&row) {
        canvas.put(column, row_of(view, row), end, HELD, Role::Marker);
    }
}

/// Draws what is said about the opened word.
fn paint_peek(canvas: &mut Canvas<'_>, view: &View) {
    let Some(peek) = &view.peek else { return };
    let frame = view.frame;
    let end = frame.left.saturating_add(frame.width);
    for (at, row) in (frame.panel_top() + 1..frame.panel_top() + frame.panel).zip(&peek.rows) {
        paint_row(canvas, row, frame.left, at, end);
    }
}

/// Draws a prompt; returns its cursor.
fn paint_panel(canvas: &mut Canvas<'_>, screen: &Screen, view: &View) -> Option<Position> {
    let prompt = screen.prompt()?;
    let frame = view.frame;
    let panel = prompt.panel(screen.look);
    let end = screen.look.columns;
    let mut row = frame.panel_top();
    let last = frame.panel_top() + frame.panel;
    if frame.panel > 1 {
        canvas.put(gutter(view), row, end, panel.label, Role::Strong);
        row += 1;
    }
    let skip = (panel.cursor.0 + 1).saturating_sub(usize::from(last - row));
    for (offset, spans) in (0..).zip(panel.rows.iter().skip(skip)) {
        let at = row + offset;
        if at >= last {
            break;
        }
        let mut column = frame.left;
        for span in spans {
            column = canvas.put(column, at, end, &span.text, span.role);
        }
    }
    let down = u16::try_from(panel.cursor.0 - skip.min(panel.cursor.0)).unwrap_or(0);
    let right = u16::try_from(panel.cursor.1).unwrap_or(0);
    Some(Position::new(frame.left.saturating_add(right).min(end.saturating_sub(1)), row + down))
}

fn page_cursor(screen: &Screen, view: &View) -> Option<Position> {
    if screen.menu() || screen.prompt().is_some() {
        return None;
    }
    let (row, column) = view.paper.cursor?;
    let column = view.frame.left.saturating_add(u16::try_from(column).unwrap_or(u16::MAX));
    let column = column.min(screen.look.columns.saturating_sub(1));
    view.window().contains(&row).then(|| Position::new(column, row_of(view, row)))
}

/// Says what is marked, where that does not stand on the page.
fn paint_speech(canvas: &mut Canvas<'_>, screen: &Screen, view: &View) {
    let frame = view.frame;
    let words = view.target().and_then(|target| target.speech.as_deref()).unwrap_or_default();
    let rows = text::wrap(words, usize::from(frame.width));
    let cut = rows.len() > usize::from(frame.speech);
    for (offset, range) in (0..frame.speech).zip(rows) {
        let last = cut && offset + 1 == frame.speech;
        let row = if last { &words[range.start..] } else { &words[range] };
        let row = text::truncate(row, usize::from(frame.width), ellipsis(screen.look.ascii));
        canvas.put(frame.left, frame.speech_top() + offset, screen.look.columns, &row, Role::Text);
    }
}

fn gutter(view: &View) -> u16 {
    view.frame.left.saturating_sub(2)
}

fn row_of(view: &View, row: usize) -> u16 {
    let offset = u16::try_from(row.saturating_sub(view.top)).unwrap_or(u16::MAX);
    view.frame.top.saturating_add(offset)
}
