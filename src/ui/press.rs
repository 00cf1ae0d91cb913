//! Touches: keys become actions, actions move the eyes or become commands.

use super::editor::{Writing, edit_for, field_width};
use super::frame::{text_width, too_small};
use super::held::Held;
use super::hints::keys;
use super::key::{editing, mode, news, page_key};
use super::page::View;
use super::paper::{Aim, Deed};
use super::possible::{numbered, possible};
use super::prompt::{Asked, Prompt};
use super::screen::{Gaze, Overlay, Screen, Seen};
use super::touch::{Effect, Touch};
use super::travel::Way;
use crate::exercise::{Input, View as Work};
use crate::keymap::{Action, Key, Keymap, Resolved, label_keys};
use crate::session::{Command, Page, Scene, Stage, To};
use crate::text::{self, Edit};

/// The rows by which one notch of the wheel scrolls.
const NOTCH: isize = 3;
/// The cells by which a wide picture is moved.
const SIDE_STEP: usize = 8;

impl Screen {
    /// Takes note of a scene: new page, new result, new text.
    ///
    /// To be called at the start, after every command, and when others changed something.
    pub fn meet(&mut self, scene: &Scene<'_>, keymap: &Keymap) {
        let key = page_key(scene, self);
        self.keep_draft(scene);
        let seen = Seen { key: key.clone(), news: news(scene) };
        let before = self.seen.replace(seen);
        let turned = before.as_ref().is_none_or(|before| before.key != key);
        if !matches!(scene.page, Page::Tour) {
            self.tour = super::screen::Tour::default();
        }
        if turned {
            self.held = None;
            self.grip = None;
            self.pending.clear();
            self.overlay = None;
            self.percent = None;
        }
        if self.menu() {
            return;
        }
        if self.known(&key).is_none() {
            self.arrive(scene, keymap);
        } else if !turned && before.as_ref().map(|before| before.news) != Some(news(scene)) {
            let closed = before.and_then(|before| before.news).is_some_and(|news| news.stage != Stage::Open);
            let open = news(scene).is_some_and(|news| news.stage == Stage::Open);
            if closed && open {
                self.show_work(scene, keymap);
            } else {
                self.show_news(scene, keymap);
            }
        } else if editing(scene, self) {
            let view = View::new(scene, self, keymap);
            self.follow_cursor(&view);
        }
    }

    /// Takes a touch; returns what the screen cannot do itself, in order.
    ///
    /// After each [`Effect::Do`] the caller lets the screen [meet](Screen::meet) the new scene,
    /// or [says](Screen::say) why it was refused.
    pub fn press(&mut self, scene: &Scene<'_>, keymap: &Keymap, touch: Touch) -> Vec<Effect> {
        self.meet(scene, keymap);
        if !matches!(touch, Touch::Resize { .. } | Touch::Drag { .. } | Touch::Release { .. }) {
            self.message = None;
        }
        match touch {
            Touch::Key(key) => self.key(scene, keymap, key),
            Touch::Paste(words) => self.insert(scene, keymap, Edit::Paste(words)),
            Touch::Resize { columns, rows } => {
                (self.look.columns, self.look.rows) = (columns, rows);
                if editing(scene, self) {
                    let view = View::new(scene, self, keymap);
                    self.follow_cursor(&view);
                }
                Vec::new()
            }
            Touch::Wheel(notches) => {
                let view = View::new(scene, self, keymap);
                self.scroll(&view, isize::from(notches) * NOTCH);
                Vec::new()
            }
            Touch::Press { column, row } => self.mouse_down(scene, keymap, (column, row)),
            Touch::Drag { column, row } => self.mouse_drag(scene, keymap, (column, row)),
            Touch::Release { column, row } => self.mouse_up(scene, keymap, (column, row)),
        }
    }

