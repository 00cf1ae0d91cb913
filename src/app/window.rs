//! A sitting on a screen: touches in, pictures out.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::{Kept, Sitting, Unsaved};
use crate::keymap::Keymap;
use crate::session::{Scene, Time};
use crate::ui::{Effect, Finish, Look, Saved, Screen, Theme, Touch, render};
use crate::wire::Tally;

/// A sitting with a screen, a keymap and a theme.
pub struct Window {
    sitting: Sitting,
    screen: Screen,
    keymap: Arc<Keymap>,
    theme: Theme,
    /// True while nobody chose whether to draw frames, so that the line decides.
    line_decides: bool,
}

/// What the loop should do after a signal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Leave the program.
    pub quit: bool,
    /// Give the terminal back for a while.
    pub suspend: bool,
    /// Forget what the terminal shows and send the whole picture.
    pub redraw: bool,
    /// Switch mouse reports.
    pub mouse: Option<bool>,
}

impl Window {
    /// A window on a sitting.
    pub fn new(sitting: Sitting, look: Look, keymap: Arc<Keymap>, theme: Theme) -> Self {
        let mut screen = Screen::new(look);
        if sitting.unread > 0 {
            screen
                .say(format!("{} entries of your work are of no known kind; they are kept.", sitting.unread));
        }
        screen.meet(&sitting.scene(), &keymap);
        Self { sitting, screen, keymap, theme, line_decides: false }
    }

    /// Lets the line decide whether to draw frames, until the learner does.
    #[must_use]
    pub fn as_the_line_allows(self) -> Self {
        Self { line_decides: true, ..self }
    }

    /// Tells what the sitting has cost so far.
    pub fn costs(&mut self, costs: Tally) {
        self.screen.costs(costs);
    }

    /// Tells the speed of the line in bytes a second, if it was measured; true if the picture is another one.
    pub fn line_is_known(&mut self, speed: Option<usize>) -> bool {
        let Some(speed) = speed.filter(|_| self.line_decides) else { return false };
        let before = self.screen.look().finish;
        self.screen.set_finish(Finish::for_speed(before, speed));
        self.screen.look().finish != before
    }

    /// The learner did something.
    pub fn touch(&mut self, touch: Touch, now: Time) -> Asked {
        let mut asked = Asked { redraw: matches!(touch, Touch::Resize { .. }), ..Asked::default() };
        let effects = self.screen.press(&self.sitting.scene(), &self.keymap, touch);
        for effect in effects {
            match effect {
                Effect::Do(command) => {
                    let refused = self.sitting.ask(command, now).err();
                    self.screen.meet(&self.sitting.scene(), &self.keymap);
                    if let Some(refusal) = refused {
                        self.screen.say(refusal.to_string());
                    }
                }
                Effect::Quit => match self.sitting.secure(now) {
                    Ok(()) => asked.quit = true,
                    Err(unsaved) => {
                        let scene = self.sitting.scene();
                        self.screen.warn(&scene, &self.keymap, &unsaved.why, &unsaved.what);
                    }
                },
                Effect::QuitUnsaved => asked.quit = true,
                Effect::Suspend => asked.suspend = true,
                Effect::Redraw => asked.redraw = true,
                Effect::Mouse(on) => asked.mouse = Some(on),
                Effect::NextTheme => self.theme = self.theme.next(),
                Effect::NextLook => {
                    self.line_decides = false;
                    self.screen.set_finish(self.screen.look().finish.next());
                }
            }
        }
        let kept = self.sitting.settle(now);
        self.screen.saved(saved(kept));
        asked
    }

    /// Time went by.
    pub fn wake(&mut self, now: Time) {
        self.sitting.wake(now);
        self.screen.pause();
        let kept = self.sitting.settle(now);
        self.screen.saved(saved(kept));
    }

    /// When [`Window::wake`] has something to do.
    pub fn wakes_at(&self) -> Option<Time> {
        self.sitting.wakes_at()
    }

    /// What is to be seen now.
    pub fn scene(&self) -> Scene<'_> {
        self.sitting.scene()
    }

    /// Draws the picture; returns where the cursor is, if there is one.
    pub fn draw(&self, buffer: &mut Buffer) -> Option<Position> {
        render(&self.sitting.scene(), &self.screen, &self.keymap, self.theme, buffer)
    }

    /// Leaves, with everything on the disk if that can be had.
    ///
    /// # Errors
    /// [`Unsaved`] if something that the learner would miss is not on the disk.
    pub fn leave(&mut self, now: Time) -> Result<(), Unsaved> {
        self.sitting.leave(now)
    }
}

fn saved(kept: Kept) -> Saved {
    match kept {
        Kept::Saved => Saved::Saved,
        Kept::Saving => Saved::Saving,
        Kept::Failing(why) => Saved::Failing(why),
    }
}
