//! What is to be seen now, in the learner's terms: the boundary of the front ends.

use super::{
    Certificate, CirclesPage, EssayMark, PeoplePage, PersonPage, Place, Poll, PostId, Private, ProfilePage,
    ReviewPage, ReviewRow, SentRow, Time, ToReview, Word,
};
use crate::course::{Cited, Course, Draw, Lesson, LessonId, Minutes, Role, Step, Term, TermId};
use crate::exercise::{Essay, Remark, Share, Task, Thread, View};
use crate::source::Prose;

/// All that a front end needs to show.
#[derive(Debug)]
pub struct Scene<'a> {
    /// The title of the course.
    pub course: &'a str,
    /// Whose work it is.
    pub learner: &'a str,
    /// True if the learner has proved who they are, so that nobody else can begin here.
    pub logged_in: bool,
    /// What trainers said since the learner last looked, newest last.
    pub unheard: Vec<&'a Word>,
    /// A poll of the class that waits for an answer.
    pub unanswered: Option<&'a Poll>,
    /// True if there is a class, so that its page says something.
    pub in_class: bool,
    /// True if there are others in the class, to be looked at.
    pub has_people: bool,
    /// Essays of others that wait for this learner's review, and those that are reviewed already.
    pub to_review: Vec<ToReview>,
    /// The lesson and step, on pages that are one.
    pub crumb: Option<Crumb<'a>>,
    /// The page.
    pub page: Page<'a>,
    /// What the learner noted about this step, or about the course on pages that are none.
    pub note: Option<&'a str>,
    /// Posts of others that the learner has not read: here, and where they wrote or read before.
    pub unread: usize,
    /// What is half written here.
    pub jotted: Jotted<'a>,
    /// True if this step, or the course, has a bookmark.
    pub bookmarked: bool,
    /// What the texts refer to.
    pub references: References<'a>,
}

/// What texts refer to, to be looked up in place.
#[derive(Clone, Copy, Debug)]
pub struct References<'a>(pub(super) &'a Course);

impl<'a> References<'a> {
    /// The source with a code.
    pub fn source(self, code: &str) -> Option<&'a Cited> {
        self.0.sources.get(code)
    }

    /// Some term, to try out how terms open.
    pub fn any_term(self) -> Option<&'a Term> {
        self.0.terms.values().next()
    }

    /// The term that a text means by these words.
    pub fn term(self, words: &str) -> Option<&'a Term> {
        self.0.term(words).map(|(_, term)| term)
    }
}

/// Words that are half written and belong to this step, or to the course on pages that are none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Jotted<'a> {
    /// A note.
    pub note: Option<&'a str>,
    /// A report to the authors.
    pub report: Option<&'a str>,
}

/// Where in the course a page stands.
#[derive(Clone, Copy, Debug)]
pub struct Crumb<'a> {
    /// The lesson.
    pub lesson: &'a Lesson,
    /// The step's title.
    pub title: &'a str,
    /// Its number in the lesson, from 1; 0 for the front page of a quiz.
    pub number: usize,
    /// How many steps the lesson has.
    pub of: usize,
    /// On the first page of an extra lesson: what comes after it, for those who skip it.
    pub skip: Option<Skip<'a>>,
}

/// Where those go on who leave out an extra lesson.
#[derive(Clone, Copy, Debug)]
pub enum Skip<'a> {
    /// With the next lesson that everybody needs.
    Lesson(&'a Lesson),
    /// Nothing that is needed follows.
    Contents,
}

