//! What can be said on the command line, and what is answered.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

mod common;

use std::fs;

use common::{Home, small_course};

#[test]
fn help_names_everything() {
    let ran = Home::new().run(&["--help"], b"");
    assert_eq!(ran.code, 0);
    for word in [
        "--course",
        "--learner",
        "--data",
        "--keymap",
        "--theme",
        "--lang",
        "--ascii",
        "--linear",
        "--mouse",
        "check",
        "progress",
        "export",
        "import",
        "kinds",
        "CURRICLE_DATA",
    ] {
        assert!(ran.out.contains(word), "{word} is not in the help:\n{}", ran.out);
    }
}

#[test]
fn a_wrong_use_is_said_in_a_sentence_and_ends_with_2() {
    let home = Home::new();
    let cases: [(&[&str], &str); 7] = [
        (&["--course", "untok"], "curricle: There is no course `untok`. Did you mean `untoc`?\n"),
        (&["--keymap", "emax"], "curricle: There is no keymap `emax`. Did you mean `emacs`?\n"),
        (
            &["--theme", "pink"],
            "curricle: There is no theme `pink`. It can be: default, high-contrast, mono.\n",
        ),
        (&["kinds", "chioce"], "curricle: There is no kind `chioce`. Did you mean `choice`?\n"),
        (
            &["--course", "un\u{1b}[2Jtoc"],
            "curricle: There is no course `un[2Jtoc`. Built in: untoc. Or give the path of a folder.\n",
        ),
        (&["--lang", "xx"], ""),
        (&["--learner", "../anna"], ""),
    ];
    for (arguments, wanted) in cases {
        let ran = home.run(arguments, b"");
        assert_eq!(ran.out, "", "{arguments:?}");
        if wanted.is_empty() {
            assert!(ran.code == 1 || ran.code == 2, "{arguments:?}: {}", ran.code);
            assert!(ran.err.starts_with("curricle: ") && ran.err.len() > 30, "{}", ran.err);
        } else {
            assert_eq!((ran.code, ran.err.as_str()), (2, wanted), "{arguments:?}");
        }
        assert!(!ran.err.contains('\u{1b}'), "{arguments:?}");
    }
    let ran = home.run(&["--colour"], b"");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("unexpected argument '--colour'"), "{}", ran.err);
}

#[test]
fn a_course_with_mistakes_is_not_begun_and_all_are_listed_by_check() {
    let home = Home::new();
    let folder = home.file("broken");
    fs::create_dir_all(folder.join("m")).expect("a folder");
    let plan = "format = 1\nid = \"b\"\ntitle = \"B\"\nlanguages = [\"en\"]\n[[module]]\nid = \"m\"\ntitle = \"M\"\nlessons = [\"l\"]\n";
    fs::write(folder.join("course.toml"), plan).expect("a file");
    let lesson = "title = \"L\"\nminutes = 5\n[[step]]\nid = \"s\"\ntitle = \"S\"\nkynd = \"choice\"\ntext = \"See [@NO].\"\n";
    fs::write(folder.join("m/l.toml"), lesson).expect("a file");
    let shown = folder.to_string_lossy().into_owned();
    let ran = home.run(&["check", &shown], b"");
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let wanted = format!(
        "{shown}/m/l.toml:6:1: There is no field `kynd` here.\n    kynd = \"choice\"\n    ^\n    help: The fields here are: id, title, text.\n\
         {shown}/m/l.toml:7:13: There is no source `NO` in sources.toml.\n    text = \"See [@NO].\"\n                ^\n    help: Add it to sources.toml.\n\
         1 course, 0 keymaps: 2 mistakes.\n"
    );
    assert_eq!(ran.out, wanted);
    let ran = home.run(&["--linear", "--course", &shown], b"");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(
        ran.err.contains("This has 2 mistakes. The first:\n") && ran.err.contains("l.toml:6:1:"),
        "{}",
        ran.err
    );
}

#[test]
fn all_that_ships_is_without_mistakes() {
    let home = Home::new();
    let root = env!("CARGO_MANIFEST_DIR");
    assert_eq!(home.run(&["check"], b"").code, 0);
    let (lessons, keymaps) = (format!("{root}/lessons"), format!("{root}/keymaps"));
    let ran = home.run(&["check", &lessons, &keymaps, &small_course()], b"");
    assert_eq!((ran.code, ran.out.as_str()), (0, "2 courses, 5 keymaps: no mistakes.\n"));
}

