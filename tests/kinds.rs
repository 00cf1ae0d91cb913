//! What every registered kind of exercise must do, walked over the table of kinds.

use std::collections::BTreeSet;

use curricle::exercise::{
    Answer, Body, COMMON_FIELDS, Edition, Input, Item, KINDS, Kind, Layout, MAX_WRITTEN, Piece, Seed, Share,
    Sheet, Slot, Task, View, kind_named,
};
use curricle::source::{Complaints, Fields, Figures, Node, Notes, Sources, Value, parse};

/// What reading a step gave: the task, the fields it asked for, complaints with `line:column` first.
struct Reading {
    task: Option<Task>,
    asked: BTreeSet<&'static str>,
    said: Vec<String>,
}

fn read(text: &str) -> Reading {
    let mut sources = Sources::default();
    let file = sources.add("step", text);
    let figures = Figures::default();
    let mut notes = Notes::new(&figures);
    let mut complaints = Complaints::default();
    let document = parse(file, text, &mut complaints);
    let mut asked = BTreeSet::new();
    let task = step(&document).and_then(|step| {
        Fields::read(step, &mut notes, |fields| {
            fields.id("id");
            fields.line("title");
            let task = Task::read(fields, Edition(step.fingerprint(&[])));
            asked.extend(fields.asked().iter().copied());
            task
        })
    });
    complaints.append(&mut notes.complaints);
    let said = complaints.iter().map(|complaint| {
        let place = sources.locate(complaint.span);
        let help = complaint.help.as_deref().unwrap_or("");
        format!("{}:{}: {} {help}", place.line, place.column, complaint.message)
    });
    Reading { task, asked, said: said.collect() }
}

/// The first step of a document, whether written as `[[step]]` or otherwise.
fn step(document: &Node) -> Option<&Node> {
    let Value::Table(table) = &document.value else { return None };
    match table.get("step").map(|node| &node.value) {
        Some(Value::List(steps)) => steps.first(),
        _ => None,
    }
}

fn example(kind: &Kind) -> Task {
    let Reading { task: Some(task), .. } = read(kind.example) else { panic!("{}: no task", kind.name) };
    task
}

fn view(body: &dyn Body, answer: &Answer, seed: u64) -> View {
    let grade = body.grade(answer);
    body.view(&Sheet { answer, seed: Seed(seed), grade: grade.as_ref() })
}

#[test]
fn names_are_unique_and_found() {
    let names: BTreeSet<_> = KINDS.iter().map(|kind| kind.name).collect();
    assert_eq!(names.len(), KINDS.len());
    assert!(KINDS.iter().all(|kind| kind_named(kind.name).is_some_and(|found| found.name == kind.name)));
}

#[test]
fn every_example_reads_without_complaint() {
    for kind in KINDS {
        let reading = read(kind.example);
        assert!(reading.said.is_empty(), "{}: {:#?}", kind.name, reading.said);
        assert_eq!(reading.task.unwrap().kind, kind.name);
    }
}

#[test]
fn what_is_documented_is_what_is_read() {
    for kind in KINDS {
        let documented = COMMON_FIELDS.iter().chain(kind.fields).map(|field| field.name);
        let names: Vec<_> = documented.collect();
        let unique: BTreeSet<_> = names.iter().copied().collect();
        assert_eq!(unique.len(), names.len(), "{}: a field is documented twice", kind.name);
        assert_eq!(read(kind.example).asked, unique, "{}", kind.name);
    }
}

#[test]
fn needed_fields_are_documented_as_needed() {
    for kind in KINDS {
        for field in kind.fields.iter().filter(|field| field.help.starts_with("Needed.")) {
            let text =
                kind.example.replace(&format!("\n{} = ", field.name), &format!("\nzzz-{} = ", field.name));
            let text = text.replace(&format!("step.{}]]", field.name), &format!("step.zzz-{}]]", field.name));
            let said = read(&text).said;
            let missing = format!("The field `{}` is missing.", field.name);
            assert!(said.iter().any(|line| line.contains(&missing)), "{}: {said:#?}", kind.name);
        }
    }
}

