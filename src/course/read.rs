//! From files to a checked course, with every complaint in one go.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::advice::advise;
use super::draws::check_draws;
use super::extras::check_extras;
use super::lesson::{LessonPlace, ReadLesson, read_lesson};
use super::plan::{PlannedModule, is_known_format, languages_of, read_plan};
use super::reference::{Glossary, Known, read_figures, read_glossary, read_sources};
use super::{Bundle, Course, CourseId, Module, ModuleId, StepAt, StepId};
use crate::source::{
    Complaint, Complaints, Fields, FileId, Node, Notes, Sources, Span, nearest, overlay, parse, quoted,
};

/// What came of reading a course.
#[derive(Debug)]
pub struct Loaded {
    /// The course, if there was enough of it; it is fit for learners only without complaints.
    pub course: Option<Course>,
    /// The files, so that complaints can be shown.
    pub sources: Sources,
    /// Everything that is wrong, in the order of the files.
    pub complaints: Complaints,
    /// What could be better, if that was asked for.
    pub advice: Complaints,
}

impl Loaded {
    /// The complaints as they are printed.
    pub fn show(&self) -> Vec<String> {
        self.complaints.iter().map(|complaint| complaint.show(&self.sources)).collect()
    }
}

/// Reads a course in one of its languages; `None` for the language of the original.
pub fn read(bundle: &Bundle, language: Option<&str>) -> Loaded {
    load(bundle, language, None)
}

/// Reads a course in the language of the original, and says what could be better if nothing is wrong.
///
/// What could not be read would make advice on the rest false.
pub fn study(bundle: &Bundle) -> Loaded {
    load(bundle, None, Some(Vec::new()))
}

fn load(bundle: &Bundle, language: Option<&str>, nodes: Option<Vec<(FileId, Node)>>) -> Loaded {
    let mut reader = Reader {
        bundle,
        language: None,
        sources: Sources::default(),
        complaints: Complaints::default(),
        used: BTreeSet::new(),
        advice: Complaints::default(),
        nodes,
    };
    let course = reader.course(language);
    let Reader { sources, mut complaints, mut advice, .. } = reader;
    complaints.sort();
    advice.sort();
    Loaded { course, sources, complaints, advice }
}

