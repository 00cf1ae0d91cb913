//! Events of the class as they are written down: shapes of their own, with a version in each.
//!
//! As in `event`, only this file says how an event of the class looks on the disk, and what is read
//! back is cleaned and limited again.

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::{Deserialize, Serialize};

use super::event::{WrittenPlace, WrittenPost, version};
use super::{Entry, EventError, Store, StoreError, Stored, Stream};
use crate::class::{
    Book, ClassEvent, CodeFor, CohortId, Done, Group, GroupId, JoinCode, Level, MAX_COMMENT, MAX_COURSES,
    MAX_GROUPS, MAX_INTERESTS, MAX_LABEL, MAX_LINE, MAX_NAME, MAX_TEXT, Moderation, Moment, Pair, Plan,
    PollId, Profile, PublicKey, Role, Shows, Spot, console, erased, is_person_id,
};
use crate::course::{CourseId, LearnerId, ModuleId, StepId};
use crate::session::{Place, PostId, Time};
use crate::text::{clean_line, clean_text};

/// The version of class events that this program writes.
pub const CLASS_VERSION: u32 = 2;
/// The most ratings, options or pairs of one event.
const MAX_MANY: usize = 100_000;

/// An event of the class as an entry of the store.
///
/// # Errors
/// Only if it cannot be written as JSON, which is a mistake of ours.
pub fn class_to_entry(event: &ClassEvent) -> Result<Entry, EventError> {
    let v = version_of(&event.what);
    let written = Written { v, by: event.by.to_string(), what: WrittenDone::from(&event.what) };
    let body = serde_json::to_string(&written).map_err(EventError::Shape)?;
    Ok(Entry { at: event.at.0, body })
}

/// The first version that knows an event, so that an older program refuses no more than it must.
fn version_of(what: &Done) -> u32 {
    match what {
        Done::HandedOver { .. } => 2,
        Done::PersonAdded { .. }
        | Done::ProfileSet { .. }
        | Done::RoleGiven { .. }
        | Done::KeyAdded { .. }
        | Done::KeyRemoved { .. }
        | Done::CohortMade { .. }
        | Done::CohortChanged { .. }
        | Done::TrainerSet { .. }
        | Done::CodeMade { .. }
        | Done::CodeWithdrawn { .. }
        | Done::CodeUsed { .. }
        | Done::Joined { .. }
        | Done::Left { .. }
        | Done::Erased { .. }
        | Done::Announced { .. }
        | Done::HintSent { .. }
        | Done::ModuleOpened { .. }
        | Done::ModuleClosed { .. }
        | Done::Led { .. }
        | Done::Released { .. }
        | Done::PollOpened { .. }
        | Done::PollClosed { .. }
        | Done::Voted { .. }
        | Done::PostModerated { .. }
        | Done::EssayMarked { .. }
        | Done::ReviewOpened { .. }
        | Done::ReviewPaired { .. }
        | Done::ReviewGiven { .. }
        | Done::ReviewClosed { .. }
        | Done::NoteSent { .. } => 1,
    }
}

/// The event of the class that an entry of the store holds.
///
/// # Errors
/// [`EventError`] if it is none, or one of a newer program.
pub fn class_from_stored(stored: &Stored) -> Result<ClassEvent, EventError> {
    let Entry { at, body } = &stored.entry;
    let v = version(body)?;
    if v > CLASS_VERSION {
        return Err(EventError::TooNew(v));
    }
    let Written { by, what, .. } = serde_json::from_str(body).map_err(EventError::Shape)?;
    Ok(ClassEvent { at: Time(*at), by: actor(by)?, what: what.into_done()? })
}

/// Whether a program of this version is too old for an event of the class.
pub(super) fn newer_class(body: &str) -> Option<u32> {
    version(body).ok().filter(|version| *version > CLASS_VERSION)
}

/// The class book, and how many of its entries could not be understood.
///
/// # Errors
/// [`BookError`] if the store cannot be read, or a newer program wrote in the book: whoever goes on
/// without knowing all of it might let in somebody who was sent away.
pub fn read_book(store: &dyn Store) -> Result<(Book, usize), BookError> {
    let mut book = Book::default();
    let mut useless = 0;
    for stored in store.read(&Stream::book()).map_err(BookError::Store)? {
        match class_from_stored(&stored) {
            Ok(event) => book.apply(&event),
            Err(error @ EventError::TooNew(_)) => return Err(BookError::Event(error)),
            Err(EventError::Shape(_) | EventError::TooLong) => useless += 1,
        }
    }
    Ok((book, useless))
}

/// Why the class book cannot be had.
#[derive(Debug)]
pub enum BookError {
    /// The store.
    Store(StoreError),
    /// An entry.
    Event(EventError),
}

