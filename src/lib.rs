//! Take, give and write courses in a terminal.

<<<<<<< HEAD
pub mod course;
pub mod exercise;
pub mod session;
=======
pub mod keymap;
>>>>>>> keymap
pub mod source;
pub mod text;
