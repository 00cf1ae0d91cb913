//! Take, give and write courses in a terminal.

pub mod keymap;
pub mod source;
pub mod text;