impl std::fmt::Display for BookError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            BookError::Store(error) => error.fmt(out),
            BookError::Event(error) => write!(out, "The class book cannot be read. {error}"),
        }
    }
}

impl std::error::Error for BookError {}

/// What stays of an entry of the book when a person is erased; what cannot be understood stays.
pub(super) fn without(gone: &LearnerId, stored: &Stored) -> Option<String> {
    let as_it_is = || Some(stored.entry.body.clone());
    let Ok(event) = class_from_stored(stored) else { return as_it_is() };
    let rest = event.without(gone)?;
    if rest == event {
        return as_it_is();
    }
    class_to_entry(&rest).map_or_else(|_| as_it_is(), |entry| Some(entry.body))
}

#[derive(Serialize, Deserialize)]
struct Written {
    v: u32,
    by: String,
    #[serde(flatten)]
    what: WrittenDone,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "e", rename_all = "snake_case")]
enum WrittenDone {
    PersonAdded {
        person: String,
        profile: WrittenProfile,
        role: WrittenRole,
    },
    ProfileSet {
        person: String,
        profile: WrittenProfile,
    },
    RoleGiven {
        person: String,
        role: WrittenRole,
    },
    KeyAdded {
        person: String,
        key: String,
        label: String,
    },
    KeyRemoved {
        person: String,
        key: String,
    },
    CohortMade {
        cohort: String,
        plan: WrittenPlan,
    },
    CohortChanged {
        cohort: String,
        plan: WrittenPlan,
    },
    TrainerSet {
        cohort: String,
        person: String,
        on: bool,
    },
    CodeMade {
        code: String,
        opens: WrittenOpens,
        uses: u32,
        until: i64,
    },
    CodeWithdrawn {
        code: String,
    },
    CodeUsed {
        code: String,
        person: String,
    },
    HandedOver {
        person: String,
        course: String,
        upto: i64,
    },
    Joined {
        cohort: String,
        person: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        group: Option<String>,
    },
    Left {
        cohort: String,
        person: String,
    },
    Erased {
        person: String,
    },
    Announced {
        cohort: String,
        text: String,
    },
    HintSent {
        cohort: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
        spot: WrittenSpot,
        text: String,
    },
    ModuleOpened {
        cohort: String,
        course: String,
        module: String,
    },
    ModuleClosed {
        cohort: String,
        course: String,
        module: String,
    },
    Led {
        cohort: String,
        spot: WrittenSpot,
    },
    Released {
        cohort: String,
    },
    PollOpened {
        cohort: String,
        poll: String,
        question: String,
        options: Vec<String>,
    },
    PollClosed {
        cohort: String,
        poll: String,
    },
    Voted {
        cohort: String,
        poll: String,
        option: u8,
    },
    PostModerated {
        cohort: String,
        spot: WrittenSpot,
        post: WrittenPost,
        act: WrittenModeration,
    },
    EssayMarked {
        cohort: String,
        person: String,
        course: String,
        place: WrittenPlace,
        round: u32,
        ratings: Vec<u8>,
        comment: String,
    },
    ReviewOpened {
        cohort: String,
        spot: WrittenSpot,
        each: u8,
    },
    ReviewPaired {
        cohort: String,
        spot: WrittenSpot,
        pairs: Vec<(String, String)>,
    },
    ReviewGiven {
        cohort: String,
        spot: WrittenSpot,
        author: String,
        ratings: Vec<u8>,
        comment: String,
    },
    ReviewClosed {
        cohort: String,
        spot: WrittenSpot,
    },
    NoteSent {
        to: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<(WrittenSpot, WrittenPost)>,
        text: String,
    },
}

