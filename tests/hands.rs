//! Keys and mouse on the screen: what they do, and that nothing they do breaks it.

#![allow(clippy::expect_used)]

mod common;
mod stage;

use std::collections::BTreeSet;

use common::dice::Dice;
use curricle::course::LessonId;
use curricle::exercise::{Answer, Input, Item, KINDS, Slot};
use curricle::keymap::{Action, Code, Key, Keymap, Mode, SHIPPED, shipped};
use curricle::session::{Command, Page, To};
use curricle::source::Sources;
use curricle::ui::{Effect, Saved, Theme, Touch, mode};
use ratatui::layout::Rect;
use stage::{Stage, course, course_with_extra, rows};

/// The commands that were asked for since the last look.
fn asked(stage: &mut Stage) -> Vec<Command> {
    let asked = std::mem::take(&mut stage.asked);
    asked
        .into_iter()
        .filter_map(|effect| if let Effect::Do(command) = effect { Some(command) } else { None })
        .collect()
}

fn at(id: &str, size: (u16, u16)) -> Stage {
    let mut stage = Stage::new(&course(), size, false);
    stage.step(id);
    stage
}

fn marked(stage: &Stage) -> String {
    let picture = rows(&stage.draw().0);
    let row = picture.iter().find(|row| row.contains('>')).cloned().unwrap_or_default();
    row.trim().to_owned()
}

fn steps(stage: &Stage) -> Vec<String> {
    let lesson =
        stage.session.course().lessons.iter().find(|lesson| lesson.id == LessonId::from("exercises"));
    lesson.expect("the lesson is there").steps.iter().map(|step| step.id.to_string()).collect()
}

#[test]
fn arrows_enter_and_esc_are_enough_to_answer_a_choice() {
    let mut stage = at("group-size", (80, 24));
    stage.keys("down enter");
    assert_eq!(marked(&stage), "> 2 (x) Five or more");
    stage.keys("down down enter");
    let commands = asked(&mut stage);
    assert!(matches!(commands.as_slice(), [Command::Work(Input::Choose(_)), Command::Check]), "{commands:?}");
    assert_eq!(stage.find("Wrong: 0 %").0, 2);
    stage.keys("enter");
    assert_eq!(asked(&mut stage), [Command::Retry], "the main button of a checked exercise is marked");
}

#[test]
fn a_row_is_lifted_moved_and_put_back_without_a_trace() {
    let mut stage = at("road-to-the-mechanism", (80, 24));
    let before = stage.picture();
    stage.keys("space down down");
    assert!(marked(&stage).starts_with(">*3."), "{}", stage.picture());
    stage.keys("esc");
    assert!(marked(&stage).starts_with("> 1."));
    assert_eq!(asked(&mut stage), []);
    stage.keys("right");
    stage.keys("left");
    assert_eq!(
        stage.picture().lines().skip(3).take(9).collect::<Vec<_>>(),
        before.lines().skip(3).take(9).collect::<Vec<_>>()
    );
    stage.keys("space down space");
    let commands = asked(&mut stage);
    assert!(matches!(commands.as_slice(), [Command::Work(Input::Move { to: 1, .. })]), "{commands:?}");
}

#[test]
fn checking_drops_a_held_row_first() {
    let mut stage = at("road-to-the-mechanism", (80, 24));
    stage.keys("space down c");
    let commands = asked(&mut stage);
    assert!(
        matches!(commands.as_slice(), [Command::Work(Input::Move { .. }), Command::Check]),
        "{commands:?}"
    );
}

#[test]
fn pairs_are_placed_from_either_side() {
    let mut stage = at("who-does-what", (80, 24));
    stage.keys("1");
    assert_eq!(marked(&stage), "> State under review: ____", "the first free place is marked");
    stage.keys("enter");
    assert_eq!(asked(&mut stage), [Command::Work(Input::Place { item: item(&stage, 0), slot: Slot(0) })]);
    assert!(marked(&stage).starts_with("> 2 "), "the next item is marked: {}", marked(&stage));
    stage.keys("up");
    assert!(marked(&stage).starts_with("> Secretariat:"));
    stage.keys("space");
    assert!(marked(&stage).starts_with("> 2 "), "an empty place waits for an item");
    stage.keys("down enter");
    assert_eq!(asked(&mut stage), [Command::Work(Input::Place { item: item(&stage, 2), slot: Slot(2) })]);
    stage.keys("delete");
    assert_eq!(asked(&mut stage), [Command::Work(Input::Lift(item(&stage, 2)))]);
}