#[test]
fn a_misspelt_field_is_pointed_at_exactly() {
    for kind in KINDS {
        let mut tried = 0;
        // Without its kind nobody knows what a step's other fields mean.
        for field in COMMON_FIELDS.iter().chain(kind.fields).filter(|field| field.name != "kind") {
            for (index, line) in kind.example.lines().enumerate() {
                if !line.starts_with(&format!("{} = ", field.name)) {
                    continue;
                }
                let wrong = format!("{}x", field.name);
                let mut lines: Vec<_> = kind.example.lines().map(str::to_owned).collect();
                lines[index] = line.replacen(field.name, &wrong, 1);
                let said = read(&lines.join("\n")).said;
                let pointed = format!("{}:1: There is no field `{wrong}` here.", index + 1);
                assert!(said.iter().any(|line| line.starts_with(&pointed)), "{}: {said:#?}", kind.name);
                tried += 1;
            }
        }
        assert!(tried > 4, "{}: only {tried} fields tried", kind.name);
    }
}

#[test]
fn a_misspelt_field_inside_a_table_is_pointed_at_exactly() {
    for kind in KINDS {
        for name in ["text", "because", "left", "name", "full", "by", "spoken"] {
            for (index, line) in kind.example.lines().enumerate() {
                let Some(at) = line.find(&format!("{{ {name} = ")).map(|at| at + 2) else { continue };
                let mut lines: Vec<_> = kind.example.lines().map(str::to_owned).collect();
                lines[index].insert(at + name.len(), 'x');
                let said = read(&lines.join("\n")).said;
                let column = line[..at].chars().count() + 1;
                let pointed = format!("{}:{column}: There is no field `{name}x` here.", index + 1);
                let helped = format!("Did you mean `{name}`?");
                assert!(
                    said.iter().any(|line| line.starts_with(&pointed) && line.ends_with(&helped)),
                    "{}: {pointed} {said:#?}",
                    kind.name
                );
            }
        }
    }
}

#[test]
fn the_solution_gets_full_marks_and_needs_no_more_words() {
    for kind in KINDS {
        let body = example(kind).body;
        let Some(solution) = body.solution() else { continue };
        assert!(body.fits(&solution), "{}", kind.name);
        assert_eq!(body.lack(&solution), None, "{}", kind.name);
        assert!(body.grade(&solution).unwrap().is_full(), "{}", kind.name);
        assert!(body.remarks(&solution).iter().all(|remark| remark.right), "{}", kind.name);
    }
}

#[test]
fn kinds_that_no_machine_grades_bring_a_rubric_or_a_thread() {
    for kind in KINDS {
        let body = example(kind).body;
        let judged_by_people = body.essay().is_some() || body.thread().is_some();
        assert_eq!(body.solution().is_none(), judged_by_people, "{}", kind.name);
        assert_eq!(body.grade(&body.blank(Seed(1))).is_none(), judged_by_people, "{}", kind.name);
        assert!(!body.rules().is_empty(), "{}", kind.name);
    }
}

#[test]
fn a_fresh_desk_fits_and_is_never_full_marks() {
    for kind in KINDS {
        let body = example(kind).body;
        for seed in 0..300 {
            let blank = body.blank(Seed(seed));
            assert!(body.fits(&blank), "{}", kind.name);
            assert!(!body.grade(&blank).is_some_and(|grade| grade.is_full()), "{} {seed}", kind.name);
            assert_eq!(blank, body.blank(Seed(seed)), "{}", kind.name);
            assert_eq!(view(&*body, &blank, seed), view(&*body, &blank, seed), "{}", kind.name);
        }
    }
}

#[test]
fn an_answer_of_another_gesture_never_fits() {
    let shapes = [
        Answer::Chosen(BTreeSet::from([Item(900)])),
        Answer::Ordered(vec![Item(900)]),
        Answer::Placed([(Item(900), Slot(900))].into()),
    ];
    for kind in KINDS {
        let body = example(kind).body;
        let blank = body.blank(Seed(1));
        for shape in &shapes {
            assert!(!body.fits(shape), "{} {shape:?}", kind.name);
            body.grade(shape);
            body.lack(shape);
            body.remarks(shape);
            view(&*body, shape, 1);
        }
        let other = match blank {
            Answer::Written(_) => Answer::Ordered(Vec::new()),
            Answer::Chosen(_) | Answer::Ordered(_) | Answer::Placed(_) => Answer::Written(String::new()),
        };
        assert!(!body.fits(&other), "{}", kind.name);
        assert!(body.accept(&other, &Input::Choose(Item(0))).is_err(), "{}", kind.name);
    }
}

