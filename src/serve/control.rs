//! Orders to a running server, through a socket in its data folder that only its owner may open.
//!
//! Whoever asks to see what is kept gets all of it as an export, while everybody works on: each
//! learner's record is handed over as it is at some moment after the question.

use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Registrar;
use super::frames::{Frames, Unframed};
use super::rehearsal::Wanted;
use crate::class::{Order, console};
use crate::store::{Store, export};

/// The name of the socket in the data folder.
const NAME: &str = "control";
/// The longest order and the longest answer, in bytes: a roster of ten thousand people fits.
const MAX_ORDER: u64 = 16 << 20;
/// So long an order may take, and each part of an export.
const PATIENCE: Duration = Duration::from_secs(30);
/// Orders that are carried out at one time.
const MAX_AT_ONCE: usize = 16;
/// Bytes of an export that travel together.
const PIECE: usize = 64 << 10;

/// What a server is asked.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Asked {
    /// Do something in the class.
    Order(Order),
    /// Show what is kept: of one learner, or of all.
    Export(Option<String>),
    /// Do something else.
    Wanted(Wanted),
}

/// Does what is wanted beside orders.
pub(super) type Want = Box<dyn FnMut(&Wanted) -> Result<String, String> + Send>;

/// What a server answers.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    /// It is done; this is to be said.
    Done(String),
    /// It is not done; this says why.
    Refused(String),
}

/// Takes orders until the server ends; the socket is gone then.
pub(super) struct Control {
    path: PathBuf,
}

/// What orders are about.
struct Kept {
    registrar: Arc<Registrar>,
    store: Arc<dyn Store>,
    want: Mutex<Want>,
    busy: AtomicUsize,
}

impl Control {
    /// Listens in a data folder that is ours alone, so that a socket left there is nobody's.
    pub(super) fn listen(
        folder: &Path,
        registrar: Arc<Registrar>,
        store: Arc<dyn Store>,
        want: Want,
    ) -> io::Result<Self> {
        let path = folder.join(NAME);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let listener = UnixListener::bind(&path)?;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
        let kept = Arc::new(Kept { registrar, store, want: Mutex::new(want), busy: AtomicUsize::new(0) });
        let serve = move || {
            for stream in listener.incoming().flatten() {
                take(stream, &kept);
            }
        };
        std::thread::Builder::new().name("control".to_owned()).spawn(serve)?;
        Ok(Self { path })
    }
}

