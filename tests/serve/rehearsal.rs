//! A rehearsal in the running program: the wall moves, tables are written, and all of it goes.

use crate::client::{Client, connect, with_key};
use crate::common::{Home, small_course};
use crate::key;
use crate::program::Program;

#[tokio::test(flavor = "multi_thread")]
async fn learners_who_do_not_exist_work_before_a_trainers_eyes() {
    let home = Home::new();
    let program = Program::start(&home);
    let run = |arguments: &[&str]| {
        let ran = home.run(arguments, b"");
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
        ran.out
    };
    let said = run(&["rehearse", "--learners", "5"]);
    assert!(said.starts_with("5 learners who do not exist are in the class Rehearsal. They have"), "{said}");
    let tina = key(200).public_key().to_openssh().unwrap();
    run(&["class", "add-trainer", "rehearsal", "tina", "--key", &tina]);
    let mut handle = connect(program.address).await;
    assert!(with_key(&mut handle, "tina", &key(200)).await);
    let mut tina = Client::screen(handle, "xterm-256color", 80, 24).await;
    tina.sees("Rehearsal 05").await;
    let course = small_course();
    let table = |name: &str| run(&["class", "export", "rehearsal", "--table", name, "--course", &course]);
    assert_eq!(table("results").lines().count(), 1 + 5 * 2);
    // Others take their places, under names of their own, and come in at once.
    let said = run(&["rehearse", "--learners", "3", "--minutes", "1"]);
    assert!(said.contains("They work for a minute from now on."), "{said}");
    tina.sees("3/3 here").await;
    tina.sees("Rehearsal 06").await;
    assert!(!tina.shown().contains("Rehearsal 05"), "{}", tina.shown());
    assert!(run(&["rehearse", "--remove"]).starts_with("Taken away: 3 learners who never were."));
    tina.sees("0/0 here").await;
    assert_eq!(run(&["rehearse", "--remove"]), "There was no rehearsal.\n");
    program.ends_well();
    let before = home.export();
    assert!(before.contains("rehearsal-06"), "their work is there until the next start");
    let program = Program::start(&home);
    program.ends_well();
    let after = home.export();
    assert!(!after.contains(r#""learner":"rehearsal-"#), "{after}");
    let ran = home.run(&["rehearse", "--minutes", "3"], b"");
    assert_eq!(
        ran.err,
        "curricle: With --minutes they work while a server runs. Start it first: curricle serve\n"
    );
}