/// The item in the n-th row of the exercise.
fn item(stage: &Stage, nth: usize) -> Item {
    use curricle::exercise::View;
    let scene = stage.session.scene();
    let Page::Exercise(desk) = &scene.page else { panic!("no exercise") };
    match &desk.view {
        View::Choices { rows, .. } | View::Sequence { rows } | View::Slots { items: rows, .. } => {
            rows[nth].item
        }
        View::Journey(journey) => journey.rows[nth].item,
        View::Field(_) => Item(0),
    }
}

#[test]
fn a_placed_item_goes_back_by_its_button() {
    let mut stage = at("who-does-what", (80, 24));
    stage.keys("1 enter up up up");
    assert!(marked(&stage).starts_with("> State under review:"), "{}", stage.picture());
    asked(&mut stage);
    stage.keys("enter down down down");
    assert!(marked(&stage).starts_with("[>Put it back here ]"), "{}", stage.picture());
    stage.keys("enter");
    assert_eq!(asked(&mut stage), [Command::Work(Input::Lift(item(&stage, 0)))]);
}

#[test]
fn a_click_does_what_the_keys_do() {
    let by_keys = |id: &str, keys: &str| {
        let mut stage = at(id, (80, 24));
        stage.keys(keys);
        asked(&mut stage)
    };
    let mut stage = at("group-size", (80, 24));
    let (column, row) = stage.find("2 ( )");
    stage.click(column + 8, row);
    assert_eq!(asked(&mut stage), by_keys("group-size", "down enter"));
    let (column, row) = stage.find("[ Check ]");
    stage.click(column + 3, row);
    assert_eq!(asked(&mut stage), [Command::Check]);

    let mut stage = at("who-does-what", (80, 24));
    for words in ["1 assists", "Secretariat:"] {
        let (column, row) = stage.find(words);
        stage.click(column, row);
    }
    assert_eq!(asked(&mut stage), by_keys("who-does-what", "1 down down enter"));

    let mut stage = Stage::new(&course(), (80, 24), false);
    let (column, row) = stage.find("Texts of all sorts");
    stage.click(column, row);
    assert_eq!(asked(&mut stage), [Command::Go(To::Lesson(LessonId::from("texts")))]);
}

#[test]
fn the_mouse_carries_rows_and_tiles() {
    let mut stage = at("road-to-the-mechanism", (80, 24));
    let (from, to) = (stage.find("1. "), stage.find("3. "));
    let first = item(&stage, 0);
    drag(&mut stage, from, to);
    assert_eq!(asked(&mut stage), [Command::Work(Input::Move { item: first, to: 2 })]);

    let mut stage = at("review-as-a-path", (80, 40));
    let (from, to) = (stage.find("2 Feedback"), stage.find(". . ."));
    drag(&mut stage, from, to);
    assert!(matches!(asked(&mut stage).as_slice(), [Command::Work(Input::Place { slot: Slot(1), .. })]));
}

fn drag(stage: &mut Stage, from: (u16, u16), to: (u16, u16)) {
    stage.touch(Touch::Press { column: from.0, row: from.1 });
    stage.touch(Touch::Drag { column: to.0, row: to.1 });
    stage.touch(Touch::Release { column: to.0, row: to.1 });
}

#[test]
fn letters_are_text_in_a_field_and_esc_leaves_it() {
    let mut stage = at("no-ranking", (80, 24));
    stage.go_to_field();
    stage.type_in("q c h");
    let Answer::Written(text) = answer(&stage) else { panic!() };
    assert_eq!(text, "q c h");
    stage.keys("ctrl-z");
    assert_eq!(answer(&stage), Answer::Written("q c ".into()), "undo goes by words");
    stage.keys("ctrl-y esc");
    assert_eq!(mode(&stage.session.scene(), &stage.screen), Mode::Reading);
    assert!(marked(&stage).contains("[>Hand in ]"));
    stage.keys("enter");
    assert_eq!(stage.find("3 words so far, at least 250 are needed.").1, 23);
}

fn answer(stage: &Stage) -> Answer {
    use curricle::exercise::View;
    let scene = stage.session.scene();
    let Page::Exercise(desk) = &scene.page else { panic!("no exercise") };
    let View::Field(field) = &desk.view else { panic!("no text") };
    Answer::Written(field.text.clone())
}

