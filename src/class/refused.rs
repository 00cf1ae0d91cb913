//! Why something is not done, in plain sentences.

use std::fmt;

use super::id::{CohortId, GroupId, PollId};
use super::key::KeyFault;
use crate::course::LearnerId;
use crate::session::Time;

/// What words are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A name.
    Name,
    /// An organization.
    Organization,
    /// A country.
    Country,
    /// Interests.
    Interests,
    /// The label of a key.
    Label,
    /// The name of a cohort.
    CohortName,
    /// The name of a group.
    GroupName,
    /// An announcement, hint or note.
    Text,
    /// A comment.
    Comment,
    /// The question of a poll.
    Question,
    /// An option of a poll.
    Choice,
}

impl fmt::Display for What {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            What::Name => "name",
            What::Organization => "organization",
            What::Country => "country",
            What::Interests => "list of interests",
            What::Label => "label",
            What::CohortName => "name of the class",
            What::GroupName => "name of the group",
            What::Text => "text",
            What::Comment => "comment",
            What::Question => "question",
            What::Choice => "option",
        })
    }
}

/// Why an act is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Only somebody else may do it.
    NotAllowed,
    /// Only an admin may do it.
    AdminsOnly,
    /// Only a trainer of the cohort may do it.
    TrainersOnly(CohortId),
    /// There is no such person.
    NoPerson(LearnerId),
    /// There is no such cohort.
    NoCohort(CohortId),
    /// The cohort has no such group.
    NoGroup(GroupId),
    /// The cohort has no such course.
    NoCourse(String),
    /// There is no such poll, or it is closed.
    NoPoll(PollId),
    /// There is no such option.
    NoOption,
    /// No such code is open to this person.
    NoCode,
    /// The code has ended.
    CodeEnded(Time),
    /// The code was used as often as it may be.
    CodeUsedUp,
    /// The cohort has closed.
    CohortClosed(CohortId),
    /// The name is somebody's already.
    Taken(LearnerId),
    /// The person is known, but not to this trainer.
    NotYours(LearnerId),
    /// There is such a cohort already.
    CohortThere(CohortId),
    /// Not a member of the cohort.
    NotIn(LearnerId, CohortId),
    /// A member of the cohort already.
    AlreadyIn(LearnerId, CohortId),
    /// A name that no person can have.
    BadId(String),
    /// A name that no cohort or group can have.
    BadName(String),
    /// No public key.
    Key(KeyFault),
    /// The key is this person's already.
    KeyKnown,
    /// The key is somebody else's.
    KeyTaken,
    /// The person has no such key.
    NoKey,
    /// Without this key nobody could come back.
    LastKey,
    /// No such moment can be read.
    BadMoment(String),
    /// The cohort would close before it opens.
    ClosesFirst,
    /// Something that must say something is empty.
    Empty(What),
    /// It is longer than this many characters.
    TooLong(What, usize),
    /// There are as many as there can be.
    Full(&'static str, usize),
    /// A number is not within these bounds.
    OutOfRange(&'static str, u64, u64),
    /// A poll is open already.
    PollOpen,
    /// No review is open there, or this essay is not this reviewer's to review.
    NoReview,
    /// A trainer chose the group of this member.
    Assigned,
    /// There is, or was, a review there.
    ReviewThere,
    /// There are not two essays that could be given out.
    FewEssays,
    /// Everybody has essays to review, and a reviewer for each of theirs.
    AllGivenOut,
    /// The group is not within the levels above it.
    BadGroups(GroupId),
    /// A roster that cannot be taken in: all complaints about it, as they are shown.
    Roster(String),
    /// A role, level or field that does not exist.
    Unknown(String),
}

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::NotAllowed => out.write_str("You may not do that."),
            Refused::AdminsOnly => out.write_str("Only an admin may do that."),
            Refused::TrainersOnly(cohort) => write!(out, "Only a trainer of `{cohort}` may do that."),
            Refused::NoPerson(id) => write!(out, "There is nobody called `{id}` here."),
            Refused::NoCohort(id) => write!(out, "There is no class `{id}`."),
            Refused::NoGroup(id) => write!(out, "There is no group `{id}` in this class."),
            Refused::NoCourse(id) => write!(out, "This class does not take the course `{id}`."),
            Refused::NoPoll(id) => write!(out, "There is no open poll `{id}`."),
            Refused::NoOption => out.write_str("There is no such option."),
            Refused::NoCode => {
                out.write_str("This code is not known. It is three words: look at them again.")
            }
            Refused::CodeEnded(at) => {
                write!(out, "This code ended at {} UTC. Ask your trainer for a new one.", at.minute())
            }
            Refused::CodeUsedUp => {
                out.write_str("This code was used as often as it may be. Ask your trainer for a new one.")
            }
            Refused::CohortClosed(id) => write!(out, "The class `{id}` has closed."),
            Refused::Taken(id) => write!(
                out,
                "Somebody is called `{id}` already. If it is you, use your key or your own code. If not, choose another name."
            ),
            Refused::NotYours(id) => write!(
                out,
                "`{id}` is here already, but in no class of yours. Give them a join code, or ask an admin."
            ),
            Refused::CohortThere(id) => write!(out, "There is a class `{id}` already."),
            Refused::NotIn(person, cohort) => write!(out, "`{person}` is not in `{cohort}`."),
            Refused::AlreadyIn(person, cohort) => write!(out, "`{person}` is in `{cohort}` already."),
            Refused::BadId(id) => write!(
                out,
                "`{id}` cannot be a login name. Use small letters, digits and . - _, and begin with a letter or digit."
            ),
            Refused::BadName(name) => {
                write!(out, "`{name}` cannot be the short name. Use small letters, digits and hyphens.")
            }
            Refused::Key(fault) => fault.fmt(out),
            Refused::KeyKnown => out.write_str("This key is there already."),
            Refused::KeyTaken => out.write_str("This key belongs to somebody else here."),
            Refused::NoKey => out.write_str("There is no such key."),
            Refused::LastKey => out.write_str(
                "This is your last key: without it you could not come back. Add another one first.",
            ),
            Refused::BadMoment(text) => write!(
                out,
                "`{text}` is not a date with time and zone. Write it like 2026-12-01T09:00+03:00."
            ),
            Refused::ClosesFirst => out.write_str("The class would close before it opens."),
            Refused::Empty(what) => write!(out, "The {what} is empty."),
            Refused::TooLong(what, most) => write!(out, "The {what} is longer than {most} characters."),
            Refused::Full(what, most) => write!(out, "There can be at most {most} {what}."),
            Refused::OutOfRange(what, least, most) => write!(out, "The {what} must be {least} to {most}."),
            Refused::PollOpen => out.write_str("A poll is open already. Close it first."),
            Refused::NoReview => out.write_str("There is nothing to review here now."),
            Refused::Assigned => out.write_str("A trainer chose this group."),
            Refused::ReviewThere => out.write_str("There is a review of this essay already, or there was."),
            Refused::FewEssays => out.write_str("Two essays at least must be handed in first."),
            Refused::AllGivenOut => out.write_str("Everybody who handed in has essays to review already."),
            Refused::BadGroups(id) => write!(
                out,
                "The group `{id}` must lie within a group of a higher level: national, then regional, then global."
            ),
            Refused::Roster(complaints) => {
                write!(out, "Nothing was taken in, for the list has mistakes:\n{}", complaints.trim_end())
            }
            Refused::Unknown(sentence) => out.write_str(sentence),
        }
    }
}

impl std::error::Error for Refused {}
