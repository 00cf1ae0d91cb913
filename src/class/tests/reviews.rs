//! Reviews between learners: fair to all, and nobody is told who wrote or said what.

use std::collections::BTreeMap;

use super::{Class, DAY, NOW, cohort, id};
use crate::class::{Act, Book, ClassEvent, CodeFor, Done, Refused, Review, Spot, Teaching, Wall};
use crate::course::LearnerId;
use crate::exercise::{Answer, Edition};
use crate::session::{Event, Happened, PeerEssay, Phase, Place, Time};

const NAMES: [&str; 5] = ["ben-banda", "cleo-cruz", "dov-diaz", "eve-evans", "fay-fox"];

fn spot() -> Spot {
    Spot { course: "untoc".into(), step: "essay".into() }
}

fn teach(what: Teaching) -> Act {
    Act::Teach { cohort: cohort("nairobi"), what }
}

/// Five learners, each with an essay.
struct Room {
    class: Class,
    wall: Wall,
    hour: i64,
}

impl Room {
    fn new(each: u8) -> Self {
        let mut class = Class::with_people();
        let code = class.code("tina", CodeFor::Cohort("nairobi".into()), 99);
        for name in NAMES {
            class.enter(name, &code, None).unwrap();
        }
        class.act("tina", teach(Teaching::OpenReview(spot(), each))).unwrap();
        Self { class, wall: Wall::default(), hour: 0 }
    }

    fn later(&mut self) -> Time {
        self.hour += 1;
        Time(NOW.0 + self.hour * 3_600_000)
    }

    fn writes(&mut self, who: &str, text: &str) {
        let (place, answer) = (Place::Step("essay".into()), Answer::Written(text.into()));
        let what = Happened::Answered { place, edition: Edition(1), answer, share: None };
        let at = self.later();
        self.wall.apply(&id(who), &Event { at, what });
    }

    fn gives_out(&mut self, authors: &[&str]) -> Result<Vec<Done>, Refused> {
        let authors = authors.iter().map(|name| id(name)).collect();
        let now = self.later();
        self.class.act_at("tina", teach(Teaching::PairReview(spot(), authors)), now)
    }

    fn review(&self) -> &Review {
        &self.class.book.cohort(&cohort("nairobi")).unwrap().learning.reviews[&spot()]
    }

    fn counts(&self) -> (BTreeMap<&str, usize>, BTreeMap<&str, usize>) {
        let (mut reads, mut read) = (BTreeMap::new(), BTreeMap::new());
        for pair in self.review().pairs.keys() {
            assert_ne!(pair.reviewer, pair.author);
            *reads.entry(pair.reviewer.as_str()).or_default() += 1;
            *read.entry(pair.author.as_str()).or_default() += 1;
        }
        (reads, read)
    }

    fn told(&self, who: &str) -> crate::session::PeerReview {
        self.class.book.reviews(&id(who), &"untoc".into(), &self.wall).remove(0)
    }

    /// Does as the errand of a learner who has reviewed an essay.
    fn reviews(&mut self, who: &str, number: u32, ratings: &[u8], comment: &str) -> Vec<ClassEvent> {
        let essay = PeerEssay { class: "nairobi".into(), step: "essay".into(), number };
        let (ratings, comment) = (ratings.to_vec(), comment.to_owned());
        let event = Event { at: self.later(), what: Happened::Reviewed { essay, ratings, comment } };
        let book = &mut self.class.book;
        let events = book.take_over(&id(who), &"untoc".into(), &event, NOW, &mut || 1);
        for event in &events {
            book.apply(event);
        }
        self.class.all.extend(events.iter().cloned());
        events
    }

    fn author(&self, who: &str, number: u32) -> String {
        let essay = PeerEssay { class: "nairobi".into(), step: "essay".into(), number };
        self.class.book.author_of(&id(who), &"untoc".into(), &essay).unwrap().author.to_string()
    }
}

#[test]
fn a_reviewer_gets_the_text_and_nothing_of_its_author() {
    let mut room = Room::new(2);
    for name in NAMES {
        room.writes(name, &format!("words number {}", name.len()));
    }
    assert_eq!(room.told(NAMES[0]).phase, Phase::Collecting);
    assert!(room.told(NAMES[0]).lent.is_empty());
    room.gives_out(&NAMES).unwrap();
    for who in NAMES {
        let told = room.told(who);
        assert_eq!((told.phase, told.lent.len()), (Phase::Reading, 2));
        assert_eq!(told.lent.iter().map(|lent| lent.number).collect::<Vec<_>>(), [1, 2]);
        let guidance = room.class.book.guidance(&id(who), &"untoc".into());
        let all = format!("{told:?} {guidance:?}").to_lowercase();
        for name in NAMES {
            let (first, last) = name.split_once('-').unwrap();
            assert!(!all.contains(first) && !all.contains(last), "{name} stands in {all}");
        }
    }
    // And an author gets what was said and nothing of who said it.
    let who = NAMES[2];
    let author = room.author(who, 1);
    room.reviews(who, 1, &[3, 1], "Clear.");
    assert!(room.told(&author).got.is_empty(), "not before the end");
    room.class.act("tina", teach(Teaching::CloseReview(spot()))).unwrap();
    let told = room.told(&author);
    assert_eq!((told.got[0].ratings.as_slice(), told.got[0].comment.as_str()), (&[3, 1][..], "Clear."));
    let all = format!("{told:?}").to_lowercase();
    assert!(NAMES.iter().all(|name| !all.contains(name.split_once('-').unwrap().0)), "{all}");
}

