//! Changing the book: the only place that does, for new events and old ones alike.
//!
//! Nothing here refuses or panics. An event that speaks of somebody who is not here, as after an
//! erasure or a damage, changes nothing.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::act::CodeFor;
use super::book::{Book, Hint, Learning, Mark, Membership, Note, Poll, Said};
use super::code::Code;
use super::cohort::Cohort;
use super::event::{ClassEvent, Done, Moderation, Pair, Spot};
use super::id::CohortId;
use super::key::Key;
use super::person::Person;
use super::review::{Review, Stamp};
use crate::course::LearnerId;
use crate::session::PostId;

/// The most announcements that a cohort remembers.
const MAX_ANNOUNCEMENTS: usize = 100;
/// The most hints that a cohort remembers.
const MAX_HINTS: usize = 2_000;
/// The most notes that a person keeps.
const MAX_NOTES: usize = 200;

impl Book {
    /// Takes in what happened.
    pub fn apply(&mut self, event: &ClassEvent) {
        self.last = self.last.max(Some(event.at));
        self.moves.0 += u64::from(moves(&event.what));
        match &event.what {
            Done::PersonAdded { person, profile, role } => {
                let (id, profile, role) = (person.clone(), profile.clone(), *role);
                let added = Person { id, profile, role, keys: Vec::new(), claimed: false };
                self.people.entry(person.clone()).or_insert(added);
            }
            Done::ProfileSet { person, profile } => {
                if let Some(person) = self.people.get_mut(person) {
                    person.profile = profile.clone();
                }
            }
            Done::RoleGiven { person, role } => {
                if let Some(person) = self.people.get_mut(person) {
                    person.role = *role;
                }
            }
            Done::KeyAdded { person, key, label } => {
                if self.keys.contains_key(key) {
                    return;
                }
                if let Some(owner) = self.people.get_mut(person) {
                    owner.claimed = true;
                    owner.keys.push(Key { key: key.clone(), label: label.clone(), since: event.at });
                    self.keys.insert(key.clone(), person.clone());
                }
            }
            Done::KeyRemoved { person, key } => {
                if self.keys.get(key) == Some(person) {
                    self.keys.remove(key);
                }
                if let Some(person) = self.people.get_mut(person) {
                    person.keys.retain(|known| known.key != *key);
                }
            }
            Done::CohortMade { cohort, plan } => {
                let made = Cohort {
                    id: cohort.clone(),
                    plan: plan.clone(),
                    trainers: BTreeSet::from([event.by.clone()]),
                    members: BTreeMap::new(),
                    learning: Learning::default(),
                };
                self.cohorts.entry(cohort.clone()).or_insert(made);
            }
            Done::CohortChanged { cohort, plan } => {
                if let Some(cohort) = self.cohorts.get_mut(cohort) {
                    cohort.plan = plan.clone();
                    for member in cohort.members.values_mut() {
                        member.group.take_if(|group| !plan.groups.contains_key(group));
                    }
                }
            }
            Done::TrainerSet { cohort, person, on } => {
                if let Some(cohort) = self.cohorts.get_mut(cohort) {
                    if *on {
                        cohort.trainers.insert(person.clone());
                    } else {
                        cohort.trainers.remove(person);
                    }
                }
            }
            Done::CodeMade { code, opens, uses, until } => {
                let personal = matches!(opens, CodeFor::Person(_));
                self.codes.retain(|_, old| event.at < old.until && !(personal && old.opens == *opens));
                // From now on this code opens the name, and no code of a cohort.
                if let CodeFor::Person(person) = opens
                    && let Some(person) = self.people.get_mut(person)
                {
                    person.claimed = true;
                }
                let made = Code { opens: opens.clone(), uses: *uses, used: 0, until: *until };
                self.codes.insert(code.clone(), made);
            }
            Done::CodeWithdrawn { code } => {
                self.codes.remove(code);
            }
            Done::CodeUsed { code, person } => {
                if let Some(code) = self.codes.get_mut(code) {
                    code.used = code.used.saturating_add(1);
                }
                if let Some(person) = self.people.get_mut(person) {
                    person.claimed = true;
                }
            }
            Done::Joined { cohort, person, group } => {
                if let Some(cohort) = self.cohorts.get_mut(cohort)
                    && self.people.contains_key(person)
                {
                    let since = cohort.members.get(person).map_or(event.at, |member| member.since);
                    let own = event.by == *person && group.is_some();
                    let member = Membership { group: group.clone(), own, since };
                    cohort.members.insert(person.clone(), member);
                }
            }
            Done::Left { cohort, person } => {
                if let Some(cohort) = self.cohorts.get_mut(cohort) {
                    cohort.members.remove(person);
                }
            }
            Done::Erased { person } => self.erase(person),
            Done::HandedOver { person, course, upto } => {
                if self.people.contains_key(person) {
                    let handed = self.handed.entry((person.clone(), course.clone())).or_insert(*upto);
                    *handed = (*handed).max(*upto);
                }
            }
            Done::NoteSent { to, about, text } => {
                if self.people.contains_key(to) {
                    let note = Note { about: about.clone(), said: said(event, text) };
                    keep(self.notes.entry(to.clone()).or_default(), note, MAX_NOTES);
                }
            }
            Done::Announced { cohort, .. }
            | Done::HintSent { cohort, .. }
            | Done::ModuleOpened { cohort, .. }
            | Done::ModuleClosed { cohort, .. }
            | Done::Led { cohort, .. }
            | Done::Released { cohort }
            | Done::PollOpened { cohort, .. }
            | Done::PollClosed { cohort, .. }
            | Done::Voted { cohort, .. }
            | Done::PostModerated { cohort, .. }
            | Done::EssayMarked { cohort, .. }
            | Done::ReviewOpened { cohort, .. }
            | Done::ReviewPaired { cohort, .. }
            | Done::ReviewGiven { cohort, .. }
            | Done::ReviewClosed { cohort, .. } => self.teach(cohort, event),
        }
    }

