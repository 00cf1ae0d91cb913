//! The members of a cohort, or of a group in it, and how each stands: what screens and tables show.

use super::book::{Book, Membership};
use super::cohort::Cohort;
use super::id::GroupId;
use super::wall::{Seen, Wall};
use crate::course::{Course, LearnerId};
use crate::exercise::Share;
use crate::session::Time;

/// Some people, their course, and what they did in it.
#[derive(Clone, Copy)]
pub struct Roll<'a> {
    /// Who they are.
    pub book: &'a Book,
    /// What they did.
    pub wall: &'a Wall,
    /// What they take.
    pub course: &'a Course,
    /// The cohort they are in.
    pub cohort: &'a Cohort,
    /// Only those of this group and of the groups in it.
    pub group: Option<&'a GroupId>,
}

/// A member of a roll.
#[derive(Clone, Copy)]
pub struct Member<'a> {
    /// The login name.
    pub id: &'a LearnerId,
    /// The name as the person writes it.
    pub name: &'a str,
    /// The name of the group, if in one.
    pub group: Option<&'a str>,
    /// What was done; none if nothing yet.
    pub seen: Option<&'a Seen>,
}

/// How far somebody is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Steps that everybody needs: done.
    pub done: usize,
    /// And in all.
    pub of: usize,
    /// The part of all points.
    pub points: Option<Share>,
    /// Whether nothing is missing.
    pub complete: bool,
}

impl<'a> Roll<'a> {
    /// Everybody, by name.
    pub fn members(&self) -> Vec<Member<'a>> {
        let chosen = self.cohort.members.iter().filter(|(_, member)| self.takes(member));
        let mut members: Vec<Member<'a>> =
            chosen.map(|(id, membership)| self.member(id, membership)).collect();
        members.sort_by_cached_key(|member| (member.name.to_lowercase(), member.id.clone()));
        members
    }

    fn takes(&self, membership: &Membership) -> bool {
        let Some(wanted) = self.group else { return true };
        let circles = membership.group.as_ref().map(|group| self.cohort.plan.circles(group));
        circles.is_some_and(|circles| circles.iter().any(|(id, _)| *id == wanted))
    }

    fn member(&self, id: &'a LearnerId, membership: &'a Membership) -> Member<'a> {
        let name = self.book.person(id).map_or(id.as_str(), |person| &person.profile.name);
        let group = membership.group.as_ref().and_then(|group| self.cohort.plan.groups.get(group));
        Member { id, name, group: group.map(|group| group.name.as_str()), seen: self.wall.seen(id) }
    }

    /// How far a member is in the course.
    pub fn standing(&self, member: &Member<'_>) -> Standing {
        let steps = |done: (usize, usize), more: (usize, usize)| (done.0 + more.0, done.1 + more.1);
        let empty = Seen::default();
        let glance = member.seen.unwrap_or(&empty).progress().glance(self.course);
        let (done, of) = self.course.modules.iter().map(|module| glance.steps(module)).fold((0, 0), steps);
        Standing { done, of, points: glance.course_points(), complete: glance.is_complete() }
    }

    /// How far a member is in a module, by its position.
    pub fn standing_in(&self, member: &Member<'_>, module: usize) -> Standing {
        let Some(module) = self.course.modules.get(module) else { return Standing::default() };
        let empty = Seen::default();
        let glance = member.seen.unwrap_or(&empty).progress().glance(self.course);
        let (done, of) = glance.steps(module);
        Standing { done, of, points: glance.points(module), complete: glance.has_completed(module) }
    }

    /// The members who are stuck at a step now, with the step.
    pub fn stuck(&self, now: Time) -> Vec<(Member<'a>, &'a crate::course::StepId)> {
        let stuck = |member: Member<'a>| Some((member, member.seen?.stuck_at(self.course, now)?));
        self.members().into_iter().filter_map(stuck).collect()
    }
}
