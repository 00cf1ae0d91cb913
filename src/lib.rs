//! Take, give and write courses in a terminal.

pub mod store;
pub mod text;
