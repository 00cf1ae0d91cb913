//! What the decoder makes of what terminals send, and of what nobody should send.

mod keys;
mod pieces;
mod replies;
mod waits;

use std::time::Duration;

use super::{Decoder, Sent};
use crate::keymap::Key;

fn at(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// What bytes mean that come at once, with nothing after them.
fn decode(bytes: &[u8]) -> Vec<Sent> {
    let mut decoder = Decoder::new();
    let mut sent = decoder.feed(bytes, at(0));
    sent.extend(decoder.expire(at(60_000)));
    assert_eq!(decoder.wakes_at(), None);
    sent
}

fn keys(words: &str) -> Vec<Sent> {
    words.split_whitespace().map(|word| Sent::Key(word.parse::<Key>().unwrap())).collect()
}

/// Keys as the files spell them, so that a test can be read.
fn spelled(sent: &[Sent]) -> String {
    let word = |sent: &Sent| match sent {
        Sent::Key(key) => key.to_string(),
        other => format!("{other:?}"),
    };
    sent.iter().map(word).collect::<Vec<_>>().join(" ")
}