/// What a page shows.
#[derive(Debug)]
pub enum Page<'a> {
    /// What a newcomer should know.
    Tour,
    /// The contents.
    Contents(Contents<'a>),
    /// A text to read.
    Reading(&'a Prose),
    /// An exercise.
    Exercise(Box<Desk<'a>>),
    /// The front page of a quiz or test.
    Gate(Gate<'a>),
    /// How far the learner came.
    Progress(Report<'a>),
    /// What the learner can show to others.
    Certificate(Box<Certificate<'a>>),
    /// What was found.
    Search(Search<'a>),
    /// The glossary.
    Glossary(Glossary<'a>),
    /// The sources.
    Sources(Sources<'a>),
    /// Notes and bookmarks.
    Notes(Notes<'a>),
    /// What trainers said, and their poll.
    Class(ClassPage<'a>),
    /// The people of the class.
    People(PeoplePage<'a>),
    /// The groups of the class.
    Circles(CirclesPage<'a>),
    /// Somebody in the class.
    Person(Box<PersonPage<'a>>),
    /// What the learner says about themselves.
    Profile(ProfilePage<'a>),
    /// An essay of somebody else, to be reviewed.
    Review(Box<ReviewPage<'a>>),
}

/// What trainers said, and their poll.
#[derive(Clone, Debug)]
pub struct ClassPage<'a> {
    /// What was said, newest first, and the title of the step that it is about.
    pub words: Vec<(&'a Word, Option<&'a str>)>,
    /// The notes that the learner sent, newest first.
    pub sent: Vec<SentRow<'a>>,
    /// How many people are in the class; 0 if they cannot be looked at.
    pub people: usize,
    /// The last poll, and how this learner answered.
    pub poll: Option<(&'a Poll, Option<u8>)>,
    /// Reviews of essays between learners.
    pub reviews: Vec<ReviewRow<'a>>,
}

impl Page<'_> {
    /// True for pages that are looked at beside the course, from which one goes back.
    pub fn is_aside(&self) -> bool {
        match self {
            Page::Contents(_) | Page::Reading(_) | Page::Exercise(_) | Page::Gate(_) => false,
            Page::Tour
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
            | Page::Review(_) => true,
        }
    }
}

/// How far something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not begun.
    New,
    /// Begun.
    Begun,
    /// Done.
    Done,
}

/// The contents of the course.
#[derive(Debug)]
pub struct Contents<'a> {
    /// What the course is, in a line.
    pub summary: &'a str,
    /// What learners should know before they rely on it.
    pub notice: Option<&'a Prose>,
    /// Where to go on.
    pub resume: Resume<'a>,
    /// What others wrote since the learner was here last, if they did.
    pub digest: Option<Digest>,
    /// The modules.
    pub modules: Vec<ModuleRow<'a>>,
}

/// What others wrote that the learner has not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// Posts that answer the learner.
    pub replies: usize,
    /// Posts, those that answer the learner among them.
    pub posts: usize,
    /// The day from which on they came, in words; `None` if the learner had read none before.
    pub since: Option<String>,
}

/// Where to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resume<'a> {
    /// Nothing was begun: the title of the first lesson.
    Start(&'a str),
    /// The title of the lesson and of the step where the learner stopped.
    Continue(&'a str, &'a str),
    /// All is done.
    Finished,
}

/// A module in the contents.
#[derive(Debug)]
pub struct ModuleRow<'a> {
    /// Its title.
    pub title: &'a str,
    /// What it is for.
    pub summary: &'a str,
    /// How far it is.
    pub state: State,
    /// What was earned of its points so far; `None` if nothing was handed in.
    pub share: Option<Share>,
    /// Minutes of effort.
    pub minutes: Minutes,
    /// Its lessons.
    pub lessons: Vec<LessonRow<'a>>,
}

/// A lesson in the contents.
#[derive(Debug)]
pub struct LessonRow<'a> {
    /// Its name.
    pub id: &'a LessonId,
    /// Its title.
    pub title: &'a str,
    /// What it is for.
    pub role: &'a Role,
    /// Minutes of effort.
    pub minutes: u16,
    /// True if it may be left out.
    pub extra: bool,
    /// How far it is.
    pub state: State,
    /// What was earned of its points so far; `None` if nothing was handed in.
    pub share: Option<Share>,
    /// True if the learner stopped here.
    pub here: bool,
    /// Its steps; none for a lesson that draws its questions.
    pub steps: Vec<StepRow<'a>>,
}

/// A step in the contents.
#[derive(Debug)]
pub struct StepRow<'a> {
    /// Where it leads.
    pub place: Place,
    /// Its title.
    pub title: &'a str,
    /// The kind of exercise; `None` for a text.
    pub kind: Option<&'static str>,
    /// How far it is.
    pub state: State,
    /// What was earned; `None` if nothing was graded.
    pub share: Option<Share>,
    /// True if it has a bookmark.
    pub bookmarked: bool,
    /// Posts of others that the learner has not read, in a discussion.
    pub unread: usize,
}

/// An exercise with the learner's work on it.
#[derive(Debug)]
pub struct Desk<'a> {
    /// Where the work belongs.
    pub place: Place,
    /// The exercise.
    pub task: &'a Task,
    /// The work.
    pub view: View,
    /// How far it is.
    pub stage: Stage,
    /// How the answer is counted, in sentences.
    pub rules: Vec<String>,
    /// Tries used.
    pub tries: u32,
    /// Tries left; `None` for any number.
    pub left: Option<u32>,
    /// The most that the next try can earn.
    pub worth: Share,
    /// The hints shown so far.
    pub hints: &'a [Prose],
    /// What the last try earned and the best; `None` before the first or if it may not be seen.
    pub outcome: Option<Outcome>,
    /// What the author says about this answer.
    pub remarks: Vec<Remark<'a>>,
    /// Why the answer is as it is, once the exercise is over.
    pub explain: Option<&'a Prose>,
    /// The solution, if it is shown.
    pub solution: Option<View>,
    /// True if the result is kept back until later, as in a pre-test.
    pub sealed: bool,
    /// True if work on an older edition was laid aside.
    pub laid_aside: bool,
    /// What can be done now.
    pub can: Can,
    /// The essay's rubric, ratings and model answer.
    pub essay: Option<EssayDesk<'a>>,
    /// The discussion.
    pub thread: Option<ThreadDesk<'a>>,
}

/// How far an exercise is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Work can go on.
    Open,
    /// Handed in, and another try is left.
    Checked,
    /// Handed in for the last time, solved, or given up.
    Over,
}

/// What a try earned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The last try, before the penalty for retries.
    pub last: Share,
    /// What counts: the best try, penalty taken away.
    pub best: Share,
}

/// What can be done with an exercise now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Can {
    /// Change the answer.
    pub work: bool,
    /// Hand it in: nothing is lacking.
    pub check: bool,
    /// Try again.
    pub retry: bool,
    /// See another hint.
    pub hint: bool,
    /// See the solution.
    pub solution: bool,
    /// Take back the last change.
    pub undo: bool,
    /// Do it again.
    pub redo: bool,
    /// Rate one's own essay.
    pub rate: bool,
}

/// What an essay brings.
#[derive(Debug)]
pub struct EssayDesk<'a> {
    /// The rubric, and the model answer that is shown after handing in.
    pub essay: &'a Essay,
    /// True if the model answer may be seen.
    pub model: bool,
    /// The learner's ratings, one for each line of the rubric.
    pub ratings: Vec<Option<u8>>,
    /// What a trainer says of it.
    pub mark: Option<&'a EssayMark>,
    /// The review of these essays between learners.
    pub review: Option<ReviewRow<'a>>,
}

/// What a discussion brings.
#[derive(Debug)]
pub struct ThreadDesk<'a> {
    /// What completes it.
    pub thread: &'a Thread,
    /// The posts, answers under what they answer.
    pub posts: Vec<PostRow<'a>>,
    /// True if the posts of others are kept back until the learner has posted.
    pub hidden: bool,
    /// The learner's posts so far, replies included.
    pub posted: usize,
    /// The learner's replies to others so far.
    pub replied: usize,
    /// Posts of others that the learner has not read.
    pub unread: usize,
    /// The post that the text on the desk answers.
    pub reply_to: Option<PostId>,
    /// The own post that the text on the desk is to replace.
    pub edits: Option<PostId>,
}

/// A post on the screen.
#[derive(Debug)]
pub struct PostRow<'a> {
    /// Its name.
    pub id: PostId,
    /// Its number on this visit, from 1: what comes later never changes it.
    pub number: usize,
    /// Who wrote it, as shown.
    pub by: &'a str,
    /// True if the learner wrote it.
    pub mine: bool,
    /// When; `None` for opening posts.
    pub at: Option<Time>,
    /// How deep it stands: 0 for one that answers nothing.
    pub depth: usize,
    /// What it says.
    pub text: PostText<'a>,
    /// True if its author changed it.
    pub edited: bool,
    /// True if the learner has not read it.
    pub new: bool,
    /// True if a trainer put it first.
    pub pinned: bool,
    /// True if a trainer hid it, which only its author and trainers see.
    pub hidden: bool,
    /// True if it can be answered.
    pub open: bool,
    /// What trainers wrote to its author only.
    pub private: Vec<&'a Private>,
}

/// What a post says.
#[derive(Clone, Copy, Debug)]
pub enum PostText<'a> {
    /// Words of the author of the course.
    Prose(&'a Prose),
    /// Words of a learner.
    Plain(&'a str),
    /// Nothing any more.
    Gone(Gone),
}

/// Why a post says nothing any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// Its author deleted it.
    Deleted,
    /// A trainer hid it.
    Hidden,
}

impl Digest {
    /// It in a few words, such as `5 new replies since Tuesday`.
    pub fn words(&self) -> String {
        let count = |count: usize, one: &str, many: &str| match count {
            1 => format!("1 {one}"),
            _ => format!("{count} {many}"),
        };
        let since = self.since.as_ref().map_or_else(String::new, |day| format!(" since {day}"));
        let others = self.posts.saturating_sub(self.replies);
        let what = match (self.replies, others) {
            (0, others) => count(others, "new post", "new posts"),
            (replies, 0) => count(replies, "new reply", "new replies"),
            (replies, others) => {
                let replies = count(replies, "new reply", "new replies");
                format!("{replies} and {}", count(others, "other post", "other posts"))
            }
        };
        format!("{what}{since}")
    }
}

impl Gone {
    /// What stands in its place.
    pub fn words(self) -> &'static str {
        match self {
            Gone::Deleted => "Deleted by its author.",
            Gone::Hidden => "Hidden by a trainer.",
        }
    }
}

