//! The book as people use it.

mod boards;
mod reviews;

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::testing::sample;
use super::{
    Act, Book, ClassEvent, CodeFor, CohortId, Done, Entrant, Group, GroupId, JoinCode, KeyFault, Level,
    MAX_KEYS, Moment, Plan, Profile, PublicKey, Refused, Role, Spot, Teaching, What, console,
};
use crate::course::LearnerId;
use crate::session::Time;

const DAY: i64 = 86_400_000;
const NOW: Time = Time(1_796_000_000_000);

/// A book, and everything that happened in it.
struct Class {
    book: Book,
    all: Vec<ClassEvent>,
    rolls: u64,
    step: u64,
}

impl Class {
    fn new(step: u64) -> Self {
        Self { book: Book::default(), all: Vec::new(), rolls: 0, step }
    }

    fn act(&mut self, by: &str, act: Act) -> Result<Vec<Done>, Refused> {
        self.act_at(by, act, NOW)
    }

    fn act_at(&mut self, by: &str, act: Act, now: Time) -> Result<Vec<Done>, Refused> {
        let (rolls, step) = (&mut self.rolls, self.step);
        let mut dice = || {
            *rolls += step;
            *rolls
        };
        let events = self.book.handle(&act, &LearnerId::from(by), now, &mut dice)?;
        let replayed = Book::of(self.all.iter().chain(&events));
        assert_eq!(replayed, self.book);
        self.all.extend(events.iter().cloned());
        Ok(events.into_iter().map(|event| event.what).collect())
    }

    /// Tina leads the cohort `nairobi`, Tom leads `lima`; Anna is in `nairobi` by code, with a key.
    fn with_people() -> Self {
        let mut class = Self::new(7);
        for trainer in ["tina", "tom"] {
            let profile = Profile { name: trainer.to_uppercase(), ..Profile::default() };
            let add = Act::AddPerson { person: trainer.into(), profile, role: Role::Trainer };
            class.act("_console", add).unwrap();
        }
        for (trainer, cohort) in [("tina", "Nairobi"), ("tom", "Lima")] {
            let plan = Plan { name: cohort.into(), courses: vec!["untoc".into()], ..Plan::default() };
            class.act(trainer, Act::MakeCohort { cohort: None, plan }).unwrap();
        }
        let code = class.code("tina", CodeFor::Cohort("nairobi".into()), 3);
        class.enter("anna", &code, Some(&sample(1))).unwrap();
        class
    }

    fn code(&mut self, by: &str, opens: CodeFor, uses: u32) -> String {
        let until = Time(NOW.0 + DAY);
        code_in(&self.act(by, Act::MakeCode { opens, uses, until }).unwrap())
    }

    fn enter(&mut self, who: &str, code: &str, key: Option<&str>) -> Result<Vec<Done>, Refused> {
        let (code, key) = (code.to_owned(), key.map(str::to_owned));
        self.act(who, Act::Enter { code, name: String::new(), key, used: false })
    }
}

fn code_in(done: &[Done]) -> String {
    let code = done.iter().find_map(|done| match done {
        Done::CodeMade { code, .. } => Some(code.to_string()),
        _ => None,
    });
    code.unwrap()
}

fn id(name: &str) -> LearnerId {
    LearnerId::from(name)
}

fn key(number: u8) -> PublicKey {
    PublicKey::read(&sample(number)).unwrap().0
}

fn cohort(name: &str) -> CohortId {
    CohortId::from(name)
}

