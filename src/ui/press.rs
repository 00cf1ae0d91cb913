//! What happens when something is pressed.

use super::screen::Screen;
use super::touch::{Effect, Touch};
use crate::keymap::Keymap;
use crate::session::Scene;

impl Screen {
    /// Takes note of a scene: new page, new result, new text.
    ///
    /// To be called at the start, after every command, and when others changed something.
    pub fn meet(&mut self, _scene: &Scene<'_>, _keymap: &Keymap) {}

    /// Takes a touch; returns what the screen cannot do itself, in order.
    ///
    /// After each [`Effect::Do`] the caller lets the screen [meet](Screen::meet) the new scene,
    /// or [says](Screen::say) why it was refused.
    pub fn press(&mut self, _scene: &Scene<'_>, _keymap: &Keymap, _touch: Touch) -> Vec<Effect> {
        Vec::new()
    }
}
