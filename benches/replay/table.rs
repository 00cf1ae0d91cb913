//! What was counted, in tables.

use std::collections::{BTreeMap, BTreeSet};

use crate::sittings::Action;
use crate::{Run, Step};

/// The columns in their order.
pub(crate) const COLUMNS: [&str; 3] = ["stock", "ncurses", "ours"];
const STOCK: usize = 0;
const NCURSES: usize = 1;
const OURS: usize = 2;

/// All tables.
pub(crate) fn all(runs: &[Run]) {
    let settings: BTreeSet<String> = runs.iter().map(|run| run.setting.name()).collect();
    for setting in &settings {
        let here: Vec<&Run> = runs.iter().filter(|run| run.setting.name() == *setting).collect();
        println!("\n{setting}: bytes after the first paint, in all (median of a key)\n");
        println!(
            "{:<14}{:>6}{:>15}{:>15}{:>15}{:>15}{:>9}{:>9}{:>8}   {:>7}{:>8}{:>7} with ssh -C",
            "",
            "keys",
            "stock",
            "ncurses",
            "ours",
            "bound",
            "/stock",
            "/ncurses",
            "/bound",
            "stock",
            "ncurses",
            "ours"
        );
        for run in &here {
            row(&run.name, &later(&[run]));
        }
        // A whole module repeats what the others have, and would outweigh them.
        let single: Vec<&Run> = here.iter().copied().filter(|run| run.name != "module").collect();
        if single.len() > 1 {
            row("all but module", &later(&single));
        }
        actions(&later(&here));
        verdicts(&here);
    }
}

/// What comes after the first paint.
fn later<'r>(runs: &[&'r Run]) -> Vec<&'r Step> {
    runs.iter().flat_map(|run| run.steps.iter().skip(1)).collect()
}

fn is_key(step: &&&Step) -> bool {
    step.action != Action::Pause
}

fn median(mut counts: Vec<usize>) -> usize {
    counts.sort_unstable();
    counts.get(counts.len() / 2).copied().unwrap_or(0)
}

fn sum(steps: &[&Step], count: impl Fn(&Step) -> Option<usize>) -> Option<usize> {
    steps.iter().map(|step| count(step)).sum()
}

fn row(name: &str, steps: &[&Step]) {
    let keys = steps.iter().filter(is_key).count();
    let of = |count: &dyn Fn(&Step) -> Option<usize>| {
        let total = sum(steps, count);
        let each: Option<Vec<usize>> = steps.iter().filter(is_key).map(|step| count(step)).collect();
        (total, each.map(median))
    };
    let columns = [0, 1, 2].map(|column| of(&|step: &Step| step.bytes[column]));
    let bound = of(&|step: &Step| Some(step.bound));
    let cell = |(total, median): (Option<usize>, Option<usize>)| match (total, median) {
        (Some(total), Some(median)) => format!("{total} ({median})"),
        (_, _) => "-".to_owned(),
    };
    let ours = columns[OURS].0.unwrap_or(0);
    let ratio = |other: Option<usize>| match other {
        Some(other) if other > 0 => format!("{:.3}", ours as f64 / other as f64),
        Some(_) | None => "-".to_owned(),
    };
    let zipped = [0, 1, 2].map(|column| sum(steps, |step| step.zipped[column]));
    let zipped = zipped.map(|total| total.map_or("-".to_owned(), |total| total.to_string()));
    println!(
        "{name:<14}{keys:>6}{:>15}{:>15}{:>15}{:>15}{:>9}{:>9}{:>8}   {:>7}{:>8}{:>7}",
        cell(columns[STOCK]),
        cell(columns[NCURSES]),
        cell(columns[OURS]),
        cell(bound),
        ratio(columns[STOCK].0),
        ratio(columns[NCURSES].0),
        ratio(bound.0),
        zipped[STOCK],
        zipped[NCURSES],
        zipped[OURS],
    );
}

fn actions(steps: &[&Step]) {
    let mut by_action: BTreeMap<Action, Vec<&Step>> = BTreeMap::new();
    for step in steps {
        by_action.entry(step.action).or_default().push(step);
    }
    println!(
        "\n{:<14}{:>6}{:>15}{:>15}{:>15}{:>15}   median of a step (in all)",
        "action", "steps", "stock", "ncurses", "ours", "bound"
    );
    for (action, steps) in by_action {
        let cell = |count: &dyn Fn(&Step) -> Option<usize>| {
            let each: Option<Vec<usize>> = steps.iter().map(|step| count(step)).collect();
            each.map_or("-".to_owned(), |each| {
                format!("{} ({})", median(each.clone()), each.iter().sum::<usize>())
            })
        };
        println!(
            "{:<14}{:>6}{:>15}{:>15}{:>15}{:>15}",
            format!("{action:?}").to_lowercase(),
            steps.len(),
            cell(&|step| step.bytes[STOCK]),
            cell(&|step| step.bytes[NCURSES]),
            cell(&|step| step.bytes[OURS]),
            cell(&|step| Some(step.bound)),
        );
    }
}

/// The aims that are not reached.
fn verdicts(runs: &[&Run]) {
    println!();
    for run in runs {
        let steps = later(&[run]);
        let of = |column: usize| sum(&steps, |step| step.bytes[column]);
        if let (Some(ncurses), Some(ours)) = (of(NCURSES), of(OURS))
            && ours > ncurses
        {
            println!("{}: {ours} bytes, {ncurses} with ncurses", run.name);
        }
    }
    let mut above: Vec<(usize, String)> = Vec::new();
    for run in runs {
        for (number, step) in run.steps.iter().enumerate().skip(1) {
            if let [Some(stock), _, Some(ours)] = step.bytes
                && ours > stock
            {
                above.push((
                    ours - stock,
                    format!("{} {number} ({:?}, {}): {ours}, {stock}", run.name, step.action, step.touch),
                ));
            }
        }
    }
    above.sort_by_key(|(bytes, _)| std::cmp::Reverse(*bytes));
    println!("{} steps above stock", above.len());
    for (_, words) in above.iter().take(10) {
        println!("  {words}");
    }
}

/// Each step of a sitting.
pub(crate) fn steps(run: &Run) {
    println!("\n{} {}", run.name, run.setting.name());
    for (number, step) in run.steps.iter().enumerate() {
        one(run, number, step);
    }
}

fn one(run: &Run, number: usize, step: &Step) {
    let [stock, ncurses, ours] =
        step.bytes.map(|bytes| bytes.map_or("-".to_owned(), |bytes| bytes.to_string()));
    println!(
        "{:<14}{number:>5}  {:<8}{:<18} stock {stock:>5}  ncurses {ncurses:>5}  ours {ours:>5}  bound {:>5}",
        run.name,
        format!("{:?}", step.action).to_lowercase(),
        step.touch,
        step.bound
    );
}

/// The steps that are farthest above the bound.
pub(crate) fn worst(runs: &[Run], count: usize) {
    let mut steps: Vec<(usize, &Run, usize, &Step)> = Vec::new();
    for run in runs {
        for (number, step) in run.steps.iter().enumerate().skip(1) {
            steps.push((step.bytes[OURS].unwrap_or(0).saturating_sub(step.bound), run, number, step));
        }
    }
    steps.sort_by_key(|(above, ..)| std::cmp::Reverse(*above));
    for (_, run, number, step) in steps.into_iter().take(count) {
        one(run, number, step);
    }
}