impl Drop for Control {
    fn drop(&mut self) {
        // If it stays, the next server takes it away.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Carries an order out beside others, so that none waits for one that takes long.
fn take(stream: UnixStream, kept: &Arc<Kept>) {
    if kept.busy.fetch_add(1, Ordering::SeqCst) >= MAX_AT_ONCE {
        kept.busy.fetch_sub(1, Ordering::SeqCst);
        let _ = say(&stream, &Answer::Refused("The server has many orders now. Try again soon.".to_owned()));
        return;
    }
    let for_it = Arc::clone(kept);
    let spawned = std::thread::Builder::new().name("order".to_owned()).spawn(move || {
        // Whoever does not listen to the answer does not need it.
        let _ = answer(&stream, &for_it);
        for_it.busy.fetch_sub(1, Ordering::SeqCst);
    });
    if spawned.is_err() {
        kept.busy.fetch_sub(1, Ordering::SeqCst);
    }
}

fn answer(stream: &UnixStream, kept: &Kept) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut line = String::new();
    BufReader::new(stream).take(MAX_ORDER).read_line(&mut line)?;
    let answer = match serde_json::from_str::<Asked>(&line) {
        Err(_) => Answer::Refused("The server has another version and does not know this order.".to_owned()),
        Ok(Asked::Order(Order::Erase { .. })) => Answer::Refused(
            "While people work here nobody is erased. Stop the server first, and say it again then."
                .to_owned(),
        ),
        Ok(Asked::Order(order)) => match kept.registrar.obey(&order, &console()) {
            Ok(reply) => Answer::Done(reply.words + &reply.next),
            Err(not_done) => Answer::Refused(not_done.to_string()),
        },
        Ok(Asked::Wanted(wanted)) => {
            let mut want = kept.want.lock().unwrap_or_else(PoisonError::into_inner);
            want(&wanted).map_or_else(Answer::Refused, Answer::Done)
        }
        Ok(Asked::Export(learner)) => {
            let mut out = BufWriter::with_capacity(PIECE, Frames::new(stream));
            let done = export(kept.store.as_ref(), learner.as_deref(), &mut out);
            let frames = out.into_inner().map_err(io::IntoInnerError::into_error)?;
            frames.end()?;
            match done {
                Ok(count) => Answer::Done(count.to_string()),
                Err(error) => Answer::Refused(error.to_string()),
            }
        }
    };
    say(stream, &answer)
}

fn say(mut stream: &UnixStream, answer: &Answer) -> io::Result<()> {
    let mut line = serde_json::to_vec(answer)?;
    line.push(b'\n');
    stream.write_all(&line)
}

/// Asks the server that holds a data folder; nothing if there is none.
fn ask(folder: &Path, asked: &Asked) -> io::Result<Option<BufReader<UnixStream>>> {
    let mut stream = match UnixStream::connect(folder.join(NAME)) {
        Ok(stream) => stream,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut line = serde_json::to_vec(asked)?;
    line.push(b'\n');
    stream.write_all(&line)?;
    Ok(Some(BufReader::new(stream)))
}

fn heard(stream: &mut impl BufRead) -> io::Result<Result<String, String>> {
    let mut line = String::new();
    stream.take(MAX_ORDER).read_line(&mut line)?;
    Ok(match serde_json::from_str(&line)? {
        Answer::Done(words) => Ok(words),
        Answer::Refused(why) => Err(why),
    })
}

/// Gives an order to the server that holds a data folder; nothing if there is none.
///
/// # Errors
/// If there is one, but it does not answer.
pub fn order(folder: &Path, order: &Order) -> io::Result<Option<Result<String, String>>> {
    let stream = ask(folder, &Asked::Order(order.clone()))?;
    stream.map(|mut stream| heard(&mut stream)).transpose()
}

/// Asks the server that holds a data folder for something; nothing if there is none.
///
/// # Errors
/// If there is one, but it does not answer.
pub fn want(folder: &Path, wanted: &Wanted) -> io::Result<Option<Result<String, String>>> {
    let stream = ask(folder, &Asked::Wanted(wanted.clone()))?;
    stream.map(|mut stream| heard(&mut stream)).transpose()
}

/// What the server that holds a data folder keeps of one learner, or of all, as an export; nothing if
/// there is no server.
///
/// # Errors
/// If there is one, but it does not answer. One that breaks off later is an error of reading.
pub fn kept(folder: &Path, learner: Option<&str>) -> io::Result<Option<impl Read + use<>>> {
    let stream = ask(folder, &Asked::Export(learner.map(str::to_owned)))?;
    Ok(stream.map(|stream| Export { frames: Unframed::new(stream), over: false }))
}

/// An export on its way; at its end it was complete.
struct Export {
    frames: Unframed<BufReader<UnixStream>>,
    over: bool,
}

impl Read for Export {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.frames.read(into)?;
        if read == 0 && !into.is_empty() && !self.over {
            self.over = true;
            heard(self.frames.rest())?.map_err(io::Error::other)?;
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Time;
    use crate::store::{Entry, Memory, Stream};

    fn nothing() -> Want {
        Box::new(|_| Err("no".into()))
    }

    #[test]
    fn an_order_is_carried_out_by_the_server_and_its_words_come_back() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(order(folder.path(), &Order::List).unwrap(), None, "nobody is there");
        let store: Arc<dyn Store> = Arc::new(Memory::new(1));
        let registrar = Arc::new(Registrar::open(Arc::clone(&store), || Time(1_000)).unwrap());
        let control = Control::listen(folder.path(), Arc::clone(&registrar), store, nothing()).unwrap();
        let none = want(folder.path(), &Wanted::NoRehearsal).unwrap();
        assert_eq!(none, Some(Err("no".to_owned())));
        let new = Order::New {
            name: "Lima".into(),
            id: None,
            courses: vec!["untoc".into()],
            opens: None,
            closes: None,
        };
        assert!(order(folder.path(), &new).unwrap().unwrap().is_ok());
        assert_eq!(registrar.look(|book| book.cohorts().len()), 1);
        let erase = Order::Erase { person: "anna".into() };
        assert!(order(folder.path(), &erase).unwrap().unwrap().is_err());
        let mode = std::fs::metadata(folder.path().join(NAME)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        drop(control);
        assert!(!folder.path().join(NAME).exists());
    }

    #[test]
    fn what_is_kept_comes_whole_while_the_server_runs() {
        let folder = tempfile::tempdir().unwrap();
        assert!(kept(folder.path(), None).unwrap().is_none(), "nobody is there");
        let store: Arc<dyn Store> = Arc::new(Memory::new(1));
        for name in ["anna", "ben"] {
            let entry = |at| Entry { at, body: format!(r#"{{"v":1,"words":"{}"}}"#, "x".repeat(20_000)) };
            let stream = Stream::new(name, "c").unwrap();
            store.append(&stream, (0..10).map(entry).collect()).wait().unwrap();
        }
        let registrar = Arc::new(Registrar::open(Arc::clone(&store), || Time(1_000)).unwrap());
        let _control = Control::listen(folder.path(), registrar, Arc::clone(&store), nothing()).unwrap();
        for learner in [None, Some("ben"), Some("nobody")] {
            let (mut wanted, mut came) = (Vec::new(), Vec::new());
            export(store.as_ref(), learner, &mut wanted).unwrap();
            kept(folder.path(), learner).unwrap().unwrap().read_to_end(&mut came).unwrap();
            assert!(came == wanted, "{learner:?}: {} of {} bytes", came.len(), wanted.len());
        }
    }
}
