//! From files to a checked course, with every complaint in one go.

use std::collections::{BTreeMap, BTreeSet};

use super::lesson::{LessonPlace, read_lesson};
use super::reference::{read_figures, read_glossary, read_sources};
use super::{Bundle, Complete, Course, CourseId, FORMAT, Lesson, Module, ModuleId, Role, StepAt};
use crate::source::{
    Complaint, Fields, FileId, Node, Notes, Prose, Reference, Sources, Span, nearest, overlay, parse,
};

/// The most modules of a course.
const MAX_MODULES: usize = 99;
/// The most lessons of a module.
const MAX_LESSONS: usize = 200;
/// The most languages of a course.
const MAX_LANGUAGES: usize = 50;

/// What came of reading a course.
#[derive(Debug)]
pub struct Loaded {
    /// The course, if there was enough of it; it is fit for learners only without complaints.
    pub course: Option<Course>,
    /// The files, so that complaints can be shown.
    pub sources: Sources,
    /// Everything that is wrong, in the order of the files.
    pub complaints: Vec<Complaint>,
}

impl Loaded {
    /// The complaints as they are printed.
    pub fn show(&self) -> Vec<String> {
        self.complaints.iter().map(|complaint| complaint.show(&self.sources)).collect()
    }
}

/// Reads a course in one of its languages; `None` for the language of the original.
pub fn read(bundle: &Bundle, language: Option<&str>) -> Loaded {
    let mut reader = Reader {
        bundle,
        language: None,
        sources: Sources::default(),
        complaints: Vec::new(),
        used: BTreeSet::new(),
    };
    let course = reader.course(language);
    let Reader { sources, mut complaints, .. } = reader;
    complaints.sort_by_key(|complaint| complaint.span);
    complaints.dedup();
    Loaded { course, sources, complaints }
}

struct Reader<'a> {
    bundle: &'a Bundle,
    language: Option<String>,
    sources: Sources,
    complaints: Vec<Complaint>,
    used: BTreeSet<String>,
}

/// A course file as written.
struct Plan {
    id: Option<String>,
    title: Option<String>,
    summary: String,
    notice: Option<Prose>,
    languages: Vec<String>,
    pass: u8,
    modules: Vec<PlannedModule>,
}

struct PlannedModule {
    id: String,
    title: String,
    summary: String,
    complete: Complete,
    lessons: Vec<(String, Span)>,
}

/// A lesson with the places of its file and of each step's id.
struct ReadLesson {
    lesson: Lesson,
    span: Span,
    ids: Vec<Span>,
}

