//! What strangers can make a server write down: so little that nobody fills a disk with it.

use std::time::Duration;

/// Lines that are said in one stretch of time, and how long that is.
const LINES: u32 = 20;
const STRETCH: Duration = Duration::from_secs(60);

/// Says so many lines, then only counts.
#[derive(Debug, Default)]
pub(super) struct Sparing {
    since: Duration,
    said: u32,
    unsaid: u64,
}

impl Sparing {
    /// The line to be written down, if it is not one too many.
    pub(super) fn say(&mut self, words: String, now: Duration) -> Option<String> {
        let mut line = words;
        if now.saturating_sub(self.since) >= STRETCH {
            if let Some(rest) = self.rest() {
                line = format!("{rest}; {line}");
            }
            (self.since, self.said) = (now, 0);
        }
        if self.said >= LINES {
            self.unsaid += 1;
            return None;
        }
        self.said += 1;
        Some(line)
    }

    /// How many lines were only counted since this was said last, if any.
    pub(super) fn rest(&mut self) -> Option<String> {
        let unsaid = std::mem::take(&mut self.unsaid);
        (unsaid > 0).then(|| format!("and {unsaid} more like the last ones"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_much_is_counted_and_told_later() {
        let mut sparing = Sparing::default();
        let mut say = |seconds| sparing.say("no".to_owned(), Duration::from_secs(seconds));
        for _ in 0..LINES {
            assert_eq!(say(1).as_deref(), Some("no"));
        }
        assert_eq!((say(2), say(59)), (None, None));
        assert_eq!(say(60).as_deref(), Some("and 2 more like the last ones; no"));
        assert_eq!(say(61).as_deref(), Some("no"));
        assert_eq!(sparing.rest(), None);
    }
}