#[test]
fn a_code_lets_in_until_it_ends_or_is_used_up() {
    let mut class = Class::with_people();
    let code = class.code("tina", CodeFor::Cohort("nairobi".into()), 2);
    let typed = code.to_uppercase().replace('-', " ");
    let done = class.enter("ben", &typed, Some(&sample(2))).unwrap();
    assert_eq!(done.len(), 4, "{done:?}");
    let ben = class.book.person(&id("ben")).unwrap();
    assert_eq!((ben.role, ben.claimed, ben.keys.len()), (Role::Learner, true, 1));
    assert!(class.book.cohort(&cohort("nairobi")).unwrap().members.contains_key(&id("ben")));
    assert_eq!(class.book.owner(&key(2)).unwrap().id, id("ben"));

    assert_eq!(class.enter("eve", "river apple zebra", None), Err(Refused::NoCode));
    assert_eq!(class.enter("eve", "hello", None), Err(Refused::NoCode));
    assert_eq!(class.enter("Eve!", &code, None), Err(Refused::BadId("Eve!".into())));
    assert_eq!(class.enter("_console", &code, None), Err(Refused::BadId("_console".into())));
    let late = Act::Enter { code: code.clone(), name: String::new(), key: None, used: false };
    let end = Time(NOW.0 + DAY);
    assert_eq!(class.act_at("eve", late, end), Err(Refused::CodeEnded(end)));
    class.enter("cleo", &code, Some(&sample(3))).unwrap();
    assert_eq!(class.enter("eve", &code, None), Err(Refused::CodeUsedUp));
    class.act("tina", Act::WithdrawCode { code: code.clone() }).unwrap();
    assert_eq!(class.enter("eve", &code, None), Err(Refused::NoCode));
}

#[test]
fn nobody_comes_in_as_somebody_else() {
    let mut class = Class::with_people();
    let code = class.code("tina", CodeFor::Cohort("nairobi".into()), 99);
    let taken = |who: &str| Err(Refused::Taken(id(who)));
    assert_eq!(class.enter("anna", &code, Some(&sample(9))), taken("anna"));
    assert_eq!(class.enter("tina", &code, Some(&sample(9))), taken("tina"));
    assert_eq!(class.enter("eve", &code, Some(&sample(1))), Err(Refused::KeyTaken));
    let used = Act::Enter { code: code.clone(), name: String::new(), key: None, used: true };
    assert_eq!(class.act("old", used), taken("old"));

    let own = class.code("anna", CodeFor::Person(id("anna")), 1);
    assert_eq!(class.enter("eve", &own, None), Err(Refused::NoCode));
    assert_eq!(class.enter("tina", &own, None), Err(Refused::NoCode));
    class.enter("anna", &own, Some(&sample(5))).unwrap();
    assert_eq!(class.book.person(&id("anna")).unwrap().keys.len(), 2);
    assert_eq!(class.enter("anna", &own, None), Err(Refused::CodeUsedUp));
}

#[test]
fn whoever_has_no_key_gets_a_code_of_their_own() {
    let mut class = Class::with_people();
    let code = class.code("tina", CodeFor::Cohort("nairobi".into()), 99);
    let own = code_in(&class.enter("dan", &code, None).unwrap());
    assert_eq!(class.enter("dan", &code, None), Err(Refused::Taken(id("dan"))));
    for _ in 0..3 {
        assert_eq!(class.enter("dan", &own, None).unwrap().len(), 1);
    }
    let newer = class.code("tina", CodeFor::Person(id("dan")), 5);
    assert_eq!(class.enter("dan", &own, None), Err(Refused::NoCode));
    class.enter("dan", &newer, None).unwrap();
    // Nobody is locked out by using the last of a code.
    let once = class.code("tina", CodeFor::Person(id("dan")), 1);
    let own = code_in(&class.enter("dan", &once, None).unwrap());
    class.enter("dan", &own, None).unwrap();
}

#[test]
fn the_first_of_a_roster_to_come_is_the_one_and_then_it_is_settled() {
    let mut class = Class::with_people();
    let profile = Profile { name: "Femi Adé".into(), ..Profile::default() };
    let entrants = vec![Entrant { profile, ..Entrant::default() }];
    class.act("tina", Act::Enrol { cohort: cohort("nairobi"), entrants: entrants.clone() }).unwrap();
    assert!(!class.book.person(&id("femi-ade")).unwrap().claimed);
    assert_eq!(class.act("tina", Act::Enrol { cohort: cohort("nairobi"), entrants }), Ok(Vec::new()));
    let lima = class.code("tom", CodeFor::Cohort("lima".into()), 9);
    assert_eq!(class.enter("femi-ade", &lima, None), Err(Refused::Taken(id("femi-ade"))));
    let code = class.code("tina", CodeFor::Cohort("nairobi".into()), 9);
    class.enter("femi-ade", &code, Some(&sample(4))).unwrap();
    assert_eq!(class.enter("femi-ade", &code, Some(&sample(6))), Err(Refused::Taken(id("femi-ade"))));
}

