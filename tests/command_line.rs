//! What can be said on the command line, and what is answered.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

mod common;

use std::fs;

use common::{Home, small_course};

/// The small course in another folder, with one text of it replaced.
fn other_course(folder: &std::path::Path, from: &str, to: &str) {
    fs::create_dir_all(folder.join("all")).unwrap();
    let small = small_course();
    for place in ["", "all"] {
        for entry in fs::read_dir(std::path::Path::new(&small).join(place)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let text = fs::read_to_string(&path).unwrap().replace(from, to);
                fs::write(folder.join(place).join(path.file_name().unwrap()), text).unwrap();
            }
        }
    }
}

#[test]
fn a_course_that_cannot_be_given_stops_the_server_before_it_starts() {
    let home = Home::new();
    let small = small_course();
    let ran = home.run(&["serve", "--course", &small, "--course", &small], b"");
    assert_eq!((ran.code, ran.err.as_str()), (2, "curricle: Two of the courses have the id `small`.\n"));
    other_course(&home.data().join("mine"), "pass = 60", "pass = 160");
    fs::write(home.data().join("serve.toml"), "format = 1\ncourses = [\"untoc\", \"./mine\"]\n").unwrap();
    let ran = home.run(&["serve"], b"");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("mine/course.toml:8:8"), "{}", ran.err);
    fs::remove_file(home.data().join("serve.toml")).unwrap();
    let ran = home.run(&["class", "new", "Lima", "--course", &small], b"");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = home.run(&["serve"], b"");
    let wanted = "curricle: A class takes the course `small`, which is not found. Say where it is with \
        --course PATH, or put it into courses/small in the data folder.\n";
    assert_eq!((ran.code, ran.err.as_str()), (2, wanted));
    let ran = home.run(&["progress", "--course", &small, "--course", "untoc"], b"");
    assert_eq!(ran.err, "curricle: This is about one course: say --course once.\n");
}

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
        "certificate",
        "export",
        "import",
        "class",
        "kinds",
        "CURRICLE_DATA",
    ] {
        assert!(ran.out.contains(word), "{word} is not in the help:\n{}", ran.out);
    }
}

#[test]
fn a_wrong_use_is_said_in_a_sentence_and_ends_with_2() {
    let home = Home::new();
    let cases: [(&[&str], &str); 15] = [
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
        (&["--theme", "Mnoo"], "curricle: There is no theme `Mnoo`. Did you mean `mono`?\n"),
        (
            &["--keymap", "\u{1b}[2J"],
            "curricle: There is no keymap `[2J`. Built in: default, vim, emacs, one-handed, numeric. Or give the path of a file.\n",
        ),
        (&["--lang", "xx"], "curricle: This course is not there in `xx`. It can be had in: en.\n"),
        (
            &["--learner", "../anna"],
            "curricle: The learner's name must have 1 to 64 characters from a-z, 0-9, '-', '_' and '.', and not start with '.' or '_'.\n",
        ),
        (
            &["--learner", "_class"],
            "curricle: The learner's name must have 1 to 64 characters from a-z, 0-9, '-', '_' and '.', and not start with '.' or '_'.\n",
        ),
        (&["--pink"], "curricle: Unexpected argument '--pink' found. See curricle --help.\n"),
        (
            &["--\u{1b}[31m\u{9b}\u{202e}"],
            "curricle: Unexpected argument '--[31m' found. See curricle --help.\n",
        ),
        (
            &["chek"],
            "curricle: Unrecognized subcommand 'chek'. A similar subcommand exists: 'check'. See curricle --help.\n",
        ),
        (
            &["check", "--learner", "anna"],
            "curricle: The command check makes no use of --learner. See curricle check --help.\n",
        ),
        (
            &["progress", "--learner", "nobody"],
            "curricle: There is no learner `nobody`. Nobody has learnt here yet.\n",
        ),
    ];
    for (arguments, wanted) in cases {
        let ran = home.run(arguments, b"");
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (2, "", wanted), "{arguments:?}");
    }
}

