//! The people of each cohort as they chose to be seen: made once for all of them, and shared.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::book::Book;
use super::cohort::{Cohort, Group};
use super::id::{CohortId, GroupId};
use super::person::Person;
use super::words::{MAX_INTERESTS, MAX_NAME, MAX_TEXT};
use crate::course::LearnerId;
use crate::session::{self, Circle, Company, Fellow, Guidance, MAX_ABOUT, MAX_LETTER, Myself, OwnSeat};
use crate::text::folded;

const _: () = assert!(MAX_LETTER <= MAX_TEXT && MAX_ABOUT <= MAX_NAME);
const _: () = assert!(session::MAX_INTERESTS <= MAX_INTERESTS);

/// The people of all cohorts, as they chose to be seen.
#[derive(Debug, Default)]
pub struct Companies {
    by_cohort: BTreeMap<CohortId, Arc<Company>>,
    /// How far the book was read.
    moves: u64,
}

impl Companies {
    /// Takes in the book as it is now; a cohort in which nobody changed stays the same copy.
    pub fn read(&mut self, book: &Book) {
        if book.moves.0 == self.moves {
            return;
        }
        self.moves = book.moves.0;
        let mut before = std::mem::take(&mut self.by_cohort);
        for cohort in book.cohorts() {
            let company = book.company(cohort);
            let known = before.remove(&cohort.id).filter(|known| **known == company);
            self.by_cohort.insert(cohort.id.clone(), known.unwrap_or_else(|| Arc::new(company)));
        }
    }

    /// Adds to what somebody is told with whom they learn, and what is known of themselves.
    pub fn introduce(&self, book: &Book, person: &LearnerId, guidance: &mut Guidance) {
        let Some(known) = book.person(person) else { return };
        let mine = book.cohorts().filter(|cohort| cohort.holds(person));
        guidance.company.extend(mine.filter_map(|cohort| self.by_cohort.get(&cohort.id).cloned()));
        if guidance.company.is_empty() {
            return;
        }
        let seats = book.cohorts_of(person).filter_map(|cohort| {
            let member = cohort.members.get(person)?;
            let circle = member.group.as_ref().map(GroupId::to_string);
            Some(OwnSeat { cohort: cohort.id.to_string(), circle, fixed: member.is_fixed() })
        });
        guidance.myself = Some(Myself { card: known.profile.card(), seats: seats.collect() });
    }
}

impl Cohort {
    /// Whether somebody is a member of it or leads it.
    pub fn holds(&self, person: &LearnerId) -> bool {
        self.members.contains_key(person) || self.trainers.contains(person)
    }
}