#[test]
fn learners_see_to_themselves_only() {
    let mut class = Class::with_people();
    let profile = Profile { name: " Anna \u{202e}A. ".into(), country: "Kenya".into(), ..Profile::default() };
    class.act("anna", Act::SetProfile { person: id("anna"), profile: profile.clone() }).unwrap();
    assert_eq!(class.book.person(&id("anna")).unwrap().profile.name, "Anna A.");
    let nameless = Profile { name: "\u{1b}".into(), ..Profile::default() };
    let act = Act::SetProfile { person: id("anna"), profile: nameless };
    assert_eq!(class.act("anna", act), Err(Refused::Empty(What::Name)));

    let refused = Err(Refused::NotAllowed);
    assert_eq!(class.act("anna", Act::SetProfile { person: id("tina"), profile }), refused);
    let add =
        |person: &str, number| Act::AddKey { person: id(person), key: sample(number), label: String::new() };
    assert_eq!(class.act("anna", add("tina", 2)), refused);
    assert_eq!(class.act("anna", add("nobody", 2)), refused);
    assert_eq!(class.act("eve", add("eve", 2)), refused);
    let plan = Plan { name: "Mine".into(), ..Plan::default() };
    assert_eq!(class.act("anna", Act::MakeCohort { cohort: None, plan }), refused);
    let until = Time(NOW.0 + DAY);
    for opens in ["nairobi", "atlantis"] {
        let opens = CodeFor::Cohort(opens.into());
        assert_eq!(class.act("anna", Act::MakeCode { opens, uses: 1, until }), refused);
    }
    let announce = Act::Teach { cohort: cohort("nairobi"), what: Teaching::Announce("Hi".into()) };
    assert_eq!(class.act("anna", announce), refused);
    let rise = Act::GiveRole { person: id("anna"), role: Role::Admin };
    assert_eq!(class.act("anna", rise), Err(Refused::AdminsOnly));
}

#[test]
fn keys_are_added_and_taken_away_but_not_the_last() {
    let mut class = Class::with_people();
    let add = |key: String, label: &str| Act::AddKey { person: id("anna"), key, label: label.into() };
    let remove = |number| Act::RemoveKey { person: id("anna"), key: key(number) };
    assert_eq!(class.act("anna", remove(1)), Err(Refused::LastKey));
    class.act("anna", add(format!("{} at home", sample(2)), "")).unwrap();
    assert_eq!(class.book.person(&id("anna")).unwrap().keys[1].label, "at home");
    assert_eq!(class.act("anna", add(sample(2), "")), Err(Refused::KeyKnown));
    assert_eq!(class.act("anna", add("hello".into(), "")), Err(Refused::Key(KeyFault::Kind)));
    class.act("anna", remove(1)).unwrap();
    assert_eq!(class.act("anna", remove(1)), Err(Refused::NoKey));
    assert_eq!(class.book.owner(&key(1)), None);
    for number in 3..3 + MAX_KEYS as u8 - 1 {
        class.act("anna", add(sample(number), "")).unwrap();
    }
    let full = Err(Refused::Full("keys of one person", MAX_KEYS));
    assert_eq!(class.act("anna", add(sample(200), "")), full);
    class.act("tina", remove(2)).unwrap();
    assert!(matches!(class.act("tom", remove(3)), Err(Refused::NotYours(_))));
}

#[test]
fn trainers_lead_their_own_cohorts_and_mind_learners_only() {
    let mut class = Class::with_people();
    let opens = || CodeFor::Cohort("lima".into());
    let until = Time(NOW.0 + DAY);
    let make = |opens| Act::MakeCode { opens, uses: 1, until };
    assert_eq!(class.act("tina", make(opens())), Err(Refused::TrainersOnly(cohort("lima"))));
    class.act("tom", Act::SetTrainer { cohort: cohort("lima"), person: id("tina"), on: true }).unwrap();
    class.act("tina", make(opens())).unwrap();
    assert_eq!(
        class.act("tom", Act::SetTrainer { cohort: cohort("lima"), person: id("anna"), on: true }),
        Err(Refused::AdminsOnly)
    );
    // Tom becomes a member of a cohort of Tina's: she still cannot come in as him.
    let code = class.code("tina", CodeFor::Cohort("nairobi".into()), 9);
    class.act("tom", Act::Join { code }).unwrap();
    let own = make(CodeFor::Person(id("tom")));
    assert_eq!(class.act("tina", own.clone()), Err(Refused::NotYours(id("tom"))));
    assert_eq!(class.act("tom", make(CodeFor::Person(id("anna")))), Err(Refused::NotYours(id("anna"))));
    class.act("tom", own).unwrap();
    // Nor can a trainer take a stranger into a cohort to gain power over them.
    let entrants = vec![Entrant { id: Some(id("anna")), key: Some(sample(66)), ..Entrant::default() }];
    let enrol = Act::Enrol { cohort: cohort("lima"), entrants };
    class.act("_console", Act::SetTrainer { cohort: cohort("lima"), person: id("tina"), on: false }).unwrap();
    assert_eq!(class.act("tom", enrol), Err(Refused::NotYours(id("anna"))));
}

