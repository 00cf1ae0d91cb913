//! Rosters as trainers have them, and as nobody should.

use proptest::prelude::*;

use super::testing::sample;
use super::{Act, Book, ClassEvent, CohortId, Done, Level, Order, Reply, console, obey};
use crate::course::LearnerId;
use crate::session::Time;

const NOW: Time = Time(1_796_000_000_000);

/// A book with one empty cohort, `c`.
fn book() -> Book {
    let new = Order::New { name: "C".into(), id: None, courses: vec![], opens: None, closes: None };
    with(&Book::default(), &ordered(&Book::default(), &new).unwrap().events)
}

fn with(book: &Book, events: &[ClassEvent]) -> Book {
    let mut book = book.clone();
    for event in events {
        book.apply(event);
    }
    book
}

fn ordered(book: &Book, order: &Order) -> Result<Reply, String> {
    let mut rolls = 0;
    let mut dice = || {
        rolls += 1;
        rolls
    };
    obey(order, book, &[], &console(), NOW, &mut dice).map_err(|refused| refused.to_string())
}

fn import(book: &Book, text: &str) -> Result<Book, String> {
    let order = Order::ImportRoster {
        cohort: "c".into(),
        file: "people.csv".into(),
        text: text.into(),
        codes: false,
    };
    let reply = ordered(book, &order)?;
    Ok(with(book, &reply.events))
}

#[test]
fn with_codes_nobody_comes_under_the_name_of_another() {
    let text = "id,name\nanna,Anna\nben,Ben\n".to_owned();
    let order = |codes| Order::ImportRoster {
        cohort: "c".into(),
        file: "people.csv".into(),
        text: text.clone(),
        codes,
    };
    let code = Order::JoinCode { cohort: Some("c".into()), person: None, uses: None, days: 1 };
    let joining = ordered(&book(), &code).unwrap();
    let book = with(&book(), &joining.events);
    let join = book.codes().next().unwrap().0.to_string();
    let enter = |book: &Book, who: &str, code: &str| {
        let act = Act::Enter { code: code.to_owned(), name: who.to_owned(), key: None, used: false };
        book.decide(&act, &who.into(), NOW, &mut || 99).map_err(|refused| refused.to_string())
    };
    let without = with(&book, &ordered(&book, &order(false)).unwrap().events);
    assert!(enter(&without, "anna", &join).is_ok(), "nobody has a code of their own yet");
    let reply = ordered(&without, &order(true)).unwrap();
    let book = with(&without, &reply.events);
    let codes: Vec<&str> = reply
        .words
        .lines()
        .filter_map(|line| line.strip_prefix("  anna  ").or(line.strip_prefix("  ben   ")))
        .collect();
    assert_eq!(codes.len(), 2, "{}", reply.words);
    assert!(enter(&book, "anna", &join).unwrap_err().contains("is called `anna` already"));
    assert!(enter(&book, "ben", codes[0]).is_err(), "it is Anna's");
    let events = enter(&book, "anna", codes[0]).unwrap();
    assert!(matches!(events.as_slice(), [only] if matches!(only.what, Done::CodeUsed { .. })), "{events:?}");
    let again = ordered(&book, &order(true)).unwrap();
    assert!(
        again.words.ends_with("Everybody has a key or a code of their own already.\n"),
        "{}",
        again.words
    );
}

fn complaints(text: &str) -> String {
    import(&book(), text).unwrap_err()
}

#[test]
fn a_list_makes_people_groups_and_keys() {
    let text = format!(
        "Name;Organisation;Country;Interests;Group;Level;Key;Email\n\
         Anna Müller;\"Watch; Ltd\";Kenya;law, data;East Africa;regional;\"{} laptop\";a@example.org\n\
         Ben;;Peru;;Peru;;;\n\
         王小明;;;;east africa;;;\n\
         王小红;;;;;;;\n",
        sample(1)
    );
    let book = import(&book(), &text).unwrap();
    let ids: Vec<&str> = book.people().map(|person| person.id.as_str()).collect();
    assert_eq!(ids, ["anna-mueller", "ben", "member", "member-2"]);
    let anna = book.person(&LearnerId::from("anna-mueller")).unwrap();
    assert_eq!(anna.profile.organization, "Watch; Ltd");
    assert_eq!((anna.keys.len(), anna.keys[0].label.as_str()), (1, "laptop"));
    assert!(!format!("{book:?}").contains("example.org"));
    let cohort = book.cohort(&CohortId::from("c")).unwrap();
    let groups: Vec<(&str, Level)> =
        cohort.plan.groups.iter().map(|(id, group)| (id.as_str(), group.level)).collect();
    assert_eq!(groups, [("east-africa", Level::Regional), ("peru", Level::National)]);
    assert_eq!(cohort.members[&LearnerId::from("member")].group, Some("east-africa".into()));

    assert_eq!(import(&book, &text), Ok(book.clone()));
    let more = import(&book, &format!("{text}Cleo;;;;;;;\n")).unwrap();
    assert_eq!(more.people().len(), 5);
    let export = ordered(&more, &Order::Export { cohort: None }).unwrap().words;
    assert_eq!(import(&more, &export), Ok(more));
}