    /// Keeps a draft of the text of this page, and no other.
    fn keep_draft(&mut self, scene: &Scene<'_>) {
        let Page::Exercise(desk) = &scene.page else { return };
        let Work::Field(field) = &desk.view else { return };
        if !desk.can.work {
            self.writing = None;
            return;
        }
        let key = page_key(scene, self);
        let same = self.writing.as_ref().is_some_and(|writing| {
            writing.key == key
                && (writing.draft.text() == field.text
                    || writing.draft.text() == text::clean_text(&field.text))
        });
        if !same {
            self.writing = Some(Writing::new(key, &field.text));
        }
    }

    /// Comes to a page for the first time.
    fn arrive(&mut self, scene: &Scene<'_>, keymap: &Keymap) {
        let key = page_key(scene, self);
        self.set_gaze(&key, Gaze::default());
        let view = View::new(scene, self, keymap);
        let default = view.paper.default.as_ref().and_then(|aim| view.paper.find(aim));
        let seen = default.filter(|index| view.is_seen(*index));
        self.look_at(&view, 0, seen);
    }

    /// Shows the work again that was opened for another try.
    fn show_work(&mut self, scene: &Scene<'_>, keymap: &Keymap) {
        let view = View::new(scene, self, keymap);
        if let Some(index) = view.paper.default.as_ref().and_then(|aim| view.paper.find(aim)) {
            self.mark(&view, index);
        }
    }

    /// Shows what is new: a result, a hint, a solution, a post.
    fn show_news(&mut self, scene: &Scene<'_>, keymap: &Keymap) {
        let mut view = View::new(scene, self, keymap);
        let height = usize::from(view.frame.height);
        let end = view.paper.rows.len();
        if let Some(row) = view.paper.news {
            let fits = view.window().contains(&row) && end <= view.top + height;
            if !fits {
                view.top = row.saturating_sub(1).min(view.last_top().max(row.saturating_sub(height / 2)));
            }
        }
        let kept = self.gaze(&view.key).focus.and_then(|aim| view.paper.find(&aim));
        let primary = view.paper.primary.as_ref().and_then(|aim| view.paper.find(aim));
        let focus = kept.or(primary).filter(|index| view.is_seen(*index));
        let focus = focus.filter(|index| view.paper.targets.get(*index).is_some_and(|t| t.aim != Aim::Field));
        self.look_at(&view, view.top, focus);
    }

    fn key(&mut self, scene: &Scene<'_>, keymap: &Keymap, key: Key) -> Vec<Effect> {
        if too_small(self.look) {
            self.pending.clear();
            let quits = matches!(keymap.resolve(mode(scene, self), &[key]), Resolved::Action(Action::Quit));
            return if quits { vec![Effect::Quit] } else { Vec::new() };
        }
        self.pending.push(key);
        let mode = mode(scene, self);
        match keymap.resolve(mode, &self.pending) {
            Resolved::Action(action) => {
                self.pending.clear();
                self.act(scene, keymap, action)
            }
            Resolved::Pending(follow) => {
                let ascii = self.look.ascii;
                let shown = follow
                    .iter()
                    .map(|(keys, action)| format!("{} {}", label_keys(keys, ascii), action.word()));
                self.follow = shown.collect::<Vec<_>>().join("  ");
                Vec::new()
            }
            Resolved::Text(c) => {
                self.pending.clear();
                self.insert(scene, keymap, Edit::Insert(c.to_string()))
            }
            Resolved::Unbound => {
                let pressed = label_keys(&self.pending, self.look.ascii);
                self.pending.clear();
                let help = keys(keymap, mode, Action::Help, self.look.ascii);
                self.say(format!("{pressed} does nothing here. {help} shows the keys that do."));
                Vec::new()
            }
        }
    }

    /// Does what an action means on what is on top.
    pub(super) fn act(&mut self, scene: &Scene<'_>, keymap: &Keymap, action: Action) -> Vec<Effect> {
        if self.prompt().is_some() {
            return self.act_in_prompt(scene, keymap, action);
        }
        if self.menu() {
            return self.act_in_menu(scene, keymap, action);
        }
        if editing(scene, self)
            && let Some(effects) = self.act_in_text(scene, keymap, action)
        {
            return effects;
        }
        self.act_on_page(scene, keymap, action)
    }

