//! Touches: keys become actions, actions move the eyes or become commands.

use super::frame::too_small;
use super::going::{go, marks};
use super::hints::keys;
use super::key::{PageKey, editing, mode, page_key, page_mode};
use super::page::View;
use super::paper::{Aim, Deed};
use super::people::write_to;
use super::possible::{numbered, possible};
use super::prompt::{Asked, Prompt, asked};
use super::screen::{Overlay, Screen};
use super::touch::{Effect, Touch};
use super::travel::Way;
use crate::keymap::{Action, Key, Keymap, Resolved, label_keys};
use crate::session::{Command, Page, Scene, To, Wanted};
use crate::text::Edit;

/// The rows by which one notch of the wheel scrolls.
const NOTCH: isize = 3;

impl Screen {
    /// Takes a touch; returns what the screen cannot do itself, in order.
    ///
    /// After each [`Effect::Do`] the caller lets the screen [meet](Screen::meet) the new scene,
    /// or [says](Screen::say) why it was refused.
    pub fn press(&mut self, scene: &Scene<'_>, keymap: &Keymap, touch: Touch) -> Vec<Effect> {
        self.meet(scene, keymap);
        if !matches!(touch, Touch::Resize { .. } | Touch::Drag { .. } | Touch::Release { .. }) {
            self.message = None;
        }
        let effects = self.touch(scene, keymap, touch);
        // A page that the screen turns by itself, as in the tour, is come to at once.
        if self.seen.as_ref().is_some_and(|seen| seen.key != page_key(scene, self)) {
            self.meet(scene, keymap);
        }
        self.drop_anchor(scene, keymap);
        effects
    }

