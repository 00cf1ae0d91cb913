//! One learner's SSH, as light as it can be: no screen, only what is needed to know one's picture.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use russh::client::{self, Handle};
use russh::keys::ssh_key::private::{Ed25519Keypair, KeypairData};
use russh::keys::{PrivateKey, PrivateKeyWithHashAlg, PublicKeyOrCertificate};
use russh::{Channel, ChannelMsg};
use tokio::io::BufReader;
use tokio::net::TcpStream;
use tokio::sync::mpsc::UnboundedSender;

/// So long a login may take.
const LIMIT: Duration = Duration::from_secs(120);
/// So many bytes are read at once.
const READ_AHEAD: usize = 1_024;
const DOWN: &[u8] = b"\x1b[B";
const UP: &[u8] = b"\x1b[A";

/// The key of a learner; everybody has one of their own.
pub(crate) fn key(number: usize) -> PrivateKey {
    let mut seed = [7; 32];
    seed[..8].copy_from_slice(&(number as u64).to_le_bytes());
    PrivateKey::new(KeypairData::Ed25519(Ed25519Keypair::from_seed(&seed)), "").expect("a key")
}

/// The name of a learner.
pub(crate) fn name(number: usize) -> String {
    format!("pupil-{number}")
}

/// The window of a terminal that takes a byte, and then nothing any more: russh fills a window up
/// below half of it, which is never.
const STALLED: u32 = 1;

struct Trusting;

impl client::Handler for Trusting {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, russh::Error> {
        Ok(true)
    }
}

/// A learner at a terminal.
pub(crate) struct Pupil {
    _handle: Handle<Trusting>,
    channel: Channel<client::Msg>,
    down: bool,
}

async fn opens(
    number: usize,
    user: String,
    address: SocketAddr,
    stalls: bool,
) -> Result<Pupil, russh::Error> {
    let window_size = if stalls { STALLED } else { client::Config::default().window_size };
    let config = client::Config { nodelay: true, window_size, ..client::Config::default() };
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    // A packet is one call of the system: what the clients take is taken from the same processors.
    let stream = BufReader::with_capacity(READ_AHEAD, stream);
    let mut handle = client::connect_stream(Arc::new(config), stream, Trusting).await?;
    let key = PrivateKeyWithHashAlg::new(Arc::new(key(number)), None);
    if !handle.authenticate_publickey(user, key).await?.success() {
        return Err(russh::Error::NotAuthenticated);
    }
    let channel = handle.channel_open_session().await?;
    channel.request_pty(false, "xterm-256color", 80, 24, 0, 0, &[]).await?;
    channel.request_shell(false).await?;
    Ok(Pupil { _handle: handle, channel, down: true })
}

impl Pupil {
    /// Logs in and goes to the contents.
    pub(crate) async fn comes(number: usize, user: String, address: SocketAddr) -> Result<Self, String> {
        let coming = async {
            let mut pupil = opens(number, user, address, false).await.map_err(|error| error.to_string())?;
            pupil.sees(b"Welcome").await?;
            pupil.sends(b"q").await?;
            pupil.sees(b"Contents").await?;
            Ok(pupil)
        };
        tokio::time::timeout(LIMIT, coming).await.unwrap_or_else(|_| Err("it takes too long".to_owned()))
    }

    async fn sends(&self, bytes: &[u8]) -> Result<(), String> {
        self.channel.data_bytes(bytes.to_vec()).await.map_err(|error| error.to_string())
    }

    /// The next bytes that come; questions of the server are answered as a terminal does.
    async fn hears(&mut self) -> Result<Vec<u8>, String> {
        loop {
            match self.channel.wait().await {
                Some(ChannelMsg::Data { data }) => {
                    let asked = |question: &[u8]| data.windows(4).any(|part| part == question);
                    if asked(b"\x1b[6n") {
                        self.sends(b"\x1b[1;2R").await?;
                    }
                    if asked(b"\x1b[5n") {
                        self.sends(b"\x1b[0n").await?;
                    }
                    return Ok(data.to_vec());
                }
                Some(_) => {}
                None => return Err("the line ended".to_owned()),
            }
        }
    }

    async fn sees(&mut self, words: &[u8]) -> Result<(), String> {
        let mut seen = Vec::new();
        while !seen.windows(words.len()).any(|part| part == words) {
            seen.extend(self.hears().await?);
        }
        Ok(())
    }

    /// Presses a key at each beat and tells how long its picture took.
    ///
    /// A key that was due while its forerunner was waited for counts from when it was due.
    pub(crate) async fn presses_keys(
        &mut self,
        first: Instant,
        beat: Duration,
        end: Instant,
        times: &UnboundedSender<Duration>,
    ) {
        let mut due = first;
        while due < end {
            let mut late = Instant::now() > due;
            while !late {
                tokio::select! {
                    () = tokio::time::sleep_until(due.into()) => break,
                    heard = self.hears() => if heard.is_err() { return },
                }
                late = Instant::now() > due + beat;
            }
            let from = if late { due } else { Instant::now() };
            let key = if self.down { DOWN } else { UP };
            self.down = !self.down;
            if self.sends(key).await.is_err() || self.sees(b">").await.is_err() {
                return;
            }
            // Whoever measures may have heard enough.
            let _ = times.send(from.elapsed());
            due += beat;
        }
    }

    /// Waits for the end; true if it came in order.
    pub(crate) async fn ends(mut self) -> bool {
        let mut status = None;
        while let Some(message) = self.channel.wait().await {
            if let ChannelMsg::ExitStatus { exit_status } = message {
                status = Some(exit_status);
            }
        }
        status == Some(0)
    }
}

/// A learner whose terminal takes nothing.
pub(crate) async fn stalled(number: usize, user: String, address: SocketAddr) -> Result<Pupil, String> {
    opens(number, user, address, true).await.map_err(|error| error.to_string())
}

impl Pupil {
    /// Presses a key a second from a moment of one's own on, and reads nothing.
    pub(crate) async fn only_presses_keys(self, first: Duration) {
        tokio::time::sleep(first).await;
        while self.sends(b"?").await.is_ok() {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}
