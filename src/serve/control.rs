//! Orders to a running server, through a socket in its data folder that only its owner may open.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Registrar;
use super::rehearsal::Wanted;
use crate::class::{Order, console};

/// The name of the socket in the data folder.
const NAME: &str = "control";
/// The longest order and the longest answer, in bytes: a roster of ten thousand people fits.
const MAX_ORDER: u64 = 16 << 20;
/// So long an order may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a server is asked.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Asked {
    Order(Order),
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

impl Control {
    /// Listens in a data folder that is ours alone, so that a socket left there is nobody's.
    pub(super) fn listen(folder: &Path, registrar: Arc<Registrar>, mut want: Want) -> io::Result<Self> {
        let path = folder.join(NAME);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let listener = UnixListener::bind(&path)?;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
        let serve = move || {
            for stream in listener.incoming().flatten() {
                // Whoever does not listen to the answer does not need it.
                let _ = answer(stream, &registrar, &mut want);
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

fn answer(mut stream: UnixStream, registrar: &Registrar, want: &mut Want) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut line = String::new();
    BufReader::new(&stream).take(MAX_ORDER).read_line(&mut line)?;
    let answer = match serde_json::from_str::<Asked>(&line) {
        Err(_) => Answer::Refused("The server has another version and does not know this order.".to_owned()),
        Ok(Asked::Wanted(wanted)) => match want(&wanted) {
            Ok(words) => Answer::Done(words),
            Err(why) => Answer::Refused(why),
        },
        Ok(Asked::Order(Order::Erase { .. })) => Answer::Refused(
            "While people work here nobody is erased. Stop the server first, and say it again then."
                .to_owned(),
        ),
        Ok(Asked::Order(order)) => match registrar.obey(&order, &console()) {
            Ok(reply) => Answer::Done(reply.words + &reply.next),
            Err(not_done) => Answer::Refused(not_done.to_string()),
        },
    };
    let mut line = serde_json::to_vec(&answer)?;
    line.push(b'\n');
    stream.write_all(&line)
}

/// Gives an order to the server that holds a data folder; nothing if there is none.
///
/// # Errors
/// If there is one, but it does not answer.
pub fn order(folder: &Path, order: &Order) -> io::Result<Option<Result<String, String>>> {
    ask(folder, order)
}

/// Asks the server that holds a data folder for something; nothing if there is none.
///
/// # Errors
/// If there is one, but it does not answer.
pub fn want(folder: &Path, wanted: &Wanted) -> io::Result<Option<Result<String, String>>> {
    ask(folder, wanted)
}

fn ask(folder: &Path, asked: &impl Serialize) -> io::Result<Option<Result<String, String>>> {
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
    let mut line = String::new();
    BufReader::new(&stream).take(MAX_ORDER).read_line(&mut line)?;
    Ok(Some(match serde_json::from_str(&line)? {
        Answer::Done(words) => Ok(words),
        Answer::Refused(why) => Err(why),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Time;
    use crate::store::Memory;

    #[test]
    fn an_order_is_carried_out_by_the_server_and_its_words_come_back() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(order(folder.path(), &Order::List).unwrap(), None, "nobody is there");
        let registrar = Arc::new(Registrar::open(Arc::new(Memory::new(1)), || Time(1_000)).unwrap());
        let control =
            Control::listen(folder.path(), Arc::clone(&registrar), Box::new(|_| Err("no".into()))).unwrap();
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
}
