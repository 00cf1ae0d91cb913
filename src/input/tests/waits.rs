//! What time decides.

use super::{at, keys, spelled};
use crate::input::{BEGUN_WAIT, Decoder, ESC_WAIT, INSIDE_WAIT, PASTE_WAIT, Sent};

/// What comes of a beginning just before and at the end of its wait.
fn after(bytes: &[u8]) -> (std::time::Duration, Vec<Sent>) {
    let mut decoder = Decoder::new();
    let start = at(1_000);
    assert_eq!(decoder.feed(bytes, start), [], "{bytes:?} waits");
    let wakes = decoder.wakes_at().expect("a wait");
    assert_eq!(decoder.expire(wakes - at(1)), []);
    assert_eq!(decoder.wakes_at(), Some(wakes));
    let sent = decoder.expire(wakes);
    assert_eq!(decoder.wakes_at(), None);
    assert_eq!(decoder.feed(b"x", wakes), keys("x"), "{bytes:?} is over");
    (wakes - start, sent)
}

#[test]
fn each_beginning_waits_as_long_as_its_rest_may_take() {
    for (bytes, wait, wanted) in [
        ("^[", ESC_WAIT, "esc"),
        ("^[^[", ESC_WAIT, "esc esc"),
        ("^[[", BEGUN_WAIT, "alt-["),
        ("^[O", BEGUN_WAIT, "alt-O"),
        ("^[^[[", BEGUN_WAIT, "esc alt-["),
        ("^[P", BEGUN_WAIT, "alt-P"),
        ("^[[1", INSIDE_WAIT, ""),
        ("^[[1;5", INSIDE_WAIT, ""),
        ("^[O5", INSIDE_WAIT, ""),
        ("^[^[[1;5", INSIDE_WAIT, "esc"),
        ("^[[[", INSIDE_WAIT, ""),
        ("^[]11;rgb:", INSIDE_WAIT, ""),
        ("^[]11;rgb:^[", BEGUN_WAIT, "esc"),
        ("^[[M ", BEGUN_WAIT, ""),
    ] {
        let (waited, sent) = after(bytes.replace("^[", "\u{1b}").as_bytes());
        assert_eq!((waited, spelled(&sent).as_str()), (wait, wanted), "{bytes:?}");
    }
    let (waited, sent) = after(b"\xe6\xbc");
    assert_eq!((waited, spelled(&sent).as_str()), (BEGUN_WAIT, "\u{fffd}"));
}

#[test]
fn a_rest_that_comes_late_is_still_the_rest() {
    let mut decoder = Decoder::new();
    assert_eq!(decoder.feed(b"\x1b", at(0)), []);
    // A busy machine reads late; nobody let it expire.
    assert_eq!(decoder.feed(b"[", at(900)), []);
    assert_eq!(decoder.expire(at(1_899)), []);
    assert_eq!(decoder.feed(b"A", at(1_900)), keys("up"));
}

#[test]
fn a_paste_without_an_end_gives_the_keyboard_back() {
    let pasted = |text: &str| vec![Sent::Paste { text: text.into(), cut: false }];
    assert_eq!(after(b"\x1b[200~words"), (PASTE_WAIT, pasted("words")));
    assert_eq!(after(b"\x1b[200~words\x1b[20"), (PASTE_WAIT, pasted("words")));
    assert_eq!(after(b"\x1b[200~words\x1b"), (BEGUN_WAIT, pasted("words")), "Esc is the way out");
    assert_eq!(after(b"\x1b[200~words\x1b\x1b"), (BEGUN_WAIT, pasted("words")));
    assert_eq!(after(b"\x1b[200~"), (PASTE_WAIT, vec![]));
}

#[test]
fn a_line_feed_belongs_to_the_return_just_before_it_only() {
    let mut decoder = Decoder::new();
    assert_eq!(decoder.feed(b"\r", at(0)), keys("enter"));
    assert_eq!(decoder.wakes_at(), None, "Enter waits for nothing");
    assert_eq!(decoder.feed(b"\n", at(900)), []);
    assert_eq!(decoder.feed(b"\r", at(1_000)), keys("enter"));
    assert_eq!(decoder.feed(b"\n", at(2_001)), keys("enter"));
    assert_eq!(decoder.feed(b"\rx\n", at(3_000)), keys("enter x enter"));
}
