//! The console in lines: the same pages as plain sentences, and commands as words.

use super::class_lines;
use super::console::{Console, View, Wish, poll};
use super::draw::title;
use super::marks::{mark, rubric};
use super::page::Page;
use super::post_lines::{self, number_of, number_posts, posts};
use super::reviews::give_out;
use super::rows::{rows, shown, title as step_title};
use crate::class::{Presence, Roll, Spot, Teaching, essays, reviewing};
use crate::course::{LearnerId, ModuleId, StepId};
use crate::text::clean_line;

/// The longest line that is listened to, in bytes.
const MAX_HEARD: usize = 10_000;
/// Where lines are broken in a page that is said.
const WIDTH: usize = 76;

const HELP: &str = "\
Pages: wall, learner NAME, exercises, charts, essays, essay NUMBER, reviews, review STEP, poll, modules.
Who: group NAME, group all, names off, names on.
hint NAME WORDS: a hint for one, on the step where they are.
hint all STEP WORDS: a hint for all. announce WORDS: something for all.
lead STEP: bring all to a step. release: let them go.
open module ID, close module ID.
poll QUESTION / ANSWER / ANSWER, close poll.
mark NUMBER 3 2 1 COMMENT: mark an essay, a rating of 0 to 3 for each line.
review STEP open 2: have learners review each other's essays, 2 each, without names.
review STEP give out: give the essays out, also to those who came later.
review STEP end: end the review; all see what others said of theirs.
course: the course, as learners see it. quit: leave.
";

/// What came of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// Lines that end with a newline, or nothing.
    pub words: String,
    /// What is to be done.
    pub wishes: Vec<Wish>,
}

/// Says the page.
pub fn say(console: &mut Console, view: &View<'_>) -> String {
    if matches!(console.page, Page::Posts | Page::Post(_)) {
        number_posts(console, view);
    }
    let console = &*console;
    let mut lines = vec![title(console, view).split_whitespace().collect::<Vec<_>>().join(" ")];
    match (&console.page, console.roll(view)) {
        (Page::Help, _) => return format!("{HELP}{}{}", post_lines::HELP, class_lines::HELP),
        (Page::Wall, Some(roll)) => lines.extend(learners(console, view, &roll)),
        (Page::Essays, Some(roll)) => {
            let all = rows(console, view, WIDTH);
            let numbered = !essays(&roll).is_empty();
            lines.extend((1..).zip(all).map(|(nth, row)| match numbered {
                true => format!("{nth}: {}", row.words()),
                false => row.words(),
            }));
        }
        (Page::Posts, Some(roll)) => lines.extend(posts(console, view, &roll)),
        (Page::Reviews, Some(roll)) => {
            lines.extend(rows(console, view, WIDTH).iter().map(super::rows::Row::words));
            lines.push("Essay steps by name:".to_owned());
            lines.extend(
                reviewing(&roll).iter().map(|one| format!("{}: {}", one.step, step_title(view, one.step))),
            );
        }
        (Page::Post(key), Some(_)) => {
            lines.extend(number_of(console, key).map(|number| format!("Number {number}")));
            lines.extend(rows(console, view, WIDTH).iter().map(super::rows::Row::words));
        }
        (Page::Modules, Some(_)) => {
            let ids = view.course.modules.iter().map(|module| format!("{}: {}", module.id, module.title));
            lines.extend(rows(console, view, WIDTH).iter().map(super::rows::Row::words));
            lines.push("Modules by name:".to_owned());
            lines.extend(ids);
        }
        (
            Page::Learner(_)
            | Page::Exercises
            | Page::Charts
            | Page::Essay(_)
            | Page::Review(_)
            | Page::Poll
            | Page::Classes
            | Page::Class(_)
            | Page::Code(..)
            | Page::Said(..),
            Some(_),
        )
        | (_, None) => lines.extend(rows(console, view, WIDTH).iter().map(super::rows::Row::words)),
    }
    lines
        .into_iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| clean_line(line.trim_end()) + "\n")
        .collect()
}

