//! A step to be looked at.

use crate::Step;
use crate::sittings::Taken;

/// Shows what changes in a step, and what each column sends for it.
pub(crate) fn step(step: &Step, last: Option<&Taken>, next: &Taken, sent: &[(&str, Vec<u8>)]) {
    println!("{:?}: {}, at the least {} bytes", step.action, step.touch, step.bound);
    let area = next.picture.area;
    for y in 0..area.height {
        let row = |taken: &Taken| {
            (0..area.width).map(|x| taken.picture[(x, y)].symbol().to_owned()).collect::<String>()
        };
        let differs =
            last.is_none_or(|last| (0..area.width).any(|x| last.picture[(x, y)] != next.picture[(x, y)]));
        if differs {
            if let Some(last) = last {
                println!("{y:>3} - {}", row(last).trim_end());
            }
            println!("{y:>3} + {}", row(next).trim_end());
            let pens = (0..area.width).filter(|x| {
                last.is_some_and(|last| {
                    let (was, is) = (&last.picture[(*x, y)], &next.picture[(*x, y)]);
                    was.symbol() == is.symbol() && was != is
                })
            });
            let pens: Vec<String> = pens.map(|x| x.to_string()).collect();
            if !pens.is_empty() {
                println!("      only the pen is another one in columns {}", pens.join(" "));
            }
        }
    }
    println!("cursor {:?} -> {:?}", last.and_then(|last| last.cursor), next.cursor);
    for (name, bytes) in sent {
        println!("{name}, {} bytes:\n  {}", bytes.len(), readable(bytes));
    }
}

/// Bytes as people write them: `ESC [ 3 ; 1 H`, words between quotes.
pub(crate) fn readable(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut out: Vec<String> = Vec::new();
    let mut words = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let named = match letter {
            '\r' => Some("CR".to_owned()),
            '\n' => Some("LF".to_owned()),
            '\u{8}' => Some("BS".to_owned()),
            '\u{1b}' => {
                let mut sequence = "ESC".to_owned();
                let mut inside = false;
                for letter in letters.by_ref() {
                    sequence.push(letter);
                    inside |= letter == '[';
                    if !inside && letter != '(' || inside && letter != '[' && ('@'..='~').contains(&letter) {
                        break;
                    }
                    if sequence.starts_with("ESC(") && letter != '(' {
                        break;
                    }
                }
                Some(sequence)
            }
            letter if letter.is_control() => Some(format!("{:02x}", u32::from(letter))),
            letter => {
                words.push(letter);
                None
            }
        };
        if named.is_some() && !words.is_empty() {
            out.push(format!("{words:?}"));
            words.clear();
        }
        out.extend(named);
    }
    if !words.is_empty() {
        out.push(format!("{words:?}"));
    }
    out.join(" ")
}
