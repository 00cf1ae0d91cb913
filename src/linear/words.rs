//! The words that can be said: one table, from which hearing, help and "did you mean" come.

use super::going;
use super::hear::Heard;
use super::help;
use super::people;
use super::picture;
use super::review;
use super::talk::Talk;
use super::working;
use crate::session::{Page, Scene};

/// A word that can be said.
pub(super) struct Word {
    /// The word.
    pub(super) name: &'static str,
    /// Other words for the same.
    pub(super) others: &'static [&'static str],
    /// What follows it, for help; empty if nothing may follow.
    pub(super) with: &'static str,
    /// What it does, for help.
    pub(super) help: &'static str,
    /// Whether help names it here; it may be said anywhere.
    pub(super) works: fn(&Scene<'_>, &Talk) -> bool,
    /// Does it.
    pub(super) does: fn(&Scene<'_>, &mut Talk, &str) -> Heard,
}

impl Word {
    /// All spellings, the name first.
    pub(super) fn spellings(&self) -> impl Iterator<Item = &'static str> {
        [self.name].into_iter().chain(self.others.iter().copied())
    }
}

/// The word of a spelling.
pub(super) fn find(spelling: &str) -> Option<&'static Word> {
    let spelling = spelling.to_ascii_lowercase();
    WORDS.iter().find(|word| word.spellings().any(|known| known == spelling))
}

