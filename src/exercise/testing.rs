//! Reading a body from a few lines, for the tests of the kinds.

use std::collections::BTreeMap;

use super::{Answer, Body, Input, Item, Kind, Seed, Share, Slot};
use crate::source::{Complaints, Fields, Figures, Notes, Sources, parse};

/// What a kind makes of its own fields, and its complaints as `line:column: message help`.
pub(super) fn read(kind: &Kind, text: &str) -> (Option<Box<dyn Body>>, Vec<String>) {
    let mut sources = Sources::default();
    let file = sources.add("t", text);
    let figures = Figures::default();
    let mut notes = Notes::new(&figures);
    let mut complaints = Complaints::default();
    let node = parse(file, text, &mut complaints);
    let body = Fields::read(&node, &mut notes, |fields| (kind.read)(fields));
    complaints.append(&mut notes.complaints);
    let show = |complaint: &crate::source::Complaint| {
        let place = sources.locate(complaint.span);
        let help = complaint.help.as_deref().unwrap_or("-");
        format!("{}:{}: {} {help}", place.line, place.column, complaint.message)
    };
    (body, complaints.iter().map(show).collect())
}

/// A body that reads without complaint.
pub(super) fn body(kind: &Kind, text: &str) -> Box<dyn Body> {
    let (body, said) = read(kind, text);
    assert!(said.is_empty(), "{said:?}");
    body.unwrap()
}

/// What an order is worth, in percent, and its marks as signs.
pub(super) fn marked(body: &dyn Body, answer: &Answer) -> (u16, String) {
    let grade = body.grade(answer).unwrap();
    let marks = grade.marks.iter().map(|mark| if mark.right { '+' } else { '-' }).collect();
    (grade.share.percent(), marks)
}

/// An answer in which items lie in slots.
pub(super) fn placed(pairs: &[(u16, u16)]) -> Answer {
    Answer::Placed(pairs.iter().map(|(item, slot)| (Item(*item), Slot(*slot))).collect::<BTreeMap<_, _>>())
}

/// The answer after placing an item.
pub(super) fn place(body: &dyn Body, answer: &Answer, item: u16, slot: u16) -> Answer {
    body.accept(answer, &Input::Place { item: Item(item), slot: Slot(slot) }).unwrap()
}

/// What is said about an answer, each as `about / text`.
pub(super) fn said(body: &dyn Body, answer: &Answer) -> Vec<String> {
    let remarks = body.remarks(answer);
    remarks.iter().map(|remark| format!("{} / {}", remark.about, remark.text.words().trim())).collect()
}

/// Asserts that the fresh desk of many learners is never worth full marks.
pub(super) fn never_solved_from_the_start(body: &dyn Body) {
    for seed in 0..500 {
        let blank = body.blank(Seed(seed));
        assert!(body.fits(&blank));
        assert!(body.grade(&blank).is_none_or(|grade| grade.share < Share::FULL), "{blank:?}");
    }
}
