//! The real program, serving on a port of its own.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Stdio};
use std::thread::JoinHandle;

use crate::common::{Home, small_course};

/// `curricle serve`, until it is ended.
pub struct Program {
    child: Child,
    pub address: SocketAddr,
    /// What lets a new learner in.
    pub code: String,
    /// All that it says on standard error.
    errors: Option<JoinHandle<String>>,
}

impl Program {
    pub fn start(home: &Home) -> Self {
        let course = small_course();
        let mut command = home.command(&["serve", "--listen", "127.0.0.1:0", "--course", &course]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut errors = child.stderr.take().expect("an output for errors");
        let errors = std::thread::spawn(move || {
            let mut said = Vec::new();
            let _ = errors.read_to_end(&mut said);
            String::from_utf8_lossy(&said).into_owned()
        });
        let (mut port, mut code) = (None, None);
        let mut output = BufReader::new(child.stdout.take().expect("an output"));
        let mut line = String::new();
        while (port.is_none() || code.is_none()) && output.read_line(&mut line).expect("a text") > 0 {
            if let Some(rest) = line.strip_prefix("Learners type:   ssh -p ") {
                port = rest.split(' ').next().and_then(|port| port.parse().ok());
            }
            if let Some(rest) = line.strip_prefix("Join code:       ") {
                code = rest.split("   ").next().map(str::to_owned);
            }
            line.clear();
        }
        // What is still said must not fill a pipe that nobody empties.
        std::thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
        let Some((port, code)) = port.zip(code) else {
            let _ = child.kill();
            panic!("it does not serve: {}", errors.join().expect("what it said"));
        };
        Self { child, address: ([127, 0, 0, 1], port).into(), code, errors: Some(errors) }
    }

    /// Starts it with limits of its own.
    pub fn with_limits(home: &Home, limits: &str) -> Self {
        std::fs::create_dir_all(home.data()).expect("a folder");
        let text = format!("format = 1\n[limits]\n{limits}");
        std::fs::write(home.data().join("serve.toml"), text).expect("a file");
        Self::start(home)
    }

    /// The memory that it uses now, in bytes.
    #[cfg(target_os = "linux")]
    pub fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("a status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its memory");
        let kilobytes = line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number");
        kilobytes * 1024
    }

    /// Asks it to end and waits for it; returns the exit code and what it said on standard error.
    pub fn terminate(mut self) -> (i32, String) {
        let process = self.child.id().to_string();
        let sent = std::process::Command::new("kill").args(["-TERM", &process]).status();
        assert!(sent.expect("kill runs").success());
        let code = self.child.wait().expect("it ends").code().unwrap_or(-1);
        (code, self.said())
    }

    /// Ends it in order; nothing may have broken while it ran.
    pub fn ends_well(self) -> String {
        let (code, said) = self.terminate();
        assert_eq!(code, 0, "{said}");
        assert!(!said.contains("panicked"), "{said}");
        assert!(said.ends_with("closed; all work is saved\n"), "{said}");
        said
    }

    /// Kills it without a warning.
    pub fn kill(mut self) -> String {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it ends");
        self.said()
    }

    fn said(&mut self) -> String {
        self.errors.take().map_or_else(String::new, |errors| errors.join().expect("what it said"))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
