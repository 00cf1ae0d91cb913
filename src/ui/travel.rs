//! Moving the marker and the window over a page.

use std::ops::Range;

use super::page::View;
use super::paper::Aim;
use super::screen::{Gaze, Screen};

/// A direction on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
    Left,
    Right,
}

/// The rows that two pages have in common when one is turned.
const OVERLAP: usize = 1;

impl View {
    /// The nearest target in a direction, by where it stands on the screen.
    pub(super) fn beyond(&self, from: usize, way: Way) -> Option<usize> {
        let here = self.paper.targets.get(from)?;
        let (rows, column) = (here.rows(), here.column());
        let end = here.cells.first().map_or(column, |(_, columns)| columns.end);
        let targets = self.paper.targets.iter().enumerate().filter(|(index, _)| *index != from);
        let beside = targets.clone().filter(|(_, other)| {
            let theirs = other.rows();
            theirs.start < rows.end && rows.start < theirs.end
        });
        let found = match way {
            Way::Up => targets
                .filter(|(_, other)| other.rows().start < rows.start && other.rows().end <= rows.start.max(1))
                .min_by_key(|(_, other)| (rows.start - other.rows().end, other.column().abs_diff(column))),
            Way::Down => targets
                .filter(|(_, other)| other.rows().start >= rows.end)
                .min_by_key(|(_, other)| (other.rows().start - rows.end, other.column().abs_diff(column))),
            Way::Left => beside
                .filter(|(_, other)| other.column() < column)
                .min_by_key(|(_, other)| (column - other.column(), other.rows().start.abs_diff(rows.start))),
            Way::Right => beside
                .filter(|(_, other)| other.column() >= end)
                .min_by_key(|(_, other)| (other.column() - end, other.rows().start.abs_diff(rows.start))),
        };
        found.map(|(index, _)| index)
    }

    /// The first or last target that is seen.
    pub(super) fn edge(&self, way: Way) -> Option<usize> {
        let mut seen = (0..self.paper.targets.len()).filter(|index| self.is_seen(*index));
        match way {
            Way::Down | Way::Right => seen.next(),
            Way::Up | Way::Left => seen.next_back(),
        }
    }

    /// The topmost row that shows these rows with the least scrolling.
    pub(super) fn reveal(&self, rows: &Range<usize>) -> usize {
        let height = usize::from(self.frame.height);
        if rows.start < self.top {
            rows.start
        } else if rows.end > self.top + height {
            rows.end.saturating_sub(height).min(rows.start)
        } else {
            self.top
        }
    }
}

impl Screen {
    /// Puts the window and the marker somewhere.
    pub(super) fn look_at(&mut self, view: &View, top: usize, focus: Option<usize>) {
        let spot = view.paper.rows.get(top).map(|row| row.spot).unwrap_or_default();
        let aim = focus.and_then(|index| view.paper.targets.get(index)).map(|target| target.aim.clone());
        let sideways = self.gaze(&view.key).sideways;
        self.set_gaze(&view.key, Gaze { top: spot, focus: aim, sideways });
    }

    /// Marks a target and shows it.
    pub(super) fn mark(&mut self, view: &View, index: usize) {
        let Some(target) = view.paper.targets.get(index) else { return };
        let rows = target.rows();
        let height = usize::from(view.frame.height);
        let whole = view.paper.together.as_ref();
        let whole = whole.filter(|whole| whole.contains(&rows.start) && whole.len() <= height);
        let seen = |whole: &Range<usize>| view.top <= whole.start && whole.end <= view.top + height;
        let mut top = match whole {
            Some(whole) if seen(whole) => view.top,
            // What follows is of more use than the end of what stands above.
            Some(whole) => whole.start.min(view.last_top().max(whole.end.saturating_sub(height))),
            None => view.reveal(&rows),
        };
        // What stands above the first target belongs to it.
        if index == 0 && whole.is_none() && rows.end <= height {
            top = 0;
        }
        self.percent = if top == view.top { self.percent } else { None };
        self.look_at(view, top, Some(index));
    }

