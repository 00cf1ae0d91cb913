//! How long things take and how much memory they need: `cargo bench`.
//!
//! Each measurement runs in a process of its own, so that its memory is its own.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use curricle::app::{Sitting, Window, progress};
use curricle::course::{Bundle, read};
use curricle::exercise::{Answer, Edition, Item, Share};
use curricle::keymap::{Code, Key, Keymap, shipped};
use curricle::session::{Event, Happened, Place, Time};
use curricle::shelf;
use curricle::source::Sources;
use curricle::store::{Disk, Memory, Store, Stream, to_entry};
use curricle::ui::{Finish, Look, Theme, Touch};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const EVENTS: usize = 100_000;
const STEPS: usize = 10_000;
/// Names the folder of the large store to the parts that use it.
const STORE: &str = "CURRICLE_BENCH_STORE";

fn main() {
    let parts: [(&str, fn()); 5] = [
        ("first-picture", first_picture),
        ("key", key_to_picture),
        ("course", large_course),
        ("fill-store", fill_store),
        ("open-store", open_store),
    ];
    let wanted = std::env::args().find_map(|argument| argument.strip_prefix("part=").map(str::to_owned));
    match wanted {
        Some(name) => {
            for (_, part) in parts.iter().filter(|(part, _)| *part == name) {
                part();
            }
        }
        None => {
            let this = std::env::current_exe().expect("a path of this program");
            let folder = tempfile::tempdir().expect("a folder");
            for (name, _) in parts {
                let mut part = Command::new(&this);
                part.arg(format!("part={name}")).env(STORE, folder.path());
                assert!(part.status().expect("a process of its own").success(), "{name} failed");
            }
            let size = std::fs::metadata(env!("CARGO_BIN_EXE_curricle")).expect("the program").len();
            row("size of the program", &format!("{:.1} MB", size as f64 / 1e6), "15 MB");
        }
    }
}