impl Reader<'_> {
    fn course(&mut self, language: Option<&str>) -> Option<Course> {
        for (path, why) in &self.bundle.refused {
            let file = self.sources.add(self.bundle.shown(path), "");
            self.complaints.push(Complaint::new(Span::top(file), why));
        }
        let Some((file, mut node)) = self.file("course.toml") else {
            let file = self.sources.add(self.bundle.shown("course.toml"), "");
            let complaint = Complaint::new(Span::top(file), "There is no `course.toml` in this folder.");
            self.complaints.push(complaint.help("A course is a folder with a `course.toml`."));
            return None;
        };
        if !self.known_format(file, &node) {
            return None;
        }
        let languages = languages_of(&node);
        if let (Some(wanted), Some(original)) = (language, languages.first())
            && wanted != original
        {
            if !languages.iter().any(|known| known == wanted) {
                let message = format!("This course cannot be had in `{}`.", crate::text::clean_line(wanted));
                let help = format!("It can be had in: {}.", languages.join(", "));
                self.complaints.push(Complaint::new(Span::top(file), message).help(help));
            }
            self.language = Some(wanted.to_owned());
            self.translate("course.toml", &mut node);
        }
        let figures = match self.translated("values.toml") {
            Some(node) => read_figures(&node, &mut self.complaints),
            None => BTreeMap::new(),
        };
        let cited = self.translated("sources.toml");
        let glossary = self.translated("glossary.toml");
        let mut notes = Notes::new(&figures);
        let cited = cited.map(|node| read_sources(&node, &mut notes)).unwrap_or_default();
        let (terms, spellings) = glossary.map(|node| read_glossary(&node, &mut notes)).unwrap_or_default();
        let plan = Fields::read(&node, &mut notes, read_plan)?;

        let mut modules = Vec::new();
        let mut lessons = Vec::new();
        for planned in plan.modules {
            let start = lessons.len();
            for (name, span) in &planned.lessons {
                let place = LessonPlace { name, span: *span, module: modules.len() };
                lessons.extend(self.lesson(&planned.id, &place, &mut notes));
            }
            let PlannedModule { id, title, summary, complete, .. } = planned;
            let id = ModuleId::from(id);
            if modules.iter().any(|other: &Module| other.id == id) {
                let message = format!("There are two modules `{id}`.");
                notes.complaints.push(Complaint::new(Span::top(file), message));
            }
            modules.push(Module { id, title, summary, lessons: start..lessons.len(), complete });
        }
        self.complaints.append(&mut notes.complaints);
        for (reference, span) in notes.references {
            let (what, name, known): (_, _, Vec<&str>) = match &reference {
                Reference::Source(code) if cited.contains_key(code) => continue,
                Reference::Term(term) if spellings.contains_key(term) => continue,
                Reference::Source(code) => ("source", code, cited.keys().map(String::as_str).collect()),
                Reference::Term(term) => ("term", term, spellings.keys().map(String::as_str).collect()),
            };
            let home = if what == "source" { "sources.toml" } else { "glossary.toml" };
            let message = format!("There is no {what} `{}` in {home}.", crate::text::clean_line(name));
            let help = match nearest(name, known) {
                Some(near) => format!("Did you mean `{near}`?"),
                None => format!("Add it to {home}."),
            };
            self.complaints.push(Complaint::new(span, message).help(help));
        }
        let steps = self.index(&lessons);
        self.check_draws(&lessons);
        self.check_strays();
        let language = match &self.language {
            Some(language) => language.clone(),
            None => languages.first().cloned().unwrap_or_default(),
        };
        Some(Course {
            id: CourseId::from(plan.id?),
            title: plan.title?,
            summary: plan.summary,
            notice: plan.notice,
            language,
            languages: plan.languages,
            pass: plan.pass,
            modules,
            lessons: lessons.into_iter().map(|read| read.lesson).collect(),
            steps,
            sources: cited,
            terms,
            spellings,
        })
    }

    /// Refuses a format that is newer than this program, before anything else is complained about.
    fn known_format(&mut self, file: FileId, node: &Node) -> bool {
        use crate::source::Value;
        let Value::Table(table) = &node.value else { return true };
        let (span, message) = match table.get("format") {
            Some(Node { value: Value::Whole(FORMAT), .. }) => return true,
            Some(Node { value: Value::Whole(newer), span }) if *newer > FORMAT => {
                let message = format!("This course has format {newer}; this program reads up to {FORMAT}.");
                self.complaints
                    .push(Complaint::new(*span, message).help("Install a newer curricle to take it."));
                return false;
            }
            Some(node) => (node.span, format!("`format` should be {FORMAT}.")),
            None => (Span::top(file), "The field `format` is missing.".to_owned()),
        };
        self.complaints.push(Complaint::new(span, message).help(format!("Write `format = {FORMAT}`.")));
        true
    }

    fn lesson(&mut self, module: &str, place: &LessonPlace<'_>, notes: &mut Notes<'_>) -> Option<ReadLesson> {
        let path = format!("{module}/{}.toml", place.name);
        if self.used.contains(&path) {
            let message = format!("The lesson `{}` is named twice.", place.name);
            notes.complaints.push(Complaint::new(place.span, message));
            return None;
        }
        let Some((file, mut node)) = self.file(&path) else {
            let message = format!("There is no lesson file `{path}`.");
            let names = self.bundle.files.keys().filter_map(|known| known.strip_suffix(".toml"));
            let wanted = format!("{module}/{}", place.name);
            let mut complaint = Complaint::new(place.span, message);
            complaint.help = nearest(&wanted, names).map(|near| format!("There is `{near}.toml`."));
            notes.complaints.push(complaint);
            return None;
        };
        let editions = super::lesson::editions(&node);
        self.translate(&path, &mut node);
        let (lesson, ids) = read_lesson(&node, &editions, place, notes)?;
        Some(ReadLesson { lesson, span: Span::top(file), ids })
    }

    fn index(&mut self, lessons: &[ReadLesson]) -> BTreeMap<super::StepId, StepAt> {
        let mut steps = BTreeMap::new();
        for (at, ReadLesson { lesson, span, ids }) in lessons.iter().enumerate() {
            if lessons[..at].iter().any(|other| other.lesson.id == lesson.id) {
                let message = format!("Another lesson of this course is named `{}`, too.", lesson.id);
                self.complaints.push(Complaint::new(*span, message));
            }
            for (number, (step, span)) in lesson.steps.iter().zip(ids).enumerate() {
                let here = StepAt { lesson: at, step: number };
                if let Some(there) = steps.insert(step.id.clone(), here) {
                    let other = &lessons[there.lesson].lesson;
                    let message =
                        format!("The id `{}` is taken by a step of lesson `{}`.", step.id, other.id);
                    self.complaints
                        .push(Complaint::new(*span, message).help("Every step of a course has its own id."));
                }
            }
        }
        steps
    }

    fn check_draws(&mut self, lessons: &[ReadLesson]) {
        for ReadLesson { lesson, span, .. } in lessons {
            let Some(draw) = lesson.role.draw() else { continue };
            let Some(bank) = lessons.iter().map(|other| &other.lesson).find(|other| other.id == draw.bank)
            else {
                let message = format!("There is no lesson `{}` to draw questions from.", draw.bank);
                let names = lessons.iter().map(|other| other.lesson.id.as_str());
                let mut complaint = Complaint::new(*span, message);
                complaint.help =
                    nearest(draw.bank.as_str(), names).map(|near| format!("Did you mean `{near}`?"));
                self.complaints.push(complaint);
                continue;
            };
            if draw.bank != lesson.id && !lesson.steps.is_empty() {
                let message =
                    format!("This lesson draws from `{}`; it cannot have steps of its own.", draw.bank);
                self.complaints.push(Complaint::new(*span, message));
            }
            if bank.steps.len() < draw.count {
                let message = format!("{} questions cannot be drawn from {}.", draw.count, bank.steps.len());
                self.complaints.push(Complaint::new(*span, message).help("Add questions, or draw fewer."));
            }
            if bank.role == Role::Learn {
                let message = format!("The lesson `{}` is no bank of questions.", draw.bank);
                self.complaints.push(Complaint::new(*span, message).help("Draw from a quiz or a pre-test."));
            }
        }
    }

    fn check_strays(&mut self) {
        let languages: Vec<String> =
            self.bundle.files.keys().filter(|path| !self.used.contains(*path)).cloned().collect();
        for path in languages {
            let original = path.strip_suffix(".toml").and_then(|stem| stem.rsplit_once('.'));
            if original.is_some_and(|(stem, _)| self.used.contains(&format!("{stem}.toml"))) {
                continue;
            }
            let file = self.sources.add(self.bundle.shown(&path), self.bundle.files[&path].clone());
            let help = "Name it in `lessons` of a module in course.toml, or take it away.";
            self.complaints.push(Complaint::new(Span::top(file), "No module names this file.").help(help));
        }
    }

    fn file(&mut self, path: &str) -> Option<(FileId, Node)> {
        let text = self.bundle.files.get(path)?;
        self.used.insert(path.to_owned());
        let file = self.sources.add(self.bundle.shown(path), text.clone());
        Some((file, parse(file, text, &mut self.complaints)))
    }

    fn translated(&mut self, path: &str) -> Option<Node> {
        let (_, mut node) = self.file(path)?;
        self.translate(path, &mut node);
        Some(node)
    }

    fn translate(&mut self, path: &str, node: &mut Node) {
        let Some(language) = &self.language else { return };
        let Some(stem) = path.strip_suffix(".toml") else { return };
        let path = format!("{stem}.{language}.toml");
        if let Some((_, words)) = self.file(&path) {
            overlay(node, &words, &mut self.complaints);
        }
    }
}

