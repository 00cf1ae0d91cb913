//! Sorting: items to put into groups.

use super::alike::{classes, repeats};
use super::placing::{Board, Place, Thing, slots};
use super::{Body, Credit, FieldHelp, Kind, Layout};
use crate::source::{Complaint, Fields, Span};

/// The kind as authors know it.
pub(super) const KIND: Kind = Kind {
    name: "sorting",
    help: "Put each item into the group it belongs to.",
    seconds: 150,
    fields: &[
        FieldHelp {
            name: "groups",
            help: "Needed. 2 to 6 tables: `name`, and `items`, tables of `text` and `because` (said when the item lies in another group). 20 items in all.",
        },
        FieldHelp { name: "credit", help: "each (each right item counts) or all. each if left out." },
    ],
    example: r#"[[step]]
id = "cluster-one"
title = "Cluster I or not?"
kind = "sorting"
prompt = "Which articles of the Convention belong to Cluster I, *criminalization and jurisdiction*?"
hints = ["Does the article say what a crime is, or how States work together?"]
explain = "Cluster I is about what is a crime, who is liable, and which State may judge it."
sources = ["N13"]

[[step.groups]]
name = "Cluster I"
items = [
  { text = "Article 6: laundering", because = "It asks States to make an act a crime." },
  { text = "Article 15: jurisdiction", because = "It says which State may judge a crime." },
]

[[step.groups]]
name = "Another cluster"
items = [
  { text = "Article 18: legal assistance", because = "It is about help between States." },
  { text = "Article 31: prevention", because = "It is about what is done before a crime." },
]
"#,
    read,
};

/// The most items of all groups together.
const MAX_ITEMS: usize = 20;

struct Group {
    place: Place,
    items: Vec<(Thing, Span)>,
    span: Span,
}

fn read(fields: &mut Fields<'_, '_>) -> Option<Box<dyn Body>> {
    let credit = fields.pick_or("credit", Credit::SETS, Credit::Each);
    let groups = fields.each("groups", 2..=6, read_group);
    complain_twice(fields, &groups);
    let (mut places, mut items) = (Vec::new(), Vec::new());
    for (group, slot) in groups.into_iter().zip(slots()) {
        places.push(group.place);
        items.extend(group.items.into_iter().map(|(thing, _)| Thing { home: Some(slot), ..thing }));
    }
    let place = fields.span_of("groups");
    if items.len() > MAX_ITEMS {
        let message = format!("The groups have {} items, too many.", items.len());
        fields.complain(Complaint::new(place, message).help(format!("{MAX_ITEMS} at the most.")));
        return None;
    }
    let classes = classes(&items.iter().map(|thing| thing.text.as_str()).collect::<Vec<_>>());
    Board { layout: Layout::Groups, slots: places, items, classes, credit, noun: ("item", "items") }
        .checked(fields, place)
}

fn read_group(fields: &mut Fields<'_, '_>) -> Option<Group> {
    let label = fields.line("name");
    let items = fields.each("items", 1..=MAX_ITEMS, |fields| {
        let (text, because) = (fields.line("text"), fields.prose("because"));
        let thing = Thing { text: text?, picture: None, home: None, fixed: false, because };
        Some((thing, fields.span()))
    });
    Some(Group { place: Place { label: label?, because: None }, items, span: fields.span() })
}

fn complain_twice(fields: &mut Fields<'_, '_>, groups: &[Group]) {
    let names: Vec<&str> = groups.iter().map(|group| group.place.label.as_str()).collect();
    for index in repeats(&names) {
        let message = format!("The group `{}` stands here twice.", names[index]);
        fields.complain(Complaint::new(groups[index].span, message));
    }
    let items: Vec<_> = groups.iter().flat_map(|group| &group.items).collect();
    let texts: Vec<&str> = items.iter().map(|(thing, _)| thing.text.as_str()).collect();
    for index in repeats(&texts) {
        let message = format!("The item `{}` stands here twice.", texts[index]);
        fields.complain(Complaint::new(items[index].1, message).help("An item fits exactly one group."));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::testing::{body, marked, never_solved_from_the_start, place, placed, read, said};
    use crate::exercise::{Lack, Seed};

    const GROUPS: &str = "groups = [
  { name = 'Odd', items = [{ text = '1', because = 'One is odd.' }, { text = '3', because = 'So is 3.' }] },
  { name = 'Even', items = [{ text = '2', because = 'Two is even.' }] },
]
";

    #[test]
    fn a_group_takes_any_number_and_each_right_item_counts() {
        let groups = body(&KIND, GROUPS);
        never_solved_from_the_start(groups.as_ref());
        let mut answer = groups.blank(Seed(1));
        assert_eq!(groups.lack(&answer).unwrap().to_string(), "3 items have no group yet.");
        for item in [0, 1] {
            answer = place(groups.as_ref(), &answer, item, 1);
        }
        assert_eq!(groups.lack(&answer), Some(Lack::Unsorted(1)));
        answer = place(groups.as_ref(), &answer, 2, 1);
        assert_eq!(answer, placed(&[(0, 1), (1, 1), (2, 1)]));
        assert_eq!(groups.lack(&answer), None);
        assert_eq!(marked(groups.as_ref(), &answer), (33, "--+".into()));
        assert_eq!(said(groups.as_ref(), &answer), ["1 / One is odd.", "3 / So is 3."]);
        assert_eq!(groups.rules(), ["Each item belongs to one group.", "Each right item counts."]);
    }

    #[test]
    fn mistakes_are_said_with_their_place() {
        let (_, said) = read(
            &KIND,
            "groups = [
  { name = 'A', items = [{ text = 'x', because = 'b' }] },
  { name = 'A', items = [{ text = 'x', because = 'b' }] },
  { name = 'B', items = [] },
]
",
        );
        assert_eq!(
            said,
            [
                "4:25: `items` has 0 entries. It can have 1 to 20.",
                "3:3: The group `A` stands here twice. -",
                "3:26: The item `x` stands here twice. An item fits exactly one group.",
                "1:10: There is nothing to decide: at least two items must differ. Add another.",
            ]
        );
        let many: Vec<_> = (0..11).map(|n| format!("{{ text = '{n}', because = 'b' }}")).collect();
        let more = many.join(", ").replace("text = '", "text = 'z");
        let text = format!(
            "groups = [{{ name = 'A', items = [{}] }}, {{ name = 'B', items = [{more}] }}]",
            many.join(", ")
        );
        assert_eq!(read(&KIND, &text).1, ["1:10: The groups have 22 items, too many. 20 at the most."]);
    }
}
