//! What is said to a desk: `2`, `2 4`, `3 to 1`, `b to 2`, `b out`.

use super::desk;
use super::exercise::what_next;
use super::hear::Heard;
use super::lines::{sentence, with_states};
use super::talk::Talk;
use crate::exercise::{Input, Row, SlotRow, View};
use crate::session::{Command, Desk};

/// What can be said to a desk, and what it does; for help.
pub(super) fn gestures(view: &View) -> &'static [(&'static str, &'static str)] {
    match view {
        View::Choices { many: false, .. } => &[("2", "choose row 2"), ("2 out", "take the choice back")],
        View::Choices { many: true, .. } => &[
            ("2 4", "tick rows 2 and 4, or take their ticks away"),
            ("2 out", "take the tick of row 2 away"),
        ],
        View::Sequence { .. } => &[
            ("2 to 1", "move row 2 to place 1"),
            ("3 1 2", "say the whole order, the number of each row once"),
        ],
        View::Slots { .. } => &[
            ("b to 1", "put item b into place 1"),
            ("b out", "take item b out again"),
            ("1 out", "empty place 1"),
            ("b", "hear item b"),
            ("1", "hear place 1"),
        ],
        View::Field(field) if field.long => &[],
        View::Journey(_) => &[("2", "choose row 2; a choice is final")],
        View::Field(_) => &[("any words", "write them as your answer")],
    }
}

/// Hears a line as a gesture; `None` if it is none.
pub(super) fn gesture(desk: &Desk<'_>, talk: &Talk, line: &str) -> Option<Heard> {
    let tokens = tokens(line)?;
    let inputs = match &desk.view {
        View::Choices { many, rows } => choose(*many, desk.can.work, rows, &tokens)?,
        View::Sequence { rows } => order(rows, &without_to(tokens))?,
        View::Slots { slots, items, .. } => place(slots, items, &without_to(tokens))?,
        View::Journey(journey) if journey.rows.is_empty() => {
            numbers(&tokens)?;
            Err(format!("The case has ended: there is nothing more to choose. {}", what_next(desk)))
        }
        View::Journey(journey) => choose(false, desk.can.work, &journey.rows, &tokens)?,
        View::Field(_) => return None,
    };
    Some(match inputs {
        Ok(inputs) => Heard::Do(inputs.into_iter().map(Command::Work).collect()),
        Err(words) => Heard::Say(talk.sentences(words)),
    })
}

/// Inputs, or a sentence on why there are none.
type Inputs = Result<Vec<Input>, String>;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    /// A number from 1; one that is too large for anything is `usize::MAX`.
    Number(usize),
    /// Letters of an item, as its position.
    Letters(usize, String),
    Out,
    To,
}

/// The most numbers and letters in a line that make a gesture.
const MAX_TOKENS: usize = 200;
/// The letters that an item can have at the most.
const MAX_LETTERS: usize = 2;

fn tokens(line: &str) -> Option<Vec<Token>> {
    let words = line.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
    let words = words.map(|word| word.trim_end_matches('.').to_ascii_lowercase());
    let words = words.filter(|word| !matches!(word.as_str(), "" | "and"));
    let tokens: Option<Vec<Token>> = words.take(MAX_TOKENS).map(token).collect();
    tokens.filter(|tokens| !tokens.is_empty())
}

fn without_to(mut tokens: Vec<Token>) -> Vec<Token> {
    tokens.retain(|token| *token != Token::To);
    tokens
}

fn token(word: String) -> Option<Token> {
    match word.as_str() {
        "out" => return Some(Token::Out),
        "to" | "in" | "into" => return Some(Token::To),
        _ => {}
    }
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Token::Number(word.parse().unwrap_or(usize::MAX)));
    }
    if word.len() > MAX_LETTERS || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let value = word.bytes().fold(0, |value, byte| value * 26 + usize::from(byte - b'a') + 1);
    Some(Token::Letters(value - 1, word))
}

/// The number as read by its owner.
pub(super) fn number(word: &str) -> Option<usize> {
    match tokens(word)?.as_slice() {
        [Token::Number(number)] => Some(*number),
        _ => None,
    }
}

/// The entry of a number that counts from 1.
pub(super) fn nth<T>(list: &[T], number: usize) -> Option<&T> {
    list.get(number.checked_sub(1)?)
}

/// That there is no such number.
pub(super) fn no_such(what: &str, number: usize, last: usize) -> String {
    let number = if number == usize::MAX { "with this number".to_owned() } else { number.to_string() };
    match last {
        0 => format!("There is no {what} here."),
        1 => format!("There is no {what} {number} here, only {what} 1."),
        _ => format!("There is no {what} {number} here, only 1 to {last}."),
    }
}

