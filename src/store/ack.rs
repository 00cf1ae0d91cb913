//! The answer to an append, once it is known.

use std::fmt;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::error::StoreError;

/// Resolves when the entries of one append are on the disk, or are not; "saved" may be said only then.
#[derive(Debug)]
pub struct Ack {
    answer: Option<Result<(), StoreError>>,
    waiting: Receiver<Result<(), StoreError>>,
    call: Arc<Mutex<Call>>,
}

/// The other end of an [`Ack`].
#[derive(Debug)]
pub(super) struct Answer {
    sender: Option<SyncSender<Result<(), StoreError>>>,
    call: Arc<Mutex<Call>>,
}

/// Whom to call once the answer is known.
#[derive(Default)]
enum Call {
    #[default]
    Nobody,
    Waiting(Box<dyn FnOnce() + Send>),
    Over,
}

impl fmt::Debug for Call {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Call::Nobody => "Nobody",
            Call::Waiting(_) => "Waiting",
            Call::Over => "Over",
        })
    }
}

impl Answer {
    /// Nobody may be waiting any more, and that is fine.
    pub(super) fn give(mut self, answer: Result<(), StoreError>) {
        if let Some(sender) = self.sender.take() {
            let _ = sender.try_send(answer);
        }
    }
}

impl Drop for Answer {
    /// An answer that was dropped is one, too: it was lost.
    fn drop(&mut self) {
        self.sender = None;
        let call = std::mem::replace(&mut *lock(&self.call), Call::Over);
        if let Call::Waiting(call) = call {
            call();
        }
    }
}

fn lock(call: &Mutex<Call>) -> std::sync::MutexGuard<'_, Call> {
    call.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Ack {
    pub(super) fn pair() -> (Answer, Self) {
        let (sender, waiting) = sync_channel(1);
        let call = Arc::new(Mutex::new(Call::Nobody));
        let ack = Self { answer: None, waiting, call: Arc::clone(&call) };
        (Answer { sender: Some(sender), call }, ack)
    }

    pub(super) fn known(answer: Result<(), StoreError>) -> Self {
        Self { answer: Some(answer), ..Self::pair().1 }
    }

    /// Has a function called once the answer is known, at once if it is; of several only the last.
    ///
    /// It is called by the thread that writes, so it must be short.
    pub fn then_call(&self, function: impl FnOnce() + Send + 'static) {
        let mut call = lock(&self.call);
        match *call {
            Call::Nobody | Call::Waiting(_) => *call = Call::Waiting(Box::new(function)),
            Call::Over => {
                drop(call);
                function();
            }
        }
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
    fn whoever_waits_is_called_once_however_it_ends() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let calls = Arc::new(AtomicUsize::new(0));
        let call = || {
            let calls = Arc::clone(&calls);
            move || {
                calls.fetch_add(1, Ordering::SeqCst);
            }
        };
        let (answer, mut ack) = Ack::pair();
        ack.then_call(call());
        assert_eq!(calls.load(Ordering::SeqCst), 0);
        answer.give(Ok(()));
        assert_eq!((calls.load(Ordering::SeqCst), ack.poll()), (1, Some(Ok(()))));
        ack.then_call(call());
        assert_eq!(calls.load(Ordering::SeqCst), 2, "too late to wait");
        let (answer, mut ack) = Ack::pair();
        ack.then_call(call());
        drop(answer);
        assert_eq!((calls.load(Ordering::SeqCst), ack.poll()), (3, Some(Err(StoreError::Closed))));
    }

    #[test]
    fn a_lost_answer_is_not_taken_for_saved() {
        let (answer, ack) = Ack::pair();
        drop(answer);
        assert_eq!(ack.wait(), Err(StoreError::Closed));
        assert_eq!(Ack::known(Err(StoreError::Full)).poll(), Some(Err(StoreError::Full)));
    }
}
