//! A discussion that a class shares, live.

use curricle::class::{Act, Moderation, Profile, Spot, Teaching, console};
use curricle::course::LearnerId;
use curricle::session::PostId;

use super::client::Client;
use super::house::House;
use super::{entered, entered_by, joined};

const QUESTION: &str = "Which letter do you like best?";

/// Somebody who has posted in the discussion of the course.
pub async fn poster(house: &House, name: &str, words: &str) -> Client {
    poster_by(house, name, &house.code, words).await
}

async fn poster_by(house: &House, name: &str, code: &str, words: &str) -> Client {
    let handle = entered_by(house, name, code).await;
    let mut client = Client::screen(handle, "xterm-256color", 80, 24).await;
    posts(&mut client, words).await;
    client
}

/// Goes from the start of a course to its discussion, and posts there.
pub async fn posts(client: &mut Client, words: &str) {
    client.sees("Welcome").await;
    client.types(b"q").await;
    client.sees("Contents").await;
    client.types(b"/which letter\r").await;
    client.sees("Talk with others").await;
    client.types(b"\r").await;
    client.sees(QUESTION).await;
    client.types(format!("w{words}\x13").as_bytes()).await;
    client.sees("You wrote 1 of 2 posts").await;
    client.sees("saved").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_comes_to_the_class_without_a_key_and_to_no_other() {
    let house = House::new().await;
    let mut anna = poster(&house, "anna", "I like the z").await;
    let mut eve = poster_by(&house, "eve", &house.other_code, "I like the x").await;
    let ben = poster(&house, "ben", "I like the y").await;
    anna.sees("I like the y").await;
    assert!(anna.shown().contains("ben, ") && anna.shown().contains("1 new post."), "{}", anna.shown());
    assert!(!anna.shown().contains("I like the x"), "{}", anna.shown());
    // What one changes, the other sees changed.
    ben.types(b"E").await;
    ben.types(b"\x1b[F, too\x13").await;
    anna.sees("I like the y, too").await;
    anna.sees(", edited").await;
    ben.types(b"DD").await;
    anna.sees("Deleted by its author.").await;
    // Whatever came to Eve was on its way before her answer to this.
    eve.types(b"?").await;
    eve.sees("Help: the keys").await;
    eve.types(b"?").await;
    assert!(!eve.heard.contains("like the y"), "{}", eve.shown());
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_trainer_hides_goes_from_the_screens_of_others_and_a_private_reply_comes_to_one() {
    let house = House::new().await;
    let mut anna = poster(&house, "anna", "I like the z").await;
    let mut ben = poster(&house, "ben", "I hate the y").await;
    anna.sees("I hate the y").await;
    let spot = Spot { course: house.course.id.clone(), step: "talk".into() };
    let post = PostId { by: LearnerId::from("ben"), number: 1 };
    house.teach(Teaching::Moderate(spot.clone(), post.clone(), Moderation::Hide));
    ben.sees("hidden by a trainer").await;
    anna.lacks("I hate the y").await;
    let text = "Say it in other words.".to_owned();
    let note = Act::SendNote { to: "ben".into(), about: Some((spot, post)), text };
    house.registrar().act(&note, &console()).unwrap();
    ben.sees("Your trainer, ").await;
    ben.sees("to you only:").await;
    assert!(ben.shown().contains("    Say it in other words."), "{}", ben.shown());
    let profile = Profile { name: "Anna Bell".into(), ..Profile::default() };
    let named = Act::SetProfile { person: "anna".into(), profile };
    house.registrar().act(&named, &"anna".into()).unwrap();
    ben.sees("Anna Bell, ").await;
    assert!(!anna.heard.contains("in other words"), "{}", anna.shown());
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_back_hears_of_new_replies_in_lines_too() {
    let house = House::new().await;
    let mut anna = poster(&house, "anna", "I like the z").await;
    anna.types(b"Q").await;
    assert_eq!(anna.ends().await, Some(0));
    let mut ben = poster(&house, "ben", "I like the y").await;
    // Anna's is the post above Ben's own.
    ben.types(b"v\rSo do I\x13").await;
    ben.sees("So do I").await;
    ben.sees("saved").await;
    ben.types(b"Q").await;
    assert_eq!(ben.ends().await, Some(0));
    let mut anna = Client::lines(entered(&house, "anna").await).await;
    anna.hears("1 new reply and 1 other post since earlier today. Say unread to go there.").await;
    anna.types(b"unread\nunread\n").await;
    anna.hears("new, by ben, a reply to post ").await;
    anna.hears("So do I").await;
    let mut ben = joined(&house, "ben").await;
    ben.types(b"o").await;
    ben.sees(QUESTION).await;
    ben.types(b"wAnd now more\x13").await;
    anna.hears("A new post has come. Say unread to hear it.").await;
    house.close().await;
}
