//! Who is in the class: found by what they show, and written to.

use std::net::SocketAddr;

use crate::client::{Client, connect, with_code, with_key};
use crate::common::Home;
use crate::key;
use crate::program::Program;

/// Somebody who comes in, at the first time with the code.
async fn comes(address: SocketAddr, code: &str, name: &str) -> russh::client::Handle<crate::Trusting> {
    let mut handle = connect(address).await;
    if !with_key(&mut handle, name, &key(name.as_bytes()[0])).await {
        with_code(&mut handle, name, code).await.expect("the code lets in");
    }
    handle
}

async fn in_lines(program: &Program, name: &str) -> Client {
    let mut client = Client::lines(comes(program.address, &program.code, name).await).await;
    client.hears("> ").await;
    client
}

async fn on_a_screen(program: &Program, name: &str) -> Client {
    let handle = comes(program.address, &program.code, name).await;
    Client::screen(handle, "xterm-256color", 80, 24).await
}

async fn killed(program: Program) {
    let said = tokio::task::spawn_blocking(|| program.kill()).await.expect("it is killed");
    assert!(!said.contains("panicked"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_find_each_other_and_write_and_no_third_reads_it_also_if_the_server_is_killed_between() {
    let home = Home::new();
    let program = Program::start(&home);
    // Eve and Ben are there; Ben says what he is interested in, and shows it.
    drop(in_lines(&program, "eve").await);
    let mut ben = in_lines(&program, "ben").await;
    ben.asks("").await;
    ben.asks("profile").await;
    let said = ben.asks("set interests Crime against wildlife, courts").await;
    assert!(said.contains("Hidden.") && said.contains("Saved."), "{said}");
    // Anna keeps her interests to herself, and finds who has the same.
    let mut anna = on_a_screen(&program, "anna").await;
    anna.sees("Welcome").await;
    anna.types(b"q").await;
    anna.sees("Contents").await;
    anna.types(b"Y").await;
    anna.sees("ben").await;
    assert!(!anna.shown().contains("courts"), "Ben has shown nothing yet:\n{}", anna.shown());
    let said = ben.asks("show interests").await;
    assert!(said.contains("Others see it.") && said.contains("Saved."), "{said}");
    anna.sees("Interests: Crime against wildlife, courts").await;
    anna.types(b"y").await;
    anna.sees("Your class").await;
    anna.types(b"\t\t\r").await;
    anna.sees("My profile").await;
    anna.types(b"7\rWildlife crime\r").await;
    anna.sees("Interests: Wildlife crime").await;
    anna.types(b"Y").await;
    anna.sees("Like you: Crime against wildlife").await;
    anna.types(b"/ben\r").await;
    anna.sees("1 of 3 with \"ben\"").await;
    anna.types(b"\r").await;
    anna.sees("Write a note").await;
    anna.types(b"w").await;
    anna.sees("for the two of you").await;
    anna.types(b"Dear Ben, shall we talk?\r").await;
    anna.sees("You, ").await;
    anna.until("a saved note", |anna| anna.shown().trim_end().ends_with(" saved")).await;
    drop((anna, ben));
    killed(program).await;
    let program = Program::start(&home);
    // Ben reads it and answers from there; Eve sees neither.
    let mut ben = in_lines(&program, "ben").await;
    let said = ben.asks("class").await;
    assert!(said.contains("anna, note, ") && said.contains(": Dear Ben, shall we talk?"), "{said}");
    let said = ben.asks("1").await;
    assert!(said.contains("The two of you see it"), "{said}");
    let said = ben.asks("send Gladly, Anna.").await;
    assert!(said.contains("Saved."), "{said}");
    drop(ben);
    killed(program).await;
    let program = Program::start(&home);
    let mut anna = on_a_screen(&program, "anna").await;
    anna.sees("ben: Gladly, Anna.").await;
    anna.types(b"y").await;
    anna.sees("You to ben, note, ").await;
    anna.sees("Answer").await;
    let mut eve = in_lines(&program, "eve").await;
    let mut told = String::new();
    for line in ["", "class", "people", "people ben", "1", "alike"] {
        told.push_str(&eve.asks(line).await);
    }
    assert!(told.contains("ben") && told.contains("Crime against wildlife"), "{told}");
    assert!(
        !told.contains("Dear Ben") && !told.contains("Gladly") && !told.contains("Wildlife crime"),
        "{told}"
    );
    drop((anna, eve));
    program.ends_well();
    // What was sent is with the sender and in the book, once.
    let export = home.export();
    assert_eq!(export.matches("Dear Ben, shall we talk?").count(), 2, "{export}");
    assert_eq!(export.matches("Gladly, Anna.").count(), 2, "{export}");
}
