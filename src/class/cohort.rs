//! A cohort: who takes which courses together, and when.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::book::{Learning, Membership};
use super::id::{CohortId, GroupId};
use super::refused::{Refused, What};
use super::words::{MAX_NAME, said};
use crate::course::{CourseId, LearnerId};
use crate::session::Time;
use crate::source::is_id;

/// The most courses of a cohort.
pub const MAX_COURSES: usize = 32;
/// The most groups of a cohort.
pub const MAX_GROUPS: usize = 200;
/// The farthest a zone may be from UTC, in minutes.
const MAX_OFFSET: i32 = 14 * 60;

/// A moment as people say it: with the time of day where they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The moment.
    pub at: Time,
    /// How many minutes their clocks are ahead of UTC.
    pub offset: i32,
}

impl Moment {
    /// Reads `2026-12-01T09:00+03:00`; T may be a space, seconds may follow, and Z is UTC. As it is shown,
    /// `2026-12-01 09:00 UTC+03:00`, it is read, too.
    ///
    /// # Errors
    /// [`Refused::BadMoment`].
    pub fn read(text: &str) -> Result<Self, Refused> {
        let moment = if text.len() <= 40 { Self::parse(text.trim()) } else { None };
        moment.ok_or_else(|| Refused::BadMoment(crate::source::quoted(text)))
    }

    /// A moment from its parts, if there is one.
    pub fn new(at: Time, offset: i32) -> Option<Self> {
        (offset.abs() <= MAX_OFFSET).then_some(Self { at, offset })
    }

    fn parse(text: &str) -> Option<Self> {
        let (date, rest) = text.split_at_checked(10)?;
        let time = rest.strip_prefix(['T', 't', ' '])?;
        let (time, zone) = match time.split_once(" UTC") {
            Some((time, "")) => (time, "Z"),
            Some(parts) => parts,
            None => time.split_at_checked(time.find(['+', '-', 'Z', 'z', '\u{2212}'])?)?,
        };
        let day = days(date)?;
        let mut parts = time.trim_end().split(':');
        let hour = number(parts.next()?, 23)?;
        let minute = number(parts.next()?, 59)?;
        let second = parts.next().map_or(Some(0), |part| number(part, 59))?;
        if parts.next().is_some() {
            return None;
        }
        let offset = offset(zone)?;
        let minutes = day * 24 * 60 + hour * 60 + minute - i64::from(offset);
        Self::new(Time((minutes * 60 + second) * 1_000), offset)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = Time(self.at.0.saturating_add(i64::from(self.offset) * 60_000));
        let (hours, minutes) = (self.offset.abs() / 60, self.offset.abs() % 60);
        match self.offset {
            0 => write!(out, "{} UTC", local.minute()),
            1.. => write!(out, "{} UTC+{hours:02}:{minutes:02}", local.minute()),
            _ => write!(out, "{} UTC-{hours:02}:{minutes:02}", local.minute()),
        }
    }
}

fn number(digits: &str, most: i64) -> Option<i64> {
    let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|number| plain && *number <= most)
}

/// The number of a day, counted from 1 January 1970. Hinnant's `days_from_civil` (2013).
fn days(date: &str) -> Option<i64> {
    let mut parts = date.split('-');
    let year =
        parts.next().filter(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let year: i64 = year.parse().ok()?;
    let month = number(parts.next()?, 12).filter(|month| *month > 0)?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let day = number(parts.next()?, last).filter(|day| *day > 0)?;
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let doy = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468)
}

fn offset(zone: &str) -> Option<i32> {
    if matches!(zone, "Z" | "z") {
        return Some(0);
    }
    let (sign, rest) = match zone.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, zone.strip_prefix(['-', '\u{2212}'])?),
    };
    let (hours, minutes) = match rest.split_once(':') {
        Some(parts) => parts,
        None => rest.split_at_checked(2)?,
    };
    let minutes = if minutes.is_empty() { 0 } else { number(minutes, 59)? };
    i32::try_from(number(hours, 14)? * 60 + minutes).ok().map(|offset| sign * offset)
}

/// How far a group reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// One country.
    #[default]
    National,
    /// Several countries.
    Regional,
    /// The world.
    Global,
}

impl Level {
    /// All levels.
    pub const ALL: [Self; 3] = [Self::National, Self::Regional, Self::Global];

    /// The name as it is written.
    pub fn name(self) -> &'static str {
        match self {
            Level::National => "national",
            Level::Regional => "regional",
            Level::Global => "global",
        }
    }
}

impl Level {
    /// The level that groups of this one are part of.
    pub fn above(self) -> Option<Self> {
        match self {
            Level::National => Some(Level::Regional),
            Level::Regional => Some(Level::Global),
            Level::Global => None,
        }
    }
}

/// A group in a cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The name as it is shown.
    pub name: String,
    /// How far it reaches.
    pub level: Level,
    /// The group of a higher level that it is part of.
    pub within: Option<GroupId>,
}

/// What a cohort is to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The name as it is shown.
    pub name: String,
    /// What it takes, in order.
    pub courses: Vec<CourseId>,
    /// From when its members may work.
    pub opens: Option<Moment>,
    /// Until when.
    pub closes: Option<Moment>,
    /// Its groups.
    pub groups: BTreeMap<GroupId, Group>,
}