    fn act_on_page(&mut self, scene: &Scene<'_>, keymap: &Keymap, action: Action) -> Vec<Effect> {
        let view = View::new(scene, self, keymap);
        if !possible(scene, self, &view.paper, action) {
            self.say("That does nothing here.");
            return Vec::new();
        }
        match action {
            Action::Up => self.vertical(scene, &view, Way::Up),
            Action::Down => self.vertical(scene, &view, Way::Down),
            Action::Left => self.horizontal(scene, &view, Way::Left),
            Action::Right => self.horizontal(scene, &view, Way::Right),
            Action::PageUp => {
                self.turn(&view, Way::Up, marks(scene));
            }
            Action::PageDown => return self.page_down(scene, &view),
            Action::LineUp => self.scroll(&view, -1),
            Action::LineDown => self.scroll(&view, 1),
            Action::First => self.go_to_edge(&view, Way::Up, marks(scene)),
            Action::Last => self.go_to_edge(&view, Way::Down, marks(scene)),
            Action::NextLink => self.tab(&view, Way::Right, true),
            Action::PreviousLink => self.tab(&view, Way::Left, true),
            Action::NextStep => return self.step(scene, 1),
            Action::PreviousStep => return self.step(scene, -1),
            Action::Open | Action::Take => return self.open(scene, keymap, &view),
            Action::PutBack => return self.put_back(scene, &view),
            Action::Back => return self.back(scene, keymap, &view),
            Action::Check => {
                let mut effects = self.drop_row(scene);
                self.held = None;
                effects.push(Effect::Do(Command::Check));
                return effects;
            }
            Action::Retry => return vec![Effect::Do(Command::Retry)],
            Action::Hint => return vec![Effect::Do(Command::Hint)],
            Action::Solution => return vec![Effect::Do(Command::Solution)],
            Action::Undo => {
                self.held = None;
                return vec![Effect::Do(Command::Undo)];
            }
            Action::Redo => {
                self.held = None;
                return vec![Effect::Do(Command::Redo)];
            }
            Action::Reply => return self.reply(&view),
            Action::Menu | Action::Help => {
                self.held = None;
                self.overlay = Some(Overlay::Menu);
                self.forget(&super::key::PageKey::Menu);
                let menu = View::new(scene, self, keymap);
                let first = menu.paper.default.as_ref().and_then(|aim| menu.paper.find(aim));
                self.look_at(&menu, 0, first);
            }
            Action::Contents => return go(To::Contents),
            Action::Continue => return go(To::Continue),
            Action::Progress => return go(To::Progress),
            Action::Glossary => return go(To::Glossary(None)),
            Action::Sources => return go(To::Sources(None)),
            Action::Notes => return go(To::Notes),
            Action::Search => self.ask(Prompt::new(Asked::Search, "")),
            Action::Note => self.ask(Prompt::new(Asked::Note, scene.note.unwrap_or(""))),
            Action::Report => self.ask(Prompt::new(Asked::Report, "")),
            Action::Bookmark => {
                self.say(if scene.bookmarked { "The bookmark is removed." } else { "A bookmark is set." });
                return vec![Effect::Do(Command::Bookmark)];
            }
            Action::Theme => return vec![Effect::NextTheme],
            Action::Mouse => {
                self.look.mouse = !self.look.mouse;
                self.say(if self.look.mouse { "The mouse is on." } else { "The mouse is off." });
                return vec![Effect::Mouse(self.look.mouse)];
            }
            Action::Redraw => return vec![Effect::Redraw],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Quit => return vec![Effect::Quit],
            Action::Item(nth) => return self.nth(scene, keymap, &view, nth.index()),
            Action::NewLine
            | Action::WordLeft
            | Action::WordRight
            | Action::RowStart
            | Action::RowEnd
            | Action::SelectLeft
            | Action::SelectRight
            | Action::SelectUp
            | Action::SelectDown
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
            | Action::Paste => {}
        }
        Vec::new()
    }

