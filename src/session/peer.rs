//! What others say of an essay: a trainer's mark, and reviews between learners who do not know of each other.

use super::Place;
use crate::course::StepId;
use crate::exercise::Criterion;

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