/// Small numbers that look random and are the same at every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u16) -> u16 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(limit)) as u16
    }

    fn input(&mut self) -> Input {
        // Mostly sensible numbers, sometimes far outside.
        let number = match self.below(20) {
            0 => u16::MAX,
            _ => self.below(6),
        };
        let item = Item(number);
        match self.below(6) {
            0 => Input::Choose(item),
            1 => Input::Move {
                item,
                to: if self.below(30) == 0 { usize::MAX } else { usize::from(self.below(4)) },
            },
            2 | 3 => Input::Place { item, slot: Slot(self.below(5)) },
            4 => Input::Lift(item),
            _ => Input::Write(self.words()),
        }
    }

    fn words(&mut self) -> String {
        const PIECES: [&str; 12] =
            ["6", "1,000", "e\u{301}", "世界", " ", "\n", "\u{1b}[2J", "\u{202e}", "%", "-", "word ", "👩‍👩‍👧"];
        if self.below(200) == 0 {
            return "x".repeat(MAX_WRITTEN + usize::from(self.below(3)));
        }
        (0..self.below(12)).map(|_| PIECES[usize::from(self.below(12))]).collect()
    }
}

#[test]
fn no_inputs_break_an_exercise() {
    for kind in KINDS {
        let body = example(kind).body;
        let mut dice = Dice(7);
        let mut answer = body.blank(Seed(7));
        let mut changed = 0;
        for round in 0..2_000u64 {
            if body.starts_over() && body.lack(&answer).is_none() {
                answer = body.blank(Seed(round));
            }
            let Ok(next) = body.accept(&answer, &dice.input()) else { continue };
            changed += usize::from(next != answer);
            answer = next;
            assert!(body.fits(&answer), "{} {answer:?}", kind.name);
            let grade = body.grade(&answer);
            assert!(grade.as_ref().is_none_or(|grade| grade.share <= Share::FULL), "{}", kind.name);
            body.lack(&answer);
            body.remarks(&answer);
            view(&*body, &answer, round);
        }
        assert!(changed > 50, "{}: only {changed} changes", kind.name);
    }
}

/// The items a view shows, each once, whatever it is made of.
fn items(view: &View) -> Vec<Item> {
    match view {
        View::Choices { rows, .. } | View::Sequence { rows } | View::Slots { items: rows, .. } => {
            rows.iter().map(|row| row.item).collect()
        }
        View::Journey(journey) => journey.rows.iter().map(|row| row.item).collect(),
        View::Field(_) => Vec::new(),
    }
}

/// Inputs a learner could give who sees only `view` and wants `wanted`.
fn inputs(view: &View, wanted: &Answer) -> Vec<Input> {
    match (view, wanted) {
        (View::Choices { rows, .. }, Answer::Chosen(chosen)) => rows
            .iter()
            .filter(|row| row.chosen != chosen.contains(&row.item))
            .map(|row| Input::Choose(row.item))
            .collect(),
        (View::Sequence { rows }, Answer::Ordered(order)) => {
            let shown: Vec<_> = rows.iter().map(|row| row.item).collect();
            let wanted = order.iter().enumerate().filter(|(_, item)| shown.contains(item));
            wanted.map(|(to, item)| Input::Move { item: *item, to }).collect()
        }
        (View::Slots { slots, items, .. }, Answer::Placed(placed)) => items
            .iter()
            .filter(|row| !row.fixed)
            .filter_map(|row| {
                let slot = placed.get(&row.item)?;
                let shown = slots.iter().find(|shown| shown.slot == *slot)?;
                Some(Input::Place { item: row.item, slot: shown.slot })
            })
            .collect(),
        (View::Journey(journey), Answer::Chosen(chosen)) => {
            let open = journey.rows.iter().map(|row| row.item);
            open.filter(|item| chosen.contains(item)).map(Input::Choose).collect()
        }
        (View::Field(_), Answer::Written(words)) => vec![Input::Write(words.clone())],
        (_, _) => panic!("view and answer are of different gestures"),
    }
}

