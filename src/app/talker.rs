//! A sitting line by line: a line in, what came of it out.

use std::time::Duration;

use super::sitting::LAST_PATIENCE;
use super::{Kept, Seat, Unsaved};
use crate::linear::{Talk, end, pause, say, turn};
use crate::session::{Happened, Time};

/// A sitting with somebody who speaks and listens in lines.
pub struct Talker {
    seat: Seat,
    talk: Talk,
    /// True if lines of a text were saved, which is said once, when the text is closed.
    unsaid: bool,
    /// When lines of a text began to wait in the talk.
    ahead: Option<Time>,
    /// How many posts were new when that was last looked at.
    unread: usize,
    /// What trainers said until then was passed on.
    told: Option<Time>,
    /// The poll that was passed on last.
    asked: Option<String>,
    /// True once it was said what leaving would lose.
    warned: bool,
}

/// So long lines of a text wait at the most, before they are written down.
const PAUSE: i64 = 1_000;
/// How long a line waits for the disk before it is said that this still goes on.
const PATIENCE: Duration = Duration::from_millis(200);
/// What leaves although work is lost.
const ANYWAY: &str = "quit anyway";

/// What is said back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Lines that end with a newline, or nothing.
    pub words: String,
    /// True if the talk is over.
    pub over: bool,
}

impl Talker {
    /// A talk at a seat.
    pub fn new(seat: impl Into<Seat>) -> Self {
        let seat = seat.into();
        let talk = Talk::new(seat.take().session().course().clone());
        let (told, asked) = (None, None);
        Self { seat, talk, unsaid: false, ahead: None, unread: 0, told, asked, warned: false }
    }

    /// What is said first: the page where the talk begins.
    pub fn begin(&mut self) -> String {
        let mut words = String::new();
        let sitting = self.seat.take();
        if sitting.unread > 0 {
            words = format!("{} entries of your work are of no known kind; they are kept.\n", sitting.unread);
        }
        let scene = sitting.scene();
        self.unread = scene.unread;
        words.push_str(&say(&scene, &self.talk));
        drop(scene);
        drop(sitting);
        words + &self.news()
    }

    /// What others have said since this was last asked, in lines; nothing if nothing.
    pub fn news(&mut self) -> String {
        let sitting = self.seat.take();
        let scene = sitting.scene();
        let mut words = String::new();
        for word in scene.unheard.iter().filter(|word| self.told.is_none_or(|told| word.at > told)) {
            words.push_str(&format!("{}, {}: {} Say class to hear more.\n", word.by, word.sort, word.text));
        }
        self.told = scene.unheard.last().map(|word| word.at).max(self.told);
        if let Some(poll) = scene.unanswered.filter(|poll| self.asked.as_ref() != Some(&poll.id)) {
            words.push_str(&format!("Poll: {} Say class to answer.\n", poll.question));
            self.asked = Some(poll.id.clone());
        }
        // Posts can wait until a text is closed.
        if !self.talk.is_writing() {
            let before = std::mem::replace(&mut self.unread, scene.unread);
            match scene.unread.saturating_sub(before) {
                0 => {}
                1 => words.push_str("A new post has come. Say unread to hear it.\n"),
                new => words.push_str(&format!("{new} new posts have come. Say unread to hear them.\n")),
            }
        }
        words
    }

