//! The disk's worst days: flipped bits, cut files, lost folders, two openers, no space.
//!
//! A full disk is played by a gate before each write, because a real one needs a small file system
//! and the rights to mount it. The gate can refuse before a write or after it, which is worse.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tempfile::TempDir;

use super::contract::{bodies, entry, stream, with_anna_and_ben};
use super::gate::{Gate, Step};
use super::journal::fresh_origin;
use super::*;

const NOW: i64 = 1_795_428_000_000;

/// Refuses the steps it is told to, and never spends time on ballast.
#[derive(Debug, Default)]
struct Weather {
    full: Mutex<Vec<Step>>,
    broken_once: Mutex<Vec<Step>>,
}

impl Weather {
    fn refuse(&self, steps: &[Step]) {
        *self.full.lock().unwrap() = steps.to_vec();
    }

    fn break_once(&self, steps: &[Step]) {
        *self.broken_once.lock().unwrap() = steps.to_vec();
    }
}

impl Gate for Weather {
    fn pass(&self, step: Step) -> io::Result<()> {
        if step == Step::Ballast || self.full.lock().unwrap().contains(&step) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let mut broken = self.broken_once.lock().unwrap();
        if let Some(place) = broken.iter().position(|&broken| broken == step) {
            broken.remove(place);
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(())
    }
}

fn open(folder: &Path) -> Result<Disk, StoreError> {
    open_as(fresh_origin()?, folder)
}

/// Opens under a given origin, so that the files are the same in every run of the tests.
fn open_as(origin: u64, folder: &Path) -> Result<Disk, StoreError> {
    Disk::open_with(folder, NOW, origin, Arc::new(Weather::default()))
}

/// A small generator, so that a failure names the seed that shows it again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }
}

fn learners() -> [Stream; 2] {
    [stream("anna", "untoc"), stream("ben", "untoc")]
}

type Everything = Vec<Vec<Stored>>;

fn everything(store: &Disk) -> Everything {
    learners().iter().map(|stream| store.read(stream).unwrap()).collect()
}

/// A store after three sittings, with an essay in it.
fn template() -> (TempDir, Everything) {
    let folder = tempfile::tempdir().unwrap();
    for sitting in 0..3 {
        let store = open_as(sitting + 1, folder.path()).unwrap();
        for number in 0..12 {
            let body = format!("{{\"sitting\":{sitting},\"number\":{number}}}");
            let stream = &learners()[number % 2];
            store.append(stream, vec![entry(NOW + number as i64, &body)]).wait().unwrap();
        }
        let essay = format!("\"{}\"", "All is well. ".repeat(1_500));
        store.append(&learners()[0], vec![entry(NOW, &essay)]).wait().unwrap();
    }
    // Looked at in a copy: opening would make sled note all of the last sitting in its snapshot,
    // and what it has not noted is what it drops without a word.
    let seen = tempfile::tempdir().unwrap();
    copy(folder.path(), seen.path());
    let all = everything(&open(seen.path()).unwrap());
    assert_eq!(all.iter().map(Vec::len).collect::<Vec<_>>(), [21, 18]);
    (folder, all)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for found in fs::read_dir(from).unwrap() {
        let found = found.unwrap();
        let target = to.join(found.file_name());
        if found.file_type().unwrap().is_dir() {
            copy(&found.path(), &target);
        } else {
            fs::copy(found.path(), target).unwrap();
        }
    }
}

/// Most of a new database file is empty; damage is aimed at what is used.
fn used(bytes: &[u8]) -> usize {
    let last = bytes.iter().rposition(|byte| *byte != 0);
    last.map_or(1, |last| last + 1)
}

fn flip(path: &Path, dice: &mut Dice) {
    let mut bytes = fs::read(path).unwrap();
    let used = used(&bytes);
    bytes[dice.below(used)] ^= 1 << dice.below(8);
    fs::write(path, bytes).unwrap();
}

