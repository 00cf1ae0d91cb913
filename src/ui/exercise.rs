//! An exercise: question, rules, the work, what came of it, and what can be done.

use super::choices::lay_choices;
use super::chrome::ellipsis;
use super::editor::lay_field;
use super::essay::lay_essay;
use super::held::Held;
use super::journey::{lay_journey, lay_way};
use super::key::{editing, page_key};
use super::paper::{Aim, Deed, Hook, Mark, Run};
use super::prose::{lay_prose, lay_sources};
use super::screen::Screen;
use super::sequence::lay_sequence;
use super::slots::lay_slots;
use super::theme::Role;
use super::thread::{lay_posts, reply_label};
use super::writer::Writer;
use crate::exercise::{Field, Item, Share, View};
use crate::keymap::Action;
use crate::session::{Desk, Scene, Stage};
use crate::text;

/// How a view is drawn: with what is picked up, and if it can be worked on.
#[derive(Clone, Copy)]
pub(super) struct Hand {
    pub(super) live: bool,
    pub(super) held: Option<Held>,
    /// What the marker is on, where its picture is shown beside its name.
    pub(super) marked: Option<Item>,
}

impl Hand {
    /// To look at, not to work on.
    const AWAY: Hand = Hand { live: false, held: None, marked: None };
}

/// The fewest cells for the first words of what a remark is about.
const LEAST_ABOUT: usize = 36;

/// Writes an exercise.
pub(super) fn lay_exercise(writer: &mut Writer, scene: &Scene<'_>, desk: &Desk<'_>, screen: &Screen) {
    lay_prose(writer, &desk.task.prompt);
    writer.gap();
    writer.say(rules(desk), Role::Quiet);
    if desk.laid_aside {
        writer.say(
            "The authors changed this exercise. Your older work is kept, but not shown here.",
            Role::Quiet,
        );
    }
    if let Some(thread) = &desk.thread {
        lay_posts(writer, thread, desk.can.work);
    }
    writer.gap();
    let first = writer.paper.targets.len();
    // A case that was walked to its end is looked back on below what it is worth.
    let judged = matches!(&desk.view, View::Journey(journey) if journey.judged);
    if judged {
        lay_result(writer, desk);
        writer.gap();
    }
    lay_work(writer, scene, desk, screen);
    let work = writer.paper.targets[first..].iter().find(|target| !is_given(&desk.view, &target.aim));
    let work = work.map(|target| target.aim.clone());
    // Keys become letters only once the learner has gone into a field; Enter leads there.
    let (field, work) = match work {
        Some(Aim::Field) => (Some(Aim::Field), None),
        work => (None, work),
    };
    lay_hints(writer, desk);
    if !judged {
        lay_result(writer, desk);
    }
    if let Some(essay) = &desk.essay {
        lay_essay(writer, essay, desk.can.rate);
    }
    let solved = desk.outcome.is_some_and(|outcome| outcome.last == Share::FULL);
    if let Some(solution) = desk.solution.as_ref().filter(|_| !solved) {
        writer.gap();
        writer.say("Solution:", Role::Heading);
        lay_view(writer, solution, Hand::AWAY);
    }
    if desk.stage == Stage::Over && !desk.sealed {
        if let Some(explain) = desk.explain {
            writer.gap();
            writer.say("Why:", Role::Heading);
            lay_prose(writer, explain);
        }
        writer.gap();
        lay_sources(writer, &desk.task.sources);
    }
    lay_buttons(writer, desk);
    let next = desk.stage == Stage::Over && desk.essay.is_none();
    writer.paper.default = if next { Some(Aim::Button(Action::NextStep)) } else { work };
    if desk.thread.as_ref().is_some_and(|thread| !thread.hidden) {
        writer.paper.default = None;
    }
    writer.paper.primary = field.or(writer.paper.primary.take());
}

/// True for a slot that the author has filled.
fn is_given(view: &View, aim: &Aim) -> bool {
    match (view, aim) {
        (View::Slots { items, .. }, Aim::Slot(slot)) => {
            items.iter().any(|item| item.fixed && item.slot == Some(*slot))
        }
        _ => false,
    }
}

