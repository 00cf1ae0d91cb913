//! The session as a scene.

mod contents;
mod desk;
mod pages;

use super::decide::{Aside, Session};
use super::route::{self, Here};
use super::scene::References;
use super::score::Scores;
use super::{ClassPage, Crumb, Guidance, Jotted, Page, Place, Scene, Slip};
use crate::course::Content;

impl Session {
    /// What is to be seen now.
    pub fn scene(&self) -> Scene<'_> {
        let scores = Scores { course: &self.course, progress: &self.progress };
        let page = match self.asides.last() {
            Some(Aside::Tour) => Page::Tour,
            Some(Aside::Progress) => Page::Progress(pages::report(scores)),
            Some(Aside::Certificate) => Page::Certificate(Box::new(self.certificate(None))),
            Some(Aside::Search(found)) => Page::Search(pages::search(scores, found)),
            Some(Aside::Glossary(open)) => Page::Glossary(pages::glossary(scores, open.as_ref())),
            Some(Aside::Sources(open)) => Page::Sources(pages::sources(scores, open.as_ref())),
            Some(Aside::Notes) => Page::Notes(pages::notes(scores)),
            Some(Aside::Class) => {
                let (reviews, sent) = (self.review_rows(), self.sent());
                Page::Class(ClassPage { reviews, sent, ..pages::class(scores, &self.guidance) })
            }
            Some(Aside::Review(essay)) => Page::Review(Box::new(self.review_page(essay))),
            Some(Aside::People(found)) => Page::People(self.people_page(found)),
            Some(Aside::Circles) => Page::Circles(self.circles_page()),
            Some(Aside::Person(id)) => Page::Person(Box::new(self.person_page(id))),
            Some(Aside::Profile) => match &self.guidance.myself {
                Some(myself) => Page::Profile(self.profile_page(myself)),
                None => self.page_here(scores),
            },
            None => self.page_here(scores),
        };
        let spot = self.spot_here();
        let crumb = if self.asides.is_empty() { self.crumb(scores) } else { None };
        Scene {
            course: &self.course.title,
            learner: self.learner.as_str(),
            logged_in: self.logged_in,
            unheard: self.guidance.unheard(&self.progress).collect(),
            unanswered: self.guidance.unanswered(&self.progress),
            in_class: *self.guidance != Guidance::default(),
            has_people: !self.guidance.company.is_empty(),
            to_review: self.to_review(),
            crumb,
            page,
            note: self.progress.notes.get(&spot).map(String::as_str),
            unread: self.unread_count(),
            jotted: Jotted { note: self.jotted_here(&Slip::Note), report: self.jotted_here(&Slip::Report) },
            bookmarked: self.progress.bookmarks.contains(&spot),
            references: References(&self.course),
        }
    }

    fn page_here<'a>(&'a self, scores: Scores<'a>) -> Page<'a> {
        match &self.here {
            Here::Contents => Page::Contents(contents::contents(self, scores)),
            Here::Gate(id) => match self.lesson(id).and_then(|lesson| pages::gate(scores, lesson)) {
                Some(gate) => Page::Gate(gate),
                None => Page::Contents(contents::contents(self, scores)),
            },
            Here::Step(place) => match self.course.step(place.step()).map(|step| &step.content) {
                Some(Content::Reading(text)) => Page::Reading(text),
                Some(Content::Exercise(task)) => match &self.desk {
                    Some(open) => Page::Exercise(Box::new(desk::desk(self, scores, task, open))),
                    None => Page::Contents(contents::contents(self, scores)),
                },
                None => Page::Contents(contents::contents(self, scores)),
            },
        }
    }

    fn crumb<'a>(&'a self, scores: Scores<'a>) -> Option<Crumb<'a>> {
        match &self.here {
            Here::Contents => None,
            Here::Gate(id) => {
                let lesson = self.lesson(id)?;
                let of = lesson.role.draw().map_or(0, |draw| draw.count);
                Some(Crumb { lesson, title: &lesson.title, number: 0, of, skip: None })
            }
            Here::Step(place) => {
                let lesson = self.course.lessons.get(route::lesson_of(scores, place)?)?;
                let title = &self.course.step(place.step())?.title;
                let row = route::places(scores, place);
                let number = row.iter().position(|other| other == place)? + 1;
                let skip = (lesson.extra && number == 1).then(|| route::behind(scores, lesson));
                Some(Crumb { lesson, title, number, of: row.len(), skip })
            }
        }
    }

    /// Where the learner is, if it is a step; for reports and for front ends that keep scroll by step.
    pub fn place(&self) -> Option<&Place> {
        match &self.here {
            Here::Step(place) => Some(place),
            Here::Contents | Here::Gate(_) => None,
        }
    }
}
