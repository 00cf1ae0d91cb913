//! Line mode at the other end of a channel, with a terminal or without.

use std::time::Duration;

use tokio::task::block_in_place;
use tokio::time::sleep_until;

use super::channel::{Came, Gone, Input, Output};
use super::echo::{Editor, Typed};
use super::hub::{Hub, Place};
use super::screen::Over;
use super::voice::Voice;
use crate::input::Decoder;
use crate::linear::MAX_HEARD;
use crate::text::clean_line;

/// Talks in lines until it is over. With `echo` the client's terminal shows nothing that is typed by itself.
///
/// Returns also what the talk has to say last.
pub(super) async fn talk(
    hub: &Hub,
    place: &Place,
    echo: bool,
    input: &mut Input,
    output: &Output,
) -> (Over, String) {
    let mut talk = Lines {
        hub,
        output,
        voice: Voice::new(hub, place),
        ear: if echo { Ear::Keys(Decoder::new(), Editor::default()) } else { Ear::Pipe(Vec::new()) },
        touched: hub.elapsed(),
    };
    match talk.run(place, input).await {
        Ok((over, said)) => {
            if said || over == Over::Left {
                return (over, String::new());
            }
            let (words, _) = block_in_place(|| talk.voice.end(hub.now()));
            (over, words)
        }
        Err(Gone) => {
            // There is nobody to be told; whoever clears the seat away waits for the disk.
            let _ = block_in_place(|| talk.voice.end(hub.now()));
            (Over::Gone, String::new())
        }
    }
}

/// How lines are made of what comes.
enum Ear {
    /// They come whole; this is the beginning of the next.
    Pipe(Vec<u8>),
    /// They are typed, and have to be shown.
    Keys(Decoder, Editor),
}

struct Lines<'h> {
    hub: &'h Hub,
    output: &'h Output,
    voice: Voice<'h>,
    ear: Ear,
    touched: Duration,
}

impl Lines<'_> {
    /// How it ended, and whether the last words were said.
    async fn run(&mut self, place: &Place, input: &mut Input) -> Result<(Over, bool), Gone> {
        let closing = self.hub.closing();
        let mut changed = place.changed();
        let begin = self.voice.begin();
        self.say(&begin).await?;
        self.say(self.voice.prompt()).await?;
        loop {
            let now = self.hub.elapsed();
            let due = self.voice.wakes_at().map(|at| self.hub.elapsed_at(at));
            let keys = match &self.ear {
                Ear::Keys(decoder, _) => decoder.wakes_at(),
                Ear::Pipe(_) => None,
            };
            let idle = self.touched + self.hub.limits.idle;
            let wakes = [due, keys].into_iter().flatten().fold(idle, Duration::min);
            tokio::select! {
                biased;
                () = closing.cancelled() => return Ok((Over::Closing, false)),
                came = input.recv() => {
                    self.touched = now;
                    if let Some(over) = self.takes(came).await? {
                        return Ok(over);
                    }
                    place.tell_all();
                }
                _ = changed.changed() => self.tell_news().await?,
                () = sleep_until(self.hub.at(wakes)) => {
                    if self.hub.elapsed() >= idle {
                        return Ok((Over::Idle, false));
                    }
                    block_in_place(|| self.voice.wake(self.hub.now()));
                    if let Some(over) = self.expire().await? {
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
            Some(Came::End) => Ok(Some(match &mut self.ear {
                Ear::Pipe(rest) if !rest.is_empty() => {
                    let line = String::from_utf8_lossy(&std::mem::take(rest)).into_owned();
                    self.hear(&line).await?.unwrap_or((Over::Closing, false))
                }
                Ear::Pipe(_) | Ear::Keys(..) => (Over::Closing, false),
            })),
            Some(Came::Bytes(bytes)) => {
                let typed = match &mut self.ear {
                    Ear::Pipe(rest) => whole_lines(rest, &bytes),
                    Ear::Keys(decoder, editor) => {
                        let sent = decoder.feed(&bytes, self.hub.elapsed());
                        sent.into_iter().flat_map(|sent| editor.take(sent)).collect()
                    }
                };
                self.typed(typed).await
            }
        }
    }

    async fn expire(&mut self) -> Result<Option<(Over, bool)>, Gone> {
        let Ear::Keys(decoder, editor) = &mut self.ear else { return Ok(None) };
        let sent = decoder.expire(self.hub.elapsed());
        let typed = sent.into_iter().flat_map(|sent| editor.take(sent)).collect();
        self.typed(typed).await
    }

    async fn typed(&mut self, typed: Vec<Typed>) -> Result<Option<(Over, bool)>, Gone> {
        let mut shown = String::new();
        for typed in typed {
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
        let shown = match &self.ear {
            // What a pipe sends is seen nowhere else, and a transcript needs it.
            Ear::Pipe(_) => format!("{}\n", clean_line(line)),
            Ear::Keys(..) => "\n".to_owned(),
        };
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
        let typed = match &self.ear {
            Ear::Pipe(_) => "",
            Ear::Keys(_, editor) => editor.line(),
        };
        self.say(&format!("\n{words}{}{typed}", self.voice.prompt())).await
    }

    async fn say(&self, words: &str) -> Result<(), Gone> {
        let words = match &self.ear {
            Ear::Keys(..) => words.replace('\n', "\r\n"),
            Ear::Pipe(_) => words.to_owned(),
        };
        self.output.write(words.into_bytes()).await
    }
}

/// The lines that are whole now; of one without end only so much is kept that its reader sees that it is too long.
fn whole_lines(rest: &mut Vec<u8>, bytes: &[u8]) -> Vec<Typed> {
    let mut lines = Vec::new();
    for byte in bytes {
        if *byte == b'\n' {
            let line = std::mem::take(rest);
            let line = line.strip_suffix(b"\r").unwrap_or(&line);
            lines.push(Typed::Line(String::from_utf8_lossy(line).into_owned()));
        } else if rest.len() < MAX_HEARD + 2 {
            rest.push(*byte);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_whole_wherever_they_are_split() {
        let mut rest = Vec::new();
        assert_eq!(whole_lines(&mut rest, b"on"), []);
        let lines = whole_lines(&mut rest, b"e\r\ntwo\nthr");
        assert_eq!(lines, [Typed::Line("one".into()), Typed::Line("two".into())]);
        assert_eq!(rest, b"thr");
    }

    #[test]
    fn a_line_without_end_is_not_kept_whole() {
        let mut rest = Vec::new();
        whole_lines(&mut rest, &[b'x'; 3 * MAX_HEARD]);
        assert_eq!(rest.len(), MAX_HEARD + 2);
    }
}