#[test]
fn work_travels_in_any_order_and_any_number_of_times() {
    let (one, two) = (Home::new(), Home::new());
    assert_eq!(one.talk("\nlesson 2\ngo 2\nnote from the first\n1\ncheck\n").code, 0);
    assert_eq!(two.talk("\nlesson 2\ngo 3\nnote from the second\n1\n2\ncheck\n").code, 0);
    let (first, second) = (one.export(), two.export());
    let mut progress = Vec::new();
    for order in [[&first, &second, &first], [&second, &first, &second]] {
        let home = Home::new();
        let path = home.file("work.jsonl");
        for work in order {
            fs::write(&path, work).expect("a file");
            let ran = home.run(&["import", &path.to_string_lossy()], b"");
            assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        }
        let ran = home.run(&["progress", "--json", "--course", &small_course()], b"");
        let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        assert_eq!(json[0]["learner"], "anna");
        progress.push(ran.out);
    }
    assert_eq!(progress[0], progress[1]);
}

#[test]
fn a_line_that_was_changed_is_refused_by_its_number() {
    let home = Home::new();
    assert_eq!(home.talk("\nlesson 2\ngo 2\nnote true words\n").code, 0);
    let path = home.file("work.jsonl");
    let changed = home.export().replace("true words", "false words");
    let line = 1 + changed.lines().position(|line| line.contains("false words")).expect("the line");
    fs::write(&path, &changed).expect("a file");
    let other = Home::new();
    let ran = other.run(&["import", &path.to_string_lossy()], b"");
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains(&format!("line {line} was refused: ")), "{}", ran.out);
    assert!(!other.export().contains("false words"));
}

#[test]
fn several_learners_share_a_computer() {
    let home = Home::new();
    let course = small_course();
    for name in ["anna", "ben"] {
        let ran = home.run(&["--linear", "--course", &course, "--learner", name], b"\nlesson 2\n");
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    let ran = home.talk("");
    assert_eq!(ran.code, 2);
    assert_eq!(
        ran.err,
        "curricle: Several people learn here: anna, ben. Please say who you are: --learner NAME.\n"
    );
    let ran = home.run(&["progress", "--course", &course], b"");
    assert!(ran.out.contains("Learner: anna\n") && ran.out.contains("Learner: ben\n"), "{}", ran.out);
}

#[test]
fn only_its_owner_can_read_the_data() {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let home = Home::new();
        assert_eq!(home.talk("\nlesson 2\ngo 2\nreport a mistake\n").code, 0);
        let mode =
            |name: &str| fs::metadata(home.data().join(name)).expect(name).permissions().mode() & 0o777;
        assert_eq!(fs::metadata(home.data()).expect("data").permissions().mode() & 0o777, 0o700);
        assert_eq!((mode("sled"), mode("record")), (0o700, 0o700));
        for file in ["sled/db", "record/00001.jsonl", "reports.jsonl"] {
            assert_eq!(mode(file), 0o600, "{file}");
        }
    }
}

#[test]
fn a_report_goes_to_a_file_with_step_edition_and_answer() {
    let home = Home::new();
    assert_eq!(home.talk("\nlesson 2\ngo 2\n1\nreport a typing mistake\n").code, 0);
    let text = fs::read_to_string(home.data().join("reports.jsonl")).expect("reports");
    let report: serde_json::Value = serde_json::from_str(text.lines().next().expect("a line")).expect("JSON");
    assert_eq!(report["learner"], "anna");
    let what = &report["report"];
    assert_eq!((what["step"].as_str(), what["text"].as_str()), (Some("pick"), Some("a typing mistake")));
    assert_eq!(what["edition"].as_str().map(str::len), Some(16));
    assert!(what["answer"]["chosen"].is_array());
}

#[test]
#[cfg(unix)]
fn a_name_of_a_folder_or_file_cannot_speak_to_the_terminal() {
    let home = Home::new();
    let folder = home.file("\u{1b}[31mred");
    fs::create_dir(&folder).expect("a folder");
    fs::write(folder.join("course.toml"), "title = 3\n").expect("a file");
    fs::write(folder.join("\u{1b}[2J\u{202e}.toml"), "x").expect("a file");
    let folder = folder.to_str().expect("a path");
    for arguments in [&["check", folder][..], &["--linear", "--course", folder], &["check", "\u{1b}[2J"]] {
        let ran = home.run(arguments, b"");
        assert!(ran.code > 0, "{arguments:?}");
        let said = format!("{}{}", ran.out, ran.err);
        assert!(!said.contains(['\u{1b}', '\u{202e}']), "{said:?}");
    }
}

#[test]
#[cfg(unix)]
fn a_pipe_for_a_keymap_or_a_course_is_refused_and_not_waited_for() {
    let home = Home::new();
    let folder = home.file("pipes");
    fs::create_dir(&folder).expect("a folder");
    let pipe = folder.join("course.toml");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    if !made.is_ok_and(|status| status.success()) {
        return; // no such program here
    }
    let said = format!("curricle: Cannot read {}: it is not a file.\n", pipe.display());
    let (pipe, folder) = (pipe.to_str().expect("a path"), folder.to_str().expect("a path"));
    for arguments in [["check", folder], ["--keymap", pipe]] {
        let ran = home.run(&arguments, b"");
        assert_eq!((ran.err.as_str(), ran.code), (said.as_str(), 1), "{arguments:?}");
    }
}
