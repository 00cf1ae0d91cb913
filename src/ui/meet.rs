//! Coming to a page, and seeing what is new on it.

use super::editor::Writing;
use super::key::{News, PageKey, decides, editing, edits, news, page_key, reopens};
use super::page::View;
use super::paper::Aim;
use super::screen::{Gaze, Screen, Seen, Tour};
use super::thread::others;
use crate::exercise::View as Work;
use crate::keymap::Keymap;
use crate::session::{Page, Scene};
use crate::text;

impl Screen {
    /// Takes note of a scene: new page, new result, new text.
    ///
    /// To be called at the start, after every command, and when others changed something.
    pub fn meet(&mut self, scene: &Scene<'_>, keymap: &Keymap) {
        let key = page_key(scene, self);
        self.keep_draft(scene);
        let others = others(scene);
        let seen = Seen { key: key.clone(), news: news(scene), others };
        let before = self.seen.replace(seen);
        let turned = before.as_ref().is_none_or(|before| before.key != key);
        if !matches!(scene.page, Page::Tour) {
            self.tour = Tour::default();
        }
        if turned {
            self.take_costs();
            self.held = None;
            self.grip = None;
            self.pending.clear();
            self.overlay = None;
            self.percent = None;
        }
        if self.menu() {
            return;
        }
        let known = before.as_ref().and_then(|before| before.others);
        if turned && !before.as_ref().is_some_and(|before| before.key.is_beside()) {
            self.step_out_of_field(&key);
        }
        if self.known(&key).is_none() {
            self.arrive(scene, keymap);
        } else if !turned && before.as_ref().is_some_and(|before| reopens(before.news, news(scene))) {
            self.show_work(scene, keymap);
        } else if !turned && edits(before.as_ref().and_then(|before| before.news), news(scene)) {
            let view = View::new(scene, self, keymap);
            self.follow_cursor(&view);
        } else if !turned && before.as_ref().map(|before| before.news) != Some(news(scene)) {
            let before = before.and_then(|before| before.news);
            self.show_news(scene, keymap, before);
        } else if !turned && known != others {
            self.hold(scene, keymap, known, others);
        } else if editing(scene, self) {
            let view = View::new(scene, self, keymap);
            self.follow_cursor(&view);
        }
        self.seek(scene, keymap);
        self.drop_anchor(scene, keymap);
    }

    /// Keeps a draft of the text of this page, and no other.
    pub(super) fn keep_draft(&mut self, scene: &Scene<'_>) {
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
            self.writing = Some(Writing::new(key, &field.text, field.words));
        }
    }

    /// Comes to a page for the first time.
    pub(super) fn arrive(&mut self, scene: &Scene<'_>, keymap: &Keymap) {
        let key = page_key(scene, self);
        self.set_gaze(&key, Gaze::default());
        let view = View::new(scene, self, keymap);
        let default = view.paper.default.as_ref().and_then(|aim| view.paper.find(aim));
        let seen = default.filter(|index| view.is_seen(*index));
        self.look_at(&view, 0, seen);
    }

    /// Shows the work again that was opened for another try.
    pub(super) fn show_work(&mut self, scene: &Scene<'_>, keymap: &Keymap) {
        let view = View::new(scene, self, keymap);
        let work = view.paper.default.as_ref().or(view.paper.primary.as_ref());
        if let Some(index) = work.and_then(|aim| view.paper.find(aim)) {
            self.mark(&view, index);
        }
    }

    /// Whoever steps on by letters must not find that a field takes them as text.
    fn step_out_of_field(&mut self, key: &PageKey) {
        let mut gaze = self.gaze(key);
        if gaze.focus == Some(Aim::Field) {
            gaze.focus = None;
            self.set_gaze(key, gaze);
        }
    }

    /// Shows what is new: a result, a hint, a solution, a post, what came of a choice.
    pub(super) fn show_news(&mut self, scene: &Scene<'_>, keymap: &Keymap, before: Option<News>) {
        let mut view = View::new(scene, self, keymap);
        let height = usize::from(view.frame.height);
        let end = view.paper.rows.len();
        let turned = decides(before, news(scene));
        if let Some(row) = if turned { view.paper.turn } else { view.paper.news } {
            let fits = view.window().contains(&row) && end <= view.top + height;
            if !fits {
                view.top = row.saturating_sub(1).min(view.last_top().max(row.saturating_sub(height / 2)));
            }
        }
        let kept = self.gaze(&view.key).focus.and_then(|aim| view.paper.find(&aim));
        // A key that was pressed twice must not choose in a scene that nobody has read.
        let primary = view.paper.primary.as_ref().and_then(|aim| view.paper.find(aim));
        let focus = kept.or(primary).filter(|index| view.is_seen(*index));
        let focus = focus.filter(|index| view.paper.targets.get(*index).is_some_and(|t| t.aim != Aim::Field));
        self.look_at(&view, view.top, focus);
    }
}
