//! The trainer's screens: who is where and who is stuck, what is hard, what waits to be read.
//!
//! A [`Console`] is only where the trainer's eyes are. It turns touches, or lines, into
//! [`Wish`]es, and a [`View`] of the class into a picture, or into lines; it counts nothing itself.

mod banner;
mod cells;
mod charts;
mod class_lines;
mod class_orders;
mod classes;
mod console;
mod draw;
mod keys;
mod lines;
mod marks;
mod page;
mod post_lines;
mod posts;
mod reviews;
mod rows;

pub use console::{Console, View, Wish};
pub use lines::{Heard, hear, say};
