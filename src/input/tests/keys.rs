//! The keys of many terminals.

use super::{decode, keys, spelled};

/// Which keys a terminal sends as which bytes; `^[` is an ESC.
///
/// From the terminfo entries of each, and the manuals of those that have none.
const TERMINALS: &[(&str, &[(&str, &str)])] = &[
    (
        "every terminal",
        &[
            ("a Z ß 漢 -", "aZß漢-"),
            ("space", " "),
            ("enter", "\r"),
            ("enter", "\n"),
            ("enter", "\r\n"),
            ("enter enter", "\r\r"),
            ("enter enter", "\r\n\n"),
            ("tab", "\t"),
            ("backspace", "\u{7f}"),
            ("backspace", "\u{8}"),
            ("esc", "^["),
            ("esc esc", "^[^["),
            ("esc esc esc", "^[^[^["),
            ("ctrl-space", "\0"),
            ("ctrl-a ctrl-x ctrl-z", "\u{1}\u{18}\u{1a}"),
            ("ctrl-\\ ctrl-] ctrl-^ ctrl-/", "\u{1c}\u{1d}\u{1e}\u{1f}"),
            ("alt-f alt-F alt-1 alt-ß", "^[f^[F^[1^[ß"),
            ("alt-enter alt-backspace alt-space alt-ctrl-x", "^[\r^[\u{7f}^[ ^[\u{18}"),
            ("alt-up alt-up alt-pageup", "^[^[[A^[^[OA^[^[[5~"),
            ("esc alt-x", "^[^[x"),
            ("alt-[", "^[["),
            ("alt-O", "^[O"),
            ("alt-]", "^[]"),
            ("esc alt-O", "^[^[O"),
            ("alt-P enter", "^[P\r"),
            ("alt-[ up", "^[[^[[A"),
        ],
    ),
    (
        "xterm and its descendants: Termux, Windows Terminal and OpenSSH, VTE, Konsole, Alacritty",
        &[
            ("up down right left home end", "^[[A^[[B^[[C^[[D^[[H^[[F"),
            ("up down right left home end", "^[OA^[OB^[OC^[OD^[OH^[OF"),
            ("insert delete pageup pagedown shift-tab", "^[[2~^[[3~^[[5~^[[6~^[[Z"),
            ("f1 f2 f3 f4", "^[OP^[OQ^[OR^[OS"),
            ("f5 f6 f7 f8 f9 f10 f11 f12", "^[[15~^[[17~^[[18~^[[19~^[[20~^[[21~^[[23~^[[24~"),
            ("shift-up alt-up ctrl-up ctrl-shift-up", "^[[1;2A^[[1;3A^[[1;5A^[[1;6A"),
            ("shift-f1 shift-f2 shift-f3 shift-f4", "^[[1;2P^[[1;2Q^[[1;2R^[[1;2S"),
            ("shift-f1 ctrl-f3", "^[O2P^[O5R"),
            ("ctrl-f5 ctrl-delete shift-pageup", "^[[15;5~^[[3;5~^[[5;2~"),
            ("ctrl-left shift-right", "^[[5D^[[2C"),
            ("alt-up", "^[[1;9A"),
            ("enter * + , - . / 0 5 9", "^[OM^[Oj^[Ok^[Ol^[Om^[On^[Oo^[Op^[Ou^[Oy"),
            ("tab space", "^[OI^[O "),
            (
                "ctrl-tab ctrl-alt-a A enter alt-enter",
                "^[[27;5;9~^[[27;7;97~^[[27;2;65~^[[27;2;13~^[[27;3;13~",
            ),
        ],
    ),
    (
        "Linux console",
        &[
            ("f1 f2 f3 f4 f5", "^[[[A^[[[B^[[[C^[[[D^[[[E"),
            ("home end", "^[[1~^[[4~"),
            ("f13 f14 f15 f16 f17 f18 f19 f20", "^[[25~^[[26~^[[28~^[[29~^[[31~^[[32~^[[33~^[[34~"),
            ("shift-tab", "^[\t"),
            ("", "^[[G"),
        ],
    ),
    (
        "PuTTY",
        &[
            ("home end f1 f2 f3 f4 f5", "^[[1~^[[4~^[[11~^[[12~^[[13~^[[14~^[[15~"),
            ("f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 f11 f12", "^[OP^[OQ^[OR^[OS^[OT^[OU^[OV^[OW^[OX^[OY^[OZ^[O["),
        ],
    ),
    (
        "rxvt",
        &[
            ("home end", "^[[7~^[[8~"),
            ("shift-up shift-down shift-right shift-left", "^[[a^[[b^[[c^[[d"),
            ("ctrl-up ctrl-down ctrl-right ctrl-left", "^[Oa^[Ob^[Oc^[Od"),
            ("shift-delete ctrl-delete ctrl-shift-delete shift-home ctrl-end", "^[[3$^[[3^^[[3@^[[7$^[[8^"),
            ("ctrl-f1 ctrl-shift-f11 alt-delete", "^[[11^^[[23@^[^[[3~"),
        ],
    ),
    (
        "kitty's protocol: kitty, foot, WezTerm, Ghostty",
        &[
            ("esc tab enter backspace space", "^[[27u^[[9u^[[13u^[[127u^[[32u"),
            ("a ctrl-a alt-a ctrl-alt-a", "^[[97u^[[97;5u^[[97;3u^[[97;7u"),
            ("A A ! ä", "^[[97;2u^[[97:65;2u^[[49:33;2u^[[228u"),
            ("A", "^[[97;2;65u"),
            ("ctrl-ä f3", "^[[228:196;6u^[[1;1:1R^[[1;1:3R"),
            ("a up", "^[[97;1:1u^[[97;1:3u^[[1;1:2A^[[1;1:3A"),
            ("f3 f13 f24", "^[[13~^[[57376u^[[57387u"),
            ("7 enter pageup delete", "^[[57406u^[[57414u^[[57421u^[[57426u"),
            // Super, a modifier alone, the key for louder, Caps Lock.
            ("a", "^[[97;9u^[[57441;2u^[[57439u^[[57358u^[[97;65u"),
        ],
    ),
];