fn choose(many: bool, open: bool, rows: &[Row], tokens: &[Token]) -> Option<Inputs> {
    let (numbers, out) = match tokens {
        [Token::Number(number), Token::Out] | [Token::Out, Token::Number(number)] => (vec![*number], true),
        _ => (numbers(tokens)?, false),
    };
    let mut picked: Vec<&Row> = Vec::new();
    for number in numbers {
        let Some(row) = nth(rows, number) else { return Some(Err(no_such("row", number, rows.len()))) };
        if !picked.iter().any(|other| other.item == row.item) {
            picked.push(row);
        }
    }
    if picked.len() > 1 && !many {
        return Some(Err("Only one row can be chosen here.".to_owned()));
    }
    if let [row] = picked.as_slice() {
        if out && !row.chosen {
            return Some(Err(sentence(&with_states(&row.text, ["not chosen"]))));
        }
        if row.chosen && !many && !out && open {
            return Some(Err(sentence(&with_states(&row.text, ["chosen already"]))));
        }
    }
    Some(Ok(picked.into_iter().map(|row| Input::Choose(row.item)).collect()))
}

fn numbers(tokens: &[Token]) -> Option<Vec<usize>> {
    let number = |token: &Token| match token {
        Token::Number(number) => Some(*number),
        Token::Letters(..) | Token::Out | Token::To => None,
    };
    tokens.iter().map(number).collect()
}

fn order(rows: &[Row], tokens: &[Token]) -> Option<Inputs> {
    let numbers = numbers(tokens)?;
    if let Some(number) = numbers.iter().find(|number| nth(rows, **number).is_none()) {
        return Some(Err(no_such("row", *number, rows.len())));
    }
    let mut sorted = numbers.clone();
    sorted.sort_unstable();
    if sorted.iter().copied().eq(1..=rows.len()) {
        let items = numbers.iter().enumerate();
        let moves = items.filter_map(|(to, number)| Some(Input::Move { item: nth(rows, *number)?.item, to }));
        return Some(Ok(moves.collect()));
    }
    Some(match numbers.as_slice() {
        [row, to] => match nth(rows, *row) {
            Some(row) => Ok(vec![Input::Move { item: row.item, to: to - 1 }]),
            None => Err(no_such("row", *row, rows.len())),
        },
        [row] => Err(format!("Say {row} to 1 to move row {row} to place 1.")),
        _ => Err("Say the number of each row once, in the right order.".to_owned()),
    })
}

fn place(slots: &[SlotRow], items: &[Row], tokens: &[Token]) -> Option<Inputs> {
    match tokens {
        [Token::Letters(at, _)] => return items.get(*at).map(|row| Err(desk::item(slots, row, *at))),
        [Token::Number(number)] => {
            return Some(Err(match nth(slots, *number) {
                Some(_) => desk::place(slots, items, number - 1),
                None => no_such("place", *number, slots.len()),
            }));
        }
        _ => {}
    }
    // A command word such as `go` is no item.
    let known =
        |token: &Token| !matches!(token, Token::Letters(at, word) if *at >= items.len() && word.len() > 1);
    if !tokens.len().is_multiple_of(2) || !tokens.iter().all(known) {
        return None;
    }
    let mut inputs = Vec::new();
    for pair in tokens.chunks(2) {
        match pair {
            [Token::Letters(at, word), other] | [other, Token::Letters(at, word)] => {
                let Some(row) = items.get(*at) else { return Some(Err(no_item(word, items.len()))) };
                match other {
                    Token::Number(number) => match nth(slots, *number) {
                        Some(slot) => inputs.push(Input::Place { item: row.item, slot: slot.slot }),
                        None => return Some(Err(no_such("place", *number, slots.len()))),
                    },
                    Token::Out => inputs.push(Input::Lift(row.item)),
                    Token::Letters(..) | Token::To => return None,
                }
            }
            [Token::Number(number), Token::Out] | [Token::Out, Token::Number(number)] => {
                let Some(slot) = nth(slots, *number) else {
                    return Some(Err(no_such("place", *number, slots.len())));
                };
                let there = items.iter().filter(|row| row.slot == Some(slot.slot));
                inputs.extend(there.map(|row| Input::Lift(row.item)));
                if inputs.is_empty() {
                    return Some(Err(desk::place(slots, items, number - 1)));
                }
            }
            _ => return None,
        }
    }
    Some(Ok(inputs))
}

