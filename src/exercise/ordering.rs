//! Ordering: a list to put into its right order.

use super::alike::{classes, distinct};
use super::{
    Answer, Body, Credit, FieldHelp, Grade, Input, Item, Kind, Lack, Mark, Refusal, Remark, Row, Seed, Sheet,
    View, shuffle,
};
use crate::source::{Complaint, Fields, Prose};

/// The kind as authors know it.
pub(super) const KIND: Kind = Kind {
    name: "ordering",
    help: "Put a list into its right order.",
    seconds: 150,
    fields: &[
        FieldHelp {
            name: "items",
            help: "Needed. 2 to 12 tables in the right order: `text`; `because`, said when it stands wrong. Items with the same text may stand for each other.",
        },
        FieldHelp {
            name: "credit",
            help: "positions, neighbours (each pair side by side), longest-run (others may stand between; one alone is no run) or all. positions if left out.",
        },
    ],
    example: r#"[[step]]
id = "road-to-the-mechanism"
title = "The road to the Mechanism"
kind = "ordering"
prompt = "Put these decisions in order, the earliest first."
hints = ["The number before the stroke is the session."]
explain = "Resolution 8/2 set principles, 9/1 created the Mechanism, and 10/1 started it."
sources = ["U01", "U09"]
credit = "longest-run"
items = [
  { text = "Resolution 8/2: principles", because = "Principles came first, in 2016." },
  { text = "Resolution 9/1: the Mechanism is created", because = "It was created in 2018." },
  { text = "Resolution 10/1: the first phase starts", because = "It started in 2020." },
]
"#,
    read,
};

/// How often a shuffle is tried again if it happens to be the solution.
const SHUFFLES: u64 = 32;

#[derive(Debug)]
struct Ordering {
    items: Vec<Orderable>,
    /// Which items are alike, in the right order.
    classes: Vec<usize>,
    credit: Credit,
}

#[derive(Debug)]
struct Orderable {
    text: String,
    because: Option<Prose>,
}

fn read(fields: &mut Fields<'_, '_>) -> Option<Box<dyn Body>> {
    let credit = fields.pick_or("credit", Credit::ORDERS, Credit::Positions);
    let items = fields.each("items", 2..=12, |fields| {
        let text = fields.line("text");
        let because = fields.prose_opt("because");
        Some(Orderable { text: text?, because })
    });
    let texts: Vec<&str> = items.iter().map(|item| item.text.as_str()).collect();
    let classes = classes(&texts);
    if items.len() > 1 && distinct(&classes) == 1 {
        let complaint = Complaint::new(fields.span_of("items"), "All items are alike, so no order is wrong.")
            .help("Give at least one of them another text.");
        fields.complain(complaint);
    }
    (!items.is_empty()).then(|| Box::new(Ordering { items, classes, credit }) as Box<dyn Body>)
}

impl Ordering {
    fn item(&self, item: Item) -> Option<&Orderable> {
        self.items.get(usize::from(item.0))
    }

    fn authored(&self) -> Vec<Item> {
        (0u16..).map(Item).take(self.items.len()).collect()
    }

    /// The classes of an order; items that there are not make a class of their own.
    fn classes_of(&self, order: &[Item]) -> Vec<usize> {
        let class = |item: &Item| self.classes.get(usize::from(item.0)).copied().unwrap_or(usize::MAX);
        order.iter().map(class).collect()
    }

    /// For each position whether it is right, what counts, and of how much.
    fn judge(&self, order: &[Item]) -> (Vec<bool>, usize, usize) {
        let given = self.classes_of(order);
        let judged = match self.credit {
            Credit::All | Credit::Each | Credit::Positions => self.stands(&given),
            Credit::Neighbours => return self.judge_neighbours(&given),
            Credit::LongestRun => longest_run(&self.classes, &given),
        };
        let hits = judged.iter().filter(|right| **right).count();
        (judged, hits, self.items.len())
    }

    /// Which positions hold the right item, or one like it.
    fn stands(&self, given: &[usize]) -> Vec<bool> {
        (0..given.len()).map(|at| given.get(at) == self.classes.get(at)).collect()
    }

    fn judge_neighbours(&self, given: &[usize]) -> (Vec<bool>, usize, usize) {
        let joints = joints(&self.classes, given);
        let hits = joints.iter().filter(|joint| **joint).count();
        // With alike items another order can have all the same pairs; it is still not right.
        if hits == joints.len() && given != self.classes {
            return (self.stands(given), hits.saturating_sub(1), joints.len());
        }
        let fits = |at: usize| joints.get(at).is_none_or(|joint| *joint);
        let right = |at: usize| fits(at) && at.checked_sub(1).is_none_or(fits);
        ((0..given.len()).map(right).collect(), hits, joints.len())
    }
}

