//! The full-screen front end: a scene becomes a picture, touches become commands.
//!
//! A page of the scene is laid out for the width of the window into rows of
//! words with targets in them; [`render`] shows the window's part of these
//! rows, and [`Screen::press`] moves a marker from target to target. A
//! [`Screen`] is only where the eyes are. Nothing here changes work, reads the
//! clock or knows a kind of exercise by name; what is said about keys is
//! looked up in the keymap.

mod border;
mod canvas;
mod certificate;
mod choices;
mod chrome;
mod class;
mod contents;
mod costs;
mod diagram;
mod editor;
mod essay;
mod exercise;
mod finish;
mod foot;
mod frame;
mod gate;
mod gesture;
mod going;
mod grid;
mod held;
mod hints;
mod journey;
mod key;
mod lists;
mod meet;
mod menu;
mod overlay;
mod page;
mod paper;
mod peek;
mod people;
mod pick;
mod pointer;
mod possible;
mod press;
mod profile;
mod progress;
mod prompt;
mod prose;
mod render;
mod review;
mod screen;
mod sequence;
mod slots;
mod table;
mod theme;
mod thread;
mod threads;
mod touch;
mod tour;
mod travel;
mod warning;
mod writer;
mod writing;

pub(crate) use canvas::Canvas;
pub use finish::Finish;
pub use key::mode;
pub use pick::{Pick, Picked};
pub use render::render;
pub use screen::{Look, Saved, Screen};
pub(crate) use theme::Role;
pub use theme::Theme;
pub use touch::{Effect, Touch};
