//! What the sitting costs on the line, in words.

use super::theme::Role;
use super::writer::Writer;
use crate::wire::Tally;

/// Writes what was sent so far, and what it would have been without thrift; nothing before the first picture.
pub(super) fn lay_costs(writer: &mut Writer, tally: Tally) {
    if tally.pictures() == 0 {
        return;
    }
    writer.gap();
    writer.say("On the line in this sitting:", Role::Heading);
    let key = tally.per_key().map_or(String::new(), |bytes| format!(", {}\u{a0}a key", in_groups(bytes)));
    writer.say(format!("{}\u{a0}bytes sent{key}.", in_groups(tally.sent())), Role::Text);
    let stock = in_groups(tally.stock());
    writer.say(format!("Drawn the usual way it would have been {stock}\u{a0}bytes."), Role::Text);
}

/// A number with a comma after each thousand.
fn in_groups(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_can_be_read() {
        let numbers = [0, 999, 1_000, 65_536, 1_234_567];
        assert_eq!(numbers.map(in_groups), ["0", "999", "1,000", "65,536", "1,234,567"]);
    }
}
