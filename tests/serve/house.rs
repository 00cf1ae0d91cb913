//! A server for a test, with a class and a code that lets into it.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use curricle::class::{Act, CodeFor, Done, Plan, Profile, Role, Teaching, console};
use curricle::course::{self, Bundle, Course, LearnerId};
use curricle::keymap::{Keymap, shipped};
use curricle::serve::{ClassDoor, Limits, Registrar, Room, Server, Setting};
use curricle::session::Time;
use curricle::shelf;
use curricle::source::Sources;
use curricle::store::{Memory, Store};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A server that runs until it is closed.
pub struct House {
    pub address: SocketAddr,
    /// What lets into the class.
    pub code: String,
    /// What lets into another class.
    pub other_code: String,
    /// The course.
    pub course: Arc<Course>,
    registrar: Arc<Registrar>,
    stop: oneshot::Sender<()>,
    running: JoinHandle<()>,
    folder: tempfile::TempDir,
}

impl House {
    pub async fn new() -> Self {
        Self::with(Limits::default()).await
    }

    pub async fn with(limits: Limits) -> Self {
        Self::giving(&[small_course()], limits).await
    }

    /// A server that gives a second course, too, which no class takes yet.
    pub async fn with_two_courses() -> Self {
        Self::giving(&[small_course(), second_course()], Limits::default()).await
    }

    async fn giving(courses: &[Arc<Course>], limits: Limits) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let keymap = Keymap::read(&mut Sources::default(), &shipped, "default").0.unwrap();
        let store: Arc<dyn Store> = Arc::new(Memory::new(1));
        let course = Arc::clone(&courses[0]);
        let registrar = Arc::new(Registrar::open(Arc::clone(&store), now).unwrap());
        let code = begin(&registrar, &course, "Class");
        let other_code = begin(&registrar, &course, "Others");
        let room = |course: &Arc<Course>| {
            Room::open(store.as_ref(), Arc::clone(course), Arc::clone(&registrar)).unwrap()
        };
        let rooms = courses.iter().map(room).collect();
        let setting = Setting {
            store,
            rooms,
            keymap: Arc::new(keymap),
            reports: None,
            door: Arc::new(ClassDoor::new(Arc::clone(&registrar))),
            registrar: Arc::clone(&registrar),
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
        Self { address, code, other_code, course, registrar, stop, running, folder }
    }

    /// A trainer does something.
    pub fn teach(&self, what: Teaching) {
        let act = Act::Teach { cohort: "class".into(), what };
        self.registrar.act(&act, &console()).unwrap();
    }

    /// Makes somebody a trainer of the class, who logs in with this key.
    pub fn trainer(&self, name: &str, key: &str) {
        let profile = Profile { name: name.to_owned(), ..Profile::default() };
        let person = LearnerId::from(name);
        let add = Act::AddPerson { person: person.clone(), profile, role: Role::Trainer };
        let key = Act::AddKey { person: person.clone(), key: key.to_owned(), label: String::new() };
        let lead = Act::SetTrainer { cohort: "class".into(), person, on: true };
        for act in [add, key, lead] {
            self.registrar.act(&act, &console()).unwrap();
        }
    }

    /// Where its files are.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What the book knows.
    pub fn registrar(&self) -> &Registrar {
        &self.registrar
    }

    /// Closes it and waits until it is closed.
    pub async fn close(self) {
        self.stop.send(()).unwrap();
        self.running.await.unwrap();
    }
}

/// Makes a class; returns a code for it.
fn begin(registrar: &Registrar, course: &Course, name: &str) -> String {
    let plan = Plan { name: name.into(), courses: vec![course.id.clone()], ..Plan::default() };
    registrar.act(&Act::MakeCohort { cohort: None, plan }, &console()).unwrap();
    let until = Time(now().0 + 86_400_000);
    let code =
        Act::MakeCode { opens: CodeFor::Cohort(name.to_lowercase().as_str().into()), uses: 1_000, until };
    let made = registrar.act(&code, &console()).unwrap().remove(0);
    match made.what {
        Done::CodeMade { code, .. } => code.to_string(),
        other => panic!("no code: {other:?}"),
    }
}

fn small_course() -> Arc<Course> {
    Arc::new(course::read(&small(), None).course.unwrap())
}

/// The same under another name.
fn second_course() -> Arc<Course> {
    let mut bundle = small();
    let text = bundle.files["course.toml"].replace("id = \"small\"", "id = \"second\"");
    let text = text.replace("A small course", "The second course");
    bundle.files.insert("course.toml".into(), text.into());
    Arc::new(course::read(&bundle, None).course.unwrap())
}

fn small() -> Bundle {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/courses/small");
    shelf::find(Some(path.to_str().unwrap()), Path::new("/nowhere")).unwrap()
}

fn now() -> Time {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    Time(i64::try_from(since.as_millis()).unwrap())
}
