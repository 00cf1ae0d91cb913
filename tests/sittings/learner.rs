//! Somebody who works through the course by keys, whatever stands in it.
//!
//! The right answers are taken from the course; where to press is seen on the
//! picture. So the sittings stay whole when authors change the lessons.

use curricle::course::LessonId;
use curricle::exercise::{Answer, Item, Layout, Piece, Slot, SlotRow, View};
use curricle::session::{Can, Page};

use super::recorder::{Action, Recorder};

/// What a page is, without a hold on the recorder.
enum Sight {
    Reading,
    Gate { can_start: bool, taken: usize },
    Exercise(Box<Desk>),
    Other,
}

struct Desk {
    view: View,
    solution: Option<Answer>,
    can: Can,
    /// Posts and replies that a discussion still wants.
    lacks: Option<(usize, usize)>,
}

fn sight(recorder: &Recorder<'_>) -> Sight {
    recorder.scene(|scene| match &scene.page {
        Page::Reading(_) => Sight::Reading,
        Page::Gate(gate) => Sight::Gate { can_start: gate.can_start, taken: gate.rounds.len() },
        Page::Exercise(desk) => {
            let lacks = desk.thread.as_ref().map(|thread| {
                let (posts, replies) = (thread.thread.posts, thread.thread.replies);
                (posts.saturating_sub(thread.posted), replies.saturating_sub(thread.replied))
            });
            Sight::Exercise(Box::new(Desk {
                view: desk.view.clone(),
                solution: desk.task.body.solution(),
                can: desk.can,
                lacks,
            }))
        }
        Page::Tour
        | Page::Contents(_)
        | Page::Progress(_)
        | Page::Certificate(_)
        | Page::Search(_)
        | Page::Glossary(_)
        | Page::Sources(_)
        | Page::Notes(_)
        | Page::Class(_)
        | Page::Review(_) => Sight::Other,
    })
}

fn desk(recorder: &Recorder<'_>) -> Desk {
    match sight(recorder) {
        Sight::Exercise(desk) => *desk,
        Sight::Reading | Sight::Gate { .. } | Sight::Other => {
            panic!("there is no exercise:\n{}", recorder.shown())
        }
    }
}

/// The lesson and the title of the step.
fn place(recorder: &Recorder<'_>) -> Option<(LessonId, String, usize)> {
    recorder.scene(|scene| {
        let crumb = scene.crumb.as_ref()?;
        Some((crumb.lesson.id.clone(), crumb.title.to_owned(), crumb.number))
    })
}

/// Solves the exercise and hands it in.
pub fn solve(recorder: &mut Recorder<'_>) {
    let at = desk(recorder);
    match at.solution {
        Some(solution) => hand_in(recorder, &solution),
        None => write_at_length(recorder),
    }
    recorder.pause(2_000);
}

/// Answers wrongly, then solves it.
pub fn try_twice(recorder: &mut Recorder<'_>) {
    let at = desk(recorder);
    let solution = at.solution.expect("a solution");
    hand_in(recorder, &wrong(&at.view, &solution));
    recorder.pause(2_000);
    assert!(desk(recorder).can.retry, "no second try:\n{}", recorder.shown());
    recorder.keys(Action::Check, "r");
    solve(recorder);
}

/// Reads a text up to the next step.
pub fn read(recorder: &mut Recorder<'_>) {
    let here = place(recorder);
    for _ in 0..60 {
        recorder.pause(5_000);
        recorder.keys(Action::Page, "space");
        if place(recorder) != here {
            return;
        }
    }
    panic!("the text has no end:\n{}", recorder.shown());
}

/// Takes the lesson that is open.
pub fn take_lesson(recorder: &mut Recorder<'_>) {
    let (lesson, ..) = place(recorder).expect("a lesson");
    attend(recorder, &[lesson]);
}

