//! What several tests share: a home for a learner, and the program run in it.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "each test uses its part"
)]

pub mod dice;
pub mod pty;
pub mod talk;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The small course of the tests, with every kind of exercise.
pub fn small_course() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/courses/small");
    path.to_string_lossy().into_owned()
}

/// A data folder that is gone with the test.
pub struct Home(tempfile::TempDir);

/// What a run of the program came to.
#[derive(Debug)]
pub struct Ran {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Home {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    /// A place for other files.
    pub fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The program, ready to run with this data folder and nothing else from outside.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_curricle"));
        command.args(arguments).env_clear().current_dir(self.0.path());
        command.env("CURRICLE_DATA", self.data()).env("USER", "anna").env("LANG", "C.UTF-8");
        command
    }

    /// Runs the program to its end with this on standard input.
    pub fn run(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("an input");
        let input = input.to_vec();
        let writer = std::thread::spawn(move || {
            // The program may end before it has read everything.
            let _ = stdin.write_all(&input);
        });
        let output = child.wait_with_output().expect("the program ends");
        writer.join().expect("the input is written");
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("the output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("the errors are UTF-8"),
        }
    }

    /// Takes the small course in lines.
    pub fn talk(&self, lines: &str) -> Ran {
        self.run(&["--linear", "--course", &small_course()], lines.as_bytes())
    }

    /// The work of all learners as the program exports it.
    pub fn export(&self) -> String {
        let ran = self.run(&["export"], b"");
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        ran.out
    }
}
