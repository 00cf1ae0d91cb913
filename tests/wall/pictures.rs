//! Pictures of every page at three sizes, kept in `screens/` to be read by people.

use curricle::class::{Act, Spot, Teaching};
use curricle::course::LearnerId;
use curricle::keymap::parse_keys;
use curricle::ui::{Theme, Touch};
use curricle::wall::{Console, View, Wish, hear, say};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

use crate::class::{Class, NOW};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (40, 15)];

/// A trainer at a console.
pub(crate) struct Desk {
    pub(crate) class: Class,
    pub(crate) me: LearnerId,
    pub(crate) console: Console,
    size: (u16, u16),
}

pub(crate) fn view<'a>(class: &'a Class, me: &'a LearnerId, theme: Theme) -> View<'a> {
    View { me, book: &class.book, wall: &class.wall, course: &class.course, now: NOW, theme }
}

impl Desk {
    pub(crate) fn new(learners: usize, size: (u16, u16)) -> Self {
        let console = Console::new(size.0, size.1);
        Self { class: Class::of(learners), me: "tina".into(), console, size }
    }

    /// Presses keys, and has the book do what the console wishes.
    pub(crate) fn keys(&mut self, words: &str) -> Vec<Wish> {
        let mut all = Vec::new();
        for key in words.split_whitespace().flat_map(|word| parse_keys(word).unwrap()) {
            let view = view(&self.class, &self.me, Theme::Mono);
            let wishes = self.console.touch(Touch::Key(key), &view);
            for wish in &wishes {
                match wish {
                    Wish::Do(act) => self.class.act("tina", act.clone()),
                    Wish::Order(order) => match self.class.obey("tina", order) {
                        Ok(reply) => self.console.obeyed(&reply),
                        Err(refused) => self.console.hears(&refused.to_string()),
                    },
                    Wish::Read(..) | Wish::Keep { .. } | Wish::Course | Wish::Quit => {}
                }
            }
            all.extend(wishes);
        }
        all
    }

    pub(crate) fn types(&mut self, text: &str) -> Vec<Wish> {
        let view = view(&self.class, &self.me, Theme::Mono);
        self.console.touch(Touch::Paste { text: text.into(), cut: false }, &view);
        self.keys("enter")
    }

    fn drawn(&self, theme: Theme) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        self.console.draw(&view(&self.class, &self.me, theme), &mut buffer);
        buffer
    }

    pub(crate) fn picture(&self) -> String {
        let buffer = self.drawn(Theme::Mono);
        let row = |y| (0..self.size.0).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        (0..self.size.1).map(|y| row(y).trim_end().to_owned() + "\n").collect()
    }

    pub(crate) fn hears(&mut self, line: &str) -> (String, Vec<Wish>) {
        let view = view(&self.class, &self.me, Theme::Mono);
        let heard = hear(&mut self.console, line, &view);
        (heard.words, heard.wishes)
    }
}

pub(crate) fn shows(name: &str, keys: &str) {
    let mut pictures = String::new();
    for size in SIZES {
        let mut desk = Desk::new(30, size);
        desk.keys(keys);
        pictures.push_str(&format!("{}x{}\n{}\n", size.0, size.1, desk.picture()));
    }
    kept(name, &pictures);
}

pub(crate) fn kept(name: &str, pictures: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("screens");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, pictures));
}

#[test]
fn pages() {
    shows("wall", "");
    shows("wall-module", "right right right down down");
    shows("wall-projector", "p g");
    shows("learner", "down enter");
    shows("exercises", "2 down");
    shows("charts", "3");
    shows("essays", "4");
    shows("essay", "4 enter 3 2");
    shows("reviews", "v");
    shows("modules", "6 enter down");
    shows("help", "?");
    shows("hint", "down h");
}

#[test]
fn a_poll_has_bars_as_answers_come_in() {
    let mut desk = Desk::new(5, (40, 15));
    desk.keys("5 n");
    desk.types("Clear so far? / Yes / No");
    for (nth, option) in [(1, 0), (2, 0), (3, 1)] {
        let poll = "poll-1".into();
        let vote = Act::Teach { cohort: "rehearsal".into(), what: Teaching::Vote(poll, option) };
        desk.class.act(&format!("rehearsal-{nth:02}"), vote);
    }
    kept("poll", &desk.picture());
    // Of those in Kenya the first and the third have answered.
    desk.keys("g g");
    assert!(desk.picture().contains("2 of 3 have answered."), "{}", desk.picture());
    desk.keys("g x");
    let words = desk.picture().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("The poll is closed."), "{words}");
}