#[test]
fn words_are_counted_at_a_pause_where_it_matters_and_when_the_text_is_left() {
    let mut stage = at("no-ranking", (80, 24));
    stage.go_to_field();
    stage.type_in("one two");
    assert!(!stage.screen.pause());
    stage.find("Your text: 0 words");
    stage.type_in(" three four five six seven eight nine ten");
    stage.find("Your text: 0 words");
    assert!(stage.screen.pause());
    assert!(!stage.screen.pause());
    stage.find("Your text: 10 words");
    stage.type_in(" and more");
    assert!(!stage.screen.pause());
    stage.keys("esc");
    stage.find("Your text: 12 words");
}

#[test]
fn a_paste_is_one_step_and_one_line_where_there_is_one_line() {
    let mut stage = at("months-to-answer", (80, 24));
    stage.go_to_field();
    stage.touch(Touch::Paste { text: "si\u{1b}x\nmonths".into(), cut: false });
    assert_eq!(answer(&stage), Answer::Written("six months".into()));
    stage.keys("esc");
    stage.touch(Touch::Paste { text: "more".into(), cut: false });
    stage.find("There is no text field here.");
}

#[test]
fn esc_closes_one_thing_after_the_other_and_at_last_opens_the_menu() {
    let mut stage = at("who-does-what", (80, 24));
    stage.keys("1");
    stage.find("Esc back");
    stage.keys("esc");
    stage.find("Esc menu");
    stage.keys("esc");
    stage.find("Menu: what you can do here");
    stage.keys("esc");
    stage.find("Who does what?");
    stage.keys("s esc");
    stage.find("Who does what?");
    stage.keys("/ esc");
    assert_eq!(mode(&stage.session.scene(), &stage.screen), Mode::Placing);
}

#[test]
fn the_menu_does_what_is_marked_in_it() {
    let mut stage = at("group-size", (80, 24));
    stage.keys("esc");
    for _ in 0..40 {
        if marked(&stage).contains("Show a hint") {
            break;
        }
        stage.keys("down");
    }
    stage.keys("enter");
    assert_eq!(asked(&mut stage), [Command::Hint]);
    stage.find("Hint 1: Look at article 2(a).");
}

/// Every line of the menu but those that move: doing it is possible, and it says no refusal.
#[test]
fn the_menu_lists_only_what_can_be_done() {
    for id in ["group-size", "road-to-the-mechanism", "who-does-what", "prose", "share-data"] {
        let count = at(id, (80, 60));
        let entries = {
            let mut stage = count;
            stage.keys("esc esc");
            stage.keys("f10");
            rows(&stage.draw().0).iter().filter(|row| row.starts_with("  ") || row.starts_with("> ")).count()
        };
        for nth in 0..entries {
            let mut stage = at(id, (80, 60));
            stage.keys("f10");
            for _ in 0..nth {
                stage.keys("down");
            }
            stage.keys("enter");
            let picture = stage.picture();
            assert!(!picture.contains("does nothing here"), "{id} {nth}\n{picture}");
        }
    }
}

#[test]
fn space_turns_pages_and_then_goes_to_the_next_step() {
    let mut stage = at("prose", (40, 10));
    let mut turns = 0;
    while asked(&mut stage).is_empty() {
        stage.keys("space");
        turns += 1;
        assert!(turns < 20);
    }
    assert!(turns > 2, "{turns}");
    stage.find("A table and a picture");
}

#[test]
fn a_source_and_a_word_open_over_the_text_and_close_without_a_trace() {
    let mut stage = at("prose", (80, 24));
    stage.keys("tab");
    let before = stage.picture();
    stage.keys("enter");
    assert_eq!(asked(&mut stage), [], "the page stays");
    for words in
        ["T1, art. 5", "Document T1", "A shelf", "Words and lists", "What the Convention is", "Esc close"]
    {
        stage.find(words);
    }
    stage.keys("esc");
    assert_eq!(stage.picture(), before);
    stage.keys("right enter");
    stage.find("The office that answers for a State.");
    stage.keys("enter");
    assert_eq!(asked(&mut stage), [Command::Go(To::Glossary(Some("focal point".into())))]);
    stage.find("Where it is used:");
    stage.keys("esc");
    assert!(stage.picture().contains("Words and lists"));
}

