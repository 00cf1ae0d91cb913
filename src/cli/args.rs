//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// Take a course in a terminal.
#[derive(Debug, Parser)]
#[command(
    name = "curricle",
    version,
    about = "Take a course in a terminal: read, practise, discuss. Nothing you do is ever lost.",
    after_help = "Without a command, the course opens where you left it. Press ? there for help, or Esc for a menu.\n\
                  Exit status: 0 if all went well, 1 for trouble, 2 for a wrong use of the command line.\n\n\
                  Examples:\n  \
                  curricle                              take the built-in course\n  \
                  curricle --course ./my-course         take a course from a folder\n  \
                  curricle --linear                     line by line, for screen readers and pipes\n  \
                  curricle check ./my-course            look for mistakes in a course\n  \
                  curricle export work.jsonl            keep a copy of your work"
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
    #[arg(long, global = true, value_name = "NAME|PATH")]
    pub(super) course: Option<String>,
    /// Who learns; letters, digits and . - _
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) learner: Option<String>,
    /// Where work is kept, instead of the usual data folder
    #[arg(long, global = true, value_name = "DIR", env = "CURRICLE_DATA")]
    pub(super) data: Option<PathBuf>,
    /// Keys: default, vim, emacs, one-handed, numeric, or the path of a file
    #[arg(long, value_name = "NAME|PATH", default_value = "default")]
    pub(super) keymap: String,
    /// Colours: default, high-contrast or mono
    #[arg(long, value_name = "NAME")]
    pub(super) theme: Option<String>,
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
    Check {
        /// Course folders, folders of courses, or keymap files; what is built in if left out
        paths: Vec<PathBuf>,
    },
    /// Show how far learners are
    Progress {
        /// As JSON, for other programs
        #[arg(long)]
        json: bool,
    },
    /// Write all work as a record of lines: a backup, or to go on elsewhere
    Export {
        /// The file to write; standard output if left out
        file: Option<PathBuf>,
    },
    /// Take in work from records; the same work twice does no harm
    Import {
        /// Files that `curricle export` wrote
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Show authors every kind of exercise and its fields
    Kinds {
        /// Only this kind
        kind: Option<String>,
    },
}
