//! The mouse, pastes, and answers to what the terminal was asked.

use super::{at, decode, keys, spelled};
use crate::input::{Button, Decoder, Deed, MAX_PASTE, Mouse, REPORT_WAIT, Reply, Sent};

fn mouse(deed: Deed, column: u16, row: u16) -> Sent {
    Sent::Mouse(Mouse { deed, column, row })
}

fn paste(text: &str) -> Sent {
    Sent::Paste { text: text.to_owned(), cut: false }
}

#[test]
fn the_mouse_is_understood_in_three_ways() {
    let wanted = [
        mouse(Deed::Press(Button::Left), 4, 2),
        mouse(Deed::Drag(Button::Left), 5, 2),
        mouse(Deed::Release(Button::Left), 5, 2),
        mouse(Deed::Press(Button::Right), 4, 2),
        mouse(Deed::Release(Button::Right), 4, 2),
        mouse(Deed::WheelUp, 4, 2),
        mouse(Deed::WheelDown, 4, 2),
    ];
    let sgr = "\u{1b}[<0;5;3M\u{1b}[<32;6;3M\u{1b}[<0;6;3m\u{1b}[<18;5;3M\u{1b}[<2;5;3m\u{1b}[<64;5;3M\u{1b}[<65;5;3M";
    assert_eq!(decode(sgr.as_bytes()), wanted);
    let urxvt =
        "\u{1b}[32;5;3M\u{1b}[64;6;3M\u{1b}[35;6;3M\u{1b}[34;5;3M\u{1b}[35;5;3M\u{1b}[96;5;3M\u{1b}[97;5;3M";
    assert_eq!(decode(urxvt.as_bytes()), wanted);
    let x10 = "\u{1b}[M %#\u{1b}[M@&#\u{1b}[M#&#\u{1b}[M\"%#\u{1b}[M#%#\u{1b}[M`%#\u{1b}[Ma%#";
    assert_eq!(decode(x10.as_bytes()), wanted);
    assert_eq!(
        decode(b"\x1b[M \xff\xc3x"),
        [mouse(Deed::Press(Button::Left), 222, 162), keys("x")[0].clone()]
    );
    assert_eq!(decode(b"\x1b[M \0!x\x1b[<66;1;1M\x1b[<3;1;1M\x1b[<64;1;1m\x1b[<128;1;1M"), keys("x"));
    assert_eq!(decode(b"\x1b[<32;1;1m"), [mouse(Deed::Release(Button::Left), 0, 0)]);
    assert_eq!(decode(b"\x1b[<0;99999;1M"), [mouse(Deed::Press(Button::Left), u16::MAX, 0)]);
}

#[test]
fn pastes_come_whole_and_clean() {
    let bytes = "\u{1b}[200~one\r\ntwo\rthree\u{7}\u{1b}[31m\t\u{1b}[201\u{1b}[201~x";
    assert_eq!(decode(bytes.as_bytes()), [paste("one\ntwo\nthree[31m    [201"), keys("x")[0].clone()]);
    assert_eq!(decode(b"\x1b[200~\x1b[201~x"), keys("x"));
    assert_eq!(decode(b"\x1b[200~a\xffb\xc3\x1b[201~"), [paste("a\u{fffd}b\u{fffd}")]);
}

#[test]
fn of_a_long_paste_the_beginning_is_kept_and_that_is_said() {
    let whole = "x".repeat(MAX_PASTE);
    let bytes = |text: &str| format!("\u{1b}[200~{text}\u{1b}[201~y");
    assert_eq!(decode(bytes(&whole).as_bytes()), [paste(&whole), keys("y")[0].clone()]);
    let cut = |text: &str| Sent::Paste { text: text.to_owned(), cut: true };
    assert_eq!(decode(bytes(&format!("{whole}z")).as_bytes()), [cut(&whole), keys("y")[0].clone()]);
    // The letter at the cut is left out whole.
    let letters = format!("{}ß", &whole[1..]);
    assert_eq!(decode(bytes(&letters).as_bytes()), [cut(&whole[1..]), keys("y")[0].clone()]);
}

#[test]
fn answers_are_told_from_keys() {
    for (bytes, reply) in [
        ("[0n", Reply::Ready),
        ("[3n", Reply::Fault),
        ("[24;80R", Reply::Cursor { column: 79, row: 23 }),
        ("[1;80R", Reply::Cursor { column: 79, row: 0 }),
        ("[2;2R", Reply::Cursor { column: 1, row: 1 }),
        ("[?1;2R", Reply::Cursor { column: 1, row: 0 }),
        ("[?1;2;1R", Reply::Cursor { column: 1, row: 0 }),
        ("[?62;4;22c", Reply::Attributes(vec![62, 4, 22])),
        ("[>41;379;0c", Reply::Model(vec![41, 379, 0])),
        ("[?2026;2$y", Reply::Mode { mode: 2026, setting: 2 }),
        ("P>|XTerm(379)\u{1b}\\", Reply::Name("XTerm(379)".into())),
        ("]11;rgb:ffff/8080/0000\u{7}", Reply::Background([255, 128, 0])),
        ("]11;rgb:ff/80/00\u{1b}\\", Reply::Background([255, 128, 0])),
        ("]11;rgba:ffff/8080/0000/ffff\u{1b}\\", Reply::Background([255, 128, 0])),
        ("]11;#ff8000\u{1b}\\", Reply::Background([255, 128, 0])),
    ] {
        let wanted = [Sent::Reply(reply), keys("x")[0].clone()];
        assert_eq!(decode(format!("\u{1b}{bytes}x").as_bytes()), wanted, "{bytes:?}");
    }
    for bytes in
        ["]11;?\u{7}", "]11;rgb:ffff/8080\u{7}", "]11;#ß00\u{7}", "]10;rgb:0/0/0\u{7}", "[?1n", "[0;0R"]
    {
        assert_eq!(decode(format!("\u{1b}{bytes}x").as_bytes()), keys("x"), "{bytes:?}");
    }
    assert_eq!(decode(b"\x1b[I\x1b[O"), [Sent::Focus(true), Sent::Focus(false)]);
}

#[test]
fn the_cursors_place_is_a_key_unless_it_was_asked_for() {
    let bytes = b"\x1b[1;2R";
    let report = [Sent::Reply(Reply::Cursor { column: 1, row: 0 })];
    let mut decoder = Decoder::new();
    assert_eq!(spelled(&decoder.feed(bytes, at(0))), "shift-f3");
    decoder.expect_cursor(at(0));
    decoder.expect_cursor(at(0));
    assert_eq!(decoder.feed(bytes, at(1)), report);
    assert_eq!(decoder.feed(b"\x1b[9;9R", at(1)).len(), 1);
    assert_eq!(spelled(&decoder.feed(bytes, at(2))), "shift-f3", "both were answered");
    decoder.expect_cursor(at(10));
    assert_eq!(decoder.feed(bytes, at(10) + REPORT_WAIT), report);
    decoder.expect_cursor(at(20));
    assert_eq!(
        spelled(&decoder.feed(bytes, at(21) + REPORT_WAIT)),
        "shift-f3",
        "that terminal never answers"
    );
}
