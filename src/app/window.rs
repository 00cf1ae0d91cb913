//! A sitting on a screen: touches in, pictures out.

use std::sync::Arc;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::sitting::LAST_PATIENCE;
use super::{Kept, Seat, Unsaved};
use crate::keymap::Keymap;
use crate::session::Time;
use crate::ui::{Effect, Finish, Look, Saved, Screen, Theme, Touch, render};
use crate::wire::Tally;

/// How long a command waits for the disk before the picture says that it is still saving.
const PATIENCE: Duration = Duration::from_millis(200);

/// A sitting with a screen, a keymap and a theme.
pub struct Window {
    seat: Seat,
    /// How long this waits for the disk at each touch.
    patience: Duration,
    screen: Screen,
    keymap: Arc<Keymap>,
    theme: Theme,
    /// True while nobody chose whether to draw frames, so that the line decides.
    line_decides: bool,
}

/// What the loop should do after a signal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Leave the program, whatever is lost.
    pub quit: bool,
    /// Leave the program if [`Window::secure`] says that nothing is lost.
    pub leave: bool,
    /// Give the terminal back for a while.
    pub suspend: bool,
    /// Forget what the terminal shows and send the whole picture.
    pub redraw: bool,
    /// Switch mouse reports.
    pub mouse: Option<bool>,
}

impl Window {
    /// A window on a seat.
    pub fn new(seat: impl Into<Seat>, look: Look, keymap: Arc<Keymap>, theme: Theme) -> Self {
        let seat = seat.into();
        let mut screen = Screen::new(look);
        {
            let sitting = seat.take();
            if sitting.unread > 0 {
                screen.say(format!(
                    "{} entries of your work are of no known kind; they are kept.",
                    sitting.unread
                ));
            }
            screen.meet(&sitting.scene(), &keymap);
        }
        Self { seat, patience: PATIENCE, screen, keymap, theme, line_decides: false }
    }

    /// Makes it never wait for the disk: its owner is told when the disk has answered, and
    /// lets it [settle](Window::settle) then.
    #[must_use]
    pub fn without_waiting(self) -> Self {
        Self { patience: Duration::ZERO, ..self }
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
        let mut sitting = self.seat.take();
        let effects = self.screen.press(&sitting.scene(), &self.keymap, touch);
        for effect in effects {
            match effect {
                Effect::Do(command) => {
                    let refused = sitting.ask(command, now).err();
                    self.screen.meet(&sitting.scene(), &self.keymap);
                    if let Some(refusal) = refused {
                        self.screen.say(refusal.to_string());
                    }
                }
                Effect::Quit => asked.leave = true,
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
        drop(sitting);
        self.settle(now);
        asked
    }

    /// Somebody else worked at the seat.
    pub fn meet(&mut self, now: Time) {
        self.screen.meet(&self.seat.take().scene(), &self.keymap);
        self.settle(now);
    }

    /// Time went by.
    pub fn wake(&mut self, now: Time) {
        self.seat.take().wake(now);
        self.screen.pause();
        self.settle(now);
    }

    /// Takes in what the disk has answered.
    pub fn settle(&mut self, now: Time) -> Kept {
        self.hear_disk(now).0
    }

    /// Takes in what the disk has answered; true if the picture is another one for it.
    pub fn hear_disk(&mut self, now: Time) -> (Kept, bool) {
        let kept = self.seat.take().settle(self.patience, now);
        let other = self.screen.saved(saved(&kept));
        (kept, other)
    }

    /// Writes half-done work down now.
    pub fn lay_down(&mut self, now: Time) {
        self.seat.take().write_down(now);
    }

    /// True while something is on its way to the disk.
    #[must_use]
    pub fn awaits_disk(&self) -> bool {
        self.seat.take().awaits_disk()
    }

    /// True if the learner may leave; if not, it was said on the screen what would be lost.
    ///
    /// Half-done work is written down first. The disk is waited for, unless this window
    /// [never waits](Window::without_waiting).
    pub fn secure(&mut self, now: Time) -> bool {
        let patience = if self.patience.is_zero() { Duration::ZERO } else { LAST_PATIENCE };
        let mut sitting = self.seat.take();
        let Err(unsaved) = sitting.secure(patience, now) else { return true };
        self.screen.warn(&sitting.scene(), &self.keymap, &unsaved.why, &unsaved.what);
        false
    }

    /// When [`Window::wake`] has something to do.
    pub fn wakes_at(&self) -> Option<Time> {
        self.seat.take().wakes_at()
    }

    /// Where the work is.
    pub fn seat(&self) -> &Seat {
        &self.seat
    }

    /// Draws the picture; returns where the cursor is, if there is one.
    pub fn draw(&self, buffer: &mut Buffer) -> Option<Position> {
        render(&self.seat.take().scene(), &self.screen, &self.keymap, self.theme, buffer)
    }

    /// Leaves, with everything on the disk if that can be had.
    ///
    /// # Errors
    /// [`Unsaved`] if something that the learner would miss is not on the disk.
    pub fn leave(&mut self, now: Time) -> Result<(), Unsaved> {
        self.seat.take().leave(LAST_PATIENCE, now)
    }
}

fn saved(kept: &Kept) -> Saved {
    match kept {
        Kept::Saved => Saved::Saved,
        Kept::Saving => Saved::Saving,
        Kept::Failing(why) => Saved::Failing(why.clone()),
    }
}
