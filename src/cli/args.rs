//! What can be said on the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Command, CommandFactory, FromArgMatches, Parser, Subcommand};

use super::Trouble;
use super::class_args::{self, ClassDeed};

const AFTER_HELP: &str = "\
Without a command, the course opens where you left it. Press ? there for help, or Esc
for a menu; in line mode say help. All work is saved as you go: leave whenever you like.

Examples:
  curricle                              take the built-in course
  curricle --course ./my-course         take a course from a folder
  curricle --learner anna               several people can learn on one computer
  curricle --linear                     line by line, for screen readers and pipes
  curricle --linear < answers.txt       the same, with answers from a file
  curricle check ./my-course            look for mistakes in a course
  curricle kinds jigsaw                 how to write a jigsaw
  curricle export work.jsonl            keep a copy of your work

Line mode is chosen by itself if TERM is dumb, or if input or output is no terminal.
NO_COLOR asks for the theme mono, a locale without UTF-8 for --ascii.
Work is kept in $XDG_DATA_HOME/curricle, or else in ~/.local/share/curricle. In there,
courses/NAME/ and keymaps/NAME.toml go before what is built in.
Exit status: 0 if all went well, 1 for trouble, 2 for a wrong use of the command line.";

const CHECK_HELP: &str = "\
Each mistake is shown with its file, line and column, and with help. All are shown in
one go. The exit status is 1 if there are any. A course without mistakes gets advice: what
could be better, but keeps nobody from taking it. With --strict, the exit status is 1 for
advice, too.

Examples:
  curricle check my-course              a course, in all its languages
  curricle check lessons keymaps        all courses and keymaps in two folders
  curricle check --strict my-course     before a course is given to others
  curricle check my-keys.toml           a keymap";

const PROGRESS_HELP: &str = "\
Without --learner, all who learn here are shown, one after the other.";

const CERTIFICATE_HELP: &str = "\
One page of plain text, 72 columns wide. It says what was done, and who graded what. A
file that is there already is replaced as a whole.

Examples:
  curricle certificate                  look at it
  curricle certificate --name \"Anna de la Cruz\" certificate.txt
  curricle certificate --learner anna | lp";

const EXPORT_HELP: &str = "\
Without --learner, the work of all who learn here is written. Each line is an event as
JSON, with a checksum. A file that is there already is replaced as a whole.

Examples:
  curricle export work.jsonl            a backup
  curricle export --learner anna | ssh other-computer curricle import -";

const IMPORT_HELP: &str = "\
What is known already is passed over, so records may be taken in in any order and any
number of times. A line that was changed is refused by its number; the rest is taken
in, and the exit status is 1. So is a line of a class book, unless --class is given: it
says who are admins.

Examples:
  curricle import work.jsonl
  curricle import lab-1.jsonl lab-2.jsonl";

const CLASS_HELP: &str = "\
A class is a group of people who take courses together. People log in with their key, or
with a join code of three words. All this is kept in the data folder.

Examples:
  curricle class new \"Nairobi, autumn\" --closes 2026-12-20T18:00+03:00
  curricle class join-code nairobi-autumn    three words to write on the board
  curricle class import-roster nairobi-autumn people.csv
  curricle class show                        who is in it, and how they log in
  curricle class add-trainer nairobi-autumn tina
  curricle class export > members.csv
  curricle class audit                       who did what, and when";

const SERVE_HELP: &str = "\
Everybody logs in with ssh and takes the course as if it were on their own computer. Who
comes for the first time types the join code that is shown here; the next time their key
is enough, or the code of their own that they were given. If there is no class yet, one
is begun, with the built-in course or those that are named. Whoever takes several courses
chooses after logging in. Ctrl-C or SIGTERM saves everybody's work and ends.

