//! How long a key waits at the end of a slow line, whatever else is on its way.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

mod slow;
mod stage;

use slow::{Far, help_after, help_while_others_post};
use stage::course;

/// Bytes a second at 9,600 bit/s.
const SLOW: usize = 960;
/// So many milliseconds after a key its picture begins to show.
const AIM: u64 = 1_000;
const DISCUSSION: &str = "share-data";

#[test]
fn a_key_is_on_the_screen_within_a_second_after_a_burst_of_other_pages() {
    for round_trip in [100, 600] {
        let mut far = Far::new(&course(), SLOW, round_trip);
        far.goes_to("prose");
        for (count, pause) in [(0, 0), (20, 100), (90, 33)] {
            let took = help_after(&mut far, &["n", "p"], count, pause).expect("the help");
            assert!(took <= AIM, "{took} ms after {count} keys, round trip {round_trip} ms");
        }
    }
}

#[test]
fn a_key_is_on_the_screen_within_a_second_while_others_post() {
    for round_trip in [100, 600] {
        let mut far = Far::new(&course(), SLOW, round_trip);
        let took = help_while_others_post(&mut far, DISCUSSION).expect("the help");
        assert!(took <= AIM, "{took} ms, round trip {round_trip} ms");
        assert!(far.shown().contains("what Ben says here"), "the posts are on the screen:\n{}", far.shown());
    }
}

#[test]
fn what_came_in_parts_is_in_the_end_the_picture() {
    let mut far = Far::new(&course(), SLOW, 300);
    for (keys, pause) in [("n n p n", 130), ("? esc c", 250), ("down down enter", 70), ("n n n", 410)] {
        for key in keys.split(' ') {
            far.press(key);
            far.wait(pause);
        }
        far.rest();
        let shown: Vec<String> = far.shown().lines().map(|line| line.trim_end().to_owned()).collect();
        assert_eq!(shown.join("\n").trim_end(), far.picture(), "after {keys}");
    }
}