fn truncate(path: &Path, dice: &mut Dice) {
    let length = used(&fs::read(path).unwrap());
    let file = fs::File::options().write(true).open(path).unwrap();
    file.set_len(dice.below(length) as u64).unwrap();
}

fn in_sled(folder: &Path, dice: &mut Dice) -> PathBuf {
    let mut files: Vec<PathBuf> = fs::read_dir(folder.join("sled"))
        .unwrap()
        .map(|found| found.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    // The database file itself three times out of four.
    if dice.below(4) > 0 { folder.join("sled/db") } else { files[dice.below(files.len())].clone() }
}

fn in_record(folder: &Path, _: &mut Dice) -> PathBuf {
    folder.join("record/00001.jsonl")
}

type Spoil = fn(&Path, &mut Dice);
type Where = fn(&Path, &mut Dice) -> PathBuf;

/// Damages one copy in many places: nothing may be lost, and the store must go on working.
fn nothing_is_lost(spoil: Spoil, place: Where, seeds: std::ops::Range<u64>, notices: usize) {
    let (template, all) = template();
    let (mut noticed, tries) = (0, seeds.clone().count());
    for seed in seeds {
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path().join("data");
        copy(template.path(), &folder);
        let mut dice = Dice(seed);
        spoil(&place(&folder, &mut dice), &mut dice);
        let store = open(&folder).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        assert!(everything(&store) == all, "seed {seed}: {:?}", store.damage());
        assert!(!store.damage().unwrap().iter().any(Damage::is_loss), "seed {seed}");
        noticed += usize::from(!store.damage().unwrap().is_empty());
        let [anna, _] = learners();
        store.append(&anna, vec![entry(NOW, "\"after\"")]).wait().unwrap();
        drop(store);
        let store = open(&folder).unwrap();
        assert_eq!(store.damage().unwrap(), [], "seed {seed}: the damage was mended");
        assert_eq!(bodies(&store, &anna).len(), all[0].len() + 1, "seed {seed}");
    }
    assert!(noticed * 100 >= tries * notices, "only {noticed} of {tries} had any effect");
}

#[test]
fn a_database_that_breaks_while_writing_is_tried_again_and_then_replaced() {
    let (folder, all) = template();
    let weather = Arc::new(Weather::default());
    let store = Disk::open_with(folder.path(), NOW, 99, weather.clone()).unwrap();
    let [anna, ben] = learners();
    weather.break_once(&[Step::StoreSync]);
    assert_eq!(
        store.append(&anna, vec![entry(NOW, "1")]).wait().unwrap_err().to_string(),
        "The course data cannot be used now: a part of it cannot be read."
    );
    weather.break_once(&[Step::StoreWrite]);
    store.append(&ben, vec![entry(NOW, "2")]).wait().unwrap();
    assert_eq!(bodies(&store, &anna).len(), all[0].len());
    assert_eq!(bodies(&store, &ben).len(), all[1].len() + 1);
    let damage = store.damage().unwrap();
    assert!(
        matches!(damage[..], [Damage::StoreMoved { .. }, Damage::Completed { entries: 39, .. }]),
        "{damage:?}"
    );
}

#[test]
fn bits_flipped_in_the_database_lose_nothing() {
    nothing_is_lost(flip, in_sled, 0..200, 75);
}

#[test]
fn bits_flipped_in_the_record_lose_nothing() {
    // Each bit of the record counts.
    nothing_is_lost(flip, in_record, 0..200, 100);
}

#[test]
fn a_database_cut_anywhere_loses_nothing() {
    nothing_is_lost(truncate, in_sled, 0..60, 75);
}

#[test]
fn a_record_cut_anywhere_loses_nothing() {
    nothing_is_lost(truncate, in_record, 0..60, 90);
}

#[test]
fn damage_in_both_copies_is_never_silent() {
    let (template, all) = template();
    for seed in 0..60 {
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path().join("data");
        copy(template.path(), &folder);
        let mut dice = Dice(seed);
        for place in [in_sled as Where, in_record] {
            let spoil = if dice.below(2) == 0 { flip } else { truncate };
            spoil(&place(&folder, &mut dice), &mut dice);
        }
        let store = open(&folder).unwrap();
        let left = everything(&store);
        for (left, all) in left.iter().zip(&all) {
            assert!(left.iter().all(|stored| all.contains(stored)), "seed {seed}");
        }
        assert!(left == all || !store.damage().unwrap().is_empty(), "seed {seed}");
        let stored = store.append(&learners()[0], vec![entry(NOW, "1")]).wait();
        assert_eq!(stored, Ok(()), "seed {seed}");
    }
}

#[test]
fn a_damaged_middle_line_is_named_and_made_again() {
    let (folder, all) = template();
    let path = folder.path().join("record/00001.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    let spoilt = text.replacen("\"number\":3", "\"number\":8", 1);
    assert_ne!(spoilt, text);
    fs::write(&path, &spoilt).unwrap();
    let store = open(folder.path()).unwrap();
    let told: Vec<String> = store.damage().unwrap().iter().map(Damage::to_string).collect();
    assert_eq!(
        told,
        [
            "Line 4 of record/00001.jsonl was damaged. The old file was kept aside.",
            "1 entry missing in the record: completed from the database."
        ]
    );
    assert!(everything(&store) == all);
    let kept = folder.path().join("damaged-1/00001.jsonl");
    assert_eq!(fs::read_to_string(kept).unwrap(), spoilt);
}

#[test]
fn what_both_copies_lost_is_named_and_its_numbers_stay_free() {
    let (folder, all) = template();
    fs::remove_dir_all(folder.path().join("sled")).unwrap();
    let path = folder.path().join("record/00001.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("\"number\":3", "\"number\":8", 1)).unwrap();
    let store = open(folder.path()).unwrap();
    let damage = store.damage().unwrap();
    let lost: Vec<&Damage> = damage.iter().filter(|damage| damage.is_loss()).collect();
    let first = all[1][0].id;
    let named = Damage::Missing(Gap {
        stream: learners()[1].clone(),
        origin: lost.first().map_or(0, |damage| match damage {
            Damage::Missing(gap) => gap.origin,
            _ => 0,
        }),
        first: 2,
        last: 2,
    });
    assert_eq!(lost, [&named], "{first:?}");
    import(&store, &mut text.as_bytes()).unwrap();
    assert!(everything(&store) == all);
    assert!(!store.damage().unwrap().iter().any(Damage::is_loss));
}

