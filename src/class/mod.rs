//! Who learns together, and what their trainers did: one book for all, folded from its events.
//!
//! [`Book::decide`] turns an [`Act`] into [`ClassEvent`]s if whoever asks may do it, and only
//! [`Book::apply`] changes the book, so live and replayed books cannot differ. The events are the
//! audit log, too: each says who did it and when. There is no clock, no store and no screen here,
//! and no learner's work: that stays in the learner's own events.

mod act;
mod apply;
mod audit;
mod boards;
mod book;
mod choice;
mod code;
mod cohort;
mod company;
mod csv;
mod decide;
mod enrol;
mod entry;
mod erase;
mod errand;
mod essays;
mod event;
mod guidance;
mod id;
mod key;
mod live;
mod order;
mod pairing;
mod people;
mod person;
mod posts;
mod refused;
mod rehearsal;
mod report;
mod review;
mod roll;
mod roster;
#[cfg(test)]
mod roster_tests;
mod stats;
mod tables;
mod teaching;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod wall;
mod words;

pub use act::{Act, CodeFor, Entrant, Teaching};
pub use boards::{Boards, MAX_POSTS, MAX_POSTS_OF_ONE};
pub use book::{
    Book, EssayKey, Hint, Learning, MAX_COHORTS, MAX_MEMBERS, MAX_PEOPLE, Mark, Membership, Note, Poll,
    PostState, Said,
};
pub use choice::Choice;
pub use code::{Code, JoinCode, MAX_CODES, MAX_LASTING, MAX_USES};
pub use cohort::{Cohort, Group, Level, MAX_COURSES, MAX_GROUPS, Moment, Plan};
pub use company::Companies;
pub use csv::csv_row;
pub use decide::Dice;
pub use essays::{Essay, essays};
pub use event::{ClassEvent, Done, Moderation, Pair, Spot};
pub use id::{CohortId, GroupId, PollId, console, erased, is_person_id};
pub use key::{Key, KeyFault, MAX_KEY_TEXT, MAX_KEYS, PublicKey};
pub use live::{MAX_REHEARSAL_MINUTES, live_rehearsal, rehearsal_acts, rehearsal_people};
pub use order::{NO_DATE, Order, Reply, ReviewDeed, cohort_or_only, obey};
pub use person::{Person, Profile, Role, Shown, Shows};
pub use posts::{Remark, remarks};
pub use refused::{Refused, What};
pub use rehearsal::{
    MAX_REHEARSAL, is_rehearsal, rehearsal, rehearsal_cohort, rehearsal_learner, rehearsal_number,
};
pub use report::reviews_told;
pub use review::{Handed, Reader, Review, Reviewing, Stamp, has_handed_in, reviewing};
pub use roll::{Member, Roll, Standing};
pub use roster::MAX_ROSTER;
pub use stats::{DayOfWork, Funnel, Item, LEAST_FOR_D, LEAST_FOR_FACILITY, ModuleScore};
pub use tables::{Table, essay_marks_csv, posts_csv, responses_csv, results_csv};
pub use wall::{Presence, Seen, Wall};
pub use words::{
    MAX_COMMENT, MAX_INTERESTS, MAX_LABEL, MAX_LINE, MAX_NAME, MAX_TEXT, clean_block, clean_words,
};
