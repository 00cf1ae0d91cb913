//! Clients that mean harm: none of them breaks the server, or keeps it from the others.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use russh::ChannelMsg;
use russh::client::{self, Handle};
use russh::keys::PublicKeyOrCertificate;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use crate::client::{Client, Trusting, connect, with_code, with_codes, with_key};
use crate::common::Home;
use crate::common::dice::Dice;
use crate::key;
use crate::program::Program;

/// So long something may take before a test fails.
const LIMIT: Duration = Duration::from_secs(60);
/// So much more memory may be in use after an attack: what a few sessions and their largest pictures take.
#[cfg(target_os = "linux")]
const FLAT: u64 = 48 << 20;

/// Somebody who just learns, from another address than the attackers.
async fn is_served(program: &Program, number: u8) {
    let mut handle = from_elsewhere(program.address).await;
    let name = format!("good-{number}");
    if !with_key(&mut handle, &name, &key(number)).await {
        with_codes(&mut handle, &name, &[&program.code]).await.expect("the code lets in");
    }
    let mut learner = Client::screen(handle, "xterm-256color", 80, 24).await;
    learner.sees("Welcome").await;
    learner.types(b"q").await;
    learner.sees("Contents").await;
}

async fn socket_from(last: u8, to: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind((Ipv4Addr::new(127, 0, 0, last), 0).into()).expect("another address of this computer");
    socket.connect(to).await.expect("a connection")
}

async fn from_elsewhere(to: SocketAddr) -> Handle<Trusting> {
    let stream = socket_from(2, to).await;
    client::connect_stream(client::Config::default().into(), stream, Trusting).await.expect("a connection")
}

/// Waits until the server has closed a connection.
async fn is_closed(stream: &mut TcpStream) {
    let mut bytes = [0; 4096];
    let closing = async { while !matches!(stream.read(&mut bytes).await, Ok(0) | Err(_)) {} };
    tokio::time::timeout(LIMIT, closing).await.expect("the server closes it");
}