/// A sentence for each learner: signs in cells say nothing to the ear.
fn learners(console: &Console, view: &View<'_>, roll: &Roll<'_>) -> Vec<String> {
    let line = |(member, name): (crate::class::Member<'_>, String)| {
        let standing = roll.standing(&member);
        let far = format!("{name}: {} of {} steps", standing.done, standing.of);
        let Some(seen) = member.seen else { return format!("{name}: has not come yet.") };
        let at = seen.at_step().map_or_else(String::new, |step| format!(": {}", step_title(view, step)));
        if seen.stuck_at(view.course, view.now).is_some() {
            return format!("{far}, stuck{at}");
        }
        match seen.presence(view.now) {
            Presence::Here => format!("{far}, at work{at}"),
            Presence::Away => format!("{far}, away{at}"),
            Presence::Gone => format!("{far}."),
        }
    };
    shown(console, roll).into_iter().map(line).collect()
}

/// Listens to a line.
pub fn hear(console: &mut Console, line: &str, view: &View<'_>) -> Heard {
    console.message = None;
    if line.len() > MAX_HEARD {
        return said("That line is too long.");
    }
    if let Some(heard) = class_lines::listen(console, line) {
        return heard;
    }
    let line = line.trim();
    let (word, rest) =
        line.split_once(char::is_whitespace).map_or((line, ""), |(word, rest)| (word, rest.trim()));
    let page = match (word, rest) {
        ("wall" | "1", "") => Page::Wall,
        ("exercises" | "2", "") => Page::Exercises,
        ("charts" | "3", "") => Page::Charts,
        ("essays" | "4", "") => Page::Essays,
        ("reviews", "") => Page::Reviews,
        ("poll" | "5", "") => Page::Poll,
        ("modules" | "6", "") => Page::Modules,
        ("posts" | "7", "") if !console.projector => Page::Posts,
        ("help" | "?", "") => Page::Help,
        ("", "") => console.page.clone(),
        _ => return order(console, word, rest, view),
    };
    console.told = 0;
    console.go(page);
    Heard { words: say(console, view), wishes: Vec::new() }
}

fn order(console: &mut Console, word: &str, rest: &str, view: &View<'_>) -> Heard {
    let about_posts = post_lines::hear(console, word, rest, view);
    if let Some(heard) = about_posts.or_else(|| class_lines::hear(console, word, rest, view)) {
        return heard;
    }
    let what = match (word, rest) {
        ("quit", "") => return Heard { words: String::new(), wishes: vec![Wish::Quit] },
        ("course", "") => return Heard { words: String::new(), wishes: vec![Wish::Course] },
        ("names", "off" | "on") => {
            console.projector = rest == "off";
            if !console.page.is_for_all() {
                console.go(Page::Wall);
            }
            Ok(None)
        }
        ("learner", name) if console.projector && !name.is_empty() => Err("Names are hidden. Say names on."),
        ("learner", name) => person(console, name, view).map(|who| {
            console.go(Page::Learner(who));
            None
        }),
        ("group", name) => group(console, name, view).map(|()| None),
        ("essay", number) => essay(console, number, view).map(|key| {
            console.go(Page::Essay(key));
            None
        }),
        ("announce", text) if !text.is_empty() => Ok(Some(Teaching::Announce(text.to_owned()))),
        ("hint", rest) => hint(console, rest, view).map(Some),
        ("lead", step) => spot(step, view).map(|spot| Some(Teaching::Lead(spot))),
        ("release", "") => Ok(Some(Teaching::Release)),
        ("open", rest) => {
            module(rest, view).map(|module| Some(Teaching::OpenModule(view.course.id.clone(), module)))
        }
        ("close", "poll") => {
            let open = console.cohort(view).and_then(|cohort| cohort.learning.poll());
            open.ok_or("There is no open poll.").map(|(id, _)| Some(Teaching::ClosePoll(id.clone())))
        }
        ("close", rest) => {
            module(rest, view).map(|module| Some(Teaching::CloseModule(view.course.id.clone(), module)))
        }
        ("poll", text) => Ok(Some(poll(text))),
        ("mark", rest) => marks(console, rest, view).map(Some),
        ("review", _) if console.projector => Err("Names are hidden. Say names on."),
        ("review", rest) => review(console, rest, view),
        _ => Err("That is not understood. Say help to hear what can be said."),
    };
    match what {
        Ok(Some(what)) => Heard { words: String::new(), wishes: console.teach(what, view) },
        Ok(None) => Heard { words: say(console, view), wishes: Vec::new() },
        Err(words) => said(words),
    }
}

pub(super) fn said(words: &str) -> Heard {
    Heard { words: format!("{words}\n"), wishes: Vec::new() }
}

pub(super) type Answer<T> = Result<T, &'static str>;

