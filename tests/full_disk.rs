//! A full disk never stops a learner: said at once, saved when there is space again.

#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use common::talk::Talk;
use common::{Home, small_course};

/// A small file system that is taken away again.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    /// None where the system does not let us make one.
    fn mount(at: &'a Path) -> Option<Self> {
        fs::create_dir_all(at).ok()?;
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=16m,mode=0700", "tmpfs"]).arg(at).stderr(Stdio::null());
        mount.status().is_ok_and(|status| status.success()).then_some(Self(at))
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

#[test]
fn the_learner_goes_on_and_the_work_is_saved_when_space_returns() {
    let home = Home::new();
    let data = home.data();
    let Some(_disk) = SmallDisk::mount(&data) else {
        println!("left out: a small disk can be made by root only");
        return;
    };
    let mut command = home.command(&["--linear", "--course", &small_course()]);
    let mut talk = Talk::of(command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()));
    talk.ask("");
    talk.ask("lesson 2");
    talk.ask("go 2");
    assert!(talk.ask("note before").contains("Saved."));
    let filler = data.join("filler");
    let full = Command::new("dd")
        .args(["if=/dev/zero", "bs=4k"])
        .arg(format!("of={}", filler.display()))
        .stderr(Stdio::null())
        .status();
    assert!(full.is_ok_and(|status| !status.success()), "the disk is full");
    let mut said = String::new();
    let mut written = 0;
    while !said.contains("Not saved") && written < 400 {
        said = talk.ask(&format!("note {} {written}", "many words ".repeat(200)));
        written += 1;
    }
    assert!(
        said.contains("Not saved: The disk is full. Your work will be saved when there is space again."),
        "{said}"
    );
    assert!(talk.ask("again").contains("Pick one"), "the learner goes on");
    fs::remove_file(&filler).expect("space");
    assert!(talk.ask("note the last words").contains("Saved."));
    assert_eq!(talk.end(), 0);
    let export = home.export();
    assert!(export.contains("\"before\"") && export.contains("the last words"));
    for number in 0..written {
        let found = export.matches(&format!("many words  {number}\"")).count();
        assert_eq!(found, 1, "note {number} is there {found} times");
    }
}