/// Counts what was made durable.
#[derive(Debug, Default)]
struct Watch(Mutex<Vec<Step>>);

impl Gate for Watch {
    fn pass(&self, _: Step) -> io::Result<()> {
        Ok(())
    }

    fn sync(&self, step: Step, file: &fs::File) -> io::Result<()> {
        file.sync_data()?;
        self.0.lock().unwrap().push(step);
        Ok(())
    }
}

#[test]
fn nothing_is_acknowledged_before_both_copies_are_durable() {
    let temp = tempfile::tempdir().unwrap();
    let watch = Arc::new(Watch::default());
    let store = Disk::open_with(temp.path(), NOW, 99, watch.clone()).unwrap();
    for number in 0..20 {
        watch.0.lock().unwrap().clear();
        store.append(&learners()[0], vec![entry(number, "1")]).wait().unwrap();
        assert_eq!(*watch.0.lock().unwrap(), [Step::RecordSync, Step::StoreSync]);
    }
}

/// All files in a folder and below it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for found in fs::read_dir(folder).unwrap() {
        let path = found.unwrap().path();
        if path.is_dir() { files.extend(self::files(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

#[test]
fn any_one_file_may_be_deleted_or_emptied() {
    let (template, all) = template();
    let names: Vec<PathBuf> = files(template.path())
        .iter()
        .map(|path| path.strip_prefix(template.path()).unwrap().to_owned())
        .collect();
    assert!(names.len() >= 5, "{names:?}");
    for name in names {
        for empty in [false, true] {
            let temp = tempfile::tempdir().unwrap();
            let folder = temp.path().join("data");
            copy(template.path(), &folder);
            let path = folder.join(&name);
            if empty {
                fs::write(&path, "").unwrap();
            } else {
                fs::remove_file(&path).unwrap();
            }
            let store = open(&folder).unwrap_or_else(|error| panic!("{name:?}: {error}"));
            assert!(everything(&store) == all, "{name:?}: {:?}", store.damage());
            assert!(!store.damage().unwrap().iter().any(Damage::is_loss), "{name:?}");
            let held_work = name.starts_with("record") || name.ends_with("db");
            let named = !store.damage().unwrap().is_empty();
            assert!(named || !held_work, "{name:?}, emptied: {empty}");
            drop(store);
            both_copies_are_whole(&folder, &all);
        }
    }
}

/// Each copy alone has everything.
fn both_copies_are_whole(folder: &Path, all: &Everything) {
    for lost in ["sled", "record"] {
        let temp = tempfile::tempdir().unwrap();
        let half = temp.path().join("data");
        copy(folder, &half);
        fs::remove_dir_all(half.join(lost)).unwrap();
        assert!(everything(&open(&half).unwrap()) == *all, "without {lost}");
    }
}

#[test]
fn either_copy_may_be_deleted() {
    let (folder, all) = template();
    fs::remove_dir_all(folder.path().join("sled")).unwrap();
    let store = open(folder.path()).unwrap();
    assert!(everything(&store) == all);
    let completed = |copy| vec![Damage::Completed { copy, entries: 39 }];
    assert_eq!(store.damage().unwrap(), completed(Copy::Store));
    drop(store);
    fs::remove_dir_all(folder.path().join("record")).unwrap();
    let store = open(folder.path()).unwrap();
    assert!(everything(&store) == all);
    assert_eq!(store.damage().unwrap(), completed(Copy::Record));
    drop(store);
    for file in ["lock", "holder"] {
        fs::remove_file(folder.path().join(file)).unwrap();
    }
    fs::remove_dir_all(folder.path().join("sled")).unwrap();
    fs::remove_dir_all(folder.path().join("record")).unwrap();
    assert!(everything(&open(folder.path()).unwrap()).concat().is_empty());
}

#[test]
fn a_last_line_without_its_end_still_counts() {
    let (folder, all) = template();
    fs::remove_dir_all(folder.path().join("sled")).unwrap();
    let path = folder.path().join("record/00001.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.trim_end()).unwrap();
    let store = open(folder.path()).unwrap();
    assert!(everything(&store) == all);
    store.append(&learners()[0], vec![entry(NOW, "1")]).wait().unwrap();
    drop(store);
    assert!(fs::read_to_string(&path).unwrap().starts_with(&text));
    assert_eq!(open(folder.path()).unwrap().damage(), Ok(vec![]));
}

#[test]
fn damage_while_running_is_mended_from_the_other_copy() {
    let (folder, all) = template();
    let store = open(folder.path()).unwrap();
    fs::write(folder.path().join("sled/db"), vec![7; 300_000]).unwrap();
    assert!(everything(&store) == all);
    drop(store);
    assert!(everything(&open(folder.path()).unwrap()) == all);
}

#[test]
fn the_second_opener_is_told_at_once() {
    let (folder, _) = template();
    let first = open(folder.path()).unwrap();
    let told = open(folder.path()).unwrap_err().to_string();
    assert_eq!(
        told,
        format!(
            "The course data in {} is in use by another curricle (process {}, since 2026-11-23 10:00 UTC).",
            folder.path().display(),
            std::process::id()
        )
    );
    drop(first);
    open(folder.path()).unwrap();
}

#[test]
fn data_of_a_newer_program_is_left_alone() {
    let (folder, _) = template();
    let path = folder.path().join("record/00001.jsonl");
    let newer = r#"{"v":2,"new":true"#;
    let line = format!(r#"{newer},"crc":"{:08x}"}}"#, crc32c::crc32c(newer.as_bytes()));
    let before = fs::read_to_string(&path).unwrap() + &line + "\n";
    fs::write(&path, &before).unwrap();
    assert_eq!(
        open(folder.path()).unwrap_err().to_string(),
        "The course data was written by a newer curricle (format 2). Please upgrade curricle."
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
}

#[test]
fn copies_of_a_store_that_went_on_apart_can_be_joined() {
    let (one, all) = template();
    let two = tempfile::tempdir().unwrap();
    copy(one.path(), two.path());
    let [anna, _] = learners();
    let grown: Vec<Disk> = [&one, &two]
        .iter()
        .enumerate()
        .map(|(number, folder)| {
            let store = open(folder.path()).unwrap();
            store.append(&anna, vec![entry(NOW, &number.to_string())]).wait().unwrap();
            store
        })
        .collect();
    let mut lines = Vec::new();
    export(&grown[1], None, &mut lines).unwrap();
    let report = import(&grown[0], &mut lines.as_slice()).unwrap();
    assert_eq!((report.added, report.refused), (1, vec![]));
    assert_eq!(bodies(&grown[0], &anna).len(), all[0].len() + 2);
}

#[test]
fn many_essays_make_no_file_that_is_not_synced() {
    let temp = tempfile::tempdir().unwrap();
    let store = open(temp.path()).unwrap();
    let [anna, _] = learners();
    let essay = |number: usize| format!("\"{}\"", "x".repeat(2_000 + number * 7_919 % 120_000));
    for number in 0..60 {
        store.append(&anna, vec![entry(NOW, &essay(number))]).wait().unwrap();
    }
    assert_eq!(fs::read_dir(temp.path().join("sled/blobs")).unwrap().count(), 0);
    drop(store);
    let store = open(temp.path()).unwrap();
    let all: Vec<String> = (0..60).map(essay).collect();
    assert!(bodies(&store, &anna) == all);
}

#[test]
fn a_full_disk_refuses_and_forgets_nothing_and_doubles_nothing() {
    let full = [
        vec![Step::RecordWrite],
        vec![Step::RecordSync],
        vec![Step::StoreWrite],
        vec![Step::StoreSync],
        vec![Step::StoreSync, Step::StoreOpen],
        vec![Step::RecordWrite, Step::RecordSync, Step::StoreWrite, Step::StoreSync, Step::StoreOpen],
    ];
    for steps in full {
        let temp = tempfile::tempdir().unwrap();
        let weather = Arc::new(Weather::default());
        let store = Disk::open_with(temp.path(), NOW, 99, weather.clone()).unwrap();
        let [anna, ben] = learners();
        store.append(&anna, vec![entry(1, "1")]).wait().unwrap();
        weather.refuse(&steps);
        for _ in 0..2 {
            let refused = store.append(&anna, vec![entry(2, "2"), entry(2, "\"two\"")]).wait();
            assert_eq!(refused, Err(StoreError::Full), "{steps:?}");
            assert_eq!(bodies(&store, &anna), ["1"], "{steps:?}");
        }
        weather.refuse(&[]);
        store.append(&ben, vec![entry(3, "3")]).wait().unwrap();
        store.append(&anna, vec![entry(2, "2"), entry(2, "\"two\"")]).wait().unwrap();
        assert_eq!(bodies(&store, &anna), ["1", "2", "\"two\""], "{steps:?}");
        assert!(!store.damage().unwrap().iter().any(Damage::is_loss), "{steps:?}");
        drop(store);
        let store = open(temp.path()).unwrap();
        assert_eq!(bodies(&store, &anna), ["1", "2", "\"two\""], "{steps:?}");
        assert_eq!(bodies(&store, &ben), ["3"], "{steps:?}");
        assert_eq!(store.damage().unwrap(), [], "{steps:?}");
    }
}

#[test]
fn a_full_disk_at_the_start_still_lets_one_read() {
    let (folder, all) = template();
    let weather = Arc::new(Weather::default());
    weather.refuse(&[Step::StoreOpen, Step::RecordWrite]);
    let store = Disk::open_with(folder.path(), NOW, 99, weather.clone()).unwrap();
    assert!(everything(&store) == all);
    let [anna, _] = learners();
    let refused = store.append(&anna, vec![entry(NOW, "1")]).wait();
    assert_eq!(refused.unwrap_err().to_string(), "The disk is full.");
    weather.refuse(&[]);
    store.append(&anna, vec![entry(NOW, "1")]).wait().unwrap();
    assert_eq!(bodies(&store, &anna).len(), all[0].len() + 1);
}

#[test]
fn a_missing_database_on_a_full_disk_is_rebuilt_later() {
    let (folder, all) = template();
    fs::remove_dir_all(folder.path().join("sled")).unwrap();
    let weather = Arc::new(Weather::default());
    weather.refuse(&[Step::StoreWrite]);
    let store = Disk::open_with(folder.path(), NOW, 99, weather.clone()).unwrap();
    assert!(everything(&store) == all);
    weather.refuse(&[]);
    store.append(&learners()[1], vec![entry(NOW, "1")]).wait().unwrap();
    drop(store);
    fs::remove_dir_all(folder.path().join("record")).unwrap();
    let store = open(folder.path()).unwrap();
    assert_eq!(everything(&store)[0], all[0]);
    assert_eq!(store.read(&learners()[1]).unwrap().len(), all[1].len() + 1);
}

#[test]
fn appends_from_many_threads_are_all_kept() {
    let temp = tempfile::tempdir().unwrap();
    let store = open(temp.path()).unwrap();
    std::thread::scope(|scope| {
        for learner in ["anna", "ben", "cleo", "dan"] {
            let store = &store;
            scope.spawn(move || {
                let stream = stream(learner, "untoc");
                let acks: Vec<Ack> = (0..200)
                    .map(|number| store.append(&stream, vec![entry(number, &number.to_string())]))
                    .collect();
                for ack in acks {
                    ack.wait().unwrap();
                }
                let expected: Vec<String> = (0..200).map(|number| number.to_string()).collect();
                assert_eq!(bodies(store, &stream), expected);
            });
        }
    });
}

#[test]
fn what_was_handed_in_before_closing_is_kept() {
    let temp = tempfile::tempdir().unwrap();
    let store = open(temp.path()).unwrap();
    let [anna, _] = learners();
    let acks: Vec<Ack> = (0..50).map(|number| store.append(&anna, vec![entry(number, "1")])).collect();
    drop(store);
    for ack in acks {
        assert_eq!(ack.wait(), Ok(()));
    }
    assert_eq!(bodies(&open(temp.path()).unwrap(), &anna).len(), 50);
}

#[test]
fn an_erasure_that_is_hindered_costs_others_nothing_and_can_be_done_again() {
    for step in [Step::RecordWrite, Step::StoreOpen, Step::StoreWrite, Step::StoreSync] {
        for broken in [false, true] {
            let temp = tempfile::tempdir().unwrap();
            let weather = Arc::new(Weather::default());
            let store = Disk::open_with(temp.path(), NOW, 99, weather.clone()).unwrap();
            with_anna_and_ben(&store);
            let ben = stream("ben", "untoc");
            let before = store.lines(&ben).unwrap();
            if broken {
                weather.break_once(&[step]);
            } else {
                weather.refuse(&[step]);
            }
            let _ = store.forget(&"anna".into());
            weather.break_once(&[]);
            weather.refuse(&[]);
            assert_eq!(store.lines(&ben).unwrap(), before, "{step:?}");
            store.forget(&"anna".into()).unwrap();
            drop(store);
            let store = open(temp.path()).unwrap();
            assert_eq!(store.lines(&ben).unwrap(), before, "{step:?}");
            assert_eq!(store.streams().unwrap(), [Stream::book(), ben], "{step:?}");
            assert_eq!(store.read(&Stream::book()).unwrap().len(), 2, "{step:?}");
            assert!(store.damage().unwrap().iter().all(|damage| !matches!(damage, Damage::Missing(_))));
        }
    }
}
