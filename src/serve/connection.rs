//! One connection, from the first word of SSH to the last.

use std::borrow::Cow;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use russh::keys::{Algorithm, PublicKey};
use russh::server::{
    Auth, ChannelOpenHandle, Handler, Msg, PublicKeyOffer, Response, Session, VerifiedPublicKey,
};
use russh::{Channel, ChannelId, ChannelOpenFailure, Pty};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::algorithms;
use super::channel::{Came, Output, Terminal, Wishes};
use super::door::Entered;
use super::hub::Hub;
use super::visit::visit;
use crate::course::LearnerId;
use crate::text::clean_line;

/// The longest name of a terminal that is looked at, in bytes.
const MAX_TERM: usize = 64;
/// The most wishes about the environment, and the longest of them.
const MAX_WISHES: usize = 16;
const MAX_WISH: usize = 128;
/// Pieces of input that wait to be looked at.
const AHEAD: usize = 256;
/// So long the connection waits for a session that looks at nothing; then it is broken off.
const STUCK: Duration = Duration::from_secs(10);
/// Codes that may be tried in one connection.
const MAX_CODES: usize = 3;
/// The longest code that is looked at, in bytes.
const MAX_CODE: usize = 200;
/// So long the client may take to close a connection that is over.
const CLOSING: Duration = Duration::from_secs(1);

/// What the connection asks for first, where no key opens the door.
const ASK: &str = "Code: ";
const WELCOME: &str = "Welcome. You are new here, or at a new computer.\n\
    Type the join code that your trainer gave you, or your own code: three words.\n";
/// What is said after the last code that may be tried.
const LAST: &str = "Please look the code up, then connect again. Press Enter to end. ";

/// Why a connection broke off.
#[derive(Debug)]
pub(super) enum Broken {
    /// By the client, or on the way to it: nobody here can do anything about it.
    Ssh,
    /// More came than anybody looked at.
    Stuck,
}

impl From<russh::Error> for Broken {
    fn from(_: russh::Error) -> Self {
        Broken::Ssh
    }
}

/// What we know of one client.
pub(super) struct Connection {
    hub: Arc<Hub>,
    address: IpAddr,
    /// Cuts the connection off.
    switch: CancellationToken,
    /// Cancelled once the client has closed its channel.
    closed: CancellationToken,
    /// Set once somebody has logged in.
    inside: Arc<AtomicBool>,
    learner: Option<LearnerId>,
    /// A key that the client has proven to have, but nobody here is known by.
    proven: Option<String>,
    codes: usize,
    /// Who came in with a code, while they are shown their own.
    entered: Option<LearnerId>,
    opened: bool,
    wishes: Wishes,
    asked: usize,
    output: Option<Output>,
    input: Option<mpsc::Sender<Came>>,
}

impl Connection {
    pub(super) fn new(
        hub: Arc<Hub>,
        address: IpAddr,
        switch: CancellationToken,
        inside: Arc<AtomicBool>,
    ) -> Self {
        Self {
            hub,
            address,
            switch,
            closed: CancellationToken::new(),
            inside,
            learner: None,
            proven: None,
            codes: 0,
            entered: None,
            opened: false,
            wishes: Wishes::default(),
            asked: 0,
            output: None,
            input: None,
        }
    }

    async fn by_key(&self, user: &str, key: &PublicKey) -> Option<LearnerId> {
        let (hub, user, key) = (Arc::clone(&self.hub), user.to_owned(), text_of(key)?);
        tokio::task::spawn_blocking(move || hub.door.by_key(&user, &key)).await.ok()?
    }

    fn refuse(&self) -> Auth {
        Auth::Reject { proceed_with_methods: Some(algorithms::methods()), partial_success: false }
    }

    fn ask(&self, words: String) -> Auth {
        Auth::Partial {
            // Some clients hide these when they are told to be quiet, so the prompt says everything.
            name: Cow::Borrowed(""),
            instructions: Cow::Borrowed(""),
            prompts: Cow::Owned(vec![(Cow::Owned(words), true)]),
        }
    }

    /// Refuses without asking again: only a key would open the door now.
    fn send_away(&self) -> Auth {
        Auth::Reject { proceed_with_methods: Some(algorithms::keys_only()), partial_success: false }
    }

    /// Lets a code wait that may be guessed; false if the server closes meanwhile.
    async fn wait_for_code(&self, name: &str) -> bool {
        let waits = self.hub.code_waits(self.address, name);
        tokio::select! {
            biased;
            () = tokio::time::sleep(waits) => true,
            () = self.hub.closing().cancelled() => false,
        }
    }