fn person(console: &Console, name: &str, view: &View<'_>) -> Answer<LearnerId> {
    let id = LearnerId::from(name);
    let there = console.cohort(view).is_some_and(|cohort| cohort.members.contains_key(&id));
    there.then_some(id).ok_or("There is nobody with this login name in the class.")
}

fn group(console: &mut Console, name: &str, view: &View<'_>) -> Answer<()> {
    let known = console.cohort(view).and_then(|cohort| {
        let mut groups = cohort.plan.groups.keys();
        groups.find(|group| group.as_str() == name).cloned()
    });
    match (known, name) {
        (_, "all") => console.group = None,
        (Some(group), _) => console.group = Some(group),
        (None, _) => return Err("There is no such group in the class."),
    }
    Ok(())
}

pub(super) fn spot(step: &str, view: &View<'_>) -> Answer<Spot> {
    let step = StepId::from(step);
    view.course.step(&step).ok_or("There is no such step in the course.")?;
    Ok(Spot { course: view.course.id.clone(), step })
}

fn module(words: &str, view: &View<'_>) -> Answer<ModuleId> {
    let name = words.strip_prefix("module").unwrap_or(words).trim();
    let found = view.course.modules.iter().find(|module| module.id.as_str() == name);
    found.map(|module| module.id.clone()).ok_or("There is no such module. The page modules names them.")
}

fn hint(console: &Console, rest: &str, view: &View<'_>) -> Answer<Teaching> {
    let (who, text) = rest.split_once(char::is_whitespace).ok_or("Say: hint NAME WORDS")?;
    if who == "all" {
        let (step, text) = text.trim().split_once(char::is_whitespace).ok_or("Say: hint all STEP WORDS")?;
        return Ok(Teaching::Hint { to: None, spot: spot(step, view)?, text: text.trim().to_owned() });
    }
    let who = person(console, who, view)?;
    let step = view.wall.seen(&who).and_then(|seen| seen.at_step()).ok_or("They are at no step yet.")?;
    let spot = Spot { course: view.course.id.clone(), step: step.clone() };
    Ok(Teaching::Hint { to: Some(who), spot, text: text.trim().to_owned() })
}

fn essay(console: &Console, number: &str, view: &View<'_>) -> Answer<crate::class::EssayKey> {
    if console.projector {
        return Err("Names are hidden. Say names on.");
    }
    let roll = console.roll(view).ok_or("You lead no class here.")?;
    let number: usize = number.parse().map_err(|_| "Say the number of an essay.")?;
    let all = essays(&roll);
    let found = number.checked_sub(1).and_then(|at| all.into_iter().nth(at));
    found.map(|essay| essay.key).ok_or("There is no essay of this number.")
}

fn review(console: &mut Console, rest: &str, view: &View<'_>) -> Answer<Option<Teaching>> {
    let (step, what) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let spot = spot(step, view)?;
    let roll = console.roll(view).ok_or("You lead no cohort here.")?;
    if reviewing(&roll).iter().all(|one| *one.step != spot.step) {
        return Err("This step has no essay. The page reviews names those that have one.");
    }
    let (word, number) = what.trim().split_once(char::is_whitespace).unwrap_or((what.trim(), ""));
    Ok(Some(match (word, number.trim()) {
        ("", "") => {
            console.go(Page::Review(spot.step));
            return Ok(None);
        }
        ("open", number) => {
            let each =
                number.parse().map_err(|_| "Say how many essays each is to review: review STEP open 2")?;
            Teaching::OpenReview(spot, each)
        }
        ("give", "out") => give_out(&roll, spot),
        ("end", "") => Teaching::CloseReview(spot),
        _ => return Err("Say: review STEP open 2, review STEP give out, or review STEP end."),
    }))
}

fn marks(console: &Console, rest: &str, view: &View<'_>) -> Answer<Teaching> {
    let (number, rest) = rest.split_once(char::is_whitespace).ok_or("Say: mark NUMBER 3 2 1 COMMENT")?;
    let key = essay(console, number, view)?;
    let mut ratings = Vec::new();
    let mut rest = rest.trim();
    while ratings.len() < rubric(&key, view) {
        let (word, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let rating = word.parse().ok().filter(|rating| *rating <= 3);
        ratings.push(rating.ok_or("Say a rating of 0 to 3 for each line of the rubric.")?);
        rest = after.trim();
    }
    Ok(mark(&key, ratings, rest.to_owned()))
}
