//! The keys of a console: one table for the keys, the foot and the help.

use super::page::{Page, Pick, PostKey};
use crate::class::{CohortId, Spot};
use crate::course::LearnerId;
use crate::keymap::{Code, Key};
use crate::text::{Draft, Edit, Motion};

/// What a prompt asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    Announce,
    Hint(Option<LearnerId>, Spot),
    Poll,
    Comment,
    /// A few words for the author of a post only.
    Private(PostKey),
    /// How many essays each is to review.
    Each(Spot),
    /// Whether a review is to end.
    EndReview(Spot),
    NewClass,
    Rename(CohortId),
    Dates(CohortId),
    NewCode(CohortId),
    List(CohortId),
    Table(CohortId),
    Trainer(CohortId),
    TakeAway(CohortId, Pick),
}

/// A question at the foot, and what is written so far.
#[derive(Debug)]
pub(super) struct Prompt {
    pub(super) ask: Ask,
    pub(super) draft: Draft,
}

/// What a key does.
#[derive(Clone, Debug)]
pub(super) enum Deed {
    Go(Page),
    Up,
    Down,
    PageUp,
    PageDown,
    Left,
    Right,
    Open,
    Back,
    Group,
    Cohort,
    Projector,
    Announce,
    Hint,
    Lead,
    Release,
    Poll,
    ClosePoll,
    Comment,
    Mark,
    NextUnread,
    Hide,
    Pin,
    Lock,
    Private,
    Topic,
    OpenReview,
    GiveOut,
    EndReview,
    NewClass,
    About(fn(CohortId) -> Ask),
    CodeForOne,
    TakeAway,
    Course,
    Quit,
}

/// A key that is a letter: where it works, what the foot and the help say.
struct Letter {
    key: char,
    deed: Deed,
    word: &'static str,
    help: &'static str,
    on: fn(&Page) -> bool,
}

fn anywhere(page: &Page) -> bool {
    !on_essay(page)
}

/// Where it is plain which class is meant.
fn with_class(page: &Page) -> bool {
    !on_essay(page) && !page.is_about_classes()
}

fn on_classes(page: &Page) -> bool {
    *page == Page::Classes
}

fn on_class(page: &Page) -> bool {
    matches!(page, Page::Class(_))
}

fn on_essay(page: &Page) -> bool {
    matches!(page, Page::Essay(_))
}

fn on_poll(page: &Page) -> bool {
    *page == Page::Poll
}

fn on_posts(page: &Page) -> bool {
    matches!(page, Page::Posts | Page::Post(_))
}

fn on_review(page: &Page) -> bool {
    matches!(page, Page::Review(_))
}

fn with_steps(page: &Page) -> bool {
    matches!(page, Page::Wall | Page::Learner(_) | Page::Exercises)
}

const fn letter(
    key: char,
    deed: Deed,
    word: &'static str,
    help: &'static str,
    on: fn(&Page) -> bool,
) -> Letter {
    Letter { key, deed, word, help, on }
}