/// Takes lessons one after the other, as long as it is one of these.
pub fn attend(recorder: &mut Recorder<'_>, lessons: &[LessonId]) {
    for _ in 0..400 {
        let here = place(recorder);
        if !here.as_ref().is_some_and(|(lesson, ..)| lessons.contains(lesson)) {
            return;
        }
        match sight(recorder) {
            Sight::Reading => read(recorder),
            Sight::Gate { can_start: true, taken: 0 } => recorder.keys(Action::Screen, "enter"),
            Sight::Gate { .. } | Sight::Other => return,
            Sight::Exercise(desk) => {
                if desk.can.work {
                    solve(recorder);
                }
                recorder.keys(Action::Screen, "ctrl-n");
            }
        }
        assert!(place(recorder) != here, "no way on:\n{}", recorder.shown());
    }
    panic!("the lessons have no end:\n{}", recorder.shown());
}

fn hand_in(recorder: &mut Recorder<'_>, answer: &Answer) {
    match answer {
        Answer::Chosen(items) => choose(recorder, &items.iter().copied().collect::<Vec<_>>()),
        Answer::Ordered(items) => order(recorder, items),
        Answer::Placed(places) => {
            for (item, slot) in places {
                put(recorder, *item, *slot);
            }
        }
        Answer::Written(words) => write(recorder, words),
    }
    recorder.keys(Action::Check, "ctrl-s");
}

/// An answer that is complete and not right.
fn wrong(view: &View, solution: &Answer) -> Answer {
    match (solution, view) {
        (Answer::Chosen(right), View::Choices { rows, .. }) => {
            let other = rows.iter().map(|row| row.item).find(|item| !right.contains(item));
            Answer::Chosen(other.into_iter().collect())
        }
        (Answer::Ordered(items), _) => {
            let mut items = items.clone();
            items.swap(0, 1);
            Answer::Ordered(items)
        }
        (Answer::Placed(places), View::Slots { items, .. }) => {
            let mut places = places.clone();
            let free = |item: &Item| items.iter().any(|row| row.item == *item && !row.fixed);
            let moved: Vec<(Item, Slot)> =
                places.iter().filter(|(item, _)| free(item)).map(|(item, slot)| (*item, *slot)).collect();
            let (one, at) = moved[0];
            let (other, there) = *moved.iter().find(|(_, slot)| *slot != at).expect("two slots");
            places.insert(one, there);
            places.insert(other, at);
            Answer::Placed(places)
        }
        (Answer::Written(words), _) => {
            Answer::Written(if words.parse::<f64>().is_ok() { "1" } else { "a guess" }.to_owned())
        }
        (Answer::Chosen(_) | Answer::Placed(_), _) => panic!("an answer of another gesture"),
    }
}

fn choose(recorder: &mut Recorder<'_>, wanted: &[Item]) {
    let rows = match desk(recorder).view {
        View::Choices { rows, .. } => rows,
        View::Journey(journey) => {
            // Each choice opens the next scene.
            if let Some(row) = journey.rows.iter().position(|row| wanted.contains(&row.item)) {
                recorder.keys(Action::Tick, &(row + 1).to_string());
                choose(recorder, wanted);
            }
            return;
        }
        View::Sequence { .. } | View::Slots { .. } | View::Field(_) => panic!("no choice"),
    };
    go_to_row(recorder, rows.len());
    for (index, row) in rows.iter().enumerate().rev() {
        if row.chosen != wanted.contains(&row.item) {
            let single = wanted.len() == 1 && row.chosen;
            if !single {
                go_to_row(recorder, index + 1);
                recorder.keys(Action::Tick, "space");
            }
        }
    }
}

/// Moves the marker to a numbered row, from row to row.
fn go_to_row(recorder: &mut Recorder<'_>, number: usize) {
    for _ in 0..60 {
        let marked = recorder.marked().and_then(|words| {
            let digits: String = words.chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<usize>().ok()
        });
        match marked {
            Some(at) if at == number => return,
            Some(at) if at > number => recorder.keys(Action::Marker, "up"),
            Some(_) => recorder.keys(Action::Marker, "down"),
            None if recorder.marked().is_some() => recorder.keys(Action::Marker, "up"),
            None => recorder.keys(Action::Line, "down"),
        }
    }
    panic!("no way to row {number}:\n{}", recorder.shown());
}