#[test]
fn who_sees_only_the_view_can_reach_the_solution() {
    for kind in KINDS {
        let body = example(kind).body;
        let wanted =
            body.solution().unwrap_or_else(|| Answer::Written("word ".repeat(300).trim().to_owned()));
        for seed in 0..20 {
            let mut answer = body.blank(Seed(seed));
            // A journey shows one scene after the other; all else is done after one look.
            for _ in 0..10 {
                for input in inputs(&view(&*body, &answer, seed), &wanted) {
                    answer = body.accept(&answer, &input).unwrap();
                }
                if !body.starts_over() {
                    break;
                }
            }
            assert_eq!(answer, wanted, "{}", kind.name);
        }
    }
}

#[test]
fn rows_stay_where_they_are_as_one_works_and_differ_between_learners() {
    for kind in KINDS {
        let body = example(kind).body;
        let Some(solution) = body.solution() else { continue };
        let order = |answer: &Answer, seed: u64| items(&view(&*body, answer, seed));
        let mut orders = BTreeSet::new();
        for seed in 0..50 {
            let blank = body.blank(Seed(seed));
            orders.insert(order(&blank, seed));
            match blank {
                // In a sequence the rows are the work itself, and in a journey each scene has its own.
                Answer::Ordered(_) => {}
                Answer::Chosen(_) if body.starts_over() => {}
                Answer::Chosen(_) | Answer::Placed(_) | Answer::Written(_) => {
                    assert_eq!(order(&blank, seed), order(&solution, seed), "{}", kind.name);
                }
            }
        }
        let rows = order(&body.blank(Seed(1)), 1).len();
        assert!(orders.len() > 3 || rows < 3, "{}: only {} orders", kind.name, orders.len());
    }
}

#[test]
fn every_item_is_shown_once_and_can_be_worked_with() {
    for kind in KINDS {
        let body = example(kind).body;
        let blank = body.blank(Seed(3));
        let shown = view(&*body, &blank, 3);
        let items = items(&shown);
        let numbers: BTreeSet<u16> = items.iter().map(|item| item.0).collect();
        assert_eq!(numbers, (0..items.len() as u16).collect(), "{}", kind.name);
        for item in items {
            let tried: Vec<Input> = match &shown {
                View::Choices { .. } | View::Journey(_) => vec![Input::Choose(item)],
                View::Sequence { rows } => (0..rows.len()).map(|to| Input::Move { item, to }).collect(),
                View::Slots { slots, .. } => {
                    slots.iter().map(|slot| Input::Place { item, slot: slot.slot }).collect()
                }
                View::Field(_) => Vec::new(),
            };
            let reached = tried.iter().filter(|input| body.accept(&blank, input).is_ok()).count();
            let fixed = matches!(&shown, View::Slots { items, .. }
                if items.iter().any(|row| row.item == item && row.fixed));
            assert_eq!(reached == 0, fixed, "{} {item:?}", kind.name);
        }
    }
}

#[test]
fn slots_have_labels_and_a_layout_has_each_slot_once() {
    for kind in KINDS {
        let body = example(kind).body;
        let View::Slots { layout, slots, items } = view(&*body, &body.blank(Seed(3)), 3) else { continue };
        let labels: BTreeSet<_> = slots.iter().map(|slot| slot.label.as_str()).collect();
        assert_eq!(labels.len(), slots.len(), "{}", kind.name);
        match layout {
            Layout::Pairs => assert!(slots.iter().all(|slot| slot.room == Some(1))),
            Layout::Groups => assert!(slots.iter().all(|slot| slot.room.is_none())),
            Layout::Text(paragraphs) => {
                let gaps: BTreeSet<_> = paragraphs
                    .iter()
                    .flatten()
                    .filter_map(|piece| match piece {
                        Piece::Gap(slot) => Some(*slot),
                        Piece::Words(_) => None,
                    })
                    .collect();
                assert_eq!(gaps, slots.iter().map(|slot| slot.slot).collect());
            }
            Layout::Grid { columns, width, height } => {
                assert_eq!(slots.len() % columns, 0);
                for picture in items.iter().map(|item| item.picture.as_ref().unwrap()) {
                    assert_eq!(picture.len(), height);
                    assert!(picture.iter().all(|row| curricle::text::width(row) == width), "{picture:?}");
                }
            }
        }
    }
}