    fn touch(&mut self, scene: &Scene<'_>, keymap: &Keymap, touch: Touch) -> Vec<Effect> {
        match touch {
            Touch::Key(key) => self.key(scene, keymap, key),
            Touch::Paste { text, cut } => {
                let effects = self.insert(scene, keymap, Edit::Paste(text));
                if cut && self.message.is_none() {
                    self.say("That was too much at once; the rest was left out.");
                }
                effects
            }
            Touch::Resize { columns, rows } => {
                (self.look.columns, self.look.rows) = (columns, rows);
                self.resize_peek(scene, keymap);
                if editing(scene, self) {
                    let view = View::new(scene, self, keymap);
                    self.follow_cursor(&view);
                }
                Vec::new()
            }
            Touch::Wheel(notches) => {
                self.close_peek(scene);
                let view = View::new(scene, self, keymap);
                self.scroll(&view, isize::from(notches) * NOTCH);
                Vec::new()
            }
            Touch::Press { column, row } => self.mouse_down(scene, keymap, (column, row)),
            Touch::Drag { column, row } => self.mouse_drag(scene, keymap, (column, row)),
            Touch::Release { column, row } => self.mouse_up(scene, keymap, (column, row)),
        }
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
            // What the menu says about a key holds in the menu, too.
            Resolved::Unbound if self.menu() && self.key_below(scene, keymap).is_some() => {
                let action = self.key_below(scene, keymap);
                self.pending.clear();
                self.overlay = None;
                action.map_or_else(Vec::new, |action| self.act(scene, keymap, action))
            }
            Resolved::Unbound => {
                let pressed = label_keys(&self.pending, self.look.ascii);
                self.pending.clear();
                let help = keys(keymap, mode, Action::Help, self.look.ascii);
                self.say(format!("{pressed} does nothing here. {help} is help."));
                Vec::new()
            }
        }
    }

    /// What the pressed keys mean on the page under the menu.
    fn key_below(&self, scene: &Scene<'_>, keymap: &Keymap) -> Option<Action> {
        match keymap.resolve(page_mode(scene, self), &self.pending) {
            Resolved::Action(action) => Some(action),
            Resolved::Pending(_) | Resolved::Text(_) | Resolved::Unbound => None,
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
        if self.peek().is_some() {
            return self.act_in_peek(scene, keymap, action);
        }
        if editing(scene, self)
            && let Some(effects) = self.act_in_text(scene, keymap, action)
        {
            return effects;
        }
        self.act_on_page(scene, keymap, action)
    }

    pub(super) fn act_on_page(&mut self, scene: &Scene<'_>, keymap: &Keymap, action: Action) -> Vec<Effect> {
        let doomed = self.doomed.take();
        let view = View::new(scene, self, keymap);
        if !possible(scene, self, &view.paper, action) {
            let help = keys(keymap, mode(scene, self), Action::Help, self.look.ascii);
            self.say(format!("This does nothing here. {help} is help."));
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
            Action::Reply => return self.reply(scene, keymap, &view),
            Action::Quote => return self.quote(scene, &view),
            Action::EditPost => return self.edit_post(scene, &view),
            Action::DeletePost => return self.delete_post(scene, keymap, doomed),
            Action::NextUnread => return self.next_unread(scene, keymap, &view),
            Action::Menu => self.list(scene, keymap, Overlay::Menu),
            Action::Help => self.list(scene, keymap, Overlay::Help),
            Action::Contents => return go(To::Contents),
            Action::Continue => return go(To::Continue),
            Action::Progress => return go(To::Progress),
            Action::Glossary => return go(To::Glossary(None)),
            Action::Sources => return go(To::Sources(None)),
            Action::Notes => return go(To::Notes),
            Action::Class => return go(To::Class),
            Action::People => return go(To::People(Wanted::default())),
            Action::Search => self.ask(match &scene.page {
                Page::People(page) => asked(scene, Asked::Find(page.wanted.clone())),
                _ => Prompt::new(Asked::Search, ""),
            }),
            Action::Note => {
                self.ask(Prompt::new(Asked::Note, scene.jotted.note.or(scene.note).unwrap_or("")));
            }
            Action::Report => self.ask(Prompt::new(Asked::Report, scene.jotted.report.unwrap_or(""))),
            Action::Bookmark => {
                self.say(if scene.bookmarked { "The bookmark is removed." } else { "A bookmark is set." });
                return vec![Effect::Do(Command::Bookmark)];
            }
            Action::Theme => return vec![Effect::NextTheme],
            Action::Look => return vec![Effect::NextLook],
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

    /// Opens the menu or the help.
    pub(super) fn list(&mut self, scene: &Scene<'_>, keymap: &Keymap, overlay: Overlay) {
        self.held = None;
        self.take_costs();
        self.overlay = Some(overlay);
        self.forget(&PageKey::Menu);
        let menu = View::new(scene, self, keymap);
        let first = menu.paper.default.as_ref().and_then(|aim| menu.paper.find(aim));
        self.look_at(&menu, 0, first);
    }

    pub(super) fn ask(&mut self, prompt: Prompt) {
        self.held = None;
        self.overlay = Some(Overlay::Prompt(Box::new(prompt)));
    }

    /// Goes to the field to write in; with a post marked, to answer it.
    fn reply(&mut self, scene: &Scene<'_>, keymap: &Keymap, view: &View) -> Vec<Effect> {
        if let Page::Person(page) = &scene.page {
            return self.perform(scene, keymap, view, &write_to(page));
        }
        let post = match view.target().map(|target| &target.aim) {
            Some(Aim::Reply(post)) => Some(post.clone()),
            Some(_) | None => None,
        };
        if let Page::Review(page) = &scene.page {
            let comment = page.open.as_ref().map_or("", |open| open.sheet.comment.as_str());
            self.ask(Prompt::new(Asked::Comment, comment));
            return Vec::new();
        }
        let deed = view.paper.find(&Aim::Field).map(|_| Deed::Write);
        let written = deed.map(|deed| self.perform(scene, keymap, view, &deed)).unwrap_or_default();
        match &scene.page {
            Page::Exercise(desk) if desk.thread.is_some() => vec![Effect::Do(Command::Reply(post))],
            _ => written,
        }
    }

    fn nth(&mut self, scene: &Scene<'_>, keymap: &Keymap, view: &View, nth: usize) -> Vec<Effect> {
        let numbered = numbered(scene, &view.paper);
        let Some((_, index)) = numbered.into_iter().find(|(number, _)| *number == nth) else {
            return Vec::new();
        };
        self.mark(view, index);
        let acts = matches!(view.paper.targets[index].deed, Deed::Tick(_) | Deed::Take(_));
        if !acts {
            return Vec::new();
        }
        let view = View::new(scene, self, keymap);
        self.open(scene, keymap, &view)
    }
}
