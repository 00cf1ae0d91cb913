//! The class at the console: cohorts, codes, rosters, keys, and what is kept of it all.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

mod common;

use std::fs;

use common::{Home, Ran, small_course};

const ANNA: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl anna at home";

fn class(home: &Home, arguments: &[&str]) -> Ran {
    home.run(&[&["class"], arguments].concat(), b"")
}

fn done(home: &Home, arguments: &[&str]) -> String {
    let ran = class(home, arguments);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
    ran.out
}

fn refused(home: &Home, arguments: &[&str]) -> String {
    let ran = class(home, arguments);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{arguments:?}");
    ran.err
}

/// A home with a cohort `lima`, in which are Anna, with a key, and Ben.
fn home() -> Home {
    let home = Home::new();
    done(&home, &["new", "Lima", "--closes", "2099-12-20T18:00-05:00"]);
    let list = format!("name,country,key\nAnna,Peru,{ANNA}\nBen,Chile,\n");
    let ran = home.run(&["class", "import-roster", "lima", "-"], list.as_bytes());
    assert_eq!(
        ran.out,
        "2 people in the list, 2 of them new in lima; 2 are in it now.\n\
         Whoever has no key logs in with a code: curricle class join-code lima\n"
    );
    home
}

#[test]
fn from_nothing_to_a_class_in_four_commands() {
    let home = home();
    let said = done(&home, &["join-code", "--uses", "30", "--days", "3"]);
    let code = said.lines().find(|line| line.starts_with("    ")).unwrap().trim();
    assert_eq!(code.split('-').count(), 3, "{said}");
    assert!(said.contains("Whoever logs in with this code joins Lima. It works 30 times, until "), "{said}");
    let shown = done(&home, &["show"]);
    assert!(
        shown.starts_with(
            "Lima (lima)\nCourses: untoc\nNow: open until 2099-12-20 18:00 UTC-05:00\nTrainers: none\n"
        ),
        "{shown}"
    );
    assert!(shown.contains(&format!("Join code: {code} (30 of 30 uses left, until ")), "{shown}");
    assert!(
        shown.ends_with(
            "Members: 2\n\nLogin  Name  Group  Logs in with\nanna   Anna         1 key\nben    Ben          not yet here\n"
        ),
        "{shown}"
    );
    done(&home, &["join-code", "--withdraw", &code.to_uppercase()]);
    assert!(!done(&home, &["show"]).contains("Join code"));
    assert_eq!(
        done(&home, &["list"]),
        "Class  Name  Members  Now\nlima   Lima  2        open until 2099-12-20 18:00 UTC-05:00\n"
    );
}

#[test]
fn a_new_trainer_gets_a_code_of_their_own() {
    let home = home();
    let said = done(&home, &["add-trainer", "lima", "Tina", "--name", "Tina T."]);
    assert!(said.starts_with("tina is a trainer of lima.\n\n    "), "{said}");
    assert!(said.contains("Only tina can log in with this code. It works once, until "), "{said}");
    assert_eq!(done(&home, &["add-trainer", "lima", "anna"]), "anna is a trainer of lima.\n");
    assert!(done(&home, &["show", "lima"]).contains("Trainers: anna, tina\n"));
    assert_eq!(done(&home, &["role", "anna", "learner"]), "anna has the role learner now.\n");
}

#[test]
fn keys_are_shown_added_and_removed() {
    let home = home();
    assert!(done(&home, &["key", "list", "anna"]).contains("1  ssh-ed25519 ...h2l9GKJl  anna at home  "));
    assert_eq!(
        refused(&home, &["key", "add", "ben", ANNA]),
        "curricle: This key belongs to somebody else here.\n"
    );
    let file = home.file("ben.pub");
    let other = ANNA.replace("OMqqnkVz", "OMqqnkVy");
    fs::write(&file, &other).unwrap();
    let shown = done(&home, &["key", "add", "ben", file.to_str().unwrap(), "--label", "work"]);
    assert!(shown.contains("  work  "), "{shown}");
    assert_eq!(done(&home, &["key", "remove", "ben", "1"]), "ben has no key.\n");
    assert_eq!(refused(&home, &["key", "remove", "ben", "1"]), "curricle: There is no such key.\n");
}

