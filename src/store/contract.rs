//! What every store promises, tried on each of them.

use std::io::Cursor;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::class::{ClassEvent, Done, Profile, Role, console};
use crate::session::Time;

const NOW: i64 = 1_795_428_000_000;

/// A store with whatever must outlive it.
pub(super) struct Kept {
    pub(super) store: Box<dyn Store>,
    _folder: Option<TempDir>,
}

fn memory(origin: u64) -> Kept {
    Kept { store: Box::new(Memory::new(origin)), _folder: None }
}

fn disk(_: u64) -> Kept {
    let folder = tempfile::tempdir().unwrap();
    let store = Box::new(Disk::open(folder.path(), NOW).unwrap());
    Kept { store, _folder: Some(folder) }
}

const STORES: [fn(u64) -> Kept; 2] = [memory, disk];

pub(super) fn stream(learner: &str, course: &str) -> Stream {
    Stream::new(learner, course).unwrap()
}

pub(super) fn entry(at: i64, body: &str) -> Entry {
    Entry { at, body: body.to_owned() }
}

pub(super) fn bodies(store: &dyn Store, stream: &Stream) -> Vec<String> {
    let stored = store.read(stream).unwrap();
    stored.into_iter().map(|stored| stored.entry.body).collect()
}

fn exported(store: &dyn Store) -> Vec<u8> {
    let mut out = Vec::new();
    export(store, None, &mut out).unwrap();
    out
}

fn imported(store: &dyn Store, bytes: &[u8]) -> ImportReport {
    import(store, &mut Cursor::new(bytes)).unwrap()
}

#[test]
fn what_was_acknowledged_is_read_back_in_order() {
    for make in STORES {
        let kept = make(1);
        let store = &*kept.store;
        let anna = stream("anna", "untoc");
        assert_eq!(store.read(&anna).unwrap(), []);
        store.append(&anna, vec![entry(5, "1"), entry(9, "2")]).wait().unwrap();
        store.append(&anna, vec![entry(7, "3")]).wait().unwrap();
        store.append(&anna, vec![]).wait().unwrap();
        store.append(&stream("anna", "a"), vec![entry(1, "{}")]).wait().unwrap();
        store.append(&stream("anna", "untoc2"), vec![entry(1, "[]")]).wait().unwrap();
        let read = store.read(&anna).unwrap();
        let told: Vec<_> =
            read.iter().map(|stored| (stored.id.seq, stored.entry.at, stored.entry.body.as_str())).collect();
        assert_eq!(told, [(1, 5, "1"), (2, 9, "2"), (3, 9, "3")]);
        assert_eq!(store.streams().unwrap(), [stream("anna", "a"), anna, stream("anna", "untoc2")]);
        assert_eq!(store.damage().unwrap(), []);
    }
}

#[test]
fn one_bad_entry_keeps_the_whole_append_out() {
    for make in STORES {
        let kept = make(1);
        let anna = stream("anna", "untoc");
        let refused = kept.store.append(&anna, vec![entry(1, "1"), entry(2, "{")]).wait();
        assert_eq!(refused, Err(StoreError::Entry(Fault::Body)));
        assert_eq!(refused.unwrap_err().to_string(), "This cannot be saved: its content is not plain JSON.");
        assert_eq!(bodies(&*kept.store, &anna), [""; 0]);
    }
}

#[test]
fn long_bodies_and_odd_letters_are_kept_whole() {
    for make in STORES {
        let kept = make(1);
        let anna = stream("anna", "untoc");
        let essays: Vec<String> = [1, 6_000, 6_144, 31_000, 65_536, MAX_BODY - 2]
            .map(|length| {
                format!("\"{}\"", "字é"[..].chars().cycle().take(length / 5 * 2).collect::<String>())
            })
            .to_vec();
        let entries = essays.iter().map(|essay| entry(1, essay)).collect();
        kept.store.append(&anna, entries).wait().unwrap();
        assert_eq!(bodies(&*kept.store, &anna), essays);
        kept.store.append(&anna, vec![entry(1, "\"\u{202e}\"")]).wait().unwrap();
        assert_eq!(bodies(&*kept.store, &anna).last().unwrap(), r#""\u202e""#);
        let too_long = format!("\"{}\"", "x".repeat(MAX_BODY));
        let refused = kept.store.append(&anna, vec![entry(1, &too_long)]).wait();
        assert_eq!(refused.unwrap_err().to_string(), "This is too long to be saved.");
    }
}

#[test]
fn an_export_is_the_same_wherever_it_comes_from() {
    for make in STORES {
        let (one, two) = (make(1), memory(2));
        for number in 0..20 {
            let stream = stream(["anna", "ben"][number % 2], "untoc");
            one.store.append(&stream, vec![entry(NOW, &number.to_string())]).wait().unwrap();
        }
        let lines = exported(&*one.store);
        let report = imported(&*two.store, &lines);
        assert_eq!((report.added, report.known, report.refused.len()), (20, 0, 0));
        assert_eq!(exported(&*two.store), lines);
        let again = imported(&*one.store, &lines);
        assert_eq!((again.added, again.known, again.refused.len()), (0, 20, 0));
        let mut only_ben = Vec::new();
        assert_eq!(export(&*one.store, Some("ben"), &mut only_ben), Ok(10));
        assert!(!String::from_utf8(only_ben).unwrap().contains("anna"));
    }
}

#[test]
fn exporting_to_a_file_replaces_it_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.jsonl");
    std::fs::write(&path, "old").unwrap();
    let store = memory(1).store;
    store.append(&stream("anna", "untoc"), vec![entry(1, "1")]).wait().unwrap();
    assert_eq!(export_file(&*store, None, &path), Ok(1));
    assert_eq!(std::fs::read(&path).unwrap(), exported(&*store));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let nowhere = folder.path().join("no/out");
    assert!(export_file(&*store, None, &nowhere).is_err());
}

