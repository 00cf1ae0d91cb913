//! What a sitting has cost so far.

/// The bytes of a sitting, and what the stock way would have cost.
///
/// ```
/// use curricle::wire::Tally;
///
/// let mut tally = Tally::default();
/// tally.drew(552, 2221);
/// tally.touched(2);
/// tally.drew(12, 180);
/// assert_eq!((tally.sent(), tally.stock(), tally.pictures()), (564, 2401, 2));
/// // The first picture is nobody's key.
/// assert_eq!(tally.per_key(), Some(6));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    first: Option<u64>,
    before: u64,
    sent: u64,
    stock: u64,
    pictures: u64,
    keys: u64,
}

impl Tally {
    /// Counts a picture: the bytes that were sent for it, and those that [`super::Stock`] would have sent.
    pub fn drew(&mut self, sent: usize, stock: usize) {
        let sent = u64::try_from(sent).unwrap_or(u64::MAX);
        self.first = self.first.or(Some(sent));
        self.sent = self.sent.saturating_add(sent);
        self.stock = self.stock.saturating_add(u64::try_from(stock).unwrap_or(u64::MAX));
        self.pictures += u64::from(sent > 0);
    }

    /// Counts bytes that asked the terminal something before there was a picture.
    pub fn asked(&mut self, sent: usize) {
        let sent = u64::try_from(sent).unwrap_or(u64::MAX);
        self.before = self.before.saturating_add(sent);
        self.sent = self.sent.saturating_add(sent);
    }

    /// Counts keys.
    pub fn touched(&mut self, keys: usize) {
        self.keys = self.keys.saturating_add(u64::try_from(keys).unwrap_or(u64::MAX));
    }

    /// All bytes sent.
    #[must_use]
    pub fn sent(self) -> u64 {
        self.sent
    }

    /// All bytes that the stock way would have sent.
    #[must_use]
    pub fn stock(self) -> u64 {
        self.stock
    }

    /// How many pictures there was anything to send for.
    #[must_use]
    pub fn pictures(self) -> u64 {
        self.pictures
    }

    /// How many keys were pressed.
    #[must_use]
    pub fn keys(self) -> u64 {
        self.keys
    }

    /// The bytes a key, rounded, without the first picture; none before the first key.
    #[must_use]
    pub fn per_key(self) -> Option<u64> {
        let drawn = self.sent.saturating_sub(self.before).saturating_sub(self.first.unwrap_or(0));
        (self.keys > 0).then(|| drawn.saturating_add(self.keys / 2) / self.keys)
    }
}