#[test]
fn the_keys_of_many_terminals_are_known() {
    for (terminal, table) in TERMINALS {
        for (wanted, bytes) in *table {
            let sent = decode(bytes.replace("^[", "\u{1b}").as_bytes());
            assert_eq!(spelled(&sent), spelled(&keys(wanted)), "{terminal}: {bytes:?}");
        }
    }
}

#[test]
fn what_is_unknown_is_swallowed_whole() {
    for bytes in [
        "[999~",
        "[9999999999999999;1A",
        "[1;1;1;1A",
        "[1;31m",
        "[?1u",
        "[200;5~",
        "[201~",
        "[<0;0;0M",
        "[<35;5;5M",
        "[8;24;80t",
        "[4;1$y",
        "[17;0;13;1;8;1_",
        "[=0c",
        "[2 q",
        "[133u",
        "[27;1;11~",
        "[8232u",
        "Oz",
        "OE",
        "[[Z",
        "]0;a title\u{7}",
        "]0;a title\u{1b}\\",
        "]52;c;d29yZHM=\u{1b}\\",
        "]0;Ünïcode\u{1b}\\",
        "]0;lines\r\nof it\u{7}",
        "P1$r0m\u{1b}\\",
        "P1+r544e=787465726d\u{1b}\\",
        "_Gi=1;OK\u{1b}\\",
        "^private\u{1b}\\",
        "Xanything\u{1b}\\",
    ] {
        assert_eq!(decode(format!("\u{1b}{bytes}x").as_bytes()), keys("x"), "{bytes:?}");
    }
    let long = format!("\u{1b}[{}A\u{1b}]0;{}\u{7}x", "1;".repeat(1_000), "words ".repeat(10_000));
    assert_eq!(decode(long.as_bytes()), keys("x"));
}

#[test]
fn a_broken_sequence_takes_nothing_with_it() {
    for (bytes, wanted) in [
        ("^[[1;\u{18}x", "x"),
        ("^[[1;\u{1a}x", "x"),
        ("^[]0;title\u{18}x", "x"),
        ("^[P1\u{1a}x", "x"),
        ("^[[1;^[[A", "up"),
        ("^[O1^[[A", "up"),
        ("^[]0;title^[[A", "up"),
        ("^[_G^[^[[A", "alt-up"),
        ("^[[[^[[A", "up"),
        ("^[[M !^[[A", "up"),
        ("^[[1;\rx", "enter x"),
        ("^[[1ß", "ß"),
        ("^[]0;title\u{3}x", "ctrl-c x"),
        ("ä^[[A", "ä up"),
        // Esc was pressed just before the terminal sent something that is no key.
        ("^[^[[999~x", "esc x"),
        ("^[^[[I^[^[Ozx", "esc Focus(true) esc x"),
        ("^[^[]0;title\u{7}x", "esc x"),
    ] {
        let sent = decode(bytes.replace("^[", "\u{1b}").as_bytes());
        assert_eq!(spelled(&sent), wanted, "{bytes:?}");
    }
}

#[test]
fn the_second_set_of_controls_counts_as_utf_8_only() {
    assert_eq!(
        decode("\u{9b}1;5A\u{8f}P\u{9d}0;title\u{9c}\u{90}1\u{9c}\u{84}x".as_bytes()),
        keys("ctrl-up f1 x")
    );
    assert_eq!(spelled(&decode(b"\x9bA\x84x")), "\u{fffd} A \u{fffd} x");
}