/// Somebody who came in and may do harm now.
async fn bad(program: &Program) -> Handle<Trusting> {
    let mut handle = connect(program.address).await;
    if !with_key(&mut handle, "bad", &key(99)).await {
        with_code(&mut handle, "bad", &program.code).await.expect("the code lets in");
    }
    handle
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_does_not_speak_ssh_is_cut_off() {
    let home = Home::new();
    let program = Program::with_limits(&home, "login_seconds = 1\n");
    let mut dice = Dice(3);
    let mut attacks = tokio::task::JoinSet::new();
    for number in 0..24_u8 {
        let mut stream = socket_from(1, program.address).await;
        let garbage: Vec<u8> = (0..2_000).map(|_| dice.roll(256) as u8).collect();
        attacks.spawn(async move {
            // What is said once the server has closed goes nowhere, which is as it should be.
            match number % 4 {
                // Garbage from the first byte on.
                0 => drop(stream.write_all(&garbage).await),
                // A name without end.
                1 => while stream.write_all(&[b'x'; 4096]).await.is_ok() {},
                // Lines before the name without end.
                2 => while stream.write_all(b"Welcome to my machine, friend\r\n").await.is_ok() {},
                // Garbage where the exchange of keys should be.
                _ => {
                    let _ = stream.write_all(b"SSH-2.0-friend\r\n").await;
                    let _ = stream.write_all(&garbage).await;
                }
            }
            is_closed(&mut stream).await;
        });
    }
    is_served(&program, 1).await;
    while let Some(done) = attacks.join_next().await {
        done.unwrap();
    }
    is_served(&program, 2).await;
    tokio::task::spawn_blocking(|| program.ends_well()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn handshakes_that_are_begun_and_left_end_with_the_time_to_log_in() {
    let home = Home::new();
    let program = Program::with_limits(&home, "login_seconds = 1\n");
    let mut left = Vec::new();
    for begun in [&b""[..], b"SSH-2.0-", b"SSH-2.0-friend\r\n", b"SSH-2.0-friend\r\n\0\0\x04\0\x05\x14"] {
        let mut stream = socket_from(1, program.address).await;
        stream.write_all(begun).await.unwrap();
        left.push(stream);
    }
    // One who has exchanged keys, and then says nothing.
    let silent = connect(program.address).await;
    for stream in &mut left {
        is_closed(stream).await;
    }
    let closed = async {
        while !silent.is_closed() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(LIMIT, closed).await.expect("the server closes it");
    is_served(&program, 1).await;
    tokio::task::spawn_blocking(|| program.ends_well()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_without_end_from_one_address_lock_no_other_out() {
    let home = Home::new();
    let program = Program::start(&home);
    let mut held = Vec::new();
    for _ in 0..300 {
        held.push(socket_from(1, program.address).await);
    }
    is_served(&program, 1).await;
    drop(held);
    let said = tokio::task::spawn_blocking(|| program.ends_well()).await.unwrap();
    assert!(said.contains("127.0.0.1: too many connections from this address have not logged in"), "{said}");
    assert!(said.lines().count() < 50, "a log that others can fill:\n{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_codes_without_end_lock_no_other_out_and_a_key_still_opens() {
    let home = Home::new();
    let program = Program::start(&home);
    drop(bad(&program).await);
    let mut attacks = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let mut handle = connect(program.address).await;
        attacks.spawn(async move {
            // Until the server has had enough of this connection.
            while !handle.is_closed() {
                let Ok(mut reply) = handle.authenticate_keyboard_interactive_start("bad", None).await else {
                    return;
                };
                while let client::KeyboardInteractiveAuthResponse::InfoRequest { .. } = reply {
                    let guess = vec!["able acid acorn".to_owned()];
                    match handle.authenticate_keyboard_interactive_respond(guess).await {
                        Ok(next) => reply = next,
                        Err(_) => return,
                    }
                }
                assert!(!matches!(reply, client::KeyboardInteractiveAuthResponse::Success));
            }
        });
    }
    is_served(&program, 1).await;
    while let Some(done) = attacks.join_next().await {
        done.unwrap();
    }
    let mut handle = connect(program.address).await;
    with_code(&mut handle, "new", &program.code).await.expect_err("no more codes from there");
    let mut handle = connect(program.address).await;
    assert!(with_key(&mut handle, "bad", &key(99)).await, "whoever has a key is not shut out with them");
    is_served(&program, 2).await;
    tokio::task::spawn_blocking(|| program.ends_well()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn sizes_wishes_and_resizes_without_end_take_little() {
    let home = Home::new();
    let program = Program::start(&home);
    let handle = bad(&program).await;
    is_served(&program, 1).await;
    #[cfg(target_os = "linux")]
    let before = program.memory();
    let mut channel = handle.channel_open_session().await.unwrap();
    let long = "x".repeat(20_000);
    for number in 0..2_000 {
        channel
            .set_env(false, format!("LC_{number}"), if number % 2 == 0 { "C" } else { &long })
            .await
            .unwrap();
    }
    channel.request_pty(false, &long, 65_535, 65_535, 0, 0, &[]).await.unwrap();
    channel.request_shell(false).await.unwrap();
    while !matches!(channel.wait().await.expect("a picture"), ChannelMsg::Data { .. }) {}
    let mut dice = Dice(9);
    let mut sizes = Vec::new();
    for _ in 0..300 {
        sizes.push((dice.roll(70_000) as u32, dice.roll(70_000) as u32));
    }
    for (columns, rows) in sizes {
        channel.window_change(columns, rows, 0, 0).await.unwrap();
    }
    is_served(&program, 2).await;
    #[cfg(target_os = "linux")]
    assert!(program.memory() < before + FLAT, "{before} {}", program.memory());
    drop(handle);
    tokio::task::spawn_blocking(|| program.ends_well()).await.unwrap();
}

/// Takes a byte and never gives any room back: russh fills a window up below half of it, which is never.
const STALLED: u32 = 1;

struct Stalled;

impl client::Handler for Stalled {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, russh::Error> {
        Ok(true)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_that_stall_cost_little_and_hold_up_nobody() {
    let home = Home::new();
    let program = Program::start(&home);
    drop(bad(&program).await);
    is_served(&program, 1).await;
    #[cfg(target_os = "linux")]
    let before = program.memory();
    let mut stalled = Vec::new();
    for _ in 0..8 {
        let config = client::Config { window_size: STALLED, ..client::Config::default() };
        let mut handle = client::connect(config.into(), program.address, Stalled).await.unwrap();
        let key = russh::keys::PrivateKeyWithHashAlg::new(key(99).into(), None);
        assert!(handle.authenticate_publickey("bad", key).await.unwrap().success());
        let channel = handle.channel_open_session().await.unwrap();
        channel.request_pty(false, "xterm-256color", 200, 50, 0, 0, &[]).await.unwrap();
        channel.request_shell(false).await.unwrap();
        stalled.push((handle, channel));
    }
    for round in 0..50 {
        for (_, channel) in &stalled {
            // Whole pictures that nobody takes.
            channel.window_change(100 + round, 40, 0, 0).await.unwrap();
            channel.data_bytes(b"\x1b[B\x1b[A?\x1b".repeat(4)).await.unwrap();
        }
    }
    is_served(&program, 2).await;
    #[cfg(target_os = "linux")]
    assert!(program.memory() < before + FLAT, "{before} {}", program.memory());
    // A closing server does not wait for them for ever.
    let said = tokio::task::spawn_blocking(|| program.ends_well()).await.unwrap();
    assert!(!said.is_empty());
    drop(stalled);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paste_of_ten_megabytes_is_cut_on_a_screen_and_in_lines() {
    let home = Home::new();
    let program = Program::start(&home);
    is_served(&program, 1).await;
    let mut screen = Client::screen(bad(&program).await, "xterm-256color", 80, 24).await;
    screen.sees("Welcome").await;
    #[cfg(target_os = "linux")]
    let before = program.memory();
    screen.types(b"\x1b[200~").await;
    let part = "All work and no play. ".repeat(1_000);
    for _ in 0..10_000_000 / part.len() {
        screen.types(part.as_bytes()).await;
    }
    screen.types(b"\x1b[201~q").await;
    screen.sees("Contents").await;
    drop(screen);

    let mut handle = connect(program.address).await;
    with_codes(&mut handle, "worse", &[&program.code, ""]).await.expect("the code lets in");
    let mut lines = Client::lines(handle).await;
    lines.hears("> ").await;
    for _ in 0..10_000_000 / part.len() {
        lines.types(part.as_bytes()).await;
    }
    let said = lines.asks("").await;
    assert!(said.len() < 1_000_000, "{} bytes", said.len());
    assert!(lines.asks("help").await.contains("Here you can say"), "it goes on");
    is_served(&program, 2).await;
    #[cfg(target_os = "linux")]
    assert!(program.memory() < before + FLAT, "{before} {}", program.memory());
    drop(lines);
    tokio::task::spawn_blocking(|| program.ends_well()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_but_keys_and_codes_logs_in_and_nothing_is_forwarded() {
    let home = Home::new();
    let program = Program::start(&home);
    let mut handle = connect(program.address).await;
    assert!(!handle.authenticate_none("bad").await.unwrap().success());
    assert!(!handle.authenticate_password("bad", &program.code).await.unwrap().success());
    drop(handle);
    let handle = bad(&program).await;
    assert!(handle.tcpip_forward("127.0.0.1", 0).await.is_err());
    assert!(handle.streamlocal_forward("/tmp/x").await.is_err());
    assert!(handle.channel_open_x11("127.0.0.1", 6_000).await.is_err());
    is_served(&program, 1).await;
    drop(handle);
    tokio::task::spawn_blocking(|| program.ends_well()).await.unwrap();
}