    fn ask(&mut self, prompt: Prompt) {
        self.held = None;
        self.overlay = Some(Overlay::Prompt(Box::new(prompt)));
    }

    fn vertical(&mut self, scene: &Scene<'_>, view: &View, way: Way) {
        if let Some(Held::Row { item, to }) = self.held {
            let last = rows(scene).saturating_sub(1);
            let to = if way == Way::Up { to.saturating_sub(1) } else { (to + 1).min(last) };
            self.held = Some(Held::Row { item, to });
            return;
        }
        if reads(scene) {
            self.scroll(view, if way == Way::Up { -1 } else { 1 });
        } else {
            self.walk(view, way);
        }
    }

    fn horizontal(&mut self, scene: &Scene<'_>, view: &View, way: Way) {
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
                let holds =
                    |lesson: &&crate::session::LessonRow<'_>| lesson.steps.iter().any(|s| s.place == *place);
                if let Some(lesson) = lessons.find(holds) {
                    self.opened.remove(lesson.id);
                    self.mark_aim(view, &Aim::Lesson(lesson.id.clone()));
                }
            }
            _ => self.sidle(view, way),
        }
    }

    fn go_to_edge(&mut self, view: &View, way: Way, marks: bool) {
        let top = if way == Way::Up { 0 } else { view.last_top() };
        let window = view.frame.window(top);
        let mut seen = view.paper.targets.iter().enumerate().filter(|(_, target)| target.seen_in(&window));
        let focus = if way == Way::Up { seen.next() } else { seen.next_back() };
        self.look_at(view, top, focus.filter(|_| marks).map(|(index, _)| index));
    }

    fn page_down(&mut self, scene: &Scene<'_>, view: &View) -> Vec<Effect> {
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
            | Page::Search(_)
            | Page::Glossary(_)
            | Page::Sources(_)
            | Page::Notes(_) => {
                self.say("This is the end of the page.");
                Vec::new()
            }
        }
    }

    fn step(&mut self, scene: &Scene<'_>, by: isize) -> Vec<Effect> {
        self.held = None;
        if matches!(scene.page, Page::Tour) {
            return match self.tour.page.checked_add_signed(by) {
                Some(page) if page < super::tour::PAGES => {
                    self.tour.page = page;
                    Vec::new()
                }
                Some(_) => {
                    self.tour = super::screen::Tour::default();
                    go(To::Contents)
                }
                None => Vec::new(),
            };
        }
        go(if by > 0 { To::Next } else { To::Previous })
    }

    /// Esc: put back, close, go back; at last, the menu.
    fn back(&mut self, scene: &Scene<'_>, keymap: &Keymap, view: &View) -> Vec<Effect> {
        if let Some(held) = self.held.take() {
            match held {
                Held::Row { .. } | Held::Slot(_) => self.say("Put back."),
                Held::Item(item) => {
                    self.say("Put back.");
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
            self.pause();
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
                self.tour = super::screen::Tour::default();
                go(To::Back)
            }
            Page::Progress(_) | Page::Search(_) | Page::Glossary(_) | Page::Sources(_) | Page::Notes(_) => {
                go(To::Back)
            }
            Page::Contents(_) | Page::Reading(_) | Page::Exercise(_) | Page::Gate(_) => {
                self.act_on_page(scene, keymap, Action::Menu)
            }
        }
    }

    fn reply(&mut self, view: &View) -> Vec<Effect> {
        let post = match view.target().map(|target| &target.aim) {
            Some(Aim::Reply(post)) => Some(post.clone()),
            Some(_) | None => None,
        };
        self.mark_aim(view, &Aim::Field);
        vec![Effect::Do(Command::Reply(post))]
    }

    fn nth(&mut self, scene: &Scene<'_>, keymap: &Keymap, view: &View, nth: usize) -> Vec<Effect> {
        let Some(index) = numbered(scene, &view.paper).get(nth).copied() else { return Vec::new() };
        self.mark(view, index);
        let acts = matches!(view.paper.targets[index].deed, Deed::Tick(_) | Deed::Take(_));
        if !acts {
            return Vec::new();
        }
        let view = View::new(scene, self, keymap);
        self.open(scene, keymap, &view)
    }

    fn act_in_menu(&mut self, scene: &Scene<'_>, keymap: &Keymap, action: Action) -> Vec<Effect> {
        let view = View::new(scene, self, keymap);
        match action {
            Action::Up => self.walk(&view, Way::Up),
            Action::Down => self.walk(&view, Way::Down),
            Action::PageUp => {
                self.turn(&view, Way::Up, true);
            }
            Action::PageDown => {
                self.turn(&view, Way::Down, true);
            }
            Action::LineUp => self.scroll(&view, -1),
            Action::LineDown => self.scroll(&view, 1),
            Action::First => self.go_to_edge(&view, Way::Up, true),
            Action::Last => self.go_to_edge(&view, Way::Down, true),
            Action::NextLink | Action::Right => self.tab(&view, Way::Right, true),
            Action::PreviousLink | Action::Left => self.tab(&view, Way::Left, true),
            Action::Open | Action::Take => {
                let chosen = view.target().map(|target| target.deed.clone());
                if let Some(Deed::Choose(action)) = chosen {
                    self.overlay = None;
                    return self.act(scene, keymap, action);
                }
            }
            Action::Back | Action::Menu | Action::Help => self.overlay = None,
            other => {
                self.overlay = None;
                return self.act(scene, keymap, other);
            }
        }
        Vec::new()
    }

    fn act_in_prompt(&mut self, scene: &Scene<'_>, keymap: &Keymap, action: Action) -> Vec<Effect> {
        let width = super::prompt::field_width(text_width(self.look));
        let Some(Overlay::Prompt(prompt)) = &mut self.overlay else { return Vec::new() };
        match action {
            Action::Open => {
                let (command, thanks) = (prompt.command(), prompt.thanks());
                self.overlay = None;
                if let (Some(_), Some(thanks)) = (&command, thanks) {
                    self.say(thanks);
                }
                return command.map(Effect::Do).into_iter().collect();
            }
            Action::Back | Action::Menu => self.overlay = None,
            Action::Quit => return vec![Effect::Quit],
            Action::Redraw => return vec![Effect::Redraw],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Theme => return vec![Effect::NextTheme],
            Action::Help => {
                let (done, cancel) = (
                    keys(keymap, crate::keymap::Mode::Asking, Action::Open, self.look.ascii),
                    keys(keymap, crate::keymap::Mode::Asking, Action::Back, self.look.ascii),
                );
                self.say(format!("Write, then press {done}. {cancel} cancels."));
            }
            other => {
                if let Some(edit) = edit_for(other, 1) {
                    prompt.draft.apply(edit, width);
                } else {
                    self.say("First finish what you write here.");
                }
            }
        }
        let _ = scene;
        Vec::new()
    }

    /// Does what an action means in the text of the page; nothing if it means nothing there.
    fn act_in_text(&mut self, scene: &Scene<'_>, keymap: &Keymap, action: Action) -> Option<Vec<Effect>> {
        let view = View::new(scene, self, keymap);
        let long = matches!(crate::ui::mode(scene, self), crate::keymap::Mode::Writing);
        if action == Action::Open && !long {
            return Some(vec![Effect::Do(Command::Check)]);
        }
        let page = usize::from(view.frame.height).saturating_sub(1).max(1);
        let edit = edit_for(action, page)?;
        let width = field_width(text_width(self.look));
        let writing = self.writing.as_mut()?;
        let outcome = writing.draft.apply(edit, width);
        if outcome.left_out > 0 {
            self.message = Some("The text is full; the rest was left out.".to_owned());
        }
        if outcome.changed {
            return Some(self.written(scene, keymap));
        }
        if outcome.moved {
            let view = View::new(scene, self, keymap);
            self.follow_cursor(&view);
        } else {
            match action {
                Action::Up => self.leave_text(&view, Way::Up),
                Action::Down => self.leave_text(&view, Way::Down),
                Action::PageUp => {
                    self.turn(&view, Way::Up, true);
                }
                Action::PageDown => {
                    self.turn(&view, Way::Down, true);
                }
                _ => {}
            }
        }
        Some(Vec::new())
    }

    fn leave_text(&mut self, view: &View, way: Way) {
        self.pause();
        let Some(field) = view.paper.find(&Aim::Field) else { return };
        let next = view.beyond(field, way).filter(|index| way == Way::Down || view.is_seen(*index));
        match next {
            Some(index) => self.mark(view, index),
            None => {
                self.scroll(view, if way == Way::Up { -1 } else { 1 });
                let top = if way == Way::Up { view.top.saturating_sub(1) } else { view.top + 1 };
                let seen = view.paper.cursor.is_some_and(|(row, _)| view.frame.window(top).contains(&row));
                if !seen {
                    let mut gaze = self.gaze(&view.key);
                    gaze.focus = None;
                    self.set_gaze(&view.key, gaze);
                }
            }
        }
    }

    fn insert(&mut self, scene: &Scene<'_>, keymap: &Keymap, edit: Edit) -> Vec<Effect> {
        let width = text_width(self.look);
        if let Some(Overlay::Prompt(prompt)) = &mut self.overlay {
            let outcome = prompt.draft.apply(one_line(edit), super::prompt::field_width(width));
            if outcome.left_out > 0 {
                self.say("There is no room for more here.");
            }
            return Vec::new();
        }
        if self.menu() || !editing(scene, self) {
            self.say("There is no text field here.");
            return Vec::new();
        }
        let long = matches!(mode(scene, self), crate::keymap::Mode::Writing);
        let edit = if long { edit } else { one_line(edit) };
        let Some(writing) = &mut self.writing else { return Vec::new() };
        let outcome = writing.draft.apply(edit, field_width(width));
        if outcome.left_out > 0 {
            self.message = Some("The text is full; the rest was left out.".to_owned());
        }
        if outcome.changed { self.written(scene, keymap) } else { Vec::new() }
    }

    /// The text is another one: shows the cursor and tells the session.
    fn written(&mut self, scene: &Scene<'_>, keymap: &Keymap) -> Vec<Effect> {
        let view = View::new(scene, self, keymap);
        self.follow_cursor(&view);
        let text = self.writing.as_ref().map(|writing| writing.draft.text().to_owned());
        text.map(|text| Effect::Do(Command::Work(Input::Write(text)))).into_iter().collect()
    }

    /// Scrolls so that the cursor is seen.
    pub(super) fn follow_cursor(&mut self, view: &View) {
        let Some((row, _)) = view.paper.cursor else { return };
        let top = view.reveal(&(row..row + 1));
        let field = view.paper.find(&Aim::Field);
        self.look_at(view, top, field);
    }
}

