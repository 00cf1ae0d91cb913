//! A class over SSH: many learners, one process, one store.
//!
//! Each connection goes the same way. [`gate`](Gate) says whether it may knock at all; `connection`
//! speaks SSH with it until it is known who is there; `screen` or `lines` runs the very sitting that
//! a learner has alone at a terminal. What they share is the `hub`: store, courses, book, and the
//! seats that are taken. A learner who logs in twice sits on one seat twice. Each course has a [`Room`]
//! with its discussions; whoever takes several chooses in the `lobby`.
//!
//! Nobody waits for anybody: a picture is drawn only when the one before it is on its way, so a
//! learner who stops reading costs one picture; the disk calls back when it has answered; a panic ends
//! the one connection that it happened in.
//!
//! All that knows russh stands in `algorithms`, `channel`, `connection` and `host_key`.

mod algorithms;
mod channel;
mod connection;
mod console;
#[cfg(unix)]
mod control;
mod door;
mod ear;
mod echo;
mod file;
mod forum;
#[cfg(unix)]
mod frames;
mod gate;
mod host_key;
mod hub;
mod limits;
mod lines;
mod lobby;
mod news;
mod registrar;
#[cfg(unix)]
mod rehearsal;
mod room;
mod screen;
mod seats;
mod server;
mod sparing;
mod switch;
mod tables;
mod tries;
mod visit;
mod voice;

#[cfg(unix)]
pub use control::{kept, order, want};
pub use door::{ClassDoor, Door, Entered, Turned};
pub use file::{FILE, MAX_FILE, MAX_GIVEN, Written, limit_names, read_file};
pub use forum::Forum;
pub use gate::{Gate, Refused};
pub use host_key::HostKeyError;
pub use limits::Limits;
pub use registrar::{NotDone, Registrar};
#[cfg(unix)]
pub use rehearsal::Wanted;
pub use room::Room;
pub use server::{ServeError, Server, Setting};
