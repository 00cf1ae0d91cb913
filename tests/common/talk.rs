//! The program in line mode, driven line by line.

use std::io::{BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use super::{Home, small_course};

/// A running talk.
pub struct Talk {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Talk {
    /// Starts a talk about the small course and waits for its first prompt.
    pub fn start(home: &Home) -> Self {
        let mut command = home.command(&["--linear", "--course", &small_course()]);
        Self::of(command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()))
    }

    /// Starts any command that talks.
    pub fn of(command: &mut std::process::Command) -> Self {
        let mut child = command.spawn().expect("the program starts");
        let input = child.stdin.take().expect("an input");
        let output = BufReader::new(child.stdout.take().expect("an output"));
        let mut talk = Self { child, input, output };
        talk.hear();
        talk
    }

    /// Says a line without waiting for the answer.
    pub fn say(&mut self, line: &str) {
        // A program that was killed hears nothing, and that is what some tests are about.
        let _ = self.input.write_all(format!("{line}\n").as_bytes());
    }

    /// What is said up to the next prompt; the rest if the program ended.
    pub fn hear(&mut self) -> String {
        let mut said = Vec::new();
        loop {
            let mut byte = [0];
            match self.output.read(&mut byte) {
                Ok(1) => said.push(byte[0]),
                Ok(_) | Err(_) => break,
            }
            let at_prompt = said.ends_with(b"\n> ") || said.ends_with(b"\ntext> ") || said == b"> ";
            // A prompt is the last thing before a pause.
            if at_prompt && self.output.buffer().is_empty() {
                break;
            }
        }
        String::from_utf8_lossy(&said).into_owned()
    }

    /// Says a line and hears the answer.
    pub fn ask(&mut self, line: &str) -> String {
        self.say(line);
        self.hear()
    }

    /// The process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Kills the program without a warning; returns what it had said.
    pub fn kill(mut self) -> String {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it ends");
        let mut rest = Vec::new();
        let _ = self.output.read_to_end(&mut rest);
        String::from_utf8_lossy(&rest).into_owned()
    }

    /// Sends a signal and waits for the end; returns the exit code and what was said on standard error.
    pub fn signal(self, signal: &str) -> (i32, String) {
        let Self { mut child, input, output } = self;
        let sent = std::process::Command::new("kill").args([signal, &child.id().to_string()]).status();
        assert!(sent.expect("kill runs").success(), "{signal}");
        let _ = output.bytes().count();
        let mut said = String::new();
        if let Some(mut errors) = child.stderr.take() {
            errors.read_to_string(&mut said).expect("the errors are UTF-8");
        }
        let code = child.wait().expect("it ends").code().unwrap_or(-1);
        drop(input);
        (code, said)
    }

    /// Ends the input and waits for the end; returns the exit code.
    pub fn end(self) -> i32 {
        let Self { mut child, input, output } = self;
        drop(input);
        let _ = output.bytes().count();
        child.wait().expect("it ends").code().unwrap_or(-1)
    }
}