#[test]
fn cohorts_have_groups_and_dates() {
    let mut class = Class::with_people();
    let group = |name: &str, level| Group { name: name.into(), level, within: None };
    let mut plan = class.book.cohort(&cohort("nairobi")).unwrap().plan.clone();
    plan.groups = BTreeMap::from([(GroupId::from("kenya"), group("Kenya", Level::National))]);
    plan.opens = Some(Moment::read("2026-12-01T09:00+03:00").unwrap());
    plan.closes = Some(Moment::read("2026-12-01T09:00+04:00").unwrap());
    let change = |plan: &Plan| Act::ChangeCohort { cohort: cohort("nairobi"), plan: plan.clone() };
    assert_eq!(class.act("tina", change(&plan)), Err(Refused::ClosesFirst));
    plan.closes = Some(Moment::read("2026-12-20T18:00+03:00").unwrap());
    class.act("tina", change(&plan)).unwrap();
    assert_eq!(class.act("tina", change(&plan)), Ok(Vec::new()));
    let regroup = |group: Option<&str>| Act::Regroup {
        cohort: cohort("nairobi"),
        person: id("anna"),
        group: group.map(GroupId::from),
    };
    class.act("tina", regroup(Some("kenya"))).unwrap();
    assert_eq!(class.act("tina", regroup(Some("peru"))), Err(Refused::NoGroup("peru".into())));
    let member = |class: &Class| class.book.cohort(&cohort("nairobi")).unwrap().members[&id("anna")].clone();
    assert_eq!(member(&class).group, Some("kenya".into()));
    plan.groups.clear();
    class.act("tina", change(&plan)).unwrap();
    assert_eq!(member(&class).group, None);

    let code = class.code("tina", CodeFor::Cohort("nairobi".into()), 9);
    let after = Time(Moment::read("2026-12-20T15:00Z").unwrap().at.0);
    let known = class.book.cohort(&cohort("nairobi")).unwrap();
    assert!(!known.is_open(NOW) && known.is_open(Time(after.0 - 1)) && !known.is_open(after));
    let until = Time(after.0 + DAY);
    let opens = CodeFor::Cohort("nairobi".into());
    let long = code_in(&class.act("tina", Act::MakeCode { opens, uses: 1, until }).unwrap());
    assert_ne!(long, code);
    let enter = Act::Enter { code: long, name: String::new(), key: None, used: false };
    assert_eq!(class.act_at("gus", enter, after), Err(Refused::CohortClosed(cohort("nairobi"))));
}

#[test]
fn an_erased_person_is_nowhere_and_can_do_nothing() {
    let mut class = Class::with_people();
    let note = |to: &str| Act::SendNote { to: id(to), about: None, text: "Hello".into() };
    class.act("tina", note("anna")).unwrap();
    class.act("anna", note("tina")).unwrap();
    assert_eq!(class.act("anna", note("tom")), Err(Refused::NotAllowed));
    assert_eq!(class.act("tina", Act::Erase { person: id("anna") }), Err(Refused::AdminsOnly));
    class.act("_console", Act::Erase { person: id("anna") }).unwrap();
    assert!(!format!("{:?}", class.book).contains("anna"), "{:?}", class.book);
    assert_eq!(class.act("anna", note("tina")), Err(Refused::NotAllowed));
    assert_eq!(class.act("_console", Act::Erase { person: id("anna") }), Err(Refused::NoPerson(id("anna"))));
}

