//! The courses that ship, taken from the first line to the last: everything right, and everything wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Trial, desk, lines_for, next_choice};
use crate::course::{Bundle, Course, StepId, read};
use crate::exercise::{Answer, Body, Input, Item, Seed, Share, Sheet, Slot, View};
use crate::session::{Desk, Page, Place};

/// Something else than any author expects.
const NONSENSE: &str = "987654";

/// A course whose quizzes and tests ask all they have, and its files as they were written.
///
/// More lessons can be made extra, so that much is so whatever the authors leave out.
fn whole(name: &str, more_extra: bool) -> (Arc<Course>, BTreeMap<String, toml::Table>) {
    let mut bundle: Bundle = crate::shelf::built_in(name).unwrap();
    let tables: BTreeMap<String, toml::Table> =
        bundle.files.iter().map(|(path, text)| (path.clone(), text.parse().unwrap())).collect();
    let steps = |table: &toml::Table| table.get("step").map_or(0, |steps| steps.as_array().unwrap().len());
    for (path, text) in &mut bundle.files {
        let table = &tables[path];
        let Some(draw) = table.get("draw").and_then(|draw| draw.as_integer()) else { continue };
        let bank = table.get("bank").map(|bank| format!("/{}.toml", bank.as_str().unwrap()));
        let bank = bank.map_or(table, |end| {
            tables.iter().find(|(path, _)| path.ends_with(&end)).map(|(_, table)| table).unwrap()
        });
        *text = text.replace(&format!("\ndraw = {draw}\n"), &format!("\ndraw = {}\n", steps(bank))).into();
    }
    if more_extra {
        for path in every_second_lesson(&tables) {
            let text = bundle.files.get_mut(&path).unwrap();
            *text = format!("extra = true\n{text}").into();
        }
    }
    let loaded = read(&bundle, None);
    assert_eq!(loaded.show(), Vec::<String>::new());
    (Arc::new(loaded.course.unwrap()), tables)
}

/// The files of every second lesson of each module, of those that may be extra and are not.
fn every_second_lesson(tables: &BTreeMap<String, toml::Table>) -> Vec<String> {
    let mut paths = Vec::new();
    for module in tables["course.toml"]["module"].as_array().unwrap() {
        let names = module["lessons"].as_array().unwrap().iter().map(|name| name.as_str().unwrap());
        let files = names.map(|name| format!("{}/{name}.toml", module["id"].as_str().unwrap()));
        let core =
            files.filter(|path| !tables[path].contains_key("role") && !tables[path].contains_key("extra"));
        paths.extend(core.skip(1).step_by(2));
    }
    assert!(paths.len() >= 4, "only {paths:?}");
    paths
}

/// Everything that was said while a step was open.
type Said = BTreeMap<StepId, String>;

