//! A trainer before the wall, while learners work.

use super::client::{Client, connect, with_codes, with_key};
use super::discussion::poster;
use super::house::House;
use super::{joined, key};

/// A trainer who has logged in, before the wall.
async fn tina(house: &House) -> Client {
    let own = key(200);
    house.trainer("tina", &own.public_key().to_openssh().unwrap());
    let mut handle = connect(house.address).await;
    assert!(with_key(&mut handle, "tina", &own).await);
    Client::screen(handle, "xterm-256color", 80, 24).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_learner_who_comes_is_on_the_wall_without_a_key() {
    let house = House::new().await;
    let mut tina = tina(&house).await;
    tina.sees("Class").await;
    let mut anna = joined(&house, "anna").await;
    anna.sees("Welcome").await;
    tina.sees("anna").await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_announcement_from_the_wall_is_seen_by_the_learner() {
    let house = House::new().await;
    let mut tina = tina(&house).await;
    let mut anna = joined(&house, "anna").await;
    anna.sees("Welcome").await;
    anna.types(b"q").await;
    anna.sees("Contents").await;
    tina.sees("anna").await;
    tina.types(b"a").await;
    tina.sees("Say to all").await;
    tina.types(b"Lunch at noon.\r").await;
    anna.sees("tina: Lunch at noon.").await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trainer_goes_to_the_course_and_back() {
    let house = House::new().await;
    let mut tina = tina(&house).await;
    tina.sees("Class").await;
    tina.types(b"o").await;
    tina.sees("Welcome").await;
    tina.types(b"Q").await;
    tina.lacks("Welcome").await;
    tina.sees("Class").await;
    tina.types(b"q").await;
    assert_eq!(tina.ends().await, Some(0));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_lines_a_trainer_has_the_class_too() {
    let house = House::new().await;
    let own = key(200);
    house.trainer("tina", &own.public_key().to_openssh().unwrap());
    let mut anna = joined(&house, "anna").await;
    anna.sees("Welcome").await;
    anna.types(b"q").await;
    anna.sees("Contents").await;
    let mut handle = connect(house.address).await;
    assert!(with_key(&mut handle, "tina", &own).await);
    let mut tina = Client::lines(handle).await;
    tina.hears("anna").await;
    tina.types(b"announce Lunch at noon.\n").await;
    tina.hears("Done.").await;
    anna.sees("tina: Lunch at noon.").await;
    tina.types(b"course\n").await;
    tina.hears("Press Enter to").await;
    tina.types(b"quit\nquit\n").await;
    assert_eq!(tina.ends().await, Some(0));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trainer_hides_a_post_and_answers_its_author_privately() {
    let house = House::new().await;
    let mut anna = poster(&house, "anna", "I like the z").await;
    let mut ben = poster(&house, "ben", "I hate the y").await;
    anna.sees("I hate the y").await;
    let mut tina = tina(&house).await;
    tina.sees("Class").await;
    tina.types(b"7").await;
    tina.sees("new        ").await;
    tina.sees("I hate the y").await;
    tina.types(b"\r").await;
    tina.sees("ben (ben), ").await;
    tina.types(b"h").await;
    tina.sees("Now hidden.").await;
    ben.sees("hidden by a trainer").await;
    anna.lacks("I hate the y").await;
    tina.types(b"w").await;
    tina.sees("To ben only:").await;
    tina.types(b"Say it in other words.\r").await;
    ben.sees("to you only:").await;
    ben.sees("    Say it in other words.").await;
    tina.sees("to the author only, ").await;
    // At the page of the class it is a note.
    ben.types(b"y").await;
    ben.sees("tina, note, ").await;
    assert!(!anna.heard.contains("in other words"), "{}", anna.shown());
    // What she has read stays read.
    tina.types(b"q").await;
    assert_eq!(tina.ends().await, Some(0));
    let mut handle = connect(house.address).await;
    assert!(with_key(&mut handle, "tina", &key(200)).await);
    let mut tina = Client::lines(handle).await;
    tina.hears("> ").await;
    let said = tina.asks("posts").await;
    assert!(said.contains("1: anna (new), ") && said.contains("2: ben (hidden), "), "{said}");
    assert!(tina.asks("show 2").await.contains("Done."));
    anna.sees("I hate the y").await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_class_made_from_the_screen_is_joined_with_its_code() {
    let house = House::new().await;
    let mut tina = tina(&house).await;
    tina.sees("Class").await;
    tina.types(b"8").await;
    tina.sees("Classes").await;
    tina.types(b"n").await;
    tina.sees("Name of the new class:").await;
    tina.types(b"Lima\r").await;
    tina.sees("Lima (lima)").await;
    tina.types(b"c").await;
    tina.sees("How often it works").await;
    tina.types(b"\r").await;
    tina.sees("100 of 100 uses left").await;
    let lima = "lima".into();
    let code = house.registrar().look(|book| {
        let cohort = book.cohort(&lima).expect("the class");
        book.codes_of(cohort, curricle::session::Time(0)).next().expect("a code").0.to_string()
    });
    assert!(tina.shown().contains(&format!("{code}: 100 of")), "{}", tina.shown());
    let mut handle = connect(house.address).await;
    with_codes(&mut handle, "pia", &[&code, ""]).await.expect("the code lets in");
    let mut pia = Client::screen(handle, "xterm-256color", 80, 24).await;
    pia.sees("Welcome").await;
    tina.types(b"\x1b").await;
    tina.sees("pia (pia)").await;
    // A table of the class is a file that only the server's user can read.
    tina.types(b"x").await;
    tina.sees("essay-marks:").await;
    tina.types(b"\r").await;
    tina.sees("Kept on the server: tables/lima-results.csv").await;
    let table = std::fs::read_to_string(house.folder().join("tables/lima-results.csv")).expect("a table");
    assert!(table.starts_with("cohort,login,") && table.contains("\nlima,pia,"), "{table}");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_lines_a_list_is_taken_in_and_a_table_comes_back() {
    let house = House::new().await;
    let own = key(200);
    house.trainer("tina", &own.public_key().to_openssh().unwrap());
    let mut handle = connect(house.address).await;
    assert!(with_key(&mut handle, "tina", &own).await);
    let mut tina = Client::lines(handle).await;
    tina.hears("> ").await;
    assert!(tina.asks("new class Lima").await.contains("Lima (lima)"));
    for line in ["list", "id,name", "anna,Anna"] {
        tina.asks(line).await;
    }
    let said = tina.asks(".").await;
    assert!(said.contains("1 person in the list, 1 of them new in lima; 1 are in it now."), "{said}");
    let said = tina.asks("export members").await;
    assert!(said.starts_with("id,name,") && said.contains("\nanna,Anna,"), "{said}");
    let said = tina.asks("code 5 2").await;
    assert!(said.contains("It works 5 times"), "{said}");
    house.close().await;
}
