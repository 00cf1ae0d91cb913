//! The mouse: what it marks, presses, carries and drops.

use super::paper::Aim;

/// What the mouse button went down on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Grip {
    pub(super) aim: Aim,
    pub(super) dragged: bool,
}