#[test]
fn what_goes_on_in_a_cohort_is_kept_in_the_book() {
    let mut class = Class::with_people();
    let teach = |what| Act::Teach { cohort: cohort("nairobi"), what };
    let spot = Spot { course: "untoc".into(), step: "s".into() };
    let other = Spot { course: "other".into(), step: "s".into() };
    let open = |options: &[&str]| Teaching::OpenPoll {
        question: "Break?".into(),
        options: options.iter().map(|option| (*option).to_owned()).collect(),
    };
    assert!(matches!(class.act("tina", teach(open(&["Now"]))), Err(Refused::OutOfRange(_, 2, 9))));
    class.act("tina", teach(open(&["Now", "Later"]))).unwrap();
    assert_eq!(class.act("tina", teach(open(&["Now", "Later"]))), Err(Refused::PollOpen));
    let vote = |option| teach(Teaching::Vote("poll-1".into(), option));
    class.act("anna", vote(0)).unwrap();
    class.act("anna", vote(1)).unwrap();
    assert_eq!(class.act("anna", vote(2)), Err(Refused::NoOption));
    assert_eq!(class.act("tom", vote(1)), Err(Refused::NotAllowed));
    class.act("tina", teach(Teaching::ClosePoll("poll-1".into()))).unwrap();
    assert_eq!(class.act("anna", vote(0)), Err(Refused::NoPoll("poll-1".into())));
    class.act("tina", teach(Teaching::Lead(spot.clone()))).unwrap();
    assert_eq!(class.act("tina", teach(Teaching::Lead(other))), Err(Refused::NoCourse("other".into())));
    class.act("tina", teach(Teaching::CloseModule("untoc".into(), "start".into()))).unwrap();
    let learning = &class.book.cohort(&cohort("nairobi")).unwrap().learning;
    assert_eq!(learning.polls[&"poll-1".into()].counts(), [0, 1]);
    assert_eq!(learning.led, Some(spot));
    assert_eq!(learning.closed.len(), 1);
}

#[test]
fn everybody_reviews_and_is_reviewed_as_often_and_nobody_themselves() {
    let mut class = Class::with_people();
    let code = class.code("tina", CodeFor::Cohort("nairobi".into()), 99);
    let names = ["ben", "cleo", "dan", "eve"];
    for name in names {
        class.enter(name, &code, None).unwrap();
    }
    let spot = || Spot { course: "untoc".into(), step: "essay".into() };
    let teach = |what| Act::Teach { cohort: cohort("nairobi"), what };
    class.act("tina", teach(Teaching::OpenReview(spot(), 2))).unwrap();
    let authors = names.iter().map(|name| id(name)).chain([id("tom"), id("ben")]).collect();
    class.act("tina", teach(Teaching::PairReview(spot(), authors))).unwrap();
    let review = class.book.cohort(&cohort("nairobi")).unwrap().learning.reviews[&spot()].clone();
    assert_eq!(review.pairs.len(), 8);
    for name in names {
        assert_eq!(review.pairs.keys().filter(|pair| pair.reviewer == id(name)).count(), 2);
        assert_eq!(review.pairs.keys().filter(|pair| pair.author == id(name)).count(), 2);
    }
    assert!(review.pairs.keys().all(|pair| pair.reviewer != pair.author));
    let pair = review.pairs.keys().next().unwrap().clone();
    let give = |author: &LearnerId, ratings: &[u8]| {
        let (author, ratings) = (author.clone(), ratings.to_vec());
        teach(Teaching::Review { spot: spot(), author, ratings, comment: String::new() })
    };
    class.act(pair.reviewer.as_str(), give(&pair.author, &[3, 1])).unwrap();
    assert!(class.act(pair.reviewer.as_str(), give(&pair.author, &[4])).is_err());
    assert_eq!(class.act("anna", give(&pair.author, &[3])), Err(Refused::NoReview));
    class.act("tina", teach(Teaching::CloseReview(spot()))).unwrap();
    assert_eq!(class.act(pair.reviewer.as_str(), give(&pair.author, &[0])), Err(Refused::NoReview));
}

#[test]
fn each_act_has_its_own_moment_whatever_the_clock_says() {
    let mut class = Class::with_people();
    let before = class.all.last().unwrap().at;
    let announce = Act::Teach { cohort: cohort("nairobi"), what: Teaching::Announce("Hi".into()) };
    class.act_at("tina", announce, Time(0)).unwrap();
    assert_eq!(class.all.last().unwrap().at, Time(before.0 + 1));
    assert_eq!(class.all.last().unwrap().by, id("tina"));
    assert_eq!(class.book.role(&console()), Role::Admin);
}

