//! The people of a class, notes to them, and what one says about oneself.

use std::sync::Arc;

use super::{Walk, course};
use crate::exercise::Refusal;
use crate::session::{
    About, Card, Circle, Command, Company, Event, Fellow, Guidance, Happened, MAX_LETTER, MAX_SHOWN, Myself,
    OwnSeat, Page, Part, Slip, Time, To, Wanted, Word,
};

/// A trainer, Anna, Ben who shares an interest with her, and so many others.
fn guidance(others: usize) -> Guidance {
    let fellow = |id: &str, name: &str| Fellow::new(id.into(), name, id == "tina");
    let mut ben = fellow("ben", "Bén").showing(Some("Press"), Some("Peru"), Some("sport, Courts"));
    ben.circles = vec![1, 0];
    let anna = fellow("anna", "Anna").showing(None, None, Some("courts"));
    let mut people = vec![fellow("tina", "Tina"), anna, ben];
    people.extend((0..others).map(|number| fellow(&format!("p{number}"), &format!("P{number}"))));
    let circle = |id: &str, level, count| Circle { id: id.to_owned(), name: id.to_owned(), level, count };
    let circles = vec![circle("world", "global", 1), circle("peru", "national", 1)];
    let company = Company { cohort: "lima".into(), name: "Lima".into(), circles, people };
    let about = |text: &str| About { text: text.to_owned(), shown: true };
    let (name, interests) = (about("Anna"), about("courts"));
    let card = Card { name, interests, ..Card::default() };
    let seats = vec![OwnSeat { cohort: "lima".into(), circle: None, fixed: false }];
    let myself = Some(Myself { card, seats });
    Guidance { company: vec![Arc::new(company)], myself, ..Guidance::default() }
}

fn walk(guidance: Guidance) -> Walk {
    let mut walk = Walk::in_course(course());
    walk.session.guide(Arc::new(guidance));
    walk
}

fn names(walk: &Walk) -> Vec<String> {
    let scene = walk.session.scene();
    let Page::People(page) = &scene.page else { panic!("no people: {:?}", scene.page) };
    page.rows.iter().map(|row| row.fellow.name.clone()).collect()
}

fn people(wanted: Wanted) -> Command {
    Command::Go(To::People(wanted))
}

fn send(to: &str, text: &str) -> Command {
    Command::Send(to.into(), text.to_owned())
}

#[test]
fn people_are_found_by_words_by_group_and_by_what_they_share() {
    let mut walk = walk(guidance(2));
    walk.ask(people(Wanted::default()));
    assert_eq!(names(&walk), ["Tina", "Anna", "Bén", "P0", "P1"]);
    walk.ask(people(Wanted { find: "BEN per".into(), ..Wanted::default() }));
    assert_eq!(names(&walk), ["Bén"]);
    walk.ask(people(Wanted { circle: Some(("lima".into(), "world".into())), ..Wanted::default() }));
    assert_eq!(names(&walk), ["Bén"]);
    walk.ask(people(Wanted { alike: true, ..Wanted::default() }));
    assert_eq!(names(&walk), ["Bén"]);
    let scene = walk.session.scene();
    let Page::People(page) = &scene.page else { panic!("no people") };
    assert_eq!((page.rows[0].shared.as_slice(), page.count, page.of), (&["Courts"][..], 1, 5));
    drop(scene);
    walk.ask(people(Wanted { find: "nobody".into(), ..Wanted::default() }));
    assert!(names(&walk).is_empty());
    // All of these were one page: one way back leads to the course.
    walk.ask(Command::Go(To::Back));
    assert!(matches!(walk.session.scene().page, Page::Contents(_)));
}

#[test]
fn many_people_are_shown_in_parts() {
    let mut walk = walk(guidance(997));
    walk.ask(people(Wanted::default()));
    let mut all = names(&walk);
    loop {
        let behind = match &walk.session.scene().page {
            Page::People(page) => page.behind(),
            page => panic!("no people: {page:?}"),
        };
        let Some(behind) = behind else { break };
        walk.ask(people(behind));
        let part = names(&walk);
        assert!(part.len() <= MAX_SHOWN && !part.is_empty());
        all.extend(part);
    }
    assert_eq!(all.len(), 1_000);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 1_000, "nobody is shown twice");
    // Who leaves does not leave a part without people.
    walk.session.guide(Arc::new(guidance(3)));
    assert_eq!(names(&walk).len(), 6);
}