#[test]
fn an_open_word_makes_room_and_gives_it_back() {
    let mut stage = at("prose", (40, 15));
    stage.keys("tab tab");
    let before = stage.picture();
    stage.keys("enter");
    stage.find("The office that answers for a State.");
    assert!(
        stage.picture().contains("focal point answers"),
        "the word itself is still seen:\n{}",
        stage.picture()
    );
    for size in [(60, 14), (40, 15)] {
        stage.touch(Touch::Resize { columns: size.0, rows: size.1 });
        stage.find("The office that answers");
    }
    stage.keys("esc");
    assert_eq!(stage.picture(), before);
    stage.keys("enter space");
    assert!(!stage.picture().contains("The office"), "any other key goes on with the text");
}

#[test]
fn where_there_is_no_room_over_the_text_a_word_opens_as_a_page() {
    let mut stage = at("prose", (20, 6));
    stage.keys("tab enter");
    assert_eq!(asked(&mut stage), [Command::Go(To::Sources(Some("T1".into())))]);
    stage.keys("esc");
    stage.keys("m esc");
    let mut stage = at("prose", (80, 24));
    stage.keys("tab enter");
    stage.touch(Touch::Resize { columns: 20, rows: 6 });
    assert!(!stage.picture().contains("A shelf"));
    stage.find("?");
}

#[test]
fn every_page_of_the_tour_marks_what_enter_does() {
    let mut stage = Stage::new(&course(), (80, 24), false);
    stage.ask(Command::Go(To::Tour));
    for page in 1..=5 {
        let picture = stage.picture();
        let marked = picture.lines().any(|row| row.starts_with("> ") || row.contains("[>"));
        // On the third one the first Tab is to mark the word.
        assert_eq!(marked, page != 3, "{picture}");
        stage.keys("n");
    }
}

#[test]
fn the_tour_fits_on_small_screens_and_lets_a_word_be_opened() {
    let mut stage = Stage::new(&course(), (40, 15), false);
    stage.ask(Command::Go(To::Tour));
    for page in 1..=5 {
        stage.find(&format!("({page} of 5)"));
        assert!(stage.picture().contains("Next ]") || page == 5, "{}", stage.picture());
        assert!(!stage.picture().contains("more"), "{}", stage.picture());
        if page == 3 {
            stage.keys("tab enter");
            stage.find("The office that answers for a State.");
            stage.keys("esc");
            stage.find("(3 of 5)");
        }
        stage.keys("n");
    }
    stage.find("Contents");
}

#[test]
fn one_key_leads_to_the_field_to_write_in() {
    for (id, size) in [("no-ranking", (30, 9)), ("share-data", (40, 15)), ("months-to-answer", (20, 6))] {
        let mut stage = at(id, size);
        assert!(!mode(&stage.session.scene(), &stage.screen).takes_text(), "the question is read first");
        stage.keys("w");
        assert!(mode(&stage.session.scene(), &stage.screen).takes_text(), "{id}");
        stage.type_in("ab");
        stage.find("ab");
    }
    at("share-data", (40, 15)).find("w write");
}

#[test]
fn a_field_takes_letters_only_from_those_who_went_into_it() {
    let takes = |stage: &Stage| mode(&stage.session.scene(), &stage.screen).takes_text();
    for (name, _) in SHIPPED {
        for id in ["months-to-answer", "no-ranking"] {
            let mut stage = at(id, (80, 24));
            stage.keymap = Keymap::read(&mut Sources::default(), &shipped, name).0.expect("keys").into();
            assert!(!takes(&stage), "{name}, {id}: the question is read first");
            stage.find(" write");
            stage.keys("enter");
            assert!(takes(&stage), "{name}, {id}");
            stage.type_in("n");
            assert_eq!(answer(&stage), Answer::Written("n".into()));
            // Whoever comes by again steps on as from any page.
            stage.ask(Command::Go(To::Previous));
            stage.ask(Command::Go(To::Next));
            assert!(!takes(&stage), "{name}, {id}: come back to");
            // A look at a source is no leaving.
            stage.keys("enter");
            stage.ask(Command::Go(To::Sources(None)));
            stage.ask(Command::Go(To::Back));
            assert!(takes(&stage), "{name}, {id}: looked up something");
        }
    }
}

#[test]
fn stepping_on_past_a_field_writes_nothing_into_it() {
    let mut stage = at("who-reviews", (80, 24));
    let of = steps(&stage);
    for _ in 0..of.len() {
        stage.keys("n");
    }
    let commands = asked(&mut stage);
    assert!(commands.iter().all(|command| matches!(command, Command::Go(_))), "{commands:?}");
}

