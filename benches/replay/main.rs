//! Bytes on the wire: `cargo bench --bench replay`.
//!
//! Recorded sittings of the real program go through ratatui as it comes,
//! through ncurses, and through our encoder, beside a lower bound. After each
//! step an emulated terminal shows the same picture in each column, or this
//! stops. Counted is what comes after the first paint, plain and as `ssh -C`
//! would send it.
//!
//! | Arguments after `--` | What is shown |
//! |---|---|
//! | none | the tables |
//! | `--size 80x24` | only this size; with `"80x24 rich"` only this look, too |
//! | `--only essay` | only this sitting |
//! | `--steps` | each step of it |
//! | `--worst 20` | the steps that are farthest above the bound |
//! | `--show essay 17` | what changes in this step, and the bytes of each column |

#![allow(clippy::expect_used, reason = "what cannot go on should stop here")]

mod bound;
mod columns;
mod show;
mod table;
mod zip;

#[path = "../../tests/sittings/mod.rs"]
mod sittings;

use std::path::{Path, PathBuf};

use bound::Bound;
use columns::{Column, Helper};
use ratatui::layout::Size;
use sittings::{Action, SETTINGS, Screen, Setting, Taken};
use zip::Zip;

/// What one step costs.
pub(crate) struct Step {
    pub(crate) action: Action,
    pub(crate) touch: String,
    /// Plain bytes of each column; nothing where ncurses is left out.
    pub(crate) bytes: [Option<usize>; 3],
    /// The same after compression.
    pub(crate) zipped: [Option<usize>; 3],
    pub(crate) bound: usize,
}

/// A sitting and what each of its steps costs.
pub(crate) struct Run {
    pub(crate) name: String,
    pub(crate) setting: Setting,
    pub(crate) steps: Vec<Step>,
}

/// What is asked for on the command line.
#[derive(Default)]
struct Wish {
    size: Option<String>,
    only: Option<String>,
    steps: bool,
    worst: usize,
    show: Option<usize>,
}

fn main() {
    let wish = wish();
    let helper = Helper::build(Path::new(env!("CARGO_TARGET_TMPDIR")));
    if let Err(why) = &helper {
        println!("ncurses is left out: {why}.");
    }
    let helper = helper.ok();
    let course = sittings::course();
    let mut runs = Vec::new();
    for setting in SETTINGS {
        if wish.size.as_ref().is_some_and(|size| !setting.name().starts_with(size.as_str())) {
            continue;
        }
        for script in sittings::scripts() {
            if wish.only.as_ref().is_none_or(|only| *only == script.name) {
                let play = |see: &mut dyn FnMut(Taken)| sittings::play(&course, &script, setting, see);
                runs.push(run(&script.name, setting, helper.as_ref(), wish.show, play));
            }
        }
        if wish.only.as_ref().is_none_or(|only| only == "module") {
            let play = |see: &mut dyn FnMut(Taken)| sittings::play_module(&course, setting, see);
            runs.push(run("module", setting, helper.as_ref(), wish.show, play));
        }
    }
    if wish.show.is_some() {
        return;
    }
    if wish.steps {
        runs.iter().for_each(table::steps);
    } else if wish.worst > 0 {
        table::worst(&runs, wish.worst);
    } else {
        table::all(&runs);
    }
}

fn wish() -> Wish {
    let mut wish = Wish::default();
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--size" => wish.size = words.next(),
            "--only" => wish.only = words.next(),
            "--steps" => wish.steps = true,
            "--worst" => wish.worst = words.next().and_then(|count| count.parse().ok()).unwrap_or(20),
            "--show" => {
                wish.only = words.next();
                wish.show = words.next().and_then(|step| step.parse().ok());
                wish.size.get_or_insert("80x24".to_owned());
            }
            // What cargo adds.
            _ => {}
        }
    }
    wish
}

/// Plays a sitting through all columns.
fn run(
    name: &str,
    setting: Setting,
    helper: Option<&PathBuf>,
    shown: Option<usize>,
    play: impl FnOnce(&mut dyn FnMut(Taken)),
) -> Run {
    let size = Size::new(setting.columns, setting.rows);
    let columns = [
        Some(Column::stock(size)),
        helper.map(|helper| Column::ncurses(helper, size)),
        Some(Column::ours(size)),
    ];
    let mut columns = columns.map(|column| column.map(|column| (column, Screen::new(setting), Zip::new())));
    let mut bound = Bound::default();
    // Our bytes and the bound, up to each step.
    let mut sums = (0, 0);
    let mut run = Run { name: name.to_owned(), setting, steps: Vec::new() };
    let mut last: Option<Taken> = None;
    play(&mut |taken: Taken| {
        let number = run.steps.len();
        let mut step = Step {
            action: taken.action,
            touch: taken.touch.clone(),
            bytes: [None; 3],
            zipped: [None; 3],
            bound: bound.step(&taken.picture, taken.cursor),
        };
        let mut sent = Vec::new();
        for (index, column) in columns.iter_mut().enumerate() {
            let Some((column, screen, zip)) = column else { continue };
            let bytes = column.send(&taken.picture, taken.cursor);
            screen.take(&columns::as_seen(&bytes, setting.columns));
            if let Some(differs) = screen.differs(&taken.picture, taken.cursor) {
                let bytes = show::readable(&bytes);
                panic!("{name} {}, step {number}, column {index}: {differs}\n{bytes}", setting.name());
            }
            step.bytes[index] = Some(bytes.len());
            step.zipped[index] = Some(zip.packet(&bytes));
            sent.push((table::COLUMNS[index], bytes));
        }
        if shown == Some(number) {
            show::step(&step, last.as_ref(), &taken, &sent);
        }
        let ours = step.bytes[2].expect("our bytes");
        if number > 0 {
            sums = (sums.0 + ours, sums.1 + step.bound);
        }
        assert!(
            sums.1 <= sums.0,
            "{name} {}, up to step {number}: {} bytes are below the bound of {}",
            setting.name(),
            sums.0,
            sums.1
        );
        run.steps.push(step);
        last = Some(taken);
    });
    run
}
