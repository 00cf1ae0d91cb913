//! How many learners a server carries: real SSH sessions against the real program, beside OpenSSH's sshd.
//!
//! ```text
//! cargo build --release --locked
//! cargo run --release --locked --example load -- --sessions 1000 --seconds 30 --sshd 100
//! ```
//!
//! All of it stays on this computer, on the loopback device. Each session presses a key a second, which
//! moves the marker, and takes the time until the marker has moved on its screen. Clients and servers
//! share the processors, so every number is one of both.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

mod figures;
mod host;
mod pupil;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Parser;
use figures::{Row, percentile};
use host::Host;
use pupil::Pupil;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

/// Measures how many learners a server carries.
#[derive(Debug, Parser)]
struct Args {
    /// Sessions at `curricle serve`
    #[arg(long, default_value_t = 100)]
    sessions: usize,
    /// So long each load lasts
    #[arg(long, default_value_t = 20)]
    seconds: u64,
    /// All of them log in within so many milliseconds
    #[arg(long, default_value_t = 1_000)]
    storm: u64,
    /// Then as many more learners who press keys and read nothing
    #[arg(long, default_value_t = 0)]
    stalled: usize,
    /// Sessions at OpenSSH's sshd with one process of the program each; none if it is 0
    #[arg(long, default_value_t = 0)]
    sshd: usize,
    /// The program
    #[arg(long, default_value = "target/release/curricle")]
    program: PathBuf,
    /// So many logins at sshd begin in a second
    #[arg(long, default_value_t = 20)]
    sshd_logins: u32,
    /// OpenSSH's server
    #[arg(long, default_value = "/usr/sbin/sshd")]
    daemon: PathBuf,
}

fn main() {
    let args = Args::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(measure(&args));
}

async fn measure(args: &Args) {
    println!("{}\n\n{}", figures::machine(), Row::HEAD);
    let folder = tempfile::tempdir().expect("a folder");
    let host = Host::serve(&args.program, folder.path(), args.sessions + args.stalled);
    let spread = Duration::from_millis(args.storm);
    load("curricle serve", host, args.sessions, args.stalled, spread, Duration::from_secs(args.seconds))
        .await;
    if args.sshd > 0 {
        let folder = tempfile::tempdir().expect("a folder");
        let host = Host::sshd(&args.daemon, &args.program, folder.path(), args.sshd);
        // One process each takes a while to start.
        let spread = Duration::from_secs(1) * u32::try_from(args.sshd).expect("a number");
        let spread = spread / args.sshd_logins.max(1);
        load("sshd, one process each", host, args.sshd, 0, spread, Duration::from_secs(args.seconds)).await;
    }
}

/// Lets everybody in, and takes all the figures.
async fn load(name: &str, host: Host, sessions: usize, stalled: usize, spread: Duration, lasting: Duration) {
    let empty = host.memory();
    let address = host.address;
    let mut coming = JoinSet::new();
    let step = spread / u32::try_from(sessions.max(1)).expect("a number");
    let begun = Instant::now();
    for number in 0..sessions {
        let due = begun + step * u32::try_from(number).expect("a number");
        let user = host.user(number);
        coming.spawn(async move {
            tokio::time::sleep_until(due.into()).await;
            let asked = Instant::now();
            Pupil::comes(number, user, address).await.map(|pupil| (pupil, asked.elapsed()))
        });
    }
    let (mut inside, mut logins, mut failed) = (Vec::new(), Vec::new(), 0);
    while let Some(come) = coming.join_next().await {
        match come.expect("a login that ends") {
            Ok((pupil, took)) => {
                inside.push(pupil);
                logins.push(took);
            }
            Err(why) => {
                failed += 1;
                if failed == 1 {
                    eprintln!("a login failed: {why}");
                }
            }
        }
    }
    let storm = begun.elapsed();
    let memory = host.memory().saturating_sub(empty) / inside.len().max(1) as u64;

    let mut row =
        Row { name: name.to_owned(), sessions: inside.len(), memory, failed, storm, ..Row::default() };
    row.login = percentile(&mut logins, 99.0);
    let (mut times, cpu) = keys(&host, &mut inside, lasting).await;
    row.keys(&mut times, cpu);
    let mut with_stalled = None;
    if stalled > 0 {
        let before = host.memory();
        // They are all in before anybody's time is taken.
        let coming =
            (sessions..sessions + stalled).map(|number| pupil::stalled(number, host.user(number), address));
        let mut held = JoinSet::new();
        for (place, come) in coming.collect::<Vec<_>>().into_iter().enumerate() {
            // Not all at once: that would be another load.
            let first = Duration::from_secs(1).mul_f64(place as f64 / stalled as f64);
            held.spawn(come.await.expect("a login").only_presses_keys(first));
        }
        let (mut times, cpu) = keys(&host, &mut inside, lasting).await;
        let mut other = Row { name: format!("the same, {stalled} stalled"), ..row.clone() };
        other.memory = host.memory().saturating_sub(before) / stalled as u64;
        other.keys(&mut times, cpu);
        with_stalled = Some((other, held));
    }
    let ends: Vec<_> = inside.into_iter().map(|pupil| tokio::spawn(pupil.ends())).collect();
    let begun = Instant::now();
    host.ends().await;
    row.drain = begun.elapsed();
    for end in ends {
        row.told += usize::from(end.await.expect("an end"));
    }
    println!("{row}");
    if let Some((other, held)) = with_stalled {
        println!("{}", Row { drain: row.drain, told: row.told, ..other });
        drop(held);
    }
}

/// Everybody presses a key a second for so long; returns the times, and the server's time for each key.
async fn keys(host: &Host, inside: &mut Vec<Pupil>, lasting: Duration) -> (Vec<Duration>, Duration) {
    let (sender, mut times) = mpsc::unbounded_channel();
    let before = host.cpu();
    let begin = Instant::now();
    let second = Duration::from_secs(1);
    let step = second / u32::try_from(inside.len().max(1)).expect("a number");
    let mut typing = JoinSet::new();
    for (place, mut pupil) in std::mem::take(inside).into_iter().enumerate() {
        let sender = sender.clone();
        let first = begin + step * u32::try_from(place).expect("a number");
        typing.spawn(async move {
            pupil.presses_keys(first, second, begin + lasting, &sender).await;
            pupil
        });
    }
    drop(sender);
    while let Some(pupil) = typing.join_next().await {
        inside.push(pupil.expect("a pupil"));
    }
    let cpu = host.cpu() - before;
    let mut all = Vec::new();
    while let Some(time) = times.recv().await {
        all.push(time);
    }
    let each = cpu / u32::try_from(all.len().max(1)).expect("a number");
    (all, each)
}