#[test]
fn a_byte_order_mark_before_the_first_line_is_no_part_of_it() {
    for make in STORES {
        let (one, two) = (make(1), make(2));
        one.store.append(&stream("anna", "untoc"), vec![entry(1, "1"), entry(2, "2")]).wait().unwrap();
        let bytes = [b"\xef\xbb\xbf".as_slice(), &exported(&*one.store)].concat();
        let report = imported(&*two.store, &bytes);
        assert_eq!((report.added, report.refused), (2, vec![]));
    }
}

#[test]
fn an_event_of_a_newer_program_is_refused_and_locks_nobody_out() {
    for make in STORES {
        let (one, two) = (make(1), make(2));
        let entries = vec![entry(1, r#"{"v":1,"e":"came"}"#), entry(2, r#"{"v":7,"e":"flew"}"#)];
        one.store.append(&stream("anna", "untoc"), entries).wait().unwrap();
        let report = imported(&*two.store, &exported(&*one.store));
        assert_eq!((report.added, report.refused), (1, vec![(2, Fault::Newer(7))]));
    }
}

#[test]
fn bad_lines_are_refused_by_their_number() {
    for make in STORES {
        let (one, two) = (make(1), make(2));
        let anna = stream("anna", "untoc");
        let entries = (0..6).map(|number| entry(number, &format!("\"mark {number}\""))).collect();
        one.store.append(&anna, entries).wait().unwrap();
        let text = String::from_utf8(exported(&*one.store)).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines[1] = lines[1].replace("mark 1", "mark 9");
        // A line forged with the right checksum is given away by its neighbour.
        let forged = entry(3, "\"mark 9\"");
        let honest = Line::read(lines[3].as_bytes()).unwrap();
        let prev = honest.glance().prev;
        lines[3] = Line::write(&anna, honest.id(), prev, &forged).text().to_owned();
        lines.push(String::new());
        lines.push("hello".to_owned());
        lines.push("x".repeat(MAX_LINE + 1_000_000));
        let newer = r#"{"v":7"#;
        lines.push(format!(r#"{newer},"crc":"{:08x}"}}"#, crc32c::crc32c(newer.as_bytes())));
        lines.push("\u{0}\u{1b}[2J".to_owned());
        let report = imported(&*two.store, lines.join("\r\n").as_bytes());
        assert_eq!(report.added, 4);
        assert_eq!(
            report.refused,
            [
                (2, Fault::Checksum),
                (4, Fault::Chain),
                (8, Fault::Shape),
                (9, Fault::TooLong),
                (10, Fault::Newer(7)),
                (11, Fault::Shape)
            ]
        );
        let missing: Vec<String> = two.store.damage().unwrap().iter().map(Damage::to_string).collect();
        assert_eq!(
            missing.iter().map(|text| &text[..text.find(" (").unwrap()]).collect::<Vec<_>>(),
            ["Missing: entry 2 of anna in untoc", "Missing: entry 4 of anna in untoc"]
        );
        assert_eq!(imported(&*two.store, text.as_bytes()).added, 2);
        assert_eq!(two.store.damage().unwrap(), []);
    }
}

#[test]
fn a_long_list_of_refusals_is_counted_not_kept() {
    let report = imported(&Memory::new(1), "x\n".repeat(MAX_REFUSED + 5).as_bytes());
    assert_eq!((report.refused.len(), report.unlisted), (MAX_REFUSED, 5));
}

/// Appends by several learners to several stores, then lines carried about.
fn lines_of(appends: &[(u8, u8, i64)]) -> Vec<String> {
    let stores = [Memory::new(10), Memory::new(11), Memory::new(12)];
    for (number, &(store, learner, at)) in appends.iter().enumerate() {
        let stream = stream(["anna", "ben"][usize::from(learner) % 2], "untoc");
        let entry = entry(at, &number.to_string());
        stores[usize::from(store) % 3].append(&stream, vec![entry]).wait().unwrap();
    }
    let text: Vec<u8> = stores.iter().flat_map(|store| exported(store)).collect();
    String::from_utf8(text).unwrap().lines().map(|line| format!("{line}\n")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn imports_in_any_order_and_number_end_the_same(
        appends in prop::collection::vec((0u8..3, 0u8..2, 0i64..50), 1..40),
        order in prop::collection::vec(any::<prop::sample::Index>(), 0..80),
        cut in 1usize..20,
    ) {
        let lines = lines_of(&appends);
        let straight = Memory::new(1);
        imported(&straight, lines.concat().as_bytes());
        let shuffled = Memory::new(2);
        let mut some: Vec<&String> = order.iter().map(|index| index.get(&lines)).collect();
        some.extend(lines.iter().rev());
        for file in some.chunks(cut) {
            let file: String = file.iter().map(|line| line.as_str()).collect();
            prop_assert_eq!(imported(&shuffled, file.as_bytes()).refused, vec![]);
        }
        prop_assert_eq!(exported(&shuffled), exported(&straight));
        for learner in ["anna", "ben"] {
            let stream = stream(learner, "untoc");
            prop_assert_eq!(shuffled.read(&stream), straight.read(&stream));
        }
        prop_assert_eq!(shuffled.damage(), Ok(vec![]));
    }

    #[test]
    fn hostile_imports_never_panic_and_never_pass(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let store = Memory::new(1);
        prop_assert_eq!(imported(&store, &bytes).added, 0);
    }
}

#[test]
fn a_disk_takes_imports_like_memory() {
    let appends: Vec<_> = (0..60).map(|number| (number % 3, number % 2, i64::from(number % 7))).collect();
    let lines = lines_of(&appends);
    let (there, back) = (memory(1), disk(2));
    imported(&*there.store, lines.concat().as_bytes());
    for line in lines.iter().rev().chain(&lines) {
        imported(&*back.store, line.as_bytes());
    }
    assert_eq!(exported(&*back.store), exported(&*there.store));
}

fn class_event(at: i64, what: Done) -> Entry {
    class_to_entry(&ClassEvent { at: Time(at), by: console(), what }).unwrap()
}

fn added(name: &str) -> Done {
    let profile = Profile { name: name.to_uppercase(), ..Profile::default() };
    Done::PersonAdded { person: name.into(), profile, role: Role::Learner }
}

/// A store with work of Anna and Ben, and a class book with both; Anna has just been erased from it.
pub(super) fn with_anna_and_ben(store: &dyn Store) {
    let book = vec![
        class_event(1, added("anna")),
        class_event(1, added("ben")),
        class_event(2, Done::Erased { person: "anna".into() }),
    ];
    store.append(&stream("anna", "untoc"), vec![entry(5, "\"ANNA 1\""), entry(6, "2")]).wait().unwrap();
    store.append(&Stream::book(), book).wait().unwrap();
    store.append(&stream("ben", "untoc"), vec![entry(7, "\"BEN 1\""), entry(8, "2")]).wait().unwrap();
    store.append(&stream("anna", "other"), vec![entry(9, "3")]).wait().unwrap();
}

#[test]
fn an_erased_learner_leaves_nothing_and_takes_nothing_of_others() {
    for make in STORES {
        let kept = make(1);
        let store = &*kept.store;
        with_anna_and_ben(store);
        let ben = stream("ben", "untoc");
        let before = store.lines(&ben).unwrap();
        assert_eq!(store.forget(&"anna".into()), Ok(4));
        assert_eq!(store.streams().unwrap(), [Stream::book(), ben.clone()]);
        assert_eq!(store.lines(&ben).unwrap(), before);
        assert_eq!(
            store.read(&Stream::book()).unwrap().into_iter().map(|stored| stored.entry).collect::<Vec<_>>(),
            [class_event(1, added("ben")), class_event(2, Done::Erased { person: "anna".into() })]
        );
        assert_eq!(store.damage().unwrap(), []);
        assert_eq!(store.forget(&"anna".into()), Ok(0));
        // She may come back, and nothing of hers is taken for what was erased.
        store.append(&stream("anna", "untoc"), vec![entry(20, "4")]).wait().unwrap();
        store.append(&ben, vec![entry(21, "5")]).wait().unwrap();
        assert_eq!(bodies(store, &stream("anna", "untoc")), ["4"]);
        assert_eq!(bodies(store, &ben).len(), 3);
        let other = make(77);
        assert!(imported(&*other.store, &exported(store)).refused.is_empty());
        assert_eq!(exported(&*other.store), exported(store));
    }
}

#[test]
fn no_byte_of_an_erased_learner_is_left_in_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::open(folder.path(), NOW).unwrap();
    with_anna_and_ben(&disk);
    disk.forget(&"anna".into()).unwrap();
    let wanted = exported(&disk);
    drop(disk);
    let mut folders = vec![folder.path().to_owned()];
    let mut holding = [0, 0];
    while let Some(next) = folders.pop() {
        for found in std::fs::read_dir(next).unwrap() {
            let path = found.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            for (count, words) in holding.iter_mut().zip(["ANNA", "BEN"]) {
                *count += usize::from(bytes.windows(words.len()).any(|window| window == words.as_bytes()));
            }
        }
    }
    assert_eq!(holding, [0, 2]);
    let again = Disk::open(folder.path(), NOW).unwrap();
    assert_eq!(exported(&again), wanted);
    assert_eq!(again.damage().unwrap(), []);
}
