//! Scenarios as data: what a learner does on the full screen and in lines, and that both come to the same.
//!
//! Each file in `tests/scenarios` has steps of a course, the `keys` pressed on
//! the full screen, the `lines` said in line mode, the share in percent that
//! each step earns, and words that both show in the end.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what cannot go on should stop here")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use curricle::app::{Sitting, Talker, Window};
use curricle::course::{Bundle, Course, LearnerId, StepId, read};
use curricle::exercise::KINDS;
use curricle::keymap::{Keymap, parse_keys, shipped};
use curricle::session::{Board, Command, Event, Happened, Page, PostId, Session, State, Time, To, Written};
use curricle::source::Sources;
use curricle::store::{Memory, Store, Stream, from_stored, to_entry};
use curricle::ui::{Finish, Look, Theme, Touch};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    title: String,
    steps: String,
    #[serde(default)]
    lesson: String,
    keys: Vec<String>,
    lines: Vec<String>,
    #[serde(default)]
    shares: BTreeMap<String, u16>,
    #[serde(default)]
    done: Vec<String>,
    #[serde(default)]
    sees: Vec<String>,
    /// Words that both show at some time.
    #[serde(default)]
    on_the_way: Vec<String>,
    /// What others wrote before this begins.
    #[serde(default)]
    others: Vec<Other>,
    /// Lessons behind the first.
    #[serde(default)]
    more: Vec<More>,
}

/// A post of somebody else.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Other {
    step: String,
    by: String,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct More {
    name: String,
    text: String,
}

const LEARNER: &str = "anna";

fn course(scenario: &Scenario) -> Arc<Course> {
    let names: Vec<&str> =
        std::iter::once("l").chain(scenario.more.iter().map(|more| more.name.as_str())).collect();
    let plan = format!(
        "format = 1\nid = \"c\"\ntitle = \"C\"\nlanguages = [\"en\"]\n[[module]]\nid = \"m\"\ntitle = \"M\"\nlessons = {names:?}\n"
    );
    let lesson = format!("title = \"L\"\nminutes = 5\n{}\n{}", scenario.lesson, scenario.steps);
    let sources = "[X]\ntitle = \"X\"\n[T1]\ntitle = \"The Convention\"\n[U01]\ntitle = \"Overview\"\n";
    let files = [("course.toml", plan.as_str()), ("m/l.toml", &lesson), ("sources.toml", sources)];
    let files = files.into_iter().map(|(path, text)| (path.to_owned(), text.into()));
    let more = scenario.more.iter().map(|more| (format!("m/{}.toml", more.name), more.text.as_str().into()));
    let files = files.chain(more).collect();
    let loaded = read(&Bundle { folder: "c".into(), files, refused: Vec::new() }, None);
    assert_eq!(loaded.show(), Vec::<String>::new(), "{}", scenario.title);
    Arc::new(loaded.course.expect("a course"))
}

/// A sitting of somebody who has seen the tour.
fn sitting(scenario: &Scenario, course: &Arc<Course>) -> (Arc<Memory>, Sitting) {
    let store = Arc::new(Memory::new(1));
    let toured = to_entry(&Event { at: Time(0), what: Happened::Toured }).expect("an entry");
    store.append(&stream(), vec![toured]).wait().expect("kept");
    let shared: Arc<dyn Store> = store.clone();
    let mut sitting = Sitting::open(shared, course.clone(), LEARNER, None, Time(1)).expect("a sitting");
    sitting.meet(board(scenario));
    (store, sitting)
}

fn board(scenario: &Scenario) -> Board {
    let mut board = Board::default();
    for Other { step, by, text } in &scenario.others {
        let step = StepId::from(step.as_str());
        let mut topic = board.topic(&step).cloned().unwrap_or_default();
        let id = PostId { by: LearnerId::from(by.to_lowercase()), number: 1 };
        let (by, text, at) = (by.clone(), text.clone(), Time(5));
        let post = Written { id, by, at, reply_to: None, text, edited: None, deleted: false };
        topic.posts.push(Arc::new(post));
        board = board.with_topic(step, topic);
    }
    board
}

fn stream() -> Stream {
    Stream::new(LEARNER, "c").expect("a name")
}

