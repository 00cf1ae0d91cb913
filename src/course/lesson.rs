//! Reading one lesson file.

use std::collections::BTreeMap;

use super::{Content, Draw, Lesson, LessonId, Role, Step, StepId};
use crate::exercise::{COMMENTARY, Edition, FieldHelp, Task};
use crate::source::{Complaint, Fields, FileId, Node, Notes, Span, Value};

/// The most steps of a lesson or questions of a bank.
const MAX_STEPS: usize = 500;
/// The most objectives of a lesson.
const MAX_OBJECTIVES: usize = 9;
/// The longest lesson, in minutes.
const MAX_MINUTES: i64 = 600;

/// Where a lesson is named in its course.
pub(super) struct LessonPlace<'a> {
    pub(super) name: &'a str,
    pub(super) span: Span,
    pub(super) module: usize,
}

/// A lesson with the places of its file, of each step's id, and of what it draws from where.
pub(super) struct ReadLesson {
    pub(super) lesson: Lesson,
    pub(super) file: FileId,
    pub(super) ids: Vec<Span>,
    pub(super) draw: Span,
    pub(super) bank: Span,
    pub(super) extra: Span,
}

/// The fields at the head of a lesson's file.
pub const LESSON_FIELDS: &[FieldHelp] = &[
    FieldHelp { name: "title", help: "Needed." },
    FieldHelp {
        name: "minutes",
        help: "Needed. How long it takes; `curricle check` says if that is honest.",
    },
    FieldHelp { name: "objectives", help: "What a learner can do afterwards, in a list." },
    FieldHelp {
        name: "extra",
        help: "true for a lesson that goes deeper and may be left out. It is not needed to complete its module \
               or the course, its points do not count for them, and its minutes are shown apart. Only a plain \
               lesson can be extra, and every module needs a lesson that is not. false if left out.",
    },
    FieldHelp {
        name: "role",
        help: "lesson, quiz (it counts, and can be taken again), pretest (one attempt, its result comes after \
               the course) or posttest (it is compared with the pretest). lesson if left out.",
    },
    FieldHelp {
        name: "draw",
        help: "Needed for a quiz or test. How many questions are drawn for an attempt.",
    },
    FieldHelp {
        name: "bank",
        help: "For a quiz or test: the lesson from whose questions it draws. Its own if left out.",
    },
];

#[derive(Clone, Copy)]
enum RoleWord {
    Learn,
    Quiz,
    PreTest,
    PostTest,
}

const ROLES: &[(&str, RoleWord)] = &[
    ("lesson", RoleWord::Learn),
    ("quiz", RoleWord::Quiz),
    ("pretest", RoleWord::PreTest),
    ("posttest", RoleWord::PostTest),
];

/// The edition of each exercise, taken from the original so that all languages share it.
pub(super) fn editions(node: &Node) -> BTreeMap<String, Edition> {
    let Value::Table(table) = &node.value else { return BTreeMap::new() };
    let Some(Node { value: Value::List(steps), .. }) = table.get("step") else { return BTreeMap::new() };
    let named = steps.iter().filter_map(|step| {
        let Value::Table(table) = &step.value else { return None };
        table.get("kind")?;
        match table.get("id") {
            Some(Node { value: Value::Text { words, .. }, .. }) => {
                Some((words.clone(), Edition(step.fingerprint(COMMENTARY))))
            }
            _ => None,
        }
    });
    named.collect()
}

/// Reads a lesson.
pub(super) fn read_lesson(
    file: FileId,
    node: &Node,
    editions: &BTreeMap<String, Edition>,
    place: &LessonPlace<'_>,
    notes: &mut Notes<'_>,
) -> Option<ReadLesson> {
    Fields::read(node, notes, |fields| {
        let title = fields.line("title");
        let minutes = fields.whole("minutes", 1..=MAX_MINUTES);
        let objectives = fields.lines("objectives", 0..=MAX_OBJECTIVES);
        let role = read_role(fields, place.name);
        let extra = read_extra(fields, &role);
        let least = usize::from(role.draw().is_none_or(|draw| draw.bank.as_str() == place.name));
        let steps = fields.each("step", least..=MAX_STEPS, |fields| {
            let step = read_step(fields, editions)?;
            if role.draw().is_some() && !is_graded(&step) {
                let message =
                    format!("A bank holds exercises that the program can grade; `{}` is none.", step.id);
                fields.complain(Complaint::new(fields.span(), message));
            }
            if role.draw().is_some()
                && matches!(&step.content, Content::Exercise(task) if task.body.starts_over())
            {
                let message =
                    format!("`{}` cannot be in a bank: it tells on the way what comes of a choice.", step.id);
                fields.complain(Complaint::new(fields.span(), message));
            }
            Some((step, fields.span_of("id")))
        });
        let (steps, ids) = steps.into_iter().unzip();
        let lesson = Lesson {
            id: LessonId::from(place.name),
            title: title?,
            module: place.module,
            minutes: minutes.and_then(|minutes| u16::try_from(minutes).ok()).unwrap_or(1),
            extra,
            objectives: objectives.into_iter().map(|(words, _)| words).collect(),
            role,
            steps,
        };
        let (draw, bank, extra) = (fields.span_of("draw"), fields.span_of("bank"), fields.span_of("extra"));
        Some(ReadLesson { lesson, file, ids, draw, bank, extra })
    })
}

fn read_role(fields: &mut Fields<'_, '_>, name: &str) -> Role {
    let word = fields.pick_or("role", ROLES, RoleWord::Learn);
    if matches!(word, RoleWord::Learn) {
        for field in ["draw", "bank"] {
            if fields.has(field) {
                let complaint =
                    Complaint::new(fields.span_of(field), format!("Only quizzes and tests have `{field}`."));
                fields.complain(complaint.help("Add `role = \"quiz\"`, or take it away."));
                fields.ignore(field);
            }
        }
        return Role::Learn;
    }
    let count = fields.whole("draw", 1..=100).and_then(|count| usize::try_from(count).ok()).unwrap_or(1);
    let bank = fields.id_opt("bank").map_or_else(|| LessonId::from(name), LessonId::from);
    let draw = Draw { count, bank };
    match word {
        RoleWord::Quiz | RoleWord::Learn => Role::Quiz(draw),
        RoleWord::PreTest => Role::PreTest(draw),
        RoleWord::PostTest => Role::PostTest(draw),
    }
}

/// Whether a lesson may be left out; what is drawn for a result is for everybody.
fn read_extra(fields: &mut Fields<'_, '_>, role: &Role) -> bool {
    let extra = fields.flag_or("extra", false);
    if extra && role.draw().is_some() {
        let complaint = Complaint::new(fields.span_of("extra"), "A quiz or test cannot be extra.");
        fields.complain(complaint.help("Take `extra` away, or make it a lesson without `role`."));
    }
    extra
}

fn read_step(fields: &mut Fields<'_, '_>, editions: &BTreeMap<String, Edition>) -> Option<Step> {
    let id = fields.id("id");
    let title = fields.line("title");
    let content = if fields.has("kind") {
        let edition = id.as_deref().and_then(|id| editions.get(id)).copied().unwrap_or(Edition(0));
        Task::read(fields, edition).map(|task| Content::Exercise(Box::new(task)))
    } else {
        fields.prose("text").map(Content::Reading)
    };
    Some(Step { id: StepId::from(id?), title: title?, content: content? })
}

fn is_graded(step: &Step) -> bool {
    match &step.content {
        Content::Exercise(task) => task.body.solution().is_some(),
        Content::Reading(_) => false,
    }
}
