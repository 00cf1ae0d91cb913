//! Events as they are written down: shapes of their own, with a version in each.
//!
//! A field may be renamed in the session without costing anybody their
//! history: only this file says how an event looks on the disk. What is read
//! back is asked again for everything that was true when it was written.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Entry, Stored};
use crate::course::{LearnerId, LessonId, StepId};
use crate::exercise::{Answer, Edition, Item, MAX_WRITTEN, Share, Slot};
use crate::session::{Event, Happened, Part, PeerEssay, Place, PostId, ReviewSheet, Slip, Time, Visit};

/// The newest version of events that this program writes; each event has the oldest that knows it.
pub const EVENT_VERSION: u32 = 2;
/// The most items or steps of one event.
const MAX_ITEMS: usize = 1_000;

/// Why an entry is no event that this program understands.
#[derive(Debug)]
pub enum EventError {
    /// It was written by a newer program.
    TooNew(u32),
    /// It does not have the shape of an event.
    Shape(serde_json::Error),
    /// It is longer than any event.
    TooLong,
}

impl fmt::Display for EventError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EventError::TooNew(version) => {
                write!(
                    out,
                    "It was written by a newer curricle (version {version}). Please install that one."
                )
            }
            EventError::Shape(_) => write!(out, "It is not an event of a course."),
            EventError::TooLong => write!(out, "It is longer than an event can be."),
        }
    }
}

impl std::error::Error for EventError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            EventError::Shape(error) => Some(error),
            EventError::TooNew(_) | EventError::TooLong => None,
        }
    }
}

/// An event as an entry of the store.
///
/// # Errors
/// Only if the answer cannot be written as JSON, which is a mistake of ours.
pub fn to_entry(event: &Event) -> Result<Entry, EventError> {
    let written = Written { v: version_of(&event.what), what: WrittenEvent::from(&event.what) };
    let body = serde_json::to_string(&written).map_err(EventError::Shape)?;
    Ok(Entry { at: event.at.0, body })
}

/// The first version that knows an event, so that an older program refuses no more than it must.
fn version_of(what: &Happened) -> u32 {
    match what {
        Happened::Drafted { edits: Some(_), .. }
        | Happened::Edited { .. }
        | Happened::Deleted { .. }
        | Happened::Followed { .. }
        | Happened::Heard(_)
        | Happened::Voted { .. }
        | Happened::Wrote { .. }
        | Happened::Introduced { .. }
        | Happened::Grouped { .. }
        | Happened::Jotted { slip: Slip::Letter(_), .. }
        | Happened::ReviewDrafted { .. }
        | Happened::Reviewed { .. } => 2,
        Happened::Came
        | Happened::Left
        | Happened::Toured
        | Happened::Visited(_)
        | Happened::Read(_)
        | Happened::Drafted { edits: None, .. }
        | Happened::Answered { .. }
        | Happened::Reopened(_)
        | Happened::Hinted(_)
        | Happened::Revealed(_)
        | Happened::Rated { .. }
        | Happened::Posted { .. }
        | Happened::Drawn { .. }
        | Happened::Noted { .. }
        | Happened::Jotted { slip: Slip::Note | Slip::Report, .. }
        | Happened::Bookmarked { .. }
        | Happened::Reported { .. } => 1,
    }
}

/// The event that an entry of the store holds.
///
/// # Errors
/// [`EventError`] if it is none, or one of a newer program.
pub fn from_stored(stored: &Stored) -> Result<Event, EventError> {
    let Entry { at, body } = &stored.entry;
    // The version first, for what a newer program wrote may have any shape.
    let v = version(body)?;
    if v > EVENT_VERSION {
        return Err(EventError::TooNew(v));
    }
    let what: WrittenEvent = serde_json::from_str(body).map_err(EventError::Shape)?;
    Ok(Event { at: Time(*at), what: what.into_event()? })
}

/// The version of an event that this program is too old for, if it is one.
pub(super) fn newer(body: &str) -> Option<u32> {
    version(body).ok().filter(|version| *version > EVENT_VERSION)
}

/// The version of an event, at a glance where it is written as we write it.
pub(super) fn version(body: &str) -> Result<u32, EventError> {
    let first = body.strip_prefix(r#"{"v":"#).and_then(|rest| rest.split_once(','));
    if let Some(Ok(v)) = first.map(|(digits, _)| digits.parse()) {
        return Ok(v);
    }
    let Version { v } = serde_json::from_str(body).map_err(EventError::Shape)?;
    Ok(v)
}

#[derive(Deserialize)]
struct Version {
    v: u32,
}

#[derive(Serialize)]
struct Written {
    v: u32,
    #[serde(flatten)]
    what: WrittenEvent,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "e", rename_all = "snake_case")]
