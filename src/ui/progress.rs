//! How far the learner came.

use super::costs::lay_costs;
use super::finish::{Finish, bar};
use super::gate::lay_tests;
use super::paper::{Deed, Hook, Mark, Run};
use super::screen::Screen;
use super::theme::Role;
use super::writer::Writer;
use crate::session::{Command, ModuleBar, Report, To};
use crate::text;

/// Writes the progress: the sum, the modules, what is missing, the tests, the days.
pub(super) fn lay_progress(writer: &mut Writer, report: &Report<'_>, screen: &Screen) {
    let complete =
        if report.complete { "The course is complete." } else { "The course is not complete yet." };
    writer.say(complete, Role::Heading);
    writer.say(
        format!("{} of {} steps are done. You worked {}.", report.done, report.of, time(report.minutes)),
        Role::Text,
    );
    let share = report.share.map_or("no points yet".to_owned(), |share| share.to_string());
    writer.say(format!("Points: {share}; the course asks for {} %.", report.pass), Role::Text);
    if report.extras.of > 0 {
        let (done, of) = (report.extras.done, report.extras.of);
        writer.say(format!("Extra lessons: {done} of {of} done; none is needed."), Role::Text);
    }
    writer.gap();
    let hook = Hook::new(writer.nth(), Deed::Do(Command::Go(To::Certificate)), Mark::Inner);
    let word = if report.complete { "Certificate" } else { "Statement of progress" };
    writer.flow(&[Run::button(word, hook)]);
    writer.gap();
    writer.say("Modules, and how much of them is read and done:", Role::Heading);
    let widest = report.modules.iter().map(|module| text::width(module.title)).max().unwrap_or(0);
    for module in &report.modules {
        lay_module(writer, module, widest, screen);
    }
    if !report.missing.is_empty() {
        writer.gap();
        writer.say("Still missing:", Role::Heading);
        for sentence in &report.missing {
            writer.within("- ", "  ", |writer| writer.say(sentence, Role::Text));
        }
    }
    if report.tests.before.is_some() || report.tests.after.is_some() {
        writer.gap();
        writer.say("Tests:", Role::Heading);
        lay_tests(writer, report.tests);
    }
    if !report.days.is_empty() {
        writer.gap();
        writer.say("Days (UTC):", Role::Heading);
        for day in &report.days {
            let answers = match day.answers {
                1 => "1 answer".to_owned(),
                answers => format!("{answers} answers"),
            };
            writer.say(format!("{}  {}, {answers}", day.date, time(day.minutes)), Role::Text);
        }
    }
    lay_costs(writer, screen.costs);
}

fn lay_module(writer: &mut Writer, module: &ModuleBar<'_>, widest: usize, screen: &Screen) {
    let percent = (module.done * 100).checked_div(module.of).unwrap_or(100);
    let share = module.share.map_or(String::new(), |share| format!(", points {share}"));
    let complete = if module.complete { ", complete" } else { "" };
    let bar = match screen.look.finish {
        Finish::Rich => format!("{} ", bar(percent, Finish::Rich, screen.look.ascii)),
        Finish::Lean => String::new(),
    };
    let words = format!("{bar}{percent} %{share}{complete}");
    if widest + 2 + text::width(&words) <= writer.width() {
        writer.say(format!("{}  {words}", text::pad(module.title, widest)), Role::Text);
    } else {
        writer.say(module.title, Role::Text);
        writer.within("  ", "  ", |writer| writer.say(words, Role::Text));
    }
}

fn time(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}\u{a0}min"),
        (hours, 0) => format!("{hours}\u{a0}h"),
        (hours, minutes) => format!("{hours}\u{a0}h {minutes}\u{a0}min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_short() {
        assert_eq!(
            (time(5), time(60), time(135)),
            ("5\u{a0}min".into(), "1\u{a0}h".into(), "2\u{a0}h 15\u{a0}min".into())
        );
    }
}
