//! `curricle class`: orders to the class, carried out on the store in the data folder.

use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::args::Settings;
use super::class_args::{ClassDeed, KeyDeed};
use super::exchange::target;
use super::{Trouble, open, print, tables};
use crate::class::{
    Book, MAX_KEY_TEXT, MAX_ROSTER, Order, ReviewDeed, Table, console, is_person_id, reviews_told,
};
use crate::course::{self, LearnerId, StepId};
use crate::serve::Registrar;
#[cfg(unix)]
use crate::serve::{self, Wanted};
use crate::shelf;
use crate::source::{nearest, quoted};
use crate::store::{Store, StoreError, read_book, write_file};
use crate::terminal::now;
use crate::text::clean_line;

/// The course of a cohort for which none was named.
const USUAL_COURSE: &str = "untoc";

/// How many essays each is to review, where that is not said.
const USUAL_EACH: u8 = 2;

pub(super) fn class(settings: &Settings, deed: &ClassDeed) -> Result<(), Trouble> {
    let data = open::data_folder(settings)?;
    let words = match deed {
        // The book knows the members without the learners' work.
        ClassDeed::Export { cohort, table, .. } if *table != Table::Members => {
            table_of(settings, &data, cohort.as_deref(), *table)?
        }
        ClassDeed::Review { cohort, open: None, give_out: None, end: None, .. } => {
            tables::of_cohort(settings, &data, cohort.as_deref(), reviews_told)?
        }
        _ => here(&data, &order(settings, &data, deed)?, deed)?,
    };
    match deed {
        ClassDeed::Export { to, .. } => match target(to.as_deref()) {
            Some(path) => Ok(write_file(path, &words)?),
            None => print(&words),
        },
        ClassDeed::New { .. }
        | ClassDeed::Change { .. }
        | ClassDeed::List
        | ClassDeed::Show { .. }
        | ClassDeed::JoinCode { .. }
        | ClassDeed::ImportRoster { .. }
        | ClassDeed::AddTrainer { .. }
        | ClassDeed::RemoveTrainer { .. }
        | ClassDeed::Role { .. }
        | ClassDeed::Key { .. }
        | ClassDeed::Remove { .. }
        | ClassDeed::Erase { .. }
        | ClassDeed::Review { .. }
        | ClassDeed::Audit { .. } => print(&words),
    }
}

/// A table from what is in the store, or from the server that holds it and knows where its courses are.
fn table_of(settings: &Settings, data: &Path, cohort: Option<&str>, table: Table) -> Result<String, Trouble> {
    #[cfg(unix)]
    {
        let named = !settings.course.is_empty();
        let course = named.then(|| open::course(settings, data)).transpose()?;
        let course = course.map(|course| course.id.to_string());
        let wanted = Wanted::Table { cohort: cohort.map(str::to_owned), course, table };
        if let Some(text) = open::answered(data, serve::want(data, &wanted))? {
            return Ok(text);
        }
    }
    tables::table(settings, data, cohort, table)
}

/// Carries an order out: by the server that holds this folder, or on its store.
///
/// What is said is said once it is on the disk.
fn here(data: &Path, order: &Order, deed: &ClassDeed) -> Result<String, Trouble> {
    let store = match open::store(data) {
        Ok(store) => store,
        #[cfg(unix)]
        Err(trouble @ Trouble::Store(StoreError::InUse { .. })) => return by_server(data, order, trouble),
        Err(trouble) => return Err(trouble),
    };
    let (book, useless) = read_book(store.as_ref())?;
    if let ClassDeed::Erase { person, yes: true } = deed
        && let Some(left) = left_by(&book, store.as_ref(), person)?
    {
        return erase(data, store.as_ref(), &left);
    }
    if let ClassDeed::Erase { person, yes: false } = deed {
        return Err(Trouble::Usage(format!(
            "Nothing is erased yet. This cannot be taken back; to do it: curricle class erase {} --yes",
            clean_line(person)
        )));
    }
    let registrar = Registrar::open(Arc::clone(&store) as Arc<dyn Store>, now)?;
    let reply = registrar.obey(order, &console()).map_err(Trouble::Class)?;
    let mut words = reply.words + &reply.next;
    if let Some(person) = &reply.erased {
        words.push_str(&erase(data, store.as_ref(), person)?);
    }
    if useless > 0 {
        words.push_str(&format!("Entries of the class book that cannot be understood: {useless}.\n"));
    }
    Ok(words)
}

