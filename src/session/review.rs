//! Reviewing essays of others, and what this learner has to do for it.

use super::decide::{Aside, MAX_NOTE, Session};
use super::peer::{
    EssayMark, Lent, OpenReview, PeerEssay, PeerReview, ReviewPage, ReviewRow, ReviewSheet, ReviewState,
    ToReview,
};
use super::{Happened, Place, Progress};
use crate::course::StepId;
use crate::exercise::{Criterion, Essay, Refusal};
use crate::text;

/// The review of one essay so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reviewed {
    /// What is half done, if anything is since it was handed in last.
    pub(super) draft: Option<ReviewSheet>,
    /// What was handed in last.
    pub(super) given: Option<ReviewSheet>,
}

impl Progress {
    pub(super) fn reviewed(&self, essay: &PeerEssay) -> ReviewState {
        match self.reviews.get(essay) {
            Some(Reviewed { draft: None, given: Some(_) }) => ReviewState::Given,
            Some(Reviewed { draft: Some(_), .. }) => ReviewState::Begun,
            Some(Reviewed { draft: None, given: None }) | None => ReviewState::New,
        }
    }

    pub(super) fn draft_review(&mut self, essay: &PeerEssay, sheet: &ReviewSheet) {
        self.reviews.entry(essay.clone()).or_default().draft = Some(sheet.clone());
    }

    pub(super) fn review(&mut self, essay: &PeerEssay, ratings: &[u8], comment: &str) {
        let ratings = ratings.iter().copied().map(Some).collect();
        let given = Some(ReviewSheet { ratings, comment: comment.to_owned() });
        self.reviews.insert(essay.clone(), Reviewed { draft: None, given });
    }
}

impl Session {
    /// The essay that is being reviewed, if that is what is looked at.
    pub(super) fn reviewing(&self) -> Option<&PeerEssay> {
        match self.asides.last() {
            Some(Aside::Review(essay)) => Some(essay),
            Some(_) | None => None,
        }
    }

    fn peer_review(&self, essay: &PeerEssay) -> Option<&PeerReview> {
        let mut reviews = self.guidance.reviews.iter();
        reviews.find(|review| review.class == essay.class && review.step == essay.step)
    }

    pub(super) fn lent(&self, essay: &PeerEssay) -> Option<&Lent> {
        self.peer_review(essay)?.lent.iter().find(|lent| lent.number == essay.number)
    }

    fn rubric(&self, essay: &PeerEssay) -> Option<&Essay> {
        self.course.task(&essay.step)?.body.essay()
    }

    /// The review of an essay as it stands, with a line for each of the rubric.
    fn sheet(&self, essay: &PeerEssay, lines: usize) -> ReviewSheet {
        let known = self.progress.reviews.get(essay);
        let known = known.and_then(|known| known.draft.as_ref().or(known.given.as_ref()));
        let mut sheet = known.cloned().unwrap_or_default();
        sheet.ratings.resize(lines, None);
        if let Some((of, comment)) = &self.commenting
            && of == essay
        {
            sheet.comment.clone_from(comment);
        }
        sheet
    }

    fn open_sheet(&self) -> Result<(&PeerEssay, ReviewSheet), Refusal> {
        let essay = self.reviewing().ok_or(Refusal::NotHere)?;
        self.lent(essay).ok_or(Refusal::NotHere)?;
        let lines = self.rubric(essay).ok_or(Refusal::NotHere)?.rubric.len();
        Ok((essay, self.sheet(essay, lines)))
    }

    pub(super) fn rate_peer(&mut self, criterion: usize, rating: u8) -> Result<Vec<Happened>, Refusal> {
        let (essay, mut sheet) = self.open_sheet()?;
        let known = usize::from(rating) < Criterion::RATINGS.len();
        let line = sheet.ratings.get_mut(criterion).filter(|_| known).ok_or(Refusal::Unknown)?;
        if line.replace(rating) == Some(rating) {
            return Ok(Vec::new());
        }
        let essay = essay.clone();
        let mut happened = self.comment_elsewhere(&essay);
        self.commenting = None;
        happened.push(Happened::ReviewDrafted { essay, sheet });
        Ok(happened)
    }

    /// Takes what the comment says so far; it becomes an event at a pause.
    pub(super) fn comment(&mut self, text: &str) -> Result<Vec<Happened>, Refusal> {
        let comment = text::clean_text(text);
        if comment.len() > MAX_NOTE {
            return Err(Refusal::TooLong);
        }
        let (essay, sheet) = self.open_sheet()?;
        let essay = essay.clone();
        let happened = self.comment_elsewhere(&essay);
        if sheet.comment != comment {
            self.commenting = Some((essay, comment));
        }
        Ok(happened)
    }

