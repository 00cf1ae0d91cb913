//! A trainer's screens at the other end of a channel.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{sleep_until, timeout};

use super::channel::{Came, Gone, Input, Output};
use super::hub::Hub;
use super::screen::{LAST_BYTES, Manner, Over, Writing, closing_bytes, drive, opening_bytes};
use super::seats::Place;
use super::tables::keep_table;
use crate::app::Display;
use crate::class::{Act, CohortId, Order};
use crate::input::{Decoder, Sent};
use crate::ui::Touch;
use crate::wall::{Console, View, Wish};

/// What learners do is shown at the most so often.
const BETWEEN_PICTURES: Duration = Duration::from_millis(900);
/// Who is stuck, or away, depends on the time; so it is looked at again after so long.
const LOOK_AGAIN: Duration = Duration::from_secs(15);

/// What is said after a panic.
const BROKEN: &str = "Something broke here, and it is our fault. It may not be done.";

/// What a trainer wants to see next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// The course, as learners see it.
    Course,
    /// Nothing: it is over.
    Over(Over),
}

/// Shows the class until the trainer wants something else; the last bytes are not sent by this.
pub(super) async fn show(
    hub: &Hub,
    place: &Place,
    cohort: Option<&CohortId>,
    manner: &mut Manner,
    input: &mut Input,
    output: &Output,
) -> (Next, Vec<u8>) {
    let now = hub.elapsed();
    let mut console = Console::new(manner.cells.0, manner.cells.1);
    if let Some(cohort) = cohort {
        console.look_at(cohort.clone());
    }
    let mut desk = Desk {
        hub,
        place,
        console,
        display: Display::new(manner.cells, manner.known).drawing_in(hub.scratch.clone()),
        manner,
        decoder: Decoder::new(),
        before: opening_bytes(),
        wishes: Vec::new(),
        touched: now,
        looked: now,
    };
    desk.before.extend_from_slice(desk.display.probe(now));
    desk.decoder.expect_cursor(now);
    let next = desk.run(input, output).await;
    let mut last = desk.display.leave();
    last.extend_from_slice(&closing_bytes());
    (next, last)
}

struct Desk<'h> {
    hub: &'h Hub,
    place: &'h Place,
    manner: &'h mut Manner,
    console: Console,
    display: Display,
    decoder: Decoder,
    /// What is to be sent before the next picture.
    before: Vec<u8>,
    /// What the trainer wants and has not got yet.
    wishes: Vec<Wish>,
    /// When the trainer last did something.
    touched: Duration,
    /// When what learners do was last looked at.
    looked: Duration,
}

