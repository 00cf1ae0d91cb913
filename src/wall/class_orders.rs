//! What a trainer writes about a class, as the orders of the command line.

use super::classes::known;
use super::console::View;
use super::page::Pick;
use crate::class::{CohortId, Order};
use crate::course::LearnerId;

/// What the complaints about a list call it.
const LIST: &str = "list";

pub(super) fn new_class(name: String, view: &View<'_>) -> Order {
    let courses = vec![view.course.id.to_string()];
    Order::New { name, id: None, courses, opens: None, closes: None }
}

pub(super) fn rename(id: &CohortId, name: String) -> Order {
    let cohort = id.to_string();
    Order::Change { cohort, name: Some(name), courses: Vec::new(), opens: None, closes: None }
}

/// From `OPENS / CLOSES`.
pub(super) fn dates(id: &CohortId, text: &str) -> Result<Order, &'static str> {
    let (opens, closes) = text
        .split_once('/')
        .ok_or("Write both: 2026-12-01T09:00+03:00 / 2026-12-20T18:00+03:00, or none.")?;
    let date = |text: &str| Some(text.trim().to_owned());
    let (cohort, courses) = (id.to_string(), Vec::new());
    Ok(Order::Change { cohort, name: None, courses, opens: date(opens), closes: date(closes) })
}

/// From `USES / DAYS`.
pub(super) fn new_code(id: &CohortId, text: &str) -> Result<Order, &'static str> {
    let numbers: Option<Vec<u32>> =
        text.split(['/', ' ']).filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect();
    let Some([uses, days]) = numbers.as_deref() else {
        return Err("Write two numbers: how often it works / for how many days.");
    };
    let cohort = Some(id.to_string());
    Ok(Order::JoinCode { cohort, person: None, uses: Some(*uses), days: *days })
}

/// A code for one person, once, for two weeks.
pub(super) fn code_for(person: &LearnerId) -> Order {
    Order::JoinCode { cohort: None, person: Some(person.to_string()), uses: None, days: 14 }
}

pub(super) fn import(id: &CohortId, text: String) -> Order {
    Order::ImportRoster { cohort: id.to_string(), file: LIST.to_owned(), text, codes: false }
}

pub(super) fn trainer(id: &CohortId, person: &str, on: bool) -> Order {
    let (cohort, person) = (id.to_string(), person.trim().to_owned());
    if on {
        Order::AddTrainer { cohort, person, name: None, key: None }
    } else {
        Order::RemoveTrainer { cohort, person }
    }
}

/// Takes away what is marked on the page of a class, if it can go.
pub(super) fn take_away(id: &CohortId, pick: Pick, view: &View<'_>) -> Option<Order> {
    match pick {
        Pick::Code(code) => Some(Order::Withdraw { code: code.to_string() }),
        Pick::Person(person) => Some(take_out(id, &person, view)),
        Pick::Learner(_)
        | Pick::Step(_)
        | Pick::Essay(_)
        | Pick::Post(_)
        | Pick::Review(_)
        | Pick::Module(_)
        | Pick::Line(_)
        | Pick::Class(_) => None,
    }
}

/// Takes somebody out of a class, from the trainers or from the learners.
pub(super) fn take_out(id: &CohortId, person: &LearnerId, view: &View<'_>) -> Order {
    match known(view, id).is_some_and(|cohort| cohort.trainers.contains(person)) {
        true => trainer(id, person.as_str(), false),
        false => Order::Remove { cohort: id.to_string(), person: person.to_string() },
    }
}
