//! Moving about: over a page, from step to step, and back.

use super::held::Held;
use super::key::editing;
use super::page::View;
use super::paper::{Aim, Deed};
use super::screen::{Screen, Tour};
use super::touch::Effect;
use super::tour::PAGES;
use super::travel::Way;
use crate::exercise::{Item, Slot, View as Work};
use crate::keymap::{Action, Keymap};
use crate::session::{Command, LessonRow, Page, Scene, To};

/// The cells by which a wide picture is moved.
const SIDE_STEP: usize = 8;

impl Screen {
    pub(super) fn vertical(&mut self, scene: &Scene<'_>, view: &View, way: Way) {
        if let Some(Held::Row { item, to }) = self.held {
            let last = rows(scene).saturating_sub(1);
            let to = if way == Way::Up { to.saturating_sub(1) } else { (to + 1).min(last) };
            self.held = Some(Held::Row { item, to });
            return;
        }
        // After a choice in a case nothing is marked: the way down leads past the words to the next choices.
        if way == Way::Down
            && view.focus.is_none()
            && let Some(first) = first_choice(scene).and_then(|aim| view.paper.find(&aim))
        {
            if view.is_seen(first) {
                self.mark(view, first);
            } else {
                self.scroll(view, 1);
            }
            return;
        }
        // On a page of words the arrows scroll as long as there is more, then they mark.
        let further = if way == Way::Up { view.top > 0 } else { view.more() };
        if reads(scene) && further {
            self.scroll(view, if way == Way::Up { -1 } else { 1 });
        } else {
            self.walk(view, way);
        }
    }

    pub(super) fn horizontal(&mut self, scene: &Scene<'_>, view: &View, way: Way) {
        if matches!(self.held, Some(Held::Row { .. })) {
            return;
        }
        let deed = view.target().map(|target| (&target.aim, &target.deed));
        match (&scene.page, deed) {
            (_, Some((_, Deed::Look))) if view.paper.too_wide > 0 => {
                let mut gaze = self.gaze(&view.key);
                let moved = match way {
                    Way::Left | Way::Up => gaze.sideways.saturating_sub(SIDE_STEP),
                    Way::Right | Way::Down => (gaze.sideways + SIDE_STEP).min(view.paper.too_wide),
                };
                if moved == gaze.sideways {
                    self.sidle(view, way);
                } else {
                    gaze.sideways = moved;
                    self.set_gaze(&view.key, gaze);
                }
            }
            (Page::Contents(_), Some((Aim::Lesson(lesson), _))) => {
                if way == Way::Right {
                    self.opened.insert(lesson.clone());
                } else {
                    self.opened.remove(lesson);
                }
            }
            (Page::Contents(contents), Some((Aim::Step(place), _))) if way == Way::Left => {
                let mut lessons = contents.modules.iter().flat_map(|module| &module.lessons);
                let holds = |lesson: &&LessonRow<'_>| lesson.steps.iter().any(|s| s.place == *place);
                if let Some(lesson) = lessons.find(holds) {
                    self.opened.remove(lesson.id);
                    self.mark_aim(view, &Aim::Lesson(lesson.id.clone()));
                }
            }
            _ => self.sidle(view, way),
        }
    }

    pub(super) fn go_to_edge(&mut self, view: &View, way: Way, marks: bool) {
        let top = if way == Way::Up { 0 } else { view.last_top() };
        let window = view.frame.window(top);
        let mut seen = view.paper.targets.iter().enumerate().filter(|(_, target)| target.seen_in(&window));
        let focus = if way == Way::Up { seen.next() } else { seen.next_back() };
        self.look_at(view, top, focus.filter(|_| marks).map(|(index, _)| index));
    }

    pub(super) fn page_down(&mut self, scene: &Scene<'_>, view: &View) -> Vec<Effect> {
        if self.turn(view, Way::Down, marks(scene)) {
            return Vec::new();
        }
        match &scene.page {
            Page::Reading(_) | Page::Tour => self.step(scene, 1),
            Page::Exercise(desk) if !desk.can.work => self.step(scene, 1),
            Page::Exercise(_)
            | Page::Contents(_)
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
            | Page::Review(_) => {
                self.say("This is the end of the page.");
                Vec::new()
            }
        }
    }

