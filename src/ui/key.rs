//! Which page is on the screen, and what is new on it.

use super::screen::Screen;
use crate::course::{LearnerId, LessonId, StepId, TermId};
use crate::exercise::View;
use crate::keymap::Mode;
use crate::session::{Page, PeerEssay, Place, Scene, Stage, Wanted};

use super::paper::Aim;

/// A page, to remember where the eyes were on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PageKey {
    Menu,
    Tour(usize),
    Contents,
    Step(Place),
    Gate(LessonId),
    Progress,
    Certificate,
    Search(String),
    Glossary(Option<TermId>),
    Sources(Option<String>),
    Notes,
    Class,
    People(Wanted),
    Circles,
    Person(LearnerId),
    Profile,
    /// An essay to review, and whether it still can be; what ends is another page, seen from its top.
    Review(PeerEssay, bool),
}

impl PageKey {
    /// True for pages that are looked at beside the course, from which one comes back to where one was.
    pub(super) fn is_beside(&self) -> bool {
        match self {
            PageKey::Progress
            | PageKey::Certificate
            | PageKey::Search(_)
            | PageKey::Glossary(_)
            | PageKey::Sources(_)
            | PageKey::Notes
            | PageKey::Class
            | PageKey::People(_)
            | PageKey::Circles
            | PageKey::Person(_)
            | PageKey::Profile
            | PageKey::Review(..) => true,
            PageKey::Menu | PageKey::Tour(_) | PageKey::Contents | PageKey::Step(_) | PageKey::Gate(_) => {
                false
            }
        }
    }
}

/// What of an exercise a learner should not miss when it is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct News {
    pub(super) stage: Stage,
    pub(super) hints: usize,
    pub(super) solution: bool,
    /// Own posts.
    pub(super) posts: usize,
    /// True while an own post is changed.
    pub(super) edits: bool,
    pub(super) decisions: usize,
}

/// The page of a scene, whatever lies over it.
pub(super) fn page_key(scene: &Scene<'_>, screen: &Screen) -> PageKey {
    match &scene.page {
        Page::Tour => PageKey::Tour(screen.tour.page),
        Page::Contents(_) => PageKey::Contents,
        Page::Reading(_) => PageKey::Step(reading_place(scene)),
        Page::Exercise(desk) => PageKey::Step(desk.place.clone()),
        Page::Gate(gate) => PageKey::Gate(gate.lesson.id.clone()),
        Page::Progress(_) => PageKey::Progress,
        Page::Certificate(_) => PageKey::Certificate,
        Page::Search(search) => PageKey::Search(search.query.clone()),
        Page::Glossary(glossary) => PageKey::Glossary(glossary.open.as_ref().map(|open| open.id.clone())),
        Page::Sources(sources) => PageKey::Sources(sources.open.as_ref().map(|open| open.code.to_owned())),
        Page::Notes(_) => PageKey::Notes,
        Page::Class(_) => PageKey::Class,
        Page::People(page) => PageKey::People(page.wanted.clone()),
        Page::Circles(_) => PageKey::Circles,
        Page::Person(page) => PageKey::Person(page.id.clone()),
        Page::Profile(_) => PageKey::Profile,
        Page::Review(page) => PageKey::Review(page.essay.clone(), page.open.is_some()),
    }
}

/// The page that is on top: the menu, or the page of the scene.
pub(super) fn top_key(scene: &Scene<'_>, screen: &Screen) -> PageKey {
    if screen.menu() { PageKey::Menu } else { page_key(scene, screen) }
}

fn reading_place(scene: &Scene<'_>) -> Place {
    let step = scene.crumb.map(|crumb| {
        let found = crumb.number.checked_sub(1).and_then(|at| crumb.lesson.steps.get(at));
        found.map_or_else(|| StepId::from(crumb.title), |step| step.id.clone())
    });
    Place::Step(step.unwrap_or_else(|| StepId::from("")))
}

