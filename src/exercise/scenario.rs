//! Scenario: a case with choices that lead to different next scenes, and a debrief of the way taken.
//!
//! The scenes form no circle, so a scene is met at most once, and the set of
//! choices made says the whole way. A choice is final within a try: what came
//! of it is read at once, and one who could take it back would only look for
//! the best words.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::scenes::{Raw, RawChoice, check};
use super::{
    Answer, Body, Decision, FieldHelp, Grade, Input, Item, Journey, Kind, Lack, Mark, Refusal, Remark, Row,
    Seed, Share, Sheet, View, shuffle,
};
use crate::source::{Complaint, Fields, Prose};

/// The kind as authors know it.
pub(super) const KIND: Kind = Kind {
    name: "scenario",
    help: "Decide in a case: each choice leads to another scene, and the way taken is looked back on.",
    seconds: 300,
    fields: &[FieldHelp {
        name: "scene",
        help: "Needed. 2 to 24 tables; the case begins with the first: `id`; `text`, up to 120 words; `choices`, 2 to 4 tables with `text`, `to` (the id of the next scene), `because` (what comes of it) and `right = true` on the best one; or, where the case ends, `end` instead: a debrief. No way may lead back.",
    }],
    example: r#"[[step]]
id = "silence"
title = "Nobody answers"
kind = "scenario"
prompt = "You work for Harbour Light, an invented shelter. Its State is under review, and you have a finding."
hints = ["Ask what costs time, and what puts people at risk."]
explain = "Several ways at once cost little time; totals with a method put nobody at risk."
sources = ["U01", "T1 art. 25"]

[[step.scene]]
id = "silence"
text = "You wrote to the ministry. Nobody answers. Three of six months are left."
choices = [
  { text = "Wait two more months", to = "late", because = "The State has six months for its answers." },
  { text = "Write again, and ask your network", to = "call", right = true, because = "Others may know the office." },
]

[[step.scene]]
id = "late"
text = "One month is left. Your network has found the office."
choices = [
  { text = "Ask for a new deadline", to = "unused", because = "The six months are the State's own time." },
  { text = "Send one page with figures", to = "call", right = true, because = "Late, but it can be used." },
]

[[step.scene]]
id = "call"
text = "The focal point calls and asks for the files of three persons."
choices = [
  { text = "Send the files without names", to = "unused", because = "Three cases can be recognized without names." },
  { text = "Show how you counted", to = "used", right = true, because = "The method can be judged without any person." },
]

[[step.scene]]
id = "unused"
text = "The answers of the State go out without your finding."
end = "What you offered could not be used in time, or not without harm."

[[step.scene]]
id = "used"
text = "Your figure stands in the answers of the State."
end = "You looked for the office in time, and gave totals instead of persons."
"#,
    read,
};

#[derive(Debug)]
struct Scenario {
    /// The scenes as authored; the case begins with the first.
    scenes: Vec<Scene>,
    /// The choices of all scenes, in the order of the file.
    choices: Vec<Choice>,
    /// The choices of the best way, first to last.
    best: Vec<Item>,
}

#[derive(Debug)]
struct Scene {
    text: Arc<Prose>,
    choices: Range<usize>,
    end: Option<Arc<Prose>>,
}

#[derive(Debug)]
struct Choice {
    text: String,
    because: Arc<Prose>,
    right: bool,
    to: usize,
}

/// The choices made, each with the scene in which it was made, and the scene they lead to.
struct Walk {
    made: Vec<(usize, Item)>,
    at: usize,
}

fn read(fields: &mut Fields<'_, '_>) -> Option<Box<dyn Body>> {
    let raw = Raw::read(fields);
    let ways = check(&raw);
    for complaint in ways.complaints {
        fields.complain(complaint);
    }
    let scenario = Scenario::of(raw, &ways.leads)?;
    if scenario.is_end(0) {
        let complaint = Complaint::new(fields.span_of("scene"), "The case ends where it begins.");
        fields.complain(complaint.help("Give its first scene choices."));
    }
    (ways.sound && scenario.is_walkable()).then(|| Box::new(scenario) as Box<dyn Body>)
}

