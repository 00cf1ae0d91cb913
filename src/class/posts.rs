//! Posts of a class as its trainers read them: all of them, hidden ones too, the newest first.

use super::book::{PostState, Said};
use super::event::Spot;
use super::roll::Roll;
use crate::course::{LearnerId, StepId};
use crate::session::{PostId, Time};

/// A post, and what its author's trainers see of it.
#[derive(Clone, Debug)]
pub struct Remark<'a> {
    /// The discussion.
    pub step: &'a StepId,
    /// Its name.
    pub id: &'a PostId,
    /// The name of its author.
    pub name: &'a str,
    /// The name of the author's group.
    pub group: Option<&'a str>,
    /// When it was written.
    pub at: Time,
    /// The post that it answers.
    pub reply_to: Option<&'a PostId>,
    /// What it says.
    pub text: &'a str,
    /// When its author changed it last.
    pub edited: Option<Time>,
    /// What trainers did to it.
    pub state: PostState,
    /// What was written about it to its author only.
    pub private: Vec<&'a Said>,
}

/// All posts of a roll that are not deleted; without a group also those of the trainers.
pub fn remarks<'a>(roll: &Roll<'a>) -> Vec<Remark<'a>> {
    let trainers = roll.cohort.trainers.iter().filter(|_| roll.group.is_none());
    let trainers = trainers.filter(|id| !roll.cohort.members.contains_key(id)).map(|id| {
        let name = roll.book.person(id).map_or(id.as_str(), |person| &person.profile.name);
        (id, name, None)
    });
    let members = roll.members().into_iter().map(|member| (member.id, member.name, member.group));
    let mut found: Vec<Remark<'a>> =
        members.chain(trainers).flat_map(|(id, name, group)| written(roll, id, name, group)).collect();
    found.sort_by(|a, b| (b.at, b.step, b.id).cmp(&(a.at, a.step, a.id)));
    found
}

fn written<'a>(
    roll: &Roll<'a>,
    by: &'a LearnerId,
    name: &'a str,
    group: Option<&'a str>,
) -> impl Iterator<Item = Remark<'a>> {
    let roll = *roll;
    let postings = roll.wall.seen(by).into_iter().flat_map(|seen| seen.progress().postings());
    postings.filter(|posting| posting.deleted.is_none()).map(move |posting| {
        let spot = Spot { course: roll.course.id.clone(), step: posting.step.clone() };
        let about = |(about, post): &(Spot, PostId)| *about == spot && post == posting.post;
        let notes = roll.book.notes_to(by).filter(|note| note.about.as_ref().is_some_and(about));
        Remark {
            step: posting.step,
            id: posting.post,
            name,
            group,
            at: posting.at,
            reply_to: posting.reply_to,
            text: posting.text,
            edited: posting.edited,
            state: roll.cohort.learning.post(&spot, posting.post),
            private: notes.map(|note| &note.said).collect(),
        }
    })
}