fn any_act() -> impl Strategy<Value = Act> {
    let who = || prop::sample::select(vec!["anna", "ben", "tina", "tom", "_console", "x y"]).prop_map(id);
    let class = || prop::sample::select(vec!["nairobi", "lima", "none"]).prop_map(cohort);
    let words = || "[a-z \u{202e}\u{1b}]{0,6}";
    let profile =
        || (words(), words()).prop_map(|(name, country)| Profile { name, country, ..Profile::default() });
    let code =
        || prop::sample::select(vec!["about-about-about", "x", "one two three"]).prop_map(str::to_owned);
    let keys = || (1_u8..6).prop_map(sample);
    prop_oneof![
        (who(), profile()).prop_map(|(person, profile)| Act::AddPerson {
            person,
            profile,
            role: Role::Trainer
        }),
        (who(), profile()).prop_map(|(person, profile)| Act::SetProfile { person, profile }),
        (who(), keys()).prop_map(|(person, key)| Act::AddKey { person, key, label: String::new() }),
        (who(), 1_u8..6).prop_map(|(person, number)| Act::RemoveKey { person, key: key(number) }),
        (class(), words()).prop_map(|(cohort, name)| Act::MakeCohort {
            cohort: Some(cohort),
            plan: Plan { name, ..Plan::default() }
        }),
        (class(), 0_u32..4).prop_map(|(cohort, uses)| Act::MakeCode {
            opens: CodeFor::Cohort(cohort),
            uses,
            until: Time(NOW.0 + DAY)
        }),
        (who()).prop_map(|person| Act::MakeCode {
            opens: CodeFor::Person(person),
            uses: 1,
            until: Time(NOW.0 + DAY)
        }),
        (code(), keys()).prop_map(|(code, key)| Act::Enter {
            code,
            name: String::new(),
            key: Some(key),
            used: false
        }),
        code().prop_map(|code| Act::Enter { code, name: String::new(), key: None, used: false }),
        code().prop_map(|code| Act::Join { code }),
        (
            class(),
            prop::collection::vec((prop::option::of(who()), profile(), prop::option::of(keys())), 0..4)
        )
            .prop_map(|(cohort, rows)| Act::Enrol {
                cohort,
                entrants: rows
                    .into_iter()
                    .map(|(id, profile, key)| Entrant { id, profile, group: None, key })
                    .collect()
            }),
        (class(), who()).prop_map(|(cohort, person)| Act::Leave { cohort, person }),
        who().prop_map(|person| Act::Erase { person }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Class::act_at asks after each act that a replayed book is the same.
    #[test]
    fn live_and_replayed_books_are_the_same_and_hold_together(
        acts in prop::collection::vec((prop::sample::select(vec!["_console", "tina", "anna", "ben"]), any_act()), 0..40)
    ) {
        // The dice fall so that the code is known.
        let mut class = Class::new(0);
        for (by, act) in acts {
            let before = class.book.clone();
            if class.act(by, act).is_err() {
                prop_assert_eq!(&before, &class.book);
            }
        }
        for gone in ["anna", "tina"] {
            // Erased with all traces, the book is the one that only lives on without them.
            if class.act("_console", Act::Erase { person: id(gone) }).is_ok() {
                let rest: Vec<ClassEvent> = class.all.iter().filter_map(|event| event.without(&id(gone))).collect();
                prop_assert_eq!(&Book::of(&rest), &class.book);
            }
        }
        let book = &class.book;
        for cohort in book.cohorts() {
            prop_assert!(cohort.members.keys().all(|member| book.person(member).is_some()));
        }
        for person in book.people() {
            prop_assert!(super::is_person_id(person.id.as_str()));
            prop_assert!(!person.profile.name.is_empty() && crate::text::is_clean(&person.profile.name));
            for key in &person.keys {
                prop_assert_eq!(&book.owner(&key.key).unwrap().id, &person.id);
            }
        }
        for (code, known) in book.codes() {
            prop_assert!(JoinCode::from_written(code.as_str()).is_some() && known.used <= known.uses);
        }
    }
}