fn order(recorder: &mut Recorder<'_>, wanted: &[Item]) {
    for (to, item) in wanted.iter().enumerate() {
        let View::Sequence { rows } = desk(recorder).view else { panic!("no order") };
        let from = rows.iter().position(|row| row.item == *item).expect("the item");
        if from == to {
            continue;
        }
        go_to_row(recorder, from + 1);
        recorder.keys(Action::Lift, "space");
        for _ in to..from {
            recorder.keys(Action::Carry, "up");
        }
        recorder.keys(Action::Lift, "space");
    }
}

/// Puts an item into a slot, if it does not lie there.
fn put(recorder: &mut Recorder<'_>, item: Item, slot: Slot) {
    let View::Slots { layout, slots, items } = desk(recorder).view else { panic!("nothing to place") };
    let index = items.iter().position(|row| row.item == item).expect("the item");
    let row = &items[index];
    if row.fixed || row.slot == Some(slot) {
        return;
    }
    match row.slot {
        None if index < 9 => recorder.keys(Action::Lift, &(index + 1).to_string()),
        None => {
            if let Layout::Grid { .. } = layout {
                let tile = format!("> {} ", index + 1);
                walk(recorder, &layout, slots.len() + items.len(), |recorder| {
                    recorder.shown().contains(&tile)
                });
            } else {
                go_to_row(recorder, index + 1);
            }
            recorder.keys(Action::Lift, "space");
        }
        Some(from) => {
            if let Layout::Text(paragraphs) = &layout {
                recorder.keys(Action::Marker, "home");
                step_over_gaps(recorder, &gaps(paragraphs), None, from);
            } else {
                let item = format!("- {}", row.text);
                walk(recorder, &layout, slots.len() + items.len(), |recorder| match layout {
                    Layout::Groups => recorder.marked().is_some_and(|words| stands(&words, &item)),
                    Layout::Pairs | Layout::Text(_) | Layout::Grid { .. } => at_slot(recorder, &slots, from),
                });
            }
            recorder.keys(Action::Lift, "space");
        }
    }
    if let Layout::Text(paragraphs) = &layout {
        let free = |at: &&SlotRow| items.iter().all(|row| row.slot != Some(at.slot));
        let marked = row.slot.or(slots.iter().find(free).or(slots.first()).map(|at| at.slot));
        step_over_gaps(recorder, &gaps(paragraphs), marked, slot);
    } else {
        walk(recorder, &layout, slots.len() + items.len(), |recorder| at_slot(recorder, &slots, slot));
    }
    recorder.keys(Action::Place, "space");
    let View::Slots { items, .. } = desk(recorder).view else { panic!("nothing to place") };
    let lies = items.iter().any(|row| row.item == item && row.slot == Some(slot));
    assert!(lies, "it does not lie there:\n{}", recorder.shown());
}

/// The gaps of a text in the order of reading.
fn gaps(paragraphs: &[Vec<Piece>]) -> Vec<Slot> {
    let pieces = paragraphs.iter().flatten();
    pieces.filter_map(|piece| if let Piece::Gap(slot) = piece { Some(*slot) } else { None }).collect()
}

/// Moves the marker from a gap, or from the first one, to another.
fn step_over_gaps(recorder: &mut Recorder<'_>, gaps: &[Slot], from: Option<Slot>, to: Slot) {
    let at = |slot: Slot| gaps.iter().position(|gap| *gap == slot).expect("a gap");
    let (from, to) = (from.map_or(0, at), at(to));
    recorder.keys(Action::Marker, &"right ".repeat(to.saturating_sub(from)));
    recorder.keys(Action::Marker, &"left ".repeat(from.saturating_sub(to)));
}