fn languages_of(node: &Node) -> Vec<String> {
    use crate::source::Value;
    let Value::Table(table) = &node.value else { return Vec::new() };
    let Some(Node { value: Value::List(list), .. }) = table.get("languages") else { return Vec::new() };
    let words = list.iter().filter_map(|node| match &node.value {
        Value::Text { words, .. } => Some(words.clone()),
        _ => None,
    });
    words.collect()
}

fn read_plan(fields: &mut Fields<'_, '_>) -> Option<Plan> {
    fields.whole_opt("format", 0..=i64::MAX);
    let id = fields.id("id");
    let title = fields.line("title");
    let summary = fields.line_opt("summary").unwrap_or_default();
    let notice = fields.prose_opt("notice");
    let languages = fields.lines("languages", 1..=MAX_LANGUAGES);
    for (language, span) in &languages {
        if language.len() > 8 || !language.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-') {
            let complaint = Complaint::new(*span, format!("`{language}` is no code of a language."));
            fields.complain(complaint.help("Write two letters, such as `en`."));
        }
    }
    let pass = fields.whole_opt("pass", 0..=100).and_then(|pass| u8::try_from(pass).ok()).unwrap_or(0);
    let modules = fields.each("module", 1..=MAX_MODULES, read_module);
    let languages = languages.into_iter().map(|(language, _)| language).collect();
    Some(Plan { id, title, summary, notice, languages, pass, modules })
}

