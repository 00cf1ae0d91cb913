//! What can be said to `curricle class`.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Subcommand, ValueEnum};

use crate::class::Table;

const NEW_HELP: &str = "\
Say when in the time of the place, with its distance to UTC. Without --course, the class
takes the built-in course; several courses are separated by commas.

Examples:
  curricle class new \"Nairobi, autumn\"
  curricle class new Lima --opens 2026-12-01T09:00-05:00 --closes 2026-12-20T18:00-05:00
  curricle class new Lima --course untoc,./my-course";

const JOIN_CODE_HELP: &str = "\
Whoever logs in with the code of a class joins it. A code for one person lets only this
person in, such as somebody who has lost a key or comes with another computer.

Examples:
  curricle class join-code               if there is one class only
  curricle class join-code nairobi --uses 30 --days 3
  curricle class join-code --for anna    once, for Anna only
  curricle class join-code --withdraw river-apple-zebra";

const ROSTER_HELP: &str = "\
The first line names the columns, in any order; a name or an id is enough:
  id, name, organization, country, interests, group, level, within, key
A login name is made from the name where there is no id. A group that is new is made; its
level is national, regional or global, and it can lie within others: Africa / World. E-mail addresses are not kept. If anything is
wrong with the list, all of it is told and nothing is taken in. The same list again
changes nothing but what is new in it.

Examples:
  curricle class import-roster nairobi people.csv
  curricle class import-roster nairobi people.csv --codes
  curricle class export nairobi | curricle class import-roster lima -";

const KEY_HELP: &str = "\
Examples:
  curricle class key list anna
  curricle class key add anna id_ed25519.pub
  curricle class key add anna \"ssh-ed25519 AAAA... laptop\"
  curricle class key remove anna 2";

const REVIEW_HELP: &str = "\
A review has three steps: learners hand in, each reviews essays of others, all see what was
said of theirs. Nobody is told whose essay they review, or who reviewed theirs.

Examples:
  curricle class review nairobi               how far they are, and the names of the steps
  curricle class review nairobi --open no-ranking --each 2
  curricle class review nairobi --give-out no-ranking
  curricle class review nairobi --end no-ranking";

const ERASE_HELP: &str = "\
It cannot be taken back, and is done with --yes only.";

