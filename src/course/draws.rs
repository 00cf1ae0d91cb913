//! Whether every quiz and test has the questions that it draws.

use std::collections::BTreeMap;

use super::lesson::ReadLesson;
use super::{Draw, Role};
use crate::source::{Complaint, Complaints, nearest};

/// Complains about lessons that draw more than there is, or from where nothing is.
pub(super) fn check_draws(lessons: &[ReadLesson], complaints: &mut Complaints) {
    let mut at = BTreeMap::new();
    for (place, read) in lessons.iter().enumerate() {
        at.entry(&read.lesson.id).or_insert(place);
    }
    let bank_of = |place: usize| -> Option<usize> {
        let draw = lessons.get(place)?.lesson.role.draw()?;
        at.get(&draw.bank).copied()
    };
    for (here, read) in lessons.iter().enumerate() {
        let Some(draw) = read.lesson.role.draw() else { continue };
        let Some(bank) = bank_of(here) else {
            let names = lessons.iter().map(|other| other.lesson.id.as_str());
            complaints.push(no_bank(read, draw, names));
            continue;
        };
        let own = draw.bank == read.lesson.id;
        if !own && !read.lesson.steps.is_empty() {
            let message = format!("This lesson draws from `{}`; it cannot have steps of its own.", draw.bank);
            complaints.push(Complaint::new(read.bank, message));
        }
        let has_its_own = |place: usize| bank_of(place) == Some(place);
        let questions = &lessons[bank].lesson;
        if questions.role == Role::Learn {
            let message = format!("The lesson `{}` is no bank of questions.", draw.bank);
            complaints.push(Complaint::new(read.bank, message).help("Draw from a quiz or a pre-test."));
        } else if own || has_its_own(bank) {
            if questions.steps.len() < draw.count {
                let message =
                    format!("{} questions cannot be drawn from {}.", draw.count, questions.steps.len());
                complaints.push(Complaint::new(read.draw, message).help("Add questions, or draw fewer."));
            }
        } else {
            let way = way_of(here, bank_of);
            complaints.extend(on_the_way(lessons, &way, has_its_own));
        }
    }
}

fn no_bank<'a>(read: &ReadLesson, draw: &Draw, names: impl Iterator<Item = &'a str>) -> Complaint {
    let message = format!("There is no lesson `{}` to draw questions from.", draw.bank);
    let mut complaint = Complaint::new(read.bank, message);
    complaint.help = nearest(draw.bank.as_str(), names).map(|near| format!("Did you mean `{near}`?"));
    complaint
}

/// A lesson, the lesson it draws from, and so on, until the way ends or comes back to where it was.
fn way_of(start: usize, bank_of: impl Fn(usize) -> Option<usize>) -> Vec<usize> {
    let mut way = vec![start];
    while let Some(next) = way.last().and_then(|last| bank_of(*last)) {
        let again = way.contains(&next);
        way.push(next);
        if again {
            break;
        }
    }
    way
}

/// What is wrong with a bank that draws from another bank; of a circle only the first lesson says it.
fn on_the_way(
    lessons: &[ReadLesson],
    way: &[usize],
    has_its_own: impl Fn(usize) -> bool,
) -> Option<Complaint> {
    let (&[here, bank, ..], &last) = (way, way.last()?) else { return None };
    let name = |place: usize| &lessons[place].lesson.id;
    if last == here {
        if way.iter().min() != Some(&here) {
            return None;
        }
        let steps: Vec<String> =
            way.windows(2).map(|pair| format!("`{}` from `{}`", name(pair[0]), name(pair[1]))).collect();
        let message = format!("These draw their questions in a circle: {}.", steps.join(", "));
        let help = "One of them needs questions of its own: give it steps, and take its `bank` away.";
        return Some(Complaint::new(lessons[here].bank, message).help(help));
    }
    let message = format!("The lesson `{}` has no questions of its own to draw from.", name(bank));
    let mut complaint = Complaint::new(lessons[here].bank, message);
    complaint.help = has_its_own(last).then(|| format!("Draw from `{}`, as it does.", name(last)));
    Some(complaint)
}
