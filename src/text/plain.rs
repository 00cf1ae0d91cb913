//! Letters without their marks: to make plain names, and to find words however they are written.

/// A marked letter as its languages write it without marks; nothing for any other character.
pub fn plain_letters(c: char) -> &'static str {
    PLAIN.iter().find(|(_, marked)| marked.contains(c)).map_or("", |(letters, _)| letters)
}

/// Words as they are compared: small letters without marks, and one blank for whatever stands between words.
///
/// `Müller` is written `Mueller` in names, but whoever looks for it types `Muller`.
pub fn folded(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    for c in words.chars().flat_map(char::to_lowercase) {
        match (c, plain_letters(c)) {
            ('\'' | '\u{2019}' | '\u{300}'..='\u{36f}', _) => {}
            ('æ' | 'œ' | 'ß' | 'þ', letters) => folded.push_str(letters),
            ('ё', _) => folded.push('е'),
            (c, "") if c.is_alphanumeric() => folded.push(c),
            (_, "") if folded.is_empty() || folded.ends_with(' ') => {}
            (_, "") => folded.push(' '),
            (_, letters) => folded.extend(letters.chars().next()),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Letters with marks, and how their languages write them without.
const PLAIN: [(&str, &str); 27] = [
    ("a", "àáâãāăąǎạảấầẩẫậắằẳẵặ"),
    ("ae", "äæ"),
    ("aa", "å"),
    ("c", "çćĉċč"),
    ("d", "ďđð"),
    ("e", "èéêëēĕėęěẹẻẽếềểễệə"),
    ("g", "ĝğġģ"),
    ("h", "ĥħ"),
    ("i", "ìíîïĩīĭįıǐỉị"),
    ("j", "ĵ"),
    ("k", "ķ"),
    ("l", "ĺļľŀł"),
    ("n", "ñńņňŋ"),
    ("o", "òóôõōŏőǒọỏốồổỗộớờởỡợơ"),
    ("oe", "öøœ"),
    ("r", "ŕŗř"),
    ("s", "śŝşšș"),
    ("ss", "ß"),
    ("t", "ţťŧț"),
    ("th", "þ"),
    ("u", "ùúûũūŭůűųǔụủứừửữựư"),
    ("ue", "ü"),
    ("w", "ŵ"),
    ("y", "ýÿŷỳỵỷỹ"),
    ("z", "źżž"),
    ("b", "ɓ"),
    ("f", "ƒ"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_compared_without_case_marks_and_signs() {
        for (written, compared) in [
            ("José MARÍA", "jose maria"),
            ("Jose\u{301}", "jose"),
            ("  Anti-Corruption,  law ", "anti corruption law"),
            ("Müller", "muller"),
            ("Åsa Strauß", "asa strauss"),
            ("O'Brien", "obrien"),
            ("Łukasz Şahin", "lukasz sahin"),
            ("ПЁТР", "петр"),
            ("王小明", "王小明"),
            (" - ", ""),
        ] {
            assert_eq!(folded(written), compared);
        }
    }

    proptest! {
        #[test]
        fn what_was_folded_stays(words in "\\PC{0,40}") {
            let once = folded(&words);
            prop_assert_eq!(folded(&once), once);
        }
    }
}