#[test]
fn somebody_in_two_cohorts_is_counted_once() {
    let mut two = guidance(1);
    two.company.push(Arc::clone(&two.company[0]));
    let mut walk = walk(two);
    walk.ask(people(Wanted::default()));
    assert_eq!(names(&walk), ["Tina", "Anna", "Bén", "P0"]);
    let Page::People(page) = &walk.session.scene().page else { panic!("no people") };
    assert_eq!((page.count, page.of), (4, 4));
}

#[test]
fn who_is_alone_meets_nobody() {
    let mut walk = Walk::in_course(course());
    for command in [
        people(Wanted::default()),
        Command::Go(To::Circles),
        Command::Go(To::Profile),
        Command::Introduce(Part::Name, "Anna".into()),
        Command::Join("lima".into(), None),
    ] {
        assert_eq!(walk.session.handle(command.clone(), Time(1)), Err(Refusal::NotHere), "{command:?}");
    }
    assert_eq!(walk.session.handle(send("ben", "Hello"), Time(1)), Err(Refusal::NoSuchPerson));
    assert!(!walk.session.scene().has_people);
}

#[test]
fn a_note_is_seen_by_its_sender_and_each_has_a_moment_of_its_own() {
    let mut walk = walk(guidance(0));
    let now = Time(9_000_000);
    let sent = |walk: &mut Walk, text: &str| walk.session.handle(send("ben", text), now).unwrap().remove(0);
    let (first, second) = (sent(&mut walk, " Hello\u{1b}\n"), sent(&mut walk, "Are you there?"));
    assert_eq!(first.what, Happened::Wrote { to: "ben".into(), text: "Hello".into() });
    assert!(first.at < second.at, "the class would take over only one of them");
    walk.ask(Command::Go(To::Person("ben".into())));
    let scene = walk.session.scene();
    let Page::Person(page) = &scene.page else { panic!("nobody") };
    let letters: Vec<_> = page.letters.iter().map(|letter| (letter.mine, letter.text)).collect();
    assert_eq!(letters, [(true, "Are you there?"), (true, "Hello")]);
}

#[test]
fn a_clock_that_goes_back_loses_no_note() {
    let mut walk = walk(guidance(0));
    let first = walk.session.handle(send("ben", "one"), Time(9_000_000)).unwrap();
    let second = walk.session.handle(send("ben", "two"), Time(1_000)).unwrap();
    assert!(first[0].at < second[0].at);
}

#[test]
fn a_note_goes_to_people_of_the_class_only_and_says_something_within_limits() {
    let mut walk = walk(guidance(0));
    for (command, refusal) in [
        (send("eve", "Hello"), Refusal::NoSuchPerson),
        (send("anna", "to myself"), Refusal::NoSuchPerson),
        (send("ben", " \n "), Refusal::NotReady(crate::exercise::Lack::Empty)),
        (send("ben", &"é".repeat(MAX_LETTER + 1)), Refusal::TooLong),
    ] {
        assert_eq!(walk.session.handle(command, Time(5)), Err(refusal));
    }
    walk.ask(send("ben", &"é".repeat(MAX_LETTER)));
    for number in 1..100 {
        walk.session.handle(send("ben", "again"), Time(1_000 + number)).unwrap();
    }
    assert_eq!(walk.session.handle(send("ben", "again"), Time(5_000)), Err(Refusal::TooMany));
    walk.session.handle(send("ben", "tomorrow"), Time(86_400_001)).unwrap();
}

#[test]
fn whoever_wrote_is_answered_also_if_they_are_not_in_the_class() {
    let mut guidance = guidance(0);
    let from = Some("carl".into());
    let (by, text) = ("Carl".to_owned(), "Hello".to_owned());
    guidance.words.push(Word { at: Time(3), by, from, sort: "note", about: None, text });
    let mut walk = walk(guidance);
    walk.ask(send("carl", "Good day"));
    walk.ask(Command::Go(To::Person("carl".into())));
    let scene = walk.session.scene();
    let Page::Person(page) = &scene.page else { panic!("nobody") };
    assert_eq!((page.name, page.row.is_none(), page.can_write, page.letters.len()), ("Carl", true, true, 2));
}

