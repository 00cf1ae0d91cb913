//! An exercise in lines: what is asked, what it earns, what was said about it.

use super::desk;
use super::journey;
use super::lines::{Lines, count, sentence};
use super::prose;
use super::review;
use super::thread;
use crate::exercise::{Criterion, Layout, Share, SlotRow, View};
use crate::session::{Desk, EssayDesk, Place, Stage};

/// Says the whole exercise.
pub(super) fn exercise(desk: &Desk<'_>, lines: &mut Lines) {
    if desk.laid_aside {
        lines.say("This exercise was changed by its authors. Your earlier work on it was laid aside.");
    }
    lines.say(what_to_do(desk));
    prose::prose(&desk.task.prompt, lines);
    rules(desk, lines);
    prose::leads(&desk.task.prompt, lines);
    lines.gap();
    hints(desk, 0, lines);
    if let Some(thread) = &desk.thread {
        thread::thread(thread, lines);
        lines.gap();
    }
    // A case that was walked to its end is looked back on below what it is worth.
    if !matches!(&desk.view, View::Journey(journey) if journey.judged) {
        desk::desk(&desk.view, lines);
        lines.gap();
    }
    if let Some(essay) = &desk.essay {
        self::essay(essay, lines);
        lines.gap();
    }
    outcome(desk, lines);
    lines.say(what_next(desk));
}

/// Says the hints that are shown, but for the first few.
pub(super) fn hints(desk: &Desk<'_>, known: usize, lines: &mut Lines) {
    for (hint, number) in desk.hints.iter().zip(1..).skip(known) {
        prose::led(&format!("Hint {number} of {}", desk.task.hints.len()), hint, lines);
    }
}

/// Says what came of handing in, if anything did.
pub(super) fn outcome(desk: &Desk<'_>, lines: &mut Lines) {
    if desk.stage == Stage::Open {
        return;
    }
    if desk.sealed {
        lines.say("Handed in. The result is kept back until the test at the end.");
        return;
    }
    if desk.tries == 0 {
        lines.say("The solution was shown before an answer was handed in.");
    }
    let full = desk.outcome.is_some_and(|outcome| outcome.last == Share::FULL);
    if let Some(outcome) = desk.outcome {
        let word = match outcome.last {
            Share::FULL => "Right",
            Share::NONE => "Wrong",
            _ => "Partly right",
        };
        lines.say(format!("{word}: {}.", outcome.last));
        if outcome.best != outcome.last {
            lines.say(format!("Counted: {}.", outcome.best));
        }
    }
    if let View::Journey(journey) = &desk.view {
        journey::journey(journey, lines);
    }
    for remark in &desk.remarks {
        let about = if remark.right { "Right" } else { "Wrong" };
        prose::led(&format!("{about}, {}", remark.about), remark.text, lines);
    }
    if let Some(view) = desk.solution.as_ref().filter(|_| !full) {
        lines.say("The solution:");
        desk::solution(view, lines);
    }
    if let Some(why) = desk.explain {
        prose::led("Why", why, lines);
    }
    if desk.stage == Stage::Over && !desk.task.sources.is_empty() {
        lines.say(format!(
            "Sources of the answer: {}. Say source {} to hear what it is.",
            desk.task.sources.join(", "),
            desk.task.sources[0].split([' ', ',']).next().unwrap_or_default()
        ));
    }
}

/// What can be done now, in a sentence.
pub(super) fn what_next(desk: &Desk<'_>) -> String {
    if let Some(thread) = &desk.thread {
        return match (desk.can.check, thread.posts.is_empty()) {
            (true, _) => "Say check to post your text, or next to go on.".to_owned(),
            (false, true) => "Say write to write a post, or next to go on.".to_owned(),
            (false, false) => {
                "Say write to write a post, reply 1 to answer post 1, or next to go on.".to_owned()
            }
        };
    }
    match desk.stage {
        Stage::Open if desk.can.check && matches!(desk.view, View::Sequence { .. }) => {
            format!("{} Say check to hand it in.", first_gesture(&desk.view))
        }
        Stage::Open if desk.can.check => "Say check to hand it in.".to_owned(),
        Stage::Open => format!("{} Say help to hear what else you can say.", first_gesture(&desk.view)),
        Stage::Checked if desk.outcome.is_none() => {
            "Say next to go on, or retry to work on it again.".to_owned()
        }
        Stage::Checked => {
            let left = desk.left.map_or_else(String::new, |left| format!("{}. ", count_left(left)));
            format!("{left}Say retry to try again for up to {}, or next to go on.", desk.worth)
        }
        Stage::Over => "Say next to go on.".to_owned(),
    }
}

