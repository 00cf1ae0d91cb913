//! The cells of the wall: which part of the course stands side by side, and the sign of each.

use super::console::{Console, View};
use crate::class::Seen;
use crate::course::Lesson;
use crate::session::{Sight, State};
use crate::ui::Role;

/// What the signs mean.
pub(super) const LEGEND: [&str; 8] =
    [". new", "- begun", "o done", "+ right", "~ partly", "x wrong", "? stuck", "* at work"];

/// A part of the course, wide enough for one row.
pub(super) struct Sheet {
    pub(super) title: String,
    pub(super) columns: Vec<Column>,
}

/// A cell of each row.
#[derive(Clone, Copy)]
pub(super) enum Column {
    /// A lesson, or a quiz, as a whole.
    Lesson(usize),
    /// A step of a lesson.
    Step(usize, usize),
    /// Nothing, between lessons.
    Gap,
}

/// The cells that there is room for beside the name.
pub(super) fn room(console: &Console) -> usize {
    usize::from(console.size.0).saturating_sub(name_width(console) + 10).max(8)
}

/// The width of a name.
pub(super) fn name_width(console: &Console) -> usize {
    if console.size.0 < 60 { 12 } else { 16 }
}

/// The whole course, a cell for each lesson; then each module, a cell for each step.
pub(super) fn sheets(console: &Console, view: &View<'_>) -> Vec<Sheet> {
    let room = room(console);
    let mut sheets = Vec::new();
    let mut whole = Vec::new();
    for module in &view.course.modules {
        whole.extend((!whole.is_empty()).then_some(Column::Gap));
        whole.extend(module.lessons.clone().map(Column::Lesson));
    }
    split(&mut sheets, "All lessons", &whole, room);
    for module in &view.course.modules {
        let mut columns = Vec::new();
        for at in module.lessons.clone() {
            columns.extend((!columns.is_empty()).then_some(Column::Gap));
            match view.course.lessons.get(at) {
                Some(lesson) if lesson.role.draw().is_none() => {
                    columns.extend((0..lesson.steps.len()).map(|step| Column::Step(at, step)));
                }
                Some(_) => columns.push(Column::Lesson(at)),
                None => {}
            }
        }
        split(&mut sheets, &module.title, &columns, room);
    }
    sheets
}

fn split(sheets: &mut Vec<Sheet>, title: &str, columns: &[Column], room: usize) {
    let parts = columns.len().div_ceil(room);
    for (nth, part) in columns.chunks(room).enumerate() {
        let title = if parts > 1 { format!("{title} ({} of {parts})", nth + 1) } else { title.to_owned() };
        sheets.push(Sheet { title, columns: part.to_vec() });
    }
}

/// The cells of somebody, as few spans as can be.
pub(super) fn cells(seen: Option<&Seen>, columns: &[Column], view: &View<'_>) -> Vec<(String, Role)> {
    let stuck = seen.and_then(|seen| seen.stuck_at(view.course, view.now));
    let mut spans: Vec<(String, Role)> = Vec::new();
    for column in columns {
        let sign = match (*column, seen) {
            (Column::Gap, _) => ' ',
            (Column::Lesson(_) | Column::Step(..), None) => '.',
            (Column::Lesson(at), Some(seen)) => {
                let lesson = view.course.lessons.get(at);
                let here =
                    lesson.is_some_and(|lesson| lesson.steps.iter().any(|step| stuck == Some(&step.id)));
                if here { '?' } else { lesson.map_or('.', |lesson| whole(seen, lesson, view)) }
            }
            (Column::Step(at, step), Some(seen)) => {
                let step = view.course.lessons.get(at).and_then(|lesson| lesson.steps.get(step));
                match step {
                    Some(step) if stuck == Some(&step.id) => '?',
                    Some(step) => sign(seen.sight(view.course, &step.id)),
                    None => '.',
                }
            }
        };
        let role = role(sign);
        match spans.last_mut() {
            Some((words, known)) if *known == role => words.push(sign),
            Some(_) | None => spans.push((sign.to_string(), role)),
        }
    }
    spans
}

fn whole(seen: &Seen, lesson: &Lesson, view: &View<'_>) -> char {
    match seen.progress().glance(view.course).lesson(lesson) {
        State::New => '.',
        State::Begun => '-',
        State::Done => 'o',
    }
}

fn sign(sight: Sight) -> char {
    match sight {
        Sight::New => '.',
        Sight::Begun => '-',
        Sight::Done => 'o',
        Sight::Right => '+',
        Sight::Partly => '~',
        Sight::Wrong => 'x',
    }
}

fn role(sign: char) -> Role {
    match sign {
        '+' => Role::Right,
        'x' => Role::Wrong,
        '?' => Role::Selected,
        _ => Role::Text,
    }
}
