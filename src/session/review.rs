//! What others say of an essay: a trainer's mark, and reviews between learners who do not know of each other.

use super::decide::{Aside, MAX_NOTE, Session};
use super::{Happened, Place, Progress};
use crate::course::StepId;
use crate::exercise::{Criterion, Essay, Refusal};
use crate::text;

/// A trainer's mark of an own essay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EssayMark {
    /// Where the essay belongs.
    pub place: Place,
    /// Which try it is of, from 1.
    pub round: u32,
    /// 0 to 3 for each line of the rubric.
    pub ratings: Vec<u8>,
    /// What the trainer says; it may be empty.
    pub comment: String,
    /// By whom, as others may call them.
    pub by: String,
}

/// How far a review is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Essays are handed in.
    Collecting,
    /// They are given out and reviewed.
    Reading,
    /// Everybody sees what was said of theirs.
    Over,
}

/// A review between learners, as one of them may see it: it says nothing of who wrote what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerReview {
    /// The name of the class in which it is.
    pub class: String,
    /// The step of the essay.
    pub step: StepId,
    /// How far it is.
    pub phase: Phase,
    /// How many essays each is to review.
    pub each: u8,
    /// Essays of others that this learner is to review.
    pub lent: Vec<Lent>,
    /// What others said of the learner's essay, once it is over.
    pub got: Vec<PeerRemark>,
}

/// Somebody's essay, to be reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lent {
    /// Which of the learner's essays to review it is, from 1.
    pub number: u32,
    /// What it says.
    pub text: String,
}

/// What somebody said of an essay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerRemark {
    /// 0 to 3 for each line of the rubric.
    pub ratings: Vec<u8>,
    /// What else was said; it may be empty.
    pub comment: String,
}

/// An essay that a learner is to review: known by its number alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PeerEssay {
    /// The name of the class in which the review is.
    pub class: String,
    /// The step of the essay.
    pub step: StepId,
    /// Which of the learner's essays to review it is, from 1.
    pub number: u32,
}

/// A review as it stands on the learner's desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewSheet {
    /// A rating for each line of the rubric.
    pub ratings: Vec<Option<u8>>,
    /// The comment; it may be empty.
    pub comment: String,
}

/// The review of one essay so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reviewed {
    /// What is half done, if anything is since it was handed in last.
    pub(super) draft: Option<ReviewSheet>,
    /// What was handed in last.
    pub(super) given: Option<ReviewSheet>,
}

/// How far the review of an essay is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewState {
    /// Nothing was done.
    New,
    /// Something is half done and not handed in.
    Begun,
    /// It was handed in.
    Given,
}

/// A review between learners, with what this one has done for it.
#[derive(Clone, Debug)]
pub struct ReviewRow<'a> {
    /// The review.
    pub review: &'a PeerReview,
    /// The title of the step.
    pub title: &'a str,
    /// True if the learner has handed in an essay there.
    pub handed_in: bool,
    /// The essays to review.
    pub essays: Vec<ToReview>,
}

/// An essay to review, and how far that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToReview {
    /// Its number among all that this learner is to review in the course, from 1.
    pub number: usize,
    /// The essay.
    pub essay: PeerEssay,
    /// How far its review is.
    pub state: ReviewState,
}

/// The page on which an essay is reviewed.
#[derive(Clone, Debug)]
pub struct ReviewPage<'a> {
    /// Which essay, as it was asked for.
    pub essay: &'a PeerEssay,
    /// The title of the step.
    pub title: &'a str,
    /// The essay; none once it cannot be reviewed any more.
    pub open: Option<OpenReview<'a>>,
}

/// An essay that can be reviewed now.
#[derive(Clone, Debug)]
pub struct OpenReview<'a> {
    /// Its number among all that this learner is to review in the course, from 1.
    pub number: usize,
    /// What the essay says.
    pub text: &'a str,
    /// What to look for.
    pub rubric: &'a [Criterion],
    /// The learner's review so far.
    pub sheet: ReviewSheet,
    /// How far it is.
    pub state: ReviewState,
    /// True if all is there that must be, and it was not handed in as it is.
    pub ready: bool,
    /// An essay that is not reviewed yet.
    pub next: Option<ToReview>,
}

impl ReviewRow<'_> {
    /// How many essays are reviewed.
    pub fn done(&self) -> usize {
        self.essays.iter().filter(|one| one.state == ReviewState::Given).count()
    }

    /// Where it stands and what to do now, in sentences.
    pub fn words(&self) -> String {
        let (done, of, each) = (self.done(), self.essays.len(), self.review.each);
        let texts = if each == 1 { "1 text".to_owned() } else { format!("{each} texts") };
        match (self.review.phase, self.handed_in) {
            (Phase::Collecting, false) => format!(
                "Step 1 of 3: hand in your text. Then you review {texts} of others, and others review \
                 yours. Nobody is told whose text it is, so do not write your name in it."
            ),
            (Phase::Collecting, true) => format!(
                "Step 1 of 3: your text is in, and you can still change it. When your trainer gives the \
                 texts out, you review {texts} of others."
            ),
            (Phase::Reading, _) if of > done => {
                let texts = if of == 1 { "a text".to_owned() } else { format!("{of} texts") };
                format!("Step 2 of 3: review {texts} of others. {done} of {of} done.")
            }
            (Phase::Reading, _) if of > 0 => {
                "Step 2 of 3: you have done your part. Once your trainer ends the \
                 review, you see what others say of your text."
                    .to_owned()
            }
            (Phase::Reading, true) => {
                "Step 2 of 3: the texts are given out, and there is none for you. Ask your trainer to give \
                 yours out, too."
                    .to_owned()
            }
            (Phase::Reading, false) => {
                "Step 2 of 3: the texts are given out. If you hand in yours now, ask your trainer to give it \
                 out, too."
                    .to_owned()
            }
            (Phase::Over, true) => match self.review.got.len() {
                0 => "Step 3 of 3: the review has ended. Nobody reviewed your text.".to_owned(),
                1 => "Step 3 of 3: the review has ended. One other has reviewed your text.".to_owned(),
                got => format!("Step 3 of 3: the review has ended. {got} others have reviewed your text."),
            },
            (Phase::Over, false) => "The review has ended.".to_owned(),
        }
    }
}

impl PeerRemark {
    /// The points of all ratings, and how many there could be.
    pub fn points(&self) -> (u32, u32) {
        points(&self.ratings)
    }
}

impl EssayMark {
    /// The points of all ratings, and how many there could be.
    pub fn points(&self) -> (u32, u32) {
        points(&self.ratings)
    }
}

fn points(ratings: &[u8]) -> (u32, u32) {
    let best = u32::try_from(Criterion::RATINGS.len() - 1).unwrap_or(0);
    ratings.iter().fold((0, 0), |(sum, of), rating| (sum + u32::from(*rating), of + best))
}

impl ReviewState {
    /// It in a word.
    pub fn word(self) -> &'static str {
        match self {
            ReviewState::New => "to do",
            ReviewState::Begun => "begun",
            ReviewState::Given => "handed in",
        }
    }
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