    /// Asks the session to take something; a session that takes nothing for long is broken off.
    async fn pass_on(&mut self, came: Came) -> Result<(), Broken> {
        let Some(input) = &self.input else { return Ok(()) };
        match input.send_timeout(came, STUCK).await {
            Ok(()) | Err(mpsc::error::SendTimeoutError::Closed(_)) => Ok(()),
            Err(mpsc::error::SendTimeoutError::Timeout(_)) => {
                self.switch.cancel();
                Err(Broken::Stuck)
            }
        }
    }
}

fn text_of(key: &PublicKey) -> Option<String> {
    let mut key = key.clone();
    key.set_comment("");
    key.to_openssh().ok().map(|text| text.trim().to_owned())
}

fn is_sound(algorithm: &Algorithm) -> bool {
    !matches!(algorithm, Algorithm::Rsa { hash: None } | Algorithm::Dsa)
}

fn cells(columns: u32, rows: u32) -> (u16, u16) {
    let most = |size: u32| u16::try_from(size).unwrap_or(u16::MAX);
    (most(columns), most(rows))
}

impl Handler for Connection {
    type Error = Broken;

    async fn auth_publickey_offered(
        &mut self,
        user: &str,
        offer: PublicKeyOffer<'_>,
    ) -> Result<Auth, Broken> {
        if !is_sound(offer.algorithm) {
            return Ok(self.refuse());
        }
        // The first key that nobody is known by may be proven, so that it can be kept with a code.
        let welcome = self.proven.is_none() || self.by_key(user, offer.public_key).await.is_some();
        Ok(if welcome { Auth::Accept } else { self.refuse() })
    }

    async fn auth_publickey(&mut self, user: &str, key: VerifiedPublicKey<'_>) -> Result<Auth, Broken> {
        if !is_sound(key.algorithm) {
            return Ok(self.refuse());
        }
        if let Some(learner) = self.by_key(user, key.public_key).await {
            self.learner = Some(learner);
            return Ok(Auth::Accept);
        }
        if self.proven.is_none() {
            self.proven = text_of(key.public_key);
        }
        Ok(self.refuse())
    }