    /// What stands before the next line.
    pub fn prompt(&self) -> &'static str {
        self.talk.prompt()
    }

    /// Takes a line; what was done is on the disk before this says "saved".
    pub fn hear(&mut self, line: &str, now: Time) -> Said {
        let anyway = self.warned && !self.talk.is_writing() && line.trim().eq_ignore_ascii_case(ANYWAY);
        let line = if anyway { "quit" } else { line };
        let talk = &mut self.talk;
        let seat = self.seat.clone();
        let mut sitting = seat.take();
        let turn = sitting.turn(now, |session| turn(session, talk, line, now));
        self.ahead = if self.talk.is_ahead() { self.ahead.or(Some(now)) } else { None };
        if turn.quit {
            drop(sitting);
            return self.leaves(turn.say, anyway, now);
        }
        // A line is a deliberate act: what it changed is written down at once.
        let drafted = sitting.write_down(now);
        let mut words = turn.say;
        self.unsaid |= drafted || turn.events.iter().any(|event| is_work(&event.what));
        let writing = self.talk.is_writing();
        match sitting.settle(PATIENCE, now) {
            Kept::Saved if self.unsaid && !writing => {
                self.unsaid = false;
                words.push_str("Saved.\n");
            }
            Kept::Saved => {}
            Kept::Saving => words.push_str("Still saving.\n"),
            Kept::Failing(why) => words.push_str(&format!("Not saved: {why}\n")),
        }
        drop(sitting);
        words.push_str(&self.news());
        Said { words, over: turn.quit }
    }

    /// Leaving waits until all is saved or the learner says that it may be lost.
    fn leaves(&mut self, words: String, anyway: bool, now: Time) -> Said {
        match self.seat.take().secure(LAST_PATIENCE, now) {
            Err(Unsaved { why, what }) if !anyway => {
                self.warned = true;
                let words = format!(
                    "Not saved: {why} If you leave now, this is lost: {what}.\n\
                     Say quit to try once more. Say {ANYWAY} to leave and lose it. Or go on.\n"
                );
                Said { words, over: false }
            }
            Ok(()) | Err(_) => Said { words, over: true },
        }
    }

    /// When [`Talker::wake`] has something to do, if no line comes.
    pub fn wakes_at(&self) -> Option<Time> {
        let ahead = self.ahead.map(|since| Time(since.0.saturating_add(PAUSE)));
        ahead.into_iter().chain(self.seat.take().wakes_at()).min()
    }

    /// Does what is due: hands over lines of an open text, tries the disk again.
    pub fn wake(&mut self, now: Time) {
        let mut sitting = self.seat.take();
        if self.ahead.is_some_and(|since| now.0 >= since.0.saturating_add(PAUSE)) {
            self.ahead = None;
            let talk = &mut self.talk;
            sitting.turn(now, |session| pause(session, talk, now));
            sitting.write_down(now);
        }
        sitting.wake(now);
        sitting.settle(PATIENCE, now);
    }

    /// Ends the talk, if its end was not said.
    pub fn end(&mut self, now: Time) -> (String, Result<(), Unsaved>) {
        let talk = &mut self.talk;
        let mut sitting = self.seat.take();
        let turn = sitting.turn(now, |session| end(session, talk, now));
        (turn.say, sitting.finish(LAST_PATIENCE))
    }

    /// Leaves after the end was said.
    ///
    /// # Errors
    /// [`Unsaved`] if something that the learner would miss is not on the disk.
    pub fn leave(&mut self) -> Result<(), Unsaved> {
        self.seat.take().finish(LAST_PATIENCE)
    }
}

/// True for what a learner wants to hear was saved.
fn is_work(what: &Happened) -> bool {
    match what {
        Happened::Answered { .. }
        | Happened::Posted { .. }
        | Happened::Edited { .. }
        | Happened::Deleted { .. }
        | Happened::Rated { .. }
        | Happened::Noted { .. }
        | Happened::Jotted { .. }
        | Happened::Bookmarked { .. }
        | Happened::Reported { .. }
        | Happened::Voted { .. }
        | Happened::Wrote { .. }
        | Happened::Introduced { .. }
        | Happened::Grouped { .. }
        | Happened::ReviewDrafted { .. }
        | Happened::Reviewed { .. }
        | Happened::Drafted { .. } => true,
        Happened::Came
        | Happened::Left
        | Happened::Toured
        | Happened::Heard(_)
        | Happened::Visited(_)
        | Happened::Read(_)
        | Happened::Reopened(_)
        | Happened::Hinted(_)
        | Happened::Revealed(_)
        | Happened::Followed { .. }
        | Happened::Drawn { .. } => false,
    }
}
