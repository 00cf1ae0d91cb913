//! A place to stand in the way of the disk: tests make it full or failing step by step.

use std::fmt::Debug;
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
}

/// What runs outside tests.
#[derive(Debug)]
pub(super) struct Unhindered;

impl Gate for Unhindered {
    fn pass(&self, _: Step) -> io::Result<()> {
        Ok(())
    }
}
