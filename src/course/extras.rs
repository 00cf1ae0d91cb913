//! Whether every module has something that everybody needs.

use super::Module;
use super::lesson::ReadLesson;
use crate::source::{Complaint, Complaints};

/// Complains about modules of which all could be left out.
pub(super) fn check_extras(modules: &[Module], lessons: &[ReadLesson], complaints: &mut Complaints) {
    for module in modules {
        let Some(lessons) = lessons.get(module.lessons.clone()) else { continue };
        let Some(first) = lessons.first().filter(|_| lessons.iter().all(|read| read.lesson.extra)) else {
            continue;
        };
        let message = format!("The module `{}` has only extra lessons.", module.id);
        let help = "Take `extra` away from one, so that there is something to complete.";
        complaints.push(Complaint::new(first.extra, message).help(help));
    }
}