fn on_screen(scenario: &Scenario, course: &Arc<Course>) -> (Arc<Memory>, String) {
    let (store, sitting) = sitting(scenario, course);
    let (keymap, _) = Keymap::read(&mut Sources::default(), &shipped, "default");
    let look = Look { columns: 80, rows: 24, ascii: false, mouse: false, finish: Finish::Lean };
    let mut window = Window::new(sitting, look, Arc::new(keymap.expect("keys")), Theme::Mono);
    let mut now = 10;
    let mut press = |window: &mut Window, touch: Touch| {
        now += 100;
        window.touch(touch, Time(now));
    };
    let mut shown = Vec::new();
    for key in std::iter::once("enter").chain(scenario.keys.iter().map(String::as_str)) {
        if let Some(text) = key.strip_prefix("paste ") {
            press(&mut window, Touch::Paste { text: text.to_owned(), cut: false });
        } else if let Some(text) = key.strip_prefix("type ") {
            for letter in text.chars() {
                let key = if letter == ' ' { "space".to_owned() } else { letter.to_string() };
                let keys = parse_keys(&key).expect("a key");
                press(&mut window, Touch::Key(keys[0]));
            }
        } else {
            for word in key.split(' ') {
                let keys = parse_keys(word).unwrap_or_else(|error| panic!("{word}: {error:?}"));
                press(&mut window, Touch::Key(keys[0]));
            }
        }
        let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
        window.draw(&mut buffer);
        shown.push(format!("--- after {key:?}\n{}", rows(&buffer)));
    }
    (store, shown.join("\n"))
}

fn rows(buffer: &Buffer) -> String {
    let row = |y: u16| {
        let cells = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol());
        cells.collect::<String>().trim_end().to_owned()
    };
    (0..buffer.area.height).map(row).filter(|row| !row.is_empty()).collect::<Vec<_>>().join("\n")
}

fn in_lines(scenario: &Scenario, course: &Arc<Course>) -> (Arc<Memory>, String) {
    let (store, sitting) = sitting(scenario, course);
    let mut talker = Talker::new(sitting);
    let mut said = talker.begin();
    let mut now = 10;
    for line in std::iter::once("").chain(scenario.lines.iter().map(String::as_str)) {
        now += 100;
        said.push_str(&format!("> {line}\n{}", talker.hear(line, Time(now)).words));
    }
    (store, said)
}

/// Each step with its state and what it earned.
fn outcome(course: &Arc<Course>, store: &Memory) -> Vec<(String, State, Option<u16>)> {
    let stored = store.read(&stream()).expect("entries");
    let events: Vec<Event> = stored.iter().map(|stored| from_stored(stored).expect("an event")).collect();
    let mut session = Session::resume(course.clone(), LearnerId::from(LEARNER), &events);
    session.handle(Command::Go(To::Contents), Time(99_999)).expect("the contents");
    let scene = session.scene();
    let Page::Contents(contents) = scene.page else { panic!("no contents") };
    let mut outcome = Vec::new();
    for lesson in contents.modules.iter().flat_map(|module| &module.lessons) {
        outcome.push((lesson.id.to_string(), lesson.state, lesson.share.map(|share| share.percent())));
        for step in &lesson.steps {
            outcome.push((step.place.to_string(), step.state, step.share.map(|share| share.percent())));
        }
    }
    outcome
}

#[test]
fn both_front_ends_come_to_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("scenarios").map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    assert!(paths.len() >= 12, "the scenarios are gone");
    let only = std::env::var("SCENARIO").ok();
    let mut wrong = Vec::new();
    let mut unplayed: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    for path in paths {
        if only.as_ref().is_some_and(|only| !path.to_string_lossy().contains(only.as_str())) {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a scenario");
        let scenario: Scenario =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        unplayed.retain(|kind| !scenario.steps.contains(&format!("kind = \"{kind}\"")));
        let course = course(&scenario);
        let (screen_store, screen) = on_screen(&scenario, &course);
        let (lines_store, lines) = in_lines(&scenario, &course);
        let on_screen = outcome(&course, &screen_store);
        let in_lines = outcome(&course, &lines_store);
        let mut say = |what: String| {
            wrong.push(format!(
                "{} ({}): {what}\n{screen}\n=== in lines\n{lines}",
                path.display(),
                scenario.title
            ));
        };
        if on_screen != in_lines {
            say(format!("on the screen {on_screen:?}, in lines {in_lines:?}"));
            continue;
        }
        for (step, share) in &scenario.shares {
            let found = on_screen.iter().find(|(id, ..)| id == step).and_then(|(_, _, share)| *share);
            if found != Some(*share) {
                say(format!("`{step}` earned {found:?}, not {share}"));
            }
        }
        for step in &scenario.done {
            let done = on_screen.iter().any(|(id, state, _)| id == step && *state == State::Done);
            if !done {
                say(format!("`{step}` is not done"));
            }
        }
        let last = screen.rsplit("--- after").next().unwrap_or_default();
        let seen = scenario.sees.iter().map(|words| (words, last));
        let met = scenario.on_the_way.iter().map(|words| (words, screen.as_str()));
        for (words, pictures) in seen.chain(met) {
            for (shown, whose) in [(pictures, "the screen"), (lines.as_str(), "the lines")] {
                if !shown.replace('\n', " ").contains(words.as_str()) {
                    say(format!("{whose} never said {words:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(only.is_some() || unplayed.is_empty(), "no scenario plays {unplayed:?}");
}
