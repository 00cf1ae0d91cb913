//! How lines are made of what a client sends, and which of them wait to be heard.

use std::collections::VecDeque;
use std::time::Duration;

use super::echo::{Editor, Typed};
use crate::input::Decoder;
use crate::linear::MAX_HEARD;

/// What comes from one client, as lines. What was typed ahead waits here for whoever hears next.
pub(super) struct Ear {
    from: From,
    waiting: VecDeque<Typed>,
}

enum From {
    /// Lines come whole, and who sends them sees them; this is the beginning of the next.
    Pipe(Vec<u8>),
    /// They are typed, and have to be shown.
    Keys(Decoder, Editor),
}

impl Ear {
    /// With `echo` the client's terminal shows nothing that is typed by itself.
    pub(super) fn new(echo: bool) -> Self {
        let from = if echo { From::Keys(Decoder::new(), Editor::default()) } else { From::Pipe(Vec::new()) };
        Self { from, waiting: VecDeque::new() }
    }

    /// Whether what is typed has to be shown, as on any terminal that is told to be raw.
    pub(super) fn echoes(&self) -> bool {
        matches!(self.from, From::Keys(..))
    }

    /// Takes what came.
    pub(super) fn take(&mut self, bytes: &[u8], now: Duration) {
        match &mut self.from {
            From::Pipe(rest) => self.waiting.extend(whole_lines(rest, bytes)),
            From::Keys(decoder, editor) => {
                let sent = decoder.feed(bytes, now);
                self.waiting.extend(sent.into_iter().flat_map(|sent| editor.take(sent)));
            }
        }
    }

    /// Takes what is whole because nothing followed.
    pub(super) fn expire(&mut self, now: Duration) {
        if let From::Keys(decoder, editor) = &mut self.from {
            let sent = decoder.expire(now);
            self.waiting.extend(sent.into_iter().flat_map(|sent| editor.take(sent)));
        }
    }

    /// Nothing more comes, so that a last line without an end is whole.
    pub(super) fn end(&mut self) {
        if let From::Pipe(rest) = &mut self.from
            && !rest.is_empty()
        {
            let line = String::from_utf8_lossy(&std::mem::take(rest)).into_owned();
            self.waiting.push_back(Typed::Line(line));
        }
    }

    /// When [`Ear::expire`] has something to do.
    pub(super) fn wakes_at(&self) -> Option<Duration> {
        match &self.from {
            From::Pipe(_) => None,
            From::Keys(decoder, _) => decoder.wakes_at(),
        }
    }

    /// What was typed next.
    pub(super) fn next(&mut self) -> Option<Typed> {
        self.waiting.pop_front()
    }

    /// The beginning of a line that has to be shown again when something came between.
    pub(super) fn begun(&self) -> &str {
        match &self.from {
            From::Pipe(_) => "",
            From::Keys(_, editor) => editor.line(),
        }
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

    #[test]
    fn what_was_typed_ahead_waits_and_the_last_line_needs_no_end() {
        let mut ear = Ear::new(false);
        ear.take(b"one\ntwo\nthree", Duration::ZERO);
        assert_eq!(ear.next(), Some(Typed::Line("one".into())));
        ear.end();
        assert_eq!(ear.next(), Some(Typed::Line("two".into())));
        assert_eq!(ear.next(), Some(Typed::Line("three".into())));
        assert_eq!(ear.next(), None);
    }
}