impl Desk<'_> {
    async fn run(&mut self, input: &mut Input, output: &Output) -> Next {
        let (mut done, mut changed) = (self.place.room.forum.done(), self.hub.registrar.changed());
        let closing = self.hub.closing();
        let mut writing: Option<Writing<'_>> = None;
        // When news are to be shown that came too soon after the picture before.
        let mut due: Option<Duration> = None;
        let next = loop {
            if writing.is_none() {
                let bytes = self.picture();
                if !bytes.is_empty() {
                    writing = Some(Box::pin(output.write(bytes)));
                }
            }
            let again = due.unwrap_or(self.looked + LOOK_AGAIN);
            let idle = self.touched + self.hub.limits.idle;
            let held = self.display.opens_at().filter(|_| writing.is_none());
            let wakes =
                [held, self.decoder.wakes_at()].into_iter().flatten().fold(again.min(idle), Duration::min);
            let mut over = None;
            tokio::select! {
                biased;
                () = closing.cancelled() => over = Some(Over::Closing),
                written = drive(&mut writing) => {
                    writing = None;
                    over = written.err().map(|Gone| Over::Gone);
                }
                came = input.recv() => over = self.takes(came),
                _ = done.changed() => due = due.or(Some(self.looked + BETWEEN_PICTURES)),
                _ = changed.changed() => due = due.or(Some(self.looked + BETWEEN_PICTURES)),
                () = sleep_until(self.hub.at(wakes)) => {
                    let now = self.hub.elapsed();
                    if now >= idle {
                        over = Some(Over::Idle);
                    }
                    for sent in self.decoder.expire(now) {
                        self.sent(sent);
                    }
                    if now >= again {
                        due = None;
                        self.looked = now;
                        self.display.is_stale();
                    }
                }
            }
            if let Some(over) = over {
                break Next::Over(over);
            }
            if let Some(next) = self.grant().await {
                break next;
            }
        };
        if next != Next::Over(Over::Gone)
            && writing.is_some()
            && !matches!(timeout(LAST_BYTES, drive(&mut writing)).await, Ok(Ok(())))
        {
            return Next::Over(Over::Gone);
        }
        next
    }

    fn picture(&mut self) -> Vec<u8> {
        let mut bytes = std::mem::take(&mut self.before);
        let (hub, place, now) = (self.hub, self.place, self.hub.elapsed());
        let (console, theme) = (&self.console, self.manner.theme);
        bytes.extend(self.display.paint(self.manner.cells, now, |buffer| {
            with_view(hub, place, theme, |view| console.draw(view, buffer))
        }));
        bytes
    }

    fn takes(&mut self, came: Option<Came>) -> Option<Over> {
        match came {
            None | Some(Came::End) => return Some(Over::Gone),
            Some(Came::Size(columns, rows)) => {
                self.manner.cells = Display::clamp(columns, rows);
                let (columns, rows) = self.manner.cells;
                self.display.forget();
                self.touch(Touch::Resize { columns, rows });
            }
            Some(Came::Bytes(bytes)) => {
                for sent in self.decoder.feed(&bytes, self.hub.elapsed()) {
                    self.sent(sent);
                }
            }
        }
        None
    }

    fn sent(&mut self, sent: Sent) {
        let now = self.hub.elapsed();
        if let Sent::Reply(reply) = &sent {
            self.display.hear(reply, now);
        } else if let Some(touch) = Touch::of(sent) {
            self.touched = now;
            self.touch(touch);
        }
    }

    fn touch(&mut self, touch: Touch) {
        let (hub, place, theme) = (self.hub, self.place, self.manner.theme);
        let console = &mut self.console;
        let wishes = with_view(hub, place, theme, |view| console.touch(touch, view));
        self.wishes.extend(wishes);
        self.display.is_stale();
    }

    /// Does what the trainer wants; what comes next, if that is another thing than the class.
    async fn grant(&mut self) -> Option<Next> {
        for wish in std::mem::take(&mut self.wishes) {
            match wish {
                Wish::Do(act) => self.act(act).await,
                Wish::Order(order) => self.obey(order).await,
                Wish::Keep { name, text } => self.keep(name, text).await,
                Wish::Read(step, post) => self.place.has_read(self.hub, step, post),
                Wish::Course => return Some(Next::Course),
                Wish::Quit => return Some(Next::Over(Over::Left)),
            }
        }
        None
    }

    async fn obey(&mut self, order: Order) {
        let (registrar, trainer) = (Arc::clone(&self.hub.registrar), self.place.learner.clone());
        match tokio::task::spawn_blocking(move || registrar.obey(&order, &trainer)).await {
            Ok(Ok(reply)) => self.console.obeyed(&reply),
            Ok(Err(not_done)) => self.console.hears(&not_done.to_string()),
            Err(_) => self.console.tell(BROKEN),
        }
        self.display.is_stale();
    }

    async fn keep(&mut self, name: String, text: String) {
        let tables = self.hub.tables.clone();
        match tokio::task::spawn_blocking(move || keep_table(&tables, &name, &text)).await {
            Ok(words) => self.console.hears(&words),
            Err(_) => self.console.tell(BROKEN),
        }
        self.display.is_stale();
    }

    async fn act(&mut self, act: Act) {
        let (registrar, trainer) = (Arc::clone(&self.hub.registrar), self.place.learner.clone());
        let acting = tokio::task::spawn_blocking(move || registrar.act(&act, &trainer));
        match acting.await {
            Ok(Ok(_)) => self.console.tell("Done."),
            Ok(Err(not_done)) => self.console.tell(not_done.to_string()),
            Err(_) => self.console.tell(BROKEN),
        }
        self.display.is_stale();
    }
}

/// Lets something see the class as it is now.
pub(super) fn with_view<T>(
    hub: &Hub,
    place: &Place,
    theme: crate::ui::Theme,
    see: impl FnOnce(&View<'_>) -> T,
) -> T {
    let (me, room, now) = (&place.learner, &place.room, hub.now());
    let course = &room.course;
    hub.registrar.look(|book| room.forum.look(|wall| see(&View { me, book, wall, course, now, theme })))
}