fn lay_work(writer: &mut Writer, scene: &Scene<'_>, desk: &Desk<'_>, screen: &Screen) {
    match &desk.view {
        View::Field(field) => {
            let key = page_key(scene, screen);
            let writing = screen.writing.as_ref().filter(|writing| writing.key == key && desk.can.work);
            let counted = writing.map(|writing| writing.counted);
            writer.flow(&field_label(desk, field, counted));
            lay_field(writer, field, writing.map(|writing| &writing.draft), editing(scene, screen));
            if let Some(mark) = field.mark {
                writer.flow(&[verdict(mark)]);
            }
        }
        View::Journey(journey) => {
            lay_journey(writer, journey, Hand { live: desk.can.work, ..Hand::AWAY });
        }
        View::Choices { .. } | View::Sequence { .. } | View::Slots { .. } => {
            let gaze = screen.known(&page_key(scene, screen));
            let marked = match gaze.and_then(|gaze| gaze.focus.as_ref()) {
                Some(Aim::Item(item)) => Some(*item),
                Some(_) | None => None,
            };
            lay_view(writer, &desk.view, Hand { live: desk.can.work, held: screen.held, marked });
        }
    }
}

fn lay_view(writer: &mut Writer, view: &View, hand: Hand) {
    match view {
        View::Choices { many, rows } => lay_choices(writer, *many, rows, hand),
        View::Sequence { rows } => lay_sequence(writer, rows, hand),
        View::Slots { layout, slots, items } => lay_slots(writer, layout, slots, items, hand),
        View::Field(field) => lay_field(writer, field, None, false),
        View::Journey(journey) => lay_way(writer, journey),
    }
}

fn field_label(desk: &Desk<'_>, field: &Field, counted: Option<usize>) -> Vec<Run<'static>> {
    let mut label = match &desk.thread {
        Some(thread) => reply_label(thread),
        None if field.long => "Your text".to_owned(),
        None => "Your answer".to_owned(),
    };
    if let Some(unit) = &field.unit {
        label.push_str(&format!(", in {unit}"));
    }
    let mut runs = vec![Run::new(format!("{label}:"), Role::Strong)];
    if field.long {
        let has = counted.unwrap_or_else(|| text::own_words(&field.text));
        let wanted = match field.words {
            Some(range) if range.most == usize::MAX || range.most == 0 => {
                format!(" {has} words, at least {} wanted", range.least)
            }
            Some(range) => format!(" {has} words, {} to {} wanted", range.least, range.most),
            None => format!(" {has} words"),
        };
        // In the pen of the text below: the number changes while letters come.
        runs.push(Run::new(wanted, Role::Text));
    }
    runs
}

/// How the answer counts, said before the attempt.
fn rules(desk: &Desk<'_>) -> String {
    let mut said = desk.rules.clone();
    let graded = desk.task.body.solution().is_some();
    // The same before and after each try, so that what stands below need not move.
    if graded {
        // In a test there are other terms than those of the exercise itself.
        let tries = desk.left.map(|left| left.saturating_add(desk.tries));
        match tries {
            Some(1) => said.push("One try.".to_owned()),
            Some(tries) => said.push(format!("{tries} tries.")),
            None => said.push("Any number of tries.".to_owned()),
        }
        let penalty = desk.task.terms.penalty;
        if penalty > 0 && tries != Some(1) {
            said.push(format!("Each further try costs {penalty} %."));
        }
    }
    if desk.sealed && desk.stage == Stage::Open {
        said.push("The result is shown after the last test.".to_owned());
    }
    said.join(" ")
}

fn lay_hints(writer: &mut Writer, desk: &Desk<'_>) {
    for (index, hint) in desk.hints.iter().enumerate() {
        writer.gap();
        writer.paper.news = Some(writer.here());
        writer.within(&format!("Hint {}: ", index + 1), "  ", |writer| lay_prose(writer, hint));
    }
}

fn lay_result(writer: &mut Writer, desk: &Desk<'_>) {
    let handed_in = desk.stage != Stage::Open;
    let retried = desk.tries > 0 && !desk.sealed && desk.task.body.solution().is_some();
    if !handed_in && !retried {
        return;
    }
    writer.gap();
    if handed_in {
        writer.paper.news = Some(writer.here());
    }
    match desk.outcome {
        _ if desk.sealed => {
            writer.say("Handed in. The result is shown after the last test.", Role::Strong);
        }
        Some(outcome) if handed_in => {
            let (word, role) = match outcome.last {
                Share::FULL => ("Right: ", Role::Right),
                Share::NONE => ("Wrong: ", Role::Wrong),
                _ => ("Partly right: ", Role::Strong),
            };
            let mut rest = outcome.last.to_string();
            if outcome.best != outcome.last {
                rest.push_str(&format!(". It counts {}", outcome.best));
            }
            if desk.stage == Stage::Checked {
                rest.push_str(&match desk.left {
                    Some(1) => ". One try is left".to_owned(),
                    Some(left) => format!(". {left} tries are left"),
                    None => ". You can try again".to_owned(),
                });
            }
            writer.flow(&[Run::new(word, role), Run::new(format!("{rest}."), Role::Text)]);
        }
        Some(outcome) => writer.say(format!("So far it counts {}.{}", outcome.best, tries(desk)), Role::Text),
        None if retried && !handed_in => {
            let said = tries(desk);
            if !said.is_empty() {
                writer.say(said.trim_start(), Role::Text);
            }
        }
        None if desk.tries > 0 => writer.say("Handed in.", Role::Strong),
        None => writer.say("The solution was shown; this counts 0 %.", Role::Strong),
    }
    if handed_in {
        for remark in &desk.remarks {
            let about = brief(&remark.about, (writer.width() / 2).max(LEAST_ABOUT), writer.ascii());
            writer.flow(&judged(&about, Role::Text, Some(remark.right)));
            writer.within("  ", "  ", |writer| lay_prose(writer, remark.text));
        }
    }
}

/// What the next try is about, where there was one before.
fn tries(desk: &Desk<'_>) -> String {
    let mut said = match desk.left {
        Some(1) => " This is the last try.".to_owned(),
        Some(left) => format!(" {left} tries left."),
        None => String::new(),
    };
    if desk.worth < Share::FULL {
        said.push_str(&format!(" This one can earn {}.", desk.worth));
    }
    said
}

/// The first words of an item that stands in full among the work above.
fn brief(words: &str, cells: usize, ascii: bool) -> String {
    let words = text::clean_line(words);
    if text::width(&words) <= cells {
        return words;
    }
    let sign = ellipsis(ascii);
    let row = text::wrap(&words, cells.saturating_sub(text::width(sign)).max(1)).into_iter().next();
    let row = row.map_or("", |row| &words[row]);
    format!("{}{sign}", row.trim_end_matches([',', ';', ':', '.', ' ']))
}

/// Words with right or wrong behind them, if that may be seen.
pub(super) fn judged(words: &str, role: Role, mark: Option<bool>) -> Vec<Run<'_>> {
    let Some(right) = mark else { return vec![Run::new(words, role)] };
    let (words, sign) = text::lead(words);
    let verdict = verdict(right);
    // One pen for the sign and the word: rows of an answer end with both.
    vec![Run::new(words, role), Run::new(format!("{sign}{}", verdict.text), verdict.role)]
}

