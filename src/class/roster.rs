//! A list of people as a spreadsheet saves it, for a cohort: taken in as a whole, or not at all.

use std::collections::BTreeMap;

use super::act::Entrant;
use super::book::{Book, MAX_PEOPLE};
use super::cohort::{Group, Level};
use super::csv::{self, Cell};
use super::enrol::{Enrolment, same_person};
use super::event::Done;
use super::id::{CohortId, GroupId, first_free, id_from};
use super::person::Profile;
use super::refused::{Refused, What};
use super::words::{MAX_NAME, clean_words};
use crate::course::LearnerId;
use crate::session::Time;
use crate::source::{Complaint, FileId, Sources, Span, nearest, quoted};

/// The largest roster, in bytes.
pub const MAX_ROSTER: usize = 4 << 20;
/// The most complaints that are shown.
const MAX_SHOWN: usize = 20;
/// The longest id that is made from the name of a group.
const MAX_MADE_ID: usize = 40;

/// What a column can hold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Id,
    Name,
    Organization,
    Country,
    Interests,
    Group,
    Level,
    Within,
    Key,
    /// Nothing that is taken in.
    PassedOver,
}

/// The names of columns; the first of each is the one that help speaks of.
const COLUMNS: [(&str, Column); 18] = [
    ("id", Column::Id),
    ("name", Column::Name),
    ("organization", Column::Organization),
    ("country", Column::Country),
    ("interests", Column::Interests),
    ("group", Column::Group),
    ("level", Column::Level),
    ("within", Column::Within),
    ("key", Column::Key),
    ("login", Column::Id),
    ("full name", Column::Name),
    ("organisation", Column::Organization),
    ("email", Column::PassedOver),
    ("e-mail", Column::PassedOver),
    ("mail", Column::PassedOver),
    ("email address", Column::PassedOver),
    ("joined", Column::PassedOver),
    ("role", Column::PassedOver),
];

/// What a roster brings about.
pub(super) struct Taken {
    pub(super) done: Vec<Done>,
    /// Columns that were passed over.
    pub(super) passed_over: Vec<String>,
    /// How many lines named somebody.
    pub(super) rows: usize,
}

impl Book {
    /// Reads a roster and says what it would bring about.
    ///
    /// # Errors
    /// [`Refused::Roster`] with all complaints, each with its line and column.
    pub(super) fn take_roster(
        &self,
        by: &LearnerId,
        cohort: &CohortId,
        file: &str,
        text: &str,
        at: Time,
    ) -> Result<Taken, Refused> {
        let class = self.led(by, cohort)?;
        if text.len() > MAX_ROSTER {
            return Err(Refused::Full("bytes in a roster", MAX_ROSTER));
        }
        let mut sources = Sources::default();
        let id = sources.add(file, text);
        let mut complaints = Vec::new();
        let rows = csv::read(id, text).unwrap_or_else(|complaint| {
            complaints.push(complaint);
            Vec::new()
        });
        let mut reader = Reader { groups: BTreeMap::new(), known: &class.plan.groups, complaints };
        let (columns, passed_over) = reader.head(rows.first(), id);
        let body = rows.get(1..).unwrap_or_default();
        if body.len() > MAX_PEOPLE {
            return Err(Refused::Full("people in a roster", MAX_PEOPLE));
        }
        let mut entrants = Vec::new();
        if reader.complaints.is_empty() {
            entrants = body.iter().map(|row| (row, reader.entrant(&columns, row))).collect();
            reader.find_twins(&entrants);
        }
        let mut complaints = std::mem::take(&mut reader.complaints);
        if complaints.is_empty() {
            let people: Vec<Entrant> = entrants.iter().map(|(_, entrant)| entrant.clone()).collect();
            let groups: Vec<_> = reader.groups.into_values().collect();
            let mut enrolment = Enrolment::begin(self, by, cohort, at, groups.iter())?;
            for (row, entrant) in &entrants {
                if let Err(refused) = enrolment.add(entrant) {
                    let span = blamed(&refused, &columns, row, id);
                    complaints.push(Complaint::new(span, refused.to_string()));
                }
            }
            if complaints.is_empty() {
                return Ok(Taken { done: enrolment.done, passed_over, rows: people.len() });
            }
        }
        Err(shown(&complaints, &sources))
    }
}

