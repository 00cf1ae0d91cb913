//! An exercise: what all kinds share, around the body of its kind.

use super::{Body, FieldHelp, KINDS, Kind};
use crate::source::{Complaint, Fields, Prose, nearest};

/// A fingerprint of an exercise's content; work belongs to one edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edition(pub u64);

/// An exercise as a course holds it.
#[derive(Debug)]
pub struct Task {
    /// The kind's name, for people.
    pub kind: &'static str,
    /// A fingerprint of what the exercise asks.
    pub edition: Edition,
    /// What is asked.
    pub prompt: Prose,
    /// Hints, from slight to strong.
    pub hints: Vec<Prose>,
    /// What is said once the exercise is over: why the answer is as it is.
    pub explain: Option<Prose>,
    /// Codes of the sources of the answer.
    pub sources: Vec<String>,
    /// Tries, penalty, points and when the solution is shown.
    pub terms: Terms,
    /// What its kind makes of it.
    pub body: Box<dyn Body>,
}

/// What a learner may do and what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// How often an answer may be handed in; `None` for any number.
    pub tries: Option<u8>,
    /// Percent of full marks that each retry costs.
    pub penalty: u8,
    /// When the solution is shown.
    pub reveal: Reveal,
    /// What full marks count in the module's score.
    pub points: u8,
}

/// When the solution of an exercise is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reveal {
    /// As soon as the answer is right or no try is left.
    AtEnd,
    /// On demand after the first try, which ends the exercise.
    OnRequest,
    /// Never.
    Never,
}

const REVEALS: &[(&str, Reveal)] =
    &[("at-end", Reveal::AtEnd), ("on-request", Reveal::OnRequest), ("never", Reveal::Never)];

/// The most hints an exercise may have.
const MAX_HINTS: usize = 5;
/// The most sources an exercise may cite.
const MAX_SOURCES: usize = 8;

/// Fields that every kind of exercise has, for the authors' reference.
pub const COMMON_FIELDS: &[FieldHelp] = &[
    FieldHelp {
        name: "id",
        help: "Needed. A name that no other step of the course has and that never changes.",
    },
    FieldHelp { name: "title", help: "Needed. A few words for the contents." },
    FieldHelp { name: "kind", help: "Needed. One of the kinds on this page." },
    FieldHelp { name: "prompt", help: "Needed. What is asked, in Markdown." },
    FieldHelp { name: "hints", help: "Up to 5 hints in Markdown, from slight to strong." },
    FieldHelp { name: "explain", help: "Why the answer is as it is, in Markdown; needed if it is graded." },
    FieldHelp {
        name: "sources",
        help: "Codes from sources.toml, such as \"T1 art. 5\"; needed if it is graded.",
    },
    FieldHelp {
        name: "tries",
        help: "How often it may be handed in, 1 to 9; 0 for any number. 3 if left out.",
    },
    FieldHelp { name: "penalty", help: "Percent of full marks that each retry costs. 25 if left out." },
    FieldHelp {
        name: "solution",
        help: "When the solution is shown: at-end, on-request or never. at-end if left out.",
    },
    FieldHelp { name: "points", help: "What it counts in the module's score, 1 to 20. 1 if left out." },
];

/// Fields that may be mended without making an exercise another one.
pub(crate) const COMMENTARY: &[&str] = &[
    "title",
    "hints",
    "explain",
    "sources",
    "because",
    "end",
    "tries",
    "penalty",
    "solution",
    "points",
    "model",
    "otherwise",
];

/// The kind of a name.
pub fn kind_named(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

impl Task {
    /// Reads the fields of an exercise other than `id` and `title`, which every step has.
    pub fn read(fields: &mut Fields<'_, '_>, edition: Edition) -> Option<Self> {
        let kind = read_kind(fields);
        let prompt = fields.prose("prompt");
        let hints = fields.proses("hints", 0..=MAX_HINTS);
        let explain = fields.prose_opt("explain");
        let sources = fields.sources("sources", 0..=MAX_SOURCES);
        let terms = Terms {
            tries: match fields.whole_opt("tries", 0..=9).unwrap_or(3) {
                0 => None,
                tries => u8::try_from(tries).ok(),
            },
            penalty: percent(fields.whole_opt("penalty", 0..=100).unwrap_or(25)),
            reveal: fields.pick_or("solution", REVEALS, Reveal::AtEnd),
            points: percent(fields.whole_opt("points", 1..=20).unwrap_or(1)),
        };
        let Some(kind) = kind else {
            fields.ignore_rest();
            return None;
        };
        let body = (kind.read)(fields)?;
        check_solvable(fields, body.as_ref());
        if body.solution().is_some() {
            for (missing, name) in [(sources.is_empty(), "sources"), (explain.is_none(), "explain")] {
                if missing && !fields.has(name) {
                    let message = format!("A graded exercise needs `{name}`.");
                    let help = "Say where the answer is written, and why it is as it is.";
                    fields.complain(Complaint::new(fields.span(), message).help(help));
                }
            }
        }
        Some(Self { kind: kind.name, edition, prompt: prompt?, hints, explain, sources, terms, body })
    }
}

fn read_kind(fields: &mut Fields<'_, '_>) -> Option<&'static Kind> {
    let name = fields.line("kind")?;
    let kind = kind_named(&name);
    if kind.is_none() {
        let names = || KINDS.iter().map(|kind| kind.name);
        let help = match nearest(&name, names()) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => format!("The kinds are: {}.", names().collect::<Vec<_>>().join(", ")),
        };
        let complaint =
            Complaint::new(fields.span_of("kind"), format!("There is no kind `{name}`.")).help(help);
        fields.complain(complaint);
    }
    kind
}

fn check_solvable(fields: &mut Fields<'_, '_>, body: &dyn Body) {
    let Some(solution) = body.solution() else { return };
    let full = body.grade(&solution).is_some_and(|grade| grade.is_full());
    if !full || !body.fits(&solution) || body.lack(&solution).is_some() {
        let message = "This exercise cannot be solved: its own solution does not get full marks.";
        fields.complain(Complaint::new(fields.span(), message));
    }
}

fn percent(number: i64) -> u8 {
    u8::try_from(number).unwrap_or(100)
}
