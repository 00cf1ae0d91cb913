//! The pages about the people of a class.

use super::company::{Circle, Company, Fellow, Myself, OwnSeat};
use super::decide::{Aside, Session};
use super::letter::Sent;
use super::people::{Found, Wanted, find};
use super::{Slip, Time, To, Word};
use crate::course::LearnerId;
use crate::exercise::Refusal;

/// The people of a class, or some of them.
#[derive(Clone, Debug)]
pub struct PeoplePage<'a> {
    /// Which people were wanted.
    pub wanted: &'a Wanted,
    /// Those that are shown.
    pub rows: Vec<FellowRow<'a>>,
    /// How many there are of those that were wanted.
    pub count: usize,
    /// How many there are in all.
    pub of: usize,
    /// The names of the cohorts.
    pub cohorts: Vec<&'a str>,
    /// The group whose people are shown.
    pub circle: Option<&'a Circle>,
    /// True if there are groups.
    pub has_circles: bool,
    /// True if the learner said what they are interested in.
    pub has_interests: bool,
}

/// Somebody in a list.
#[derive(Clone, Debug)]
pub struct FellowRow<'a> {
    /// Who, as they chose to be seen.
    pub fellow: &'a Fellow,
    /// True for the learner.
    pub me: bool,
    /// Their groups, the nearest first.
    pub circles: Vec<&'a Circle>,
    /// Those of their interests that are the learner's, too.
    pub shared: Vec<&'a str>,
}

/// The groups of a class.
#[derive(Clone, Debug)]
pub struct CirclesPage<'a> {
    /// By cohort.
    pub seats: Vec<SeatRow<'a>>,
}

/// A cohort, its groups and the learner in it.
#[derive(Clone, Debug)]
pub struct SeatRow<'a> {
    /// The cohort.
    pub company: &'a Company,
    /// The learner in it; none of somebody who only leads it.
    pub seat: Option<&'a OwnSeat>,
}

/// Somebody, and the notes to and from them.
#[derive(Clone, Debug)]
pub struct PersonPage<'a> {
    /// Who it is.
    pub id: &'a LearnerId,
    /// What others may call them.
    pub name: &'a str,
    /// What is shown of them; none of somebody who is not in the class, or no longer.
    pub row: Option<FellowRow<'a>>,
    /// The notes, newest first.
    pub letters: Vec<Letter<'a>>,
    /// True if a note to them arrives.
    pub can_write: bool,
    /// A note that is half written.
    pub half: Option<&'a str>,
}

/// A note from one to the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter<'a> {
    /// True if the learner wrote it.
    pub mine: bool,
    /// When.
    pub at: Time,
    /// What it says.
    pub text: &'a str,
}

/// What the learner says about themselves, and their groups.
#[derive(Clone, Debug)]
pub struct ProfilePage<'a> {
    /// What they say, and to whom.
    pub myself: &'a Myself,
    /// The login name, which others see without a name.
    pub id: &'a LearnerId,
    /// The cohorts that they are a member of.
    pub seats: Vec<SeatRow<'a>>,
}

/// A note that the learner sent, as the page of the class shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentRow<'a> {
    /// What the receiver is called.
    pub to: &'a str,
    /// The note.
    pub sent: &'a Sent,
}

impl PeoplePage<'_> {
    /// The people before those that are shown, if there are some.
    pub fn before(&self) -> Option<Wanted> {
        let from = self.wanted.from.checked_sub(super::MAX_SHOWN)?;
        Some(Wanted { from, ..self.wanted.clone() })
    }

    /// The people behind those that are shown, if there are some.
    pub fn behind(&self) -> Option<Wanted> {
        let from = self.wanted.from + self.rows.len();
        (from < self.count).then(|| Wanted { from, ..self.wanted.clone() })
    }
}

impl Session {
    /// The page of people that a way leads to.
    pub(super) fn among_people(&self, to: &To) -> Result<Aside, Refusal> {
        if self.guidance.company.is_empty() {
            return Err(Refusal::NotHere);
        }
        match to {
            To::People(wanted) => Ok(Aside::People(find(&self.guidance, &self.learner, wanted))),
            To::Circles => Ok(Aside::Circles),
            To::Person(id) if self.has_met(id) => Ok(Aside::Person(id.clone())),
            To::Person(_) => Err(Refusal::NoSuchPerson),
            To::Profile if self.guidance.myself.is_some() => Ok(Aside::Profile),
            _ => Err(Refusal::NotHere),
        }
    }

