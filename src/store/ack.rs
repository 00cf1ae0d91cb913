//! The answer to an append, once it is known.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, sync_channel};
use std::time::Duration;

use super::error::StoreError;

/// Resolves when the entries of one append are on the disk, or are not; "saved" may be said only then.
#[derive(Debug)]
pub struct Ack {
    answer: Option<Result<(), StoreError>>,
    waiting: Receiver<Result<(), StoreError>>,
}

/// The other end of an [`Ack`].
#[derive(Debug)]
pub(super) struct Answer(SyncSender<Result<(), StoreError>>);

impl Answer {
    /// Nobody may be waiting any more, and that is fine.
    pub(super) fn give(self, answer: Result<(), StoreError>) {
        let _ = self.0.try_send(answer);
    }
}

impl Ack {
    pub(super) fn pair() -> (Answer, Self) {
        let (sender, waiting) = sync_channel(1);
        let ack = Self { answer: None, waiting };
        (Answer(sender), ack)
    }

    pub(super) fn known(answer: Result<(), StoreError>) -> Self {
        Self { answer: Some(answer), ..Self::pair().1 }
    }

    /// Waits as long as it takes.
    pub fn wait(self) -> Result<(), StoreError> {
        match self.answer {
            Some(answer) => answer,
            None => self.waiting.recv().unwrap_or(Err(StoreError::Closed)),
        }
    }

    /// Waits for a while; nothing means not known yet.
    pub fn wait_for(&mut self, limit: Duration) -> Option<Result<(), StoreError>> {
        if self.answer.is_none() {
            self.answer = match self.waiting.recv_timeout(limit) {
                Ok(answer) => Some(answer),
                Err(RecvTimeoutError::Disconnected) => Some(Err(StoreError::Closed)),
                Err(RecvTimeoutError::Timeout) => None,
            };
        }
        self.answer.clone()
    }

    /// Looks without waiting; once known, the answer stays known.
    pub fn poll(&mut self) -> Option<Result<(), StoreError>> {
        if self.answer.is_none() {
            self.answer = match self.waiting.try_recv() {
                Ok(answer) => Some(answer),
                Err(TryRecvError::Disconnected) => Some(Err(StoreError::Closed)),
                Err(TryRecvError::Empty) => None,
            };
        }
        self.answer.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_seen_in_every_way_of_asking() {
        let (answer, mut ack) = Ack::pair();
        assert_eq!(ack.poll(), None);
        assert_eq!(ack.wait_for(Duration::ZERO), None);
        answer.give(Ok(()));
        assert_eq!(ack.poll(), Some(Ok(())));
        assert_eq!(ack.poll(), Some(Ok(())));
        assert_eq!(ack.wait_for(Duration::ZERO), Some(Ok(())));
        assert_eq!(ack.wait(), Ok(()));
    }

    #[test]
    fn a_lost_answer_is_not_taken_for_saved() {
        let (answer, ack) = Ack::pair();
        drop(answer);
        assert_eq!(ack.wait(), Err(StoreError::Closed));
        assert_eq!(Ack::known(Err(StoreError::Full)).poll(), Some(Err(StoreError::Full)));
    }
}
