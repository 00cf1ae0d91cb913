//! The console in lines: the same pages as plain sentences, and commands as words.

use std::collections::BTreeSet;

use super::class_lines;
use super::console::{Console, View, Wish, mark, poll, rubric};
use super::draw::title;
use super::page::{Page, PostKey};
use super::posts::{is_new, key, list, moderation, private};
use super::reviews::give_out;
use super::rows::{rows, shown, title as step_title};
use crate::class::{Moderation, Presence, Roll, Spot, Teaching, essays, reviewing};
use crate::course::{LearnerId, ModuleId, StepId};
use crate::text::{DOTS, clean_line, truncate};

/// The longest line that is listened to, in bytes.
const MAX_HEARD: usize = 10_000;
/// Where lines are broken in a page that is said.
const WIDTH: usize = 76;

/// The most posts that are said at once.
const MAX_POSTS_SAID: usize = 20;
/// The most cells of a post in a list.
const MAX_WORDS_SAID: usize = 120;

const HELP: &str = "\
Pages: wall, learner NAME, exercises, charts, essays, essay NUMBER, reviews, review STEP, poll, modules.
posts: what was written, new posts first. posts STEP, posts all, more.
post NUMBER: read it. next: the next new post.
hide, show, lock, unlock, pin, unpin NUMBER. write NUMBER WORDS: to its author only.
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
        (Page::Help, _) => return format!("{HELP}{}", class_lines::HELP),
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

/// Gives each post a number that it keeps as long as the trainer is here.
fn number_posts(console: &mut Console, view: &View<'_>) {
    let Some(roll) = console.roll(view) else { return };
    let mut keys: Vec<PostKey> = list(console, view, &roll).iter().map(key).collect();
    let known: BTreeSet<&PostKey> = console.numbers.iter().collect();
    keys.retain(|key| !known.contains(key));
    console.numbers.extend(keys);
}

fn number_of(console: &Console, key: &PostKey) -> Option<usize> {
    console.numbers.iter().position(|known| known == key).map(|at| at + 1)
}

/// A part of the posts: a whole course of them would be said for hours.
fn posts(console: &Console, view: &View<'_>, roll: &Roll<'_>) -> Vec<String> {
    let all = list(console, view, roll);
    let number = |key: &PostKey| number_of(console, key);
    let mut lines: Vec<String> =
        console.topic.iter().map(|step| format!("Only: {}", step_title(view, step))).collect();
    lines.extend(all.iter().skip(console.told).take(MAX_POSTS_SAID).filter_map(|post| {
        let mut signs: Vec<&str> = super::posts::words_of(post.state);
        signs.extend(is_new(console, view, post).then_some("new"));
        let signs = if signs.is_empty() { String::new() } else { format!(" ({})", signs.join(", ")) };
        let (at, what) = (post.at.minute(), step_title(view, post.step));
        let words = truncate(&clean_line(post.text), MAX_WORDS_SAID, DOTS).into_owned();
        Some(format!("{}: {}{signs}, {at}, {what}: {words}", number(&key(post))?, post.name))
    }));
    let left = all.len().saturating_sub(console.told + MAX_POSTS_SAID);
    match (all.len(), left) {
        (0, _) => lines.push("Nobody has written here yet.".to_owned()),
        (_, 0) => {}
        (_, left) => lines.push(format!("{left} more. Say more to hear them.")),
    }
    lines
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

/// What is done with posts; nothing if the words are about something else.
fn about_posts(console: &mut Console, word: &str, rest: &str, view: &View<'_>) -> Option<Answer<Vec<Wish>>> {
    let act = match word {
        "hide" => Some(Moderation::Hide),
        "show" => Some(Moderation::Show),
        "lock" => Some(Moderation::Lock),
        "unlock" => Some(Moderation::Unlock),
        "pin" => Some(Moderation::Pin),
        "unpin" => Some(Moderation::Unpin),
        _ => None,
    };
    if console.projector && (act.is_some() || matches!(word, "posts" | "post" | "next" | "write")) {
        return Some(Err("Names are hidden. Say names on."));
    }
    Some(match (word, rest) {
        ("posts", step) => chosen(step, view).map(|topic| {
            (console.topic, console.told) = (topic, 0);
            console.go(Page::Posts);
            Vec::new()
        }),
        ("more", "") if console.page == Page::Posts => {
            console.told += MAX_POSTS_SAID;
            Ok(Vec::new())
        }
        ("post", number) => numbered(console, number).map(|key| console.read_post(key, view)),
        ("next", "") => {
            let wishes = console.next_unread(view);
            console.message.take().map_or(Ok(wishes), |_| Err("You have read all posts."))
        }
        ("write", rest) => match rest.split_once(char::is_whitespace) {
            Some((number, words)) => numbered(console, number)
                .map(|key| vec![Wish::Do(private(view, key, words.trim().to_owned()))]),
            None => Err("Say: write NUMBER WORDS"),
        },
        (_, number) => {
            let act = act?;
            numbered(console, number).map(|key| console.teach(moderation(view, key, act), view))
        }
    })
}

fn chosen(step: &str, view: &View<'_>) -> Answer<Option<StepId>> {
    if step == "all" { Ok(None) } else { spot(step, view).map(|spot| Some(spot.step)) }
}

fn numbered(console: &Console, number: &str) -> Answer<PostKey> {
    let number: usize = number.parse().map_err(|_| "Say the number of a post. posts tells them.")?;
    let found = number.checked_sub(1).and_then(|at| console.numbers.get(at));
    found.cloned().ok_or("There is no post of this number. Say posts to hear the numbers.")
}

fn order(console: &mut Console, word: &str, rest: &str, view: &View<'_>) -> Heard {
    match about_posts(console, word, rest, view) {
        Some(Ok(wishes)) => {
            let done = wishes.iter().any(|wish| matches!(wish, Wish::Do(_)));
            return Heard { words: if done { String::new() } else { say(console, view) }, wishes };
        }
        Some(Err(words)) => return said(words),
        None => {}
    }
    if let Some(heard) = class_lines::hear(console, word, rest, view) {
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

fn said(words: &str) -> Heard {
    Heard { words: format!("{words}\n"), wishes: Vec::new() }
}

type Answer<T> = Result<T, &'static str>;

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

fn spot(step: &str, view: &View<'_>) -> Answer<Spot> {
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
