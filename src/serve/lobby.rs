//! Where somebody chooses who may go into several courses.

use std::time::Duration;

use tokio::time::{sleep_until, timeout};

use super::channel::{Came, Gone, Input, Output};
use super::ear::Ear;
use super::hub::Hub;
use super::lines::{Speaker, talk};
use super::screen::{LAST_BYTES, Manner, Over, Writing, closing_bytes, drive, opening_bytes};
use crate::app::{Display, Said};
use crate::class::Choice;
use crate::input::{Decoder, Sent};
use crate::linear;
use crate::session::Time;
use crate::ui::{Pick, Picked, Touch};

const ASK: &str = "Which course?";

/// What is chosen; or how it ended, and what is to be sent last.
pub(super) enum Chosen {
    Row(usize),
    Over(Over, Vec<u8>),
}

/// What is asked: choices, which of them is marked, and what is to be said first.
pub(super) struct Question<'c> {
    pub(super) choices: &'c [Choice],
    pub(super) marked: usize,
    pub(super) before: &'static str,
}

impl Question<'_> {
    fn title(&self) -> String {
        format!("{}{ASK}", self.before)
    }

    fn rows(&self, hub: &Hub) -> Vec<String> {
        let name = |choice: &Choice| {
            let title = hub.room(&choice.course).map_or(choice.course.as_str(), |room| &room.course.title);
            let cohort = choice.cohort.as_ref();
            let cohort = cohort.and_then(|id| {
                hub.registrar.look(|book| book.cohort(id).map(|cohort| cohort.plan.name.clone()))
            });
            cohort.map_or_else(|| title.to_owned(), |cohort| format!("{title} ({cohort})"))
        };
        self.choices.iter().map(name).collect()
    }
}

/// Lets somebody choose on a full screen; the last bytes are not sent by this unless something is chosen.
pub(super) async fn on_screen(
    hub: &Hub,
    question: &Question<'_>,
    manner: &mut Manner,
    input: &mut Input,
    output: &Output,
) -> Chosen {
    let now = hub.elapsed();
    let pick = Pick::new(question.title(), question.rows(hub), manner.cells).at(question.marked);
    let mut lobby = Lobby {
        hub,
        pick,
        display: Display::new(manner.cells, manner.known),
        decoder: Decoder::new(),
        manner,
        before: opening_bytes(),
        touched: now,
    };
    lobby.before.extend_from_slice(lobby.display.probe(now));
    lobby.decoder.expect_cursor(now);
    let chosen = lobby.run(input, output).await;
    let mut last = lobby.display.leave();
    last.extend_from_slice(&closing_bytes());
    match chosen {
        Ok(row) => match output.write(last).await {
            Ok(()) => Chosen::Row(row),
            Err(Gone) => Chosen::Over(Over::Gone, Vec::new()),
        },
        Err(over) => Chosen::Over(over, last),
    }
}

struct Lobby<'h> {
    hub: &'h Hub,
    pick: Pick,
    manner: &'h mut Manner,
    display: Display,
    decoder: Decoder,
    /// What is to be sent before the next picture.
    before: Vec<u8>,
    touched: Duration,
}