    fn has_met(&self, id: &LearnerId) -> bool {
        let wrote = |word: &Word| word.from.as_ref() == Some(id);
        self.guidance.fellow(id).is_some()
            || self.guidance.words.iter().any(wrote)
            || self.progress.letters.iter().any(|sent| sent.to == *id)
    }

    pub(super) fn people_page<'a>(&'a self, found: &'a Found) -> PeoplePage<'a> {
        let company = &self.guidance.company;
        let own = self.guidance.own_interests();
        let row = |(at, place): &(usize, usize)| {
            let company = company.get(*at)?;
            Some(self.row(company, company.people.get(*place)?, &own))
        };
        let circle = found.wanted.circle.as_ref().and_then(|(cohort, id)| {
            let company = company.iter().find(|company| company.cohort == *cohort)?;
            company.circles.iter().find(|circle| circle.id == *id)
        });
        PeoplePage {
            wanted: &found.wanted,
            rows: found.shown.iter().filter_map(row).collect(),
            count: found.count,
            of: self.guidance.count_people(),
            cohorts: company.iter().map(|company| company.name.as_str()).collect(),
            circle,
            has_circles: company.iter().any(|company| !company.circles.is_empty()),
            has_interests: !own.is_empty(),
        }
    }

    fn row<'a>(&'a self, company: &'a Company, fellow: &'a Fellow, own: &[super::Interest]) -> FellowRow<'a> {
        let me = fellow.id == self.learner;
        let circles = fellow.circles.iter().filter_map(|place| company.circles.get(*place)).collect();
        FellowRow { fellow, me, circles, shared: if me { Vec::new() } else { fellow.shared(own) } }
    }

    pub(super) fn circles_page(&self) -> CirclesPage<'_> {
        let seats = self.guidance.company.iter().map(|company| self.seat_row(company));
        CirclesPage { seats: seats.filter(|row| !row.company.circles.is_empty()).collect() }
    }

    fn seat_row<'a>(&'a self, company: &'a Company) -> SeatRow<'a> {
        let seats = self.guidance.myself.iter().flat_map(|myself| &myself.seats);
        SeatRow { company, seat: seats.into_iter().find(|seat| seat.cohort == company.cohort) }
    }

    pub(super) fn person_page<'a>(&'a self, id: &'a LearnerId) -> PersonPage<'a> {
        let fellow = self.guidance.fellow(id);
        let own = self.guidance.own_interests();
        let row = fellow.map(|(company, fellow)| self.row(company, fellow, &own));
        let words = self.guidance.words.iter().filter(|word| word.from.as_ref() == Some(id));
        let known = words.clone().next_back().map(|word| word.by.as_str());
        let name = fellow.map(|(_, fellow)| fellow.name.as_str()).or(known).unwrap_or(id.as_str());
        let got = words.map(|word| Letter { mine: false, at: word.at, text: &word.text });
        let sent = self.progress.letters.iter().filter(|sent| sent.to == *id);
        let sent = sent.map(|sent| Letter { mine: true, at: sent.at, text: &sent.text });
        let mut letters: Vec<Letter<'_>> = got.chain(sent).collect();
        letters.sort_by_key(|letter| std::cmp::Reverse(letter.at));
        let can_write = self.guidance.may_write_to(id, &self.learner);
        let half = self.jotted_here(&Slip::Letter(id.clone()));
        PersonPage { id, name, row, letters, can_write, half }
    }

    pub(super) fn profile_page<'a>(&'a self, myself: &'a Myself) -> ProfilePage<'a> {
        let rows = self.guidance.company.iter().map(|company| self.seat_row(company));
        let seats = rows.filter(|row| row.seat.is_some() && !row.company.circles.is_empty()).collect();
        ProfilePage { myself, id: &self.learner, seats }
    }

    /// What the learner wrote to others, newest first.
    pub(super) fn sent(&self) -> Vec<SentRow<'_>> {
        let row = |sent| self.sent_row(sent);
        self.progress.letters.iter().rev().map(row).collect()
    }

    fn sent_row<'a>(&'a self, sent: &'a Sent) -> SentRow<'a> {
        let fellow = self.guidance.fellow(&sent.to);
        SentRow { to: fellow.map_or(sent.to.as_str(), |(_, fellow)| &fellow.name), sent }
    }
}