/// The front page of a quiz or test.
#[derive(Debug)]
pub struct Gate<'a> {
    /// The lesson.
    pub lesson: &'a Lesson,
    /// How many questions are drawn.
    pub draw: &'a Draw,
    /// How many there are to draw from.
    pub bank: usize,
    /// Percent that the module asks for.
    pub pass: Option<u8>,
    /// The attempts so far.
    pub rounds: Vec<RoundRow>,
    /// True if another attempt may be started.
    pub can_start: bool,
    /// Pre-test and post-test side by side.
    pub tests: Option<TestScores>,
}

/// An attempt at a quiz.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundRow {
    /// Its number, from 1.
    pub number: u32,
    /// When it was started.
    pub at: Time,
    /// Questions answered.
    pub answered: usize,
    /// Questions drawn.
    pub of: usize,
    /// What was earned; `None` while it is kept back or not over.
    pub share: Option<Share>,
    /// Where it goes on, or begins when looked at again.
    pub first: Option<Place>,
}

/// Pre-test and post-test side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TestScores {
    /// The pre-test, shown once the post-test is over or the pre-test's result may be seen.
    pub before: Option<Share>,
    /// The latest post-test.
    pub after: Option<Share>,
}

/// How far the learner came.
#[derive(Debug)]
pub struct Report<'a> {
    /// Steps done of those that everybody needs.
    pub done: usize,
    /// Steps that everybody needs.
    pub of: usize,
    /// What was earned of all points handed in; `None` if nothing was.
    pub share: Option<Share>,
    /// Minutes spent.
    pub minutes: u32,
    /// Percent that completes the course.
    pub pass: u8,
    /// True if the course is complete.
    pub complete: bool,
    /// What is still missing, in sentences.
    pub missing: Vec<String>,
    /// The modules.
    pub modules: Vec<ModuleBar<'a>>,
    /// Pre-test and post-test.
    pub tests: TestScores,
    /// Lessons that nobody needs.
    pub extras: Extras,
    /// Days of work, newest first.
    pub days: Vec<Day>,
}

