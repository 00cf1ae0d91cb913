//! A class for those who look at its people.

use std::sync::Arc;

use curricle::course::LearnerId;
use curricle::session::{About, Card, Circle, Company, Fellow, Guidance, Myself, OwnSeat, Time, Word};

/// A class with a trainer, Anna who looks at it, and so many others; Ben has written to her.
pub fn classmates(others: usize) -> Arc<Guidance> {
    let fellow = |id: &str, name: &str| Fellow::new(LearnerId::from(id), name, id == "tina");
    let mut tina = fellow("tina", "Tina Ortiz").showing(Some("Academy of Lima"), Some("Peru"), None);
    let mut anna = fellow("anna", "Anna Wanjiru").showing(None, Some("Kenya"), None);
    let mut ben = fellow("ben", "Ben Ødegård").showing(
        Some("Network of Journalists against Organized Crime"),
        Some("Norway"),
        Some("crime against wildlife, Courts, sport"),
    );
    (tina.circles, anna.circles, ben.circles) = (vec![0], vec![2, 1, 0], vec![0]);
    let mut people = vec![tina, anna, ben];
    people.extend((1..=others).map(|number| {
        let interests = if number % 7 == 0 { Some("courts") } else { None };
        let name = format!("Person {number:04}");
        fellow(&format!("person-{number}"), &name).showing(None, Some("Kenya"), interests)
    }));
    let circle = |id: &str, name: &str, level, count| Circle {
        id: id.to_owned(),
        name: name.to_owned(),
        level,
        count,
    };
    let circles = vec![
        circle("world", "World", "global", 3),
        circle("east", "East Africa", "regional", 1),
        circle("kenya", "Kenya", "national", 1),
    ];
    let company = Company { cohort: "lima".into(), name: "Lima 2027".into(), circles, people };
    let about = |text: &str, shown| About { text: text.to_owned(), shown };
    let card = Card {
        name: about("Anna Wanjiru", true),
        organization: about("", false),
        country: about("Kenya", true),
        interests: about("Wildlife crime, courts", false),
    };
    let seat = OwnSeat { cohort: "lima".into(), circle: Some("kenya".into()), fixed: false };
    let note = Word {
        at: Time(1_800_000_000_000 - 120_000),
        by: "Ben Ødegård".into(),
        from: Some("ben".into()),
        sort: "note",
        about: None,
        text: "I read that you work on wildlife crime, too. Shall we talk about it?".into(),
    };
    Arc::new(Guidance {
        words: vec![note],
        company: vec![Arc::new(company)],
        myself: Some(Myself { card, seats: vec![seat] }),
        ..Guidance::default()
    })
}
