//! Classes as a trainer makes and changes them from the screen, and in lines.

use curricle::class::{Act, CohortId, Order, Role, Table};
use curricle::ui::Touch;
use curricle::wall::Wish;

use crate::pictures::{Desk, kept, shows, view};

const LIST: &str = "id,name,group\nanna,Anna,Kenya\nben,Ben,Uganda\n";

/// Writes over what the prompt begins with.
fn writes(desk: &mut Desk, text: &str) -> Vec<Wish> {
    for _ in 0..80 {
        desk.keys("backspace");
    }
    desk.types(text)
}

fn pastes(desk: &mut Desk, text: &str) {
    let view = view(&desk.class, &desk.me, curricle::ui::Theme::Mono);
    desk.console.touch(Touch::Paste { text: text.into(), cut: false }, &view);
}

#[test]
fn pages_of_classes() {
    shows("classes", "8");
    shows("class", "8 enter c enter esc down down");
    shows("join-code", "8 enter c enter");
    shows("dates", "8 enter d");
    shows("list", "8 enter i");
}

#[test]
fn a_class_is_made_named_dated_and_opened_with_a_code() {
    let mut desk = Desk::new(2, (80, 24));
    desk.keys("8 n");
    assert!(desk.picture().contains("Name of the new class:"), "{}", desk.picture());
    desk.types("Lima, spring");
    assert!(desk.picture().contains("Lima, spring (lima-spring)"), "{}", desk.picture());
    let lima = CohortId::from("lima-spring");
    assert_eq!(desk.class.book.cohort(&lima).unwrap().plan.courses, [desk.class.course.id.clone()]);
    desk.keys("d");
    assert!(desk.picture().contains("none / none"), "{}", desk.picture());
    writes(&mut desk, "2026-12-01T09:00-05:00 / 2026-12-20 18:00 UTC-05:00");
    assert!(desk.picture().contains("Opens: 2026-12-01 09:00 UTC-05:00"), "{}", desk.picture());
    desk.keys("d");
    assert!(desk.picture().contains("2026-12-01 09:00 UTC-05:00 / 2026-12-20 18:00"), "{}", desk.picture());
    writes(&mut desk, "tomorrow / none");
    assert!(desk.picture().contains("`tomorrow` is not a date with time and zone."), "{}", desk.picture());
    desk.keys("d");
    writes(&mut desk, "none / none");
    assert!(desk.picture().contains("Opens: none"), "{}", desk.picture());
    desk.keys("e");
    writes(&mut desk, "Lima, autumn");
    assert!(desk.picture().contains("Lima, autumn (lima-spring)"), "{}", desk.picture());
    desk.keys("c");
    writes(&mut desk, "30 / 3");
    let code = desk.class.book.codes().next().unwrap().0.clone();
    assert!(desk.picture().contains(&format!("{code}: 30 of 30 uses left")), "{}", desk.picture());
    desk.keys("esc z");
    desk.types("no");
    assert_eq!(desk.class.book.codes().count(), 1);
    desk.keys("z");
    desk.types("yes");
    assert_eq!(desk.class.book.codes().count(), 0);
    // The new class is the one that is looked at now.
    desk.keys("1");
    assert!(desk.picture().starts_with("Lima, autumn"), "{}", desk.picture());
}

#[test]
fn a_list_is_pasted_and_mistakes_are_told_line_by_line() {
    let mut desk = Desk::new(2, (80, 24));
    desk.keys("8 enter i");
    pastes(&mut desk, "id,name,groop\nanna,Anna,Kenya\n");
    desk.keys("ctrl-d");
    let shown = desk.picture();
    assert!(
        shown.contains("There is no column `groop`.") && shown.contains("Did you mean `group`?"),
        "{shown}"
    );
    assert_eq!(desk.class.cohort().members.len(), 2);
    // What was pasted is still there, to be put right.
    desk.keys("esc i");
    assert!(desk.picture().contains("id,name,groop"), "{}", desk.picture());
    for _ in 0..60 {
        desk.keys("backspace");
    }
    pastes(&mut desk, LIST);
    desk.keys("enter ctrl-d");
    assert_eq!(desk.class.cohort().members.len(), 4);
    let words = "2 people in the list, 2 of them new in rehearsal; 4 are in it now.";
    assert!(desk.picture().contains(words), "{}", desk.picture());
    desk.keys("i");
    assert!(!desk.picture().contains("anna,Anna"), "{}", desk.picture());
}

