//! The server killed under load: what was acknowledged is kept, and nothing is there twice.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use russh::client::{self, Handle, KeyboardInteractiveAuthResponse as Reply};
use russh::keys::PrivateKeyWithHashAlg;
use russh::{Channel, ChannelMsg};
use tokio::sync::mpsc;

use crate::client::Trusting;
use crate::common::Home;
use crate::common::dice::Dice;
use crate::key;
use crate::program::Program;

/// Learners at work while the server is killed.
const LEARNERS: u8 = 6;
/// So long a server may take to acknowledge what these tests wait for.
const LIMIT: Duration = Duration::from_secs(60);

/// How often: few times beside all other tests, as often as `CURRICLE_KILLS` asks otherwise.
fn kills() -> usize {
    std::env::var("CURRICLE_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(3)
}

/// A learner in line mode, whose line may end at any moment.
struct Learner {
    _handle: Handle<Trusting>,
    channel: Channel<client::Msg>,
}

impl Learner {
    /// Comes in by key, or by code for the first time.
    async fn comes(number: u8, address: SocketAddr, code: &str) -> Option<Self> {
        let config = Arc::new(client::Config::default());
        let mut handle = client::connect(config, address, Trusting).await.ok()?;
        let name = format!("learner-{number}");
        let key = PrivateKeyWithHashAlg::new(Arc::new(key(number)), None);
        if !handle.authenticate_publickey(&name, key).await.ok()?.success() {
            let asked = handle.authenticate_keyboard_interactive_start(&name, None).await.ok()?;
            let Reply::InfoRequest { .. } = asked else { return None };
            let answers = vec![code.to_owned()];
            let Reply::Success = handle.authenticate_keyboard_interactive_respond(answers).await.ok()? else {
                return None;
            };
        }
        let channel = handle.channel_open_session().await.ok()?;
        channel.request_shell(false).await.ok()?;
        let mut learner = Self { _handle: handle, channel };
        learner.hears().await?;
        Some(learner)
    }

    /// What is said up to the next prompt; none if the line ends before.
    async fn hears(&mut self) -> Option<String> {
        let mut heard = String::new();
        loop {
            match self.channel.wait().await? {
                ChannelMsg::Data { data } => heard.push_str(&String::from_utf8_lossy(&data)),
                ChannelMsg::Close | ChannelMsg::Eof => return None,
                _ => {}
            }
            if heard.ends_with("\n> ") {
                return Some(heard);
            }
        }
    }

    async fn asks(&mut self, line: &str) -> Option<String> {
        self.channel.data_bytes(format!("{line}\n").into_bytes()).await.ok()?;
        self.hears().await
    }
}

/// A note on its way: said, and perhaps acknowledged.
pub struct Note {
    pub words: String,
    pub acknowledged: bool,
}

/// Writes notes, each with words of its own, until the server is gone.
pub async fn writes(
    number: u8,
    round: usize,
    address: SocketAddr,
    code: String,
    notes: mpsc::UnboundedSender<Note>,
) {
    let Some(mut learner) = Learner::comes(number, address, &code).await else { return };
    // The first line of all ends the tour.
    for line in ["", "lesson 2"] {
        if learner.asks(line).await.is_none() {
            return;
        }
    }
    for line in 0.. {
        let words = format!("note-{number}-{round}-{line}-");
        let answer = learner.asks(&format!("note {words}")).await;
        let acknowledged = answer.as_ref().is_some_and(|answer| answer.contains("Saved."));
        if notes.send(Note { words, acknowledged }).is_err() || answer.is_none() {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_under_load_no_acknowledged_answer_is_missing_and_none_is_doubled() {
    let home = Home::new();
    let mut dice = Dice(5);
    let (mut acknowledged, mut others) = (Vec::new(), Vec::new());
    let kills = kills();
    for round in 0..kills {
        let program = Program::start(&home);
        let (sender, mut notes) = mpsc::unbounded_channel();
        let mut learners = tokio::task::JoinSet::new();
        for number in 0..LEARNERS {
            learners.spawn(writes(number, round, program.address, program.code.clone(), sender.clone()));
        }
        drop(sender);
        let mut take = |note: Note| {
            let list = if note.acknowledged { &mut acknowledged } else { &mut others };
            list.push(note.words);
            note.acknowledged
        };
        // The moment of the kill is some acknowledged note; the others are anywhere on their way.
        let mut left = 1 + dice.roll(60);
        while left > 0 {
            let note = tokio::time::timeout(LIMIT, notes.recv()).await.expect("the server answers");
            left -= usize::from(take(note.expect("somebody at work")));
        }
        let said = tokio::task::spawn_blocking(|| program.kill()).await.unwrap();
        assert!(!said.contains("panicked"), "{said}");
        while let Some(note) = notes.recv().await {
            take(note);
        }
        while learners.join_next().await.is_some() {}
        if round + 1 == kills || round % 10 == 9 {
            let export = home.export();
            let found = |words: &String| export.matches(&format!("\"{words}\"")).count();
            for words in &acknowledged {
                assert_eq!(found(words), 1, "{words} in round {round}");
            }
            assert!(others.iter().all(|words| found(words) <= 1), "nothing is doubled");
            let written = others.iter().filter(|words| found(words) == 1).count();
            println!(
                "{} kills: {} notes acknowledged, {} not, {written} of these written",
                round + 1,
                acknowledged.len(),
                others.len()
            );
        }
    }
    assert!(acknowledged.len() >= kills && !others.is_empty());
}