#[test]
fn hostile_values_only_lead_to_complaints() {
    let long = format!("\"{}\"", "世\u{301}".repeat(12_000));
    let tables = format!("[{}]", "{ text = 'a', because = 'b' },".repeat(1_000));
    let deep = format!("{}{}", "[".repeat(60), "]".repeat(60));
    let values = [
        "[]",
        "[[]]",
        "[{}]",
        "{}",
        "''",
        "' '",
        "0",
        "-1",
        "9223372036854775807",
        "-9223372036854775808",
        "nan",
        "-inf",
        "1e308",
        "true",
        "1979-05-27",
        "[1, 'a', {}]",
        "\"\\u0301\"",
        "\"\\u200b\"",
        "['\u{301}']",
        "\"\"\"\n\n\n\"\"\"",
        "'____'",
        "'__1__'",
        "'\t'",
        "\"\\u001b\\u202e\"",
        "['a', 'a']",
        "[{ text = 'a', because = 'b' }]",
        "[{ picture = '\u{301}', spoken = 'x' }, { picture = 'y', spoken = 'x' }]",
        "[1, 1]",
        "[5000, 1]",
        &long,
        &tables,
        &deep,
    ];
    for kind in KINDS {
        let starts: Vec<(usize, &str)> = kind
            .fields
            .iter()
            .flat_map(|field| {
                let lines = kind.example.lines().enumerate();
                let found = lines.filter(|(_, line)| line.starts_with(&format!("{} = ", field.name)));
                found.map(|(index, _)| (index, field.name))
            })
            .collect();
        for value in values {
            // Each field of the example in turn gets the value; then fields that the example lacks.
            for (line, name) in &starts {
                probe(kind, &replaced(kind.example, *line, name, value));
            }
            for field in kind.fields {
                let at = kind.example.find("\nprompt = ").unwrap();
                let (head, tail) = kind.example.split_at(at);
                probe(kind, &format!("{head}\n{} = {value}{tail}", field.name));
            }
        }
    }
}

/// The example with the value of one field replaced, over as many lines as it takes.
fn replaced(example: &str, line: usize, name: &str, value: &str) -> String {
    let lines: Vec<&str> = example.lines().collect();
    let own =
        |line: &str| line.split_once(" = ").is_some_and(|(key, _)| !key.contains([' ', '{', '"', '+', '|']));
    let rest = lines[line + 1..].iter().position(|line| own(line) || line.starts_with("[[step"));
    let rest = rest.map_or(lines.len(), |rest| line + 1 + rest);
    format!("{}\n{name} = {value}\n{}\n", lines[..line].join("\n"), lines[rest..].join("\n"))
}

/// Whatever is read must not panic, and a body that comes out must be safe to work with.
fn probe(kind: &Kind, text: &str) {
    let reading = read(text);
    let Some(task) = reading.task else {
        assert!(!reading.said.is_empty(), "{}: refused without a word: {text:.2000}", kind.name);
        return;
    };
    let body = task.body;
    let mut dice = Dice(11);
    let mut answer = body.blank(Seed(5));
    for _ in 0..20 {
        assert!(body.fits(&answer), "{}: {text:.2000}", kind.name);
        body.grade(&answer);
        body.lack(&answer);
        body.remarks(&answer);
        body.rules();
        view(&*body, &answer, 5);
        if let Ok(next) = body.accept(&answer, &dice.input()) {
            answer = next;
        }
    }
    if let Some(solution) = body.solution() {
        body.grade(&solution);
    }
}
