//! What the work of many says about exercises, modules and days.
//!
//! Two numbers of classical test theory stand for an exercise. Both look at the first try only, in
//! the edition that the course has now, so that neither hints nor retries blur them:
//!
//! - **Facility**: the mean share of full marks, from 0 (nobody had anything right) to 1.
//! - **Discrimination**: the upper-lower index D = mean of the upper group - mean of the lower group,
//!   from -1 to 1. Everybody who tried the exercise is ordered by the mean of their first tries at all
//!   *other* exercises; the upper and the lower group are 27 % each. That size is Kelley's: T. L.
//!   Kelley, "The selection of upper and lower groups for the validation of test items", Journal of
//!   Educational Psychology 30 (1939), 17-24. Where several share the mean at the edge of a group,
//!   each counts for the same part. Ebel's rule of thumb (R. L. Ebel, *Essentials of Educational
//!   Measurement*, 1972): 0.40 and more is very good, below 0.20 the exercise should be looked at;
//!   below 0 those who know more do worse.

use std::collections::BTreeMap;

use super::roll::Roll;
use crate::course::{LearnerId, StepId};
use crate::exercise::Share;
use crate::session::Time;

/// So many must have tried an exercise before it is called hard.
pub const LEAST_FOR_FACILITY: usize = 5;
/// So many must have tried an exercise before its discrimination says anything.
pub const LEAST_FOR_D: usize = 10;
/// The part of all that is in the upper, and in the lower group.
const GROUP: f64 = 0.27;

/// What first tries say about an exercise.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The exercise.
    pub step: StepId,
    /// How many have tried it.
    pub tried: usize,
    /// The mean share of full marks of first tries, 0 to 1.
    pub facility: f64,
    /// The upper-lower index, -1 to 1; none if fewer than [`LEAST_FOR_D`] tried it and others.
    pub discrimination: Option<f64>,
    /// The mean number of tries.
    pub tries: f64,
    /// The mean time at the step, in milliseconds.
    pub time: i64,
}

/// A module, as the work of those who began it shows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ModuleScore {
    /// Its position in the course.
    pub module: usize,
    /// How many have done a step of it.
    pub begun: usize,
    /// How many lack nothing of it.
    pub complete: usize,
    /// The mean part of its points of those who have begun it, 0 to 1.
    pub points: Option<f64>,
}

/// How far how many have come; each is counted in all steps before, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Funnel {
    /// Members.
    pub members: usize,
    /// Who came at least once.
    pub came: usize,
    /// Who has done a step.
    pub begun: usize,
    /// Who has done a quarter of all steps that everybody needs.
    pub quarter: usize,
    /// A half.
    pub half: usize,
    /// Three quarters.
    pub most: usize,
    /// Who lacks nothing.
    pub complete: usize,
}

/// What was done on a day, in UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayOfWork {
    /// Counted from 1 January 1970.
    pub day: i64,
    /// How many worked.
    pub people: usize,
    /// Answers and posts.
    pub answers: u32,
    /// Time at work, in milliseconds.
    pub worked: i64,
}

impl Funnel {
    /// Its steps in words, with their numbers.
    pub fn steps(&self) -> [(&'static str, usize); 7] {
        [
            ("members", self.members),
            ("came", self.came),
            ("did a step", self.begun),
            ("a quarter", self.quarter),
            ("half", self.half),
            ("three quarters", self.most),
            ("complete", self.complete),
        ]
    }
}

#[derive(Clone, Copy)]
struct First {
    at: Time,
    share: f64,
    tries: usize,
}

impl Roll<'_> {
    /// All exercises that a machine grades and somebody has tried, the hardest first.
    ///
    /// What fewer than [`LEAST_FOR_FACILITY`] have tried comes after all others.
    pub fn items(&self) -> Vec<Item> {
        let members = self.members();
        let mut firsts: BTreeMap<StepId, BTreeMap<LearnerId, First>> = BTreeMap::new();
        let mut sums: BTreeMap<LearnerId, (f64, usize)> = BTreeMap::new();
        for member in &members {
            let Some(seen) = member.seen else { continue };
            for attempt in seen.progress().attempts() {
                let step = attempt.place.step();
                let edition = self.course.task(step).map(|task| task.edition);
                let (Some(share), true) = (attempt.share, edition == Some(attempt.edition)) else { continue };
                let first = First { at: attempt.at, share: part(share), tries: 1 };
                let known = firsts.entry(step.clone()).or_default();
                // The same question may be met in a lesson and, drawn, in a quiz.
                known
                    .entry(member.id.clone())
                    .and_modify(|known| {
                        let tries = known.tries + 1;
                        *known = First { tries, ..if first.at < known.at { first } else { *known } };
                    })
                    .or_insert(first);
            }
        }
        for (who, first) in firsts.values().flatten() {
            let sum = sums.entry(who.clone()).or_default();
            *sum = (sum.0 + first.share, sum.1 + 1);
        }
        let mut items: Vec<Item> = firsts
            .iter()
            .map(|(step, tried)| {
                let count = tried.len();
                let rest = |(who, first): (&LearnerId, &First)| {
                    let (sum, count) = sums.get(who).copied().unwrap_or_default();
                    (count > 1).then(|| ((sum - first.share) / (count - 1) as f64, first.share))
                };
                let spent = members.iter().filter(|member| tried.contains_key(member.id));
                let spent: i64 = spent.filter_map(|member| member.seen).map(|seen| seen.spent_at(step)).sum();
                Item {
                    step: step.clone(),
                    tried: count,
                    facility: tried.values().map(|first| first.share).sum::<f64>() / count as f64,
                    discrimination: discrimination(tried.iter().filter_map(rest).collect()),
                    tries: tried.values().map(|first| first.tries).sum::<usize>() as f64 / count as f64,
                    time: spent / i64::try_from(count).unwrap_or(i64::MAX),
                }
            })
            .collect();
        let few = |item: &Item| item.tried < LEAST_FOR_FACILITY;
        items.sort_by(|a, b| {
            let hard = few(a).cmp(&few(b)).then(a.facility.total_cmp(&b.facility));
            hard.then_with(|| a.step.cmp(&b.step))
        });
        items
    }

