//! The pages beside the steps, in lines.

use super::lines::{Lines, count, sentence, with_states};
use super::prose;
use crate::course::{Role, Step};
use crate::exercise::Share;
use crate::session::{Certificate, Gate, Glossary, Notes, Paragraph, Report, Search, Sources};
use crate::text;

/// Says what a newcomer should know.
pub(super) fn tour(course: &str, lines: &mut Lines) {
    lines.say(format!("Welcome to {}", sentence(course)));
    lines.gap();
    lines.say("This is the course in plain lines. You say one line at a time and press Enter.");
    lines
        .say("On a text, press Enter alone to go on. Say back to go back, and contents to hear all lessons.");
    lines.say("In an exercise, rows have numbers and items have letters.");
    lines.say("To choose row 2, say 2. To move row 2 to place 1, say 2 to 1.");
    lines.say("To put item b into place 1, say b to 1. To take it out again, say b out.");
    lines.say("To answer in words, write them; for a longer text, say write first.");
    lines.say("To hand in an answer, say check. Hint, retry and undo do what they say.");
    lines.say("To hear a page again, say again. To hear all you can say, say help.");
    lines.say("To leave, say quit. Your work is kept, and continue brings you back to it.");
    lines.say("Press Enter to go on.");
}

/// Says the front page of a quiz or test.
pub(super) fn gate(gate: &Gate<'_>, lines: &mut Lines) {
    let drawn =
        format!("{} drawn from {}", count(gate.draw.count, "question is", "questions are"), gate.bank);
    lines.say(match gate.lesson.role {
        Role::Learn | Role::Quiz(_) => format!("Quiz: {drawn}, anew for each attempt."),
        Role::PreTest(_) => {
            format!("Test before the course: {drawn}. One attempt, and no result until the end.")
        }
        Role::PostTest(_) => format!("Test after the course: {drawn}. It is compared with the first test."),
    });
    if let Some(pass) = gate.pass {
        lines.say(format!("The module asks for {pass} %."));
    }
    for round in &gate.rounds {
        let share = round.share.map_or_else(String::new, |share| format!(", {share}"));
        let begun = round.at.minute();
        let answered = format!("{} of {} answered", round.answered, round.of);
        lines.say(format!("{}. Attempt {}, begun {begun}, {answered}{share}", round.number, round.number));
    }
    if let Some(tests) = &gate.tests {
        test_scores(tests.before, tests.after, lines);
    }
    let open = gate.rounds.iter().any(|round| round.answered < round.of);
    if gate.can_start {
        lines.say(if open {
            "Say start to go on with the attempt."
        } else {
            "Say start to begin an attempt."
        });
    }
    if !gate.rounds.is_empty() {
        lines.say("Say the number of an attempt to look at it.");
    }
    lines.say("Say next to leave it for now.");
}

fn test_scores(before: Option<Share>, after: Option<Share>, lines: &mut Lines) {
    if let Some(before) = before {
        lines.say(format!("Test before the course: {before}."));
    }
    if let Some(after) = after {
        lines.say(format!("Test after the course: {after}."));
    }
}

/// Says to the learner how far they came.
pub(super) fn progress(learner: &str, report: &Report<'_>, lines: &mut Lines) {
    lines.say(format!("Your progress, {learner}"));
    standing(report, lines);
    lines.say(if report.complete {
        "Say certificate to hear your certificate, or back to go back."
    } else {
        "Say certificate to hear a statement of it for others, or back to go back."
    });
}

/// How far a learner came, as plain lines for somebody who is not in the course now.
pub fn report(learner: &str, report: &Report<'_>) -> String {
    let mut lines = Lines::default();
    lines.say(format!("Learner: {learner}"));
    standing(report, &mut lines);
    lines.finish(None)
}

fn standing(report: &Report<'_>, lines: &mut Lines) {
    lines.say(format!("{} of {} done.", report.done, count(report.of, "step", "steps")));
    if let Some(share) = report.share {
        lines.say(format!(
            "Of the points handed in you have {share}; {} % of all complete the course.",
            report.pass
        ));
    }
    if report.extras.of > 0 {
        let (done, of) = (report.extras.done, report.extras.of);
        lines.say(format!("Extra lessons: {done} of {of} done; none is needed."));
    }
    let minutes = usize::try_from(report.minutes).unwrap_or_default();
    lines.say(format!("You have worked for {}.", count(minutes, "minute", "minutes")));
    for (module, number) in report.modules.iter().zip(1..) {
        let share = module.share.map(|share| share.to_string());
        let done = format!("{} of {} done", module.done, count(module.of, "step", "steps"));
        let complete = if module.complete { "complete" } else { "not complete" };
        let states = [done.as_str()].into_iter().chain(share.as_deref()).chain([complete]);
        lines.say(format!("Module {number}: {}", with_states(module.title, states)));
    }
    test_scores(report.tests.before, report.tests.after, lines);
    if report.complete {
        lines.say("The course is complete.");
    } else if !report.missing.is_empty() {
        lines.say("Still missing:");
        report.missing.iter().for_each(|missing| lines.say(format!("- {missing}")));
    }
    for day in &report.days {
        let minutes = count(usize::try_from(day.minutes).unwrap_or_default(), "minute", "minutes");
        let answers = count(usize::try_from(day.answers).unwrap_or_default(), "answer", "answers");
        lines.say(format!("{}: {minutes}, {answers}.", day.date));
    }
}