impl Book {
    /// The people of a cohort, as they chose to be seen.
    pub fn company(&self, cohort: &Cohort) -> Company {
        let mut groups: Vec<(&GroupId, &Group)> = cohort.plan.groups.iter().collect();
        groups.sort_by_cached_key(|(_, group)| (std::cmp::Reverse(group.level), folded(&group.name)));
        let here: BTreeSet<&LearnerId> = cohort.members.keys().chain(&cohort.trainers).collect();
        let people: Vec<&Person> = here.into_iter().filter_map(|id| self.person(id)).collect();
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        for person in &people {
            *names.entry(folded(person.shown().name)).or_default() += 1;
        }
        let mut fellows: Vec<Fellow> = people
            .into_iter()
            .map(|person| {
                let shown = person.shown();
                // Of two with the same name, each can be told from the other.
                let alone = names.get(&folded(shown.name)).is_none_or(|count| *count == 1);
                let named = format!("{} ({})", shown.name, person.id);
                let trainer = cohort.trainers.contains(&person.id);
                let name = if alone || shown.name == person.id.as_str() { shown.name } else { &named };
                let mut fellow = Fellow::new(person.id.clone(), name, trainer).showing(
                    shown.organization,
                    shown.country,
                    shown.interests,
                );
                let group = cohort.members.get(&person.id).and_then(|member| member.group.as_ref());
                let circles = group.map(|group| cohort.plan.circles(group)).unwrap_or_default();
                let place = |(id, _): (&GroupId, &Group)| groups.iter().position(|(known, _)| *known == id);
                fellow.circles = circles.into_iter().filter_map(place).collect();
                fellow
            })
            .collect();
        fellows.sort_by_cached_key(|fellow| (!fellow.trainer, folded(&fellow.name), fellow.id.clone()));
        let circle = |(place, (id, group)): (usize, &(&GroupId, &Group))| Circle {
            id: id.to_string(),
            name: group.name.clone(),
            level: group.level.name(),
            count: fellows.iter().filter(|fellow| fellow.circles.contains(&place)).count(),
        };
        let circles = groups.iter().enumerate().map(circle).collect();
        let (name, cohort) = (cohort.plan.name.clone(), cohort.id.to_string());
        Company { cohort, name, circles, people: fellows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::class::{Act, Entrant, Level, Plan, Profile, Shows, console};
    use crate::session::Time;

    fn book() -> Book {
        let mut book = Book::default();
        let group = |name: &str, level, within: Option<&str>| Group {
            name: name.to_owned(),
            level,
            within: within.map(GroupId::from),
        };
        let groups = [
            ("peru", group("Peru", Level::National, Some("andes"))),
            ("andes", group("Andes", Level::Regional, Some("world"))),
            ("world", group("World", Level::Global, None)),
        ];
        let groups = groups.into_iter().map(|(id, group)| (GroupId::from(id), group)).collect();
        let plan = Plan { name: "Lima".into(), groups, ..Plan::default() };
        act(&mut book, &console(), &Act::MakeCohort { cohort: None, plan }).unwrap();
        let entrant = |id: &str, name: &str| Entrant {
            id: Some(id.into()),
            profile: Profile {
                name: name.to_owned(),
                organization: "Transparency".to_owned(),
                country: "Peru".to_owned(),
                interests: "courts, sport".to_owned(),
                ..Profile::default()
            },
            ..Entrant::default()
        };
        let entrants = vec![
            entrant("zoe", "Zoë"),
            entrant("anna", "Anna"),
            entrant("anna-2", "ANNA"),
            entrant("ben", "Ben"),
        ];
        act(&mut book, &console(), &Act::Enrol { cohort: "lima".into(), entrants }).unwrap();
        book
    }

    fn act(book: &mut Book, by: &LearnerId, act: &Act) -> Result<usize, super::super::Refused> {
        let mut rolls = 0;
        let mut dice = || {
            rolls += 1;
            rolls
        };
        book.handle(act, by, Time(1_000), &mut dice).map(|events| events.len())
    }

    fn companies(book: &Book) -> Companies {
        let mut companies = Companies::default();
        companies.read(book);
        companies
    }

    fn guidance(book: &Book, person: &str) -> Guidance {
        let mut guidance = Guidance::default();
        companies(book).introduce(book, &person.into(), &mut guidance);
        guidance
    }

    fn shows(book: &mut Book, person: &str, shows: Shows) {
        let person = LearnerId::from(person);
        let profile = Profile { shows, ..book.person(&person).unwrap().profile.clone() };
        act(book, &person.clone(), &Act::SetProfile { person, profile }).unwrap();
    }

    #[test]
    fn each_is_seen_as_they_chose_and_two_of_one_name_can_be_told_apart() {
        let mut book = book();
        shows(&mut book, "ben", Shows { name: false, organization: true, country: false, interests: true });
        let company = book.company(book.cohort(&"lima".into()).unwrap());
        let names: Vec<&str> = company.people.iter().map(|fellow| fellow.name.as_str()).collect();
        assert_eq!(names, ["Anna (anna)", "ANNA (anna-2)", "ben", "Zoë"]);
        let ben = &company.people[2];
        assert_eq!((ben.organization.as_deref(), ben.country.as_deref()), (Some("Transparency"), None));
        assert_eq!(ben.interests.len(), 2);
        assert!(company.people[3].organization.is_none() && company.people[3].interests.is_empty());
        let whole = format!("{company:?}");
        assert_eq!(whole.matches("Peru").count(), 1, "only the group says so: {whole}");
    }

    #[test]
    fn a_class_shares_one_copy_and_keeps_it_while_nobody_changes() {
        let mut book = book();
        let mut companies = companies(&book);
        let of = |companies: &Companies, book: &Book, person: &str| {
            let mut guidance = Guidance::default();
            companies.introduce(book, &person.into(), &mut guidance);
            Arc::clone(&guidance.company[0])
        };
        let first = of(&companies, &book, "anna");
        assert!(Arc::ptr_eq(&first, &of(&companies, &book, "ben")));
        let said = crate::class::Teaching::Announce("Hello".into());
        act(&mut book, &console(), &Act::Teach { cohort: "lima".into(), what: said }).unwrap();
        companies.read(&book);
        assert!(Arc::ptr_eq(&first, &of(&companies, &book, "ben")));
        shows(&mut book, "ben", Shows::default());
        companies.read(&book);
        assert!(Arc::ptr_eq(&first, &of(&companies, &book, "ben")), "that is what Ben showed before");
        shows(&mut book, "ben", Shows { country: true, ..Shows::default() });
        companies.read(&book);
        assert!(!Arc::ptr_eq(&first, &of(&companies, &book, "anna")));
    }

    #[test]
    fn nobody_outside_the_class_is_told_who_is_in_it() {
        let mut book = book();
        assert_eq!(guidance(&book, "nobody"), Guidance::default());
        act(&mut book, &console(), &Act::Leave { cohort: "lima".into(), person: "ben".into() }).unwrap();
        assert_eq!(guidance(&book, "ben"), Guidance::default());
        assert_eq!(guidance(&book, "anna").company[0].people.len(), 3);
    }

    #[test]
    fn a_member_is_in_the_groups_around_their_own_and_chooses_it_where_no_trainer_did() {
        let mut book = book();
        let regroup = |person: &str, group: Option<&str>| Act::Regroup {
            cohort: "lima".into(),
            person: person.into(),
            group: group.map(GroupId::from),
        };
        act(&mut book, &"anna".into(), &regroup("anna", Some("peru"))).unwrap();
        let company = book.company(book.cohort(&"lima".into()).unwrap());
        let counts: Vec<_> =
            company.circles.iter().map(|circle| (circle.id.as_str(), circle.count)).collect();
        assert_eq!(counts, [("world", 1), ("andes", 1), ("peru", 1)]);
        assert_eq!(company.people[0].circles, [2, 1, 0]);
        assert!(act(&mut book, &"anna".into(), &regroup("anna", None)).is_ok());
        // Nobody moves others, and what a trainer chose stays.
        assert!(act(&mut book, &"anna".into(), &regroup("ben", Some("peru"))).is_err());
        act(&mut book, &console(), &regroup("ben", Some("peru"))).unwrap();
        let refused = act(&mut book, &"ben".into(), &regroup("ben", None));
        assert_eq!(refused, Err(super::super::Refused::Assigned));
        assert!(guidance(&book, "ben").myself.unwrap().seats[0].fixed);
    }

    #[test]
    fn a_note_can_be_answered_also_to_somebody_who_is_in_no_cohort() {
        let mut book = book();
        let add = |person: &str, role| Act::AddPerson {
            person: person.into(),
            profile: Profile { name: person.to_owned(), ..Profile::default() },
            role,
        };
        act(&mut book, &console(), &add("carl", crate::class::Role::Admin)).unwrap();
        let note = |to: &str| Act::SendNote { to: to.into(), about: None, text: "Hello".into() };
        assert!(act(&mut book, &"anna".into(), &note("carl")).is_err());
        act(&mut book, &"carl".into(), &note("anna")).unwrap();
        assert!(act(&mut book, &"anna".into(), &note("carl")).is_ok());
        assert!(act(&mut book, &"ben".into(), &note("carl")).is_err());
    }
}
