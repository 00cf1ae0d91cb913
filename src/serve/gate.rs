//! Who may knock: so many from one address, so many in all, and not too fast.

use std::collections::HashMap;
use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::time::Duration;

use super::Limits;

/// The most addresses whose speed is remembered; those that have long been quiet are forgotten first.
const MAX_ADDRESSES: usize = 10_000;

/// Counts connections. One address that knocks without end locks nobody else out.
///
/// It reads no clock: all times are since one moment and never go back.
#[derive(Debug)]
pub struct Gate {
    limits: Limits,
    waiting: usize,
    inside: usize,
    addresses: HashMap<IpAddr, Address>,
}

#[derive(Debug)]
struct Address {
    waiting: usize,
    /// Connections that may be opened at once, in thousandths.
    tokens: u64,
    since: Duration,
}

/// Why a connection is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Too many from this address have not logged in.
    AddressWaits,
    /// This address opens connections too fast.
    AddressTooFast,
    /// Too many have not logged in.
    TooManyWait,
    /// The server is full.
    Full,
}

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Refused::AddressWaits => "too many connections from this address have not logged in",
            Refused::AddressTooFast => "this address opens connections too fast",
            Refused::TooManyWait => "too many connections have not logged in",
            Refused::Full => "the server is full",
        })
    }
}

const TOKEN: u64 = 1_000;

impl Gate {
    /// A gate that nobody has knocked at.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self { limits, waiting: 0, inside: 0, addresses: HashMap::new() }
    }

    /// Somebody knocks; if taken, tell [`Gate::logs_in`] or [`Gate::goes`] later.
    ///
    /// # Errors
    /// [`Refused`] if there are too many.
    pub fn knock(&mut self, address: IpAddr, now: Duration) -> Result<(), Refused> {
        if self.inside + self.waiting >= self.limits.connections {
            return Err(Refused::Full);
        }
        if self.waiting >= self.limits.waiting {
            return Err(Refused::TooManyWait);
        }
        if self.addresses.len() >= MAX_ADDRESSES {
            self.forget_the_quiet(now);
        }
        let full = u64::from(self.limits.burst) * TOKEN;
        let place = self.addresses.entry(network(address)).or_insert(Address {
            waiting: 0,
            tokens: full,
            since: now,
        });
        if place.waiting >= self.limits.waiting_per_address {
            return Err(Refused::AddressWaits);
        }
        place.tokens = tokens(place, &self.limits, now);
        place.since = now;
        place.tokens = place.tokens.checked_sub(TOKEN).ok_or(Refused::AddressTooFast)?;
        place.waiting += 1;
        self.waiting += 1;
        Ok(())
    }

    /// One who knocked has logged in.
    pub fn logs_in(&mut self, address: IpAddr) {
        self.waits_no_more(address);
        self.inside += 1;
    }

    /// One who was taken is gone again.
    pub fn goes(&mut self, address: IpAddr, logged_in: bool) {
        if logged_in {
            self.inside = self.inside.saturating_sub(1);
        } else {
            self.waits_no_more(address);
        }
    }

    /// Connections that are logged in.
    #[must_use]
    pub fn inside(&self) -> usize {
        self.inside
    }

    fn waits_no_more(&mut self, address: IpAddr) {
        self.waiting = self.waiting.saturating_sub(1);
        if let Some(place) = self.addresses.get_mut(&network(address)) {
            place.waiting = place.waiting.saturating_sub(1);
        }
    }

    fn forget_the_quiet(&mut self, now: Duration) {
        let limits = &self.limits;
        let full = u64::from(limits.burst) * TOKEN;
        self.addresses.retain(|_, place| place.waiting > 0 || tokens(place, limits, now) < full);
    }
}

fn tokens(place: &Address, limits: &Limits, now: Duration) -> u64 {
    let passed = u64::try_from(now.saturating_sub(place.since).as_millis()).unwrap_or(u64::MAX);
    let more = passed.saturating_mul(u64::from(limits.rate) * TOKEN / 1_000);
    place.tokens.saturating_add(more).min(u64::from(limits.burst) * TOKEN)
}

/// One household has a whole network of addresses in IPv6.
pub(super) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEAR: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const FAR: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));

    fn gate(change: impl FnOnce(&mut Limits)) -> Gate {
        let mut limits = Limits::default();
        change(&mut limits);
        Gate::new(limits)
    }

    #[test]
    fn one_address_cannot_lock_another_out() {
        let mut gate = gate(|limits| limits.waiting_per_address = 3);
        for _ in 0..3 {
            gate.knock(NEAR, Duration::ZERO).unwrap();
        }
        assert_eq!(gate.knock(NEAR, Duration::ZERO), Err(Refused::AddressWaits));
        gate.knock(FAR, Duration::ZERO).unwrap();
        gate.logs_in(NEAR);
        gate.knock(NEAR, Duration::ZERO).unwrap();
        gate.goes(NEAR, false);
        gate.goes(NEAR, true);
        assert_eq!(gate.inside(), 0);
    }

    #[test]
    fn whoever_knocks_too_fast_has_to_wait() {
        let mut gate = gate(|limits| (limits.burst, limits.rate) = (2, 10));
        let mut knock = |milliseconds| {
            let taken = gate.knock(NEAR, Duration::from_millis(milliseconds));
            if taken.is_ok() {
                gate.goes(NEAR, false);
            }
            taken
        };
        assert_eq!((knock(0), knock(0)), (Ok(()), Ok(())));
        assert_eq!(knock(99), Err(Refused::AddressTooFast));
        assert_eq!(knock(199), Ok(()), "ten a second");
        assert_eq!(knock(199), Err(Refused::AddressTooFast));
    }

    #[test]
    fn a_network_of_version_6_counts_as_one_address() {
        let mut gate = gate(|limits| limits.waiting_per_address = 1);
        gate.knock("2001:db8::1".parse().unwrap(), Duration::ZERO).unwrap();
        let beside = gate.knock("2001:db8::2".parse().unwrap(), Duration::ZERO);
        assert_eq!(beside, Err(Refused::AddressWaits));
        gate.knock("2001:db8:0:1::1".parse().unwrap(), Duration::ZERO).unwrap();
    }

    #[test]
    fn there_is_an_end_to_all_of_them() {
        let mut gate = gate(|limits| (limits.waiting, limits.connections) = (2, 3));
        let address = |last| IpAddr::V4(std::net::Ipv4Addr::new(198, 51, 100, last));
        gate.knock(address(1), Duration::ZERO).unwrap();
        gate.knock(address(2), Duration::ZERO).unwrap();
        assert_eq!(gate.knock(address(3), Duration::ZERO), Err(Refused::TooManyWait));
        gate.logs_in(address(1));
        gate.knock(address(3), Duration::ZERO).unwrap();
        assert_eq!(gate.knock(address(4), Duration::ZERO), Err(Refused::Full));
    }

    #[test]
    fn quiet_addresses_are_forgotten() {
        let mut gate = gate(|limits| limits.connections = usize::MAX);
        for number in 0..2 * MAX_ADDRESSES as u32 {
            let address = IpAddr::V4(std::net::Ipv4Addr::from_bits(number));
            gate.knock(address, Duration::from_secs(u64::from(number))).unwrap();
            gate.goes(address, false);
        }
        assert!(gate.addresses.len() <= MAX_ADDRESSES, "{}", gate.addresses.len());
    }
}
