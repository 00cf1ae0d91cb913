//! The picture of a scene.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::screen::Screen;
use super::theme::Theme;
use crate::keymap::Keymap;
use crate::session::Scene;

/// Fills the buffer with the picture; returns where the cursor is, if there is one.
pub fn render(
    _scene: &Scene<'_>,
    _screen: &Screen,
    _keymap: &Keymap,
    _theme: Theme,
    buffer: &mut Buffer,
) -> Option<Position> {
    buffer.reset();
    None
}
