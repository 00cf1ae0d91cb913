//! Matching: pairs that belong together.

use super::alike::{classes, repeats};
use super::placing::{Board, Place, Thing, read_spare, slots};
use super::{Body, Credit, FieldHelp, Kind, Layout};
use crate::source::{Complaint, Fields, Span};

/// The kind as authors know it.
pub(super) const KIND: Kind = Kind {
    name: "matching",
    help: "Put to each thing on the left what belongs to it.",
    seconds: 150,
    fields: &[
        FieldHelp {
            name: "pairs",
            help: "Needed. 2 to 12 tables: `left`, `right`, `because` (said when another item lies at `left`). Equal right texts may stand for each other.",
        },
        FieldHelp {
            name: "spare",
            help: "Up to 8 items that belong nowhere, tables: `text`, `because` (said when it is placed).",
        },
        FieldHelp { name: "credit", help: "each (each right item counts) or all. each if left out." },
    ],
    example: r#"[[step]]
id = "who-does-what"
title = "Who does what?"
kind = "matching"
prompt = "Put to each actor of a country review what it does."
hints = ["A State is reviewed by its peers."]
explain = "The State under review answers the questionnaire; two other States read the answers and comment."
sources = ["U03", "U02"]
pairs = [
  { left = "State under review", right = "answers the questionnaire", because = "It looks at itself first." },
  { left = "Reviewing States", right = "give written feedback", because = "Their feedback builds on the answers." },
  { left = "Secretariat", right = "assists and trains", because = "It helps; it does not judge." },
]
spare = [
  { text = "ranks the States", because = "The Mechanism makes no ranking." },
]
"#,
    read,
};

struct Pair {
    place: Place,
    thing: Thing,
    span: Span,
}

fn read(fields: &mut Fields<'_, '_>) -> Option<Box<dyn Body>> {
    let credit = fields.pick_or("credit", Credit::SETS, Credit::Each);
    let pairs = fields.each("pairs", 2..=12, |fields| {
        let (label, text) = (fields.line("left"), fields.line("right"));
        let because = fields.prose("because");
        let thing = Thing { text: text?, picture: None, home: None, fixed: false, because: None };
        Some(Pair { place: Place { label: label?, because }, thing, span: fields.span() })
    });
    let labels: Vec<&str> = pairs.iter().map(|pair| pair.place.label.as_str()).collect();
    for index in repeats(&labels) {
        let complaint =
            Complaint::new(pairs[index].span, format!("`{}` stands on the left twice.", labels[index]))
                .help("Learners must be able to tell the left sides apart.");
        fields.complain(complaint);
    }
    let (mut places, mut items) = (Vec::new(), Vec::new());
    for (Pair { place, thing, .. }, slot) in pairs.into_iter().zip(slots()) {
        places.push(place);
        items.push(Thing { home: Some(slot), ..thing });
    }
    let spare = read_spare(fields, &items);
    items.extend(spare);
    let classes = classes(&items.iter().map(|thing| thing.text.as_str()).collect::<Vec<_>>());
    let place = fields.span_of("pairs");
    Board { layout: Layout::Pairs, slots: places, items, classes, credit, noun: ("item", "items") }
        .checked(fields, place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::testing::{body, marked, never_solved_from_the_start, placed, read, said};

    const PAIRS: &str = "pairs = [
  { left = 'One', right = 'odd', because = 'One is odd.' },
  { left = 'Two', right = 'even', because = 'Two is even.' },
  { left = 'Three', right = 'odd', because = 'Three is odd.' },
]
spare = [{ text = 'both', because = 'No number is both.' }]
";

    #[test]
    fn equal_right_sides_stand_for_each_other() {
        let pairs = body(&KIND, PAIRS);
        never_solved_from_the_start(pairs.as_ref());
        assert_eq!(marked(pairs.as_ref(), &placed(&[(2, 0), (1, 1), (0, 2)])), (100, "+++".into()));
        assert_eq!(marked(pairs.as_ref(), &placed(&[(1, 0), (0, 1), (2, 2)])), (33, "--+".into()));
        let all = body(&KIND, &format!("credit = 'all'\n{PAIRS}"));
        assert_eq!(marked(all.as_ref(), &placed(&[(1, 0), (0, 1), (2, 2)])), (0, "--+".into()));
    }

    #[test]
    fn a_slot_says_what_belongs_to_it_and_a_spare_why_it_does_not() {
        let pairs = body(&KIND, PAIRS);
        assert_eq!(
            said(pairs.as_ref(), &placed(&[(3, 0), (0, 1), (2, 2)])),
            ["One: both / One is odd.", "Two: odd / Two is even.", "both / No number is both."]
        );
    }

    #[test]
    fn mistakes_are_said_with_their_place() {
        let (_, said) = read(
            &KIND,
            "pairs = [
  { left = 'A', right = 'x', because = 'b' },
  { left = 'A', right = 'x' },
]
spare = [
  { text = 'x', because = 'b' },
  { text = 'y' },
]
",
        );
        assert_eq!(
            said,
            [
                "3:3: The field `because` is missing. -",
                "3:3: `A` stands on the left twice. Learners must be able to tell the left sides apart.",
                "6:3: The spare `x` is also a right one. A spare must differ from all that belong somewhere.",
                "7:3: The field `because` is missing. -",
            ]
        );
        let (_, said) = read(
            &KIND,
            "pairs = [{ left = 'A', right = 'x', because = 'b' }, { left = 'B', right = 'x', because = 'b' }]",
        );
        assert_eq!(said, ["1:9: There is nothing to decide: at least two items must differ. Add another."]);
    }
}
