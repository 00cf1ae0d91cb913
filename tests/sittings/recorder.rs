//! A window without a terminal, and the pictures that it shows.

use std::sync::Arc;

use curricle::app::{Sitting, Window};
use curricle::course::Course;
use curricle::keymap::{DEFAULT, Keymap, parse_keys, shipped};
use curricle::session::{Command, Event, Happened, Scene, Time};
use curricle::source::Sources;
use curricle::store::{Memory, Store, Stream, to_entry};
use curricle::ui::{Look, Theme, Touch};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use serde::Deserialize;

use super::Setting;

/// What a learner does with a key, for the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// The first paint.
    Begin,
    /// A letter is typed at the end of a row.
    Letter,
    /// A letter is typed or deleted in the middle of a row.
    Mend,
    /// The cursor moves in a text.
    Cursor,
    /// The marker moves from row to row.
    Marker,
    /// A choice is ticked.
    Tick,
    /// A row of an order is carried on by one.
    Carry,
    /// Something is picked up, or put where it was.
    Lift,
    /// An item comes into a slot.
    Place,
    /// The marker moves over the tiles of a picture.
    Tile,
    /// The page scrolls by a line.
    Line,
    /// The page turns.
    Page,
    /// Another screen.
    Screen,
    /// An answer is handed in, opened again or taken back; a hint is shown.
    Check,
    /// Time goes by.
    Pause,
}

/// A picture, and what led to it.
pub struct Taken {
    /// What the learner did.
    pub action: Action,
    /// The touch in words, for people.
    pub touch: String,
    /// What is on the screen now.
    pub picture: Buffer,
    /// Where the cursor is, if there is one.
    pub cursor: Option<Position>,
}

/// The first moment of every sitting.
const BEGIN: Time = Time(1_800_000_000_000);
/// The marker stands to the left of this column, or in a button.
const GUTTER_END: u16 = 8;
/// So long a learner waits from key to key, in milliseconds.
const KEY: i64 = 250;

/// A learner before a window.
pub struct Recorder<'s> {
    window: Window,
    setting: Setting,
    now: Time,
    see: &'s mut dyn FnMut(Taken),
    last: Option<(Buffer, Option<Position>)>,
}

impl<'s> Recorder<'s> {
    /// Begins a sitting of somebody who knows the tour.
    pub fn new(course: &Arc<Course>, setting: Setting, at: Command, see: &'s mut dyn FnMut(Taken)) -> Self {
        let learner = "anna";
        let store = Memory::new(1);
        let stream = Stream::new(learner, course.id.as_str()).expect("a name");
        let toured = to_entry(&Event { at: BEGIN, what: Happened::Toured }).expect("an entry");
        store.append(&stream, vec![toured]).wait().expect("kept");
        let mut sitting =
            Sitting::open(Arc::new(store), course.clone(), learner, None, BEGIN).expect("a sitting");
        sitting.ask(at, BEGIN).expect("a way there");
        let keymap = Keymap::read(&mut Sources::default(), &shipped, DEFAULT).0.expect("the keys");
        let Setting { columns, rows, finish } = setting;
        let look = Look { columns, rows, ascii: false, mouse: false, finish };
        let window = Window::new(sitting, look, Arc::new(keymap), Theme::Default);
        let mut recorder = Self { window, setting, now: BEGIN, see, last: None };
        recorder.look(Action::Begin, "the first picture");
        recorder
    }

    /// Looks at what the learner is looking at.
    pub fn scene<T>(&self, see: impl FnOnce(&Scene<'_>) -> T) -> T {
        self.window.seat().look(see)
    }

    /// Presses keys as keymaps spell them, apart by spaces; `down*3` is three times the same.
    pub fn keys(&mut self, action: Action, spelled: &str) {
        for word in spelled.split_whitespace() {
            let (key, times) = match word.split_once('*') {
                Some((key, times)) if !key.is_empty() => (key, times.parse().expect("a number")),
                Some(_) | None => (word, 1),
            };
            for _ in 0..times {
                self.key(action, key);
            }
        }
    }

    /// Types words.
    pub fn type_in(&mut self, action: Action, words: &str) {
        for letter in words.chars() {
            match letter {
                ' ' => self.key(action, "space"),
                '\n' => self.key(action, "enter"),
                letter => self.key(action, &letter.to_string()),
            }
        }
    }

    /// Lets time go by without a key.
    pub fn pause(&mut self, milliseconds: i64) {
        let until = Time(self.now.0 + milliseconds);
        while let Some(due) = self.window.wakes_at().filter(|due| due.0 <= until.0) {
            self.now = Time(self.now.0.max(due.0));
            self.window.wake(self.now);
            self.look(Action::Pause, "a pause");
        }
        self.now = until;
    }

    fn key(&mut self, action: Action, spelled: &str) {
        self.pause(KEY);
        let keys = parse_keys(spelled).unwrap_or_else(|_| panic!("no key {spelled}"));
        for key in keys {
            let asked = self.window.touch(Touch::Key(key), self.now);
            assert!(!asked.quit && !asked.suspend, "{spelled} leaves the sitting:\n{}", self.shown());
        }
        self.look(action, spelled);
    }

    fn look(&mut self, action: Action, touch: &str) {
        let area = Rect::new(0, 0, self.setting.columns, self.setting.rows);
        let mut picture = Buffer::empty(area);
        let cursor = self.window.draw(&mut picture);
        self.last = Some((picture.clone(), cursor));
        (self.see)(Taken { action, touch: touch.to_owned(), picture, cursor });
    }

    /// The picture now, as text, for those who look for something on it or have to say what went wrong.
    pub fn shown(&self) -> String {
        self.last.as_ref().map_or(String::new(), |(picture, _)| text_of(picture).join("\n"))
    }

    /// The rows below the page, where it is said what is marked.
    pub fn foot(&self) -> String {
        let rows = self.last.as_ref().map_or(Vec::new(), |(picture, _)| text_of(picture));
        rows[rows.len().saturating_sub(4)..].join(" ")
    }

    /// What stands behind the marker.
    pub fn marked(&self) -> Option<String> {
        let (picture, _) = self.last.as_ref()?;
        let area = picture.area;
        let sign = |x: u16, y: u16| picture[(x, y)].symbol();
        // In the gutter, or in a button: a sign that stands in a text is neither.
        let at = area.positions().find(|at| {
            let gutter = || (0..at.x).all(|x| matches!(sign(x, at.y), " " | "│"));
            let button = || at.x > 0 && sign(at.x - 1, at.y) == "[";
            sign(at.x, at.y) == ">" && ((at.x < GUTTER_END && gutter()) || button())
        })?;
        let behind: String = (at.x + 1..area.width).map(|x| picture[(x, at.y)].symbol()).collect();
        Some(behind.trim_start_matches('*').trim().to_owned())
    }

    /// True if keys are text here.
    pub fn writes(&self) -> bool {
        self.last.as_ref().is_some_and(|(_, cursor)| cursor.is_some())
    }
}

fn text_of(picture: &Buffer) -> Vec<String> {
    let area = picture.area;
    let row = |y: u16| (0..area.width).map(|x| picture[(x, y)].symbol()).collect::<String>();
    (0..area.height).map(|y| row(y).trim_end().to_owned()).collect()
}
