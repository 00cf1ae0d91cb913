//! The classes that a trainer leads: make one, let people in, change its dates, take tables home.

use super::banner;
use super::class_orders::{code_for, dates, import, new_class, new_code, rename, take_away, trainer};
use super::console::{Console, View, Wish};
use super::keys::Ask;
use super::page::{Page, Pick};
use super::rows::{Row, wrapped};
use crate::class::{
    Cohort, CohortId, Done, JoinCode, MAX_COMMENT, MAX_NAME, MAX_ROSTER, Moment, NO_DATE, Reply, Roll, Table,
};
use crate::course::LearnerId;
use crate::text::{DOTS, clean_line, pad, truncate};
use crate::ui::Role;

/// How often a code works, and for how many days, if nothing else is said.
const USUAL_TERMS: &str = "100 / 14";
/// The widest name of a class in a list.
const NAME: usize = 48;

/// The classes that somebody leads, whatever they take.
fn led<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Cohort> {
    let View { book, me, .. } = *view;
    book.cohorts().filter(move |cohort| book.leads(me, cohort))
}

pub(super) fn known<'a>(view: &View<'a>, id: &CohortId) -> Option<&'a Cohort> {
    led(view).find(|cohort| cohort.id == *id)
}

/// A row for each class.
pub(super) fn list(view: &View<'_>, width: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = led(view)
        .map(|cohort| {
            let members = match cohort.members.len() {
                1 => "1 person".to_owned(),
                count => format!("{count} people"),
            };
            let name = format!("{} ({})", clean_line(&cohort.plan.name), cohort.id);
            let name = pad(&truncate(&name, NAME.min(width / 2), DOTS), NAME.min(width / 2));
            let words = format!("{name}  {members}, {}", cohort.state(view.now));
            picked(&words, width, Pick::Class(cohort.id.clone()))
        })
        .collect();
    if rows.is_empty() {
        rows.extend(wrapped("You lead no class yet. n makes one.", width));
    }
    rows
}

/// A class: what it takes and when, its codes, who leads it and who is in it.
pub(super) fn one(view: &View<'_>, id: &CohortId, width: usize) -> Vec<Row> {
    let Some(cohort) = known(view, id) else { return wrapped("You lead no such class.", width) };
    let plan = &cohort.plan;
    let courses: Vec<&str> = plan.courses.iter().map(crate::course::CourseId::as_str).collect();
    let date = |moment: Option<Moment>| moment.map_or_else(|| NO_DATE.to_owned(), |at| at.to_string());
    let mut rows = wrapped(&format!("{} ({})", plan.name, cohort.id), width);
    rows.extend(wrapped(&format!("Takes: {}", courses.join(", ")), width));
    rows.extend(wrapped(&format!("Opens: {}", date(plan.opens)), width));
    rows.extend(wrapped(&format!("Closes: {}", date(plan.closes)), width));
    if !plan.courses.contains(&view.course.id) {
        rows.extend(wrapped("It does not take the course that is served here.", width));
    }
    rows.push(Row::default());
    let codes = view.book.codes_of(cohort, view.now);
    rows.extend(codes.map(|(code, terms)| {
        let words = format!("Join code  {code}  {} uses left, until {}", terms.left(), terms.until.date());
        picked(&words, width, Pick::Code(code.clone()))
    }));
    let person = |sort: &str, id: &LearnerId, more: &str| {
        let known = view.book.person(id);
        let name = known.map_or(id.as_str(), |person| &person.profile.name);
        let way = known.map_or_else(String::new, |person| format!(", {}", person.way_in()));
        picked(&format!("{sort}{} ({id}){more}{way}", clean_line(name)), width, Pick::Person(id.clone()))
    };
    rows.extend(cohort.leaders().map(|id| person("Trainer    ", id, "")));
    rows.extend(cohort.members.iter().map(|(id, member)| {
        let group = member.group.as_ref().and_then(|group| plan.groups.get(group));
        person("Learner    ", id, &group.map_or_else(String::new, |group| format!(", {}", group.name)))
    }));
    if cohort.members.is_empty() {
        rows.extend(wrapped("Nobody is in it yet. c makes a join code, i takes in a list.", width));
    }
    rows
}

fn picked(words: &str, width: usize, pick: Pick) -> Row {
    let words = truncate(words, width, DOTS).into_owned();
    Row { spans: vec![(words, Role::Text)], pick: Some(pick) }
}

/// A code, as large as it can be.
pub(super) fn code(view: &View<'_>, code: &JoinCode, width: usize, height: usize) -> Vec<Row> {
    let mut rows = banner::rows(code.as_str(), width, height.saturating_sub(2));
    match view.book.code(code) {
        Some(terms) => {
            let words = format!("{code}: {}", terms.terms());
            rows.extend(wrapped(&words, width));
        }
        None => rows.extend(wrapped("This code lets nobody in any more.", width)),
    }
    rows
}

/// Words as they were said.
pub(super) fn said(words: &str, width: usize) -> Vec<Row> {
    words.lines().flat_map(|line| wrapped(line, width)).collect()
}

impl Console {
    /// The class that orders are about: the one that is open, or else the one that is looked at.
    pub(super) fn class(&self, view: &View<'_>) -> Option<CohortId> {
        if let Page::Class(id) = &self.page {
            return Some(id.clone());
        }
        self.cohort(view).map(|cohort| cohort.id.clone())
    }

    /// Opens the page of a class; from now on it is the one that is looked at, if it takes this course.
    pub(super) fn open_class(&mut self, id: CohortId, view: &View<'_>) {
        if known(view, &id).is_some_and(|cohort| cohort.plan.courses.contains(&view.course.id)) {
            self.choose(id.clone());
        }
        self.go(Page::Class(id));
    }

