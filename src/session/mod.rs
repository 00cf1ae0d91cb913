//! One learner in one course: decide what happened, apply it, say what is to be seen.
//!
//! [`Session::handle`] turns a [`Command`] into [`Event`]s and applies them;
//! resuming folds stored events through the same function, so live and
//! replayed progress cannot differ. [`Session::scene`] is the boundary that
//! both front ends share. There is no clock, no store and no screen here.

mod among;
mod board;
mod certificate;
mod command;
mod company;
mod decide;
mod desk;
mod discussion;
mod event;
mod glance;
mod guidance;
mod jotting;
mod letter;
mod peer;
mod people;
mod place;
mod posting;
mod progress;
mod review;
mod route;
mod scene;
mod score;
mod search;
mod show;
#[cfg(test)]
mod tests;
mod time;
mod work;

pub use among::{CirclesPage, FellowRow, Letter, PeoplePage, PersonPage, ProfilePage, SeatRow, SentRow};
pub use board::{Board, Private, Standing, Topic, Written};
pub use certificate::{COLUMNS, Certificate, Holder, MAX_HOLDER, Paragraph, ROWS};
pub use command::{Command, To};
pub use company::{
    About, Card, Circle, Company, Fellow, Interest, MAX_ABOUT, MAX_INTERESTS, Myself, OwnSeat, Part,
};
pub use decide::{MAX_NOTE, Session};
pub use event::{Event, Happened, PostId, Slip, Visit};
pub use glance::{Attempt, Glance, Posting, Sight, WorkDay};
pub use guidance::{Guidance, Poll, Word};
pub use letter::{MAX_LETTER, Sent};
pub use peer::{
    EssayMark, Lent, OpenReview, PeerEssay, PeerRemark, PeerReview, Phase, ReviewPage, ReviewRow,
    ReviewSheet, ReviewState, ToReview,
};
pub use people::{MAX_SHOWN, Wanted};
pub use place::Place;
pub use progress::Progress;
pub use scene::{
    Can, ClassPage, Contents, Crumb, Day, Desk, Digest, EssayDesk, Extras, Gate, Glossary, Gone, Hit, Jotted,
    LessonRow, ModuleBar, ModuleRow, NoteRow, Notes, Outcome, Page, PostRow, PostText, References, Report,
    Resume, RoundRow, Scene, Search, Skip, SourcePage, Sources, Stage, State, StepRow, TermPage, TestScores,
    ThreadDesk,
};
pub use time::Time;
