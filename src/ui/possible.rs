//! Which actions are possible now: the menu, the help and the keys all ask here.

use super::frame::Frame;
use super::held::Held;
use super::key::{editing, page_mode};
use super::paper::{Aim, Paper};
use super::screen::Screen;
use super::thread::{marked_post, own_post};
use crate::exercise::{Row, View};
use crate::keymap::Action;
use crate::session::{Desk, Page, Scene, Wanted};

/// True if an action does something here.
pub(super) fn possible(scene: &Scene<'_>, screen: &Screen, paper: &Paper, action: Action) -> bool {
    let desk = match &scene.page {
        Page::Exercise(desk) => Some(desk.as_ref()),
        Page::Tour
        | Page::Contents(_)
        | Page::Reading(_)
        | Page::Gate(_)
        | Page::Progress(_)
        | Page::Certificate(_)
        | Page::Search(_)
        | Page::Glossary(_)
        | Page::Sources(_)
        | Page::Notes(_)
        | Page::Class(_)
        | Page::People(_)
        | Page::Circles(_)
        | Page::Person(_)
        | Page::Profile(_)
        | Page::Review(_) => None,
    };
    let reviews = matches!(&scene.page, Page::Review(page) if page.open.is_some());
    let can = |ask: fn(&Desk<'_>) -> bool| desk.is_some_and(ask);
    let editing = editing(scene, screen);
    let long = can(|desk| matches!(&desk.view, View::Field(field) if field.long));
    let tour = matches!(scene.page, Page::Tour);
    // A page that is seen as a whole cannot be scrolled.
    let tall = paper.rows.len() > usize::from(Frame::new(screen.look, 0, paper.speaks, 0).height);
    match action {
        Action::PageDown
        | Action::Back
        | Action::Menu
        | Action::Help
        | Action::Theme
        | Action::Look
        | Action::Mouse
        | Action::Redraw
        | Action::Suspend
        | Action::Quit
        | Action::Continue
        | Action::Search => true,
        Action::First | Action::Last => {
            if editing {
                long
            } else {
                tall || !paper.targets.is_empty()
            }
        }
        Action::Up | Action::Down => editing || tall || !paper.targets.is_empty(),
        // Somebody's page has one button, and it is marked.
        Action::Left | Action::Right if matches!(scene.page, Page::Person(_)) => paper.targets.len() > 1,
        Action::Left | Action::Right => editing || !paper.targets.is_empty(),
        Action::PageUp => editing || tall,
        Action::LineUp | Action::LineDown => !editing && tall,
        Action::NextLink | Action::PreviousLink => !paper.targets.is_empty(),
        Action::NextStep => scene.crumb.is_some() || tour,
        Action::PreviousStep => scene.crumb.is_some() || (tour && screen.tour.page > 0),
        Action::Open => !(editing && long) && (tall || !paper.targets.is_empty()),
        Action::Take => can(|desk| desk.can.work && !is_field(desk)),
        Action::PutBack => can_put_back(desk, screen),
        Action::Check => reviews || can(|desk| desk.can.work),
        Action::Retry => can(|desk| desk.can.retry),
        Action::Hint => can(|desk| desk.can.hint),
        Action::Solution => can(|desk| desk.can.solution),
        Action::Undo => editing || can(|desk| desk.can.undo && !is_field(desk)),
        Action::Redo => editing || can(|desk| desk.can.redo && !is_field(desk)),
        Action::Reply => match &scene.page {
            Page::Person(page) => page.can_write,
            _ => reviews || !editing && can(|desk| is_field(desk) && desk.can.work),
        },
        Action::Quote => !editing && can(|desk| desk.can.work) && marked_post(scene, screen).is_some(),
        Action::EditPost | Action::DeletePost => !editing && own_post(scene, screen).is_some(),
        Action::NextUnread => scene.unread > 0,
        Action::Contents => !matches!(scene.page, Page::Contents(_)),
        Action::Progress => !matches!(scene.page, Page::Progress(_)),
        Action::Glossary => !matches!(&scene.page, Page::Glossary(glossary) if glossary.open.is_none()),
        Action::Sources => !matches!(&scene.page, Page::Sources(sources) if sources.open.is_none()),
        Action::Notes => !matches!(scene.page, Page::Notes(_)),
        Action::People => {
            scene.has_people
                && !matches!(&scene.page, Page::People(page) if *page.wanted == Wanted::default())
        }
        Action::Class => scene.in_class && !matches!(scene.page, Page::Class(_)),
        Action::Note | Action::Bookmark | Action::Report => !matches!(scene.page, Page::Tour),
        Action::NewLine | Action::SelectUp | Action::SelectDown => editing && long,
        Action::WordLeft
        | Action::WordRight
        | Action::RowStart
        | Action::RowEnd
        | Action::SelectLeft
        | Action::SelectRight
        | Action::SelectWordLeft
        | Action::SelectWordRight
        | Action::SelectRowStart
        | Action::SelectRowEnd
        | Action::SelectAll
        | Action::DeleteBack
        | Action::DeleteForward
        | Action::DeleteWordBack
        | Action::DeleteWordForward
        | Action::DeleteToRowEnd
        | Action::Cut
        | Action::Copy
        | Action::Paste => editing,
        Action::Item(nth) => {
            action.means_in(page_mode(scene, screen))
                && numbered(scene, paper).iter().any(|(number, _)| *number == nth.index())
        }
    }
}

/// The targets that digits lead to, each with the number that is written before it, from 0.
pub(super) fn numbered(scene: &Scene<'_>, paper: &Paper) -> Vec<(usize, usize)> {
    let place = |aim: &Aim, count: usize| match aim {
        Aim::Item(item) => match &scene.page {
            Page::Exercise(desk) => match &desk.view {
                View::Slots { items, .. } => items.iter().position(|row| row.item == *item),
                View::Choices { .. } | View::Sequence { .. } | View::Field(_) | View::Journey(_) => {
                    Some(count)
                }
            },
            _ => None,
        },
        // In the contents the modules are numbered: a digit leads to the first lesson of one.
        Aim::Lesson(lesson) => match &scene.page {
            Page::Contents(contents) => contents
                .modules
                .iter()
                .position(|module| module.lessons.first().is_some_and(|first| first.id == lesson)),
            _ => None,
        },
        Aim::Nth(_) => (!matches!(scene.page, Page::Contents(_))).then_some(count),
        Aim::Step(_)
        | Aim::Button(_)
        | Aim::Slot(_)
        | Aim::Placed(_)
        | Aim::Field
        | Aim::Rating(..)
        | Aim::Reply(_) => None,
    };
    let exercise = matches!(scene.page, Page::Exercise(_));
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (index, target) in paper.targets.iter().enumerate() {
        if exercise && matches!(target.aim, Aim::Nth(_)) {
            continue;
        }
        found.extend(place(&target.aim, found.len()).map(|number| (number, index)));
    }
    found
}

fn is_field(desk: &Desk<'_>) -> bool {
    matches!(desk.view, View::Field(_))
}

fn can_put_back(desk: Option<&Desk<'_>>, screen: &Screen) -> bool {
    let Some(View::Slots { items, .. }) = desk.filter(|desk| desk.can.work).map(|desk| &desk.view) else {
        return false;
    };
    let placed = |item: &Row| item.slot.is_some();
    items.iter().any(|item| placed(item) && (!item.fixed || Held::is(screen.held, item.item)))
}
