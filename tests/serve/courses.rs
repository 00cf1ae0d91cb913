//! One server, several courses.

use curricle::class::{Act, Plan, console};

use super::client::{Client, connect, with_key};
use super::discussion::posts;
use super::house::House;
use super::{entered, joined, key};

/// A server that gives two courses to the class.
async fn two() -> House {
    let house = House::with_two_courses().await;
    let courses = vec!["small".into(), "second".into()];
    let plan = Plan { name: "Class".into(), courses, ..Plan::default() };
    house.registrar().act(&Act::ChangeCohort { cohort: "class".into(), plan }, &console()).unwrap();
    house
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_takes_several_courses_chooses_and_can_change() {
    let house = two().await;
    let mut anna = joined(&house, "anna").await;
    anna.sees("Which course?").await;
    anna.sees("> 1  A small course").await;
    anna.types(b"2").await;
    anna.sees("Welcome").await;
    anna.types(b"q").await;
    anna.sees("The second course").await;
    anna.sees("Contents").await;
    anna.types(b"Q").await;
    anna.sees("Your work is saved. Which course?").await;
    anna.sees("> 2  The second course").await;
    anna.types(b"\x1b[A\r").await;
    anna.sees("Welcome").await;
    anna.types(b"Q").await;
    anna.sees("> 1  A small course").await;
    anna.types(b"q").await;
    assert_eq!(anna.ends().await, Some(0));
    assert!(anna.shown().contains("Your work is saved. Come back"), "{}", anna.shown());
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_takes_one_course_goes_straight_in() {
    let house = House::with_two_courses().await;
    let mut anna = joined(&house, "anna").await;
    anna.sees("Welcome").await;
    anna.types(b"Q").await;
    assert_eq!(anna.ends().await, Some(0));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_lines_too_and_what_was_typed_ahead_is_heard() {
    let house = two().await;
    let mut anna = Client::lines(entered(&house, "anna").await).await;
    anna.types(b"7\n2\nnote kept in two\nquit\n1\nnotes\nquit\nquit\n").await;
    assert_eq!(anna.ends().await, Some(0));
    let heard = &anna.heard;
    assert!(heard.starts_with("Which course?\n1. A small course\n2. The second course\n"), "{heard}");
    assert!(heard.contains("> Say a number from 1 to 2, or quit.\n"), "{heard}");
    assert_eq!(heard.matches("Your work is saved. Which course?").count(), 2, "{heard}");
    let second = heard.split("Which course?").nth(2).unwrap();
    assert!(!second.contains("kept in two"), "a note came into the other course: {heard}");
    assert!(heard.ends_with("Your work is saved. Come back whenever you like.\n"), "{heard}");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn at_one_time_one_learner_is_in_two_courses_and_a_closing_server_saves_both() {
    let house = two().await;
    let mut here = joined(&house, "anna").await;
    here.sees("Which course?").await;
    here.types(b"1").await;
    here.sees("Welcome").await;
    let mut there = joined(&house, "anna").await;
    there.sees("Which course?").await;
    there.types(b"2").await;
    there.sees("Welcome").await;
    here.types(b"q").await;
    here.sees("A small course").await;
    there.types(b"q").await;
    there.sees("The second course").await;
    house.close().await;
    for client in [&mut here, &mut there] {
        assert_eq!(client.ends().await, Some(0));
        assert!(client.shown().contains("The server closes now. Your work is saved."), "{}", client.shown());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_is_seen_in_its_own_course_only() {
    let house = two().await;
    let mut ben = poster(&house, "ben", "2", "I like the y").await;
    let mut cleo = poster(&house, "cleo", "1", "I like the x").await;
    let _anna = poster(&house, "anna", "2", "I like the z").await;
    ben.sees("I like the z").await;
    assert!(!ben.shown().contains("I like the x"), "{}", ben.shown());
    // Whatever came to Cleo was on its way before her answer to this.
    cleo.types(b"?").await;
    cleo.sees("Help: the keys").await;
    assert!(!cleo.heard.contains("like the y") && !cleo.heard.contains("like the z"), "{}", cleo.shown());
    house.close().await;
}

async fn poster(house: &House, name: &str, course: &str, words: &str) -> Client {
    let mut client = joined(house, name).await;
    client.sees("Which course?").await;
    client.types(course.as_bytes()).await;
    posts(&mut client, words).await;
    client
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trainer_chooses_the_course_with_the_class() {
    let house = two().await;
    let own = key(200);
    house.trainer("tina", &own.public_key().to_openssh().unwrap());
    let mut handle = connect(house.address).await;
    assert!(with_key(&mut handle, "tina", &own).await);
    let mut tina = Client::screen(handle, "xterm-256color", 80, 24).await;
    tina.sees("> 1  A small course (Class)").await;
    tina.sees("  2  The second course (Class)").await;
    let mut anna = joined(&house, "anna").await;
    anna.sees("Which course?").await;
    anna.types(b"2").await;
    anna.sees("Welcome").await;
    anna.types(b"q").await;
    anna.sees("Contents").await;
    tina.types(b"1").await;
    tina.sees(" 0/1 here").await;
    tina.types(b"q").await;
    tina.sees("Which course?").await;
    tina.types(b"2").await;
    tina.sees(" 1/1 here").await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_whose_courses_are_not_given_is_told() {
    let house = House::new().await;
    let courses = vec!["elsewhere".into()];
    let plan = Plan { name: "Class".into(), courses, ..Plan::default() };
    house.registrar().act(&Act::ChangeCohort { cohort: "class".into(), plan }, &console()).unwrap();
    let mut anna = Client::lines(entered(&house, "anna").await).await;
    assert_eq!(anna.ends().await, Some(1));
    assert_eq!(anna.heard, "The courses of your class are not given here. Ask your trainer.\r\n");
    house.close().await;
}
