//! A class over SSH, in one process with its clients, and as the real program.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "what cannot go on should stop here"
)]

#[path = "../common/mod.rs"]
mod common;

mod backup;
mod client;
mod courses;
mod discussion;
mod hostile;
mod house;
mod killed;
mod network;
mod openssh;
mod program;
mod pupils;
mod rehearsal;
mod review;
mod trainer;

use client::{Client, Trusting, connect, with_code, with_codes, with_key};
use curricle::class::{Spot, Teaching};
use house::House;
use russh::client::Handle;
use russh::keys::PrivateKey;
use russh::keys::ssh_key::private::{Ed25519Keypair, KeypairData};

fn key(seed: u8) -> PrivateKey {
    let pair = Ed25519Keypair::from_seed(&[seed; 32]);
    PrivateKey::new(KeypairData::Ed25519(pair), "").unwrap()
}

/// What stands on the first page after the contents.
const PAGE: &str = "Test before";

/// The connection of somebody who comes in with their key, at the first time also with the code.
async fn entered(house: &House, name: &str) -> Handle<Trusting> {
    entered_by(house, name, &house.code).await
}

async fn entered_by(house: &House, name: &str, code: &str) -> Handle<Trusting> {
    let mut handle = connect(house.address).await;
    let own = key(name.as_bytes()[0]);
    if !with_key(&mut handle, name, &own).await {
        with_code(&mut handle, name, code).await.unwrap();
    }
    handle
}