fn row(what: &str, measured: &str, aim: &str) {
    println!("{what:<44} {measured:>24}   aim {aim}");
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn median(mut times: Vec<f64>) -> (f64, f64) {
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

/// The most memory this process ever had, in MB, where the system says so.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse::<f64>().ok());
    peak.map_or_else(|| "?".to_owned(), |kilobytes| format!("{:.0} MB", kilobytes / 1024.0))
}

/// From the start of the real program to the first words on a real pseudo-terminal.
fn first_picture() {
    let data = tempfile::tempdir().expect("a folder");
    let mut times = Vec::new();
    let mut peak = 0.0f64;
    for _ in 0..21 {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_curricle"));
        command.env("CURRICLE_DATA", data.path());
        command.env("TERM", "xterm-256color");
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let start = Instant::now();
        let mut child = pair.slave.spawn_command(command).expect("the program");
        drop(pair.slave);
        let mut parser = vt100::Parser::new(cells(24), cells(80), 0);
        let mut bytes = [0; 8192];
        while !parser.screen().contents().contains("curricle")
            && !parser.screen().contents().contains("UNTOC")
        {
            let count = reader.read(&mut bytes).expect("a picture");
            parser.process(&bytes[..count]);
        }
        times.push(milliseconds(start.elapsed()));
        let id = child.process_id().unwrap_or(0);
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
        peak = peak.max(line.trim().trim_end_matches(" kB").parse().unwrap_or(0.0) / 1024.0);
        let _ = child.kill();
        let _ = child.wait();
    }
    // The first start makes the store and is not what a learner meets every day.
    let first = times.remove(0);
    let (median, _) = median(times);
    row("start to first picture, new store", &format!("{first:.1} ms"), "20 ms");
    row("start to first picture", &format!("{median:.1} ms, {peak:.0} MB"), "20 ms, 40 MB");
}

fn cells(count: u16) -> std::num::NonZeroU16 {
    std::num::NonZeroU16::new(count).expect("a size")
}

fn built_in(name: &str) -> Bundle {
    shelf::built_in(name).expect("a built-in course")
}

/// From a key to the next picture, without the disk and the terminal.
fn key_to_picture() {
    let course = read(&built_in("untoc"), None).course.expect("a course");
    let store: Arc<dyn Store> = Arc::new(Memory::new(1));
    let sitting = Sitting::open(store, Arc::new(course), "anna", None, Time(0)).expect("a sitting");
    let (keymap, _) = Keymap::read(&mut Sources::default(), &shipped, "default");
    let keymap = Arc::new(keymap.expect("the default keys"));
    let look = Look { columns: 80, rows: 24, ascii: false, mouse: false, finish: Finish::Lean };
    let mut window = Window::new(sitting, look, keymap, Theme::Default);
    let codes = [Code::Enter, Code::Down, Code::PageDown, Code::Space, Code::Up, Code::Right, Code::Down];
    let mut last = Buffer::empty(Rect::new(0, 0, 80, 24));
    let mut times = Vec::new();
    for n in 0..3_000usize {
        let key = Key::new(codes[n * n % codes.len()], false, false, false).expect("a key");
        let start = Instant::now();
        window.touch(Touch::Key(key), Time(n as i64 * 100));
        let mut next = Buffer::empty(Rect::new(0, 0, 80, 24));
        window.draw(&mut next);
        let changed = last.diff(&next).len();
        times.push(milliseconds(start.elapsed()));
        std::hint::black_box(changed);
        last = next;
    }
    let (median, worst) = median(times);
    row("key to picture: median, 99 of 100", &format!("{median:.2} ms, {worst:.2} ms"), "1 ms");
    row("  memory", &memory(), "40 MB");
}

/// Reading and checking a course of 10,000 steps.
fn large_course() {
    let lessons = 100;
    let mut files = BTreeMap::new();
    let names: Vec<String> = (0..lessons).map(|n| format!("\"l{n}\"")).collect();
    let plan = format!(
        "format = 1\nid = \"big\"\ntitle = \"Big\"\nlanguages = [\"en\"]\n[[module]]\nid = \"m\"\ntitle = \"M\"\nlessons = [{}]\n",
        names.join(", ")
    );
    files.insert("course.toml".to_owned(), plan.into());
    files.insert("sources.toml".to_owned(), "[X]\ntitle = \"X\"\n".into());
    for lesson in 0..lessons {
        let mut text = format!("title = \"Lesson {lesson}\"\nminutes = 30\n");
        for step in 0..STEPS / lessons {
            let id = format!("s{lesson}-{step}");
            if step % 2 == 0 {
                text.push_str(&format!(
                    "[[step]]\nid = \"{id}\"\ntitle = \"Read {step}\"\ntext = '''\nA text with *emphasis* and a source [@X 1].\n\n- one\n- two\n\nAnother paragraph of some twenty words, which is about what a short step of a course has to say.\n'''\n"
                ));
            } else {
                text.push_str(&format!(
                    "[[step]]\nid = \"{id}\"\ntitle = \"Ask {step}\"\nkind = \"choice\"\nprompt = \"Which one?\"\nhints = [\"Look again.\"]\nexplain = \"It is so.\"\nsources = [\"X 2\"]\noptions = [{{ text = \"this\", right = true }}, {{ text = \"that\", because = \"No.\" }}, {{ text = \"those\", because = \"No.\" }}]\n"
                ));
            }
        }
        files.insert(format!("m/l{lesson}.toml"), text.into());
    }
    let bundle = Bundle { folder: "big".into(), files, refused: Vec::new() };
    let start = Instant::now();
    let loaded = read(&bundle, None);
    let time = milliseconds(start.elapsed());
    assert!(loaded.complaints.is_empty(), "{:?}", loaded.show().first());
    assert_eq!(loaded.course.map(|course| course.steps.len()), Some(STEPS));
    row("a course of 10,000 steps", &format!("{time:.0} ms, {}", memory()), "150 ms, 40 MB");
}

/// Writing 100,000 events, then single answers, each waited for.
fn fill_store() {
    let stream = Stream::new("anna", "untoc").expect("a name");
    let store = Disk::open(&store_folder(), 0).expect("a store");
    let entries = (0..EVENTS).map(|n| {
        let what = Happened::Answered {
            place: Place::Step(format!("step-{}", n % 300).into()),
            edition: Edition(7),
            answer: Answer::Chosen([Item((n % 4) as u16)].into()),
            share: Some(Share::of(n % 3, 2)),
        };
        to_entry(&Event { at: Time(n as i64 * 1_000), what }).expect("an entry")
    });
    let entries: Vec<_> = entries.collect();
    for some in entries.chunks(2_000) {
        store.append(&stream, some.to_vec()).wait().expect("on the disk");
    }
    let other = Stream::new("ben", "untoc").expect("a name");
    let mut acks = Vec::new();
    for entry in entries.iter().take(300) {
        let start = Instant::now();
        store.append(&other, vec![entry.clone()]).wait().expect("on the disk");
        acks.push(milliseconds(start.elapsed()));
    }
    let (median, worst) = median(acks);
    row("an answer on the disk: median, 99 of 100", &format!("{median:.2} ms, {worst:.2} ms"), "none");
}

/// Opening a store of 100,000 events, then taking up the work of the learner who has them all.
fn open_store() {
    let stream = Stream::new("anna", "untoc").expect("a name");
    let start = Instant::now();
    let store = Disk::open(&store_folder(), 0).expect("a store");
    let time = milliseconds(start.elapsed());
    row("opening a store of 100,000 events", &format!("{time:.0} ms, {}", memory()), "150 ms, 40 MB");
    let start = Instant::now();
    let (progress, unread) = progress(&store, &stream).expect("events");
    assert_eq!(unread, 0);
    std::hint::black_box(&progress);
    let time = milliseconds(start.elapsed());
    row("  reading and folding them all", &format!("{time:.0} ms, {}", memory()), "none");
}

fn store_folder() -> PathBuf {
    std::env::var_os(STORE).map(PathBuf::from).expect("a folder for the store")
}