/// What of the scene a learner should not miss when it is new.
pub(super) fn news(scene: &Scene<'_>) -> Option<News> {
    match &scene.page {
        Page::Exercise(desk) => Some(News {
            stage: desk.stage,
            hints: desk.hints.len(),
            solution: desk.solution.is_some(),
            posts: desk
                .thread
                .as_ref()
                .map_or(0, |thread| thread.posts.iter().filter(|post| post.mine).count()),
            edits: desk.thread.as_ref().is_some_and(|thread| thread.edits.is_some()),
            decisions: match &desk.view {
                View::Journey(journey) => journey.decisions.len(),
                View::Choices { .. } | View::Sequence { .. } | View::Slots { .. } | View::Field(_) => 0,
            },
        }),
        Page::Tour
        | Page::Contents(_)
        | Page::Reading(_)
        | Page::Gate(_)
        | Page::Progress(_)
        | Page::Certificate(_)
        | Page::Search(_)
        | Page::Glossary(_)
        | Page::Sources(_)
        | Page::Notes(_)
        | Page::Class(_)
        | Page::People(_)
        | Page::Circles(_)
        | Page::Person(_)
        | Page::Profile(_)
        | Page::Review(_) => None,
    }
}

/// True if a handed-in answer was opened for another try.
pub(super) fn reopens(before: Option<News>, now: Option<News>) -> bool {
    let was_open = before.is_none_or(|news| news.stage == Stage::Open);
    !was_open && now.is_some_and(|news| news.stage == Stage::Open)
}

/// True if an own post begins to be changed: that leads into the text, and nothing is new.
pub(super) fn edits(before: Option<News>, now: Option<News>) -> bool {
    let edits = |news: Option<News>| news.is_some_and(|news| news.edits);
    edits(now) && !edits(before)
}

/// True if another choice was made in a case.
pub(super) fn decides(before: Option<News>, now: Option<News>) -> bool {
    let count = |news: Option<News>| news.map_or(0, |news| news.decisions);
    count(now) > count(before)
}

/// True if keys go to the text field of the page.
pub(super) fn editing(scene: &Scene<'_>, screen: &Screen) -> bool {
    let Page::Exercise(desk) = &scene.page else { return false };
    matches!(desk.view, View::Field(_))
        && desk.can.work
        && screen.known(&page_key(scene, screen)).is_some_and(|gaze| gaze.focus == Some(Aim::Field))
}

/// The mode in which keys are looked up: derived anew each time, never stored.
pub fn mode(scene: &Scene<'_>, screen: &Screen) -> Mode {
    match (screen.menu(), screen.prompt()) {
        (true, _) => Mode::Listing,
        (false, Some(_)) => Mode::Asking,
        (false, None) => page_mode(scene, screen),
    }
}

/// The mode of the page under whatever lies over it.
pub(super) fn page_mode(scene: &Scene<'_>, screen: &Screen) -> Mode {
    match &scene.page {
        Page::Reading(_) | Page::Progress(_) | Page::Certificate(_) | Page::Person(_) | Page::Review(_) => {
            Mode::Reading
        }
        Page::Tour
        | Page::Contents(_)
        | Page::Gate(_)
        | Page::Search(_)
        | Page::Glossary(_)
        | Page::Sources(_)
        | Page::Notes(_)
        | Page::Class(_)
        | Page::People(_)
        | Page::Circles(_)
        | Page::Profile(_) => Mode::Listing,
        Page::Exercise(desk) => match &desk.view {
            _ if desk.stage == Stage::Over && !desk.can.work => Mode::Reading,
            View::Choices { .. } | View::Journey(_) => Mode::Choosing,
            View::Sequence { .. } => Mode::Arranging,
            View::Slots { .. } => Mode::Placing,
            View::Field(field) if editing(scene, screen) => {
                if field.long {
                    Mode::Writing
                } else {
                    Mode::Asking
                }
            }
            View::Field(_) => Mode::Reading,
        },
    }
}
