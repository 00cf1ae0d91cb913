//! The full screen at the other end of a channel.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use crossterm::cursor::Hide;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use tokio::time::{Instant, sleep_until};

use super::channel::{Came, Gone, Input, Output, Terminal, Wishes};
use super::hub::Hub;
use super::seats::Place;
use crate::app::{Asked, Display, Kept, Known, Window};
use crate::input::{Decoder, Sent};
use crate::session::Time;
use crate::ui::{Finish, Look, Theme, Touch};
use crate::wire::{Capabilities, RESTORE};

/// How long a picture waits for the disk, so that it can say "saved" at once.
const PATIENCE: Duration = Duration::from_millis(200);
/// How long a learner who wants to leave waits for the disk before it is said what would be lost.
const LAST_PATIENCE: Duration = Duration::from_secs(10);
/// How long the last bytes may take.
pub(super) const LAST_BYTES: Duration = Duration::from_secs(2);

/// How a visit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    /// The learner left.
    Left,
    /// The line dropped.
    Gone,
    /// The server closes.
    Closing,
    /// The learner touched nothing for long.
    Idle,
}

impl Over {
    /// What is said last, as a whole line; nothing to one who is gone.
    pub(super) fn last_words(self, saved: bool) -> &'static str {
        match (self, saved) {
            (Over::Gone, _) => "",
            (Over::Left, true) => "Your work is saved. Come back whenever you like.",
            (Over::Closing, true) => "The server closes now. Your work is saved.",
            (Over::Idle, true) => "Nothing was touched for long, so the line is closed. Your work is saved.",
            (Over::Left | Over::Closing | Over::Idle, false) => {
                "NOT all of your work could be saved. Tell your trainer."
            }
        }
    }
}

/// The size, capabilities and looks that a client's terminal asks for.
#[derive(Clone, Copy)]
pub(super) struct Manner {
    pub(super) cells: (u16, u16),
    pub(super) known: Known,
    pub(super) theme: Theme,
}

impl Manner {
    pub(super) fn new(terminal: &Terminal, wishes: &Wishes) -> Self {
        let wish = |name: &str| {
            let found = wishes.environment.iter().find(|(known, value)| known == name && !value.is_empty());
            found.map(|(_, value)| value.as_str())
        };
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| wish(name));
        let ascii = locale.is_some_and(|locale| {
            let locale = locale.to_ascii_lowercase();
            !locale.contains("utf-8") && !locale.contains("utf8")
        });
        let capabilities = Capabilities::from_term(&terminal.term);
        let theme =
            if wish("NO_COLOR").is_some() { Theme::Mono } else { Theme::for_terminal(&terminal.term) };
        let cells = Display::clamp(terminal.size.0, terminal.size.1);
        Self { cells, known: Known { capabilities, ascii, asks: true }, theme }
    }
}

/// Shows a seat on a client's screen until it is over; the last bytes are not sent by this.
pub(super) async fn show(
    hub: &Hub,
    place: &Place,
    manner: &mut Manner,
    input: &mut Input,
    output: &Output,
) -> (Over, Vec<u8>) {
    let Manner { cells: (columns, rows), known, theme } = *manner;
    let look = Look { columns, rows, ascii: known.ascii, mouse: false, finish: Finish::Lean };
    let window = Window::new(place.seat.clone(), look, hub.keymap.clone(), theme).without_waiting();
    let now = hub.elapsed();
    let mut screen = Screen {
        hub,
        place,
        window,
        display: Display::new((columns, rows), known).drawing_in(hub.scratch.clone()),
        decoder: Decoder::new(),
        cells: (columns, rows),
        before: Vec::new(),
        held: None,
        leaving: None,
        touched: now,
    };
    screen.before = opening_bytes();
    screen.before.extend_from_slice(screen.display.probe(now));
    screen.decoder.expect_cursor(now);
    let over = screen.run(input, output).await;
    manner.cells = screen.cells;
    let mut last = screen.display.leave();
    last.extend_from_slice(&closing_bytes());
    (over, last)
}

