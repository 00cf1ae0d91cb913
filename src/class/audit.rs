//! The book's events in words: who did what and when, without what people wrote.

use super::act::CodeFor;
use super::event::{ClassEvent, Done, Moderation};
use super::id::{CohortId, erased};
use crate::course::LearnerId;

/// One line for each event, oldest first.
pub(super) fn told<'e>(events: impl IntoIterator<Item = &'e ClassEvent>) -> String {
    let line = |event: &ClassEvent| {
        let by = called(&event.by);
        format!("{} UTC  {by}  {}\n", event.at.minute(), words(&event.what))
    };
    events.into_iter().map(line).collect()
}

fn called(person: &LearnerId) -> &str {
    match person.as_str() {
        name if *person == erased() => name.trim_start_matches('_'),
        name if name.starts_with('_') => "console",
        name => name,
    }
}

/// Whether an event is about this cohort.
pub(super) fn is_about(done: &Done, cohort: &CohortId) -> bool {
    about(done).0 == Some(cohort)
}

/// The cohort and the person that an event is about, if it is about one.
fn about(done: &Done) -> (Option<&CohortId>, Option<&LearnerId>) {
    match done {
        Done::PersonAdded { person, .. }
        | Done::ProfileSet { person, .. }
        | Done::RoleGiven { person, .. }
        | Done::KeyAdded { person, .. }
        | Done::KeyRemoved { person, .. }
        | Done::CodeUsed { person, .. }
        | Done::HandedOver { person, .. }
        | Done::Erased { person } => (None, Some(person)),
        Done::CodeMade { opens: CodeFor::Cohort(cohort), .. } => (Some(cohort), None),
        Done::CodeMade { opens: CodeFor::Person(person), .. } => (None, Some(person)),
        Done::CodeWithdrawn { .. } => (None, None),
        Done::TrainerSet { cohort, person, .. }
        | Done::Joined { cohort, person, .. }
        | Done::Left { cohort, person }
        | Done::EssayMarked { cohort, person, .. } => (Some(cohort), Some(person)),
        Done::ReviewGiven { cohort, author, .. } => (Some(cohort), Some(author)),
        Done::HintSent { cohort, to, .. } => (Some(cohort), to.as_ref()),
        Done::NoteSent { to, .. } => (None, Some(to)),
        Done::CohortMade { cohort, .. }
        | Done::CohortChanged { cohort, .. }
        | Done::Announced { cohort, .. }
        | Done::ModuleOpened { cohort, .. }
        | Done::ModuleClosed { cohort, .. }
        | Done::Led { cohort, .. }
        | Done::Released { cohort }
        | Done::PollOpened { cohort, .. }
        | Done::PollClosed { cohort, .. }
        | Done::Voted { cohort, .. }
        | Done::PostModerated { cohort, .. }
        | Done::ReviewOpened { cohort, .. }
        | Done::ReviewPaired { cohort, .. }
        | Done::ReviewClosed { cohort, .. } => (Some(cohort), None),
    }
}

fn words(done: &Done) -> String {
    match done {
        Done::PersonAdded { person, role, .. } => format!("added {person} as {}", role.name()),
        Done::ProfileSet { person, .. } => format!("changed the profile of {person}"),
        Done::RoleGiven { person, role } => format!("made {person} {}", role.name()),
        Done::KeyAdded { person, key, .. } => format!("added a key of {person}: {}", key.short()),
        Done::KeyRemoved { person, key } => format!("removed a key of {person}: {}", key.short()),
        Done::CohortMade { cohort, .. } => format!("made the class {cohort}"),
        Done::CohortChanged { cohort, .. } => format!("changed the class {cohort}"),
        Done::TrainerSet { cohort, person, on: true } => format!("made {person} a trainer of {cohort}"),
        Done::TrainerSet { cohort, person, on: false } => {
            format!("took {person} from the trainers of {cohort}")
        }
        Done::CodeMade { opens: CodeFor::Cohort(cohort), uses, .. } => {
            format!("made a join code of {cohort} for {uses} uses")
        }
        Done::CodeMade { opens: CodeFor::Person(person), .. } => format!("made a code for {person}"),
        Done::CodeWithdrawn { .. } => "withdrew a code".to_owned(),
        Done::CodeUsed { person, .. } => format!("let {} in with a code", called(person)),
        Done::Joined { cohort, person, group: None } => format!("put {person} into {cohort}"),
        Done::Joined { cohort, person, group: Some(group) } => {
            format!("put {person} into {cohort}, group {group}")
        }
        Done::Left { cohort, person } => format!("took {person} out of {cohort}"),
        Done::Erased { person } => format!("erased {person}"),
        Done::Announced { cohort, .. } => format!("announced something to {cohort}"),
        Done::HintSent { cohort, to: Some(to), spot, .. } => {
            format!("sent {to} of {cohort} a hint on {}", spot.step)
        }
        Done::HintSent { cohort, to: None, spot, .. } => format!("sent {cohort} a hint on {}", spot.step),
        Done::ModuleOpened { cohort, module, .. } => format!("opened the module {module} to {cohort}"),
        Done::ModuleClosed { cohort, module, .. } => format!("closed the module {module} to {cohort}"),
        Done::Led { cohort, spot } => format!("brought {cohort} to {}", spot.step),
        Done::Released { cohort } => format!("released {cohort}"),
        Done::PollOpened { cohort, poll, .. } => format!("opened {poll} in {cohort}"),
        Done::PollClosed { cohort, poll } => format!("closed {poll} in {cohort}"),
        Done::Voted { cohort, poll, .. } => format!("answered {poll} in {cohort}"),
        Done::PostModerated { cohort, spot, post, act } => {
            let act = match act {
                Moderation::Hide => "hid",
                Moderation::Show => "showed",
                Moderation::Pin => "pinned",
                Moderation::Unpin => "unpinned",
                Moderation::Lock => "locked",
                Moderation::Unlock => "unlocked",
            };
            format!("{act} the post {post} on {} in {cohort}", spot.step)
        }
        Done::EssayMarked { cohort, person, place, round, .. } => {
            format!("marked the essay of {person} of {cohort} on {}, try {round}", place.step())
        }
        Done::ReviewOpened { cohort, spot, .. } => format!("opened a review on {} in {cohort}", spot.step),
        Done::ReviewPaired { cohort, spot, pairs } => {
            format!("gave out {} essays on {} in {cohort}", pairs.len(), spot.step)
        }
        Done::ReviewGiven { cohort, spot, .. } => format!("reviewed an essay on {} in {cohort}", spot.step),
        Done::ReviewClosed { cohort, spot } => format!("closed the review on {} in {cohort}", spot.step),
        Done::HandedOver { person, course, .. } => format!("took over what {person} did in {course}"),
        Done::NoteSent { to, .. } => format!("wrote a note to {to}"),
    }
}
