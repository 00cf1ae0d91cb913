//! The words of a certificate: the same on the screen, line by line, and on paper.

use super::Certificate;
use crate::session::{ModuleBar, Time};
use crate::text;

/// The columns of the printed page.
pub const COLUMNS: usize = 72;
/// The rows that a printed page has room for.
pub const ROWS: usize = 60;
/// The most modules that are listed.
const MAX_MODULES: usize = 12;
/// The most sentences on what is missing.
const MAX_MISSING: usize = 6;
/// What stands before an entry.
const MARK: &str = "- ";
/// The most printed rows of a title or an entry.
const MAX_WRAPPED: usize = 2;

/// A part of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paragraph {
    /// A heading, set off from what is above it.
    Heading(String),
    /// Sentences.
    Text(String),
    /// An entry of a list; a module fits one printed row.
    Entry(String),
}

impl Certificate<'_> {
    /// The words in order.
    pub fn paragraphs(&self) -> Vec<Paragraph> {
        let title =
            if self.completed.is_some() { "Certificate of completion" } else { "Statement of progress" };
        let mut out = vec![Paragraph::Heading(title.to_owned()), Paragraph::Heading(self.course.to_owned())];
        out.push(Paragraph::Text(match &self.holder {
            Some(holder) => format!("{holder} (learner: {})", self.learner),
            None => format!("Learner: {}", self.learner),
        }));
        out.push(Paragraph::Text(self.standing()));
        self.results(&mut out);
        self.lists(&mut out);
        self.about(&mut out);
        out
    }

    /// How it comes onto paper.
    pub fn to_print(&self) -> String {
        format!(
            "To print or keep it, leave and run: curricle certificate --learner {} certificate.txt",
            self.learner
        )
    }

    /// The page as plain text: at most [`ROWS`] rows of [`COLUMNS`] columns.
    pub fn printed(&self) -> String {
        let mut out = String::new();
        for paragraph in self.paragraphs() {
            let (first, rest, words, most) = match &paragraph {
                Paragraph::Heading(words) => {
                    out.push_str(if out.is_empty() { "" } else { "\n" });
                    ("", "", words, MAX_WRAPPED)
                }
                Paragraph::Entry(words) => (MARK, "  ", words, MAX_WRAPPED),
                Paragraph::Text(words) => ("", "", words, usize::MAX),
            };
            let words = text::clean_line(words);
            for (at, row) in text::wrap(&words, COLUMNS - first.len()).into_iter().take(most).enumerate() {
                out.push_str(if at == 0 { first } else { rest });
                out.push_str(words[row].trim_end());
                out.push('\n');
            }
        }
        out
    }

    fn standing(&self) -> String {
        let day = |day: &str| format!("The last day of work was {day} (UTC).");
        match (self.completed.map(Time::date), &self.last_day) {
            (Some(date), _) => format!("This learner completed the course on {date} (UTC)."),
            (None, last) => format!(
                "This learner has not completed the course yet: this is no certificate. {}",
                last.as_deref().map_or_else(|| "No work was done yet.".to_owned(), day)
            ),
        }
    }

    fn results(&self, out: &mut Vec<Paragraph>) {
        out.push(Paragraph::Heading("Results".to_owned()));
        if let Some(share) = self.share {
            let pass = self.pass;
            out.push(Paragraph::Entry(format!("{share} of all points; the course asks for {pass} %")));
        }
        out.push(Paragraph::Entry(format!(
            "{} of work; a pause counts as 5 minutes at most",
            hours(self.minutes)
        )));
        let essays = (self.essays > 0).then(|| format!("{} written", count(self.essays, "essay", "essays")));
        let posts = (self.posts > 0).then(|| {
            let discussions = count(self.discussions, "discussion", "discussions");
            format!("{} in {discussions}", count(self.posts, "post", "posts"))
        });
        let extras = (self.extras.done > 0).then(|| {
            let lessons = count(self.extras.done, "extra lesson", "extra lessons");
            format!("{lessons} done, beyond what the course asks for")
        });
        out.extend(essays.into_iter().chain(posts).chain(extras).map(Paragraph::Entry));
    }

    fn lists(&self, out: &mut Vec<Paragraph>) {
        out.push(Paragraph::Heading("Modules".to_owned()));
        out.extend(self.modules.iter().take(MAX_MODULES).map(|module| Paragraph::Entry(entry(module))));
        if let Some(more) = self.modules.get(MAX_MODULES..).filter(|more| !more.is_empty()) {
            let complete = more.iter().filter(|module| module.complete).count();
            out.push(Paragraph::Entry(format!("and {} more, of which {complete} complete", more.len())));
        }
        if self.missing.is_empty() {
            return;
        }
        out.push(Paragraph::Heading("Still missing".to_owned()));
        out.extend(self.missing.iter().take(MAX_MISSING).cloned().map(Paragraph::Entry));
        if self.missing.len() > MAX_MISSING {
            let more = self.missing.len() - MAX_MISSING;
            out.push(Paragraph::Entry(format!("and {more} more; the progress page lists all")));
        }
    }

    fn about(&self, out: &mut Vec<Paragraph>) {
        out.push(Paragraph::Heading("About this page".to_owned()));
        out.push(Paragraph::Text(format!(
            "It is not an official product of the United Nations, or of any other organization. The program \
             curricle {} made it from the record of the work. Nobody has checked the name, or who did the work.",
            env!("CARGO_PKG_VERSION")
        )));
        let mut graded = format!(
            "The program graded {} and {}; the points come from these alone.",
            count(self.graded, "exercise", "exercises"),
            count(self.quizzes, "quiz", "quizzes"),
        );
        if self.essays > 0 {
            let (rated, essays) = (self.rated, self.essays);
            graded.push_str(&format!(
                " Essays: the learner rated {rated} of {essays}; nobody else graded them."
            ));
        }
        if self.posts > 0 {
            graded.push_str(" Discussions are not graded.");
        }
        out.push(Paragraph::Text(graded));
    }
}

