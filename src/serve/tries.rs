//! Wrong codes, and from where they came.

use std::collections::HashMap;
use std::net::IpAddr;
use std::time::Duration;

/// Wrong codes from one address before none is looked at any more, for a while.
const MAX_WRONG_CODES: u32 = 100;
/// Addresses whose wrong codes are counted.
const MAX_WRONG_ADDRESSES: usize = 10_000;
/// After so long wrong codes are forgiven.
const FORGIVEN: Duration = Duration::from_secs(60 * 60);

/// Counts wrong codes. It reads no clock: all times are since one moment and never go back.
#[derive(Default)]
pub(super) struct Tries {
    from: HashMap<IpAddr, Wrong>,
}

/// Wrong codes from one address.
struct Wrong {
    count: u32,
    since: Duration,
}

impl Tries {
    /// True unless too many wrong codes came from there lately.
    pub(super) fn may_try(&mut self, address: IpAddr, now: Duration) -> bool {
        self.from.retain(|_, wrong| now.saturating_sub(wrong.since) < FORGIVEN);
        self.from.get(&address).is_none_or(|wrong| wrong.count < MAX_WRONG_CODES)
    }

    /// A wrong code came from there.
    pub(super) fn wrong(&mut self, address: IpAddr, now: Duration) {
        if self.from.len() < MAX_WRONG_ADDRESSES || self.from.contains_key(&address) {
            self.from.entry(address).or_insert(Wrong { count: 0, since: now }).count += 1;
        }
    }
}
