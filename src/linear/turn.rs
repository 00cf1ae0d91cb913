//! A line heard, done and answered.

use super::change::after;
use super::hear::{Heard, hear};
use super::talk::Talk;
use crate::exercise::Input;
use crate::session::{Command, Event, Session, Time};

/// What came of a line.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// What happened, already applied, to be kept for ever.
    pub events: Vec<Event>,
    /// What to print: nothing, or lines that end with a newline.
    pub say: String,
    /// True if the learner leaves.
    pub quit: bool,
}

/// Hears a line, does what it asks, and says what came of it.
pub fn turn(session: &mut Session, talk: &mut Talk, line: &str, now: Time) -> Turn {
    let heard = hear(&session.scene(), talk, line);
    let mut turn = Turn::default();
    match heard {
        Heard::Do(commands) => {
            let mut refused = None;
            let mut done = 0;
            for command in &commands {
                match session.handle(command.clone(), now) {
                    Ok(events) => turn.events.extend(events),
                    Err(refusal) => {
                        refused = Some(refusal);
                        break;
                    }
                }
                done += 1;
            }
            let refused = refused.as_ref().zip(commands.get(done));
            turn.say = after(&session.scene(), talk, &commands[..done], refused);
        }
        Heard::Say(words) => turn.say = words,
        Heard::More => {}
        Heard::Quit => turn = end(session, talk, now),
    }
    turn
}

/// A pause: lines of an open text that wait here are handed over.
pub fn pause(session: &mut Session, talk: &mut Talk, now: Time) -> Turn {
    let text = talk.hand_over().map(|text| Command::Work(Input::Write(text)));
    let events = text.and_then(|text| session.handle(text, now).ok()).unwrap_or_default();
    Turn { events, ..Turn::default() }
}

/// Ends the talk: at the end of the input, or when the learner leaves.
pub fn end(session: &mut Session, talk: &mut Talk, now: Time) -> Turn {
    let text = talk.close().map(|text| Command::Work(Input::Write(text)));
    let mut turn = Turn { quit: true, say: talk.sentences("Goodbye."), ..Turn::default() };
    for command in text.into_iter().chain([Command::Leave]) {
        turn.events.extend(session.handle(command, now).unwrap_or_default());
    }
    turn
}
