//! Options that give the answer away: by their length, by where they stand, by what they say.

use super::{Study, raw};
use crate::source::{Complaint, Span, Table};
use crate::text;

/// A right option that is so many percent longer than the next one can be picked without reading.
const STANDS_OUT: usize = 130;
/// From so many questions on, chance alone does not make one habit of most of them.
const LEAST_QUESTIONS: usize = 6;
/// Fewer options are true or false: one of the two is always the longer, and both are read.
const LEAST_OPTIONS: usize = 3;
/// Shorter options are names and numbers: they are seen at a glance, whatever their length.
const LEAST_CELLS: usize = 16;
/// Options that answer for the others.
const CATCH_ALL: &[&str] =
    &["all of the above", "none of the above", "all of these", "none of these", "both of the above"];

/// A question with one right option.
struct Question {
    /// The cells of each option.
    lengths: Vec<usize>,
    right: usize,
}

/// Says what gives answers away.
pub(super) fn advise(study: &Study<'_>, say: &mut dyn FnMut(Complaint)) {
    let mut questions = Vec::new();
    for studied in &study.steps {
        let scenes = raw::tables(studied.table, "scene");
        let of_scenes = scenes.iter().map(|scene| raw::entries(scene, "choices"));
        for options in of_scenes.chain([raw::entries(studied.table, "options")]) {
            for (option, span) in &options {
                let words = raw::words(option, "text").unwrap_or_default().to_lowercase();
                if CATCH_ALL.iter().any(|phrase| words.contains(phrase)) {
                    let complaint = Complaint::new(*span, "This option answers for the others.");
                    say(complaint.help("Ask for several options with `many = true`, or name what is meant."));
                }
            }
            questions.extend(question(&options, say));
        }
    }
    if questions.len() < LEAST_QUESTIONS {
        return;
    }
    let all = questions.len();
    let longest = questions.iter().filter(|question| question.right_is_longest()).count();
    // By chance it is one in three or four.
    if longest * 2 > all {
        let message = format!("In {longest} of {all} questions the right option is the longest.");
        let help = "Say more in the wrong ones or less in the right ones: who guesses picks the longest.";
        say(Complaint::new(study.span_of("title"), message).help(help));
    }
    for place in 0..4 {
        let here = questions.iter().filter(|question| question.right == place).count();
        if here * 3 > all * 2 {
            let message =
                format!("In {here} of {all} questions the right option is number {} in the file.", place + 1);
            say(Complaint::new(study.span_of("title"), message).help("Spread the right options."));
        }
    }
}

fn question(options: &[(&Table, Span)], say: &mut dyn FnMut(Complaint)) -> Option<Question> {
    let right: Vec<usize> = (0..options.len()).filter(|at| raw::is_set(options[*at].0, "right")).collect();
    let [right] = right.as_slice() else { return None };
    let length = |(option, _): &(&Table, Span)| raw::words(option, "text").map_or(0, text::width);
    let question = Question { lengths: options.iter().map(length).collect(), right: *right };
    if question.lengths.len() < LEAST_OPTIONS {
        return None;
    }
    let next = question.longest_wrong();
    let own = question.lengths[*right];
    if own > LEAST_CELLS && own * 100 > next * STANDS_OUT {
        let message =
            format!("The right option has {own} letters, the longest wrong one {next}: it stands out.");
        let help = "Say more in a wrong one or less in this one.";
        say(Complaint::new(options[*right].1, message).help(help));
    }
    let shortest = question.wrong().min().unwrap_or(0);
    if shortest > LEAST_CELLS && own * STANDS_OUT < shortest * 100 {
        let message =
            format!("The right option has {own} letters, the shortest wrong one {shortest}: it stands out.");
        let help = "Say less in a wrong one or more in this one.";
        say(Complaint::new(options[*right].1, message).help(help));
    }
    Some(question)
}

impl Question {
    fn wrong(&self) -> impl Iterator<Item = usize> {
        let wrong = self.lengths.iter().enumerate().filter(|(at, _)| *at != self.right);
        wrong.map(|(_, length)| *length)
    }

    fn longest_wrong(&self) -> usize {
        self.wrong().max().unwrap_or(0)
    }

    fn right_is_longest(&self) -> bool {
        self.lengths.get(self.right).is_some_and(|own| *own > self.longest_wrong())
    }
}