/// Goes through a course by what is said of it, and gives these answers.
fn walk(trial: &mut Trial, said_of: &mut Said, mut answer: impl FnMut(&Desk<'_>) -> Option<Answer>) {
    let mut said = trial.say("");
    let mut started = BTreeSet::new();
    trial.say("1");
    for _ in 0..2_000 {
        let scene = trial.session.scene();
        let lesson = scene.crumb.map(|crumb| crumb.lesson.id.clone());
        let line = match scene.page {
            Page::Reading(_) => "",
            Page::Gate(gate) if gate.can_start && started.insert(lesson) => "start",
            Page::Gate(_) => "next",
            Page::Exercise(open) => {
                let step = step_of(&open.place).clone();
                let answer = answer(&open);
                let posts = open.thread.as_ref().map_or(1, |thread| thread.thread.posts);
                let lines = lines_for(&open, &said, answer.as_ref());
                let heard = said_of.entry(step).or_default();
                for line in &lines {
                    said = hear(trial, line, heard);
                }
                while let Some(line) = next_choice(&desk(trial), &said, answer.as_ref()) {
                    said = hear(trial, &line, heard);
                }
                hear(trial, "check", heard);
                for _ in 1..posts {
                    for line in ["reply 1", &lines[1], ".", "check"] {
                        hear(trial, line, heard);
                    }
                }
                "next"
            }
            // Once all is done that counts, the certificate lies over what comes next.
            Page::Certificate(_) => "back",
            // Behind the last step the contents come again.
            Page::Contents(_) => return,
            other => panic!("{other:?}"),
        };
        said = trial.say(line);
    }
    panic!("it never ends:\n{said}");
}

fn hear(trial: &mut Trial, line: &str, heard: &mut String) -> String {
    let said = trial.say(line);
    heard.push_str(&said);
    said
}

fn step_of(place: &Place) -> &StepId {
    match place {
        Place::Step(step) | Place::Drawn { step, .. } => step,
    }
}

/// The score of the course, after it was taken to its end.
fn score(trial: &mut Trial) -> (Option<Share>, bool, Vec<String>) {
    trial.say("progress");
    let Page::Progress(report) = trial.session.scene().page else { panic!("no progress") };
    (report.share, report.complete, report.missing)
}

#[test]
fn everything_right_is_a_hundred_percent() {
    for name in crate::shelf::names() {
        for more_extra in [false, true] {
            let (course, _) = whole(name, more_extra);
            let mut trial = Trial::in_course(course);
            walk(&mut trial, &mut Said::new(), |desk| desk.task.body.solution());
            assert_eq!(score(&mut trial), (Some(Share::FULL), true, Vec::new()), "{name}");
        }
    }
}

#[test]
fn everything_wrong_is_nothing_and_each_wrong_answer_is_explained() {
    for name in crate::shelf::names() {
        let (course, tables) = whole(name, true);
        let steps: BTreeMap<&str, &toml::Table> = tables.values().flat_map(steps_of).collect();
        let mut said = Said::new();
        let mut plans: BTreeMap<StepId, Vec<Answer>> = BTreeMap::new();
        let mut run = 0;
        let mut runs = 1;
        while run < runs {
            let mut trial = Trial::in_course(Arc::clone(&course));
            walk(&mut trial, &mut said, |desk| {
                desk.task.body.solution()?;
                let step = step_of(&desk.place);
                let plan = plans
                    .entry(step.clone())
                    .or_insert_with(|| wrong_answers(&*desk.task.body, &desk.view, steps[step.as_str()]));
                runs = runs.max(plan.len());
                Some(plan.get(run).unwrap_or(&plan[0]).clone())
            });
            if run == 0 {
                let (share, complete, _) = score(&mut trial);
                assert_eq!((share, complete), (Some(Share::NONE), false), "{name}");
            }
            run += 1;
        }
        // What is said of right choices is said to those who make them.
        walk(&mut Trial::in_course(course), &mut said, |desk| desk.task.body.solution());
        let exercises = steps.iter().filter(|(_, step)| step.contains_key("kind")).map(|(id, _)| *id);
        let unseen: Vec<&str> = exercises.filter(|id| !said.contains_key(&StepId::from(*id))).collect();
        assert_eq!(unseen, Vec::<&str>::new(), "{name}");
        let mut missing = Vec::new();
        let mut all = 0;
        for (step, heard) in &said {
            let heard = plain(heard);
            for because in explanations(&toml::Value::Table(steps[step.as_str()].clone())) {
                all += 1;
                if !because.split(['{', '}']).step_by(2).all(|part| heard.contains(&plain(part))) {
                    missing.push(format!("{}: {because}", step.as_str()));
                }
            }
        }
        assert_eq!(missing, Vec::<String>::new(), "{} of {all}", missing.len());
        assert!(all > 1_000, "only {all}");
    }
}

fn steps_of(table: &toml::Table) -> Vec<(&str, &toml::Table)> {
    let steps = table.get("step").and_then(|steps| steps.as_array());
    let steps = steps.into_iter().flatten().filter_map(|step| step.as_table());
    steps.map(|step| (step["id"].as_str().unwrap(), step)).collect()
}

/// All that an author explains of single answers; a tile that lies fixed is never laid wrong.
fn explanations(value: &toml::Value) -> Vec<String> {
    match value {
        toml::Value::Table(table) => {
            let fixed = table.get("fixed").and_then(|fixed| fixed.as_array()).into_iter().flatten();
            let fixed: Vec<i64> = fixed.filter_map(|number| number.as_integer()).collect();
            let of_field = |(name, value): (&String, &toml::Value)| match (name.as_str(), value) {
                ("because" | "otherwise", toml::Value::String(text)) => vec![text.clone()],
                ("because", toml::Value::Array(texts)) => {
                    let loose = (1..).zip(texts).filter(|(number, _)| !fixed.contains(number));
                    loose.filter_map(|(_, text)| Some(text.as_str()?.to_owned())).collect()
                }
                (_, value) => explanations(value),
            };
            table.iter().flat_map(of_field).collect()
        }
        toml::Value::Array(list) => list.iter().flat_map(explanations).collect(),
        toml::Value::String(_)
        | toml::Value::Integer(_)
        | toml::Value::Float(_)
        | toml::Value::Boolean(_)
        | toml::Value::Datetime(_) => Vec::new(),
    }
}

/// Letters and digits only, without codes of sources; a linked term as it is read.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        out.push_str(&rest[..at]);
        let is_term = rest[at..].starts_with("[[");
        let close = if is_term { "]]" } else { "]" };
        let end = rest[at..].find(close).map_or(rest.len(), |end| at + end);
        if is_term {
            let inner = &rest[at + 2..end];
            out.push_str(inner.split_once('|').map_or(inner, |(_, words)| words));
        }
        rest = rest.get(end + close.len()..).unwrap_or_default();
    }
    out.push_str(rest);
    out.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Answers that bring out all that can be said of wrong ones; the first is worth nothing.