struct Reader<'a> {
    bundle: &'a Bundle,
    language: Option<String>,
    sources: Sources,
    complaints: Complaints,
    used: BTreeSet<String>,
    advice: Complaints,
    /// The lessons as they were written, kept only to be studied.
    nodes: Option<Vec<(FileId, Node)>>,
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
        if !is_known_format(&node, &mut self.complaints) {
            return None;
        }
        let languages = languages_of(&node);
        if let (Some(wanted), Some(original)) = (language, languages.first())
            && wanted != original
        {
            if !languages.iter().any(|known| known == wanted) {
                let message = format!("This course cannot be had in `{}`.", quoted(wanted));
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
        let glossary = glossary.map(|node| read_glossary(&node, &mut notes)).unwrap_or_default();
        let Glossary { terms, spellings, everyday } = glossary;
        let plan = Fields::read(&node, &mut notes, read_plan)?;
        let known = Known { cited, terms, spellings, everyday };
        known.check(&mut notes);

        let mut modules: Vec<Module> = Vec::new();
        let mut lessons = Vec::new();
        for planned in plan.modules {
            let start = lessons.len();
            for (name, span) in &planned.lessons {
                let place = LessonPlace { name, span: *span, module: modules.len() };
                lessons.extend(self.lesson(&planned.id, &place, &mut notes));
                known.check(&mut notes);
            }
            let PlannedModule { id, title, summary, complete, .. } = planned;
            let id = ModuleId::from(id);
            if modules.iter().any(|other| other.id == id) {
                let message = format!("There are two modules `{id}`.");
                notes.complaints.push(Complaint::new(Span::top(file), message));
            }
            modules.push(Module { id, title, summary, lessons: start..lessons.len(), complete });
        }
        self.complaints.append(&mut notes.complaints);
        let steps = self.index(&lessons);
        check_draws(&lessons, &mut self.complaints);
        check_extras(&modules, &lessons, &mut self.complaints);
        self.check_strays();
        if let Some(nodes) = self.nodes.as_ref().filter(|_| self.complaints.is_empty()) {
            advise(&lessons, nodes, &known, &mut self.advice);
        }
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
            sources: known.cited,
            terms: known.terms,
            spellings: known.spellings,
        })
    }

    fn lesson(&mut self, module: &str, place: &LessonPlace<'_>, notes: &mut Notes<'_>) -> Option<ReadLesson> {
        let path = format!("{module}/{}.toml", place.name);
        if self.used.contains(&path) {
            let message = format!("The lesson `{}` is named twice.", place.name);
            notes.complaints.push(Complaint::new(place.span, message));
            return None;
        }
        let Some((file, mut node)) = self.file(&path) else {
            let files = &self.bundle.files;
            notes.complaints.add(place.span, || {
                let names = files.keys().filter_map(|known| known.strip_suffix(".toml"));
                let wanted = format!("{module}/{}", place.name);
                let message = format!("There is no lesson file `{path}`.");
                let mut complaint = Complaint::new(place.span, message);
                let near = nearest(&wanted, names).map(quoted);
                complaint.help = near.map(|near| format!("There is `{near}.toml`."));
                complaint
            });
            return None;
        };
        let editions = super::lesson::editions(&node);
        self.translate(&path, &mut node);
        let read = read_lesson(file, &node, &editions, place, notes);
        if let Some(nodes) = &mut self.nodes {
            nodes.push((file, node));
        }
        read
    }

    fn index(&mut self, lessons: &[ReadLesson]) -> BTreeMap<StepId, StepAt> {
        let mut steps = BTreeMap::new();
        let mut names = BTreeSet::new();
        for (at, ReadLesson { lesson, file, ids, .. }) in lessons.iter().enumerate() {
            if !names.insert(&lesson.id) {
                let message = format!("Another lesson of this course is named `{}`, too.", lesson.id);
                self.complaints.push(Complaint::new(Span::top(*file), message));
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

    fn check_strays(&mut self) {
        let bundle = self.bundle;
        for (path, text) in bundle.files.iter().filter(|(path, _)| !self.used.contains(*path)) {
            let original = path.strip_suffix(".toml").and_then(|stem| stem.rsplit_once('.'));
            if original.is_some_and(|(stem, _)| self.used.contains(&format!("{stem}.toml"))) {
                continue;
            }
            let file = self.sources.add(bundle.shown(path), Arc::clone(text));
            let help = "Name it in `lessons` of a module in course.toml, or take it away.";
            self.complaints.push(Complaint::new(Span::top(file), "No module names this file.").help(help));
        }
    }

    fn file(&mut self, path: &str) -> Option<(FileId, Node)> {
        let text = self.bundle.files.get(path)?;
        self.used.insert(path.to_owned());
        let file = self.sources.add(self.bundle.shown(path), Arc::clone(text));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::Minutes;

    const COURSE: &str = "format = 1\nid = \"c\"\ntitle = \"C\"\nlanguages = [\"en\", \"fr\"]\n[[module]]\nid = \"m\"\ntitle = \"M\"\nlessons = [\"l\"]\n";
    const LESSON: &str =
        "title = \"L\"\nminutes = 5\n[[step]]\nid = \"s\"\ntitle = \"S\"\ntext = \"See [@X].\"\n";

    fn bundle(files: &[(&str, &str)]) -> Bundle {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).into())).collect();
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
    fn marks_of_emphasis_in_plain_fields_are_complained_about() {
        let steps = "title = \"A `small` lesson\"\nminutes = 5\n[[step]]\nid = \"s\"\ntitle = \"S\"\nkind = \"choice\"\nprompt = \"How *many*?\"\nexplain = \"x\"\nsources = [\"X\"]\noptions = [{ text = \"At *least* a\", right = true }, { text = \"3 * 4 * 5\", because = \"*No*.\" }]\n";
        let sources = ("sources.toml", "[X]\ntitle = \"A source\"\n");
        let loaded = read(&bundle(&[("course.toml", COURSE), ("m/l.toml", steps), sources]), None);
        let said: Vec<_> = loaded.show().iter().map(|said| said.lines().next().unwrap().to_owned()).collect();
        assert_eq!(
            said,
            [
                "c/m/l.toml:1:12: `title` is plain text, without marks such as `small`.",
                "c/m/l.toml:10:25: `text` is plain text, without marks such as *least*.",
            ]
        );
        let help = loaded.complaints.first().and_then(|first| first.help.as_deref());
        assert_eq!(help, Some("Take the marks away: a learner would see them as they stand."));
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
    fn banks_that_draw_from_each_other_are_said_to_go_in_a_circle() {
        let plan = COURSE.replace("[\"l\"]", "[\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"]");
        let quiz = |bank: &str| {
            format!("title = \"Q\"\nminutes = 5\nrole = \"quiz\"\ndraw = 1\nbank = \"{bank}\"\n")
        };
        let own = "title = \"Q\"\nminutes = 5\nrole = \"quiz\"\ndraw = 1\n[[step]]\nid = \"s\"\ntitle = \"S\"\nkind = \"choice\"\nprompt = \"x\"\nexplain = \"x\"\nsources = [\"X\"]\noptions = [{ text = \"a\", right = true }, { text = \"b\", because = \"No.\" }]\n";
        let banks = ["b", "c", "a", "a", "f"].map(quiz);
        let files = [
            ("course.toml", plan.as_str()),
            ("m/a.toml", &banks[0]),
            ("m/b.toml", &banks[1]),
            ("m/c.toml", &banks[2]),
            ("m/d.toml", &banks[3]),
            ("m/e.toml", &banks[4]),
            ("m/f.toml", own),
            ("sources.toml", "[X]\ntitle = \"X\"\n"),
        ];
        assert_eq!(
            said(&files, None),
            [
                "c/m/a.toml:5:8: These draw their questions in a circle: `a` from `b`, `b` from `c`, `c` from `a`.",
                "c/m/d.toml:5:8: The lesson `a` has no questions of its own to draw from.",
            ]
        );
        let (one, two) = (quiz("b"), quiz("f"));
        let loaded =
            read(&bundle(&[files[0], ("m/a.toml", &one), ("m/b.toml", &two), files[6], files[7]]), None);
        let of_a = loaded.complaints.iter().find(|one| one.message.contains("of its own")).unwrap();
        assert_eq!(of_a.help.as_deref(), Some("Draw from `f`, as it does."));
    }

    #[test]
    fn what_everybody_needs_cannot_be_extra() {
        let plan = COURSE.replace("[\"l\"]", "[\"l\", \"deep\"]");
        let extra = |text: &str| text.replace("minutes = 5\n", "minutes = 7\nextra = true\n");
        let deep = LESSON.replace("\"s\"", "\"deep-s\"");
        let sources = ("sources.toml", "[X]\ntitle = \"A source\"\n");
        let (core, deep) = (LESSON.to_owned(), extra(&deep));
        let files =
            |core| [("course.toml", plan.as_str()), ("m/l.toml", core), ("m/deep.toml", &deep), sources];
        let loaded = read(&bundle(&files(&core)), None);
        assert_eq!(loaded.show(), Vec::<String>::new());
        let lessons = loaded.course.unwrap().lessons;
        assert_eq!(Minutes::of(&lessons), Minutes { core: 5, extra: 7 });
        let all = extra(&core);
        assert_eq!(said(&files(&all), None), ["c/m/l.toml:3:9: The module `m` has only extra lessons."]);
        let quiz =
            extra(&core).replace("extra = true", "extra = true\nrole = \"quiz\"\ndraw = 1\nbank = \"l\"");
        assert_eq!(said(&files(&quiz), None)[0], "c/m/l.toml:3:9: A quiz or test cannot be extra.");
        let odd = core.replace("minutes = 5", "minutes = 5\nextra = 1");
        assert_eq!(
            said(&files(&odd), None),
            ["c/m/l.toml:3:9: `extra` should be true or false, not a whole number."]
        );
    }

    #[test]
    fn a_hostile_file_cannot_make_the_list_endless() {
        let many: String = (0..5_000).map(|n| format!("unknown-{n} = 1\n")).collect();
        let lesson = LESSON.replace("minutes = 5\n", &format!("minutes = 5\n{many}"));
        let loaded = read(&bundle(&[("course.toml", COURSE), ("m/l.toml", &lesson)]), None);
        assert_eq!(loaded.show().len(), crate::source::MAX_OF_FILE);
        assert_eq!(loaded.complaints.count(), 5_001);
        let more: Vec<_> =
            loaded.complaints.more().map(|(file, more)| (loaded.sources.path(file), more)).collect();
        assert_eq!(more, [("c/m/l.toml", 5_001 - crate::source::MAX_OF_FILE)]);
    }

    #[test]
    fn a_draw_needs_a_bank_that_is_large_enough() {
        let quiz = LESSON.replace("minutes = 5", "minutes = 5\nrole = \"quiz\"\ndraw = 4");
        let quiz = quiz.replace("See [@X].", "x");
        let said = said(&[("course.toml", COURSE), ("m/l.toml", &quiz)], None);
        assert_eq!(
            said,
            [
                "c/m/l.toml:4:8: 4 questions cannot be drawn from 1.",
                "c/m/l.toml:5:1: A bank holds exercises that the program can grade; `s` is none.",
            ]
        );
    }
}
