//! Line mode at the other end of a channel, with a terminal or without.

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::block_in_place;
use tokio::time::sleep_until;

use super::channel::{Came, Gone, Input, Output};
use super::ear::Ear;
use super::echo::Typed;
use super::hub::Hub;
use super::screen::Over;
use super::seats::Place;
use crate::app::Said;
use crate::session::Time;

/// Somebody who answers lines. What it is asked may wait for the disk.
pub(super) trait Speaker: Send + Sync {
    /// What is said first.
    fn begin(&mut self) -> String;
    /// What stands before the next line.
    fn prompt(&self) -> &'static str;
    /// Takes a line.
    fn hear(&mut self, line: &str, now: Time) -> Said;
    /// What came from others, in lines.
    fn news(&mut self) -> String;
    /// When [`Speaker::wake`] has something to do.
    fn wakes_at(&self) -> Option<Time>;
    /// Does what is due.
    fn wake(&mut self, now: Time);
    /// Ends it, if its end was not said; the last words.
    fn end(&mut self, now: Time) -> String;
}

/// Talks in lines until it is over; at a seat, if there is one.
///
/// Returns also what the talk has to say last.
pub(super) async fn talk(
    hub: &Hub,
    place: Option<&Place>,
    voice: &mut dyn Speaker,
    ear: &mut Ear,
    input: &mut Input,
    output: &Output,
) -> (Over, String) {
    let mut talk = Lines { hub, output, voice, ear, touched: hub.elapsed() };
    match talk.run(place, input).await {
        Ok((over, said)) => {
            if said || over == Over::Left {
                return (over, String::new());
            }
            (over, block_in_place(|| talk.voice.end(hub.now())))
        }
        Err(Gone) => {
            // There is nobody to be told; whoever clears the seat away waits for the disk.
            let _ = block_in_place(|| talk.voice.end(hub.now()));
            (Over::Gone, String::new())
        }
    }
}

struct Lines<'h> {
    hub: &'h Hub,
    output: &'h Output,
    voice: &'h mut dyn Speaker,
    ear: &'h mut Ear,
    touched: Duration,
}

impl Lines<'_> {
    /// How it ended, and whether the last words were said.
    async fn run(&mut self, place: Option<&Place>, input: &mut Input) -> Result<(Over, bool), Gone> {
        let closing = self.hub.closing();
        // Where there is no seat, nothing is done at one.
        let still = watch::Sender::new(0);
        let mut changed = place.map_or_else(|| still.subscribe(), Place::changed);
        let begin = self.voice.begin();
        self.say(&begin).await?;
        self.say(self.voice.prompt()).await?;
        if let Some(over) = self.listen().await? {
            return Ok(over);
        }
        loop {
            let now = self.hub.elapsed();
            let due = self.voice.wakes_at().map(|at| self.hub.elapsed_at(at));
            let idle = self.touched + self.hub.limits.idle;
            let wakes = [due, self.ear.wakes_at()].into_iter().flatten().fold(idle, Duration::min);
            tokio::select! {
                biased;
                () = closing.cancelled() => return Ok((Over::Closing, false)),
                came = input.recv() => {
                    self.touched = now;
                    if let Some(over) = self.takes(came).await? {
                        return Ok(over);
                    }
                    if let Some(place) = place {
                        place.tell_all();
                    }
                }
                _ = changed.changed() => self.tell_news().await?,
                () = sleep_until(self.hub.at(wakes)) => {
                    if self.hub.elapsed() >= idle {
                        return Ok((Over::Idle, false));
                    }
                    block_in_place(|| self.voice.wake(self.hub.now()));
                    self.ear.expire(self.hub.elapsed());
                    if let Some(over) = self.listen().await? {
                        return Ok(over);
                    }
                }
            }
        }
    }

    async fn takes(&mut self, came: Option<Came>) -> Result<Option<(Over, bool)>, Gone> {
        match came {
            None => Err(Gone),
            Some(Came::Size(..)) => Ok(None),
            Some(Came::End) => {
                self.ear.end();
                Ok(Some(self.listen().await?.unwrap_or((Over::Closing, false))))
            }
            Some(Came::Bytes(bytes)) => {
                self.ear.take(&bytes, self.hub.elapsed());
                self.listen().await
            }
        }
    }

    /// Hears what waits in the ear, up to the line that ends it.
    async fn listen(&mut self) -> Result<Option<(Over, bool)>, Gone> {
        let mut shown = String::new();
        while let Some(typed) = self.ear.next() {
            match typed {
                Typed::Echo(text) => shown.push_str(&text),
                Typed::Cancelled => {
                    shown.push_str("^C\r\n");
                    shown.push_str(self.voice.prompt());
                }
                Typed::End => {
                    self.output.write(shown.into_bytes()).await?;
                    self.say("\n").await?;
                    return Ok(Some((Over::Closing, false)));
                }
                Typed::Line(line) => {
                    self.output.write(std::mem::take(&mut shown).into_bytes()).await?;
                    if let Some(over) = self.hear(&line).await? {
                        return Ok(Some(over));
                    }
                }
            }
        }
        self.output.write(shown.into_bytes()).await?;
        Ok(None)
    }

    async fn hear(&mut self, line: &str) -> Result<Option<(Over, bool)>, Gone> {
        // A terminal that was not made raw has shown the line, and its end, by itself.
        let shown = if self.ear.echoes() { "\n" } else { "" };
        let said = block_in_place(|| self.voice.hear(line, self.hub.now()));
        let prompt = if said.over { "" } else { self.voice.prompt() };
        self.say(&format!("{shown}{}{prompt}", said.words)).await?;
        Ok(said.over.then_some((Over::Left, true)))
    }

    /// Says that others wrote, and shows again what is being typed.
    async fn tell_news(&mut self) -> Result<(), Gone> {
        let words = block_in_place(|| self.voice.news());
        if words.is_empty() {
            return Ok(());
        }
        self.say(&format!("\n{words}{}{}", self.voice.prompt(), self.ear.begun())).await
    }

    async fn say(&self, words: &str) -> Result<(), Gone> {
        let words = if self.ear.echoes() { words.replace('\n', "\r\n") } else { words.to_owned() };
        self.output.write(words.into_bytes()).await
    }
}