fn wrong_answers(body: &dyn Body, view: &View, raw: &toml::Table) -> Vec<Answer> {
    let candidates = match view {
        View::Choices { rows, many, .. } => {
            let solution = body.solution().unwrap();
            let Answer::Chosen(right) = solution else { panic!("no choice") };
            let wrong = rows.iter().map(|row| row.item).filter(|item| !right.contains(item));
            match many {
                true => vec![Answer::Chosen(wrong.collect())],
                false => wrong.map(|item| Answer::Chosen([item].into())).collect(),
            }
        }
        View::Sequence { rows } => turned(&rows.iter().map(|row| row.item).collect::<Vec<_>>())
            .into_iter()
            .map(Answer::Ordered)
            .collect(),
        View::Slots { slots, items, .. } => {
            let fixed: BTreeMap<Item, Slot> =
                items.iter().filter(|row| row.fixed).filter_map(|row| Some((row.item, row.slot?))).collect();
            let loose: Vec<Item> = items.iter().filter(|row| !row.fixed).map(|row| row.item).collect();
            let free: Vec<(Slot, bool)> = slots
                .iter()
                .filter(|row| !fixed.values().any(|slot| *slot == row.slot))
                .map(|row| (row.slot, row.room.is_none()))
                .collect();
            match free.iter().all(|(_, any)| *any) {
                true => in_groups(body, &loose, &free),
                false => turned(&loose)
                    .into_iter()
                    .map(|items| {
                        let placed = items.into_iter().zip(free.iter().map(|(slot, _)| *slot));
                        Answer::Placed(placed.chain(fixed.clone()).collect())
                    })
                    .collect(),
            }
        }
        View::Field(_) => {
            let wrong = raw.get("wrong").and_then(|wrong| wrong.as_array()).into_iter().flatten();
            let text = |entry: &toml::Value| match entry.get("number") {
                Some(toml::Value::Float(number)) => number.to_string(),
                Some(number) => number.as_integer().unwrap().to_string(),
                None => entry["text"].as_str().unwrap().to_owned(),
            };
            let nonsense = [NONSENSE.to_owned()];
            wrong.map(text).chain(nonsense).map(Answer::Written).collect()
        }
        View::Journey(_) => paths(body),
    };
    let worth = |answer: &Answer| body.grade(answer).unwrap().share;
    let first = candidates.iter().find(|answer| worth(answer) == Share::NONE);
    let first = first.unwrap_or_else(|| panic!("nothing is all wrong: {raw:?}"));
    let mut plan = vec![first.clone()];
    let mut known = remarked(body, first);
    for answer in &candidates {
        let said = remarked(body, answer);
        if worth(answer) != Share::FULL && !said.is_subset(&known) {
            known.extend(said);
            plan.push(answer.clone());
        }
    }
    plan
}

/// What is said of an answer, or of the choices on a way through a case.
fn remarked(body: &dyn Body, answer: &Answer) -> BTreeSet<String> {
    let sheet = Sheet { answer, seed: Seed(0), grade: None };
    if let View::Journey(journey) = body.view(&sheet) {
        return journey.decisions.iter().map(|made| made.because.words()).collect();
    }
    body.remarks(answer).iter().map(|remark| remark.text.words()).collect()
}

/// A list in many other orders, so that each item comes to each place.
fn turned(items: &[Item]) -> Vec<Vec<Item>> {
    let mut sorted = items.to_vec();
    sorted.sort_unstable();
    let mut orders = Vec::new();
    for reverse in [true, false] {
        let mut order = sorted.clone();
        if reverse {
            order.reverse();
        }
        for _ in 0..order.len() {
            orders.push(order.clone());
            order.rotate_left(1);
        }
    }
    orders
}

/// Each item in another group than its own; those that belong nowhere in each group in turn.
fn in_groups(body: &dyn Body, loose: &[Item], free: &[(Slot, bool)]) -> Vec<Answer> {
    let Some(Answer::Placed(home)) = body.solution() else { panic!("no groups") };
    let group = |item: &Item, turn: usize| {
        let own = home.get(item).and_then(|own| free.iter().position(|(slot, _)| slot == own));
        let own = own.unwrap_or_default();
        let turn = if home.contains_key(item) { turn } else { turn - 1 };
        free[(own + turn) % free.len()].0
    };
    (1..free.len())
        .map(|turn| Answer::Placed(loose.iter().map(|item| (*item, group(item, turn))).collect()))
        .collect()
}

/// All ways through a case.
fn paths(body: &dyn Body) -> Vec<Answer> {
    let mut open = vec![body.blank(Seed(0))];
    let mut ended = Vec::new();
    while let Some(answer) = open.pop() {
        if body.lack(&answer).is_none() {
            ended.push(answer);
            continue;
        }
        let View::Journey(journey) = body.view(&Sheet { answer: &answer, seed: Seed(0), grade: None }) else {
            panic!("no case")
        };
        open.extend(journey.rows.iter().map(|row| body.accept(&answer, &Input::Choose(row.item)).unwrap()));
    }
    ended
}