#[test]
fn what_cannot_be_done_is_said_in_a_sentence() {
    let home = Home::new();
    assert_eq!(done(&home, &["list"]), "There is no class yet. Make one: curricle class new \"Its name\"\n");
    assert_eq!(
        refused(&home, &["show"]),
        "curricle: There is no class yet. Make one: curricle class new \"Its name\"\n"
    );
    done(&home, &["new", "Lima"]);
    done(&home, &["new", "Nairobi, autumn"]);
    assert_eq!(refused(&home, &["show"]), "curricle: Which class? There are: lima, nairobi-autumn.\n");
    assert_eq!(
        refused(&home, &["show", "limma"]),
        "curricle: There is no class `limma`. Did you mean `lima`?\n"
    );
    assert_eq!(
        refused(&home, &["show", "x"]),
        "curricle: There is no class `x`. There are: lima, nairobi-autumn.\n"
    );
    assert_eq!(
        refused(&home, &["new", "Lima", "--opens", "tomorrow"]),
        "curricle: `tomorrow` is not a date with time and zone. Write it like 2026-12-01T09:00+03:00.\n"
    );
    assert_eq!(refused(&home, &["key", "list", "anna"]), "curricle: There is no person `anna`.\n");
    let ran = class(&home, &["new", "Lima", "--course", "untok"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (2, "curricle: There is no course `untok`. Did you mean `untoc`?\n")
    );
    let ran = home.run(&["class", "import-roster", "lima", "-"], b"name\n\"A\n");
    assert_eq!(
        ran.err,
        "curricle: Nothing was taken in, for the list has mistakes:\n\
         -:2:1: This quotation mark is not closed.\n    \"A\n    ^\n    \
         help: Put another one at the end of the cell, or take this one out.\n"
    );
}

#[test]
fn members_go_to_a_spreadsheet_and_into_another_cohort() {
    let home = home();
    let table = done(&home, &["export"]);
    assert!(
        table.starts_with(
            "id,name,organization,country,interests,group,level,joined,within\nanna,Anna,,Peru,,,,20"
        ),
        "{table}"
    );
    done(&home, &["new", "Quito"]);
    let ran = home.run(&["class", "import-roster", "quito", "-"], table.as_bytes());
    assert!(
        ran.out.starts_with(
            "2 people in the list, 2 of them new in quito; 2 are in it now.\nColumns passed over: joined.\n"
        ),
        "{}",
        ran.out
    );
    let file = home.file("members.csv");
    done(&home, &["export", "lima", "--to", file.to_str().unwrap()]);
    assert_eq!(fs::read_to_string(&file).unwrap(), table);
}

#[test]
fn the_class_is_in_a_backup_but_not_in_what_learners_hand_in() {
    let home = home();
    let backup = home.file("backup.jsonl");
    let backup = backup.to_str().unwrap();
    assert_eq!(home.run(&["export", backup], b"").code, 0);
    let other = Home::new();
    let ran = other.run(&["import", backup], b"");
    assert_eq!(ran.code, 1);
    let lines = fs::read_to_string(backup).unwrap().lines().count();
    let wanted = format!(
        "{backup}: 0 entries taken in, 0 known already.\n\
         {backup}: {lines} lines of a class book were left out. They say who is an admin; take them in, \
         from a backup of your own only, with --class.\n"
    );
    assert_eq!(ran.out, wanted);
    assert!(done(&other, &["list"]).starts_with("There is no class yet."));
    assert_eq!(other.run(&["import", "--class", backup], b"").code, 0);
    assert_eq!(done(&other, &["show"]), done(&home, &["show"]));
}

#[test]
fn the_book_is_nobody_who_learns() {
    let home = home();
    assert_eq!(home.run(&["progress"], b"").out, "Nobody has begun this course here.\n");
    let ran = home.run(&["progress", "--learner", "_class"], b"");
    assert!(ran.err.ends_with("and not start with '.' or '_'.\n"), "{}", ran.err);
}

#[test]
fn an_erased_person_is_gone_with_all_their_work() {
    let home = home();
    home.talk("next\n");
    let ran = class(&home, &["erase", "anna"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (
            2,
            "curricle: Nothing is erased yet. This cannot be taken back; to do it: curricle class erase anna --yes\n"
        )
    );
    let said = done(&home, &["erase", "Anna", "--yes"]);
    assert!(
        said.starts_with(
            "anna is out of the class: profile, keys, codes, groups, votes, marks and notes.\nErased: "
        ),
        "{said}"
    );
    assert!(
        said.ends_with(
            "Not erased: backups, exports, and what others wrote in answer. Look through them yourself.\n"
        ),
        "{said}"
    );
    let all = home.export();
    let left: Vec<&str> = all.lines().filter(|line| line.contains("anna")).collect();
    assert!(
        matches!(left.as_slice(), [only] if only.contains(r#""e":"erased","person":"anna""#)),
        "{left:?}"
    );
    assert!(done(&home, &["audit"]).ends_with("  console  erased anna\n"));
    assert_eq!(refused(&home, &["erase", "anna", "--yes"]), "curricle: There is no person `anna`.\n");
}

#[test]
fn a_rehearsal_comes_is_told_in_tables_and_goes_without_a_trace() {
    let home = Home::new();
    let course = small_course();
    let ran = home.run(&["rehearse", "--learners", "5", "--course", &course], b"");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("5 learners who do not exist are in the class Rehearsal now"), "{}", ran.out);
    let export = |table: &str| {
        let ran = home.run(&["class", "export", "rehearsal", "--table", table, "--course", &course], b"");
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        ran.out
    };
    assert_eq!(export("results").lines().count(), 1 + 5 * 2, "a line for the course and for its module");
    assert!(export("responses").contains("rehearsal-03"));
    let again = home.run(&["rehearse", "--learners", "2", "--course", &course], b"");
    assert_eq!(again.code, 0);
    assert_eq!(export("results").lines().count(), 1 + 2 * 2, "the new one takes the place of the old one");
    let ran = home.run(&["rehearse", "--remove", "--course", &course], b"");
    assert_eq!(ran.out, "Taken away: 2 learners who never were.\n");
    assert_eq!(export("results").lines().count(), 1);
    let left = home.export();
    assert!(!left.contains("answered"), "nothing of their work is left: {left}");
    let ran = home.run(&["rehearse", "--remove", "--course", &course], b"");
    assert_eq!(ran.out, "There was no rehearsal.\n");
}

#[test]
fn a_review_is_led_from_the_console_with_what_learners_have_handed_in() {
    let home = home();
    let course = small_course();
    let course = course.as_str();
    let review = |more: &[&str]| class(&home, &[&["review", "--course", course], more].concat());
    assert!(review(&["lima", "--open", "esay"]).err.contains("Did you mean `essay`?"));
    let change = class(&home, &["change", "lima", "--course", course]);
    assert_eq!(change.code, 0, "{}", change.err);
    let said = review(&["lima", "--open", "essay", "--each", "1"]);
    assert_eq!(
        said.out,
        "Learners are told to hand in. Give the essays out then: curricle class review lima --give-out essay\n"
    );
    assert_eq!(
        review(&["lima", "--give-out", "essay"]).err.trim(),
        "curricle: Two essays at least must be handed in first."
    );
    for learner in ["anna", "ben"] {
        let lines = b"search on a sunday\n1\ntext I read old books.\ncheck\n";
        let ran = home.run(&["--linear", "--learner", learner, "--course", course], lines);
        assert!(ran.out.contains("Handed in."), "{}", ran.out);
    }
    assert!(review(&[]).out.contains("essay  collecting  2"), "{}", review(&[]).out);
    assert_eq!(review(&["--give-out", "essay", "lima"]).out, "Given out: 2 reviews are to be written.\n");
    let shown = review(&["lima"]).out;
    assert!(shown.contains("reviewing  2          0 of 2"), "{shown}");
    assert!(shown.contains("Still to review essay: Anna, Ben\n"), "{shown}");
    assert!(review(&["lima", "--end", "essay"]).out.starts_with("The review has ended."));
    assert!(review(&["lima", "--end", "essay"]).err.contains("There is nothing to review here now."));
}
