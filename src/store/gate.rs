//! A place to stand in the way of the disk: tests make it full or failing step by step.

use std::fmt::Debug;
use std::fs::File;
use std::io;

/// A write that may fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    RecordWrite,
    RecordSync,
    StoreOpen,
    StoreWrite,
    StoreSync,
    Ballast,
}

/// Asked before each such step; a full disk cannot be had on every machine, its errors can.
pub(super) trait Gate: Debug + Send + Sync {
    fn pass(&self, step: Step) -> io::Result<()>;

    /// Makes a file durable; no test can cut the power, but one can see that this was called.
    fn sync(&self, step: Step, file: &File) -> io::Result<()> {
        self.pass(step)?;
        file.sync_data()
    }
}

/// What runs outside tests.
#[derive(Debug)]
pub(super) struct Unhindered;

impl Gate for Unhindered {
    fn pass(&self, _: Step) -> io::Result<()> {
        Ok(())
    }
}