fn entry(module: &ModuleBar<'_>) -> String {
    let share = module.share.map_or_else(String::new, |share| format!(", points {share}"));
    let state = match module.complete {
        true => format!(": complete{share}"),
        false => format!(": {} of {} steps{share}", module.done, module.of),
    };
    let room = COLUMNS - MARK.len() - text::width(&state);
    format!("{}{state}", text::truncate(module.title, room, text::DOTS))
}

fn hours(minutes: u32) -> String {
    let counted = |number: u32, one, many| count(usize::try_from(number).unwrap_or(usize::MAX), one, many);
    let (hours, rest) = (minutes / 60, counted(minutes % 60, "minute", "minutes"));
    if hours == 0 { rest } else { format!("{} {rest}", counted(hours, "hour", "hours")) }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::Share;
    use crate::session::Extras;
    use crate::session::certificate::Holder;

    fn longest(completed: Option<Time>) -> Certificate<'static> {
        let title = "Words that decide who is meant and when it applies, at home and abroad, in all lands";
        let bar = || ModuleBar { title, done: 1_000, of: 1_000, share: Some(Share::FULL), complete: false };
        Certificate {
            course: title,
            learner: "a-learner-with-a-name-that-is-rather-long",
            holder: Holder::new(&"W".repeat(60)),
            completed,
            missing: (0..90).map(|n| format!("{title} {title} {n}")).collect(),
            last_day: Some("2026-11-23".to_owned()),
            share: Some(Share::FULL),
            pass: 100,
            minutes: u32::MAX,
            modules: (0..90).map(|_| bar()).collect(),
            extras: Extras { done: 10_000, of: 10_000 },
            graded: 10_000,
            quizzes: 10_000,
            essays: 10_000,
            rated: 10_000,
            discussions: 10_000,
            posts: 100_000,
        }
    }

    #[test]
    fn the_longest_page_fits_one_sheet() {
        for completed in [None, Some(Time(0))] {
            let page = longest(completed).printed();
            assert!(page.lines().count() <= ROWS, "{}\n{page}", page.lines().count());
            assert!(page.lines().all(|row| text::width(row) <= COLUMNS), "{page}");
            assert!(page.contains("- and 78 more, of which 0 complete\n"), "{page}");
            assert!(page.contains("- and 84 more; the progress page lists all\n"), "{page}");
        }
    }

    #[test]
    fn times_are_said_in_words() {
        assert_eq!(
            [0, 1, 61, 135].map(hours),
            ["0 minutes", "1 minute", "1 hour 1 minute", "2 hours 15 minutes"]
        );
    }
}
