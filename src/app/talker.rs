//! A sitting line by line: a line in, what came of it out.

use super::{Kept, Sitting};
use crate::linear::{Talk, end, say, turn};
use crate::session::{Happened, Time};

/// A sitting with somebody who speaks and listens in lines.
pub struct Talker {
    sitting: Sitting,
    talk: Talk,
    /// True if lines of a text were saved, which is said once, when the text is closed.
    unsaid: bool,
}

/// What is said back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Lines that end with a newline, or nothing.
    pub words: String,
    /// True if the talk is over.
    pub over: bool,
}

impl Talker {
    /// A talk about a sitting.
    pub fn new(sitting: Sitting) -> Self {
        let talk = Talk::new(sitting.session().course().clone());
        Self { sitting, talk, unsaid: false }
    }

    /// What is said first: the page where the talk begins.
    pub fn begin(&mut self) -> String {
        let mut words = String::new();
        if self.sitting.unread > 0 {
            words = format!(
                "{} entries of your work are of no known kind; they are kept.\n",
                self.sitting.unread
            );
        }
        words + &say(&self.sitting.scene(), &self.talk)
    }

    /// What stands before the next line.
    pub fn prompt(&self) -> &'static str {
        self.talk.prompt()
    }

    /// Takes a line; what was done is on the disk before this says "saved".
    pub fn hear(&mut self, line: &str, now: Time) -> Said {
        let talk = &mut self.talk;
        let turn = self.sitting.turn(now, |session| turn(session, talk, line, now));
        // A line is a deliberate act: what it changed is written down at once.
        let drafted = self.sitting.write_down(now);
        let mut words = turn.say;
        self.unsaid |= drafted || turn.events.iter().any(|event| is_work(&event.what));
        let writing = self.talk.is_writing();
        match self.sitting.settle(now) {
            Kept::Saved if self.unsaid && !writing => {
                self.unsaid = false;
                words.push_str("Saved.\n");
            }
            Kept::Saved => {}
            Kept::Saving => words.push_str("Still saving.\n"),
            Kept::Failing(why) => words.push_str(&format!("Not saved: {why}\n")),
        }
        Said { words, over: turn.quit }
    }

    /// Ends the talk, if its end was not said.
    pub fn end(&mut self, now: Time) -> (String, Kept) {
        let talk = &mut self.talk;
        let turn = self.sitting.turn(now, |session| end(session, talk, now));
        (turn.say, self.sitting.finish())
    }

    /// Leaves after the end was said.
    pub fn leave(&mut self) -> Kept {
        self.sitting.finish()
    }
}

/// True for what a learner wants to hear was saved.
fn is_work(what: &Happened) -> bool {
    match what {
        Happened::Answered { .. }
        | Happened::Posted { .. }
        | Happened::Rated { .. }
        | Happened::Noted { .. }
        | Happened::Bookmarked { .. }
        | Happened::Reported { .. }
        | Happened::Drafted { .. } => true,
        Happened::Came
        | Happened::Left
        | Happened::Toured
        | Happened::Visited(_)
        | Happened::Read(_)
        | Happened::Reopened(_)
        | Happened::Hinted(_)
        | Happened::Revealed(_)
        | Happened::Drawn { .. } => false,
    }
}