#[derive(Serialize, Deserialize)]
struct WrittenProfile {
    name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    organization: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    country: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    interests: String,
    shows: Vec<WrittenShown>,
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WrittenShown {
    Name,
    Organization,
    Country,
    Interests,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WrittenRole {
    Learner,
    Trainer,
    Admin,
}

#[derive(Serialize, Deserialize)]
struct WrittenPlan {
    name: String,
    courses: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    opens: Option<WrittenMoment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    closes: Option<WrittenMoment>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    groups: BTreeMap<String, WrittenGroup>,
}

#[derive(Serialize, Deserialize)]
struct WrittenMoment {
    at: i64,
    offset: i32,
}

#[derive(Serialize, Deserialize)]
struct WrittenGroup {
    name: String,
    level: WrittenLevel,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    within: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WrittenLevel {
    National,
    Regional,
    Global,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WrittenOpens {
    Cohort(String),
    Person(String),
}

#[derive(Serialize, Deserialize)]
struct WrittenSpot {
    course: String,
    step: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WrittenModeration {
    Hide,
    Show,
    Pin,
    Unpin,
    Lock,
    Unlock,
}

impl From<&Profile> for WrittenProfile {
    fn from(profile: &Profile) -> Self {
        let Shows { name, organization, country, interests } = profile.shows;
        let shows = [
            (name, WrittenShown::Name),
            (organization, WrittenShown::Organization),
            (country, WrittenShown::Country),
            (interests, WrittenShown::Interests),
        ];
        Self {
            name: profile.name.clone(),
            organization: profile.organization.clone(),
            country: profile.country.clone(),
            interests: profile.interests.clone(),
            shows: shows.into_iter().filter(|(on, _)| *on).map(|(_, what)| what).collect(),
        }
    }
}

impl WrittenProfile {
    fn into_profile(self) -> Result<Profile, EventError> {
        let shows = |what| self.shows.contains(&what);
        Ok(Profile {
            shows: Shows {
                name: shows(WrittenShown::Name),
                organization: shows(WrittenShown::Organization),
                country: shows(WrittenShown::Country),
                interests: shows(WrittenShown::Interests),
            },
            name: line(&self.name, MAX_NAME)?,
            organization: line(&self.organization, MAX_NAME)?,
            country: line(&self.country, MAX_NAME)?,
            interests: line(&self.interests, MAX_INTERESTS)?,
        })
    }
}

impl From<Role> for WrittenRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Learner => Self::Learner,
            Role::Trainer => Self::Trainer,
            Role::Admin => Self::Admin,
        }
    }
}

impl From<WrittenRole> for Role {
    fn from(role: WrittenRole) -> Self {
        match role {
            WrittenRole::Learner => Self::Learner,
            WrittenRole::Trainer => Self::Trainer,
            WrittenRole::Admin => Self::Admin,
        }
    }
}

impl From<Moment> for WrittenMoment {
    fn from(moment: Moment) -> Self {
        Self { at: moment.at.0, offset: moment.offset }
    }
}

impl WrittenMoment {
    fn into_moment(self) -> Result<Moment, EventError> {
        Moment::new(Time(self.at), self.offset).ok_or_else(|| wrong("no such zone"))
    }
}

impl From<&Group> for WrittenGroup {
    fn from(group: &Group) -> Self {
        let level = match group.level {
            Level::National => WrittenLevel::National,
            Level::Regional => WrittenLevel::Regional,
            Level::Global => WrittenLevel::Global,
        };
        Self { name: group.name.clone(), level, within: group.within.as_ref().map(GroupId::to_string) }
    }
}

impl WrittenGroup {
    fn into_group(self) -> Result<Group, EventError> {
        let level = match self.level {
            WrittenLevel::National => Level::National,
            WrittenLevel::Regional => Level::Regional,
            WrittenLevel::Global => Level::Global,
        };
        Ok(Group { name: line(&self.name, MAX_NAME)?, level, within: self.within.map(id).transpose()? })
    }
}

impl From<&Plan> for WrittenPlan {
    fn from(plan: &Plan) -> Self {
        Self {
            name: plan.name.clone(),
            courses: plan.courses.iter().map(CourseId::to_string).collect(),
            opens: plan.opens.map(WrittenMoment::from),
            closes: plan.closes.map(WrittenMoment::from),
            groups: plan.groups.iter().map(|(id, group)| (id.to_string(), group.into())).collect(),
        }
    }
}

impl WrittenPlan {
    fn into_plan(self) -> Result<Plan, EventError> {
        if self.courses.len() > MAX_COURSES || self.groups.len() > MAX_GROUPS {
            return Err(EventError::TooLong);
        }
        let groups = self.groups.into_iter().map(|(name, group)| Ok((id(name)?, group.into_group()?)));
        Ok(Plan {
            name: line(&self.name, MAX_NAME)?,
            courses: self.courses.into_iter().map(id).collect::<Result<_, _>>()?,
            opens: self.opens.map(WrittenMoment::into_moment).transpose()?,
            closes: self.closes.map(WrittenMoment::into_moment).transpose()?,
            groups: groups.collect::<Result<_, EventError>>()?,
        })
    }
}

impl From<&CodeFor> for WrittenOpens {
    fn from(opens: &CodeFor) -> Self {
        match opens {
            CodeFor::Cohort(cohort) => Self::Cohort(cohort.to_string()),
            CodeFor::Person(person) => Self::Person(person.to_string()),
        }
    }
}

impl WrittenOpens {
    fn into_opens(self) -> Result<CodeFor, EventError> {
        Ok(match self {
            Self::Cohort(cohort) => CodeFor::Cohort(id(cohort)?),
            Self::Person(name) => CodeFor::Person(person(name)?),
        })
    }
}

impl From<&Spot> for WrittenSpot {
    fn from(spot: &Spot) -> Self {
        Self { course: spot.course.to_string(), step: spot.step.to_string() }
    }
}

impl WrittenSpot {
    fn into_spot(self) -> Result<Spot, EventError> {
        Ok(Spot { course: id::<CourseId>(self.course)?, step: id::<StepId>(self.step)? })
    }
}

impl From<Moderation> for WrittenModeration {
    fn from(act: Moderation) -> Self {
        match act {
            Moderation::Hide => Self::Hide,
            Moderation::Show => Self::Show,
            Moderation::Pin => Self::Pin,
            Moderation::Unpin => Self::Unpin,
            Moderation::Lock => Self::Lock,
            Moderation::Unlock => Self::Unlock,
        }
    }
}

impl From<WrittenModeration> for Moderation {
    fn from(act: WrittenModeration) -> Self {
        match act {
            WrittenModeration::Hide => Self::Hide,
            WrittenModeration::Show => Self::Show,
            WrittenModeration::Pin => Self::Pin,
            WrittenModeration::Unpin => Self::Unpin,
            WrittenModeration::Lock => Self::Lock,
            WrittenModeration::Unlock => Self::Unlock,
        }
    }
}

impl From<&Done> for WrittenDone {
    fn from(done: &Done) -> Self {
        match done {
            Done::PersonAdded { person, profile, role } => Self::PersonAdded {
                person: person.to_string(),
                profile: profile.into(),
                role: (*role).into(),
            },
            Done::ProfileSet { person, profile } => {
                Self::ProfileSet { person: person.to_string(), profile: profile.into() }
            }
            Done::RoleGiven { person, role } => {
                Self::RoleGiven { person: person.to_string(), role: (*role).into() }
            }
            Done::KeyAdded { person, key, label } => {
                Self::KeyAdded { person: person.to_string(), key: key.to_string(), label: label.clone() }
            }
            Done::KeyRemoved { person, key } => {
                Self::KeyRemoved { person: person.to_string(), key: key.to_string() }
            }
            Done::CohortMade { cohort, plan } => {
                Self::CohortMade { cohort: cohort.to_string(), plan: plan.into() }
            }
            Done::CohortChanged { cohort, plan } => {
                Self::CohortChanged { cohort: cohort.to_string(), plan: plan.into() }
            }
            Done::TrainerSet { cohort, person, on } => {
                Self::TrainerSet { cohort: cohort.to_string(), person: person.to_string(), on: *on }
            }
            Done::CodeMade { code, opens, uses, until } => {
                Self::CodeMade { code: code.to_string(), opens: opens.into(), uses: *uses, until: until.0 }
            }
            Done::CodeWithdrawn { code } => Self::CodeWithdrawn { code: code.to_string() },
            Done::HandedOver { person, course, upto } => {
                Self::HandedOver { person: person.to_string(), course: course.to_string(), upto: upto.0 }
            }
            Done::CodeUsed { code, person } => {
                Self::CodeUsed { code: code.to_string(), person: person.to_string() }
            }
            Done::Joined { cohort, person, group } => Self::Joined {
                cohort: cohort.to_string(),
                person: person.to_string(),
                group: group.as_ref().map(GroupId::to_string),
            },
            Done::Left { cohort, person } => {
                Self::Left { cohort: cohort.to_string(), person: person.to_string() }
            }
            Done::Erased { person } => Self::Erased { person: person.to_string() },
            Done::Announced { cohort, text } => {
                Self::Announced { cohort: cohort.to_string(), text: text.clone() }
            }
            Done::HintSent { cohort, to, spot, text } => Self::HintSent {
                cohort: cohort.to_string(),
                to: to.as_ref().map(LearnerId::to_string),
                spot: spot.into(),
                text: text.clone(),
            },
            Done::ModuleOpened { cohort, course, module } => Self::ModuleOpened {
                cohort: cohort.to_string(),
                course: course.to_string(),
                module: module.to_string(),
            },
            Done::ModuleClosed { cohort, course, module } => Self::ModuleClosed {
                cohort: cohort.to_string(),
                course: course.to_string(),
                module: module.to_string(),
            },
            Done::Led { cohort, spot } => Self::Led { cohort: cohort.to_string(), spot: spot.into() },
            Done::Released { cohort } => Self::Released { cohort: cohort.to_string() },
            Done::PollOpened { cohort, poll, question, options } => Self::PollOpened {
                cohort: cohort.to_string(),
                poll: poll.to_string(),
                question: question.clone(),
                options: options.clone(),
            },
            Done::PollClosed { cohort, poll } => {
                Self::PollClosed { cohort: cohort.to_string(), poll: poll.to_string() }
            }
            Done::Voted { cohort, poll, option } => {
                Self::Voted { cohort: cohort.to_string(), poll: poll.to_string(), option: *option }
            }
            Done::PostModerated { cohort, spot, post, act } => Self::PostModerated {
                cohort: cohort.to_string(),
                spot: spot.into(),
                post: post.into(),
                act: (*act).into(),
            },
            Done::EssayMarked { cohort, person, course, place, round, ratings, comment } => {
                Self::EssayMarked {
                    cohort: cohort.to_string(),
                    person: person.to_string(),
                    course: course.to_string(),
                    place: place.into(),
                    round: *round,
                    ratings: ratings.clone(),
                    comment: comment.clone(),
                }
            }
            Done::ReviewOpened { cohort, spot, each } => {
                Self::ReviewOpened { cohort: cohort.to_string(), spot: spot.into(), each: *each }
            }
            Done::ReviewPaired { cohort, spot, pairs } => Self::ReviewPaired {
                cohort: cohort.to_string(),
                spot: spot.into(),
                pairs: pairs
                    .iter()
                    .map(|pair| (pair.reviewer.to_string(), pair.author.to_string()))
                    .collect(),
            },
            Done::ReviewGiven { cohort, spot, author, ratings, comment } => Self::ReviewGiven {
                cohort: cohort.to_string(),
                spot: spot.into(),
                author: author.to_string(),
                ratings: ratings.clone(),
                comment: comment.clone(),
            },
            Done::ReviewClosed { cohort, spot } => {
                Self::ReviewClosed { cohort: cohort.to_string(), spot: spot.into() }
            }
            Done::NoteSent { to, about, text } => Self::NoteSent {
                to: to.to_string(),
                about: about.as_ref().map(|(spot, post)| (spot.into(), post.into())),
                text: text.clone(),
            },
        }
    }
}

impl WrittenDone {
    fn into_done(self) -> Result<Done, EventError> {
        Ok(match self {
            Self::PersonAdded { person: name, profile, role } => Done::PersonAdded {
                person: person(name)?,
                profile: profile.into_profile()?,
                role: role.into(),
            },
            Self::ProfileSet { person: name, profile } => {
                Done::ProfileSet { person: person(name)?, profile: profile.into_profile()? }
            }
            Self::RoleGiven { person: name, role } => {
                Done::RoleGiven { person: person(name)?, role: role.into() }
            }
            Self::KeyAdded { person: name, key: text, label } => {
                Done::KeyAdded { person: person(name)?, key: key(&text)?, label: line(&label, MAX_LABEL)? }
            }
            Self::KeyRemoved { person: name, key: text } => {
                Done::KeyRemoved { person: person(name)?, key: key(&text)? }
            }
            Self::CohortMade { cohort, plan } => {
                Done::CohortMade { cohort: id(cohort)?, plan: plan.into_plan()? }
            }
            Self::CohortChanged { cohort, plan } => {
                Done::CohortChanged { cohort: id(cohort)?, plan: plan.into_plan()? }
            }
            Self::TrainerSet { cohort, person: name, on } => {
                Done::TrainerSet { cohort: id(cohort)?, person: person(name)?, on }
            }
            Self::CodeMade { code: words, opens, uses, until } => {
                Done::CodeMade { code: code(&words)?, opens: opens.into_opens()?, uses, until: Time(until) }
            }
            Self::CodeWithdrawn { code: words } => Done::CodeWithdrawn { code: code(&words)? },
            Self::HandedOver { person: name, course, upto } => {
                Done::HandedOver { person: person(name)?, course: id(course)?, upto: Time(upto) }
            }
            Self::CodeUsed { code: words, person: name } => {
                Done::CodeUsed { code: code(&words)?, person: actor(name)? }
            }
            Self::Joined { cohort, person: name, group } => {
                Done::Joined { cohort: id(cohort)?, person: person(name)?, group: group.map(id).transpose()? }
            }
            Self::Left { cohort, person: name } => Done::Left { cohort: id(cohort)?, person: person(name)? },
            Self::Erased { person: name } => Done::Erased { person: person(name)? },
            Self::Announced { cohort, text } => {
                Done::Announced { cohort: id(cohort)?, text: block(&text, MAX_TEXT)? }
            }
            Self::HintSent { cohort, to, spot, text } => Done::HintSent {
                cohort: id(cohort)?,
                to: to.map(person).transpose()?,
                spot: spot.into_spot()?,
                text: block(&text, MAX_TEXT)?,
            },
            Self::ModuleOpened { cohort, course, module } => Done::ModuleOpened {
                cohort: id(cohort)?,
                course: id(course)?,
                module: id::<ModuleId>(module)?,
            },
            Self::ModuleClosed { cohort, course, module } => Done::ModuleClosed {
                cohort: id(cohort)?,
                course: id(course)?,
                module: id::<ModuleId>(module)?,
            },
            Self::Led { cohort, spot } => Done::Led { cohort: id(cohort)?, spot: spot.into_spot()? },
            Self::Released { cohort } => Done::Released { cohort: id(cohort)? },
            Self::PollOpened { cohort, poll, question, options } => Done::PollOpened {
                cohort: id(cohort)?,
                poll: id::<PollId>(poll)?,
                question: line(&question, MAX_LINE)?,
                options: many(options)?
                    .iter()
                    .map(|option| line(option, MAX_LINE))
                    .collect::<Result<_, _>>()?,
            },
            Self::PollClosed { cohort, poll } => Done::PollClosed { cohort: id(cohort)?, poll: id(poll)? },
            Self::Voted { cohort, poll, option } => {
                Done::Voted { cohort: id(cohort)?, poll: id(poll)?, option }
            }
            Self::PostModerated { cohort, spot, post, act } => Done::PostModerated {
                cohort: id::<CohortId>(cohort)?,
                spot: spot.into_spot()?,
                post: PostId::from(post),
                act: act.into(),
            },
            Self::EssayMarked { cohort, person: name, course, place, round, ratings, comment } => {
                Done::EssayMarked {
                    cohort: id(cohort)?,
                    person: person(name)?,
                    course: id(course)?,
                    place: Place::from(place),
                    round,
                    ratings: many(ratings)?,
                    comment: block(&comment, MAX_COMMENT)?,
                }
            }
            Self::ReviewOpened { cohort, spot, each } => {
                Done::ReviewOpened { cohort: id(cohort)?, spot: spot.into_spot()?, each }
            }
            Self::ReviewPaired { cohort, spot, pairs } => {
                let pairs = many(pairs)?.into_iter();
                let pairs = pairs.map(|(reviewer, author)| {
                    Ok(Pair { reviewer: person(reviewer)?, author: person(author)? })
                });
                Done::ReviewPaired {
                    cohort: id(cohort)?,
                    spot: spot.into_spot()?,
                    pairs: pairs.collect::<Result<_, EventError>>()?,
                }
            }
            Self::ReviewGiven { cohort, spot, author, ratings, comment } => Done::ReviewGiven {
                cohort: id(cohort)?,
                spot: spot.into_spot()?,
                author: person(author)?,
                ratings: many(ratings)?,
                comment: block(&comment, MAX_COMMENT)?,
            },
            Self::ReviewClosed { cohort, spot } => {
                Done::ReviewClosed { cohort: id(cohort)?, spot: spot.into_spot()? }
            }
            Self::NoteSent { to, about, text } => Done::NoteSent {
                to: person(to)?,
                about: match about {
                    Some((spot, post)) => Some((spot.into_spot()?, PostId::from(post))),
                    None => None,
                },
                text: block(&text, MAX_TEXT)?,
            },
        })
    }
}

fn wrong(what: &str) -> EventError {
    EventError::Shape(serde_json::Error::custom(what))
}

fn person(name: String) -> Result<LearnerId, EventError> {
    if is_person_id(&name) { Ok(LearnerId::from(name)) } else { Err(wrong("no login name")) }
}

/// Whoever did something: a person, one who was erased, or the console.
fn actor(name: String) -> Result<LearnerId, EventError> {
    let known = [console(), erased()].into_iter().find(|known| name == known.as_str());
    known.map_or_else(|| person(name), Ok)
}

/// A name of a thing; names are plain, so that they can stand on any screen.
fn id<T: From<String>>(name: String) -> Result<T, EventError> {
    if crate::source::is_id(&name) { Ok(T::from(name)) } else { Err(wrong("no name")) }
}

fn key(text: &str) -> Result<PublicKey, EventError> {
    PublicKey::read(text).map(|(key, _)| key).map_err(|_| wrong("no key"))
}

fn code(words: &str) -> Result<JoinCode, EventError> {
    JoinCode::from_written(words).ok_or_else(|| wrong("no code"))
}

fn line(text: &str, most: usize) -> Result<String, EventError> {
    let clean = clean_line(text);
    if clean.chars().count() > most { Err(EventError::TooLong) } else { Ok(clean) }
}

fn block(text: &str, most: usize) -> Result<String, EventError> {
    let clean = clean_text(text);
    if clean.chars().count() > most { Err(EventError::TooLong) } else { Ok(clean) }
}

fn many<T>(list: Vec<T>) -> Result<Vec<T>, EventError> {
    if list.len() > MAX_MANY { Err(EventError::TooLong) } else { Ok(list) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{EntryId, Memory};

    const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

    fn samples() -> Vec<Done> {
        let anna = || LearnerId::from("anna");
        let ben = || LearnerId::from("ben");
        let cohort = || CohortId::from("nairobi");
        let code = || JoinCode::from_written("river-apple-zebra").unwrap();
        let key = || PublicKey::read(KEY).unwrap().0;
        let spot = || Spot { course: "untoc".into(), step: "s".into() };
        let post = || PostId { by: anna(), number: 3 };
        let place = || Place::Step("s".into());
        let profile = Profile {
            name: "Anna Müller".into(),
            country: "Kenya".into(),
            shows: Shows { name: false, organization: true, country: true, interests: true },
            ..Profile::default()
        };
        let group = |name: &str, level, within: Option<&str>| Group {
            name: name.into(),
            level,
            within: within.map(GroupId::from),
        };
        let plan = Plan {
            name: "Nairobi, autumn".into(),
            courses: vec!["untoc".into()],
            opens: Moment::new(Time(1_796_000_000_000), 180),
            closes: Moment::new(Time(1_797_000_000_000), -330),
            groups: BTreeMap::from([
                ("africa".into(), group("Africa", Level::Regional, Some("world"))),
                ("kenya".into(), group("Kenya", Level::National, Some("africa"))),
                ("world".into(), group("World", Level::Global, None)),
            ]),
        };
        let until = Time(1_796_500_000_000);
        let bare = Profile { name: "Ben".into(), ..Profile::default() };
        vec![
            Done::PersonAdded { person: ben(), profile: bare, role: Role::Trainer },
            Done::ProfileSet { person: anna(), profile },
            Done::RoleGiven { person: anna(), role: Role::Learner },
            Done::RoleGiven { person: ben(), role: Role::Admin },
            Done::KeyAdded { person: anna(), key: key(), label: "laptop".into() },
            Done::KeyRemoved { person: anna(), key: key() },
            Done::CohortMade { cohort: cohort(), plan },
            Done::CohortChanged { cohort: cohort(), plan: Plan { name: "N".into(), ..Plan::default() } },
            Done::TrainerSet { cohort: cohort(), person: ben(), on: true },
            Done::CodeMade { code: code(), opens: CodeFor::Cohort(cohort()), uses: 30, until },
            Done::CodeMade { code: code(), opens: CodeFor::Person(anna()), uses: 1, until },
            Done::CodeWithdrawn { code: code() },
            Done::CodeUsed { code: code(), person: anna() },
            Done::Joined { cohort: cohort(), person: anna(), group: None },
            Done::Joined { cohort: cohort(), person: anna(), group: Some("kenya".into()) },
            Done::Left { cohort: cohort(), person: anna() },
            Done::Erased { person: anna() },
            Done::Announced { cohort: cohort(), text: "Hello\nall".into() },
            Done::HintSent { cohort: cohort(), to: Some(anna()), spot: spot(), text: "Look".into() },
            Done::HintSent { cohort: cohort(), to: None, spot: spot(), text: "Look".into() },
            Done::ModuleOpened { cohort: cohort(), course: "untoc".into(), module: "start".into() },
            Done::ModuleClosed { cohort: cohort(), course: "untoc".into(), module: "start".into() },
            Done::Led { cohort: cohort(), spot: spot() },
            Done::Released { cohort: cohort() },
            Done::PollOpened {
                cohort: cohort(),
                poll: "poll-1".into(),
                question: "Break?".into(),
                options: vec!["Now".into(), "Later".into()],
            },
            Done::PollClosed { cohort: cohort(), poll: "poll-1".into() },
            Done::Voted { cohort: cohort(), poll: "poll-1".into(), option: 1 },
            Done::PostModerated { cohort: cohort(), spot: spot(), post: post(), act: Moderation::Hide },
            Done::PostModerated { cohort: cohort(), spot: spot(), post: post(), act: Moderation::Unlock },
            Done::EssayMarked {
                cohort: cohort(),
                person: anna(),
                course: "untoc".into(),
                place: place(),
                round: 2,
                ratings: vec![3, 0],
                comment: String::new(),
            },
            Done::ReviewOpened { cohort: cohort(), spot: spot(), each: 3 },
            Done::ReviewPaired {
                cohort: cohort(),
                spot: spot(),
                pairs: vec![Pair { reviewer: anna(), author: ben() }],
            },
            Done::ReviewGiven {
                cohort: cohort(),
                spot: spot(),
                author: ben(),
                ratings: vec![2],
                comment: "Good.".into(),
            },
            Done::ReviewClosed { cohort: cohort(), spot: spot() },
            Done::NoteSent { to: anna(), about: Some((spot(), post())), text: "Thank you".into() },
            Done::NoteSent { to: anna(), about: None, text: "Hello".into() },
        ]
    }

    /// What the second version added.
    fn second_samples() -> Vec<Done> {
        vec![Done::HandedOver {
            person: "anna".into(),
            course: "untoc".into(),
            upto: Time(1_700_000_000_000),
        }]
    }

    fn stored(at: i64, body: &str) -> Stored {
        Stored { id: EntryId { origin: 1, seq: 1 }, entry: Entry { at, body: body.into() } }
    }

    #[test]
    fn every_event_comes_back_as_it_was_written() {
        for (by, what) in samples().into_iter().chain(second_samples()).enumerate() {
            let by = if by == 0 { console() } else { LearnerId::from("ben") };
            let event = ClassEvent { at: Time(17), by, what };
            let entry = class_to_entry(&event).unwrap();
            let back = class_from_stored(&stored(entry.at, &entry.body)).unwrap();
            assert_eq!(back, event, "{}", entry.body);
        }
    }

    #[test]
    fn the_first_format_can_be_read_for_ever() {
        let samples = include_str!("../../tests/formats/class-1.jsonl");
        let read: Vec<Done> =
            samples.lines().map(|line| class_from_stored(&stored(0, line)).unwrap().what).collect();
        assert_eq!(read, self::samples());
    }

    #[test]
    fn the_second_format_can_be_read_for_ever() {
        let samples = include_str!("../../tests/formats/class-2.jsonl");
        let read: Vec<Done> =
            samples.lines().map(|line| class_from_stored(&stored(0, line)).unwrap().what).collect();
        assert_eq!(read, second_samples());
    }

    #[test]
    fn newer_and_broken_events_are_told_apart() {
        let newer = class_from_stored(&stored(0, r#"{"v":3,"by":"x","e":"telepathy"}"#)).unwrap_err();
        assert!(matches!(newer, EventError::TooNew(3)));
        for broken in [
            r#"{"v":1,"by":"ben","e":"telepathy"}"#,
            r#"{"v":1,"by":"_class","e":"erased","person":"anna"}"#,
            r#"{"v":1,"by":"ben","e":"erased","person":"_console"}"#,
            r#"{"v":1,"by":"ben","e":"left","cohort":"a b","person":"anna"}"#,
            r#"{"v":1,"by":"ben","e":"code_withdrawn","code":"one-two"}"#,
            r#"{"v":1,"by":"ben","e":"key_removed","person":"anna","key":"ssh-ed25519 AAAA"}"#,
        ] {
            let error = class_from_stored(&stored(0, broken)).unwrap_err();
            assert!(matches!(error, EventError::Shape(_)), "{broken}");
        }
    }

    #[test]
    fn what_comes_from_a_disk_is_cleaned_and_limited() {
        let announced =
            |text: &str| format!(r#"{{"v":1,"by":"ben","e":"announced","cohort":"c","text":"{text}"}}"#);
        let event = class_from_stored(&stored(0, &announced(r"a\u001b[2J\u202eb"))).unwrap();
        assert_eq!(event.what, Done::Announced { cohort: "c".into(), text: "a[2Jb".into() });
        let long = class_from_stored(&stored(0, &announced(&"x".repeat(MAX_TEXT + 1))));
        assert!(matches!(long, Err(EventError::TooLong)));
    }

    #[test]
    fn the_book_is_read_from_the_store() {
        let store = Memory::new(1);
        let made = |what| class_to_entry(&ClassEvent { at: Time(5), by: console(), what }).unwrap();
        let mut entries: Vec<Entry> = samples().into_iter().take(5).map(made).collect();
        entries.push(Entry { at: 6, body: r#"{"v":1,"e":"nonsense"}"#.into() });
        store.append(&Stream::book(), entries).wait().unwrap();
        let (book, useless) = read_book(&store).unwrap();
        assert_eq!((book.people().len(), useless), (1, 1));
        let newer = Entry { at: 7, body: r#"{"v":3,"e":"telepathy"}"#.into() };
        store.append(&Stream::book(), vec![newer]).wait().unwrap();
        let error = read_book(&store).unwrap_err();
        assert_eq!(
            error.to_string(),
            "The class book cannot be read. It was written by a newer curricle (version 3). Please install that one."
        );
    }
}