#[test]
fn an_empty_variable_is_none_and_without_any_folder_the_way_out_is_said() {
    let home = Home::new();
    let mut command = home.command(&["progress"]);
    let ran =
        command.env("CURRICLE_DATA", "").env("XDG_DATA_HOME", home.file("xdg")).output().expect("it runs");
    assert_eq!(ran.status.code(), Some(0), "{ran:?}");
    assert!(home.file("xdg/curricle/record").is_dir());
    let mut command = home.command(&["progress"]);
    let ran = command.env("CURRICLE_DATA", "").output().expect("it runs");
    assert_eq!(ran.status.code(), Some(2), "{ran:?}");
    assert_eq!(
        String::from_utf8_lossy(&ran.stderr),
        "curricle: There is no home folder to keep your work in. Please say where: --data DIR.\n"
    );
}

#[test]
fn an_export_replaces_files_but_not_links_pipes_or_devices() {
    let home = Home::new();
    assert_eq!(home.talk("\nlesson 2\ngo 2\n1\ncheck\n").code, 0);
    let work = home.export();
    let (file, link) = (home.file("work.jsonl"), home.file("link"));
    fs::write(&file, "old").expect("a file");
    let file_name = file.to_str().expect("a path");
    assert_eq!(home.run(&["export", file_name], b"").code, 0);
    assert_eq!(fs::read_to_string(&file).expect("the file"), work);
    let ran = home.run(&["export", "--learner", "typo", file_name], b"");
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (2, "curricle: There is no learner `typo`. Here learn: anna.\n")
    );
    assert_eq!(fs::read_to_string(&file).expect("the file"), work, "a backup is not emptied");
    assert_eq!(home.run(&["export", "-"], b"").out, work);
    assert!(!home.file("-").exists());
    #[cfg(unix)]
    {
        fs::write(&file, "old").expect("a file");
        std::os::unix::fs::symlink(&file, &link).expect("a link");
        assert_eq!(home.run(&["export", link.to_str().expect("a path")], b"").code, 0);
        assert!(fs::symlink_metadata(&link).expect("the link").is_symlink());
        assert_eq!(fs::read_to_string(&file).expect("the file"), work);
        // `/dev/stdout` is a pipe here; if it were replaced, nothing would come through it. Found through
        // a folder of our own, so that a program that replaces it harms no system.
        let out = home.file("out");
        std::os::unix::fs::symlink("/proc/self/fd/1", &out).expect("a link");
        if out.exists() {
            let ran = home.run(&["export", out.to_str().expect("a path")], b"");
            assert_eq!((ran.code, ran.out.as_str()), (0, work.as_str()));
            assert!(fs::symlink_metadata(&out).expect("the link").is_symlink());
        }
    }
}

#[test]
fn a_certificate_is_printed_or_written_with_the_name_that_is_wished() {
    let home = Home::new();
    let course = small_course();
    let ran = home.run(&["certificate", "--course", &course], b"");
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (2, "", "curricle: Nobody has begun this course here.\n")
    );
    assert_eq!(home.talk("\nlesson 2\ngo 2\n1\ncheck\n").code, 0);
    let page = home.run(&["certificate", "--course", &course], b"").out;
    assert!(page.starts_with("Statement of progress\n"), "{page}");
    assert!(page.contains("\nLearner: anna\n") && page.contains("\nStill missing\n"), "{page}");
    assert!(page.lines().count() <= 60 && page.lines().all(|row| row.len() <= 72), "{page}");
    let said = home.talk("\ncertificate\n").out;
    for row in page.lines().filter(|row| row.starts_with("- ")) {
        assert!(said.contains(row), "{row} is not said:\n{said}");
    }
    let path = home.file("certificate.txt");
    fs::write(&path, "old").expect("a file");
    let file = path.to_str().expect("a path");
    for name in ["", "\u{1b}", &"x".repeat(61)] {
        let ran = home.run(&["certificate", "--course", &course, "--name", name, file], b"");
        assert_eq!(ran.err, "curricle: A name on a certificate has 1 to 60 letters.\n");
        assert_eq!((ran.code, fs::read_to_string(&path).expect("the file").as_str()), (2, "old"));
    }
    let ran = home.run(&["certificate", "--course", &course, "--name", "Anna  Bell", file], b"");
    assert_eq!((ran.code, ran.out.as_str()), (0, format!("Written to {file}.\n").as_str()));
    let named = page.replace("Learner: anna", "Anna Bell (learner: anna)");
    assert_eq!(fs::read_to_string(&path).expect("the file"), named);
    assert_eq!(home.run(&["certificate", "--course", &course, "-"], b"").out, page);
}

