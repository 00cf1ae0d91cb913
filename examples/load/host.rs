//! The servers that are measured, and what the system says of their processes.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use curricle::class::{Act, CodeFor, Plan, console};
use curricle::course::{CourseId, LearnerId};
use curricle::serve::Registrar;
use curricle::session::Time;
use curricle::store::{Disk, Store};

use crate::pupil::{key, name};

const COURSE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/courses/small");
/// What a room of thousands behind one address needs.
const LIMITS: &str = "format = 1\n[limits]\nconnections = 20000\nwaiting = 20000\nwaiting_per_address = 20000\n\
    burst = 100000\nrate = 100000\ndrain_seconds = 10\n";

/// The port of the peer.
const SSHD: u16 = 2_298;

/// A running server.
pub(crate) struct Host {
    child: Child,
    pub(crate) address: SocketAddr,
    /// Where all log in under one name, and only their keys say who they are.
    account: Option<String>,
}

fn now() -> Time {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("a time after 1970");
    Time(i64::try_from(since.as_millis()).expect("a time before the end"))
}

fn public(number: usize) -> String {
    key(number).public_key().to_openssh().expect("a key as text")
}

impl Host {
    /// The program that serves all, with everybody known to it by their keys.
    pub(crate) fn serve(program: &Path, folder: &Path, learners: usize) -> Self {
        let data = folder.join("data");
        {
            let store: Arc<dyn Store> = Arc::new(Disk::open(&data, now().0).expect("a store"));
            let registrar = Registrar::open(store, now).expect("a book");
            let plan =
                Plan { name: "Load".to_owned(), courses: vec![CourseId::from("small")], ..Plan::default() };
            registrar.act(&Act::MakeCohort { cohort: None, plan }, &console()).expect("a cohort");
            let cohort = registrar.look(|book| book.cohorts().next().map(|cohort| cohort.id.clone()));
            let cohort = cohort.expect("the cohort");
            let uses = u32::try_from(learners).expect("a number").max(1);
            let until = Time(now().0 + 24 * 60 * 60 * 1_000);
            let code = Act::MakeCode { opens: CodeFor::Cohort(cohort), uses, until };
            registrar.act(&code, &console()).expect("a code");
            let code = registrar.look(|book| book.codes().next().map(|(code, _)| code.to_string()));
            let code = code.expect("the code");
            for number in 0..learners {
                let (code, name) = (code.clone(), name(number));
                let by = LearnerId::from(name.clone());
                let enter = Act::Enter { code, name, key: Some(public(number)), used: false };
                registrar.act(&enter, &by).expect("everybody comes in");
            }
        }
        fs::write(data.join("serve.toml"), LIMITS).expect("a file");
        let mut command = Command::new(program);
        command.args(["serve", "--listen", "127.0.0.1:0", "--course", COURSE, "--data"]).arg(&data);
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("an output")).lines();
        let port = lines.by_ref().find_map(|line| {
            let line = line.expect("a text");
            line.strip_prefix("Learners type:   ssh -p ")?.split(' ').next()?.parse().ok()
        });
        std::thread::spawn(move || lines.count());
        Self { child, address: ([127, 0, 0, 1], port.expect("a port")).into(), account: None }
    }

    /// OpenSSH's server, which starts the program for each of them.
    pub(crate) fn sshd(daemon: &Path, program: &Path, folder: &Path, learners: usize) -> Self {
        let program = fs::canonicalize(program).expect("the program");
        let host_key = folder.join("host_key");
        let made =
            Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(&host_key).status();
        assert!(made.expect("ssh-keygen runs").success());
        let known: String = (0..learners)
            .map(|number| {
                let (program, data) = (program.display(), folder.join(format!("data-{number}")));
                let data = data.display();
                format!(
                    "restrict,pty,command=\"exec {program} --course {COURSE} --data {data} --learner {}\" {}\n",
                    name(number),
                    public(number)
                )
            })
            .collect();
        let keys = folder.join("authorized_keys");
        fs::write(&keys, known).expect("a file");
        // With this level bash does not read its file of settings, which may take longer than all the rest.
        let config = format!(
            "ListenAddress 127.0.0.1:{SSHD}\nHostKey {}\nAuthorizedKeysFile {}\nPidFile none\nStrictModes no\n\
             PasswordAuthentication no\nUsePAM no\nPrintMotd no\nPrintLastLog no\nMaxStartups 10000\n\
             LogLevel ERROR\nSetEnv SHLVL=2\n",
            host_key.display(),
            keys.display()
        );
        fs::write(folder.join("sshd_config"), config).expect("a file");
        let child = Command::new(daemon).args(["-D", "-e", "-f"]).arg(folder.join("sshd_config")).spawn();
        let address = ([127, 0, 0, 1], SSHD).into();
        let child = child.expect("sshd starts");
        while std::net::TcpStream::connect(address).is_err() {
            std::thread::sleep(Duration::from_millis(20));
        }
        std::thread::sleep(Duration::from_millis(200));
        let account = Command::new("id").arg("-un").output().expect("id runs").stdout;
        let account = String::from_utf8(account).expect("a name").trim().to_owned();
        Self { child, address, account: Some(account) }
    }

    /// The name under which a learner logs in.
    pub(crate) fn user(&self, number: usize) -> String {
        self.account.clone().unwrap_or_else(|| name(number))
    }

    /// The process and all that came of it.
    fn processes(&self) -> Vec<u32> {
        let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
        for entry in fs::read_dir("/proc").expect("Linux").flatten() {
            let Some(process) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
                continue;
            };
            let Ok(stat) = fs::read_to_string(entry.path().join("stat")) else { continue };
            let parent =
                stat.rsplit(") ").next().and_then(|rest| rest.split(' ').nth(1)?.parse::<u32>().ok());
            children.entry(parent.unwrap_or(0)).or_default().push(process);
        }
        let mut all = vec![self.child.id()];
        let mut place = 0;
        while let Some(process) = all.get(place) {
            let more = children.remove(process).unwrap_or_default();
            all.extend(more);
            place += 1;
        }
        all
    }

    /// Memory in use by all of its processes, what they share counted once, in bytes.
    pub(crate) fn memory(&self) -> u64 {
        let of = |process: &u32| -> Option<u64> {
            let said = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
            let line = said.lines().find_map(|line| line.strip_prefix("Pss:"))?;
            line.trim().trim_end_matches(" kB").parse::<u64>().ok()
        };
        self.processes().iter().filter_map(of).sum::<u64>() * 1024
    }

    /// Processor time used by all of its threads so far.
    pub(crate) fn cpu(&self) -> Duration {
        let mut all = 0;
        for process in self.processes() {
            let Ok(threads) = fs::read_dir(format!("/proc/{process}/task")) else { continue };
            for thread in threads.flatten() {
                let said = fs::read_to_string(thread.path().join("schedstat")).unwrap_or_default();
                all += said.split(' ').next().and_then(|time| time.parse::<u64>().ok()).unwrap_or(0);
            }
        }
        Duration::from_nanos(all)
    }

    /// Asks it to end, and waits for it.
    pub(crate) async fn ends(mut self) {
        let processes = self.processes();
        let ended = tokio::task::spawn_blocking(move || {
            let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
            assert!(sent.expect("kill runs").success());
            self.child.wait().expect("it ends");
        });
        ended.await.expect("the end");
        // sshd leaves those that it has started to themselves.
        for process in processes.iter().skip(1) {
            let _ = Command::new("kill").args(["-TERM", &process.to_string()]).stderr(Stdio::null()).status();
        }
    }
}
