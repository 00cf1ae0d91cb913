//! Take, give and write courses in a terminal.

pub mod course;
pub mod exercise;
pub mod keymap;
pub mod session;
pub mod source;
pub mod store;
pub mod text;
pub mod ui;