enum WrittenEvent {
    Came,
    Left,
    Toured,
    Visited {
        #[serde(flatten)]
        visit: WrittenVisit,
    },
    Read {
        step: String,
    },
    Drafted {
        place: WrittenPlace,
        edition: Hex,
        answer: WrittenAnswer,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_to: Option<WrittenPost>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        edits: Option<WrittenPost>,
    },
    Answered {
        place: WrittenPlace,
        edition: Hex,
        answer: WrittenAnswer,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        share: Option<u16>,
    },
    Reopened {
        place: WrittenPlace,
    },
    Hinted {
        place: WrittenPlace,
    },
    Revealed {
        place: WrittenPlace,
    },
    Rated {
        place: WrittenPlace,
        criterion: u8,
        rating: u8,
    },
    Posted {
        step: String,
        post: WrittenPost,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_to: Option<WrittenPost>,
        text: String,
    },
    Edited {
        step: String,
        post: WrittenPost,
        text: String,
    },
    Deleted {
        step: String,
        post: WrittenPost,
    },
    Followed {
        step: String,
        read: Vec<WrittenPost>,
    },
    Drawn {
        lesson: String,
        round: u32,
        steps: Vec<String>,
    },
    Noted {
        step: String,
        text: String,
    },
    Jotted {
        step: String,
        slip: WrittenSlip,
        text: String,
    },
    Bookmarked {
        step: String,
        on: bool,
    },
    Heard {
        until: i64,
    },
    Voted {
        poll: String,
        option: u8,
    },
    Wrote {
        to: String,
        text: String,
    },
    Introduced {
        part: WrittenPart,
        text: String,
        shown: bool,
    },
    Grouped {
        cohort: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        circle: Option<String>,
    },
    ReviewDrafted {
        essay: WrittenEssay,
        ratings: Vec<Option<u8>>,
        comment: String,
    },
    Reviewed {
        essay: WrittenEssay,
        ratings: Vec<u8>,
        comment: String,
    },
    Reported {
        step: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        edition: Option<Hex>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer: Option<WrittenAnswer>,
        text: String,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WrittenVisit {
    Step(WrittenPlace),
    Gate(String),
}

#[derive(Serialize, Deserialize)]
struct WrittenEssay {
    class: String,
    step: String,
    number: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WrittenSlip {
    Note,
    Report,
    Letter(String),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WrittenPart {
    Name,
    Organization,
    Country,
    Interests,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum WrittenPlace {
    Step(String),
    Drawn { lesson: String, round: u32, step: String },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WrittenAnswer {
    Chosen(Vec<u16>),
    Ordered(Vec<u16>),
    Placed(Vec<(u16, u16)>),
    Written(String),
}

#[derive(Serialize, Deserialize)]
pub(super) struct WrittenPost {
    by: String,
    n: u32,
}

/// A number of 64 bits as sixteen hexadecimal digits: JSON numbers are not that exact everywhere.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
struct Hex(u64);

impl TryFrom<String> for Hex {
    type Error = std::num::ParseIntError;

    fn try_from(digits: String) -> Result<Self, Self::Error> {
        u64::from_str_radix(&digits, 16).map(Self)
    }
}

impl From<Hex> for String {
    fn from(hex: Hex) -> Self {
        format!("{:016x}", hex.0)
    }
}

impl From<Edition> for Hex {
    fn from(edition: Edition) -> Self {
        Self(edition.0)
    }
}

impl From<Hex> for Edition {
    fn from(hex: Hex) -> Self {
        Self(hex.0)
    }
}

impl From<&Place> for WrittenPlace {
    fn from(place: &Place) -> Self {
        match place {
            Place::Step(step) => Self::Step(step.to_string()),
            Place::Drawn { lesson, round, step } => {
                Self::Drawn { lesson: lesson.to_string(), round: *round, step: step.to_string() }
            }
        }
    }
}

impl From<WrittenPlace> for Place {
    fn from(place: WrittenPlace) -> Self {
        match place {
            WrittenPlace::Step(step) => Self::Step(StepId::from(step)),
            WrittenPlace::Drawn { lesson, round, step } => {
                Self::Drawn { lesson: LessonId::from(lesson), round, step: StepId::from(step) }
            }
        }
    }
}

impl From<&Slip> for WrittenSlip {
    fn from(slip: &Slip) -> Self {
        match slip {
            Slip::Note => Self::Note,
            Slip::Report => Self::Report,
            Slip::Letter(to) => Self::Letter(to.to_string()),
        }
    }
}

impl From<WrittenSlip> for Slip {
    fn from(slip: WrittenSlip) -> Self {
        match slip {
            WrittenSlip::Note => Self::Note,
            WrittenSlip::Report => Self::Report,
            WrittenSlip::Letter(to) => Self::Letter(LearnerId::from(to)),
        }
    }
}

impl From<Part> for WrittenPart {
    fn from(part: Part) -> Self {
        match part {
            Part::Name => Self::Name,
            Part::Organization => Self::Organization,
            Part::Country => Self::Country,
            Part::Interests => Self::Interests,
        }
    }
}

impl From<WrittenPart> for Part {
    fn from(part: WrittenPart) -> Self {
        match part {
            WrittenPart::Name => Self::Name,
            WrittenPart::Organization => Self::Organization,
            WrittenPart::Country => Self::Country,
            WrittenPart::Interests => Self::Interests,
        }
    }
}

impl From<&PostId> for WrittenPost {
    fn from(post: &PostId) -> Self {
        Self { by: post.by.to_string(), n: post.number }
    }
}

impl From<WrittenPost> for PostId {
    fn from(post: WrittenPost) -> Self {
        Self { by: LearnerId::from(post.by), number: post.n }
    }
}

impl From<&Answer> for WrittenAnswer {
    fn from(answer: &Answer) -> Self {
        match answer {
            Answer::Chosen(items) => Self::Chosen(items.iter().map(|item| item.0).collect()),
            Answer::Ordered(items) => Self::Ordered(items.iter().map(|item| item.0).collect()),
            Answer::Placed(map) => Self::Placed(map.iter().map(|(item, slot)| (item.0, slot.0)).collect()),
            Answer::Written(text) => Self::Written(text.clone()),
        }
    }
}

impl WrittenAnswer {
    fn into_answer(self) -> Result<Answer, EventError> {
        let long = match &self {
            Self::Chosen(items) | Self::Ordered(items) => items.len() > MAX_ITEMS,
            Self::Placed(pairs) => pairs.len() > MAX_ITEMS,
            Self::Written(text) => text.len() > MAX_WRITTEN,
        };
        if long {
            return Err(EventError::TooLong);
        }
        Ok(match self {
            Self::Chosen(items) => Answer::Chosen(items.into_iter().map(Item).collect::<BTreeSet<_>>()),
            Self::Ordered(items) => Answer::Ordered(items.into_iter().map(Item).collect()),
            Self::Placed(pairs) => {
                let pairs = pairs.into_iter().map(|(item, slot)| (Item(item), Slot(slot)));
                Answer::Placed(pairs.collect::<BTreeMap<_, _>>())
            }
            Self::Written(text) => Answer::Written(clean(&text)?),
        })
    }
}

impl From<&Happened> for WrittenEvent {
    fn from(what: &Happened) -> Self {
        match what {
            Happened::Came => Self::Came,
            Happened::Left => Self::Left,
            Happened::Toured => Self::Toured,
            Happened::Visited(Visit::Step(place)) => {
                Self::Visited { visit: WrittenVisit::Step(place.into()) }
            }
            Happened::Visited(Visit::Gate(lesson)) => {
                Self::Visited { visit: WrittenVisit::Gate(lesson.to_string()) }
            }
            Happened::Read(step) => Self::Read { step: step.to_string() },
            Happened::Drafted { place, edition, answer, reply_to, edits } => Self::Drafted {
                place: place.into(),
                edition: (*edition).into(),
                answer: answer.into(),
                reply_to: reply_to.as_ref().map(WrittenPost::from),
                edits: edits.as_ref().map(WrittenPost::from),
            },
            Happened::Answered { place, edition, answer, share } => Self::Answered {
                place: place.into(),
                edition: (*edition).into(),
                answer: answer.into(),
                share: share.map(Share::hundredths),
            },
            Happened::Reopened(place) => Self::Reopened { place: place.into() },
            Happened::Hinted(place) => Self::Hinted { place: place.into() },
            Happened::Revealed(place) => Self::Revealed { place: place.into() },
            Happened::Rated { place, criterion, rating } => {
                Self::Rated { place: place.into(), criterion: *criterion, rating: *rating }
            }
            Happened::Posted { step, post, reply_to, text } => Self::Posted {
                step: step.to_string(),
                post: post.into(),
                reply_to: reply_to.as_ref().map(WrittenPost::from),
                text: text.clone(),
            },
            Happened::Edited { step, post, text } => {
                Self::Edited { step: step.to_string(), post: post.into(), text: text.clone() }
            }
            Happened::Deleted { step, post } => Self::Deleted { step: step.to_string(), post: post.into() },
            Happened::Followed { step, read } => {
                Self::Followed { step: step.to_string(), read: read.iter().map(WrittenPost::from).collect() }
            }
            Happened::Drawn { lesson, round, steps } => Self::Drawn {
                lesson: lesson.to_string(),
                round: *round,
                steps: steps.iter().map(StepId::to_string).collect(),
            },
            Happened::Noted { step, text } => Self::Noted { step: step.to_string(), text: text.clone() },
            Happened::Jotted { step, slip, text } => {
                Self::Jotted { step: step.to_string(), slip: slip.into(), text: text.clone() }
            }
            Happened::Bookmarked { step, on } => Self::Bookmarked { step: step.to_string(), on: *on },
            Happened::Heard(until) => Self::Heard { until: until.0 },
            Happened::Voted { poll, option } => Self::Voted { poll: poll.clone(), option: *option },
            Happened::Wrote { to, text } => Self::Wrote { to: to.to_string(), text: text.clone() },
            Happened::Introduced { part, text, shown } => {
                Self::Introduced { part: (*part).into(), text: text.clone(), shown: *shown }
            }
            Happened::Grouped { cohort, circle } => {
                Self::Grouped { cohort: cohort.clone(), circle: circle.clone() }
            }
            Happened::ReviewDrafted { essay, sheet } => Self::ReviewDrafted {
                essay: WrittenEssay::from(essay),
                ratings: sheet.ratings.clone(),
                comment: sheet.comment.clone(),
            },
            Happened::Reviewed { essay, ratings, comment } => Self::Reviewed {
                essay: WrittenEssay::from(essay),
                ratings: ratings.clone(),
                comment: comment.clone(),
            },
            Happened::Reported { step, edition, answer, text } => Self::Reported {
                step: step.to_string(),
                edition: edition.map(Hex::from),
                answer: answer.as_ref().map(WrittenAnswer::from),
                text: text.clone(),
            },
        }
    }
}

impl From<&PeerEssay> for WrittenEssay {
    fn from(essay: &PeerEssay) -> Self {
        Self { class: essay.class.clone(), step: essay.step.to_string(), number: essay.number }
    }
}

impl From<WrittenEssay> for PeerEssay {
    fn from(essay: WrittenEssay) -> Self {
        Self { class: essay.class, step: StepId::from(essay.step), number: essay.number }
    }
}

impl WrittenEvent {
    fn into_event(self) -> Result<Happened, EventError> {
        Ok(match self {
            Self::Came => Happened::Came,
            Self::Left => Happened::Left,
            Self::Toured => Happened::Toured,
            Self::Visited { visit: WrittenVisit::Step(place) } => {
                Happened::Visited(Visit::Step(place.into()))
            }
            Self::Visited { visit: WrittenVisit::Gate(lesson) } => {
                Happened::Visited(Visit::Gate(LessonId::from(lesson)))
            }
            Self::Read { step } => Happened::Read(StepId::from(step)),
            Self::Drafted { place, edition, answer, reply_to, edits } => Happened::Drafted {
                place: place.into(),
                edition: edition.into(),
                answer: answer.into_answer()?,
                reply_to: reply_to.map(PostId::from),
                edits: edits.map(PostId::from),
            },
            Self::Answered { place, edition, answer, share } => Happened::Answered {
                place: place.into(),
                edition: edition.into(),
                answer: answer.into_answer()?,
                share: share.map(Share::from_hundredths),
            },
            Self::Reopened { place } => Happened::Reopened(place.into()),
            Self::Hinted { place } => Happened::Hinted(place.into()),
            Self::Revealed { place } => Happened::Revealed(place.into()),
            Self::Rated { place, criterion, rating } => {
                Happened::Rated { place: place.into(), criterion, rating: rating.min(3) }
            }
            Self::Posted { step, post, reply_to, text } => Happened::Posted {
                step: StepId::from(step),
                post: post.into(),
                reply_to: reply_to.map(PostId::from),
                text: clean(&text)?,
            },
            Self::Edited { step, post, text } => {
                Happened::Edited { step: StepId::from(step), post: post.into(), text: clean(&text)? }
            }
            Self::Deleted { step, post } => Happened::Deleted { step: StepId::from(step), post: post.into() },
            Self::Followed { step, read } => {
                if read.len() > MAX_ITEMS {
                    return Err(EventError::TooLong);
                }
                let read = read.into_iter().map(PostId::from).collect();
                Happened::Followed { step: StepId::from(step), read }
            }
            Self::Drawn { lesson, round, steps } => {
                if steps.len() > MAX_ITEMS {
                    return Err(EventError::TooLong);
                }
                let steps = steps.into_iter().map(StepId::from).collect();
                Happened::Drawn { lesson: LessonId::from(lesson), round, steps }
            }
            Self::Noted { step, text } => Happened::Noted { step: StepId::from(step), text: clean(&text)? },
            Self::Jotted { step, slip, text } => {
                Happened::Jotted { step: StepId::from(step), slip: slip.into(), text: clean(&text)? }
            }
            Self::Bookmarked { step, on } => Happened::Bookmarked { step: StepId::from(step), on },
            Self::Heard { until } => Happened::Heard(Time(until)),
            Self::Voted { poll, option } => Happened::Voted { poll: clean(&poll)?, option },
            Self::Wrote { to, text } => Happened::Wrote { to: LearnerId::from(to), text: clean(&text)? },
            Self::Introduced { part, text, shown } => {
                Happened::Introduced { part: part.into(), text: clean(&text)?, shown }
            }
            Self::Grouped { cohort, circle } => Happened::Grouped {
                cohort: clean(&cohort)?,
                circle: circle.map(|circle| clean(&circle)).transpose()?,
            },
            Self::ReviewDrafted { essay, ratings, comment } => Happened::ReviewDrafted {
                essay: PeerEssay::from(essay),
                sheet: ReviewSheet { ratings: few(ratings)?, comment: clean(&comment)? },
            },
            Self::Reviewed { essay, ratings, comment } => Happened::Reviewed {
                essay: PeerEssay::from(essay),
                ratings: few(ratings)?,
                comment: clean(&comment)?,
            },
            Self::Reported { step, edition, answer, text } => Happened::Reported {
                step: StepId::from(step),
                edition: edition.map(Edition::from),
                answer: answer.map(WrittenAnswer::into_answer).transpose()?,
                text: clean(&text)?,
            },
        })
    }
}

/// As many as one event can have.
fn few<T>(list: Vec<T>) -> Result<Vec<T>, EventError> {
    if list.len() > MAX_ITEMS { Err(EventError::TooLong) } else { Ok(list) }
}

/// Text from a disk or from another machine, fit for a terminal.
fn clean(text: &str) -> Result<String, EventError> {
    if text.len() > MAX_WRITTEN {
        return Err(EventError::TooLong);
    }
    Ok(crate::text::clean_text(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::EntryId;

    fn samples() -> Vec<Happened> {
        let place = || Place::Step("s".into());
        let drawn = Place::Drawn { lesson: "quiz".into(), round: 2, step: "q".into() };
        let post = || PostId { by: "anna".into(), number: 3 };
        let edition = Edition(u64::MAX - 7);
        vec![
            Happened::Came,
            Happened::Left,
            Happened::Toured,
            Happened::Visited(Visit::Step(drawn.clone())),
            Happened::Visited(Visit::Gate("quiz".into())),
            Happened::Read("s".into()),
            Happened::Drafted {
                place: place(),
                edition,
                answer: Answer::Placed([(Item(1), Slot(0)), (Item(4), Slot(2))].into()),
                reply_to: Some(post()),
                edits: None,
            },
            Happened::Answered {
                place: drawn,
                edition,
                answer: Answer::Chosen([Item(2)].into()),
                share: Some(Share::of(1, 3)),
            },
            Happened::Answered {
                place: place(),
                edition,
                answer: Answer::Written("é\nline".into()),
                share: None,
            },
            Happened::Reopened(place()),
            Happened::Hinted(place()),
            Happened::Revealed(place()),
            Happened::Rated { place: place(), criterion: 1, rating: 3 },
            Happened::Posted { step: "d".into(), post: post(), reply_to: None, text: "words".into() },
            Happened::Drawn { lesson: "quiz".into(), round: 1, steps: vec!["a".into(), "b".into()] },
            Happened::Noted { step: "s".into(), text: "n".into() },
            Happened::Jotted { step: "s".into(), slip: Slip::Note, text: "half a ".into() },
            Happened::Jotted { step: "s".into(), slip: Slip::Report, text: String::new() },
            Happened::Bookmarked { step: "s".into(), on: true },
            Happened::Reported {
                step: "s".into(),
                edition: Some(edition),
                answer: Some(Answer::Ordered(vec![Item(1), Item(0)])),
                text: "typo".into(),
            },
        ]
    }

    /// What came with the second format.
    fn second_samples() -> Vec<Happened> {
        let post = || PostId { by: "anna".into(), number: 3 };
        let essay = || PeerEssay { class: "lima".into(), step: "e".into(), number: 2 };
        vec![
            Happened::Drafted {
                place: Place::Step("d".into()),
                edition: Edition(7),
                answer: Answer::Written("other words".into()),
                reply_to: None,
                edits: Some(post()),
            },
            Happened::Edited { step: "d".into(), post: post(), text: "other words".into() },
            Happened::Deleted { step: "d".into(), post: post() },
            Happened::Followed {
                step: "d".into(),
                read: vec![PostId { by: "ben".into(), number: 2 }, post()],
            },
            Happened::Heard(Time(7)),
            Happened::Voted { poll: "p".into(), option: 1 },
            Happened::Wrote { to: "ben".into(), text: "Hello\nthere".into() },
            Happened::Introduced { part: Part::Interests, text: "courts, sport".into(), shown: true },
            Happened::Grouped { cohort: "lima".into(), circle: Some("peru".into()) },
            Happened::Grouped { cohort: "lima".into(), circle: None },
            Happened::Jotted { step: "c".into(), slip: Slip::Letter("ben".into()), text: "half a ".into() },
            Happened::ReviewDrafted {
                essay: essay(),
                sheet: ReviewSheet { ratings: vec![Some(2), None], comment: "half a ".into() },
            },
            Happened::Reviewed { essay: essay(), ratings: vec![2, 0], comment: "Clear.".into() },
        ]
    }

    fn stored(at: i64, body: &str) -> Stored {
        Stored { id: EntryId { origin: 1, seq: 1 }, entry: Entry { at, body: body.into() } }
    }

    #[test]
    fn every_event_comes_back_as_it_was_written() {
        for what in samples().into_iter().chain(second_samples()) {
            let event = Event { at: Time(17), what };
            let entry = to_entry(&event).unwrap();
            let back = from_stored(&stored(entry.at, &entry.body)).unwrap();
            assert_eq!(back, event, "{}", entry.body);
        }
    }

    #[test]
    fn the_first_format_can_be_read_for_ever() {
        let samples = include_str!("../../tests/formats/event-1.jsonl");
        let read: Vec<Happened> =
            samples.lines().map(|line| from_stored(&stored(0, line)).unwrap().what).collect();
        assert_eq!(read, self::samples());
    }

    #[test]
    fn the_second_format_can_be_read_for_ever() {
        let samples = include_str!("../../tests/formats/event-2.jsonl");
        let read: Vec<Happened> =
            samples.lines().map(|line| from_stored(&stored(0, line)).unwrap().what).collect();
        assert_eq!(read, second_samples());
    }

    #[test]
    fn an_event_has_the_oldest_version_that_knows_it() {
        let version = |what| version(&to_entry(&Event { at: Time(1), what }).unwrap().body).unwrap();
        assert!(samples().into_iter().all(|what| version(what) == 1));
        assert!(second_samples().into_iter().all(|what| version(what) == 2));
    }

    #[test]
    fn newer_and_broken_events_are_told_apart() {
        let newer = from_stored(&stored(0, r#"{"v":3,"e":"telepathy"}"#)).unwrap_err();
        assert!(matches!(newer, EventError::TooNew(3)));
        let broken = from_stored(&stored(0, r#"{"v":1,"e":"telepathy"}"#)).unwrap_err();
        assert!(matches!(broken, EventError::Shape(_)));
    }

    #[test]
    fn what_comes_from_a_disk_is_cleaned_and_limited() {
        let body = r#"{"v":1,"e":"noted","step":"s","text":"a\u001b[2Jb"}"#;
        let event = from_stored(&stored(0, body)).unwrap();
        assert!(matches!(event.what, Happened::Noted { text, .. } if !text.contains('\u{1b}')));
        let long = format!(r#"{{"v":1,"e":"noted","step":"s","text":"{}"}}"#, "x".repeat(MAX_WRITTEN + 1));
        assert!(matches!(from_stored(&stored(0, &long)), Err(EventError::TooLong)));
    }
}