/// A page of words, where up and down move the page and not the marker.
fn reads(scene: &Scene<'_>) -> bool {
    matches!(scene.page, Page::Reading(_) | Page::Progress(_))
}

/// True if a marker should stand on every part of the page that is turned to.
fn marks(scene: &Scene<'_>) -> bool {
    !reads(scene)
}

fn rows(scene: &Scene<'_>) -> usize {
    match &scene.page {
        Page::Exercise(desk) => match &desk.view {
            Work::Choices { rows, .. } | Work::Sequence { rows } => rows.len(),
            Work::Slots { items, .. } => items.len(),
            Work::Field(_) => 0,
        },
        _ => 0,
    }
}

fn slot_of(scene: &Scene<'_>, item: crate::exercise::Item) -> Option<crate::exercise::Slot> {
    let Page::Exercise(desk) = &scene.page else { return None };
    let Work::Slots { items, .. } = &desk.view else { return None };
    items.iter().find(|row| row.item == item)?.slot
}

/// What may come into a field of one line.
fn one_line(edit: Edit) -> Edit {
    match edit {
        Edit::Paste(words) => Edit::Paste(text::clean_line(&words)),
        other => other,
    }
}

pub(super) fn go(to: To) -> Vec<Effect> {
    vec![Effect::Do(Command::Go(to))]
}