    /// What was written of another essay is not lost over this one.
    fn comment_elsewhere(&mut self, essay: &PeerEssay) -> Vec<Happened> {
        let elsewhere = self.commenting.as_ref().is_some_and(|(of, _)| of != essay);
        if elsewhere { self.comment_written_down() } else { Vec::new() }
    }

    /// A comment that is half written as an event, if it is not one yet.
    pub(super) fn comment_written_down(&mut self) -> Vec<Happened> {
        let Some((essay, comment)) = self.commenting.take() else { return Vec::new() };
        let lines = self.rubric(&essay).map_or(0, |essay| essay.rubric.len());
        let sheet = ReviewSheet { comment, ..self.sheet(&essay, lines) };
        vec![Happened::ReviewDrafted { essay, sheet }]
    }

    pub(super) fn hand_in_review(&mut self) -> Result<Vec<Happened>, Refusal> {
        let (essay, sheet) = self.open_sheet()?;
        let ratings: Option<Vec<u8>> = sheet.ratings.iter().copied().collect();
        let ratings = ratings.ok_or(Refusal::Unrated)?;
        let (essay, comment) = (essay.clone(), sheet.comment.trim().to_owned());
        let commented = self.commenting.as_ref().is_some_and(|(of, _)| *of == essay);
        if self.progress.reviewed(&essay) == ReviewState::Given && !commented {
            return Err(Refusal::ReviewedAlready);
        }
        let mut happened = self.comment_elsewhere(&essay);
        self.commenting = None;
        happened.push(Happened::Reviewed { essay, ratings, comment });
        Ok(happened)
    }

    /// What is to be seen of reviews, each with what this learner has done for it.
    pub(super) fn review_rows(&self) -> Vec<ReviewRow<'_>> {
        let mut rows = Vec::new();
        let mut number = 0;
        for review in &self.guidance.reviews {
            let Some(step) = self.course.step(&review.step) else { continue };
            let to_review = |lent: &Lent| {
                number += 1;
                let (class, step, nth) = (review.class.clone(), review.step.clone(), lent.number);
                let essay = PeerEssay { class, step, number: nth };
                ToReview { number, state: self.state_of(&essay), essay }
            };
            let essays = review.lent.iter().map(to_review).collect();
            let work = self.progress.works.get(&Place::Step(step.id.clone()));
            let handed_in = work.is_some_and(|work| !work.tries.is_empty());
            rows.push(ReviewRow { review, title: &step.title, handed_in, essays });
        }
        rows
    }

    fn state_of(&self, essay: &PeerEssay) -> ReviewState {
        match &self.commenting {
            Some((of, _)) if of == essay => ReviewState::Begun,
            Some(_) | None => self.progress.reviewed(essay),
        }
    }

    /// The review of a step, if there is one.
    pub(super) fn review_at(&self, step: &StepId) -> Option<ReviewRow<'_>> {
        self.review_rows().into_iter().find(|row| row.review.step == *step)
    }

    /// All essays that the learner is to review now.
    pub(super) fn to_review(&self) -> Vec<ToReview> {
        self.review_rows().into_iter().flat_map(|row| row.essays).collect()
    }

    pub(super) fn review_page<'a>(&'a self, essay: &'a PeerEssay) -> ReviewPage<'a> {
        let title = self.course.step(&essay.step).map_or("", |step| step.title.as_str());
        ReviewPage { essay, title, open: self.open_review(essay) }
    }

    fn open_review<'a>(&'a self, essay: &'a PeerEssay) -> Option<OpenReview<'a>> {
        let text = self.lent(essay)?.text.as_str();
        let rubric = &self.rubric(essay)?.rubric;
        let sheet = self.sheet(essay, rubric.len());
        let mut all = self.to_review();
        let at = all.iter().position(|one| one.essay == *essay)?;
        all.rotate_left(at);
        let mut all = all.into_iter();
        let ToReview { number, state, .. } = all.next()?;
        let ready = state != ReviewState::Given && sheet.ratings.iter().all(Option::is_some);
        let next = all.find(|other| other.state != ReviewState::Given);
        Some(OpenReview { number, text, rubric, sheet, state, ready, next })
    }

    /// What a trainer said of an own essay last.
    pub(super) fn mark_of(&self, place: &Place) -> Option<&EssayMark> {
        let marks = self.guidance.marks.iter().filter(|mark| mark.place == *place);
        marks.max_by_key(|mark| mark.round)
    }
}