fn shown(complaints: &[Complaint], sources: &Sources) -> Refused {
    let mut text: String = complaints.iter().take(MAX_SHOWN).map(|one| one.show(sources)).collect();
    if complaints.len() > MAX_SHOWN {
        text.push_str(&format!("And {} more.\n", complaints.len() - MAX_SHOWN));
    }
    Refused::Roster(text)
}

/// The cell that a refusal is about, or else the first.
fn blamed(refused: &Refused, columns: &[Column], row: &[Cell], file: FileId) -> Span {
    let column = if let Refused::TooLong(what, _) | Refused::Empty(what) = refused {
        match what {
            What::Organization => Column::Organization,
            What::Country => Column::Country,
            What::Interests => Column::Interests,
            What::GroupName => Column::Group,
            What::Label => Column::Key,
            What::Name | What::CohortName | What::Text | What::Comment | What::Question | What::Choice => {
                Column::Name
            }
        }
    } else if matches!(refused, Refused::Key(_) | Refused::KeyTaken) {
        Column::Key
    } else {
        Column::Id
    };
    let place = columns.iter().position(|known| *known == column);
    let cell = place.and_then(|place| row.get(place)).or_else(|| row.first());
    cell.map_or(Span::top(file), |cell| cell.span)
}

struct Reader<'b> {
    /// Groups of the list by name in small letters.
    groups: BTreeMap<String, (GroupId, Group)>,
    known: &'b BTreeMap<GroupId, Group>,
    complaints: Vec<Complaint>,
}