/// Somebody who has come in, before the full screen.
async fn joined(house: &House, name: &str) -> Client {
    Client::screen(entered(house, name).await, "xterm-256color", 80, 24).await
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_no_key_is_given_a_code_of_their_own() {
    let house = House::new().await;
    let mut handle = connect(house.address).await;
    let said = with_codes(&mut handle, "anna", &[&house.code, ""]).await.unwrap();
    let own = said[0].lines().map(str::trim).find(|line| line.split('-').count() == 3).unwrap().to_owned();
    drop(handle);
    let mut handle = connect(house.address).await;
    with_code(&mut handle, "anna", &own).await.unwrap();
    drop(handle);
    let mut handle = connect(house.address).await;
    assert!(with_code(&mut handle, "ben", &own).await.is_err(), "it is anna's");
    let mut handle = connect(house.address).await;
    assert!(with_code(&mut handle, "anna", &house.code).await.is_err(), "anna is somebody already");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_lets_in_and_keeps_the_key_for_the_next_time() {
    let house = House::new().await;
    let mut handle = connect(house.address).await;
    assert!(!with_key(&mut handle, "anna", &key(1)).await, "nobody is known yet");
    let said = with_codes(&mut handle, "anna", &["wrong", &house.code]).await.unwrap();
    assert_eq!(said, ["This code is not known. It is three words: look at them again.\nCode: "]);
    drop(handle);
    let mut handle = connect(house.address).await;
    assert!(with_key(&mut handle, "anna", &key(1)).await);
    drop(handle);
    let mut handle = connect(house.address).await;
    assert!(!with_key(&mut handle, "ben", &key(2)).await);
    assert!(!with_key(&mut handle, "anna", &key(2)).await, "another's name");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_wrong_code_is_answered_too_and_then_no_other_is_taken() {
    let house = House::new().await;
    let mut handle = connect(house.address).await;
    let said = with_codes(&mut handle, "anna", &["wrong", "wrong", "wrong", &house.code]).await.unwrap_err();
    assert_eq!(said.len(), 4, "{said:?}");
    assert_eq!(
        said[3],
        "This code is not known. It is three words: look at them again.\n\
         Please look the code up, then connect again. Press Enter to end. "
    );
    let mut handle = connect(house.address).await;
    with_codes(&mut handle, "anna", &[&house.code, ""]).await.unwrap();
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn work_at_a_dropped_line_is_there_at_the_next_login() {
    let house = House::new().await;
    let mut anna = joined(&house, "anna").await;
    anna.sees("Welcome").await;
    // Leave the tour, and begin the first lesson.
    anna.types(b"q").await;
    anna.sees("Contents").await;
    anna.types(b"\r").await;
    anna.sees(PAGE).await;
    drop(anna);
    let mut anna = joined(&house, "anna").await;
    anna.sees(PAGE).await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_terminal_it_talks_in_lines() {
    let house = House::new().await;
    let handle = entered(&house, "anna").await;
    let mut anna = Client::lines(handle).await;
    anna.hears("> ").await;
    let said = anna.asks("help").await;
    // Whoever types without a terminal here sees it at a terminal there.
    assert!(said.starts_with("Here you can say"), "{said}");
    anna.types(b"quit\n").await;
    assert_eq!(anna.ends().await, Some(0));
    assert!(!anna.heard.contains('\x1b'), "{:?}", anna.heard);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dumb_terminal_talks_in_lines_and_shows_what_is_typed() {
    let house = House::new().await;
    let handle = entered(&house, "anna").await;
    let mut anna = Client::screen(handle, "dumb", 80, 24).await;
    anna.hears("> ").await;
    anna.types(b"hel").await;
    anna.hears("> hel").await;
    anna.types(b"x\x7fp\r").await;
    anna.hears("> helx\x08 \x08p\r\n").await;
    anna.types(b"quit\r").await;
    assert_eq!(anna.ends().await, Some(0));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_logins_of_one_learner_are_one_desk() {
    let house = House::new().await;
    let mut here = joined(&house, "anna").await;
    here.sees("Welcome").await;
    let mut there = joined(&house, "anna").await;
    there.sees("Welcome").await;
    here.types(b"q").await;
    there.sees("Contents").await;
    there.types(b"\r").await;
    here.sees(PAGE).await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_trainer_says_comes_up_without_a_key_and_stays_until_it_was_looked_at() {
    let house = House::new().await;
    let mut anna = joined(&house, "anna").await;
    anna.sees("Welcome").await;
    anna.types(b"q").await;
    anna.sees("Contents").await;
    house.teach(Teaching::Announce("Lunch at noon.".to_owned()));
    anna.sees("y seen. Your trainer: Lunch at noon.").await;
    let options = vec!["yes".to_owned(), "no".to_owned()];
    house.teach(Teaching::OpenPoll { question: "Ready?".to_owned(), options });
    anna.types(b"y").await;
    anna.sees("( ) yes").await;
    anna.types(b"2\r").await;
    anna.sees("(x) no").await;
    anna.sees("#### 1").await;
    anna.types(b"q").await;
    anna.sees("Contents").await;
    anna.lacks("Lunch").await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_lines_a_trainer_is_heard_and_answered_too() {
    let house = House::new().await;
    let mut anna = Client::lines(entered(&house, "anna").await).await;
    anna.hears("> ").await;
    house.teach(Teaching::Announce("Lunch at noon.".to_owned()));
    anna.hears("Your trainer, announcement: Lunch at noon. Say class to hear more.").await;
    let options = vec!["yes".to_owned(), "no".to_owned()];
    house.teach(Teaching::OpenPoll { question: "Ready?".to_owned(), options });
    anna.hears("Poll: Ready? Say class to answer.").await;
    anna.types(b"class\n2\n").await;
    anna.hears("2. no, your answer").await;
    anna.types(b"quit\n").await;
    assert_eq!(anna.ends().await, Some(0));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trainer_brings_everybody_to_one_step() {
    let house = House::new().await;
    let mut anna = joined(&house, "anna").await;
    anna.sees("Welcome").await;
    let (step, title) = {
        let lesson = house.course.lessons.iter().find(|lesson| lesson.role.draw().is_none()).unwrap();
        let step = lesson.steps.last().unwrap();
        (step.id.clone(), step.title.clone())
    };
    house.teach(Teaching::Lead(Spot { course: house.course.id.clone(), step }));
    anna.sees(&title).await;
    anna.types(b"n").await;
    anna.sees("Your trainer keeps everybody at this step for now.").await;
    house.teach(Teaching::Release);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_tells_everybody_and_ends_in_order() {
    let house = House::new().await;
    let mut anna = joined(&house, "anna").await;
    anna.sees("Welcome").await;
    let mut ben = joined(&house, "ben").await;
    ben.sees("Welcome").await;
    house.close().await;
    for client in [&mut anna, &mut ben] {
        assert_eq!(client.ends().await, Some(0));
        assert!(client.shown().contains("The server closes now. Your work is saved."), "{}", client.shown());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_terminal_session_is_refused() {
    let house = House::new().await;
    let handle = entered(&house, "anna").await;
    let first = handle.channel_open_session().await.unwrap();
    assert!(handle.channel_open_session().await.is_err(), "a second channel");
    assert!(handle.channel_open_direct_tcpip("127.0.0.1", 1, "127.0.0.1", 2).await.is_err());
    assert!(handle.channel_open_direct_streamlocal("/tmp/x").await.is_err());
    let mut first = first;
    first.exec(true, "id").await.unwrap();
    assert!(refused(&mut first).await);
    first.request_subsystem(true, "sftp").await.unwrap();
    assert!(refused(&mut first).await);
    first.agent_forward(true).await.unwrap();
    assert!(refused(&mut first).await);
    first.request_x11(true, false, "MIT-MAGIC-COOKIE-1", "00", 0).await.unwrap();
    assert!(refused(&mut first).await);
    house.close().await;
}

async fn refused(channel: &mut russh::Channel<russh::client::Msg>) -> bool {
    loop {
        match channel.wait().await {
            Some(russh::ChannelMsg::Failure) => return true,
            Some(russh::ChannelMsg::Success) | None => return false,
            Some(_) => {}
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sizes_without_sense_do_no_harm() {
    let house = House::new().await;
    for (columns, rows) in [(0, 0), (65_535, 65_535), (u32::MAX, 1), (1, 1)] {
        let handle = entered(&house, "anna").await;
        let channel = handle.channel_open_session().await.unwrap();
        channel.request_pty(false, "xterm", columns, rows, 0, 0, &[]).await.unwrap();
        channel.request_shell(false).await.unwrap();
        let mut channel = channel;
        while !matches!(channel.wait().await.expect("a picture"), russh::ChannelMsg::Data { .. }) {}
    }
    let mut anna = joined(&house, "anna").await;
    anna.sees("Welcome").await;
    house.close().await;
}