impl Scenario {
    /// The checked scenes; `None` if a part of one is missing.
    fn of(raw: Vec<Raw>, leads: &[Vec<Option<usize>>]) -> Option<Self> {
        let mut scenario = Self { scenes: Vec::new(), choices: Vec::new(), best: Vec::new() };
        for (scene, leads) in raw.into_iter().zip(leads) {
            let start = scenario.choices.len();
            for (RawChoice { text, because, right, .. }, to) in scene.choices.into_iter().zip(leads) {
                scenario.choices.push(Choice { text: text?, because: Arc::new(because?), right, to: (*to)? });
            }
            scenario.scenes.push(Scene {
                text: Arc::new(scene.text?),
                choices: start..scenario.choices.len(),
                end: scene.end.map(Arc::new),
            });
        }
        let mut at = 0;
        // No way is longer than there are scenes, even where scenes lead in a circle.
        for _ in 0..scenario.scenes.len() {
            let best = scenario.choices_in(at).find(|(_, choice)| choice.right);
            let Some((item, to)) = best.map(|(item, choice)| (item, choice.to)) else { break };
            scenario.best.push(item);
            at = to;
        }
        Some(scenario)
    }

    /// True if there is a case, and one choice is the best in each scene that has choices.
    fn is_walkable(&self) -> bool {
        let best = |scene| self.choices_in(scene).filter(|(_, choice)| choice.right).count();
        !self.best.is_empty() && (0..self.scenes.len()).all(|scene| best(scene) == 1 || self.is_end(scene))
    }

    fn choices_in(&self, scene: usize) -> impl Iterator<Item = (Item, &Choice)> {
        let range = self.scenes.get(scene).map_or(0..0, |scene| scene.choices.clone());
        let numbers = (0u16..).map(Item).skip(range.start);
        numbers.zip(self.choices.get(range).unwrap_or_default())
    }

    fn choice(&self, item: Item) -> Option<&Choice> {
        self.choices.get(usize::from(item.0))
    }

    fn walk(&self, chosen: &BTreeSet<Item>) -> Walk {
        let mut walk = Walk { made: Vec::new(), at: 0 };
        for _ in 0..self.scenes.len() {
            let next = self.choices_in(walk.at).find(|(item, _)| chosen.contains(item));
            let Some((item, choice)) = next else { break };
            walk.made.push((walk.at, item));
            walk.at = choice.to;
        }
        walk
    }

    fn walked(&self, answer: &Answer) -> Option<Walk> {
        match answer {
            Answer::Chosen(chosen) => Some(self.walk(chosen)).filter(|walk| walk.made.len() == chosen.len()),
            Answer::Ordered(_) | Answer::Placed(_) | Answer::Written(_) => None,
        }
    }

    fn is_end(&self, scene: usize) -> bool {
        self.scenes.get(scene).is_some_and(|scene| scene.choices.is_empty())
    }

    fn decision(&self, scene: usize, item: Item, grade: Option<&Grade>) -> Option<Decision> {
        let choice = self.choice(item)?;
        let best = self.choices_in(scene).find(|(_, choice)| choice.right);
        let best = best.filter(|_| grade.is_some() && !choice.right);
        Some(Decision {
            scene: Arc::clone(&self.scenes.get(scene)?.text),
            chosen: choice.text.clone(),
            mark: grade.and_then(|grade| grade.mark(item)),
            because: Arc::clone(&choice.because),
            best: best.map(|(_, choice)| choice.text.clone()),
        })
    }
}

impl Body for Scenario {
    fn blank(&self, _: Seed) -> Answer {
        Answer::Chosen(BTreeSet::new())
    }

    fn fits(&self, answer: &Answer) -> bool {
        self.walked(answer).is_some()
    }

    fn accept(&self, answer: &Answer, input: &Input) -> Result<Answer, Refusal> {
        let (Answer::Chosen(chosen), Input::Choose(item)) = (answer, input) else {
            return Err(Refusal::Unknown);
        };
        let at = self.walk(chosen).at;
        if !self.choices_in(at).any(|(open, _)| open == *item) {
            return Err(if chosen.contains(item) { Refusal::Decided } else { Refusal::Unknown });
        }
        let mut chosen = chosen.clone();
        chosen.insert(*item);
        Ok(Answer::Chosen(chosen))
    }