    /// Marks what has this name, wherever it is.
    pub(super) fn mark_aim(&mut self, view: &View, aim: &Aim) {
        if let Some(index) = view.paper.find(aim) {
            self.mark(view, index);
        }
    }

    /// Moves the window; the marker stays if it is still seen.
    pub(super) fn scroll(&mut self, view: &View, by: isize) {
        let top = view.top.saturating_add_signed(by);
        let top = if by > 0 { top.min(view.last_top().max(view.top)) } else { top };
        let window = view.frame.window(top);
        let kept = view
            .focus
            .filter(|index| view.paper.targets.get(*index).is_some_and(|target| target.seen_in(&window)));
        self.percent = None;
        self.look_at(view, top, kept);
    }

    /// Turns a page; false if there is no further one.
    pub(super) fn turn(&mut self, view: &View, way: Way, marks: bool) -> bool {
        let step = usize::from(view.frame.height).saturating_sub(OVERLAP).max(1);
        let top = match way {
            Way::Up | Way::Left => view.top.saturating_sub(step),
            Way::Down | Way::Right => (view.top + step).min(view.last_top().max(view.top)),
        };
        if top == view.top {
            return false;
        }
        let window = view.frame.window(top);
        let mut seen = view.paper.targets.iter().enumerate();
        // Where there is a field, Enter goes into it, not to a button beside it.
        let field = self.writing.is_some() && view.paper.find(&Aim::Field).is_some();
        let focus =
            seen.find(|(_, target)| marks && !field && target.seen_in(&window)).map(|(index, _)| index);
        self.look_at(view, top, focus);
        let shown = (top + usize::from(view.frame.height)).min(view.paper.rows.len());
        self.percent = (shown * 100).checked_div(view.paper.rows.len());
        true
    }

    /// Goes up or down: to the next target if it is near, else by a line.
    pub(super) fn walk(&mut self, view: &View, way: Way) {
        let by = if way == Way::Up { -1 } else { 1 };
        let next = match view.focus {
            Some(focus) => view.beyond(focus, way),
            None => view.edge(way),
        };
        let can_scroll = if way == Way::Up { view.top > 0 } else { view.more() };
        let near = next.and_then(|index| view.paper.targets.get(index)).is_some_and(|target| {
            let window = view.window();
            let first = target.rows().start;
            (window.start.saturating_sub(1)..=window.end).contains(&first)
        });
        match next {
            Some(index) if near || !can_scroll => self.mark(view, index),
            Some(_) | None if can_scroll => self.scroll(view, by),
            Some(_) | None => {}
        }
    }

    /// Goes left or right among targets; past the end of a row, in the order of reading.
    pub(super) fn sidle(&mut self, view: &View, way: Way) {
        match view.focus {
            Some(focus) => match view.beyond(focus, way) {
                Some(index) => self.mark(view, index),
                None => self.tab(view, way, false),
            },
            None => self.tab(view, way, false),
        }
    }

    /// Marks the next or previous target in the order of reading.
    pub(super) fn tab(&mut self, view: &View, way: Way, around: bool) {
        let count = view.paper.targets.len();
        if count == 0 {
            return;
        }
        let forward = matches!(way, Way::Right | Way::Down);
        let next = match view.focus {
            Some(focus) if forward => (focus + 1 < count).then_some(focus + 1),
            Some(focus) => focus.checked_sub(1),
            None => {
                let from = if forward { view.top } else { view.window().end };
                let below = |index: &usize| view.paper.targets[*index].rows().start >= from;
                if forward { (0..count).find(below) } else { (0..count).rev().find(|index| !below(index)) }
            }
        };
        let wrapped = around.then_some(if forward { 0 } else { count - 1 });
        if let Some(index) = next.or(wrapped) {
            self.mark(view, index);
        }
    }
}
