//! How a sitting at a terminal ended.

use std::io;

use crate::app::Unsaved;

/// What became of the work, and of the terminal.
#[derive(Debug)]
pub struct Ended {
    /// Whether all of the work is on the disk.
    pub kept: Result<(), Unsaved>,
    /// An error if the terminal, or whoever reads, is gone.
    pub output: io::Result<()>,
}
