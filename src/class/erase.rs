//! What of an event stays when a person is erased: whatever others did and need, and the record that
//! somebody of this login name was erased.

use super::act::CodeFor;
use super::event::{ClassEvent, Done, Pair};
use super::id::erased;
use crate::course::LearnerId;

impl ClassEvent {
    /// The event without the person; none if it is about nobody else.
    pub fn without(&self, gone: &LearnerId) -> Option<Self> {
        let theirs = self.by == *gone;
        let stays = match &self.what {
            Done::PersonAdded { person, .. }
            | Done::ProfileSet { person, .. }
            | Done::RoleGiven { person, .. }
            | Done::KeyAdded { person, .. }
            | Done::KeyRemoved { person, .. }
            | Done::TrainerSet { person, .. }
            | Done::Joined { person, .. }
            | Done::Left { person, .. }
            | Done::HandedOver { person, .. }
            | Done::EssayMarked { person, .. } => person != gone,
            Done::CodeMade { opens, .. } => *opens != CodeFor::Person(gone.clone()),
            Done::HintSent { to, .. } => !theirs && to.as_ref() != Some(gone),
            Done::NoteSent { to, .. } => !theirs && to != gone,
            Done::ReviewGiven { author, .. } => !theirs && author != gone,
            Done::Announced { .. } | Done::Voted { .. } => !theirs,
            Done::PostModerated { post, .. } => post.by != *gone,
            Done::ReviewPaired { cohort, spot, pairs } => {
                let (cohort, spot) = (cohort.clone(), spot.clone());
                // Where the author goes, the place stays: reviewers know their essays by number.
                let others = pairs.iter().filter(|pair| pair.reviewer != *gone).map(|pair| Pair {
                    reviewer: pair.reviewer.clone(),
                    author: if pair.author == *gone { &pair.reviewer } else { &pair.author }.clone(),
                });
                let pairs = others.collect();
                let what = Done::ReviewPaired { cohort, spot, pairs };
                return Some(Self { at: self.at, by: self.by.clone(), what });
            }
            // A use of a code counts on, but not whose it was.
            Done::CodeUsed { code, person } if person == gone => {
                let what = Done::CodeUsed { code: code.clone(), person: erased() };
                return Some(Self { at: self.at, by: erased(), what });
            }
            // That somebody was erased is remembered.
            Done::CodeUsed { .. }
            | Done::Erased { .. }
            | Done::CohortMade { .. }
            | Done::CohortChanged { .. }
            | Done::CodeWithdrawn { .. }
            | Done::ModuleOpened { .. }
            | Done::ModuleClosed { .. }
            | Done::Led { .. }
            | Done::Released { .. }
            | Done::PollOpened { .. }
            | Done::PollClosed { .. }
            | Done::ReviewOpened { .. }
            | Done::ReviewClosed { .. } => true,
        };
        stays.then(|| self.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::class::JoinCode;
    use crate::session::Time;

    #[test]
    fn a_use_of_a_code_counts_on_without_saying_whose() {
        let code = JoinCode::from_written("river-apple-zebra").unwrap();
        let used = |by: LearnerId| {
            let what = Done::CodeUsed { code: code.clone(), person: by.clone() };
            ClassEvent { at: Time(5), by, what }
        };
        let (anna, ben) = (LearnerId::from("anna"), LearnerId::from("ben"));
        assert_eq!(used(anna.clone()).without(&anna), Some(used(erased())));
        assert_eq!(used(ben.clone()).without(&anna), Some(used(ben)));
        assert_eq!(used(erased()).without(&anna), Some(used(erased())));
    }
}