/// How to begin with a desk.
pub(super) fn first_gesture(view: &View) -> String {
    let words = match view {
        View::Choices { many: false, .. } => "Say a number to choose.",
        View::Choices { many: true, .. } => "Say numbers to tick them, such as 1 2.",
        View::Sequence { .. } => "Say 2 to 1 to move row 2 to place 1.",
        View::Slots { slots, items, .. } => {
            let loose = items.iter().position(|row| !row.fixed).unwrap_or_default();
            let fixed = |slot: &SlotRow| items.iter().any(|row| row.fixed && row.slot == Some(slot.slot));
            let free = slots.iter().position(|slot| !fixed(slot)).unwrap_or_default() + 1;
            let item = desk::letters(loose);
            return format!("Say {item} to {free} to put item {item} into place {free}.");
        }
        View::Field(field) if field.long => "Say write to write.",
        View::Field(_) => "Say your answer.",
        View::Journey(_) => "Say a number to choose; a choice is final.",
    };
    words.to_owned()
}

fn count_left(left: u32) -> String {
    if left == 1 { "One try is left".to_owned() } else { format!("{left} tries are left") }
}

fn count_is(hints: usize, more: bool) -> String {
    let more = if more { "more " } else { "" };
    if hints == 1 { format!("is 1 {more}hint") } else { format!("are {hints} {more}hints") }
}

fn what_to_do(desk: &Desk<'_>) -> &'static str {
    match &desk.view {
        View::Journey(_) => "Exercise: a case. Choose what to do, scene by scene.",
        View::Choices { many: false, .. } => "Exercise: choose one.",
        View::Choices { many: true, .. } => "Exercise: choose one or several.",
        View::Sequence { .. } => "Exercise: put the rows in order.",
        View::Slots { layout: Layout::Pairs, .. } => "Exercise: put the items where they belong.",
        View::Slots { layout: Layout::Groups, .. } => "Exercise: put the items into groups.",
        View::Slots { layout: Layout::Text(_), .. } => "Exercise: fill the gaps.",
        View::Slots { layout: Layout::Grid { .. }, .. } => "Exercise: put the picture together.",
        View::Field(_) if desk.thread.is_some() => "Discussion: write for others to read.",
        View::Field(field) if field.long => "Exercise: write a text.",
        View::Field(_) => "Exercise: write a short answer.",
    }
}

fn rules(desk: &Desk<'_>, lines: &mut Lines) {
    let mut rules: Vec<String> = desk.rules.iter().map(|rule| sentence(rule)).collect();
    let graded = desk.task.body.solution().is_some();
    if graded && desk.stage == Stage::Open {
        if let Some(left) = desk.left {
            rules.push(match desk.tries {
                0 => {
                    format!("You have {}.", count(usize::try_from(left).unwrap_or_default(), "try", "tries"))
                }
                _ => format!("{}.", count_left(left)),
            });
        }
        if desk.tries > 0 {
            rules.push(format!("This try can earn up to {}.", desk.worth));
        } else if desk.left != Some(1) && desk.task.terms.penalty > 0 && matches!(desk.place, Place::Step(_))
        {
            rules.push(format!("Each retry costs {} %.", desk.task.terms.penalty));
        }
        let ready = desk.task.hints.len() - desk.hints.len().min(desk.task.hints.len());
        if desk.can.hint {
            rules.push(format!("There {}.", count_is(ready, !desk.hints.is_empty())));
        }
    }
    if !rules.is_empty() {
        lines.say(format!("Rules: {}", rules.join(" ")));
    }
}

/// Says the rubric with the learner's ratings, and the model answer once it may be seen.
pub(super) fn essay(desk: &EssayDesk<'_>, lines: &mut Lines) {
    lines.say(if desk.model { "How well does your text do this?" } else { "What a good text does:" });
    for (at, criterion) in desk.essay.rubric.iter().enumerate() {
        let own = desk.ratings.get(at).copied().flatten();
        let own = match (own, desk.model) {
            (Some(rating), _) => format!(" You say {rating}, {}.", rating_word(rating)),
            (None, true) => " Not rated yet.".to_owned(),
            (None, false) => String::new(),
        };
        lines.say(format!("{}. {}: {}{own}", at + 1, criterion.name, sentence(&criterion.full)));
    }
    if desk.model {
        let words = Criterion::RATINGS.iter().zip(0..).map(|(word, number)| format!("{number} {word}"));
        let words = words.collect::<Vec<_>>().join(", ");
        lines.say(format!("Say rate 1 3 to give line 1 a 3. The ratings are {words}."));
        prose::led("Model answer", &desk.essay.model, lines);
    }
    if let Some(row) = &desk.review {
        review::row(row, lines);
    }
    review::remarks(desk, lines);
}

/// What a rating means.
pub(super) fn rating_word(rating: u8) -> &'static str {
    Criterion::RATINGS.get(usize::from(rating)).copied().unwrap_or("unknown")
}