How many may connect, how fast, and how long they may wait stands in serve.toml in the
data folder, if you write one:

  format = 1
  courses = [\"untoc\"]        else all that the classes take
  [limits]
  connections = 5000         in all
  waiting = 2000             that have not logged in
  waiting_per_address = 32   of these, from one address
  burst = 100                at once from one address, before it has to slow down
  rate = 20                  a second from one address
  login_seconds = 120        to log in
  idle_minutes = 120         without a key before the line is closed
  drain_seconds = 4          for what is on its way when the server closes

Examples:
  curricle serve                        the courses of all classes, on port 2222
  curricle serve --course untoc --course ./my-course
  curricle serve --listen 0.0.0.0:22
  curricle serve --data /srv/curricle   where all work is kept";

const REHEARSE_HELP: &str = "\
They are called rehearsal-01 and so on, in a class of their own named Rehearsal. They
have worked at the course for two days, each in their own way; some are stuck. With
--minutes they begin now, in a server that runs, and the trainer's wall moves.

Examples:
  curricle rehearse --learners 30       then: curricle serve, and log in as a trainer
  curricle rehearse --minutes 10        while a trainer looks on
  curricle rehearse --remove            after you have seen enough";

const KINDS_HELP: &str = "\
The reference of all fields comes from the same table that reads course files.

Examples:
  curricle kinds                        all of them
  curricle kinds ordering               one of them";

/// Take a course in a terminal.
#[derive(Debug, Parser)]
#[command(
    name = "curricle",
    version,
    about = "Take a course in a terminal: read, practise, discuss. Nothing you do is ever lost.",
    after_help = AFTER_HELP
)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) settings: Settings,
    #[command(subcommand)]
    pub(super) deed: Option<Deed>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Settings {
    /// The course: a built-in name, or the path of a folder
    #[arg(long, global = true, value_name = "NAME|PATH", value_delimiter = ',')]
    pub(super) course: Vec<String>,
    /// Who learns, in small letters, digits and . - _; asked at the start if several learn here
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) learner: Option<String>,
    /// Where work is kept, instead of CURRICLE_DATA or the usual data folder
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) data: Option<PathBuf>,
    /// Keys: default, vim, emacs, one-handed, numeric, or the path of a file
    #[arg(long, value_name = "NAME|PATH", default_value = "default")]
    pub(super) keymap: String,
    /// Colours: default, high-contrast or mono
    #[arg(long, value_name = "NAME")]
    pub(super) theme: Option<String>,
    /// What is drawn: lean (the fewest bytes), rich (a rule and bars), auto (as the line allows); F switches it, too
    #[arg(long, value_name = "NAME", default_value = "lean")]
    pub(super) look: String,
    /// What the terminal is relied on for: auto (its name, and what it proves), safe, plain
    #[arg(long, value_name = "NAME", default_value = "auto")]
    pub(super) terminal: String,
    /// The language of the course, such as en
    #[arg(long, global = true, value_name = "LL")]
    pub(super) lang: Option<String>,
    /// Draw with plain ASCII characters only
    #[arg(long)]
    pub(super) ascii: bool,
    /// Line by line: for screen readers, braille displays, serial lines and pipes
    #[arg(long)]
    pub(super) linear: bool,
    /// Let the mouse be used from the start (M switches it, too)
    #[arg(long)]
    pub(super) mouse: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Deed {
    /// Look for mistakes in courses and keymaps, all in one go
    #[command(after_help = CHECK_HELP)]
    Check {
        /// Course folders, folders of courses, or keymap files; what is built in if left out
        paths: Vec<PathBuf>,
        /// Exit with status 1 for advice, too
        #[arg(long)]
        strict: bool,
    },
    /// Show how far learners are
    #[command(after_help = PROGRESS_HELP)]
    Progress {
        /// As JSON, for other programs
        #[arg(long)]
        json: bool,
    },
    /// Write a certificate to print, or a statement of progress if the course is not complete
    #[command(after_help = CERTIFICATE_HELP)]
    Certificate {
        /// The name on it, if it is to be another than the learner's; up to 60 letters
        #[arg(long, value_name = "TEXT")]
        name: Option<String>,
        /// The file to write; standard output if left out or -
        file: Option<PathBuf>,
    },
    /// Write all work as a record of lines: a backup, or to go on elsewhere
    #[command(after_help = EXPORT_HELP)]
    Export {
        /// The file to write; standard output if left out or -
        file: Option<PathBuf>,
    },
    /// Take in work from records; the same work twice does no harm
    #[command(after_help = IMPORT_HELP)]
    Import {
        /// Files that `curricle export` wrote; - for standard input
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Take in the class book, too: from a backup of your own only
        #[arg(long)]
        class: bool,
    },
    /// Give courses: classes, who is in them, and how they log in
    #[command(after_help = CLASS_HELP)]
    Class {
        #[command(subcommand)]
        deed: ClassDeed,
    },
    /// Serve a class over SSH: one command, a whole room
    #[command(after_help = SERVE_HELP)]
    Serve {
        /// Where to listen, an address and a port
        #[arg(long, value_name = "ADDR:PORT", default_value = "[::]:2222")]
        listen: std::net::SocketAddr,
    },
    /// Put learners who do not exist into the class, to try the trainer's wall before a workshop
    #[command(after_help = REHEARSE_HELP)]
    Rehearse {
        /// How many, up to 99
        #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u8).range(1..=99))]
        learners: u8,
        /// Another number makes them do other things
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
        /// Let them work while a server runs, spread over so many minutes
        #[arg(long, value_name = "M", value_parser = clap::value_parser!(u16).range(1..=480))]
        minutes: Option<u16>,
        /// Take them away again, with all that they did
        #[arg(long)]
        remove: bool,
    },
    /// Show authors every kind of exercise and its fields
    #[command(after_help = KINDS_HELP)]
    Kinds {
        /// Only this kind
        kind: Option<String>,
    },
}