const fn word(
    name: &'static str,
    others: &'static [&'static str],
    with: &'static str,
    help: &'static str,
    works: fn(&Scene<'_>, &Talk) -> bool,
    does: fn(&Scene<'_>, &mut Talk, &str) -> Heard,
) -> Word {
    Word { name, others, with, help, works, does }
}

/// All words, in the order in which help names them.
pub(super) const WORDS: &[Word] = &[
    word("text", &[], "WORDS", "write WORDS, also if they begin with a command", may_write, working::text),
    word(
        "write",
        &["w"],
        "",
        "write line by line; a line with only a dot ends it",
        may_write_lines,
        working::write,
    ),
    word("insert", &[], "N WORDS", "put a new line before line N of your text", has_lines, working::insert),
    word("line", &[], "N WORDS", "write line N of your text anew", has_lines, working::line),
    word("erase", &[], "N", "erase line N of your text, or erase all", has_lines, working::erase),
    word("check", &["k", "post"], "", "hand in your answer", |s, _| working::can(s).check, working::check),
    word("retry", &["t"], "", "try again", |s, _| working::can(s).retry, working::retry),
    word("hint", &[], "", "hear a hint", |s, _| working::can(s).hint, working::hint),
    word(
        "solution",
        &[],
        "",
        "hear the solution, which ends the exercise",
        |s, _| working::can(s).solution,
        working::solution,
    ),
    word("undo", &["u"], "", "take back the last change", working::can_undo, working::undo),
    word("redo", &[], "", "do again what was taken back", working::can_redo, working::redo),
    word(
        "rate",
        &[],
        "N M",
        "give line N of the list a rating M, 0 to 3",
        |s, _| working::can(s).rate,
        working::rate,
    ),
    word("reply", &[], "N", "answer post N; without a number, all", working::has_thread, working::reply),
    word(
        "quote",
        &[],
        "N",
        "answer post N, with its words in your reply",
        working::has_thread,
        working::quote,
    ),
    word(
        "edit",
        &[],
        "N",
        "change your post N; once more, leave it as it was",
        working::has_own_post,
        working::edit,
    ),
    word("delete", &[], "N", "delete your post N for all", working::has_own_post, working::delete),
    word("answer", &[], "", "hear how your answer stands", is_exercise, working::answer),
    word("picture", &[], "", "have the drawing of this page", picture::has_picture, picture::picture),
    word(
        "start",
        &[],
        "",
        "start or go on with an attempt",
        |s, _| matches!(s.page, Page::Gate(_)),
        going::start,
    ),
    word("next", &["n"], "", "go to the next step", |s, _| !s.page.is_aside(), going::next),
    word("back", &["previous", "p"], "", "go back", |s, _| !matches!(s.page, Page::Contents(_)), going::back),
    word("contents", &["menu", "m"], "", "hear all lessons", anywhere, going::contents),
    word("continue", &["resume"], "", "go on where you stopped", anywhere, going::resume),
    word("lesson", &[], "N", "open lesson N", anywhere, going::lesson),
    word("go", &[], "N", "go to step N of this lesson; go 3.2 to step 2 of lesson 3", anywhere, going::go),
    word(
        "steps",
        &[],
        "N",
        "hear the steps of lesson N",
        |s, _| matches!(s.page, Page::Contents(_)),
        going::steps,
    ),
    word("again", &["repeat", "r"], "", "hear this page again", anywhere, going::again),
    word(
        "note",
        &[],
        "WORDS",
        "keep a note here; without words, hear it; erase note takes it away",
        anywhere,
        going::note,
    ),
    word("bookmark", &[], "", "set a bookmark here, or take it away", anywhere, going::bookmark),
    word("report", &[], "WORDS", "tell the authors about a problem here", anywhere, going::report),
    word("class", &["news", "poll"], "", "hear what your trainer says, and polls", in_class, going::class),
    word(
        "people",
        &[],
        "WORDS",
        "hear who is in your class; with WORDS, find some of them",
        people::in_company,
        people::go_to_people,
    ),
    word("alike", &[], "", "hear who shares an interest with you", people::in_company, people::go_to_alike),
    word("more", &[], "", "hear the next people", people::has_more, people::more),
    word("groups", &[], "", "hear the groups of your class", people::has_circles, people::go_to_circles),
    word("send", &[], "WORDS", "send this person a note", people::may_send, people::send),
    word(
        "profile",
        &[],
        "",
        "hear what you say about yourself, and who sees it",
        people::in_company,
        people::go_to_profile,
    ),
    word("set", &[], "PART WORDS", "change a part of your profile", people::is_profile, people::set),
    word("show", &[], "PART", "let others see a part of your profile", people::is_profile, people::show),
    word("hide", &[], "PART", "keep a part of your profile from others", people::is_profile, people::hide),
    word("review", &[], "N", "review text N of somebody in your class", review::has_essays, review::review),
    word(
        "comment",
        &[],
        "WORDS",
        "write your comment on the text; again, to write it anew",
        |s, _| review::is_open(s),
        review::write_comment,
    ),
    word("notes", &["bookmarks"], "", "hear your notes and bookmarks", anywhere, going::notes),
    word("search", &["find"], "WORDS", "find WORDS in the course", anywhere, going::search),
    word("term", &[], "WORDS", "hear what a term means", anywhere, going::term),
    word("glossary", &[], "", "hear all terms", anywhere, going::glossary),
    word("source", &[], "CODE", "hear what a source is", anywhere, going::source),
    word("sources", &[], "", "hear all sources", anywhere, going::sources),
    word(
        "unread",
        &["new"],
        "",
        "hear new posts, here or in the next discussion",
        going::has_unread,
        going::unread,
    ),
    word("progress", &["scores"], "", "hear how far you are", anywhere, going::progress),
    word(
        "certificate",
        &["statement"],
        "",
        "hear your certificate, or a statement of progress",
        anywhere,
        going::certificate,
    ),
    word("tour", &[], "", "hear how this works", anywhere, going::tour),
    word("width", &[], "N", "break lines at N cells; width 0 for whole lines", anywhere, going::width),
    word("help", &["?"], "WORD", "hear what you can say here, or what a word does", anywhere, help::help),
    word("quit", &["q", "exit", "bye"], "", "leave; your work is kept", anywhere, going::quit),
];

fn in_class(scene: &Scene<'_>, _: &Talk) -> bool {
    scene.in_class
}

fn anywhere(_: &Scene<'_>, _: &Talk) -> bool {
    true
}

fn is_exercise(scene: &Scene<'_>, _: &Talk) -> bool {
    matches!(scene.page, Page::Exercise(_))
}

fn may_write(scene: &Scene<'_>, _: &Talk) -> bool {
    working::field(scene).is_some() && working::can(scene).work
}

fn may_write_lines(scene: &Scene<'_>, talk: &Talk) -> bool {
    may_write(scene, talk) && working::short_field(scene).is_none()
}

fn has_lines(scene: &Scene<'_>, talk: &Talk) -> bool {
    may_write_lines(scene, talk) && working::field(scene).is_some_and(|field| !field.text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_there_once_and_short_ones_keep_clear_of_the_first_items() {
        let mut seen = std::collections::BTreeSet::new();
        for spelling in WORDS.iter().flat_map(Word::spellings) {
            assert!(seen.insert(spelling), "{spelling}");
            assert!(!matches!(spelling, "to" | "in" | "into" | "and" | "out"), "{spelling}");
            assert!(spelling.len() > 1 || spelling >= "k" || spelling == "?", "{spelling} may be an item");
        }
    }

    #[test]
    fn words_are_found_whatever_their_case() {
        assert_eq!(find("NEXT").map(|word| word.name), Some("next"));
        assert_eq!(find("?").map(|word| word.name), Some("help"));
        assert!(find("nxt").is_none());
    }
}
