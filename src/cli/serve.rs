//! `curricle serve`: a class over SSH.

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::path::Path;
use std::sync::Arc;

use super::args::Settings;
use super::given::{given, not_given};
use super::rehearse::sweep;
use super::{Trouble, open};
use crate::app::Reports;
use crate::class::{Act, CodeFor, Cohort, Plan, console, rehearsal_cohort};
use crate::course::Course;
use crate::serve::{ClassDoor, Registrar, Room, Server, Setting};
use crate::session::Time;
use crate::store::{Disk, Store};
use crate::terminal::now;
use crate::text::clean_line;

/// What the first class is called, if there is none yet.
const FIRST_CLASS: &str = "Class";
/// How often the code of the first class may be used, and for how long, in milliseconds.
const FIRST_USES: u32 = 200;
const FIRST_LASTING: i64 = 30 * 24 * 60 * 60 * 1_000;
/// Files that the system is asked to let us open, as far as it does.
#[cfg(unix)]
const MANY_FILES: u64 = 65_536;

pub(super) fn serve(settings: &Settings, listen: SocketAddr) -> Result<(), Trouble> {
    let data = open::data_folder(settings)?;
    let opening = Disk::start(&data, now().0)?;
    let (written, keymap) = (open::serve_file(&data), open::keymap(&settings.keymap, &data));
    let store: Arc<dyn Store> = Arc::new(opening.wait()?);
    let (written, keymap) = (written?, keymap?);
    let registrar = Arc::new(Registrar::open(Arc::clone(&store), now).map_err(Trouble::Book)?);
    sweep(store.as_ref(), &registrar, |count| {
        log(&format!("taking away the work of a rehearsal: {count} learners who never were"));
    })?;
    let courses = registrar.look(|book| given(settings, &written.courses, book, now(), &data))?;
    let began = begin_a_class(&registrar, &courses)?;
    let room = |course: &Arc<Course>| Room::open(store.as_ref(), Arc::clone(course), Arc::clone(&registrar));
    let rooms = courses.iter().map(room).collect::<Result<Vec<_>, _>>().map_err(Trouble::Class)?;
    let setting = Setting {
        store,
        rooms,
        keymap,
        reports: Some(Reports::in_folder(&data)),
        door: Arc::new(ClassDoor::new(Arc::clone(&registrar))),
        registrar: Arc::clone(&registrar),
        limits: written.limits,
        clock: now,
        log: Arc::new(log),
    };
    #[cfg(unix)]
    open_many_files();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let about = about_classes(&registrar, &courses, began);
    let run = run(listen, &data, &courses, &registrar, &about, setting);
    runtime.map_err(Trouble::Output)?.block_on(run)
}

async fn run(
    listen: SocketAddr,
    data: &Path,
    courses: &[Arc<Course>],
    registrar: &Registrar,
    about: &str,
    setting: Setting,
) -> Result<(), Trouble> {
    // Heard from here on, so that a signal that comes early is no other than one that comes late.
    let stop = stop_signal().map_err(Trouble::Output)?;
    let server = Server::start(listen, data, setting).await.map_err(Trouble::Serve)?;
    let address = server.address().map_err(Trouble::Output)?;
    super::print(&greeting(address, server.fingerprint(), courses, registrar, about))?;
    server.run(stop).await;
    log("closed; all work is saved");
    Ok(())
}

/// Whoever begins should need one command only, so there is a class, and a code for it.
fn begin_a_class(registrar: &Registrar, courses: &[Arc<Course>]) -> Result<bool, Trouble> {
    let is_class = |cohort: &Cohort| cohort.id != rehearsal_cohort();
    if registrar.look(|book| book.cohorts().any(is_class)) {
        return Ok(false);
    }
    let courses = courses.iter().map(|course| course.id.clone()).collect();
    let plan = Plan { name: FIRST_CLASS.to_owned(), courses, ..Plan::default() };
    let make = Act::MakeCohort { cohort: None, plan };
    registrar.act(&make, &console()).map_err(Trouble::Class)?;
    let cohort =
        registrar.look(|book| book.cohorts().find(|cohort| is_class(cohort)).map(|cohort| cohort.id.clone()));
    let Some(cohort) = cohort else { return Ok(false) };
    let until = Time(now().0.saturating_add(FIRST_LASTING));
    let code = Act::MakeCode { opens: CodeFor::Cohort(cohort), uses: FIRST_USES, until };
    registrar.act(&code, &console()).map_err(Trouble::Class)?;
    Ok(true)
}

