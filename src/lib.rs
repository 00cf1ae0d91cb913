//! Take, give and write courses in a terminal.
//!
//! Data flows one way: words on disk become a checked course, input becomes a
//! command, a session turns commands into events and itself into a scene, and
//! a front end shows the scene. Nothing flows back except as a new command.
//!
//! ```text
//!  lessons/*.toml                                        keymaps/*.toml
//!       |                                                      |
//!    shelf (finds files)                                     keymap
//!       |                                                      |
//!    source --> exercise --> course                     Key --> Action
//!                              |                               |
//!                              |              linear          ui
//!                              v                 |             |
//!  store --past events--> session <----------- Command --------+
//!    ^                       |  |
//!    +-- app <--- Event -----+  +--- Scene ---> pictures or lines ---> terminal
//! ```
//!
//! The roles in reading order; each may import only those above it, and
//! `tests/layers.rs` holds them to that.
//!
//! | Role | Its one job | Never |
//! |---|---|---|
//! | [`text`] | measure, wrap, clean and edit words in cells | knows a course |
//! | [`source`] | authored text with places, and complaints about it | knows a kind of exercise |
//! | [`exercise`] | what exercises are, how work on them changes and is graded | keeps work |
//! | [`course`] | lessons and steps, checked once, then only read | knows progress |
//! | [`session`] | one learner in one course: decide, apply, show | reads a clock, writes a file |
//! | [`class`] | who learns together, and what their trainers did | knows a screen, keeps a learner's work |
//! | [`keymap`] | keys to actions, as the files say | knows what an action does |
//! | [`input`] | what a terminal sends, byte by byte, as keys | types what it does not know |
//! | [`ui`] | scene to picture, touch to command | changes work |
//! | [`wall`] | what a class does to a trainer's picture or lines | counts, marks or keeps anything |
//! | [`linear`] | scene to lines, line to command | sends an escape byte |
//! | [`wire`] | a picture to the fewest bytes that make a terminal show it | writes them anywhere |
//! | [`store`] | keep events, oldest first, for ever | says "saved" before the disk does |
//! | [`shelf`] | find course files and hand over their text | reads outside a course's folder |
//! | [`app`] | one sitting: signals in, effects out | waits for keys |
//! | [`terminal`] | the learner's own terminal, always restored | decides anything |
//! | [`serve`] | a class over SSH, one sitting each | makes one wait for another |
//! | [`cli`] | arguments to a call, a result to an exit code | |
//!
//! The upper half, down to [`wire`], is pure: no files, no clock, no
//! printing, no state that outlives a value. The lower half is the edge.

pub mod app;
pub mod class;
pub mod cli;
pub mod course;
pub mod exercise;
pub mod input;
pub mod keymap;
pub mod linear;
pub mod serve;
pub mod session;
pub mod shelf;
pub mod source;
pub mod store;
pub mod terminal;
pub mod text;
pub mod ui;
pub mod wall;
pub mod wire;