/// Lessons that go deeper, and that nobody needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extras {
    /// How many are done.
    pub done: usize,
    /// How many there are.
    pub of: usize,
}

/// A module on the progress page.
#[derive(Clone, Debug)]
pub struct ModuleBar<'a> {
    /// Its title.
    pub title: &'a str,
    /// Steps done.
    pub done: usize,
    /// Steps in all.
    pub of: usize,
    /// What was earned of the points handed in.
    pub share: Option<Share>,
    /// True if its condition is met.
    pub complete: bool,
}

/// A day of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The date in UTC.
    pub date: String,
    /// Minutes of work.
    pub minutes: u32,
    /// Answers handed in.
    pub answers: u32,
}

/// What was found.
#[derive(Debug)]
pub struct Search<'a> {
    /// What was looked for.
    pub query: String,
    /// Where it was found, in the order of the course.
    pub hits: Vec<Hit<'a>>,
    /// True if there were more than are shown.
    pub more: bool,
}

/// One place where it was found.
#[derive(Debug)]
pub struct Hit<'a> {
    /// The step, or else the term.
    pub to: super::To,
    /// The title of the step or term.
    pub title: &'a str,
    /// The lesson, or `Glossary`.
    pub lesson: &'a str,
    /// The words around it.
    pub context: String,
    /// The bytes of the context that match.
    pub found: std::ops::Range<usize>,
}

