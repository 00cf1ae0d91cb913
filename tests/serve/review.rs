//! A class whose learners review each other's essays, from the first phase to the last.

use super::client::{Client, connect, with_key};
use super::house::House;
use super::{entered, joined, key};

const QUESTION: &str = "What do you do on a Sunday?";
const PUPILS: [&str; 3] = ["amara", "bruno", "chiara"];

/// Somebody who has come before the essay.
async fn at_the_essay(client: &mut Client) {
    client.sees("Welcome").await;
    client.types(b"q").await;
    client.sees("Contents").await;
    client.types(b"/on a sunday\r").await;
    client.sees("Write a text").await;
    client.types(b"\r").await;
    client.sees(QUESTION).await;
}

async fn hands_in(client: &mut Client, words: &str) {
    client.types(format!("w{words}\x13").as_bytes()).await;
    client.sees("saved").await;
}

/// Opens the essay that waits for a review.
async fn opens(client: &mut Client) {
    client.sees("An essay waits for your review.").await;
    client.types(b"y").await;
    client.sees("Text 1: ").await;
    client.types(b"\r").await;
    client.sees("by somebody in your class").await;
}

/// Nobody of the class is named on the screen.
fn names_nobody(shown: &str) {
    for name in PUPILS {
        assert!(!shown.contains(name), "{name} stands on:\n{shown}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn three_pupils_review_each_other_and_a_line_that_drops_costs_nothing() {
    let house = House::new().await;
    let own = key(200);
    house.trainer("tina", &own.public_key().to_openssh().unwrap());
    let mut handle = connect(house.address).await;
    assert!(with_key(&mut handle, "tina", &own).await);
    let mut tina = Client::screen(handle, "xterm-256color", 80, 24).await;
    let [mut amara, mut bruno] = [joined(&house, PUPILS[0]).await, joined(&house, PUPILS[1]).await];
    at_the_essay(&mut amara).await;
    at_the_essay(&mut bruno).await;
    let mut chiara = Client::lines(entered(&house, PUPILS[2]).await).await;
    chiara.hears("> ").await;
    chiara.asks("").await;

    // Submit.
    tina.types(b"v").await;
    tina.sees("no review, 0 handed in").await;
    tina.types(b"\rn").await;
    tina.sees("How many essays is each to review").await;
    tina.types(b"1\r").await;
    amara.sees("Step 1 of 3: hand in your text.").await;
    chiara.hears("Essays will be reviewed by others, without names.").await;
    hands_in(&mut amara, "I bake bread all day.").await;
    hands_in(&mut bruno, "I climb a mountain slowly.").await;
    chiara.asks("search on a sunday").await;
    chiara.asks("1").await;
    chiara.asks("text I read old books.").await;
    let said = chiara.asks("check").await;
    assert!(said.contains("Saved.") && said.contains("your text is in"), "{said}");
    tina.sees("3 of 3 have handed in").await;

    // Review one other.
    tina.types(b"d").await;
    tina.sees("0 of 3 reviews are in").await;
    opens(&mut amara).await;
    names_nobody(&amara.shown());
    opens(&mut bruno).await;
    names_nobody(&bruno.shown());
    bruno.types(b"wHalf a thought").await;
    bruno.sees("Half a thought").await;
    drop(bruno);
    chiara.hears("An essay waits for your review.").await;
    let said = chiara.asks("review").await;
    names_nobody(&said);
    assert!(said.contains("I bake bread") || said.contains("I climb a mountain"), "{said}");
    chiara.asks("rate 1 3").await;
    chiara.asks("rate 2 2").await;
    chiara.asks("comment So alive.").await;
    let said = chiara.asks("check").await;
    assert!(said.contains("Handed in.") && said.contains("Saved."), "{said}");
    tina.sees("1 of 3 reviews are in").await;
    let mut bruno = joined(&house, PUPILS[1]).await;
    bruno.sees("Contents").await;
    bruno.types(b"y").await;
    bruno.sees("Text 1: begun").await;
    bruno.types(b"\r").await;
    bruno.sees("Your comment: Half a thought").await;
    for (pupil, comment) in [(&mut amara, "Quite clear."), (&mut bruno, " that is whole.")] {
        pupil.types(format!("w{comment}\r").as_bytes()).await;
        pupil.sees(comment.trim()).await;
        // The first rating of the first line, and of the second.
        pupil.types(b"\t\r").await;
        pupil.sees("(x) absent").await;
        pupil.types(b"\x1b[B\rc").await;
        pupil.sees("Handed in. You can change it").await;
    }
    tina.sees("3 of 3 reviews are in").await;

    // See results.
    amara.lacks("ended").await;
    tina.types(b"x").await;
    tina.sees("Type yes to end it").await;
    tina.types(b"yes\r").await;
    let mut results = String::new();
    for pupil in [&mut amara, &mut bruno] {
        pupil.sees("The review of essays has ended.").await;
        pupil.types(b"y").await;
        pupil.sees("Step 3 of 3").await;
        pupil.types(b"\x1b[B\r").await;
        pupil.sees("Your text: ").await;
        pupil.types(b"\x1b[F").await;
        pupil.sees("Review 1, ").await;
        names_nobody(&pupil.shown());
        results.push_str(&pupil.shown());
    }
    chiara.hears("The review of essays has ended.").await;
    let said = chiara.asks("again").await;
    assert!(said.contains("no longer here to be reviewed"), "{said}");
    chiara.asks("search on a sunday").await;
    let said = chiara.asks("1").await;
    assert!(said.contains("One other has reviewed your text."), "{said}");
    names_nobody(&said);
    results.push_str(&said);
    for comment in ["So alive.", "Quite clear.", "Half a thought that is whole."] {
        assert_eq!(results.matches(comment).count(), 1, "{comment}:\n{results}");
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mark_and_its_comment_are_seen_at_once() {
    let house = House::new().await;
    let own = key(200);
    house.trainer("tina", &own.public_key().to_openssh().unwrap());
    let mut handle = connect(house.address).await;
    assert!(with_key(&mut handle, "tina", &own).await);
    let mut tina = Client::screen(handle, "xterm-256color", 80, 24).await;
    let mut amara = joined(&house, PUPILS[0]).await;
    at_the_essay(&mut amara).await;
    hands_in(&mut amara, "I bake bread all day.").await;
    let mut also = Client::lines(entered(&house, PUPILS[0]).await).await;
    also.hears("> ").await;
    tina.types(b"4").await;
    tina.sees("waiting").await;
    tina.types(b"\r32c").await;
    tina.sees("Comment on the essay").await;
    tina.types(b"Say why.\rm").await;
    amara.sees("tina: Your essay is marked: 5 of 6 points.").await;
    amara.types(b"\x1b[F").await;
    amara.sees("tina, 5 of 6 points. Say why.").await;
    amara.sees("Trainer: strong.").await;
    also.hears("tina, mark: Your essay is marked: 5 of 6 points.").await;
    also.asks("search on a sunday").await;
    let said = also.asks("1").await;
    assert!(said.contains("tina says: Say why."), "{said}");
    house.close().await;
}