#[test]
fn the_smallest_screens_say_what_to_do_and_where_help_is() {
    let foot = |stage: &Stage| rows(&stage.draw().0).last().cloned().unwrap_or_default();
    let mut stage = at("group-size", (20, 6));
    assert_eq!(foot(&stage), "Enter more  ?  saved", "nothing is marked yet");
    stage.keys("home down down down down down down down down");
    stage.keys("1");
    assert_eq!(foot(&stage), "Enter tick  ?  saved");
    stage.keys("m");
    assert_eq!(foot(&stage), "Enter do  Esc  saved");
    stage.keys("esc /");
    assert_eq!(foot(&stage), "Enter ok  Esc  saved");
    let mut stage = at("group-size", (40, 15));
    stage.keys("m");
    assert_eq!(foot(&stage), "↓ more  Enter do it  Esc close     saved");
}

#[test]
fn what_the_menu_says_of_a_key_holds_in_the_menu() {
    for keys in ["m c", "? c"] {
        let mut stage = at("group-size", (80, 24));
        stage.keys("1");
        asked(&mut stage);
        stage.keys(keys);
        assert_eq!(asked(&mut stage), [Command::Check]);
    }
}

#[test]
fn in_the_contents_digits_are_the_numbers_of_modules() {
    let mut stage = Stage::new(&course(), (80, 24), false);
    stage.keys("1");
    assert!(marked(&stage).contains("What do you know?"), "{}", stage.picture());
    stage.keys("2");
    stage.find("This does nothing here.");
}

#[test]
fn a_wide_picture_is_moved_sideways() {
    let mut stage = at("table", (40, 30));
    stage.find("Picture: Three boxes");
    stage.keys("tab right right");
    stage.find("│   third   │");
    stage.keys("left left left");
    stage.find("│   first   │");
}

#[test]
fn the_paragraph_at_the_top_stays_there_over_resizes() {
    let mut stage = at("prose", (80, 10));
    stage.keys("pagedown");
    let top = rows(&stage.draw().0)[1].trim().to_owned();
    let word = top.split_whitespace().next().unwrap_or_default().to_owned();
    for (columns, rows) in [(30, 8), (200, 60), (20, 5), (80, 10)] {
        stage.touch(Touch::Resize { columns, rows });
    }
    assert_eq!(rows(&stage.draw().0)[1].trim(), top);
    stage.touch(Touch::Resize { columns: 31, rows: 9 });
    assert!(rows(&stage.draw().0)[1].contains(&word), "{word}\n{}", stage.picture());
}

#[test]
fn a_small_window_says_so_and_can_still_be_left() {
    let mut stage = at("prose", (80, 24));
    stage.touch(Touch::Resize { columns: 19, rows: 4 });
    assert_eq!(rows(&stage.draw().0), ["Make the window", "larger: 20x5 at", "least.", ""]);
    stage.keys("x Q");
    assert_eq!(stage.asked.last(), Some(&Effect::Quit));
}

#[test]
fn a_small_window_says_first_what_would_be_lost() {
    let mut stage = at("prose", (80, 24));
    let words = |stage: &Stage| rows(&stage.draw().0).join(" ").trim().to_owned();
    stage.touch(Touch::Resize { columns: 30, rows: 4 });
    stage.screen.saved(Saved::Failing("The disk is full.".into()));
    assert_eq!(words(&stage), "NOT SAVED: The disk is full. Make the window larger: 20x5 at least.");
    stage.screen.warn(&stage.session.scene(), &stage.keymap, "The disk is full.", "1 answer");
    assert_eq!(
        words(&stage),
        "NOT SAVED, so curricle did not end: The disk is full. Make the window larger: 20x5 at least."
    );
    stage.touch(Touch::Resize { columns: 10, rows: 2 });
    assert!(words(&stage).starts_with("NOT SAVED"), "{}", words(&stage));
}

#[test]
fn what_became_of_the_work_is_said() {
    let mut stage = at("prose", (80, 24));
    assert!(stage.screen.saved(Saved::Saving));
    assert!(!stage.screen.saved(Saved::Saving));
    stage.find("saving");
    stage.screen.saved(Saved::Failing("The disk is full; your work stays in memory.".into()));
    assert_eq!(stage.find("The disk is full; your work stays in memory.").1, 23);
    stage.find("NOT SAVED");
}