#[test]
fn keys_become_acts() {
    let mut desk = Desk::new(5, (80, 24));
    let teach = |what| vec![Wish::Do(Act::Teach { cohort: "rehearsal".into(), what })];
    desk.keys("a");
    assert_eq!(desk.types("Hello / all"), teach(Teaching::Announce("Hello / all".into())));
    let first: LearnerId = "rehearsal-01".into();
    let step = desk.class.wall.seen(&first).unwrap().at_step().unwrap().clone();
    let spot = Spot { course: desk.class.course.id.clone(), step };
    desk.keys("h");
    let hint = Teaching::Hint { to: Some(first), spot: spot.clone(), text: "Look.".into() };
    assert_eq!(desk.types("Look."), teach(hint));
    assert_eq!(desk.keys("l"), teach(Teaching::Lead(spot)));
    assert_eq!(desk.keys("r"), teach(Teaching::Release));
    let module = || desk.class.course.modules[0].id.clone();
    let course = || desk.class.course.id.clone();
    let (close, open) = (Teaching::CloseModule(course(), module()), Teaching::OpenModule(course(), module()));
    assert_eq!(desk.keys("6 enter"), teach(close));
    assert_eq!(desk.keys("enter"), teach(open));
    assert_eq!(desk.keys("o"), [Wish::Course]);
    assert_eq!(desk.keys("q"), [Wish::Quit]);
}

#[test]
fn an_essay_is_read_rated_and_commented() {
    let mut desk = Desk::new(30, (80, 24));
    desk.keys("4 enter m");
    assert!(desk.picture().contains("Rate each line first"), "{}", desk.picture());
    desk.keys("c");
    desk.types("Well argued.");
    let wishes = desk.keys("3 3 3 3 3 3 3 3 m");
    let [Wish::Do(Act::Teach { what: Teaching::Mark { ratings, comment, .. }, .. })] = &wishes[..] else {
        panic!("{wishes:?}");
    };
    assert!(ratings.iter().all(|rating| *rating == 3) && comment == "Well argued.");
    assert_eq!(desk.class.cohort().learning.marks.len(), 1);
}

#[test]
fn a_review_is_opened_given_out_and_ended() {
    let mut desk = Desk::new(30, (80, 24));
    desk.keys("v enter n");
    desk.types("many");
    assert!(desk.picture().contains("Say a number: 1 to 9."), "{}", desk.picture());
    desk.keys("n");
    let wishes = desk.types("2");
    let [Wish::Do(Act::Teach { what: Teaching::OpenReview(spot, 2), .. })] = &wishes[..] else {
        panic!("{wishes:?}");
    };
    kept("review-collecting", &desk.picture());
    desk.keys("d");
    let review = || desk.class.cohort().learning.reviews[spot].clone();
    let pair = review().pairs.keys().next().unwrap().clone();
    let (author, ratings) = (pair.author.clone(), vec![3, 2, 1, 0]);
    let what = Teaching::Review { spot: spot.clone(), author, ratings, comment: "Clear.".into() };
    desk.class.act(pair.reviewer.as_str(), Act::Teach { cohort: "rehearsal".into(), what });
    kept("review-reading", &desk.picture());
    desk.keys("x");
    assert_eq!(desk.types("no"), []);
    desk.keys("x");
    assert_eq!(
        desk.types("yes"),
        [Wish::Do(Act::Teach { cohort: "rehearsal".into(), what: Teaching::CloseReview(spot.clone()) })]
    );
}

#[test]
fn in_lines_a_review_is_led_too() {
    let mut desk = Desk::new(30, (80, 24));
    let said = desk.hears("reviews").0;
    let mut names = said.lines().skip_while(|line| *line != "Essay steps by name:");
    let step = names.nth(1).unwrap().split(':').next().unwrap().to_owned();
    assert!(desk.hears(&format!("review {step}")).0.contains("There is no review."));
    for (order, done) in [("open 2", "OpenReview"), ("give out", "PairReview"), ("end", "CloseReview")] {
        let wishes = desk.hears(&format!("review {step} {order}")).1;
        let [Wish::Do(act)] = &wishes[..] else { panic!("{order}: {wishes:?}") };
        assert!(format!("{act:?}").contains(done));
        desk.class.act("tina", act.clone());
    }
    assert!(desk.hears("review").0.contains("There is no such step"));
    let said = desk.hears(&format!("review {step}")).0;
    assert!(said.contains("Step 3 of 3, ended: 0 of "), "{said}");
}