/// Says what the learner can show to others.
pub(super) fn certificate(certificate: &Certificate<'_>, lines: &mut Lines) {
    for paragraph in certificate.paragraphs() {
        match paragraph {
            Paragraph::Heading(words) => {
                lines.gap();
                lines.say(words);
            }
            Paragraph::Text(words) => lines.say(words),
            Paragraph::Entry(words) => lines.say(format!("- {words}")),
        }
    }
    lines.gap();
    lines.say(certificate.to_print());
    lines.say(BACK);
}

/// Said on pages that are looked at beside the course.
const BACK: &str = "Say back to go back.";

/// Says what was found.
pub(super) fn search(search: &Search<'_>, lines: &mut Lines) {
    let found = match (search.hits.len(), search.more) {
        (0, _) => format!("Nothing was found for {}", sentence(&search.query)),
        (hits, false) => format!("{} for {}", count(hits, "place", "places"), sentence(&search.query)),
        (hits, true) => {
            format!("More than {hits} places for {} Here are the first.", sentence(&search.query))
        }
    };
    lines.say(found);
    for (hit, number) in search.hits.iter().zip(1..) {
        let (lesson, sign) = text::lead(hit.lesson);
        lines.say(format!("{number}. {}, in {lesson}{sign}{}", hit.title, hit.context.trim()));
    }
    lines.say(if search.hits.is_empty() { BACK } else { "Say a number to open it, or back to go back." });
}

/// Says the glossary, or the term that is open.
pub(super) fn glossary(glossary: &Glossary<'_>, lines: &mut Lines) {
    if let Some(open) = &glossary.open {
        prose::led(&open.term.name, &open.term.text, lines);
        if !open.term.sources.is_empty() {
            lines.say(format!("Sources: {}.", open.term.sources.join(", ")));
        }
        mentions(&open.steps, lines);
        return;
    }
    lines.say(format!("Glossary: {}", count(glossary.terms.len(), "term", "terms")));
    for ((_, term), number) in glossary.terms.iter().zip(1..) {
        lines.say(format!("{number}. {}", term.name));
    }
    lines.say("Say a number to hear what it means, or back to go back.");
}

/// Says the sources, or the one that is open.
pub(super) fn sources(sources: &Sources<'_>, lines: &mut Lines) {
    if let Some(open) = &sources.open {
        lines.say(format!("Source {}: {}", open.code, sentence(&open.cited.title)));
        if let Some(at) = &open.cited.at {
            lines.say(format!("It can be found at {at}"));
        }
        mentions(&open.steps, lines);
        return;
    }
    lines.say(format!("Sources: {}", sources.sources.len()));
    for ((code, cited), number) in sources.sources.iter().zip(1..) {
        lines.say(format!("{number}. {code}: {}", sentence(&cited.title)));
    }
    lines.say("Say a number to open it, or back to go back.");
}

fn mentions(steps: &[&Step], lines: &mut Lines) {
    if steps.is_empty() {
        lines.say(BACK);
        return;
    }
    lines.say("Steps that mention it:");
    for (step, number) in steps.iter().zip(1..) {
        lines.say(format!("{number}. {}", step.title));
    }
    lines.say("Say a number to go there, or back to go back.");
}

/// Says notes and bookmarks.
pub(super) fn notes(notes: &Notes<'_>, lines: &mut Lines) {
    if notes.rows.is_empty() {
        lines.say("There are no notes and no bookmarks yet.");
        lines.say(BACK);
        return;
    }
    lines.say("Notes and bookmarks");
    for (row, number) in notes.rows.iter().zip(1..) {
        let bookmark = if row.bookmarked { ", with a bookmark" } else { "" };
        let note = row.note.map_or_else(String::new, |note| format!(": {}", note.replace('\n', " ")));
        let lesson = if row.lesson.is_empty() { String::new() } else { format!(", in {}", row.lesson) };
        lines.say(format!("{number}. {}{lesson}{bookmark}{note}", row.title));
    }
    lines.say("Say a number to go there, or back to go back.");
}