    fn teach(&mut self, cohort: &CohortId, event: &ClassEvent) {
        let Some(cohort) = self.cohorts.get_mut(cohort) else { return };
        let learning = &mut cohort.learning;
        match &event.what {
            Done::Announced { text, .. } => {
                keep(&mut learning.announcements, said(event, text), MAX_ANNOUNCEMENTS);
            }
            Done::HintSent { to, spot, text, .. } => {
                let hint = Hint { to: to.clone(), spot: spot.clone(), said: said(event, text) };
                keep(&mut learning.hints, hint, MAX_HINTS);
            }
            Done::ModuleOpened { course, module, .. } => {
                learning.closed.remove(&(course.clone(), module.clone()));
            }
            Done::ModuleClosed { course, module, .. } => {
                learning.closed.insert((course.clone(), module.clone()));
            }
            Done::Led { spot, .. } => learning.led = Some(spot.clone()),
            Done::Released { .. } => learning.led = None,
            Done::PollOpened { poll, question, options, .. } => {
                let (question, options) = (question.clone(), options.clone());
                let made = Poll { question, options, votes: BTreeMap::new(), since: event.at, open: true };
                learning.polls.entry(poll.clone()).or_insert(made);
            }
            Done::PollClosed { poll, .. } => {
                if let Some(poll) = learning.polls.get_mut(poll) {
                    poll.open = false;
                }
            }
            Done::Voted { poll, option, .. } => {
                if let Some(poll) = learning.polls.get_mut(poll) {
                    poll.votes.insert(event.by.clone(), *option);
                }
            }
            Done::PostModerated { spot, post, act, .. } => moderate(learning, spot, post, *act),
            Done::EssayMarked { person, course, place, round, ratings, comment, .. } => {
                let key = (person.clone(), course.clone(), place.clone(), *round);
                learning.marks.insert(key, Mark { ratings: ratings.clone(), said: said(event, comment) });
            }
            Done::ReviewOpened { spot, each, .. } => {
                learning.reviews.entry(spot.clone()).or_insert_with(|| Review::new(*each, stamp(event)));
            }
            Done::ReviewPaired { spot, pairs, .. } => {
                if let Some(review) = learning.reviews.get_mut(spot) {
                    review.give_out(pairs, stamp(event));
                }
            }
            Done::ReviewGiven { spot, author, ratings, comment, .. } => {
                let pair = Pair { reviewer: event.by.clone(), author: author.clone() };
                if let Some(review) = learning.reviews.get_mut(spot)
                    && review.pairs.contains_key(&pair)
                {
                    let mark = Mark { ratings: ratings.clone(), said: said(event, comment) };
                    review.marks.insert(pair, mark);
                }
            }
            Done::ReviewClosed { spot, .. } => {
                if let Some(review) = learning.reviews.get_mut(spot) {
                    review.ended = Some(stamp(event));
                }
            }
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
            | Done::HandedOver { .. }
            | Done::NoteSent { .. } => {}
        }
    }