#[test]
fn a_note_is_heard_where_it_is_read_and_nothing_else_with_it() {
    let word = |at, from: Option<&str>| Word {
        at: Time(at),
        by: "B".into(),
        from: from.map(Into::into),
        sort: "note",
        about: None,
        text: "Hello".into(),
    };
    for (words, unheard) in [(vec![word(3, Some("ben"))], 0), (vec![word(3, None), word(4, Some("ben"))], 2)]
    {
        let mut walk = walk(Guidance { words, ..guidance(0) });
        walk.ask(Command::Go(To::Person("ben".into())));
        assert_eq!(walk.session.scene().unheard.len(), unheard);
    }
}

#[test]
fn a_half_written_note_waits_wherever_it_was_begun_and_goes_when_it_was_sent() {
    let mut walk = walk(guidance(0));
    let half = |walk: &mut Walk, id: &str| {
        walk.ask(Command::Go(To::Person(id.into())));
        let scene = walk.session.scene();
        let Page::Person(page) = &scene.page else { panic!("nobody") };
        page.half.map(str::to_owned)
    };
    let jot = |text: &str| Command::Jot(Slip::Letter("ben".into()), text.to_owned());
    walk.ask(Command::Go(To::Person("ben".into())));
    walk.ask(jot("Dear Ben"));
    walk.ask(Command::Go(To::Continue));
    let all: Vec<Event> = walk.events.clone();
    let mut later = super::super::Session::resume(course(), "anna".into(), &all);
    later.guide(Arc::new(guidance(0)));
    walk.session = later;
    assert_eq!(half(&mut walk, "ben").as_deref(), Some("Dear Ben"));
    assert_eq!(half(&mut walk, "tina"), None);
    walk.ask(send("ben", "Dear Ben"));
    assert_eq!(half(&mut walk, "ben"), None);
}

#[test]
fn what_one_says_about_oneself_is_cleaned_limited_and_seen_at_once() {
    let mut walk = walk(guidance(0));
    walk.ask(Command::Go(To::Profile));
    let events = walk
        .session
        .handle(Command::Introduce(Part::Country, " Côte\u{202e}  d'Ivoire ".into()), Time(5))
        .unwrap();
    let text = "Côte d'Ivoire".to_owned();
    assert_eq!(events[0].what, Happened::Introduced { part: Part::Country, text, shown: false });
    walk.ask(Command::Show(Part::Country, true));
    let scene = walk.session.scene();
    let Page::Profile(page) = &scene.page else { panic!("no profile") };
    let country = page.myself.card.part(Part::Country);
    assert_eq!((country.text.as_str(), country.shown), ("Côte d'Ivoire", true));
    drop(scene);
    let nothing = walk.session.handle(Command::Show(Part::Country, true), Time(6)).unwrap();
    assert!(nothing.is_empty(), "nothing has changed");
    let introduce = |part, text: String| Command::Introduce(part, text);
    for (command, refusal) in [
        (introduce(Part::Name, " ".into()), Refusal::NoName),
        (introduce(Part::Organization, "x".repeat(81)), Refusal::TooLong),
        (introduce(Part::Interests, "x".repeat(301)), Refusal::TooLong),
    ] {
        assert_eq!(walk.session.handle(command, Time(7)), Err(refusal));
    }
}

#[test]
fn a_group_is_chosen_unless_a_trainer_chose_one() {
    let mut walk = walk(guidance(0));
    let join = |circle: &str| Command::Join("lima".into(), Some(circle.to_owned()));
    let events = walk.session.handle(join("peru"), Time(5)).unwrap();
    let circle = Some("peru".to_owned());
    assert_eq!(events[0].what, Happened::Grouped { cohort: "lima".into(), circle });
    assert!(walk.session.handle(join("peru"), Time(6)).unwrap().is_empty());
    assert_eq!(walk.session.handle(join("mars"), Time(6)), Err(Refusal::Unknown));
    let mut fixed = guidance(0);
    let seat = &mut fixed.myself.as_mut().unwrap().seats[0];
    (seat.circle, seat.fixed) = (Some("world".into()), true);
    walk.session.guide(Arc::new(fixed));
    assert_eq!(walk.session.handle(join("peru"), Time(7)), Err(Refusal::Assigned));
}