/// The word for right or wrong.
fn verdict(right: bool) -> Run<'static> {
    if right { Run::new("right", Role::Right) } else { Run::new("wrong", Role::Wrong) }
}

fn lay_buttons(writer: &mut Writer, desk: &Desk<'_>) {
    let machine = desk.task.body.solution().is_some();
    let check = match &desk.thread {
        Some(_) => "Post",
        None if machine && !desk.sealed => "Check",
        None => "Hand in",
    };
    let goes_on = matches!(&desk.view, View::Journey(journey) if !journey.rows.is_empty());
    let buttons = [
        (desk.can.check || (desk.can.work && !goes_on), Action::Check, check),
        (desk.can.hint, Action::Hint, "Hint"),
        (desk.can.retry, Action::Retry, "Try again"),
        (desk.can.solution, Action::Solution, "Show the solution"),
        (true, Action::NextStep, "Next"),
    ];
    writer.gap();
    lay_row_of_buttons(
        writer,
        buttons.into_iter().filter(|(can, ..)| *can).map(|(_, act, word)| (act, word)),
    );
    if goes_on {
        // Enter at the end of the page must not go on while the case does.
        writer.paper.primary = None;
    }
}

/// Writes buttons beside each other; the first is the main one.
pub(super) fn lay_row_of_buttons<'w>(writer: &mut Writer, buttons: impl Iterator<Item = (Action, &'w str)>) {
    let mut runs: Vec<Run<'_>> = Vec::new();
    for (action, word) in buttons {
        let hook = Hook::new(Aim::Button(action), Deed::Act(action), Mark::Inner);
        if runs.is_empty() {
            writer.paper.primary = Some(hook.aim.clone());
        } else {
            runs.push(Run::new(" ", Role::Text));
        }
        runs.push(Run::button(word, hook));
    }
    writer.flow(&runs);
}
