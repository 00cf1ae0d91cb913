//! Take, give and write courses in a terminal.

pub mod exercise;
pub mod source;
pub mod text;
