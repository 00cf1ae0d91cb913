//! Marking an essay: a rating for each line of its rubric, and a comment.

use super::console::{Console, View, Wish};
use super::page::Page;
use crate::class::{EssayKey, Roll, Teaching, essays};

impl Console {
    pub(super) fn rate(&mut self, essay: &EssayKey, rating: u8, view: &View<'_>) {
        let lines = rubric(essay, view);
        self.ratings.resize(lines, None);
        if let Some(line) = self.ratings.get_mut(self.focus) {
            *line = Some(rating);
            self.mark((self.focus + 1).min(lines.saturating_sub(1)));
        }
    }

    pub(super) fn send_mark(&mut self, view: &View<'_>) -> Vec<Wish> {
        let Page::Essay(key) = self.page.clone() else { return Vec::new() };
        let ratings: Vec<u8> = self.ratings.iter().copied().flatten().collect();
        if ratings.len() < rubric(&key, view) {
            self.tell("Rate each line first: 0 to 3.");
            return Vec::new();
        }
        let comment = self.comment.clone();
        let wishes = self.teach(mark(&key, ratings, comment), view);
        self.go(Page::Essays);
        wishes
    }
}

/// How many lines the rubric of an essay has.
pub(super) fn rubric(key: &EssayKey, view: &View<'_>) -> usize {
    let task = view.course.task(key.2.step());
    task.and_then(|task| task.body.essay()).map_or(0, |essay| essay.rubric.len())
}

/// The act of marking an essay.
pub(super) fn mark(key: &EssayKey, ratings: Vec<u8>, comment: String) -> Teaching {
    let (person, course, place, round) = key.clone();
    Teaching::Mark { person, course, place, round, ratings, comment }
}

/// The essay of a key.
pub(super) fn essay<'a>(roll: &Roll<'a>, key: &EssayKey) -> Option<crate::class::Essay<'a>> {
    essays(roll).into_iter().find(|essay| essay.key == *key)
}
