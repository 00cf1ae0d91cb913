//! What the book is asked to do.

use super::cohort::Plan;
use super::event::{Moderation, Spot};
use super::id::{CohortId, GroupId, PollId};
use super::key::PublicKey;
use super::person::{Profile, Role};
use crate::course::{CourseId, LearnerId, ModuleId};
use crate::session::{Place, PostId, Time};

/// What a code opens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeFor {
    /// Anybody can join a cohort.
    Cohort(CohortId),
    /// One person can come back without a key, or with a new one.
    Person(LearnerId),
}

/// Somebody who is to be in a cohort.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entrant {
    /// The login name; one is made from the name if left out.
    pub id: Option<LearnerId>,
    /// What is known of them; what is empty changes nothing of somebody who is known.
    pub profile: Profile,
    /// The group: one of the cohort, or a new one.
    pub group: Option<(GroupId, super::Group)>,
    /// A key as it was given, with its comment.
    pub key: Option<String>,
}

/// A wish of somebody in the class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Bring somebody into the book.
    AddPerson {
        /// The login name.
        person: LearnerId,
        /// What is known of them.
        profile: Profile,
        /// What they may do.
        role: Role,
    },
    /// Change a profile; what others may see, only its owner can change.
    SetProfile {
        /// Whose.
        person: LearnerId,
        /// The new one.
        profile: Profile,
    },
    /// Give a role.
    GiveRole {
        /// To whom.
        person: LearnerId,
        /// Which.
        role: Role,
    },
    /// Add a key.
    AddKey {
        /// Whose.
        person: LearnerId,
        /// The key as it is written in `authorized_keys`.
        key: String,
        /// What it is called; its comment if empty.
        label: String,
    },
    /// Take a key away.
    RemoveKey {
        /// Whose.
        person: LearnerId,
        /// The key.
        key: PublicKey,
    },
    /// Make a cohort.
    MakeCohort {
        /// Its short name; one is made from the name if left out.
        cohort: Option<CohortId>,
        /// What it is to be.
        plan: Plan,
    },
    /// Change a cohort.
    ChangeCohort {
        /// Which.
        cohort: CohortId,
        /// What it is to be.
        plan: Plan,
    },
    /// Let somebody lead a cohort, or no longer.
    SetTrainer {
        /// Which.
        cohort: CohortId,
        /// Who.
        person: LearnerId,
        /// From now on, or no longer.
        on: bool,
    },
    /// Make a code.
    MakeCode {
        /// What it opens.
        opens: CodeFor,
        /// How often it may be used.
        uses: u32,
        /// When it ends.
        until: Time,
    },
    /// Take a code back.
    WithdrawCode {
        /// The words as typed.
        code: String,
    },
    /// Come in with a code, under a name that nobody has proved to be theirs.
    Enter {
        /// The words as typed.
        code: String,
        /// The name as the person writes it; the login name if empty.
        name: String,
        /// The key that they hold, as it is written in `authorized_keys`.
        key: Option<String>,
        /// Whether work is kept under this login name, by somebody who is not in the book.
        used: bool,
    },
    /// Join another cohort with its code; whoever does it has come in already.
    Join {
        /// The words as typed.
        code: String,
    },
    /// Put people into a cohort, all or none.
    Enrol {
        /// Which.
        cohort: CohortId,
        /// Who.
        entrants: Vec<Entrant>,
    },
    /// Put a member into a group of the cohort, or into none.
    Regroup {
        /// Which cohort.
        cohort: CohortId,
        /// Who.
        person: LearnerId,
        /// Which group.
        group: Option<GroupId>,
    },
    /// Leave a cohort, or be taken out of it.
    Leave {
        /// Which.
        cohort: CohortId,
        /// Who.
        person: LearnerId,
    },
    /// Take everything about a person out of the book.
    Erase {
        /// Who.
        person: LearnerId,
    },
    /// Something in a cohort that goes on.
    Teach {
        /// Which cohort.
        cohort: CohortId,
        /// What.
        what: Teaching,
    },
    /// Write a note to somebody.
    SendNote {
        /// To whom.
        to: LearnerId,
        /// The post that it is about.
        about: Option<(Spot, PostId)>,
        /// What it says.
        text: String,
    },
}

/// What trainers, and learners with them, do in a cohort that goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Teaching {
    /// Say something to all.
    Announce(String),
    /// Send a hint to one, or to all.
    Hint {
        /// To whom; to all if to nobody.
        to: Option<LearnerId>,
        /// On which step.
        spot: Spot,
        /// What it says.
        text: String,
    },
    /// Open a module again.
    OpenModule(CourseId, ModuleId),
    /// Close a module.
    CloseModule(CourseId, ModuleId),
    /// Bring everybody to one step.
    Lead(Spot),
    /// Let everybody go where they like again.
    Release,
    /// Put a question to all.
    OpenPoll {
        /// The question.
        question: String,
        /// What can be answered.
        options: Vec<String>,
    },
    /// Take no more answers.
    ClosePoll(PollId),
    /// Answer a poll; members do this.
    Vote(PollId, u8),
    /// Do something to a post.
    Moderate(Spot, PostId, Moderation),
    /// Mark an essay.
    Mark {
        /// Whose.
        person: LearnerId,
        /// In which course.
        course: CourseId,
        /// Where.
        place: Place,
        /// Which try, from 1.
        round: u32,
        /// 0 to 3 for each line of the rubric.
        ratings: Vec<u8>,
        /// What the trainer says; it may be empty.
        comment: String,
    },
    /// Collect essays of a step for a review by other learners.
    OpenReview(Spot, u8),
    /// Give the essays out among those who handed one in.
    PairReview(Spot, Vec<LearnerId>),
    /// Review an essay; reviewers do this.
    Review {
        /// Which step.
        spot: Spot,
        /// Whose essay.
        author: LearnerId,
        /// 0 to 3 for each line of the rubric.
        ratings: Vec<u8>,
        /// What the reviewer says; it may be empty.
        comment: String,
    },
    /// Let all see what was said of their essays.
    CloseReview(Spot),
}