    /// What others did stays; what is about the person, and what they said, goes.
    fn erase(&mut self, gone: &LearnerId) {
        self.people.remove(gone);
        self.keys.retain(|_, owner| owner != gone);
        self.codes.retain(|_, code| code.opens != CodeFor::Person(gone.clone()));
        self.handed.retain(|(person, _), _| person != gone);
        self.notes.remove(gone);
        for notes in self.notes.values_mut() {
            notes.retain(|note| note.said.by != *gone);
        }
        for cohort in self.cohorts.values_mut() {
            cohort.members.remove(gone);
            cohort.trainers.remove(gone);
            let learning = &mut cohort.learning;
            learning.announcements.retain(|said| said.by != *gone);
            learning.hints.retain(|hint| hint.to.as_ref() != Some(gone) && hint.said.by != *gone);
            for poll in learning.polls.values_mut() {
                poll.votes.remove(gone);
            }
            learning.posts.retain(|(_, post), _| post.by != *gone);
            learning.marks.retain(|(person, ..), _| person != gone);
            for review in learning.reviews.values_mut() {
                review.forget(gone);
            }
        }
    }
}

/// True for what changes who is where, or what they show of themselves.
fn moves(what: &Done) -> bool {
    match what {
        Done::PersonAdded { .. }
        | Done::ProfileSet { .. }
        | Done::CohortMade { .. }
        | Done::CohortChanged { .. }
        | Done::TrainerSet { .. }
        | Done::Joined { .. }
        | Done::Left { .. }
        | Done::Erased { .. } => true,
        Done::RoleGiven { .. }
        | Done::KeyAdded { .. }
        | Done::KeyRemoved { .. }
        | Done::CodeMade { .. }
        | Done::CodeWithdrawn { .. }
        | Done::CodeUsed { .. }
        | Done::HandedOver { .. }
        | Done::NoteSent { .. }
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
        | Done::ReviewClosed { .. } => false,
    }
}

fn stamp(event: &ClassEvent) -> Stamp {
    Stamp { at: event.at, by: event.by.clone() }
}

fn said(event: &ClassEvent, text: &str) -> Said {
    Said { at: event.at, by: event.by.clone(), text: text.to_owned() }
}

fn keep<T>(list: &mut VecDeque<T>, new: T, most: usize) {
    list.push_back(new);
    while list.len() > most {
        list.pop_front();
    }
}

fn moderate(learning: &mut Learning, spot: &Spot, post: &PostId, act: Moderation) {
    let state = learning.posts.entry((spot.clone(), post.clone())).or_default();
    match act {
        Moderation::Hide => state.hidden = true,
        Moderation::Show => state.hidden = false,
        Moderation::Pin => state.pinned = true,
        Moderation::Unpin => state.pinned = false,
        Moderation::Lock => state.locked = true,
        Moderation::Unlock => state.locked = false,
    }
}