fn no_item(letters: &str, items: usize) -> String {
    let last = desk::letters(items.saturating_sub(1));
    format!("There is no item {letters} here, only a to {last}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::{Item, Slot};

    fn rows(count: u16) -> Vec<Row> {
        (0..count).map(|n| Row::new(Item(n), format!("row {n}"))).collect()
    }

    fn slots(count: u16) -> Vec<SlotRow> {
        (0..count).map(|n| SlotRow { slot: Slot(n), label: format!("place {n}"), room: Some(1) }).collect()
    }

    fn chosen(many: bool, line: &str) -> Option<Inputs> {
        let mut rows = rows(4);
        rows[1].chosen = true;
        choose(many, true, &rows, &tokens(line)?)
    }

    fn ordered(line: &str) -> Option<Inputs> {
        order(&rows(3), &without_to(tokens(line)?))
    }

    fn placed(line: &str) -> Option<Inputs> {
        let mut items = rows(28);
        items[2].slot = Some(Slot(1));
        place(&slots(3), &items, &without_to(tokens(line)?))
    }

    fn choice(item: u16) -> Input {
        Input::Choose(Item(item))
    }

    fn at(item: u16, slot: u16) -> Input {
        Input::Place { item: Item(item), slot: Slot(slot) }
    }

    #[test]
    fn rows_are_chosen_by_number() {
        assert_eq!(chosen(false, "3"), Some(Ok(vec![choice(2)])));
        assert_eq!(chosen(false, "3."), Some(Ok(vec![choice(2)])));
        assert_eq!(chosen(false, "2"), Some(Err("row 1, chosen already.".into())));
        assert_eq!(chosen(false, "2 out"), Some(Ok(vec![choice(1)])));
        assert_eq!(chosen(false, "1 out"), Some(Err("row 0, not chosen.".into())));
        assert_eq!(chosen(false, "1 3"), Some(Err("Only one row can be chosen here.".into())));
        assert_eq!(chosen(true, "1, 3 and 1"), Some(Ok(vec![choice(0), choice(2)])));
        assert_eq!(chosen(true, "2"), Some(Ok(vec![choice(1)])));
        assert_eq!(chosen(true, "0"), Some(Err("There is no row 0 here, only 1 to 4.".into())));
        let huge = "There is no row with this number here, only 1 to 4.";
        assert_eq!(chosen(true, "99999999999999999999999"), Some(Err(huge.into())));
        assert_eq!(chosen(true, "2 to 1"), None);
        assert_eq!(chosen(true, "two"), None);
        assert_eq!(chosen(true, "b"), None);
    }

    #[test]
    fn rows_are_moved_by_number() {
        let moved = |item, to| Input::Move { item: Item(item), to };
        assert_eq!(ordered("3 to 1"), Some(Ok(vec![moved(2, 0)])));
        assert_eq!(ordered("1 3"), Some(Ok(vec![moved(0, 2)])));
        assert_eq!(ordered("3 1 2"), Some(Ok(vec![moved(2, 0), moved(0, 1), moved(1, 2)])));
        assert_eq!(ordered("4 to 1"), Some(Err("There is no row 4 here, only 1 to 3.".into())));
        assert_eq!(ordered("2"), Some(Err("Say 2 to 1 to move row 2 to place 1.".into())));
        assert_eq!(
            ordered("1 1 2"),
            Some(Err("Say the number of each row once, in the right order.".into()))
        );
        assert_eq!(ordered("next"), None);
    }

    #[test]
    fn items_are_placed_by_letter() {
        assert_eq!(placed("b to 2"), Some(Ok(vec![at(1, 1)])));
        assert_eq!(placed("B 2, a in 3"), Some(Ok(vec![at(1, 1), at(0, 2)])));
        assert_eq!(placed("ab into 1"), Some(Ok(vec![at(27, 0)])));
        assert_eq!(placed("c out"), Some(Ok(vec![Input::Lift(Item(2))])));
        assert_eq!(placed("2 out"), Some(Ok(vec![Input::Lift(Item(2))])));
        assert_eq!(placed("1 out"), Some(Err("1. place 0: empty".into())));
        assert_eq!(placed("c"), Some(Err("c. row 2, in 2".into())));
        assert_eq!(placed("2"), Some(Err("2. place 1: c, row 2".into())));
        assert_eq!(placed("b to 4"), Some(Err("There is no place 4 here, only 1 to 3.".into())));
        assert_eq!(placed("go 3"), None);
        assert_eq!(
            place(&slots(3), &rows(2), &without_to(tokens("z to 1").unwrap())),
            Some(Err("There is no item z here, only a to b.".into()))
        );
        assert_eq!(place(&slots(3), &rows(2), &tokens("n").unwrap()), None);
    }
}
