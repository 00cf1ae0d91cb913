//! The people of a class: finding them, and what one says about oneself.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::company::{Card, Company, Fellow, Interest, Myself, Part};
use super::decide::{Aside, Session};
use super::{Guidance, Happened};
use crate::course::LearnerId;
use crate::exercise::Refusal;
use crate::text;

/// The most people that are shown at once; nobody reads through a thousand.
pub const MAX_SHOWN: usize = 30;
/// The longest words to look for, in characters.
const MAX_SOUGHT: usize = 80;

/// Which people are to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only those of whom all these words are shown.
    pub find: String,
    /// Only those in this group: the short names of its cohort and of itself.
    pub circle: Option<(String, String)>,
    /// Only those who share an interest with the learner, the most like-minded first.
    pub alike: bool,
    /// So many are left out before the first that is shown.
    pub from: usize,
}

/// Some people, by the places of their company and of themselves in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) wanted: Wanted,
    pub(super) shown: Vec<(usize, usize)>,
    /// How many there are, shown or not.
    pub(super) count: usize,
}

impl Guidance {
    /// Somebody who learns with the learner, and with whom.
    pub(super) fn fellow(&self, id: &LearnerId) -> Option<(&Company, &Fellow)> {
        let mut all = self.company.iter().flat_map(|company| company.people.iter().map(|f| (&**company, f)));
        all.find(|(_, fellow)| fellow.id == *id)
    }

    /// What the learner is interested in, shown to others or not.
    pub(super) fn own_interests(&self) -> Vec<Interest> {
        let card = self.myself.as_ref().map(|myself| &myself.card);
        card.map(|card| Interest::several(&card.interests.text)).unwrap_or_default()
    }

    /// How many people there are, each counted once.
    pub(super) fn count_people(&self) -> usize {
        match self.company.as_slice() {
            [one] => one.people.len(),
            several => {
                let all = several.iter().flat_map(|company| &company.people);
                all.map(|fellow| &fellow.id).collect::<BTreeSet<_>>().len()
            }
        }
    }
}

/// Finds people; of somebody in several cohorts the first counts.
pub(super) fn find(guidance: &Guidance, me: &LearnerId, wanted: &Wanted) -> Found {
    let sought: String = text::folded(&wanted.find).chars().take(MAX_SOUGHT).collect();
    let own = guidance.own_interests();
    let mut seen = BTreeSet::new();
    let mut found: Vec<(usize, (usize, usize))> = Vec::new();
    for (at, company) in guidance.company.iter().enumerate() {
        let circle = match &wanted.circle {
            Some((cohort, _)) if *cohort != company.cohort => continue,
            Some((_, id)) => match company.circles.iter().position(|circle| circle.id == *id) {
                Some(place) => Some(place),
                None => continue,
            },
            None => None,
        };
        for (place, fellow) in company.people.iter().enumerate() {
            let inside = circle.is_none_or(|circle| fellow.circles.contains(&circle));
            if !inside || !fellow.is_found(sought.trim()) {
                continue;
            }
            let likeness = if wanted.alike { fellow.shared(&own).len() } else { 0 };
            if wanted.alike && (likeness == 0 || fellow.id == *me) {
                continue;
            }
            if guidance.company.len() == 1 || seen.insert(&fellow.id) {
                found.push((likeness, (at, place)));
            }
        }
    }
    // A stable order: those who are as like-minded stay in the order of names.
    found.sort_by_key(|(likeness, _)| std::cmp::Reverse(*likeness));
    let count = found.len();
    let from = if wanted.from < count { wanted.from - wanted.from % MAX_SHOWN } else { 0 };
    let shown = found.into_iter().skip(from).take(MAX_SHOWN).map(|(_, place)| place).collect();
    Found { wanted: Wanted { from, ..wanted.clone() }, shown, count }
}

impl Session {
    /// People are found anew, for others came or show more of themselves.
    pub(super) fn find_again(&mut self) {
        for aside in &mut self.asides {
            if let Aside::People(found) = aside {
                *found = find(&self.guidance, &self.learner, &found.wanted);
            }
        }
    }

    /// Changes what the learner says about a part of themselves.
    pub(super) fn introduce(&mut self, part: Part, text: &str) -> Result<Vec<Happened>, Refusal> {
        let text = one_line(text);
        if text.chars().count() > part.limit() {
            return Err(Refusal::TooLong);
        }
        if part == Part::Name && text.is_empty() {
            return Err(Refusal::NoName);
        }
        let shown = self.own_card()?.part(part).shown;
        self.tell_about(part, text, shown)
    }

    /// Shows a part of what the learner says about themselves to the others, or no longer.
    pub(super) fn show_part(&mut self, part: Part, shown: bool) -> Result<Vec<Happened>, Refusal> {
        let text = self.own_card()?.part(part).text.clone();
        self.tell_about(part, text, shown)
    }

    fn own_card(&self) -> Result<&Card, Refusal> {
        self.guidance.myself.as_ref().map(|myself| &myself.card).ok_or(Refusal::NotHere)
    }

    fn tell_about(&mut self, part: Part, text: String, shown: bool) -> Result<Vec<Happened>, Refusal> {
        let about = self.own_myself()?.card.part_mut(part);
        if about.text == text && about.shown == shown {
            return Ok(Vec::new());
        }
        (about.text, about.shown) = (text.clone(), shown);
        self.find_again();
        Ok(vec![Happened::Introduced { part, text, shown }])
    }

    /// Joins a group of a cohort, or leaves it.
    pub(super) fn join(&mut self, cohort: &str, circle: Option<&str>) -> Result<Vec<Happened>, Refusal> {
        let company = self.guidance.company.iter().find(|company| company.cohort == cohort);
        let circles = company.map(|company| company.circles.as_slice()).unwrap_or_default();
        if circle.is_some_and(|id| circles.iter().all(|circle| circle.id != id)) {
            return Err(Refusal::Unknown);
        }
        let seat = self.own_myself()?.seats.iter_mut().find(|seat| seat.cohort == cohort);
        let seat = seat.ok_or(Refusal::NotHere)?;
        if seat.fixed {
            return Err(Refusal::Assigned);
        }
        if seat.circle.as_deref() == circle {
            return Ok(Vec::new());
        }
        seat.circle = circle.map(str::to_owned);
        let circle = seat.circle.clone();
        Ok(vec![Happened::Grouped { cohort: cohort.to_owned(), circle }])
    }

    /// What the class knows of the learner, who changes it: the class follows once it is on the disk.
    fn own_myself(&mut self) -> Result<&mut Myself, Refusal> {
        Arc::make_mut(&mut self.guidance).myself.as_mut().ok_or(Refusal::NotHere)
    }
}

/// One clean line without spare blanks, as the class keeps it.
fn one_line(words: &str) -> String {
    text::clean_line(words).split_whitespace().collect::<Vec<_>>().join(" ")
}