#[test]
fn all_that_is_wrong_is_told_and_nothing_is_taken_in() {
    assert_eq!(
        complaints("name,grup,name,xyzzy\nA,b,c,d\n"),
        "Nothing was taken in, for the list has mistakes:\n\
         people.csv:1:6: There is no column `grup`.\n    name,grup,name,xyzzy\n         ^\n    help: Did you mean `group`?\n\
         people.csv:1:11: There are two columns `name`.\n    name,grup,name,xyzzy\n              ^\n\
         people.csv:1:16: There is no column `xyzzy`.\n    name,grup,name,xyzzy\n                   ^\n    \
         help: Columns are: id, name, organization, country, interests, group, level, within, key. Take out or rename this one."
    );
    let text =
        "id,name,level,key\nanna,Anna,,\nanna,Anna,,\n,Ben,local,\n,,,\n,\"\",national,\nx,X,,,,extra\n";
    let told = complaints(text);
    for line in [
        "people.csv:3:1: This person stands in the list twice.",
        "people.csv:4:6: There is no level `local`.",
        "people.csv:6:1: This line has no name.",
        "people.csv:7:8: This line has more than 4 cells.",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    let text = format!(
        "id,name,key\nA b,A,\nc,{},\nd,D,ssh-rsa AAAA\ne,E,{k}\nf,F,{k}\n",
        "x".repeat(81),
        k = sample(1)
    );
    let told = complaints(&text);
    for line in [
        "people.csv:2:1: `a b` cannot be a login name.",
        "people.csv:3:3: The name is longer than 80 characters.",
        "people.csv:4:5: This key is not complete.",
        "people.csv:6:5: This key belongs to somebody else here.",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    assert!(complaints("").contains("There is no column `name` or `id`."));
    assert!(complaints("name\n\"A\n").contains("people.csv:2:1: This quotation mark is not closed."));
}

#[test]
fn a_thousand_mistakes_are_not_all_shown_and_too_many_people_not_taken() {
    let told = complaints(&format!("name,id\n{}", "A,?\n".repeat(1_000)));
    assert!(told.ends_with("And 979 more."), "{told}");
    let many: String = (0..10_001).map(|number| format!("p{number}\n")).collect();
    assert_eq!(complaints(&format!("id\n{many}")), "There can be at most 10000 people in a roster.");
    let same = "王\n".repeat(10_000);
    assert!(complaints(&format!("name\n{same}")).contains("stands in the list twice"));
}

#[test]
fn ten_thousand_people_are_taken_in() {
    let text: String = (0..10_000).map(|number| format!("王,{number}\n")).collect();
    let book = import(&book(), &format!("name,organization\n{text}")).unwrap();
    assert_eq!(book.people().len(), 10_000);
    assert_eq!(
        import(&book, "name\nOne more\n").unwrap_err().lines().nth(1),
        Some("people.csv:2:1: There can be at most 10000 people.")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_list_panics_and_what_is_taken_in_is_clean(
        body in "([a-z_.é\u{202e}\u{1b}\u{0}'=-]{0,5}[,;\t\n\"\r]){0,40}",
        head in prop::sample::select(vec!["id,name,group,key\n", "name;interests;level\n", "id\tcountry\n", "\u{feff}Name,Email\r\n", ""])
    ) {
        let before = book();
        match import(&before, &format!("{head}{body}")) {
            Ok(after) => {
                for person in after.people() {
                    prop_assert!(super::is_person_id(person.id.as_str()));
                    let profile = &person.profile;
                    for words in [&profile.name, &profile.organization, &profile.country, &profile.interests] {
                        prop_assert!(crate::text::is_clean(words) && !words.contains('\n'));
                    }
                }
                let cohort = after.cohort(&CohortId::from("c")).unwrap();
                prop_assert_eq!(cohort.members.len(), after.people().len());
                prop_assert_eq!(cohort.plan.cleaned(), Ok(cohort.plan.clone()));
            }
            Err(told) => prop_assert!(crate::text::is_clean(&told), "{told:?}"),
        }
    }
}

#[test]
fn groups_lie_within_the_groups_that_the_list_names() {
    let text = "name,group,level,within\nAnna,Kenya,,Africa / World\nBen,Uganda,national,Africa\nCoco,World,global,\n";
    let book = import(&book(), text).unwrap();
    let circles = |book: &Book, person: &str| {
        let cohort = book.cohort(&CohortId::from("c")).unwrap();
        let group = cohort.members[&LearnerId::from(person)].group.clone().unwrap();
        let circles = cohort.plan.circles(&group);
        circles.iter().map(|(_, group)| format!("{} {}", group.name, group.level.name())).collect::<Vec<_>>()
    };
    assert_eq!(circles(&book, "anna"), ["Kenya national", "Africa regional", "World global"]);
    assert_eq!(circles(&book, "ben"), ["Uganda national", "Africa regional", "World global"]);
    assert_eq!(circles(&book, "coco"), ["World global"]);
    // What is written out is taken in again, and a group that stood alone can be put within another.
    let members = ordered(&book, &Order::Export { cohort: None }).unwrap().words;
    assert!(members.lines().any(|line| line.ends_with(",Africa / World")), "{members}");
    assert_eq!(import(&book, &members).unwrap().cohorts().count(), 1);
    let book = import(&book, "name,group\nDora,Peru\n").unwrap();
    let book = import(&book, "name,group,within\nDora,Peru,Americas\n").unwrap();
    assert_eq!(circles(&book, "dora"), ["Peru national", "Americas regional"]);
    let wrong = complaints("name,group,level,within\nEve,World,global,Space\n");
    assert!(wrong.contains("A global group cannot lie within 1 others."), "{wrong}");
}