/// For each pair of neighbours whether the right order has it too, each of its pairs used once.
fn joints(right: &[usize], given: &[usize]) -> Vec<bool> {
    let mut wanted: Vec<&[usize]> = right.windows(2).collect();
    let mut take = |pair: &[usize]| {
        let found = wanted.iter().position(|other| *other == pair);
        found.map(|at| wanted.swap_remove(at)).is_some()
    };
    given.windows(2).map(&mut take).collect()
}

/// Which positions belong to the longest common subsequence; one item alone is no run.
fn longest_run(right: &[usize], given: &[usize]) -> Vec<bool> {
    // lengths[r][g]: the longest run of what stands from r and from g on.
    let mut lengths = vec![vec![0; given.len() + 1]; right.len() + 1];
    for r in (0..right.len()).rev() {
        for g in (0..given.len()).rev() {
            lengths[r][g] = if right[r] == given[g] {
                lengths[r + 1][g + 1] + 1
            } else {
                lengths[r + 1][g].max(lengths[r][g + 1])
            };
        }
    }
    let mut run = vec![false; given.len()];
    if lengths[0][0] < 2 && right.len() > 1 {
        return run;
    }
    let (mut r, mut g) = (0, 0);
    while r < right.len() && g < given.len() {
        if right[r] == given[g] {
            run[g] = true;
            (r, g) = (r + 1, g + 1);
        } else if lengths[r + 1][g] >= lengths[r][g + 1] {
            r += 1;
        } else {
            g += 1;
        }
    }
    run
}

impl Body for Ordering {
    fn blank(&self, seed: Seed) -> Answer {
        let mut order = self.authored();
        for salt in 0..SHUFFLES {
            shuffle(&mut order, if salt == 0 { seed } else { seed.salted(salt) });
            if self.classes_of(&order) != self.classes {
                return Answer::Ordered(order);
            }
        }
        if let Some(at) = self.classes.windows(2).position(|pair| pair[0] != pair[1]) {
            order.swap(at, at + 1);
        }
        Answer::Ordered(order)
    }

    fn fits(&self, answer: &Answer) -> bool {
        let Answer::Ordered(order) = answer else { return false };
        let mut sorted = order.clone();
        sorted.sort_unstable();
        sorted == self.authored()
    }

    fn accept(&self, answer: &Answer, input: &Input) -> Result<Answer, Refusal> {
        let (Answer::Ordered(order), Input::Move { item, to }) = (answer, input) else {
            return Err(Refusal::Unknown);
        };
        let mut order = order.clone();
        let from = order.iter().position(|other| other == item).ok_or(Refusal::Unknown)?;
        let item = order.remove(from);
        if *to > order.len() {
            return Err(Refusal::Unknown);
        }
        order.insert(*to, item);
        Ok(Answer::Ordered(order))
    }

    fn lack(&self, _: &Answer) -> Option<Lack> {
        None
    }

    fn grade(&self, answer: &Answer) -> Option<Grade> {
        let Answer::Ordered(order) = answer else { return None };
        let (judged, right, of) = self.judge(order);
        let marks = order.iter().zip(judged).map(|(item, right)| Mark { item: *item, right }).collect();
        Some(Grade { share: self.credit.share(right, of), marks })
    }

    fn solution(&self) -> Option<Answer> {
        Some(Answer::Ordered(self.authored()))
    }

