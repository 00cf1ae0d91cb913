//! The help lists exactly the keys that do something here: on every page, in every mode of every keymap.

mod stage;

use std::collections::BTreeSet;
use std::sync::Arc;

use curricle::course::{Course, LearnerId, LessonId};
use curricle::keymap::{Action, Key, Keymap, Mode, Resolved, SHIPPED, label_keys, shipped};
use curricle::session::{Command, Phase, To, Wanted};
use curricle::source::Sources;
use curricle::ui::{Touch, mode};
use stage::classmates::classmates;
use stage::{Stage, course, rows, under_review};

/// A page, and how a learner with the default keys comes to it.
type Situation = (&'static str, fn(&mut Stage));

const SITUATIONS: &[Situation] = &[
    ("contents", |_| {}),
    ("contents with steps", |stage| stage.keys("down down right down")),
    ("tour", |stage| stage.ask(Command::Go(To::Tour))),
    ("tour, second page", |stage| {
        stage.ask(Command::Go(To::Tour));
        stage.keys("enter");
    }),
    ("gate", |stage| stage.ask(Command::Go(To::Lesson(LessonId::from("before"))))),
    ("test", |stage| {
        stage.ask(Command::Go(To::Lesson(LessonId::from("before"))));
        stage.ask(Command::Start);
    }),
    ("text", |stage| stage.step("prose")),
    ("text with a marked link", |stage| {
        stage.step("prose");
        stage.keys("tab");
    }),
    ("table", |stage| stage.step("table")),
    ("choice", |stage| stage.step("group-size")),
    ("choice, ticked and taken back", |stage| {
        stage.step("group-size");
        stage.keys("2 1 u");
    }),
    ("choice, checked", |stage| {
        stage.step("group-size");
        stage.keys("2 c");
    }),
    ("case", |stage| stage.step("silence")),
    ("case, one choice made", |stage| {
        stage.step("silence");
        stage.keys("2");
    }),
    ("case, at its end", |stage| {
        stage.step("silence");
        stage.keys("2 1 1");
    }),
    ("case, checked", |stage| {
        stage.step("silence");
        stage.keys("2 1 1 c");
    }),
    ("order", |stage| stage.step("road-to-the-mechanism")),
    ("pairs", |stage| stage.step("who-does-what")),
    ("pairs, one placed", |stage| {
        stage.step("who-does-what");
        stage.keys("1 enter");
    }),
    ("groups", |stage| stage.step("cluster-one")),
    ("gaps", |stage| stage.step("who-reviews")),
    ("jigsaw", |stage| stage.step("review-as-a-path")),
    ("short", |stage| {
        stage.step("months-to-answer");
        stage.go_to_field();
        stage.type_in("ab c");
        stage.keys("left left");
    }),
    ("short, beside the field", |stage| {
        stage.step("months-to-answer");
        stage.go_to_field();
        stage.keys("esc");
    }),
    ("essay", |stage| {
        stage.step("no-ranking");
        stage.go_to_field();
        stage.type_in("ab cd");
        stage.keys("enter");
        stage.type_in("ef gh");
        stage.keys("up left");
    }),
    ("essay, beside the text", |stage| {
        stage.step("no-ranking");
        stage.go_to_field();
        stage.keys("esc");
    }),
    ("discussion", |stage| {
        stage.step("share-data");
        stage.go_to_field();
        stage.type_in("ab c");
        stage.keys("left left");
    }),
    ("discussion, beside the text", |stage| {
        stage.step("share-data");
        stage.go_to_field();
        stage.keys("esc");
    }),
    ("progress", |stage| stage.keys("P")),
    ("statement of progress", |stage| stage.keys("P tab enter")),
    ("found", |stage| {
        stage.keys("/");
        stage.type_in("review");
        stage.keys("enter");
    }),
    ("glossary", |stage| stage.keys("g")),
    ("term", |stage| stage.keys("g enter")),
    ("sources", |stage| stage.keys("s")),
    ("source", |stage| stage.keys("s enter")),
    ("no notes", |stage| stage.keys("N")),
    ("class", |stage| {
        stage.session.guide(classmates(2));
        stage.keys("y");
    }),
    ("people", |stage| {
        stage.session.guide(classmates(100));
        stage.keys("Y");
    }),
    ("some people", |stage| {
        stage.session.guide(classmates(2));
        stage.ask(Command::Go(To::People(Wanted { alike: true, ..Wanted::default() })));
    }),
    ("groups", |stage| {
        stage.session.guide(classmates(2));
        stage.ask(Command::Go(To::Circles));
    }),
    ("somebody", |stage| {
        stage.session.guide(classmates(2));
        stage.ask(Command::Go(To::Person(LearnerId::from("ben"))));
    }),
    ("profile", |stage| {
        stage.session.guide(classmates(2));
        stage.ask(Command::Go(To::Profile));
    }),
    ("class with a review", |stage| {
        stage.session.guide(under_review(Phase::Reading));
        stage.ask(Command::Go(To::Class));
    }),
    ("review", |stage| {
        stage.session.guide(under_review(Phase::Reading));
        stage.ask(Command::Go(To::Class));
        stage.keys("enter");
    }),
    ("review, handed in", |stage| {
        stage.session.guide(under_review(Phase::Reading));
        stage.ask(Command::Go(To::Class));
        stage.keys("enter");
        for criterion in 0..3 {
            stage.ask(Command::Rate { criterion, rating: 2 });
        }
        stage.ask(Command::Check);
    }),
];

/// What may be done first, so that a key has something to do.
const BEFORE: &[&[Action]] = &[
    &[],
    &[Action::Down],
    &[Action::Up],
    &[Action::LineUp, Action::LineUp],
    &[Action::Last],
    &[Action::LineDown, Action::LineDown],
    &[Action::Right],
    &[Action::SelectLeft],
    &[Action::SelectLeft, Action::Copy, Action::Right],
];

fn at(course: &Arc<Course>, situation: &Situation) -> Stage {
    let mut stage = Stage::new(course, (60, 12), true);
    situation.1(&mut stage);
    stage.asked.clear();
    stage
}

fn mode_of(stage: &Stage) -> Mode {
    mode(&stage.session.scene(), &stage.screen)
}

/// Presses the first key of an action; false if it has none.
fn press(stage: &mut Stage, action: Action) -> bool {
    let keys = stage.keymap.keys_for(mode_of(stage), action).into_iter().next();
    let found = keys.is_some();
    for key in keys.into_iter().flatten() {
        stage.touch(Touch::Key(key));
    }
    found
}

/// True if an action changes what is seen, what is asked for, or what is pasted afterwards.
fn acts(course: &Arc<Course>, situation: &Situation, action: Action) -> bool {
    let prepared = |before: &[Action]| {
        let mut stage = at(course, situation);
        let mode = mode_of(&stage);
        before.iter().for_each(|first| _ = press(&mut stage, *first));
        // In a text one can only do again what was undone.
        if action == Action::Redo && mode.takes_text() {
            press(&mut stage, Action::Undo);
        }
        // What was said is gone after any key.
        press(&mut stage, Action::Redraw);
        stage.asked.clear();
        (mode == mode_of(&stage)).then_some(stage)
    };
    // What is refused here and now may not be in the help, whatever else could be done first.
    let mut stage = at(course, situation);
    let mode = mode_of(&stage);
    press(&mut stage, action);
    if stage.picture().contains("does nothing here") {
        return false;
    }
    BEFORE.iter().filter(|before| before.iter().all(|first| first.means_in(mode))).any(|before| {
        let Some(mut stage) = prepared(before) else { return false };
        let old = stage.picture();
        press(&mut stage, action);
        let new = stage.picture();
        if action == Action::Copy {
            press(&mut stage, Action::Right);
            press(&mut stage, Action::Paste);
            let copied = stage.picture();
            let pasted = prepared(before).map(|mut stage| {
                press(&mut stage, Action::Right);
                press(&mut stage, Action::Paste);
                stage.picture()
            });
            return pasted.is_some_and(|pasted| pasted != copied);
        }
        old != new || !stage.asked.is_empty()
    })
}

/// The keys that the help names, on all its pages.
fn listed(course: &Arc<Course>, situation: &Situation, keymap: &Arc<Keymap>) -> BTreeSet<String> {
    let mut stage = at(course, situation);
    stage.keymap = Arc::clone(keymap);
    press(&mut stage, Action::Help);
    stage.find("Help: the keys that work here");
    let mut found = BTreeSet::new();
    let mut before = Vec::new();
    loop {
        let picture = rows(&stage.draw().0);
        if before == picture {
            return found;
        }
        for row in picture.iter().take(picture.len() - 1).filter(|row| row.len() > 42) {
            let keys = row[42..].trim_end_matches(',');
            match keys.split_once(" to ") {
                Some((first, last)) => {
                    let number = |word: &str| word.parse::<u32>().unwrap_or(0);
                    found.extend((number(first)..=number(last)).map(|digit| digit.to_string()));
                }
                None => found.extend(keys.split(", ").map(str::to_owned)),
            }
        }
        before = picture;
        press(&mut stage, Action::PageDown);
    }
}

/// Complains about keys that the help does not list, or lists in vain, on some of the pages.
fn check(situations: &[Situation]) {
    let read = |name: &str| Keymap::read(&mut Sources::default(), &shipped, name).0;
    let keymaps: Vec<Arc<Keymap>> = SHIPPED.iter().filter_map(|(name, _)| read(name)).map(Arc::new).collect();
    assert_eq!(keymaps.len(), SHIPPED.len());
    let course = course();
    let mut wrong = Vec::new();
    let mut modes = BTreeSet::new();
    for situation in situations {
        let mode = mode_of(&at(&course, situation));
        let acting: BTreeSet<Action> = Action::all()
            .filter(|action| action.means_in(mode) && acts(&course, situation, *action))
            .collect();
        // What is possible is the same in each keymap, so one page of each mode is enough for them.
        let all = modes.insert(mode);
        for keymap in keymaps.iter().take(if all { keymaps.len() } else { 1 }) {
            let label = |keys: &Vec<Key>| label_keys(keys, true);
            let bindings = keymap.bindings(mode);
            for (action, keys) in &bindings {
                assert!(keys.iter().all(|keys| keymap.resolve(mode, keys) == Resolved::Action(*action)));
            }
            let wanted = bindings.iter().filter(|(action, _)| acting.contains(action));
            let wanted: BTreeSet<String> = wanted.flat_map(|(_, keys)| keys.iter().map(label)).collect();
            let listed = listed(&course, situation, keymap);
            let lacks: Vec<_> = wanted.difference(&listed).collect();
            let lies: Vec<_> = listed.difference(&wanted).collect();
            if !lacks.is_empty() || !lies.is_empty() {
                wrong.push(format!(
                    "{}, {}: not listed {lacks:?}, nothing done by {lies:?}",
                    situation.0,
                    keymap.name()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_mode_is_met_somewhere() {
    let course = course();
    let modes: BTreeSet<Mode> = SITUATIONS.iter().map(|situation| mode_of(&at(&course, situation))).collect();
    assert_eq!(modes, Mode::ALL.into_iter().collect());
}

// Several tests of one kind, because tests run side by side.

#[test]
fn the_help_lists_exactly_the_keys_that_do_something_in_lists_and_texts() {
    check(&SITUATIONS[..9]);
}

#[test]
fn the_help_lists_exactly_the_keys_that_do_something_in_exercises() {
    check(&SITUATIONS[9..17]);
}

#[test]
fn the_help_lists_exactly_the_keys_that_do_something_where_one_writes() {
    check(&SITUATIONS[17..23]);
}

#[test]
fn the_help_lists_exactly_the_keys_that_do_something_beside_the_course() {
    check(&SITUATIONS[23..36]);
}

#[test]
fn the_help_lists_exactly_the_keys_that_do_something_among_the_people_of_a_class() {
    check(&SITUATIONS[36..]);
}