/// The glossary.
#[derive(Debug)]
pub struct Glossary<'a> {
    /// All terms by name.
    pub terms: Vec<(&'a TermId, &'a Term)>,
    /// The term that is open.
    pub open: Option<TermPage<'a>>,
}

/// A term that is open.
#[derive(Debug)]
pub struct TermPage<'a> {
    /// Its name in the course.
    pub id: &'a TermId,
    /// The term.
    pub term: &'a Term,
    /// Steps that mention it.
    pub steps: Vec<&'a Step>,
}

/// The sources.
#[derive(Debug)]
pub struct Sources<'a> {
    /// All sources by code.
    pub sources: Vec<(&'a str, &'a Cited)>,
    /// The source that is open.
    pub open: Option<SourcePage<'a>>,
}

/// A source that is open.
#[derive(Debug)]
pub struct SourcePage<'a> {
    /// Its code.
    pub code: &'a str,
    /// The source.
    pub cited: &'a Cited,
    /// Steps that cite it.
    pub steps: Vec<&'a Step>,
}

/// Notes and bookmarks.
#[derive(Debug)]
pub struct Notes<'a> {
    /// Steps with a note or a bookmark, in the order of the course.
    pub rows: Vec<NoteRow<'a>>,
}

/// A step, a quiz or the whole course with a note or a bookmark.
#[derive(Debug)]
pub struct NoteRow<'a> {
    /// Where it leads.
    pub to: super::To,
    /// The title of the step, the quiz or the course.
    pub title: &'a str,
    /// The lesson of a step; else empty.
    pub lesson: &'a str,
    /// The note.
    pub note: Option<&'a str>,
    /// True if it has a bookmark.
    pub bookmarked: bool,
}