    fn remarks(&self, answer: &Answer) -> Vec<Remark<'_>> {
        let Some(grade) = self.grade(answer) else { return Vec::new() };
        let wrong = |item: &Item| grade.mark(*item) == Some(false);
        let remark = |item: Item| {
            let Orderable { text, because } = self.item(item)?;
            Some(Remark { about: text.clone(), right: false, text: because.as_ref()? })
        };
        self.authored().into_iter().filter(wrong).filter_map(remark).collect()
    }

    fn view(&self, sheet: &Sheet<'_>) -> View {
        let Answer::Ordered(order) = sheet.answer else { return View::Sequence { rows: Vec::new() } };
        let row = |item: &Item| {
            let mark = sheet.grade.and_then(|grade| grade.mark(*item));
            Some(Row { mark, ..Row::new(*item, &self.item(*item)?.text) })
        };
        View::Sequence { rows: order.iter().filter_map(row).collect() }
    }

    fn rules(&self) -> Vec<String> {
        let mut rules = vec![self.credit.sentence().to_owned()];
        if self.credit == Credit::LongestRun {
            rules
                .push("Other items may stand between those of the run; one item alone is no run.".to_owned());
        }
        if distinct(&self.classes) < self.items.len() {
            rules.push("Items with the same words may stand for each other.".to_owned());
        }
        rules
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::testing::{body, marked, never_solved_from_the_start, read, said};

    fn list(texts: &str, credit: &str) -> Box<dyn Body> {
        let items: Vec<_> =
            texts.chars().map(|c| format!("{{ text = '{c}', because = 'Why {c}.' }}")).collect();
        body(&KIND, &format!("credit = '{credit}'\nitems = [{}]\n", items.join(", ")))
    }

    fn order(numbers: &[u16]) -> Answer {
        Answer::Ordered(numbers.iter().map(|number| Item(*number)).collect())
    }

    #[test]
    fn partial_credit_follows_the_stated_rule() {
        for (credit, given, worth, marks) in [
            ("positions", [0, 1, 2, 3], 100, "++++"),
            ("positions", [1, 0, 2, 3], 50, "--++"),
            ("positions", [1, 2, 3, 0], 0, "----"),
            ("all", [1, 0, 2, 3], 0, "--++"),
            ("neighbours", [1, 2, 3, 0], 66, "++--"),
            ("neighbours", [2, 3, 0, 1], 66, "+--+"),
            ("neighbours", [3, 2, 1, 0], 0, "----"),
            ("longest-run", [1, 2, 3, 0], 75, "+++-"),
            ("longest-run", [0, 3, 1, 2], 75, "+-++"),
            ("longest-run", [3, 2, 1, 0], 0, "----"),
            ("longest-run", [1, 0, 3, 2], 50, "+-+-"),
        ] {
            let (share, signs) = marked(list("abcd", credit).as_ref(), &order(&given));
            assert_eq!((share, signs.as_str()), (worth, marks), "{credit} {given:?}");
        }
    }

    #[test]
    fn alike_items_stand_for_each_other_under_every_rule() {
        for credit in ["all", "positions", "neighbours", "longest-run"] {
            let list = list("abac", credit);
            assert_eq!(marked(list.as_ref(), &order(&[2, 1, 0, 3])), (100, "++++".into()), "{credit}");
            assert!(!list.grade(&order(&[0, 2, 1, 3])).unwrap().is_full(), "{credit}");
        }
    }

    #[test]
    fn right_pairs_in_a_wrong_order_are_not_full_marks() {
        let list = list("abaca", "neighbours");
        assert_eq!(marked(list.as_ref(), &order(&[0, 3, 2, 1, 4])), (75, "+-+-+".into()));
    }

    #[test]
    fn full_marks_and_all_marks_right_are_the_same() {
        for credit in ["all", "positions", "neighbours", "longest-run"] {
            for texts in ["ab", "aab", "abcde", "abacb"] {
                let list = list(texts, credit);
                never_solved_from_the_start(list.as_ref());
                let mut numbers: Vec<u16> = (0..texts.len() as u16).collect();
                for seed in 0..200 {
                    shuffle(&mut numbers, Seed(seed));
                    let (share, marks) = marked(list.as_ref(), &order(&numbers));
                    assert_eq!(share == 100, !marks.contains('-'), "{credit} {texts} {numbers:?}");
                }
            }
        }
    }

    #[test]
    fn items_move_and_nothing_else_happens() {
        let list = list("abcd", "all");
        let start = order(&[0, 1, 2, 3]);
        let moved = |item, to| list.accept(&start, &Input::Move { item: Item(item), to });
        assert_eq!(moved(0, 3), Ok(order(&[1, 2, 3, 0])));
        assert_eq!(moved(3, 0), Ok(order(&[3, 0, 1, 2])));
        assert_eq!(moved(1, 1), Ok(start.clone()));
        assert_eq!(moved(1, 4), Err(Refusal::Unknown));
        assert_eq!(moved(4, 0), Err(Refusal::Unknown));
        assert_eq!(list.accept(&start, &Input::Lift(Item(0))), Err(Refusal::Unknown));
        for wrong in [&[0, 1, 2][..], &[0, 1, 2, 2], &[0, 1, 2, 4], &[0, 1, 2, 3, 4]] {
            assert!(!list.fits(&order(wrong)));
        }
    }

    #[test]
    fn only_wrong_items_are_spoken_of_in_the_right_order() {
        let list = list("abcd", "positions");
        assert_eq!(said(list.as_ref(), &order(&[0, 3, 2, 1])), ["b / Why b.", "d / Why d."]);
        assert!(said(list.as_ref(), &order(&[0, 1, 2, 3])).is_empty());
    }

    #[test]
    fn the_rules_are_said_before_the_attempt() {
        assert_eq!(
            list("aab", "longest-run").rules(),
            [
                "The longest run in the right order counts.",
                "Other items may stand between those of the run; one item alone is no run.",
                "Items with the same words may stand for each other.",
            ]
        );
        assert_eq!(list("abc", "all").rules(), ["Full marks only if all is right."]);
    }

    #[test]
    fn mistakes_are_said_with_their_place() {
        let (_, said) = read(&KIND, "items = [{ text = 'a' }, { text = 'a' }]\ncredit = 'each'\n");
        assert_eq!(
            said,
            [
                "2:10: `credit` cannot be `each`. It can be: all, positions, neighbours, longest-run.",
                "1:9: All items are alike, so no order is wrong. Give at least one of them another text.",
            ]
        );
    }
}
