//! The server itself: takes connections, and closes without losing anything.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use russh::server::{Config, run_stream};
use socket2::SockRef;
use tokio::io::BufReader;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::algorithms;
use super::connection::Connection;
#[cfg(unix)]
use super::control::Control;
use super::host_key::{self, HostKeyError};
use super::hub::Hub;
#[cfg(unix)]
use super::rehearsal::{Stage, Wanted};
use super::sparing::Sparing;
use super::switch::Switched;
use super::{Door, Limits, Registrar, Room};
use crate::app::Reports;
use crate::keymap::Keymap;
use crate::session::Time;
use crate::store::Store;

/// After an error of the system, connections are taken again after so long.
const BREATH: Duration = Duration::from_millis(100);
/// What the system keeps for a client that reads slowly, in bytes.
const SEND_BUFFER: usize = 64 * 1024;
/// So many bytes are read at once, so that a key is one call of the system and not three.
const READ_AHEAD: usize = 512;
/// A connection that acknowledges nothing for so long is gone.
#[cfg(target_os = "linux")]
const UNHEARD: Duration = Duration::from_secs(120);

/// What is served, and to whom.
pub struct Setting {
    /// Where the work is kept.
    pub store: Arc<dyn Store>,
    /// The courses, in the order in which they are offered.
    pub rooms: Vec<Room>,
    /// The keys.
    pub keymap: Arc<Keymap>,
    /// Where learners' reports go.
    pub reports: Option<Reports>,
    /// Who comes in.
    pub door: Arc<dyn Door>,
    /// The class.
    pub registrar: Arc<Registrar>,
    /// How much of everything.
    pub limits: Limits,
    /// The time of day.
    pub clock: fn() -> Time,
    /// Takes lines for whoever runs the server.
    pub log: Arc<dyn Fn(&str) + Send + Sync>,
}

/// Why a server cannot begin.
#[derive(Debug)]
pub enum ServeError {
    /// The address cannot be listened at.
    Listen(SocketAddr, io::Error),
    /// No orders can be taken.
    Control(io::Error),
    /// There is no host key.
    HostKey(HostKeyError),
}

impl fmt::Display for ServeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ServeError::Listen(address, error) => write!(out, "Nobody can be served at {address}: {error}."),
            ServeError::Control(error) => write!(out, "The socket for orders cannot be made: {error}."),
            ServeError::HostKey(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for ServeError {}

/// A server that listens.
pub struct Server {
    listener: TcpListener,
    hub: Arc<Hub>,
    config: Arc<Config>,
    fingerprint: String,
    log: Arc<dyn Fn(&str) + Send + Sync>,
    tasks: TaskTracker,
    /// Takes orders from the computer that it runs on.
    #[cfg(unix)]
    _control: Control,
    /// Cuts all connections off.
    switch: CancellationToken,
}

impl Server {
    /// Listens at an address; the host key is in the folder, or made there.
    ///
    /// # Errors
    /// [`ServeError`].
    pub async fn start(address: SocketAddr, folder: &Path, setting: Setting) -> Result<Self, ServeError> {
        let key = host_key::load_or_make(folder).map_err(ServeError::HostKey)?;
        let fingerprint = host_key::fingerprint(&key);
        let listener =
            TcpListener::bind(address).await.map_err(|error| ServeError::Listen(address, error))?;
        let (log, login) = (Arc::clone(&setting.log), setting.limits.login);
        #[cfg(unix)]
        let (registrar, store) = (Arc::clone(&setting.registrar), Arc::clone(&setting.store));
        let hub = Arc::new(Hub::new(setting, folder));
        #[cfg(unix)]
        let control = {
            let mut stage = Stage::new(Arc::clone(&hub));
            let want = Box::new(move |wanted: &Wanted| stage.want(wanted));
            Control::listen(folder, registrar, store, want).map_err(ServeError::Control)?
        };
        Ok(Self {
            listener,
            hub,
            config: Arc::new(algorithms::config(key, login)),
            fingerprint,
            log,
            tasks: TaskTracker::new(),
            #[cfg(unix)]
            _control: control,
            switch: CancellationToken::new(),
        })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// If the system does not tell.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// What learners may compare when their SSH asks whether this is the right server.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Serves until `stop` is done; then everybody's work is saved, everybody is told, and it ends.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        tokio::pin!(stop);
        self.tasks.spawn(Arc::clone(&self.hub).pass_guidance_on());
        let mut sparing = Sparing::default();
        loop {
            let (stream, peer) = tokio::select! {
                () = &mut stop => break,
                taken = self.listener.accept() => match taken {
                    Ok(taken) => taken,
                    Err(error) => {
                        let words = format!("a connection could not be taken: {error}");
                        self.say(sparing.say(words, self.hub.elapsed()));
                        tokio::time::sleep(BREATH).await;
                        continue;
                    }
                }
            };
            let address = peer.ip();
            if let Err(refused) = self.hub.knock(address) {
                self.say(sparing.say(format!("{address}: {refused}"), self.hub.elapsed()));
                continue;
            }
            self.serve(stream, address);
        }
        self.say(sparing.rest());
        drop(self.listener);
        self.hub.close();
        self.tasks.close();
        if tokio::time::timeout(self.hub.limits.drain, self.tasks.wait()).await.is_err() {
            self.switch.cancel();
            // They are cut off, so this is soon.
            let _ = tokio::time::timeout(BREATH, self.tasks.wait()).await;
        }
    }

    fn say(&self, line: Option<String>) {
        if let Some(line) = line {
            (self.log)(&line);
        }
    }

    fn serve(&self, stream: TcpStream, address: IpAddr) {
        let (hub, config) = (Arc::clone(&self.hub), Arc::clone(&self.config));
        let switch = self.switch.child_token();
        self.tasks.spawn(async move {
            tune(&stream);
            let inside = Arc::new(AtomicBool::new(false));
            let grace = tokio::spawn(cut_after(hub.limits.login, switch.clone(), Arc::clone(&inside)));
            let connection = Connection::new(Arc::clone(&hub), address, switch.clone(), Arc::clone(&inside));
            // How a connection breaks off is the client's affair; what matters was written down.
            let stream = BufReader::with_capacity(READ_AHEAD, Switched::new(stream, switch));
            if let Ok(running) = run_stream(config, stream, connection).await {
                let _ = running.await;
            }
            grace.abort();
            hub.goes(address, inside.load(Ordering::SeqCst));
        });
    }
}

async fn cut_after(limit: Duration, switch: CancellationToken, inside: Arc<AtomicBool>) {
    tokio::time::sleep(limit).await;
    if !inside.load(Ordering::SeqCst) {
        switch.cancel();
    }
}

/// Settings that only make it better; without them it works, too.
fn tune(stream: &TcpStream) {
    let _ = stream.set_nodelay(true);
    let socket = SockRef::from(stream);
    let _ = socket.set_send_buffer_size(SEND_BUFFER);
    #[cfg(target_os = "linux")]
    let _ = socket.set_tcp_user_timeout(Some(UNHEARD));
}