const LETTERS: &[Letter] = &[
    letter('c', Deed::Comment, "comment", "write a comment on the essay", on_essay),
    letter('m', Deed::Mark, "send", "send the mark", on_essay),
    letter('n', Deed::Poll, "new poll", "put a question to all", on_poll),
    letter('x', Deed::ClosePoll, "close poll", "take no more answers", on_poll),
    letter('n', Deed::OpenReview, "open", "open a review of the essays of a step", on_review),
    letter('d', Deed::GiveOut, "give out", "give the essays out to those who review", on_review),
    letter('x', Deed::EndReview, "end", "end the review: all see what others said", on_review),
    letter(
        'h',
        Deed::Hint,
        "hint",
        "send a hint: to the marked learner, or to all on the marked exercise",
        with_steps,
    ),
    letter(
        'l',
        Deed::Lead,
        "lead",
        "bring everybody to the marked learner's step, or to the exercise",
        with_steps,
    ),
    letter('n', Deed::NextUnread, "next new", "a post: read the next new one", on_posts),
    letter('w', Deed::Private, "write", "a post: write to its author only", on_posts),
    letter('h', Deed::Hide, "hide", "a post: hide it from all but its author; show it again", on_posts),
    letter('l', Deed::Lock, "lock", "a post: take no answers to it; take them again", on_posts),
    letter('t', Deed::Pin, "top", "a post: let it stand first; let it stand where it was", on_posts),
    letter('s', Deed::Topic, "one", "a post: only its discussion; all again", on_posts),
    letter('n', Deed::NewClass, "new class", "classes: make one", on_classes),
    letter('c', Deed::About(Ask::NewCode), "code", "a class: make a join code", on_class),
    letter('i', Deed::About(Ask::List), "list", "a class: take in a list of people", on_class),
    letter('d', Deed::About(Ask::Dates), "dates", "a class: change when it opens and closes", on_class),
    letter('x', Deed::About(Ask::Table), "table", "a class: keep a table of it as a file", on_class),
    letter('e', Deed::About(Ask::Rename), "name", "a class: change its name", on_class),
    letter('t', Deed::About(Ask::Trainer), "trainer", "a class: let somebody lead it, too", on_class),
    letter('b', Deed::CodeForOne, "back in", "a class: a code for the marked one only", on_class),
    letter('z', Deed::TakeAway, "take out", "a class: take out the marked one; take back a code", on_class),
    letter('r', Deed::Release, "release", "let everybody go where they like again", with_class),
    letter('a', Deed::Announce, "announce", "say something to all", with_class),
    letter('1', Deed::Go(Page::Wall), "", "the wall: a row for each learner", anywhere),
    letter('2', Deed::Go(Page::Exercises), "", "exercises, the hardest first", anywhere),
    letter('3', Deed::Go(Page::Charts), "", "charts: days, modules, how far all are", anywhere),
    letter('4', Deed::Go(Page::Essays), "", "essays that wait to be read", anywhere),
    letter('v', Deed::Go(Page::Reviews), "", "reviews of essays between learners", anywhere),
    letter('5', Deed::Go(Page::Poll), "", "the poll", anywhere),
    letter('6', Deed::Go(Page::Modules), "", "modules, to open and close them", anywhere),
    letter('7', Deed::Go(Page::Posts), "", "posts, those you have not read first", anywhere),
    letter('8', Deed::Go(Page::Classes), "", "your classes: make one, let people in, export", anywhere),
    letter('g', Deed::Group, "group", "only the next group", with_class),
    letter('p', Deed::Projector, "names", "hide names, for a projector; show them again", anywhere),
    letter('k', Deed::Cohort, "", "the next class", with_class),
    letter('o', Deed::Course, "course", "the course, as learners see it", anywhere),
    letter('?', Deed::Go(Page::Help), "help", "this help", anywhere),
    letter('q', Deed::Quit, "quit", "leave", anywhere),
];

/// What a key does on a page.
pub(super) fn deed(key: Key, page: &Page) -> Option<Deed> {
    if key.has_ctrl() || key.has_alt() {
        return None;
    }
    Some(match key.code() {
        Code::Up => Deed::Up,
        Code::Down => Deed::Down,
        Code::PageUp => Deed::PageUp,
        Code::PageDown | Code::Space => Deed::PageDown,
        Code::Left => Deed::Left,
        Code::Right | Code::Tab => Deed::Right,
        Code::Enter => Deed::Open,
        Code::Esc | Code::Backspace => Deed::Back,
        Code::Char(c) => LETTERS.iter().find(|letter| letter.key == c && (letter.on)(page))?.deed.clone(),
        Code::Delete | Code::Insert | Code::Home | Code::End | Code::F(_) => return None,
    })
}

