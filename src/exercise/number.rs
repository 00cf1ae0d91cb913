//! Numbers as people write them.
//!
//! Groups of three digits may stand apart by a space, an apostrophe, a comma or a point; a comma or
//! a point marks the fraction. Where `1,000` or `1.000` can be read both ways, both readings are
//! kept, so that nobody is wrong for the habits of their country.

/// What a written number can mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reading {
    /// As English readers take it.
    pub(super) plain: f64,
    /// As others take it, where the mark can be read both ways.
    pub(super) other: Option<f64>,
}

impl Reading {
    /// True if one of the readings is within `tolerance` of `number`.
    pub(super) fn is(self, number: f64, tolerance: f64) -> bool {
        // Decimal fractions are not exact in binary; 0.3 - 0.1 must be within 0.2 of 0.
        let slack = tolerance + 1e-9 * number.abs().max(1.0);
        let near = |value: f64| (value - number).abs() <= slack;
        near(self.plain) || self.other.is_some_and(near)
    }
}

/// Reads a number, with or without its unit behind it; `None` if it is none.
pub(super) fn read_number(written: &str, unit: Option<&str>) -> Option<Reading> {
    let written = written.trim();
    let bare = strip_unit(written, unit).unwrap_or(written);
    let bare = bare.trim_end_matches(|c: char| c.is_whitespace() || c == '.');
    let (sign, digits) = match bare.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, bare.strip_prefix('+').unwrap_or(bare)),
    };
    let digits = join_groups(digits.trim_start())?;
    let (plain, other) = meanings(&digits)?;
    Some(Reading { plain: sign * plain, other: other.map(|other| sign * other) })
}

/// The number without its unit; a percent sign stands for any spelling of percent.
fn strip_unit<'w>(written: &'w str, unit: Option<&str>) -> Option<&'w str> {
    let unit = unit?.trim();
    let percent = ["%", "percent", "per cent"];
    let spelled: &[&str] = if percent.contains(&unit) { &percent } else { &[unit] };
    let written = written.trim_end_matches(|c: char| c.is_whitespace() || c == '.');
    let strip = |unit: &&str| {
        let unit = unit.trim_end_matches('.').to_lowercase();
        let last = unit.chars().count().checked_sub(1)?;
        let (bare, tail) = written.split_at(written.char_indices().rev().nth(last)?.0);
        (tail.to_lowercase() == unit).then_some(bare)
    };
    spelled.iter().find_map(strip)
}

/// Takes out what sets groups of three digits apart; `None` if the groups are not of three.
fn join_groups(digits: &str) -> Option<String> {
    let apart = |c: char| c.is_whitespace() || c == '\'' || c == '’';
    let mut groups = digits.split(apart);
    let first = groups.next()?;
    let mut joined = first.to_owned();
    for group in groups {
        let whole = group.split(['.', ',']).next().unwrap_or("");
        let head = joined.bytes().all(|b| b.is_ascii_digit()) && !joined.is_empty() && first.len() <= 3;
        if whole.len() != 3 || !head {
            return None;
        }
        joined.push_str(group);
    }
    Some(joined)
}

/// The values of digits with commas and points between them.
fn meanings(digits: &str) -> Option<(f64, Option<f64>)> {
    if !digits.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',') {
        return None;
    }
    let marks: Vec<char> = digits.chars().filter(|c| !c.is_ascii_digit()).collect();
    match *marks.as_slice() {
        [] => Some((value(digits, None)?, None)),
        [mark] => {
            let fraction = value(digits, Some(mark));
            match (grouped(digits, mark), mark) {
                (Some(whole), ',') => Some((whole, fraction)),
                (Some(whole), _) => Some((fraction?, Some(whole))),
                (None, _) => Some((fraction?, None)),
            }
        }
        [first, .., last] if first == last => Some((grouped(digits, first)?, None)),
        [first, .., last] => {
            let (whole, fraction) = digits.rsplit_once(last)?;
            let whole = grouped(whole, first)?;
            Some((value(&format!("{whole}.{fraction}"), Some('.'))?, None))
        }
    }
}

