//! The trainer's side: what is known of a class, and how it is shown.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "what cannot go on should stop here")]

mod class;
mod classes;
mod numbers;
mod pictures;
mod posts;