    /// Asks something about the class that is open.
    pub(super) fn ask_about_class(&mut self, ask: fn(CohortId) -> Ask, view: &View<'_>) {
        let Page::Class(id) = self.page.clone() else { return };
        let Some(cohort) = known(view, &id) else { return };
        let date = |moment: Option<Moment>| moment.map_or_else(|| NO_DATE.to_owned(), |at| at.to_string());
        let ask = ask(id);
        let (text, limit) = match &ask {
            Ask::Rename(_) => (cohort.plan.name.clone(), MAX_COMMENT),
            Ask::Dates(_) => {
                (format!("{} / {}", date(cohort.plan.opens), date(cohort.plan.closes)), MAX_COMMENT)
            }
            Ask::NewCode(_) => (USUAL_TERMS.to_owned(), MAX_COMMENT),
            Ask::Table(_) => (Table::Results.name().to_owned(), MAX_COMMENT),
            Ask::List(_) => (self.list.clone(), MAX_ROSTER),
            Ask::Announce
            | Ask::Hint(..)
            | Ask::Poll
            | Ask::Comment
            | Ask::Private(_)
            | Ask::Each(_)
            | Ask::EndReview(_)
            | Ask::NewClass
            | Ask::Trainer(_)
            | Ask::TakeAway(..) => (String::new(), MAX_NAME),
        };
        self.ask(ask, &text, limit);
    }

    /// Asks whether what is marked on the page of a class is to go.
    pub(super) fn ask_to_take_away(&mut self, view: &View<'_>) {
        match (&self.page, self.picked(view)) {
            (Page::Class(id), Some(pick @ (Pick::Code(_) | Pick::Person(_)))) => {
                self.ask(Ask::TakeAway(id.clone(), pick), "", MAX_NAME);
            }
            (_, _) => self.tell("Mark a code or somebody."),
        }
    }

    /// A code for the one who is marked, such as somebody who has lost a key.
    pub(super) fn code_for_one(&mut self, view: &View<'_>) -> Vec<Wish> {
        if let Some(Pick::Person(person)) = self.picked(view) {
            return vec![Wish::Order(code_for(&person))];
        }
        self.tell("Mark somebody.");
        Vec::new()
    }

    /// What was written about a class, as an order.
    pub(super) fn order(&mut self, ask: Ask, text: String, view: &View<'_>) -> Vec<Wish> {
        let order = match ask {
            Ask::NewClass => new_class(text, view),
            Ask::Rename(id) => rename(&id, text),
            Ask::Dates(id) => match dates(&id, &text) {
                Ok(order) => order,
                Err(words) => return self.refuse(words),
            },
            Ask::NewCode(id) => match new_code(&id, &text) {
                Ok(order) => order,
                Err(words) => return self.refuse(words),
            },
            Ask::List(id) => {
                self.list.clone_from(&text);
                import(&id, text)
            }
            Ask::Table(id) => {
                return match self.table(&id, &text, view) {
                    Ok((name, text)) => vec![Wish::Keep { name, text }],
                    Err(words) => self.refuse(words),
                };
            }
            Ask::Trainer(id) => trainer(&id, &text, true),
            Ask::TakeAway(id, pick) if text == "yes" => match take_away(&id, pick, view) {
                Some(order) => order,
                None => return Vec::new(),
            },
            Ask::TakeAway(..) => return self.refuse("Nothing was taken away."),
            Ask::Announce
            | Ask::Hint(..)
            | Ask::Poll
            | Ask::Comment
            | Ask::Private(_)
            | Ask::Each(_)
            | Ask::EndReview(_) => return Vec::new(),
        };
        vec![Wish::Order(order)]
    }

    fn refuse(&mut self, words: impl Into<String>) -> Vec<Wish> {
        self.tell(words);
        Vec::new()
    }

    /// A table of a class, and what its file is called.
    pub(super) fn table(
        &self,
        id: &CohortId,
        name: &str,
        view: &View<'_>,
    ) -> Result<(String, String), &'static str> {
        let View { book, wall, course, .. } = *view;
        let table =
            Table::named(name).ok_or("Tables are: members, results, responses, posts, essay-marks.")?;
        let cohort = known(view, id).ok_or("You lead no such class.")?;
        if table != Table::Members && !cohort.plan.courses.contains(&course.id) {
            return Err("This class does not take the course that is served here.");
        }
        let roll = Roll { book, wall, course, cohort, group: None };
        Ok((format!("{id}-{}.csv", table.name()), table.write(&roll)))
    }

    /// Takes in what came of an order.
    pub fn obeyed(&mut self, reply: &Reply) {
        let mut words = reply.words.clone();
        for event in &reply.events {
            match &event.what {
                Done::CohortMade { cohort, .. } => {
                    self.choose(cohort.clone());
                    self.go(Page::Class(cohort.clone()));
                    words = "It is made. c makes a join code, i takes in a list.".to_owned();
                }
                Done::CohortChanged { .. } if reply.events.len() == 1 => {
                    "It is changed.".clone_into(&mut words);
                }
                Done::CodeMade { code, .. } => {
                    let back = Box::new(self.page.clone());
                    self.go(Page::Code(code.clone(), back));
                    words = words.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().to_owned();
                    if words.trim() == code.as_str() {
                        return;
                    }
                }
                Done::Joined { .. } => self.list.clear(),
                _ => {}
            }
        }
        self.hears(&words);
    }

    /// Shows what was said: at the foot, or on a page if it is long.
    pub fn hears(&mut self, words: &str) {
        let words = words.trim();
        if words.contains('\n') {
            let back = Box::new(self.page.clone());
            self.go(Page::Said(words.to_owned(), back));
        } else {
            self.tell(words);
        }
    }
}
