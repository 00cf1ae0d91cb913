//! The front page of a quiz or test.

use super::exercise::lay_row_of_buttons;
use super::paper::{Aim, Deed, Hook, Mark, Run};
use super::theme::Role;
use super::writer::Writer;
use crate::course::Role as Purpose;
use crate::keymap::Action;
use crate::session::{Command, Gate, RoundRow, TestScores, To};

/// Writes what the quiz is, the attempts so far and the button that starts one.
pub(super) fn lay_gate(writer: &mut Writer, gate: &Gate<'_>) {
    // The title stands on top already.
    writer.say(about(gate), Role::Text);
    if !gate.lesson.objectives.is_empty() {
        writer.gap();
        writer.say("It asks if you can:", Role::Text);
        for objective in &gate.lesson.objectives {
            writer.within("- ", "  ", |writer| writer.say(objective, Role::Text));
        }
    }
    if let Some(tests) = gate.tests {
        writer.gap();
        lay_tests(writer, tests);
    }
    if !gate.rounds.is_empty() {
        writer.gap();
        writer.say("Your attempts:", Role::Strong);
        for round in &gate.rounds {
            lay_round(writer, round);
        }
    }
    writer.gap();
    if gate.can_start {
        let open = gate.rounds.iter().any(|round| round.answered < round.of);
        let word = match (open, gate.rounds.is_empty()) {
            (true, _) => "Go on with it",
            (false, true) => "Start",
            (false, false) => "Start another attempt",
        };
        let hook = Hook::new(Aim::Button(Action::Open), Deed::Do(Command::Start), Mark::Inner);
        let next = Hook::new(Aim::Button(Action::NextStep), Deed::Act(Action::NextStep), Mark::Inner);
        writer.paper.primary = Some(hook.aim.clone());
        let runs = [Run::button(word, hook), Run::new(" ", Role::Text), Run::button("Next", next)];
        writer.flow(&runs);
    } else {
        lay_row_of_buttons(writer, [(Action::NextStep, "Next")].into_iter());
    }
    writer.paper.default = writer.paper.primary.clone();
}

fn about(gate: &Gate<'_>) -> String {
    let mut said = vec![match (gate.draw.count, gate.bank) {
        (count, bank) if count >= bank => format!("{count} questions."),
        (count, bank) => format!("{count} questions, drawn from {bank}."),
    }];
    said.push(format!("About {}\u{a0}minutes.", gate.lesson.minutes));
    match gate.lesson.role {
        Purpose::Learn => {}
        Purpose::Quiz(_) => {
            said.push("Each question can be answered once. Your best attempt counts.".to_owned());
        }
        Purpose::PreTest(_) => said.push(
            "It shows what you know before the course. Nothing depends on it, there is one attempt, and the \
             result is kept until the last test."
                .to_owned(),
        ),
        Purpose::PostTest(_) => said.push("It shows what you know now, beside the first test.".to_owned()),
    }
    if let Some(pass) = gate.pass {
        said.push(format!("The module asks for {pass} %."));
    }
    said.push("You can leave at any time and go on later.".to_owned());
    said.join(" ")
}

fn lay_round(writer: &mut Writer, round: &RoundRow) {
    let result = match round.share {
        Some(share) => format!(", {share}"),
        None if round.answered < round.of => ", not over".to_owned(),
        None => String::new(),
    };
    let words =
        format!("{}. {}: {} of {} answered{result}", round.number, round.at.date(), round.answered, round.of);
    match &round.first {
        Some(place) => {
            let deed = Deed::Do(Command::Go(To::Step(place.clone())));
            let hook = Hook::new(writer.nth(), deed, Mark::Gutter);
            writer.target(hook, |writer| writer.say(words, Role::Text));
        }
        None => writer.say(words, Role::Text),
    }
}

/// Writes both tests beside each other.
pub(super) fn lay_tests(writer: &mut Writer, tests: TestScores) {
    let words = |share: Option<_>, none: &str| {
        share.map_or(none.to_owned(), |share: crate::exercise::Share| share.to_string())
    };
    writer.say(format!("Test before the course: {}", words(tests.before, "no result yet")), Role::Text);
    writer.say(format!("Test after the course:  {}", words(tests.after, "no result yet")), Role::Text);
    if let (Some(before), Some(after)) = (tests.before, tests.after) {
        let (before, after) = (before.percent(), after.percent());
        let change = match after.checked_sub(before) {
            Some(0) => "The same as before.".to_owned(),
            Some(more) => format!("{more} points more than before."),
            None => format!("{} points less than before.", before - after),
        };
        writer.say(change, Role::Quiet);
    }
}
