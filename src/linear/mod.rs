//! A scene as plain lines, and a line as commands: for screen readers, braille displays, serial lines and pipes.
//!
//! [`say`] tells a page in lines that are only appended: no escape sequence,
//! states in words, rows with numbers and items with letters. [`hear`] makes
//! [`Command`](crate::session::Command)s of what the learner says, and
//! [`after`] tells in a sentence or two what they changed. [`turn`] is the
//! three in a row. Whatever the full screen can do can be said here.

mod answers;
mod change;
mod class;
mod contents;
mod desk;
mod exercise;
mod going;
mod hear;
mod help;
mod journey;
mod lines;
mod lists;
mod pages;
mod people;
mod pick;
mod picture;
mod prose;
mod review;
mod say;
mod talk;
#[cfg(test)]
mod tests;
mod thread;
mod turn;
mod words;
mod working;

pub use change::after;
pub use hear::{Heard, MAX_HEARD, hear};
pub use pages::report;
pub use pick::{Pick, Picked};
pub use say::say;
pub use talk::{MIN_WIDTH, Talk};
pub use turn::{Turn, end, pause, turn};