    pub(super) fn step(&mut self, scene: &Scene<'_>, by: isize) -> Vec<Effect> {
        self.held = None;
        if matches!(scene.page, Page::Tour) {
            return match self.tour.page.checked_add_signed(by) {
                Some(page) if page < PAGES => {
                    self.tour.page = page;
                    Vec::new()
                }
                Some(_) => {
                    self.tour = Tour::default();
                    go(To::Contents)
                }
                None => Vec::new(),
            };
        }
        go(if by > 0 { To::Next } else { To::Previous })
    }

    /// Esc: put back, close, go back; at last, the menu.
    pub(super) fn back(&mut self, scene: &Scene<'_>, keymap: &Keymap, view: &View) -> Vec<Effect> {
        if let Some(held) = self.held.take() {
            match held {
                Held::Row { .. } | Held::Slot(_) => {}
                Held::Item(item) => {
                    let view = View::new(scene, self, keymap);
                    let home = [Aim::Item(item), Aim::Placed(item)];
                    let slot = slot_of(scene, item).map(Aim::Slot);
                    if let Some(aim) = home.iter().chain(&slot).find(|aim| view.paper.find(aim).is_some()) {
                        self.mark_aim(&view, aim);
                    }
                }
            }
            return Vec::new();
        }
        if editing(scene, self) {
            self.count();
            let after = view.paper.find(&Aim::Field).map(|index| index + 1);
            match after.filter(|index| *index < view.paper.targets.len()) {
                Some(index) => {
                    let button = view.paper.find(&Aim::Button(Action::Check)).unwrap_or(index);
                    self.mark(view, button);
                }
                None => self.look_at(view, view.top, None),
            }
            return Vec::new();
        }
        match &scene.page {
            Page::Tour => {
                self.tour = Tour::default();
                go(To::Back)
            }
            Page::Progress(_)
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
            | Page::Review(_) => go(To::Back),
            Page::Contents(_) | Page::Reading(_) | Page::Exercise(_) | Page::Gate(_) => {
                self.act_on_page(scene, keymap, Action::Menu)
            }
        }
    }
}

/// The first choice in the open scene of a case.
fn first_choice(scene: &Scene<'_>) -> Option<Aim> {
    let Page::Exercise(desk) = &scene.page else { return None };
    let Work::Journey(journey) = &desk.view else { return None };
    journey.rows.first().filter(|_| desk.can.work).map(|row| Aim::Item(row.item))
}

/// A page of words, where up and down move the page and not the marker.
fn reads(scene: &Scene<'_>) -> bool {
    matches!(scene.page, Page::Reading(_) | Page::Progress(_) | Page::Certificate(_))
}

/// True if a marker should stand on every part of the page that is turned to.
pub(super) fn marks(scene: &Scene<'_>) -> bool {
    !reads(scene)
}

/// The rows that can be moved.
fn rows(scene: &Scene<'_>) -> usize {
    match &scene.page {
        Page::Exercise(desk) => match &desk.view {
            Work::Choices { rows, .. } | Work::Sequence { rows } => rows.len(),
            Work::Slots { items, .. } => items.len(),
            Work::Journey(journey) => journey.rows.len(),
            Work::Field(_) => 0,
        },
        _ => 0,
    }
}

/// The slot that an item lies in.
fn slot_of(scene: &Scene<'_>, item: Item) -> Option<Slot> {
    let Page::Exercise(desk) = &scene.page else { return None };
    let Work::Slots { items, .. } = &desk.view else { return None };
    items.iter().find(|row| row.item == item)?.slot
}

/// The way to a page.
pub(super) fn go(to: To) -> Vec<Effect> {
    vec![Effect::Do(Command::Go(to))]
}