/// Lets the server that holds the folder do it; whoever else holds it is named.
#[cfg(unix)]
fn by_server(data: &Path, order: &Order, held: Trouble) -> Result<String, Trouble> {
    open::answered(data, serve::order(data, order))?.ok_or(held)
}

/// Somebody who is not in the book, but whose work is here, such as after an erasure that was cut short.
fn left_by(book: &Book, store: &dyn Store, person: &str) -> Result<Option<LearnerId>, Trouble> {
    let person = LearnerId::from(person.trim().to_lowercase());
    let is_learner = is_person_id(person.as_str()) && book.person(&person).is_none();
    let has_work = store.streams()?.iter().any(|stream| stream.learner() == person.as_str());
    Ok(Some(person).filter(|_| is_learner && has_work))
}

/// Erases somebody's work, and says what else may be kept about them.
fn erase(data: &Path, store: &dyn Store, person: &LearnerId) -> Result<String, Trouble> {
    let entries = store.forget(person)?;
    let mut words =
        format!("Erased: {entries} entries of {person}. That {person} was erased is kept, with the time.\n");
    let also = ["reports.jsonl", "damaged-1"].into_iter().filter(|name| data.join(name).exists());
    let also = also.map(|name| format!("{name} in the data folder, ")).collect::<String>();
    words.push_str(&format!(
        "Not erased: {also}backups, exports, and what others wrote in answer. Look through them yourself.\n"
    ));
    Ok(words)
}

/// What was typed as an order; files are read and courses are looked up here, where they are.
fn order(settings: &Settings, data: &Path, deed: &ClassDeed) -> Result<Order, Trouble> {
    Ok(match deed {
        ClassDeed::New { name, id, opens, closes } => Order::New {
            name: name.clone(),
            id: id.clone(),
            courses: match settings.course.as_slice() {
                [] => courses(&[USUAL_COURSE.to_owned()], data)?,
                named => courses(named, data)?,
            },
            opens: opens.clone(),
            closes: closes.clone(),
        },
        ClassDeed::Change { cohort, name, opens, closes } => Order::Change {
            cohort: cohort.clone(),
            name: name.clone(),
            courses: courses(&settings.course, data)?,
            opens: opens.clone(),
            closes: closes.clone(),
        },
        ClassDeed::List => Order::List,
        ClassDeed::Show { cohort } => Order::Show { cohort: cohort.clone() },
        ClassDeed::JoinCode { withdraw: Some(code), .. } => Order::Withdraw { code: code.clone() },
        ClassDeed::JoinCode { cohort, person, uses, days, withdraw: None } => {
            Order::JoinCode { cohort: cohort.clone(), person: person.clone(), uses: *uses, days: *days }
        }
        ClassDeed::ImportRoster { cohort, file, codes } => Order::ImportRoster {
            codes: *codes,
            cohort: cohort.clone(),
            file: file.to_string_lossy().into_owned(),
            text: text_of(file, MAX_ROSTER)?,
        },
        ClassDeed::Export { cohort, .. } => Order::Export { cohort: cohort.clone() },
        ClassDeed::AddTrainer { cohort, person, name, key } => Order::AddTrainer {
            cohort: cohort.clone(),
            person: person.clone(),
            name: name.clone(),
            key: key.as_deref().map(key_text).transpose()?,
        },
        ClassDeed::RemoveTrainer { cohort, person } => {
            Order::RemoveTrainer { cohort: cohort.clone(), person: person.clone() }
        }
        ClassDeed::Role { person, role } => Order::Role { person: person.clone(), role: role.clone() },
        ClassDeed::Key { deed: KeyDeed::List { person } } => Order::Keys { person: person.clone() },
        ClassDeed::Key { deed: KeyDeed::Add { person, key, label } } => {
            Order::AddKey { person: person.clone(), key: key_text(key)?, label: label.clone() }
        }
        ClassDeed::Key { deed: KeyDeed::Remove { person, key } } => {
            Order::RemoveKey { person: person.clone(), key: key.clone() }
        }
        ClassDeed::Remove { cohort, person } => {
            Order::Remove { cohort: cohort.clone(), person: person.clone() }
        }
        ClassDeed::Erase { person, .. } => Order::Erase { person: person.clone() },
        ClassDeed::Review { cohort, open, each, give_out, end } => {
            let (step, deed) = match (open, give_out, end) {
                (Some(_), ..) => (open, ReviewDeed::Open(each.unwrap_or(USUAL_EACH))),
                (None, Some(_), _) => (give_out, ReviewDeed::GiveOut),
                (None, None, step) => (step, ReviewDeed::End),
            };
            review(settings, data, cohort.clone(), step.as_deref().unwrap_or_default(), deed)?
        }
        ClassDeed::Audit { cohort, last } => Order::Audit { cohort: cohort.clone(), last: *last },
    })
}