#[test]
fn while_a_text_is_written_one_word_says_that_it_is_kept_and_saved_comes_after() {
    let mut stage = at("no-ranking", (80, 24));
    let foot = |stage: &Stage| rows(&stage.draw().0)[23].trim_end().to_owned();
    stage.go_to_field();
    stage.type_in("one");
    let before = foot(&stage);
    assert!(before.ends_with(" autosave"), "{before}");
    for saved in [Saved::Saving, Saved::Saved, Saved::Saving] {
        stage.screen.saved(saved);
        assert_eq!(foot(&stage), before, "the same word costs no byte");
    }
    stage.keys("esc");
    assert!(foot(&stage).ends_with(" saving"), "not on the disk yet: {}", foot(&stage));
    stage.screen.saved(Saved::Saved);
    assert!(foot(&stage).ends_with(" saved"));
    stage.keys("w");
    stage.screen.saved(Saved::Failing("The disk is full.".into()));
    assert!(foot(&stage).ends_with(" NOT SAVED"));
    stage.screen.saved(Saved::Saved);
    stage.keys("esc +");
    assert!(foot(&stage).ends_with(" autosave"), "a note is kept, too: {}", foot(&stage));
    stage.keys("esc /");
    assert!(foot(&stage).ends_with(" saved"), "what is searched for is not kept: {}", foot(&stage));
}

#[test]
fn the_keys_at_the_foot_keep_their_places_while_something_is_picked_up() {
    for step in ["road-to-the-mechanism", "who-does-what", "review-as-a-path", "cluster-one", "who-reviews"] {
        let mut stage = at(step, (80, 24));
        let foot = |stage: &Stage| rows(&stage.draw().0)[23].clone();
        let place = |foot: &str, word: &str| {
            let at = foot.find(word).unwrap_or_else(|| panic!("{step}: {word} in {foot}"));
            foot[..at].chars().count()
        };
        if step == "road-to-the-mechanism" {
            stage.keys("up");
        } else {
            stage.keys("2 esc");
        }
        let free = foot(&stage);
        stage.keys("enter");
        let held = foot(&stage);
        assert!(held.contains("Esc back") && !free.contains("Esc back"), "{step}: {held}");
        for word in ["Enter ", "c check", "h hint", "Esc ", "? help"] {
            assert_eq!(place(&held, word), place(&free, word), "{step}: {word}");
        }
    }
}

#[test]
fn the_tour_can_be_walked_with_two_keys() {
    let mut stage = Stage::new(&course(), (80, 24), false);
    stage.ask(Command::Go(To::Tour));
    for title in ["Welcome", "Moving about", "Reading", "Exercises", "Your work"] {
        stage.find(title);
        if title == "Moving about" {
            stage.keys("down enter");
            stage.find("(x) or this one");
            stage.keys("down down");
        }
        stage.keys("enter");
    }
    stage.find("Contents");
}

#[test]
fn in_ascii_nothing_of_ours_is_above_the_tilde() {
    let course = course();
    let ids = {
        let stage = Stage::new(&course, (80, 24), true);
        let mut ids = steps(&stage);
        ids.extend(["prose".to_owned(), "table".to_owned()]);
        ids
    };
    for size in [(80, 24), (40, 15), (20, 8)] {
        for id in &ids {
            let mut stage = Stage::new(&course, size, true);
            stage.step(id);
            for key in ["h", "esc", "esc", "pagedown", "tab", "/"] {
                let picture = stage.picture();
                assert!(picture.is_ascii(), "{id} {size:?}\n{picture}");
                stage.keys(key);
            }
        }
    }
}

#[test]
fn themes_differ_in_style_and_not_in_words() {
    let mut stage = at("group-size", (80, 24));
    stage.keys("1 c");
    let words = stage.picture();
    for theme in Theme::ALL {
        stage.theme = theme;
        assert_eq!(stage.picture(), words);
    }
}

/// The cells in which two pictures differ.
fn changed(stage: &mut Stage, keys: &str) -> usize {
    let (before, _) = stage.draw();
    stage.keys(keys);
    let (after, _) = stage.draw();
    before.content().iter().zip(after.content()).filter(|(before, after)| before != after).count()
}

#[test]
fn a_key_changes_no_more_of_the_picture_than_it_must() {
    let mut stage = at("group-size", (80, 24));
    assert_eq!(changed(&mut stage, "down"), 2, "the marker");
    assert_eq!(changed(&mut stage, "space"), 1, "the tick");
    let mut stage = at("no-ranking", (80, 24));
    stage.go_to_field();
    assert_eq!(changed(&mut stage, "a"), 1, "the letter");
    assert_eq!(changed(&mut stage, "left"), 0, "only the cursor");
    let mut stage = at("prose", (80, 24));
    assert_eq!(changed(&mut stage, "ctrl-l"), 0);
}

