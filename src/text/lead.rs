//! Words that announce what follows them on the same line.

/// The words without their full stop, and what stands between them and what follows: a colon and a space.
///
/// A question or a call has its sign already: behind it stands only a space.
#[must_use]
pub fn lead(words: &str) -> (&str, &'static str) {
    let words = words.trim_end();
    if words.ends_with(['?', '!', ':']) {
        return (words, " ");
    }
    let bare = words.trim_end_matches(['.', ';', ',']);
    // Dots that leave something out are no full stop.
    if words.ends_with("...") || bare.is_empty() { (words, ": ") } else { (bare, ": ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sign_stands_before_what_follows() {
        let said = |words: &str| {
            let (words, sign) = lead(words);
            format!("{words}{sign}wrong")
        };
        assert_eq!(said("Three or more"), "Three or more: wrong");
        assert_eq!(said("Write a link. "), "Write a link: wrong");
        assert_eq!(said("Who reviews?"), "Who reviews? wrong");
        assert_eq!(said("Places:"), "Places: wrong");
        assert_eq!(said("and so on ..."), "and so on ...: wrong");
        assert_eq!(said("It \"ends.\""), "It \"ends.\": wrong");
        assert_eq!(said("."), ".: wrong");
        assert_eq!(said(""), ": wrong");
    }
}
