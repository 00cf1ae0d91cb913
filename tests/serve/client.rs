//! A learner's SSH, as the tests drive it.

use std::net::SocketAddr;
use std::num::NonZeroU16;
use std::sync::Arc;
use std::time::Duration;

use russh::client::{self, AuthResult, Handle, KeyboardInteractiveAuthResponse as Reply};
use russh::keys::{PrivateKey, PrivateKeyWithHashAlg, PublicKeyOrCertificate};
use russh::{Channel, ChannelMsg};

/// So long something may take before the test fails.
const LIMIT: Duration = Duration::from_secs(20);

/// Takes any server for the right one.
pub struct Trusting;

impl client::Handler for Trusting {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, russh::Error> {
        Ok(true)
    }
}

/// Connects, without logging in.
pub async fn connect(address: SocketAddr) -> Handle<Trusting> {
    let config = Arc::new(client::Config::default());
    client::connect(config, address, Trusting).await.expect("a connection")
}

/// Logs in with a key; false if it opens no door.
pub async fn with_key(handle: &mut Handle<Trusting>, user: &str, key: &PrivateKey) -> bool {
    let key = PrivateKeyWithHashAlg::new(Arc::new(key.clone()), None);
    matches!(handle.authenticate_publickey(user, key).await.expect("an answer"), AuthResult::Success)
}

/// Logs in with a code.
pub async fn with_code(handle: &mut Handle<Trusting>, user: &str, code: &str) -> Result<(), Vec<String>> {
    with_codes(handle, user, &[code]).await.map(|_| ())
}

/// Tries one code after the other; returns what the server said to each but the first question.
pub async fn with_codes(
    handle: &mut Handle<Trusting>,
    user: &str,
    codes: &[&str],
) -> Result<Vec<String>, Vec<String>> {
    let mut reply = handle.authenticate_keyboard_interactive_start(user, None).await.expect("an answer");
    let mut said = Vec::new();
    let mut codes = codes.iter();
    loop {
        match reply {
            Reply::Success => {
                said.remove(0);
                return Ok(said);
            }
            Reply::Failure { .. } => return Err(said),
            Reply::InfoRequest { instructions, prompts, .. } => {
                // A quiet client shows the prompts only.
                assert_eq!(instructions, "");
                said.push(prompts.into_iter().map(|prompt| prompt.prompt).collect());
                let Some(code) = codes.next() else { return Err(said) };
                let answers = vec![(*code).to_owned()];
                reply = handle.authenticate_keyboard_interactive_respond(answers).await.expect("an answer");
            }
        }
    }
}

/// A terminal at the end of a channel.
pub struct Client {
    /// Kept, because the connection ends with it.
    _handle: Handle<Trusting>,
    pub channel: Channel<client::Msg>,
    screen: vt100::Parser,
    /// All that was sent, for line mode.
    pub heard: String,
    pub exit: Option<u32>,
    pub over: bool,
}

impl Client {
    /// Opens a full screen.
    pub async fn screen(handle: Handle<Trusting>, term: &str, columns: u32, rows: u32) -> Self {
        let channel = handle.channel_open_session().await.expect("a channel");
        channel.request_pty(false, term, columns, rows, 0, 0, &[]).await.expect("a terminal");
        channel.request_shell(false).await.expect("a shell");
        Self::on(handle, channel, columns, rows)
    }

    /// Opens a session without a terminal.
    pub async fn lines(handle: Handle<Trusting>) -> Self {
        let channel = handle.channel_open_session().await.expect("a channel");
        channel.request_shell(false).await.expect("a shell");
        Self::on(handle, channel, 80, 24)
    }

    fn on(handle: Handle<Trusting>, channel: Channel<client::Msg>, columns: u32, rows: u32) -> Self {
        let size = |cells: u32| NonZeroU16::new(u16::try_from(cells).expect("a size")).expect("a size");
        let screen = vt100::Parser::new(size(rows), size(columns), 0);
        Self { _handle: handle, channel, screen, heard: String::new(), exit: None, over: false }
    }

    /// What the terminal shows.
    pub fn shown(&self) -> String {
        self.screen.screen().contents()
    }

    /// Types.
    pub async fn types(&self, bytes: &[u8]) {
        self.channel.data_bytes(bytes.to_vec()).await.expect("somebody who listens");
    }

    /// Waits until the screen shows these words.
    pub async fn sees(&mut self, words: &str) {
        self.until(words, |client| client.shown().contains(words)).await;
    }

    /// Waits until the screen shows these words no more.
    pub async fn lacks(&mut self, words: &str) {
        self.until(words, |client| !client.shown().contains(words)).await;
    }

    /// Waits until these words have come, in line mode.
    pub async fn hears(&mut self, words: &str) {
        self.until(words, |client| client.heard.contains(words)).await;
    }

    /// Says a line, in line mode, and returns what was said up to the next prompt.
    pub async fn asks(&mut self, line: &str) -> String {
        let before = self.heard.len();
        self.types(format!("{line}\n").as_bytes()).await;
        // A line of a longer text is answered by the prompt alone.
        let answered = |said: &str| said == "> " || said.ends_with("\n> ");
        self.until("a prompt", |client| answered(&client.heard[before..])).await;
        self.heard[before..].to_owned()
    }

    /// Waits until the server has closed the channel; returns the exit status.
    pub async fn ends(&mut self) -> Option<u32> {
        self.until("the end", |client| client.over).await;
        self.exit
    }

    /// Waits until something is so.
    pub async fn until(&mut self, what: &str, done: impl Fn(&Self) -> bool) {
        let end = tokio::time::Instant::now() + LIMIT;
        while !done(self) {
            let message = tokio::time::timeout_at(end, self.channel.wait()).await;
            let Ok(message) = message else {
                panic!("no {what:?} on:\n{}\nheard: {:?}", self.shown(), self.heard);
            };
            match message {
                Some(ChannelMsg::Data { data }) => self.takes(&data).await,
                Some(ChannelMsg::ExitStatus { exit_status }) => self.exit = Some(exit_status),
                None | Some(ChannelMsg::Close) => {
                    self.over = true;
                    assert!(done(self), "closed before {what:?}:\n{}\nheard: {:?}", self.shown(), self.heard);
                }
                Some(_) => {}
            }
        }
    }

    /// Shows bytes, and answers what terminals are asked.
    async fn takes(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        self.heard.push_str(&String::from_utf8_lossy(bytes));
        let asked = |question: &[u8]| bytes.windows(question.len()).any(|part| part == question);
        if asked(b"\x1b[6n") {
            self.types(b"\x1b[1;2R").await;
        }
        if asked(b"\x1b[5n") {
            self.types(b"\x1b[0n").await;
        }
    }
}