fn random_touch(dice: &mut Dice, stage: &Stage, keys: &[Key]) -> Touch {
    let (columns, rows) = stage.size;
    let column = dice.roll(usize::from(columns) + 2) as u16;
    let row = dice.roll(usize::from(rows) + 2) as u16;
    match dice.roll(40) {
        0 => Touch::Resize { columns: 1 + dice.roll(120) as u16, rows: 1 + dice.roll(50) as u16 },
        1 => [Touch::Resize { columns: 300, rows: 100 }, Touch::Resize { columns: 20, rows: 5 }]
            [dice.roll(2)]
        .clone(),
        2..=4 => Touch::Press { column, row },
        5 => Touch::Drag { column, row },
        6..=8 => Touch::Release { column, row },
        9 => Touch::Wheel(dice.roll(7) as i8 - 3),
        10 => Touch::Paste { text: "one\ntwo 漢字 e\u{301} \u{1b}[2J\u{202e}".into(), cut: false },
        _ => Touch::Key(keys[dice.roll(keys.len())]),
    }
}

/// Walks with every other seed: a walk on each kind of exercise.
fn walk(first: u64) {
    let course = course();
    let mut keys: BTreeSet<Key> = BTreeSet::new();
    let probe = Stage::new(&course, (80, 24), false);
    for mode in Mode::ALL {
        for (action, bound) in probe.keymap.bindings(mode) {
            if action != Action::Quit {
                keys.extend(bound.into_iter().flatten());
            }
        }
    }
    keys.extend(
        [Code::Char('x'), Code::Char('漢'), Code::Space]
            .iter()
            .filter_map(|code| Key::new(*code, false, false, false)),
    );
    let mut keys: Vec<Key> = keys.into_iter().collect();
    for code in
        [Code::Up, Code::Down, Code::Left, Code::Right, Code::Enter, Code::Space, Code::Esc, Code::Tab]
    {
        let key = Key::new(code, false, false, false).expect("a key");
        keys.extend(std::iter::repeat_n(key, 12));
    }
    let ids = steps(&probe);
    assert_eq!(ids.len(), KINDS.len());
    for (seed, id) in (first..).step_by(2).zip(&ids) {
        let mut dice = Dice(seed);
        let mut stage = Stage::new(&course, (80, 24), seed % 2 == 0);
        stage.step(id);
        for turn in 0..240 {
            if turn % 60 == 59 {
                stage.step(id);
            }
            let touch = random_touch(&mut dice, &stage, &keys);
            stage.touch(touch);
            let (buffer, cursor) = stage.draw();
            assert_eq!(buffer.area, Rect::new(0, 0, stage.size.0, stage.size.1));
            assert!(
                cursor.is_none_or(|at| buffer.area.contains(at)),
                "{id} {seed} {turn}\n{}",
                stage.picture()
            );
            for row in rows(&buffer) {
                assert!(curricle::text::is_clean(&row), "{row:?}");
            }
        }
    }
}

#[test]
fn a_random_walk_neither_panics_nor_leaves_the_window() {
    walk(1);
}

#[test]
fn a_random_walk_in_ascii_neither_panics_nor_leaves_the_window() {
    walk(0);
}

#[test]
fn every_page_draws_at_every_small_size() {
    let course = course();
    for size in (1..=26u16).flat_map(|columns| (1..=9u16).map(move |rows| (columns, rows))) {
        let mut stage = Stage::new(&course, size, false);
        for id in ["prose", "table", "who-does-what", "review-as-a-path", "no-ranking"] {
            stage.step(id);
            stage.keys("down esc");
            let (buffer, cursor) = stage.draw();
            assert!(cursor.is_none_or(|at| buffer.area.contains(at)));
            stage.keys("esc");
        }
    }
}