/// What the foot says on a page: as many keys as there is room for, help last of all to go.
pub(super) fn foot(page: &Page, room: usize) -> String {
    let arrows = match page {
        Page::Wall => "Left/Right part  Enter open",
        Page::Essay(_) => "0-3 rate",
        Page::Modules => "Enter open or close",
        Page::Posts => "Enter read",
        Page::Essays => "Enter read  v reviews",
        Page::Reviews | Page::Classes => "Enter open",
        Page::Class(_) => "Esc back",
        Page::Learner(_)
        | Page::Exercises
        | Page::Charts
        | Page::Review(_)
        | Page::Poll
        | Page::Post(_)
        | Page::Code(..)
        | Page::Said(..)
        | Page::Help => "Esc back",
    };
    let words = LETTERS.iter().filter(|letter| !letter.word.is_empty() && (letter.on)(page));
    let help = if on_essay(page) { "Esc back" } else { "1-8 pages  ? help" };
    let mut foot = help.to_owned();
    for word in std::iter::once(arrows.to_owned()).chain(
        words.filter(|letter| letter.key != '?').map(|letter| format!("{} {}", letter.key, letter.word)),
    ) {
        if crate::text::width(&foot) + crate::text::width(&word) + 2 > room {
            break;
        }
        let at = foot.len() - help.len();
        foot.insert_str(at, &format!("{word}  "));
    }
    foot
}

/// The lines of the help.
pub(super) fn help() -> impl Iterator<Item = String> {
    let fixed = [
        "Up, Down  mark",
        "Enter  open what is marked",
        "Left, Right  another part of the course",
        "Esc  back",
    ];
    fixed
        .into_iter()
        .map(str::to_owned)
        .chain(LETTERS.iter().map(|letter| format!("{}  {}", letter.key, letter.help)))
}

/// What a key does to a text that is being written.
pub(super) fn edit(key: Key) -> Option<Edit> {
    let go = |motion| Some(Edit::Move { motion, extend: false });
    match key.code() {
        Code::Char(c) if !key.has_ctrl() && !key.has_alt() => Some(Edit::Insert(c.to_string())),
        Code::Space => Some(Edit::Insert(" ".to_owned())),
        Code::Backspace => Some(Edit::Delete(Motion::Left)),
        Code::Delete => Some(Edit::Delete(Motion::Right)),
        Code::Left => go(Motion::Left),
        Code::Right => go(Motion::Right),
        Code::Up => go(Motion::Up),
        Code::Down => go(Motion::Down),
        Code::Home => go(Motion::RowStart),
        Code::End => go(Motion::RowEnd),
        Code::Char(_)
        | Code::Enter
        | Code::Esc
        | Code::Tab
        | Code::Insert
        | Code::PageUp
        | Code::PageDown
        | Code::F(_) => None,
    }
}

impl Ask {
    /// What is asked.
    pub(super) fn label(&self, nameless: bool) -> String {
        match self {
            Ask::Announce => "Say to all:".to_owned(),
            Ask::Hint(Some(_), spot) if nameless => format!("Hint for the marked learner on {}:", spot.step),
            Ask::Hint(Some(who), spot) => format!("Hint for {who} on {}:", spot.step),
            Ask::Hint(None, spot) => format!("Hint for all on {}:", spot.step),
            Ask::Poll => "Question? / this / that:".to_owned(),
            Ask::Comment => "Comment on the essay:".to_owned(),
            Ask::Private((_, post)) => format!("To {} only:", post.by),
            Ask::Each(_) => "How many essays is each to review, 1 to 9?".to_owned(),
            Ask::EndReview(_) => "It cannot be opened again. Type yes to end it:".to_owned(),
            Ask::NewClass => "Name of the new class:".to_owned(),
            Ask::Rename(_) => "Name of the class:".to_owned(),
            Ask::Dates(_) => "Opens / closes (2026-12-01T09:00+03:00, or none):".to_owned(),
            Ask::NewCode(_) => "How often it works / for how many days:".to_owned(),
            Ask::List(_) => "Paste the list; its first line is such as id,name,group:".to_owned(),
            Ask::Table(_) => "members, results, responses, posts or essay-marks:".to_owned(),
            Ask::Trainer(_) => "Login name of the trainer:".to_owned(),
            Ask::TakeAway(_, Pick::Code(code)) => format!("Take back {code}? Write yes:"),
            Ask::TakeAway(_, Pick::Person(person)) => {
                format!("Take {person} out? Work is kept. Write yes:")
            }
            Ask::TakeAway(..) => "Write yes:".to_owned(),
        }
    }
}