/// Which settings each command uses beside its own.
const USED: [(&str, &[&str]); 9] = [
    ("check", &[]),
    ("progress", &["course", "learner", "data", "lang"]),
    ("certificate", &["course", "learner", "data", "lang"]),
    ("export", &["learner", "data"]),
    ("import", &["data"]),
    ("class", &["course", "data"]),
    ("serve", &["course", "data", "lang"]),
    ("rehearse", &["course", "data", "lang"]),
    ("kinds", &[]),
];

/// What became of the arguments.
pub(super) enum Said {
    /// They can be done.
    Args(Box<Args>),
    /// This is to be printed, and that was all.
    Print(String),
}

/// Reads the arguments.
///
/// # Errors
/// [`Trouble::Usage`] in one or two sentences.
pub(super) fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Said, Trouble> {
    let read = command().try_get_matches_from(arguments).and_then(|matches| {
        let unused = unused(&matches);
        Args::from_arg_matches(&matches).map(|args| (args, unused))
    });
    match read {
        Ok((_, Some(sentence))) => Err(Trouble::Usage(sentence)),
        Ok((args, None)) => Ok(Said::Args(Box::new(args))),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Ok(Said::Print(error.render().to_string())),
            _ => Err(Trouble::Usage(sentences(&error.render().to_string()))),
        },
    }
}

/// The command line, with help that leaves out what a command does not use.
fn command() -> Command {
    let mut command = Args::command();
    command.build();
    for (name, used) in USED {
        command = command.mut_subcommand(name, |sub| hide_idle(sub, used));
    }
    command.mut_subcommand("class", |class| {
        class.mut_subcommands(|sub| {
            let used = class_args::used(sub.get_name());
            hide_idle(sub, used)
        })
    })
}

fn hide_idle(command: Command, used: &[&str]) -> Command {
    command.mut_args(|arg| if is_idle(arg.get_id().as_str(), used) { arg.hide(true) } else { arg })
}

/// True for a setting that all commands can be given, but this one does not use.
fn is_idle(id: &str, used: &[&str]) -> bool {
    ["course", "learner", "data", "lang"].contains(&id) && !used.contains(&id)
}

/// A sentence on a setting that the command would pass over in silence.
fn unused(matches: &clap::ArgMatches) -> Option<String> {
    let (name, inside) = matches.subcommand()?;
    let (_, used) = USED.iter().find(|(known, _)| *known == name)?;
    let given = |id: &&str| {
        let typed = |matches: &clap::ArgMatches| {
            matches.value_source(id) == Some(clap::parser::ValueSource::CommandLine)
        };
        typed(matches) || typed(inside)
    };
    let known = ["course", "learner", "lang"]; // --data is often set for all commands by a script
    let idle = known.into_iter().filter(|id| is_idle(id, used)).find(given)?;
    Some(format!("The command {name} makes no use of --{idle}. See curricle {name} --help."))
}

/// The parser's own words as sentences, without the summary of the usage behind them.
fn sentences(rendered: &str) -> String {
    let mut out = String::new();
    for line in rendered.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.starts_with("Usage:") || line.starts_with("For more information") {
            break;
        }
        let line = line.trim_start_matches("error: ").trim_start_matches("tip: ");
        if out.ends_with(':') {
            out.push_str(&format!(" {line}"));
            continue;
        }
        let mut letters = line.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase).collect::<String>();
        let gap = match out.chars().last() {
            None => "",
            Some('.') => " ",
            Some(_) => ". ",
        };
        out.push_str(&format!("{gap}{first}{}", letters.as_str()));
    }
    if !out.ends_with('.') {
        out.push('.');
    }
    out + " See curricle --help."
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(arguments: &[&str]) -> String {
        let arguments = std::iter::once(&"curricle").chain(arguments).map(OsString::from);
        match read(arguments) {
            Ok(Said::Print(text)) => text,
            Ok(Said::Args(_)) => String::new(),
            Err(trouble) => trouble.to_string(),
        }
    }

    #[test]
    fn a_wrong_use_is_told_in_sentences() {
        assert_eq!(said(&["--pink"]), "Unexpected argument '--pink' found. See curricle --help.");
        assert_eq!(
            said(&["chek"]),
            "Unrecognized subcommand 'chek'. A similar subcommand exists: 'check'. See curricle --help."
        );
        assert_eq!(
            said(&["import"]),
            "The following required arguments were not provided: <FILES>... See curricle --help."
        );
        assert_eq!(
            said(&["check", "--learner", "anna"]),
            "The command check makes no use of --learner. See curricle check --help."
        );
        assert_eq!(said(&["--learner", "anna", "progress"]), "");
    }

    #[test]
    fn every_command_is_known_to_the_table_and_its_help_names_what_it_uses() {
        let command = Args::command();
        let names: Vec<_> = command.get_subcommands().map(Command::get_name).collect();
        assert_eq!(names, USED.map(|(name, _)| name));
        for (name, used) in USED {
            let help = said(&[name, "--help"]);
            for id in ["course", "learner", "data", "lang"] {
                assert_eq!(help.contains(&format!("--{id} <")), used.contains(&id), "{id}:\n{help}");
            }
        }
    }
}