/// Moves the marker by arrows over the targets until it is there.
fn walk(recorder: &mut Recorder<'_>, layout: &Layout, count: usize, there: impl Fn(&Recorder<'_>) -> bool) {
    let (action, keys) = match layout {
        Layout::Grid { .. } => (Action::Tile, ["shift-tab", "tab"]),
        Layout::Pairs | Layout::Groups | Layout::Text(_) => (Action::Marker, ["up", "down"]),
    };
    for key in keys {
        for _ in 0..count + 40 {
            if there(recorder) {
                return;
            }
            let before = recorder.shown();
            recorder.keys(action, key);
            if recorder.shown() == before {
                break;
            }
        }
    }
    panic!("no way to the slot:\n{}", recorder.shown());
}

/// True if the marker is at a slot: by the words behind it, or by what is said at the foot.
fn at_slot(recorder: &Recorder<'_>, slots: &[SlotRow], slot: Slot) -> bool {
    let label = slots.iter().find(|row| row.slot == slot).map(|row| row.label.clone()).expect("a label");
    let foot = recorder.foot();
    let said = foot.contains(&format!(" {label} "));
    said || recorder.marked().is_some_and(|words| stands(&words, &format!("{label}:")))
}

/// True if a row begins with words, or with as many of them as a row takes.
fn stands(row: &str, words: &str) -> bool {
    let row = row.trim();
    !row.is_empty() && (row.starts_with(words) || (row.len() > 30 && words.starts_with(row)))
}

fn to_field(recorder: &mut Recorder<'_>) {
    for _ in 0..80 {
        if recorder.writes() {
            return;
        }
        recorder.keys(Action::Line, "down");
    }
    panic!("there is no field:\n{}", recorder.shown());
}

fn write(recorder: &mut Recorder<'_>, words: &str) {
    to_field(recorder);
    let View::Field(field) = desk(recorder).view else { panic!("no field") };
    recorder.keys(Action::Mend, &"backspace ".repeat(field.text.chars().count()));
    recorder.type_in(Action::Letter, words);
}

/// Writes as many words as an essay or a post wants, and hands them in.
fn write_at_length(recorder: &mut Recorder<'_>) {
    for _ in 0..5 {
        let at = desk(recorder);
        if !at.can.work || at.lacks == Some((0, 0)) {
            return;
        }
        if at.lacks.is_some_and(|(posts, replies)| replies > 0 && posts <= replies) {
            recorder.keys(Action::Page, "home");
            for _ in 0..20 {
                if recorder.marked().is_some_and(|words| words.starts_with("Reply ]")) {
                    break;
                }
                recorder.keys(Action::Marker, "tab");
            }
            recorder.keys(Action::Check, "enter");
        }
        to_field(recorder);
        let View::Field(field) = desk(recorder).view else { panic!("no field") };
        let wanted = field.words.map_or(30, |range| range.least);
        recorder.type_in(Action::Letter, &essay(wanted));
        recorder.pause(2_000);
        recorder.keys(Action::Check, "ctrl-s");
        recorder.pause(2_000);
        if at.lacks.is_none() {
            return;
        }
    }
}

/// A text of so many words.
pub fn essay(words: usize) -> String {
    const SENTENCES: [&str; 6] = [
        "The review is late, and nobody is surprised.",
        "We ask the focal point for a date and keep the answer with our notes.",
        "What we know about services for victims can be said without a name.",
        "Two pages that somebody reads are better than forty that nobody opens.",
        "If no answer comes within a month, we write to the ministry once more.",
        "A claim needs a source, and a source needs a date.",
    ];
    let mut text = String::new();
    let mut count = 0;
    for (index, sentence) in SENTENCES.iter().cycle().enumerate() {
        if count >= words {
            break;
        }
        if index > 0 {
            text.push_str(if index % 5 == 0 { "\n\n" } else { " " });
        }
        text.push_str(sentence);
        count += sentence.split(' ').count();
    }
    text
}