impl Plan {
    /// The plan cleaned and within its limits.
    ///
    /// # Errors
    /// [`Refused`] names what is wrong with it.
    pub fn cleaned(&self) -> Result<Self, Refused> {
        if self.courses.len() > MAX_COURSES {
            return Err(Refused::Full("courses in a class", MAX_COURSES));
        }
        if self.groups.len() > MAX_GROUPS {
            return Err(Refused::Full("groups in a class", MAX_GROUPS));
        }
        if let Some(course) = self.courses.iter().find(|course| !is_id(course.as_str())) {
            return Err(Refused::BadName(crate::source::quoted(course.as_str())));
        }
        if let (Some(opens), Some(closes)) = (self.opens, self.closes)
            && closes.at <= opens.at
        {
            return Err(Refused::ClosesFirst);
        }
        let mut groups = BTreeMap::new();
        for (id, group) in &self.groups {
            if !is_id(id.as_str()) {
                return Err(Refused::BadName(crate::source::quoted(id.as_str())));
            }
            let above = group.within.as_ref().map(|within| self.groups.get(within));
            if above.is_some_and(|above| above.is_none_or(|above| above.level <= group.level)) {
                return Err(Refused::BadGroups(id.clone()));
            }
            let name = said(&group.name, What::GroupName, MAX_NAME)?;
            groups.insert(id.clone(), Group { name, level: group.level, within: group.within.clone() });
        }
        let mut courses = self.courses.clone();
        let mut seen = BTreeSet::new();
        courses.retain(|course| seen.insert(course.clone()));
        let name = said(&self.name, What::CohortName, MAX_NAME)?;
        Ok(Self { name, courses, opens: self.opens, closes: self.closes, groups })
    }

    /// A group and those that it is part of, the nearest first.
    pub fn circles<'p>(&'p self, group: &'p GroupId) -> Vec<(&'p GroupId, &'p Group)> {
        let mut found: Vec<(&GroupId, &Group)> = Vec::new();
        let mut next = Some(group);
        while let Some(id) = next {
            let Some(group) = self.groups.get(id) else { break };
            // Levels rise, so that this ends.
            if found.last().is_some_and(|(_, below)| below.level >= group.level) {
                break;
            }
            found.push((id, group));
            next = group.within.as_ref();
        }
        found
    }
}

/// People who take courses together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cohort {
    /// Its short name.
    pub id: CohortId,
    /// What it is.
    pub plan: Plan,
    /// Who leads it.
    pub trainers: BTreeSet<LearnerId>,
    /// Who is in it.
    pub members: BTreeMap<LearnerId, Membership>,
    /// What its trainers did so far.
    pub learning: Learning,
}

impl Cohort {
    /// Whether it has begun.
    pub fn has_opened(&self, now: Time) -> bool {
        self.plan.opens.is_none_or(|opens| opens.at <= now)
    }

    /// Whether it is over.
    pub fn has_closed(&self, now: Time) -> bool {
        self.plan.closes.is_some_and(|closes| closes.at <= now)
    }

    /// Whether its members may work now.
    pub fn is_open(&self, now: Time) -> bool {
        self.has_opened(now) && !self.has_closed(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        Moment::read(text).map_or_else(|refused| refused.to_string(), |moment| moment.to_string())
    }

    #[test]
    fn moments_are_read_with_their_zone() {
        let nairobi = Moment::read("2026-12-01T09:00+03:00").unwrap();
        assert_eq!(nairobi.at.minute(), "2026-12-01 06:00");
        assert_eq!(nairobi.to_string(), "2026-12-01 09:00 UTC+03:00");
        assert_eq!(shown("2024-02-29 23:30:59 -0530"), "2024-02-29 23:30 UTC-05:30");
        assert_eq!(shown("2026-12-01T09:00Z"), "2026-12-01 09:00 UTC");
        assert_eq!(shown("2026-12-01 09:00 +03"), "2026-12-01 09:00 UTC+03:00");
        assert_eq!(
            shown("2026-12-01"),
            "`2026-12-01` is not a date with time and zone. Write it like 2026-12-01T09:00+03:00."
        );
        for wrong in [
            "",
            "2026-02-29T09:00Z",
            "2026-13-01T09:00Z",
            "2026-12-01T24:00Z",
            "2026-12-01T09:00+15:00",
            "2026-12-01T09:00",
            "2026-12-00T09:00Z",
            "2026-12-01T9:00Z",
            "äääääääääääääääääääää",
        ] {
            assert!(Moment::read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn groups_lie_within_larger_ones() {
        let id = |name: &str| GroupId::from(name);
        let group = |level, within: Option<&str>| Group {
            name: "G".into(),
            level,
            within: within.map(GroupId::from),
        };
        let mut plan = Plan { name: "C".into(), ..Plan::default() };
        plan.groups.insert(id("world"), group(Level::Global, None));
        plan.groups.insert(id("africa"), group(Level::Regional, Some("world")));
        plan.groups.insert(id("kenya"), group(Level::National, Some("africa")));
        assert!(plan.cleaned().is_ok());
        let kenya = id("kenya");
        let circles: Vec<&str> = plan.circles(&kenya).into_iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(circles, ["kenya", "africa", "world"]);
        plan.groups.insert(id("africa"), group(Level::Regional, Some("kenya")));
        assert_eq!(plan.cleaned(), Err(Refused::BadGroups(id("africa"))));
        assert_eq!(plan.circles(&kenya).len(), 2);
    }

    proptest! {
        #[test]
        fn every_moment_is_read_as_it_is_shown(minutes in 0_i64..2_000_000_000 / 60, offset in -840_i32..=840) {
            let moment = Moment { at: Time(minutes * 60_000), offset };
            prop_assert_eq!(Moment::read(&moment.to_string()), Ok(moment));
            let text = moment.to_string().replace(" UTC", if offset == 0 { "Z" } else { "" });
            prop_assert_eq!(Moment::read(&text), Ok(moment));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,30}|[0-9TZ:+ -]{10,26}") {
            let _ = Moment::read(&text);
        }
    }
}