    async fn auth_keyboard_interactive<'a>(
        &'a mut self,
        user: &str,
        _: &str,
        response: Option<Response<'a>>,
    ) -> Result<Auth, Broken> {
        if self.codes >= MAX_CODES {
            return Ok(self.send_away());
        }
        let Some(mut response) = response else { return Ok(self.ask(format!("{WELCOME}{ASK}"))) };
        // Whoever was shown their own code has come in already.
        if let Some(person) = self.entered.take() {
            self.learner = Some(person);
            return Ok(Auth::Accept);
        }
        let code = response.next().filter(|code| code.len() <= MAX_CODE);
        let Some(code) = code.and_then(|code| String::from_utf8(code.to_vec()).ok()) else {
            return Ok(self.refuse());
        };
        if !self.wait_for_code(user).await {
            return Ok(self.refuse());
        }
        let (hub, name, key) = (Arc::clone(&self.hub), user.to_owned(), self.proven.clone());
        let asked = tokio::task::spawn_blocking(move || hub.door.by_code(&name, &code, key.as_deref()));
        let asked = asked.await;
        if let Ok(answer) = &asked {
            self.hub.code_was(answer.is_ok(), self.address, user);
        }
        match asked {
            Ok(Ok(Entered { person, own_code: None })) => {
                self.learner = Some(person);
                Ok(Auth::Accept)
            }
            Ok(Ok(Entered { person, own_code: Some(code) })) => {
                self.entered = Some(person);
                Ok(self.ask(format!(
                    "Welcome. You come without a key, so please write this down:\n\n    {code}\n\n\
                     This is your own code. With it and the name {user}\n\
                     you can come back, from any computer.\n\
                     Press Enter to go on. "
                )))
            }
            Ok(Err(turned)) => {
                self.codes += 1;
                let next = if self.codes < MAX_CODES { ASK } else { LAST };
                Ok(self.ask(format!("{turned}\n{next}")))
            }
            Err(_) => Ok(self.refuse()),
        }
    }

    async fn auth_succeeded(&mut self, _: &mut Session) -> Result<(), Broken> {
        if !self.inside.swap(true, Ordering::SeqCst) {
            self.hub.logs_in(self.address);
        }
        Ok(())
    }

    async fn channel_open_session(
        &mut self,
        channel: Channel<Msg>,
        reply: ChannelOpenHandle,
        _: &mut Session,
    ) -> Result<(), Broken> {
        if self.opened {
            reply.reject(ChannelOpenFailure::AdministrativelyProhibited).await;
            return Ok(());
        }
        self.opened = true;
        // What comes in reaches `data` below; the other half would have to be read, too.
        let (_, write) = channel.split();
        self.output = Some(Output::new(write));
        reply.accept().await;
        Ok(())
    }

    async fn pty_request(
        &mut self,
        channel: ChannelId,
        term: &str,
        columns: u32,
        rows: u32,
        _: u32,
        _: u32,
        _: &[(Pty, u32)],
        session: &mut Session,
    ) -> Result<(), Broken> {
        let known = term.len() <= MAX_TERM && term.bytes().all(|byte| byte.is_ascii_graphic());
        let term = if known { term.to_owned() } else { String::new() };
        self.wishes.terminal = Some(Terminal { term, size: cells(columns, rows) });
        Ok(session.channel_success(channel)?)
    }

    async fn env_request(
        &mut self,
        channel: ChannelId,
        name: &str,
        value: &str,
        session: &mut Session,
    ) -> Result<(), Broken> {
        self.asked += 1;
        let known = ["LANG", "COLORTERM", "NO_COLOR"].contains(&name) || name.starts_with("LC_");
        if self.asked <= MAX_WISHES && known && name.len() <= MAX_WISH && value.len() <= MAX_WISH {
            self.wishes.environment.push((name.to_owned(), clean_line(value)));
            return Ok(session.channel_success(channel)?);
        }
        Ok(session.channel_failure(channel)?)
    }

    async fn shell_request(&mut self, channel: ChannelId, session: &mut Session) -> Result<(), Broken> {
        let (Some(output), Some(learner)) = (self.output.take(), self.learner.clone()) else {
            return Ok(session.channel_failure(channel)?);
        };
        session.channel_success(channel)?;
        let (sender, input) = mpsc::channel(AHEAD);
        self.input = Some(sender);
        let (hub, wishes) = (Arc::clone(&self.hub), self.wishes.clone());
        let (switch, closed) = (self.switch.clone(), self.closed.clone());
        tokio::spawn(async move {
            visit(hub, learner, wishes, input, output).await;
            // A client that closes, too, has everything.
            let _ = tokio::time::timeout(CLOSING, closed.cancelled()).await;
            switch.cancel();
        });
        Ok(())
    }

    async fn exec_request(
        &mut self,
        channel: ChannelId,
        _: &[u8],
        session: &mut Session,
    ) -> Result<(), Broken> {
        Ok(session.channel_failure(channel)?)
    }

    async fn subsystem_request(
        &mut self,
        channel: ChannelId,
        _: &str,
        session: &mut Session,
    ) -> Result<(), Broken> {
        Ok(session.channel_failure(channel)?)
    }

    async fn x11_request(
        &mut self,
        channel: ChannelId,
        _: bool,
        _: &str,
        _: &str,
        _: u32,
        session: &mut Session,
    ) -> Result<(), Broken> {
        Ok(session.channel_failure(channel)?)
    }

    async fn agent_request(&mut self, channel: ChannelId, session: &mut Session) -> Result<bool, Broken> {
        session.channel_failure(channel)?;
        Ok(false)
    }

    async fn window_change_request(
        &mut self,
        _: ChannelId,
        columns: u32,
        rows: u32,
        _: u32,
        _: u32,
        _: &mut Session,
    ) -> Result<(), Broken> {
        let (columns, rows) = cells(columns, rows);
        if let Some(terminal) = &mut self.wishes.terminal {
            terminal.size = (columns, rows);
        }
        self.pass_on(Came::Size(columns, rows)).await
    }

    async fn data(&mut self, _: ChannelId, data: &[u8], _: &mut Session) -> Result<(), Broken> {
        self.pass_on(Came::Bytes(data.to_vec())).await
    }

    async fn channel_eof(&mut self, _: ChannelId, _: &mut Session) -> Result<(), Broken> {
        self.pass_on(Came::End).await
    }

    async fn channel_close(&mut self, _: ChannelId, _: &mut Session) -> Result<(), Broken> {
        self.input = None;
        self.closed.cancel();
        Ok(())
    }
}
