//! A server for a test, with a door that one code opens.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use curricle::course::{self, Course, LearnerId};
use curricle::keymap::{Keymap, shipped};
use curricle::serve::{Door, Entered, Limits, Server, Setting, Turned};
use curricle::session::Time;
use curricle::shelf;
use curricle::source::Sources;
use curricle::store::Memory;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// What opens the door.
pub const CODE: &str = "river maple stone";

/// A server that runs until it is closed.
pub struct House {
    pub address: SocketAddr,
    stop: oneshot::Sender<()>,
    running: JoinHandle<()>,
    _folder: tempfile::TempDir,
}

impl House {
    pub async fn new() -> Self {
        Self::with(Limits::default()).await
    }

    pub async fn with(limits: Limits) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let keymap = Keymap::read(&mut Sources::default(), &shipped, "default").0.unwrap();
        let setting = Setting {
            store: Arc::new(Memory::new(1)),
            course: small_course(),
            keymap: Arc::new(keymap),
            reports: None,
            door: Arc::new(OneCode::default()),
            feed: Arc::new(|_, _| {}),
            limits,
            clock: now,
            log: Arc::new(|_| {}),
        };
        let server = Server::start(([127, 0, 0, 1], 0).into(), folder.path(), setting).await.unwrap();
        let address = server.address().unwrap();
        let (stop, stopped) = oneshot::channel();
        let running = tokio::spawn(server.run(async {
            let _ = stopped.await;
        }));
        Self { address, stop, running, _folder: folder }
    }

    /// Closes it and waits until it is closed.
    pub async fn close(self) {
        self.stop.send(()).unwrap();
        self.running.await.unwrap();
    }
}

fn small_course() -> Arc<Course> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/courses/small");
    let bundle = shelf::find(Some(path.to_str().unwrap()), Path::new("/nowhere")).unwrap();
    Arc::new(course::read(&bundle, None).course.unwrap())
}

fn now() -> Time {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    Time(i64::try_from(since.as_millis()).unwrap())
}

#[derive(Default)]
struct OneCode {
    keys: Mutex<BTreeMap<(String, String), ()>>,
}

impl Door for OneCode {
    fn by_key(&self, name: &str, key: &str) -> Option<LearnerId> {
        let keys = self.keys.lock().unwrap();
        keys.contains_key(&(name.to_owned(), key.to_owned())).then(|| LearnerId::from(name))
    }

    fn by_code(&self, name: &str, code: &str, key: Option<&str>) -> Result<Entered, Turned> {
        if code != CODE {
            return Err(Turned("That code opens nothing here.".to_owned()));
        }
        if let Some(key) = key {
            self.keys.lock().unwrap().insert((name.to_owned(), key.to_owned()), ());
        }
        Ok(Entered { person: LearnerId::from(name), own_code: None })
    }

    fn may_work(&self, _: &LearnerId, _: Time) -> Result<(), Turned> {
        Ok(())
    }
}