#[test]
fn an_import_takes_standard_input_and_names_what_it_cannot_read() {
    let (one, two) = (Home::new(), Home::new());
    assert_eq!(one.talk("\nlesson 2\ngo 2\n1\ncheck\n").code, 0);
    let work = one.export();
    let path = two.file("work.jsonl");
    fs::write(&path, &work).expect("a file");
    let (path, folder) = (path.to_str().expect("a path"), two.file("folder"));
    fs::create_dir(&folder).expect("a folder");
    let folder = folder.to_str().expect("a path");
    let ran = two.run(&["import", path, folder], b"");
    assert_eq!(ran.err, format!("curricle: Cannot read {folder}: it is a folder.\n"));
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "nothing is taken in half-way");
    let ran = two.run(&["import", "-"], work.as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(two.export(), work);
}

#[test]
fn a_learner_is_the_same_in_capital_letters() {
    let home = Home::new();
    let course = small_course();
    for name in ["anna", "Anna", "ANNA"] {
        assert_eq!(home.run(&["--linear", "--course", &course, "--learner", name], b"\n").code, 0);
    }
    let ran = home.run(&["progress", "--course", &course, "--learner", "Anna"], b"");
    assert_eq!(ran.out.matches("Learner: anna\n").count(), 1, "{}", ran.out);
    assert_eq!(ran.out.matches("Learner: ").count(), 1, "{}", ran.out);
    assert_eq!(ran.out.matches("anna").count(), 1, "the name is said once: {}", ran.out);
    assert!(!ran.out.contains("Say "), "nobody hears what is said here: {}", ran.out);
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
    assert_eq!(home.run(&["check", "--strict"], b"").code, 0);
    let (lessons, keymaps) = (format!("{root}/lessons"), format!("{root}/keymaps"));
    let ran = home.run(&["check", "--strict", &lessons, &keymaps], b"");
    assert_eq!(ran.code, 0, "{}", ran.out);
    let (length, last) = ran.out.split_once('\n').expect("two lines");
    assert!(length.starts_with("untoc: ") && length.ends_with(" minutes."), "{length}");
    assert_eq!(last, "1 course, 5 keymaps: no mistakes.\n");
}

#[test]
fn the_length_of_a_course_is_said_with_extra_lessons_apart() {
    let home = Home::new();
    fs::create_dir_all(home.file("c/m")).expect("a folder");
    let plan = "format = 1\nid = \"c\"\ntitle = \"C\"\nlanguages = [\"en\"]\n[[module]]\nid = \"m\"\ntitle = \"M\"\nlessons = [\"l\", \"deep\"]\n";
    let lesson = |id: &str, head: &str| {
        format!(
            "title = \"L\"\n{head}\nobjectives = [\"Know it\"]\n[[step]]\nid = \"{id}\"\ntitle = \"S\"\ntext = \"Short.\"\n"
        )
    };
    let core = lesson("l", "minutes = 1");
    let write = |deep: &str| {
        let deep = lesson("deep", deep);
        for (name, text) in [("course.toml", plan), ("m/l.toml", &core), ("m/deep.toml", &deep)] {
            fs::write(home.file("c").join(name), text).expect("a file");
        }
        home.run(&["check", &home.file("c").to_string_lossy()], b"").out
    };
    let last = |said: String| said.lines().rev().nth(1).map(str::to_owned);
    assert_eq!(last(write("minutes = 1")).as_deref(), Some("c: 2 lessons, 2 minutes."));
    assert_eq!(
        last(write("minutes = 1\nextra = true")).as_deref(),
        Some("c: 1 lesson, 1 minute; 1 extra lesson, 1 minute.")
    );
}

#[test]
fn advice_comes_after_the_mistakes_and_counts_only_if_that_is_wanted() {
    let home = Home::new();
    let ran = home.run(&["check", &small_course()], b"");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let first = ran.out.lines().next();
    assert_eq!(first, Some("Advice, for a better course:"));
    let last = ran.out.lines().last().expect("a line");
    assert!(
        last.starts_with("1 course, 0 keymaps: no mistakes, ") && last.ends_with(" pieces of advice."),
        "{last}"
    );
    assert!(ran.out.contains("help: Add `hints`"), "{}", ran.out);
    let strict = home.run(&["check", "--strict", &small_course()], b"");
    assert_eq!((strict.code, strict.out), (1, ran.out));
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