#[derive(Debug, Subcommand)]
pub(super) enum ClassDeed {
    /// Make a class
    #[command(after_help = NEW_HELP)]
    New {
        /// Its name, as people read it
        name: String,
        /// Its short name, for commands; made from the name if left out
        #[arg(long, value_name = "NAME")]
        id: Option<String>,
        /// When it begins, such as 2026-12-01T09:00+03:00
        #[arg(long, value_name = "WHEN")]
        opens: Option<String>,
        /// When it ends
        #[arg(long, value_name = "WHEN")]
        closes: Option<String>,
    },
    /// Change a class: its name, courses and dates, as far as given
    #[command(after_help = NEW_HELP)]
    Change {
        /// Which class
        #[arg(value_name = "CLASS")]
        cohort: String,
        /// Its new name
        #[arg(long, value_name = "TEXT")]
        name: Option<String>,
        /// When it begins; none for no date
        #[arg(long, value_name = "WHEN")]
        opens: Option<String>,
        /// When it ends; none for no date
        #[arg(long, value_name = "WHEN")]
        closes: Option<String>,
    },
    /// Show all classes
    List,
    /// Show a class: its dates, codes and members
    Show {
        /// Which class; the only one if left out
        #[arg(value_name = "CLASS")]
        cohort: Option<String>,
    },
    /// Make three words that let people in
    #[command(after_help = JOIN_CODE_HELP)]
    JoinCode {
        /// Which class; the only one if left out
        #[arg(value_name = "CLASS")]
        cohort: Option<String>,
        /// A code for this person only
        #[arg(long = "for", value_name = "PERSON", conflicts_with = "cohort")]
        person: Option<String>,
        /// How often it works: 100 times, or once for one person, if left out
        #[arg(long, value_name = "N")]
        uses: Option<u32>,
        /// For how many days it works
        #[arg(long, value_name = "N", default_value_t = 14)]
        days: u32,
        /// Take this code back instead
        #[arg(long, value_name = "CODE", conflicts_with_all = ["cohort", "person", "uses"])]
        withdraw: Option<String>,
    },
    /// Put the people of a list into a class
    #[command(after_help = ROSTER_HELP)]
    ImportRoster {
        /// Which class
        #[arg(value_name = "CLASS")]
        cohort: String,
        /// The list as CSV; - for standard input
        file: PathBuf,
        /// Make a code for each who has no key and no code yet; a join code does not open their names
        #[arg(long)]
        codes: bool,
    },
    /// Write the members of a class, or what they did, as CSV
    Export {
        /// What: members, results, responses, posts or essay-marks
        #[arg(long, value_name = "TABLE", default_value = "members")]
        table: Table,
        /// Which class; the only one if left out
        #[arg(value_name = "CLASS")]
        cohort: Option<String>,
        /// The file to write; standard output if left out or -
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Let somebody lead a class; who is new gets a code to come in with
    AddTrainer {
        /// Which class
        #[arg(value_name = "CLASS")]
        cohort: String,
        /// The login name
        person: String,
        /// The name, as people read it
        #[arg(long, value_name = "TEXT")]
        name: Option<String>,
        /// A public key, or the file that holds it
        #[arg(long, value_name = "KEY|FILE")]
        key: Option<String>,
    },
    /// Let somebody lead a class no longer
    RemoveTrainer {
        /// Which class
        #[arg(value_name = "CLASS")]
        cohort: String,
        /// The login name
        person: String,
    },
    /// Make somebody a learner, trainer or admin
    Role {
        /// The login name
        person: String,
        /// learner, trainer or admin
        role: String,
    },
    /// Show, add or remove the keys of a person
    #[command(after_help = KEY_HELP)]
    Key {
        #[command(subcommand)]
        deed: KeyDeed,
    },
    /// Take somebody out of a class; their work is kept
    Remove {
        /// Which class
        #[arg(value_name = "CLASS")]
        cohort: String,
        /// The login name
        person: String,
    },
    /// Erase a person: what the class knows of them, and their work
    #[command(after_help = ERASE_HELP)]
    Erase {
        /// The login name
        person: String,
        /// Do it
        #[arg(long)]
        yes: bool,
    },
    /// Have learners review each other's essays, without names; show how far they are
    #[command(after_help = REVIEW_HELP)]
    Review {
        /// Which cohort; the only one if left out
        cohort: Option<String>,
        /// Open a review of the essays of this step: learners are told to hand in
        #[arg(long, value_name = "STEP", conflicts_with_all = ["give_out", "end"])]
        open: Option<String>,
        /// How many essays each is to review: 1 to 9, or 2 if left out
        #[arg(long, value_name = "N", requires = "open")]
        each: Option<u8>,
        /// Give the essays of this step out, also to those who came later
        #[arg(long, value_name = "STEP", conflicts_with = "end")]
        give_out: Option<String>,
        /// End the review of this step: all see what others said of their essays
        #[arg(long, value_name = "STEP")]
        end: Option<String>,
    },
    /// Show who did what, and when
    Audit {
        /// Only what is about this class
        #[arg(value_name = "CLASS")]
        cohort: Option<String>,
        /// How many lines, counted from the end
        #[arg(long, value_name = "N", default_value_t = 100)]
        last: usize,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum KeyDeed {
    /// Show the keys of a person
    List {
        /// The login name
        person: String,
    },
    /// Add a key
    Add {
        /// The login name
        person: String,
        /// A public key, or the file that holds it
        key: String,
        /// What to call it; its comment if left out
        #[arg(long, value_name = "TEXT", default_value = "")]
        label: String,
    },
    /// Take a key away
    Remove {
        /// The login name
        person: String,
        /// Its number in the list, or its last letters
        key: String,
    },
}

/// The settings that a command of the class uses beside its own.
pub(super) fn used(name: &str) -> &'static [&'static str] {
    match name {
        "new" | "change" | "export" | "review" => &["course", "data"],
        _ => &["data"],
    }
}

impl ValueEnum for Table {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}
