//! Choice: one right option, several, or true and false.

use std::collections::BTreeSet;

use super::{
    Answer, Body, Credit, FieldHelp, Grade, Input, Item, Kind, Lack, Mark, Refusal, Remark, Row, Seed, Sheet,
    View, shuffle,
};
use crate::source::{Complaint, Fields, Prose};

/// The kind as authors know it.
pub(super) const KIND: Kind = Kind {
    name: "choice",
    help: "Pick the right option, or all right options; true or false is a choice of two.",
    seconds: 75,
    fields: &[
        FieldHelp {
            name: "options",
            help: "Needed. 2 to 10 tables: `text`; `right = true` on the right ones; `because`, needed on wrong ones.",
        },
        FieldHelp { name: "many", help: "true if several options may be ticked. Else exactly one is right." },
        FieldHelp {
            name: "credit",
            help: "With many: all, or each (a wrong tick takes a right one away). all if left out.",
        },
        FieldHelp { name: "shuffle", help: "false to keep the order of the file. true if left out." },
    ],
    example: r#"[[step]]
id = "group-size"
title = "How many persons?"
kind = "choice"
prompt = "How many persons make an *organized criminal group* in the Convention?"
hints = ["Look at article 2(a)."]
explain = "Article 2(a) asks for three or more persons."
sources = ["T1 art. 2"]
options = [
  { text = "Two or more", because = "Two are enough for some national laws on conspiracy, not for this term." },
  { text = "Three or more", right = true },
  { text = "Five or more", because = "Some national laws are narrower than the Convention." },
]
"#,
    read,
};

#[derive(Debug)]
struct Choice {
    options: Vec<Choosable>,
    many: bool,
    credit: Credit,
    shuffled: bool,
}

#[derive(Debug)]
struct Choosable {
    text: String,
    right: bool,
    because: Option<Prose>,
}

fn read(fields: &mut Fields<'_, '_>) -> Option<Box<dyn Body>> {
    let many = fields.flag_or("many", false);
    let credit = fields.pick_or("credit", Credit::SETS, Credit::All);
    let shuffled = fields.flag_or("shuffle", true);
    let options = fields.each("options", 2..=10, read_option);
    let right = options.iter().filter(|option| option.right).count();
    let place = fields.span_of("options");
    if right == 0 && !options.is_empty() {
        fields.complain(Complaint::new(place, "No option is right.").help("Mark it with `right = true`."));
    }
    if right > 1 && !many {
        let message = format!("{right} options are right, but only one may be ticked.");
        fields.complain(Complaint::new(place, message).help("Add `many = true`."));
    }
    for (index, option) in options.iter().enumerate() {
        if options[..index].iter().any(|other| other.text == option.text) {
            let message = format!("The option `{}` stands here twice.", option.text);
            fields.complain(Complaint::new(place, message));
        }
    }
    (!options.is_empty()).then(|| Box::new(Choice { options, many, credit, shuffled }) as Box<dyn Body>)
}

fn read_option(fields: &mut Fields<'_, '_>) -> Option<Choosable> {
    let text = fields.line("text");
    let right = fields.flag_or("right", false);
    let because = fields.prose_opt("because");
    if !right && because.is_none() && !fields.has("because") {
        let complaint = Complaint::new(fields.span(), "A wrong option needs its own feedback.")
            .help("Add `because`: what is true instead.");
        fields.complain(complaint);
    }
    Some(Choosable { text: text?, right, because })
}

impl Choice {
    fn items(&self) -> impl Iterator<Item = (Item, &Choosable)> {
        (0u16..).map(Item).zip(&self.options)
    }

    fn option(&self, item: Item) -> Option<&Choosable> {
        self.options.get(usize::from(item.0))
    }
}

impl Body for Choice {
    fn blank(&self, _: Seed) -> Answer {
        Answer::Chosen(BTreeSet::new())
    }

    fn fits(&self, answer: &Answer) -> bool {
        match answer {
            Answer::Chosen(chosen) => {
                chosen.iter().all(|item| self.option(*item).is_some()) && (self.many || chosen.len() < 2)
            }
            Answer::Ordered(_) | Answer::Placed(_) | Answer::Written(_) => false,
        }
    }

    fn accept(&self, answer: &Answer, input: &Input) -> Result<Answer, Refusal> {
        let (Answer::Chosen(chosen), Input::Choose(item)) = (answer, input) else {
            return Err(Refusal::Unknown);
        };
        self.option(*item).ok_or(Refusal::Unknown)?;
        let mut chosen = chosen.clone();
        if !chosen.remove(item) {
            if !self.many {
                chosen.clear();
            }
            chosen.insert(*item);
        }
        Ok(Answer::Chosen(chosen))
    }

    fn lack(&self, answer: &Answer) -> Option<Lack> {
        matches!(answer, Answer::Chosen(chosen) if chosen.is_empty()).then_some(Lack::Empty)
    }

    fn grade(&self, answer: &Answer) -> Option<Grade> {
        let Answer::Chosen(chosen) = answer else { return None };
        let marks = chosen
            .iter()
            .filter_map(|item| Some(Mark { item: *item, right: self.option(*item)?.right }))
            .collect::<Vec<_>>();
        let of = self.options.iter().filter(|option| option.right).count();
        let hits = marks.iter().filter(|mark| mark.right).count();
        let misses = marks.len() - hits;
        let share = match self.credit {
            Credit::All if misses > 0 => self.credit.share(0, of),
            Credit::All | Credit::Each | Credit::Positions | Credit::Neighbours | Credit::LongestRun => {
                self.credit.share(hits.saturating_sub(misses), of)
            }
        };
        Some(Grade { share, marks })
    }

    fn solution(&self) -> Option<Answer> {
        let right = self.items().filter(|(_, option)| option.right).map(|(item, _)| item);
        Some(Answer::Chosen(right.collect()))
    }

    fn remarks(&self, answer: &Answer) -> Vec<Remark<'_>> {
        let Answer::Chosen(chosen) = answer else { return Vec::new() };
        let mut remarks: Vec<_> = self
            .items()
            .filter(|(item, _)| chosen.contains(item))
            .filter_map(|(_, option)| {
                Some(Remark {
                    about: option.text.clone(),
                    right: option.right,
                    text: option.because.as_ref()?,
                })
            })
            .collect();
        remarks.sort_by_key(|remark| remark.right);
        remarks
    }

    fn view(&self, sheet: &Sheet<'_>) -> View {
        let mut rows: Vec<Row> = self
            .items()
            .map(|(item, option)| Row {
                chosen: matches!(sheet.answer, Answer::Chosen(chosen) if chosen.contains(&item)),
                mark: sheet.grade.and_then(|grade| grade.mark(item)),
                ..Row::new(item, &option.text)
            })
            .collect();
        if self.shuffled {
            shuffle(&mut rows, sheet.seed);
        }
        View::Choices { many: self.many, rows }
    }

    fn rules(&self) -> Vec<String> {
        if !self.many {
            return vec!["One option is right.".to_owned()];
        }
        let counted = match self.credit {
            Credit::Each => "Each right tick counts; each wrong tick takes one away.",
            Credit::All | Credit::Positions | Credit::Neighbours | Credit::LongestRun => {
                self.credit.sentence()
            }
        };
        vec!["Several options may be right.".to_owned(), counted.to_owned()]
    }
}