/// What takes a terminal over.
pub(super) fn opening_bytes() -> Vec<u8> {
    ansi(&[&EnterAlternateScreen, &EnableBracketedPaste, &Hide])
}

/// What gives any terminal back, whatever state it is in.
pub(super) fn closing_bytes() -> Vec<u8> {
    let mut bytes = RESTORE.to_vec();
    bytes.extend(ansi(&[&DisableMouseCapture, &DisableBracketedPaste, &LeaveAlternateScreen]));
    bytes
}

pub(super) type Writing<'o> = Pin<Box<dyn Future<Output = Result<(), Gone>> + Send + 'o>>;

struct Screen<'h> {
    hub: &'h Hub,
    place: &'h Place,
    window: Window,
    display: Display,
    decoder: Decoder,
    cells: (u16, u16),
    /// What is to be sent before the next picture.
    before: Vec<u8>,
    /// Until then the next picture waits for the disk.
    held: Option<Duration>,
    /// Until then a learner who wants to leave waits for the disk.
    leaving: Option<Duration>,
    /// When the learner last did something.
    touched: Duration,
}

impl Screen<'_> {
    async fn run(&mut self, input: &mut Input, output: &Output) -> Over {
        let mut answered = self.place.answered();
        let mut changed = self.place.changed();
        let closing = self.hub.closing();
        let mut writing: Option<Writing<'_>> = None;
        let over = loop {
            if writing.is_none() {
                let bytes = self.picture();
                if !bytes.is_empty() {
                    writing = Some(Box::pin(output.write(bytes)));
                }
            }
            let wakes = self.wakes_at(writing.is_some());
            let mut over = None;
            tokio::select! {
                biased;
                () = closing.cancelled() => over = Some(Over::Closing),
                done = drive(&mut writing) => {
                    writing = None;
                    over = done.err().map(|Gone| Over::Gone);
                }
                came = input.recv() => {
                    over = self.takes(came);
                    while over.is_none() && let Ok(more) = input.try_recv() {
                        over = self.takes(Some(more));
                    }
                    self.place.tell_all();
                }
                _ = changed.changed() => {
                    self.window.meet(self.hub.now());
                    self.display.is_stale();
                }
                _ = answered.changed() => over = self.hears_the_disk(),
                () = sleep_until(wakes) => over = self.wakes(),
            }
            if let Some(over) = over {
                break over;
            }
        };
        // What is on its way must be out before the last bytes, or they would stand in its middle.
        if over != Over::Gone && writing.is_some() {
            match tokio::time::timeout(LAST_BYTES, drive(&mut writing)).await {
                Ok(Ok(())) => {}
                Ok(Err(Gone)) | Err(_) => return Over::Gone,
            }
        }
        over
    }

    /// What to send now, if anything.
    fn picture(&mut self) -> Vec<u8> {
        let now = self.hub.elapsed();
        let mut bytes = std::mem::take(&mut self.before);
        if self.held.is_none_or(|until| now >= until) {
            self.held = None;
            bytes.extend(self.display.show(&mut self.window, self.cells, now));
        }
        bytes
    }

    fn wakes_at(&self, writing: bool) -> Instant {
        let due = self.window.wakes_at().map(|at| self.hub.elapsed_at(at));
        let picture = if writing { None } else { self.held.or(self.display.opens_at()) };
        let idle = self.touched + self.hub.limits.idle;
        let next = [due, picture, self.leaving, self.decoder.wakes_at()].into_iter().flatten();
        self.hub.at(next.fold(idle, Duration::min))
    }

    fn takes(&mut self, came: Option<Came>) -> Option<Over> {
        let elapsed = self.hub.elapsed();
        match came {
            None | Some(Came::End) => Some(Over::Gone),
            Some(Came::Size(columns, rows)) => {
                self.cells = Display::clamp(columns, rows);
                let (columns, rows) = self.cells;
                self.touch(Touch::Resize { columns, rows })
            }
            Some(Came::Bytes(bytes)) => {
                let sent = self.decoder.feed(&bytes, elapsed);
                sent.into_iter().find_map(|sent| self.sent(sent))
            }
        }
    }

    fn sent(&mut self, sent: Sent) -> Option<Over> {
        let elapsed = self.hub.elapsed();
        if let Sent::Reply(reply) = &sent {
            self.display.hear(reply, elapsed);
            if self.window.line_is_known(self.display.speed()) {
                self.display.is_stale();
            }
            return None;
        }
        let touch = Touch::of(sent)?;
        self.touched = elapsed;
        if matches!(touch, Touch::Key(_)) {
            self.display.touched();
        }
        self.touch(touch)
    }

    fn touch(&mut self, touch: Touch) -> Option<Over> {
        let now = self.hub.now();
        let Asked { quit, leave, suspend: _, redraw, mouse } = self.window.touch(touch, now);
        self.display.is_stale();
        if redraw {
            self.display.forget();
        }
        if let Some(on) = mouse {
            self.before.extend(if on { ansi(&[&EnableMouseCapture]) } else { ansi(&[&DisableMouseCapture]) });
        }
        if self.window.awaits_disk() {
            self.held = self.held.or(Some(self.hub.elapsed() + PATIENCE));
        }
        if leave {
            self.window.lay_down(now);
            self.leaving = Some(self.hub.elapsed() + LAST_PATIENCE);
            return self.leaves(now);
        }
        quit.then_some(Over::Left)
    }

    /// Leaves as soon as everything is saved; says what is not, if it cannot be.
    fn leaves(&mut self, now: Time) -> Option<Over> {
        let until = self.leaving?;
        match self.window.settle(now) {
            Kept::Saved => return Some(Over::Left),
            Kept::Saving if self.hub.elapsed() < until => return None,
            Kept::Saving | Kept::Failing(_) => {}
        }
        self.leaving = None;
        self.display.is_stale();
        self.window.secure(now).then_some(Over::Left)
    }

    fn hears_the_disk(&mut self) -> Option<Over> {
        let now = self.hub.now();
        // Most answers say "saved" of what the picture calls saved already.
        if self.window.hear_disk(now).1 {
            self.display.is_stale();
        }
        if !self.window.awaits_disk() {
            self.held = None;
        }
        self.leaves(now)
    }

    fn wakes(&mut self) -> Option<Over> {
        let (now, elapsed) = (self.hub.now(), self.hub.elapsed());
        if elapsed >= self.touched + self.hub.limits.idle {
            return Some(Over::Idle);
        }
        let expired = self.decoder.expire(elapsed);
        if let Some(over) = expired.into_iter().find_map(|sent| self.sent(sent)) {
            return Some(over);
        }
        if self.window.wakes_at().is_some_and(|at| at <= now) {
            self.window.wake(now);
            self.display.is_stale();
        }
        if self.leaving.is_some_and(|until| elapsed >= until) {
            return self.leaves(now);
        }
        None
    }
}

/// Goes on with what is being written; for ever pending if nothing is.
pub(super) async fn drive(writing: &mut Option<Writing<'_>>) -> Result<(), Gone> {
    match writing {
        Some(writing) => writing.await,
        None => std::future::pending().await,
    }
}

/// The bytes of crossterm's commands.
fn ansi(commands: &[&dyn Ansi]) -> Vec<u8> {
    let mut text = String::new();
    for command in commands {
        command.write(&mut text);
    }
    text.into_bytes()
}

trait Ansi {
    fn write(&self, text: &mut String);
}

impl<C: crossterm::Command> Ansi for C {
    fn write(&self, text: &mut String) {
        // A string takes everything.
        let _ = self.write_ansi(text);
    }
}
