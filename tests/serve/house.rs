//! A server for a test, with a door that one code opens.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use curricle::class::{Act, CohortId, Entrant, Plan, Profile, console};
use curricle::course::{self, Course, CourseId, LearnerId};
use curricle::keymap::{Keymap, shipped};
use curricle::serve::{Door, Entered, Forum, Limits, Registrar, Server, Setting, Turned};
use curricle::session::Time;
use curricle::shelf;
use curricle::source::Sources;
use curricle::store::{Memory, Store};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// What opens the door.
pub const CODE: &str = "river maple stone";

/// A server that runs until it is closed.
pub struct House {
    pub address: SocketAddr,
    stop: oneshot::Sender<()>,
    running: JoinHandle<()>,
    pub registrar: Arc<Registrar>,
    _folder: tempfile::TempDir,
}

impl House {
    pub async fn new() -> Self {
        Self::with(Limits::default()).await
    }

    pub async fn with(limits: Limits) -> Self {
        Self::with_class(limits, &[]).await
    }

    /// With cohorts, each of these learners.
    pub async fn with_class(limits: Limits, cohorts: &[&[&str]]) -> Self {
        let store: Arc<dyn Store> = Arc::new(Memory::new(1));
        let registrar = Arc::new(Registrar::open(Arc::clone(&store), now).unwrap());
        for (number, learners) in cohorts.iter().enumerate() {
            let cohort = CohortId::from(format!("c{number}").as_str());
            let courses = vec![small_course().id.clone()];
            let plan = Plan { name: format!("Class {number}"), courses, ..Plan::default() };
            let make = Act::MakeCohort { cohort: Some(cohort.clone()), plan };
            registrar.act(&make, &console()).unwrap();
            let entrant = |name: &&str| {
                let profile = Profile { name: name.to_uppercase(), ..Profile::default() };
                Entrant { id: Some(LearnerId::from(*name)), profile, ..Entrant::default() }
            };
            let entrants = learners.iter().map(entrant).collect();
            registrar.act(&Act::Enrol { cohort, entrants }, &console()).unwrap();
        }
        let forum = Forum::open(store.as_ref(), &small_course().id, Arc::clone(&registrar)).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let keymap = Keymap::read(&mut Sources::default(), &shipped, "default").0.unwrap();
        let setting = Setting {
            store,
            course: small_course(),
            keymap: Arc::new(keymap),
            reports: None,
            door: Arc::new(OneCode::default()),
            forum: Arc::new(forum),
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
        Self { address, stop, running, registrar, _folder: folder }
    }

    /// What is served.
    pub fn course(&self) -> CourseId {
        small_course().id.clone()
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