impl Reader<'_> {
    fn head(&mut self, row: Option<&Vec<Cell>>, file: FileId) -> (Vec<Column>, Vec<String>) {
        let none = Vec::new();
        let row = row.unwrap_or(&none);
        let mut passed_over = Vec::new();
        let mut columns = Vec::new();
        for cell in row {
            let name = cell.text.trim().to_lowercase();
            let column = match COLUMNS.iter().find(|(known, _)| *known == name) {
                Some((_, column)) => *column,
                None if name.is_empty() => Column::PassedOver,
                None => {
                    let message = format!("There is no column `{}`.", quoted(cell.text.trim()));
                    let near = nearest(&name, COLUMNS.iter().map(|(known, _)| *known));
                    let help = match near {
                        Some(near) => format!("Did you mean `{near}`?"),
                        None => {
                            "Columns are: id, name, organization, country, interests, group, level, within, key. \
                             Take out or rename this one."
                                .to_owned()
                        }
                    };
                    self.complaints.push(Complaint::new(cell.span, message).help(help));
                    Column::PassedOver
                }
            };
            if column == Column::PassedOver && !name.is_empty() {
                passed_over.push(quoted(&name));
            }
            if column != Column::PassedOver && columns.contains(&column) {
                let message = format!("There are two columns `{}`.", quoted(&name));
                self.complaints.push(Complaint::new(cell.span, message));
            }
            columns.push(column);
        }
        if self.complaints.is_empty() && !columns.contains(&Column::Id) && !columns.contains(&Column::Name) {
            let span = row.first().map_or(Span::top(file), |cell| cell.span);
            let help = "The first line must name the columns, such as: name,organization,country,group.";
            self.complaints.push(Complaint::new(span, "There is no column `name` or `id`.").help(help));
        }
        (columns, passed_over)
    }

    fn entrant(&mut self, columns: &[Column], row: &[Cell]) -> Entrant {
        if let Some(extra) =
            row.get(columns.len()..).and_then(|extra| extra.iter().find(|cell| !cell.text.trim().is_empty()))
        {
            let message = format!("This line has more than {} cells.", columns.len());
            let help = "Put quotation marks around a cell that holds a comma.";
            self.complaints.push(Complaint::new(extra.span, message).help(help));
        }
        let cell = |column| {
            let place = columns.iter().position(|known| *known == column)?;
            row.get(place).filter(|cell| !cell.text.trim().is_empty())
        };
        let text = |column| cell(column).map_or_else(String::new, |cell| cell.text.clone());
        let profile = Profile {
            name: text(Column::Name),
            organization: text(Column::Organization),
            country: text(Column::Country),
            interests: text(Column::Interests),
            ..Profile::default()
        };
        let level = cell(Column::Level).map(|cell| self.level(cell));
        let level = level.flatten().unwrap_or_default();
        let within = cell(Column::Within).and_then(|cell| self.above(cell, level));
        let group = cell(Column::Group).map(|cell| self.group(cell, &cell.text, level, within));
        if cell(Column::Id).is_none()
            && cell(Column::Name).is_none()
            && let Some(first) = row.first()
        {
            self.complaints.push(Complaint::new(first.span, "This line has no name."));
        }
        Entrant {
            id: cell(Column::Id).map(|cell| LearnerId::from(cell.text.trim().to_lowercase())),
            profile,
            group: group.flatten(),
            key: cell(Column::Key).map(|cell| cell.text.clone()),
        }
    }

    fn level(&mut self, cell: &Cell) -> Option<Level> {
        let name = cell.text.trim().to_lowercase();
        let found = Level::ALL.into_iter().find(|level| level.name() == name);
        if found.is_none() {
            let message = format!("There is no level `{}`.", quoted(&name));
            let help = "It can be: national, regional, global.";
            self.complaints.push(Complaint::new(cell.span, message).help(help));
        }
        found
    }

    /// The group that one of this level is part of: `Africa`, or `Africa / World`.
    fn above(&mut self, cell: &Cell, level: Level) -> Option<GroupId> {
        let names: Vec<&str> = cell.text.split('/').map(str::trim).filter(|name| !name.is_empty()).collect();
        let levels: Vec<Level> = std::iter::successors(level.above(), |level| level.above()).collect();
        if names.len() > levels.len() {
            let message = format!("A {} group cannot lie within {} others.", level.name(), names.len());
            let help = "Levels are national, regional and global.";
            self.complaints.push(Complaint::new(cell.span, message).help(help));
            return None;
        }
        let mut within = None;
        for (name, level) in names.into_iter().zip(levels).rev() {
            within = self.group(cell, name, level, within).map(|(id, _)| id);
        }
        within
    }

    /// A group of the cohort by its short or shown name, or a new one.
    fn group(
        &mut self,
        cell: &Cell,
        name: &str,
        level: Level,
        within: Option<GroupId>,
    ) -> Option<(GroupId, Group)> {
        let name = match clean_words(name, What::GroupName, MAX_NAME) {
            Ok(name) if !name.is_empty() => name,
            Ok(_) => return None,
            Err(refused) => {
                self.complaints.push(Complaint::new(cell.span, refused.to_string()));
                return None;
            }
        };
        let small = name.to_lowercase();
        let same = |id: &GroupId, group: &Group| id.as_str() == small || group.name.to_lowercase() == small;
        if let Some((id, group)) = self.known.iter().find(|(id, group)| same(id, group)) {
            let mut group = group.clone();
            group.within = group.within.or(within);
            let known = (id.clone(), group);
            self.groups.insert(small, known.clone());
            return Some(known);
        }
        if let Some((id, new)) = self.groups.get_mut(&small) {
            new.within = new.within.take().or(within);
            return Some((id.clone(), new.clone()));
        }
        let stem = id_from(&name, MAX_MADE_ID).unwrap_or_else(|| "group".to_owned());
        let taken = |id: &str| {
            self.known.contains_key(&GroupId::from(id))
                || self.groups.values().any(|(new, _)| new.as_str() == id)
        };
        let new = (GroupId::from(first_free(&stem, taken)), Group { name, level, within });
        self.groups.insert(small, new.clone());
        Some(new)
    }

    /// Complains about lines that name the same person twice.
    fn find_twins(&mut self, entrants: &[(&Vec<Cell>, Entrant)]) {
        let mut ids = BTreeMap::new();
        let mut names = BTreeMap::new();
        for (row, entrant) in entrants {
            let Some(first) = row.first() else { continue };
            let twin = match (&entrant.id, entrant.profile.cleaned()) {
                (Some(id), _) => ids.insert(id.clone(), first.span).is_some(),
                (None, Ok(profile)) => names.insert(same_person(&profile), first.span).is_some(),
                (None, Err(_)) => false,
            };
            if twin {
                let message = "This person stands in the list twice.";
                let help =
                    "Take one line out. If they are two people, add a column id that tells them apart.";
                self.complaints.push(Complaint::new(first.span, message).help(help));
            }
        }
    }
}
