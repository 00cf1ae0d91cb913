//! Moving about in a discussion, and keeping the place while others write.

use super::hints::keys;
use super::key::mode;
use super::page::View;
use super::paper::Aim;
use super::screen::{Anchor, Screen};
use super::thread::{Others, edited, marked_post, own_post, thread};
use super::touch::Effect;
use crate::keymap::{Action, Keymap};
use crate::session::{Command, PostId, Scene, To};

impl Screen {
    /// Marks the next post that the learner has not read, here or in another discussion.
    pub(super) fn next_unread(&mut self, scene: &Scene<'_>, keymap: &Keymap, view: &View) -> Vec<Effect> {
        if self.mark_unread(scene, view) {
            return Vec::new();
        }
        if scene.unread > thread(scene).map_or(0, |thread| thread.unread) {
            self.seeks = true;
            return vec![Effect::Do(Command::Go(To::Unread))];
        }
        let help = keys(keymap, mode(scene, self), Action::Help, self.look.ascii);
        self.say(format!("There is no other new post. {help} is help."));
        Vec::new()
    }

    /// Marks the first new post behind the marked one, or else the first of all; false if there is none.
    fn mark_unread(&mut self, scene: &Scene<'_>, view: &View) -> bool {
        let Some(thread) = thread(scene) else { return false };
        let marked = marked_post(scene, self);
        let at = marked.as_ref().and_then(|post| thread.posts.iter().position(|row| row.id == *post));
        let behind = at.map_or(0, |at| at + 1);
        let posts = thread.posts.iter().skip(behind).chain(thread.posts.iter().take(behind));
        let new = posts.filter(|row| row.new && Some(&row.id) != marked.as_ref());
        let mut found = new.filter_map(|row| Some((&row.id, view.paper.find(&Aim::Reply(row.id.clone()))?)));
        let Some((post, index)) = found.next() else { return false };
        // Its words are to be read, and not only the way to answer it.
        let rows = view.paper.posts.iter().find(|(id, _)| id == post).map(|(_, rows)| rows.clone());
        let rows = rows.unwrap_or_default();
        let end = rows.end.min(rows.start + usize::from(view.frame.height));
        self.look_at(view, view.reveal(&(rows.start..end)), Some(index));
        true
    }

    /// Marks the first new post of a page that was come to for it.
    pub(super) fn seek(&mut self, scene: &Scene<'_>, keymap: &Keymap) {
        if std::mem::take(&mut self.seeks) {
            let view = View::new(scene, self, keymap);
            self.mark_unread(scene, &view);
        }
    }

    /// Goes to the field with the words of the marked post in it.
    pub(super) fn quote(&mut self, scene: &Scene<'_>, view: &View) -> Vec<Effect> {
        let Some(post) = marked_post(scene, self) else { return Vec::new() };
        self.mark_aim(view, &Aim::Field);
        vec![Effect::Do(Command::Quote(post))]
    }

    /// Goes to the field with an own post in it, or leaves that post as it was.
    pub(super) fn edit_post(&mut self, scene: &Scene<'_>, view: &View) -> Vec<Effect> {
        let Some(post) = own_post(scene, self) else { return Vec::new() };
        if edited(scene).is_none() {
            self.mark_aim(view, &Aim::Field);
        }
        vec![Effect::Do(Command::Edit(post.clone()))]
    }

    /// Deletes an own post if the learner asks twice.
    pub(super) fn delete_post(
        &mut self,
        scene: &Scene<'_>,
        keymap: &Keymap,
        doomed: Option<PostId>,
    ) -> Vec<Effect> {
        let Some(post) = own_post(scene, self) else { return Vec::new() };
        if doomed.as_ref() == Some(post) {
            self.say("Your post is deleted. Its place stays.");
            return vec![Effect::Do(Command::Delete(post.clone()))];
        }
        let at = thread(scene).and_then(|thread| thread.posts.iter().find(|row| row.id == *post)?.at);
        let of = at.map_or_else(String::new, |at| format!(" of {}", at.minute()));
        let again = keys(keymap, mode(scene, self), Action::DeletePost, self.look.ascii);
        self.say(format!("Delete your post{of} for all? {again} again deletes it."));
        self.doomed = Some(post.clone());
        Vec::new()
    }

    /// Keeps in its row what the learner looks at, while posts of others come and go.
    pub(super) fn hold(
        &mut self,
        scene: &Scene<'_>,
        keymap: &Keymap,
        before: Option<Others>,
        now: Option<Others>,
    ) {
        if let Some(Anchor { aim, row }) = self.anchor.clone() {
            let view = View::new(scene, self, keymap);
            let focus = self.gaze(&view.key).focus.and_then(|aim| view.paper.find(&aim));
            if let Some(target) = view.paper.find(&aim).and_then(|index| view.paper.targets.get(index)) {
                let first = isize::try_from(target.rows().start).unwrap_or(0);
                let top = usize::try_from(first.saturating_sub(row)).unwrap_or(0);
                self.look_at(&view, top, focus);
            }
        }
        let new = |others: Option<Others>| others.map_or(0, |others| others.new);
        if new(now) > new(before) {
            let key = keys(keymap, mode(scene, self), Action::NextUnread, self.look.ascii);
            self.say(format!("A new post. {key} shows the next new one."));
        }
    }

    /// Takes note of what is to stay where it is.
    pub(super) fn drop_anchor(&mut self, scene: &Scene<'_>, keymap: &Keymap) {
        self.anchor = None;
        if thread(scene).is_none() || self.menu() {
            return;
        }
        let view = View::new(scene, self, keymap);
        let window = view.window();
        let seen = |index: &usize| view.paper.targets.get(*index).is_some_and(|at| at.seen_in(&window));
        let index = view.focus.filter(seen).or_else(|| (0..view.paper.targets.len()).find(seen));
        self.anchor = index.and_then(|index| view.paper.targets.get(index)).map(|target| {
            let row = |row: usize| isize::try_from(row).unwrap_or(0);
            Anchor { aim: target.aim.clone(), row: row(target.rows().start) - row(view.top) }
        });
    }
}
