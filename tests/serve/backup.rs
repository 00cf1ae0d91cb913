//! Looking at what is kept, and taking a copy of it, while learners write.

use std::time::Duration;

use tokio::sync::mpsc;

use crate::common::{Home, small_course};
use crate::killed::writes;
use crate::program::Program;

/// Learners at work meanwhile.
const LEARNERS: u8 = 4;
/// So long a server may take to acknowledge what this test waits for.
const LIMIT: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_while_learners_write_misses_nothing_that_was_acknowledged_before() {
    let home = Home::new();
    let program = Program::start(&home);
    let (sender, mut notes) = mpsc::unbounded_channel();
    let mut learners = tokio::task::JoinSet::new();
    for number in 0..LEARNERS {
        learners.spawn(writes(number, 0, program.address, program.code.clone(), sender.clone()));
    }
    drop(sender);
    let mut acknowledged = Vec::new();
    while acknowledged.len() < 40 {
        let note = tokio::time::timeout(LIMIT, notes.recv()).await.expect("the server answers");
        let note = note.expect("somebody at work");
        if note.acknowledged {
            acknowledged.push(note.words);
        }
    }

    let backup = home.file("backup.jsonl");
    let path = backup.to_str().unwrap().to_owned();
    let (ran, home) =
        tokio::task::spawn_blocking(move || (home.run(&["export", &path], b""), home)).await.unwrap();
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.ends_with(&format!(" entries written to {}.\n", backup.display())), "{}", ran.out);
    // What came meanwhile, and what comes now.
    let mut later = 0;
    while later < 10 {
        let note = tokio::time::timeout(LIMIT, notes.recv()).await.expect("the server goes on");
        later += usize::from(note.expect("somebody at work").acknowledged);
    }

    let (course, name) = (small_course(), "learner-1");
    let looks: [&[&str]; 4] = [
        &["progress", "--course", &course, "--learner", name],
        &["certificate", "--course", &course, "--learner", name],
        &["class", "export", "--course", &course, "--table", "results"],
        &["export", "--learner", name],
    ];
    for look in looks {
        let ran = home.run(look, b"");
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{look:?}");
        assert!(ran.out.contains(name) && !ran.out.contains("learner-9"), "{look:?}:\n{}", ran.out);
    }
    let ran = home.run(&["export", "--learner", "nobody"], b"");
    assert_eq!((ran.code, ran.err.as_str()), (2, "curricle: There is no learner `nobody`.\n"));
    tokio::task::spawn_blocking(|| program.ends_well()).await.unwrap();
    while learners.join_next().await.is_some() {}

    let elsewhere = Home::new();
    let ran = elsewhere.run(&["import", "--class", backup.to_str().unwrap()], b"");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    let restored = elsewhere.export();
    for words in &acknowledged {
        assert_eq!(restored.matches(&format!("\"{words}\"")).count(), 1, "{words}");
    }
    let class = elsewhere.run(&["class", "show"], b"").out;
    for number in 0..LEARNERS {
        assert!(class.contains(&format!("learner-{number}")), "{class}");
    }
}
