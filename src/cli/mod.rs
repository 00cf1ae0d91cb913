//! Arguments to a call, a result to an exit code.

mod args;
mod certificate;
mod check;
mod class;
mod class_args;
mod exchange;
mod given;
mod kinds;
mod learner;
mod looks;
mod open;
mod play;
mod progress;
mod rehearse;
mod serve;
mod tables;
mod trouble;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use crate::store::minds_panics_of;
use crate::terminal::survive_size_limits;
use crate::text::clean_text;
use args::{Args, Deed, Said};
use rehearse::Rehearsal;
pub use trouble::Trouble;

/// Does what the arguments ask; the exit code is 0, 1 for trouble, or 2 for a wrong use.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    mind_store_panics();
    // Where it cannot be had, such a limit ends the program as it ends any other.
    let _ = survive_size_limits();
    let done = args::read(arguments).and_then(|said| match said {
        Said::Print(text) => print(&text),
        Said::Args(args) => act(&args),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            // Names of files stand in it, and they may hold anything.
            let message = clean_text(&trouble.to_string());
            if !message.is_empty() {
                let _ = writeln!(std::io::stderr(), "curricle: {message}");
            }
            ExitCode::from(trouble.code())
        }
    }
}

fn act(args: &Args) -> Result<(), Trouble> {
    let settings = &args.settings;
    match &args.deed {
        None => play::play(settings),
        Some(Deed::Check { paths, strict }) => check::check(paths, *strict),
        Some(Deed::Progress { json }) => progress::progress(settings, *json),
        Some(Deed::Certificate { name, file }) => {
            certificate::certificate(settings, name.as_deref(), file.as_deref())
        }
        Some(Deed::Export { file }) => exchange::export(settings, file.as_deref()),
        Some(Deed::Import { files, class }) => exchange::import(settings, files, *class),
        Some(Deed::Class { deed }) => class::class(settings, deed),
        Some(Deed::Rehearse { learners, seed, minutes, remove }) => {
            let (learners, seed) = (usize::from(*learners), *seed);
            rehearse::rehearse(settings, Rehearsal { learners, seed, minutes: *minutes, remove: *remove })
        }
        Some(Deed::Serve { listen }) => serve::serve(settings, *listen),
        Some(Deed::Kinds { kind }) => kinds::kinds(kind.as_deref()),
    }
}

/// Keeps panics that the store catches and mends off the learner's screen.
fn mind_store_panics() {
    let last = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !minds_panics_of(std::thread::current().name()) {
            last(info);
        }
    }));
}

/// Prints to standard output; a reader that has seen enough is no trouble.
fn print(text: &str) -> Result<(), Trouble> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        done => done.map_err(Trouble::Output),
    }
}