#[test]
fn people_go_and_trainers_come_as_far_as_it_is_allowed() {
    let mut desk = Desk::new(2, (80, 24));
    desk.keys("8 enter t");
    desk.types("rehearsal-01");
    assert!(desk.picture().contains("Only an admin may do that."), "{}", desk.picture());
    let profile = curricle::class::Profile { name: "Tom".into(), ..Default::default() };
    desk.class.act("_console", Act::AddPerson { person: "tom".into(), profile, role: Role::Trainer });
    desk.keys("t");
    desk.types("tom");
    assert!(desk.class.cohort().trainers.contains(&"tom".into()));
    desk.keys("down z");
    assert!(desk.picture().contains("Take tom out?"), "{}", desk.picture());
    desk.types("yes");
    assert!(!desk.class.cohort().trainers.contains(&"tom".into()), "{}", desk.picture());
    desk.keys("down z");
    desk.types("yes");
    assert_eq!(desk.class.cohort().members.len(), 1, "{}", desk.picture());
    desk.keys("down down down b");
    assert!(desk.picture().contains("1 of 1 uses left"), "{}", desk.picture());
}

#[test]
fn a_table_is_the_same_as_at_the_computer_of_the_class() {
    let mut desk = Desk::new(5, (80, 24));
    desk.keys("8 enter x");
    let text = Table::Results.write(&desk.class.roll());
    assert_eq!(desk.keys("enter"), [Wish::Keep { name: "rehearsal-results.csv".into(), text: text.clone() }]);
    assert_eq!(desk.hears("export results").0, text);
    assert_eq!(desk.hears("export posts").0, Table::Posts.write(&desk.class.roll()));
    assert!(desk.hears("export all").0.starts_with("Tables are: "));
}

#[test]
fn nobody_sees_a_class_that_others_lead() {
    let mut desk = Desk::new(2, (80, 24));
    let order =
        |name: &str| Order::New { name: name.into(), id: None, courses: vec![], opens: None, closes: None };
    desk.class.obey("_console", &order("Quito")).unwrap();
    desk.keys("8");
    assert!(!desk.picture().contains("Quito"), "{}", desk.picture());
    assert_eq!(desk.hears("class quito").0, "You lead no such class. Say classes to hear which.\n");
    for order in [
        Order::Show { cohort: Some("quito".into()) },
        Order::Export { cohort: Some("quito".into()) },
        Order::Audit { cohort: None, last: 9 },
        Order::Audit { cohort: Some("quito".into()), last: 9 },
        Order::Erase { person: "rehearsal-01".into() },
        Order::Role { person: "tina".into(), role: "admin".into() },
        Order::JoinCode { cohort: Some("quito".into()), person: None, uses: None, days: 3 },
        Order::RemoveTrainer { cohort: "quito".into(), person: "tina".into() },
    ] {
        assert!(desk.class.obey("tina", &order).is_err(), "{order:?}");
    }
    assert!(!desk.class.obey("tina", &Order::List).unwrap().words.contains("Quito"));
}

#[test]
fn in_lines_a_class_is_led_in_words() {
    let mut desk = Desk::new(2, (80, 24));
    kept("lines-classes", &(desk.hears("classes").0 + &desk.hears("class rehearsal").0));
    let order = |words: &str, desk: &mut Desk| match &desk.hears(words).1[..] {
        [Wish::Order(order)] => order.clone(),
        other => panic!("{words}: {other:?}"),
    };
    assert!(matches!(order("new class Lima", &mut desk), Order::New { name, .. } if name == "Lima"));
    assert!(matches!(
        order("code 30 3", &mut desk),
        Order::JoinCode { uses: Some(30), days: 3, cohort: Some(id), .. } if id == "rehearsal"
    ));
    assert!(matches!(
        order("code for rehearsal-01", &mut desk),
        Order::JoinCode { person: Some(id), .. } if id == "rehearsal-01"
    ));
    assert!(matches!(order("trainer tom", &mut desk), Order::AddTrainer { .. }));
    assert!(matches!(order("out tina", &mut desk), Order::RemoveTrainer { .. }));
    assert!(matches!(order("out rehearsal-01", &mut desk), Order::Remove { .. }));
    assert!(matches!(
        order("dates none / 2026-12-20T18:00+03:00", &mut desk),
        Order::Change { opens: Some(opens), .. } if opens == "none"
    ));
    desk.hears("list");
    for line in LIST.lines() {
        assert_eq!(desk.hears(line).1, []);
    }
    let Order::ImportRoster { text, .. } = order(".", &mut desk) else { panic!("no list") };
    assert_eq!(text, LIST);
    assert!(desk.hears("code").0.starts_with("Say more"));
    desk.hears("names off");
    assert_eq!(desk.hears("class").0, "Names are hidden. Say names on.\n");
}
