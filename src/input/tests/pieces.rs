//! Whatever comes, however it is split.

use proptest::prelude::*;

use super::at;
use crate::input::{Decoder, Sent};
use crate::keymap::{Code, Key};
use crate::text::is_clean;

/// Bytes that make sequences likely, and others.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        3 => "[ -~]".prop_map(String::into_bytes),
        3 => Just(b"\x1b".to_vec()),
        2 => "\u{1b}[\\[O\\]P_^X]".prop_map(String::into_bytes),
        2 => "\u{1b}\\[[<>?]?[0-9]{1,3}(;[0-9:]{1,3}){0,3}[ -/]?[@-~]".prop_map(String::into_bytes),
        1 => "\u{1b}(\\]11;rgb:ff/|P>\\||_G)[ -~]{0,5}(\u{1b}\\\\|\u{7}|\u{18}|)".prop_map(String::into_bytes),
        1 => Just(b"\x1b[200~".to_vec()),
        1 => Just(b"\x1b[201~".to_vec()),
        1 => Just(b"\x1b\\".to_vec()),
        2 => "\\PC".prop_map(String::into_bytes),
        1 => "[\u{80}-\u{9f}]".prop_map(String::into_bytes),
        2 => any::<u8>().prop_map(|byte| vec![byte]),
        1 => Just(b"\r\n".to_vec()),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn check(sent: &[Sent]) -> Result<(), TestCaseError> {
    for sent in sent {
        match sent {
            Sent::Key(key) => {
                let typed = key.character().is_none_or(|c| !c.is_control());
                prop_assert!(typed, "{key:?}");
            }
            Sent::Paste { text, .. } => prop_assert!(is_clean(text), "{text:?}"),
            Sent::Mouse(_) | Sent::Focus(_) | Sent::Reply(_) => {}
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn splitting_changes_nothing(bytes in bytes(), cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..6)) {
        let mut whole = Decoder::new();
        let mut wanted = whole.feed(&bytes, at(0));
        check(&wanted)?;
        let mut single = Decoder::new();
        let mut one_by_one: Vec<Sent> = bytes.iter().flat_map(|byte| single.feed(&[*byte], at(0))).collect();
        let mut split = Decoder::new();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        cuts.extend([0, bytes.len()]);
        cuts.sort_unstable();
        let mut pieces: Vec<Sent> = cuts.windows(2).flat_map(|cut| split.feed(&bytes[cut[0]..cut[1]], at(0))).collect();
        prop_assert_eq!(whole.wakes_at(), split.wakes_at());
        prop_assert_eq!(whole.wakes_at(), single.wakes_at());
        for (decoder, sent) in [(&mut whole, &mut wanted), (&mut single, &mut one_by_one), (&mut split, &mut pieces)] {
            sent.extend(decoder.expire(at(60_000)));
            // Nothing that came before can touch what comes now.
            prop_assert_eq!(decoder.wakes_at(), None);
            sent.extend(decoder.feed(b"x", at(70_000)));
        }
        check(&wanted)?;
        prop_assert_eq!(wanted.last().cloned(), Key::new(Code::Char('x'), false, false, false).map(Sent::Key));
        prop_assert_eq!(&wanted, &one_by_one);
        prop_assert_eq!(&wanted, &pieces);
    }

    #[test]
    fn any_bytes_are_harmless(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let mut decoder = Decoder::new();
        check(&decoder.feed(&bytes, at(0)))?;
        check(&decoder.expire(at(60_000)))?;
    }

    #[test]
    fn text_comes_as_it_is_typed(text in "[^\\p{C}\\p{Zl}\\p{Zp}]{0,40}") {
        let sent = Decoder::new().feed(text.as_bytes(), at(0));
        let typed: String = sent.iter().filter_map(|sent| match sent {
            Sent::Key(key) => key.character(),
            Sent::Mouse(_) | Sent::Paste { .. } | Sent::Focus(_) | Sent::Reply(_) => None,
        }).collect();
        prop_assert_eq!(typed, text);
    }

    #[test]
    fn broken_text_falls_into_the_usual_pieces(bytes in proptest::collection::vec(prop_oneof![0x80_u8..=0xff, b'a'..=b'z'], 0..40)) {
        // Whole control characters of the second set begin sequences, or are no keys.
        let usual = String::from_utf8_lossy(&bytes).into_owned();
        prop_assume!(usual.chars().all(|c| Key::new(Code::Char(c), false, false, false).is_some()));
        let mut decoder = Decoder::new();
        let mut sent = decoder.feed(&bytes, at(0));
        sent.extend(decoder.expire(at(60_000)));
        let typed: String = sent.iter().filter_map(|sent| match sent {
            Sent::Key(key) => key.character(),
            Sent::Mouse(_) | Sent::Paste { .. } | Sent::Focus(_) | Sent::Reply(_) => None,
        }).collect();
        prop_assert_eq!(typed, usual);
    }
}