/// An order about a review; the step must be an essay of the course.
fn review(
    settings: &Settings,
    data: &Path,
    cohort: Option<String>,
    step: &str,
    deed: ReviewDeed,
) -> Result<Order, Trouble> {
    let course = open::course(settings, data)?;
    let is_essay = |id: &StepId| course.task(id).is_some_and(|task| task.body.essay().is_some());
    let known = StepId::from(step);
    if !is_essay(&known) {
        let essays = course.lessons.iter().flat_map(|lesson| &lesson.steps).map(|step| &step.id);
        let near = nearest(step, essays.filter(|id| is_essay(id)).map(StepId::as_str));
        let help = near.map_or_else(
            || "`curricle class review` names those that have one.".to_owned(),
            |near| format!("Did you mean `{near}`?"),
        );
        return Err(Trouble::Usage(format!("No step `{}` has an essay. {help}", quoted(step))));
    }
    let (course, step) = (course.id.to_string(), known.to_string());
    Ok(Order::Review { cohort, course, step, deed, authors: Vec::new() })
}

/// The ids of courses, each of which must be there.
fn courses(names: &[String], data: &Path) -> Result<Vec<String>, Trouble> {
    let names = names.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
    let id = |name: &str| {
        let bundle = shelf::find(Some(name), &data.join("courses"))?;
        let loaded = course::read(&bundle, None);
        match (loaded.complaints.first(), loaded.course) {
            (None, Some(course)) => Ok(course.id.to_string()),
            (Some(first), _) => {
                Err(Trouble::Complaints(first.show(&loaded.sources), loaded.complaints.count()))
            }
            (None, None) => Err(Trouble::Usage("This folder holds no course.".to_owned())),
        }
    };
    names.map(id).collect()
}

/// A key as it was typed, or the content of the file that was named instead.
fn key_text(key: &str) -> Result<String, Trouble> {
    if key.trim().contains(char::is_whitespace) {
        return Ok(key.to_owned());
    }
    text_of(Path::new(key), MAX_KEY_TEXT + 1_000)
}

/// The text of a file, or of standard input for `-`, up to a limit.
fn text_of(path: &Path, most: usize) -> Result<String, Trouble> {
    let broken = |error| Trouble::File(path.to_owned(), error);
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().take(most as u64 + 1).read_to_end(&mut bytes).map_err(broken)?;
    } else {
        let file = std::fs::File::open(path).map_err(broken)?;
        if file.metadata().map_err(broken)?.is_dir() {
            return Err(broken(io::Error::other("it is a folder")));
        }
        file.take(most as u64 + 1).read_to_end(&mut bytes).map_err(broken)?;
    }
    if bytes.len() > most {
        return Err(broken(io::Error::other(format!("it is larger than {most} bytes"))));
    }
    let help = "it is not a text in UTF-8; save it as \"CSV UTF-8\"";
    String::from_utf8(bytes).map_err(|_| broken(io::Error::other(help)))
}