fn read_module(fields: &mut Fields<'_, '_>) -> Option<PlannedModule> {
    let id = fields.id("id");
    let title = fields.line("title");
    let summary = fields.line_opt("summary").unwrap_or_default();
    let lessons = fields.lines("lessons", 1..=MAX_LESSONS);
    let complete = fields.table("complete", |fields| {
        Some(Complete {
            read: fields.flag_or("read", false),
            tasks: fields.flag_or("tasks", false),
            score: fields.whole_opt("score", 0..=100).and_then(|score| u8::try_from(score).ok()),
        })
    });
    let mut fine = Vec::new();
    for (name, span) in lessons {
        if crate::source::is_id(&name) {
            fine.push((name, span));
        } else {
            let complaint = Complaint::new(span, format!("`{name}` cannot be the name of a lesson."))
                .help("Use lower-case letters, digits and hyphens; the file is MODULE/LESSON.toml.");
            fields.complain(complaint);
        }
    }
    let complete = complete.unwrap_or(Complete { read: true, tasks: true, score: None });
    Some(PlannedModule { id: id?, title: title?, summary, complete, lessons: fine })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COURSE: &str = "format = 1\nid = \"c\"\ntitle = \"C\"\nlanguages = [\"en\", \"fr\"]\n[[module]]\nid = \"m\"\ntitle = \"M\"\nlessons = [\"l\"]\n";
    const LESSON: &str =
        "title = \"L\"\nminutes = 5\n[[step]]\nid = \"s\"\ntitle = \"S\"\ntext = \"See [@X].\"\n";

    fn bundle(files: &[(&str, &str)]) -> Bundle {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        Bundle { folder: "c".into(), files, refused: Vec::new() }
    }

    fn said(files: &[(&str, &str)], language: Option<&str>) -> Vec<String> {
        let loaded = read(&bundle(files), language);
        let sources = &loaded.sources;
        loaded.complaints.iter().map(|c| format!("{}: {}", sources.locate(c.span), c.message)).collect()
    }

    #[test]
    fn a_small_course_is_read_without_complaint() {
        let sources = ("sources.toml", "[X]\ntitle = \"A source\"\n");
        let loaded = read(&bundle(&[("course.toml", COURSE), ("m/l.toml", LESSON), sources]), None);
        assert_eq!(loaded.show(), Vec::<String>::new());
        let course = loaded.course.unwrap();
        assert_eq!(course.lessons[0].title, "L");
        assert_eq!(course.steps.len(), 1);
    }

    #[test]
    fn all_mistakes_of_all_files_come_in_one_go() {
        let double =
            format!("{LESSON}[[step]]\nid = \"s\"\ntitel = \"S\"\ntitle = \"S\"\ntext = \"{{nix}}\"\n");
        let files = [("course.toml", COURSE), ("m/l.toml", double.as_str()), ("m/old.toml", "")];
        assert_eq!(
            said(&files, None),
            [
                "c/m/l.toml:6:13: There is no source `X` in sources.toml.",
                "c/m/l.toml:8:6: The id `s` is taken by a step of lesson `l`.",
                "c/m/l.toml:9:1: There is no field `titel` here.",
                "c/m/l.toml:11:9: There is no figure `nix` in values.toml.",
                "c/m/old.toml:1:1: No module names this file.",
            ]
        );
    }

    #[test]
    fn a_newer_format_is_refused_with_advice_and_nothing_else() {
        let newer = COURSE.replace("format = 1", "format = 2\nfuture = true");
        assert_eq!(
            said(&[("course.toml", &newer)], None),
            ["c/course.toml:1:10: This course has format 2; this program reads up to 1."]
        );
    }

    #[test]
    fn a_translation_shares_steps_and_editions() {
        let french = "title = \"Leçon\"\n[[step]]\nid = \"s\"\ntext = \"Voir.\"\n";
        let files = [("course.toml", COURSE), ("m/l.toml", LESSON), ("m/l.fr.toml", french)];
        let loaded = read(&bundle(&files), Some("fr"));
        assert_eq!(loaded.show(), Vec::<String>::new());
        let course = loaded.course.unwrap();
        assert_eq!(course.lessons[0].title, "Leçon");
        assert_eq!(course.lessons[0].steps[0].title, "S");
        assert_eq!(said(&files, Some("xx"))[0], "c/course.toml:1:1: This course cannot be had in `xx`.");
    }

    #[test]
    fn names_cannot_leave_the_folder() {
        let outside = COURSE.replace("[\"l\"]", "[\"../l\"]");
        let said = said(&[("course.toml", &outside)], None);
        assert_eq!(said, ["c/course.toml:8:12: `../l` cannot be the name of a lesson."]);
    }

    #[test]
    fn a_draw_needs_a_bank_that_is_large_enough() {
        let quiz = LESSON.replace("minutes = 5", "minutes = 5\nrole = \"quiz\"\ndraw = 4");
        let quiz = quiz.replace("See [@X].", "x");
        let said = said(&[("course.toml", COURSE), ("m/l.toml", &quiz)], None);
        assert_eq!(
            said,
            [
                "c/m/l.toml:1:1: 4 questions cannot be drawn from 1.",
                "c/m/l.toml:5:1: A bank holds exercises that the program can grade; `s` is none.",
            ]
        );
    }
}