#[test]
fn the_numbers_of_essays_say_nothing_of_the_order_of_names() {
    let mut orders = std::collections::BTreeSet::new();
    for step in [3, 5, 7, 11, 13, 17, 1 << 40] {
        let mut room = Room::new(2);
        room.class.step = step;
        room.gives_out(&NAMES).unwrap();
        orders.insert(room.author(NAMES[0], 1) < room.author(NAMES[0], 2));
    }
    assert_eq!(orders.len(), 2, "always in one order");
}

#[test]
fn the_text_that_was_handed_in_when_essays_were_given_out_is_reviewed() {
    let mut room = Room::new(1);
    for name in NAMES {
        room.writes(name, "early");
        room.writes(name, "on time");
    }
    room.gives_out(&NAMES).unwrap();
    for name in NAMES {
        room.writes(name, "too late");
    }
    assert!(NAMES.iter().all(|name| room.told(name).lent[0].text == "on time"));
}

#[test]
fn whoever_comes_late_reviews_and_is_reviewed_as_often() {
    let mut room = Room::new(2);
    assert_eq!(room.gives_out(&NAMES[..1]), Err(Refused::FewEssays));
    room.gives_out(&NAMES[..4]).unwrap();
    assert_eq!(room.gives_out(&NAMES[..4]), Err(Refused::AllGivenOut));
    let before = room.review().pairs.clone();
    room.gives_out(&NAMES).unwrap();
    assert!(before.iter().all(|(pair, handed)| room.review().pairs.get(pair) == Some(handed)));
    let (reads, read) = room.counts();
    assert_eq!((reads[NAMES[4]], read[NAMES[4]]), (2, 2));
    assert!(NAMES.iter().all(|name| (2..=3).contains(&reads[name]) && read[name] >= 2), "{reads:?}");
    assert_eq!(reads.values().sum::<usize>(), 12);
}

#[test]
fn many_who_come_late_review_each_other() {
    let mut room = Room::new(1);
    room.gives_out(&NAMES[..2]).unwrap();
    room.gives_out(&NAMES).unwrap();
    let (reads, read) = room.counts();
    assert!(NAMES.iter().all(|name| reads[name] == 1 && read[name] == 1), "{reads:?} {read:?}");
}

#[test]
fn two_authors_review_each_other_however_many_are_asked_for() {
    let mut room = Room::new(9);
    room.gives_out(&NAMES[..2]).unwrap();
    assert_eq!(room.review().pairs.len(), 2);
}

#[test]
fn nobody_waits_for_somebody_who_left() {
    let mut room = Room::new(2);
    for name in NAMES {
        room.writes(name, "words");
    }
    room.gives_out(&NAMES).unwrap();
    let who = NAMES[0];
    let (gone, stays) = (room.author(who, 1), room.author(who, 2));
    room.class.act("tina", Act::Leave { cohort: cohort("nairobi"), person: id(&gone) }).unwrap();
    assert_eq!(room.told(who).lent.iter().map(|lent| lent.number).collect::<Vec<_>>(), [2]);
    // Those who lost a reviewer or an essay get another one, and nobody gets their own twice.
    let left: Vec<&str> = NAMES.into_iter().filter(|name| *name != gone).collect();
    room.gives_out(&left).unwrap();
    let here = |id: &LearnerId| id.as_str() != gone;
    for name in &left {
        let pairs = room.review().pairs.keys().filter(|pair| here(&pair.reviewer) && here(&pair.author));
        let (reads, read): (Vec<_>, Vec<_>) = (
            pairs.clone().filter(|pair| pair.reviewer.as_str() == *name).collect(),
            pairs.filter(|pair| pair.author.as_str() == *name).collect(),
        );
        assert!(reads.len() >= 2 && read.len() >= 2, "{name}");
    }
    assert_eq!(room.author(who, 2), stays, "an essay keeps its number");
}

#[test]
fn an_essay_keeps_its_number_when_the_author_of_another_is_erased() {
    let mut room = Room::new(3);
    room.gives_out(&NAMES).unwrap();
    let who = NAMES[0];
    let (first, second, third) = (room.author(who, 1), room.author(who, 2), room.author(who, 3));
    room.class.act("_console", Act::Erase { person: id(&first) }).unwrap();
    let rest: Vec<ClassEvent> =
        room.class.all.iter().filter_map(|event| event.without(&id(&first))).collect();
    let paired = rest.iter().filter(|event| matches!(event.what, Done::ReviewPaired { .. }));
    let told = format!("{:?}", paired.collect::<Vec<_>>());
    assert!(!told.contains(&first));
    room.class.book = Book::of(&rest);
    assert_eq!((room.author(who, 2), room.author(who, 3)), (second, third));
}

#[test]
fn a_review_counts_once_and_the_last_one_counts() {
    let mut room = Room::new(2);
    room.gives_out(&NAMES).unwrap();
    let who = NAMES[1];
    assert_eq!(room.reviews(who, 1, &[2, 2], "First.").len(), 2);
    assert_eq!(room.reviews(who, 1, &[2, 2], "First.").len(), 1, "only that it was handed over");
    room.reviews(who, 1, &[3, 2], "Second.");
    room.reviews(who, 7, &[3, 2], "Of nobody.");
    assert_eq!(room.review().marks.len(), 1);
    assert_eq!(room.review().marks.values().next().unwrap().said.text, "Second.");
    let end = teach(Teaching::CloseReview(spot()));
    room.class.act_at("tina", end, Time(NOW.0 + DAY)).unwrap();
    room.reviews(who, 2, &[0, 0], "Too late.");
    assert_eq!(room.review().marks.len(), 1);
}
