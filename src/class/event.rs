//! What happened in the class, for ever.

use super::act::CodeFor;
use super::code::JoinCode;
use super::cohort::Plan;
use super::id::{CohortId, PollId};
use super::key::PublicKey;
use super::person::{Profile, Role};
use crate::course::{CourseId, LearnerId, ModuleId, StepId};
use crate::session::{Place, PostId, Time};

/// Something that happened, when, and who did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassEvent {
    /// When.
    pub at: Time,
    /// Who did it.
    pub by: LearnerId,
    /// What.
    pub what: Done,
}

/// A step of a course.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// The course.
    pub course: CourseId,
    /// The step.
    pub step: StepId,
}

/// What a trainer does to a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Moderation {
    /// Nobody but its author and trainers sees it.
    Hide,
    /// Everybody sees it again.
    Show,
    /// It stands first.
    Pin,
    /// It stands where it was.
    Unpin,
    /// Nobody can answer it.
    Lock,
    /// It can be answered again.
    Unlock,
}

/// Who reviews whose essay.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    /// Who reads it.
    pub reviewer: LearnerId,
    /// Whose it is; the reviewer is not told.
    pub author: LearnerId,
}

/// What can happen in a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// Somebody came into the book.
    PersonAdded {
        /// Who.
        person: LearnerId,
        /// What is known of them.
        profile: Profile,
        /// What they may do.
        role: Role,
    },
    /// A profile was changed.
    ProfileSet {
        /// Whose.
        person: LearnerId,
        /// The new one.
        profile: Profile,
    },
    /// A role was given.
    RoleGiven {
        /// To whom.
        person: LearnerId,
        /// Which.
        role: Role,
    },
    /// A key was added.
    KeyAdded {
        /// Whose.
        person: LearnerId,
        /// The key.
        key: PublicKey,
        /// What it is called.
        label: String,
    },
    /// A key was taken away.
    KeyRemoved {
        /// Whose.
        person: LearnerId,
        /// The key.
        key: PublicKey,
    },
    /// A cohort was made; whoever made it leads it.
    CohortMade {
        /// Its short name.
        cohort: CohortId,
        /// What it is.
        plan: Plan,
    },
    /// A cohort was changed.
    CohortChanged {
        /// Which.
        cohort: CohortId,
        /// What it is now.
        plan: Plan,
    },
    /// Somebody leads a cohort from now on, or no longer.
    TrainerSet {
        /// Which.
        cohort: CohortId,
        /// Who.
        person: LearnerId,
        /// From now on, or no longer.
        on: bool,
    },
    /// A code was made; one for a person takes the place of the one before.
    CodeMade {
        /// The words.
        code: JoinCode,
        /// What it opens.
        opens: CodeFor,
        /// How often it may be used.
        uses: u32,
        /// When it ends.
        until: Time,
    },
    /// A code was taken back.
    CodeWithdrawn {
        /// The words.
        code: JoinCode,
    },
    /// Somebody came in with a code.
    CodeUsed {
        /// The words.
        code: JoinCode,
        /// Who.
        person: LearnerId,
    },
    /// Somebody joined a cohort, or another of its groups.
    Joined {
        /// Which.
        cohort: CohortId,
        /// Who.
        person: LearnerId,
        /// In which group.
        group: Option<super::GroupId>,
    },
    /// Somebody left a cohort.
    Left {
        /// Which.
        cohort: CohortId,
        /// Who.
        person: LearnerId,
    },
    /// Everything about a person was taken out of the book.
    Erased {
        /// Who it was.
        person: LearnerId,
    },
    /// Something was said to all.
    Announced {
        /// To whom.
        cohort: CohortId,
        /// What.
        text: String,
    },
    /// A hint was sent.
    HintSent {
        /// In which cohort.
        cohort: CohortId,
        /// To whom; to all if to nobody.
        to: Option<LearnerId>,
        /// On which step.
        spot: Spot,
        /// What it says.
        text: String,
    },
    /// A module was opened again.
    ModuleOpened {
        /// To whom.
        cohort: CohortId,
        /// In which course.
        course: CourseId,
        /// Which.
        module: ModuleId,
    },
    /// A module was closed.
    ModuleClosed {
        /// To whom.
        cohort: CohortId,
        /// In which course.
        course: CourseId,
        /// Which.
        module: ModuleId,
    },
    /// Everybody was brought to one step.
    Led {
        /// Who.
        cohort: CohortId,
        /// Where.
        spot: Spot,
    },
    /// Everybody may go where they like again.
    Released {
        /// Who.
        cohort: CohortId,
    },
    /// A question was put to all.
    PollOpened {
        /// To whom.
        cohort: CohortId,
        /// Which.
        poll: PollId,
        /// The question.
        question: String,
        /// What can be answered.
        options: Vec<String>,
    },
    /// No more answers are taken.
    PollClosed {
        /// In which cohort.
        cohort: CohortId,
        /// Which.
        poll: PollId,
    },
    /// Somebody answered; the last answer counts.
    Voted {
        /// In which cohort.
        cohort: CohortId,
        /// What.
        poll: PollId,
        /// Which option, from 0.
        option: u8,
    },
    /// A trainer did something to a post.
    PostModerated {
        /// In which cohort.
        cohort: CohortId,
        /// Which discussion.
        spot: Spot,
        /// Which post.
        post: PostId,
        /// What.
        act: Moderation,
    },
    /// A trainer marked an essay.
    EssayMarked {
        /// In which cohort.
        cohort: CohortId,
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
    /// Essays of a step are collected, to be reviewed by other learners.
    ReviewOpened {
        /// In which cohort.
        cohort: CohortId,
        /// Which step.
        spot: Spot,
        /// How many essays each is to review.
        each: u8,
    },
    /// The essays were given out.
    ReviewPaired {
        /// In which cohort.
        cohort: CohortId,
        /// Which step.
        spot: Spot,
        /// Who reviews whom.
        pairs: Vec<Pair>,
    },
    /// Somebody reviewed an essay.
    ReviewGiven {
        /// In which cohort.
        cohort: CohortId,
        /// Which step.
        spot: Spot,
        /// Whose essay.
        author: LearnerId,
        /// 0 to 3 for each line of the rubric.
        ratings: Vec<u8>,
        /// What the reviewer says; it may be empty.
        comment: String,
    },
    /// All see what was said of their essays.
    ReviewClosed {
        /// In which cohort.
        cohort: CohortId,
        /// Which step.
        spot: Spot,
    },
    /// The book has taken over what a learner did in a course up to some time.
    HandedOver {
        /// Who.
        person: LearnerId,
        /// In which course.
        course: CourseId,
        /// The time of the last thing that was taken over.
        upto: Time,
    },
    /// A note was written to somebody.
    NoteSent {
        /// To whom.
        to: LearnerId,
        /// The post that it is about.
        about: Option<(Spot, PostId)>,
        /// What it says.
        text: String,
    },
}