#[test]
fn without_names_nobody_is_named_anywhere() {
    let mut desk = Desk::new(30, (120, 40));
    for keys in ["p", "enter", "2", "3", "4", "5", "6", "v", "enter", "1"] {
        desk.keys(keys);
        let picture = desk.picture().replace("Rehearsal - ", "");
        assert!(keys == "4" || !picture.contains("Rehearsal "), "{keys}: {picture}");
    }
    desk.keys("1 h");
    assert!(desk.picture().contains("Hint for the marked learner"), "{}", desk.picture());
    desk.keys("esc 4");
    assert!(!desk.picture().contains("waiting"), "{}", desk.picture());
    assert!(desk.hears("learner rehearsal-01").0.starts_with("Names are hidden"));
}

#[test]
fn no_sign_is_a_colour_alone() {
    let mut desk = Desk::new(30, (80, 24));
    desk.keys("right right");
    let (mono, colour) = (desk.drawn(Theme::Mono), desk.drawn(Theme::Default));
    let symbols =
        |buffer: &Buffer| buffer.content.iter().map(|cell| cell.symbol().to_owned()).collect::<Vec<_>>();
    assert_eq!(symbols(&mono), symbols(&colour));
    assert!(mono.content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
    assert!(colour.content.iter().any(|cell| cell.fg != Color::Reset));
}

#[test]
fn no_size_and_no_key_breaks_it() {
    for size in [(1, 1), (8, 3), (20, 8), (200, 60)] {
        let mut desk = Desk::new(5, size);
        for keys in [
            "1 right right left",
            "enter esc",
            "2 pagedown",
            "3 pagedown pageup",
            "4 enter",
            "c",
            "esc esc",
            "5 n",
            "esc",
            "6",
            "?",
        ] {
            desk.keys(keys);
            desk.picture();
        }
    }
    let mut desk = Desk::new(0, (80, 24));
    desk.keys("enter h l 2 3 4 enter 5 6 1");
    desk.me = "nobody".into();
    assert!(desk.picture().contains("You lead no class"), "{}", desk.picture());
}

#[test]
fn lines_say_and_do_the_same() {
    let mut desk = Desk::new(10, (80, 24));
    let first = {
        let view = view(&desk.class, &desk.me, Theme::Mono);
        say(&mut desk.console, &view)
    };
    kept("lines-wall", &first);
    for (line, beginning) in [
        ("exercises", "Rehearsal - Exercises"),
        ("charts", "Rehearsal - Charts"),
        ("modules", "Rehearsal - Modules"),
        ("learner rehearsal-03", "Rehearsal - Learner"),
        ("group kenya", "Kenya - Learner"),
        ("help", "Pages: "),
        ("nonsense", "That is not understood."),
        ("lead nowhere", "There is no such step"),
        ("close poll", "There is no open poll."),
    ] {
        let (words, wishes) = desk.hears(line);
        assert!(words.starts_with(beginning) && wishes.is_empty(), "{line}: {words}");
    }
    let teach = |what| vec![Wish::Do(Act::Teach { cohort: "rehearsal".into(), what })];
    assert_eq!(desk.hears("announce Hello all").1, teach(Teaching::Announce("Hello all".into())));
    let options = vec!["Yes".to_owned(), "No".to_owned()];
    let poll = Teaching::OpenPoll { question: "Clear?".into(), options };
    assert_eq!(desk.hears("poll Clear? / Yes / No").1, teach(poll));
    let module = desk.class.course.modules[0].id.clone();
    let close = Teaching::CloseModule(desk.class.course.id.clone(), module.clone());
    assert_eq!(desk.hears(&format!("close module {module}")).1, teach(close));
    assert!(matches!(
        &desk.hears("hint rehearsal-01 Look again.").1[..],
        [Wish::Do(Act::Teach { what: Teaching::Hint { to: Some(_), .. }, .. })]
    ));
    assert_eq!(desk.hears("release").1, teach(Teaching::Release));
    assert_eq!(desk.hears("quit").1, [Wish::Quit]);
}