#[test]
fn a_half_written_note_outlives_its_prompt() {
    let mut stage = at("prose", (80, 24));
    stage.keys("+");
    stage.type_in("ask Ana");
    assert!(stage.session.has_unwritten_work(), "the foot says so until it is written down");
    stage.keys("esc");
    stage.find("What you wrote is kept for later. It is no note yet.");
    assert!(!stage.session.has_unwritten_work());
    assert_eq!(stage.session.scene().note, None);
    stage.keys("+");
    stage.find("ask Ana");
    stage.type_in("s");
    stage.keys("enter");
    let scene = stage.session.scene();
    assert_eq!((scene.note, scene.jotted.note), (Some("ask Anas"), None));
    stage.keys("+ esc");
    assert!(!stage.picture().contains("kept for later"), "nothing new was written");
    stage.keys("+");
    stage.touch(Touch::Paste { text: " and Ben".into(), cut: false });
    stage.asked.clear();
    stage.keys("ctrl-q");
    assert_eq!(stage.asked, [Effect::Quit]);
    assert_eq!(stage.session.scene().jotted.note, Some("ask Anas and Ben"));
}

#[test]
fn a_half_written_report_outlives_its_prompt_until_it_is_emptied_or_sent() {
    let mut stage = at("prose", (80, 24));
    stage.keys("!");
    stage.type_in("typo");
    stage.keys("esc !");
    stage.find("typo");
    stage.keys("backspace backspace backspace backspace esc");
    assert_eq!(stage.session.scene().jotted.report, None);
    assert!(!stage.picture().contains("kept for later"), "{}", stage.picture());
    stage.keys("!");
    stage.type_in("typo");
    stage.keys("esc ! enter");
    stage.find("Thank you.");
    assert_eq!(stage.session.scene().jotted.report, None);
}

#[test]
fn leaving_with_unsaved_work_is_a_choice() {
    let mut stage = at("prose", (80, 24));
    let warn = |stage: &mut Stage| {
        stage.screen.warn(&stage.session.scene(), &stage.keymap, "The disk is full.", "1 answer");
        stage.asked.clear();
    };
    warn(&mut stage);
    stage.find("Not everything is saved");
    stage.find("Not saved yet: 1 answer.");
    stage.find("> Stay");
    stage.keys("enter");
    assert_eq!(stage.asked, []);
    stage.find("What the Convention is");
    warn(&mut stage);
    stage.keys("down enter");
    assert_eq!(stage.asked, [Effect::Quit]);
    warn(&mut stage);
    stage.keys("down down enter");
    assert_eq!(stage.asked, [Effect::QuitUnsaved]);
    warn(&mut stage);
    stage.keys("esc");
    assert_eq!(stage.asked, []);
    warn(&mut stage);
    stage.screen.saved(Saved::Saved);
    stage.find("Everything is saved now.");
}

#[test]
fn after_a_choice_in_a_case_one_key_too_much_chooses_nothing() {
    let mut stage = at("silence", (80, 24));
    let decisions = |stage: &Stage| {
        let scene = stage.session.scene();
        let Page::Exercise(desk) = &scene.page else { panic!("no exercise") };
        let curricle::exercise::View::Journey(journey) = &desk.view else { panic!("no case") };
        journey.decisions.len()
    };
    stage.keys("enter");
    assert_eq!(decisions(&stage), 1);
    stage.keys("enter space enter");
    assert_eq!(decisions(&stage), 1, "{}", stage.picture());
    stage.keys("c");
    assert!(stage.picture().contains("The case goes on. Choose what to do."), "{}", stage.picture());
    stage.keys("down enter");
    assert_eq!(decisions(&stage), 2, "{}", stage.picture());
    stage.keys("u");
    assert_eq!(decisions(&stage), 2, "{}", stage.picture());
}

#[test]
fn the_way_past_an_extra_lesson_takes_no_key_from_its_first_exercise() {
    let step = "[[step]]\nid = \"deep\"\ntitle = \"Deep\"\nkind = \"choice\"\nprompt = \"How many?\"\nhints = [\"Count.\"]\nexplain = \"Three.\"\n\
                sources = [\"T1\"]\nshuffle = false\noptions = [{ text = \"two\", because = \"No.\" }, { text = \"three\", right = true }]\n";
    let course = course_with_extra(step);
    let begin = || {
        let mut stage = Stage::new(&course, (80, 24), false);
        stage.step("deep");
        stage
    };
    let mut stage = begin();
    stage.find("Skip it");
    stage.keys("2 c");
    stage.find("100 %");
    let mut stage = begin();
    stage.keys("down enter c");
    stage.find("100 %");
    let (column, row) = begin().find("Skip it");
    let mut stage = begin();
    stage.click(column, row);
    let scene = stage.session.scene();
    assert_eq!(scene.crumb.map(|crumb| crumb.lesson.id.as_str()), Some("exercises"));
}