impl Lobby<'_> {
    async fn run(&mut self, input: &mut Input, output: &Output) -> Result<usize, Over> {
        let closing = self.hub.closing();
        let mut writing: Option<Writing<'_>> = None;
        let ended = loop {
            if writing.is_none() {
                let bytes = self.picture();
                if !bytes.is_empty() {
                    writing = Some(Box::pin(output.write(bytes)));
                }
            }
            let idle = self.touched + self.hub.limits.idle;
            let held = self.display.opens_at().filter(|_| writing.is_none());
            let wakes = [held, self.decoder.wakes_at()].into_iter().flatten().fold(idle, Duration::min);
            let picked = tokio::select! {
                biased;
                () = closing.cancelled() => break Err(Over::Closing),
                written = drive(&mut writing) => {
                    writing = None;
                    if let Err(Gone) = written {
                        return Err(Over::Gone);
                    }
                    None
                }
                came = input.recv() => match came {
                    None | Some(Came::End) => return Err(Over::Gone),
                    Some(Came::Size(columns, rows)) => {
                        self.resize(columns, rows);
                        None
                    }
                    Some(Came::Bytes(bytes)) => {
                        let sent = self.decoder.feed(&bytes, self.hub.elapsed());
                        self.sent(sent)
                    }
                },
                () = sleep_until(self.hub.at(wakes)) => {
                    let now = self.hub.elapsed();
                    if now >= idle {
                        break Err(Over::Idle);
                    }
                    let sent = self.decoder.expire(now);
                    self.sent(sent)
                }
            };
            match picked {
                Some(Picked::Row(row)) => break Ok(row),
                Some(Picked::Leave) => break Err(Over::Left),
                None => {}
            }
        };
        // What is on its way must be out before the last bytes, or they would stand in its middle.
        if writing.is_some() && !matches!(timeout(LAST_BYTES, drive(&mut writing)).await, Ok(Ok(()))) {
            return Err(Over::Gone);
        }
        ended
    }

    fn picture(&mut self) -> Vec<u8> {
        let mut bytes = std::mem::take(&mut self.before);
        let (pick, keymap) = (&self.pick, &self.hub.keymap);
        let Manner { cells, known, theme } = *self.manner;
        bytes.extend(self.display.paint(cells, self.hub.elapsed(), |buffer| {
            pick.draw(keymap, theme, known.ascii, buffer);
            None
        }));
        bytes
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        self.manner.cells = Display::clamp(columns, rows);
        let (columns, rows) = self.manner.cells;
        self.display.forget();
        self.pick.touch(&Touch::Resize { columns, rows }, &self.hub.keymap);
    }

    fn sent(&mut self, sent: Vec<Sent>) -> Option<Picked> {
        let now = self.hub.elapsed();
        for sent in sent {
            if let Sent::Reply(reply) = &sent {
                self.display.hear(reply, now);
                continue;
            }
            let Some(touch) = Touch::of(sent) else { continue };
            self.touched = now;
            self.display.is_stale();
            // What was typed ahead of the next screen is not for it.
            if let Some(picked) = self.pick.touch(&touch, &self.hub.keymap) {
                return Some(picked);
            }
        }
        None
    }
}

/// Lets somebody choose in lines.
pub(super) async fn in_lines(
    hub: &Hub,
    question: &Question<'_>,
    ear: &mut Ear,
    input: &mut Input,
    output: &Output,
) -> Chosen {
    let mut asking = Asking { pick: linear::Pick::new(question.title(), question.rows(hub)), picked: None };
    let (over, last) = talk(hub, None, &mut asking, ear, input, output).await;
    match asking.picked {
        Some(row) if over == Over::Left => Chosen::Row(row),
        Some(_) | None => Chosen::Over(over, last.into_bytes()),
    }
}

/// A list that is talked to.
struct Asking {
    pick: linear::Pick,
    picked: Option<usize>,
}

impl Speaker for Asking {
    fn begin(&mut self) -> String {
        self.pick.say()
    }

    fn prompt(&self) -> &'static str {
        "> "
    }

    fn hear(&mut self, line: &str, _: Time) -> Said {
        match self.pick.hear(line) {
            linear::Picked::Row(row) => {
                self.picked = Some(row);
                Said { words: String::new(), over: true }
            }
            linear::Picked::Leave => Said { words: String::new(), over: true },
            linear::Picked::Unknown(words) => Said { words, over: false },
        }
    }

    fn news(&mut self) -> String {
        String::new()
    }

    fn wakes_at(&self) -> Option<Time> {
        None
    }

    fn wake(&mut self, _: Time) {}

    fn end(&mut self, _: Time) -> String {
        String::new()
    }
}