/// The value if the mark sets groups of three apart.
fn grouped(digits: &str, mark: char) -> Option<f64> {
    let mut groups = digits.split(mark);
    let first = groups.next()?;
    let right = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let rest = groups.all(|group| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit()));
    (right && rest).then(|| value(&digits.replace(mark, ""), None))?
}

/// The value of digits with the given mark before their fraction, and no other mark.
fn value(digits: &str, mark: Option<char>) -> Option<f64> {
    let plain = mark.map_or_else(|| digits.to_owned(), |mark| digits.replacen(mark, ".", 1));
    if !plain.bytes().any(|b| b.is_ascii_digit()) || plain.contains(',') {
        return None;
    }
    plain.parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str) -> Option<(f64, Option<f64>)> {
        read_number(written, None).map(|reading| (reading.plain, reading.other))
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (written, number) in [
            ("62", 62.0),
            (" 62. ", 62.0),
            ("+5", 5.0),
            ("-3", -3.0),
            ("\u{2212}3", -3.0),
            ("1.5", 1.5),
            ("1,5", 1.5),
            (".5", 0.5),
            ("0,125", 0.125),
            ("0.125", 0.125),
            ("1 000", 1000.0),
            ("1\u{a0}000", 1000.0),
            ("1\u{202f}234\u{202f}567", 1_234_567.0),
            ("1 000,5", 1000.5),
            ("1'000", 1000.0),
            ("1,000,000", 1_000_000.0),
            ("1.000.000", 1_000_000.0),
            ("1,000.5", 1000.5),
            ("1.000,5", 1000.5),
            ("1,234,567.25", 1_234_567.25),
            ("1000,25", 1000.25),
            ("007", 7.0),
        ] {
            assert_eq!(read(written), Some((number, None)), "{written:?}");
        }
    }

    #[test]
    fn a_mark_before_three_digits_is_read_both_ways() {
        assert_eq!(read("1,000"), Some((1000.0, Some(1.0))));
        assert_eq!(read("1.000"), Some((1.0, Some(1000.0))));
        assert_eq!(read("-62.500"), Some((-62.5, Some(-62500.0))));
        assert!(read_number("1.000", None).is_some_and(|reading| reading.is(1000.0, 0.0)));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for written in [
            "",
            " ",
            "six",
            "1/2",
            "1e3",
            "inf",
            "NaN",
            "-",
            "+",
            ".",
            ",",
            "1,00,0",
            "1.2.3",
            "1 00",
            "12 34",
            "1000 000",
            "1,000 000",
            "5 %",
            "--5",
            "0x10",
            "1,2,3.4",
            "٣",
            "\u{a0}",
        ] {
            assert_eq!(read(written), None, "{written:?}");
        }
        assert_eq!(read_number(&"9".repeat(400), None), None);
        assert_eq!(read(&format!("{},5", "9 ".repeat(30_000))), None);
    }

    #[test]
    fn a_unit_may_stand_behind_the_number() {
        let plain = |written, unit| read_number(written, Some(unit)).map(|reading| reading.plain);
        assert_eq!(plain("62 %", "%"), Some(62.0));
        assert_eq!(plain("62%.", "percent"), Some(62.0));
        assert_eq!(plain("62 per cent", "%"), Some(62.0));
        assert_eq!(plain("6 Months.", "months"), Some(6.0));
        assert_eq!(plain("6", "months"), Some(6.0));
        assert_eq!(plain("6 years", "months"), None);
        assert_eq!(plain("12 €", "€"), Some(12.0));
        assert_eq!(plain("", "months"), None);
        assert_eq!(plain("months", "months"), None);
    }

    #[test]
    fn a_tolerance_is_not_spoiled_by_binary_fractions() {
        let reading = Reading { plain: 0.3, other: None };
        assert!(reading.is(0.1, 0.2));
        assert!(!reading.is(0.1, 0.19));
    }
}