    /// Each module of the course.
    pub fn modules(&self) -> Vec<ModuleScore> {
        let members = self.members();
        let of = |module: usize| {
            let standings = members.iter().map(|member| self.standing_in(member, module));
            let begun: Vec<_> = standings.filter(|standing| standing.done > 0).collect();
            let shares: Vec<f64> = begun.iter().filter_map(|standing| standing.points.map(part)).collect();
            ModuleScore {
                module,
                begun: begun.len(),
                complete: begun.iter().filter(|standing| standing.complete).count(),
                points: (!shares.is_empty()).then(|| shares.iter().sum::<f64>() / shares.len() as f64),
            }
        };
        (0..self.course.modules.len()).map(of).collect()
    }

    /// How far how many have come.
    pub fn funnel(&self) -> Funnel {
        let members = self.members();
        let standings: Vec<_> = members.iter().map(|member| self.standing(member)).collect();
        let reached = |quarters: usize| {
            let there = standings.iter().filter(|standing| standing.done * 4 >= standing.of * quarters);
            there.count()
        };
        Funnel {
            members: members.len(),
            came: members.iter().filter(|member| member.seen.is_some()).count(),
            begun: standings.iter().filter(|standing| standing.done > 0).count(),
            quarter: reached(1),
            half: reached(2),
            most: reached(3),
            complete: standings.iter().filter(|standing| standing.complete).count(),
        }
    }

    /// The last days up to now, the oldest first; days without work, too.
    pub fn activity(&self, now: Time, days: u16) -> Vec<DayOfWork> {
        let last = now.day();
        let first = last - i64::from(days) + 1;
        let mut found: BTreeMap<i64, DayOfWork> =
            (first..=last).map(|day| (day, DayOfWork { day, ..DayOfWork::default() })).collect();
        for seen in self.members().iter().filter_map(|member| member.seen) {
            for work in seen.progress().work_days() {
                if let Some(day) = found.get_mut(&work.day) {
                    day.people += 1;
                    day.answers += work.answers;
                    day.worked += work.worked;
                }
            }
        }
        found.into_values().collect()
    }
}

/// A share as a part of 1.
fn part(share: Share) -> f64 {
    f64::from(share.hundredths()) / f64::from(Share::FULL.hundredths())
}

/// The upper-lower index of pairs of a criterion and a score.
fn discrimination(mut people: Vec<(f64, f64)>) -> Option<f64> {
    if people.len() < LEAST_FOR_D {
        return None;
    }
    let size = (people.len() as f64 * GROUP).round().max(1.0);
    people.sort_by(|a, b| a.0.total_cmp(&b.0));
    let lower = mean_of_first(&people, size);
    people.reverse();
    Some(mean_of_first(&people, size) - lower)
}

/// The mean score of the first `size` people; those who tie at the edge share the room that is left.
fn mean_of_first(people: &[(f64, f64)], size: f64) -> f64 {
    let mut room = size;
    let mut sum = 0.0;
    for tie in people.chunk_by(|a, b| a.0 == b.0) {
        let count = tie.len() as f64;
        let scores: f64 = tie.iter().map(|(_, score)| score).sum();
        let taken = room.min(count);
        sum += scores * taken / count;
        room -= taken;
        if room <= 0.0 {
            break;
        }
    }
    sum / size
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_compares_upper_and_lower_groups() {
        let people: Vec<(f64, f64)> =
            (0..10).map(|nth| (f64::from(nth) / 10.0, f64::from(u8::from(nth >= 5)))).collect();
        assert_eq!(discrimination(people.clone()), Some(1.0));
        let turned = people.iter().map(|(rest, score)| (*rest, 1.0 - score)).collect();
        assert_eq!(discrimination(turned), Some(-1.0));
        assert_eq!(discrimination(people[1..].to_vec()), None);
    }

    #[test]
    fn the_groups_are_27_percent() {
        // 27 % of 11 are 3: of the upper three, two were right; of the lower three, one.
        let scores = [0.0, 1.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0];
        let people = (0_u8..).zip(scores).map(|(nth, score)| (f64::from(nth), score)).collect();
        let found = discrimination(people).unwrap();
        assert!((found - 1.0 / 3.0).abs() < 1e-12, "{found}");
    }

    #[test]
    fn who_ties_at_the_edge_counts_for_the_same_part() {
        // All have the same criterion, so that nothing tells upper from lower.
        let people = (0..12).map(|nth| (0.5, f64::from(nth % 2))).collect();
        assert_eq!(discrimination(people), Some(0.0));
    }
}