    fn lack(&self, answer: &Answer) -> Option<Lack> {
        let ended = self.walked(answer).is_some_and(|walk| self.is_end(walk.at));
        (!ended).then_some(Lack::Undecided)
    }

    fn grade(&self, answer: &Answer) -> Option<Grade> {
        let walk = self.walked(answer)?;
        let marks: Vec<Mark> = walk
            .made
            .iter()
            .filter_map(|(_, item)| Some(Mark { item: *item, right: self.choice(*item)?.right }))
            .collect();
        let right = marks.iter().filter(|mark| mark.right).count();
        // A way that ends too early must not be worth more than the same way gone on.
        Some(Grade { share: Share::of(right, marks.len().max(self.best.len())), marks })
    }

    fn solution(&self) -> Option<Answer> {
        Some(Answer::Chosen(self.best.iter().copied().collect()))
    }

    fn remarks(&self, _: &Answer) -> Vec<Remark<'_>> {
        // What came of each choice stands in the view, beside its scene.
        Vec::new()
    }

    fn view(&self, sheet: &Sheet<'_>) -> View {
        let walk = self.walked(sheet.answer).unwrap_or(Walk { made: Vec::new(), at: 0 });
        let decisions = walk.made.iter();
        let decisions = decisions.filter_map(|(scene, item)| self.decision(*scene, *item, sheet.grade));
        let mut rows: Vec<Row> =
            self.choices_in(walk.at).map(|(item, choice)| Row::new(item, &choice.text)).collect();
        shuffle(&mut rows, sheet.seed.salted(u64::try_from(walk.at).unwrap_or_default()));
        let here = self.scenes.get(walk.at);
        View::Journey(Journey {
            decisions: decisions.collect(),
            scene: here.map(|scene| Arc::clone(&scene.text)).unwrap_or_default(),
            rows,
            debrief: here.and_then(|scene| scene.end.clone()).filter(|_| sheet.grade.is_some()),
            judged: sheet.grade.is_some(),
        })
    }

    fn rules(&self) -> Vec<String> {
        vec![
            "Each choice is final; a new try begins again.".to_owned(),
            "Each best choice counts, and a way that ends too early loses the rest.".to_owned(),
        ]
    }

    fn starts_over(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::testing::{body, read};

    /// The scenes of the example, as the fields of a step.
    fn example() -> String {
        let at = KIND.example.find("\n[[step.scene]]").unwrap();
        KIND.example[at..].replace("[[step.scene]]", "[[scene]]")
    }

    fn chosen(items: &[u16]) -> Answer {
        Answer::Chosen(items.iter().copied().map(Item).collect())
    }

    fn said(from: &str, to: &str) -> Vec<String> {
        let text = example();
        assert!(text.contains(from), "{from}");
        read(&KIND, &text.replace(from, to)).1
    }

    #[test]
    fn a_way_is_worth_its_best_choices_and_an_early_end_loses_the_rest() {
        let body = body(&KIND, &example());
        let share = |items: &[u16]| body.grade(&chosen(items)).unwrap().share.percent();
        assert_eq!(share(&[1, 5]), 100);
        assert_eq!(share(&[0, 3, 5]), 66);
        assert_eq!(share(&[0, 2]), 0);
        assert_eq!(share(&[1, 4]), 50);
        assert_eq!(share(&[1]), 50);
        assert_eq!(share(&[]), 0);
    }

    #[test]
    fn a_choice_is_final_and_the_end_can_be_handed_in() {
        let body = body(&KIND, &example());
        let choose = |answer: &Answer, item| body.accept(answer, &Input::Choose(Item(item)));
        let one = choose(&chosen(&[]), 1).unwrap();
        assert_eq!(one, chosen(&[1]));
        assert_eq!(choose(&one, 1), Err(Refusal::Decided));
        assert_eq!(choose(&one, 0), Err(Refusal::Unknown));
        assert_eq!(choose(&one, 2), Err(Refusal::Unknown));
        assert_eq!(body.lack(&one), Some(Lack::Undecided));
        let end = choose(&one, 5).unwrap();
        assert_eq!(body.lack(&end), None);
        assert!(choose(&end, 4).is_err());
    }

    #[test]
    fn only_a_way_fits() {
        let body = body(&KIND, &example());
        for way in [&[][..], &[1], &[1, 5], &[0, 3, 5]] {
            assert!(body.fits(&chosen(way)), "{way:?}");
        }
        for none in [&[5][..], &[0, 1], &[1, 2], &[1, 4, 5], &[9]] {
            assert!(!body.fits(&chosen(none)), "{none:?}");
            assert!(body.grade(&chosen(none)).is_none());
        }
    }

    #[test]
    fn what_would_have_been_best_is_told_only_with_the_grade() {
        let body = body(&KIND, &example());
        let answer = chosen(&[0, 3, 5]);
        let grade = body.grade(&answer);
        let journey = |grade| match body.view(&Sheet { answer: &answer, seed: Seed(1), grade }) {
            View::Journey(journey) => journey,
            other => panic!("{other:?}"),
        };
        let open = journey(None);
        assert_eq!((open.decisions.len(), open.rows.len(), open.debrief), (3, 0, None));
        assert!(open.decisions.iter().all(|one| one.mark.is_none() && one.best.is_none()));
        let judged = journey(grade.as_ref());
        let told: Vec<_> = judged.decisions.iter().map(|one| (one.mark, one.best.as_deref())).collect();
        let best = "Write again, and ask your network";
        assert_eq!(told, [(Some(false), Some(best)), (Some(true), None), (Some(true), None)]);
        assert!(judged.debrief.is_some());
    }

    #[test]
    fn what_cannot_be_walked_is_complained_about() {
        let one = |from, to| {
            let said = said(from, to);
            assert_eq!(said.len(), 1, "{said:#?}");
            said[0].split_once(": ").map(|(_, words)| words.to_owned()).unwrap()
        };
        assert_eq!(one("to = \"late\"", "to = \"latte\""), "There is no scene `latte`. Did you mean `late`?");
        assert_eq!(
            one("to = \"unused\", because = \"The six", "to = \"silence\", because = \"The six"),
            "The scenes lead in a circle: `silence` to `late`, `late` to `silence`. Let each way come to an end."
        );
        assert_eq!(
            one("to = \"late\"", "to = \"call\""),
            "No choice leads to the scene `late`. Lead to it with `to`, or take it away."
        );
        assert_eq!(
            one(", right = true, because = \"Others", ", because = \"Others"),
            "No choice of this scene is the best one. Mark it with `right = true`."
        );
        assert_eq!(
            one("to = \"late\", because", "to = \"late\", right = true, because"),
            "2 choices of this scene are marked as the best one. Only one can be: each other needs its own `because`."
        );
        assert_eq!(
            one(", because = \"Others may know the office.\"", ""),
            "The field `because` is missing. -"
        );
        assert_eq!(
            one("end = \"You looked for the office in time, and gave totals instead of persons.\"", ""),
            "This scene leads nowhere. Give it `choices`, or `end`: what there is to learn from this way."
        );
        assert_eq!(
            one("text = \"One month is left.", "end = \"x\"\ntext = \"One month is left."),
            "A scene with `end` cannot have `choices`. Take one of them away."
        );
        assert_eq!(
            one("text = \"Wait two more months\"", "text = \"Write again, and ask your network\""),
            "The choice `Write again, and ask your network` stands here twice. -"
        );
        assert_eq!(
            one("id = \"used\"", "id = \"unused\""),
            "There are two scenes `unused`. Each scene has its own `id`."
        );
        let bare = "[[scene]]\nid = \"a\"\ntext = \"A\"\nend = \"E\"\n";
        let (body, said) = read(&KIND, &format!("{bare}{}", bare.replace("\"a\"", "\"b\"")));
        assert!(body.is_none());
        let alone = "No choice leads to the scene `b`. Lead to it with `to`, or take it away.";
        assert_eq!(said.iter().filter(|line| line.contains("ends where it begins")).count(), 1, "{said:?}");
        assert_eq!(said.iter().filter(|line| line.ends_with(alone)).count(), 1, "{said:?}");
        let long = format!("text = \"{} ", "word ".repeat(130));
        assert!(one("text = \"One month", &long).starts_with("This scene has 13"));
    }
}