/// What whoever serves should know of the classes; nothing if all is as it should be.
fn about_classes(registrar: &Registrar, courses: &[Arc<Course>], began: bool) -> String {
    if began {
        return format!(
            "\nThere was no class yet, so one was made: whoever types the code is in \"{FIRST_CLASS}\". Give it\n\
             its own name:  curricle class change class --name \"Nairobi, autumn\"\n"
        );
    }
    let is_taken = |course: &Course| {
        let takes =
            |cohort: &Cohort| cohort.id != rehearsal_cohort() && cohort.plan.courses.contains(&course.id);
        registrar.look(|book| book.cohorts().any(takes))
    };
    let alone = courses.iter().filter(|course| !is_taken(course));
    let alone: Vec<String> = alone.map(|course| clean_line(course.id.as_str())).collect();
    if alone.is_empty() {
        return String::new();
    }
    format!(
        "\nNo class takes {}: its learners see nothing of each other, and you see nothing of them.\n\
         Make a class for it:  curricle class new \"Its name\" --course COURSE\n",
        alone.join(", ")
    )
}

fn greeting(
    address: SocketAddr,
    fingerprint: &str,
    courses: &[Arc<Course>],
    registrar: &Registrar,
    about: &str,
) -> String {
    let host =
        if address.ip().is_unspecified() { own_address().to_string() } else { address.ip().to_string() };
    let port = match address.port() {
        22 => String::new(),
        port => format!("-p {port} "),
    };
    let titles: Vec<String> = courses.iter().map(|course| clean_line(&course.title)).collect();
    let mut out = match titles.as_slice() {
        [only] => format!("Serving {only}.\n"),
        several => format!("Serving:\n  {}\n", several.join("\n  ")),
    };
    out.push_str(&format!("\nLearners type:   ssh {port}NAME@{host}\n"));
    registrar.look(|book| {
        for (code, known) in book.codes().filter(|(_, known)| known.is_open(now())) {
            if let CodeFor::Cohort(cohort) = &known.opens {
                let left = known.uses.saturating_sub(known.used);
                out.push_str(&format!(
                    "Join code:       {code}   ({cohort}, {left} uses left, until {})\n",
                    known.until.date()
                ));
            }
        }
    });
    for said in registrar.look(|book| not_given(courses, book, now())) {
        out.push_str(&format!("{}\n", clean_line(&said)));
    }
    out.push_str(&format!(
        "This server is:  {fingerprint}\n{about}\nStop with Ctrl-C: everybody's work is saved first.\n"
    ));
    out
}

/// The address by which others in the room reach this computer, as far as it can be told.
fn own_address() -> IpAddr {
    let asked = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).and_then(|socket| {
        // Nothing is sent: the system only says from where it would. The address is one for documentation.
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9))?;
        socket.local_addr()
    });
    asked.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |address| address.ip())
}

/// Done when the system, or whoever sits at the terminal, asks us to end.
#[cfg(unix)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut ends = signal(SignalKind::terminate())?;
    let mut breaks = signal(SignalKind::interrupt())?;
    let mut hangs_up = signal(SignalKind::hangup())?;
    Ok(async move {
        tokio::select! {
            _ = ends.recv() => {}
            _ = breaks.recv() => {}
            _ = hangs_up.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without signals there is only the window to close.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

/// Each connection is a file; where more are not allowed, fewer are served.
#[cfg(unix)]
fn open_many_files() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = Some(limit.maximum.map_or(MANY_FILES, |most| most.min(MANY_FILES)));
    let _ = setrlimit(Resource::Nofile, limit);
}

fn log(line: &str) {
    // Nobody may be there to read it.
    let _ = writeln!(std::io::stderr(), "{} {}", now().minute(), clean_line(line));
}
